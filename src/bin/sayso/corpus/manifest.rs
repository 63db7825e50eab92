//! `run.json`: what made the tables, from what, with which settings.
use super::{Plan, partial::State};
use crate::{args::Corpus, files};
use anyhow::{Context, Result};
use sayso::Analyzer;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
};

/// Its file name. Written last: where it stands, the run is finished.
pub(crate) const NAME: &str = "run.json";

/// All that the tables depend on but the inputs' bytes.
pub(crate) fn fingerprint(args: &Corpus, analyzer: &Analyzer) -> String {
    files::hex(&Sha256::digest(format!("{}{}", tool(analyzer), options(args))))
}

/// The manifest. Everything but `seconds` and `threads` is the same on every run.
pub(crate) fn manifest(args: &Corpus, plan: &Plan, state: &State) -> Result<Vec<u8>> {
    let analyzer = &plan.prepared.analyzer;
    let inputs = args.output.join("inputs.csv");
    let sha256 = hash_of(&inputs).with_context(|| format!("{}: cannot be read", inputs.display()))?;
    let value = json!({
        "tool": tool(analyzer),
        "options": options(args),
        "settings": analyzer.settings(),
        "inputs": { "files": state.at.files, "records": state.at.key, "table": "inputs.csv", "sha256": sha256 },
        "counts": state.counts,
        "seconds": (state.seconds * 1000.0).round() / 1000.0,
        "threads": args.threads,
    });
    let mut bytes = serde_json::to_vec_pretty(&value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn tool(analyzer: &Analyzer) -> Value {
    let lexicons: Vec<Value> =
        analyzer.lexicons().infos().iter().map(|l| json!({ "id": l.id, "version": l.version, "hash": l.hash })).collect();
    json!({
        "name": "sayso",
        "version": env!("CARGO_PKG_VERSION"),
        "settings_hash": analyzer.settings().hash(),
        "lexicons": lexicons,
    })
}

fn options(args: &Corpus) -> Value {
    json!({
        "inputs": args.inputs.iter().map(|p| p.display().to_string()).collect::<Vec<_>>(),
        "input": args.input.map(|k| format!("{k:?}").to_lowercase()),
        "map": args.map,
        "keep": args.keep,
        "delimiter": args.delimiter.map(|d| char::from(d).to_string()),
        "quote": char::from(args.quote).to_string(),
        "max_bytes": args.max_bytes,
        "where": args.conditions,
        "from": args.from,
        "to": args.to,
        "sample": args.sample,
        "seed": args.seed,
        "duplicate_window": args.duplicate_window,
        "format": args.format.ending(),
        "sentence_text": args.sentence_text,
        "spreadsheet_safe": args.is_spreadsheet_safe(),
    })
}

fn hash_of(path: &Path) -> io::Result<String> {
    let mut file = BufReader::new(File::open(path)?);
    let mut hash = Sha256::new();
    loop {
        let part = file.fill_buf()?;
        if part.is_empty() {
            return Ok(files::hex(&hash.finalize()));
        }
        hash.update(part);
        let n = part.len();
        file.consume(n);
    }
}
