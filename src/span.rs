//! Half-open byte ranges into one article's text.

/// A half-open range of bytes, `start..end`, into [`crate::article::Article::text`].
///
/// Invariants: `start <= end`; both lie on `char` boundaries of the text the span was made for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The only way in from numbers: checks order, bounds and char boundaries once, here.
    pub fn in_text(text: &str, start: usize, end: usize) -> Option<Span> {
        text.get(start..end)?;
        Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    /// The smallest span that holds both; a union of valid spans is valid.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True for a span of no bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Does `other` lie wholly inside?
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Do the two share a byte?
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Span;

    #[test]
    fn a_span_must_fit_its_text() {
        assert!(Span::in_text("né", 0, 2).is_none(), "inside a char");
        assert!(Span::in_text("né", 0, 4).is_none(), "past the end");
        let s = Span::in_text("né", 1, 3).unwrap();
        assert_eq!((s.start(), s.end(), s.len()), (1, 3, 2));
    }
}
