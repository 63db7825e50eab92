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
}

impl Validity {
    /// What comes with the weights; a test reads it.
    fn embedded() -> Option<Validity> {
        toml::from_str(include_str!("../../models/validity.toml")).ok()
    }

    /// What is known of a column; nothing where it was not compared with readers.
    fn of(&self, column: &str) -> String {
        let named = |name: &String| name.strip_suffix('*').map_or(name == column, |start| column.starts_with(start));
        let found = self.measure.iter().find(|m| m.columns.iter().any(named));
        // What was not measured was not measured on any data.
        found.map_or(String::new(), |m| if m.says.starts_with("not ") { m.says.clone() } else { format!("{} ({})", m.says, self.data) })
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
            let known = validity.as_ref().map_or(String::new(), |v| v.of(&column.name));
            let _ = out.write_record(std::iter::once(table.name).chain(fields(column)).chain([known.as_str()]));
        }
    }
    out.into_inner().unwrap_or_default()
}

/// As Markdown, one section a table.
pub fn codebook_markdown(columns: &Columns) -> String {
    let mut out = String::from(
        "# Codebook\n\nAll tables are joined by `article`. Counts stand beside every rate. An empty cell is a missing value: not told by \
         the text, nothing to divide by, or not judged (another language, a rule that is switched off). The column `validity` of codebook.csv tells how far a measure agrees with readers. Positions count characters (Unicode code points) of the text as it was read.\n",
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
    use super::Validity;

    #[test]
    fn what_is_known_of_a_measure_can_be_read() {
        let validity = Validity::embedded().unwrap();
        assert!(validity.of("own_words").starts_with("whose voice") && validity.of("own_words").contains("115 articles"));
        assert!(validity.of("loaded_puffery_per_1000").starts_with("terms"));
        assert_eq!(validity.of("url"), "");
        let official = validity.of("sources_official");
        assert!(official.starts_with("not validated") && !official.contains("articles"), "{official}");
    }
}
