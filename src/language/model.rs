//! The weights of the tagger: a compact table that is read where it lies.
//!
//! Layout, little-endian: `sayso-pos3`; number of labels `u8`, then for each its [`Pos`] and [`Form`] as two bytes; the classes of
//! words (`classes.rs`); `bits: u8`; `2^bits` bucket lengths in bytes, `u16` each; the buckets one after the other. A bucket holds rows: fingerprint `u16`,
//! number of cells `u8`, cells of label `u8` and weight `i8`. A feature's bucket is its top `bits` bits, its fingerprint the lowest 16.
//! A label may stand twice in a row (weights beyond 127 are split), so cells add up.
#![allow(
    clippy::cast_possible_truncation,
    reason = "buckets and fingerprints are parts of a hash; counts are bounded where they are written"
)]
use super::{classes::Classes, word::MAX_LABELS};
use crate::document::{Form, Pos, Tag};

const MAGIC: &[u8] = b"sayso-pos3";

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Too short, too long, or lengths that do not add up.
    #[error("the model's lengths do not add up; train it again")]
    Length,
    /// Not made by this version.
    #[error("not a part-of-speech model of this version; train it again")]
    Version,
    /// A label that does not exist.
    #[error("the model has a label that does not exist; train it again")]
    Label,
}

/// Trained weights, read in place.
///
/// Invariant: buckets hold whole rows and every label in them is below `labels.len()`, which is at most [`MAX_LABELS`].
#[derive(Debug)]
pub struct Model<'a> {
    labels: Vec<Tag>,
    classes: Classes<'a>,
    bits: u32,
    /// Where each bucket starts; one more at the end.
    starts: Vec<u32>,
    rows: &'a [u8],
}

impl<'a> Model<'a> {
    /// Checks everything once, so that look-ups need not.
    ///
    /// # Errors
    /// Where they are no model of this version, or do not hang together.
    pub fn read(bytes: &'a [u8]) -> Result<Model<'a>, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Version)?;
        let (&count, rest) = rest.split_first().ok_or(ModelError::Length)?;
        let (labels, rest) = rest.split_at_checked(usize::from(count) * 2).ok_or(ModelError::Length)?;
        let labels: Vec<Tag> = labels.chunks_exact(2).map(|pair| tag(pair[0], pair[1])).collect::<Option<_>>().ok_or(ModelError::Label)?;
        if labels.is_empty() || labels.len() > MAX_LABELS {
            return Err(ModelError::Label);
        }
        let (classes, rest) = Classes::read(rest)?;
        let (&bits, rest) = rest.split_first().ok_or(ModelError::Length)?;
        if !(1..=24).contains(&bits) {
            return Err(ModelError::Length);
        }
        let (lengths, rows) = rest.split_at_checked(2 << bits).ok_or(ModelError::Length)?;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        let mut start = 0u32;
        starts.push(start);
        for pair in lengths.chunks_exact(2) {
            let end = start + u32::from(u16::from_le_bytes([pair[0], pair[1]]));
            let bucket = rows.get(start as usize..end as usize).ok_or(ModelError::Length)?;
            check(bucket, labels.len())?;
            starts.push(end);
            start = end;
        }
        if start as usize != rows.len() {
            return Err(ModelError::Length);
        }
        Ok(Model { labels, classes, bits: u32::from(bits), starts, rows })
    }

    /// The bytes that [`Model::read`] reads back. Rows may come in any order; the same rows give the same bytes.
    /// `classes` are those of words, by their key; none of them is 0. At most [`MAX_LABELS`] labels and 255 cells a row are kept; a bucket that outgrows its length loses its last rows.
    pub fn write(labels: &[Tag], mut rows: Vec<(u64, Vec<(u8, i8)>)>, classes: &[(u64, u8)]) -> Vec<u8> {
        let bits = rows.len().max(2).ilog2().min(24);
        rows.sort();
        let mut out = MAGIC.to_vec();
        let labels = &labels[..labels.len().min(MAX_LABELS)];
        out.push(labels.len() as u8);
        out.extend(labels.iter().flat_map(|l| [l.pos as u8, l.form as u8]));
        out.extend(Classes::write(classes));
        out.push(bits as u8);
        let (mut lengths, mut body) = (vec![0u16; 1 << bits], Vec::new());
        for (feature, mut cells) in rows {
            cells.truncate(255);
            let length = &mut lengths[(feature >> (64 - bits)) as usize];
            let Some(longer) = length.checked_add(3 + 2 * cells.len() as u16) else { continue };
            *length = longer;
            body.extend((feature as u16).to_le_bytes());
            body.push(cells.len() as u8);
            body.extend(cells.iter().flat_map(|&(label, weight)| [label, weight.cast_unsigned()]));
        }
        out.extend(lengths.iter().flat_map(|l| l.to_le_bytes()));
        out.extend(body);
        out
    }

    /// What the labels stand for.
    pub fn labels(&self) -> &[Tag] {
        &self.labels
    }

    /// What the dictionary says that the word with this key can be; 0 for a word that it does not have.
    pub(super) fn class(&self, key: u64) -> u8 {
        self.classes.of(key)
    }

    /// The cells of a feature: label and weight by turns; empty for a feature without weights.
    #[inline]
    pub(super) fn cells(&self, feature: u64) -> &[u8] {
        self.row(self.bucket(feature), feature)
    }

    /// Where the rows of a feature stand.
    #[inline]
    pub(super) fn bucket(&self, feature: u64) -> Bucket {
        let number = (feature >> (64 - self.bits)) as usize;
        let (start, end) = (self.starts[number], self.starts[number + 1]);
        Bucket { start, end, head: self.head(start) }
    }

    /// The cells of a feature whose bucket this is.
    #[inline]
    pub(super) fn row(&self, bucket: Bucket, feature: u64) -> &[u8] {
        let [low, high, ..] = feature.to_le_bytes();
        let Bucket { mut start, end, mut head } = bucket;
        while start < end {
            let [a, b, count] = head;
            let next = start + 3 + 2 * u32::from(count);
            if [a, b] == [low, high] {
                return &self.rows[start as usize + 3..next as usize];
            }
            (start, head) = (next, self.head(next));
        }
        &[]
    }

    /// The head of the row that starts here; zeros behind the last.
    #[inline]
    fn head(&self, start: u32) -> [u8; 3] {
        self.rows.get(start as usize..).and_then(|rows| rows.first_chunk()).copied().unwrap_or_default()
    }
}

/// Where the rows of some features stand.
#[derive(Clone, Copy)]
pub(super) struct Bucket {
    start: u32,
    end: u32,
    /// Fingerprint and number of cells of the first row, read beforehand.
    head: [u8; 3],
}

/// Rows are whole and their labels exist.
fn check(mut bucket: &[u8], labels: usize) -> Result<(), ModelError> {
    while let [_, _, count, rest @ ..] = bucket {
        let (cells, others) = rest.split_at_checked(2 * usize::from(*count)).ok_or(ModelError::Length)?;
        if cells.chunks_exact(2).any(|cell| usize::from(cell[0]) >= labels) {
            return Err(ModelError::Label);
        }
        bucket = others;
    }
    if bucket.is_empty() { Ok(()) } else { Err(ModelError::Length) }
}

fn tag(pos: u8, form: u8) -> Option<Tag> {
    Some(Tag { pos: *Pos::ALL.get(usize::from(pos))?, form: *Form::ALL.get(usize::from(form))? })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Model, ModelError};
    use crate::document::{Form, Pos, Tag};

    fn sample() -> Vec<u8> {
        let labels = [Tag { pos: Pos::Noun, form: Form::Plain }, Tag { pos: Pos::Verb, form: Form::Past }];
        let rows = (0..40u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15), vec![(0, 3), (1, -5)])).collect();
        Model::write(&labels, rows, &[(7, 1), (8, 2)])
    }

    #[test]
    fn what_is_written_is_read_back() {
        let bytes = sample();
        let model = Model::read(&bytes).unwrap();
        assert_eq!(model.labels()[1], Tag { pos: Pos::Verb, form: Form::Past });
        assert_eq!(model.cells(7u64.wrapping_mul(0x9e37_79b9_7f4a_7c15)), [0, 3, 1, 251]);
        assert_eq!(model.cells(12_345), [0u8; 0]);
        assert_eq!((model.class(7), model.class(8), model.class(9)), (1, 2, 0));
    }

    #[test]
    fn broken_bytes_are_refused_and_never_panic() {
        let bytes = sample();
        assert_eq!(Model::read(b"something else").unwrap_err(), ModelError::Version);
        for cut in 0..bytes.len() {
            assert!(Model::read(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        // A changed byte is either refused or gives a model whose every bucket can be walked.
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0xFF;
            if let Ok(model) = Model::read(&changed) {
                (0..256u64).for_each(|n| assert!(model.cells(n << 56).len() <= 510));
            }
        }
    }
}
