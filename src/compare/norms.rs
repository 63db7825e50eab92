//! What is usual: percentiles of the default measures over reference articles, by kind of article. Numbers only; `docs/statistics.md` says of which.
use super::{
    estimate::{Estimate, PERCENTILES},
    measure::{Kind, Measure},
    table::{Articles, Plan},
};
use crate::sheet::{Cell, Section};
use serde_json::Value;

/// Written by `sayso compare` itself: `docs/statistics.md` says how.
const NORMS: &str = include_str!("norms.csv");

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

/// All norms.
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

/// What the reference articles were read with, as `run.json` names it.
const READ_WITH: [(&str, &str); 2] = [("engine", "context"), ("profile", "research")];

/// Settings by which fewer findings count: what is switched off, and how sure a finding must be. A rule that is off leaves cells empty.
const COUNTED_BY: [&str; 4] = ["categories", "confidence", "entries_off", "reasons"];

/// Why norms do not fit tables, by the `run.json` beside them: another engine, profile or lexicon finds more or less. `None` where they fit.
pub fn unlike_norms(manifest: &Value) -> Option<String> {
    let setting = |key: &str| manifest.pointer(&format!("/settings/{key}"));
    let other = |(key, ours): (&str, &str)| {
        let theirs = setting(key)?.as_str()?;
        (theirs != ours).then(|| format!("the {key} was `{theirs}`, that of the norms is `{ours}`"))
    };
    let counted = COUNTED_BY.into_iter().filter(|key| setting(key).is_some_and(changes_counts));
    let lexicons = manifest.pointer("/tool/lexicons").and_then(Value::as_array).into_iter().flatten();
    let added = lexicons.filter_map(|lexicon| lexicon.get("id")?.as_str()).filter(|id| !id.starts_with("en/"));
    let mut list: Vec<String> = READ_WITH.into_iter().filter_map(other).collect();
    list.extend(counted.map(|key| format!("the settings have `{key}` of their own")));
    list.extend(added.map(|id| format!("the lexicon `{id}` was added")));
    (!list.is_empty()).then(|| list.join("; "))
}

fn changes_counts(set: &Value) -> bool {
    match set {
        Value::Array(list) => !list.is_empty(),
        // Of levels, only `off` changes a count.
        Value::Object(map) => map.values().any(|value| value.as_str().is_none_or(|level| level == "off")),
        _ => false,
    }
}

/// An estimate, its measure, and what is usual.
type Row<'a> = (&'a Estimate, &'a Measure, &'a Norm);

/// The groups beside the reference articles of a kind; nothing where no measure has norms.
pub(super) fn section(articles: &Articles, plan: &Plan, estimates: &[Estimate], kind: &str) -> Option<Section> {
    let norms: Vec<Norm> = norms().into_iter().filter(|n| n.kind == kind).collect();
    let about = format!(
        "The same measures over reference articles (kind: {kind}; docs/statistics.md says which). `place` is the percentage of single reference articles that \
         have a lower rate than the group has as a whole. What is usual is not what is right."
    );
    let mut rows = Vec::new();
    for (m, measure) in plan.measures.iter().enumerate().filter(|(_, m)| is_default(m)) {
        let Some(norm) = norms.iter().find(|n| n.measure == measure.name) else { continue };
        rows.extend(estimates.iter().filter(|e| e.measure == m && e.period.is_none()).map(|e| (e, measure, norm)));
    }
    let rate = |(e, measure, _): &Row<'_>| e.ratio.value().map(|v| v * measure.times);
    let at = |(.., norm): &Row<'_>, i: usize| norm.percentiles.get(i).copied();
    let place = |row: &Row<'_>| rate(row).filter(|_| row.1.kind != Kind::Any).and_then(|r| row.2.place_of(r));
    let section = Section::of(
        "norms",
        "What is usual",
        &about,
        rows,
        &[
            ("measure", "measure", &|(_, m, _)| Cell::text(&m.name)),
            ("group", "group", &|(e, ..)| Cell::text(&articles.groups[e.group])),
            ("rate", "rate", &|row| Cell::number(rate(row), row.1.digits())),
            ("kind", "", &|_| Cell::text(kind)),
            ("reference_articles", "reference articles", &|(.., norm)| Cell::Count(norm.articles)),
            ("reference_rate", "their rate", &|(_, m, norm)| Cell::Number(norm.rate, m.digits())),
            ("", "middle 80 % of them", &|row| Cell::range(at(row, 1).zip(at(row, 5)), row.1.digits())),
            ("percentile_10", "", &|row| Cell::number(at(row, 1), row.1.digits())),
            ("percentile_50", "median", &|row| Cell::number(at(row, 3), row.1.digits())),
            ("percentile_90", "", &|row| Cell::number(at(row, 5), row.1.digits())),
            ("place", "place", &|row| Cell::number(place(row), 0)),
        ],
    );
    (!section.rows.is_empty()).then_some(section)
}

/// Is it a measure as it was when the norms were made?
fn is_default(measure: &Measure) -> bool {
    super::DEFAULTS.iter().any(|d| Measure::parse(d).as_ref() == Ok(measure))
}

#[cfg(test)]
mod tests {
    use super::{Norm, norms, unlike_norms};
    use crate::compare::{DEFAULTS, Measure};

    #[test]
    fn every_default_measure_has_norms_in_order() {
        let norms = norms();
        for measure in DEFAULTS.iter().filter_map(|d| Measure::parse(d).ok()) {
            let norm = norms.iter().find(|n| n.measure == measure.name && n.kind == "all");
            assert!(norm.is_some_and(|n| n.articles > 100 && n.percentiles.is_sorted()), "{}", measure.name);
        }
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

    #[test]
    fn norms_fit_tables_of_their_own_engine_and_profile_only() {
        let of = |engine: &str, profile: &str| unlike_norms(&serde_json::json!({ "settings": { "engine": engine, "profile": profile } }));
        assert_eq!(of("context", "research"), None);
        assert_eq!(of("fast", "research").as_deref(), Some("the engine was `fast`, that of the norms is `context`"));
        assert!(of("context", "news").is_some_and(|why| why.contains("profile was `news`")));
        assert_eq!(unlike_norms(&serde_json::json!({})), None);
    }

    #[test]
    fn norms_fit_no_tables_in_which_other_things_count() {
        let of = |settings: serde_json::Value| unlike_norms(&serde_json::json!({ "settings": settings }));
        let plain =
            serde_json::json!({ "engine": "context", "categories": { "en/loaded/puffery": "note" }, "confidence": {}, "entries_off": [] });
        assert_eq!(of(plain), None, "a level changes no count");
        let told = |settings| of(settings).unwrap_or_default();
        assert!(told(serde_json::json!({ "categories": { "en/loaded/puffery": "off" } })).contains("`categories` of their own"));
        assert!(told(serde_json::json!({ "entries_off": ["en/loaded/legitimacy#regime"] })).contains("`entries_off`"));
        assert!(told(serde_json::json!({ "confidence": { "loaded-term": { "note": 50, "warning": 60 } } })).contains("`confidence`"));
        let lexicons = |id: &str| unlike_norms(&serde_json::json!({ "tool": { "lexicons": [{ "id": "en/cues/say" }, { "id": id }] } }));
        assert_eq!(lexicons("en/loaded/puffery"), None);
        assert_eq!(lexicons("house/air").as_deref(), Some("the lexicon `house/air` was added"));
    }
}
