//! `sayso check`: files in, reports out. A broken file is told and skipped; the others are still checked.
use crate::{
    args::{Check, DOCX, Reading},
    commands::{
        articles,
        changed::{self, Changed},
        setup, watch,
    },
    corpus::counted,
    files,
};
use anyhow::{Error, Result, anyhow, bail};
use clap::ColorChoice;
use sayso::{
    Article,
    article::LinesOf,
    input::Draft,
    render::{self, Detail, IndexRow, Options, Render, Stream, Template, Verdict},
    report::{Excuse, FindingCited, Report, RuleCited},
    review::{Baseline, Breach, breaches},
};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    io::Write,
    path::Path,
    process::ExitCode,
};
use unicode_normalization::UnicodeNormalization;

/// Name and extension of the pages that get a page which lists them.
const PAGE: &str = "html";
/// Name of that page.
const INDEX: &str = "index";

/// Runs the command.
pub(crate) fn run(args: &Check) -> Result<ExitCode> {
    // It is needed to the end: taking thousands of entries apart just before it would be a tenth of a short run.
    let desk: &setup::Desk = Box::leak(Box::new(setup::Desk::new(&args.configured).reading_at_most(args.reading.max_text)));
    let template = args.template.as_deref().map(template).transpose()?;
    let outcome = once(args, desk, template.as_ref())?;
    if args.watch {
        watch::run(&changed::files_to_check(args, None)?, &mut || {
            desk.forget();
            files::complain("checking again");
            // A fault in a settings file is told; the next change may mend it.
            once(args, desk, template.as_ref()).map(drop).or_else(|error| {
                if files::is_closed_pipe(&error) {
                    Err(error)
                } else {
                    files::complain(&format!("{error:#}"));
                    Ok(())
                }
            })
        })?;
    }
    Ok(outcome)
}

fn once(args: &Check, desk: &setup::Desk, template: Option<&Template>) -> Result<ExitCode> {
    let changed = changed::changes(args)?;
    let files = changed::files_to_check(args, changed.as_ref())?;
    let mut sink = Sink::new(args, template, files.len())?;
    let (broken, unread) = (Cell::new(false), RefCell::new(Vec::new()));
    let passed_over = |file: &str, error: &Error| -> Result<()> {
        broken.set(true);
        let told = format!("{error:#}");
        files::complain(&told);
        let why = told.strip_prefix(file).and_then(|t| t.strip_prefix(": ")).unwrap_or(&told);
        unread.borrow_mut().push((file.to_owned(), why.to_owned()));
        Ok(())
    };
    for path in changed.iter().flat_map(|c| &c.missing) {
        passed_over(path, &anyhow!("{path}: the diff names it, and there is no such file here or in the folders above"))?;
    }
    for file in files {
        let name = files::name(&file);
        let prepared = desk.for_file(&file)?;
        let before = before(changed.as_ref(), &file, &args.reading, &prepared);
        let mut judge = |read: Result<(Article, Option<Draft<'_>>)>| match read {
            Ok((article, draft)) => {
                let mut report = prepared.analyzer.analyze(&article);
                set_aside(&mut report, &prepared, changed.as_ref(), &file, article.lines_of());
                // What has no lines of its own counts as a whole.
                if let Some(before) = before.as_ref().filter(|_| *article.lines_of() != LinesOf::Paragraphs) {
                    before.apply(&mut report, article.id(), Excuse::Unchanged);
                }
                let aside = |f: &&FindingCited| matches!(f.because, Some(Excuse::Baseline | Excuse::Unchanged));
                sink.known += report.excused.iter().filter(aside).count();
                report.fails_from = prepared.effective.policy.fail_on.level();
                if let Some(why) = report.passed_over() {
                    broken.set(true);
                    files::complain(&format!("{}: {why}", called(&report)));
                }
                let breaches = breaches(&report, &prepared.effective.policy);
                sink.failures += breaches.len();
                let room = TOLD.saturating_sub(sink.failed.len());
                sink.failed.extend(breaches.iter().take(room).map(|breach| format!("{}: {breach}", called(&report))));
                let because = breaches.iter().filter(|b| !is_plain(b)).map(ToString::to_string).collect();
                sink.options.compared = prepared.baseline.is_some();
                sink.options.verdict = Some(Verdict { fails: !breaches.is_empty(), because });
                let marked = draft.map(|mut draft| draft.with_comments(&render::comments(&report))).transpose();
                match marked.map_err(|e| anyhow!("{}: {e}", report.article.id)) {
                    Ok(marked) => sink.take(report, marked),
                    Err(error) => passed_over(&name, &error),
                }
            }
            Err(error) => passed_over(&name, &error),
        };
        if writes_draft(args) {
            articles::draft(&file, &args.reading, |read| judge(read.map(|(article, draft)| (article, Some(draft)))))?;
        } else {
            articles::each(&file, &args.reading, &mut |article| judge(article.map(|article| (article, None))))?;
        }
    }
    sink.options.unread = unread.take();
    sink.finish()?;
    if !sink.tells_verdicts() {
        tell(&sink);
        if sink.failures > 0 {
            desk.tell_without_file();
        }
    }
    Ok(match (broken.get(), !sink.failed.is_empty()) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    })
}

/// Does the run write Word documents again?
fn writes_draft(args: &Check) -> bool {
    args.template.is_none() && args.format.iter().any(|f| f == DOCX)
}

/// A document goes into a folder, or alone into a file: says what to type where it could not.
fn check_draft(args: &Check, files: usize) -> Result<()> {
    let file = "--format docx draft.docx > marked.docx";
    match &args.output {
        None if args.watch => bail!("--format docx writes a document once; leave out --watch"),
        None if files > 1 => bail!("several documents do not fit into one; name a folder for them: --format docx --output DIR"),
        None if files::to_terminal() => {
            bail!("a terminal shows no document; write into a folder with --output DIR, or into a file: {file}")
        }
        _ => Ok(()),
    }
}

/// What is known already, or did not change, does not count.
fn set_aside(report: &mut Report, prepared: &setup::Prepared, changed: Option<&Changed>, file: &Path, lines: &LinesOf) {
    prepared.set_aside_known(report, file);
    let Some(changed) = changed else { return };
    let path = changed.name(file);
    match lines {
        LinesOf::File | LinesOf::Cut(_) => changed.changes.apply(report, &path),
        LinesOf::Record(line) => changed.changes.apply_record(report, &path, &(*line..=*line)),
        LinesOf::Paragraphs => changed.changes.apply_record(report, &path, &(1..=usize::MAX)),
    }
}

/// The findings of the file as it was: a paragraph is one line, and one new sentence must not bring back what the others had.
fn before(changed: Option<&Changed>, file: &Path, reading: &Reading, prepared: &setup::Prepared) -> Option<Baseline> {
    let bytes = changed?.before(file)?;
    let mut known = Baseline::default();
    for article in articles::of_bytes(file, &bytes, reading).ok()? {
        known.observe(&prepared.analyzer.analyze(&article), article.id());
    }
    Some(known)
}

/// How messages call an article: one of several in a file by that, too.
fn called(report: &Report) -> String {
    let id = &report.article.id;
    report.article.file.as_ref().map_or(id.clone(), |file| format!("{file}: {id}"))
}

/// So many failing articles are named.
const TOLD: usize = 20;

/// Says how many findings were set aside, which articles fail, and why: of many the first, and how many there are.
fn tell(sink: &Sink<'_>) {
    let Sink { failed, failures, known, .. } = sink;
    if *known > 0 {
        files::complain(&format!("{} not counted, being known or unchanged", counted(*known as u64, "finding", "findings")));
    }
    for breach in failed {
        files::complain(&format!("fails: {breach}"));
    }
    if *failures > failed.len() {
        files::complain(&format!("fails: and {} more", failures - failed.len()));
    }
}

/// The findings themselves show it.
fn is_plain(breach: &Breach) -> bool {
    matches!(breach, Breach::Findings { allowed: 0, .. })
}

fn template(path: &Path) -> Result<Template> {
    Template::new(&files::name(path), &files::read_text(path)?).map_err(|e| anyhow!("{}: {e}", files::name(path)))
}

/// Where reports go: to standard output as they come or at the end, or into files.
struct Sink<'a> {
    args: &'a Check,
    formats: Vec<&'a dyn Render>,
    options: Options,
    /// Writes reports as they come, where the format allows it; they are kept to the end of the run else.
    stream: Option<Box<dyn Stream + 'a>>,
    kept: Vec<Report>,
    /// The file names of this run.
    names: BTreeSet<String>,
    /// The pages written, for the page that lists them.
    pages: Vec<IndexRow>,
    rules: Vec<RuleCited>,
    /// Why the run fails, an article and a reason: the first, and how many there are.
    failed: Vec<String>,
    failures: usize,
    /// Findings that were set aside.
    known: usize,
}

impl<'a> Sink<'a> {
    fn new(args: &'a Check, template: Option<&'a Template>, files: usize) -> Result<Sink<'a>> {
        let formats: Vec<&dyn Render> = match template {
            Some(template) => vec![template],
            None => args.format.iter().filter_map(|f| render::by_name(f)).map(|f| f as &dyn Render).collect(),
        };
        if formats.len() + usize::from(writes_draft(args)) > 1 && args.output.is_none() {
            bail!("several formats need --output DIR to write into");
        }
        if writes_draft(args) {
            check_draft(args, files)?;
        }
        let color = match args.color {
            ColorChoice::Auto => files::wants_color(),
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        let detail = match (args.quiet, args.summary, args.verbose) {
            (true, _, _) => Detail::Quiet,
            (_, true, _) => Detail::Summary,
            (_, _, true) => Detail::Full,
            _ => Detail::Brief,
        };
        let options = Options {
            color: color && args.output.is_none(),
            width: files::width(),
            detail,
            excused: args.excused,
            verdict: None,
            compared: false,
            first: true,
            unread: Vec::new(),
            folder: files::folder_in_repository(),
        };
        // `index.html` lists the others.
        let names = BTreeSet::from([INDEX.to_owned()]);
        let stream = formats.first().and_then(|f| f.stream());
        let (kept, pages, rules, failed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Ok(Sink { args, formats, options, stream, kept, names, pages, rules, failed, failures: 0, known: 0 })
    }

    /// One line an article stands on standard output: it says which fail and why.
    fn tells_verdicts(&self) -> bool {
        self.args.quiet && self.args.output.is_none() && self.formats.iter().any(|f| f.format().name == "text")
    }

    /// `marked` is the document itself with comments, where it is wanted.
    fn take(&mut self, report: Report, marked: Option<Vec<u8>>) -> Result<()> {
        let id = report.article.id.as_str();
        if let Some(dir) = &self.args.output {
            // `draft.docx` is written as `draft.docx` again.
            let name = unique_name(if marked.is_some() { id.strip_suffix(".docx").unwrap_or(id) } else { id }, &mut self.names);
            if let Some(document) = marked {
                files::write_into(dir, &format!("{name}.{DOCX}"), &document, self.args.force)?;
            }
            for format in &self.formats {
                let mut bytes = Vec::new();
                format.render(std::slice::from_ref(&report), &self.options, &mut bytes)?;
                files::write_into(dir, &format!("{name}.{}", format.format().extension), &bytes, self.args.force)?;
            }
            if self.formats.iter().any(|f| f.format().name == PAGE) {
                self.pages.push(IndexRow::new(&report, format!("{name}.{PAGE}")));
                self.rules = report.rules;
            }
            return Ok(());
        }
        let mut out = files::stdout();
        if let Some(document) = marked {
            out.write_all(&document)?;
            out.flush()?;
        } else if let Some(stream) = &mut self.stream {
            stream.report(&report, &self.options, &mut out)?;
            out.flush()?;
        } else {
            self.kept.push(report);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        if let (Some(dir), 2..) = (&self.args.output, self.pages.len()) {
            let mut bytes = Vec::new();
            render::write_index(&self.pages, &self.rules, &mut bytes)?;
            files::write_into(dir, &format!("{INDEX}.{PAGE}"), &bytes, self.args.force)?;
        }
        if let (None, Some(format)) = (&self.args.output, self.formats.first()) {
            let mut out = files::stdout();
            match &mut self.stream {
                Some(stream) => stream.finish(&self.options, &mut out)?,
                // A page of what could not be read is of no use to anybody; formats for machines tell it. An empty list of articles makes the
                // start page of `web/build`.
                None if self.kept.is_empty() && !self.options.unread.is_empty() && format.policy().is_some() => {}
                None => format.render(&self.kept, &self.options, &mut out)?,
            }
            out.flush()?;
        }
        Ok(())
    }
}

/// A name that no other article of this run has: not even on systems that take capitals and composed letters for others.
fn unique_name(id: &str, names: &mut BTreeSet<String>) -> String {
    let name = files::safe_name(id);
    let numbered = std::iter::once(name.clone()).chain((2..).map(|n: usize| format!("{name}-{n}")));
    let mut free = numbered.filter(|name| names.insert(name.nfc().flat_map(char::to_lowercase).collect()));
    free.next().unwrap_or(name.clone())
}
