//! Markdown made plain, for readers that show text as it stands: terminals, review tools, editors.
use crate::report::FindingCited;

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
        emphasis(line, &mut out);
    }
    out
}

fn emphasis(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find(['*', '`']) {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        let mark = if marked.starts_with('*') { '*' } else { '`' };
        let inside = marked.get(1..).unwrap_or_default();
        let set_off = inside.split_once(mark).filter(|(words, _)| !words.is_empty() && !words.starts_with(char::is_whitespace));
        if let Some((words, after)) = set_off {
            let (open, close) = if mark == '*' { ('“', '”') } else { ('`', '`') };
            out.push(open);
            out.push_str(words);
            out.push(close);
            rest = after;
        } else {
            out.push(mark);
            rest = inside;
        }
    }
    out.push_str(rest);
}

/// Line breaks and control characters become spaces.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_become_quotation_marks_and_lone_ones_stay() {
        assert_eq!(plain("*Regime* says more; write `sayso *x*`. 2 * 3 * 4"), "“Regime” says more; write `sayso *x*`. 2 * 3 * 4");
        assert_eq!(plain("## Example\n> Critics *say*.\n\n`open"), "Example\nCritics “say”.\n\n`open");
    }
}
