//! `anonymous-source`: a source that could have been asked, and is not named.
use crate::{
    attribution::{Attribution, CueClass, Source, SourceKind},
    classify::{Context, RuleMeta},
    document::{BlockKind, Pos, Sentence},
    encoder::percent,
    finding::{Confidence, Eligible, Finding, Role, RuleId},
    language::Words,
    level::Level,
    span::Span,
};

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("anonymous-source"),
    level: Level::Note,
    summary: "A source that could have been asked but is not named",
    explanation: include_str!("anonymous_source.md"),
    eligible: Eligible::Attributed,
};

pub(super) fn check(cx: &Context<'_>, sentence: &Sentence, out: &mut Vec<Finding>) {
    // Whom the writer of a post or a statement and the speaker of an interview cite, the article need not name.
    let block = cx.doc.block_at(sentence.paragraph).map(|b| b.kind);
    let cited = matches!(block, Some(BlockKind::Post | BlockKind::Statement | BlockKind::Turn));
    // *Unions accused the board and vowed to strike*: one source in a sentence is asked about once.
    let mut asked = Vec::new();
    for a in cx.attributions.of_sentence(sentence.id).filter(|a| !cited || a.class == CueClass::Colon) {
        if let Some(finding) = finding(cx, sentence, a).filter(|_| !asked.contains(&a.source_id)) {
            asked.push(a.source_id);
            out.push(finding);
        }
    }
}

fn finding(cx: &Context<'_>, sentence: &Sentence, a: &Attribution) -> Option<Finding> {
    let source = cx.attributions.source_of(a)?;
    let words = cx.attributions.named_as(a).filter(|&s| sentence.span.contains(s))?;
    let (score, least) = (cx.readings.sentence(sentence.id).unnamed(), cx.readings.thresholds());
    if score < least.unnamed {
        return None;
    }
    let reason = a.anonymity_reason.filter(|&r| sentence.span.contains(r) || is_of_nobody_else(cx, a, r));
    let words = who(&source.mentions, sentence.span, words, reason);
    let named = cx.doc.tokens_in(words).any(|t| cx.is_proper(t));
    let certain = score >= least.unnamed_for_certain && !named;
    if source.kind != SourceKind::Unnamed || !(source.person || certain) {
        return None;
    }
    // *He* is asked about where it is resolved to somebody unnamed who was brought in before.
    let introduced = is_introduced(cx, source, words);
    if !(introduced || certain && !is_pronoun(cx, words)) {
        return None;
    }
    let said = match source.mentions.first().filter(|_| is_pronoun(cx, words)) {
        Some(&first) => format!("“{}” is “{}”, who is not named", cx.doc.text_of(words), cx.doc.text_of(first)),
        None => format!("“{}” is not named", cx.doc.text_of(words)),
    };
    let (message, advice) = match reason {
        Some(_) => (format!("{said}; the text says why"), "Is the reason good enough, and could somebody else say it by name?"),
        None => (format!("{said}, and the text does not say why"), "Name the source, or say why it cannot be named and what it can know."),
    };
    let sure = percent(score);
    let others = source.mentions.iter().copied().filter(|m| !m.overlaps(words)).take(3);
    let finding = Finding::new(META.id, META.level, sentence.id, words, message)
        .advise(advice)
        .sure(Confidence { any: sure, strong: sure })
        .about(source.mentions.first().copied().unwrap_or(words))
        .with(Role::Cue, a.cue)
        .with(Role::Support, reason.into_iter().chain(others));
    Some(finding)
}

/// *Two stallholders, **who asked not to be named because …,** said*: an engine may hear the reason as the source, who stands before it.
fn who(mentions: &[Span], sentence: Span, words: Span, reason: Option<Span>) -> Span {
    if !reason.is_some_and(|r| r.overlaps(words)) {
        return words;
    }
    let before = mentions.iter().copied().filter(|&m| sentence.contains(m) && m.end() <= words.start());
    before.max_by_key(|m| m.end()).unwrap_or(words)
}

/// Of reasons in a later sentence: not where another source speaks (*a witness said … An aide, who asked not to be named because …, said*).
fn is_of_nobody_else(cx: &Context<'_>, a: &Attribution, reason: Span) -> bool {
    let there = cx.doc.sentence_of(cx.doc.tokens_in(reason).start);
    // *They asked not to be named* may be anybody.
    let theirs = |b: &Attribution| b.source.is_none_or(|words| is_pronoun(cx, words)) || b.source_id == a.source_id;
    there.is_some_and(|s| cx.attributions.of_sentence(s.id).all(theirs))
}

/// *he*, *who*: the words for the source stand elsewhere.
fn is_pronoun(cx: &Context<'_>, words: Span) -> bool {
    let tokens = cx.doc.tokens_in(words);
    tokens.len() == 1 && matches!(cx.pos(tokens.start), Pos::Pron | Pos::Det)
}

/// Somebody new (*an aide*), somebody told apart by what follows (*the owner of the tape*), or one who was brought in as somebody new
/// (*an aide … the aide … she*). A definite description with nothing before it (*the lawmakers*) is of somebody whom the article names.
fn is_introduced(cx: &Context<'_>, source: &Source, words: Span) -> bool {
    let is_new = |span: Span| !is_pronoun(cx, span) && !Words::english().is_definite(cx.doc.norm(cx.doc.tokens_in(span).start));
    let told_apart = cx.doc.tokens_in(words).skip(1).any(|t| Words::english().is_genitive(cx.doc.norm(t)));
    is_new(words) || told_apart || source.mentions.first().is_some_and(|&m| is_new(m))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Span, who};

    #[test]
    fn the_reason_for_a_missing_name_is_not_who_speaks() {
        let text = "They met. Two stallholders, who asked not to be named because of their leases, said no. An aide said yes.";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::in_text(text, start, start + words.len()).unwrap()
        };
        let (mentions, sentence) =
            ([at("They"), at("Two stallholders")], at("Two stallholders, who asked not to be named because of their leases, said no."));
        let reason = Some(at("asked not to be named because of their leases"));
        let clause = at("who asked not to be named because of their leases,");
        assert_eq!(who(&mentions, sentence, clause, reason), at("Two stallholders"));
        assert_eq!(who(&mentions, at("An aide said yes."), at("An aide"), reason), at("An aide"));
        assert_eq!(who(&[], sentence, clause, reason), clause);
    }
}
