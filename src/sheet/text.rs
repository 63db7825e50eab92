//! For a terminal: wrapped lines and tables.
use super::{Cell, Section, Sheet};
use crate::render::{hanging, table as tabled, visible};
use std::io::{self, Write};

pub(super) fn write(sheet: &Sheet, width: usize, out: &mut dyn Write) -> io::Result<()> {
    paragraph("", &sheet.title, width, out)?;
    list(&sheet.facts, width, out)?;
    if !sheet.warnings.is_empty() {
        writeln!(out, "\nBefore you read")?;
        list(&sheet.warnings, width, out)?;
    }
    for section in &sheet.sections {
        writeln!(out)?;
        paragraph("", &section.title, width, out)?;
        paragraph("  ", &section.about, width, out)?;
        table(section, width, out)?;
    }
    writeln!(out, "\nMethods")?;
    list(&sheet.methods, width, out)
}

fn paragraph(indent: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    hanging(&visible(text), width, indent, indent).iter().try_for_each(|line| writeln!(out, "{}", loosed(line)))
}

fn list(lines: &[String], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut wrapped = lines.iter().flat_map(|text| hanging(&visible(text), width, "  - ", "    "));
    wrapped.try_for_each(|line| writeln!(out, "{line}"))
}

/// A table where whole words fit into its columns, else a paragraph a row. Columns without a value are left out.
fn table(section: &Section, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if section.rows.is_empty() {
        return writeln!(out, "  none");
    }
    let filled = |c: &usize| section.rows.iter().any(|row| row.get(*c).is_some_and(|cell| *cell != Cell::None));
    let columns: Vec<usize> = section.for_people().into_iter().filter(filled).collect();
    let titles: Vec<&str> = columns.iter().map(|&c| section.columns[c].title).collect();
    let shown = |row: &Vec<Cell>, c: usize| row.get(c).map(|cell| kept(&visible(&cell.shown()))).unwrap_or_default();
    let rows: Vec<Vec<String>> = section.rows.iter().map(|row| columns.iter().map(|&c| shown(row, c)).collect()).collect();
    if let Some(lines) = tabled(width, &titles, &rows, |at| columns.get(at).is_some_and(|&c| section.is_numeric(c))) {
        return lines.iter().try_for_each(|line| writeln!(out, "{}", loosed(line)));
    }
    let about = columns.iter().take(ABOUT).take_while(|&&c| !section.is_numeric(c)).count().max(1);
    rows.iter().try_for_each(|row| record(&titles, row, about, width, out))
}

/// Stands for a space at which no line breaks.
const STAYS: char = '\u{E000}';
/// A number with its interval is no longer than this.
const INTERVAL: usize = 24;

/// `0.74 [0.52, 0.91]` and `-0.10 to 0.20` on one line.
fn kept(text: &str) -> String {
    let figure = text.len() <= INTERVAL && text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.contains('[');
    let keep = |c: char| if c == ' ' && (figure || is_range(text)) { STAYS } else { c };
    text.chars().map(keep).collect()
}

/// `-0.10 to 0.20`
fn is_range(text: &str) -> bool {
    text.split_once(" to ").is_some_and(|(low, high)| [low, high].iter().all(|end| end.parse::<f64>().is_ok()))
}

fn loosed(line: &str) -> String {
    line.replace(STAYS, " ")
}

/// At most so many columns of words say what a row is about.
const ABOUT: usize = 3;

/// One row: what it is about, and below that every value with its title.
fn record(titles: &[&str], row: &[String], about: usize, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let named: Vec<&str> = row.iter().take(about).map(String::as_str).collect();
    paragraph("  ", &named.join(", "), width, out)?;
    let values = titles.iter().zip(row).skip(about).filter(|(_, value)| *value != "–");
    let values: Vec<String> = values.map(|(title, value)| format!("{title} {value}")).collect();
    paragraph("    ", &values.join("; "), width, out)
}

#[cfg(test)]
mod tests {
    use super::{Cell, Section, table};

    fn shown(section: &Section, width: usize) -> String {
        let mut out = Vec::new();
        table(section, width, &mut out).unwrap_or_default();
        String::from_utf8_lossy(&out).into_owned()
    }

    fn section() -> Section {
        let mut section =
            Section::new("a", "A", "", &[("article", "article"), ("headline", "headline"), ("alpha", "alpha"), ("n", "unattributed")]);
        section.rows = [("harbour.txt", "Harbour board rams through ruinous parking scheme after inspectors called")]
            .map(|(article, headline)| vec![Cell::text(article), Cell::text(headline), Cell::text("0.74 [0.52, 0.91]"), Cell::Count(3)])
            .to_vec();
        section
    }

    #[test]
    fn words_and_intervals_stand_whole_where_the_columns_fit() {
        let page = shown(&section(), 70);
        for whole in ["harbour.txt", "inspectors", "0.74 [0.52, 0.91]", "unattributed"] {
            assert!(page.contains(whole), "{page}");
        }
        assert!(page.lines().count() > 2 && page.lines().all(|l| l.chars().count() <= 70), "{page}");
    }

    #[test]
    fn what_does_not_fit_is_a_block_a_row() {
        let page = shown(&section(), 40);
        assert!(page.starts_with("  harbour.txt, Harbour board rams"), "{page}");
        assert!(page.contains("0.74 [0.52, 0.91]"), "{page}");
    }
}
