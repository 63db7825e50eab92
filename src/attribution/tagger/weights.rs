//! The trained table: read in place from embedded bytes, nothing is copied but the small transition matrices.
//!
//! Bytes: a header of [`HEADER`] bytes (magic, passes), then per pass [`CONTEXTS`] transition matrices of `LANES × LANES`
//! little-endian `i16`, then buckets of [`BUCKET`] bytes (a power of two of them). A bucket holds four rows of sixteen
//! bytes: a 16-bit fingerprint (0: empty) and one `i8` weight for each label. A feature that is in no row weighs nothing.
use super::labels::{LABELS, may_follow};

/// Lanes of a row: two hold the fingerprint, the rest one weight each.
pub const LANES: usize = 16;
/// Lane of the first label.
pub const FIRST: usize = 2;
/// Bytes of a bucket: one cache line.
pub const BUCKET: usize = 64;
/// Rows of a bucket.
const ROWS: u32 = (BUCKET / LANES) as u32;
/// Transition matrices of a pass, one for each local context.
pub const CONTEXTS: usize = 32;
/// Bytes of the header.
pub const HEADER: usize = 64;
/// First bytes of the file; the last one is the version of the format and of the features.
pub const MAGIC: [u8; 8] = *b"sayatt\0\x01";

/// Sum of the rows of a token's features; lanes as in a row.
pub type Lanes = [i16; LANES];
/// Scores of one label after another: `[before][after]`.
pub type Transitions = [[i32; LANES]; LANES];
/// Score of what cannot be.
pub const NEVER: i32 = i32::MIN / 4;

const _: () = assert!(FIRST + LABELS <= LANES);

/// Why bytes are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Not this format, or another version of it.
    #[error("not attribution weights of this version")]
    Magic,
    /// Cut short, or a table whose size is no power of two.
    #[error("attribution weights of a wrong length")]
    Length,
}

/// Trained weights. Invariant: the number of buckets is a power of two.
#[derive(Debug)]
pub struct Weights {
    passes: Vec<Vec<Transitions>>,
    buckets: &'static [[u8; BUCKET]],
    shift: u32,
}

impl Weights {
    /// Checks the form; any bytes of the right form are usable weights.
    pub fn read(bytes: &'static [u8]) -> Result<Weights, WeightsError> {
        let (header, rest) = bytes.split_at_checked(HEADER).ok_or(WeightsError::Length)?;
        if !header.starts_with(&MAGIC) {
            return Err(WeightsError::Magic);
        }
        let passes = usize::from(header.get(MAGIC.len()).copied().unwrap_or(0));
        let matrix = LANES * LANES * 2;
        let (small, table) = rest.split_at_checked(passes * CONTEXTS * matrix).ok_or(WeightsError::Length)?;
        let (buckets, odd) = table.as_chunks::<BUCKET>();
        if passes == 0 || !odd.is_empty() || !buckets.len().is_power_of_two() || buckets.len() > 1 << 24 {
            return Err(WeightsError::Length);
        }
        let matrices: Vec<Transitions> = small.chunks_exact(matrix).map(transitions).collect();
        Ok(Weights {
            passes: matrices.chunks(CONTEXTS).map(<[Transitions]>::to_vec).collect(),
            buckets,
            shift: 32 - buckets.len().trailing_zeros(),
        })
    }

    /// The transition matrices of each pass.
    pub fn passes(&self) -> &[Vec<Transitions>] {
        &self.passes
    }

    /// Adds the rows of features. `found` is space to work in.
    ///
    /// Rows are looked up first, without a branch, so that many reads of the table are under way at once: reading it is what takes the time.
    pub fn add(&self, features: &[u32], sum: &mut Lanes, found: &mut Vec<u32>) {
        found.clear();
        found.resize(features.len(), 0);
        let mut n = 0;
        for &feature in features {
            let number = (u64::from(feature) >> self.shift) as u32;
            let Some(bucket) = self.buckets.get(number as usize) else { continue };
            let mark = fingerprint(feature);
            let mut at = ROWS;
            for (k, row) in bucket.as_chunks::<LANES>().0.iter().enumerate() {
                at = if u16::from_le_bytes([row[0], row[1]]) == mark { k as u32 } else { at };
            }
            if let Some(slot) = found.get_mut(n) {
                *slot = number * ROWS + at % ROWS;
            }
            n += usize::from(at < ROWS);
        }
        let rows = self.buckets.as_flattened().as_chunks::<LANES>().0;
        let mut own = *sum;
        for row in found.iter().take(n).filter_map(|r| rows.get(*r as usize)) {
            for (s, &w) in own.iter_mut().zip(row) {
                *s = s.wrapping_add(i16::from(w.cast_signed()));
            }
        }
        *sum = own;
    }
}

/// What tells the features of one bucket apart; 0 is kept for an empty row.
pub fn fingerprint(feature: u32) -> u16 {
    ((feature & 0xffff) as u16).max(1)
}

fn transitions(bytes: &[u8]) -> Transitions {
    let mut out = [[0; LANES]; LANES];
    for (cell, pair) in out.iter_mut().flatten().zip(bytes.as_chunks::<2>().0) {
        *cell = i32::from(i16::from_le_bytes(*pair));
    }
    for (before, row) in out.iter_mut().enumerate() {
        for (after, cell) in row.iter_mut().enumerate() {
            if after >= LABELS || !may_follow(before as u8, after as u8) {
                *cell = NEVER;
            }
        }
    }
    out
}
