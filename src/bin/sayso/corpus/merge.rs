//! `sayso corpus merge`: the tables of several runs as those of one that had read their inputs one after the other.
//!
//! Keys go on from run to run, and near-copies are looked for across all of them: the same bytes come out as from one long run.
use super::{
    Lock,
    manifest::{self, hash_of},
    partial::{self, NAMES, failed, repeated_ids, signed, write_whole},
};
use crate::{args::Merge, files};
use anyhow::{Context, Result, bail};
use sayso::corpus::Duplicates;
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

const TABLES: &[&str] = NAMES.split_at(partial::TABLES).0;
const SIGNATURES: &str = NAMES[partial::SIGNATURES];
/// Longer values are not shown in a message.
const SHORT: usize = 60;

/// Runs the command.
pub(crate) fn run(args: &Merge) -> Result<ExitCode> {
    let runs: Vec<Run> = args.runs.iter().map(|folder| Run::read(folder)).collect::<Result<_>>()?;
    let Some((first, others)) = runs.split_first() else { bail!("name the folders of the runs") };
    others.iter().try_for_each(|other| first.goes_with(other))?;
    let _lock = Lock::take(&args.output)?;
    let manifest_path = args.output.join(manifest::NAME);
    if let (false, Some(there)) = (args.force, manifest::outputs_of(&args.output)?.first()) {
        bail!("{}: exists already; --force writes over it", args.output.join(there).display());
    }
    // Where it stands, the tables are whole.
    if manifest_path.exists() {
        fs::remove_file(&manifest_path).map_err(|e| failed(&manifest_path, e))?;
    }
    let copies = merge_articles(&runs, &args.output, first.window())?;
    for table in TABLES.iter().skip(1).filter(|t| first.folder.join(t).exists()) {
        rewrite(&runs, &args.output, table, |_, _, _| Ok(()))?;
    }
    concatenate(&runs, &args.output, "inputs.csv", true)?;
    concatenate(&runs, &args.output, "rejects.jsonl", false)?;
    for name in ["codebook.csv", "codebook.md"] {
        let bytes = fs::read(first.folder.join(name)).with_context(|| format!("{name}: cannot be read"))?;
        write_whole(&args.output.join(name), &bytes)?;
    }
    let repeated = repeated_ids(&args.output.join(TABLES[0]))?;
    let merged = manifest(&runs, &args.output, copies, repeated)?;
    write_whole(&manifest_path, &manifest::to_bytes(&merged)?)?;
    files::complain(&format!(
        "{} runs, {} articles, {copies} near-copies in {}",
        runs.len(),
        merged["counts"]["articles"],
        args.output.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// A finished run.
struct Run {
    folder: PathBuf,
    manifest: Value,
}

impl Run {
    fn read(folder: &Path) -> Result<Run> {
        let manifest = manifest::read(folder)?;
        if manifest["schema"] != manifest::SCHEMA {
            bail!("{}: was written by another version of sayso", folder.join(manifest::NAME).display());
        }
        for (name, hash) in manifest["outputs"].as_object().into_iter().flatten() {
            if hash_of(&folder.join(name)).ok().as_deref() != hash.as_str() {
                bail!("{}: is not what the run wrote", folder.join(name).display());
            }
        }
        if !folder.join(TABLES[0]).exists() || !folder.join(SIGNATURES).exists() {
            bail!("{}: has no articles.csv and signatures.bin; runs are merged as CSV that is not packed", folder.display());
        }
        Ok(Run { folder: folder.to_owned(), manifest })
    }

    /// Were both made by the same program in the same way? Else their columns mean different things.
    fn goes_with(&self, other: &Run) -> Result<()> {
        let without = |run: &Run, names: &[&str]| {
            let mut options = run.manifest["options"].clone();
            names.iter().filter_map(|name| options.as_object_mut()?.remove(*name)).for_each(drop);
            options
        };
        let inputs = ["inputs", "input", "map", "delimiter", "quote", "encoding", "na"];
        // Settings first: the hash of them and the weights of the engine stand in `tool`, too.
        let different = [
            ("settings", differing(&self.manifest["settings"], &other.manifest["settings"])),
            ("options", differing(&without(self, &inputs), &without(other, &inputs))),
            ("programs or lexicons", differing(&self.manifest["tool"], &other.manifest["tool"])),
        ];
        match different.iter().find(|(_, names)| !names.is_empty()) {
            Some((what, names)) => bail!(
                "{} and {} were made with different {what}, {}; they do not add up",
                self.folder.display(),
                other.folder.display(),
                names.join(", ")
            ),
            None => Ok(()),
        }
    }

    fn window(&self) -> usize {
        self.manifest["options"]["duplicate_window"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
    }

    /// Records of its inputs: so far the keys of the next run move on.
    fn records(&self) -> u64 {
        self.manifest["inputs"]["records"].as_u64().unwrap_or(0)
    }

    fn open(&self, name: &str) -> Result<BufReader<File>> {
        let path = self.folder.join(name);
        Ok(BufReader::with_capacity(1 << 16, File::open(&path).with_context(|| format!("{}: cannot be read", path.display()))?))
    }
}

/// Names of what differs between two parts of manifests, with both values where they are short: `engine (context, fast)`.
fn differing(a: &Value, b: &Value) -> Vec<String> {
    let keys: BTreeSet<&String> = [a, b].into_iter().filter_map(Value::as_object).flat_map(Map::keys).collect();
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let named = |key: &String| {
        let values = format!("{}, {}", shown(&a[key.as_str()]), shown(&b[key.as_str()]));
        if values.len() > SHORT { key.clone() } else { format!("{key} ({values})") }
    };
    keys.into_iter().filter(|key| a[key.as_str()] != b[key.as_str()]).map(named).collect()
}

/// The runs, each with what its keys move on by.
fn shifted(runs: &[Run]) -> impl Iterator<Item = (&Run, u64)> {
    runs.iter().scan(0, |offset, run| {
        let at = *offset;
        *offset += run.records();
        Some((run, at))
    })
}

/// Articles and signatures, with near-copies found across the runs. Tells how many there are.
fn merge_articles(runs: &[Run], output: &Path, window: usize) -> Result<u64> {
    let path = output.join(SIGNATURES);
    let mut out = BufWriter::new(File::create(&path).map_err(|e| failed(&path, e))?);
    let mut duplicates = (window > 0).then(|| Duplicates::new(window));
    let mut copies = 0;
    let mut pending = None;
    let mut open: Option<(usize, BufReader<File>)> = None;
    rewrite(runs, output, TABLES[0], |number, offset, row| {
        if open.as_ref().is_none_or(|(n, _)| *n != number) {
            let run = runs.get(number).context("a run is missing")?;
            open = Some((number, run.open(SIGNATURES)?));
            pending = None;
        }
        let Some((_, signatures)) = &mut open else { return Ok(()) };
        if pending.is_none() {
            pending = signed(signatures);
        }
        let key: u64 = row.first().and_then(|k| k.parse().ok()).context("articles.csv: a key is no number")?;
        let Some(last) = row.last_mut() else { return Ok(()) };
        last.clear();
        if let (Some((_, _, signature)), Some(duplicates)) = (pending.take_if(|(k, _, _)| *k + offset == key), &mut duplicates) {
            let first = duplicates.find(signature, key);
            if let Some(first) = first {
                copies += 1;
                *last = first.to_string();
            }
            let entry = [&key.to_le_bytes()[..], &first.unwrap_or(key).to_le_bytes(), &signature.to_bytes()].concat();
            out.write_all(&entry).map_err(|e| failed(&path, e))?;
        }
        Ok(())
    })?;
    out.flush().map_err(|e| failed(&path, e))?;
    Ok(copies)
}

/// Writes the rows of all runs with their keys, which stand first, moved on; `change` sees each with the number of its run and its offset.
fn rewrite(runs: &[Run], output: &Path, name: &str, mut change: impl FnMut(usize, u64, &mut Vec<String>) -> Result<()>) -> Result<()> {
    let path = output.join(name);
    let file = File::create(&path).map_err(|e| failed(&path, e))?;
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(1 << 17).from_writer(file);
    for (number, (run, offset)) in shifted(runs).enumerate() {
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(run.open(name)?);
        for (line, row) in rows.records().enumerate() {
            let row = row.with_context(|| format!("{}: cannot be read", run.folder.join(name).display()))?;
            let mut row: Vec<String> = row.iter().map(str::to_owned).collect();
            if line > 0 {
                if let Some(key) = row.first_mut() {
                    let old: u64 = key.parse().with_context(|| format!("{}: a key is no number", run.folder.join(name).display()))?;
                    *key = (old + offset).to_string();
                }
                change(number, offset, &mut row)?;
            } else if number > 0 {
                continue;
            }
            out.write_record(&row).map_err(|e| failed(&path, e.into()))?;
        }
    }
    out.flush().map_err(|e| failed(&path, e))
}

/// Files whose rows stand for themselves, the header of a table once.
fn concatenate(runs: &[Run], output: &Path, name: &str, header: bool) -> Result<()> {
    let mut bytes = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        let path = run.folder.join(name);
        let part = fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let from = if header && number > 0 { part.iter().position(|&b| b == b'\n').map_or(0, |n| n + 1) } else { 0 };
        bytes.extend_from_slice(part.get(from..).unwrap_or_default());
    }
    write_whole(&output.join(name), &bytes)
}

/// What one run would have written, and of which runs it is made.
fn manifest(runs: &[Run], output: &Path, copies: u64, repeated: u64) -> Result<Value> {
    let mut merged = runs.first().map(|r| r.manifest.clone()).unwrap_or_default();
    for run in runs.iter().skip(1) {
        for part in ["counts", "inputs"] {
            add(&mut merged[part], &run.manifest[part]);
        }
        let seconds = merged["seconds"].as_f64().unwrap_or(0.0) + run.manifest["seconds"].as_f64().unwrap_or(0.0);
        merged["seconds"] = json!(seconds);
        let inputs = run.manifest["options"]["inputs"].as_array().cloned().unwrap_or_default();
        if let Some(list) = merged["options"]["inputs"].as_array_mut() {
            list.extend(inputs);
        }
    }
    merged["counts"]["duplicates"] = json!(copies);
    merged["counts"]["repeated_ids"] = json!(repeated);
    let outputs = manifest::outputs_of(output)?.into_iter().map(|name| Ok((name.clone(), json!(hash_of(&output.join(name))?))));
    merged["outputs"] = Value::Object(outputs.collect::<Result<_>>()?);
    let parts =
        runs.iter().map(|r| Ok(json!({ "folder": r.folder.display().to_string(), "sha256": hash_of(&r.folder.join(manifest::NAME))? })));
    merged["merged_from"] = json!(parts.collect::<Result<Vec<_>>>()?);
    Ok(merged)
}

/// Adds the numbers of an object, key by key, and what stands in lists.
fn add(sum: &mut Value, more: &Value) {
    if let (Some(a), Some(b)) = (sum.as_u64(), more.as_u64()) {
        *sum = json!(a + b);
    } else if let (Some(all), Some(more)) = (sum.as_array_mut(), more.as_array()) {
        all.extend(more.iter().cloned());
    } else if let Some(more) = more.as_object() {
        for (key, value) in more {
            match sum.get_mut(key) {
                Some(there) => add(there, value),
                None => sum[key] = value.clone(),
            }
        }
    }
}
