//! What an engine says of every token: part of a source, a cue or a content, or of none.
use std::ops::Range;

/// One label per token. A span is its `…B` and the `…I` of the same part that follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Label {
    /// Of no attribution.
    #[default]
    Out,
    /// Opens a source.
    SourceB,
    /// Goes on with a source.
    SourceI,
    /// Opens a cue.
    CueB,
    /// Goes on with a cue.
    CueI,
    /// Opens a content.
    ContentB,
    /// Goes on with a content.
    ContentI,
}

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
    /// All labels, in the order of their numbers.
    pub(super) const ALL: [Label; 7] =
        [Label::Out, Label::SourceB, Label::SourceI, Label::CueB, Label::CueI, Label::ContentB, Label::ContentI];

    /// The part it belongs to.
    pub(super) fn part(self) -> Option<Part> {
        match self {
            Label::Out => None,
            Label::SourceB | Label::SourceI => Some(Part::Source),
            Label::CueB | Label::CueI => Some(Part::Cue),
            Label::ContentB | Label::ContentI => Some(Part::Content),
        }
    }
    /// Opens a span.
    fn opens(self) -> bool {
        matches!(self, Label::SourceB | Label::CueB | Label::ContentB)
    }
}

/// The labelled spans of a run of tokens, in order, as ranges into `labels`. An `…I` that follows no span of its part opens one.
pub(super) fn spans(labels: &[Label]) -> impl Iterator<Item = (Part, Range<usize>)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + labels.get(at..)?.iter().position(|l| *l != Label::Out)?;
        let part = labels.get(start)?.part()?;
        at = start + 1 + labels[start + 1..].iter().take_while(|l| l.part() == Some(part) && !l.opens()).count();
        Some((part, start..at))
    })
}

#[cfg(test)]
mod tests {
    use super::{
        Label::{self, ContentB, ContentI, CueB, Out, SourceB},
        Part, spans,
    };

    #[test]
    fn a_span_ends_where_another_opens() {
        let labels = [ContentB, ContentI, ContentB, ContentI, Out, SourceB, CueB, Out, Out];
        let found: Vec<_> = spans(&labels).collect();
        assert_eq!(found, [(Part::Content, 0..2), (Part::Content, 2..4), (Part::Source, 5..6), (Part::Cue, 6..7)]);
    }

    #[test]
    fn a_dangling_inside_label_opens_a_span() {
        let found: Vec<_> = spans(&[Label::CueI, Label::ContentI, Label::ContentI]).collect();
        assert_eq!(found, [(Part::Cue, 0..1), (Part::Content, 1..3)]);
    }
}
