//! ninjs (IPTC): a news item as JSON, versions 1 to 3; alone, in a list, or as the `items` of a feed.
use super::{InputError, Limits, checked, prose};
use crate::article::{Article, Metadata};
use serde_json::Value;

const FORMAT: &str = "ninjs item";

/// The text items of a file, in order.
///
/// # Errors
/// Where it is no ninjs, has no text item, or is too large.
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
    let articles = items.iter().map(|i| item(id, i, items.len() == 1, limits));
    prose::items(articles, || wrong("no item has a text: body_text, body_xhtml, or bodies with a value".to_owned()))
}

fn item(file: &str, item: &Value, alone: bool, limits: Limits) -> Result<Option<Article>, InputError> {
    let string = |name: &str| item.get(name).and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let metadata = Metadata {
        title: string("headline").or_else(|| first(item, "headlines", "value")).or_else(|| string("title")),
        outlet: string("copyrightholder").or_else(|| first(item, "infosources", "name")).or_else(|| first(item, "infosource", "name")),
        date: string("versioncreated").or_else(|| string("firstcreated")),
        url: string("uri").filter(|u| u.starts_with("http")),
        author: string("byline").or_else(|| string("by")).or_else(|| first(item, "bylines", "value")),
        ..Metadata::default()
    };
    let id = if alone { file.to_owned() } else { string("uri").or_else(|| string("guid")).unwrap_or_else(|| file.to_owned()) };
    prose::item(&id, body(item), metadata, limits)
}

/// Plain text before XHTML; of `bodies` those of the role `main` (a summary may be in plain text and the story not), else those without a
/// role, else all; among them again plain text before others.
fn body(item: &Value) -> Vec<String> {
    if let Some(text) = item.get("body_text").and_then(Value::as_str) {
        return text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    }
    if let Some(html) = item.get("body_xhtml").or_else(|| item.get("body_html")).and_then(Value::as_str) {
        return prose::paragraphs(html);
    }
    let bodies = item.get("bodies").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |b: &'_ Value, name: &str| b.get(name).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let rank = |b: &&Value| {
        let role = match text(b, "role").as_str() {
            "main" => 0,
            "" => 1,
            _ => 2,
        };
        (role, !text(b, "contenttype").starts_with("text/plain"))
    };
    let with_text = bodies.iter().filter(|b| b.get("value").is_some_and(Value::is_string));
    with_text.min_by_key(rank).map(|b| prose::paragraphs(b.get("value").and_then(Value::as_str).unwrap_or_default())).unwrap_or_default()
}

fn first(item: &Value, list: &str, field: &str) -> Option<String> {
    item.get(list)?.as_array()?.first()?.get(field)?.as_str().map(str::to_owned)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Limits, ninjs};

    #[test]
    fn the_story_is_read_and_not_its_summary() {
        let bodies = |list: &str| {
            let text = format!("{{\"uri\": \"urn:1\", \"versioncreated\": \"2031-01-02\", \"bodies\": [{list}]}}");
            ninjs("n.json", text.as_bytes(), Limits::default()).unwrap()[0].text().to_owned()
        };
        let main = r#"{"role": "main", "contenttype": "text/html", "value": "<p>The story.</p>"}"#;
        let summary = r#"{"role": "summary", "contenttype": "text/plain", "value": "In short."}"#;
        let plain = r#"{"contenttype": "text/plain", "value": "The plain story."}"#;
        assert_eq!(bodies(&format!("{summary}, {main}")), "The story.");
        assert_eq!(bodies(&format!("{summary}, {plain}")), "The plain story.");
        assert_eq!(bodies(&format!("{}, {plain}", main.replace("\"role\": \"main\", ", ""))), "The plain story.");
    }
}
