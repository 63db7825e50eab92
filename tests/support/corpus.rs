//! Runs the built program on a folder of its own and reads what it wrote.
#![allow(dead_code)]
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};

pub(crate) const TABLES: [&str; 5] = ["articles", "sentences", "findings", "sources", "attributions"];

/// A folder that is gone when the test is over.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("sayso-corpus-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Exit code, standard output and standard error of any command.
pub(crate) fn sayso(folder: &Folder, args: &[&str]) -> (Option<i32>, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_sayso")).args(args).current_dir(&folder.0).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

pub(crate) fn corpus(folder: &Folder, output: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.current_dir(&folder.0).args(["corpus", "--no-config", "--engine", "fast", "--output", output]).args(args);
    command
}

pub(crate) fn run(folder: &Folder, output: &str, args: &[&str]) -> Output {
    corpus(folder, output, args).output().unwrap()
}

pub(crate) fn succeed(folder: &Folder, output: &str, args: &[&str]) -> String {
    let done = run(folder, output, args);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{told}");
    told
}

/// Every file of an output folder but the manifest, whose seconds differ.
pub(crate) fn bytes(folder: &Folder, output: &str) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder.path(output)).unwrap().map(|e| e.unwrap().path());
    let named = files.map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&p).unwrap()));
    named.filter(|(name, _)| name != "run.json").collect()
}

pub(crate) fn table(folder: &Folder, output: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut rows = csv::Reader::from_path(folder.path(output).join(format!("{name}.csv"))).unwrap();
    rows.deserialize().map(Result::unwrap).collect()
}

pub(crate) fn column(folder: &Folder, output: &str, name: &str, column: &str) -> Vec<String> {
    table(folder, output, name).iter().map(|row| row[column].clone()).collect()
}

pub(crate) fn rejects(folder: &Folder, output: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(folder.path(output).join("rejects.jsonl")).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// What an example of the documentation prints about tables, in Python or R; nothing where that is not there. `SAYSO_PYTHON` names a Python that
/// has pandas.
#[allow(clippy::print_stdout)]
pub(crate) fn example(name: &str, tables: &[PathBuf]) -> Option<String> {
    let python = std::env::var("SAYSO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let (program, probe) = if Path::new(name).extension().is_some_and(|e| e == "py") {
        (python.as_str(), &["-c", "import pandas"][..])
    } else {
        ("Rscript", &["--version"][..])
    };
    if !Command::new(program).args(probe).output().is_ok_and(|o| o.status.success()) {
        println!("{program} cannot run {name}: skipped");
        return None;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples").join(name);
    let done = Command::new(program).arg(path).args(tables).output().unwrap();
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{name}: {out}{}", String::from_utf8_lossy(&done.stderr));
    Some(out)
}
