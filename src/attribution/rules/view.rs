//! One sentence as the rules look at it. Every question about a token outside the sentence is answered with "no".
use crate::{
    attribution::Input,
    document::{Form, ParagraphKind, Pos, QuoteState, Shape, TokenKind},
    lexicon::Kind,
};
use std::ops::Range;

/// A sentence without its final marks. Invariant: `start..end` are tokens of the document.
pub(super) struct View<'a, 'd> {
    pub(super) input: &'a Input<'d>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) headline: bool,
    /// *in a statement*, *on Monday*
    settings: Vec<Range<usize>>,
}

impl<'a, 'd> View<'a, 'd> {
    pub(super) fn new(input: &'a Input<'d>, tokens: Range<usize>) -> View<'a, 'd> {
        let paragraph = input.doc.tokens().get(tokens.start).and_then(|t| input.doc.paragraphs().get(t.paragraph as usize));
        let headline = paragraph.is_some_and(|p| matches!(p.kind, ParagraphKind::Headline | ParagraphKind::Subheading));
        let mut view = View { input, start: tokens.start, end: tokens.end, headline, settings: Vec::new() };
        view.settings = view.cue_hits().filter(|(_, class)| *class == "setting").map(|(tokens, _)| tokens).collect();
        view
    }

    /// The cue lexicon's hits in the sentence with their class, in text order.
    pub(super) fn cue_hits(&self) -> impl Iterator<Item = (Range<usize>, &'a str)> + use<'a, 'd> {
        let (input, start, end) = (self.input, self.start, self.end);
        let first = input.hits.partition_point(|h| h.tokens.start < start);
        input.hits[first..].iter().take_while(move |h| h.tokens.start < end).filter_map(move |h| {
            let entry = input.lexicons.entry(h.entry);
            (entry.kind == Kind::Cue && h.tokens.end <= end).then(|| (h.tokens.clone(), entry.class.as_str()))
        })
    }

    fn inside(&self, t: usize) -> bool {
        (self.start..self.end).contains(&t)
    }
    pub(super) fn norm(&self, t: usize) -> &'a str {
        if self.inside(t) { self.input.doc.norm(t) } else { "" }
    }
    pub(super) fn pos(&self, t: usize) -> Pos {
        if self.inside(t) { self.input.tags[t].pos } else { Pos::X }
    }
    pub(super) fn form(&self, t: usize) -> Form {
        if self.inside(t) { self.input.tags[t].form } else { Form::Plain }
    }
    pub(super) fn kind(&self, t: usize) -> Option<TokenKind> {
        self.inside(t).then(|| self.input.doc.tokens()[t].kind)
    }
    pub(super) fn quote_state(&self, t: usize) -> QuoteState {
        if self.inside(t) { self.input.doc.quote_state(t) } else { QuoteState::Outside }
    }
    pub(super) fn is_quoted(&self, t: usize) -> bool {
        self.quote_state(t) != QuoteState::Outside
    }
    pub(super) fn is_comma(&self, t: usize) -> bool {
        self.norm(t) == ","
    }
    pub(super) fn is_dash(&self, t: usize) -> bool {
        matches!(self.norm(t), "—" | "–" | "―" | "--" | "-")
    }
    /// Any mark but a quotation mark.
    pub(super) fn is_punct(&self, t: usize) -> bool {
        self.kind(t) == Some(TokenKind::Punct)
    }
    pub(super) fn is_det(&self, t: usize) -> bool {
        self.pos(t) == Pos::Det
    }
    /// A proper noun; also a capitalised word inside running text that the tagger, who has never seen the name, takes for another.
    pub(super) fn is_name(&self, t: usize) -> bool {
        let mistaken = matches!(self.pos(t), Pos::Noun | Pos::Adj | Pos::X | Pos::Verb | Pos::Intj | Pos::Adv);
        self.pos(t) == Pos::Propn || mistaken && t > self.start && !self.headline && self.is_capitalised(t)
    }
    fn is_capitalised(&self, t: usize) -> bool {
        self.inside(t) && self.input.doc.tokens()[t].shape == Shape::Title && !self.is_quoted(t - 1)
    }
    /// A noun for persons, bodies or documents that can speak; *Opinion:* is the name of a section.
    pub(super) fn is_somebody(&self, t: usize) -> bool {
        let first = self.input.hits.partition_point(|h| h.tokens.start < t);
        let here = self.input.hits[first..].iter().take_while(|h| h.tokens.start == t).map(|h| self.input.lexicons.entry(h.entry));
        let (mut speaks, mut section) = (false, false);
        for entry in here {
            speaks |= match entry.kind {
                Kind::VagueSource => true,
                Kind::Title => entry.class.split(' ').any(|c| matches!(c, "role" | "group" | "org" | "document" | "medium")),
                _ => false,
            };
            section |= entry.kind == Kind::Neighbour && entry.class == "section-label";
        }
        speaks && !section
    }
    /// Can be the head of a noun phrase.
    pub(super) fn is_head(&self, t: usize) -> bool {
        matches!(self.pos(t), Pos::Noun | Pos::Num | Pos::Sym) || self.is_name(t) || self.kind(t) == Some(TokenKind::Address)
    }
    /// Can stand inside a noun phrase after its determiner.
    pub(super) fn is_nominal(&self, t: usize) -> bool {
        self.is_head(t) || self.pos(t) == Pos::Adj || self.is_possessive_mark(t) || self.norm(t) == "&"
    }
    /// The `'s` of *Macron's*.
    pub(super) fn is_possessive_mark(&self, t: usize) -> bool {
        self.pos(t) == Pos::Part && self.norm(t).starts_with('\'')
    }
    /// *my, his, their*: a pronoun that a noun phrase goes on from.
    pub(super) fn is_possessive(&self, t: usize) -> bool {
        matches!(self.norm(t), "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose")
    }
    /// *who, which*, and *that* where it stands for a noun.
    pub(super) fn is_relative(&self, t: usize) -> bool {
        matches!(self.norm(t), "who" | "which") || self.norm(t) == "that" && self.pos(t) == Pos::Pron
    }
    /// A pronoun that can be a subject by itself.
    pub(super) fn is_pronoun(&self, t: usize) -> bool {
        self.pos(t) == Pos::Pron && !self.is_possessive_alone(t)
    }
    fn is_possessive_alone(&self, t: usize) -> bool {
        self.is_possessive(t) && (self.is_nominal(t + 1) || self.pos(t + 1) == Pos::Adv)
    }
    pub(super) fn is_verbal(&self, t: usize) -> bool {
        matches!(self.pos(t), Pos::Verb | Pos::Aux)
    }
    /// A verb that makes a clause.
    pub(super) fn is_finite(&self, t: usize) -> bool {
        self.is_verbal(t) && matches!(self.form(t), Form::Past | Form::Present | Form::Modal)
            || self.pos(t) == Pos::Aux && self.form(t) == Form::Plain
    }
    /// *be* in any form.
    pub(super) fn is_be(&self, t: usize) -> bool {
        matches!(self.norm(t), "be" | "is" | "are" | "was" | "were" | "am" | "been" | "being" | "'s" | "'re" | "'m")
    }
    /// Can open a clause or a noun phrase.
    pub(super) fn opens_phrase(&self, t: usize) -> bool {
        self.is_det(t) || matches!(self.pos(t), Pos::Pron | Pos::Noun | Pos::Propn | Pos::Num | Pos::Adj | Pos::Sym) || self.is_quoted(t)
    }
    /// One past the setting (*in a statement on Monday*) that opens at a token.
    pub(super) fn after_settings(&self, mut t: usize) -> usize {
        while let Some(s) = self.settings.iter().filter(|s| s.start == t && !self.is_possessive_mark(s.end)).max_by_key(|s| s.end) {
            t = s.end;
        }
        t
    }
    /// Where the setting that ends at a token begins: *the paper **on Saturday** wrote*.
    pub(super) fn before_settings(&self, t: usize) -> usize {
        self.settings.iter().filter(|s| s.end == t).map(|s| s.start).min().unwrap_or(t)
    }
    pub(super) fn opens_setting(&self, t: usize) -> bool {
        self.settings.iter().any(|s| s.start == t)
    }
}
