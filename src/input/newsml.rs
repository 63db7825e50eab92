//! NewsML-G2 (IPTC): the text items of a `newsItem` or `newsMessage`, their bodies in NITF or XHTML.
use super::{InputError, Limits, checked, prose, xml};
use crate::article::{Article, Metadata};

const FORMAT: &str = "NewsML-G2 item";

/// The text items of a file, in order.
///
/// # Errors
/// Where it is no NewsML-G2, has no text item, or is too large.
pub fn newsml(id: &str, bytes: &[u8], limits: Limits) -> Result<Vec<Article>, InputError> {
    let root = xml::parse(FORMAT, checked(bytes, limits)?)?;
    let wrong = |problem: &str| InputError::Malformed { format: FORMAT, problem: problem.to_owned() };
    let items = if root.name == "newsItem" { vec![&root] } else { root.all("newsItem") };
    if items.is_empty() {
        return Err(wrong("there is no newsItem in it"));
    }
    let articles = items.iter().map(|i| item(id, i, items.len() == 1, limits));
    prose::items(articles, || wrong("no newsItem has a text: contentSet/inlineXML or inlineData"))
}

fn item(file: &str, item: &xml::Element, alone: bool, limits: Limits) -> Result<Option<Article>, InputError> {
    let Some(content) = item.child("contentSet") else { return Ok(None) };
    let body = match (content.child("inlineXML"), content.child("inlineData").and_then(xml::Element::text)) {
        (Some(inline), _) => prose::of_element(body(inline)),
        (None, Some(text)) => prose::paragraphs(&text),
        (None, None) => return Ok(None),
    };
    let meta = |path: &[&str]| item.at(path).and_then(xml::Element::text);
    let provider = item.at(&["itemMeta", "provider"]);
    let provider =
        provider.and_then(|p| p.child("name").and_then(xml::Element::text).or_else(|| p.attribute("literal").map(str::to_owned)));
    let metadata = Metadata {
        title: meta(&["contentMeta", "headline"]).or_else(|| meta(&["itemMeta", "title"])),
        outlet: provider,
        date: meta(&["contentMeta", "contentCreated"]).or_else(|| meta(&["itemMeta", "versionCreated"])),
        author: meta(&["contentMeta", "by"]).or_else(|| item.at(&["contentMeta", "creator", "name"]).and_then(xml::Element::text)),
        ..Metadata::default()
    };
    let guid = item.attribute("guid").filter(|_| !alone);
    prose::item(guid.unwrap_or(file), body, metadata, limits)
}

/// NITF keeps its text in `body.content`, XHTML in `body`.
fn body(inline: &xml::Element) -> &xml::Element {
    let found = inline.all("body.content").first().copied().or_else(|| inline.all("body").first().copied());
    found.unwrap_or(inline)
}
