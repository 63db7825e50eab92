//! Near-duplicates, such as copies of one wire report: `MinHash` over word shingles, with locality-sensitive hashing.
//!
//! Broder (1997): the share of equal minima of two sets under random hash functions estimates their Jaccard similarity. A signature has
//! [`HASHES`] minima; articles that agree in all three minima of one of eight bands are compared, and those with at least
//! [`ALIKE`] equal minima (an estimated similarity of .75) are duplicates. Two articles with similarity .8 meet in a band with
//! probability .997, two with .5 in .66 and are then told apart by the count.

/// Minima of a signature.
const HASHES: usize = 24;
const BANDS: usize = 8;
const ROWS: usize = HASHES / BANDS;
/// Equal minima that make a duplicate.
const ALIKE: usize = 18;
/// Words of a shingle.
const SHINGLE: usize = 4;
/// Articles shorter than this have too few shingles to be judged.
const MIN_WORDS: usize = 30;
const HEADS: usize = 1 << 16;
const NONE: u32 = u32::MAX;

/// What is kept of an article's text to find its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature([u16; HASHES]);

impl Signature {
    /// Bytes of [`Signature::to_bytes`].
    pub const BYTES: usize = 2 * HASHES;

    /// Of the words of a text, in lower case, without punctuation; nothing for a text of fewer than thirty words.
    pub fn of(text: &str) -> Option<Signature> {
        let mut last = [0_u64; SHINGLE];
        let mut minima = [u64::MAX; HASHES];
        let mut words = 0;
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            last.rotate_left(1);
            last[SHINGLE - 1] = hash(word);
            words += 1;
            if words >= SHINGLE {
                let shingle = last.iter().fold(0, |h: u64, &w| mix(h.rotate_left(17) ^ w));
                for (i, minimum) in minima.iter_mut().enumerate() {
                    // Each odd factor is a hash function of its own over the mixed shingle.
                    *minimum = (*minimum).min((shingle ^ (shingle >> 31)).wrapping_mul(FACTORS[i]));
                }
            }
        }
        (words >= MIN_WORDS).then(|| Signature(minima.map(|m| (mix(m) & 0xFFFF) as u16)))
    }

    /// For the side file of a run that may be resumed.
    pub fn to_bytes(self) -> [u8; Signature::BYTES] {
        let mut bytes = [0; Signature::BYTES];
        bytes.chunks_exact_mut(2).zip(self.0).for_each(|(to, hash)| to.copy_from_slice(&hash.to_le_bytes()));
        bytes
    }

    /// Reads [`Signature::to_bytes`].
    pub fn from_bytes(bytes: &[u8; Signature::BYTES]) -> Signature {
        let mut hashes = [0; HASHES];
        hashes.iter_mut().zip(bytes.chunks_exact(2)).for_each(|(hash, from)| *hash = u16::from_le_bytes([from[0], from[1]]));
        Signature(hashes)
    }

    fn alike(&self, other: &Signature) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= ALIKE
    }
}

/// The latest articles, to compare new ones with. Memory is fixed by the window: 96 bytes an article.
#[derive(Debug)]
pub struct Duplicates {
    window: usize,
    ring: Vec<Entry>,
    /// Articles ever remembered; an entry's number modulo the window is its place in the ring.
    seen: u32,
    heads: Vec<[u32; BANDS]>,
}

#[derive(Clone, Debug)]
struct Entry {
    signature: Signature,
    /// The article before it with the same band, as in the hash chains of DEFLATE.
    before: [u32; BANDS],
    /// The first of its copies.
    first: u64,
}

impl Duplicates {
    /// Compares with the last `window` articles.
    pub fn new(window: usize) -> Duplicates {
        Duplicates { window: window.max(1), ring: Vec::new(), seen: 0, heads: vec![[NONE; BANDS]; HEADS] }
    }

    /// The first of the copies of this article, if it is one; remembers it under its key.
    pub fn find(&mut self, signature: Signature, key: u64) -> Option<u64> {
        let found = (0..BANDS).filter_map(|band| self.in_band(band, &signature)).min();
        self.remember(signature, found.unwrap_or(key));
        found
    }

    /// Remembers an article without looking for its copies; `first` is what [`Duplicates::find`] gave, or its own key.
    pub fn remember(&mut self, signature: Signature, first: u64) {
        let mut before = [NONE; BANDS];
        for (band, before) in before.iter_mut().enumerate() {
            *before = std::mem::replace(&mut self.heads[bucket(&signature, band)][band], self.seen);
        }
        let entry = Entry { signature, before, first };
        let place = self.seen as usize % self.window;
        match self.ring.get_mut(place) {
            Some(old) => *old = entry,
            None => self.ring.push(entry),
        }
        self.seen = self.seen.wrapping_add(1) % NONE;
    }

    fn in_band(&self, band: usize, signature: &Signature) -> Option<u64> {
        let mut number = self.heads[bucket(signature, band)][band];
        let mut best: Option<u64> = None;
        // What is older than the window has been written over.
        let mut newest = self.seen;
        while number != NONE && number < newest && (self.seen - number) as usize <= self.window {
            let entry = &self.ring[number as usize % self.window];
            if entry.signature.alike(signature) {
                best = Some(best.map_or(entry.first, |b| b.min(entry.first)));
            }
            newest = number;
            number = entry.before[band];
        }
        best
    }
}

fn bucket(signature: &Signature, band: usize) -> usize {
    let rows = &signature.0[band * ROWS..(band + 1) * ROWS];
    let key = rows.iter().fold(band as u64, |h, &r| mix(h << 16 ^ u64::from(r)));
    usize::try_from(key % HEADS as u64).unwrap_or(0)
}

/// FNV-1a over the word's characters in lower case.
fn hash(word: &str) -> u64 {
    let lower = word.chars().flat_map(char::to_lowercase);
    mix(lower.fold(0xCBF2_9CE4_8422_2325, |h: u64, c| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01B3)))
}

/// The finalizer of `SplitMix64` (Steele and others 2014).
const fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    h ^ (h >> 31)
}

const FACTORS: [u64; HASHES] = {
    let mut factors = [0; HASHES];
    let mut i = 0;
    while i < HASHES {
        factors[i] = mix((i as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)) | 1;
        i += 1;
    }
    factors
};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Words of an invented language, so that texts differ as much as is wanted.
    fn text(seed: u64, words: u64) -> Vec<String> {
        (0..words).map(|n| format!("w{}", mix(seed << 32 | n) % 5_000)).collect()
    }

    #[test]
    fn copies_with_another_end_are_found_and_other_texts_are_not() {
        let mut duplicates = Duplicates::new(1_000);
        for n in 0..300 {
            let words = text(n, 300);
            assert_eq!(duplicates.find(Signature::of(&words.join(" ")).unwrap(), n), None, "{n}");
        }
        for n in 0..300 {
            let words = text(n, 300);
            let copy = format!("HALDEN (Wire) - {}, said no one.", words[..285].join(", ").to_uppercase());
            assert_eq!(duplicates.find(Signature::of(&copy).unwrap(), 1_000 + n), Some(n), "{n}");
        }
        let half = [text(5, 300)[..150].to_vec(), text(900, 150)].concat().join(" ");
        assert_eq!(duplicates.find(Signature::of(&half).unwrap(), 5_000), None);
        assert_eq!(Signature::of("It rained."), None);
    }

    #[test]
    fn the_window_forgets_and_signatures_survive_a_file() {
        let sign = |n| Signature::of(&text(n, 100).join(" ")).unwrap();
        let mut duplicates = Duplicates::new(10);
        (0..11).for_each(|n| assert_eq!(duplicates.find(sign(n), n), None));
        assert_eq!(duplicates.find(Signature::from_bytes(&sign(10).to_bytes()), 11), Some(10));
        assert_eq!(duplicates.find(sign(0), 12), None);
        assert_eq!(duplicates.ring.len(), 10);
    }
}
