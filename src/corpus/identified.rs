//! What the text tells of a source beside its name: a title, an office, a description.
use crate::{
    language::Words,
    lexicon::{Class, Kind, Lexicons},
    report::{Report, SourceCited, SourceKind},
};
use rustc_hash::FxHashSet;

/// Longest run of words that is looked up.
const LONGEST: usize = 3;
/// Words of an apposition that are looked at.
const APPOSITION: usize = 14;

/// Words for titles and offices, from the lexicons.
#[derive(Debug, Default)]
pub(super) struct Roles {
    titles: FxHashSet<String>,
    offices: FxHashSet<String>,
}

impl Roles {
    /// Titles are the lexicons of kind `title`, offices the entries of class `office`.
    pub(super) fn new(lexicons: &Lexicons) -> Roles {
        let terms = |wanted: &dyn Fn(&crate::lexicon::Entry) -> bool| {
            lexicons.entries().iter().filter(|e| wanted(e)).map(|e| e.term.to_lowercase()).collect()
        };
        Roles { titles: terms(&|e| e.kind == Kind::Title), offices: terms(&|e| e.is(Kind::Neighbour, Class::Office)) }
    }

    /// Named, and the reader is told who that is: an organization by its name; a person by a full name, with a title before one of
    /// its mentions or a description after it.
    pub(super) fn identified(&self, report: &Report, source: &SourceCited) -> bool {
        match source.kind {
            SourceKind::NamedOrganization => true,
            SourceKind::NamedPerson if source.name.split_whitespace().count() > 1 => {
                beside(report, source).any(|(before, after)| holds(&self.titles, before, true) || self.describes(after))
            }
            _ => false,
        }
    }

    /// Its name, or the title or description beside one of its mentions, has the word for a state body or office.
    pub(super) fn official(&self, report: &Report, source: &SourceCited) -> bool {
        (source.kind.is_named() || source.kind == SourceKind::Unnamed)
            && (source.mentions.iter().any(|m| holds(&self.offices, &m.text, false))
                || beside(report, source)
                    .any(|(before, after)| holds(&self.offices, before, true) || holds(&self.offices, &own_part(after), false)))
    }

    /// *an economist at …*, *the deputy mayor*, *who leads the board*.
    fn describes(&self, apposition: &str) -> bool {
        let first = apposition.split_whitespace().next().unwrap_or_default();
        Words::english().describes(first) || holds(&self.titles, apposition, false)
    }
}

/// The text before each mention in its clause, and the apposition after it.
fn beside<'a>(report: &'a Report, source: &'a SourceCited) -> impl Iterator<Item = (&'a str, &'a str)> {
    let stop = [',', ';', ':', '.', '!', '?', '(', ')', '"', '“', '”', '\n'];
    source.mentions.iter().map(move |m| {
        let before = report.text.get(..m.at.start).unwrap_or_default();
        let before = before.rsplit(stop).next().unwrap_or_default();
        let after = report.text.get(m.at.end..).unwrap_or_default();
        let after = after.strip_prefix(", ").map_or("", |a| a.split(stop).next().unwrap_or_default());
        // The mention may hold its own apposition.
        let own = m.text.split_once(", ").map_or("", |(_, a)| a);
        (before, if own.is_empty() { after } else { own })
    })
}

/// The description of somebody without those whose family they are: *the president's first **wife***, ***a son** of the mayor*.
fn own_part(apposition: &str) -> String {
    let words: Vec<&str> = apposition.split_whitespace().collect();
    let Some(kin) = words.iter().position(|w| Words::english().is_family(w)) else { return apposition.to_owned() };
    let (before, after) = words.split_at(kin);
    let owned = before.iter().rposition(|w| w.ends_with("'s") || w.ends_with("’s")).map_or(0, |i| i + 1);
    let of = after.get(1) == Some(&"of");
    before.iter().skip(owned).chain(after.iter().take(if of { 1 } else { APPOSITION })).copied().collect::<Vec<_>>().join(" ")
}

/// Does a run of one to three words stand in the set? With `last`, only a run that ends the text.
fn holds(set: &FxHashSet<String>, text: &str, last: bool) -> bool {
    let mut words: Vec<&str> = if last {
        let mut words: Vec<&str> = text.split_whitespace().rev().take(LONGEST).collect();
        words.reverse();
        words
    } else {
        text.split_whitespace().take(APPOSITION).collect()
    };
    for word in &mut words {
        *word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        *word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    }
    let runs = |n: usize| words.windows(n).skip(if last { words.len().saturating_sub(n) } else { 0 });
    (1..=LONGEST).any(|n| runs(n).any(|run| set.contains(run.join(" ").to_lowercase().as_str())))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_words_are_looked_up() {
        let set: FxHashSet<String> = ["mayor", "prime minister"].map(str::to_owned).into_iter().collect();
        assert!(holds(&set, "the deputy mayor of Ostervik", false));
        assert!(holds(&set, "said Prime Minister ", true));
        assert!(!holds(&set, "the mayor told", true));
        assert!(!holds(&set, "", true));
    }

    #[test]
    fn the_family_of_an_office_holder_holds_none() {
        assert_eq!(own_part("the president's first wife"), "first wife");
        assert_eq!(own_part("a son of the mayor"), "a son");
        assert_eq!(own_part("the mayor and father of two"), "the mayor and father");
        assert_eq!(own_part("the president's spokesman"), "the president's spokesman");
    }
}
