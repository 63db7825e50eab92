//! RSS 2.0, RSS 1.0 and Atom (RFC 4287): one article an entry that has a text.
use super::{InputError, Limits, checked, prose, xml};
use crate::article::{Article, Metadata};

const FORMAT: &str = "RSS or Atom feed";

/// The entries of a feed that have a text, in order.
///
/// # Errors
/// Where it is no RSS and no Atom, has no text, or is too large.
pub fn feed(id: &str, bytes: &[u8], limits: Limits) -> Result<Vec<Article>, InputError> {
    let root = xml::parse(FORMAT, checked(bytes, limits)?)?;
    let wrong = |problem: &str| InputError::Malformed { format: FORMAT, problem: problem.to_owned() };
    let entries = match root.name.as_str() {
        "rss" | "RDF" => root.all("item"),
        "feed" => root.all("entry"),
        _ => return Err(wrong(&format!("its first element is <{}>, not <rss>, <RDF> or <feed>", root.name))),
    };
    let outlet = root.at(&["channel", "title"]).or_else(|| root.child("title")).and_then(xml::Element::text);
    let articles = entries.iter().enumerate().map(|(n, e)| entry(&format!("{id}#{}", n + 1), e, outlet.as_ref(), limits));
    prose::items(articles, || wrong("no entry has a text"))
}

fn entry(id: &str, entry: &xml::Element, outlet: Option<&String>, limits: Limits) -> Result<Option<Article>, InputError> {
    let text = |name: &str| entry.child(name).and_then(xml::Element::text);
    // `content:encoded` and `content` hold the whole text, `description` and `summary` often only a part.
    let content = ["encoded", "content", "description", "summary"].iter().find_map(|n| entry.child(n).filter(|e| !e.children.is_empty()));
    let Some(content) = content else { return Ok(None) };
    let body = match content.attribute("type") {
        Some("xhtml") => prose::of_element(content),
        _ => prose::paragraphs(&content.text().unwrap_or_default()),
    };
    let link = entry.elements().find(|e| e.name == "link" && e.attribute("rel").is_none_or(|r| r == "alternate"));
    let url = link.and_then(|l| l.attribute("href").map(str::to_owned).or_else(|| l.text()));
    let author =
        entry.child("author").map_or_else(|| text("creator"), |a| a.child("name").and_then(xml::Element::text).or_else(|| a.text()));
    let date = ["pubDate", "published", "updated", "date"].iter().find_map(|n| text(n));
    let id = text("guid").or_else(|| text("id")).or_else(|| url.clone()).unwrap_or_else(|| id.to_owned());
    let metadata = Metadata { title: text("title"), outlet: outlet.cloned(), date, url, author, ..Metadata::default() };
    prose::item(&id, body, metadata, limits)
}
