//! What coders type, and which code of the codebook it is.

use crate::report::{Reason, Voice};

const YES_NO: &[&str] = &["yes", "no"];

/// The variables of codebook.md with their codes.
const CODES: &[(&str, &[&str])] = &[("voice", &Voice::WORDS), ("needs_source", YES_NO), ("reason", &Reason::WORDS), ("loaded", YES_NO)];

/// The code that was meant; of a variable that is not in the codebook, whatever was typed. Fails with the codes that there are.
pub(super) fn meant<'t>(variable: &str, typed: &'t str) -> Result<&'t str, &'static [&'static str]> {
    let Some((_, codes)) = CODES.iter().find(|(name, _)| *name == variable) else { return Ok(typed) };
    let typed = if *codes == YES_NO { yes_or_no(typed, &["true", "1"], &["false", "0"]).unwrap_or(typed) } else { typed };
    codes.iter().copied().find(|code| alike(code, typed)).ok_or(*codes)
}

/// Words for categories: *yes* and *no* where a whole column says that in some way, else what was typed.
pub(super) fn words(typed: &[String]) -> Vec<String> {
    let meant: Option<Vec<String>> = typed.iter().map(|t| yes_or_no(t, &[], &[]).map(str::to_owned)).collect();
    meant.unwrap_or_else(|| typed.to_vec())
}

/// *yes* and *no* by their first letters, and by these other words for them.
fn yes_or_no(typed: &str, yes: &[&str], no: &[&str]) -> Option<&'static str> {
    let first = |word: &str| word.get(..1).is_some_and(|letter| alike(typed, letter));
    let among = |word: &str, others: &[&str]| alike(typed, word) || first(word) || others.iter().any(|o| alike(typed, o));
    YES_NO.iter().zip([yes, no]).find(|(word, others)| among(word, others)).map(|(word, _)| *word)
}

/// Does a count of the tables say that there is something? Nothing where it is empty: it was not judged.
pub(super) fn some(count: &str) -> Option<bool> {
    (!count.is_empty()).then(|| count != "0")
}

/// Do both say the same, but for case and spaces?
pub(super) fn alike(a: &str, b: &str) -> bool {
    plain(a).eq(plain(b))
}

fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{super::CODEBOOK, CODES, meant, words};

    #[test]
    fn codes_are_those_of_the_codebook() {
        for (variable, codes) in CODES {
            let part = CODEBOOK.split("## ").find(|part| part.starts_with(variable)).unwrap_or_default();
            assert!(codes.iter().all(|code| part.contains(&format!("`{code}`"))), "{variable}");
        }
    }

    #[test]
    fn case_spaces_and_short_answers_do_not_matter() {
        assert_eq!(["Outlet", " MIXED "].map(|typed| meant("voice", typed)), [Ok("outlet"), Ok("mixed")]);
        assert_eq!(["Y", "no", "TRUE", "0"].map(|typed| meant("loaded", typed)), [Ok("yes"), Ok("no"), Ok("yes"), Ok("no")]);
        assert!(meant("voice", "outlt").is_err_and(|codes| codes.contains(&"outlet")));
        assert_eq!(meant("grade", "Mild"), Ok("Mild"));
        assert_eq!(words(&["y".to_owned(), "No".to_owned()]), ["yes", "no"]);
        assert_eq!(words(&["y".to_owned(), "x".to_owned()]), ["y", "x"]);
    }
}
