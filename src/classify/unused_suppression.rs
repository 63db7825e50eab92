//! `unused-suppression`: an allowance in the text that allows nothing.
use crate::{
    classify::{Context, RuleMeta, meta},
    document::SentenceId,
    finding::{Eligible, Excuse, Finding, Role, RuleId},
    level::Level,
    span::Span,
    suppress::Suppression,
};
use std::collections::BTreeSet;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("unused-suppression"),
    level: Level::Note,
    summary: "A `sayso allow` comment that allows nothing",
    explanation: include_str!("unused_suppression.md"),
    eligible: Eligible::Article,
};

pub(super) fn check(cx: &Context<'_>, found: &[Finding], out: &mut Vec<Finding>) {
    let Some(last) = cx.doc.sentences().last() else { return };
    let allowed = found.iter().filter(|f| f.excuse == Some(Excuse::Suppressed)).flat_map(Finding::evidence);
    let used: BTreeSet<Span> = allowed.filter(|e| e.role == Role::Support).map(|e| e.span).collect();
    for s in cx.suppressions.iter().filter(|s| !used.contains(&s.span)) {
        let paragraph = s.paragraph.and_then(|p| cx.doc.paragraphs().get(p));
        let sentence = paragraph.filter(|p| !p.sentences.is_empty()).and_then(|p| u32::try_from(p.sentences.start).ok());
        let (message, advice) = fault(s);
        out.push(Finding::new(META.id, META.level, sentence.map_or(last.id, SentenceId), s.span, message).advise(advice));
    }
}

/// What is wrong with an allowance that was not used, and what to do.
fn fault(s: &Suppression) -> (String, &'static str) {
    if s.rule.is_empty() {
        ("This comment is not understood".to_owned(), "Write `sayso allow RULE \"WORDS\" because: REASON`.")
    } else if meta(&s.rule).is_none() {
        (format!("There is no rule `{}`", s.rule), "`sayso rules` lists all.")
    } else if s.reason.is_none() {
        ("The allowance gives no reason and allows nothing".to_owned(), "Add `because: …`.")
    } else {
        (
            format!("The allowance is not used: {} has no such finding here", s.rule),
            "Remove it, or move it to the paragraph it is meant for.",
        )
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::fault;
    use crate::{span::Span, suppress::Suppression};

    #[test]
    fn each_fault_is_told_for_what_it_is() {
        let said = |rule: &str, reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            let span = Span::in_text("[]", 0, 2).unwrap();
            fault(&Suppression { span, rule: rule.to_owned(), words: None, reason, paragraph: None }).0
        };
        assert!(said("", None).contains("not understood"));
        assert!(said("loded-term", Some("its own term")).contains("no rule `loded-term`"));
        assert!(said("loaded-term", None).contains("no reason"));
        assert!(said("loaded-term", Some("its own term")).contains("loaded-term has no such finding"));
    }
}
