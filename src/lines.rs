//! The one place where bytes become characters, lines and columns.

/// So many bytes at the most are counted for one position.
const STRIDE: usize = 256;

/// Index over one text. Built once per report; each look-up is two binary searches and a count of at most 256 bytes.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// For every line: byte offset and character offset of its start.
    starts: Vec<(usize, usize)>,
    /// Characters before byte `i * STRIDE` (a character belongs to the byte it begins with).
    strides: Vec<usize>,
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
        let mut strides = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut characters = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STRIDE == 0 {
                strides.push(characters);
            }
            characters += usize::from(begins_character(byte));
            if byte == b'\n' {
                starts.push((i + 1, characters));
            }
        }
        Lines { text, starts, strides }
    }

    /// Position of a byte offset; an offset inside a character or past the end counts to the nearest boundary before it.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|&(b, _)| b <= byte).max(1);
        let (_, line_start) = self.starts[line - 1];
        let stride = (byte / STRIDE).min(self.strides.len().saturating_sub(1));
        let before = self.strides.get(stride).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(stride * STRIDE..byte).unwrap_or_default();
        let character = before + rest.iter().filter(|b| begins_character(**b)).count();
        Position { character, line, column: character - line_start + 1 }
    }
}

fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn positions_in_long_lines_agree_with_a_plain_count() {
        let text = "é\nwörd “x” ".repeat(120);
        let lines = Lines::new(&text);
        for (i, (byte, _)) in text.char_indices().enumerate() {
            let p = lines.position(byte);
            let line_start = text[..byte].rfind('\n').map_or(0, |n| n + 1);
            assert_eq!(p.character, i);
            assert_eq!(p.column, text[line_start..byte].chars().count() + 1);
            assert_eq!(p.line, text[..byte].matches('\n').count() + 1);
        }
        assert_eq!(lines.position(text.len()).character, text.chars().count());
        assert_eq!(Lines::new("").position(0).column, 1);
    }

    #[test]
    fn positions_count_characters_not_bytes() {
        let lines = Lines::new("né\n“x”");
        let p = lines.position("né\n“".len());
        assert_eq!((p.character, p.line, p.column), (4, 2, 2));
        let end = lines.position("né\n“x”".len());
        assert_eq!((end.character, end.line, end.column), (6, 2, 4));
    }
}
