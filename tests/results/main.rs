//! Comparing, agreeing, diffing: from tables in memory to sheets. Numbers of single methods are checked in `tests/statistics.rs`.
#![allow(clippy::unwrap_used, clippy::float_cmp, clippy::panic)]
mod agree;
mod articles;
mod groups;
mod runs;
mod sheets;

use sayso::{
    compare::{self, Articles, Measure, Options, Plan},
    sheet::{Cell, Section, Sheet},
    stats::Random,
};
use std::fmt::Write;

const HEADER: &str = "article,article_id,outlet,date_iso,author,language,meta_desk,own_words,loaded_terms,anonymous_source,duplicate_of\n";
const OPTIONS: Options = Options { resamples: 999, permutations: 999, seed: 1 };

fn plan(measures: &[&str], by: &[&str]) -> Plan {
    let measures = measures.iter().map(|m| Measure::parse(m).unwrap()).collect();
    Plan { measures, by: by.iter().map(|b| (*b).to_owned()).collect(), ..Plan::default() }
}

fn loaded(by: &[&str]) -> Plan {
    plan(&["loaded = loaded_terms / own_words * 1000", "anonymous = any(anonymous_source)"], by)
}

/// `n` articles an outlet; Harbour Post has `times` as many loaded terms as Halden Wire.
fn table(n: usize, times: usize) -> String {
    let mut random = Random::new(4, 0);
    let mut csv = HEADER.to_owned();
    for i in 1..=2 * n {
        let (outlet, by) = if i % 2 == 0 { ("Halden Wire", 1) } else { ("Harbour Post", times) };
        let (words, terms) = (200 + random.below(400), random.below(5) * by);
        let (month, desk) = (1 + i % 3, ["city", "sport"][random.below(2)]);
        writeln!(csv, "{i},a{i},{outlet},2031-{month:02}-05,W{},en,{desk},{words},{terms},{},", i % 7, random.below(2)).unwrap();
    }
    csv
}

fn compared(csv: &str, plan: &Plan) -> (Articles, Sheet) {
    let articles = compare::read(csv.as_bytes(), plan).unwrap();
    let estimates = compare::estimates(&articles, &plan.measures, &OPTIONS);
    let tests = compare::tests(&articles, &plan.measures, &OPTIONS, None);
    let sheet = compare::sheet(&articles, plan, &OPTIONS, &estimates, &tests, None);
    (articles, sheet)
}

fn section<'a>(sheet: &'a Sheet, id: &str) -> &'a Section {
    sheet.sections.iter().find(|s| s.id == id).unwrap_or_else(|| panic!("no section {id}"))
}

/// The column of a section.
fn column(section: &Section, id: &str) -> Vec<Cell> {
    let at = section.columns.iter().position(|c| c.id == id).unwrap();
    section.rows.iter().map(|r| r[at].clone()).collect()
}

fn numbers(section: &Section, id: &str) -> Vec<f64> {
    let number = |c| match c {
        Cell::Number(x, _) | Cell::P(x) => x,
        Cell::Count(n) => n as f64,
        _ => f64::NAN,
    };
    column(section, id).into_iter().map(number).collect()
}

fn has(sheet: &Sheet, words: &str) -> bool {
    sheet.warnings.iter().any(|w| w.contains(words))
}

fn text(cell: &Cell) -> &str {
    let Cell::Text(text) = cell else { panic!("no text: {cell:?}") };
    text
}
