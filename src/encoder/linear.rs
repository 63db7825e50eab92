//! Linear layers: weights of 8 bits, inputs of 14 bits with a scale a row, sums of 32 bits.
use super::{
    lanes::{COLUMNS, Lanes, Step, Task, dispatch},
    math::nearest,
};

/// Inputs are rounded to whole numbers up to this: with 1,536 weights of up to 127 no sum leaves 32 bits.
const RANGE: f32 = 8191.0;
/// Rows that lie together.
const BLOCK: usize = 12;

/// One layer: `inputs` times `outputs` weights in panels of 16 columns, each in steps of two rows.
///
/// Invariant: `weights` holds `inputs / 2` steps for each of `outputs.div_ceil(16)` panels; `inputs` is even; `scales` and `bias`
/// have one number a column.
#[derive(Clone, Debug)]
pub(super) struct Linear {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) weights: &'static [Step],
    pub(super) scales: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// Rows rounded to whole numbers, in blocks: for each pair of inputs the pairs of all rows of a block.
pub(super) struct Rounded {
    rows: usize,
    inputs: usize,
    pairs: Vec<[u32; BLOCK]>,
    scales: Vec<f32>,
}

impl Rounded {
    /// Rounds rows of `inputs` numbers.
    pub(super) fn of(x: &[f32], inputs: usize) -> Rounded {
        let rows = x.len() / inputs;
        let mut out =
            Rounded { rows, inputs, pairs: vec![[0; BLOCK]; rows.div_ceil(BLOCK) * (inputs / 2)], scales: Vec::with_capacity(rows) };
        dispatch(Round { x, out: &mut out });
        out
    }
}

struct Round<'a> {
    x: &'a [f32],
    out: &'a mut Rounded,
}

impl Task for Round<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self, _: L) {
        let inputs = self.out.inputs;
        for (row, x) in self.x.chunks_exact(inputs).enumerate() {
            let largest = largest(x).max(1e-9);
            self.out.scales.push(largest / RANGE);
            let by = RANGE / largest;
            let at = (row / BLOCK) * (inputs / 2);
            let Some(block) = self.out.pairs.get_mut(at..at + inputs / 2) else { return };
            for (pair, x) in block.iter_mut().zip(x.as_chunks::<2>().0) {
                let [a, b] = x.map(|x| nearest(x * by).0.cast_unsigned() & 0xffff);
                pair[row % BLOCK] = a | b << 16;
            }
        }
    }
}

/// The largest absolute value; the same in any order.
#[inline(always)]
fn largest(x: &[f32]) -> f32 {
    let mut most = [0f32; COLUMNS];
    for chunk in x.as_chunks::<COLUMNS>().0 {
        for (m, x) in most.iter_mut().zip(chunk) {
            *m = if x.abs() > *m { x.abs() } else { *m };
        }
    }
    most.into_iter().fold(0.0, f32::max)
}

impl Linear {
    /// Rows of `outputs` numbers, one after the other.
    pub(super) fn apply(&self, x: &Rounded, out: &mut Vec<f32>) {
        out.clear();
        out.resize(x.rows * self.outputs, 0.0);
        if x.inputs == self.inputs {
            dispatch(Product { layer: self, x, out });
        }
    }
}

struct Product<'a> {
    layer: &'a Linear,
    x: &'a Rounded,
    out: &'a mut [f32],
}

impl Task for Product<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        let Product { layer, x, out } = self;
        let steps = layer.inputs / 2;
        for (block, pairs) in x.pairs.chunks_exact(steps).enumerate() {
            let first = block * BLOCK;
            let rows = (x.rows - first).min(BLOCK);
            let out = &mut out[first * layer.outputs..];
            let scale = Scale { layer, rows: &x.scales[first..] };
            let mut panel = 0;
            let panels = layer.weights.len() / steps;
            while panel < panels {
                let weights = |i: usize| &layer.weights[(panel + i) * steps..(panel + i + 1) * steps];
                match (L::PANELS, L::ROWS) {
                    (2, _) if panel + 1 < panels => {
                        let sums = sum2::<L, BLOCK>(lanes, weights(0), weights(1), pairs);
                        scale.write(out, 0..rows, panel, |r| lanes.store(sums[0][r]));
                        scale.write(out, 0..rows, panel + 1, |r| lanes.store(sums[1][r]));
                        panel += 2;
                    }
                    (_, BLOCK) => {
                        let sums = sum::<L, BLOCK>(lanes, weights(0), pairs, 0);
                        scale.write(out, 0..rows, panel, |r| lanes.store(sums[r]));
                        panel += 1;
                    }
                    (_, 4) => {
                        for from in (0..rows).step_by(4) {
                            let sums = sum::<L, 4>(lanes, weights(0), pairs, from);
                            scale.write(out, from..rows.min(from + 4), panel, |r| lanes.store(sums[r - from]));
                        }
                        panel += 1;
                    }
                    _ => {
                        for from in (0..rows).step_by(2) {
                            let sums = sum::<L, 2>(lanes, weights(0), pairs, from);
                            scale.write(out, from..rows.min(from + 2), panel, |r| lanes.store(sums[r - from]));
                        }
                        panel += 1;
                    }
                }
            }
        }
    }
}

/// From whole numbers back to the scales of rows and columns.
struct Scale<'a> {
    layer: &'a Linear,
    rows: &'a [f32],
}

impl Scale<'_> {
    #[inline(always)]
    fn write(&self, out: &mut [f32], rows: std::ops::Range<usize>, panel: usize, sums: impl Fn(usize) -> [i32; COLUMNS]) {
        let outputs = self.layer.outputs;
        let columns = panel * COLUMNS..outputs.min((panel + 1) * COLUMNS);
        for row in rows {
            let scale = self.rows[row];
            let sums = sums(row);
            let out = &mut out[row * outputs + columns.start..row * outputs + columns.end];
            let (scales, bias) = (&self.layer.scales[columns.clone()], &self.layer.bias[columns.clone()]);
            for (((out, sum), by), bias) in out.iter_mut().zip(sums).zip(scales).zip(bias) {
                *out = sum as f32 * (scale * by) + bias;
            }
        }
    }
}

#[inline(always)]
fn sum<L: Lanes, const R: usize>(lanes: L, weights: &[Step], pairs: &[[u32; BLOCK]], from: usize) -> [L::Sums; R] {
    let mut sums = [lanes.zero(); R];
    for (step, pairs) in weights.iter().zip(pairs) {
        let w = lanes.load(step);
        for (r, sum) in sums.iter_mut().enumerate() {
            *sum = lanes.dot(*sum, w, pairs[from + r]);
        }
    }
    sums
}

#[inline(always)]
fn sum2<L: Lanes, const R: usize>(lanes: L, one: &[Step], two: &[Step], pairs: &[[u32; BLOCK]]) -> [[L::Sums; R]; 2] {
    let mut sums = [[lanes.zero(); R]; 2];
    for ((a, b), pairs) in one.iter().zip(two).zip(pairs) {
        let (a, b) = (lanes.load(a), lanes.load(b));
        for r in 0..R {
            sums[0][r] = lanes.dot(sums[0][r], a, pairs[r]);
            sums[1][r] = lanes.dot(sums[1][r], b, pairs[r]);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{
        super::lanes::{COLUMNS, Plain, Step, Task},
        Linear, Product, Rounded,
    };

    fn noise(seed: u32, n: usize) -> Vec<f32> {
        let mut x = seed;
        let mut next = || {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (x >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..n).map(|_| next()).collect()
    }

    /// A layer with odd borders: 40 outputs are two and a half panels.
    fn layer(inputs: usize, outputs: usize) -> (Linear, Vec<f32>) {
        let dense: Vec<f32> = noise(7, inputs * outputs).iter().map(|w| (w * 127.0).trunc()).collect();
        let mut steps: Vec<Step> = Vec::new();
        for panel in 0..outputs.div_ceil(COLUMNS) {
            for pair in 0..inputs / 2 {
                #[allow(clippy::cast_possible_truncation)]
                let weight = |i: usize| {
                    (panel * COLUMNS + i / 2 < outputs).then(|| dense[(2 * pair + i % 2) * outputs + panel * COLUMNS + i / 2] as i8)
                };
                steps.push(std::array::from_fn(|i| weight(i).unwrap_or(0).cast_unsigned()));
            }
        }
        let layer = Linear { inputs, outputs, weights: steps.leak(), scales: vec![0.5; outputs], bias: noise(9, outputs) };
        (layer, dense)
    }

    #[test]
    fn every_machine_finds_the_same_and_it_is_the_product() {
        let (layer, dense) = layer(64, 40);
        for rows in [1, 5, 12, 13, 31] {
            let x = noise(3, rows * 64);
            let rounded = Rounded::of(&x, 64);
            let (mut fast, mut plain) = (Vec::new(), vec![0.0; rows * 40]);
            layer.apply(&rounded, &mut fast);
            Product { layer: &layer, x: &rounded, out: &mut plain }.run(Plain);
            assert_eq!(fast, plain, "{rows} rows");
            // The widest instructions of this machine hide the narrower ones.
            #[cfg(target_arch = "x86_64")]
            if let Some(narrower) = pulp::x86::V3::try_new() {
                let mut out = vec![0.0; rows * 40];
                Product { layer: &layer, x: &rounded, out: &mut out }.run(narrower);
                assert_eq!(fast, out, "{rows} rows");
            }
            for (at, got) in fast.iter().enumerate() {
                let (row, column) = (at / 40, at % 40);
                let exact: f32 = (0..64).map(|k| x[row * 64 + k] * dense[k * 40 + column] * 0.5).sum::<f32>() + layer.bias[column];
                assert!((got - exact).abs() < 0.1, "{got} {exact}");
            }
        }
    }
}
