//! What the fuzz targets in `fuzz/` demand, of every input that once broke something and of seeds changed at random: a short run on a
//! stable compiler. `fuzz/run` goes on from there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "support/hostile.rs"]
mod hostile;

use std::{fs, path::Path};

/// Bytes that formats begin with or turn on.
const PIECES: [&str; 34] = [
    "\"",
    "“",
    "”",
    "\n\n",
    "\n",
    "LONDON (Reuters) - ",
    "Mara Lind said ",
    "regime ",
    "critics say ",
    "<p>",
    "</p>",
    "<!--",
    "-->",
    "{\"text\":\"",
    "\"}",
    "[",
    "]",
    ",",
    ";",
    "\t",
    "\u{FEFF}",
    "\u{1b}[2J",
    "\u{202e}",
    "WARC/1.0\r\n",
    "Content-Length: 9\r\n\r\n",
    "[[entry]]\nterm = \"",
    "id = \"x\"\n",
    "@@ -1 +1 @@\n",
    "+++ b/x\n",
    "{% for r in reports %}",
    "{{ r.text }}",
    "e\u{301}\u{200D}",
    "Q: ",
    "all rights reserved.",
];

fn folder(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name);
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    files.sort();
    files.iter().map(|p| fs::read(p).unwrap()).collect()
}

/// Runs the saved inputs, the seeds, and so many changed ones: always the same.
fn run(name: &str, target: fn(&[u8]), rounds: usize) {
    let saved = folder(&format!("regressions/{name}"));
    let seeds = [saved.clone(), folder("seeds")].concat();
    assert!(!saved.is_empty() && seeds.len() > 5, "fuzz/regressions/{name} and fuzz/seeds hold inputs");
    for seed in &seeds {
        target(seed);
    }
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..rounds {
        let mut data = seeds[random.usize(..seeds.len())].clone();
        data.truncate(2_000);
        for _ in 0..random.usize(1..6) {
            let at = random.usize(..=data.len());
            match random.u8(..5) {
                0 => drop(data.splice(at..at, PIECES[random.usize(..PIECES.len())].bytes())),
                1 => data.truncate(at.max(1)),
                2 if at < data.len() => data[at] = random.u8(..),
                3 => {
                    let from = random.usize(..=at);
                    let part = data[from..at].to_vec();
                    data.splice(from..from, part);
                }
                _ => data.insert(0, random.u8(..)),
            }
        }
        target(&data);
    }
}

#[test]
fn any_text_gives_a_report_that_hangs_together() {
    run("analyze", hostile::analyze, 150);
}

#[test]
fn any_bytes_are_read_or_refused() {
    run("inputs", hostile::inputs, 1_500);
}

#[test]
fn any_settings_lexicons_lists_and_diffs_are_read_or_refused() {
    run("config", hostile::config, 600);
}

/// A seed that no reader takes would seed nothing.
#[cfg(feature = "parquet")]
#[test]
fn the_seed_for_parquet_is_a_table() {
    use sayso::{
        corpus::{ReadOptions, seekable},
        input::Limits,
    };
    let seed = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/rows.parquet")).unwrap();
    assert_eq!(seed[0] % 16, 14, "the first byte chooses the reader");
    let records = seekable(std::io::Cursor::new(seed[1..].to_vec()), &ReadOptions::default());
    let articles = records.filter_map(|record| record.ok()?.1.article(Limits::default()).ok());
    assert_eq!(articles.count(), 2);
}
