//! Markdown made plain, for readers that show text as it stands: terminals, review tools, editors.
use crate::report::FindingCited;
use serde::Serialize;

/// What a finding says, in one line of plain text: the message, the codebook's reason, and what would mend it.
pub fn message(finding: &FindingCited) -> String {
    let reason = finding.reason.as_ref().map(|r| format!(" ({r})")).unwrap_or_default();
    let message = format!("{}{reason}", plain(&finding.message));
    let Some(advice) = finding.advice.as_deref().map(plain) else { return one_line(&message) };
    let stop = if message.ends_with(['.', '!', '?', '”']) && reason.is_empty() { "" } else { "." };
    // An advice is a sentence of its own, or words to try.
    let lead = if advice.starts_with(char::is_uppercase) { "" } else { "Try: " };
    one_line(&format!("{message}{stop} {lead}{advice}"))
}

/// Words that Markdown sets off (`*regime*`) in quotation marks, headings and quoted blocks without their marks; code keeps its own.
pub(super) fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for (i, line) in markdown.lines().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let line = if line.starts_with('#') { line.trim_start_matches('#').trim_start() } else { line.strip_prefix("> ").unwrap_or(line) };
        for Inline { kind, text } in inline(line) {
            let (open, close) = match kind {
                "em" => ("“", "”"),
                "code" => ("`", "`"),
                _ => ("", ""),
            };
            out.extend([open, &text, close]);
        }
    }
    out
}

/// A run of text of one kind: `text`, `em`, `code`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Inline {
    kind: &'static str,
    text: String,
}

/// `*emphasis*` and `` `code` ``; a mark without its partner stays as it is.
pub(super) fn inline(text: &str) -> Vec<Inline> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut plain = String::new();
    while let Some(at) = rest.find(['*', '`']) {
        let (before, marked) = rest.split_at(at);
        let (mark, inside) = marked.split_at(1);
        plain.push_str(before);
        let begins = |words: &str| !words.is_empty() && !words.starts_with(char::is_whitespace) && !words.contains('\n');
        if let Some((words, after)) = inside.split_once(mark).filter(|(words, _)| begins(words)) {
            push(&mut pieces, "text", &mut plain);
            push(&mut pieces, if mark == "*" { "em" } else { "code" }, &mut words.to_owned());
            rest = after;
        } else {
            plain.push_str(mark);
            rest = inside;
        }
    }
    plain.push_str(rest);
    push(&mut pieces, "text", &mut plain);
    pieces
}

fn push(pieces: &mut Vec<Inline>, kind: &'static str, text: &mut String) {
    if !text.is_empty() {
        pieces.push(Inline { kind, text: std::mem::take(text) });
    }
}

/// Line breaks and control characters become spaces.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Inline, inline, plain};

    #[test]
    fn emphasis_and_code_become_pieces_and_lone_marks_stay() {
        let piece = |kind, text: &str| Inline { kind, text: text.to_owned() };
        assert_eq!(
            inline("a *b* `c` 2 * 3"),
            [piece("text", "a "), piece("em", "b"), piece("text", " "), piece("code", "c"), piece("text", " 2 * 3")]
        );
        assert_eq!(inline("**"), [piece("text", "**")]);
    }

    #[test]
    fn marks_become_quotation_marks_and_lone_ones_stay() {
        assert_eq!(plain("*Regime* says more; write `sayso *x*`. 2 * 3 * 4"), "“Regime” says more; write `sayso *x*`. 2 * 3 * 4");
        assert_eq!(plain("## Example\n> Critics *say*.\n\n`open"), "Example\nCritics “say”.\n\n`open");
    }
}
