//! `sayso compare`: groups of articles in tables, or articles on one event.
use crate::{
    args::Compare,
    commands::{articles, setup::Desk, sheet, tables},
    corpus::MANIFEST,
    files,
};
use anyhow::{Context, Result, anyhow, bail};
use sayso::{
    Report,
    compare::{self, DEFAULTS, Measure, Options, Plan},
    norms,
    sheet::Sheet,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The table that is compared.
const TABLE: &str = "articles.csv";
/// More groups than these nobody reads.
const GROUPS: usize = 200;
/// More groups in periods than these nobody reads, either, and a table of them fills the memory.
const CELLS: usize = 10_000;

/// Runs the command.
pub(crate) fn run(args: &Compare) -> Result<ExitCode> {
    match args.inputs.as_slice() {
        [tables] if tables.is_dir() || tables::is_table(tables) => groups(args, tables),
        [one] => {
            bail!("{}: one article has nothing to be compared with; name two or more, or a folder that `sayso corpus` wrote", one.display())
        }
        several => match several.iter().find(|path| is_of_a_run(path)) {
            Some(tables) => bail!(
                "{}: holds tables, of which one folder is compared at a time; `sayso corpus merge` makes one of several, `sayso diff` holds two runs \
                 over the same articles side by side",
                tables.display()
            ),
            None => on_one_event(args, several),
        },
    }
}

/// Is it a folder that `sayso corpus` wrote, or a table in one?
fn is_of_a_run(path: &Path) -> bool {
    let folder = if path.is_dir() { Some(path) } else { path.parent().filter(|_| tables::is_table(path)) };
    folder.is_some_and(|folder| folder.join(MANIFEST).is_file())
}

/// Where the table is.
fn table(named: &Path) -> Result<PathBuf> {
    if named.is_dir() { tables::find(named, TABLE) } else { Ok(named.to_owned()) }
}

/// Columns of groups, and how many characters of a date make a period.
pub(crate) fn split(by: &[String]) -> Result<(Vec<String>, Option<usize>)> {
    let period = |name: &str| match name {
        "year" => Some(4),
        "month" => Some(7),
        "day" => Some(10),
        _ => None,
    };
    let periods: Vec<usize> = by.iter().filter_map(|b| period(b)).collect();
    if periods.len() > 1 {
        bail!("--by {}: one series at a time: year, month or day", by.join(","));
    }
    Ok((by.iter().filter(|b| period(b).is_none()).cloned().collect(), periods.first().copied()))
}

fn groups(args: &Compare, tables: &Path) -> Result<ExitCode> {
    let (by, period) = split(&args.by)?;
    let formulas: Vec<&str> = if args.measure.is_empty() { DEFAULTS.to_vec() } else { args.measure.iter().map(String::as_str).collect() };
    let condition = |c: &String| -> Result<(String, String)> {
        let (column, value) = c.split_once('=').with_context(|| format!("--where {c}: write it as column=value"))?;
        Ok((column.trim().to_owned(), value.trim().to_owned()))
    };
    let plan = Plan {
        measures: formulas.iter().map(|f| Measure::parse(f)).collect::<Result<_, _>>()?,
        by,
        period,
        only: args.conditions.iter().map(condition).collect::<Result<_>>()?,
        without_copies: args.without_copies,
    };
    let table = table(tables)?;
    let name = files::name(&table);
    let articles = compare::read(tables::open(&table)?, &plan).map_err(|e| anyhow!("{name}: {e}"))?;
    if articles.is_empty() {
        let none = articles.unmatched.first().map(|none| format!(" (none has {none})")).unwrap_or_default();
        bail!("{name}: no row is left to compare{none}; loosen --where, or see whether the articles are in English");
    }
    if articles.groups.len() > GROUPS {
        bail!(
            "--by {}: makes {} groups, of which nobody reads more than {GROUPS}; choose a coarser column or use --where",
            args.by.join(","),
            articles.groups.len()
        );
    }
    let cells = articles.groups.len() * articles.periods.len();
    if let (Some(first), Some(last)) = (articles.periods.first(), articles.periods.last().filter(|_| cells > CELLS)) {
        bail!(
            "--by {}: makes {} groups in {} periods from {first} to {last}, of which nobody reads more than {CELLS} together; choose longer \
             periods or a coarser column, or use --where",
            args.by.join(","),
            articles.groups.len(),
            articles.periods.len()
        );
    }
    if let ([only], Some(group)) = (articles.groups.as_slice(), &args.against) {
        bail!("--against {group}: `{only}` is the only group; name columns of groups with --by, or loosen --where");
    }
    let against = args.against.as_deref().map(|group| {
        let found = articles.groups.iter().position(|g| g == group);
        found.with_context(|| {
            let near = sayso::vocabulary::nearest(group, articles.groups.iter().map(String::as_str));
            format!("--against {group}: there is no such group{}", near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())
        })
    });
    let options = Options { resamples: args.resamples as usize, permutations: args.permutations as usize, seed: args.seed };
    let estimates = compare::estimates(&articles, &plan.measures, &options);
    let tests = compare::tests(&articles, &plan.measures, &options, against.transpose()?);
    let norm = norm(args)?;
    let mut sheet = compare::sheet(&articles, &plan, &options, &estimates, &tests, norm);
    keep_fitting_norms(&mut sheet, args, &table);
    sheet::put(&sheet, "compare", &args.written)?;
    Ok(ExitCode::SUCCESS)
}

/// Takes norms away that do not fit the tables, and says where those that were asked for are missing.
fn keep_fitting_norms(sheet: &mut Sheet, args: &Compare, table: &Path) {
    let Some(at) = sheet.sections.iter().position(|s| s.id == "norms") else {
        if let Some(kind) = args.norm.as_deref().filter(|kind| *kind != "none") {
            sheet.warnings.push(format!(
                "--norm {kind} shows nothing: there are norms of the measures that are compared without --measure, and of no others."
            ));
        }
        return;
    };
    let manifest = files::read_text(&table.with_file_name(MANIFEST)).ok();
    let manifest: Option<serde_json::Value> = manifest.and_then(|text| serde_json::from_str(&text).ok());
    if let Some(why) = manifest.as_ref().and_then(compare::unlike_norms) {
        sheet.sections.remove(at);
        sheet
            .warnings
            .push(format!("What is usual is not shown: {why}, so the numbers of the reference articles do not fit these tables."));
    }
}

/// The kind of reference articles that was asked for.
fn norm(args: &Compare) -> Result<Option<&str>> {
    let kinds: BTreeSet<String> = norms::norms().into_iter().map(|n| n.kind).collect();
    match args.norm.as_deref().unwrap_or("all") {
        "none" => Ok(None),
        kind if kinds.contains(kind) => Ok(Some(kind)),
        other => bail!("--norm {other}: there are norms of {}; `none` shows none", kinds.into_iter().collect::<Vec<_>>().join(", ")),
    }
}

fn on_one_event(args: &Compare, several: &[PathBuf]) -> Result<ExitCode> {
    if !args.by.is_empty() || !args.measure.is_empty() {
        bail!("--by and --measure are for tables; write tables with `sayso corpus`, or leave them out to hold articles side by side");
    }
    let desk = Desk::without_baseline(&args.configured).reading_at_most(args.reading.max_text);
    let mut reports: Vec<Report> = Vec::new();
    for file in files::article_files(several)? {
        let prepared = desk.for_file(&file)?;
        articles::each(&file, &args.reading, &mut |article| {
            reports.push(prepared.analyzer.analyze(&article?));
            Ok(())
        })?;
    }
    sheet::put(&compare::side_by_side(&reports), "compare", &args.written)?;
    Ok(ExitCode::SUCCESS)
}
