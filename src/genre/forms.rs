//! How a genre looks: layout, set phrases, a trade's words (`lexicons/en/genres.toml`).
use crate::{document::Document, logistic::Sign};
use regex::RegexSet;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::{ops::Range, sync::LazyLock};

/// The edges of an article: so many paragraphs at its head, and so many at its foot.
const HEAD: usize = 5;
const FOOT: usize = 4;
/// The lead of an article, in words.
const LEAD: usize = 50;

/// The lists as they stand in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    layout: Vec<Layout>,
    words: Vec<Trade>,
}

/// Patterns of paragraphs. The lines under `matches` and `allows` are a test.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    name: String,
    reads: String,
    #[serde(rename = "where")]
    place: Place,
    patterns: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are a test"))]
    matches: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are a test"))]
    allows: Vec<String>,
}

/// Where patterns are looked for, and what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    /// At the head or foot of the article: is it there?
    Edges,
    /// In every paragraph: how many have it?
    Starts,
}

/// A trade's words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trade {
    name: String,
    /// The sign for how many stand in the lead.
    lead: String,
    reads: String,
    words: FxHashSet<String>,
}

/// The lists, compiled.
#[derive(Debug, Default)]
struct Forms {
    layout: Vec<(Layout, RegexSet)>,
    words: Vec<Trade>,
}

impl Forms {
    fn parse(text: &str) -> Option<Forms> {
        let File { layout, words } = toml::from_str(text).ok()?;
        let compiled = |l: Layout| RegexSet::new(&l.patterns).ok().map(|set| (l, set));
        Some(Forms { layout: layout.into_iter().map(compiled).collect::<Option<_>>()?, words })
    }

    /// The embedded ones; a test sees to it that they can be read.
    fn get() -> &'static Forms {
        static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::parse(include_str!("../../lexicons/en/genres.toml")).unwrap_or_default());
        &FORMS
    }
}

/// What an article shows of each form.
pub(super) fn signs(doc: &Document<'_>) -> Vec<Sign> {
    let forms = Forms::get();
    let paragraphs: Vec<&str> = doc.paragraphs().iter().map(|p| doc.text_of(p.span)).collect();
    let edges = edges(paragraphs.len());
    let words: Vec<&str> = doc.tokens().iter().enumerate().filter(|(_, t)| t.is_word()).map(|(t, _)| doc.norm(t)).collect();
    let layout = forms.layout.iter().map(|(layout, set)| match layout.place {
        Place::Edges => {
            let there = edges.clone().into_iter().flatten().filter_map(|n| paragraphs.get(n)).any(|p| set.is_match(p));
            sign(&layout.name, f64::from(u8::from(there)), &layout.reads, usize::from(there))
        }
        Place::Starts => {
            let n = paragraphs.iter().filter(|p| set.is_match(p)).count();
            sign(&layout.name, share(n, paragraphs.len()), &layout.reads, n)
        }
    });
    let trades = forms.words.iter().flat_map(|list| {
        let count = |words: &[&str]| words.iter().filter(|w| list.words.contains(**w)).count();
        let (n, lead) = (count(&words), &words[..words.len().min(LEAD)]);
        [
            sign(&list.name, (100.0 * share(n, words.len())).min(12.0), &list.reads, n),
            Sign::silent(&list.lead, (100.0 * share(count(lead), lead.len())).min(12.0)),
        ]
    });
    layout.chain(trades).collect()
}

/// Head and foot of so many paragraphs, which do not overlap.
fn edges(paragraphs: usize) -> [Range<usize>; 2] {
    let head = HEAD.min(paragraphs);
    [0..head, paragraphs.saturating_sub(FOOT).max(head)..paragraphs]
}

/// One of what is counted by number shows nothing to a reader: any article may have it.
fn sign(name: &'static str, value: f64, reads: &str, n: usize) -> Sign {
    let shows = if reads.contains("{n}") { n > 1 } else { n > 0 };
    Sign { name, value, reads: if shows { reads.replace("{n}", &n.to_string()) } else { String::new() } }
}

fn share(n: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { n as f64 / of as f64 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Forms, edges};

    #[test]
    fn each_form_matches_its_examples_and_no_others() {
        let forms = Forms::parse(include_str!("../../lexicons/en/genres.toml")).unwrap();
        for (layout, set) in &forms.layout {
            assert!(layout.matches.len() > 1 && !layout.allows.is_empty(), "{}: examples", layout.name);
            let missed: Vec<&String> = layout.matches.iter().filter(|line| !set.is_match(line)).collect();
            let wrong: Vec<&String> = layout.allows.iter().filter(|line| set.is_match(line)).collect();
            assert!(missed.is_empty() && wrong.is_empty(), "{}: missed {missed:?}, wrong {wrong:?}", layout.name);
        }
    }

    #[test]
    fn edges_do_not_overlap() {
        assert_eq!((edges(0), edges(3), edges(7), edges(20)), ([0..0, 0..0], [0..3, 3..3], [0..5, 5..7], [0..5, 16..20]));
    }
}
