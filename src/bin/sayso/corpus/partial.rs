//! Tables that are not finished: temporary files, checkpoints, and the way back after a kill.
//!
//! Invariant: each file is at least as long as the latest checkpoint says, and what is longer is cut off before the run goes on. So the run ends
//! with the same bytes, however often it was interrupted.
use super::{
    Outcome,
    counts::Counts,
    inputs::Inputs,
    manifest,
    part::{self, Part},
    publish::{FORMATS, published},
    source::At,
};
use crate::{args::Corpus, files};
use anyhow::{Context, Result, anyhow, bail};
use sayso::{
    corpus::{Columns, Duplicates, Signature, Threshold, Verdict, header},
    hash::hex,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The folder in the output folder.
pub(crate) const FOLDER: &str = ".sayso-partial";
const CHECKPOINT: &str = "checkpoint.json";
pub(super) const TABLES: usize = 5;
const REJECTS: usize = TABLES;
const INPUTS: usize = TABLES + 1;
/// Not published: the signatures that duplicates are found by.
pub(super) const SIGNATURES: usize = TABLES + 2;
/// While a run is going on; tables are published in the format that was asked for.
pub(super) const NAMES: [&str; TABLES + 3] =
    ["articles.csv", "sentences.csv", "findings.csv", "sources.csv", "attributions.csv", "rejects.jsonl", "inputs.csv", "signatures.bin"];
/// Key of the article, key of the first copy, then the signature.
pub(super) const SIGNED: usize = 16 + Signature::BYTES;

/// What a checkpoint keeps.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    /// Program, settings, lexicons and options: a run goes on only with the same ones.
    pub(crate) fingerprint: String,
    /// The names and sizes of all inputs, as a hash.
    inputs: String,
    /// All records are done; only the renaming is left.
    complete: bool,
    pub(crate) at: At,
    pub(crate) counts: Counts,
    /// The sample that was drawn.
    pub(crate) threshold: Option<Threshold>,
    /// Which of the fields that were asked for some record had, as bits.
    pub(crate) fields: u128,
    /// Of the unfinished files: bytes that count, and their SHA-256.
    lengths: [u64; NAMES.len()],
    hashes: [String; NAMES.len()],
    /// Of all parts of the run.
    pub(crate) seconds: f64,
}

/// The unfinished tables.
pub(crate) struct Partial {
    pub(super) folder: PathBuf,
    parts: Vec<Part>,
    pub(crate) state: State,
    /// Since when `state.seconds` does not count.
    clock: Instant,
    saved: Instant,
    every: Duration,
}

impl Partial {
    /// Begins a run, or goes on with one: with the same options, program and list of inputs only.
    pub(crate) fn open(args: &Corpus, columns: &Columns, fingerprint: &str, inputs: &str) -> Result<Partial> {
        let folder = args.output().join(FOLDER);
        let checkpoint = folder.join(CHECKPOINT);
        if args.resume && !checkpoint.exists() && args.output().join(manifest::NAME).exists() {
            bail!("{}: the run is finished; there is nothing to resume", args.output().display());
        }
        if !args.resume && !args.force {
            if checkpoint.exists() {
                bail!("{}: holds a run that was interrupted; --resume goes on with it, --force begins anew", args.output().display());
            }
            let published = NAMES.iter().flat_map(|name| FORMATS.map(|format| published(name, format)));
            if let Some(name) = [manifest::NAME.to_owned()].into_iter().chain(published).find(|n| args.output().join(n).exists()) {
                bail!("{}: exists already; --force writes over it", args.output().join(name).display());
            }
        }
        fs::create_dir_all(&folder).map_err(|e| failed(&folder, e))?;
        let state = if args.resume { read(&checkpoint, fingerprint)? } else { None };
        let fresh = state.is_none();
        if fresh && checkpoint.exists() {
            fs::remove_file(&checkpoint).map_err(|e| failed(&checkpoint, e))?;
        }
        let state = state.unwrap_or_else(|| {
            let (fingerprint, inputs) = (fingerprint.to_owned(), inputs.to_owned());
            State { fingerprint, inputs, ..State::default() }
        });
        let complete = state.complete;
        if complete {
            verify_unpublished(&folder, &state)?;
        }
        if !complete && state.inputs != inputs {
            bail!(
                "{}: files of the interrupted run have gone, come, or changed their size since; give the same inputs, or begin anew with --force",
                args.output().display()
            );
        }
        let saved = state.lengths.iter().zip(&state.hashes).map(|(&length, hash)| (!fresh).then_some((length, hash.as_str())));
        let part = |(name, saved): (&&str, Option<(u64, &str)>)| Part::open(folder.join(name), saved);
        let parts = if complete { Vec::new() } else { NAMES.iter().zip(saved).map(part).collect::<Result<_>>()? };
        let now = Instant::now();
        let mut partial = Partial { folder, parts, state, clock: now, saved: now, every: Duration::from_secs(args.checkpoint_seconds) };
        if fresh {
            for (i, table) in columns.tables.iter().enumerate() {
                partial.parts[i].write(&header(table))?;
            }
            partial.parts[INPUTS].write(b"file,bytes,records,sha256\r\n")?;
        }
        Ok(partial)
    }

    /// Only the renaming is left.
    pub(crate) fn is_complete(&self) -> bool {
        self.state.complete
    }

    /// The finished files among the inputs must still be what was read of them.
    pub(crate) fn verify_inputs(&self, inputs: &Inputs) -> Result<()> {
        let Some(part) = self.parts.get(INPUTS) else { return Ok(()) };
        let mut rows = csv::Reader::from_path(&part.path)?;
        for (path, row) in inputs.files().zip(rows.records()) {
            let (row, Ok(path)) = (row?, path) else { continue };
            let sha256 = row.get(3).unwrap_or_default();
            // What could not be opened has no hash, and what comes through a pipe is there only once.
            if sha256.is_empty() || !path.is_file() {
                continue;
            }
            if manifest::hash_of(&path).ok().as_deref() != Some(sha256) {
                let name = path.display();
                bail!("{name}: is not what the interrupted run read; give the same inputs, or begin anew with --force");
            }
        }
        Ok(())
    }

    /// Writes what became of a record.
    pub(crate) fn take(&mut self, at: At, outcome: Outcome, fields: u128, duplicates: Option<&mut Duplicates>) -> Result<()> {
        self.state.fields |= fields;
        let counts = &mut self.state.counts;
        match outcome {
            Outcome::Article { rows, signature, counts: more } => {
                counts.add(&more);
                let mut first = None;
                if let (Some(duplicates), Some(signature)) = (duplicates, signature) {
                    first = duplicates.find(signature, at.key);
                    counts.duplicates += u64::from(first.is_some());
                    self.parts[SIGNATURES].write(&at.key.to_le_bytes())?;
                    self.parts[SIGNATURES].write(&first.unwrap_or(at.key).to_le_bytes())?;
                    self.parts[SIGNATURES].write(&signature.to_bytes())?;
                }
                let mut article = Vec::new();
                rows.article(first, &mut article);
                self.parts[0].write(&article)?;
                for (part, rows) in self.parts.iter_mut().skip(1).zip(&rows.rest) {
                    part.write(rows)?;
                }
            }
            Outcome::Fatal(error) => return Err(error),
            Outcome::PassedOver(what) => *counts.passed_over.entry(what.to_owned()).or_default() += 1,
            Outcome::Reject { file, line, refused } => {
                if refused.ends_file {
                    counts.cut_short += 1;
                    tell_fault(counts.cut_short, &file, &refused.reason);
                }
                self.reject(&file, line, &refused.reason)?;
            }
            Outcome::Unwanted(Verdict::OtherField | Verdict::Wanted) => counts.other_field += 1,
            Outcome::Unwanted(Verdict::OtherDate) => counts.other_date += 1,
            Outcome::Unwanted(Verdict::NoDate) => counts.no_date += 1,
            Outcome::NotSampled => counts.not_sampled += 1,
            Outcome::End(input) => {
                if let Some(problem) = &input.problem {
                    counts.cut_short += 1;
                    tell_fault(counts.cut_short, &input.file, problem);
                    self.reject(&input.file, None, problem)?;
                }
                let mut row = Vec::new();
                sayso::cell::write(&mut row, &input.file);
                row.extend_from_slice(format!(",{},{},{}\r\n", input.bytes, input.records, input.sha256).as_bytes());
                self.parts[INPUTS].write(&row)?;
            }
        }
        self.state.at = at;
        if self.saved.elapsed() >= self.every {
            self.checkpoint()?;
        }
        Ok(())
    }

    fn reject(&mut self, file: &str, line: Option<u64>, reason: &str) -> Result<()> {
        self.state.counts.rejected += 1;
        let row = serde_json::json!({ "file": file, "line": line, "reason": reason });
        self.parts[REJECTS].write(format!("{row}\n").as_bytes())
    }

    /// Hands over the latest `window` signatures of the run before.
    pub(crate) fn remembered(&mut self, window: usize, mut remember: impl FnMut(Signature, u64)) -> Result<()> {
        let part = &self.parts[SIGNATURES];
        let skipped = (part.length / SIGNED as u64).saturating_sub(window as u64) * SIGNED as u64;
        let mut file = BufReader::new(File::open(&part.path).map_err(|e| failed(&part.path, e))?);
        file.seek(SeekFrom::Start(skipped)).map_err(|e| failed(&part.path, e))?;
        let mut file = file.take(part.length - skipped);
        while let Some((_, first, signature)) = signed(&mut file) {
            remember(signature, first);
        }
        Ok(())
    }

    /// Makes what was written so far safe from a kill.
    pub(crate) fn checkpoint(&mut self) -> Result<()> {
        for (part, (length, hash)) in self.parts.iter_mut().zip(self.state.lengths.iter_mut().zip(&mut self.state.hashes)) {
            part.file.flush().map_err(|e| failed(&part.path, e))?;
            part.file.get_ref().sync_data().or_else(ignore_unsupported).map_err(|e| failed(&part.path, e))?;
            *length = part.length;
            *hash = hex(&part.hash.clone().finalize());
        }
        self.saved = Instant::now();
        self.state.seconds += self.clock.elapsed().as_secs_f64();
        self.clock = self.saved;
        write_whole(&self.folder.join(CHECKPOINT), &serde_json::to_vec(&self.state)?)
    }

    /// All records are done.
    pub(crate) fn complete(&mut self) -> Result<()> {
        self.parts.iter_mut().try_for_each(|part| part.file.flush().map_err(|e| failed(&part.path, e)))?;
        self.state.counts.repeated_ids = repeated_ids(&self.parts[0].path)?;
        self.state.complete = true;
        self.checkpoint()?;
        self.parts.clear();
        Ok(())
    }
}

/// All that is left to rename must be what was written.
fn verify_unpublished(folder: &Path, state: &State) -> Result<()> {
    for (name, hash) in NAMES.iter().zip(&state.hashes) {
        let path = folder.join(name);
        if path.exists() && manifest::hash_of(&path).map_err(|e| failed(&path, e))? != *hash {
            return Err(part::changed(&path));
        }
    }
    Ok(())
}

/// The next entry of a file of signatures: key of the article, key of the first copy, signature.
pub(super) fn signed(file: &mut impl Read) -> Option<(u64, u64, Signature)> {
    let (mut key, mut first, mut signature) = ([0; 8], [0; 8], [0; Signature::BYTES]);
    let read = file.read_exact(&mut key).and_then(|()| file.read_exact(&mut first)).and_then(|()| file.read_exact(&mut signature));
    read.ok().map(|()| (u64::from_le_bytes(key), u64::from_le_bytes(first), Signature::from_bytes(&signature)))
}

/// How many articles have an id that another one before them has. Eight bytes of memory an article.
pub(super) fn repeated_ids(articles: &Path) -> Result<u64> {
    let mut rows = csv::Reader::from_path(articles).with_context(|| format!("{}: cannot be read", articles.display()))?;
    let column = rows.headers()?.iter().position(|name| name == "article_id");
    let mut row = csv::ByteRecord::new();
    let mut ids = Vec::new();
    while rows.read_byte_record(&mut row)? {
        let id = column.and_then(|c| row.get(c)).unwrap_or_default();
        ids.push(Sha256::digest(id).iter().take(8).fold(0_u64, |n, &b| n << 8 | u64::from(b)));
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    Ok((all - ids.len()) as u64)
}

fn read(checkpoint: &Path, fingerprint: &str) -> Result<Option<State>> {
    let bytes = match fs::read(checkpoint) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|e| failed(checkpoint, e))?,
    };
    let state: State =
        serde_json::from_slice(&bytes).with_context(|| format!("{}: is damaged; --force begins anew", checkpoint.display()))?;
    if state.fingerprint != fingerprint {
        bail!(
            "the interrupted run had other options, settings or lexicons, or another program; give the same ones, or begin anew with --force"
        );
    }
    Ok(Some(state))
}

/// By way of a temporary file, so that nobody sees half of it.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = path.with_extension("tmp");
    let written = File::create(&temporary).and_then(|mut f| f.write_all(bytes).and_then(|()| f.sync_data().or_else(ignore_unsupported)));
    written.and_then(|()| fs::rename(&temporary, path)).map_err(|e| failed(path, e))
}

/// Pipes and devices cannot be synchronised, and need not be.
pub(super) fn ignore_unsupported(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::InvalidInput { Ok(()) } else { Err(error) }
}

pub(crate) fn failed(path: &Path, error: io::Error) -> anyhow::Error {
    let name = path.display();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            anyhow!("{name}: the disk is full; nothing that was saved is lost: make room, then run the same command with --resume")
        }
        _ => anyhow::Error::new(error).context(format!("{name}: cannot be written")),
    }
}

/// So many faults that end a file are told at once; all stand in rejects.jsonl.
const TOLD: u64 = 3;

fn tell_fault(so_many: u64, file: &str, reason: &str) {
    if so_many <= TOLD {
        files::complain(&format!("{file}: {reason}"));
    }
}
