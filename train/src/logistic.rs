//! Logistic regression with a normal prior on standardised signs, for `sayso::logistic` and `sayso::genre`.
use sayso::{
    config::Genre,
    genre,
    logistic::{Sign, Weight, Weights},
};
use std::collections::BTreeMap;

/// Steps of the descent; the loss is convex, so more change nothing in the digits that are written.
const STEPS: usize = 20_000;
/// Of the genres, with momentum.
const GENRE_STEPS: usize = 2_000;

/// Weights for signs as they are, from samples of the same signs in the same order and whether each is a case. `shrink` pulls every weight
/// but the intercept towards zero: its normal prior has the variance 1 / `shrink`, for signs whose own variance is one.
pub(crate) fn learn(samples: &[(&[Sign], bool)], shrink: f64) -> Weights {
    let Some((first, _)) = samples.first() else { return Weights::default() };
    let n = samples.len() as f64;
    let (average, spread) = scale(samples.iter().map(|(signs, _)| *signs), first.len());
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

/// The same for the genres, of which one holds. Descent with momentum: the signs go together, and steps that remember save most of them.
pub(crate) fn learn_genres(samples: &[(&[Sign], Genre)], shrink: f64) -> genre::Weights {
    const GENRES: usize = Genre::ALL.len();
    let Some((first, _)) = samples.first() else { return genre::Weights::default() };
    let n = samples.len() as f64;
    let (average, spread) = scale(samples.iter().map(|(signs, _)| *signs), first.len());
    // The last column is the intercept's.
    let row = |signs: &[Sign]| {
        let scaled = signs.iter().enumerate().map(|(j, x)| (x.value - average[j]) / spread[j]);
        scaled.chain([1.0]).collect::<Vec<f64>>()
    };
    let rows: Vec<(Vec<f64>, usize)> =
        samples.iter().map(|(signs, g)| (row(signs), Genre::ALL.iter().position(|a| a == g).unwrap_or_default())).collect();
    let (signs, mut speed) = (first.len(), vec![[0.0; GENRES]; first.len() + 1]);
    let mut weights = speed.clone();
    for _ in 0..GENRE_STEPS {
        let mut slope = vec![[0.0; GENRES]; signs + 1];
        for (row, is) in &rows {
            let mut odds = [0.0; GENRES];
            row.iter().zip(&weights).for_each(|(x, w)| odds.iter_mut().zip(w).for_each(|(o, w)| *o += x * w));
            let most = odds.iter().copied().fold(f64::MIN, f64::max);
            let raised = odds.map(|o| (o - most).exp());
            let sum: f64 = raised.iter().sum();
            for (x, slope) in row.iter().zip(&mut slope) {
                for g in 0..GENRES {
                    slope[g] += x * (raised[g] / sum - f64::from(u8::from(g == *is))) / n;
                }
            }
        }
        for j in 0..=signs {
            for g in 0..GENRES {
                let prior = if j < signs { shrink * weights[j][g] / n } else { 0.0 };
                speed[j][g] = 0.9 * speed[j][g] - 0.1 * (slope[j][g] + prior);
                weights[j][g] += speed[j][g];
            }
        }
    }
    let by_genre = |w: &[f64; GENRES], over: f64| Genre::ALL.into_iter().zip(w.map(|w| w / over)).collect();
    genre::Weights {
        intercept: by_genre(&weights[signs], 1.0),
        signs: (0..signs)
            .map(|j| (first[j].name.to_owned(), genre::Weight { average: average[j], of: by_genre(&weights[j], spread[j]) }))
            .collect(),
    }
}

/// Averages and standard deviations of so many signs.
fn scale<'a>(samples: impl Iterator<Item = &'a [Sign]> + Clone, signs: usize) -> (Vec<f64>, Vec<f64>) {
    let n = samples.clone().count() as f64;
    let average: Vec<f64> = (0..signs).map(|j| samples.clone().map(|s| s[j].value).sum::<f64>() / n).collect();
    let spread =
        (0..signs).map(|j| (samples.clone().map(|s| (s[j].value - average[j]).powi(2)).sum::<f64>() / n).sqrt().max(1e-6)).collect();
    (average, spread)
}

/// The file of such weights.
pub(crate) fn written_genres(weights: &genre::Weights) -> String {
    let row = |of: &BTreeMap<Genre, f64>| of.iter().map(|(g, w)| format!("{} = {w:.3}", g.as_str())).collect::<Vec<_>>();
    let mut text = format!(
        "# Log-odds of each genre: an intercept, and for each sign (src/genre/, lexicons/en/genres.toml) its weight times how far it is\n\
         # from its average. Made by `sayso-train genre` from train/genres.tsv; see models/README.md.\n[intercept]\n{}\n\n[signs]\n",
        row(&weights.intercept).join("\n")
    );
    for (name, w) in &weights.signs {
        text += &format!("{name} = {{ average = {:.4}, {} }}\n", w.average, row(&w.of).join(", "));
    }
    text
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
    use super::{learn, learn_genres, written, written_genres};
    use sayso::{
        config::Genre,
        genre,
        logistic::{Sign, Weights},
    };

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
    #[test]
    fn genres_are_told_apart_and_can_be_written_and_read() {
        let is = |n: u8| [Genre::News, Genre::Court, Genre::Review][usize::from(n % 3)];
        let signs: Vec<Vec<Sign>> = (0..60u8)
            .map(|n| vec![Sign::silent("court", f64::from(u8::from(n % 3 == 1))), Sign::silent("stars", f64::from(u8::from(n % 3 == 2)))])
            .collect();
        let samples: Vec<(&[Sign], Genre)> = signs.iter().zip(0..).map(|(s, n)| (s.as_slice(), is(n))).collect();
        let weights = genre::Weights::parse(&written_genres(&learn_genres(&samples, 1.0))).expect("what was written is read");
        for (signs, genre) in samples {
            assert!(genre::Told::by(&weights, signs).percent(genre) > 80, "{genre:?}");
        }
    }
}
