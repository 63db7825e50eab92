//! ninjs (IPTC): a news item as JSON, versions 1 to 3; alone, in a list, or as the `items` of a feed.
use super::{InputError, Limits, checked, prose};
use crate::article::{Article, Metadata};
use serde_json::Value;

const FORMAT: &str = "ninjs item";

/// The text items of a file, in order.
pub fn ninjs(id: &str, bytes: &[u8], limits: Limits) -> Result<Vec<Article>, InputError> {
    let text = checked(bytes, limits)?;
    let wrong = |problem: String| InputError::Malformed { format: FORMAT, problem };
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|e| wrong(e.to_string()))?;
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(fields) => match fields.get("items") {
            Some(Value::Array(items)) => items.as_slice(),
            _ => std::slice::from_ref(&value),
        },
        _ => return Err(wrong("neither an object nor a list of objects".to_owned())),
    };
    let articles: Vec<Article> =
        items.iter().filter_map(|i| item(id, i, items.len() == 1, limits).transpose()).collect::<Result<_, _>>()?;
    if articles.is_empty() {
        return Err(wrong("no item has a text: body_text, body_xhtml, or bodies with a value".to_owned()));
    }
    Ok(articles)
}

fn item(file: &str, item: &Value, alone: bool, limits: Limits) -> Result<Option<Article>, InputError> {
    let string = |name: &str| item.get(name).and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let title = string("headline").or_else(|| first(item, "headlines", "value")).or_else(|| string("title"));
    let mut paragraphs: Vec<String> = title.iter().cloned().collect();
    let body = body(item);
    if body.is_empty() {
        return Ok(None);
    }
    if paragraphs.first() == body.first() {
        paragraphs.clear();
    }
    paragraphs.extend(body);
    let metadata = Metadata {
        title,
        outlet: string("copyrightholder").or_else(|| first(item, "infosources", "name")).or_else(|| first(item, "infosource", "name")),
        date: string("versioncreated").or_else(|| string("firstcreated")),
        url: string("uri").filter(|u| u.starts_with("http")),
        author: string("byline").or_else(|| string("by")).or_else(|| first(item, "bylines", "value")),
        ..Metadata::default()
    };
    let id = if alone { file.to_owned() } else { string("uri").or_else(|| string("guid")).unwrap_or_else(|| file.to_owned()) };
    prose::article(&id, &paragraphs, metadata, limits).map(Some)
}

/// Plain text before XHTML; in `bodies`, the first in plain text, else the first.
fn body(item: &Value) -> Vec<String> {
    if let Some(text) = item.get("body_text").and_then(Value::as_str) {
        return text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    }
    if let Some(html) = item.get("body_xhtml").or_else(|| item.get("body_html")).and_then(Value::as_str) {
        return prose::paragraphs(html);
    }
    let bodies = item.get("bodies").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let plain = |b: &&Value| b.get("contenttype").and_then(Value::as_str).is_some_and(|t| t.starts_with("text/plain"));
    let chosen = bodies.iter().find(plain).or(bodies.first());
    chosen.and_then(|b| b.get("value")).and_then(Value::as_str).map(prose::paragraphs).unwrap_or_default()
}

fn first(item: &Value, list: &str, field: &str) -> Option<String> {
    item.get(list)?.as_array()?.first()?.get(field)?.as_str().map(str::to_owned)
}
