//! Rates of groups with intervals. Up to [`MANY`] articles the interval comes from drawing articles anew; with more, from the linearised
//! error, to which the bootstrap comes then (a test of `stats` says how closely). So does that of a series of more than [`DRAWN`] articles.
use super::{
    measure::{Kind, Measure},
    table::Articles,
};
use crate::norms::PERCENTILES;
use crate::stats::{Interval, Random, Ratio, percentile, quantile, quasi_poisson, resampled_sums, wilson};

/// From so many articles on a group is large.
pub(super) const MANY: usize = 400;

/// Up to so many articles in all the periods of a series are drawn anew: of a million it would take half a minute.
const DRAWN: usize = 100_000;

/// How often, and from which seed.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Bootstrap samples.
    pub resamples: usize,
    /// Permutations.
    pub permutations: usize,
    /// Of all random numbers.
    pub seed: u64,
}

vocabulary! {
    /// Where an interval comes from.
    pub enum How {
        /// Percentiles over articles drawn anew.
        Bootstrap = "bootstrap by article",
        /// Linearised error between articles.
        Linearised = "linearised by article",
        /// Exact Poisson bound: nothing was counted.
        Exact = "exact Poisson",
        /// Wilson: the article itself is the trial, or a share is all or nothing.
        Wilson = "Wilson",
    }
}

/// The rate of a group, or of a group in a period.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// Number of the measure.
    pub measure: usize,
    /// Number of the group.
    pub group: usize,
    /// Number of the period, in a series.
    pub period: Option<usize>,
    /// Sums over articles, unscaled.
    pub ratio: Ratio,
    /// The interval, unscaled, and where it comes from.
    pub interval: Option<(Interval, How)>,
    /// As if every word or sentence were drawn by itself: too narrow.
    pub naive: Option<Interval>,
    /// Quasi-Poisson interval and dispersion, for rates.
    pub model: Option<(Interval, f64)>,
    /// Of the rates of single articles, at [`PERCENTILES`]; empty in a series.
    pub percentiles: Vec<f64>,
}

impl Estimate {
    /// The interval, unscaled.
    pub(super) fn interval(&self) -> Option<Interval> {
        self.interval.map(|(interval, _)| interval)
    }
}

/// Estimates of all groups, then, where there is a series, of every group in every period.
pub fn estimates(articles: &Articles, measures: &[Measure], options: &Options) -> Vec<Estimate> {
    let mut all = Vec::new();
    for (group, rows) in rows_by(&articles.group, articles.groups.len()).iter().enumerate() {
        all.extend(cell(articles, measures, rows, options, (group, None), MANY));
    }
    if articles.periods.is_empty() {
        return all;
    }
    let periods = articles.periods.len();
    let both = |(&g, &p): (&u32, &u32)| if p == u32::MAX { u32::MAX } else { g * u32::try_from(periods).unwrap_or(u32::MAX) + p };
    let cells: Vec<u32> = articles.group.iter().zip(&articles.period).map(both).collect();
    let rows = rows_by(&cells, articles.groups.len() * periods);
    let drawn: usize = rows.iter().map(Vec::len).filter(|n| *n <= MANY).sum();
    let many = if drawn <= DRAWN { MANY } else { 0 };
    for (at, rows) in rows.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        all.extend(cell(articles, measures, rows, options, (at / periods, Some(at % periods)), many));
    }
    all
}

/// Articles by number of their group.
pub(super) fn rows_by(of: &[u32], groups: usize) -> Vec<Vec<u32>> {
    let mut rows = vec![Vec::new(); groups];
    for (row, &group) in of.iter().enumerate() {
        if let Some(list) = rows.get_mut(group as usize) {
            list.push(u32::try_from(row).unwrap_or(u32::MAX));
        }
    }
    rows
}

/// Rows of `k, n` for every measure, article after article.
pub(super) fn pairs_of(articles: &Articles, rows: &[u32]) -> Vec<f64> {
    let pair = |&row: &u32| (0..articles.measures()).map(move |m| articles.pair(m, row as usize));
    rows.iter().flat_map(pair).flat_map(|(k, n)| [k, n]).collect()
}

/// Bootstrap sums of a group: the same whenever they are asked for.
pub(super) fn resampled(articles: &Articles, rows: &[u32], options: &Options, stream: u64) -> Vec<f64> {
    let width = 2 * articles.measures();
    resampled_sums(&pairs_of(articles, rows), width, options.resamples, &mut Random::new(options.seed, stream))
}

/// Would articles drawn anew all say the same, for there is only one, or nothing was counted, or everything?
pub(super) fn is_fixed(kind: Kind, ratio: &Ratio) -> bool {
    ratio.articles <= 1.0 || ratio.k <= 0.0 || is_all(kind, ratio)
}

fn is_all(kind: Kind, ratio: &Ratio) -> bool {
    matches!(kind, Kind::Share | Kind::Any) && ratio.k >= ratio.n
}

/// Rates of one measure in bootstrap sums of `measures`.
pub(super) fn drawn_rates(sums: &[f64], measure: usize, measures: usize) -> impl Iterator<Item = f64> {
    sums.chunks_exact(2 * measures).map(move |s| s[2 * measure] / s[2 * measure + 1])
}

/// The interval of a rate; `drawn` holds bootstrap replicates of it, where the group is small.
pub(super) fn interval(kind: Kind, ratio: &Ratio, drawn: Option<Vec<f64>>) -> Option<(Interval, How)> {
    match (kind, drawn) {
        (Kind::Any, _) => wilson(ratio.k, ratio.n).map(|i| (i, How::Wilson)),
        // All or nothing: articles drawn anew would all say the same.
        (Kind::Share, _) if ratio.k <= 0.0 || is_all(kind, ratio) => wilson(ratio.k, ratio.n).map(|i| (i, How::Wilson)),
        _ if ratio.k <= 0.0 => ratio.interval().map(|i| (i, How::Exact)),
        (_, Some(rates)) if ratio.articles > 1.0 => percentile(rates).map(|i| (i, How::Bootstrap)),
        (Kind::Share, _) => ratio.interval().map(|i| (Interval { high: i.high.min(1.0), ..i }, How::Linearised)),
        _ => ratio.interval().map(|i| (i, How::Linearised)),
    }
}

/// `at` is the group and the period; up to `many` articles are drawn anew.
fn cell(
    articles: &Articles,
    measures: &[Measure],
    rows: &[u32],
    options: &Options,
    at: (usize, Option<usize>),
    many: usize,
) -> Vec<Estimate> {
    let small = rows.len() <= many;
    // Streams of periods begin after those of groups.
    let stream = at.1.map_or(at.0, |p| articles.groups.len() + at.0 * articles.periods.len() + p) as u64;
    let sums = if small { resampled(articles, rows, options, stream) } else { Vec::new() };
    let mut estimates = Vec::with_capacity(measures.len());
    for (m, measure) in measures.iter().enumerate() {
        let units = || rows.iter().map(|&row| articles.pair(m, row as usize));
        let mut ratio = Ratio::default();
        units().for_each(|(k, n)| ratio.add(k, n));
        let interval = interval(measure.kind, &ratio, small.then(|| drawn_rates(&sums, m, measures.len()).collect()));
        let naive = match measure.kind {
            Kind::Share => wilson(ratio.k, ratio.n),
            Kind::Rate => (ratio.n > 0.0).then(|| crate::stats::garwood(ratio.k).scaled(1.0 / ratio.n)),
            Kind::Mean | Kind::Any => None,
        };
        // Only of whole groups: of a series they would be noise.
        let (mut model, mut percentiles) = (None, Vec::new());
        if at.1.is_none() {
            let mut rates: Vec<f64> = units().filter(|(_, n)| *n > 0.0).map(|(k, n)| k / n).collect();
            rates.sort_unstable_by(f64::total_cmp);
            percentiles = PERCENTILES.iter().filter_map(|&p| quantile(&rates, p)).collect();
            model = (measure.kind == Kind::Rate).then(|| quasi_poisson(units())).flatten();
        }
        estimates.push(Estimate { measure: m, group: at.0, period: at.1, ratio, interval, naive, model, percentiles });
    }
    estimates
}
