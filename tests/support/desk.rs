//! Runs the built program in a folder of a test's own.
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// An empty folder, whose settings leave one rule on. Settings above the repository must not count in it.
pub(crate) fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    let off = ["anonymous-source", "unattributed-assertion", "single-source-article", "vague-attribution", "single-source-claim"];
    let rules: String = off.iter().map(|rule| format!("{rule} = \"off\"\n")).collect();
    // The root of a repository: the folder of the build may lie in another.
    fs::create_dir(dir.join(".git")).unwrap();
    fs::write(dir.join("sayso.toml"), format!("[rules]\n{rules}")).unwrap();
    dir
}

pub(crate) fn sayso(dir: &Path, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(args).current_dir(dir).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that reads no input may be gone before all is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}
