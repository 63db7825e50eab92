//! Word (`.docx`, ECMA-376): paragraphs and runs of the main document. Deleted text of tracked changes is left out, inserted text
//! read, hidden text left out; tables are read cell by cell; footnotes and endnotes that the text refers to follow it, since they are
//! printed; headers, footers and comments are not the article.
//!
//! A [`Draft`] remembers in which run of the document each word stands, and can be written again with comments on them.
mod comment;
mod package;
mod parts;
mod place;
mod text;
mod told;

use super::{InputError, Limits, decode, prose, xml};
use crate::article::{Article, Metadata};
use package::Package;
use std::ops::Range;
use text::Text;
use told::Told;

const FORMAT: &str = "Word document (.docx)";

fn wrong(problem: impl Into<String>) -> InputError {
    InputError::Malformed { format: FORMAT, problem: problem.into() }
}

/// One article; line `n` of its text is the `n`th paragraph of the document, empty ones counted.
///
/// # Errors
/// Where it is no Word document, holds no text, or is too large.
pub fn docx(id: &str, bytes: &[u8], limits: Limits) -> Result<Article, InputError> {
    Draft::read(id, bytes, limits).map(|(article, _)| article)
}

/// A Word document that can be written again with comments.
#[derive(Debug)]
pub struct Draft<'b> {
    package: Package<'b>,
    /// The main document.
    document: xml::Element,
    text: Text,
}

impl<'b> Draft<'b> {
    /// The article in a document, and the document for [`Draft::with_comments`].
    ///
    /// # Errors
    /// Where it is no Word document, holds no text, or is too large.
    pub fn read(id: &str, bytes: &'b [u8], limits: Limits) -> Result<(Article, Draft<'b>), InputError> {
        let mut package = Package::open(bytes, limits)?;
        let Some(source) = package.part(package::DOCUMENT)? else {
            let open = package.part("content.xml")?.is_some();
            return Err(wrong(if open { "it is an OpenDocument text (.odt); save it as .docx" } else { "it holds no word/document.xml" }));
        };
        let document = xml::parse(FORMAT, &source)?;
        let body = document.child("body").ok_or_else(|| wrong("its document has no body"))?;
        let mut text = Text::new(source, &document, body);
        for (name, note) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
            let Some(source) = package.part(name)? else { continue };
            // Those with a type are the lines between text and notes.
            let notes = xml::parse(FORMAT, &source)?;
            for e in notes.elements().filter(|e| e.name == note && e.attribute("type").is_none()) {
                text.note(&source, e);
            }
        }
        let properties = match package.part("docProps/core.xml")? {
            Some(text) => xml::parse(FORMAT, &text)?,
            None => xml::Element::default(),
        };
        let of = |name: &str| properties.child(name).and_then(xml::Element::text);
        // When the file was created is when its template was: no date of publication.
        let metadata = Metadata { title: of("title"), author: of("creator"), ..Metadata::default() };
        let article = prose::article(id, &text.paragraphs, metadata, limits)?;
        Ok((article, Draft { package, document, text }))
    }

    /// The document with comments on words of the article: each is bytes of its text, and what to say of them, one paragraph a line.
    ///
    /// Nothing else changes: runs are cut where a comment begins or ends and keep their formatting, and every part but those that
    /// hold or announce comments is copied byte for byte. A comment on no word of the text is left out, and one that sayso made of
    /// these words before.
    ///
    /// # Errors
    /// Where a part of the document cannot be read or packed again.
    pub fn with_comments(&mut self, comments: &[(Range<usize>, String)]) -> Result<Vec<u8>, InputError> {
        let on = comments.iter().filter_map(|(words, says)| Some((self.text.place(words)?, says.as_str())));
        let (places, says): (Vec<_>, Vec<_>) = on.unzip();
        let told = Told::read(&mut self.package, &self.document, self.text.strict)?;
        let on = comment::resolved(&self.text, &places).into_iter().zip(says);
        let (cuts, says): (Vec<_>, Vec<_>) = on.filter(|(cut, says)| !told.has(cut[0].0, says)).unzip();
        if cuts.is_empty() {
            return Ok(self.package.bytes().to_vec());
        }
        let mut changed = Vec::new();
        let first = parts::add(&mut self.package, &self.document, &self.text, says.into_iter(), &mut changed)?;
        changed.push((package::DOCUMENT.to_owned(), comment::insert(&self.text, &cuts, first)));
        self.package.rewritten(changed)
    }
}
