//! `sayso check`: files in, reports out. A broken file is told and skipped; the others are still checked.
use crate::{
    args::{Check, ColorArg, EngineArg, FailOn},
    commands::{articles, setup},
    files,
};
use anyhow::{Result, bail};
use sayso::{
    level::Level,
    render::{self, Detail, Options, Render},
    report::Report,
};
use std::{collections::BTreeMap, io::Write, path::Path, process::ExitCode};

/// Runs the command.
pub(crate) fn run(args: &Check) -> Result<ExitCode> {
    let analyzer = setup::analyzer(&args.lexicon, args.engine.map(EngineArg::into))?;
    let mut sink = Sink::new(args)?;
    let mut broken = false;
    for file in &args.files {
        articles::each(file, &args.reading, &mut |article| match article {
            Ok(article) => sink.take(analyzer.analyze(&article)),
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

/// Where reports go: to standard output as they come or at the end, or into files.
struct Sink<'a> {
    args: &'a Check,
    formats: Vec<&'static dyn Render>,
    options: Options,
    kept: Vec<Report>,
    /// How often each file name was used in this run.
    names: BTreeMap<String, usize>,
    failed: bool,
}

impl<'a> Sink<'a> {
    fn new(args: &'a Check) -> Result<Sink<'a>> {
        let formats: Vec<_> = args.format.iter().filter_map(|f| render::by_name(f)).collect();
        if formats.len() > 1 && args.output.is_none() {
            bail!("several formats need --output DIR to write into");
        }
        let color = match args.color {
            ColorArg::Auto => files::wants_color(),
            ColorArg::Always => true,
            ColorArg::Never => false,
        };
        let detail = match (args.quiet, args.summary) {
            (true, _) => Detail::Quiet,
            (_, true) => Detail::Summary,
            _ => Detail::Full,
        };
        let options = Options { color: color && args.output.is_none(), width: files::width(), detail, excused: args.excused, first: true };
        Ok(Sink { args, formats, options, kept: Vec::new(), names: BTreeMap::new(), failed: false })
    }

    fn take(&mut self, report: Report) -> Result<()> {
        self.failed |= report.findings.iter().any(|f| fails(self.args.fail_on, f.level));
        if let Some(dir) = &self.args.output {
            return write_files(dir, &report, &self.formats, &self.options, &mut self.names, self.args.force);
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
        if !self.kept.is_empty() {
            let mut out = files::stdout();
            self.formats[0].render(&self.kept, &self.options, &mut out)?;
            out.flush()?;
        }
        Ok(())
    }
}

/// One file a format, named after the article's id; articles with the same name get a number.
fn write_files(
    dir: &Path,
    report: &Report,
    formats: &[&'static dyn Render],
    options: &Options,
    names: &mut BTreeMap<String, usize>,
    force: bool,
) -> Result<()> {
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
    Ok(())
}

fn fails(on: FailOn, level: Level) -> bool {
    match on {
        FailOn::Note => level >= Level::Note,
        FailOn::Warning => level >= Level::Warning,
        FailOn::Error => level >= Level::Error,
        FailOn::Never => false,
    }
}
