//! English inflection by rule; the exceptions are data (`lexicons/en/irregular.toml`).
//!
//! Where a rule cannot know (does the final consonant of *batter* double?) both spellings are made: a form that is no
//! word matches nothing, a missing one loses hits.
use super::{condition::Pos, file::EntryFile, neutral::Inflection};
use crate::language::Words;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// Irregular forms by lemma.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Irregular {
    verb: FxHashMap<String, Vec<String>>,
    noun: FxHashMap<String, Vec<String>>,
    adj: FxHashMap<String, Vec<String>>,
    /// Verbs of several syllables whose last consonant doubles, because the stress lies there (*rebutted*).
    doubling: Vec<String>,
}

impl Irregular {
    /// The embedded list. It is valid (a test parses it); were it not, only irregular forms would be missed.
    pub(super) fn english() -> &'static Irregular {
        static ENGLISH: LazyLock<Irregular> =
            LazyLock::new(|| toml::from_str(include_str!("../../lexicons/en/irregular.toml")).unwrap_or_default());
        &ENGLISH
    }

    /// Every way an entry may be written, its own first, none twice, words apart by one space.
    pub(super) fn spellings(&self, entry: &EntryFile) -> Vec<String> {
        let Some(lemma) = &entry.lemma else {
            return entry.term.iter().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        };
        let words: Vec<&str> = lemma.split_whitespace().collect();
        let at = match entry.pos {
            Some(Pos::Verb) => 0,
            // *Defender of the nation*: the noun that inflects stands before `of`.
            Some(Pos::Noun) => words.iter().position(|&w| w == "of").unwrap_or(words.len()).saturating_sub(1),
            _ => words.len().saturating_sub(1),
        };
        let Some(&head) = words.get(at) else { return Vec::new() };
        let put = |form: &str| {
            let mut words = words.clone();
            words[at] = form;
            words.join(" ")
        };
        let mut out = vec![put(head)];
        if entry.forms.is_empty() {
            out.extend(self.forms(head, entry.pos).iter().map(|f| put(f)));
        } else {
            // A form of several words replaces the phrase, a single word its head.
            out.extend(entry.forms.iter().map(|f| if f.contains(' ') || words.len() == 1 { f.clone() } else { put(f) }));
        }
        // A handful: comparing them costs less than hashing.
        for i in (1..out.len()).rev() {
            if out[..i].contains(&out[i]) {
                out.remove(i);
            }
        }
        out
    }

    /// The one form that is written: where the rules make two, the list of doubling verbs decides.
    pub(super) fn inflected(&self, word: &str, form: Inflection) -> String {
        let compound = Words::english().prefixes.iter().find_map(|p| Some((p.as_str(), self.verb.get(word.strip_prefix(p.as_str())?)?)));
        let made: Option<Vec<String>> = compound.map(|(p, forms)| forms.iter().map(|f| format!("{p}{f}")).collect());
        let listed = self.verb.get(word).cloned().or(made).unwrap_or_default();
        let ends = |ending: &'static str| move |f: &&String| f.ends_with(ending);
        let is_past = |f: &&String| !f.ends_with('s') && !f.ends_with("ing");
        let suffixed = |suffix: &str| {
            let doubled = with_suffix(word, suffix).into_iter().nth(usize::from(self.doubling.iter().any(|d| d == word)));
            doubled.or_else(|| with_suffix(word, suffix).into_iter().next())
        };
        let past = |f: Option<&String>| f.cloned().or_else(|| suffixed("ed"));
        let made = match form {
            Inflection::Base => None,
            Inflection::ThirdPerson => listed.iter().find(ends("s")).cloned().or_else(|| with_s(word).pop()),
            Inflection::Gerund => listed.iter().find(ends("ing")).cloned().or_else(|| suffixed("ing")),
            Inflection::Past => past(listed.iter().find(is_past)),
            Inflection::Participle => past(listed.iter().rfind(is_past)),
            Inflection::Plural if word.ends_with('s') && !word.ends_with("ss") => None,
            Inflection::Plural => irregular(&self.noun, word, with_s).into_iter().next(),
        };
        made.unwrap_or_else(|| word.to_owned())
    }

    fn forms(&self, word: &str, pos: Option<Pos>) -> Vec<String> {
        match pos {
            Some(Pos::Verb) => {
                let mut out = with_s(word);
                out.extend(with_suffix(word, "ing"));
                out.extend(irregular(&self.verb, word, |w| with_suffix(w, "ed")));
                out
            }
            Some(Pos::Noun | Pos::Propn) => irregular(&self.noun, word, with_s),
            Some(Pos::Adj) => irregular(&self.adj, word, degrees),
            Some(Pos::Adv) | None => Vec::new(),
        }
    }
}

/// The listed forms; for compounds of a listed word (*uphold*, *strongman*) its forms beside the regular ones.
fn irregular(table: &FxHashMap<String, Vec<String>>, word: &str, regular: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    if let Some(forms) = table.get(word) {
        return forms.clone();
    }
    let mut out = regular(word);
    for (cut, _) in word.char_indices().skip(2) {
        let (prefix, last) = word.split_at(cut);
        if let Some(forms) = table.get(last).filter(|_| last.len() > 2) {
            out.extend(forms.iter().map(|f| format!("{prefix}{f}")));
        }
    }
    out
}

/// Third person of a verb, plural of a noun.
fn with_s(word: &str) -> Vec<String> {
    if let Some(stem) = after_consonant(word, 'y') {
        return vec![format!("{stem}ies")];
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|e| word.ends_with(e));
    match after_consonant(word, 'o') {
        Some(_) => vec![format!("{word}s"), format!("{word}es")],
        None => vec![format!("{word}{}", if hisses { "es" } else { "s" })],
    }
}

/// `-ed`, `-ing`, `-er`, `-est`.
fn with_suffix(word: &str, suffix: &str) -> Vec<String> {
    let vowel_suffix = suffix.strip_prefix('e');
    if let Some(stem) = word.strip_suffix('e') {
        let keeps = vowel_suffix.is_none() && ["e", "y", "o"].iter().any(|e| stem.ends_with(e));
        return vec![if keeps { format!("{word}{suffix}") } else { format!("{stem}{suffix}") }];
    }
    if let (Some(stem), Some(_)) = (after_consonant(word, 'y'), vowel_suffix) {
        return vec![format!("{stem}i{suffix}")];
    }
    let plain = format!("{word}{suffix}");
    match doubled(word) {
        Some(double) if syllables(word) == 1 => vec![format!("{double}{suffix}")],
        Some(double) => vec![plain, format!("{double}{suffix}")],
        None => vec![plain],
    }
}

/// Comparative and superlative, for words short enough to have them.
fn degrees(word: &str) -> Vec<String> {
    if word.contains('-') || syllables(word) > 2 {
        return Vec::new();
    }
    with_suffix(word, "er").into_iter().chain(with_suffix(word, "est")).collect()
}

/// With the last consonant twice, where it stands alone after a single vowel.
fn doubled(word: &str) -> Option<String> {
    let mut back = word.chars().rev();
    let (last, middle, first) = (back.next()?, back.next()?, back.next());
    let single = is_vowel(middle) && first.is_none_or(|c| !is_vowel(c) || word.ends_with(&format!("qu{middle}{last}")));
    (single && last.is_alphabetic() && !is_vowel(last) && !"wxy".contains(last)).then(|| format!("{word}{last}"))
}

/// The word without a final `letter` that follows a consonant.
fn after_consonant(word: &str, letter: char) -> Option<&str> {
    let stem = word.strip_suffix(letter)?;
    stem.chars().next_back().filter(|&c| c.is_alphabetic() && !is_vowel(c))?;
    Some(stem)
}

/// Groups of vowels, a silent final `e` left out.
fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut in_group = false;
    for c in word.strip_suffix('e').unwrap_or(word).chars() {
        let vowel = is_vowel(c) || c == 'y';
        count += usize::from(vowel && !in_group);
        in_group = vowel;
    }
    count
}

fn is_vowel(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_irregular_forms_is_valid() {
        assert!(Irregular::english().verb.len() > 100);
    }

    fn spellings(lemma: &str, pos: &str) -> String {
        let irregular = Irregular::english();
        let text = format!("lemma = {lemma:?}\npos = {pos:?}");
        toml::from_str(&text).map(|entry| irregular.spellings(&entry).join(" ")).unwrap_or_default()
    }

    #[test]
    fn verbs() {
        assert_eq!(spellings("slam", "verb"), "slam slams slamming slammed");
        assert_eq!(spellings("decry", "verb"), "decry decries decrying decried");
        assert_eq!(spellings("torch", "verb"), "torch torches torching torched");
        assert_eq!(spellings("accuse", "verb"), "accuse accuses accusing accused");
        assert_eq!(spellings("agree", "verb"), "agree agrees agreeing agreed");
        assert!(spellings("rebut", "verb").contains("rebutted"));
        assert!(spellings("overthrow", "verb").contains("overthrew"));
        assert!(spellings("uphold", "verb").contains("upheld"));
        assert_eq!(spellings("lie", "verb"), "lie lies liing lied lay lain lying");
        assert_eq!(spellings("quip", "verb"), "quip quips quipping quipped");
        assert_eq!(spellings("boast", "verb"), "boast boasts boasting boasted");
    }

    #[test]
    fn the_verb_of_a_phrase_is_its_first_word_and_the_noun_its_last() {
        assert_eq!(spellings("lash out", "verb").replace(" out", "+"), "lash+ lashes+ lashing+ lashed+");
        assert_eq!(spellings("hatchet job", "noun"), "hatchet job hatchet jobs");
    }

    #[test]
    fn nouns_and_adjectives() {
        assert_eq!(spellings("strongman", "noun"), "strongman strongmans strongmen");
        assert_eq!(spellings("crony", "noun"), "crony cronies");
        assert_eq!(spellings("clash", "noun"), "clash clashes");
        assert_eq!(spellings("weirdo", "noun"), "weirdo weirdos weirdoes");
        assert_eq!(spellings("nest of vipers", "noun"), "nest of vipers nests of vipers");
        assert_eq!(spellings("ugly", "adj"), "ugly uglier ugliest");
        assert_eq!(spellings("vile", "adj"), "vile viler vilest");
        assert_eq!(spellings("radical", "adj"), "radical");
    }
}
