//! Coefficients of agreement with intervals, for a variable as a whole and for each of its categories against all others.
use super::{
    codings::{Codings, Unit, Variable, by_article},
    outcome::{Figures, Options},
};
use crate::stats::{Counts, Interval, Metric, Random, ac1, alpha, bootstrap, cohen, fleiss, percent};

/// A coefficient and its interval.
pub(super) type Figure = (Option<f64>, Option<Interval>);

/// Units that somebody coded, by article.
pub(super) struct Coded<'a> {
    variable: &'a Variable,
    /// By unit: code by coder.
    units: Vec<Vec<Option<u32>>>,
    /// By article: places in `units`.
    articles: Vec<Vec<usize>>,
}

impl<'a> Coded<'a> {
    /// Units that at least so many of the coders coded. A unit with one coding tells nothing of agreement, but how common its category is.
    pub(super) fn new(codings: &Codings, variable: &'a Variable, coders: &[usize], least: usize) -> Coded<'a> {
        let codes = |u: usize| coders.iter().map(|&c| variable.codes.get(&(u, c)).copied()).collect::<Vec<_>>();
        let coded = codings.units.iter().enumerate().map(|(u, unit)| (unit, codes(u)));
        let (of, units): (Vec<&Unit>, Vec<_>) = coded.filter(|(_, codes)| codes.iter().flatten().count() >= least).unzip();
        Coded { variable, units, articles: by_article(of.into_iter().zip(0..)) }
    }

    fn is_shared(&self, unit: usize) -> bool {
        self.units.get(unit).is_some_and(|codes| codes.iter().flatten().count() > 1)
    }

    /// Units that two coders or more coded.
    pub(super) fn len(&self) -> usize {
        (0..self.units.len()).filter(|&u| self.is_shared(u)).count()
    }

    /// Articles that have such a unit, as places in `units`.
    pub(super) fn shared(&self) -> Vec<&[usize]> {
        self.articles.iter().map(Vec::as_slice).filter(|units| units.iter().any(|&u| self.is_shared(u))).collect()
    }

    /// Codes of a unit; of one category only, 1 for it and 0 for the others.
    fn code(code: u32, only: Option<u32>) -> u32 {
        only.map_or(code, |c| u32::from(code == c))
    }

    fn counts(&self, only: Option<u32>) -> Vec<Counts> {
        let categories = only.map_or(self.variable.categories.len(), |_| 2);
        let count = |unit: &Vec<Option<u32>>| {
            let mut counts = vec![0; categories];
            unit.iter().flatten().for_each(|&code| counts[Coded::code(code, only) as usize] += 1);
            counts
        };
        self.units.iter().map(count).collect()
    }

    /// A coefficient on what is known of each unit, with its interval over articles drawn anew.
    fn figure<T: Copy>(units: &[T], articles: &[&[usize]], options: &Options, stream: u64, f: impl Fn(&[T]) -> Option<f64>) -> Figure {
        let mut random = Random::new(options.seed, stream);
        let interval = bootstrap(articles.len(), options.resamples, &mut random, |drawn| {
            let units: Vec<T> = drawn.iter().flat_map(|&a| articles[a]).map(|&u| units[u]).collect();
            f(&units)
        });
        (f(units), interval)
    }

    /// Cohen's kappa, averaged over pairs of coders where there are more than two (Light 1971).
    fn kappa(&self, only: Option<u32>, articles: &[&[usize]], options: &Options, stream: u64) -> Figure {
        let categories = only.map_or(self.variable.categories.len(), |_| 2);
        let coders = self.units.first().map_or(0, Vec::len);
        let units: Vec<&[Option<u32>]> = self.units.iter().map(Vec::as_slice).collect();
        Coded::figure(&units, articles, options, stream, |units| {
            let pair = |a: usize, b: usize| {
                let both = |codes: &&[Option<u32>]| codes[a].zip(codes[b]).map(|(x, y)| (Coded::code(x, only), Coded::code(y, only)));
                let codings: Vec<(u32, u32)> = units.iter().filter_map(both).collect();
                cohen(&codings, categories)
            };
            let pairs: Vec<f64> = (0..coders).flat_map(|a| (a + 1..coders).map(move |b| (a, b))).filter_map(|(a, b)| pair(a, b)).collect();
            (!pairs.is_empty()).then(|| pairs.iter().sum::<f64>() / pairs.len() as f64)
        })
    }

    /// All coefficients; `only` sets one category against the rest.
    pub(super) fn figures(&self, only: Option<u32>, options: &Options) -> Figures {
        let counts = self.counts(only);
        let counts: Vec<&[u32]> = counts.iter().map(Vec::as_slice).collect();
        let values: Vec<f64> = match (only, self.variable.numbers()) {
            (None, Some(numbers)) => numbers,
            _ => (0..counts.first().map_or(0, |c| c.len())).map(|i| i as f64).collect(),
        };
        // Those with single codings only matter where chance is reckoned from how common a category is.
        let (shared, all): (Vec<&[usize]>, Vec<&[usize]>) = (self.shared(), self.articles.iter().map(Vec::as_slice).collect());
        let scale = |metric| Coded::figure(&counts, &shared, options, 3, |u| alpha(u, &values, metric));
        let ordered = only.is_none() && self.variable.ordered;
        let numeric = only.is_none() && self.variable.numbers().is_some();
        Figures {
            percent: Coded::figure(&counts, &shared, options, 0, percent),
            kappa: self.kappa(only, &shared, options, 1),
            fleiss: Coded::figure(&counts, &all, options, 2, fleiss),
            alpha: scale(Metric::Nominal),
            alpha_ordinal: ordered.then(|| scale(Metric::Ordinal)),
            alpha_interval: numeric.then(|| scale(Metric::Interval)),
            ac1: Coded::figure(&counts, &all, options, 4, ac1),
        }
    }

    /// How often the codes of the first coder met those of the second.
    pub(super) fn matrix(&self) -> Vec<Vec<u64>> {
        let q = self.variable.categories.len();
        let mut matrix = vec![vec![0; q]; q];
        for unit in &self.units {
            if let [Some(a), Some(b)] = unit[..] {
                matrix[a as usize][b as usize] += 1;
            }
        }
        matrix
    }
}
