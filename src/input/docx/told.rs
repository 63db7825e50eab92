//! What sayso said in a draft before: it is not said again of the same words.
use super::{
    InputError,
    package::Package,
    parts::{self, AUTHOR},
};
use crate::input::xml::Element;
use std::collections::HashMap;

/// So many comments that begin at one place are looked through.
const MOST: usize = 16;

/// Comments of sayso's that the draft holds.
pub(super) struct Told {
    /// By number, one paragraph a line.
    says: HashMap<String, String>,
    /// Beginnings of comments by their last byte: the first byte, and the number.
    begins: HashMap<usize, (usize, String)>,
}

impl Told {
    pub(super) fn read(package: &mut Package<'_>, document: &Element, strict: bool) -> Result<Told, InputError> {
        let mut told = Told { says: HashMap::new(), begins: HashMap::new() };
        let Some(root) = parts::comments(package, strict)? else { return Ok(told) };
        for comment in root.elements().filter(|e| e.attribute("author") == Some(AUTHOR)) {
            let lines: Vec<String> = comment.elements().filter_map(Element::text).collect();
            told.says.extend(comment.attribute("id").map(|id| (id.to_owned(), lines.join("\n"))));
        }
        if !told.says.is_empty() {
            let begins = document.all("commentRangeStart").into_iter();
            told.begins = begins.filter_map(|e| Some((e.at.end, (e.at.start, e.attribute("id")?.to_owned())))).collect();
        }
        Ok(told)
    }

    /// Does a comment that says this begin here, right before the words?
    pub(super) fn has(&self, mut at: usize, says: &str) -> bool {
        for _ in 0..MOST {
            let Some((before, id)) = self.begins.get(&at) else { return false };
            if self.says.get(id).is_some_and(|s| s == says) {
                return true;
            }
            at = *before;
        }
        false
    }
}
