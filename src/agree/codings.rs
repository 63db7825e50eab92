//! Codings: who gave which category of which variable to which unit.
use super::{
    answers, codes,
    template::{self, TemplateError},
};
use rustc_hash::FxHashMap;
use std::{collections::BTreeMap, io::Read};

/// What the program is called among coders.
pub const PROGRAM: &str = "sayso";

/// What was coded: a sentence, a span, a finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// The article's id: units of one article are drawn together.
    pub article: String,
    /// Where in it.
    pub place: String,
    /// The words, where a file gives them.
    pub text: String,
    /// For how many units of the population it stands.
    pub weight: Option<f64>,
}

/// One question that was answered for units.
#[derive(Clone, Debug, Default)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its categories: in the order given, else numbers by size, else words by the alphabet.
    pub categories: Vec<String>,
    /// Do the categories have an order?
    pub ordered: bool,
    /// Number of the category by unit and coder.
    pub codes: BTreeMap<(usize, usize), u32>,
}

impl Variable {
    /// The numbers that the categories are, if they all are.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        self.categories.iter().map(|c| c.parse().ok().filter(|x: &f64| x.is_finite())).collect()
    }
}

/// All codings.
#[derive(Clone, Debug, Default)]
pub struct Codings {
    /// Units, in order of appearance.
    pub units: Vec<Unit>,
    /// Coders, in order of appearance.
    pub coders: Vec<String>,
    /// Variables, in order of appearance.
    pub variables: Vec<Variable>,
    known: FxHashMap<(String, String), usize>,
    /// By variable: words in the order of their codes while files are read.
    seen: Vec<Vec<String>>,
}

/// Codings that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CodingsError {
    /// Not CSV.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// Not JSON.
    #[error("{0}; it is no list of answers saved from a report page")]
    Json(#[from] serde_json::Error),
    /// No table of the program.
    #[error(transparent)]
    Table(#[from] TemplateError),
    /// Marks of a class.
    #[error("these are marks of a class page and no codings; `sayso class` counts the files that students saved")]
    Class,
    /// Nothing says which unit a row is about.
    #[error("no column says what a row is about; give `article_id` and `sentence`, or `article_id`, `start` and `end`, or `unit`")]
    NoUnit,
    /// Nothing was coded.
    #[error("no column holds codings: every column only says what the row is about")]
    NoVariable,
    /// One coder, one unit, two answers.
    #[error("line {line}: coder `{coder}` gives `{variable}` of {unit} a second time, and differently; keep one of the rows")]
    Twice {
        /// Of the file.
        line: u64,
        /// Who.
        coder: String,
        /// What.
        variable: String,
        /// Of what.
        unit: String,
    },
    /// No code of the codebook.
    #[error(
        "line {line}: `{cell}`, given to {unit}, is no code of `{variable}`; the codes are {codes}; a variable of your own needs another name"
    )]
    Code {
        /// Of the file.
        line: u64,
        /// Of what.
        variable: String,
        /// What stands there.
        cell: String,
        /// Given to what.
        unit: String,
        /// Those that there are.
        codes: String,
    },
    /// A weight that is none.
    #[error("line {line}: `{cell}` is no weight")]
    Weight {
        /// Of the file.
        line: u64,
        /// What stands there.
        cell: String,
    },
    /// `--order` names what is not there.
    #[error("the order of `{0}` leaves categories out or names a variable that was not coded")]
    Order(String),
}

/// Columns that say what a row is about.
const ABOUT: [&str; 24] = [
    "unit", "article", "article_id", "sentence", "start", "end", "coder", "text", "before", "after", "note", "weight", "stratum",
    "stratum_size", "drawn", "outlet", "date", "title", "paragraph", "line", "file", "variable", "value", "url",
];
/// Cells that hold no coding.
const MISSING: [&str; 4] = ["", ".", "NA", "-"];

/// A row before its unit is known.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    pub(super) coder: &'a str,
    pub(super) unit: Unit,
    pub(super) coded: Vec<(&'a str, &'a str)>,
}

impl Codings {
    /// Takes a CSV file in: a column a variable, or columns `variable` and `value`. `coder` is whose it is where no column says so.
    ///
    /// # Errors
    /// Where it is no CSV, says of no unit or codes nothing, or a row has an answer that is no code, a second answer of one coder, or a
    /// weight that is no number.
    pub fn read_csv(&mut self, mut input: impl Read, coder: &str) -> Result<(), CodingsError> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(csv::Error::from)?;
        let text = decoded(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).delimiter(delimiter(text.as_bytes())).from_reader(text.as_bytes());
        let header = reader.headers()?.clone();
        let at = |name: &str| header.iter().position(|h| h == name);
        if answers::are_marks(&header) {
            return Err(CodingsError::Class);
        }
        if answers::are_answers(&header) {
            return answers::csv(self, reader, coder);
        }
        let article = at("article_id").or_else(|| at("article"));
        let place: Vec<usize> = match (at("sentence"), at("start").zip(at("end"))) {
            (Some(sentence), _) => vec![sentence],
            (None, Some((start, end))) => vec![start, end],
            (None, None) => vec![],
        };
        let unit = at("unit");
        if unit.is_none() && (article.is_none() || place.is_empty()) {
            return Err(CodingsError::NoUnit);
        }
        let long = at("variable").zip(at("value"));
        let columns: Vec<usize> = (0..header.len()).filter(|&i| !ABOUT.contains(&&header[i])).collect();
        if long.is_none() && columns.is_empty() {
            return Err(CodingsError::NoVariable);
        }
        let (coders, weight, text) = (at("coder"), at("weight"), at("text"));
        for record in reader.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |i: usize| record.get(i).unwrap_or_default();
            // A sentence of an article is the same unit in every file, whatever number a sheet gave it.
            let (article, place) = match article.filter(|_| !place.is_empty()) {
                Some(a) => (id(cell(a)).to_owned(), place.iter().map(|&p| cell(p)).collect::<Vec<_>>().join("-")),
                None => {
                    (id(article.map_or(cell(unit.unwrap_or_default()), cell)).to_owned(), unit.map(cell).unwrap_or_default().to_owned())
                }
            };
            let weight = match weight.map(cell).filter(|w| !w.is_empty()) {
                None => None,
                Some(w) => match w.parse() {
                    Ok(x) if f64::is_finite(x) && x > 0.0 => Some(x),
                    _ => return Err(CodingsError::Weight { line, cell: w.to_owned() }),
                },
            };
            let unit = Unit { article, place, text: text.map(cell).unwrap_or_default().to_owned(), weight };
            let coder = coders.map(cell).filter(|c| !c.is_empty()).unwrap_or(coder);
            let coded = match long {
                Some((variable, value)) => vec![(cell(variable), cell(value))],
                None => columns.iter().map(|&c| (&header[c], cell(c))).collect(),
            };
            self.take(Row { line, coder, unit, coded })?;
        }
        Ok(())
    }

    pub(super) fn take(&mut self, row: Row<'_>) -> Result<(), CodingsError> {
        let filled: Vec<(&str, &str)> = row.coded.iter().filter(|(_, value)| !MISSING.contains(value)).copied().collect();
        let key = (row.unit.article.clone(), row.unit.place.clone());
        let next = self.units.len();
        let unit = *self.known.entry(key).or_insert(next);
        if unit == next {
            self.units.push(row.unit);
        } else if let Some(old) = self.units.get_mut(unit) {
            old.weight = old.weight.or(row.unit.weight);
            if old.text.is_empty() {
                old.text = row.unit.text;
            }
        }
        let coder = place_of(&mut self.coders, row.coder);
        for (name, typed) in filled {
            let value = codes::meant(name, typed).map_err(|codes| CodingsError::Code {
                line: row.line,
                variable: name.to_owned(),
                cell: typed.to_owned(),
                unit: format!("{} {}", self.units[unit].article, self.units[unit].place),
                codes: codes.join(", "),
            })?;
            let variable = self.variables.iter().position(|v| v.name == name).unwrap_or_else(|| {
                self.variables.push(Variable { name: name.to_owned(), ..Variable::default() });
                self.seen.push(Vec::new());
                self.variables.len() - 1
            });
            let seen = &mut self.seen[variable];
            let known = seen.iter().position(|s| codes::alike(s, value)).unwrap_or_else(|| place_of(seen, value));
            let code = u32::try_from(known).unwrap_or(u32::MAX);
            if self.variables[variable].codes.insert((unit, coder), code).is_some_and(|old| old != code) {
                let unit = format!("{} {}", self.units[unit].article, self.units[unit].place);
                return Err(CodingsError::Twice { line: row.line, coder: row.coder.to_owned(), variable: name.to_owned(), unit });
            }
        }
        Ok(())
    }

    /// Puts categories in order once all files are read. `orders` names variables with their categories from low to high.
    ///
    /// # Errors
    /// Where an order leaves categories out or is of a variable that nobody coded.
    pub fn finish(&mut self, orders: &[(String, Vec<String>)]) -> Result<(), CodingsError> {
        for (name, _) in orders {
            if !self.variables.iter().any(|v| v.name == *name) {
                return Err(CodingsError::Order(name.clone()));
            }
        }
        for (variable, seen) in self.variables.iter_mut().zip(&mut self.seen) {
            let order = orders.iter().find(|(name, _)| *name == variable.name).map(|(_, order)| order);
            let words = codes::words(seen);
            let mut sorted = words.clone();
            if let Some(order) = order {
                if words.iter().any(|w| !order.iter().any(|o| codes::alike(o, w))) {
                    return Err(CodingsError::Order(variable.name.clone()));
                }
                sorted.clone_from(order);
            } else if words.iter().all(|w| w.parse::<f64>().is_ok()) {
                sorted.sort_by(|a, b| a.parse().unwrap_or(0.0_f64).total_cmp(&b.parse().unwrap_or(0.0)));
                variable.ordered = true;
            } else {
                sorted.sort();
                sorted.dedup();
            }
            variable.ordered |= order.is_some();
            let place = |w: &String| sorted.iter().zip(0..).find(|(t, _)| codes::alike(t, w)).map_or(0, |(_, code)| code);
            let new: Vec<u32> = words.iter().map(place).collect();
            variable.codes.values_mut().for_each(|code| *code = new.get(*code as usize).copied().unwrap_or(0));
            variable.categories = sorted;
        }
        self.seen.clear();
        Ok(())
    }

    /// Coders in whose sheets nothing is coded.
    pub fn silent(&self) -> Vec<&str> {
        let spoke = |coder: usize| self.variables.iter().any(|v| v.codes.keys().any(|(_, c)| *c == coder));
        self.coders.iter().enumerate().filter(|(c, _)| !spoke(*c)).map(|(_, name)| name.as_str()).collect()
    }

    /// Takes in what the table `sentences` of a run says of the units that are known already; tells of how many.
    ///
    /// # Errors
    /// Where one is no CSV, lacks a column, or says what is no code.
    pub fn read_tables(&mut self, articles: impl Read, sentences: impl Read) -> Result<usize, CodingsError> {
        let asks = template::articles(articles)?.asks;
        let mut reader = csv::Reader::from_reader(sentences);
        let header = reader.headers()?.clone();
        let at = |name: &str| header.iter().position(|h| h == name).ok_or(CodingsError::NoUnit);
        let columns = [at("article_id")?, at("sentence")?, at("voice")?, at("unattributed_reason")?, at("loaded_terms")?];
        let mut found = 0;
        for record in reader.records() {
            let record = record?;
            let [article, place, voice, reason, loaded] = columns.map(|c| record.get(c).unwrap_or_default().to_owned());
            // A sentence without a voice is of a text that was not judged.
            if voice.is_empty() || !self.known.contains_key(&(article.clone(), place.clone())) {
                continue;
            }
            found += 1;
            let word = |yes: bool| if yes { "yes" } else { "no" };
            let coded = vec![
                ("voice", voice.as_str()),
                ("needs_source", if asks { word(!reason.is_empty()) } else { "" }),
                ("reason", reason.as_str()),
                ("loaded", codes::some(&loaded).map_or("", word)),
            ];
            let line = record.position().map_or(0, csv::Position::line);
            self.take(Row { line, coder: PROGRAM, unit: Unit { article, place, ..Unit::default() }, coded })?;
        }
        Ok(found)
    }
}

/// Spreadsheets save UTF-8, UTF-16 with a mark in front, or what Windows wrote before: the codes are the same in all.
fn decoded(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|fault| encoding_rs::WINDOWS_1252.decode(fault.as_bytes()).0.into_owned())
}

/// Spreadsheets of many countries divide cells by semicolons, and some files by tabs: the sign that the header has most of.
fn delimiter(text: &[u8]) -> u8 {
    let header = text.split(|&b| b == b'\n').next().unwrap_or_default();
    // Of equals the last is taken.
    let signs = [b'\t', b';', b','];
    signs.into_iter().max_by_key(|sign| header.split(|b| b == sign).count()).unwrap_or(b',')
}

/// What belongs to units of one article together, the articles in the order of their first units.
pub(super) fn by_article<'a, T>(of_units: impl Iterator<Item = (&'a Unit, T)>) -> Vec<Vec<T>> {
    let mut articles: Vec<Vec<T>> = Vec::new();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for (unit, value) in of_units {
        let next = articles.len();
        let article = *known.entry(&unit.article).or_insert(next);
        if article == next {
            articles.push(Vec::new());
        }
        articles[article].push(value);
    }
    articles
}

/// An article's id as it stands in the tables: a sheet has an apostrophe before what a spreadsheet would run.
fn id(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

fn place_of(list: &mut Vec<String>, name: &str) -> usize {
    list.iter().position(|n| n == name).unwrap_or_else(|| {
        list.push(name.to_owned());
        list.len() - 1
    })
}
