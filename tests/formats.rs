//! Formats for machines: each is what its readers demand, whatever the article holds, and keeps the level of every finding.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Report,
    input::{self, Limits},
    level::Level,
    lexicon::{self, Lexicons},
    render::{self, Options, Render, Template},
    report::{Excuse, Role},
};
use serde_json::Value;
use std::collections::BTreeSet;

const WORDS: &str =
    "id = \"house/x\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"X\"\nwhy = \"Why <so> & \\\"so\\\"?\"\n
[level]\nown = \"error\"\nheadline = \"error\"\n
[[entry]]\nterm = \"quango\"\n[[entry]]\nterm = \"dodo\"\nlevel = { own = \"note\" }\n";

/// Findings of all three levels, an allowed one, marks that could break out of a format, and characters outside the first plane.
const TEXT: &str = "# 🙂 Harbour, at <Orvane>:\n\nThe 🙂 café “quango” & its quango opened in May 2031. The dodo was built in 1990 and has two floors.\n\n\
                    The council sent the quango\nthe plan %0A::error::x ]]> on Monday. The minister slammed the plan.\n\n\
                    <!-- sayso allow loaded-term \"quango\" because: a -- test -->\nThe council closed the quango in June.\n";

fn own_words() -> Analyzer {
    let mut lexicons = lexicon::builtin();
    lexicons.push(lexicon::parse("x", WORDS).unwrap());
    Analyzer::builder().lexicons(Lexicons::compile(lexicons)).build()
}

fn report() -> Report {
    let report = own_words().analyze(&input::markdown("desk/a b,c:ü<1>.md", TEXT.as_bytes(), Limits::default()).unwrap());
    let levels: BTreeSet<Level> = report.findings.iter().map(|f| f.level).collect();
    assert_eq!(levels, BTreeSet::from([Level::Note, Level::Warning, Level::Error]), "the article should show all levels");
    assert!(report.excused.iter().any(|f| f.because == Some(Excuse::Suppressed)));
    report
}

fn rendered(format: &str, reports: &[Report]) -> String {
    let mut out = Vec::new();
    render::by_name(format).unwrap().render(reports, &Options::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_format_writes_something_of_one_report() {
    let report = report();
    for format in render::FORMATS {
        assert!(!rendered(format.format().name, std::slice::from_ref(&report)).is_empty(), "{}", format.format().name);
    }
}

#[test]
fn a_finding_without_a_place_leaves_the_others_their_fingerprints() {
    let prints = |report: Report| {
        let issues: Value = serde_json::from_str(&rendered("gitlab", &[report])).unwrap();
        issues.as_array().unwrap().iter().map(|i| i["fingerprint"].to_string()).collect::<Vec<_>>()
    };
    let (mut less, mut wanted) = (report(), prints(report()));
    // Of two alike the second: the first keeps its number.
    less.findings[1].evidence.clear();
    wanted.remove(1);
    assert_eq!(prints(less), wanted);
}

#[test]
fn sarif_is_valid_and_its_regions_are_the_words() {
    let report = report();
    let log: Value = serde_json::from_str(&rendered("sarif", std::slice::from_ref(&report))).unwrap();
    let schema: Value = serde_json::from_str(include_str!("schemas/sarif-2.1.0-subset.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let counted: Vec<&Value> = results.iter().filter(|r| r.get("suppressions").is_none()).collect();
    assert_eq!(counted.len(), report.findings.len());
    assert!(results.len() > counted.len(), "the allowed finding is kept as suppressed");
    let mut prints = BTreeSet::new();
    for (result, finding) in counted.iter().zip(&report.findings) {
        assert_eq!(result["level"], finding.level.as_str());
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!((&rule["id"], &result["ruleId"]), (&Value::from(finding.rule.as_str()), &Value::from(finding.rule.as_str())));
        assert!(rule["fullDescription"]["text"].as_str().is_some_and(|t| t.len() > 40 && t.len() < 1024), "code hosts ask for it: {rule}");
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(cut(region), region["snippet"]["text"].as_str().unwrap());
        assert!(prints.insert(result["partialFingerprints"]["sayso/v1"].to_string()), "fingerprints are distinct");
    }
}

#[test]
fn sarif_offers_the_wordings_of_an_entry_as_fixes() {
    let report = report();
    let log: Value = serde_json::from_str(&rendered("sarif", std::slice::from_ref(&report))).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    let slammed = results.filter_map(|r| r["fixes"].as_array()).find(|f| cut(replacement(&f[0], "deletedRegion")) == "slammed");
    let words: Vec<&str> = slammed.unwrap().iter().map(|f| replacement(f, "insertedContent")["text"].as_str().unwrap()).collect();
    assert!(words.contains(&"criticised") || words.contains(&"criticized"), "{words:?}");
}

fn replacement<'a>(fix: &'a Value, part: &str) -> &'a Value {
    &fix["artifactChanges"][0]["replacements"][0][part]
}

/// The text between a region's lines and columns, counted anew.
fn cut(region: &Value) -> String {
    let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
    let (first, last) = (number("startLine"), number("endLine"));
    let lines: Vec<&str> = TEXT.split('\n').collect();
    let mut out = String::new();
    for line in first..=last {
        let chars: Vec<char> = lines[line - 1].chars().collect();
        let from = if line == first { number("startColumn") - 1 } else { 0 };
        let to = if line == last { number("endColumn") - 1 } else { chars.len() };
        out.extend(&chars[from..to]);
        if line < last {
            out.push('\n');
        }
    }
    out
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let analyzer = Analyzer::default();
    let prints = |text: &str| {
        let report = analyzer.analyze(&input::text("a.txt", text.as_bytes(), Limits::default()).unwrap());
        let issues: Value = serde_json::from_str(&rendered("gitlab", &[report])).unwrap();
        issues.as_array().unwrap().iter().map(|i| i["fingerprint"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    let before = prints("The harbour had been closed since the spring.\n\nThe regime at Orvane fell on Monday.\n");
    let after = prints("\n\nThe harbour had been closed\nsince the spring.\n\n\nThe regime at Orvane\nfell on Monday.\n");
    assert!(!before.is_empty());
    assert_eq!(before, after);
}

#[test]
fn github_has_one_command_a_line_with_nothing_broken_out() {
    let report = report();
    let text = rendered("github", std::slice::from_ref(&report));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), report.findings.len());
    for (line, f) in lines.iter().zip(&report.findings) {
        let command = match f.level {
            Level::Error => "::error ",
            Level::Warning => "::warning ",
            _ => "::notice ",
        };
        let (properties, _) = line.strip_prefix(command).unwrap().split_once("::").unwrap();
        let names: Vec<&str> = properties.split(',').map(|p| p.split_once('=').unwrap().0).collect();
        assert!(names.starts_with(&["file", "line", "endLine"]) && names.ends_with(&["title"]), "{line}");
        assert!(properties.starts_with("file=desk/a b%2Cc%3Aü<1>.md,"), "{line}");
    }
}

#[test]
fn gitlab_has_what_gitlab_asks_for() {
    let report = report();
    let issues: Value = serde_json::from_str(&rendered("gitlab", std::slice::from_ref(&report))).unwrap();
    for (issue, f) in issues.as_array().unwrap().iter().zip(&report.findings) {
        assert!(issue["description"].is_string() && issue["check_name"] == f.rule.as_str());
        assert_eq!(issue["fingerprint"].as_str().unwrap().len(), 32);
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() <= issue["location"]["lines"]["end"].as_u64().unwrap());
        let severity = match f.level {
            Level::Error => "major",
            Level::Warning => "minor",
            _ => "info",
        };
        assert_eq!(issue["severity"], severity);
    }
    assert_eq!(rendered("gitlab", &[]).trim(), "[]");
}

#[test]
fn junit_and_checkstyle_are_well_formed_and_count_right() {
    let report = report();
    let n = report.findings.len();
    let junit = rendered("junit", std::slice::from_ref(&report));
    assert_eq!(count(&junit, "testcase"), n);
    assert_eq!(count(&junit, "failure"), n);
    assert!(junit.contains(&format!("tests=\"{n}\" failures=\"{n}\"")));
    let checkstyle = rendered("checkstyle", std::slice::from_ref(&report));
    assert_eq!(count(&checkstyle, "error"), n);
    for (level, severity) in [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "info")] {
        let want = report.findings.iter().filter(|f| f.level == level).count();
        assert_eq!(checkstyle.matches(&format!("severity=\"{severity}\"")).count(), want);
    }
    assert_eq!(count(&rendered("junit", &[]), "testsuites"), 1);
}

/// Elements of that name in a document that must be well-formed.
fn count(xml: &str, name: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut n = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e) => n += usize::from(e.local_name().as_ref() == name),
            quick_xml::events::Event::Eof => return n,
            _ => {}
        }
    }
}

#[test]
fn line_is_one_line_a_finding_at_its_place() {
    let report = report();
    let text = rendered("line", std::slice::from_ref(&report));
    assert_eq!(text.lines().count(), report.findings.len());
    for (line, f) in text.lines().zip(&report.findings) {
        let at = &f.evidence[0].span;
        assert!(line.starts_with(&format!("desk/a b,c:ü<1>.md:{}:{}: {}[{}] ", at.line, at.column, f.level.as_str(), f.rule)), "{line}");
    }
}

#[test]
fn a_template_sees_reports_and_its_faults_are_told_with_their_line() {
    let report = report();
    let template = Template::new("mine.txt", "{% for r in reports %}\n{% for f in r.findings %}\n{{ f.level }} {{ f.evidence[0].text }}\n{% endfor %}\n{{ r.text|length }}\n{% endfor %}\n").unwrap();
    let mut out = Vec::new();
    template.render(std::slice::from_ref(&report), &Options::default(), &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.lines().any(|l| l == "error quango"), "{out}");
    assert_eq!(out.lines().last().unwrap(), TEXT.chars().count().to_string());
    assert!(Template::new("mine.txt", "fine\n{% for %}\n").unwrap_err().starts_with("line 2: syntax error"));
}

#[test]
fn the_example_of_an_own_page_escapes_what_articles_say() {
    let report = report();
    let source = include_str!("../docs/examples/own-page.html");
    let template = Template::new("docs/examples/own-page.html", source).unwrap();
    assert_eq!(template.format().extension, "html");
    let mut out = Vec::new();
    template.render(std::slice::from_ref(&report), &Options::default(), &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    assert!(page.starts_with("<!doctype html>") && !page.contains("<Orvane>") && !page.contains("<1>"), "{page}");
    assert!(page.contains("The 🙂 café “<mark class=\"warning\">quango</mark>” &amp; its quango opened in May 2031."), "{page}");
    assert_eq!(page.matches("<mark").count(), report.findings.len());
    let plain = Template::new("a.md", "{% for r in reports %}{{ r.text }}{% endfor %}").unwrap();
    let mut out = Vec::new();
    plain.render(&[report], &Options::default(), &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("<Orvane>"));
}

#[test]
fn messages_for_machines_are_plain() {
    let text = "The regime slammed the brutal thugs. He claimed that the plan was lost. Critics say it is a disgrace.\n";
    let report = Analyzer::default().analyze(&input::text("a.txt", text.as_bytes(), Limits::default()).unwrap());
    assert!(report.findings.iter().any(|f| f.message.contains('*')), "the message of some finding sets words off");
    for format in ["sarif", "github", "gitlab", "line", "checkstyle", "junit", "text"] {
        let out = rendered(format, std::slice::from_ref(&report));
        let out = if format == "sarif" { serde_json::from_str::<Value>(&out).unwrap()["runs"][0]["results"].to_string() } else { out };
        assert!(!out.contains('*') && !out.contains("neutral:"), "{format}: {out}");
    }
}

#[test]
fn an_endless_sentence_is_shown_in_parts() {
    let text = "the council met and the quango fell and it rained in the harbour, ".repeat(2000);
    let report = own_words().analyze(&input::text("a.txt", text.as_bytes(), Limits::default()).unwrap());
    assert_eq!(report.sentences.len(), 1);
    let found = report.findings.iter().filter(|f| f.rule == "loaded-term").count();
    assert!(found >= 2000, "{found}");
    assert!(report.findings.iter().all(|f| report.around(f).len() < 1100));
    // With the whole sentence in every excerpt it would be two hundred times as long as the text.
    let shown = rendered("text", std::slice::from_ref(&report));
    assert!(shown.len() < 12 * text.len(), "{} of {}", shown.len(), text.len());
}

#[test]
fn of_a_searched_window_only_the_beginning_is_held() {
    let text = "Critics say the plan is a disgrace, and it rained. ".repeat(400);
    let report = Analyzer::default().analyze(&input::text("a.txt", text.as_bytes(), Limits::default()).unwrap());
    let searched: Vec<_> = report.findings.iter().flat_map(|f| &f.evidence).filter(|e| e.role == Role::Searched).map(|e| &e.span).collect();
    assert!(searched.iter().any(|s| s.end - s.start > 5000), "some window is long");
    assert!(searched.iter().all(|s| s.text.capacity() < 1000));
}

/// A run of thousands of articles stays small only where nothing is kept to its end.
#[test]
fn reports_written_one_by_one_are_those_written_at_once() {
    let plain = Analyzer::default().analyze(&input::text("b.txt", b"It rained in June.", Limits::default()).unwrap());
    let foreign = Analyzer::default()
        .analyze(&input::text("c.txt", "Die Stadt zahlt nicht, sagte der Bürgermeister.".as_bytes(), Limits::default()).unwrap());
    assert!(foreign.unjudged().is_some());
    let all = [report(), plain, report(), foreign];
    let unread = vec![("d.txt".to_owned(), "no such file".to_owned())];
    let options = Options { unread, ..Options::default() };
    for format in render::FORMATS {
        for reports in [&all[..], &all[..1], &all[1..2], &[]] {
            let Some(mut stream) = format.stream() else { continue };
            let (mut at_once, mut one_by_one) = (Vec::new(), Vec::new());
            format.render(reports, &options, &mut at_once).unwrap();
            for report in reports {
                stream.report(report, &options, &mut one_by_one).unwrap();
            }
            stream.finish(&options, &mut one_by_one).unwrap();
            assert_eq!(String::from_utf8(one_by_one), String::from_utf8(at_once), "{}", format.format().name);
        }
    }
    let kept: Vec<_> = render::FORMATS.iter().filter(|f| f.stream().is_none()).map(|f| f.format().name).collect();
    assert_eq!(kept, ["html", "class", "worksheet", "worksheet-key"]);
    let log: Value = serde_json::from_str(&rendered("sarif", &all)).unwrap();
    assert_eq!(log["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap().len(), 1);
}
