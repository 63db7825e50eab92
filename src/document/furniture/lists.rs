//! What `lexicons/en/furniture.toml` says of furniture: patterns by kind, and the words of bylines, datelines and captions.
use super::super::{keys::Keys, paragraph::Furniture};
use regex::bytes::{RegexSet, RegexSetBuilder};
use serde::Deserialize;
use std::sync::LazyLock;

/// One sort of furniture. A paragraph of at most `words` words is of it where a pattern matches, or where it starts and contains so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Looks {
    /// Not `kind`, by which `build.rs` knows a lexicon proper.
    sort: Furniture,
    words: usize,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    matches: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    allows: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    furniture: Vec<Looks>,
    labels: Labels,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    pub(super) caption: Vec<String>,
    pub(super) date: Keys,
    pub(super) opens_byline: Keys,
    pub(super) place: Keys,
    pub(super) byline: Keys,
    pub(super) agency: Keys,
    pub(super) months: Keys,
    pub(super) weekdays: Keys,
    pub(super) small: Keys,
}

/// The embedded lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    sorts: Vec<Looks>,
    /// All patterns of all sorts, and the sort of each.
    patterns: RegexSet,
    of: Vec<usize>,
    pub(super) labels: Labels,
}

impl Lists {
    /// A file that does not parse would give empty lists; a test holds that it does parse.
    pub(super) fn get() -> &'static Lists {
        static LISTS: LazyLock<Lists> =
            LazyLock::new(|| Lists::parse(include_str!("../../../lexicons/en/furniture.toml")).unwrap_or_default());
        &LISTS
    }

    fn parse(text: &str) -> Option<Lists> {
        let File { furniture: sorts, labels } = toml::from_str(text).ok()?;
        Some(Lists {
            // Classes of ASCII take a tenth of the time to compile.
            patterns: RegexSetBuilder::new(sorts.iter().flat_map(|s| &s.patterns)).unicode(false).build().ok()?,
            of: sorts.iter().enumerate().flat_map(|(n, s)| s.patterns.iter().map(move |_| n)).collect(),
            sorts,
            labels,
        })
    }

    /// The first sort that a paragraph of so many words is of; `lower` is its text in lower case.
    pub(super) fn furniture(&self, text: &str, lower: &str, words: usize) -> Option<Furniture> {
        let found = self.patterns.matches(text.as_bytes());
        let matched = |sort: usize| found.iter().any(|p| self.of.get(p) == Some(&sort));
        let written = |s: &Looks| {
            s.starts.iter().any(|start| lower.starts_with(start.as_str()))
                && (s.contains.is_empty() || s.contains.iter().any(|part| lower.contains(part.as_str())))
        };
        let mut sorts = self.sorts.iter().enumerate();
        sorts.find(|(n, s)| words <= s.words && (matched(*n) || written(s))).map(|(_, s)| s.sort)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        article::Article,
        document::{Document, ParagraphKind},
    };

    #[test]
    fn every_kind_matches_its_examples_and_allows_running_text() {
        let lists = Lists::parse(include_str!("../../../lexicons/en/furniture.toml")).unwrap();
        let told = |line: &str| {
            let article =
                Article::new("t", format!("The port is closed, the mayor said.\n\n{line}\n\nIt rained, and nobody came.")).unwrap();
            Document::parse(&article).paragraphs()[1].kind
        };
        for sort in &lists.sorts {
            assert!(!sort.matches.is_empty() && !sort.allows.is_empty(), "{:?} has examples", sort.sort);
            for line in &sort.matches {
                assert_eq!(told(line), ParagraphKind::Furniture(sort.sort), "{line}");
            }
            for line in &sort.allows {
                assert!(!told(line).is_furniture(), "{line}");
            }
        }
    }
}
