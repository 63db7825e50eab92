//! When a page was published, where neither its structured data nor its social tags say so.

/// Names of `<meta>` that give the date of publication.
const NAMES: [&str; 12] = [
    "date", "pubdate", "publishdate", "publish-date", "publication_date", "datepublished", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "dcterms.issued", "article.published",
];

/// What a `<meta>` gives as the date, or else the first `<time>` of the page.
pub(super) fn given(html: &str) -> Option<String> {
    let mut time = None;
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name.eq_ignore_ascii_case("meta") {
            let called = ["name", "itemprop", "property"].iter().find_map(|a| attribute(tag, a)).unwrap_or_default().to_ascii_lowercase();
            if NAMES.contains(&called.as_str())
                && let Some(date) = attribute(tag, "content").filter(|d| !d.trim().is_empty())
            {
                return Some(date.trim().to_owned());
            }
        } else if time.is_none() && name.eq_ignore_ascii_case("time") {
            time = attribute(tag, "datetime").filter(|d| !d.trim().is_empty()).map(|d| d.trim().to_owned());
        }
    }
    time
}

/// The value of an attribute in the inside of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let (before, after) = rest.split_at(at);
        let found = before.split_whitespace().next_back().is_some_and(|n| n.eq_ignore_ascii_case(name));
        let after = after[1..].trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote)?,
            _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        if found {
            return Some(value);
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::given;

    #[test]
    fn a_meta_tag_comes_before_the_first_time() {
        let time = "<p>On <time class=x datetime='2017-02-03'>Friday</time>";
        assert_eq!(given(time).as_deref(), Some("2017-02-03"));
        assert_eq!(given(&format!("{time}<META content=\"2019-01-02\" name=\"Date\">")).as_deref(), Some("2019-01-02"));
        assert_eq!(given("<meta name=\"description\" content=\"date\"><time>now</time>"), None);
    }
}
