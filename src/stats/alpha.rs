//! Krippendorff's alpha: one less observed over expected disagreement, for any number of coders, missing codings, and several scales.

/// How far apart two categories are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// The same or not.
    Nominal,
    /// Ranks: by how many codings lie between.
    Ordinal,
    /// Numbers: the square of their difference.
    Interval,
}

/// Alpha over units; `values` are the numbers that the categories stand for, in rising order, and matter for [`Metric::Interval`] only.
/// `None` where nothing can be paired or one category was used only. Krippendorff 2011, Computing Krippendorff's alpha-reliability.
pub fn alpha(units: &[&[u32]], values: &[f64], metric: Metric) -> Option<f64> {
    let q = values.len();
    let mut coincidences = vec![0.0; q * q];
    for unit in units {
        let m = f64::from(unit.iter().sum::<u32>());
        if m < 2.0 {
            continue;
        }
        for (c, &a) in unit.iter().enumerate().filter(|(_, n)| **n > 0) {
            for (k, &b) in unit.iter().enumerate() {
                let pairs = f64::from(a) * (f64::from(b) - f64::from(u8::from(c == k)));
                if let Some(cell) = coincidences.get_mut(c * q + k) {
                    *cell += pairs / (m - 1.0);
                }
            }
        }
    }
    let margins: Vec<f64> = coincidences.chunks_exact(q.max(1)).map(|row| row.iter().sum()).collect();
    let n: f64 = margins.iter().sum();
    let distance = |c: usize, k: usize| match metric {
        Metric::Nominal => f64::from(u8::from(c != k)),
        Metric::Interval => (values[c] - values[k]).powi(2),
        Metric::Ordinal => {
            let (low, high) = (c.min(k), c.max(k));
            (margins[low..=high].iter().sum::<f64>() - (margins[low] + margins[high]) * 0.5).powi(2)
        }
    };
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..q {
        for k in (0..q).filter(|&k| k != c) {
            let d = distance(c, k);
            observed += coincidences[c * q + k] * d;
            expected += margins[c] * margins[k] * d;
        }
    }
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
}
