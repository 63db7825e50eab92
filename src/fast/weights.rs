//! The trained tables of the fast engine: one byte a weight, read in place.
//!
//! Bytes: [`MAGIC`], then four tables: of pieces, first and second look, then of sentences. A table of `N` outputs is the logarithm of its number of rows, three
//! bytes of nothing, `N` scales and `N` offsets (little-endian `i32`), and its rows of `N` bytes. An output is `sum × scale / 65536 + offset`,
//! 256 for a logit of one.
use crate::encoder::{SENTENCE, Score, TOKEN};

/// First bytes; the last is the version of the format and of the features.
pub const MAGIC: [u8; 8] = *b"sayfast\x01";

/// Why bytes are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Not this format, or another version of it.
    #[error("not weights of the fast engine, or of another version")]
    Magic,
    /// Cut short, or too long.
    #[error("weights of the fast engine have a wrong length")]
    Length,
}

/// One table.
#[derive(Clone, Copy, Debug)]
pub struct Table<const N: usize> {
    rows: &'static [[u8; N]],
    shift: u32,
    scale: [i32; N],
    offset: [i32; N],
}

impl<const N: usize> Table<N> {
    fn read(bytes: &'static [u8]) -> Option<(Table<N>, &'static [u8])> {
        let (head, rest) = bytes.split_at_checked(4 + 8 * N)?;
        let log = u32::from(*head.first()?);
        let (numbers, _) = head.get(4..)?.as_chunks::<4>();
        let number = |i: usize| numbers.get(i).copied().map_or(0, i32::from_le_bytes);
        let (rows, rest) = rest.split_at_checked(N.checked_shl(log).filter(|_| (1..24).contains(&log))?)?;
        let table = Table {
            rows: rows.as_chunks::<N>().0,
            shift: 32 - log,
            scale: std::array::from_fn(number),
            offset: std::array::from_fn(|i| number(N + i)),
        };
        Some((table, rest))
    }

    /// What the features weigh.
    pub fn weigh(&self, features: &[u32]) -> [Score; N] {
        let mut sum = [0; N];
        for row in features.iter().filter_map(|feature| self.rows.get((feature >> self.shift) as usize)) {
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(weight.cast_signed()));
        }
        std::array::from_fn(|i| {
            let score = (i64::from(sum[i]) * i64::from(self.scale[i])) >> 16;
            i32::try_from(score).unwrap_or(0).saturating_add(self.offset[i])
        })
    }
}

/// All tables, each for the first and the second look.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// Of pieces.
    pub pieces: [Table<TOKEN>; 2],
    /// Of sentences.
    pub sentences: [Table<SENTENCE>; 2],
}

impl Weights {
    /// Checks the form; any bytes of the right form are usable weights.
    ///
    /// # Errors
    /// Bytes of another format or length.
    pub fn read(bytes: &'static [u8]) -> Result<Weights, WeightsError> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(WeightsError::Magic)?;
        let all = || {
            let (first, rest) = Table::read(rest)?;
            let (second, rest) = Table::read(rest)?;
            let (third, rest) = Table::read(rest)?;
            let (fourth, rest) = Table::read(rest)?;
            rest.is_empty().then_some(Weights { pieces: [first, second], sentences: [third, fourth] })
        };
        all().ok_or(WeightsError::Length)
    }
}
