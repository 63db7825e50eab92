//! `sayso agree`: codings in, agreement and accuracy out; and the sheet that people code.
use crate::{
    args::{Agree, AgreeCommand},
    commands::{sheet, tables},
    files,
};
use anyhow::{Context, Result, anyhow, bail};
use sayso::{
    agree::{self, Codings, Drawn, Options, PROGRAM},
    sheet::csv_table,
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Runs the command.
pub(crate) fn run(args: &Agree) -> Result<ExitCode> {
    if let Some(AgreeCommand::Template { tables, output, sample, seed, force }) = &args.template {
        return template(tables, output, *sample as usize, *seed, *force);
    }
    let mut codings = Codings::default();
    for file in &args.files {
        read(&mut codings, file, &files::stem(file))?;
    }
    match &args.program {
        Some(folder) if folder.is_dir() => program(&mut codings, folder)?,
        Some(file) => read(&mut codings, file, PROGRAM)?,
        None => {}
    }
    codings.finish(&args.order.iter().map(order).collect::<Result<Vec<_>>>()?)?;
    let silent = codings.silent();
    let (spoke, empty): (Vec<&str>, Vec<&str>) = codings.coders.iter().map(String::as_str).partition(|coder| !silent.contains(coder));
    if spoke.is_empty() {
        bail!("nothing is coded in any of the files; fill the columns in, such as `voice`, with the codes of codebook.md");
    }
    if spoke.len() < 2 {
        let empty = if empty.is_empty() { String::new() } else { format!(" (nothing is coded in what came from {})", empty.join(", ")) };
        bail!("only {} coded{empty}; name a second file, or what the program says with --program", spoke.join(", "));
    }
    let options = Options { resamples: args.resamples as usize, seed: args.seed };
    let outcome = agree::outcome(&codings, &options);
    sheet::put(&agree::sheet(&codings, &outcome, &options), "agree", &args.written)?;
    Ok(ExitCode::SUCCESS)
}

fn read(codings: &mut Codings, file: &Path, coder: &str) -> Result<()> {
    let name = files::name(file);
    let input = files::open(file)?;
    let read = if file.extension().is_some_and(|x| x == "json") { codings.read_json(input, coder) } else { codings.read_csv(input, coder) };
    read.map_err(|e| anyhow!("{name}: {e}"))
}

fn order(text: &String) -> Result<(String, Vec<String>)> {
    let (variable, categories) = text.split_once('=').with_context(|| format!("--order {text}: write it as variable=low,middle,high"))?;
    Ok((variable.trim().to_owned(), categories.split(',').map(|c| c.trim().to_owned()).collect()))
}

/// What the tables of a run say of the sentences that people coded.
fn program(codings: &mut Codings, folder: &Path) -> Result<()> {
    let (articles, table) = (tables::find(folder, "articles.csv")?, tables::find(folder, "sentences.csv")?);
    let read = codings.read_tables(tables::open(&articles)?, tables::open(&table)?);
    let found = read.map_err(|e| anyhow!("{}: {e}", files::name(folder)))?;
    if found == 0 {
        bail!("{}: none of the units that were coded is in it; units are joined by `article_id` and `sentence`", files::name(&table));
    }
    Ok(())
}

fn template(folder: &Path, output: &Path, sample: usize, seed: u64, force: bool) -> Result<ExitCode> {
    let open = |name: &str| tables::open(&tables::find(folder, name)?);
    let drawn =
        agree::draw(open("articles.csv")?, open("sentences.csv")?, sample, seed).map_err(|e| anyhow!("{}: {e}", files::name(folder)))?;
    let written: [(&str, Vec<u8>); 4] = [
        // People open it in a spreadsheet, which takes it for UTF-8 by the mark in front only.
        ("sheet.csv", [sheet::UTF8, &csv_table(&Drawn::sheet(&drawn), true)].concat()),
        ("key.csv", csv_table(&Drawn::key(&drawn), false)),
        ("sheet.html", agree::printable(&drawn)?),
        ("codebook.md", agree::CODEBOOK.as_bytes().to_vec()),
    ];
    for (name, bytes) in &written {
        files::write_into(output, name, bytes, force)?;
    }
    let paths: Vec<PathBuf> = written.iter().map(|(name, _)| output.join(name)).collect();
    files::complain(&format!(
        "{} sentences drawn (seed {seed}) into {}",
        drawn.len(),
        paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
    ));
    files::complain("give each coder a copy of sheet.csv, named after them; keep key.csv from them until they are done");
    Ok(ExitCode::SUCCESS)
}
