//! A table of weights under way: AdaGrad (Duchi et al. 2011) over hashed features.

pub(crate) struct Learner<const N: usize> {
    weights: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    log: u32,
    rate: f32,
}

impl<const N: usize> Learner<N> {
    pub(crate) fn new(log: u32, rate: f32) -> Learner<N> {
        Learner { weights: vec![[0.; N]; 1 << log], squares: vec![[1.; N]; 1 << log], log, rate }
    }

    fn row(&self, feature: u32) -> usize {
        (feature >> (32 - self.log)) as usize
    }

    pub(crate) fn weigh(&self, features: &[u32]) -> [f32; N] {
        let mut sum = [0.; N];
        for &feature in features {
            for (sum, weight) in sum.iter_mut().zip(&self.weights[self.row(feature)]) {
                *sum += weight;
            }
        }
        sum
    }

    /// A step down the gradient of the outputs.
    pub(crate) fn learn(&mut self, features: &[u32], gradient: &[f32; N], rate: f32) {
        let rate = rate * self.rate;
        for &feature in features {
            let row = self.row(feature);
            let (weights, squares) = (&mut self.weights[row], &mut self.squares[row]);
            for k in 0..N {
                squares[k] += gradient[k] * gradient[k];
                weights[k] -= rate * gradient[k] / squares[k].sqrt();
            }
        }
    }

    /// The bytes of `sayso::fast::weights`: one byte a weight, a scale an output. Few weights are so large that they are cut.
    pub(crate) fn pack(&self, offset: &[f32; N], out: &mut Vec<u8>) {
        const CUT: f32 = 0.9998;
        out.extend([u8::try_from(self.log).unwrap_or(0), 0, 0, 0]);
        let mut scale = [0f32; N];
        for (k, scale) in scale.iter_mut().enumerate() {
            let mut column: Vec<f32> = self.weights.iter().map(|w| w[k].abs()).filter(|w| *w > 0.).collect();
            column.sort_by(f32::total_cmp);
            let at = (column.len() as f32 * CUT) as usize;
            *scale = column.get(at.min(column.len().saturating_sub(1))).copied().unwrap_or(1.).max(1e-4) / 127.;
        }
        for scale in scale {
            out.extend(((scale * 256. * 65536.).round() as i32).to_le_bytes());
        }
        for offset in offset {
            out.extend(((offset * 256.).round() as i32).to_le_bytes());
        }
        for row in &self.weights {
            for (weight, scale) in row.iter().zip(scale) {
                out.push((weight / scale).round().clamp(-127., 127.) as i8 as u8);
            }
        }
    }
}
