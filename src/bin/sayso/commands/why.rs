//! `sayso why`: what was weighed at one place of a file.
use crate::{args::WhyArgs, commands::articles, commands::setup::Desk, files};
use anyhow::{Result, anyhow, bail};
use sayso::{
    Article,
    lines::{Lines, Position},
    origin::Place,
    why::Why,
};
use std::{fmt::Write, path::PathBuf, process::ExitCode};

/// Runs the command.
pub(crate) fn run(args: &WhyArgs) -> Result<ExitCode> {
    let (file, line, column) = place(&args.place)?;
    let prepared = Desk::new(&args.configured).reading_at_most(args.reading.max_text).for_file(&file)?;
    let mut answer = None;
    articles::each(&file, &args.reading, &mut |article| {
        let article = article?;
        if answer.is_none() {
            answer = byte_at(&article, line, column).and_then(|byte| prepared.analyzer.why(&article, byte));
        }
        Ok(())
    })?;
    let why = answer
        .ok_or_else(|| anyhow!("{}:{line}:{column}: no sentence stands there; `sayso check -f line` prints places", files::name(&file)))?;
    files::print(&page(&why)?)?;
    Ok(ExitCode::SUCCESS)
}

/// `FILE:LINE:COLUMN`, as every report writes it.
fn place(text: &str) -> Result<(PathBuf, usize, usize)> {
    let mut parts = text.rsplitn(3, ':');
    let (column, line, file) = (parts.next(), parts.next(), parts.next());
    let number = |part: Option<&str>| part.and_then(|p| p.parse().ok()).filter(|n| *n > 0);
    match (file, number(line), number(column)) {
        (Some(file), Some(line), Some(column)) => Ok((file.into(), line, column)),
        _ => bail!("`{text}` is no place; write it as FILE:LINE:COLUMN, both from 1: draft.txt:18:246"),
    }
}

/// The byte of the character at a place, of a web page by the page's lines. Right behind the end of a line: its last character.
pub(crate) fn byte_at(article: &Article, line: usize, column: usize) -> Option<usize> {
    let text = article.text();
    let lines = Lines::new(text);
    let place = |byte: usize| match (article.origin(), lines.position(byte)) {
        (Some(origin), _) => origin.place(text, byte).0,
        (None, Position { line, column, .. }) => Place { line, column },
    };
    let bytes = text.char_indices().filter(|(_, c)| *c != '\n').map(|(byte, _)| byte);
    let here: Vec<(usize, usize)> =
        bytes.map(|byte| (place(byte), byte)).filter(|(at, _)| at.line == line).map(|(at, byte)| (at.column, byte)).collect();
    let &(last, _) = here.iter().max()?;
    here.iter().rev().find(|(at, _)| *at <= column && column <= last + 1).map(|(_, byte)| *byte)
}

/// The answer as text.
pub(crate) fn page(why: &Why) -> Result<String> {
    let mut out = format!("{}\n\nvoice of the sentence  {}\n“{}” is              {}\n", why.sentence, why.voice, why.word, why.word_voice);
    if let Some(floor) = &why.floor {
        writeln!(out, "who has the floor      {floor}")?;
    }
    let section = |out: &mut String, title: &str, rows: &[(String, String)], none: &str| -> Result<()> {
        writeln!(out, "\n{title}")?;
        for (name, what) in rows {
            writeln!(out, "  {name:<44} {what}")?;
        }
        if rows.is_empty() {
            writeln!(out, "  {none}")?;
        }
        Ok(())
    };
    let scores: Vec<(String, String)> = why.scores.iter().map(|(name, percent)| (name.clone(), format!("{percent:>3} %"))).collect();
    section(&mut out, "Findings here", &why.findings, "none: no rule had anything to say")?;
    section(&mut out, "Entries of the lexicons whose words stand here", &why.entries, "none")?;
    section(&mut out, "What the engine thinks", &scores, "nothing: this engine does not tell")?;
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::byte_at;
    use sayso::Article;

    #[test]
    fn a_column_behind_the_end_of_its_line_is_no_place() {
        let article = Article::new("a", "Né so.\n\nIt rained.\n").unwrap();
        let at = |line, column| byte_at(&article, line, column);
        assert_eq!((at(1, 3), at(1, 6), at(1, 7), at(3, 1)), (Some(3), Some(6), Some(6), Some(9)));
        assert_eq!((at(1, 8), at(2, 1), at(3, 900), at(4, 1)), (None, None, None, None));
    }
}
