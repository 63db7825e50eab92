//! Groups beside what is usual, and whether it fits them.
use super::{
    estimate::Estimate,
    measure::{Kind, Measure},
    table::{Articles, Plan},
};
use crate::{
    norms::{MADE, Norm, norms},
    sheet::{Cell, Section},
};
use serde_json::Value;

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
        "The same measures over reference articles of the kind `{kind}`, of {MADE}. `place` is the percentage of single reference articles that \
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
    use super::{norms, unlike_norms};
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
