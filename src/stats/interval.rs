//! Intervals of shares and rates.
use super::{
    LEVEL,
    distribution::{chi_square_quantile, normal_quantile, t_quantile},
    whole,
};

/// From where to where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// From one end to the other.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Both ends, times `by`.
    #[must_use]
    pub fn scaled(self, by: f64) -> Interval {
        Interval { low: self.low * by, high: self.high * by }
    }
}

/// The probability that lies below the upper end.
pub(super) fn upper() -> f64 {
    0.5 + LEVEL / 2.0
}

/// Score interval of a share, `k` of `n` independent trials (Wilson 1927).
pub fn wilson(k: f64, n: f64) -> Option<Interval> {
    if n <= 0.0 {
        return None;
    }
    let z2 = normal_quantile(upper()).powi(2);
    let p = k / n;
    let centre = p + z2 / (2.0 * n);
    let spread = (z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n))).max(0.0).sqrt();
    let scale = 1.0 + z2 / n;
    Some(Interval { low: ((centre - spread) / scale).max(0.0), high: ((centre + spread) / scale).min(1.0) })
}

/// Exact interval of the mean of a Poisson count (Garwood 1936). It is the only one here that says something where nothing was counted.
pub fn garwood(k: f64) -> Interval {
    Interval { low: chi_square_quantile(1.0 - upper(), 2.0 * k) / 2.0, high: chi_square_quantile(upper(), 2.0 * k + 2.0) / 2.0 }
}

/// Interval of a rate by quasi-Poisson regression with nothing but an intercept: counts `k` over exposures `n`, variance in
/// proportion to the mean (McCullagh and Nelder 1989). Tells the dispersion, too.
pub fn quasi_poisson(units: impl Iterator<Item = (f64, f64)> + Clone) -> Option<(Interval, f64)> {
    let units = units.filter(|(_, n)| *n > 0.0);
    let (mut k, mut n, mut m) = (0.0, 0.0, 0.0);
    for unit in units.clone() {
        k += unit.0;
        n += unit.1;
        m += 1.0;
    }
    if k <= 0.0 || m < 2.0 {
        return None;
    }
    let rate: f64 = k / n;
    let dispersion = units.map(|(k, n)| (k - rate * n).powi(2) / (rate * n)).sum::<f64>() / (m - 1.0);
    let spread = t_quantile(upper(), m - 1.0) * (dispersion / k).sqrt();
    Some((Interval { low: rate * (-spread).exp(), high: rate * spread.exp() }, dispersion))
}

/// Interval of the difference of two rates from the intervals of each, by variances recovered from their ends (MOVER; Zou and Donner 2008).
/// From Wilson's it is that of Newcombe (1998, method 10).
pub fn mover((a, ours): (f64, Interval), (b, theirs): (f64, Interval)) -> Interval {
    Interval { low: a - b - (a - ours.low).hypot(theirs.high - b), high: a - b + (ours.high - a).hypot(b - theirs.low) }
}

/// Quantile of sorted values, between neighbours in proportion (Hyndman and Fan 1996, type 7, as in R and NumPy).
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let (at, part) = place(sorted.len(), p)?;
    let below = sorted.get(at)?;
    let above = sorted.get(at + 1).unwrap_or(below);
    Some(below + (above - below) * part)
}

/// The value below a quantile, and how far it is to the next one.
fn place(values: usize, p: f64) -> Option<(usize, f64)> {
    let at = p.clamp(0.0, 1.0) * values.checked_sub(1)? as f64;
    Some((usize::try_from(whole(at.floor())).ok()?, at.fract()))
}

/// Percentile interval of bootstrap replicates (Efron and Tibshirani 1993, chapter 13). Replicates that are no number are left out;
/// where more than one in twenty is none, there is no interval.
pub fn percentile(mut replicates: Vec<f64>) -> Option<Interval> {
    let all = replicates.len();
    replicates.retain(|x| x.is_finite());
    if replicates.is_empty() || replicates.len() * 20 < all * 19 {
        return None;
    }
    Some(Interval { low: selected(&mut replicates, 1.0 - upper())?, high: selected(&mut replicates, upper())? })
}

/// The same quantile of values in any order: two of thousands are found sooner than all are sorted.
fn selected(values: &mut [f64], p: f64) -> Option<f64> {
    let (below, part) = place(values.len(), p)?;
    let (_, below, rest) = values.select_nth_unstable_by(below, f64::total_cmp);
    let above = rest.iter().copied().min_by(f64::total_cmp).unwrap_or(*below);
    Some(*below + (above - *below) * part)
}
