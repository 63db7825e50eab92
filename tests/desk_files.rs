//! Files of a desk: names that try to steer the terminal, links and pipes, names that collide, lists and diffs read from elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "support/desk.rs"]
mod support;

use std::{fs, process::Output};
use support::{folder, sayso};

const REGIME: &str = "The regime at Orvane fell on Monday.\n";

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What an id, a file name or a setting may hold.
const STEERING: &str = "x\u{1b}]0;PWNED\u{7}\u{1b}[2J\rred\nfake: all clean\u{202e}";

#[test]
fn no_id_steers_the_terminal_or_forges_a_line() {
    let dir = folder("steering");
    let record = serde_json::json!({ "id": STEERING, "text": "The regime slammed it." });
    for format in [
        &["-q"][..],
        &["-f", "text"],
        &["-f", "line"],
        &["-f", "github"],
        &["-f", "junit"],
        &["-f", "checkstyle"],
        &["-f", "gitlab"],
        &["-f", "markdown"],
    ] {
        let done = sayso(&dir, &[&["check", "-", "--input", "jsonl"], format].concat(), &format!("{record}\n"));
        for text in [out(&done), told(&done)] {
            assert!(!text.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}']), "{format:?}: {text:?}");
            assert!(!text.lines().any(|l| l.starts_with("fake")), "{format:?}: {text:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn no_file_name_and_no_setting_steers_the_terminal() {
    let dir = folder("names");
    fs::write(dir.join("a\u{1b}[2J\nfake.txt"), b"\xff\xfe\0\0x").unwrap();
    let done = sayso(&dir, &["check", "."], "");
    assert!(
        done.status.code() == Some(2) && !told(&done).contains('\u{1b}') && !told(&done).lines().any(|l| l.starts_with("fake")),
        "{}",
        told(&done)
    );
    fs::write(dir.join("sayso.toml"), "[rules]\n\"loaded\\u001B[2J\" = \"off\"\n").unwrap();
    let done = sayso(&dir, &["check", "sayso.toml"], "");
    assert!(done.status.code() == Some(2) && !told(&done).contains('\u{1b}'), "{}", told(&done));
}

#[test]
fn every_article_has_a_file_of_its_own() {
    let dir = folder("unique");
    let ids = ["a", "a", "a-2", "A", "e\u{301}", "é", "-rf", &"草".repeat(120), "index", "../../up"];
    let records: String = ids.iter().map(|id| format!("{}\n", serde_json::json!({ "id": id, "text": "It rained." }))).collect();
    let args = ["check", "-", "--input", "jsonl", "-f", "json", "-o", "o"];
    let done = sayso(&dir, &args, &records);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let names: Vec<String> = fs::read_dir(dir.join("o")).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names.len(), ids.len(), "{names:?}");
    assert!(names.iter().all(|n| !n.starts_with(['-', '.']) && n.len() < 200));
    assert!(!dir.parent().unwrap().join("up.json").exists());
    let again = sayso(&dir, &args, &records);
    assert!(again.status.code() == Some(2) && told(&again).contains("--force"), "{}", told(&again));
    fs::write(dir.join("plain"), "").unwrap();
    let done = sayso(&dir, &["check", "-", "-f", "json", "-o", "plain"], "It rained.");
    assert!(told(&done).contains("is a file, not a folder"), "{}", told(&done));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_and_nothing_read_through_one_in_a_folder() {
    use std::os::unix::fs::symlink;
    let dir = folder("links");
    fs::write(dir.join("precious.txt"), "precious").unwrap();
    fs::create_dir_all(dir.join("o")).unwrap();
    symlink("../precious.txt", dir.join("o/a.json")).unwrap();
    // Where the half-written file stands that is renamed when it is whole.
    symlink("../precious.txt", dir.join("o/a.json.part")).unwrap();
    let done =
        sayso(&dir, &["check", "-", "--input", "jsonl", "-f", "json", "-o", "o", "--force"], "{\"id\":\"a\",\"text\":\"It rained.\"}\n");
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert_eq!(fs::read_to_string(dir.join("precious.txt")).unwrap(), "precious");
    assert!(dir.join("o/a.json").symlink_metadata().unwrap().is_file() && dir.join("o/a.json.part").symlink_metadata().is_err());
    let news = dir.join("news");
    fs::create_dir_all(&news).unwrap();
    fs::write(news.join("a.txt"), REGIME).unwrap();
    symlink(".", news.join("loop")).unwrap();
    symlink("../precious.txt", news.join("b.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(news.join("pipe.txt")).status().unwrap().success());
    let done = sayso(&dir, &["check", "-f", "line", "news"], "");
    assert_eq!(out(&done).lines().count(), 1, "{}", out(&done));
    assert!(told(&done).contains("news/b.txt: passed over") && told(&done).contains("news/pipe.txt: passed over"), "{}", told(&done));
}

#[cfg(unix)]
#[test]
fn settings_lists_and_lexicons_are_regular_files() {
    let dir = folder("devices");
    fs::write(dir.join("a.txt"), REGIME).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(dir.join("pipe")).status().unwrap().success());
    for setting in ["lexicons = [\"/dev/zero\"]", "baseline = \"/dev/zero\"", "lexicons = [\"pipe\"]", "extends = [\"pipe\"]"] {
        fs::write(dir.join("sayso.toml"), setting).unwrap();
        let done = sayso(&dir, &["check", "a.txt"], "");
        assert!(done.status.code() == Some(2) && told(&done).contains("is no regular file"), "{setting}: {}", told(&done));
    }
    fs::write(dir.join("sayso.toml"), "lexicons = [\"gone.toml\"]").unwrap();
    let done = sayso(&dir, &["check", "a.txt"], "");
    assert!(told(&done).contains("sayso.toml: the lexicon gone.toml does not exist"), "{}", told(&done));
}

#[test]
fn a_list_of_known_findings_holds_wherever_sayso_is_started() {
    let dir = folder("baseline");
    fs::create_dir_all(dir.join("news")).unwrap();
    fs::write(dir.join("news/wire.txt"), REGIME).unwrap();
    fs::write(dir.join("news/two.jsonl"), "{\"id\":\"a\",\"text\":\"The regime fell.\"}\n{\"id\":\"b\",\"text\":\"It rained.\"}\n")
        .unwrap();
    let written = sayso(&dir, &["baseline", "write", "news"], "");
    assert_eq!(written.status.code(), Some(0), "{}", told(&written));
    let settings = fs::read_to_string(dir.join("sayso.toml")).unwrap();
    fs::write(dir.join("sayso.toml"), format!("baseline = \"sayso-baseline.json\"\n{settings}")).unwrap();
    let absolute = dir.join("news/wire.txt");
    for (from, file) in [
        ("", "news/wire.txt"),
        ("news", "wire.txt"),
        ("news", "../news/./wire.txt"),
        ("", absolute.to_str().unwrap()),
        ("news", "two.jsonl"),
    ] {
        let done = sayso(&dir.join(from), &["check", "-f", "line", file], "");
        assert_eq!((done.status.code(), out(&done).as_str()), (Some(0), ""), "{from} {file}");
    }
    fs::write(dir.join("news/new.txt"), REGIME).unwrap();
    assert_eq!(sayso(&dir, &["check", "news/new.txt"], "").status.code(), Some(1));
}

#[test]
fn known_findings_of_files_that_are_gone_are_told_and_forgotten_with_their_folder() {
    let dir = folder("renamed");
    fs::create_dir_all(dir.join("news")).unwrap();
    fs::write(dir.join("news/wire#1.txt"), REGIME).unwrap();
    fs::write(dir.join("news/two.jsonl"), "{\"id\":\"a#b\",\"text\":\"The regime fell.\"}\n").unwrap();
    fs::write(dir.join("other.txt"), REGIME).unwrap();
    let known = ["--baseline", "known.json"];
    let run = |args: &[&str]| sayso(&dir, &[args, &known].concat(), "");
    let first = run(&["baseline", "write", "news", "other.txt"]);
    assert_eq!((first.status.code(), told(&first).as_str()), (Some(0), ""));
    assert!(!told(&run(&["check", "news"])).contains("no longer there"));
    fs::rename(dir.join("news/wire#1.txt"), dir.join("news/wire-2.txt")).unwrap();
    fs::remove_file(dir.join("other.txt")).unwrap();
    let gone = "known.json: 2 known findings are of files that are no longer there (news/wire#1.txt and 1 more). Where one was renamed, \
                `sayso baseline write --grow NEW-NAME` takes in what it has";
    // Nothing is said where nothing fails.
    assert!(!told(&run(&["check", "news/two.jsonl"])).contains("no longer there"));
    let failed = run(&["check", "news"]);
    assert!(failed.status.code() == Some(1) && told(&failed).contains(gone), "{}", told(&failed));
    assert!(told(&run(&["baseline", "check", "news"])).contains(gone));
    let grown = run(&["baseline", "write", "--grow", "news/wire-2.txt"]);
    assert!(out(&grown).contains("0 known, 0 gone, 1 new written down") && told(&grown).contains(gone), "{}", told(&grown));
    assert_eq!(run(&["check", "news"]).status.code(), Some(0));
    // What stood in the folder that is named is forgotten; what stood elsewhere may be in another checkout.
    let again = run(&["baseline", "write", "news"]);
    assert!(out(&again).contains("2 known, 1 gone, 0 new"), "{}", out(&again));
    assert!(told(&again).contains("1 known finding is of files that are no longer there (other.txt)"), "{}", told(&again));
    assert!(out(&run(&["baseline", "write", "."])).contains("2 known, 1 gone, 0 new"));
}

#[test]
fn a_diff_is_read_from_the_folder_it_was_made_for() {
    let dir = folder("diff");
    fs::create_dir_all(dir.join("news/today")).unwrap();
    fs::write(dir.join("news/wire.txt"), REGIME).unwrap();
    let diff = "diff --git a/news/wire.txt b/news/wire.txt\n--- a/news/wire.txt\n+++ b/news/wire.txt\n@@ -0,0 +1 @@\n+The regime at Orvane fell on Monday.\n";
    for from in ["", "news", "news/today"] {
        let done = sayso(&dir.join(from), &["check", "-f", "line", "--diff"], diff);
        assert_eq!(done.status.code(), Some(1), "{from}: {}", told(&done));
        assert_eq!(out(&done).lines().count(), 1);
    }
    let gone = diff.replace("wire.txt", "gone.txt");
    let done = sayso(&dir, &["check", "--diff"], &gone);
    assert!(done.status.code() == Some(2) && told(&done).contains("news/gone.txt"), "{}", told(&done));
    // What is missing is told, and the others are judged, also one whose name git quotes.
    fs::write(dir.join("news/café.txt"), REGIME).unwrap();
    let quoted = diff.replace("b/news/wire.txt\n@@", "\"b/news/caf\\303\\251.txt\"\n@@");
    for from in ["", "news"] {
        let done = sayso(&dir.join(from), &["check", "-f", "line", "--diff"], &[gone.as_str(), diff, &quoted].concat());
        assert_eq!(
            (done.status.code(), out(&done).matches("[loaded-term]").count()),
            (Some(2), 2),
            "{from}: {}{}",
            out(&done),
            told(&done)
        );
        assert!(
            out(&done)
                .ends_with("gone.txt:1:1: error[not-read] the diff names it, and there is no such file here or in the folders above\n")
        );
        assert!(told(&done).starts_with("sayso: news/gone.txt: the diff names it") && !told(&done).contains("wire.txt: the diff"));
    }
}

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
fn the_house_list_wins_and_what_it_excuses_is_tested() {
    let dir = folder("house");
    fs::write(dir.join("a.txt"), REGIME).unwrap();
    let house = "id = \"house/words\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"House\"\nwhy = \"House style.\"\n\n\
                 [[entry]]\nterm = \"regime\"\nlevel = { own = \"error\" }\nmatches = [\"The regime fell.\"]\n";
    let excused = format!("{house}excused = ['\"The regime must go,\" Mara Lind said.']\n");
    fs::write(dir.join("house.toml"), &excused).unwrap();
    let done = sayso(&dir, &["check", "-f", "line", "--lexicon", "house.toml", "--fail-on", "error", "a.txt"], "");
    assert!(done.status.code() == Some(1) && out(&done).contains("error[loaded-term]"), "{}", out(&done));
    let checked = sayso(&dir, &["lexicon", "check", "house.toml"], "");
    assert!(out(&checked).contains("1 entry, 2 examples, 0 faults"), "{}{}", out(&checked), told(&checked));
    assert!(told(&checked).contains("house/words#regime takes the place of en/loaded/legitimacy#regime"), "{}", told(&checked));
    fs::write(dir.join("house.toml"), format!("{house}excused = [\"The regime fell.\"]\n")).unwrap();
    assert!(told(&sayso(&dir, &["lexicon", "check", "house.toml"], "")).contains("it counts"));
}

#[test]
fn a_reason_can_be_switched_off() {
    let dir = folder("reasons");
    fs::write(dir.join("a.txt"), "The flood came on Monday night. An estimated 1,200 homes were destroyed. The water is going down.\n")
        .unwrap();
    let check = |settings: &str| {
        fs::write(dir.join("sayso.toml"), settings).unwrap();
        let done = sayso(&dir, &["check", "-f", "csv", "--fail-on", "never", "a.txt"], "");
        assert_eq!(done.status.code(), Some(0), "{}", told(&done));
        out(&done).matches(",number,").count()
    };
    assert!(check("") > 0);
    assert_eq!(check("[reasons]\nnumber = \"off\"\n"), 0);
    fs::write(dir.join("sayso.toml"), "[reasons]\nnumbr = \"off\"\n").unwrap();
    assert!(told(&sayso(&dir, &["check", "a.txt"], "")).contains("did you mean `number`?"));
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

#[test]
fn a_list_of_known_findings_that_is_not_there_yet_is_told_with_how_to_make_it() {
    let dir = folder("no-list");
    fs::write(dir.join("sayso.toml"), "baseline = \"known.json\"\n").unwrap();
    fs::write(dir.join("a.txt"), REGIME).unwrap();
    let done = sayso(&dir, &["check", "a.txt"], "");
    let advice = "known.json does not exist; `sayso baseline write --baseline known.json FILES` makes it";
    assert!(done.status.code() == Some(2) && told(&done).contains(advice), "{}", told(&done));
    assert!(sayso(&dir, &["baseline", "write", "--baseline", "known.json", "a.txt"], "").status.success());
    assert_eq!(sayso(&dir, &["check", "a.txt"], "").status.code(), Some(0));
}

#[test]
fn an_inflected_word_shows_the_entry_that_marks_it() {
    let dir = folder("show");
    for (word, entry) in [("regimes", "#regime\n"), ("Regime", "#regime\n"), ("lies", "#lie")] {
        let done = sayso(&dir, &["lexicon", "show", word], "");
        assert!(out(&done).contains(entry), "{word}: {}{}", out(&done), told(&done));
    }
    assert_eq!(sayso(&dir, &["lexicon", "show", "regimenting"], "").status.code(), Some(2));
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
