//! What a dictionary says that a word can be, beside what the treebanks showed: a table that is read where it lies.
//!
//! Layout: 2^16 bucket sizes, one byte each; the buckets one after the other, two bytes a word: check byte and class. A word's bucket
//! is the top 16 bits of its hash, its check byte the lowest 8. One word in two hundred that is not in the table looks as if it were.
#![allow(clippy::cast_possible_truncation, reason = "buckets and check bytes are parts of a hash")]
use super::{model::ModelError, word::mix};

const BUCKETS: usize = 1 << 16;

/// Classes of words. What they mean is known where they are made; here they are told apart.
///
/// Invariant: `starts` has one more item than there are buckets, ascending, the last one at most the number of entries.
#[derive(Debug)]
pub(super) struct Classes<'a> {
    starts: Vec<u32>,
    entries: &'a [[u8; 2]],
}

impl<'a> Classes<'a> {
    /// The table at the head of these bytes, and what follows it.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Classes<'a>, &'a [u8]), ModelError> {
        let (sizes, rest) = bytes.split_at_checked(BUCKETS).ok_or(ModelError::Length)?;
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut start = 0u32;
        starts.push(start);
        starts.extend(sizes.iter().map(|&size| {
            start += u32::from(size);
            start
        }));
        let (entries, rest) = rest.split_at_checked(2 * start as usize).ok_or(ModelError::Length)?;
        Ok((Classes { starts, entries: entries.as_chunks().0 }, rest))
    }

    /// The bytes that [`Classes::read`] reads back. A bucket keeps its first 255 words.
    pub(super) fn write(classes: &[(u64, u8)]) -> Vec<u8> {
        let mut words: Vec<(u64, u8)> = classes.iter().map(|&(key, class)| (hash(key), class)).collect();
        words.sort_unstable();
        let (mut sizes, mut entries) = (vec![0u8; BUCKETS], Vec::new());
        for (hash, class) in words {
            let size = &mut sizes[bucket(hash)];
            let Some(larger) = size.checked_add(1) else { continue };
            *size = larger;
            entries.extend([hash as u8, class]);
        }
        sizes.extend(entries);
        sizes
    }

    /// The class of the word with this key; 0 for a word that the dictionary does not have.
    #[inline]
    pub(super) fn of(&self, key: u64) -> u8 {
        let hash = hash(key);
        let at = bucket(hash);
        let words = &self.entries[self.starts[at] as usize..self.starts[at + 1] as usize];
        words.iter().find(|word| word[0] == hash as u8).map_or(0, |word| word[1])
    }
}

fn hash(key: u64) -> u64 {
    mix(key, 0x434c_4153)
}

fn bucket(hash: u64) -> usize {
    (hash >> 48) as usize
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{BUCKETS, Classes};
    use crate::{document::key, language::ModelError};

    #[test]
    fn what_is_written_is_read_back() {
        let words: Vec<(u64, u8)> = (0..5000u32).map(|n| (key(&n.to_string()), (n % 200 + 1) as u8)).collect();
        let mut bytes = Classes::write(&words);
        bytes.extend(b"more");
        let (classes, rest) = Classes::read(&bytes).unwrap();
        assert_eq!(rest, b"more");
        // Two words of a bucket may have the same check byte.
        let wrong = words.iter().filter(|&&(key, class)| classes.of(key) != class).count();
        assert!(wrong < 5, "{wrong}");
        let strangers = (5000..15_000u32).filter(|n| classes.of(key(&n.to_string())) != 0).count();
        assert!(strangers < 20, "{strangers}");
    }

    #[test]
    fn an_empty_table_knows_no_word() {
        let bytes = Classes::write(&[]);
        assert_eq!(Classes::read(&bytes).unwrap().0.of(key("harbour")), 0);
        assert_eq!(Classes::read(&bytes[..BUCKETS - 1]).unwrap_err(), ModelError::Length);
    }
}
