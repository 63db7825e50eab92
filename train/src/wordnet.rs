//! What words can be by WordNet: its lemmas with their inflected forms, as far as a spelling list has them.
//!
//! Names are left out: nobody's name shall be better known than another's.
use crate::read::text;
use anyhow::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// What a word can be, as bits.
const NOUN: u16 = 1;
const PLURAL: u16 = 1 << 1;
const VERB: u16 = 1 << 2;
const THIRD_PERSON: u16 = 1 << 3;
const PAST: u16 = 1 << 4;
const PARTICIPLE: u16 = 1 << 5;
const GERUND: u16 = 1 << 6;
const ADJECTIVE: u16 = 1 << 7;
const ADVERB: u16 = 1 << 8;
const COMPARATIVE: u16 = 1 << 9;
const SUPERLATIVE: u16 = 1 << 10;

/// Irregular forms by lemma.
type Exceptions = BTreeMap<String, Vec<String>>;

/// Words with a number for what they can be, from 1 on. `folder` holds WordNet's files (`data.noun`, `noun.exc`, …); of the forms
/// only those count that stand in a file of `spelling`, one word a line.
pub(crate) fn classes(folder: &Path, spelling: &[PathBuf]) -> Result<BTreeMap<String, u8>> {
    let mut spelled = BTreeSet::new();
    for path in spelling {
        spelled.extend(text(path)?.lines().map(str::to_lowercase));
    }
    let mut words: BTreeMap<String, u16> = BTreeMap::new();
    for (part, forms) in [("noun", noun as fn(&str, &[String]) -> Vec<(String, u16)>), ("verb", verb), ("adj", adjective), ("adv", adverb)]
    {
        let exceptions = exceptions(&text(&folder.join(format!("{part}.exc")))?);
        for lemma in lemmas(&text(&folder.join(format!("data.{part}")))?) {
            let irregular = exceptions.get(&lemma).map_or(&[][..], Vec::as_slice);
            for (form, bits) in forms(&lemma, irregular) {
                *words.entry(form).or_default() |= bits;
            }
        }
    }
    words.retain(|word, _| spelled.contains(word));
    Ok(numbered(words))
}

/// The commonest sets of bits are numbered; a word whose set is rarer than 255 others has none.
fn numbered(words: BTreeMap<String, u16>) -> BTreeMap<String, u8> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    words.values().for_each(|&bits| *counts.entry(bits).or_default() += 1);
    let mut order: Vec<(usize, u16)> = counts.into_iter().map(|(bits, n)| (n, bits)).collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    let number: BTreeMap<u16, u8> = order.into_iter().map(|(_, bits)| bits).zip(1..=u8::MAX).collect();
    words.into_iter().filter_map(|(word, bits)| Some((word, *number.get(&bits)?))).collect()
}

/// The single words of a `data` file that are written small.
fn lemmas(text: &str) -> BTreeSet<String> {
    let mut lemmas = BTreeSet::new();
    // The licence at the head of the file is indented.
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let mut fields = line.split(' ').skip(3);
        let words = fields.next().and_then(|count| usize::from_str_radix(count, 16).ok()).unwrap_or(0);
        // Words and sense numbers by turns; an adjective may carry its position: `galore(ip)`.
        let words = fields.step_by(2).take(words).map(|word| word.split('(').next().unwrap_or(word));
        lemmas.extend(words.filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase()) && is_small_word(w)).map(str::to_owned));
    }
    lemmas
}

fn is_small_word(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'\'' | b'.' | b'-'))
}

/// Lines of `form lemma…`.
fn exceptions(text: &str) -> Exceptions {
    let mut exceptions = Exceptions::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let Some(form) = words.next() else { continue };
        for lemma in words {
            exceptions.entry(lemma.to_owned()).or_default().push(form.to_owned());
        }
    }
    exceptions
}

fn noun(lemma: &str, irregular: &[String]) -> Vec<(String, u16)> {
    let mut forms = vec![(lemma.to_owned(), NOUN)];
    if irregular.is_empty() {
        forms.extend(with_s(lemma).map(|form| (form, PLURAL)));
    }
    forms.extend(irregular.iter().map(|form| (form.clone(), PLURAL)));
    forms
}

fn verb(lemma: &str, irregular: &[String]) -> Vec<(String, u16)> {
    let mut forms = vec![(lemma.to_owned(), VERB)];
    forms.extend(with_s(lemma).map(|form| (form, THIRD_PERSON)));
    forms.extend(with_ending(lemma, "ing").map(|form| (form, GERUND)));
    let past: Vec<&String> = irregular.iter().filter(|form| !form.ends_with("ing") && !form.ends_with('s')).collect();
    forms.extend(irregular.iter().filter(|form| form.ends_with("ing")).map(|form| (form.clone(), GERUND)));
    if past.is_empty() {
        forms.extend(with_ending(lemma, "ed").map(|form| (form, PAST | PARTICIPLE)));
    }
    // The list does not say which of the two a form is: *taken* and *gone* are told by their end.
    forms.extend(past.into_iter().map(|form| {
        let participle = form.ends_with('n') || form.ends_with("ne");
        (form.clone(), if participle { PARTICIPLE } else { PAST | PARTICIPLE })
    }));
    forms
}

fn adjective(lemma: &str, irregular: &[String]) -> Vec<(String, u16)> {
    let mut forms = vec![(lemma.to_owned(), ADJECTIVE)];
    forms.extend(irregular.iter().map(|form| (form.clone(), if form.ends_with("st") { SUPERLATIVE } else { COMPARATIVE })));
    if irregular.is_empty() && lemma.len() <= 6 {
        forms.extend(with_ending(lemma, "er").map(|form| (form, COMPARATIVE)));
        forms.extend(with_ending(lemma, "est").map(|form| (form, SUPERLATIVE)));
    }
    forms
}

fn adverb(lemma: &str, irregular: &[String]) -> Vec<(String, u16)> {
    let degree = |form: &String| (form.clone(), if form.ends_with("st") { SUPERLATIVE } else { COMPARATIVE });
    [(lemma.to_owned(), ADVERB)].into_iter().chain(irregular.iter().map(degree)).collect()
}

/// *cats*, *boxes*, *cities*; both ways where either may be right.
fn with_s(lemma: &str) -> impl Iterator<Item = String> {
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end));
    let plain = (!hissing && !ends_in_consonant_y(lemma)).then(|| format!("{lemma}s"));
    let long = (hissing || lemma.ends_with('o')).then(|| format!("{lemma}es"));
    plain.into_iter().chain(long).chain(stem_of_y(lemma).map(|stem| format!("{stem}ies")))
}

/// *walking*, *making*, *lying*, *running*; both ways where either may be right, for the spelling list to choose.
fn with_ending(lemma: &str, ending: &str) -> impl Iterator<Item = String> {
    let vowel = ending.starts_with('e');
    let mut forms = Vec::new();
    match (lemma.strip_suffix("ie"), lemma.strip_suffix('e'), stem_of_y(lemma)) {
        (Some(stem), ..) if !vowel => forms.push(format!("{stem}y{ending}")),
        (_, Some(stem), _) => {
            forms.push(format!("{stem}{ending}"));
            if !vowel {
                forms.push(format!("{lemma}{ending}"));
            }
        }
        (.., Some(stem)) if vowel => forms.push(format!("{stem}i{ending}")),
        _ => forms.push(format!("{lemma}{ending}")),
    }
    if let [.., before, middle, last] = lemma.as_bytes() {
        let is_vowel = |b: &u8| b"aeiou".contains(b);
        if !is_vowel(before) && is_vowel(middle) && b"bdfgklmnprtvz".contains(last) {
            forms.push(format!("{lemma}{}{ending}", char::from(*last)));
        }
    }
    forms.into_iter()
}

fn stem_of_y(lemma: &str) -> Option<&str> {
    lemma.strip_suffix('y').filter(|stem| stem.ends_with(|c: char| !"aeiou".contains(c)))
}

fn ends_in_consonant_y(lemma: &str) -> bool {
    stem_of_y(lemma).is_some()
}

#[cfg(test)]
mod tests {
    use super::{PARTICIPLE, PAST, lemmas, verb, with_ending, with_s};

    #[test]
    fn regular_forms_are_spelled() {
        let s = |lemma| with_s(lemma).collect::<Vec<_>>();
        assert_eq!(
            (s("boat"), s("ferry"), s("box"), s("day")),
            (vec!["boats".into()], vec!["ferries".into()], vec!["boxes".into()], vec!["days".to_owned()])
        );
        let has = |lemma, ending, form: &str| with_ending(lemma, ending).any(|f| f == form);
        for (lemma, ending, form) in [
            ("walk", "ed", "walked"),
            ("make", "ing", "making"),
            ("see", "ing", "seeing"),
            ("lie", "ing", "lying"),
            ("lie", "ed", "lied"),
            ("carry", "ed", "carried"),
            ("carry", "ing", "carrying"),
            ("run", "ing", "running"),
            ("happy", "est", "happiest"),
        ] {
            assert!(has(lemma, ending, form), "{form}");
        }
    }

    #[test]
    fn irregular_verbs_have_no_regular_past() {
        let forms = verb("take", &["taken".into(), "took".into()]);
        assert!(forms.contains(&("took".into(), PAST | PARTICIPLE)) && forms.contains(&("taken".into(), PARTICIPLE)));
        assert!(!forms.iter().any(|f| f.0 == "taked"));
    }

    #[test]
    fn names_and_phrases_are_no_lemmas() {
        let line = "00001740 03 n 04 ferry 0 Norland 0 ferry_boat 0 galore(ip) 0 001 ~ 00001930 n 0000 | a boat\n  1 This is the licence\n";
        assert_eq!(lemmas(line).into_iter().collect::<Vec<_>>(), ["ferry", "galore"]);
    }
}
