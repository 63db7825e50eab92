//! A run that was killed goes on with what it began with, or says why it cannot: it never publishes tables of two inputs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "support/generate.rs"]
mod generate;
#[path = "support/corpus.rs"]
mod support;

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};
use support::{Folder, bytes, corpus, run, succeed, table};

/// Three files, and a run over them that was killed in the middle of the second.
fn killed(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("in/a.jsonl", generate::jsonl(0..20, 2));
    folder.write("in/b.jsonl", generate::jsonl(20..620, 2));
    folder.write("in/c.jsonl", generate::jsonl(620..640, 2));
    let checkpoint = folder.path("out/.sayso-partial/checkpoint.json");
    let mut child = corpus(&folder, "out", &["in", "--checkpoint-seconds", "0"]).stderr(Stdio::null()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() && !is_in_the_second_file(&checkpoint) {
        std::thread::yield_now();
    }
    // SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(is_in_the_second_file(&checkpoint), "the run was over before it was killed: make the input larger");
    folder
}

fn is_in_the_second_file(checkpoint: &Path) -> bool {
    let state = fs::read(checkpoint).ok().and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    state.is_some_and(|s| s["at"]["files"] == 1 && s["at"]["records"].as_u64().is_some_and(|n| n > 5))
}

/// Goes on, must be refused, and must not have published anything.
fn refused(folder: &Folder, says: &str) {
    let done = run(folder, "out", &["in", "--resume"]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2), "{told}");
    assert!(
        told.contains(says) && told.contains("--force begins anew") || told.contains(says) && told.contains("begin anew with --force"),
        "{told}"
    );
    assert!(!folder.path("out/articles.csv").exists() && !folder.path("out/run.json").exists());
}

/// Writes over the middle of a file, its size unchanged.
fn scribble(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(from.len() == to.len() && text.contains(from));
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn unchanged_inputs_end_with_the_bytes_of_an_unbroken_run() {
    let folder = killed("resume-same");
    succeed(&folder, "out", &["in", "--resume"]);
    succeed(&folder, "whole", &["in"]);
    assert!(bytes(&folder, "out") == bytes(&folder, "whole"));
}

#[test]
fn a_file_that_vanished_is_missed() {
    let folder = killed("resume-vanished");
    fs::rename(folder.path("in/a.jsonl"), folder.path("elsewhere.jsonl")).unwrap();
    refused(&folder, "files of the interrupted run have gone");
}

#[test]
fn a_file_that_came_is_noticed() {
    let folder = killed("resume-added");
    folder.write("in/0.jsonl", generate::jsonl(900..905, 2));
    refused(&folder, "have gone, come, or changed their size");
}

#[test]
fn a_file_that_was_cut_short_is_noticed() {
    let folder = killed("resume-short");
    let path = folder.path("in/b.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.lines().take(3).map(|l| format!("{l}\n")).collect::<String>()).unwrap();
    refused(&folder, "changed their size");
}

#[test]
fn a_finished_file_that_was_changed_is_noticed() {
    let folder = killed("resume-finished");
    scribble(&folder.path("in/a.jsonl"), "\"g3\"", "\"x3\"");
    refused(&folder, "in/a.jsonl: is not what the interrupted run read");
}

#[test]
fn an_open_file_that_was_changed_is_noticed() {
    let folder = killed("resume-open");
    scribble(&folder.path("in/b.jsonl"), "\"g21\"", "\"x21\"");
    refused(&folder, "in/b.jsonl: is not what the interrupted run read");
}

#[test]
fn standard_input_that_was_changed_is_noticed() {
    let folder = Folder::new("resume-stdin");
    let text = generate::jsonl(0..600, 2);
    let feed = |text: &str, args: &[&str]| {
        let mut child = corpus(&folder, "out", args).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that refuses its input does not read it.
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        child.wait_with_output().unwrap()
    };
    let mut child =
        corpus(&folder, "out", &["-", "--checkpoint-seconds", "0"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(text.as_bytes()).unwrap();
    let checkpoint = folder.path("out/.sayso-partial/checkpoint.json");
    let begun = || {
        let state = fs::read(&checkpoint).ok().and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
        state.is_some_and(|s| s["at"]["records"].as_u64().is_some_and(|n| n > 5))
    };
    while !begun() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let done = feed(&text.replacen("\"g1\"", "\"x1\"", 1), &["-", "--resume"]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.code() == Some(2) && told.contains("is not what the interrupted run read"), "{told}");
    assert!(feed(&text, &["-", "--resume"]).status.success());
    assert_eq!(table(&folder, "out", "articles").len(), 600);
}

#[test]
fn tables_that_were_written_over_are_noticed() {
    let folder = killed("resume-tables");
    let path = folder.path("out/.sayso-partial/articles.csv");
    let mut table = fs::read(&path).unwrap();
    let middle = table.len() / 2;
    table[middle..middle + 20].fill(0);
    fs::write(&path, table).unwrap();
    refused(&folder, "articles.csv: is not what the interrupted run wrote");
}

#[test]
fn a_finished_table_that_was_written_over_before_it_was_published_is_noticed() {
    let folder = Folder::new("resume-unpublished");
    folder.write("in/a.jsonl", generate::jsonl(0..20, 2));
    // Something stands where the first table should go.
    fs::create_dir_all(folder.path("out/articles.csv")).unwrap();
    assert_eq!(run(&folder, "out", &["in", "--force"]).status.code(), Some(2));
    fs::remove_dir(folder.path("out/articles.csv")).unwrap();
    let path = folder.path("out/.sayso-partial/articles.csv");
    let table = fs::read(&path).unwrap();
    fs::write(&path, [&table[..table.len() - 1], b"x"].concat()).unwrap();
    refused(&folder, "articles.csv: is not what the interrupted run wrote");
    fs::write(&path, table).unwrap();
    succeed(&folder, "out", &["in", "--resume"]);
    succeed(&folder, "whole", &["in"]);
    assert!(bytes(&folder, "out") == bytes(&folder, "whole"));
}

#[test]
fn a_checkpoint_beyond_its_file_is_noticed() {
    let folder = killed("resume-beyond");
    let path = folder.path("out/.sayso-partial/checkpoint.json");
    let mut state: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    state["at"]["records"] = 10_000_000.into();
    fs::write(&path, state.to_string()).unwrap();
    refused(&folder, "is not what the interrupted run read");
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let folder = Folder::new("two-runs");
    folder.write("a.jsonl", generate::jsonl(0..5, 2));
    // Waits for its input.
    let mut first = corpus(&folder, "out", &["-"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    while !folder.path("out/.sayso-partial/articles.csv").exists() {
        std::thread::yield_now();
    }
    for args in [&["a.jsonl"][..], &["a.jsonl", "--force"], &["a.jsonl", "--resume"]] {
        let second = run(&folder, "out", args);
        let told = String::from_utf8_lossy(&second.stderr).into_owned();
        assert!(second.status.code() == Some(2) && told.contains("another run of sayso is writing here"), "{told}");
    }
    first.stdin.take().unwrap().write_all(generate::jsonl(5..8, 2).as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    assert_eq!(table(&folder, "out", "articles").len(), 3);
    // A lock that a killed run left behind is in nobody's way.
    fs::write(folder.path("out/.sayso-lock"), "").unwrap();
    succeed(&folder, "out", &["a.jsonl", "--force"]);
    assert_eq!(table(&folder, "out", "articles").len(), 5);
}

#[test]
fn another_program_does_not_go_on_with_the_run() {
    let folder = killed("resume-program");
    let path = folder.path("sayso-other");
    let mut program = fs::read(env!("CARGO_BIN_EXE_sayso")).unwrap();
    // The same program with a byte more: another build.
    program.push(0);
    fs::write(&path, program).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&path).status().unwrap().success());
    let args = ["corpus", "--no-config", "--engine", "fast", "--output", "out", "in", "--resume"];
    let done = Command::new(&path).current_dir(&folder.0).args(args).output().unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.code() == Some(2) && told.contains("another program"), "{told}");
}
