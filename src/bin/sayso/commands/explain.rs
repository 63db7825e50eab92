//! `sayso explain` and `sayso rules`.
use crate::{args::Explain, files};
use anyhow::{Result, bail};
use sayso::classify::{self, RuleMeta};
use std::{fmt::Write, process::ExitCode};

/// Prints one rule's documentation, or all.
pub(crate) fn run(args: &Explain) -> Result<ExitCode> {
    let wanted = |m: &RuleMeta| args.all || args.rule.as_deref() == Some(m.id.0);
    let found: Vec<&RuleMeta> = classify::ALL.iter().map(|c| c.meta()).filter(|m| wanted(m)).collect();
    if found.is_empty() {
        let rule = args.rule.as_deref().unwrap_or_default();
        let names = classify::ALL.iter().map(|c| c.meta().id.0);
        match sayso::vocabulary::nearest(rule, names) {
            Some(name) => bail!("there is no rule `{rule}`; did you mean `{name}`? `sayso rules` lists all"),
            None => bail!("there is no rule `{rule}`; `sayso rules` lists all"),
        }
    }
    let pages: Vec<String> = found.iter().map(|m| page(m)).collect();
    files::print(&pages.join("\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints all rules, one a line.
pub(crate) fn list() -> Result<ExitCode> {
    let mut text = String::new();
    for c in classify::ALL {
        let m = c.meta();
        writeln!(text, "{:28} {:8} {}", m.id.0, m.level.as_str(), m.summary)?;
    }
    files::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn page(m: &RuleMeta) -> String {
    format!("# {}\n\n{} (default level: {})\n\n{}\n", m.id.0, m.summary, m.level.as_str(), m.explanation.trim())
}
