//! What an engine says of every token: part of a source, a cue or a content, or of none.
use std::ops::Range;

/// One label per token. A span is its `…B` and the `…I` of the same part that follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Label {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Who.
    Source,
    /// The words that hand over.
    Cue,
    /// What.
    Content,
}

impl Label {
    /// All labels, in the order of their numbers.
    pub const ALL: [Label; 7] = [Label::Out, Label::SourceB, Label::SourceI, Label::CueB, Label::CueI, Label::ContentB, Label::ContentI];

    /// The label that opens a part, or goes on with it.
    pub fn new(part: Part, opens: bool) -> Label {
        match (part, opens) {
            (Part::Source, true) => Label::SourceB,
            (Part::Source, false) => Label::SourceI,
            (Part::Cue, true) => Label::CueB,
            (Part::Cue, false) => Label::CueI,
            (Part::Content, true) => Label::ContentB,
            (Part::Content, false) => Label::ContentI,
        }
    }
    /// The part it belongs to.
    pub fn part(self) -> Option<Part> {
        match self {
            Label::Out => None,
            Label::SourceB | Label::SourceI => Some(Part::Source),
            Label::CueB | Label::CueI => Some(Part::Cue),
            Label::ContentB | Label::ContentI => Some(Part::Content),
        }
    }
    /// Opens a span.
    pub fn opens(self) -> bool {
        matches!(self, Label::SourceB | Label::CueB | Label::ContentB)
    }
    /// Position in [`Label::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// The labelled spans of a run of tokens, in order, as ranges into `labels`. An `…I` that follows no span of its part opens one.
pub fn spans(labels: &[Label]) -> impl Iterator<Item = (Part, Range<usize>)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + labels.get(at..)?.iter().position(|l| *l != Label::Out)?;
        let part = labels.get(start)?.part()?;
        let inside = Label::new(part, false);
        at = start + 1 + labels[start + 1..].iter().take_while(|l| **l == inside).count();
        Some((part, start..at))
    })
}

/// Labels a range as one span of a part.
pub fn mark(labels: &mut [Label], range: Range<usize>, part: Part) {
    for (i, label) in labels.get_mut(range).into_iter().flatten().enumerate() {
        *label = Label::new(part, i == 0);
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Part, mark, spans};

    #[test]
    fn spans_are_read_back_as_they_were_marked() {
        let mut labels = [Label::Out; 9];
        mark(&mut labels, 0..2, Part::Content);
        mark(&mut labels, 2..4, Part::Content);
        mark(&mut labels, 5..6, Part::Source);
        mark(&mut labels, 6..7, Part::Cue);
        let found: Vec<_> = spans(&labels).collect();
        assert_eq!(found, [(Part::Content, 0..2), (Part::Content, 2..4), (Part::Source, 5..6), (Part::Cue, 6..7)]);
    }

    #[test]
    fn a_dangling_inside_label_opens_a_span() {
        let found: Vec<_> = spans(&[Label::CueI, Label::ContentI, Label::ContentI]).collect();
        assert_eq!(found, [(Part::Cue, 0..1), (Part::Content, 1..3)]);
    }

    #[test]
    fn labels_know_their_number() {
        assert!(Label::ALL.iter().enumerate().all(|(i, l)| l.index() == i));
    }
}
