//! A text that changes piece by piece. The protocol counts lines from 0 and columns in UTF-16 units.
use serde::{Deserialize, Serialize};

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
}

impl Buffer {
    pub(super) fn new(text: String) -> Buffer {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Buffer { text, lines }
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
        *self = Buffer::new(text);
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
            units += c.len_utf16();
        }
        self.text.len()
    }

    /// Place of a byte offset that lies on a character boundary.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|&l| l <= offset).saturating_sub(1);
        let before = self.text.get(self.lines[line]..offset).unwrap_or_default();
        Position { line, character: before.encode_utf16().count() }
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

    /// Byte offset of the start of the line that holds this offset.
    pub(super) fn line_start(&self, offset: usize) -> usize {
        self.lines[self.lines.partition_point(|&l| l <= offset).saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Change, Position, Range};

    #[test]
    fn places_are_counted_in_utf_16() {
        let buffer = Buffer::new("é🙂x\nzwei".to_owned());
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
        let mut buffer = Buffer::new("One\ntwo\n".to_owned());
        let at = |line, character| Position { line, character };
        buffer.apply(Change { range: Some(Range { start: at(0, 3), end: at(1, 1) }), text: "🙂\n".to_owned() });
        assert_eq!(buffer.text(), "One🙂\nwo\n");
        buffer.apply(Change { range: Some(Range { start: at(0, 5), end: at(0, 5) }), text: "!".to_owned() });
        assert_eq!(buffer.text(), "One🙂!\nwo\n");
        buffer.apply(Change { range: None, text: "new".to_owned() });
        assert_eq!((buffer.text(), buffer.position(3)), ("new", at(0, 3)));
    }
}
