//! Lists of known findings, diffs, lexicons and levels of a house.
use crate::{
    REGIME, out,
    support::{folder, sayso},
    told,
};
use std::fs;

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
