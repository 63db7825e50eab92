//! Averaged perceptron over hashed features with sparse rows.
use rustc_hash::FxHashMap;

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

    /// One decision was made: averages count decisions, right or wrong.
    pub(crate) fn tick(&mut self) {
        self.step += 1;
    }

    /// Moves the weights from the wrong label to the right one.
    pub(crate) fn update(&mut self, features: &[u64], right: u8, wrong: u8) {
        for &feature in features {
            let row = self.rows.entry(feature).or_default();
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

    /// The averaged weights in whole multiples of `unit`, without those that are smaller than `least` multiples. Sorted.
    pub(crate) fn averaged(&self, unit: f64, least: i32) -> Vec<(u64, Vec<(u8, i8)>)> {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .map(|(&feature, row)| {
                let mut cells: Vec<(u8, i8)> = row.iter().flat_map(|c| self.quantised(c, unit, least)).collect();
                cells.sort_unstable();
                (feature, cells)
            })
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        rows.sort_unstable();
        rows
    }

    /// A weight beyond what one cell can hold becomes several cells.
    fn quantised(&self, cell: &Cell, unit: f64, least: i32) -> Vec<(u8, i8)> {
        let total = cell.total + f64::from(cell.weight) * f64::from(self.step - cell.since);
        let mut units = (total / f64::from(self.step.max(1)) / unit).round() as i32;
        let mut cells = Vec::new();
        if units.abs() < least {
            return cells;
        }
        while units != 0 {
            let part = units.clamp(-127, 127);
            cells.push((cell.label, part as i8));
            units -= part;
        }
        cells
    }
}
