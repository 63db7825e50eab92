//! `sayso config` and `sayso init`.
use crate::{
    args::{Config, Init},
    commands::setup::{CONFIG_NAMES, Desk},
    files,
};
use anyhow::Result;
use sayso::{classify, config::Effective};
use std::{fmt::Write, process::ExitCode};

/// What `sayso init` writes.
const TEMPLATE: &str = include_str!("../init.toml");

/// Prints the effective settings of a file, each with where it comes from; the output is a settings file itself.
pub(crate) fn run(args: &Config) -> Result<ExitCode> {
    let prepared = Desk::new(&args.configured).for_file(&args.file)?;
    files::print(&page(&files::name(&args.file), &prepared.effective)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a commented settings file.
pub(crate) fn init(args: &Init) -> Result<ExitCode> {
    files::write_into(&args.dir, CONFIG_NAMES[0], TEMPLATE.as_bytes(), args.force)?;
    files::print(&format!("{} written\n", args.dir.join(CONFIG_NAMES[0]).display()))?;
    Ok(ExitCode::SUCCESS)
}

fn page(file: &str, e: &Effective) -> Result<String> {
    let origin = |key: &str| e.set.iter().find(|s| s.key == key).map_or("default", |s| s.origin.as_str());
    let mut out = format!("# Settings for {file}\n");
    let mut line = |text: String, key: &str| writeln!(out, "{text:50} # {}", origin(key));
    line(format!("engine = \"{}\"", e.settings.engine.as_str()), "engine")?;
    line(format!("profile = \"{}\"", e.settings.profile.as_str()), "profile")?;
    if e.settings.loadedness {
        line("loadedness = true".to_owned(), "loadedness")?;
    }
    line(format!("fail-on = \"{}\"", e.policy.fail_on.as_str()), "fail-on")?;
    if e.policy.max_by_rule.is_empty() {
        line(format!("max-findings = {}", e.policy.max_findings), "max-findings")?;
    }
    if let Some(baseline) = &e.baseline {
        line(format!("baseline = \"{baseline}\""), "baseline")?;
    }
    for (name, prefix) in [("lexicons", "lexicons."), ("entries-off", "entries-off."), ("fail-if", "fail-if.")] {
        let set: Vec<_> = e.set.iter().filter(|s| s.key.starts_with(prefix)).collect();
        if set.is_empty() {
            continue;
        }
        writeln!(out, "{name} = [")?;
        for s in set {
            let value = match name {
                "lexicons" => s.value.clone(),
                "entries-off" => s.key.trim_start_matches(prefix).to_owned(),
                _ => format!("\"{} {}\"", s.key.trim_start_matches(prefix), s.value),
            };
            writeln!(out, "{:50} # {}", format!("    {value},"), s.origin)?;
        }
        writeln!(out, "]")?;
    }
    writeln!(out, "\n[rules]")?;
    for meta in classify::ALL.iter().map(|c| c.meta()) {
        let level = e.settings.rules.get(meta.id.0).copied().unwrap_or(meta.level);
        let text = format!("{} = \"{}\"", meta.id.0, level.as_str());
        writeln!(out, "{text:50} # {}", origin(&format!("rules.{}", meta.id.0)))?;
    }
    for (name, prefix) in
        [("categories", "categories."), ("reasons", "reasons."), ("confidence", "confidence."), ("max-findings", "max-findings.")]
    {
        let set: Vec<_> = e.set.iter().filter(|s| s.key.starts_with(prefix)).collect();
        if !set.is_empty() {
            writeln!(out, "\n[{name}]")?;
        }
        for s in set {
            writeln!(out, "{:50} # {}", format!("{} = {}", s.key.trim_start_matches(prefix), s.value), s.origin)?;
        }
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::TEMPLATE;

    #[test]
    fn the_written_file_is_valid_as_it_is_and_with_every_setting_switched_on() {
        assert_eq!(sayso::config::parse("t", TEMPLATE).unwrap(), sayso::config::ConfigFile::default());
        let on: String = TEMPLATE.lines().map(|l| l.strip_prefix("#: ").unwrap_or(l).to_owned() + "\n").collect();
        let file = sayso::config::parse("t", &on).unwrap();
        assert!(!file.rules.is_empty() && !file.fail_if.is_empty() && !file.path.is_empty() && !file.extends.is_empty());
    }
}
