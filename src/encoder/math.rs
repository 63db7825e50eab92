//! The few functions of real numbers that the encoder needs, written out so that every machine rounds alike: no fused
//! operations, no library functions, and sums in one fixed order.

/// Numbers that are summed side by side.
const LANES: usize = 16;

/// e^x by 2^(n + f): a polynomial for 2^f (minimax, relative error below 3e-7) and the exponent put in place.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let t = x * std::f32::consts::LOG2_E;
    let (n, f) = nearest(t);
    let p = 1.333_89e-3 + f * 1.546_36e-4;
    let p = 9.618_13e-3 + f * p;
    let p = 5.550_33e-2 + f * p;
    let p = 2.402_265e-1 + f * p;
    let p = 6.931_472e-1 + f * p;
    let p = 1.0 + f * p;
    p * f32::from_bits(((n + 127) << 23).cast_unsigned())
}

/// The nearest whole number, ties to even, and what is left; for numbers below 2^22. Adding 1.5 · 2^23 leaves no room for fractions.
#[inline(always)]
pub(super) fn nearest(x: f32) -> (i32, f32) {
    const SHIFT: f32 = 12_582_912.0;
    let shifted = x + SHIFT;
    (shifted.to_bits().wrapping_sub(SHIFT.to_bits()).cast_signed(), x - (shifted - SHIFT))
}

/// 1 / (1 + e^-x)
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// GELU by tanh (Hendrycks and Gimpel 2016): x · sigmoid(2 · √(2/π) · (x + 0.044715 x³)).
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    x * sigmoid(1.595_769_2 * (x + 0.044_715 * x * x * x))
}

/// The sum, in one fixed order.
#[inline(always)]
pub(super) fn sum(x: impl ExactSizeIterator<Item = f32>) -> f32 {
    let mut lanes = [0f32; LANES];
    for (i, x) in x.enumerate() {
        lanes[i % LANES] += x;
    }
    lanes.iter().sum()
}

/// The sum of `f` over a row whose length is a multiple of 16, in one fixed order.
#[inline(always)]
fn sum_of(x: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; LANES];
    for chunk in x.as_chunks::<LANES>().0 {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += f(*x);
        }
    }
    lanes.iter().sum()
}

/// Layer normalisation (Ba et al. 2016) of one row.
#[inline(always)]
pub(super) fn normalise(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    let n = x.len() as f32;
    let mean = sum_of(x, |x| x) / n;
    let variance = sum_of(x, |x| (x - mean) * (x - mean)) / n;
    let by = 1.0 / (variance + 1e-12).sqrt();
    for ((x, w), b) in x.iter_mut().zip(weight).zip(bias) {
        *x = (*x - mean) * by * w + b;
    }
}

#[cfg(test)]
mod tests {
    use super::{exp, gelu, sigmoid};

    #[test]
    fn exp_is_close_everywhere() {
        for i in -8600..=8700 {
            let x = i as f32 / 100.0;
            let (got, want) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((got / want - 1.0).abs() < 1e-5, "{x}: {got} {want}");
        }
        assert!(exp(-1e9) >= 0.0 && exp(1e9).is_finite() && exp(f32::NEG_INFINITY) >= 0.0);
    }

    #[test]
    fn gelu_and_sigmoid_have_their_known_values() {
        assert!((gelu(1.0) - 0.841_19).abs() < 1e-4 && gelu(-10.0).abs() < 1e-4 && (gelu(10.0) - 10.0).abs() < 1e-4);
        assert!((sigmoid(0.0) - 0.5).abs() < 1e-6);
    }
}
