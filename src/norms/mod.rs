//! What is usual: percentiles of the main measures over reference articles, by kind of article. Numbers only; `docs/statistics.md` says of
//! which articles, and how they were made. `compare` holds groups against them, reports a single article.
use crate::{
    config::{Profile, Settings},
    report::{Report, ScoreCited},
};

/// Written by `sayso compare` itself.
const NORMS: &str = include_str!("norms.csv");

/// Which articles they are of, and what read them.
pub const MADE: &str = "783 English news articles, old and no random sample, read with the engine `context` (weights of the night of 2026-11-30) and the \
    profile `research`; docs/statistics.md says which";

/// Percentiles of single articles that are told.
pub const PERCENTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// The kind that holds all reference articles.
pub const ALL: &str = "all";

/// How a measure is spread over reference articles of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    /// Name of the measure.
    pub measure: String,
    /// Kind of article.
    pub kind: String,
    /// Reference articles with something to divide by.
    pub articles: u64,
    /// Rate of summed counts, scaled.
    pub rate: f64,
    /// Of the rates of single articles, scaled, at [`PERCENTILES`]; empty for shares of articles.
    pub percentiles: Vec<f64>,
}

/// All norms: kind by kind, measures in one order.
pub fn norms() -> Vec<Norm> {
    type Row = (String, String, u64, f64, [Option<f64>; PERCENTILES.len()]);
    let norm = |(measure, kind, articles, rate, percentiles): Row| {
        let percentiles = percentiles.into_iter().flatten().collect();
        Norm { measure, kind, articles, rate, percentiles }
    };
    csv::Reader::from_reader(NORMS.as_bytes()).into_deserialize::<Row>().filter_map(Result::ok).map(norm).collect()
}

impl Norm {
    /// How many reference articles have a lower rate, in percent; none where it is zero, else held between the outermost percentiles that are known.
    pub fn place_of(&self, rate: f64) -> Option<f64> {
        let known: Vec<(f64, f64)> = self.percentiles.iter().copied().zip(PERCENTILES.map(|p| 100.0 * p)).collect();
        let (first, last) = (known.first()?, known.last()?);
        if rate <= 0.0 {
            return Some(0.0);
        }
        if rate <= first.0 {
            return Some(first.1);
        }
        // Of equal percentiles the lowest one: the articles up to the others have the same rate, not a lower one.
        let above = known.iter().position(|k| k.0 >= rate);
        let Some(above) = above else { return Some(last.1) };
        let (a, b) = (known[above - 1], known[above]);
        Some(a.1 + (rate - a.0) / (b.0 - a.0) * (b.1 - a.1))
    }
}

/// A figure of an article, and how it is spread over reference articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The measure.
    pub measure: String,
    /// Over what, such as `per 1,000 own-voice words`; empty for numbers that are not divided.
    pub unit: &'static str,
    /// The article's figure, scaled as the norms are.
    pub figure: f64,
    /// Digits after the point that people see.
    pub digits: usize,
    /// By kind of article, all of them first.
    pub norms: Vec<Norm>,
}

/// The article's figures among those of reference articles. Nothing where it was read with another engine, profile, lexicon or setting:
/// it would have more or fewer marks than they.
pub fn placed(report: &Report) -> Vec<Placed> {
    let research = Settings { profile: Profile::Research, ..Settings::default() };
    let added = report.lexicons.iter().any(|lexicon| !lexicon.id.starts_with("en/"));
    if added || report.unjudged().is_some() || report.tool.engine != research.engine || report.settings.hash != research.hash() {
        return Vec::new();
    }
    let norms = norms();
    let placed = |(measure, unit, digits, figure): (&str, &'static str, usize, Option<f64>)| {
        let norms: Vec<Norm> = norms.iter().filter(|n| n.measure == measure && !n.percentiles.is_empty()).cloned().collect();
        Some(Placed { measure: measure.to_owned(), unit, figure: figure?, digits, norms }).filter(|p| !p.norms.is_empty())
    };
    figures(report).into_iter().filter_map(placed).collect()
}

/// The measures of the norms that a report tells, with unit and digits.
fn figures(report: &Report) -> [(&'static str, &'static str, usize, Option<f64>); 9] {
    const PER_1000: &str = "per 1,000 own-voice words";
    let value = |id: &str| report.score(id)?.value;
    // Norms count findings, of which a sentence may have several.
    let findings = |s: &ScoreCited| over(s.findings.len() as f64, s.denominator as f64);
    let named = value("sources-named").zip(value("sources")).and_then(|(named, all)| over(named, all));
    [
        ("loaded terms", PER_1000, 1, value("loaded-term-per-1000")),
        ("vague attributions", PER_1000, 1, value("vague-attribution-per-1000")),
        ("single-source claims", PER_1000, 1, value("single-source-claim-per-1000")),
        ("unattributed assertions", "per sentence with an own-voice part", 2, report.score("unattributed-assertion").and_then(findings)),
        ("attributed sentences", "of all sentences", 2, value("attributed-sentences")),
        ("quoting attributions", "of all attributions", 2, value("direct-share")),
        ("words of its own", "of all words", 2, over(report.article.own_words as f64, report.article.words as f64)),
        ("sources", "", 0, value("sources")),
        ("named sources", "of all sources", 2, named),
    ]
}

fn over(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Norm, PERCENTILES, norms};

    #[test]
    fn every_kind_has_the_same_measures_and_percentiles_in_order() {
        let norms = norms();
        let of = |kind: &str| norms.iter().filter(|n| n.kind == kind).map(|n| n.measure.clone()).collect::<Vec<_>>();
        assert_eq!(norms.first().map(|n| n.kind.as_str()), Some(ALL));
        assert!(norms.iter().all(|n| of(&n.kind) == of(ALL) && n.percentiles.is_sorted()));
        assert!(norms.iter().all(|n| n.percentiles.is_empty() || n.percentiles.len() == PERCENTILES.len()));
    }

    #[test]
    fn places_lie_between_percentiles() {
        let percentiles = vec![0.0, 0.0, 2.0, 4.0, 8.0, 10.0, 20.0];
        let norm = Norm { measure: String::new(), kind: String::new(), articles: 1, rate: 5.0, percentiles };
        assert_eq!(norm.place_of(1.0), Some(17.5));
        assert_eq!(norm.place_of(4.0), Some(50.0));
        assert_eq!(norm.place_of(6.0), Some(62.5));
        assert_eq!(norm.place_of(99.0), Some(95.0));
    }

    #[test]
    fn equal_rates_are_not_lower_ones() {
        let of = |percentiles: [f64; 7]| Norm {
            measure: String::new(),
            kind: String::new(),
            articles: 1,
            rate: 0.5,
            percentiles: percentiles.to_vec(),
        };
        assert_eq!(of([0.0, 0.0, 2.0, 4.0, 8.0, 10.0, 20.0]).place_of(0.0), Some(0.0), "nothing is below zero");
        assert_eq!(of([0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0]).place_of(0.0), Some(0.0));
        assert_eq!(of([0.3, 0.4, 0.6, 0.7, 1.0, 1.0, 1.0]).place_of(1.0), Some(75.0), "a quarter has all, too");
    }
}
