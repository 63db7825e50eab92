//! Averaged perceptron over hashed features with sparse rows.
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

#[derive(Clone, Copy)]
struct Cell {
    label: u8,
    weight: f32,
    /// Sum of the weight over all steps up to `since`.
    total: f64,
    since: u32,
}

/// Weights while they are learned.
#[derive(Default)]
pub(crate) struct Perceptron {
    rows: FxHashMap<u64, Vec<Cell>>,
    step: u32,
}

impl Perceptron {
    /// Sums of weights by label.
    pub(crate) fn scores(&self, features: &[u64], scores: &mut [f32]) {
        scores.fill(0.0);
        for row in features.iter().filter_map(|f| self.rows.get(f)) {
            for cell in row {
                scores[usize::from(cell.label)] += cell.weight;
            }
        }
    }

    /// Makes room for a feature; others are never learned.
    pub(crate) fn admit(&mut self, feature: u64) {
        self.rows.entry(feature).or_default();
    }

    /// One decision was made: averages count decisions, right or wrong.
    pub(crate) fn tick(&mut self) {
        self.step += 1;
    }

    /// Moves the weights from the wrong label to the right one.
    pub(crate) fn update(&mut self, features: &[u64], right: u8, wrong: u8) {
        for &feature in features {
            let Some(row) = self.rows.get_mut(&feature) else { continue };
            for (label, change) in [(right, 1.0), (wrong, -1.0)] {
                let at = row.iter().position(|c| c.label == label).unwrap_or_else(|| {
                    row.push(Cell { label, weight: 0.0, total: 0.0, since: self.step });
                    row.len() - 1
                });
                let cell = &mut row[at];
                cell.total += f64::from(cell.weight) * f64::from(self.step - cell.since);
                cell.since = self.step;
                cell.weight += change;
            }
        }
    }

    /// Adds the averaged weights to a sum.
    pub(crate) fn add_averages(&self, sum: &mut Weights) {
        for (&feature, row) in &self.rows {
            for cell in row {
                let total = cell.total + f64::from(cell.weight) * f64::from(self.step - cell.since);
                *sum.entry((feature, cell.label)).or_default() += total / f64::from(self.step.max(1));
            }
        }
    }
}

/// Weights by feature and label, in an order that does not depend on chance.
pub(crate) type Weights = BTreeMap<(u64, u8), f64>;

/// The weights in whole multiples of `unit`, without those that are smaller than `least` multiples. Sorted.
/// A weight beyond what one cell can hold becomes several cells.
pub(crate) fn quantised(weights: &Weights, unit: f64, least: i32) -> Vec<(u64, Vec<(u8, i8)>)> {
    let mut rows: Vec<(u64, Vec<(u8, i8)>)> = Vec::new();
    for (&(feature, label), &weight) in weights {
        let mut units = (weight / unit).round() as i32;
        if units.abs() < least {
            continue;
        }
        if rows.last().is_none_or(|row| row.0 != feature) {
            rows.push((feature, Vec::new()));
        }
        while let (Some((_, cells)), true) = (rows.last_mut(), units != 0) {
            let part = units.clamp(-127, 127);
            cells.push((label, part as i8));
            units -= part;
        }
    }
    rows
}
