//! `sayso cite`: what to write into a paper.
use crate::{
    args::Cite,
    corpus::{MANIFEST, counted, outputs_of, read_manifest, tell_changed},
    files,
};
use anyhow::{Result, bail};
use serde_json::Value;
use std::{fmt::Write, path::Path, process::ExitCode};

/// Where authors, title and day of release stand.
const CITATION: &str = include_str!("../../../../CITATION.cff");

/// Runs the command.
pub(crate) fn run(args: &Cite) -> Result<ExitCode> {
    let mut page = citation();
    if let Some(folder) = &args.run {
        let manifest = read_manifest(folder)?;
        if manifest["tool"]["name"] != "sayso" {
            bail!("{}: was not written by sayso", folder.join(MANIFEST).display());
        }
        if manifest["counts"]["articles"].as_u64().unwrap_or(0) == 0 {
            bail!("{}: the run has analysed no article", folder.join(MANIFEST).display());
        }
        // It may have been named by its manifest.
        let folder = if folder.is_dir() { folder } else { folder.parent().unwrap_or(Path::new("")) };
        tell_changed(folder, &manifest, outputs_of(folder)?.iter().map(String::as_str));
        writeln!(page, "\n## How the tables were made\n\n{}", methods(&manifest))?;
    }
    files::print(&page)?;
    Ok(ExitCode::SUCCESS)
}

/// The value of a key of the citation file.
fn of(key: &str) -> &'static str {
    let values = CITATION.lines().filter_map(|l| l.trim_start_matches(['-', ' ']).split_once(": "));
    values.filter(|(k, _)| *k == key).map(|(_, v)| v.trim_matches('"')).next().unwrap_or_default()
}

fn citation() -> String {
    let (author, title, version, date) = (of("name"), of("title"), env!("CARGO_PKG_VERSION"), of("date-released"));
    let year = date.split('-').next().unwrap_or_default();
    format!(
        "{author} ({year}). {title} (version {version}) [Computer software].\n\n\
         @software{{sayso,\n  author  = {{{{{author}}}}},\n  title   = {{{{{title}}}}},\n  year    = {{{year}}},\n  version = {{{version}}}\n}}\n"
    )
}

/// One paragraph from the manifest: what a reader needs to do the same again.
fn methods(run: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("unknown").to_owned();
    let (tool, counts, inputs, options) = (&run["tool"], &run["counts"], &run["inputs"], &run["options"]);
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    let short = |value: &Value| text(value).chars().take(12).collect::<String>();
    let lexicons = tool["lexicons"].as_array().map_or(0, Vec::len);
    let mut out = format!(
        "We analysed {} ({}, {}) from {} with sayso {} ({}, program SHA-256 {}…), engine `{}` with weights {}…, \
         profile `{}` (settings {}), and {lexicons} lexicons whose versions and hashes stand in run.json.",
        counted(number(&counts["articles"]), "article", "articles"),
        counted(number(&counts["words"]), "word", "words"),
        counted(number(&counts["sentences"]), "sentence", "sentences"),
        counted(number(&inputs["files"]), "file", "files"),
        text(&tool["version"]),
        tool["commit"].as_str().map_or("commit unknown".to_owned(), |c| format!("commit {c}")),
        short(&tool["program_sha256"]),
        text(&run["settings"]["engine"]),
        short(&tool["weights"]),
        text(&run["settings"]["profile"]),
        text(&tool["settings_hash"]),
    );
    let passed = counts["passed_over"].as_object().map_or(0, |p| p.values().map(number).sum());
    let left_out = number(&counts["other_field"]) + number(&counts["other_date"]) + number(&counts["no_date"]);
    let facts = [
        (number(&counts["rejected"]), "record", "records", " could not be read"),
        (number(&counts["cut_short"]), "file", "files", " could not be read to the end"),
        (passed, "record of a web archive is no page", "records of web archives are no pages", ""),
        (left_out, "article was", "articles were", " left out by selection"),
        (number(&counts["not_english"]), "article is", "articles are", " not in English, with missing values in all measures"),
        (
            number(&counts["duplicates"]),
            "article is a near-copy of an earlier one",
            "articles are near-copies of earlier ones",
            " (MinHash, estimated Jaccard similarity of .75 or more)",
        ),
    ];
    for (n, one, many, what) in facts.iter().filter(|(n, ..)| *n > 0) {
        let _ = write!(out, " {}{what}.", counted(*n, one, many));
    }
    if let Some(size) = options["sample"].as_u64() {
        let _ = write!(out, " They are a random sample of {size} (bottom-k by SHA-256, seed {}).", number(&options["seed"]));
    }
    let _ = write!(
        out,
        " {} and {} to {} were marked automatically; how far each measure agrees with readers is given in the column `validity` of codebook.csv.",
        counted(number(&counts["findings"]), "finding", "findings"),
        counted(number(&counts["attributions"]), "attribution", "attributions"),
        counted(number(&counts["sources"]), "source", "sources"),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::{citation, of};

    #[test]
    fn the_citation_file_is_of_this_version() {
        assert_eq!(of("version"), env!("CARGO_PKG_VERSION"));
        assert!(
            citation().starts_with("The sayso contributors (2") && citation().contains("author  = {{The sayso contributors}}"),
            "{}",
            citation()
        );
    }
}
