//! Columns of `articles`: what was found, by rule, category and reason, and in the headline.
use super::{
    super::measures::{ASSERTION, LOADED, by_category, by_reason, findings, own_sentences},
    Column, Extra, ratio,
};
use crate::{
    classify,
    finding::Eligible,
    lexicon::{Kind, Lexicons},
    report::{FindingCited, Reason, Report},
};

pub(super) fn columns(lexicons: &Lexicons, extra: &Extra) -> impl Iterator<Item = Column> {
    rules(extra).chain(loaded(lexicons, extra)).chain(assertions(extra)).chain(headline(extra))
}

/// The headline, in the text or beside it, and what was found in it.
fn headline(extra: &Extra) -> [Column; 3] {
    fn within(r: &Report, counts: fn(&FindingCited) -> bool) -> Option<usize> {
        Some(r.in_headline()?.filter(|f| counts(f)).count())
    }
    [
        Column::text("headline", "The headline that was judged, from the text or the field `title`; empty where there is none", |v, _| {
            v.report.headline().map(|(_, text)| text)
        }),
        Column::whole("headline_findings", "findings", "Findings in the headline that count", |v, _| within(v.report, |_| true)),
        Column::whole("headline_loaded_terms", "findings", "Loaded terms in the headline that count", |v, _| {
            within(v.report, |f| f.rule == LOADED)
        })
        .off(extra.off.contains(LOADED)),
    ]
}

/// A count of each rule, and its rate where the rule is not about the article as a whole.
fn rules(extra: &Extra) -> impl Iterator<Item = Column> {
    classify::ALL.iter().map(|c| c.meta()).filter(|m| ![LOADED, ASSERTION].contains(&m.id.0)).flat_map(move |meta| {
        let rule = meta.id.0;
        let definition = format!("Findings of the rule {rule}: {}", meta.summary);
        let mut columns = counted(&rule.replace('-', "_"), &definition, Box::new(move |r| findings(r, rule)));
        columns.truncate(if meta.eligible == Eligible::Article { 1 } else { 2 });
        columns.into_iter().map(|c| c.off(extra.off.contains(rule))).collect::<Vec<_>>()
    })
}

/// Of all categories that a loaded term can have, so that they add up to all loaded terms.
fn loaded(lexicons: &Lexicons, extra: &Extra) -> Vec<Column> {
    let listed = lexicons.entries().iter().filter(|e| e.kind == Kind::Loaded).map(|e| &*e.category);
    let categories: std::collections::BTreeSet<&str> = listed.chain([classify::UNLISTED_TERMS]).collect();
    let all_off = extra.off.contains(LOADED);
    let mut columns = counted("loaded_terms", "Loaded terms in the article's own voice", Box::new(|r| findings(r, LOADED)));
    columns = columns.into_iter().map(|c| c.off(all_off)).collect();
    for category in categories {
        let short = category.rsplit_once("loaded/").map_or(category, |(_, s)| s);
        let name: String = short.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let off = all_off || extra.off.contains(category);
        let category = category.to_owned();
        let definition = format!("Loaded terms of the category {category}");
        let counted = counted(&format!("loaded_{name}"), &definition, Box::new(move |r| by_category(r, &category)));
        columns.extend(counted.into_iter().map(|c| c.off(off)));
    }
    columns
}

type Count = Box<dyn Fn(&Report) -> u64 + Send + Sync>;

/// A count, and its rate per 1,000 own-voice words.
fn counted(name: &str, definition: &str, count: Count) -> Vec<Column> {
    let count = std::sync::Arc::new(count);
    let again = std::sync::Arc::clone(&count);
    vec![
        Column::whole(name, "findings", definition, move |v, _| count(v.report)),
        Column::real(format!("{name}_per_1000"), "per 1,000 own-voice words", format!("Rate of {name}"), move |v, _| {
            ratio(again(v.report), v.report.article.own_words, 1000.0)
        })
        .formula(format!("1000 * {name} / own_words")),
    ]
}

fn assertions(extra: &Extra) -> Vec<Column> {
    let share = |name: String, reason: Option<Reason>| {
        let count = move |r: &Report| reason.map_or_else(|| findings(r, ASSERTION), |reason| by_reason(r, reason));
        let what = reason.map_or("all reasons".to_owned(), |r| format!("reason {r}"));
        let off = extra.off.contains(ASSERTION) || reason.is_some_and(|r| extra.off.contains(r.as_str()));
        let columns = [
            Column::whole(name.clone(), "findings", format!("Unattributed assertions, {what}"), move |v, _| count(v.report)),
            Column::real(
                format!("{name}_share"),
                "share",
                format!("Unattributed assertions, {what}, of sentences with an own-voice part"),
                move |v, _| ratio(count(v.report), own_sentences(v.report), 1.0),
            )
            .formula(format!("{name} / (sentences_outlet + sentences_mixed)")),
        ];
        columns.map(|c| c.off(off))
    };
    let mut columns: Vec<Column> = share("unattributed".to_owned(), None).into();
    columns.extend(Reason::ALL.into_iter().flat_map(|reason| share(format!("unattributed_{reason}"), Some(reason))));
    columns
}
