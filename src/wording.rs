//! Names, numbers and quotations of articles, found by how they are written, and which articles have them.
use crate::{
    language::Words,
    report::{Report, SourceKind},
};
use regex::Regex;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// What articles say, as far as it can be held side by side.
#[derive(Debug, Default)]
pub(crate) struct Wording {
    /// All names, in the order of the first article that has them.
    pub(crate) names: Vec<Named>,
    /// Numbers that only one article has, with its number.
    pub(crate) numbers: Vec<(usize, String)>,
    /// Quotations that only one article has.
    pub(crate) quotations: Vec<(usize, String)>,
}

/// One person or thing.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// The longest form.
    pub(crate) longest: String,
    /// By article.
    pub(crate) uses: BTreeMap<usize, Used>,
}

/// How one article calls it.
#[derive(Debug, Default)]
pub(crate) struct Used {
    pub(crate) times: u64,
    pub(crate) forms: BTreeSet<String>,
    pub(crate) described: BTreeSet<String>,
}

/// A pattern that is known to compile; a test asks each.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// A pattern in which words of a list are alternatives.
fn with(words: &[String], text: &str) -> Option<Regex> {
    pattern(&text.replace("WORDS", &format!("(?:{})", words.join("|"))))
}

/// Capitals in a row, also with *of* or *de* between them.
static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| with(&Words::english().joining, r"\p{Lu}[\p{L}\p{N}.’'-]*(?:\s(?:WORDS\s){0,2}\p{Lu}[\p{L}\p{N}.’'-]*)*"));
/// *the embattled deputy mayor* before a name.
static BEFORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| with(&Words::english().before_names, r"(?:^|[\s“(])((?i:WORDS)\s(?:[\p{Ll}-]+\s){1,3})$"));
/// *, the deputy mayor,* after it.
static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| with(&Words::english().after_names, r"^,\s(WORDS\s[^,.;:“”\n]{3,60})[,.;]"));
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| with(&Words::english().numerals, r"[$€£]?\d[\d,.]*\d?(?:\s?(?:%|WORDS))?"));
static QUOTATION: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"[“\x22]([^“”\x22\n]{12,600})[”\x22]"));

pub(crate) fn of_articles(reports: &[Report]) -> Wording {
    let mut wording = Wording::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let known = Known::of(reports);
    for (a, report) in reports.iter().enumerate() {
        for name in names(report, &known) {
            let key = known.key(&name.form);
            let next = wording.names.len();
            let at = *places.entry(key).or_insert(next);
            if at == next {
                wording.names.push(Named::default());
            }
            let named = &mut wording.names[at];
            if name.form.len() > named.longest.len() {
                named.longest.clone_from(&name.form);
            }
            let used = named.uses.entry(a).or_default();
            used.times += 1;
            used.forms.insert(name.form);
            used.described.extend(name.described);
        }
    }
    wording.numbers = alone(reports, &NUMBER, 0, |text| text.replace(',', "").trim_end_matches('.').to_lowercase());
    // A quotation is had where its words stand, whatever the marks around it.
    let words: Vec<String> = reports.iter().map(|r| letters(&r.read(0..r.text.len()))).collect();
    let quotations = alone(reports, &QUOTATION, 1, letters);
    wording.quotations =
        quotations.into_iter().filter(|(a, q)| words.iter().enumerate().all(|(b, w)| b == *a || !w.contains(&letters(q)))).collect();
    wording
}

/// Letters and digits in lower case, one space between words.
fn letters(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').filter(|w| !w.is_empty());
    words.map(|w| w.replace('’', "'").to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Matches whose key stands in one article only, each once.
fn alone(reports: &[Report], pattern: &LazyLock<Option<Regex>>, group: usize, key: impl Fn(&str) -> String) -> Vec<(usize, String)> {
    let Some(pattern) = pattern.as_ref() else { return Vec::new() };
    let found = |r: &Report| -> BTreeMap<String, String> {
        let text =
            |c: regex::Captures<'_>| c.get(group).map(|m| m.as_str().trim().trim_end_matches(['.', ',']).to_owned()).unwrap_or_default();
        let read = r.paragraphs.iter().map(|p| r.read(p.byte_start..p.byte_end));
        read.flat_map(|words| pattern.captures_iter(&words).map(text).collect::<Vec<_>>()).map(|t| (key(&t), t)).collect()
    };
    let all: Vec<BTreeMap<String, String>> = reports.iter().map(found).collect();
    let lonely = |a: usize, k: &String| all.iter().enumerate().all(|(b, other)| a == b || !other.contains_key(k));
    all.iter().enumerate().flat_map(|(a, own)| own.iter().filter(move |(k, _)| lonely(a, k)).map(move |(_, t)| (a, t.clone()))).collect()
}

struct Name {
    form: String,
    described: Vec<String>,
}

/// What all articles together tell of names.
struct Known {
    /// Words that have a capital inside a sentence, or in the name of a source: they are names where they open a sentence, too.
    words: BTreeSet<String>,
    /// Last names of persons who are heard: *Berg* and *Tomas Berg* are one, *Halden* and *Halden University* are not.
    persons: BTreeSet<String>,
}

impl Known {
    fn of(reports: &[Report]) -> Known {
        let mut known = Known { words: BTreeSet::new(), persons: BTreeSet::new() };
        for report in reports {
            for source in report.sources.iter().filter(|s| s.kind.is_named()) {
                let named = |w: &&str| w.starts_with(char::is_uppercase) && !Words::english().names_nobody(w);
                known.words.extend(source.name.split_whitespace().filter(named).map(str::to_owned));
                if source.kind == SourceKind::NamedPerson {
                    known.persons.extend(source.name.split_whitespace().next_back().map(str::to_lowercase));
                }
            }
            let Some(name) = NAME.as_ref() else { continue };
            for sentence in sentences(report) {
                let inside = name.find_iter(&sentence).filter(|m| !opens(&sentence[..m.start()]));
                known.words.extend(inside.flat_map(|m| m.as_str().split_whitespace()).map(str::to_owned));
            }
        }
        known
    }

    /// What a form is known by.
    fn key(&self, form: &str) -> String {
        let last = form.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        if self.persons.contains(&last) { last } else { form.to_lowercase() }
    }
}

/// Sentences as they are read: none of headlines in capitals.
fn sentences(report: &Report) -> impl Iterator<Item = Cow<'_, str>> {
    let text = report.sentences.iter().map(|s| report.read(s.at.clone()));
    text.filter(|s| s.chars().any(char::is_lowercase))
}

/// Does what comes after these words open the sentence, or what is quoted in it? A capital there makes no name.
fn opens(before: &str) -> bool {
    before.chars().nth(1).is_none() || before.ends_with(['“', '‘', '"', '\''])
}

/// Every naming of somebody in the article's sentences.
fn names(report: &Report, known: &Known) -> Vec<Name> {
    let (Some(name), Some(before), Some(after)) = (NAME.as_ref(), BEFORE.as_ref(), AFTER.as_ref()) else { return Vec::new() };
    let mut names = Vec::new();
    for sentence in sentences(report) {
        for m in name.find_iter(&sentence) {
            let opens = opens(&sentence[..m.start()]);
            let words = m.as_str().trim_end_matches(['.', '\'', '’', '-']);
            let words = words.strip_suffix("’s").or_else(|| words.strip_suffix("'s")).unwrap_or(words);
            let kept: Vec<&str> =
                words.split_whitespace().skip_while(|w| Words::english().names_nobody(w) || (opens && !known.words.contains(*w))).collect();
            let calendar = kept.iter().all(|w| Words::english().names_nobody(w));
            if calendar || kept.last().is_none_or(|w| w.chars().count() < 2) {
                continue;
            }
            let described = [before.captures(&sentence[..m.start()]), after.captures(&sentence[m.end()..])];
            let text = |c: regex::Captures<'_>| c.get(1).map(|m| m.as_str().trim().to_owned());
            let fits =
                |d: &String| !d.split_whitespace().skip(1).take(3).any(|w| Words::english().describes_nobody(w)) || d.contains(" of ");
            names.push(Name { form: kept.join(" "), described: described.into_iter().flatten().filter_map(text).filter(fits).collect() });
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{AFTER, BEFORE, NAME, NUMBER, QUOTATION};

    #[test]
    fn patterns_compile() {
        assert!([&NAME, &BEFORE, &AFTER, &NUMBER, &QUOTATION].iter().all(|p| p.is_some()));
    }
}
