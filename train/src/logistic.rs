//! Logistic regression with a normal prior on standardised signs, for `sayso::logistic`.
use sayso::logistic::{Sign, Weight, Weights};

/// Steps of the descent; the loss is convex, so more change nothing in the digits that are written.
const STEPS: usize = 20_000;

/// Weights for signs as they are, from samples of the same signs in the same order and whether each is a case. `shrink` pulls every weight
/// but the intercept towards zero: its normal prior has the variance 1 / `shrink`, for signs whose own variance is one.
pub(crate) fn learn(samples: &[(&[Sign], bool)], shrink: f64) -> Weights {
    let Some((first, _)) = samples.first() else { return Weights::default() };
    let n = samples.len() as f64;
    let column = |j: usize| samples.iter().map(move |(signs, _)| signs[j].value);
    let average: Vec<f64> = (0..first.len()).map(|j| column(j).sum::<f64>() / n).collect();
    let spread: Vec<f64> =
        (0..average.len()).map(|j| (column(j).map(|v| (v - average[j]).powi(2)).sum::<f64>() / n).sqrt().max(1e-6)).collect();
    let rows: Vec<Vec<f64>> =
        samples.iter().map(|(signs, _)| signs.iter().enumerate().map(|(j, x)| (x.value - average[j]) / spread[j]).collect()).collect();
    let (mut bias, mut weights) = (0.0, vec![0.0; average.len()]);
    for _ in 0..STEPS {
        let (mut of_bias, mut of_weights) = (0.0, weights.iter().map(|w| shrink * w / n).collect::<Vec<f64>>());
        for (row, (_, case)) in rows.iter().zip(samples) {
            let odds: f64 = bias + row.iter().zip(&weights).map(|(x, w)| x * w).sum::<f64>();
            let error = (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(*case))) / n;
            of_bias += error;
            of_weights.iter_mut().zip(row).for_each(|(g, x)| *g += error * x);
        }
        bias -= 0.5 * of_bias;
        weights.iter_mut().zip(&of_weights).for_each(|(w, g)| *w -= 0.5 * g);
    }
    let of = |j: usize| (first[j].name.to_owned(), Weight { weight: weights[j] / spread[j], average: average[j] });
    Weights { intercept: bias, weights: (0..weights.len()).map(of).collect() }
}

/// The file of such weights.
pub(crate) fn written(what: &str, made_by: &str, weights: &Weights) -> String {
    let mut text = format!(
        "# Log-odds that {what} its weight\n# times how far it is from its average. Made by {made_by}; see models/README.md.\nintercept = {:.3}\n\n[weights]\n",
        weights.intercept
    );
    for (name, w) in &weights.weights {
        text += &format!("{name:?} = {{ weight = {:.3}, average = {:.3} }}\n", w.weight, w.average);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{learn, written};
    use sayso::logistic::{Sign, Weights};

    #[test]
    fn what_tells_is_found_and_can_be_written_and_read() {
        // Cases have a high first sign; the second tells nothing.
        let signs: Vec<(Vec<Sign>, bool)> = (0..40u8)
            .map(|n| (vec![Sign::silent("telling", f64::from(n % 4)), Sign::silent("idle", f64::from(n % 5))], n % 4 > 1))
            .collect();
        let weights = learn(&signs.iter().map(|(s, case)| (s.as_slice(), *case)).collect::<Vec<_>>(), 1.0);
        assert!(weights.weights["telling"].weight > 1.0 && weights.weights["idle"].weight.abs() < 0.1, "{weights:?}");
        let read = Weights::parse(&written("it is one:", "a test", &weights)).expect("what was written is read");
        let odds = |weights: &Weights, n: f64| weights.odds(&[Sign::silent("telling", n), Sign::silent("idle", 2.0)]);
        assert!(odds(&read, 3.0) > 0 && odds(&read, 0.0) < 0 && (odds(&read, 3.0) - odds(&weights, 3.0)).abs() < 4);
    }
}
