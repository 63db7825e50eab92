//! Paragraphs out of a piece of HTML that is known to be an article's text (a feed's content, a wire item's body), and articles
//! out of paragraphs.
use super::{InputError, Limits, xml};
use crate::article::{Article, LinesOf, Metadata};

/// Elements that end a paragraph.
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hedline", "hl1", "hl2", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "td", "th",
    "tr", "ul",
];

/// Elements whose content is no prose.
const SILENT: &[&str] = &["script", "style", "template", "noscript", "svg", "head", "title"];

/// One article of the paragraphs of a body, the title before them where they do not begin with it; nothing where there are none.
pub(super) fn item(id: &str, body: Vec<String>, metadata: Metadata, limits: Limits) -> Result<Option<Article>, InputError> {
    if body.is_empty() {
        return Ok(None);
    }
    let mut paragraphs: Vec<String> = metadata.title.iter().filter(|t| body.first() != Some(t)).cloned().collect();
    paragraphs.extend(body);
    article(id, &paragraphs, metadata, limits).map(Some)
}

/// The items of a file that have a text.
pub(super) fn items(
    items: impl Iterator<Item = Result<Option<Article>, InputError>>,
    none: impl FnOnce() -> InputError,
) -> Result<Vec<Article>, InputError> {
    let articles: Vec<Article> = items.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    if articles.is_empty() { Err(none()) } else { Ok(articles) }
}

/// One article of these paragraphs, each a line of its text: line numbers in reports are paragraph numbers. Line breaks are markup,
/// so that no line runs on into the next.
pub(super) fn article(id: &str, paragraphs: &[String], metadata: Metadata, limits: Limits) -> Result<Article, InputError> {
    let text = paragraphs.join("\n");
    limits.admit(text.len())?;
    let article = super::article(id, &text)?;
    let asides = super::asides(&text);
    let in_aside = |at: usize| asides.get(asides.partition_point(|a| a.end <= at)).is_some_and(|a| a.start <= at);
    let breaks = text.match_indices('\n').map(|(at, _)| at..at + 1).filter(|b| !in_aside(b.start));
    let mut markup: Vec<_> = breaks.chain(asides.iter().cloned()).collect();
    markup.sort_by_key(|m| m.start);
    let markup = markup.into_iter().filter_map(|m| article.span(m.start, m.end)).collect();
    Ok(article.with_metadata(metadata).with_markup(markup).with_lines_of(LinesOf::Paragraphs))
}

/// The paragraphs of a piece of HTML, however badly formed; text without any tag is cut at its line breaks.
pub(super) fn paragraphs(html: &str) -> Vec<String> {
    let mut out = Paragraphs::default();
    let plain = !html.contains('<');
    let mut rest = html;
    let mut silent: Option<&str> = None;
    while let Some(open) = rest.find('<') {
        let (text, tag) = rest.split_at(open);
        if silent.is_none() {
            out.text(text, plain);
        }
        let comment = tag.starts_with("<!--");
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let Some(close) = (if comment { tag.find("-->").map(|n| n + 3) } else { tag.find('>').map(|n| n + 1) }).filter(|_| is_tag) else {
            out.text("<", plain);
            rest = &tag[1..];
            continue;
        };
        let (this, after) = tag.split_at(close);
        rest = after;
        if comment {
            continue;
        }
        let name = this.trim_start_matches(['<', '/']);
        let name = name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())].to_ascii_lowercase();
        match silent {
            Some(s) if this.starts_with("</") && s == name => silent = None,
            Some(_) => {}
            None => {
                silent = SILENT.iter().copied().find(|s| *s == name && !this.starts_with("</") && !this.ends_with("/>"));
                if BLOCKS.contains(&name.as_str()) {
                    out.end();
                }
            }
        }
    }
    if silent.is_none() {
        out.text(rest, plain);
    }
    out.finish()
}

/// The paragraphs of an element that holds XHTML or NITF.
pub(super) fn of_element(element: &xml::Element) -> Vec<String> {
    let mut out = Paragraphs::default();
    walk(element, &mut out);
    out.finish()
}

fn walk(element: &xml::Element, out: &mut Paragraphs) {
    let block = BLOCKS.contains(&element.name.as_str());
    if SILENT.contains(&element.name.as_str()) {
        return;
    }
    if block {
        out.end();
    }
    for node in &element.children {
        match node {
            xml::Node::Text(text) => out.push(text, false),
            xml::Node::Element(e) => walk(e, out),
        }
    }
    if block {
        out.end();
    }
}

#[derive(Default)]
struct Paragraphs {
    done: Vec<String>,
    open: String,
}

impl Paragraphs {
    /// Text with references.
    fn text(&mut self, text: &str, lines: bool) {
        self.push(&resolved(text), lines);
    }

    /// Text; white space is evened out, and with `lines` a line break ends the paragraph.
    fn push(&mut self, text: &str, lines: bool) {
        for c in text.chars() {
            match c {
                '\n' if lines => self.end(),
                c if c.is_ascii_whitespace() => {
                    if !self.open.is_empty() && !self.open.ends_with(' ') {
                        self.open.push(' ');
                    }
                }
                '\0' => self.open.push('\u{FFFD}'),
                c => self.open.push(c),
            }
        }
    }

    fn end(&mut self) {
        let paragraph = std::mem::take(&mut self.open);
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            self.done.push(paragraph.to_owned());
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        self.done
    }
}

/// Text with its character references resolved; what is none stays as it is.
fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (found, length) = reference(rest).unwrap_or_else(|| ("&".to_owned(), 1));
        out += &found;
        rest = &rest[length..];
    }
    out + rest
}

/// The characters that a text which begins with `&` refers to, and the reference's length.
pub(super) fn reference(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let character = |code: u32| char::from_u32(code).map(String::from);
    let found = match name.strip_prefix('#').map(|n| (n, n.strip_prefix(['x', 'X']))) {
        Some((_, Some(hex))) => u32::from_str_radix(hex, 16).ok().and_then(character),
        Some((number, None)) => number.parse().ok().and_then(character),
        None => xml::named(name),
    };
    Some((found?, end + 1))
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn tags_part_paragraphs_and_leave_no_trace() {
        let html = "<p>The <b>ferry</b> sank&nbsp;at 5&#8239;&lt;\u{20}6 &amp co.</p><script>var x = '<p>no</p>';</script><!-- a > b --><p>It\nwas old.<br/>1 < 2";
        assert_eq!(paragraphs(html), ["The ferry sank\u{A0}at 5\u{202F}< 6 &amp co.", "It was old.", "1 < 2"]);
        assert_eq!(paragraphs("One.\nTwo &eacute;."), ["One.", "Two é."]);
        assert_eq!(
            paragraphs("<p>Luk&aacute;&scaron; &Zcaron;ukov &alpha; &amp; &scaro; &no; &nvle;"),
            ["Lukáš Žukov α & &scaro; &no; \u{2264}\u{20D2}"]
        );
        assert_eq!(paragraphs("<p>open <"), ["open <"]);
    }
}
