//! What a methods reviewer would object to, said before they do.
use super::{
    estimate::Estimate,
    measure::{Kind, Measure},
    pairs::Tests,
    table::{Articles, Label, Plan},
};
use crate::stats::cramers_v;
use std::collections::BTreeMap;

/// Fewer articles than this in a group say little of any others.
const FEW: u64 = 30;
/// One label is most of a group from this share on.
const MOST: f64 = 0.5;
/// Near-copies are many from this share on.
const COPIES: f64 = 0.02;
/// Two columns go together from this Cramér's V on.
const TOGETHER: f64 = 0.3;
/// Columns with more values than this are names, not topics.
const VALUES: usize = 60;
/// So are columns with fewer articles a value; and cells with fewer are not worth comparing.
const A_CELL: usize = 5;
/// Names in one message.
const NAMED: usize = 5;

pub(super) fn warnings(articles: &Articles, plan: &Plan, estimates: &[Estimate], tests: &Tests) -> Vec<String> {
    let mut warnings = Vec::new();
    if !articles.unmatched.is_empty() {
        warnings.push(format!("No row of the table has {}: it is in no group.", articles.unmatched.join(" or ")));
    }
    warnings.extend(few(articles));
    warnings.extend(dominated(articles, plan));
    warnings.extend(confounded(articles, plan));
    warnings.extend(copies(articles, plan));
    warnings.extend(unjudged(articles, &plan.measures, estimates));
    if tests.family > 1 {
        warnings.push(format!(
            "{} tests were made. If nothing differed, {:.1} would fall below .05 by chance: read the column `q`, which holds the share of false \
             discoveries, and name one main measure before you look.",
            tests.family,
            0.05 * tests.family as f64
        ));
    }
    warnings.push(
        "How often the marks are right is not known for your kind of text: it was measured on other articles. Draw a sample with \
         `sayso agree template`, have two people code it, and correct the rates with `sayso agree`. An error that is as frequent in every group \
         shrinks differences; one that is not makes them."
            .to_owned(),
    );
    warnings
}

fn named(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED);
    let list = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{list} and {more} more") } else { list }
}

fn sizes(articles: &Articles) -> Vec<u64> {
    let mut sizes = vec![0; articles.groups.len()];
    articles.group.iter().for_each(|&g| sizes[g as usize] += 1);
    sizes
}

fn few(articles: &Articles) -> Option<String> {
    let sizes = sizes(articles);
    let few: Vec<String> = articles.groups.iter().zip(&sizes).filter(|(_, n)| **n < FEW).map(|(g, n)| format!("{g} ({n})")).collect();
    (!few.is_empty()).then(|| {
        format!(
            "Few articles: {} of {} groups have fewer than {FEW}, {}. Their intervals are too narrow, if anything.",
            few.len(),
            sizes.len(),
            named(&few)
        )
    })
}

/// Shares of the values of a label within each group: the largest one.
fn largest(articles: &Articles, label: &Label) -> Vec<(usize, String, f64)> {
    let mut counts: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    articles.group.iter().zip(&label.of).for_each(|(&g, &v)| *counts.entry((g, v)).or_default() += 1);
    let sizes = sizes(articles);
    let mut most: Vec<Option<(u64, u32)>> = vec![None; sizes.len()];
    for ((g, v), n) in counts {
        // An empty cell is nobody.
        let filled = label.values.get(v as usize).is_some_and(|v| !v.is_empty());
        if filled && most[g as usize].is_none_or(|(m, _)| n > m) {
            most[g as usize] = Some((n, v));
        }
    }
    let share = |(g, m): (usize, Option<(u64, u32)>)| m.map(|(n, v)| (g, label.values[v as usize].clone(), n as f64 / sizes[g] as f64));
    most.into_iter().enumerate().filter_map(share).collect()
}

fn dominated(articles: &Articles, plan: &Plan) -> Vec<String> {
    // Where all are of one outlet, everybody knows it; of one author, few do.
    let can_tell = |l: &&Label| l.name == "author" || (l.name == "outlet" && l.values.len() > 1);
    let free = articles.labels.iter().filter(can_tell).filter(|l| !plan.by.contains(&l.name));
    let say = |label: &Label| {
        let over: Vec<String> = largest(articles, label)
            .into_iter()
            .filter(|(_, _, share)| *share > MOST)
            .map(|(g, name, share)| format!("{name} ({:.0} % of {})", 100.0 * share, articles.groups[g]))
            .collect();
        (!over.is_empty())
            .then(|| format!("One {} is most of a group: {}. What the group does may be what that {0} does.", label.name, named(&over)))
    };
    free.filter_map(say).collect()
}

/// Cramér's V of groups and a label, and whether there are articles enough to compare within the label.
fn together(articles: &Articles, label: &Label) -> Option<(f64, bool)> {
    let (groups, values) = (articles.groups.len(), label.values.len());
    if groups < 2 || !(2..=VALUES).contains(&values) || articles.len() < A_CELL * values {
        return None;
    }
    let mut table = vec![vec![0.0; values]; groups];
    articles.group.iter().zip(&label.of).for_each(|(&g, &v)| table[g as usize][v as usize] += 1.0);
    let cells = table.iter().flatten().filter(|n| **n > 0.0).count();
    Some((cramers_v(&table)?, articles.len() >= A_CELL * cells))
}

fn confounded(articles: &Articles, plan: &Plan) -> Vec<String> {
    let free = articles.labels.iter().filter(|l| l.name != "author" && !plan.by.contains(&l.name));
    let mut warnings: Vec<String> = free
        .filter_map(|l| together(articles, l).filter(|(v, _)| *v >= TOGETHER).map(|(v, enough)| (&l.name, v, enough)))
        .map(|(name, v, enough)| {
            let within = if enough {
                format!("Compare within it: `--by {},{name}`.", plan.by.join(","))
            } else {
                "There are too few articles to compare within it.".to_owned()
            };
            format!("The groups and `{name}` go together (Cramér's V {v:.2}): a difference between groups may be one of `{name}`. {within}")
        })
        .collect();
    if !articles.labels.iter().any(|l| l.name.starts_with("meta_")) && articles.groups.len() > 1 {
        warnings.push(
            "The table does not tell what the articles are about. If groups write about different things, that may be the difference: carry a topic \
             or desk through with `sayso corpus --keep` and compare within it."
                .to_owned(),
        );
    }
    warnings
}

fn copies(articles: &Articles, plan: &Plan) -> Option<String> {
    let share = articles.copies as f64 / (articles.len() as f64).max(1.0);
    (!plan.without_copies && share >= COPIES).then(|| {
        format!(
            "Near-copies of earlier articles, such as agency reports: {} ({:.0} %). They count as often as they were printed, and make intervals \
             too narrow; `--without-copies` leaves them out.",
            articles.copies,
            100.0 * share
        )
    })
}

fn unjudged(articles: &Articles, measures: &[Measure], estimates: &[Estimate]) -> Vec<String> {
    let mut warnings = Vec::new();
    if articles.unjudged > 0 {
        warnings.push(format!("Rows left out because their language is not judged: {}. Their measures are missing.", articles.unjudged));
    }
    if articles.undated > 0 {
        warnings.push(format!("Articles without a date that can be read: {}. They are in no period.", articles.undated));
    }
    let sizes = sizes(articles);
    let all = sizes.iter().sum::<u64>() as f64;
    for (m, measure) in measures.iter().enumerate() {
        let missing = articles.missing(m) as f64;
        if missing > 0.0 {
            warnings.push(format!(
                "`{}` was not judged in {missing:.0} of {all:.0} articles: a cell that it needs is empty, for a rule was switched off, or the text has \
                 no headline. They are left out of it, not counted as zeros.",
                measure.name
            ));
        }
        let judged: f64 = estimates.iter().filter(|e| e.measure == m && e.period.is_none()).map(|e| e.ratio.articles).sum();
        let empty = all - missing - judged;
        if matches!(measure.kind, Kind::Rate | Kind::Share) && empty > 0.1 * all {
            warnings.push(format!(
                "`{}` has nothing to divide by in {empty:.0} of {all:.0} articles; they are left out of it, not counted as zeros.",
                measure.name
            ));
        }
    }
    warnings
}
