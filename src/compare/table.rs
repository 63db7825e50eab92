//! Reads `articles.csv` into columns of counts: four bytes a cell, whatever the table holds besides.
use super::measure::{Kind, Measure};
use crate::vocabulary::nearest;
use rustc_hash::FxHashMap;
use std::io::Read;

/// What is compared by what.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The measures.
    pub measures: Vec<Measure>,
    /// Columns whose values make the groups. Empty: one group of all.
    pub by: Vec<String>,
    /// Is there a series, by how many characters of `date_iso`: 4 for years, 7 for months, 10 for days?
    pub period: Option<usize>,
    /// Only rows with these values in these columns; values of one column are alternatives.
    pub only: Vec<(String, String)>,
    /// Leave near-copies out.
    pub without_copies: bool,
}

/// The articles of a table, as far as they are compared.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    /// Names of the groups, sorted.
    pub groups: Vec<String>,
    /// By article: its group.
    pub group: Vec<u32>,
    /// Every period from the first to the last, also where nobody wrote.
    pub periods: Vec<String>,
    /// By article: its period, or `u32::MAX` where its day is not known. Empty without a series.
    pub period: Vec<u32>,
    /// By article: outlet, author and genre, and every `meta_` column; for warnings.
    pub labels: Vec<Label>,
    /// Rows left out because the text is in a language that is not judged.
    pub unjudged: u64,
    /// Near-copies among all judged rows.
    pub copies: u64,
    /// Rows without a date that is plainly one day, where there is a series.
    pub undated: u64,
    /// What rows were to have, `column=value`, and none has.
    pub unmatched: Vec<String>,
    columns: Vec<Vec<u32>>,
    /// By measure: places of its columns.
    places: Vec<(Vec<usize>, Vec<usize>)>,
    kinds: Vec<Kind>,
}

/// A column of words, kept for warnings.
#[derive(Clone, Debug, Default)]
pub struct Label {
    /// Name of the column.
    pub name: String,
    /// Its values, in order of appearance; an empty cell is a value, too.
    pub values: Vec<String>,
    /// By article.
    pub of: Vec<u32>,
}

/// A table that cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// Not CSV.
    #[error("{0}; write the tables anew with `sayso corpus`")]
    Csv(#[from] csv::Error),
    /// A column is missing.
    #[error("there is no column `{name}`{}; the columns are those of docs/codebook.md, and `sayso corpus --keep` adds some", near.as_ref().map(|n| format!(" (did you mean `{n}`?)")).unwrap_or_default())]
    Column {
        /// The one that was asked for.
        name: String,
        /// The one that is most like it.
        near: Option<String>,
    },
    /// A cell is no count.
    #[error("line {line}, column `{column}`: `{cell}` is no count; write the tables anew with `sayso corpus`")]
    Cell {
        /// Of the file.
        line: u64,
        /// Its name.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// Too many articles for one table.
    #[error("more than 4 billion rows; compare a part of them")]
    Rows,
}

/// Words as numbers.
#[derive(Default)]
struct Names {
    known: FxHashMap<Vec<u8>, u32>,
    list: Vec<String>,
}

impl Names {
    fn of(&mut self, name: &[u8]) -> u32 {
        if let Some(&at) = self.known.get(name) {
            return at;
        }
        let at = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(String::from_utf8_lossy(name).into_owned());
        self.known.insert(name.to_vec(), at);
        at
    }

    /// The names sorted, and where each old number went.
    fn sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_by(|&a, &b| self.list[a].cmp(&self.list[b]));
        let mut new = vec![0; order.len()];
        for (to, &from) in order.iter().enumerate() {
            new[from] = u32::try_from(to).unwrap_or(u32::MAX);
        }
        let mut list = self.list;
        let names = order.iter().map(|&from| std::mem::take(&mut list[from])).collect();
        (names, new)
    }
}

/// Where a column stands in the header.
fn place(header: &csv::StringRecord, name: &str) -> Result<usize, TableError> {
    let near = || nearest(name, header.iter()).map(str::to_owned);
    header.iter().position(|h| h == name).ok_or_else(|| TableError::Column { name: name.to_owned(), near: near() })
}

/// Columns that rows are chosen by, each with its alternatives.
fn wanted<'p>(header: &csv::StringRecord, only: &'p [(String, String)]) -> Result<Vec<Wanted<'p>>, TableError> {
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for (name, value) in only {
        let at = place(header, name)?;
        match wanted.iter_mut().find(|w| w.at == at) {
            Some(w) => w.values.push((value, false)),
            None => wanted.push(Wanted { at, name, values: vec![(value, false)] }),
        }
    }
    Ok(wanted)
}

/// Values of a column, of which a row must have one, each with whether any row of the table has it.
struct Wanted<'p> {
    at: usize,
    name: &'p str,
    values: Vec<(&'p str, bool)>,
}

impl Wanted<'_> {
    fn has(&mut self, cell: &[u8]) -> bool {
        let found = self.values.iter_mut().find(|(value, _)| value.as_bytes() == cell);
        found.map(|(_, seen)| *seen = true).is_some()
    }

    fn unmatched(&self) -> impl Iterator<Item = String> {
        self.values.iter().filter(|(_, seen)| !seen).map(|(value, _)| format!("{}={value}", self.name))
    }
}

/// Between the values of several columns in a group's name.
const BETWEEN: &str = " · ";
/// For an empty cell.
const NONE: &str = "(none)";

/// Reads the table.
///
/// # Errors
/// Where it is no CSV, lacks a column that the plan names, has a cell that is no count, or more than 4 billion rows.
pub fn read(input: impl Read, plan: &Plan) -> Result<Articles, TableError> {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_reader(input);
    let header = reader.headers()?.clone();
    let mut articles = Articles { kinds: plan.measures.iter().map(|m| m.kind).collect(), ..Articles::default() };
    let mut counted: Vec<usize> = Vec::new();
    let mut slot = |name: &String| -> Result<usize, TableError> {
        let at = place(&header, name)?;
        Ok(counted.iter().position(|&c| c == at).unwrap_or_else(|| {
            counted.push(at);
            counted.len() - 1
        }))
    };
    for m in &plan.measures {
        let mut places = |names: &[String]| names.iter().map(&mut slot).collect::<Result<Vec<_>, _>>();
        articles.places.push((places(&m.above)?, places(&m.below)?));
    }
    let by = plan.by.iter().map(|name| place(&header, name)).collect::<Result<Vec<_>, _>>()?;
    let date = plan.period.map(|_| place(&header, "date_iso")).transpose()?;
    let mut only = wanted(&header, &plan.only)?;
    let (language, copy) = (place(&header, "language")?, place(&header, "duplicate_of")?);
    let labelled: Vec<usize> =
        (0..header.len()).filter(|&i| matches!(&header[i], "outlet" | "author" | "genre") || header[i].starts_with("meta_")).collect();
    let mut labels: Vec<(Names, Vec<u32>)> = labelled.iter().map(|_| Default::default()).collect();
    articles.columns = vec![Vec::new(); counted.len()];
    let (mut groups, mut periods) = (Names::default(), Names::default());
    let mut record = csv::ByteRecord::new();
    let mut name = Vec::new();
    while reader.read_byte_record(&mut record)? {
        let cell = |at: usize| record.get(at).unwrap_or_default();
        // Every column is looked at, so that each knows its values.
        let refused = only.iter_mut().filter_map(|wanted| (!wanted.has(cell(wanted.at))).then_some(())).count();
        if refused > 0 {
            continue;
        }
        if cell(language) == b"unsupported" {
            articles.unjudged += 1;
            continue;
        }
        if !cell(copy).is_empty() {
            articles.copies += 1;
            if plan.without_copies {
                continue;
            }
        }
        for (column, &at) in articles.columns.iter_mut().zip(&counted) {
            column.push(count(cell(at)).ok_or_else(|| TableError::Cell {
                line: record.position().map_or(0, csv::Position::line),
                column: header[at].to_owned(),
                cell: String::from_utf8_lossy(cell(at)).into_owned(),
            })?);
        }
        name.clear();
        for (i, &at) in by.iter().enumerate() {
            if i > 0 {
                name.extend_from_slice(BETWEEN.as_bytes());
            }
            name.extend_from_slice(if cell(at).is_empty() { NONE.as_bytes() } else { cell(at) });
        }
        articles.group.push(groups.of(if by.is_empty() { b"all articles" } else { &name }));
        if let (Some(length), Some(date)) = (plan.period, date) {
            let period = cell(date).get(..length).map(|p| periods.of(p));
            articles.undated += u64::from(period.is_none());
            articles.period.push(period.unwrap_or(u32::MAX));
        }
        for ((names, of), &at) in labels.iter_mut().zip(&labelled) {
            of.push(names.of(cell(at)));
        }
    }
    if articles.group.len() >= u32::MAX as usize {
        return Err(TableError::Rows);
    }
    let renumber =
        |numbers: &mut [u32], new: &[u32]| numbers.iter_mut().for_each(|n| *n = new.get(*n as usize).copied().unwrap_or(u32::MAX));
    let (names, new) = groups.sorted();
    renumber(&mut articles.group, &new);
    articles.groups = names;
    let (names, new) = periods.sorted();
    articles.periods = every_period(&names, plan.period.unwrap_or_default());
    let at = |&known: &u32| names.get(known as usize).and_then(|name| articles.periods.iter().position(|p| p == name));
    let new: Vec<u32> = new.iter().map(|known| at(known).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)).collect();
    renumber(&mut articles.period, &new);
    articles.unmatched = only.iter().flat_map(Wanted::unmatched).collect();
    let label = |(at, (names, of)): (&usize, (Names, Vec<u32>))| Label { name: header[*at].to_owned(), values: names.list, of };
    articles.labels = labelled.iter().zip(labels).map(label).collect();
    Ok(articles)
}

/// Stands for an empty cell: of a rule that was switched off, or of a text without a headline, nothing was counted.
const MISSING: u32 = u32::MAX;

/// A count, or that there is none.
fn count(cell: &[u8]) -> Option<u32> {
    if cell.is_empty() {
        return Some(MISSING);
    }
    let digit = |n: u32, b: &u8| n.checked_mul(10)?.checked_add(u32::from(b.checked_sub(b'0').filter(|d| *d < 10)?));
    cell.iter().try_fold(0_u32, digit).filter(|n| *n != MISSING)
}

/// All periods from the first known one to the last: a month in which nobody wrote is a gap in the series.
fn every_period(known: &[String], length: usize) -> Vec<String> {
    let date = |period: &String| format!("{period}{}", "0000-01-01".get(length..)?).parse::<jiff::civil::Date>().ok();
    let Some((first, last)) = known.first().and_then(date).zip(known.last().and_then(date)) else { return known.to_vec() };
    let step = match length {
        4 => jiff::Span::new().years(1),
        7 => jiff::Span::new().months(1),
        _ => jiff::Span::new().days(1),
    };
    let next = |day: &jiff::civil::Date| day.checked_add(step).ok();
    let days = std::iter::successors(Some(first), next).take_while(|day| *day <= last);
    days.filter_map(|day| day.to_string().get(..length).map(str::to_owned)).collect()
}

impl Articles {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.group.len()
    }

    /// None at all?
    pub fn is_empty(&self) -> bool {
        self.group.is_empty()
    }

    /// Numerator and denominator of a measure for an article; the denominator is 0 where there is nothing to judge, or nothing was judged.
    pub fn pair(&self, measure: usize, article: usize) -> (f64, f64) {
        let Some((above, below)) = self.places.get(measure) else { return (0.0, 0.0) };
        let Some((above, below)) = self.sum(above, article).zip(self.sum(below, article)) else { return (0.0, 0.0) };
        match self.kinds[measure] {
            Kind::Any => (f64::from(u8::from(above > 0.0)), 1.0),
            Kind::Mean => (above, 1.0),
            // What cannot be divided is no part of any sum.
            Kind::Rate | Kind::Share => (if below > 0.0 { above } else { 0.0 }, below),
        }
    }

    /// Sum of an article's cells, unless one of them is empty.
    fn sum(&self, columns: &[usize], article: usize) -> Option<f64> {
        let cell = |sum: f64, &c: &usize| Some(self.columns[c][article]).filter(|n| *n != MISSING).map(|n| sum + f64::from(n));
        columns.iter().try_fold(0.0, cell)
    }

    /// In how many articles a cell that the measure needs is empty.
    pub(super) fn missing(&self, measure: usize) -> usize {
        let Some((above, below)) = self.places.get(measure) else { return 0 };
        let known = |article: &usize| self.sum(above, *article).is_some() && self.sum(below, *article).is_some();
        (0..self.len()).filter(|article| !known(article)).count()
    }

    /// How many measures there are.
    pub fn measures(&self) -> usize {
        self.places.len()
    }
}
