//! Reads CoNLL-U files (Universal Dependencies): the syntactic words, how they are written and what they are.
use crate::read::text;
use anyhow::{Context, Result, bail};
use sayso::document::{Form, Pos, Tag};
use std::path::Path;

/// One syntactic word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As written.
    pub(crate) form: String,
    /// From UPOS and XPOS.
    pub(crate) tag: Tag,
    /// Index of the governing word, `None` at the root.
    pub(crate) head: Option<usize>,
    /// White space stands after it.
    pub(crate) space_after: bool,
}

/// The sentences of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<Word>>> {
    parse(&text(path)?).with_context(|| format!("in {}", path.display()))
}

/// The sentences of a text in CoNLL-U. Multiword ranges and empty nodes are passed over: their parts have lines of their own.
pub(crate) fn parse(text: &str) -> Result<Vec<Vec<Word>>> {
    let mut sentences = Vec::new();
    let mut sentence = Vec::new();
    // The last word of a range that is written in one piece, and whether white space stands after the piece.
    let mut piece: Option<(usize, bool)> = None;
    for (n, line) in text.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            piece = None;
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, xpos, _, head, _, _, misc] = columns[..] else { bail!("line {}: not ten columns", n + 1) };
        let spaced = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            piece = Some((last.parse().with_context(|| format!("line {}: bad range {id}", n + 1))?, spaced));
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let id: usize = id.parse().with_context(|| format!("line {}: bad id {id}", n + 1))?;
        let pos: Pos = serde_json::from_value(upos.to_ascii_lowercase().into())
            .with_context(|| format!("line {}: unknown part of speech {upos}", n + 1))?;
        let space_after = match piece {
            Some((last, _)) if id < last => false,
            Some((last, spaced)) if id == last => spaced,
            _ => spaced,
        };
        let head = head.parse::<usize>().ok().and_then(|h| h.checked_sub(1));
        sentence.push(Word { form: form.to_owned(), tag: Tag { pos, form: inflection(xpos) }, head, space_after });
    }
    Ok(sentences)
}

fn inflection(xpos: &str) -> Form {
    match xpos {
        "VB" => Form::Base,
        "VBD" => Form::Past,
        "VBN" => Form::Participle,
        "VBG" => Form::Gerund,
        "VBP" | "VBZ" => Form::Present,
        "MD" => Form::Modal,
        "NNS" | "NNPS" => Form::Plural,
        "JJR" | "RBR" => Form::Comparative,
        "JJS" | "RBS" => Form::Superlative,
        "WDT" | "WP" | "WP$" | "WRB" => Form::Wh,
        _ => Form::Plain,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::parse;
    use sayso::document::{Form, Pos};

    const SAMPLE: &str = "# text = Ivo can't stay.\n1\tIvo\tIvo\tPROPN\tNNP\t_\t4\tnsubj\t_\t_\n\
        2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
        4\tstay\tstay\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n";

    #[test]
    fn ranges_give_their_parts_and_their_spacing() {
        let sentences = parse(SAMPLE).unwrap();
        assert_eq!(sentences.len(), 1);
        let words: Vec<_> = sentences[0].iter().map(|w| (w.form.as_str(), w.space_after)).collect();
        assert_eq!(words, [("Ivo", true), ("ca", false), ("n't", true), ("stay", false), (".", true)]);
        assert_eq!((sentences[0][1].tag.pos, sentences[0][1].tag.form), (Pos::Aux, Form::Modal));
        assert_eq!((sentences[0][0].head, sentences[0][3].head), (Some(3), None));
    }

    #[test]
    fn broken_lines_are_refused_with_their_number() {
        let error = parse("1\tIvo\tIvo\n").unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
        let error = parse("1\tIvo\tIvo\tNAME\tNNP\t_\t0\troot\t_\t_\n").unwrap_err().to_string();
        assert!(error.contains("NAME"), "{error}");
    }
}
