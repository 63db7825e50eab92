//! Do groups differ? Differences with intervals and effects, tests that fit the measure, and one correction over all of them.
use super::{
    estimate::{MANY, Options, drawn_rates, interval, is_fixed, pairs_of, resampled, rows_by},
    measure::{Kind, Measure},
    table::Articles,
};
use crate::stats::{
    Pair, Random, Ratio, Rows, Square, Tied, benjamini_hochberg, chi_square, cliffs_delta, cohens_h, difference, fisher, kruskal_wallis,
    mann_whitney, mover, percentile, permuted, permuted_against, whole,
};
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many groups each is compared with each; with more, each with all others together.
const EACH_PAIR: usize = 4;
/// Up to so many articles in the smaller group labels are permuted; with more in both, the z-test says the same.
const PERMUTED: usize = 1000;

/// A group against another.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Number of the measure.
    pub measure: usize,
    /// The group.
    pub first: usize,
    /// The other; `None` for all others together.
    pub second: Option<usize>,
    /// Both sums, unscaled.
    pub ratios: [Ratio; 2],
    /// What is between them, unscaled: the difference, and the risk ratio or rate ratio.
    pub pair: Pair,
    /// Cohen's h, for shares.
    pub h: Option<f64>,
    /// Cliff's delta of the rates of single articles.
    pub delta: Option<f64>,
    /// Which test made `p`.
    pub test: &'static str,
    /// Of the difference of rates.
    pub p: Option<f64>,
    /// Of the Mann–Whitney test on the rates of single articles.
    pub rank_p: Option<f64>,
    /// Both, adjusted.
    pub q: [Option<f64>; 2],
}

/// A test over all groups.
#[derive(Clone, Debug)]
pub struct Overall {
    /// Number of the measure.
    pub measure: usize,
    /// Which.
    pub test: &'static str,
    /// Its statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Its p-value.
    pub p: f64,
    /// Adjusted.
    pub q: Option<f64>,
}

/// All tests.
#[derive(Clone, Debug, Default)]
pub struct Tests {
    /// Over all groups, where there are three or more.
    pub overall: Vec<Overall>,
    /// Between groups.
    pub differences: Vec<Difference>,
    /// p-values that were adjusted together.
    pub family: usize,
}

/// Tests all measures between groups; `against` names the group that all are compared with.
pub fn tests(articles: &Articles, measures: &[Measure], options: &Options, against: Option<usize>) -> Tests {
    let groups = articles.groups.len();
    let pairs: Vec<(usize, Option<usize>)> = match against {
        _ if groups < 2 => Vec::new(),
        Some(other) => (0..groups).filter(|&g| g != other).map(|g| (g, Some(other))).collect(),
        None if groups <= EACH_PAIR => (0..groups).flat_map(|a| (a + 1..groups).map(move |b| (a, Some(b)))).collect(),
        None => (0..groups).map(|g| (g, None)).collect(),
    };
    let known = Groups::new(articles, options);
    let chances = known.chances(&pairs);
    let mut tests = Tests::default();
    for (&(first, second), p) in pairs.iter().zip(chances) {
        tests.differences.append(&mut between(&known, measures, first, second, &p));
    }
    for (m, measure) in measures.iter().enumerate() {
        ranks(articles, m, measure, &mut tests, groups);
    }
    adjust(&mut tests);
    tests.differences.sort_by_key(|d| (d.measure, d.first));
    tests
}

/// The articles by group, and their sums.
struct Groups<'a> {
    articles: &'a Articles,
    options: &'a Options,
    /// By group.
    rows: Vec<Vec<u32>>,
    /// By group and measure.
    sums: Vec<Vec<Ratio>>,
}

impl<'a> Groups<'a> {
    fn new(articles: &'a Articles, options: &'a Options) -> Groups<'a> {
        let rows = rows_by(&articles.group, articles.groups.len());
        let sums = rows.iter().map(|rows| sums(articles, rows)).collect();
        Groups { articles, options, rows, sums }
    }

    /// Of a seed of its own, so that no stream is used twice.
    fn random(&self, stream: usize) -> Random {
        Random::new(self.options.seed ^ 0x7065_726D, stream as u64)
    }

    /// By pair and measure: p of the difference by permutation; nothing where both sides are large. Pairs with the same second side come
    /// together, for one draw serves them all: of a million articles it takes a second.
    fn chances(&self, pairs: &[(usize, Option<usize>)]) -> Vec<Vec<Option<f64>>> {
        let size = |group: usize| self.rows[group].len();
        let is_small =
            |&(first, second): &(usize, Option<usize>)| size(first).min(second.map_or(self.articles.len() - size(first), size)) <= PERMUTED;
        let mut chances = vec![Vec::new(); pairs.len()];
        for second in pairs.iter().map(|pair| pair.1).collect::<BTreeSet<_>>() {
            let asked: Vec<usize> = (0..pairs.len()).filter(|&at| pairs[at].1 == second && is_small(&pairs[at])).collect();
            if asked.is_empty() {
                continue;
            }
            let groups: Vec<usize> = asked.iter().map(|&at| pairs[at].0).collect();
            let found = second.map_or_else(|| self.against_others(&groups), |other| self.against(&groups, other));
            asked.into_iter().zip(found).for_each(|(at, found)| chances[at] = found);
        }
        chances
    }

    fn against(&self, groups: &[usize], other: usize) -> Vec<Vec<Option<f64>>> {
        let theirs = pairs_of(self.articles, &self.rows[other]);
        let ours: Vec<Vec<f64>> = groups.iter().map(|&g| pairs_of(self.articles, &self.rows[g])).collect();
        let ours: Vec<Rows<'_>> = ours.iter().map(|cells| self.by_article(cells)).collect();
        permuted_against(self.by_article(&theirs), &ours, self.options.permutations, &mut self.random(other))
    }

    fn against_others(&self, groups: &[usize]) -> Vec<Vec<Option<f64>>> {
        let all: Vec<u32> = self.rows.iter().flatten().copied().collect();
        let pairs = pairs_of(self.articles, &all);
        let part = |&g: &usize| (self.rows[g].len(), self.sums[g].iter().flat_map(|r| [r.k, r.n]).collect::<Vec<f64>>());
        let parts: Vec<(usize, Vec<f64>)> = groups.iter().map(part).collect();
        permuted(self.by_article(&pairs), &parts, self.options.permutations, &mut self.random(self.rows.len()))
    }

    fn by_article<'p>(&self, cells: &'p [f64]) -> Rows<'p> {
        Rows { cells, width: 2 * self.articles.measures() }
    }
}

fn sums(articles: &Articles, rows: &[u32]) -> Vec<Ratio> {
    let mut sums = vec![Ratio::default(); articles.measures()];
    for &row in rows {
        for (m, sum) in sums.iter_mut().enumerate() {
            let (k, n) = articles.pair(m, row as usize);
            sum.add(k, n);
        }
    }
    sums
}

/// The differences of two groups, or of a group from all others, in all measures; `p` holds what permutation gave.
fn between(known: &Groups<'_>, measures: &[Measure], first: usize, second: Option<usize>, p: &[Option<f64>]) -> Vec<Difference> {
    let Groups { articles, options, rows, sums } = known;
    let others: Vec<usize> = second.map_or_else(|| (0..rows.len()).filter(|&g| g != first).collect(), |g| vec![g]);
    let left = &sums[first];
    let mut right = vec![Ratio::default(); measures.len()];
    for &g in &others {
        right.iter_mut().zip(&sums[g]).for_each(|(sum, other)| sum.join(other));
    }
    let many: usize = others.iter().map(|&g| rows[g].len()).sum();
    let draws = (rows[first].len().max(many) <= MANY).then(|| {
        let mut other = vec![0.0; 2 * measures.len() * options.resamples];
        for &g in &others {
            other.iter_mut().zip(resampled(articles, &rows[g], options, g as u64)).for_each(|(s, x)| *s += x);
        }
        (resampled(articles, &rows[first], options, first as u64), other)
    });
    let mut found = Vec::new();
    for (m, measure) in measures.iter().enumerate() {
        let Some(mut pair) = difference(&left[m], &right[m]) else { continue };
        if [&left[m], &right[m]].into_iter().any(|r| is_fixed(measure.kind, r)) {
            // Its articles drawn anew are all alike, and yet it is not certain.
            let drawn = |sums: &Vec<f64>| drawn_rates(sums, m, measures.len()).collect::<Vec<f64>>();
            let side =
                |ratio: &Ratio, sums: Option<&Vec<f64>>| ratio.value().zip(interval(measure.kind, ratio, sums.map(drawn)).map(|i| i.0));
            let (own, other) = draws.as_ref().map(|(own, other)| (own, other)).unzip();
            pair.difference_interval = side(&left[m], own).zip(side(&right[m], other)).map(|(own, other)| mover(own, other));
            pair.ratio_interval = None;
        } else if let Some((own, other)) = &draws {
            let both = || drawn_rates(own, m, measures.len()).zip(drawn_rates(other, m, measures.len()));
            pair.difference_interval = percentile(both().map(|(own, other)| own - other).collect());
            pair.ratio_interval = percentile(both().map(|(own, other)| own / other).collect()).filter(|_| pair.ratio.is_some());
        }
        let (test, p) = match measure.kind {
            Kind::Any => ("Fisher", fisher(Square { first: with_and_without(&left[m]), second: with_and_without(&right[m]) })),
            _ => p.get(m).map_or(("z by article", pair.p), |p| ("permutation by article", *p)),
        };
        let share = matches!(measure.kind, Kind::Share | Kind::Any);
        let h = left[m].value().zip(right[m].value()).filter(|_| share).map(|(a, b)| cohens_h(a, b));
        found.push(Difference {
            measure: m,
            first,
            second,
            ratios: [left[m], right[m]],
            pair,
            h,
            delta: None,
            test,
            p,
            rank_p: None,
            q: [None; 2],
        });
    }
    found
}

/// Articles that have something, and those that have not.
fn with_and_without(r: &Ratio) -> [u64; 2] {
    [whole(r.k), whole(r.n - r.k)]
}

/// Fills in what rests on the rates of single articles. They are sorted once a measure.
fn ranks(articles: &Articles, m: usize, measure: &Measure, tests: &mut Tests, groups: usize) {
    if groups < 2 {
        return;
    }
    if measure.kind == Kind::Any {
        let mut table = vec![[0.0; 2]; groups];
        for (row, &g) in articles.group.iter().enumerate() {
            let (k, n) = articles.pair(m, row);
            table[g as usize][usize::from(k <= 0.0)] += n;
        }
        if let Some((statistic, df, p)) = chi_square(&table).filter(|_| groups > 2) {
            tests.overall.push(Overall { measure: m, test: "chi-square", statistic, df, p, q: None });
        }
        return;
    }
    let pair = |(row, &g): (usize, &u32)| (articles.pair(m, row), g);
    let mut values: Vec<(f64, u32)> =
        articles.group.iter().enumerate().map(pair).filter(|((_, n), _)| *n > 0.0).map(|((k, n), g)| (k / n, g)).collect();
    let all = Tied::rank(&mut values, groups);
    if let Some((statistic, df, p)) = kruskal_wallis(&all).filter(|_| groups > 2) {
        tests.overall.push(Overall { measure: m, test: "Kruskal–Wallis", statistic, df, p, q: None });
    }
    let seconds: BTreeSet<usize> = tests.differences.iter().filter(|d| d.measure == m).filter_map(|d| d.second).collect();
    let against: BTreeMap<usize, Vec<Tied>> = seconds.into_iter().map(|other| (other, Tied::against(&values, groups, other))).collect();
    for d in tests.differences.iter_mut().filter(|d| d.measure == m) {
        let known = match d.second {
            None => Some((&all, d.first)),
            Some(second) => against.get(&second).and_then(|tied| tied.get(d.first)).map(|tied| (tied, 0)),
        };
        let Some((tied, group)) = known else { continue };
        d.delta = cliffs_delta(tied, group);
        d.rank_p = mann_whitney(tied, group).map(|(_, p)| p);
    }
}

/// One correction over every p-value that is shown.
fn adjust(tests: &mut Tests) {
    let p = |d: &Difference| [d.p, d.rank_p];
    let family: Vec<f64> = tests.overall.iter().map(|o| o.p).chain(tests.differences.iter().flat_map(p).flatten()).collect();
    tests.family = family.len();
    let mut adjusted = benjamini_hochberg(&family).into_iter();
    tests.overall.iter_mut().for_each(|o| o.q = adjusted.next());
    for d in &mut tests.differences {
        d.q = [d.p.and_then(|_| adjusted.next()), d.rank_p.and_then(|_| adjusted.next())];
    }
}
