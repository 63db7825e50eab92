//! Names that try to steer the terminal, links and pipes, names that collide.
use crate::{
    REGIME, out,
    support::{folder, sayso},
    told,
};
use std::fs;

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
