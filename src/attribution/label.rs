//! What an engine says of every token: part of a source, a cue or a content, or of none.
use std::ops::Range;

/// One label per token, by its number: of no attribution, or of each part in turn what opens a span and what goes on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(pub(super) usize);

/// The parts of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Who.
    Source,
    /// The words that hand over.
    Cue,
    /// What.
    Content,
}

impl Label {
    /// Of no attribution.
    pub(super) const OUT: Label = Label(0);

    /// The part it belongs to.
    pub(super) fn part(self) -> Option<Part> {
        [Part::Source, Part::Cue, Part::Content].get(self.0.checked_sub(1)? / 2).copied()
    }
    /// Opens a span.
    pub(super) fn opens(self) -> bool {
        self.0 % 2 == 1
    }
}

/// The labelled spans of a run of tokens, in order, as ranges into `labels`. What goes on with no span of its part opens one.
pub(super) fn spans(labels: &[Label]) -> impl Iterator<Item = (Part, Range<usize>)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + labels.get(at..)?.iter().position(|l| *l != Label::OUT)?;
        let part = labels.get(start)?.part()?;
        at = start + 1 + labels[start + 1..].iter().take_while(|l| l.part() == Some(part) && !l.opens()).count();
        Some((part, start..at))
    })
}

#[cfg(test)]
mod tests {
    use super::{Label, Part, spans};

    #[test]
    fn a_span_ends_where_another_opens() {
        let labels = [5, 6, 5, 6, 0, 1, 3, 0, 0].map(Label);
        let found: Vec<_> = spans(&labels).collect();
        assert_eq!(found, [(Part::Content, 0..2), (Part::Content, 2..4), (Part::Source, 5..6), (Part::Cue, 6..7)]);
    }

    #[test]
    fn a_dangling_inside_label_opens_a_span() {
        let found: Vec<_> = spans(&[4, 6, 6].map(Label)).collect();
        assert_eq!(found, [(Part::Cue, 0..1), (Part::Content, 1..3)]);
    }
}
