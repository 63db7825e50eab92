//! Scaled dot-product attention (Vaswani et al. 2017, section 3.2), head by head.
use super::{
    lanes::{Lanes, Task, dispatch},
    math::exp,
};

/// Numbers a head.
pub(super) const HEAD: usize = 32;
/// Queries that are answered at once.
const ROWS: usize = 4;
/// Keys that are weighed at once.
const KEYS: usize = 32;

/// Attention over one window. `qkv` has rows of queries, keys and values of all heads; `out` rows of all heads.
pub(super) fn attend(qkv: &[f32], length: usize, heads: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(length * heads * HEAD, 0.0);
    dispatch(Attend { qkv, length, heads, out });
}

struct Attend<'a> {
    qkv: &'a [f32],
    length: usize,
    heads: usize,
    out: &'a mut [f32],
}

impl Task for Attend<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self, _: L) {
        let (n, width) = (self.length, self.heads * HEAD);
        let padded = n.next_multiple_of(KEYS);
        let by = 1.0 / (HEAD as f32).sqrt();
        // Keys lie by dimension, [`KEYS`] side by side; what is beyond the last key weighs nothing.
        let mut keys = vec![[[0f32; KEYS]; HEAD]; padded / KEYS];
        let mut values = vec![[0f32; HEAD]; padded];
        let mut weights = vec![[[0f32; KEYS]; ROWS]; padded / KEYS];
        for head in 0..self.heads {
            for (j, row) in self.qkv.chunks_exact(3 * width).enumerate() {
                let (k, v) = (&row[width + head * HEAD..][..HEAD], &row[2 * width + head * HEAD..][..HEAD]);
                for (d, k) in k.iter().enumerate() {
                    keys[j / KEYS][d][j % KEYS] = *k;
                }
                values[j].copy_from_slice(v);
            }
            for first in (0..n).step_by(ROWS) {
                let mut queries = [[0f32; ROWS]; HEAD];
                for r in 0..ROWS.min(n - first) {
                    let q = &self.qkv[(first + r) * 3 * width + head * HEAD..][..HEAD];
                    for (to, q) in queries.iter_mut().zip(q) {
                        to[r] = q * by;
                    }
                }
                let sums = weigh(&queries, &keys, n, &mut weights);
                let mixed = mix(&weights, &values);
                for r in 0..ROWS.min(n - first) {
                    let out = &mut self.out[(first + r) * width + head * HEAD..][..HEAD];
                    for (out, m) in out.iter_mut().zip(mixed[r]) {
                        *out = m / sums[r];
                    }
                }
            }
        }
    }
}

/// Weights e^(q·k) of every key for four queries, and their sums. The rows are written out one by one: so they stay in registers.
#[inline(always)]
fn weigh(queries: &[[f32; ROWS]; HEAD], keys: &[[[f32; KEYS]; HEAD]], n: usize, weights: &mut [[[f32; KEYS]; ROWS]]) -> [f32; ROWS] {
    let mut sums = [[0f32; KEYS]; ROWS];
    for (chunk, (keys, weights)) in keys.iter().zip(weights).enumerate() {
        let [mut a, mut b, mut c, mut d] = [[0f32; KEYS]; ROWS];
        for (q, k) in queries.iter().zip(keys) {
            for i in 0..KEYS {
                a[i] += q[0] * k[i];
                b[i] += q[1] * k[i];
                c[i] += q[2] * k[i];
                d[i] += q[3] * k[i];
            }
        }
        let left = n - chunk * KEYS;
        *weights = [a, b, c, d].map(|products| weight(products, left));
        for (sums, weights) in sums.iter_mut().zip(weights) {
            for (s, w) in sums.iter_mut().zip(weights) {
                *s += *w;
            }
        }
    }
    sums.map(|lanes| lanes.iter().sum())
}

/// e^x of the products, none of those beyond the last key.
#[inline(always)]
fn weight(mut products: [f32; KEYS], left: usize) -> [f32; KEYS] {
    for p in &mut products {
        *p = exp(if *p < 30.0 { *p } else { 30.0 });
    }
    if left < KEYS {
        products[left..].fill(0.0);
    }
    products
}

/// The values by their weights, for four queries.
#[inline(always)]
fn mix(weights: &[[[f32; KEYS]; ROWS]], values: &[[f32; HEAD]]) -> [[f32; HEAD]; ROWS] {
    let [mut a, mut b, mut c, mut d] = [[0f32; HEAD]; ROWS];
    for (w, values) in weights.iter().zip(values.as_chunks::<KEYS>().0) {
        for (k, v) in values.iter().enumerate() {
            for i in 0..HEAD {
                a[i] += w[0][k] * v[i];
                b[i] += w[1][k] * v[i];
                c[i] += w[2][k] * v[i];
                d[i] += w[3][k] * v[i];
            }
        }
    }
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::{
        super::lanes::{Plain, Task},
        Attend, HEAD, attend,
    };

    #[test]
    fn every_machine_finds_the_same_and_it_is_the_weighted_mean() {
        for length in [1, 3, 32, 45] {
            let qkv: Vec<f32> = (0..length * 6 * HEAD).map(|i| ((i * 37 % 101) as f32 - 50.0) / 40.0).collect();
            let (mut fast, mut plain) = (Vec::new(), vec![0.0; length * 2 * HEAD]);
            attend(&qkv, length, 2, &mut fast);
            Attend { qkv: &qkv, length, heads: 2, out: &mut plain }.run(Plain);
            assert_eq!(fast, plain, "{length}");
            let row = |i: usize, part: usize, head: usize| &qkv[i * 6 * HEAD + part * 2 * HEAD + head * HEAD..][..HEAD];
            for (i, head, d) in [(0, 0, 0), (length - 1, 1, 5)] {
                let weight =
                    |j: usize| (row(i, 0, head).iter().zip(row(j, 1, head)).map(|(q, k)| q * k).sum::<f32>() / (HEAD as f32).sqrt()).exp();
                let total: f32 = (0..length).map(weight).sum();
                let mean = (0..length).map(|j| weight(j) * row(j, 2, head)[d]).sum::<f32>() / total;
                assert!((fast[i * 2 * HEAD + head * HEAD + d] - mean).abs() < 1e-3);
            }
        }
    }
}
