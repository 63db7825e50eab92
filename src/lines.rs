//! The one place where bytes become characters, lines and columns.

/// Index over one text. Built once per report; each look-up is a binary search and a short count.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// For every line: byte offset and character offset of its start.
    starts: Vec<(usize, usize)>,
}

/// A position for people and for other programs. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Characters (Unicode code points) before it.
    pub character: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl<'a> Lines<'a> {
    /// Scans the text once.
    pub fn new(text: &'a str) -> Lines<'a> {
        let mut starts = vec![(0, 0)];
        let mut characters = 0;
        for (i, c) in text.char_indices() {
            characters += 1;
            if c == '\n' {
                starts.push((i + 1, characters));
            }
        }
        Lines { text, starts }
    }

    /// Position of a byte offset; an offset inside a character or past the end counts to the nearest boundary before it.
    pub fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|&(b, _)| b <= byte).max(1);
        let (start, characters) = self.starts[line - 1];
        let inside = self.text.as_bytes()[start..byte.min(self.text.len())].iter().filter(|&&b| (b & 0xC0) != 0x80).count();
        Position { character: characters + inside, line, column: inside + 1 }
    }

    /// Number of lines.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn positions_count_characters_not_bytes() {
        let lines = Lines::new("né\n“x”");
        let p = lines.position("né\n“".len());
        assert_eq!((p.character, p.line, p.column), (4, 2, 2));
        let end = lines.position("né\n“x”".len());
        assert_eq!((end.character, end.line, end.column), (6, 2, 4));
    }
}
