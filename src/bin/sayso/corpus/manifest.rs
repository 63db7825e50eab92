//! `run.json`: what made the tables, from what, with which settings.
use super::{
    Plan,
    inputs::Survey,
    part::Hashing,
    partial::{NAMES, State},
};
use crate::{args::Corpus, files};
use anyhow::{Context, Result, bail};
use sayso::{Analyzer, config::Engine, hash::hex};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::{fs::File, io, path::Path};

/// Its file name. Written last: where it stands, the run is finished.
pub(crate) const NAME: &str = "run.json";

/// All that the tables depend on but the inputs' bytes.
pub(crate) fn fingerprint(args: &Corpus, analyzer: &Analyzer) -> String {
    hex(&Sha256::digest(format!("{}{}", tool(analyzer), options(args))))
}

/// The manifest. Everything but `seconds`, `threads` and `finished` is the same on every run.
pub(crate) fn manifest(args: &Corpus, plan: &Plan, state: &State, survey: &Survey) -> Result<Vec<u8>> {
    let analyzer = &plan.prepared.analyzer;
    let mut outputs = Map::new();
    for name in outputs_of(args.output())? {
        let sha256 = hash_of(&args.output().join(&name)).with_context(|| format!("{name}: cannot be read"))?;
        outputs.insert(name, json!(sha256));
    }
    let missing: Vec<&str> = plan.missing_fields(state.fields).collect();
    let value = json!({
        "schema": SCHEMA,
        "tool": tool(analyzer),
        "options": options(args),
        "settings": analyzer.settings(),
        "inputs": {
            "files": state.at.files,
            "records": state.at.key,
            "table": "inputs.csv",
            "files_of_other_kinds": survey.others,
            "not_read": survey.some_others,
        },
        "outputs": outputs,
        "counts": state.counts,
        "fields_never_seen": missing,
        "seconds": (state.seconds * 1000.0).round() / 1000.0,
        "threads": args.threads,
        "finished": today(),
    });
    to_bytes(&value)
}

/// That of a finished run, by its folder or its own path.
pub(crate) fn read(folder: &Path) -> Result<Value> {
    let path = if folder.ends_with(NAME) { folder.to_owned() } else { folder.join(NAME) };
    if !path.exists() {
        bail!("{}: holds no {NAME}; it is no finished run of `sayso corpus`", folder.display());
    }
    serde_json::from_str(&files::read_text(&path)?).with_context(|| format!("{}: is damaged", path.display()))
}

/// Tells of files that a finished run has written and that are something else by now: edited in a spreadsheet, cut short by a copy.
/// What is not there any more is not read, and what the manifest does not name is none of the run's.
pub(crate) fn tell_changed<'n>(folder: &Path, manifest: &Value, names: impl IntoIterator<Item = &'n str>) {
    for name in names {
        let path = folder.join(name);
        let written = manifest["outputs"][name].as_str();
        if written.is_some_and(|written| hash_of(&path).is_ok_and(|is| is != written)) {
            files::complain(&format!(
                "warning: {}: is not what the run wrote, by its SHA-256 in {NAME}: it was changed or cut short. `sayso corpus` with the options \
                 in {NAME} writes it anew; a change on purpose belongs into your methods",
                path.display()
            ));
        }
    }
}

/// The shape of this file.
pub(crate) const SCHEMA: &str = "sayso-run/2";

/// As it is written.
pub(crate) fn to_bytes(value: &Value) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The finished files of a run, by name, but for the manifest itself.
pub(crate) fn outputs_of(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("{}: cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = NAMES.iter().chain(&["codebook.md"]).any(|ours| name.split('.').next() == ours.split('.').next());
        if ours && entry.file_type()?.is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Which program it was: version, commit where it was built from a checkout, its own bytes, the weights of the engine, every lexicon.
fn tool(analyzer: &Analyzer) -> Value {
    let lexicons: Vec<Value> =
        analyzer.lexicons().infos().iter().map(|l| json!({ "id": l.id, "version": l.version, "sha256": l.sha256 })).collect();
    let program = std::env::current_exe().and_then(|path| hash_of(&path)).ok();
    let weights = match analyzer.settings().engine {
        Engine::Context => sayso::encoder::embedded_name(),
        Engine::Fast => sayso::fast::embedded_name(),
    };
    json!({
        "name": "sayso",
        "version": env!("CARGO_PKG_VERSION"),
        "commit": option_env!("SAYSO_COMMIT"),
        "platform": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        "program_sha256": program,
        "weights": weights,
        "settings_hash": analyzer.settings().hash(),
        "lexicons": lexicons,
    })
}

/// The day of the clock, by which a run is cited.
fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

fn options(args: &Corpus) -> Value {
    json!({
        "inputs": args.inputs.iter().map(|p| p.display().to_string()).collect::<Vec<_>>(),
        "input": args.input.map(|k| format!("{k:?}").to_lowercase()),
        "map": args.map,
        "keep": args.keep,
        "encoding": args.encoding.map(encoding_rs::Encoding::name),
        "na": args.na,
        "without_title": args.without_title,
        "delimiter": args.delimiter.map(|d| char::from(d).to_string()),
        "quote": args.quote.map(|q| char::from(q).to_string()),
        "max_bytes": args.max_bytes,
        "where": args.conditions,
        "from": args.from,
        "to": args.to,
        "sample": args.sample,
        "seed": args.seed,
        "duplicate_window": args.duplicate_window,
        "format": args.format.ending(),
        "tables": args.tables,
        "sentence_text": args.sentence_text,
        "messages": args.messages,
        "spreadsheet_safe": args.is_spreadsheet_safe(),
    })
}

/// SHA-256 of a file, in hex.
pub(crate) fn hash_of(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut Hashing(&mut hash))?;
    Ok(hex(&hash.finalize()))
}
