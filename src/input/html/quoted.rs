//! What a page sets off as somebody else's words. A paragraph of a `<blockquote>` gets a mark, which becomes `> ` in the text, so that
//! the document reads web pages and Markdown alike; an embedded post becomes its text and, below it, the line that names who posted it.
use dom_smoothie::Readability;

/// Stands before a paragraph that is set off; no text has this character.
pub(super) const MARK: char = '\u{FDD0}';

/// Elements of embedded posts whose text is in the page.
const POSTS: &str =
    "blockquote.twitter-tweet, blockquote.bluesky-embed, blockquote.mastodon-embed, blockquote.instagram-media, amp-twitter";
/// Words that name who said it, set below or behind a quotation.
const NAMES: &str = "cite, footer, figcaption";
/// An element for names inside another one: its words are part of the outer one's, and would be told twice.
const NESTED: &str = "footer cite, figcaption cite, figcaption footer";

/// Rewrites block quotations and posts. A page that is one quotation from end to end is laid out so, and says nothing by it.
pub(super) fn rewrite(reader: &Readability) {
    let whole = reader.doc.text().len();
    for quote in &reader.doc.select(&format!("blockquote, {POSTS}")) {
        if quote.is("blockquote blockquote, amp-twitter blockquote") {
            continue;
        }
        if quote.is(POSTS) {
            if let Some(post) = post(&quote.formatted_text()) {
                quote.remove_attr("class");
                quote.rename("div");
                quote.set_html(post);
            }
        } else if 2 * quote.text().len() < whole {
            let names = quote.select(NAMES);
            let outer = names.iter().filter(|n| !n.is(NESTED)).map(|n| n.text().to_string()).collect::<Vec<_>>();
            let name = spaced(&outer.join(" "));
            names.remove();
            let text = quote.formatted_text();
            let lines = text.lines().map(spaced).chain([name]).filter(|line| !line.is_empty());
            let marked: String = lines.map(|line| format!("<p>{MARK}{}</p>", escaped(&line))).collect();
            quote.set_html(marked);
        }
    }
}

/// The text of a post, and below it *— Ada Brandt (@abrandt) April 3, 2031*; none where it does not say whose it is.
fn post(text: &str) -> Option<String> {
    let text = spaced(text);
    let (said, line) = text.rfind("(@").and_then(|handle| text.get(..handle)?.rfind('—')).map(|dash| text.split_at(dash))?;
    (!said.trim().is_empty()).then(|| format!("<p>{}</p><p>{}</p>", escaped(said.trim()), escaped(line)))
}

/// With single spaces.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
