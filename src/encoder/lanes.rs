//! The inner product in whole numbers, 16 columns at a time, on the widest instructions that the machine has.
//!
//! Sums of whole numbers do not depend on their order, so every machine finds the same.
#[cfg(target_arch = "x86_64")]
use pulp::x86::{V3, V4};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use core::arch::wasm32::{
    i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat, u64x2, v128,
};

/// Columns of a panel of weights.
pub(super) const COLUMNS: usize = 16;
/// One step of a panel: two rows of weights for each of its columns, as signed bytes.
pub(super) type Step = [u8; 2 * COLUMNS];

/// Instructions of one kind of machine.
pub(super) trait Lanes: Copy {
    /// Sums of one row for all columns of a panel.
    type Sums: Copy;
    /// A step of weights, ready to multiply.
    type Weights: Copy;
    /// Panels and rows that are summed at once, as many as the machine has registers for.
    const PANELS: usize;
    const ROWS: usize;
    fn zero(self) -> Self::Sums;
    fn load(self, step: &Step) -> Self::Weights;
    /// Adds the products with a pair of inputs, each of 16 bits.
    fn dot(self, sums: Self::Sums, weights: Self::Weights, pair: u32) -> Self::Sums;
    fn store(self, sums: Self::Sums) -> [i32; COLUMNS];
}

/// Something to be computed with whatever [`Lanes`] there are.
pub(super) trait Task {
    fn run<L: Lanes>(self, lanes: L);
}

/// Runs a task on the best instructions of this machine.
pub(super) fn dispatch(task: impl Task) {
    #[cfg(target_arch = "x86_64")]
    {
        if let Some(lanes) = V4::try_new() {
            return lanes.vectorize(On { lanes, task });
        }
        if let Some(lanes) = V3::try_new() {
            return lanes.vectorize(On { lanes, task });
        }
    }
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    task.run(Web);
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    task.run(Plain);
}

#[cfg(target_arch = "x86_64")]
struct On<L, T> {
    lanes: L,
    task: T,
}

#[cfg(target_arch = "x86_64")]
impl<L: Lanes, T: Task> pulp::NullaryFnOnce for On<L, T> {
    type Output = ();
    #[inline(always)]
    fn call(self) {
        self.task.run(self.lanes);
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for V4 {
    type Sums = core::arch::x86_64::__m512i;
    type Weights = core::arch::x86_64::__m512i;
    const PANELS: usize = 2;
    const ROWS: usize = 12;
    #[inline(always)]
    fn zero(self) -> Self::Sums {
        pulp::cast([0i32; COLUMNS])
    }
    #[inline(always)]
    fn load(self, step: &Step) -> Self::Weights {
        self.avx512bw._mm512_cvtepi8_epi16(pulp::cast(*step))
    }
    #[inline(always)]
    fn dot(self, sums: Self::Sums, weights: Self::Weights, pair: u32) -> Self::Sums {
        let products = self.avx512bw._mm512_madd_epi16(weights, self.avx512f._mm512_set1_epi32(pair.cast_signed()));
        self.avx512f._mm512_add_epi32(sums, products)
    }
    #[inline(always)]
    fn store(self, sums: Self::Sums) -> [i32; COLUMNS] {
        pulp::cast(sums)
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for V3 {
    type Sums = [core::arch::x86_64::__m256i; 2];
    type Weights = [core::arch::x86_64::__m256i; 2];
    const PANELS: usize = 1;
    const ROWS: usize = 4;
    #[inline(always)]
    fn zero(self) -> Self::Sums {
        pulp::cast([0i32; COLUMNS])
    }
    #[inline(always)]
    fn load(self, step: &Step) -> Self::Weights {
        let halves: [core::arch::x86_64::__m128i; 2] = pulp::cast(*step);
        halves.map(|half| self.avx2._mm256_cvtepi8_epi16(half))
    }
    #[inline(always)]
    fn dot(self, sums: Self::Sums, weights: Self::Weights, pair: u32) -> Self::Sums {
        let pair = self.avx._mm256_set1_epi32(pair.cast_signed());
        let add = |i: usize| self.avx2._mm256_add_epi32(sums[i], self.avx2._mm256_madd_epi16(weights[i], pair));
        [add(0), add(1)]
    }
    #[inline(always)]
    fn store(self, sums: Self::Sums) -> [i32; COLUMNS] {
        pulp::cast(sums)
    }
}

/// The vectors of WebAssembly: four columns each.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[derive(Clone, Copy)]
struct Web;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
impl Lanes for Web {
    type Sums = [v128; 4];
    type Weights = [v128; 4];
    const PANELS: usize = 1;
    const ROWS: usize = 4;
    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [i32x4_splat(0); 4]
    }
    #[inline(always)]
    fn load(self, step: &Step) -> Self::Weights {
        let eight = |i: usize| u64::from_le_bytes(step.as_chunks::<8>().0[i]);
        let (first, second) = (u64x2(eight(0), eight(1)), u64x2(eight(2), eight(3)));
        [i16x8_extend_low_i8x16(first), i16x8_extend_high_i8x16(first), i16x8_extend_low_i8x16(second), i16x8_extend_high_i8x16(second)]
    }
    #[inline(always)]
    fn dot(self, sums: Self::Sums, weights: Self::Weights, pair: u32) -> Self::Sums {
        let pair = i32x4_splat(pair.cast_signed());
        let add = |i: usize| i32x4_add(sums[i], i32x4_dot_i16x8(weights[i], pair));
        [add(0), add(1), add(2), add(3)]
    }
    #[inline(always)]
    fn store(self, sums: Self::Sums) -> [i32; COLUMNS] {
        let mut out = [0; COLUMNS];
        for (four, sum) in out.as_chunks_mut::<4>().0.iter_mut().zip(sums) {
            *four =
                [i32x4_extract_lane::<0>(sum), i32x4_extract_lane::<1>(sum), i32x4_extract_lane::<2>(sum), i32x4_extract_lane::<3>(sum)];
        }
        out
    }
}

/// No instructions but the common ones.
#[cfg_attr(all(target_arch = "wasm32", target_feature = "simd128"), allow(dead_code))]
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Lanes for Plain {
    type Sums = [i32; COLUMNS];
    type Weights = [i16; 2 * COLUMNS];
    const PANELS: usize = 1;
    const ROWS: usize = 2;
    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [0; COLUMNS]
    }
    #[inline(always)]
    fn load(self, step: &Step) -> Self::Weights {
        step.map(|b| i16::from(b.cast_signed()))
    }
    #[inline(always)]
    fn dot(self, mut sums: Self::Sums, weights: Self::Weights, pair: u32) -> Self::Sums {
        let (low, high) = ((pair & 0xffff) as u16, (pair >> 16) as u16);
        let (low, high) = (i32::from(low.cast_signed()), i32::from(high.cast_signed()));
        for (sum, w) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
            *sum += i32::from(w[0]) * low + i32::from(w[1]) * high;
        }
        sums
    }
    #[inline(always)]
    fn store(self, sums: Self::Sums) -> [i32; COLUMNS] {
        sums
    }
}
