//! What is read of files, and what is not judged.
use crate::{
    out,
    support::{folder, sayso},
    told,
};
use std::{fs, process::Output};

/// Our own words.
const GERMAN: &str = "Der Rat von Ostervik hat am Montag beschlossen, die alte Brücke am Hafen für zwei Jahre zu sperren. Die Bürgermeisterin \
    sagte, die Pfeiler seien nicht mehr sicher und müssten erneuert werden. Viele Händler fürchten nun, dass im Winter kaum noch Kunden auf \
    den Markt kommen. Der Fährverein will deshalb ab Mai zwölf Boote mehr fahren lassen als bisher. Eine Schule am anderen Ufer sucht noch \
    nach einem Weg für ihre Schüler, die bisher zu Fuß gekommen sind.\n";

#[test]
fn a_text_in_another_language_is_told_as_not_judged() {
    let dir = folder("language");
    fs::write(dir.join("de.txt"), GERMAN).unwrap();
    let check = |args: &[&str]| {
        let done = sayso(&dir, &[&["check", "de.txt"], args].concat(), "");
        assert!(done.status.code() == Some(2) && told(&done).contains("de.txt: This text seems to be in German"), "{}", told(&done));
        out(&done)
    };
    let text = check(&[]);
    assert!(text.starts_with("de.txt: not judged: This text seems to be in German.") && !text.contains("no marks"), "{text}");
    assert!(!text.contains("Few signals") && !text.contains("own voice"), "{text}");
    let quiet = check(&["-q"]);
    assert!(quiet.starts_with("de.txt: not judged: ") && quiet.lines().count() == 1, "{quiet}");
    assert!(check(&["-f", "line"]).starts_with("de.txt:1:1: warning[not-judged] This text"));
    assert!(check(&["-f", "github"]).starts_with("::warning file=de.txt,line=1,title=sayso%3A not judged::This text"));
    let junit = check(&["-f", "junit"]);
    assert!(junit.contains("errors=\"0\" skipped=\"1\">") && junit.contains("<skipped message=\"This text"), "{junit}");
    assert!(check(&["-f", "checkstyle"]).contains("source=\"sayso.not-judged\""));
    let gitlab: serde_json::Value = serde_json::from_str(&check(&["-f", "gitlab"])).unwrap();
    assert_eq!((gitlab.as_array().unwrap().len(), &gitlab[0]["check_name"]), (1, &"not-judged".into()));
    assert_eq!((&gitlab[0]["location"]["path"], &gitlab[0]["severity"]), (&"de.txt".into(), &"minor".into()));
    assert!(gitlab[0]["description"].as_str().unwrap().starts_with("This text seems to be in German"));
    let sarif: serde_json::Value = serde_json::from_str(&check(&["-f", "sarif"])).unwrap();
    let run = &sarif["runs"][0]["invocations"][0];
    assert_eq!((&run["executionSuccessful"], &run["toolExecutionNotifications"][0]["level"]), (&false.into(), &"warning".into()));
}

/// "Few signals" would call it a pass.
#[test]
fn a_headline_in_another_language_is_told_as_not_judged() {
    let dir = folder("headline");
    fs::write(dir.join("fr.txt"), "La maire défend son budget devant la presse").unwrap();
    let done = sayso(&dir, &["check", "fr.txt"], "");
    assert_eq!(done.status.code(), Some(2));
    assert!(told(&done).contains("fr.txt: This text seems to be in another language"), "{}", told(&done));
}

/// What nobody wrote to be read has an end, and the end is told.
#[test]
fn of_an_endless_text_the_beginning_is_judged_and_the_rest_is_told() {
    let dir = folder("endless");
    fs::write(dir.join("a.txt"), "The regime fell on Monday.\n\n".repeat(20)).unwrap();
    let check = |args: &[&str]| {
        let done = sayso(&dir, &[&["check", "--no-config", "a.txt"], args].concat(), "");
        assert!(args.len() < 3 || done.status.code() == Some(2), "{args:?}");
        done
    };
    assert_eq!(check(&[]).status.code(), Some(1));
    let bounded = |format: &str| check(&["--max-text", "100", "-f", format]);
    let why = "The first 82 bytes of this text are judged; it has 478 more, which are not.";
    assert!(told(&bounded("text")).contains(&format!("a.txt: {why}")), "{}", told(&bounded("text")));
    for format in ["text", "line", "github", "checkstyle", "junit", "sarif", "gitlab", "html", "markdown", "json"] {
        let out = out(&bounded(format)).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(why), "{format}: {out}");
    }
    let json: serde_json::Value = serde_json::from_str(&out(&bounded("json"))).unwrap();
    assert_eq!((&json["article"]["left_out"], &json["article"]["sentences"]), (&478.into(), &3.into()));
    let marks = |done: &Output| out(done).matches("[loaded-term]").count();
    assert_eq!((marks(&bounded("line")), marks(&check(&["-f", "line"]))), (3, 20));
}

#[test]
fn the_advice_for_a_record_names_the_command_that_takes_it() {
    let dir = folder("advice");
    fs::write(dir.join("wire.jsonl"), "{\"id\":\"a\",\"body\":\"It rained.\"}\n").unwrap();
    let done = sayso(&dir, &["check", "wire.jsonl"], "");
    assert!(done.status.code() == Some(2) && told(&done).contains("sayso corpus --map text=NAME"), "{}", told(&done));
}

#[test]
fn a_page_is_known_by_its_first_bytes() {
    let dir = folder("page");
    let filler =
        "<p>The council of Ostervik met on Monday, late, and put off the vote on the plan, and the mayor went home, and it rained.</p>";
    let middle = "<p>The regime fell, and the mayor came, and nothing else was done there on that day, or on the day after it.</p>";
    let head = "<head><meta name=\"description\" content=\"The regime at Sund fell on Tuesday.\"></head>";
    let page = format!("\u{FEFF}\n<!doctype HTML>\n<html>{head}<body><article>\n{filler}\n{middle}\n{filler}\n</article></body></html>\n");
    fs::write(dir.join("page.html"), &page).unwrap();
    fs::write(dir.join("page"), &page).unwrap();
    let check = |file: &str| out(&sayso(&dir, &["check", "-f", "line", file], &page));
    let read = check("page.html");
    assert_eq!(read.lines().count(), 1, "{read}");
    assert_eq!(check("page"), read.replace("page.html", "page"));
    assert_eq!(check("-"), read.replace("page.html", "stdin"));
}

#[test]
fn folders_give_wire_items_and_feeds_and_no_other_data() {
    let dir = folder("items");
    fs::create_dir_all(dir.join("in")).unwrap();
    fs::write(dir.join("in/n.json"), "{\"uri\":\"u\",\"versioncreated\":\"2031-01-02\",\"body_text\":\"The regime fell.\"}").unwrap();
    fs::write(
        dir.join("in/f.xml"),
        "<?xml version=\"1.0\"?>\n<rss><channel><item><guid>g1</guid><description>The regime fell.</description></item></channel></rss>",
    )
    .unwrap();
    fs::write(dir.join("in/package.json"), "{\"name\":\"x\"}").unwrap();
    fs::write(dir.join("in/pom.xml"), "<project/>").unwrap();
    let done = sayso(&dir, &["check", "-f", "line", "in"], "");
    assert_eq!((out(&done).lines().count(), done.status.code()), (2, Some(1)), "{}{}", out(&done), told(&done));
}

#[test]
fn other_documents_are_refused_by_name() {
    let dir = folder("documents");
    fs::write(dir.join("a.rtf"), "{\\rtf1\\ansi It rained.}").unwrap();
    let done = sayso(&dir, &["check", "a.rtf"], "");
    assert!(done.status.code() == Some(2) && told(&done).contains("it is RTF"), "{}", told(&done));
    // Whatever they are called, and though their beginning is text.
    for (name, bytes, guess) in [
        ("a.pdf", &b"%PDF-1.7\nThe regime fell.\n"[..], "it is a PDF; save its text"),
        ("a.txt", b"%PDF-1.7\nThe regime fell.\n", "it is a PDF; save its text"),
        ("a.md", b"PK\x03\x04\x14\0rest", "it is a ZIP archive, as Word documents are; if it is one, give it a name that ends in .docx"),
    ] {
        fs::write(dir.join(name), bytes).unwrap();
        let done = sayso(&dir, &["check", name], "");
        let complaint = told(&done);
        assert!(done.status.code() == Some(2) && complaint.contains(guess) && complaint.lines().count() == 1, "{complaint}");
    }
}

#[test]
fn tables_and_packed_files_are_read_by_their_records() {
    let dir = folder("tables");
    fs::write(dir.join("a.csv"), "id,text\n1,The regime fell.\n2,It rained.\n").unwrap();
    let done = sayso(&dir, &["check", "-f", "line", "a.csv"], "");
    assert!(
        out(&done).starts_with("a.csv:2:1: warning[loaded-term] 1: ") && out(&done).lines().count() == 1,
        "{}{}",
        out(&done),
        told(&done)
    );
    let audit = sayso(&dir, &["lexicon", "audit", "a.csv"], "");
    assert!(out(&audit).contains("1: [regime]") || out(&audit).contains("1: The [regime]"), "{}", out(&audit));
}
