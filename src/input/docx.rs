//! Word (`.docx`, ECMA-376): paragraphs and runs of the main document. Deleted text of tracked changes is left out, inserted text
//! read, hidden text left out; tables are read cell by cell; footnotes and endnotes follow the text, since they are printed; headers, footers
//! and comments are not the article.
use super::{InputError, Limits, prose, xml};
use crate::article::{Article, Metadata};
use std::io::{Cursor, Read};

const FORMAT: &str = "Word document (.docx)";

/// One article; line `n` of its text is the `n`th paragraph of the document, empty ones counted.
pub fn docx(id: &str, bytes: &[u8], limits: Limits) -> Result<Article, InputError> {
    let wrong = |problem: String| InputError::Malformed { format: FORMAT, problem };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(format!("no ZIP archive: {e}")))?;
    let Some(document) = part(&mut archive, "word/document.xml", limits)? else {
        let open = archive.by_name("content.xml").is_ok();
        let what = if open { "it is an OpenDocument text (.odt); save it as .docx" } else { "it holds no word/document.xml" };
        return Err(wrong(what.to_owned()));
    };
    let document = xml::parse(FORMAT, &document)?;
    let body = document.child("body").ok_or_else(|| wrong("its document has no body".to_owned()))?;
    let mut paragraphs = Vec::new();
    blocks(body, &mut paragraphs);
    for (name, note) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        let Some(text) = part(&mut archive, name, limits)? else { continue };
        // Those with a type are the lines between text and notes.
        let notes = xml::parse(FORMAT, &text)?;
        for e in notes.elements().filter(|e| e.name == note && e.attribute("type").is_none()) {
            blocks(e, &mut paragraphs);
        }
    }
    let properties = match part(&mut archive, "docProps/core.xml", limits)? {
        Some(text) => xml::parse(FORMAT, &text)?,
        None => xml::Element::default(),
    };
    let of = |name: &str| properties.child(name).and_then(xml::Element::text);
    // When the file was created is when its template was: no date of publication.
    let metadata = Metadata { title: of("title"), author: of("creator"), ..Metadata::default() };
    prose::article(id, &paragraphs, metadata, limits)
}

/// A file of the archive as text, never more of it than the limit.
fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str, limits: Limits) -> Result<Option<String>, InputError> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    let most = limits.max_bytes as u64;
    let wrong = |problem: String| InputError::Malformed { format: FORMAT, problem };
    file.take(most + 1).read_to_end(&mut bytes).map_err(|e| wrong(format!("{name}: {e}")))?;
    if bytes.len() > limits.max_bytes {
        return Err(InputError::TooLarge { bytes: bytes.len(), max: limits.max_bytes });
    }
    String::from_utf8(bytes).map(Some).map_err(|_| wrong(format!("{name} is not UTF-8")))
}

/// Paragraphs of a body, a cell, a content control.
fn blocks(element: &xml::Element, out: &mut Vec<String>) {
    for e in element.elements() {
        match e.name.as_str() {
            "p" => {
                let mut text = String::new();
                runs(e, &mut text);
                out.push(text.trim().to_owned());
            }
            "sectPr" | "tblPr" | "tcPr" | "trPr" | "sdtPr" | "del" | "moveFrom" => {}
            _ => blocks(e, out),
        }
    }
}

/// The text of a paragraph.
fn runs(element: &xml::Element, out: &mut String) {
    for e in element.elements() {
        match e.name.as_str() {
            "t" => out.extend(e.children.iter().filter_map(|n| match n {
                xml::Node::Text(t) => Some(t.replace('\0', "\u{FFFD}").replace(['\n', '\r'], " ")),
                xml::Node::Element(_) => None,
            })),
            "r" if is_hidden(e) => {}
            "tab" | "br" | "cr" => out.push(' '),
            "noBreakHyphen" => out.push('\u{2011}'),
            "pPr" | "rPr" | "del" | "moveFrom" | "delText" | "instrText" | "footnoteReference" | "drawing" | "pict"
            | "AlternateContent" => {}
            _ => runs(e, out),
        }
    }
}

/// A run that is not shown.
fn is_hidden(run: &xml::Element) -> bool {
    let vanish = run.at(&["rPr", "vanish"]);
    vanish.is_some_and(|v| !matches!(v.attribute("val"), Some("0" | "false" | "off")))
}
