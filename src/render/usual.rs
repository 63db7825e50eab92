//! An article's figures among those of reference articles, as words; shared by the formats that show numbers to researchers.
use crate::{
    norms::{self, Norm, PERCENTILES, Placed},
    report::Report,
};
use serde::Serialize;

/// All of it.
#[derive(Debug, Serialize)]
pub(super) struct Usual {
    /// What the numbers say, of which articles.
    pub(super) about: String,
    /// Kinds of reference articles, all of them first, with how many there are.
    pub(super) kinds: Vec<String>,
    /// One a measure.
    pub(super) rows: Vec<Row>,
}

/// One measure.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// Its name.
    pub(super) measure: String,
    /// `14.2 per 1,000 own-voice words`
    pub(super) here: String,
    /// Of all reference articles.
    pub(super) median: String,
    /// `0.0–32.2`: all but the lowest and the highest tenth of them.
    pub(super) middle: String,
    /// By kind: how many in a hundred of its articles have a lower figure.
    pub(super) lower: Vec<String>,
}

/// The figures of an article that was read as the reference articles were; nothing of another.
pub(super) fn usual(report: &Report) -> Option<Usual> {
    let placed = norms::placed(report);
    let kinds = placed.first()?.norms.iter().map(|n| format!("{} ({})", n.kind, n.articles)).collect();
    let about = format!(
        "How many in a hundred reference articles have a lower figure than this one. They are {}. What is usual is not what is right.",
        norms::MADE
    );
    Some(Usual { about, kinds, rows: placed.iter().map(row).collect() })
}

fn row(placed: &Placed) -> Row {
    let Placed { figure, digits, .. } = *placed;
    let all = placed.norms.first();
    let at = |p: f64| {
        let at = PERCENTILES.iter().position(|x| x.total_cmp(&p).is_eq())?;
        all?.percentiles.get(at).map(|x| format!("{x:.digits$}"))
    };
    let middle = at(0.1).zip(at(0.9)).map(|(low, high)| format!("{low}–{high}"));
    Row {
        measure: placed.measure.clone(),
        here: format!("{figure:.digits$} {}", placed.unit).trim_end().to_owned(),
        median: at(0.5).unwrap_or_default(),
        middle: middle.unwrap_or_default(),
        lower: placed.norms.iter().map(|norm| lower(norm, figure)).collect(),
    }
}

/// Beyond the outermost percentiles only that is known.
fn lower(norm: &Norm, figure: f64) -> String {
    let [first, .., last] = PERCENTILES.map(|p| 100.0 * p);
    match norm.place_of(figure) {
        None => "–".to_owned(),
        Some(place) if place >= last => format!("{last:.0} or more"),
        Some(place) if place > 0.0 && place <= first => format!("{first:.0} or fewer"),
        Some(place) => format!("{place:.0}"),
    }
}
