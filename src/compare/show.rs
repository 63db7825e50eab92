//! The comparison as a sheet.
use super::{
    estimate::{Estimate, MANY, Options, PERCENTILES, is_fixed},
    measure::{Kind, Measure},
    norms,
    pairs::{Difference, Tests},
    table::{Articles, Plan},
    warn::warnings,
};
use crate::{
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
            format!("{} in {}{left}", counted(articles.len(), "article"), counted(articles.groups.len(), "group")),
            "Numbers count marks of wording and sourcing. They do not say who is right, nor which group is better.".to_owned(),
        ],
        warnings: warnings(articles, plan, estimates, tests),
        sections,
        methods: methods(options, tests, &plan.measures),
    }
}

fn counted(n: usize, of: &str) -> String {
    format!("{n} {of}{}", if n == 1 { "" } else { "s" })
}

fn ends(interval: Option<Interval>, times: f64) -> Option<(f64, f64)> {
    interval.map(|i| (i.low * times, i.high * times))
}

fn low_high(interval: Option<Interval>, times: f64, digits: usize) -> [Cell; 2] {
    let ends = ends(interval, times);
    [Cell::number(ends.map(|e| e.0), digits), Cell::number(ends.map(|e| e.1), digits)]
}

fn point(e: &Estimate, times: f64) -> Option<Point> {
    e.ratio.value().map(|v| Point { value: v * times, interval: ends(e.interval.map(|(i, _)| i), times) })
}

fn groups(articles: &Articles, plan: &Plan, estimates: &[Estimate]) -> Section {
    let mut section = Section::new(
        "groups",
        "Groups",
        "Rates of summed counts, with 95 % intervals over articles. `median` is that of single articles. `design effect` is how many times wider, squared, \
         the interval is than one that takes every word or sentence for a trial of its own.",
        &[
            ("measure", "measure"),
            ("unit", ""),
            ("group", "group"),
            ("articles", "articles"),
            ("k", "counted"),
            ("n", "of"),
            ("rate", "rate"),
            ("", "95 % interval"),
            ("low", ""),
            ("high", ""),
            ("interval", ""),
            ("naive_low", ""),
            ("naive_high", ""),
            ("design_effect", "design effect"),
            ("quasi_poisson_low", ""),
            ("quasi_poisson_high", ""),
            ("dispersion", ""),
            ("percentile_5", ""),
            ("percentile_10", ""),
            ("percentile_25", ""),
            ("percentile_50", "median"),
            ("percentile_75", ""),
            ("percentile_90", ""),
            ("percentile_95", ""),
        ],
    );
    let whole: Vec<&Estimate> = estimates.iter().filter(|e| e.period.is_none()).collect();
    for (m, measure) in plan.measures.iter().enumerate() {
        let mut dots = Vec::new();
        for e in whole.iter().filter(|e| e.measure == m) {
            section.rows.push(group_row(e, measure, &articles.groups[e.group]));
            dots.extend(point(e, measure.times).map(|point| Dot { label: articles.groups[e.group].clone(), point }));
        }
        if !dots.is_empty() {
            section.pictures.push(Picture::Dots { title: measure.name.clone(), unit: measure.unit(), dots });
        }
    }
    section
}

fn group_row(e: &Estimate, measure: &Measure, group: &str) -> Vec<Cell> {
    let (times, digits) = (measure.times, measure.digits());
    let interval = e.interval.map(|(i, _)| i);
    let [low, high] = low_high(interval, times, digits);
    let [naive_low, naive_high] = low_high(e.naive, times, digits);
    let effect = interval.zip(e.naive).filter(|(_, n)| n.width() > 0.0 && e.ratio.k > 0.0).map(|(i, n)| (i.width() / n.width()).powi(2));
    let [model_low, model_high] = low_high(e.model.map(|m| m.0), times, digits);
    let percentile = |i: usize| Cell::number(e.percentiles.get(i).filter(|_| measure.kind != Kind::Any).map(|x| x * times), digits);
    let mut row = vec![
        Cell::text(&measure.name),
        Cell::text(measure.unit()),
        Cell::text(group),
        Cell::Count(whole(e.ratio.articles)),
        Cell::Count(whole(e.ratio.k)),
        Cell::Count(whole(e.ratio.n)),
        Cell::number(e.ratio.value().map(|v| v * times), digits),
        Cell::range(ends(interval, times), digits),
        low,
        high,
        e.interval.map_or(Cell::None, |(_, how)| Cell::text(how.as_str())),
        naive_low,
        naive_high,
        Cell::number(effect, 1),
        model_low,
        model_high,
        Cell::number(e.model.map(|m| m.1), 2),
    ];
    row.extend((0..PERCENTILES.len()).map(percentile));
    row
}

fn differences(articles: &Articles, measures: &[Measure], tests: &Tests) -> Section {
    let mut section = Section::new(
        "differences",
        "Differences",
        "The first group less the second, and the first over the second. `h` is Cohen's, of shares; `delta` is Cliff's: the chance that an article of the \
         first group has the higher rate, less the chance that it has the lower one. `q` is p adjusted over all tests.",
        &[
            ("measure", "measure"),
            ("first", "first"),
            ("second", "second"),
            ("first_rate", "first rate"),
            ("second_rate", "second rate"),
            ("difference", "difference"),
            ("", "95 % interval"),
            ("difference_low", ""),
            ("difference_high", ""),
            ("ratio", "ratio"),
            ("", "95 % interval"),
            ("ratio_low", ""),
            ("ratio_high", ""),
            ("h", "h"),
            ("delta", "delta"),
            ("test", "test"),
            ("p", "p"),
            ("q", "q"),
            ("rank_p", ""),
            ("rank_q", "q of ranks"),
        ],
    );
    for d in &tests.differences {
        let measure = &measures[d.measure];
        section.rows.push(difference_row(articles, measure, d));
    }
    section
}

fn difference_row(articles: &Articles, measure: &Measure, d: &Difference) -> Vec<Cell> {
    let (times, digits) = (measure.times, measure.digits());
    let rate = |i: usize| Cell::number(d.ratios[i].value().map(|v| v * times), digits);
    let [low, high] = low_high(d.pair.difference_interval, times, digits);
    let [ratio_low, ratio_high] = low_high(d.pair.ratio_interval, 1.0, 2);
    vec![
        Cell::text(&measure.name),
        Cell::text(&articles.groups[d.first]),
        Cell::text(d.second.map_or("all others", |g| articles.groups[g].as_str())),
        rate(0),
        rate(1),
        Cell::number(Some(d.pair.difference * times), digits),
        Cell::range(ends(d.pair.difference_interval, times), digits),
        low,
        high,
        Cell::number(d.pair.ratio, 2),
        Cell::range(ends(d.pair.ratio_interval, 1.0), 2),
        ratio_low,
        ratio_high,
        Cell::number(d.h, 2),
        Cell::number(d.delta, 2),
        Cell::text(d.test),
        Cell::p(d.p),
        Cell::p(d.q[0]),
        Cell::p(d.rank_p),
        Cell::p(d.q[1]),
    ]
}

fn overall(measures: &[Measure], tests: &Tests) -> Section {
    let mut section = Section::new(
        "overall",
        "All groups at once",
        "Does any group differ? Kruskal–Wallis on the rates of single articles; chi-square where the article itself is counted.",
        &[("measure", "measure"), ("test", "test"), ("statistic", "statistic"), ("df", "df"), ("p", "p"), ("q", "q")],
    );
    for o in &tests.overall {
        section.rows.push(vec![
            Cell::text(&measures[o.measure].name),
            Cell::text(o.test),
            Cell::Number(o.statistic, 2),
            Cell::Count(whole(o.df)),
            Cell::P(o.p),
            Cell::p(o.q),
        ]);
    }
    section
}

fn series(articles: &Articles, plan: &Plan, estimates: &[Estimate]) -> Section {
    let mut section = Section::new(
        "series",
        "Over time",
        "The same rates by period. A period without articles is a gap.",
        &[
            ("measure", "measure"),
            ("group", "group"),
            ("period", "period"),
            ("articles", "articles"),
            ("k", "counted"),
            ("n", "of"),
            ("rate", "rate"),
            ("", "95 % interval"),
            ("low", ""),
            ("high", ""),
        ],
    );
    for (m, measure) in plan.measures.iter().enumerate() {
        let empty = |group: &String| Line { label: group.clone(), points: vec![None; articles.periods.len()] };
        let mut lines: Vec<Line> = articles.groups.iter().map(empty).collect();
        for e in estimates.iter().filter(|e| e.measure == m) {
            let Some(period) = e.period else { continue };
            let interval = e.interval.map(|(i, _)| i);
            let [low, high] = low_high(interval, measure.times, measure.digits());
            lines[e.group].points[period] = point(e, measure.times);
            section.rows.push(vec![
                Cell::text(&measure.name),
                Cell::text(&articles.groups[e.group]),
                Cell::text(&articles.periods[period]),
                Cell::Count(whole(e.ratio.articles)),
                Cell::Count(whole(e.ratio.k)),
                Cell::Count(whole(e.ratio.n)),
                Cell::number(e.ratio.value().map(|v| v * measure.times), measure.digits()),
                Cell::range(ends(interval, measure.times), measure.digits()),
                low,
                high,
            ]);
        }
        lines.truncate(LINES);
        section.pictures.push(Picture::Series {
            title: measure.name.clone(),
            unit: measure.unit(),
            periods: articles.periods.clone(),
            lines,
        });
    }
    section
}

fn methods(options: &Options, tests: &Tests, measures: &[Measure]) -> Vec<String> {
    let mut methods = vec![format!(
        "The article is the unit: sentences of one article resemble each other. Intervals are percentiles over {} samples of whole articles (seed {}); of \
         groups with more than {MANY} articles, of the linearised error, to which the bootstrap comes then; Wilson's for shares of articles; exact \
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
