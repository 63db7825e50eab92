//! The codebook: every column of every table, for machines and for people.
use super::{Column, Columns};
use serde::Deserialize;
use std::fmt::Write;

/// How far measures agree with readers.
#[derive(Deserialize)]
struct Validity {
    data: String,
    measure: Vec<Measure>,
}

#[derive(Deserialize)]
struct Measure {
    columns: Vec<String>,
    says: String,
    /// What it was measured on, where it is not what most were; empty where `says` says so.
    data: Option<String>,
}

impl Validity {
    /// What comes with the weights; a test reads it.
    fn embedded() -> Option<Validity> {
        toml::from_str(include_str!("../../models/en/validity.toml")).ok()
    }

    /// What is known of a column; nothing where there is nothing to compare with readers.
    fn of(&self, table: &str, column: &str) -> String {
        let whole = format!("{table}.{column}");
        let named = |name: &String| name.strip_suffix('*').map_or(name == column || *name == whole, |start| column.starts_with(start));
        let Some(measure) = self.measure.iter().find(|m| m.columns.iter().any(named)) else { return String::new() };
        match measure.data.as_ref().unwrap_or(&self.data).as_str() {
            "" => measure.says.clone(),
            data => format!("{} ({data})", measure.says),
        }
    }
}

/// As CSV: table, name, type, unit, definition, formula, reference, validity.
pub fn codebook_csv(columns: &Columns) -> Vec<u8> {
    let validity = Validity::embedded();
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = out.write_record(["table", "name", "type", "unit", "definition", "formula", "reference", "validity"]);
    for table in &columns.tables {
        for column in &table.columns {
            let known = validity.as_ref().map_or(String::new(), |v| v.of(table.name, &column.name));
            let _ = out.write_record(std::iter::once(table.name).chain(fields(column)).chain([known.as_str()]));
        }
    }
    out.into_inner().unwrap_or_default()
}

/// As Markdown, one section a table.
pub fn codebook_markdown(columns: &Columns) -> String {
    let mut out = String::from(
        "# Codebook\n\nAll tables are joined by `article`. Counts stand beside every rate. An empty cell is a missing value: not told by \
         the text, nothing to divide by, or not judged (another language, a rule that is switched off). The column `validity` of codebook.csv tells how far a measure agrees with readers, or that nobody has compared them; it is empty for keys, places, fields of the input and plain counts. Positions count characters (Unicode code points) of the text as it was read.\n",
    );
    for table in &columns.tables {
        // Writing into a string cannot fail.
        let _ =
            write!(out, "\n## {}\n\nA row is {}.\n\n| column | type | unit | definition | formula | reference |\n", table.name, table.row);
        out.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for column in &table.columns {
            let [name, rest @ ..] = fields(column);
            let _ = writeln!(out, "| `{name}` | {} |", rest.map(|f| f.replace('|', "\\|")).join(" | "));
        }
    }
    out
}

fn fields(column: &Column) -> [&str; 6] {
    [&column.name, column.kind.as_str(), column.unit, &column.definition, &column.formula, column.reference]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Columns, Validity};
    use crate::{corpus::Extra, lexicon};

    /// Keys, places, fields of the input and plain counts.
    const PLAIN: &str = "article article_id file line title outlet date date_iso crawled author url encoding words sentences headline notes \
                         unused_suppression sentence paragraph field start end findings finding mark source name_normalized first_mention \
                         attribution content_start content_end";

    #[test]
    fn what_is_known_of_a_measure_can_be_read() {
        let validity = Validity::embedded().unwrap();
        let of = |column| validity.of("articles", column);
        assert!(of("own_words").starts_with("whose voice") && of("own_words").contains("115 articles"));
        assert!(of("loaded_puffery_per_1000").starts_with("terms"));
        assert_eq!(of("url"), "");
        assert!(of("source_transparency").starts_with("not validated") && !of("source_transparency").contains("articles"));
        assert!(validity.of("sources", "kind").contains("named persons") && validity.of("attributions", "kind").contains("PolNeAR"));
    }

    #[test]
    fn every_measure_says_how_far_it_was_compared_with_readers() {
        let validity = Validity::embedded().unwrap();
        let columns = Columns::new(&lexicon::Lexicons::compile(lexicon::builtin()), &Extra::default());
        let all = || columns.tables.iter().flat_map(|t| t.columns.iter().map(|c| (t.name, c.name.as_str())));
        let plain: Vec<&str> = PLAIN.split_whitespace().collect();
        let unsaid: Vec<_> = all().filter(|(table, name)| validity.of(table, name).is_empty() && !plain.contains(name)).collect();
        assert!(unsaid.is_empty(), "say in models/en/validity.toml, if only that nobody has compared them: {unsaid:?}");
        let idle = validity.measure.iter().flat_map(|m| &m.columns).filter(|name| {
            let named = |(table, column): (&str, &str)| column == name.as_str() || format!("{table}.{column}") == **name;
            !name.ends_with('*') && !all().any(named)
        });
        assert_eq!(idle.collect::<Vec<_>>(), Vec::<&String>::new(), "there are no such columns");
    }

    #[test]
    fn figures_without_data_of_their_own_are_those_of_the_readme() {
        let readme = include_str!("../../README.md");
        let figure = regex::Regex::new(r"\.\d{2,3}\b").unwrap();
        for measure in Validity::embedded().unwrap().measure.iter().filter(|m| m.data.is_none()) {
            for figure in figure.find_iter(&measure.says) {
                assert!(readme.contains(figure.as_str()), "{}: {}", measure.says, figure.as_str());
            }
        }
    }
}
