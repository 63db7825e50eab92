//! A text that changes piece by piece. The protocol counts lines from 0 and columns in units of the encoding that was agreed on.
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// In which units columns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// What every client knows.
    Utf16,
    /// What the text is kept in.
    Utf8,
}

impl Encoding {
    /// UTF-8 where the client's first message offers it.
    pub(super) fn offered(client: &Value) -> Encoding {
        let offered = client["capabilities"]["general"]["positionEncodings"].as_array();
        let utf8 = offered.is_some_and(|all| all.iter().any(|e| e == Encoding::Utf8.as_str()));
        if utf8 { Encoding::Utf8 } else { Encoding::Utf16 }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Encoding::Utf16 => "utf-16",
            Encoding::Utf8 => "utf-8",
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf8 => c.len_utf8(),
        }
    }
}

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) character: usize,
}

/// A stretch, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Range {
    pub(super) start: Position,
    pub(super) end: Position,
}

/// New text for a stretch, or for all.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    range: Option<Range>,
    text: String,
}

pub(super) struct Buffer {
    text: String,
    /// Byte offsets of the lines.
    lines: Vec<usize>,
    encoding: Encoding,
}

impl Buffer {
    pub(super) fn new(text: String, encoding: Encoding) -> Buffer {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Buffer { text, lines, encoding }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn apply(&mut self, change: Change) {
        let text = match change.range {
            Some(range) => {
                let (start, end) = (self.offset(range.start), self.offset(range.end));
                let mut text = std::mem::take(&mut self.text);
                text.replace_range(start..end.max(start), &change.text);
                text
            }
            None => change.text,
        };
        *self = Buffer::new(text, self.encoding);
    }

    /// Byte offset of a place; one beyond its line or the text counts as its end.
    pub(super) fn offset(&self, position: Position) -> usize {
        let Some(&start) = self.lines.get(position.line) else { return self.text.len() };
        let mut units = 0;
        let line = &self.text[start..];
        for (i, c) in line.char_indices() {
            if units >= position.character || c == '\n' {
                return start + i;
            }
            units += self.encoding.units(c);
        }
        self.text.len()
    }

    /// Place of a byte offset that lies on a character boundary.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|&l| l <= offset).saturating_sub(1);
        let before = self.text.get(self.lines[line]..offset).unwrap_or_default();
        Position { line, character: before.chars().map(|c| self.encoding.units(c)).sum() }
    }

    pub(super) fn range(&self, start: usize, end: usize) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }

    /// Byte offset of a line and a column in characters, both from 1, as reports count them.
    pub(super) fn byte(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.lines.get(line.saturating_sub(1)) else { return self.text.len() };
        let rest = self.text.get(start..).unwrap_or_default();
        let mut ends = rest.char_indices().take_while(|(_, c)| *c != '\n').map(|(i, c)| i + c.len_utf8());
        match column.checked_sub(2) {
            Some(before) => start + ends.nth(before).unwrap_or_else(|| rest.find('\n').unwrap_or(rest.len())),
            None => start,
        }
    }

    /// Line and column in characters of a place, both from 1, as reports count them.
    pub(super) fn line_and_column(&self, at: Position) -> (usize, usize) {
        let offset = self.offset(at);
        let before = self.text.get(self.line_start(offset)..offset).unwrap_or_default();
        (self.position(offset).line + 1, before.chars().count() + 1)
    }

    /// Byte offset of the start of the line that holds this offset.
    pub(super) fn line_start(&self, offset: usize) -> usize {
        self.lines[self.lines.partition_point(|&l| l <= offset).saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Change, Encoding, Position, Range};

    #[test]
    fn places_are_counted_in_utf_8_where_that_was_agreed_on() {
        let buffer = Buffer::new("a\né🙂x".to_owned(), Encoding::Utf8);
        let x = Position { line: 1, character: 6 };
        assert_eq!((buffer.position(8), buffer.offset(x), buffer.line_and_column(x)), (x, 8, (2, 3)));
        // Inside of a character: after it.
        assert_eq!(buffer.offset(Position { line: 1, character: 3 }), 8);
    }

    #[test]
    fn places_are_counted_in_utf_16() {
        let buffer = Buffer::new("é🙂x\nzwei".to_owned(), Encoding::Utf16);
        let at = buffer.text().find('x').unwrap_or_default();
        assert_eq!(buffer.position(at), Position { line: 0, character: 3 });
        assert_eq!(buffer.offset(Position { line: 0, character: 3 }), at);
        assert_eq!(buffer.offset(Position { line: 0, character: 99 }), at + 1);
        assert_eq!(buffer.offset(Position { line: 9, character: 0 }), buffer.text().len());
        assert_eq!([buffer.byte(1, 1), buffer.byte(1, 3), buffer.byte(1, 99), buffer.byte(9, 1)], [0, at, at + 1, buffer.text().len()]);
        assert_eq!(buffer.byte(2, 2), at + 3);
    }

    #[test]
    fn changes_apply_in_turn() {
        let mut buffer = Buffer::new("One\ntwo\n".to_owned(), Encoding::Utf16);
        let at = |line, character| Position { line, character };
        buffer.apply(Change { range: Some(Range { start: at(0, 3), end: at(1, 1) }), text: "🙂\n".to_owned() });
        assert_eq!(buffer.text(), "One🙂\nwo\n");
        buffer.apply(Change { range: Some(Range { start: at(0, 5), end: at(0, 5) }), text: "!".to_owned() });
        assert_eq!(buffer.text(), "One🙂!\nwo\n");
        buffer.apply(Change { range: None, text: "new".to_owned() });
        assert_eq!((buffer.text(), buffer.position(3)), ("new", at(0, 3)));
    }
}
