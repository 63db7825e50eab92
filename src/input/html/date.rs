//! When a page was published, where neither its structured data nor its social tags say so.
use dom_smoothie::Readability;

/// Names of `<meta>` that give the date of publication.
const NAMES: [&str; 12] = [
    "date", "pubdate", "publishdate", "publish-date", "publication_date", "datepublished", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "dcterms.issued", "article.published",
];

/// What a `<meta>` gives as the date, or else the first `<time>` of the page.
pub(super) fn given(page: &Readability) -> Option<String> {
    let (tags, times) = (page.doc.select("meta"), page.doc.select("time"));
    let dated = tags.iter().filter(|tag| {
        let called = ["name", "itemprop", "property"].iter().find_map(|a| tag.attr(a)).unwrap_or_default().to_ascii_lowercase();
        NAMES.contains(&called.as_str())
    });
    let dates = dated.filter_map(|tag| tag.attr("content")).chain(times.iter().filter_map(|time| time.attr("datetime")));
    dates.map(|date| date.trim().to_owned()).find(|date| !date.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Readability, given};

    #[test]
    fn a_meta_tag_comes_before_the_first_time() {
        let given = |page: &str| given(&Readability::new(page, None, None).unwrap());
        let time = "<p>On <time class=x datetime='2017-02-03'>Friday</time>";
        assert_eq!(given(time).as_deref(), Some("2017-02-03"));
        assert_eq!(given(&format!("{time}<META content=\"2019-01-02\" name=\"Date\">")).as_deref(), Some("2019-01-02"));
        assert_eq!(given("<meta name=\"description\" content=\"date\"><time>now</time>"), None);
    }
}
