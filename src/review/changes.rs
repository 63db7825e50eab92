//! Changed lines, from a unified diff: findings elsewhere are set aside.
use super::set_aside;
use crate::report::{Excuse, Report, Unit};
use std::{collections::BTreeMap, ops::RangeInclusive};

/// Lines that a diff added or changed, by the path of the new file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    files: BTreeMap<String, Vec<RangeInclusive<usize>>>,
}

/// Not a unified diff.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: `{text}` is no hunk of a unified diff; give the output of `git diff` or `diff -u`")]
pub struct DiffError {
    /// From 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl Changes {
    /// Reads a unified diff, as `git diff` and `diff -u` write it.
    ///
    /// # Errors
    /// With the line: where a hunk is none of a unified diff.
    pub fn parse(diff: &str) -> Result<Changes, DiffError> {
        let mut files: BTreeMap<String, Vec<RangeInclusive<usize>>> = BTreeMap::new();
        let mut file: Option<String> = None;
        let mut hunk = Hunk::default();
        for (i, line) in diff.lines().enumerate() {
            if !hunk.done() {
                if let Some(changed) = hunk.step(line) {
                    files.entry(file.clone().unwrap_or_default()).or_default().push(changed..=changed);
                }
            } else if let Some(path) = line.strip_prefix("+++ ") {
                file = path_of(path);
                files.extend(file.clone().map(|f| (f, Vec::new())));
            } else if let Some(path) = line.strip_prefix("Binary files ").and_then(|l| l.strip_suffix(" differ")) {
                file = path.rsplit_once(" and ").and_then(|(_, new)| path_of(new));
                files.extend(file.clone().map(|f| (f, vec![1..=usize::MAX])));
            } else if line.starts_with("@@") {
                hunk = Hunk::parse(line).ok_or_else(|| DiffError { line: i + 1, text: line.to_owned() })?;
            }
        }
        if files.is_empty() && !diff.trim().is_empty() && !diff.contains("diff --git") {
            return Err(DiffError { line: 1, text: diff.lines().next().unwrap_or_default().to_owned() });
        }
        Ok(Changes { files })
    }

    /// Counts a whole file as changed: one that version control does not know yet.
    pub fn add_file(&mut self, path: &str) {
        self.files.entry(path.to_owned()).or_default().push(1..=usize::MAX);
    }

    /// Paths of the files that changed and still exist.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Sets aside all findings of an article none of whose lines changed (`unchanged`): of one that is a record of a file, or whose
    /// own lines are not those of the file.
    pub fn apply_record(&self, report: &mut Report, path: &str, record: &RangeInclusive<usize>) {
        let mut lines = self.files.get(path).into_iter().flatten();
        if !lines.any(|l| l.start() <= record.end() && record.start() <= l.end()) {
            set_aside(report, Excuse::Unchanged, |_| true);
        }
    }

    /// Sets aside the findings of a report none of whose trigger's lines changed (`unchanged`). `path` is the article's, as the
    /// diff calls it. Findings about the article as a whole stay where any line changed.
    pub fn apply(&self, report: &mut Report, path: &str) {
        let lines = self.files.get(path).map(Vec::as_slice).unwrap_or_default();
        let whole: Vec<String> = report.scores.iter().filter(|s| s.unit == Unit::Count).map(|s| s.id.clone()).collect();
        set_aside(report, Excuse::Unchanged, |f| {
            let Some(trigger) = f.trigger() else { return false };
            let last = trigger.end_line.max(trigger.line);
            let touched = lines.iter().any(|l| *l.start() <= last && trigger.line <= *l.end());
            !touched && (lines.is_empty() || !whole.contains(&f.rule))
        });
    }
}

/// A hunk that is being read: lines left on the old and the new side, and the number of the next new line.
#[derive(Default)]
struct Hunk {
    old: usize,
    new: usize,
    at: usize,
}

impl Hunk {
    /// `@@ -3,2 +3,4 @@ heading`
    fn parse(line: &str) -> Option<Hunk> {
        let mut parts = line.strip_prefix("@@ -")?.split(' ');
        let (_, old) = range(parts.next()?)?;
        let (at, new) = range(parts.next()?.strip_prefix('+')?)?;
        Some(Hunk { old, new, at })
    }

    fn done(&self) -> bool {
        self.old == 0 && self.new == 0
    }

    /// Reads one line; says which line of the new file it added.
    fn step(&mut self, line: &str) -> Option<usize> {
        let here = self.at;
        match line.as_bytes().first() {
            Some(b'+') => {
                self.new = self.new.saturating_sub(1);
                self.at += 1;
                return Some(here);
            }
            Some(b'-') => self.old = self.old.saturating_sub(1),
            Some(b'\\') => {}
            _ => {
                self.old = self.old.saturating_sub(1);
                self.new = self.new.saturating_sub(1);
                self.at += 1;
            }
        }
        None
    }
}

/// `3,4` or `3`.
fn range(text: &str) -> Option<(usize, usize)> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    Some((start.parse().ok()?, count.parse().ok()?))
}

/// `b/desk/draft.txt<TAB>date` → `desk/draft.txt`; nothing for a deleted file.
fn path_of(text: &str) -> Option<String> {
    let path = match text.strip_prefix('"') {
        Some(quoted) => unquoted(quoted),
        None => text.split('\t').next().unwrap_or(text).to_owned(),
    };
    (path != "/dev/null").then(|| path.strip_prefix("b/").unwrap_or(&path).to_owned())
}

/// A name as git quotes it, up to the closing mark: `caf\303\251.txt"`.
fn unquoted(text: &str) -> String {
    let mut name = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next().filter(|b| *b != b'"') {
        name.push(if byte == b'\\' { escaped(&mut rest) } else { byte });
    }
    String::from_utf8_lossy(&name).into_owned()
}

/// The byte that is written with a backslash.
fn escaped(rest: &mut std::str::Bytes<'_>) -> u8 {
    let octal = |digit: Option<u8>| digit.unwrap_or(b'0') & 7;
    match rest.next() {
        Some(high @ b'0'..=b'3') => (octal(Some(high)) << 6) | (octal(rest.next()) << 3) | octal(rest.next()),
        Some(b'a') => 0x07,
        Some(b'b') => 0x08,
        Some(b't') => b'\t',
        Some(b'n') => b'\n',
        Some(b'v') => 0x0B,
        Some(b'f') => 0x0C,
        Some(b'r') => b'\r',
        other => other.unwrap_or(b'\\'),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Changes;

    #[test]
    fn added_lines_are_counted_on_the_new_side() {
        let diff = "diff --git a/d.txt b/d.txt\n--- a/d.txt\n+++ b/d.txt\n@@ -1,4 +1,5 @@ Heading\n one\n-two\n+TWO\n+++ two and a half\n three\n four\n\
                    @@ -10 +11 @@\n-x\n+y\n\\ No newline at end of file\n--- a/gone.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-z\n";
        let changes = Changes::parse(diff).unwrap();
        assert_eq!(changes.paths().collect::<Vec<_>>(), ["d.txt"]);
        assert_eq!(changes.files["d.txt"], [2..=2, 3..=3, 11..=11]);
    }

    #[test]
    fn binary_files_change_as_a_whole() {
        let diff = "diff --git a/d.docx b/d.docx\nindex 1..2 100644\nBinary files a/d.docx and b/d.docx differ\n\
                    diff --git a/e.docx b/e.docx\nBinary files a/e.docx and /dev/null differ\n";
        let changes = Changes::parse(diff).unwrap();
        assert_eq!(changes.paths().collect::<Vec<_>>(), ["d.docx"]);
        assert_eq!(changes.files["d.docx"], [1..=usize::MAX]);
    }

    #[test]
    fn names_that_git_quotes_are_read() {
        let diff = "--- /dev/null\n+++ \"b/news/caf\\303\\251 \\\"x\\\\y\\t.txt\"\t\n@@ -0,0 +1 @@\n+x\n\
                    Binary files \"a/\\303\\274.docx\" and \"b/\\303\\274.docx\" differ\n+++ b/two words.txt\t2031-01-02\n";
        let changes = Changes::parse(diff).unwrap();
        assert_eq!(changes.paths().collect::<Vec<_>>(), ["news/café \"x\\y\t.txt", "two words.txt", "ü.docx"]);
    }

    #[test]
    fn what_is_no_diff_is_refused_and_an_empty_one_changes_nothing() {
        assert!(Changes::parse("Hello.\n").unwrap_err().to_string().contains("`Hello.`"));
        assert!(Changes::parse("+++ b/x\n@@ nonsense\n").is_err());
        assert_eq!(Changes::parse("").unwrap(), Changes::default());
    }
}
