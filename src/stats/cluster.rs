//! Rates whose unit is the article: sums over articles, divided by sums over articles. Sentences of one article resemble each other,
//! so whole articles are drawn anew, never sentences.
use super::{
    distribution::{normal_quantile, t_quantile, two_sided},
    interval::{Interval, garwood, percentile, upper},
    random::Random,
};

/// A numerator and a denominator summed over articles, with how far the sum can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    /// Articles with something to divide by.
    pub articles: f64,
    /// Sum of numerators.
    pub k: f64,
    /// Sum of denominators.
    pub n: f64,
    /// Sums of squares and of products over articles.
    kk: f64,
    kn: f64,
    nn: f64,
}

impl Ratio {
    /// Adds an article.
    pub fn add(&mut self, k: f64, n: f64) {
        if n > 0.0 {
            self.articles += 1.0;
            self.k += k;
            self.n += n;
            self.kk += k * k;
            self.kn += k * n;
            self.nn += n * n;
        }
    }

    /// Adds the articles of another sum.
    pub fn join(&mut self, other: &Ratio) {
        self.articles += other.articles;
        self.k += other.k;
        self.n += other.n;
        self.kk += other.kk;
        self.kn += other.kn;
        self.nn += other.nn;
    }

    /// The rate.
    pub fn value(&self) -> Option<f64> {
        (self.n > 0.0).then(|| self.k / self.n)
    }

    /// Standard error between articles by linearisation (Cochran 1977, section 6.4): what the bootstrap comes to with many articles.
    pub fn error(&self) -> Option<f64> {
        let rate = self.value().filter(|_| self.articles > 1.0)?;
        let squares = (self.kk - 2.0 * rate * self.kn + rate * rate * self.nn).max(0.0);
        Some((squares * self.articles / (self.articles - 1.0)).sqrt() / self.n)
    }

    /// The interval by that error and Student's t, on the scale of logarithms, so that it stays above zero. Where nothing was counted, the
    /// exact Poisson one.
    pub fn interval(&self) -> Option<Interval> {
        let rate = self.value()?;
        if self.k <= 0.0 {
            return Some(garwood(0.0).scaled(1.0 / self.n));
        }
        let spread = t_quantile(upper(), self.articles - 1.0) * self.error()? / rate;
        Some(Interval { low: rate * (-spread).exp(), high: rate * spread.exp() })
    }
}

/// Two groups and what is between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// First less second.
    pub difference: f64,
    /// Its interval.
    pub difference_interval: Option<Interval>,
    /// First over second; `None` where the second is zero.
    pub ratio: Option<f64>,
    /// Its interval.
    pub ratio_interval: Option<Interval>,
    /// Chance of a difference at least this large between many articles of one kind (z-test on the linearised errors).
    pub p: Option<f64>,
}

/// Compares two groups by their linearised errors. The bootstrap and the permutation test take their place where there are few articles.
pub fn difference(a: &Ratio, b: &Ratio) -> Option<Pair> {
    let (ra, rb) = (a.value()?, b.value()?);
    let z = normal_quantile(upper());
    let errors = a.error().zip(b.error());
    let joint = errors.map(|(ea, eb)| (ea * ea + eb * eb).sqrt());
    let ratio = (rb > 0.0).then(|| ra / rb);
    let ratio_interval = ratio.zip(errors).filter(|(r, _)| *r > 0.0).map(|(r, (ea, eb))| {
        let spread = z * ((ea / ra).powi(2) + (eb / rb).powi(2)).sqrt();
        Interval { low: r * (-spread).exp(), high: r * spread.exp() }
    });
    Some(Pair {
        difference: ra - rb,
        difference_interval: joint.map(|e| Interval { low: ra - rb - z * e, high: ra - rb + z * e }),
        ratio,
        ratio_interval,
        p: joint.filter(|e| *e > 0.0).map(|e| two_sided((ra - rb) / e)),
    })
}

/// Draws as many rows as there are, with replacement, and sums them; `resamples` times. `rows` holds `width` numbers a row; so does the
/// result. One draw serves all columns, so replicates of different measures belong together.
pub fn resampled_sums(rows: &[f64], width: usize, resamples: usize, random: &mut Random) -> Vec<f64> {
    let n = rows.len().checked_div(width).unwrap_or(0);
    let mut sums = vec![0.0; resamples * width];
    for sum in sums.chunks_exact_mut(width.max(1)) {
        for _ in 0..n {
            let at = random.below(n) * width;
            for (s, x) in sum.iter_mut().zip(rows.get(at..at + width).unwrap_or_default()) {
                *s += x;
            }
        }
    }
    sums
}

/// Percentile interval of any figure over resampled clusters: `figure` sees the numbers of the clusters drawn.
pub fn bootstrap(
    clusters: usize,
    resamples: usize,
    random: &mut Random,
    mut figure: impl FnMut(&[usize]) -> Option<f64>,
) -> Option<Interval> {
    if clusters < 2 {
        return None;
    }
    let mut drawn = vec![0; clusters];
    let replicates = (0..resamples).map(|_| {
        drawn.fill_with(|| random.below(clusters));
        figure(&drawn).unwrap_or(f64::NAN)
    });
    percentile(replicates.collect())
}
