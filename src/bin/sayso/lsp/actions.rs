//! What can be done about a finding: neutral wordings, and an allowance to be given a reason.
use super::{
    answer::{bytes, diagnostic},
    buffer::{Buffer, Range},
    open::Open,
};
use sayso::{Report, language::Words, report::FindingCited};
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) const QUICK_FIX: &str = "quickfix";
/// Writes the neutral word wherever there is exactly one; editors run it on saving if they are told to.
pub(super) const FIX_ALL: &str = "source.fixAll.sayso";

/// Which kinds of actions the client asks for.
#[derive(Default, Deserialize)]
pub(super) struct Wanted {
    only: Option<Vec<String>>,
}

impl Wanted {
    /// A kind stands for all kinds below it: `source` for `source.fixAll.sayso`.
    fn has(&self, kind: &str) -> bool {
        let stands = |k: &String| kind.strip_prefix(k.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.only.as_ref().is_none_or(|only| only.iter().any(stands))
    }
}

/// The mends of the findings that a range touches, and the one of all at once.
pub(super) fn of(uri: &str, open: &Open, asked: Range, wanted: &Wanted) -> Value {
    let Some(found) = &open.found else { return Value::Null };
    let (buffer, report) = (&open.buffer, &found.report);
    let (start, end) = (buffer.offset(asked.start), buffer.offset(asked.end));
    let touched = |f: &&FindingCited| f.trigger().map(|t| bytes(buffer, t)).is_some_and(|t| t.start <= end && start <= t.end);
    let mut out = Vec::new();
    if wanted.has(QUICK_FIX) {
        out.extend(report.findings.iter().filter(touched).flat_map(|f| mends(uri, buffer, report, f)));
    }
    if wanted.has(FIX_ALL) {
        out.extend(fix_all(uri, buffer, report));
    }
    json!(out)
}

fn mends(uri: &str, buffer: &Buffer, report: &Report, f: &FindingCited) -> Vec<Value> {
    let Some(at) = f.trigger() else { return Vec::new() };
    let solves = diagnostic(uri, buffer, f);
    let action = |title: String, edit: Edit, preferred: bool| {
        let changes = json!({ "changes": { uri: [edit.written(buffer)] } });
        json!({ "title": title, "kind": QUICK_FIX, "diagnostics": [solves], "isPreferred": preferred, "edit": changes })
    };
    let only = f.instead.len() == 1;
    let wordings = f.instead.iter().filter_map(|w| Some(action(format!("Write “{w}”"), Edit::wording(buffer, f, w)?, only)));
    let mut out: Vec<Value> = wordings.collect();
    if f.rule == "unused-suppression" {
        out.push(action("Remove the comment".to_owned(), Edit { bytes: bytes(buffer, at), text: String::new() }, true));
    } else {
        let (place, text) = allowance(uri, buffer, report, f);
        out.push(action(format!("Allow {} here, with a reason", f.rule), Edit { bytes: place..place, text }, false));
    }
    out
}

/// Of words that several findings ask about, the first one's wording is written.
fn fix_all(uri: &str, buffer: &Buffer, report: &Report) -> Option<Value> {
    let wording = |f: &FindingCited| Edit::wording(buffer, f, f.instead.first().filter(|_| f.instead.len() == 1)?);
    let mut edits: Vec<Edit> = report.findings.iter().filter_map(wording).collect();
    edits.sort_by_key(|e| e.bytes.start);
    let mut free = 0;
    edits.retain(|e| {
        let apart = free <= e.bytes.start;
        free = if apart { e.bytes.end } else { free };
        apart
    });
    let title = match edits.len() {
        0 => return None,
        1 => "Write the neutral word".to_owned(),
        n => format!("Write all {n} neutral words"),
    };
    let edits: Vec<Value> = edits.iter().map(|e| e.written(buffer)).collect();
    Some(json!({ "title": title, "kind": FIX_ALL, "edit": { "changes": { uri: edits } } }))
}

struct Edit {
    bytes: std::ops::Range<usize>,
    text: String,
}

impl Edit {
    /// A wording in place of the words, and the *a* or *an* before them as the wording asks. Words with tags between them cannot be
    /// replaced by others.
    fn wording(buffer: &Buffer, f: &FindingCited, wording: &str) -> Option<Edit> {
        let at = f.trigger()?;
        let words = bytes(buffer, at);
        let before = buffer.text().get(..words.start)?;
        let whole = buffer.text().get(words.clone()) == Some(&at.text);
        let edit = match before.strip_suffix(' ').map(|b| b.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()) {
            Some(article @ ("a" | "A" | "an" | "An")) => {
                let n = if Words::english().takes_an(wording) { "n" } else { "" };
                Edit { bytes: words.start - article.len() - 1..words.end, text: format!("{}{n} {wording}", &article[..1]) }
            }
            _ => Edit { bytes: words, text: wording.to_owned() },
        };
        whole.then_some(edit)
    }

    fn written(&self, buffer: &Buffer) -> Value {
        json!({ "range": buffer.range(self.bytes.start, self.bytes.end), "newText": self.text })
    }
}

/// Where an allowance goes and what it says, without its reason, so that it allows nothing until somebody has given one.
fn allowance(uri: &str, buffer: &Buffer, report: &Report, f: &FindingCited) -> (usize, String) {
    let Some(at) = f.trigger() else { return (0, String::new()) };
    let words = &at.text;
    let limited = f.entry().is_some() && !words.contains(['"', '\n']) && !words.contains("--");
    let words = if limited { format!(" \"{words}\"") } else { String::new() };
    let body = format!("sayso allow {}{words} because: ", f.rule);
    let ends = |endings: &[&str]| endings.iter().any(|e| uri.to_ascii_lowercase().ends_with(e));
    // In a web page beside the words themselves: the line may begin inside a tag.
    if ends(&[".html", ".htm", ".xhtml"]) {
        return (bytes(buffer, at).start, format!("<!-- {body}-->"));
    }
    let paragraph = report.sentences.get(f.sentence).map(|s| s.paragraph);
    let start = report.sentences.iter().find(|s| Some(s.paragraph) == paragraph).map_or(at.at.start, |s| s.at.start);
    let comment = if ends(&[".md", ".markdown"]) { format!("<!-- {body}-->\n") } else { format!("[{body}]\n") };
    (buffer.line_start(start), comment)
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn kinds_stand_for_those_below_them() {
        let wanted = |only: &[&str]| Wanted { only: Some(only.iter().map(|k| (*k).to_owned()).collect()) };
        assert!(["source", "source.fixAll", "source.fixAll.sayso"].iter().all(|k| wanted(&[k]).has(super::FIX_ALL)));
        assert!(!wanted(&["source.fix", "quickfix"]).has(super::FIX_ALL));
        assert!(Wanted::default().has(super::FIX_ALL));
    }
}
