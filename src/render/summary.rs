//! Scores arranged for people: one row a rule, then the figures on sources. Shared by the formats that show tables.
use super::Verdict;
use crate::{
    level::Level,
    plural::plural,
    report::{Block, Excuse, Furniture, Genre, ParagraphCited, Report, ScoreCited, Unit},
};
use serde::Serialize;
use std::{borrow::Cow, collections::BTreeMap};

/// How one rule came out.
#[derive(Debug, Serialize)]
pub(super) struct RuleRow<'a> {
    /// Rule id.
    pub(super) rule: &'a str,
    /// Counted findings.
    pub(super) findings: usize,
    /// `5 of 22`; empty for rules on the article as a whole.
    pub(super) flagged: String,
    /// `23 %`; a dash where there is nothing to divide by.
    pub(super) share: String,
    /// `10–43 %`
    pub(super) interval: String,
    /// `31.0`
    pub(super) per_thousand: String,
    /// What is counted.
    pub(super) label: &'a str,
}

/// One figure on sources.
#[derive(Debug, Serialize)]
pub(super) struct Figure<'a> {
    /// Score id.
    pub(super) id: &'a str,
    /// The number, with its unit.
    pub(super) value: String,
    /// `57 of 138 (33–50 %)`, or empty.
    pub(super) counted: String,
    /// What is counted.
    pub(super) label: &'a str,
}

/// Suffix of the ids of rates that stand beside a rule's share.
const RATE: &str = "-per-1000";
/// Below so many sentences a share says little.
const FEW_SENTENCES: usize = 10;

/// A row for every rule that was scored, in the report's order.
pub(super) fn rules(report: &Report) -> Vec<RuleRow<'_>> {
    let is_rule = |s: &&ScoreCited| report.rules.iter().any(|r| r.id == s.id);
    report.scores.iter().filter(is_rule).map(|s| rule(report, s)).collect()
}

fn rule<'a>(report: &'a Report, s: &'a ScoreCited) -> RuleRow<'a> {
    let share = s.unit == Unit::Share;
    let rate = report.score(&format!("{}{RATE}", s.id)).and_then(|r| r.value);
    RuleRow {
        rule: &s.id,
        findings: s.findings.len(),
        flagged: if share { format!("{} of {}", s.numerator, s.denominator) } else { String::new() },
        share: if share { value(s) } else { String::new() },
        interval: interval(s),
        per_thousand: rate.map(|v| format!("{v:.1}")).unwrap_or_default(),
        label: &s.label,
    }
}

/// Every other score: sources and attributions.
pub(super) fn figures(report: &Report) -> Vec<Figure<'_>> {
    let is_rule = |id: &str| report.rules.iter().any(|r| r.id == id || id.strip_suffix(RATE) == Some(r.id));
    let others = report.scores.iter().filter(|s| !is_rule(&s.id));
    others.map(|s| Figure { id: &s.id, value: value(s), counted: counted(s), label: &s.label }).collect()
}

/// What was found, in one line, the gravest first: what fails, by which rules, and how much is known already.
pub(super) fn verdict(report: &Report, judged: Option<&Verdict>) -> String {
    if let Some(why) = report.unjudged() {
        return format!("not judged: {why}");
    }
    let marks = Report::marks(&report.findings);
    let of = |level: Level| marks.iter().filter(|m| m.first().is_some_and(|f| f.level == level)).count() as u64;
    let levels = [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "note")].map(|(level, word)| (of(level), word));
    let counts: Vec<String> = levels.iter().filter(|(n, _)| *n > 0).map(|(n, word)| plural(*n, word)).collect();
    let mut rules: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in &report.findings {
        *rules.entry(&finding.rule).or_default() += 1;
    }
    let mut rules: Vec<(&str, u64)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let rules: Vec<String> = rules.iter().map(|(rule, n)| format!("{n} {rule}")).collect();
    let head = match judged.map(|v| v.fails) {
        None => "",
        Some(false) => "passes: ",
        Some(true) => "FAILS: ",
    };
    let mut out = vec![match counts.as_slice() {
        [] => format!("{head}no marks"),
        // A mark may have several reasons.
        counts if report.findings.len() > marks.len() => {
            format!("{head}{} ({} reasons: {})", counts.join(", "), report.findings.len(), rules.join(", "))
        }
        counts => format!("{head}{} ({})", counts.join(", "), rules.join(", ")),
    }];
    out.extend(judged.iter().flat_map(|v| &v.because).cloned());
    out.extend(report.passed_over().map(str::to_owned));
    let set_aside = |because: Excuse| report.excused.iter().filter(|f| f.because == Some(because)).count() as u64;
    for (because, what) in
        [(Excuse::Baseline, "known"), (Excuse::Unchanged, "on lines that did not change"), (Excuse::Suppressed, "allowed in the text")]
    {
        if let n @ 1.. = set_aside(because) {
            out.push(format!("{n} hidden ({what})"));
        }
    }
    out.join("; ")
}

/// What to say where there is little to count.
pub(super) fn few_signals(report: &Report) -> Option<String> {
    if report.unjudged().is_some() {
        return None;
    }
    let known = report.excused.iter().any(|f| matches!(f.because, Some(Excuse::Baseline | Excuse::Unchanged | Excuse::Suppressed)));
    if report.findings.is_empty() && known {
        return None;
    }
    if report.findings.is_empty() {
        return Some("Few signals: no rule has a finding here. That is no proof of good sourcing; see what each rule misses.".to_owned());
    }
    let sentences = report.article.sentences;
    (sentences < FEW_SENTENCES)
        .then(|| format!("Few signals: {} are too few for a rate to mean much; read the counts.", plural(sentences as u64, "sentence")))
}

/// What an article reads like, what shows it, and what follows from it; nothing of what is news as most are.
pub(super) fn genre(report: &Report) -> Option<String> {
    let genre = report.article.genre.as_ref().filter(|g| !g.evidence.is_empty())?;
    let (name, percent) = (genre.name?, genre.percent?);
    let (like, follows) = match name {
        Genre::Opinion => ("an opinion piece", MAY_JUDGE),
        Genre::Letters => ("letters to the editor", MAY_JUDGE),
        Genre::Review => ("a review", MAY_JUDGE),
        Genre::Release => ("a press release", " It speaks for one interest, that of whoever sent it out."),
        Genre::Wire => ("an agency's report", ""),
        Genre::Analysis => ("an analysis", ""),
        Genre::Interview => ("an interview", ""),
        Genre::Live => ("a live page", ""),
        Genre::FactCheck => ("a fact check", ""),
        Genre::Court => ("a court report", ""),
        Genre::News => return None,
    };
    let evidence = genre.evidence.join("; ");
    Some(format!("Reads like {like} ({percent} %): {evidence}.{follows}"))
}

/// What of the page was not judged: `left out: 2 adverts, 1 sign-up`. Paragraphs of one kind in a row are one. Bylines and datelines are
/// the article's own, and not told.
pub(super) fn left_out(report: &Report) -> Option<String> {
    let mut counts: Vec<(Furniture, u64)> = Vec::new();
    let mut before: Option<(Furniture, usize)> = None;
    let body = report.body();
    for out in report.left_out.iter().filter(|l| !matches!(l.kind, Furniture::Byline | Furniture::Dateline)) {
        let (kind, start, end) = (out.kind, out.byte_start, out.byte_end);
        let blank = |last: usize| body.get(last..start).is_some_and(|between| between.trim().is_empty());
        let goes_on = before.is_some_and(|(last, at)| last == kind && blank(at));
        before = Some((kind, end));
        match counts.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, n)) => *n += u64::from(!goes_on),
            None => counts.push((kind, 1)),
        }
    }
    let counts: Vec<String> = counts.into_iter().map(|(kind, n)| plural(n, furniture(kind))).collect();
    (!counts.is_empty()).then(|| format!("left out: {}", counts.join(", ")))
}

/// What a reader calls it.
pub(super) fn furniture(kind: Furniture) -> &'static str {
    match kind {
        Furniture::Related => "related link",
        Furniture::Menu => "menu line",
        Furniture::Share => "share button",
        Furniture::Consent => "consent notice",
        Furniture::Player => "player caption",
        Furniture::Author => "author line",
        Furniture::Hours => "service note",
        Furniture::Code => "piece of code",
        other => other.as_str(),
    }
}

/// Of genres that are there to judge.
const MAY_JUDGE: &str = " It may judge; who accuses or counts is still asked.";

/// `23 %` of `n`, or `0 %` where `n` is nothing.
pub(super) fn share(k: u64, n: u64) -> String {
    if n == 0 { "0 %".to_owned() } else { format!("{:.0} %", 100.0 * k as f64 / n as f64) }
}

/// The headline: as given, or that of the text, or the id.
pub(super) fn title(report: &Report) -> Cow<'_, str> {
    let given = report.article.title.as_deref().map(Cow::Borrowed);
    let found = || report.headline().map(|(at, _)| at).and_then(|at| report.paragraphs.get(at)).or_else(|| opening(report));
    let read = || found().map(|p| report.read(p.byte_start..p.byte_end));
    given.or_else(read).unwrap_or(Cow::Borrowed(&report.article.id))
}

/// A headline with a full stop is judged as running text; a short line above the text is its title.
fn opening(report: &Report) -> Option<&ParagraphCited> {
    let mut blocks = report.paragraphs.iter().filter(|p| p.kind != Block::Furniture);
    let first = blocks.next().filter(|p| p.kind == Block::Body)?;
    blocks.next()?;
    let text = report.text.get(first.byte_start..first.byte_end)?;
    let stopped = text.trim_end_matches(['"', '\'', '\u{201D}', '\u{2019}', ')']).ends_with(['.', '!', '?', '\u{2026}']);
    (stopped && text.chars().count() <= LONGEST_TITLE).then_some(first)
}

/// Characters: of the 420 titles among the labelled articles 96 in a hundred are no longer.
const LONGEST_TITLE: usize = 90;

/// `loaded term` for `loaded-term`.
pub(super) fn spoken(id: &str) -> String {
    id.replace('-', " ")
}

fn value(s: &ScoreCited) -> String {
    match (s.value, s.unit) {
        (None, _) => "–".to_owned(),
        (Some(v), Unit::Share) => format!("{:.0} %", 100.0 * v),
        (Some(v), Unit::Count) => format!("{v:.0}"),
        (Some(v), Unit::PerThousandWords) => format!("{v:.1}"),
        (Some(v), _) => format!("{v:.2}"),
    }
}

fn counted(s: &ScoreCited) -> String {
    match (s.unit, interval(s)) {
        (Unit::Share, i) if !i.is_empty() => format!("{} of {} ({i})", s.numerator, s.denominator),
        _ => String::new(),
    }
}

fn interval(s: &ScoreCited) -> String {
    s.interval.map(|[a, b]| format!("{:.0}–{:.0} %", 100.0 * a, 100.0 * b)).unwrap_or_default()
}
