//! `sayso baseline write|check`: what an archive had before.
use crate::{
    args::{Baseline as Command, BaselineArgs},
    commands::{articles, setup},
    files,
};
use anyhow::Result;
use sayso::{
    finding::Excuse,
    render::{self, Options},
    review::Baseline,
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Where known findings are kept if nobody says otherwise.
const DEFAULT: &str = "sayso-baseline.json";

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Write { what, grow } => write(what, *grow),
        Command::Check { what } => check(what),
    }
}

fn write(args: &BaselineArgs, grow: bool) -> Result<ExitCode> {
    let (mut current, path, broken) = observe(args)?;
    let old = path.exists().then(|| setup::read_baseline(&path)).transpose()?;
    let mut baseline = old.clone().unwrap_or_default();
    // Of a folder that was named, articles are gone, too.
    let folders: Vec<PathBuf> = args.files.iter().filter(|f| f.is_dir()).map(|f| files::whole(f)).collect();
    let of_list = |name: &str| files::whole(&path.parent().unwrap_or(Path::new("")).join(name));
    let gone = setup::without_file(&baseline, &path).into_keys();
    gone.filter(|name| folders.iter().any(|folder| of_list(name).starts_with(folder))).for_each(|name| current.observe_gone(name));
    let update = baseline.update(&current, grow || old.is_none());
    files::write_over(&path, baseline.to_text().as_bytes())?;
    let fate = if grow || old.is_none() { "written down" } else { "not taken in (--grow takes them in)" };
    files::print(&format!("{}: {} known, {} gone, {} new {fate}\n", path.display(), update.kept, update.gone, update.new))?;
    setup::tell_without_file(&baseline, &path);
    let left_out = update.new > 0 && !grow && old.is_some();
    Ok(if broken { ExitCode::from(2) } else { ExitCode::from(u8::from(left_out)) })
}

fn check(args: &BaselineArgs) -> Result<ExitCode> {
    let (current, path, broken) = observe(args)?;
    let mut baseline = setup::read_baseline(&path)?;
    let known = baseline.clone();
    let update = baseline.update(&current, false);
    if update.new > 0 {
        each(args, &mut |mut report, file| {
            let name = setup::known_as(&report, file, &path);
            known.apply(&mut report, &name, Excuse::Baseline);
            let mut out = files::stdout();
            if let Some(line) = render::by_name("line").filter(|_| !report.findings.is_empty()) {
                line.render(std::slice::from_ref(&report), &Options::default(), &mut out)?;
            }
            Ok(std::io::Write::flush(&mut out)?)
        })?;
    }
    let hint = if update.gone > 0 { "; `sayso baseline write` forgets those that are gone" } else { "" };
    files::complain(&format!("{}: {} known, {} gone, {} new{hint}", path.display(), update.kept, update.gone, update.new));
    setup::tell_without_file(&known, &path);
    Ok(if broken { ExitCode::from(2) } else { ExitCode::from(u8::from(update.new > 0)) })
}

/// The findings as they are now, where the known ones are kept, and whether an article could not be read.
fn observe(args: &BaselineArgs) -> Result<(Baseline, PathBuf, bool)> {
    let mut current = Baseline::default();
    let path = args.configured.baseline.clone().unwrap_or_else(|| PathBuf::from(DEFAULT));
    let broken = each(args, &mut |report, file| {
        current.observe(&report, &setup::known_as(&report, file, &path));
        Ok(())
    })?;
    Ok((current, path, broken))
}

/// Hands over the report of every article; tells broken ones, and whether there were any.
fn each(args: &BaselineArgs, take: &mut dyn FnMut(sayso::Report, &Path) -> Result<()>) -> Result<bool> {
    // The list itself must not be applied while it is made, and need not exist.
    let desk = setup::Desk::without_baseline(&args.configured).reading_at_most(args.reading.max_text);
    articles::all(&args.files, &args.reading, |file, article| take(desk.for_file(file)?.analyzer.analyze(article), file))
}
