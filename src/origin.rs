//! Where a text that was cut out of a file stands in that file.

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// From here on the text runs on in the file as it does in the article, until the next anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Byte of the article's text, on a character boundary.
    pub byte: usize,
    /// Place of that character in the file.
    pub place: Place,
    /// Columns that this one character takes in the file: more than one where it is written as a reference (`&amp;`), none where
    /// nothing is known of the text from here on but that it stands about this place.
    pub width: usize,
}

/// Places in the file for every byte of an article's text. Invariant: anchors ascend by byte, one a byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    anchors: Vec<Anchor>,
}

impl Origin {
    /// Adds what follows the anchors before it; one that does not is left out.
    pub fn push(&mut self, anchor: Anchor) {
        if self.anchors.last().is_none_or(|last| last.byte < anchor.byte) {
            self.anchors.push(anchor);
        }
    }

    /// Place of the character that begins at `byte` of `text`, and of the one past it. Before the first anchor: the file's start.
    pub fn place(&self, text: &str, byte: usize) -> (Place, Place) {
        let at = self.anchors.partition_point(|a| a.byte <= byte);
        let Some(anchor) = at.checked_sub(1).and_then(|i| self.anchors.get(i)) else {
            let start = Place { line: 1, column: 1 };
            return (start, start);
        };
        let along = |columns: usize| Place { column: anchor.place.column + columns, ..anchor.place };
        let between = text.get(anchor.byte..byte).unwrap_or_default().chars().count();
        match (between, anchor.width) {
            (_, 0) => (anchor.place, anchor.place),
            (0, width) => (anchor.place, along(width)),
            (n, width) => (along(width + n - 1), along(width + n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Origin, Place};

    #[test]
    fn characters_between_anchors_are_counted_from_the_one_before() {
        let text = "ab & é cd";
        let mut origin = Origin::default();
        for (byte, line, column, width) in [(0, 3, 5, 1), (3, 3, 8, 5), (4, 3, 13, 1), (8, 4, 1, 0), (2, 9, 9, 9)] {
            origin.push(Anchor { byte, place: Place { line, column }, width });
        }
        let at = |byte| {
            let (a, b) = origin.place(text, byte);
            (a.line, a.column, b.line, b.column)
        };
        assert_eq!([at(0), at(1), at(3)], [(3, 5, 3, 6), (3, 6, 3, 7), (3, 8, 3, 13)]);
        assert_eq!((at(5), at(7)), ((3, 14, 3, 15), (3, 15, 3, 16)));
        assert_eq!((at(8), at(9)), ((4, 1, 4, 1), (4, 1, 4, 1)));
        let one = Place { line: 1, column: 1 };
        assert_eq!(Origin::default().place(text, 4), (one, one));
    }
}
