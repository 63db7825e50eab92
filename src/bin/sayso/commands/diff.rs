//! `sayso diff`: two runs of `sayso corpus` side by side.
use crate::{
    args::Diff,
    commands::{compare::split, sheet, tables},
    corpus::read_manifest,
    files,
};
use anyhow::{Result, anyhow, bail};
use sayso::compare::{self, DEFAULTS, Measure, Plan, Run};
use std::{path::Path, process::ExitCode};

/// Runs the command.
pub(crate) fn run(args: &Diff) -> Result<ExitCode> {
    let (by, period) = split(&args.by)?;
    if period.is_some() {
        bail!("--by {}: runs are compared by group, not over time", args.by.join(","));
    }
    let measures = DEFAULTS.iter().map(|f| Measure::parse(f)).collect::<Result<_, _>>()?;
    let plan = Plan { measures, by, ..Plan::default() };
    let (old, new) = (read(&args.old, &plan)?, read(&args.new, &plan)?);
    sheet::put(&compare::runs(&old, &new, &plan.measures, args.examples), "diff", &args.written)?;
    Ok(ExitCode::SUCCESS)
}

fn read(folder: &Path, plan: &Plan) -> Result<Run> {
    let manifest = read_manifest(folder)?;
    let (articles, findings) = (tables::find(folder, "articles.csv")?, tables::find(folder, "findings.csv")?);
    Ok(Run {
        manifest,
        articles: compare::read(tables::open(&articles)?, plan).map_err(|e| anyhow!("{}: {e}", files::name(&articles)))?,
        findings: compare::findings(tables::open(&findings)?).map_err(|e| anyhow!("{}: {e}", files::name(&findings)))?,
    })
}
