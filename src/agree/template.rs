//! The sample that people code: drawn by outlet and by what the program says, and shown without it.
use super::codes;
use crate::{
    render::{Page, visible},
    report::Voice,
    sheet::{Cell, Section},
};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BinaryHeap},
    io::{self, Read},
};

/// What the labels mean, for coders, in Markdown.
pub const CODEBOOK: &str = include_str!("codebook.md");

/// A sentence that was drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Drawn {
    /// Decides whether it is drawn: the smallest of each stratum are.
    draw: [u8; 8],
    /// Its place on the sheet. Another number than the one before, or large strata would come first.
    order: [u8; 8],
    /// The article's id.
    pub article: String,
    /// Number of the sentence in it.
    pub sentence: String,
    /// The sentence before it in the article.
    pub before: String,
    /// Its words.
    pub text: String,
    /// The sentence after it.
    pub after: String,
    /// Outlet and what the program says.
    pub stratum: String,
    /// Sentences of the stratum in the tables.
    pub size: u64,
    /// Sentences of the stratum that were drawn.
    pub drawn: u64,
    /// None of a text that was not judged.
    voice: Option<Voice>,
    needs_source: Option<bool>,
    reason: String,
    loaded: Option<bool>,
}

/// Tables that no sample can be drawn from.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// Not CSV.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// A column is missing.
    #[error("{table} has no column `{column}`{}", if *column == "text" { "; write the tables anew with `sayso corpus --sentence-text`" } else { "; write the tables anew with `sayso corpus`" })]
    Column {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
    },
    /// A word that the column does not know.
    #[error("sentences.csv, line {line}, column `voice`: {fault}; write the tables anew with `sayso corpus`")]
    Voice {
        /// Of the file.
        line: u64,
        /// What stands there, and what could.
        fault: serde::de::value::Error,
    },
    /// Nothing to code.
    #[error("sentences.csv holds no sentence that could be coded")]
    Empty,
}

fn place(header: &csv::StringRecord, table: &'static str, column: &'static str) -> Result<usize, TemplateError> {
    header.iter().position(|h| h == column).ok_or(TemplateError::Column { table, column })
}

/// What `articles.csv` tells of the articles whose sentences are coded.
pub(super) struct Articles {
    /// By number of the article.
    outlets: FxHashMap<String, String>,
    /// Did the program ask for sources? With the rule switched off, that it asked for none says nothing.
    pub(super) asks: bool,
}

pub(super) fn articles(table: impl Read) -> Result<Articles, TemplateError> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers()?.clone();
    let at = |column| place(&header, "articles.csv", column);
    let (key, outlet, asked) = (at("article")?, at("outlet")?, at("unattributed")?);
    let mut articles = Articles { outlets: FxHashMap::default(), asks: false };
    for record in reader.records() {
        let record = record?;
        articles.asks |= !record[asked].is_empty();
        articles.outlets.insert(record[key].to_owned(), record[outlet].to_owned());
    }
    Ok(articles)
}

/// The part of a stratum that is kept while the table is read: the sentences with the smallest hashes.
#[derive(Default)]
struct Stratum {
    size: u64,
    kept: BinaryHeap<Drawn>,
}

/// Draws `sample` sentences, spread over strata as evenly as their sizes allow.
///
/// # Errors
/// Where a table is no CSV, lacks a column or has a voice that there is not, or no sentence could be coded.
pub fn draw(articles: impl Read, sentences: impl Read, sample: usize, seed: u64) -> Result<Vec<Drawn>, TemplateError> {
    let Articles { outlets, asks } = self::articles(articles)?;
    let mut reader = csv::Reader::from_reader(sentences);
    let header = reader.headers()?.clone();
    let at = |column| place(&header, "sentences.csv", column);
    let [key, id, number, text] = [at("article")?, at("article_id")?, at("sentence")?, at("text")?];
    let [voice, reason, loaded] = [at("voice")?, at("unattributed_reason")?, at("loaded_terms")?];
    let mut strata: BTreeMap<String, Stratum> = BTreeMap::new();
    // The sentence before the last, the last, and the article they are of: a sentence is offered once its neighbour is known.
    let mut waiting: Option<(String, Drawn)> = None;
    let mut offer = |sentence: Drawn| {
        if matches!(sentence.voice, None | Some(Voice::Unvoiced)) {
            return;
        }
        let stratum = strata.entry(sentence.stratum.clone()).or_default();
        stratum.size += 1;
        stratum.kept.push(sentence);
        if stratum.kept.len() > sample {
            stratum.kept.pop();
        }
    };
    for record in reader.records() {
        let record = record?;
        let cell = |i: usize| record.get(i).unwrap_or_default();
        let line = record.position().map_or(0, csv::Position::line);
        let told = Some(cell(voice)).filter(|word| !word.is_empty());
        let told = told.map(str::parse).transpose().map_err(|fault| TemplateError::Voice { line, fault })?;
        let is_loaded = codes::some(cell(loaded));
        let mark = match (cell(reason), is_loaded, told) {
            (reason, ..) if !reason.is_empty() => "needs a source",
            (_, Some(true), _) => "loaded",
            (_, _, Some(Voice::Attributed | Voice::Mixed)) => "attributed",
            _ => "no mark",
        };
        let outlet = outlets.get(cell(key)).filter(|o| !o.is_empty()).map_or("(none)", String::as_str);
        let hash = Sha256::digest(format!("{seed}\u{1f}{}\u{1f}{}\u{1f}{}", cell(key), cell(id), cell(number)));
        let mut sentence = Drawn {
            draw: std::array::from_fn(|i| hash[i]),
            order: std::array::from_fn(|i| hash[i + 8]),
            article: cell(id).to_owned(),
            sentence: cell(number).to_owned(),
            text: cell(text).to_owned(),
            stratum: format!("{outlet} · {mark}"),
            voice: told,
            needs_source: asks.then_some(!cell(reason).is_empty()),
            reason: cell(reason).to_owned(),
            loaded: is_loaded,
            ..Drawn::default()
        };
        if let Some((article, mut last)) = waiting.take() {
            if article == cell(key) {
                sentence.before.clone_from(&last.text);
                last.after.clone_from(&sentence.text);
            }
            offer(last);
        }
        waiting = Some((cell(key).to_owned(), sentence));
    }
    if let Some((_, last)) = waiting {
        offer(last);
    }
    if strata.is_empty() {
        return Err(TemplateError::Empty);
    }
    Ok(spread(strata, sample))
}

/// Small strata are taken whole; what they leave over goes to the others.
fn spread(strata: BTreeMap<String, Stratum>, sample: usize) -> Vec<Drawn> {
    let mut by_size: Vec<(u64, Vec<Drawn>)> = strata.into_values().map(|s| (s.size, s.kept.into_sorted_vec())).collect();
    by_size.sort_by_key(|(size, _)| *size);
    let (mut left, mut open) = (sample, by_size.len());
    let mut drawn = Vec::new();
    for (size, mut kept) in by_size {
        let quota = left.div_ceil(open).min(kept.len());
        kept.truncate(quota);
        left -= quota;
        open -= 1;
        let many = kept.len() as u64;
        drawn.extend(kept.into_iter().map(|d| Drawn { size, drawn: many, ..d }));
    }
    drawn.sort_by_key(|d| d.order);
    drawn
}

impl Drawn {
    fn about(&self, unit: usize) -> Vec<Cell> {
        vec![Cell::Count(unit as u64), Cell::text(&self.article), Cell::text(&self.sentence)]
    }

    /// The sentence for coders: nothing of what the program says.
    pub fn sheet(drawn: &[Drawn]) -> Section {
        let columns =
            ["unit", "article_id", "sentence", "before", "text", "after", "coder", "voice", "needs_source", "reason", "loaded", "note"];
        let mut section = Section::new("sheet", "", "", &columns.map(|c| (c, c)));
        for (unit, d) in (1..).zip(drawn) {
            let mut row = d.about(unit);
            row.extend([Cell::text(&d.before), Cell::text(&d.text), Cell::text(&d.after)]);
            row.resize(columns.len(), Cell::None);
            section.rows.push(row);
        }
        section
    }

    /// What the program says of the same sentences, and how many each stands for.
    pub fn key(drawn: &[Drawn]) -> Section {
        let columns = [
            "unit", "article_id", "sentence", "coder", "voice", "needs_source", "reason", "loaded", "stratum", "stratum_size", "drawn",
            "weight",
        ];
        let mut section = Section::new("key", "", "", &columns.map(|c| (c, c)));
        let word = |yes: bool| Cell::text(if yes { "yes" } else { "no" });
        for (unit, d) in (1..).zip(drawn) {
            let mut row = d.about(unit);
            row.extend([
                Cell::text(super::PROGRAM),
                Cell::text(d.voice.map_or("", Voice::as_str)),
                d.needs_source.map_or(Cell::None, word),
                if d.reason.is_empty() { Cell::None } else { Cell::text(&d.reason) },
                d.loaded.map_or(Cell::None, word),
                Cell::text(&d.stratum),
                Cell::Count(d.size),
                Cell::Count(d.drawn),
                Cell::Number(d.size as f64 / d.drawn.max(1) as f64, 3),
            ]);
            section.rows.push(row);
        }
        section
    }
}

/// The sheet to print: sentences with their neighbours and boxes to tick, the codebook in front.
///
/// # Errors
/// None that is known of; a template that cannot be filled in is for `minijinja` to tell.
pub fn printable(drawn: &[Drawn]) -> io::Result<Vec<u8>> {
    let shown = |d: &Drawn| Drawn {
        before: visible(&d.before).into_owned(),
        text: visible(&d.text).into_owned(),
        after: visible(&d.after).into_owned(),
        ..d.clone()
    };
    let drawn: Vec<Drawn> = drawn.iter().map(shown).collect();
    let mut out = Vec::new();
    let page = Page::new(&[("template.html", include_str!("template.html"))], "", "")?;
    page.write("template.html", &json!({ "codebook": CODEBOOK, "drawn": drawn }), &mut out).map(|()| out)
}
