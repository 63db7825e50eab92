//! A desk's day: changed lines by git and by a diff, known findings when lines move, checking again as files change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "support/desk.rs"]
mod support;

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Output, Stdio},
};
use support::{folder, sayso};

const OLD: &str = "The regime at Orvane fell on Monday.\n\nThe council met on Tuesday.\n";
const NEW: &str = "The regime at Orvane fell on Monday.\n\nThe regime at Sund fell on Tuesday.\n";

/// A house's word of two words.
const LIST: &str = "id = \"house/words\"\nversion = \"1.0.0\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"House words\"\n\
                    why = \"The desk does not use these.\"\n\n[[entry]]\nterm = \"greedy owners\"\nneutral = [\"owners\"]\n";

/// Exit code and the places of the findings.
fn places(output: &Output) -> (i32, Vec<String>) {
    let out = String::from_utf8(output.stdout.clone()).unwrap();
    let place = |l: &str| l.split(": ").next().unwrap().to_owned();
    (output.status.code().unwrap(), out.lines().map(place).collect())
}

/// All that is there becomes the first revision.
fn commit(dir: &Path) {
    let who = ["-c", "user.name=Ada", "-c", "user.email=ada@desk.example", "-c", "commit.gpgsign=false"];
    for args in [&["init", "-q"][..], &["add", "."], &["commit", "-q", "-m", "first"]] {
        let output = Command::new("git").args(who).args(args).current_dir(dir).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn only_lines_changed_since_a_revision_count() {
    let dir = folder("since");
    fs::write(dir.join("story.txt"), OLD).unwrap();
    commit(&dir);
    let check = |args: &[&str]| places(&sayso(&dir, &[&["check", "-f", "line"], args].concat(), ""));
    assert_eq!(check(&["story.txt"]), (1, vec!["story.txt:1:5".to_owned()]));
    assert_eq!(check(&["--since", "HEAD", "story.txt"]), (0, vec![]));
    fs::write(dir.join("story.txt"), NEW).unwrap();
    assert_eq!(check(&["--since", "HEAD", "./story.txt"]), (1, vec!["story.txt:3:5".to_owned()]));
    // A file that git does not know yet is new as a whole; without names, all that changed are checked.
    fs::write(dir.join("draft.txt"), OLD).unwrap();
    assert_eq!(check(&["--since", "HEAD"]), (1, vec!["draft.txt:1:5".to_owned(), "story.txt:3:5".to_owned()]));
    // One new sentence in a paragraph, which is one line, does not bring back what the others had.
    fs::write(dir.join("story.txt"), OLD.replacen("Monday.", "Monday. The mob at the harbour met on Tuesday.", 1)).unwrap();
    assert_eq!(check(&["--since", "HEAD", "story.txt"]), (1, vec!["story.txt:1:42".to_owned()]));
    let fault = sayso(&dir, &["check", "--since", "no-such-revision"], "");
    assert_eq!(fault.status.code(), Some(2));
    let told = String::from_utf8_lossy(&fault.stderr);
    assert!(told.contains("no-such-revision") && told.lines().count() == 1, "what git says, without its manual: {told}");
}

/// A Word document of two paragraphs.
fn document(dir: &Path, second: &str) {
    let paragraphs =
        format!("<w:p><w:r><w:t>The regime at Orvane fell on Monday.</w:t></w:r></w:p><w:p><w:r><w:t>{second}</w:t></w:r></w:p>");
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(format!("<w:document xmlns:w=\"{space}\"><w:body>{paragraphs}</w:body></w:document>").as_bytes()).unwrap();
    fs::write(dir.join("story.docx"), zip.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn a_word_document_that_changed_counts_as_a_whole() {
    let dir = folder("since-word");
    document(&dir, "The council met.");
    commit(&dir);
    let check = || places(&sayso(&dir, &["check", "-f", "line", "--since", "HEAD"], ""));
    assert_eq!(check(), (0, vec![]));
    document(&dir, "The council met on Tuesday.");
    assert_eq!(check(), (1, vec!["story.docx:1:5".to_owned()]));
}

#[test]
fn changes_are_those_of_the_whole_repository_wherever_sayso_is_started() {
    let dir = folder("since-below");
    for sub in ["news", "tools"] {
        fs::create_dir(dir.join(sub)).unwrap();
    }
    fs::write(dir.join("news/story.txt"), OLD).unwrap();
    commit(&dir);
    fs::write(dir.join("news/story.txt"), NEW).unwrap();
    fs::write(dir.join("news/ü.txt"), OLD).unwrap();
    let check =
        |from: &str, args: &[&str]| places(&sayso(&dir.join(from), &[&["check", "-f", "line", "--since", "HEAD"], args].concat(), ""));
    assert_eq!(check("news", &[]), (1, vec!["story.txt:3:5".to_owned(), "ü.txt:1:5".to_owned()]));
    assert_eq!(check("tools", &[]), (1, vec!["../news/story.txt:3:5".to_owned(), "../news/ü.txt:1:5".to_owned()]));
    assert_eq!(check("tools", &["../news/story.txt"]), (1, vec!["../news/story.txt:3:5".to_owned()]));
}

#[test]
fn an_allowance_of_a_word_holds_where_more_is_marked() {
    let dir = folder("allowed");
    let lexicon = "id = \"house/x\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"X\"\nwhy = \"Why.\"\n[[entry]]\nterm = \"quango board\"\n";
    fs::write(dir.join("house.toml"), lexicon).unwrap();
    let allowed = "<!-- sayso allow loaded-term \"Quango\" because: the word of the ruling -->\nThe quango board met on Monday.\n";
    fs::write(dir.join("draft.md"), format!("# Harbour\n\n{allowed}\nThe quango board met on Friday.\n")).unwrap();
    let output = sayso(&dir, &["check", "-f", "line", "--lexicon", "house.toml", "draft.md"], "");
    assert_eq!(places(&output), (1, vec!["draft.md:6:5".to_owned()]));
}

#[test]
fn a_list_of_ones_own_begins_with_a_commented_one() {
    let dir = folder("new-list");
    let code = |args: &[&str]| sayso(&dir, args, "").status.code();
    assert_eq!(code(&["lexicon", "new"]), Some(0));
    assert_eq!(code(&["lexicon", "check", "house-words.toml"]), Some(0));
    // It is not written over what somebody has made of it.
    assert_eq!(code(&["lexicon", "new"]), Some(2));
    assert_eq!(code(&["lexicon", "new", "other.toml"]), Some(0));
}

#[test]
fn an_allowance_among_the_words_of_plain_text_holds_for_their_paragraph() {
    let dir = folder("aside");
    let allowed = "The regime at Orvane fell [sayso: allow loaded-term because: the ruling says so] on Monday.";
    fs::write(dir.join("draft.txt"), format!("{allowed}\n\n{}", OLD.lines().next().unwrap())).unwrap();
    let feed = format!("<rss><channel><item><guid>g</guid><description>{allowed}</description></item></channel></rss>");
    fs::write(dir.join("feed.xml"), feed).unwrap();
    let check = |file: &str| places(&sayso(&dir, &["check", "-f", "line", file], ""));
    assert_eq!(check("draft.txt"), (1, vec!["draft.txt:3:5".to_owned()]));
    assert_eq!(check("feed.xml"), (0, vec![]));
    // Behind the last word it still stands in the paragraph.
    fs::write(
        dir.join("draft.txt"),
        format!(
            "The regime at Orvane fell on Monday. [sayso allow loaded-term, unattributed-assertion because: x]\n\n{}",
            OLD.lines().next().unwrap()
        ),
    )
    .unwrap();
    assert_eq!(check("draft.txt"), (1, vec!["draft.txt:3:5".to_owned()]));
    // One that is not used is told where it stands.
    fs::write(dir.join("draft.txt"), "It rained [sayso allow loaded-term because: x] on Monday.\n").unwrap();
    assert_eq!(check("draft.txt"), (0, vec!["draft.txt:1:11".to_owned()]));
}

#[test]
fn an_allowance_in_brackets_holds_in_markdown_as_in_text() {
    let dir = folder("brackets");
    let check = |file: &str| places(&sayso(&dir, &["check", "-f", "line", file], ""));
    let allowance = "[sayso allow loaded-term \"regime\" because: court word]";
    for (name, allowed) in [
        ("own-line.md", format!("{allowance}\nThe regime at Orvane fell on Monday.\n")),
        ("among.md", format!("The regime at Orvane {allowance} fell on Monday.\n")),
        ("wrapped.md", format!("{}\nThe regime at Orvane fell on Monday.\n", allowance.replace("court ", "court\n"))),
        ("wrapped.txt", format!("The regime at Orvane {} fell on Monday.\n", allowance.replace("because: court ", "because:\ncourt\n"))),
        ("capital.md", "<!-- Sayso allow loaded-term because: court word -->\nThe regime at Orvane fell on Monday.\n".to_owned()),
        ("capital.txt", "[Sayso allow loaded-term because: court word]\nThe regime at Orvane fell on Monday.\n".to_owned()),
    ] {
        fs::write(dir.join(name), &allowed).unwrap();
        assert_eq!(check(name), (0, vec![]), "{allowed}");
        // One that is not used, or not understood, is told.
        let unused = allowed.replace("regime at", "council at");
        fs::write(dir.join(name), &unused).unwrap();
        assert_eq!(check(name).1.len(), 1, "{unused}");
        let slip = allowed.replace("ayso allow", "ayso-allow");
        fs::write(dir.join(name), &slip).unwrap();
        let told = sayso(&dir, &["check", "-f", "line", name], "");
        let told = String::from_utf8_lossy(&told.stdout);
        assert!(told.contains("This comment is not understood") && told.contains("[loaded-term]"), "{slip}{told}");
    }
}

#[test]
fn the_reason_of_an_allowance_is_told_wherever_what_it_allows_is_shown() {
    let dir = folder("reasons");
    fs::write(dir.join("a.txt"), "[sayso allow loaded-term because: the court's own term]\nThe regime at Orvane fell on Monday.\n")
        .unwrap();
    let check = |args: &[&str]| String::from_utf8(sayso(&dir, &[args, &["a.txt"]].concat(), "").stdout).unwrap();
    for format in ["text", "csv", "html", "markdown", "json", "sarif"] {
        let shown = check(&["check", "--excused", "-f", format]);
        assert!(shown.contains("the court&#x27;s own term") || shown.contains("the court's own term"), "{format}: {shown}");
    }
    assert!(check(&["check", "--excused", "-v"]).contains("(not counted: suppressed: the court's own term)"));
    let sarif: serde_json::Value = serde_json::from_str(&check(&["check", "-f", "sarif"])).unwrap();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((&suppression["kind"], &suppression["justification"]), (&"inSource".into(), &"the court's own term".into()));
    let why = String::from_utf8(sayso(&dir, &["why", "a.txt:2:5"], "").stdout).unwrap();
    assert!(why.contains("not counted: suppressed: the court's own term"), "{why}");
}

#[test]
fn messages_cite_words_as_they_are_read() {
    let dir = folder("as-read");
    fs::write(dir.join("words.toml"), LIST).unwrap();
    let text = "The *greedy* **owners** met.\n\nThe greedy [owners](http://a.example/b) met.\n\nThe greedy <!-- a note --> owners met.\n";
    fs::write(dir.join("a.md"), text).unwrap();
    for format in ["text", "line", "markdown", "sarif", "github", "gitlab", "junit", "checkstyle"] {
        let shown = String::from_utf8(sayso(&dir, &["check", "-f", format, "--lexicon", "words.toml", "a.md"], "").stdout).unwrap();
        let told = shown.matches("greedy owners").count();
        assert!(told >= 3, "{format}: {shown}");
        let messages: String = shown.lines().filter(|line| !line.contains("\"text\": \"greedy")).collect();
        assert!(!messages.contains("a.example") && !messages.contains("a note"), "{format}: {shown}");
    }
}

#[test]
fn records_count_by_their_line_and_pages_by_the_lines_of_the_file() {
    let dir = folder("since-records");
    let record = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
    let (regime, mob) = ("One.\\n\\nThe regime at Orvane fell on Monday.", "The regime at Sund fell on Tuesday.");
    fs::write(dir.join("wire.jsonl"), record("a", regime) + &record("b", "It rained.") + &record("c", mob)).unwrap();
    let filler = "The council of Ostervik met on Monday, late, and put off the vote on the plan, and the mayor went home, and it rained.";
    let page = |word: &str| {
        let paragraph = |text: &str| format!("<p>\n{text}\n</p>\n");
        let middle = format!("The regime fell,\nand the {word} came, and nothing else was done there on that day, or on the day after it.");
        format!("<html><body><article>\n{}{}{}</article></body></html>\n", paragraph(filler), paragraph(&middle), paragraph(filler))
    };
    fs::write(dir.join("page.html"), page("mayor")).unwrap();
    commit(&dir);
    let check = |args: &[&str]| places(&sayso(&dir, &[&["check", "-f", "line"], args].concat(), ""));
    assert_eq!(check(&["wire.jsonl"]).1, ["wire.jsonl:1:1", "wire.jsonl:3:1"]);
    assert_eq!(check(&["page.html"]).1, ["page.html:6:5"]);
    assert_eq!(check(&["--since", "HEAD", "wire.jsonl", "page.html"]), (0, vec![]));
    fs::write(dir.join("wire.jsonl"), record("a", regime) + &record("b", regime) + &record("c", mob)).unwrap();
    fs::write(dir.join("page.html"), page("thugs")).unwrap();
    assert_eq!(check(&["--since", "HEAD"]), (1, vec!["page.html:7:9".to_owned(), "wire.jsonl:2:1".to_owned()]));
}

#[test]
fn a_folder_of_lexicons_may_hold_other_data_and_says_so() {
    let dir = folder("lexicon-folder");
    fs::create_dir(dir.join("house")).unwrap();
    fs::write(dir.join("house/data.toml"), "[verb]\ngo = [\"went\"]\n").unwrap();
    let lexicon = "id = \"house/x\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"X\"\nwhy = \"Why.\"\n[[entry]]\nterm = \"quango\"\n";
    fs::write(dir.join("house/x.toml"), lexicon).unwrap();
    let output = sayso(&dir, &["lexicon", "check", "house"], "");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.lines().count()), (Some(0), 1), "{told}");
    assert!(told.contains("house/data.toml: has no `kind`"), "{told}");
    // A file that is named is meant to be one; so is one that has entries.
    assert_eq!(sayso(&dir, &["lexicon", "check", "house/data.toml"], "").status.code(), Some(2));
    fs::write(dir.join("house/x.toml"), lexicon.replace("kind = \"loaded\"\n", "")).unwrap();
    assert_eq!(sayso(&dir, &["lexicon", "check", "house"], "").status.code(), Some(2));
}

#[test]
fn a_diff_on_standard_input_does_the_same() {
    let dir = folder("diff");
    fs::write(dir.join("story.txt"), NEW).unwrap();
    let diff = "--- a/story.txt\n+++ b/story.txt\n@@ -3 +3 @@\n-The council met on Tuesday.\n+The mob at the harbour met on Tuesday.\n";
    let output = sayso(&dir, &["check", "-f", "line", "--diff"], diff);
    assert_eq!(places(&output), (1, vec!["story.txt:3:5".to_owned()]));
    let nothing = sayso(&dir, &["check", "-f", "line", "--diff"], "\n");
    assert_eq!(places(&nothing), (0, vec![]));
    assert_eq!(String::from_utf8_lossy(&nothing.stderr), "sayso: stdin: the diff is empty: nothing changed, and nothing was checked\n");
}

#[test]
fn known_findings_stay_known_when_lines_move_and_are_forgotten_when_gone() {
    let dir = folder("baseline");
    fs::write(dir.join("story.txt"), OLD).unwrap();
    assert!(sayso(&dir, &["baseline", "write", "story.txt"], "").status.success());
    let known = sayso(&dir, &["check", "--baseline", "sayso-baseline.json", "story.txt"], "");
    let (told, aside) = (String::from_utf8_lossy(&known.stdout), String::from_utf8_lossy(&known.stderr));
    assert!(told.starts_with("story.txt: passes: no marks; 1 hidden (known)\n") && !told.contains("Few signals"), "{told}");
    assert_eq!(aside, "sayso: 1 finding not counted, being known or unchanged\n");
    let moved = format!("It had rained.\n\n{}", OLD.replace("fell on Monday", "fell\non Monday"));
    fs::write(dir.join("story.txt"), &moved).unwrap();
    let check = || places(&sayso(&dir, &["check", "-f", "line", "--baseline", "sayso-baseline.json", "story.txt"], ""));
    assert_eq!(check(), (0, vec![]));
    // The same sentence once more is one more than known.
    fs::write(dir.join("story.txt"), format!("{moved}\nThe regime at Orvane fell on Monday.\n")).unwrap();
    assert_eq!(check().0, 1);
    fs::write(dir.join("story.txt"), "The council met.\n").unwrap();
    let written = sayso(&dir, &["baseline", "write", "story.txt"], "");
    assert_eq!(
        String::from_utf8_lossy(&written.stdout),
        "sayso-baseline.json: 0 known, 1 gone, 0 new not taken in (--grow takes them in)\n"
    );
    fs::write(dir.join("story.txt"), OLD).unwrap();
    assert_eq!(check().0, 1);
    fs::write(dir.join("sayso-baseline.json"), "{}").unwrap();
    let fault = sayso(&dir, &["check", "--baseline", "sayso-baseline.json", "story.txt"], "");
    assert!(String::from_utf8_lossy(&fault.stderr).contains("not a baseline"));
}

#[test]
fn watching_checks_again_after_a_change() {
    let dir = folder("watch");
    let story = dir.join("story.txt");
    fs::write(&story, "The council met on Tuesday.\n").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["check", "--quiet", "--watch", "story.txt"])
        .current_dir(&dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "story.txt: passes: no marks");
    // The watch begins after the first check: write until it is seen.
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let writer = std::thread::spawn(move || {
        while stopped.recv_timeout(std::time::Duration::from_millis(500)).is_err() {
            fs::write(&story, OLD).unwrap();
        }
    });
    assert_eq!(lines.next().unwrap().unwrap(), "story.txt: FAILS: 1 warning (1 loaded-term)");
    stop.send(()).unwrap();
    writer.join().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}
