//! The comparison as a sheet.
use super::{
    estimate::{Estimate, MANY, Options, is_fixed},
    measure::{Kind, Measure},
    norms,
    pairs::Tests,
    table::{Articles, Plan},
    warn::warnings,
};
use crate::{
    plural::plural,
    sheet::{Cell, Dot, Line, Picture, Point, Section, Sheet},
    stats::{Interval, whole},
};

/// Lines in one picture of a series.
const LINES: usize = 12;

/// Everything that was computed, for people and programs; `norm` is the kind of reference articles to hold it against.
pub fn sheet(articles: &Articles, plan: &Plan, options: &Options, estimates: &[Estimate], tests: &Tests, norm: Option<&str>) -> Sheet {
    let by = if plan.by.is_empty() { String::new() } else { format!(" by {}", plan.by.join(" and ")) };
    let mut sections = vec![groups(articles, plan, estimates)];
    if !tests.differences.is_empty() {
        sections.push(differences(articles, &plan.measures, tests));
    }
    if !tests.overall.is_empty() {
        sections.push(overall(&plan.measures, tests));
    }
    if !articles.periods.is_empty() {
        sections.push(series(articles, plan, estimates));
    }
    sections.extend(norm.and_then(|kind| norms::section(articles, plan, estimates, kind)));
    let left = if plan.without_copies { format!("; {} near-copies left out", articles.copies) } else { String::new() };
    Sheet {
        title: format!("Measures compared{by}"),
        facts: vec![
            format!("{} in {}{left}", plural(articles.len() as u64, "article"), plural(articles.groups.len() as u64, "group")),
            "Numbers count marks of wording and sourcing. They do not say who is right, nor which group is better.".to_owned(),
        ],
        warnings: warnings(articles, plan, estimates, tests),
        sections,
        methods: methods(options, tests, &plan.measures),
    }
}

fn ends(interval: Option<Interval>, times: f64) -> Option<(f64, f64)> {
    interval.map(|i| (i.low * times, i.high * times))
}

/// A value of a measure, scaled.
fn scaled(measure: &Measure, value: Option<f64>) -> Cell {
    Cell::number(value.map(|v| v * measure.times), measure.digits())
}

fn range(measure: &Measure, interval: Option<Interval>) -> Cell {
    Cell::range(ends(interval, measure.times), measure.digits())
}

fn point(e: &Estimate, times: f64) -> Option<Point> {
    e.ratio.value().map(|v| Point { value: v * times, interval: ends(e.interval(), times) })
}

/// Estimates with their measures, measure by measure.
fn by_measure<'a>(plan: &'a Plan, estimates: &'a [Estimate], wanted: fn(&Estimate) -> bool) -> Vec<(&'a Estimate, &'a Measure)> {
    let of = |(m, measure)| estimates.iter().filter(move |e| e.measure == m && wanted(e)).map(move |e| (e, measure));
    plan.measures.iter().enumerate().flat_map(of).collect()
}

fn groups(articles: &Articles, plan: &Plan, estimates: &[Estimate]) -> Section {
    let whole_groups = by_measure(plan, estimates, |e| e.period.is_none());
    let percentile = |(e, m): &(&Estimate, &Measure), i: usize| scaled(m, e.percentiles.get(i).filter(|_| m.kind != Kind::Any).copied());
    let mut section = Section::of(
        "groups",
        "Groups",
        "Rates of summed counts, with 95 % intervals over articles. `median` is that of single articles. `design effect` is how many times wider, squared, \
         the interval is than one that takes every word or sentence for a trial of its own.",
        whole_groups.iter().copied(),
        &[
            ("measure", "measure", &|(_, m)| Cell::text(&m.name)),
            ("unit", "", &|(_, m)| Cell::text(m.unit())),
            ("group", "group", &|(e, _)| Cell::text(&articles.groups[e.group])),
            ("articles", "articles", &|(e, _)| Cell::Count(whole(e.ratio.articles))),
            ("k", "counted", &|(e, _)| Cell::Count(whole(e.ratio.k))),
            ("n", "of", &|(e, _)| Cell::Count(whole(e.ratio.n))),
            ("rate", "rate", &|(e, m)| scaled(m, e.ratio.value())),
            ("", "95 % interval", &|(e, m)| range(m, e.interval())),
            ("low", "", &|(e, m)| scaled(m, e.interval().map(|i| i.low))),
            ("high", "", &|(e, m)| scaled(m, e.interval().map(|i| i.high))),
            ("interval", "", &|(e, _)| e.interval.map_or(Cell::None, |(_, how)| Cell::text(how.as_str()))),
            ("naive_low", "", &|(e, m)| scaled(m, e.naive.map(|i| i.low))),
            ("naive_high", "", &|(e, m)| scaled(m, e.naive.map(|i| i.high))),
            ("design_effect", "design effect", &|(e, _)| Cell::number(design_effect(e), 1)),
            ("quasi_poisson_low", "", &|(e, m)| scaled(m, e.model.map(|(i, _)| i.low))),
            ("quasi_poisson_high", "", &|(e, m)| scaled(m, e.model.map(|(i, _)| i.high))),
            ("dispersion", "", &|(e, _)| Cell::number(e.model.map(|m| m.1), 2)),
            ("percentile_5", "", &|row| percentile(row, 0)),
            ("percentile_10", "", &|row| percentile(row, 1)),
            ("percentile_25", "", &|row| percentile(row, 2)),
            ("percentile_50", "median", &|row| percentile(row, 3)),
            ("percentile_75", "", &|row| percentile(row, 4)),
            ("percentile_90", "", &|row| percentile(row, 5)),
            ("percentile_95", "", &|row| percentile(row, 6)),
        ],
    );
    for same in whole_groups.chunk_by(|a, b| a.0.measure == b.0.measure) {
        let dot = |(e, m): &(&Estimate, &Measure)| Some(Dot { label: articles.groups[e.group].clone(), point: point(e, m.times)? });
        let dots: Vec<Dot> = same.iter().filter_map(dot).collect();
        if let (Some((_, measure)), false) = (same.first(), dots.is_empty()) {
            section.pictures.push(Picture::Dots { title: measure.name.clone(), unit: measure.unit(), dots });
        }
    }
    section
}

fn design_effect(e: &Estimate) -> Option<f64> {
    let (interval, naive) = e.interval().zip(e.naive).filter(|(_, naive)| naive.width() > 0.0 && e.ratio.k > 0.0)?;
    Some((interval.width() / naive.width()).powi(2))
}

fn differences(articles: &Articles, measures: &[Measure], tests: &Tests) -> Section {
    Section::of(
        "differences",
        "Differences",
        "The first group less the second, and the first over the second. `h` is Cohen's, of shares; `delta` is Cliff's: the chance that an article of the \
         first group has the higher rate, less the chance that it has the lower one. `q` is p adjusted over all tests.",
        tests.differences.iter().map(|d| (d, &measures[d.measure])),
        &[
            ("measure", "measure", &|(_, m)| Cell::text(&m.name)),
            ("first", "first", &|(d, _)| Cell::text(&articles.groups[d.first])),
            ("second", "second", &|(d, _)| Cell::text(d.second.map_or("all others", |g| articles.groups[g].as_str()))),
            ("first_rate", "first rate", &|(d, m)| scaled(m, d.ratios[0].value())),
            ("second_rate", "second rate", &|(d, m)| scaled(m, d.ratios[1].value())),
            ("difference", "difference", &|(d, m)| scaled(m, Some(d.pair.difference))),
            ("", "95 % interval", &|(d, m)| range(m, d.pair.difference_interval)),
            ("difference_low", "", &|(d, m)| scaled(m, d.pair.difference_interval.map(|i| i.low))),
            ("difference_high", "", &|(d, m)| scaled(m, d.pair.difference_interval.map(|i| i.high))),
            ("ratio", "ratio", &|(d, _)| Cell::number(d.pair.ratio, 2)),
            ("", "95 % interval", &|(d, _)| Cell::range(ends(d.pair.ratio_interval, 1.0), 2)),
            ("ratio_low", "", &|(d, _)| Cell::number(d.pair.ratio_interval.map(|i| i.low), 2)),
            ("ratio_high", "", &|(d, _)| Cell::number(d.pair.ratio_interval.map(|i| i.high), 2)),
            ("h", "h", &|(d, _)| Cell::number(d.h, 2)),
            ("delta", "delta", &|(d, _)| Cell::number(d.delta, 2)),
            ("test", "test", &|(d, _)| Cell::text(d.test)),
            ("p", "p", &|(d, _)| Cell::p(d.p)),
            ("q", "q", &|(d, _)| Cell::p(d.q[0])),
            ("rank_p", "", &|(d, _)| Cell::p(d.rank_p)),
            ("rank_q", "q of ranks", &|(d, _)| Cell::p(d.q[1])),
        ],
    )
}

fn overall(measures: &[Measure], tests: &Tests) -> Section {
    Section::of(
        "overall",
        "All groups at once",
        "Does any group differ? Kruskal–Wallis on the rates of single articles; chi-square where the article itself is counted.",
        &tests.overall,
        &[
            ("measure", "measure", &|o| Cell::text(&measures[o.measure].name)),
            ("test", "test", &|o| Cell::text(o.test)),
            ("statistic", "statistic", &|o| Cell::Number(o.statistic, 2)),
            ("df", "df", &|o| Cell::Count(whole(o.df))),
            ("p", "p", &|o| Cell::P(o.p)),
            ("q", "q", &|o| Cell::p(o.q)),
        ],
    )
}

fn series(articles: &Articles, plan: &Plan, estimates: &[Estimate]) -> Section {
    let groups = articles.groups.len();
    let drawn = if groups > LINES { format!(" Pictures show the first {LINES} of {groups} groups.") } else { String::new() };
    let about = format!("The same rates by period. A period without articles is a gap.{drawn}");
    let rows = by_measure(plan, estimates, |e| e.period.is_some());
    let period = |e: &Estimate| e.period.map_or(Cell::None, |p| Cell::text(&articles.periods[p]));
    let mut section = Section::of(
        "series",
        "Over time",
        &about,
        rows.iter().copied(),
        &[
            ("measure", "measure", &|(_, m)| Cell::text(&m.name)),
            ("group", "group", &|(e, _)| Cell::text(&articles.groups[e.group])),
            ("period", "period", &|(e, _)| period(e)),
            ("articles", "articles", &|(e, _)| Cell::Count(whole(e.ratio.articles))),
            ("k", "counted", &|(e, _)| Cell::Count(whole(e.ratio.k))),
            ("n", "of", &|(e, _)| Cell::Count(whole(e.ratio.n))),
            ("rate", "rate", &|(e, m)| scaled(m, e.ratio.value())),
            ("", "95 % interval", &|(e, m)| range(m, e.interval())),
            ("low", "", &|(e, m)| scaled(m, e.interval().map(|i| i.low))),
            ("high", "", &|(e, m)| scaled(m, e.interval().map(|i| i.high))),
        ],
    );
    for (m, measure) in plan.measures.iter().enumerate() {
        let empty = |group: &String| Line { label: group.clone(), points: vec![None; articles.periods.len()] };
        let mut lines: Vec<Line> = articles.groups.iter().map(empty).collect();
        for (e, period) in rows.iter().filter(|(e, _)| e.measure == m).filter_map(|(e, _)| Some((e, e.period?))) {
            lines[e.group].points[period] = point(e, measure.times);
        }
        lines.truncate(LINES);
        let (title, unit, periods) = (measure.name.clone(), measure.unit(), articles.periods.clone());
        section.pictures.push(Picture::Series { title, unit, periods, lines });
    }
    section
}

fn methods(options: &Options, tests: &Tests, measures: &[Measure]) -> Vec<String> {
    let mut methods = vec![format!(
        "The article is the unit: sentences of one article resemble each other. Intervals are percentiles over {} samples of whole articles (seed {}); of \
         groups with more than {MANY} articles, and of series of more than 100,000, of the linearised error, to which the bootstrap comes then; Wilson's for shares of articles; exact \
         Poisson where nothing was counted.",
        options.resamples, options.seed
    )];
    if tests.family > 0 {
        methods.push(format!(
            "p of a difference: labels of articles permuted {} times (seed {}), a z-test on the linearised errors where both groups have more than 1,000 \
             articles, Fisher's exact test for shares of articles. `q of ranks` is of the Mann–Whitney test. Benjamini–Hochberg over all {} p-values shown.",
            options.permutations, options.seed, tests.family
        ));
    }
    if tests.differences.iter().any(|d| d.ratios.iter().any(|r| is_fixed(measures[d.measure].kind, r))) {
        methods.push(
            "Where a group has one article only, or nothing or all of a share was counted in it, the interval of the difference is combined from \
             those of the two groups (MOVER, Zou and Donner 2008), and the ratio has none."
                .to_owned(),
        );
    }
    let formulas: Vec<String> = measures.iter().map(Measure::formula).collect();
    methods.push(format!("Measures: {}.", formulas.join("; ")));
    methods.push("Formulas and references: docs/statistics.md.".to_owned());
    methods
}
