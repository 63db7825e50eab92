//! The same sentences as they stand in news: compounds in one piece, headlines in title case.
use crate::conllu::Word;
use sayso::document::{Form, Pos, Tag};

/// The sentence with its hyphenated compounds in one piece, as sayso reads them (the treebanks cut *well - known*), and *cannot*
/// whole. `None` where nothing changes.
pub(crate) fn joined(sentence: &[Word]) -> Option<Vec<Word>> {
    let mut out: Vec<Word> = Vec::with_capacity(sentence.len());
    let mut start = 0;
    while start < sentence.len() {
        let mut end = start + 1;
        while end + 1 < sentence.len() && is_hyphen(sentence, end) {
            end += 2;
        }
        if end == start + 1 && sentence[start].form.eq_ignore_ascii_case("can") && !sentence[start].space_after {
            end += usize::from(sentence.get(end).is_some_and(|w| w.form.eq_ignore_ascii_case("not")));
        }
        out.push(one_piece(sentence, start, end));
        start = end;
    }
    (out.len() < sentence.len()).then_some(out)
}

/// The sentence as a headline. Short function words stay small.
pub(crate) fn title_cased(sentence: &[Word]) -> Vec<Word> {
    let mut out = sentence.to_vec();
    if out.last().is_some_and(|w| w.form == ".") {
        out.pop();
    }
    for (i, word) in out.iter_mut().enumerate() {
        let small = matches!(word.tag.pos, Pos::Adp | Pos::Cconj | Pos::Det | Pos::Part) && word.form.len() < 5;
        let mut letters = word.form.chars();
        if let (true, Some(first)) = (i == 0 || !small, letters.next()) {
            word.form = first.to_uppercase().chain(letters).collect();
        }
    }
    out
}

/// A hyphen between two words, with no space on either side.
fn is_hyphen(sentence: &[Word], at: usize) -> bool {
    let wordlike = |w: &Word| w.form.chars().any(char::is_alphanumeric);
    sentence[at].form == "-"
        && !sentence[at].space_after
        && !sentence[at - 1].space_after
        && wordlike(&sentence[at - 1])
        && wordlike(&sentence[at + 1])
}

/// The words of a range as one: it has the tag of its governing word, but a noun that modifies what follows (*a 15-year term*) is an
/// adjective, as in the Penn treebank.
fn one_piece(sentence: &[Word], start: usize, end: usize) -> Word {
    let words = &sentence[start..end];
    if let [word] = words {
        return word.clone();
    }
    let outside = |w: &Word| w.head.is_none_or(|h| h < start || h >= end);
    let head = words.iter().rev().find(|w| outside(w) && w.tag.pos != Pos::Punct).unwrap_or(&words[0]);
    let modifies = head.head.is_some_and(|h| h >= end && h < end + 4) && matches!(head.tag.pos, Pos::Noun | Pos::Num);
    let tag = if modifies { Tag { pos: Pos::Adj, form: Form::Plain } } else { head.tag };
    let form = words.iter().map(|w| w.form.as_str()).collect();
    Word { form, tag, head: None, space_after: words[words.len() - 1].space_after }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{joined, title_cased};
    use crate::conllu::parse;
    use sayso::document::Pos;

    const SAMPLE: &str = "1\ta\ta\tDET\tDT\t_\t5\tdet\t_\t_\n2\tnine\tnine\tNUM\tCD\t_\t4\tnummod\t_\tSpaceAfter=No\n\
        3\t-\t-\tPUNCT\tHYPH\t_\t4\tpunct\t_\tSpaceAfter=No\n4\tyear\tyear\tNOUN\tNN\t_\t5\tcompound\t_\t_\n\
        5\tterm\tterm\tNOUN\tNN\t_\t0\troot\t_\tSpaceAfter=No\n6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n";

    #[test]
    fn compounds_become_one_word() {
        let sentence = &parse(SAMPLE).unwrap()[0];
        let words = joined(sentence).unwrap();
        let words: Vec<_> = words.iter().map(|w| (w.form.as_str(), w.tag.pos)).collect();
        assert_eq!(words, [("a", Pos::Det), ("nine-year", Pos::Adj), ("term", Pos::Noun), (".", Pos::Punct)]);
        assert!(joined(&sentence[4..]).is_none());
    }

    #[test]
    fn headlines_are_written_large() {
        let words = title_cased(&parse(SAMPLE).unwrap()[0]);
        let words: Vec<_> = words.iter().map(|w| w.form.as_str()).collect();
        assert_eq!(words, ["A", "Nine", "-", "Year", "Term"]);
    }
}
