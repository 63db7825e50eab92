//! `sayso corpus`: the files, clock and terminal around the library's `corpus`.
mod counts;
mod inputs;
mod lock;
mod manifest;
mod merge;
mod part;
mod partial;
mod progress;
mod publish;
mod source;

use crate::{
    args::{Configured, Corpus, TableFormat},
    commands::setup::{Desk, Prepared},
    files,
};
use anyhow::{Context, Result, bail};
use counts::Counts;
pub(crate) use counts::counted;
use inputs::{Inputs, Survey};
use lock::Lock;
pub(crate) use manifest::{NAME as MANIFEST, outputs_of, read as read_manifest, tell_changed};
pub(crate) use merge::run as merge;
use partial::Partial;
use progress::Progress;
use sayso::{
    Article,
    corpus::{self, Columns, Duplicates, Extra, Filter, Raw, ReadOptions, Rows, Sample, Signature, Threshold, Verdict, View},
    input::{Dialect, Limits, Mapping},
    level::Level,
};
use source::{At, Body, Refused, Source, Work};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Bytes of articles that are read and whose rows are not yet written.
const IN_FLIGHT: usize = 2 << 20;

/// Runs the command. Exit codes: 0 all is well, 1 the tables are written but too much was lost, 2 an error, 130 stopped.
pub(crate) fn run(args: &Corpus) -> Result<ExitCode> {
    let plan = Plan::new(args)?;
    let inputs = Inputs::new(&args.inputs, args.output())?;
    let survey = inputs.survey();
    if survey.files == 0 {
        bail!("none of the inputs is of a kind that is read{}; name files themselves, with --input", survey.others());
    }
    let fingerprint = manifest::fingerprint(args, &plan.prepared.analyzer);
    let _lock = Lock::take(args.output())?;
    // Before the first file is made: from then on Ctrl-C leaves something to resume.
    let stop = stop_on_interrupt()?;
    let mut partial = Partial::open(args, &plan.columns, &fingerprint, &survey.list)?;
    if !partial.is_complete() {
        partial.verify_inputs(&inputs)?;
        let progress = Arc::new(Progress::new(survey.bytes));
        if partial.state.threshold.is_none() {
            partial.state.threshold = plan.draw_sample(args, &inputs, survey.bytes, &stop)?;
        }
        let source = Source::new(&inputs, plan.reading.clone(), partial.state.at, Arc::clone(&stop), Arc::clone(&progress));
        plan.judge(args, source, &mut partial, &progress)?;
        progress.finish(&partial.state.counts);
        if stop.load(Ordering::SeqCst) {
            partial.checkpoint()?;
            files::complain("stopped; the same command with --resume goes on from here");
            return Ok(ExitCode::from(130));
        }
        partial.complete()?;
    }
    partial.publish(args, &plan, &survey)?;
    files::complain(&format!("{} in {}", partial.state.counts, args.output().display()));
    Ok(ExitCode::from(u8::from(plan.tell_losses(args, &partial.state, &survey))))
}

/// Everything that is settled before the first article is read.
struct Plan {
    prepared: Arc<Prepared>,
    columns: Columns,
    reading: ReadOptions,
    filter: Filter,
    safe: bool,
    /// Fields of the input that were asked for; those that no record has are told.
    fields: Vec<String>,
}

/// What became of a record.
enum Outcome {
    Article { rows: Box<Rows>, signature: Option<Signature>, counts: Box<Counts> },
    Reject { file: Arc<str>, line: Option<u64>, refused: Refused },
    Unwanted(Verdict),
    NotSampled,
    PassedOver(&'static str),
    End(source::Input),
    Fatal(anyhow::Error),
}

impl Plan {
    fn new(args: &Corpus) -> Result<Plan> {
        let configured = Configured { settings: args.settings.clone(), profile: Some(args.profile), ..Configured::default() };
        if args.format == TableFormat::Parquet && cfg!(not(feature = "parquet")) {
            bail!("this build writes no Parquet: build it with --features parquet, or leave out --format");
        }
        let prepared = Desk::without_baseline(&configured).reading_at_most(usize::MAX).for_file(Path::new(files::STDIN))?;
        let mut mapping = Mapping::default();
        for pair in &args.map {
            let (field, name) = pair.split_once('=').with_context(|| format!("--map {pair}: write it as field=column"))?;
            if !mapping.set(field.trim(), name.trim()) {
                bail!("--map {pair}: there is no field `{field}`; fields are {}", Mapping::FIELDS.join(", "));
            }
        }
        mapping.title_aside = args.without_title;
        let settings = prepared.analyzer.settings();
        let levels = settings.rules.iter().chain(&settings.categories).chain(&settings.reasons);
        let extra = Extra {
            keep: args.keep.clone(),
            sentence_text: args.sentence_text,
            messages: args.messages,
            off: levels.filter(|(_, level)| **level == Level::Off).map(|(name, _)| name.clone()).collect(),
        };
        let filter = Filter::new(&args.conditions, args.from.as_deref(), args.to.as_deref())?;
        let mapped = args.map.iter().filter_map(|pair| pair.split('=').next()).map(str::trim);
        let mut fields: Vec<String> = Vec::new();
        for field in args.keep.iter().map(String::as_str).chain(filter.fields()).chain(mapped) {
            if !fields.iter().any(|f| f == field) {
                fields.push(field.to_owned());
            }
        }
        Ok(Plan {
            columns: Columns::new(prepared.analyzer.lexicons(), &extra),
            prepared,
            reading: ReadOptions {
                limits: Limits { max_bytes: args.max_bytes },
                kind: args.input,
                dialect: Dialect { delimiter: args.delimiter, quote: args.quote, missing: args.na.clone() },
                encoding: args.encoding,
                mapping,
                also: args.keep.iter().map(String::as_str).chain(filter.fields()).map(str::to_owned).collect(),
            },
            filter,
            safe: args.is_spreadsheet_safe(),
            fields,
        })
    }

    /// Those of the fields asked for that no record had, as the inputs call them.
    fn missing_fields(&self, seen: u128) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().take(u128::BITS as usize).enumerate().filter(move |(i, _)| seen >> i & 1 == 0);
        fields.map(move |(_, field)| self.reading.mapping.name(field))
    }

    /// Says what was not read. Whether it is so much that the run must not pass for a good one.
    fn tell_losses(&self, args: &Corpus, state: &partial::State, survey: &Survey) -> bool {
        let counts = &state.counts;
        if survey.others > 0 {
            files::complain(&format!("not read, being of other kinds{}; run.json names them", survey.others()));
        }
        for (what, n) in &counts.passed_over {
            files::complain(&format!("passed over: {n} {what}"));
        }
        if counts.repeated_ids > 0 {
            let have = counted(counts.repeated_ids, "article has", "articles have");
            files::complain(&format!("{have} an id that another one has; `article` tells them apart, `article_id` does not"));
        }
        let mut lost = counts.cut_short > 0;
        if lost {
            let files = counted(counts.cut_short, "file was", "files were");
            files::complain(&format!("{files} not read to the end: what stands behind the fault is in no table (see rejects.jsonl)"));
        }
        if state.at.key > 0 {
            for field in self.missing_fields(state.fields) {
                lost = true;
                files::complain(&format!("no record has the field `{field}` that you asked for (--map, --keep, --where)"));
            }
        }
        if counts.articles == 0 {
            lost = true;
            files::complain("the tables are empty: no article was read and wanted");
        }
        let records = state.at.key.saturating_sub(counts.passed_over.values().sum());
        if args.max_rejected.is_exceeded(counts.rejected, records) {
            lost = true;
            files::complain(&format!("{} of {records} records rejected, and --max-rejected is {}", counts.rejected, args.max_rejected));
        }
        lost
    }

    /// A first pass over the inputs, where a sample is wanted.
    fn draw_sample(&self, args: &Corpus, inputs: &Inputs, bytes: Option<u64>, stop: &Arc<AtomicBool>) -> Result<Option<Threshold>> {
        let Some(size) = args.sample else { return Ok(None) };
        if args.inputs.iter().any(|p| p == Path::new(files::STDIN)) {
            bail!("--sample reads its inputs twice, which standard input does not allow; save it to a file first");
        }
        files::complain("first pass: drawing the sample");
        let progress = Arc::new(Progress::new(bytes));
        let source = Source::new(inputs, self.reading.clone(), At::default(), Arc::clone(stop), Arc::clone(&progress));
        let mut sample = Sample::new(size);
        for job in source {
            let raw = match job.work.body {
                Body::Record { raw: Ok(raw), .. } => raw,
                Body::Record { .. } | Body::End(_) => continue,
                Body::Fatal(error) => return Err(error),
            };
            let Ok(article) = raw.article(self.reading.limits) else { continue };
            if self.filter.judge(&article) == Verdict::Wanted {
                sample.offer(corpus::draw(&article, args.seed), job.work.at.key);
            }
        }
        progress.clear();
        Ok(Some(sample.threshold()))
    }

    fn judge(&self, args: &Corpus, source: Source, partial: &mut Partial, progress: &Progress) -> Result<()> {
        let threads = args.threads.or_else(|| std::thread::available_parallelism().ok().map(Into::into)).unwrap_or(1);
        let mut duplicates = (args.duplicate_window > 0).then(|| Duplicates::new(args.duplicate_window));
        if let Some(duplicates) = &mut duplicates {
            partial.remembered(args.duplicate_window, |signature, first| duplicates.remember(signature, first))?;
        }
        let judge = Judge { plan: self, threshold: partial.state.threshold, seed: args.seed, sign: duplicates.is_some() };
        let work = |work: Work| {
            let at = work.at;
            let (file, line) = work.place();
            let judged = catch_unwind(AssertUnwindSafe(|| judge.outcome(work)));
            let reason = "sayso failed on this article; this is a defect of the program: please report it";
            let refused = || Refused { reason: reason.to_owned(), ends_file: false };
            let (outcome, fields) = judged.unwrap_or_else(|_| (Outcome::Reject { file, line, refused: refused() }, 0));
            (at, outcome, fields)
        };
        corpus::in_order(threads, IN_FLIGHT, source, work, |(at, outcome, fields)| -> Result<()> {
            partial.take(at, outcome, fields, duplicates.as_mut())?;
            progress.tick(&partial.state.counts);
            Ok(())
        })
    }
}

/// What a worker needs.
struct Judge<'a> {
    plan: &'a Plan,
    threshold: Option<Threshold>,
    seed: u64,
    /// Are signatures made, to look for near-copies by?
    sign: bool,
}

impl Judge<'_> {
    fn outcome(&self, work: Work) -> (Outcome, u128) {
        let (file, line, raw) = match work.body {
            Body::Record { raw: Ok(Raw::Passed(what)), .. } => return (Outcome::PassedOver(what), 0),
            Body::Record { file, line, raw } => (file, line, raw),
            Body::End(input) => return (Outcome::End(input), 0),
            Body::Fatal(error) => return (Outcome::Fatal(error), 0),
        };
        let whole = |raw: Raw| raw.article(self.plan.reading.limits).map_err(|e| Refused { reason: e.to_string(), ends_file: false });
        let article = match raw.and_then(whole) {
            Ok(article) => article,
            Err(refused) => return (Outcome::Reject { file, line: Some(line), refused }, 0),
        };
        // An empty field is there, too.
        let empty = &article.metadata().extra;
        let seen = |field: &String| corpus::field(&article, field).is_some() || empty.contains_key(self.plan.reading.mapping.name(field));
        let fields =
            (self.plan.fields.iter().enumerate().take(u128::BITS as usize)).fold(0, |bits, (i, f)| bits | u128::from(seen(f)) << i);
        (self.judge(&article, &file, line, work.at.key), fields)
    }

    fn judge(&self, article: &Article, file: &str, line: u64, key: u64) -> Outcome {
        let plan = self.plan;
        let verdict = plan.filter.judge(article);
        if verdict != Verdict::Wanted {
            return Outcome::Unwanted(verdict);
        }
        if self.threshold.is_some_and(|t| !t.takes(corpus::draw(article, self.seed), key)) {
            return Outcome::NotSampled;
        }
        let report = plan.prepared.analyzer.analyze(article);
        let view = View::new(key, file, line, article, &report, &plan.columns);
        Outcome::Article {
            rows: Box::new(corpus::rows(&plan.columns, &view, plan.safe)),
            signature: self.sign.then(|| Signature::of(article.body())).flatten(),
            counts: Box::new(Counts::of(&report)),
        }
    }
}

/// Set by the first Ctrl-C; the second one ends the program at once.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            files::leave(130);
        }
    })
    .context("Ctrl-C cannot be watched for")?;
    Ok(stop)
}
