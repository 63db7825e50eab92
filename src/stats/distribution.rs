//! The distributions that tests and intervals rest on, from `statrs`.
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};

/// The standard normal quantile of `p`, which lies between 0 and 1.
pub(super) fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// Chance of a standard normal number at least as far from zero.
pub(super) fn two_sided(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// Quantile of Student's t with `df` degrees of freedom; with none, there is no bound.
pub(super) fn t_quantile(p: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or(f64::INFINITY, |t| t.inverse_cdf(p))
}

/// Chance of a chi-square number at least this large.
pub(super) fn chi_square_tail(x: f64, df: f64) -> Option<f64> {
    ChiSquared::new(df).ok().filter(|_| x.is_finite()).map(|d| d.sf(x.max(0.0)))
}

/// Quantile of chi-square; 0 without degrees of freedom.
pub(super) fn chi_square_quantile(p: f64, df: f64) -> f64 {
    ChiSquared::new(df).map_or(0.0, |d| d.inverse_cdf(p))
}

#[cfg(test)]
mod tests {
    use super::{chi_square_quantile, chi_square_tail, normal_quantile, t_quantile, two_sided};

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-8 * b.abs().max(1e-12), "{a} {b}");
    }

    // python -c "from scipy.stats import norm,t,chi2; print(norm.ppf(.975), 2*norm.sf(3.2), t.ppf(.975,4), chi2.sf(7.3,3), chi2.ppf(.975,8))"
    #[test]
    fn quantiles_and_tails_are_those_of_scipy() {
        near(normal_quantile(0.975), 1.959_963_984_540_054);
        near(two_sided(-3.2), 0.001_374_275_875_831_694_2);
        near(t_quantile(0.975, 4.0), 2.776_445_105_197_798_7);
        near(chi_square_tail(7.3, 3.0).unwrap_or(f64::NAN), 0.062_926_236_459_043_12);
        near(chi_square_quantile(0.975, 8.0), 17.534_546_139_484_647);
    }
}
