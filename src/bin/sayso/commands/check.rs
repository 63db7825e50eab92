//! `sayso check`: files in, reports out. A broken file is told and skipped; the others are still checked.
use crate::{
    args::{Check, ColorArg},
    commands::{articles, changed, setup, watch},
    files,
};
use anyhow::{Result, anyhow, bail};
use sayso::{
    article::LinesOf,
    render::{self, Detail, IndexRow, Options, Render, Template, Verdict},
    report::{Report, RuleCited},
    review::{Breach, Changes, breaches},
};
use std::{collections::BTreeMap, io::Write, path::Path, process::ExitCode};

/// Name and extension of the pages that get a page which lists them.
const PAGE: &str = "html";
/// Name of that page.
const INDEX: &str = "index";

/// Runs the command.
pub(crate) fn run(args: &Check) -> Result<ExitCode> {
    // It is needed to the end: taking thousands of entries apart just before it would be a tenth of a short run.
    let desk: &setup::Desk = Box::leak(Box::new(setup::Desk::new(&args.configured)));
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
    let changes = changed::changes(args)?;
    let mut sink = Sink::new(args, template)?;
    let mut broken = false;
    for file in changed::files_to_check(args, changes.as_ref())? {
        let prepared = desk.for_file(&file)?;
        articles::each(&file, &args.reading, &mut |article| match article {
            Ok(article) => {
                let mut report = prepared.analyzer.analyze(&article);
                set_aside(&mut report, &prepared, changes.as_ref(), &file, article.lines_of());
                let breaches = breaches(&report, prepared.policy());
                sink.failed |= !breaches.is_empty();
                for breach in &breaches {
                    tell(&report, breach);
                }
                let because = breaches.iter().filter(|b| !is_plain(b)).map(ToString::to_string).collect();
                sink.options.verdict = Some(Verdict { fails: !breaches.is_empty(), because });
                sink.take(report)
            }
            Err(error) => {
                broken = true;
                files::complain(&format!("{error:#}"));
                Ok(())
            }
        })?;
    }
    sink.finish()?;
    Ok(match (broken, sink.failed) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    })
}

/// What is known already, or did not change, does not count.
fn set_aside(report: &mut Report, prepared: &setup::Prepared, changes: Option<&Changes>, file: &Path, lines: &LinesOf) {
    if let Some(baseline) = &prepared.baseline {
        baseline.apply(report);
    }
    let Some(changes) = changes else { return };
    let path = changed::name_in_diff(file);
    match lines {
        LinesOf::File | LinesOf::Cut(_) => changes.apply(report, &path),
        LinesOf::Record(line) => changes.apply_record(report, &path, &(*line..=*line)),
        LinesOf::Paragraphs => changes.apply_record(report, &path, &(1..=usize::MAX)),
    }
}

/// Says why an article fails, where the report itself does not show it.
fn tell(report: &Report, breach: &Breach) {
    if !is_plain(breach) {
        files::complain(&format!("{}: {breach}", report.article.id));
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
    kept: Vec<Report>,
    /// How often each file name was used in this run.
    names: BTreeMap<String, usize>,
    /// The pages written, for the page that lists them.
    pages: Vec<IndexRow>,
    rules: Vec<RuleCited>,
    failed: bool,
}

impl<'a> Sink<'a> {
    fn new(args: &'a Check, template: Option<&'a Template>) -> Result<Sink<'a>> {
        let formats: Vec<&dyn Render> = match template {
            Some(template) => vec![template],
            None => args.format.iter().filter_map(|f| render::by_name(f)).map(|f| f as &dyn Render).collect(),
        };
        if formats.len() > 1 && args.output.is_none() {
            bail!("several formats need --output DIR to write into");
        }
        let color = match args.color {
            ColorArg::Auto => files::wants_color(),
            ColorArg::Always => true,
            ColorArg::Never => false,
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
            first: true,
        };
        // `index.html` lists the others.
        let names = BTreeMap::from([(INDEX.to_owned(), 1)]);
        Ok(Sink { args, formats, options, kept: Vec::new(), names, pages: Vec::new(), rules: Vec::new(), failed: false })
    }

    fn take(&mut self, report: Report) -> Result<()> {
        if let Some(dir) = &self.args.output {
            let name = write_files(dir, &report, &self.formats, &self.options, &mut self.names, self.args.force)?;
            if self.formats.iter().any(|f| f.name() == PAGE) {
                self.pages.push(IndexRow::new(&report, format!("{name}.{PAGE}")));
                self.rules = report.rules;
            }
            return Ok(());
        }
        if self.formats[0].streams() {
            let mut out = files::stdout();
            self.formats[0].render(std::slice::from_ref(&report), &self.options, &mut out)?;
            out.flush()?;
            self.options.first = false;
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
        if self.args.output.is_none() && !self.formats[0].streams() {
            let mut out = files::stdout();
            self.formats[0].render(&self.kept, &self.options, &mut out)?;
            out.flush()?;
        }
        Ok(())
    }
}

/// One file a format, named after the article's id; articles with the same name get a number. Tells the name.
fn write_files(
    dir: &Path,
    report: &Report,
    formats: &[&dyn Render],
    options: &Options,
    names: &mut BTreeMap<String, usize>,
    force: bool,
) -> Result<String> {
    let mut name = files::safe_name(&report.article.id);
    let used = names.entry(name.clone()).or_default();
    *used += 1;
    if *used > 1 {
        name = format!("{name}-{used}");
    }
    for format in formats {
        let mut bytes = Vec::new();
        format.render(std::slice::from_ref(report), options, &mut bytes)?;
        files::write_into(dir, &format!("{name}.{}", format.extension()), &bytes, force)?;
    }
    Ok(name)
}
