//! Two runs over the same articles.
use crate::{HEADER, column, has, loaded, numbers, section, table, text};
use sayso::{
    compare::{self, Run},
    sheet::Cell,
};

fn run(manifest: &str, findings: &str) -> Run {
    let header = "article,article_id,rule,field,start,end,counted,excused_because,reason,category,entry,trigger\n";
    Run {
        manifest: serde_json::from_str(manifest).unwrap(),
        articles: compare::read(table(2, 1).as_bytes(), &loaded(&["outlet"])).unwrap(),
        findings: compare::findings((header.to_owned() + findings).as_bytes()).unwrap(),
    }
}

#[test]
fn every_change_between_runs_has_a_reason() {
    let old = run(
        r#"{"tool":{"version":"1","lexicons":[{"id":"en/x","hash":"1"},{"id":"en/y","hash":"5"}]},"seconds":3}"#,
        "1,a,loaded-term,text,0,5,TRUE,,,en/x,en/x#regime,regime\n1,a,loaded-term,text,9,12,TRUE,,,en/y,en/y#b,bad\n1,a,loaded-term,text,20,25,TRUE,,,en/y,en/y#c,clash\n",
    );
    let new = run(
        r#"{"tool":{"version":"2","lexicons":[{"id":"en/x","hash":"2"},{"id":"en/y","hash":"5"}]},"seconds":9}"#,
        "1,a,loaded-term,text,9,12,FALSE,quotation,,en/y,en/y#b,bad\n1,a,loaded-term,text,20,25,TRUE,,,en/y,en/y#c,clash\n1,a,loaded-term,text,30,35,TRUE,,,en/y,en/y#d,dirty\n",
    );
    let sheet = compare::runs(&old, &new, &loaded(&["outlet"]).measures, 10);
    let findings = section(&sheet, "changed_findings");
    let said: Vec<(Cell, Cell)> = column(findings, "change").into_iter().zip(column(findings, "why")).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(a, b)| (text(a), text(b))).collect();
    assert_eq!(said, [("gone", "lexicon en/x changed"), ("excused", "now quotation"), ("new", "version 1 → 2")]);
    assert_eq!(
        column(section(&sheet, "settings"), "setting").iter().map(text).collect::<Vec<_>>(),
        ["tool.lexicons.en/x.hash", "tool.version"]
    );
    assert!(numbers(section(&sheet, "rates"), "difference").iter().all(|d| *d == 0.0));
}

#[test]
fn a_run_that_did_not_judge_has_no_rate() {
    let csv = format!("{HEADER}1,a,Halden Wire,,W,en,,600,,0,\n");
    let new = Run { articles: compare::read(csv.as_bytes(), &loaded(&["outlet"])).unwrap(), ..run("{}", "") };
    let sheet = compare::runs(&run("{}", ""), &new, &loaded(&["outlet"]).measures, 10);
    let first = |id: &str| column(section(&sheet, "rates"), id).remove(0);
    assert_eq!((first("group"), first("new_k"), first("difference")), (Cell::text("Halden Wire"), Cell::None, Cell::None));
    assert_ne!(first("old_k"), Cell::None);
}

#[test]
fn findings_at_one_place_of_title_and_text_are_two() {
    let manifest = r#"{"outputs":{"findings.csv":"1","inputs.csv":"7"},"finished":"2031-01-01"}"#;
    let (title, text) = ("1,a,loaded-term,title,0,5,TRUE,,,en/x,en/x#b,bad\n", "1,a,loaded-term,text,0,5,TRUE,,,en/x,en/x#d,dirty\n");
    let other = manifest.replace(r#""findings.csv":"1""#, r#""findings.csv":"2""#).replace("01-01", "01-02");
    let (old, new) = (run(manifest, &[title, text].concat()), run(&other, title));
    let sheet = compare::runs(&old, &new, &loaded(&["outlet"]).measures, 10);
    let findings = section(&sheet, "changed_findings");
    assert_eq!((column(findings, "field"), column(findings, "change")), (vec![Cell::text("text")], vec![Cell::text("gone")]));
    assert!(section(&sheet, "settings").rows.is_empty(), "what came out, and when, is no setting");
    assert!(sheet.warnings.is_empty() && sheet.methods[0].contains("the same articles"));
    let elsewhere = run(&manifest.replace(r#""inputs.csv":"7""#, r#""inputs.csv":"8""#), title);
    let sheet = compare::runs(&old, &elsewhere, &loaded(&["outlet"]).measures, 10);
    assert!(has(&sheet, "did not read the same articles") && !sheet.methods.concat().contains("read the same articles"));
}
