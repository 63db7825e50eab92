//! Statistics: intervals, effect sizes, tests, agreement and accuracy. Numbers in, numbers out; `docs/statistics.md` has every formula and its source.
//!
//! Distributions and quantiles are those of `statrs`. What cannot be computed (nothing to divide by, a single category) is `None`, never a number.
mod accuracy;
mod agreement;
mod alpha;
mod cluster;
mod contingency;
mod distribution;
mod interval;
mod multiple;
mod permutation;
mod random;
mod rank;

pub use accuracy::{Confusion, rogan_gladen};
pub use agreement::{Counts, ac1, cohen, fleiss, percent};
pub use alpha::{Metric, alpha};
pub use cluster::{Pair, Ratio, bootstrap, difference, resampled_sums};
pub use contingency::{Square, chi_square, cohens_h, cramers_v, fisher};
pub use interval::{Interval, garwood, mover, percentile, quantile, quasi_poisson, wilson};
pub use multiple::benjamini_hochberg;
pub use permutation::{Rows, permuted, permuted_against};
pub use random::Random;
pub use rank::{Tied, cliffs_delta, kruskal_wallis, mann_whitney};

/// A count that was summed as a number: whole, not negative, far below 2^52.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn whole(x: f64) -> u64 {
    x as u64
}

/// The level of every interval.
pub const LEVEL: f64 = 0.95;
