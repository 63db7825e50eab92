//! `sayso compare`: groups of articles in tables, or articles on one event.
use crate::{
    args::Compare,
    commands::{articles, setup::Desk, sheet},
    files,
};
use anyhow::{Context, Result, anyhow, bail};
use sayso::{
    Report,
    compare::{self, DEFAULTS, Measure, Options, Plan},
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

/// Runs the command.
pub(crate) fn run(args: &Compare) -> Result<ExitCode> {
    match args.inputs.as_slice() {
        [tables] if tables.is_dir() || tables.extension().is_some_and(|x| x == "csv") => groups(args, tables),
        [one] => {
            bail!("{}: one article has nothing to be compared with; name two or more, or a folder that `sayso corpus` wrote", one.display())
        }
        several => on_one_event(args, several),
    }
}

/// Where the table is.
pub(crate) fn table(tables: &Path) -> Result<PathBuf> {
    if !tables.is_dir() {
        return Ok(tables.to_owned());
    }
    let table = tables.join(TABLE);
    if !table.exists() && table.with_extension("parquet").exists() {
        bail!("{}: holds Parquet tables; comparing reads CSV: run `sayso corpus` without --format parquet", tables.display());
    }
    if !table.exists() {
        bail!("{}: holds no {TABLE}; it is no folder that `sayso corpus` wrote", tables.display());
    }
    Ok(table)
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
    let articles = compare::read(files::open(&table)?, &plan).map_err(|e| anyhow!("{name}: {e}"))?;
    if articles.is_empty() {
        bail!("{name}: no row is left to compare; loosen --where, or see whether the articles are in English");
    }
    if articles.groups.len() > GROUPS {
        bail!(
            "--by {}: makes {} groups, of which nobody reads more than {GROUPS}; choose a coarser column or use --where",
            args.by.join(","),
            articles.groups.len()
        );
    }
    let against = args.against.as_deref().map(|group| {
        let found = articles.groups.iter().position(|g| g == group);
        found.with_context(|| {
            let near = files::nearest(group, articles.groups.iter().map(String::as_str));
            format!("--against {group}: there is no such group{}", near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())
        })
    });
    let options = Options { resamples: args.resamples as usize, permutations: args.permutations as usize, seed: args.seed };
    let estimates = compare::estimates(&articles, &plan.measures, &options);
    let tests = compare::tests(&articles, &plan.measures, &options, against.transpose()?);
    let norm = norm(args)?;
    sheet::put(&compare::sheet(&articles, &plan, &options, &estimates, &tests, norm), "compare", &args.written)?;
    Ok(ExitCode::SUCCESS)
}

/// The kind of reference articles that was asked for.
fn norm(args: &Compare) -> Result<Option<&str>> {
    let kinds: BTreeSet<String> = compare::norms().into_iter().map(|n| n.kind).collect();
    match args.norm.as_str() {
        "none" => Ok(None),
        kind if kinds.contains(kind) => Ok(Some(kind)),
        other => bail!("--norm {other}: there are norms of {}; `none` shows none", kinds.into_iter().collect::<Vec<_>>().join(", ")),
    }
}

fn on_one_event(args: &Compare, several: &[PathBuf]) -> Result<ExitCode> {
    if !args.by.is_empty() || !args.measure.is_empty() {
        bail!("--by and --measure are for tables; write tables with `sayso corpus`, or leave them out to hold articles side by side");
    }
    let desk = Desk::without_baseline(&args.configured);
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
