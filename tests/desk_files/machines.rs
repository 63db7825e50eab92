//! What formats for machines are told.
use crate::{
    REGIME, out,
    support::{folder, sayso},
    told,
};
use std::{fs, process::Output};

#[test]
fn machines_are_told_what_could_not_be_read() {
    let dir = folder("unread");
    fs::write(dir.join("a.txt"), REGIME).unwrap();
    fs::write(dir.join("latin.txt"), b"The caf\xE9 closed.\n").unwrap();
    fs::write(dir.join("fake.docx"), "no document").unwrap();
    let check = |format: &str| sayso(&dir, &["check", "-f", format, "latin.txt", "a.txt", "fake.docx"], "");
    let junit = out(&check("junit"));
    assert_eq!(
        (junit.matches("<testsuite ").count(), junit.matches("failures=\"1\"").count(), junit.matches("errors=\"1\"").count()),
        (3, 1, 2),
        "{junit}"
    );
    assert!(junit.contains("<testsuite name=\"latin.txt\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">"), "{junit}");
    assert!(junit.contains("<error message=\"line 1, byte 8 is not UTF-8"), "{junit}");
    assert_eq!(out(&check("checkstyle")).matches("sayso.not-read").count(), 2);
    // Formats that are written as the articles are read tell it in the end.
    let (lines, github) = (out(&check("line")), out(&check("github")));
    assert_eq!((lines.lines().count(), github.lines().count()), (3, 3), "{lines}{github}");
    assert!(lines.contains("\nlatin.txt:1:1: error[not-read] line 1, byte 8 is not UTF-8"), "{lines}");
    assert!(github.contains("\n::error file=latin.txt,line=1,title=sayso%3A not read::line 1, byte 8"), "{github}");
    let gitlab: serde_json::Value = serde_json::from_str(&out(&check("gitlab"))).unwrap();
    let unread: Vec<_> = gitlab.as_array().unwrap().iter().filter(|i| i["check_name"] == "not-read").collect();
    let paths: Vec<_> = unread.iter().filter_map(|i| i["location"]["path"].as_str()).collect();
    assert_eq!(paths, ["latin.txt", "fake.docx"], "{gitlab}");
    assert!(unread[0]["severity"] == "major" && unread[0]["fingerprint"] != unread[1]["fingerprint"], "{gitlab}");
    let log = |output: &Output| -> serde_json::Value { serde_json::from_str(&out(output)).unwrap() };
    let sarif = log(&check("sarif"));
    let run = &sarif["runs"][0]["invocations"][0];
    let told = &run["toolExecutionNotifications"];
    assert_eq!((&run["executionSuccessful"], told.as_array().unwrap().len()), (&false.into(), 2));
    assert_eq!(told[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "fake.docx");
    assert!(told[0]["message"]["text"].as_str().unwrap().starts_with("line 1, byte 8"));
    assert!(log(&sayso(&dir, &["check", "-f", "sarif", "a.txt"], ""))["runs"][0]["invocations"].is_null());
}

#[test]
fn machines_are_sent_to_the_file_and_line_of_a_record() {
    let dir = folder("records");
    fs::write(dir.join("wire.jsonl"), "{\"id\":\"x\",\"text\":\"It rained.\"}\n{\"id\":\"y\",\"text\":\"One.\\n\\nThe regime fell.\"}\n")
        .unwrap();
    let feed = "<rss><channel><item><guid>g1</guid><description>The regime fell.</description></item></channel></rss>";
    fs::write(dir.join("feed.xml"), feed).unwrap();
    let check = |format: &str, file: &str| out(&sayso(&dir, &["check", "-f", format, file], ""));
    assert!(check("github", "wire.jsonl").contains("file=wire.jsonl,line=2,endLine=2,"), "{}", check("github", "wire.jsonl"));
    assert!(check("line", "wire.jsonl").starts_with("wire.jsonl:2:1: warning[loaded-term] y: "));
    let failing = sayso(&dir, &["check", "-f", "json", "wire.jsonl"], "");
    assert!(told(&failing).starts_with("sayso: fails: wire.jsonl: y: "), "{}", told(&failing));
    assert!(check("line", "feed.xml").starts_with("feed.xml:1:1: warning[loaded-term] g1: "));
    let sarif: serde_json::Value = serde_json::from_str(&check("sarif", "wire.jsonl")).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0];
    assert_eq!(place["physicalLocation"]["artifactLocation"]["uri"], "wire.jsonl");
    assert_eq!(place["physicalLocation"]["region"]["startLine"], 2);
    assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "y");
    let gitlab: serde_json::Value = serde_json::from_str(&check("gitlab", "wire.jsonl")).unwrap();
    assert_eq!((&gitlab[0]["location"]["path"], &gitlab[0]["location"]["lines"]["begin"]), (&"wire.jsonl".into(), &2.into()));
}

#[test]
fn failures_are_those_of_the_failing_level_and_are_told() {
    let dir = folder("junit");
    fs::write(dir.join("a.txt"), REGIME).unwrap();
    let junit = |level: &str| sayso(&dir, &["check", "-f", "junit", "--fail-on", level, "a.txt"], "");
    let failing = junit("warning");
    assert!(out(&failing).contains("failures=\"1\"") && told(&failing).contains("fails: a.txt: 1 mark at"), "{}", told(&failing));
    let passing = junit("error");
    assert!(out(&passing).contains("failures=\"0\"") && out(&passing).contains("<system-out>warning: ") && told(&passing).is_empty());
}

#[test]
fn code_hosts_are_told_paths_from_the_root_of_the_repository() {
    let dir = folder("root");
    fs::create_dir_all(dir.join("desk/tools")).unwrap();
    fs::write(dir.join("desk/a.txt"), REGIME).unwrap();
    let check = |format: &str, file: &str| out(&sayso(&dir.join("desk/tools"), &["check", "-f", format, file, "none.txt"], ""));
    let github = check("github", "../a.txt");
    assert!(github.contains(" file=desk/a.txt,line=") && github.contains(" file=desk/tools/none.txt,line=1"), "{github}");
    let sarif: serde_json::Value = serde_json::from_str(&check("sarif", "../a.txt")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "desk/a.txt");
    let gitlab: serde_json::Value = serde_json::from_str(&check("gitlab", "../a.txt")).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], "desk/a.txt");
    // What people and editors read names files as they were named; what lies outside of the repository is left as it is.
    assert!(check("line", "../a.txt").starts_with("../a.txt:"), "{}", check("line", "../a.txt"));
    fs::create_dir(dir.join("desk/.git")).unwrap();
    fs::write(dir.join("b.txt"), REGIME).unwrap();
    assert!(check("github", "../../b.txt").contains(" file=../../b.txt,line="), "{}", check("github", "../../b.txt"));
}
