//! A web page: the body of its article, and what the page says of it.
use super::{
    InputError, Limits,
    align::{Found, Source},
    decode,
};
use crate::{
    article::{Article, LinesOf, Metadata},
    origin::{Anchor, Origin, Place},
};

mod date;
mod quoted;

use dom_smoothie::{Config, Readability, TextMode};

/// Elements nested deeper than this are refused: no page that people read is, and the parser walks the tree by recursion.
const MAX_DEPTH: usize = 512;
/// Attributes of one element at most: the parser compares each with all others.
const MAX_ATTRIBUTES: usize = 1_000;
/// What stands between the paragraphs of an article and is not its own: adverts, sign-ups, teasers, posts that do not say whose they are.
/// By words of classes that publishing systems use.
const FOREIGN: [&str; 8] = [
    ".ad, .ads, .advert, .advertisement, .ad-slot, .ad-container, .ad-unit, .ad-wrapper, .adsbygoogle, .sponsored",
    ".newsletter, .newsletter-signup, .newsletter-form, .signup, .sign-up, .subscribe, .subscription-prompt, .paywall",
    ".related, .related-articles, .related-links, .read-more, .readmore, .more-on, .recirculation, .promo",
    "blockquote.twitter-tweet, blockquote.instagram-media, blockquote.tiktok-embed, blockquote.bluesky-embed, blockquote.mastodon-embed",
    "amp-twitter, amp-instagram, amp-ad, amp-embed, twitter-widget",
    ".fb-post, .embed, .embedded-post, .social-embed, .social-share, .share-buttons",
    "[aria-label=Advertisement], [data-ad], [data-ad-slot]",
    "ins.adsbygoogle, iframe",
];
/// Elements of one page at most.
const MAX_ELEMENTS: usize = 200_000;

/// The article of a page: menus, teasers and comments are left out, one paragraph a block. Offsets are those of the extracted text,
/// lines and columns those of the file ([`Article::origin`]). Comments that speak to sayso stay, above the paragraph they stand in or
/// before. The encoding is found from the bytes.
///
/// # Errors
/// Where no article was found in the page, or it is too large.
pub fn html(id: &str, bytes: &[u8], limits: Limits) -> Result<Article, InputError> {
    limits.admit(bytes.len())?;
    let decoded = decode(bytes, true)?;
    if most_attributes(&decoded.text) > MAX_ATTRIBUTES {
        return Err(InputError::NoArticle(format!("an element has more than {MAX_ATTRIBUTES} attributes")));
    }
    if depth(&decoded.text) > MAX_DEPTH {
        return Err(InputError::NoArticle(format!("elements are nested more than {MAX_DEPTH} deep")));
    }
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let broken = |e: dom_smoothie::ReadabilityError| InputError::NoArticle(e.to_string());
    let mut reader = Readability::new(decoded.text.as_ref(), None, Some(config)).map_err(broken)?;
    quoted::rewrite(&reader);
    for foreign in FOREIGN {
        for node in reader.doc.select(foreign).nodes() {
            // Some systems say of the whole page that it can be subscribed to.
            if !node.node_name().is_some_and(|name| ["html", "body", "main", "article"].contains(&&*name)) {
                node.remove_from_parent();
            }
        }
    }
    let date = date::given(&reader);
    let page = reader.parse().map_err(broken)?;
    let title = Some(page.title).filter(|t| !t.trim().is_empty());
    let body = page.text_content.trim();
    // The headline stands in the page's head, not in the body that was cut out: it is a sentence to judge like any other.
    let text = match &title {
        Some(title) if !body.starts_with(title.trim()) => format!("{}\n\n{body}", title.trim()),
        _ => body.to_owned(),
    };
    if body.is_empty() {
        return Err(InputError::Empty);
    }
    let metadata = Metadata {
        title,
        outlet: page.site_name,
        date: page.published_time.or(date),
        url: page.url,
        author: page.byline,
        encoding: decoded.encoding.map(str::to_owned),
        ..Metadata::default()
    };
    let woven = Woven::new(&text, &Source::new(&decoded.text));
    let article = super::article(id, &woven.text)?;
    let markup = woven.markup.iter().filter_map(|&(start, end)| article.span(start, end)).collect();
    Ok(article.with_metadata(metadata).with_markup(markup).with_lines_of(LinesOf::Cut(Box::new(woven.origin))))
}

/// The text with the comments that belong to it, and where all of it stands in the file.
struct Woven {
    text: String,
    /// Bytes of the comments, with their line ends, and of the marks of block quotations.
    markup: Vec<(usize, usize)>,
    origin: Origin,
}

impl Woven {
    fn new(text: &str, source: &Source<'_>) -> Woven {
        let (text, mut quoted) = unmarked(text);
        let text = text.as_str();
        let (found, anchors) = source.align(text);
        let mut woven = Woven { text: String::with_capacity(text.len()), markup: Vec::new(), origin: Origin::default() };
        let mut anchors = anchors.into_iter().peekable();
        let mut comments = source.comments.iter().peekable();
        let mut done = 0;
        for Found { text: paragraph, end } in found {
            woven.add(text, done..paragraph.start, &mut anchors);
            done = paragraph.start;
            while let Some((range, place)) = comments.next_if(|(range, _)| end.is_some_and(|end| range.start < end)) {
                woven.comment(source.html.get(range.clone()).unwrap_or_default(), *place);
            }
            if quoted.next_if_eq(&paragraph.start).is_some() {
                woven.markup.push((woven.text.len(), woven.text.len() + 2));
                woven.text.push_str("> ");
            }
        }
        woven.add(text, done..text.len(), &mut anchors);
        for (range, place) in comments {
            woven.text.push('\n');
            woven.comment(source.html.get(range.clone()).unwrap_or_default(), *place);
        }
        woven
    }

    /// The next part of the text, with its anchors.
    fn add(&mut self, text: &str, part: std::ops::Range<usize>, anchors: &mut std::iter::Peekable<impl Iterator<Item = Anchor>>) {
        let (start, end) = (part.start, part.end);
        while let Some(anchor) = anchors.next_if(|a| a.byte < end) {
            self.origin.push(Anchor { byte: self.text.len() + (anchor.byte - start), ..anchor });
        }
        self.text.push_str(text.get(part).unwrap_or_default());
    }

    /// A comment on lines of its own.
    fn comment(&mut self, comment: &str, place: Place) {
        let start = self.text.len();
        for (i, line) in comment.split_inclusive('\n').enumerate() {
            let place = if i == 0 { place } else { Place { line: place.line + i, column: 1 } };
            self.origin.push(Anchor { byte: self.text.len(), place, width: 1 });
            self.text.push_str(line);
        }
        self.text.push('\n');
        self.markup.push((start, self.text.len()));
    }
}

/// The text without the marks of block quotations, and the bytes before which they stood.
fn unmarked(text: &str) -> (String, std::iter::Peekable<std::vec::IntoIter<usize>>) {
    let mut clean = String::with_capacity(text.len());
    let mut marks = Vec::new();
    for part in text.split_inclusive(quoted::MARK) {
        clean.push_str(part.strip_suffix(quoted::MARK).unwrap_or(part));
        if part.ends_with(quoted::MARK) {
            marks.push(clean.len());
        }
    }
    (clean, marks.into_iter().peekable())
}

/// The most attributes that a tag has, by a scan that knows quotation marks and no more of HTML: white space outside of them.
fn most_attributes(html: &str) -> usize {
    let mut most = 0;
    for tag in html.split('<').skip(1).filter(|t| t.starts_with(|c: char| c.is_ascii_alphabetic())) {
        let (mut n, mut quote, mut before) = (0, None, b' ');
        for b in tag.bytes() {
            match quote {
                Some(q) if b == q => quote = None,
                Some(_) => {}
                None if b == b'>' => break,
                None if (b == b'"' || b == b'\'') && before == b'=' => quote = Some(b),
                None => {
                    n += usize::from((b.is_ascii_whitespace() || b == b'/' || b == b'"' || b == b'\'') && !before.is_ascii_whitespace());
                }
            }
            before = b;
        }
        most = most.max(n);
    }
    most
}

/// An upper bound of how deep elements are nested: opening tags that are open at once, by a scan that knows no HTML but void elements.
fn depth(html: &str) -> usize {
    const OPEN_ENDED: [&str; 22] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param", "source",
        "td", "th", "tr", "track", "wbr",
    ];
    let (mut open, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            open = open.saturating_sub(1);
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            let closed = tag.split('>').next().is_some_and(|t| t.ends_with('/'));
            if !closed && !OPEN_ENDED.iter().any(|v| v.eq_ignore_ascii_case(name)) {
                open += 1;
                deepest = deepest.max(open);
            }
        }
    }
    deepest
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_cut_out_with_its_paragraphs() {
        let sentence =
            "The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said, and nobody objected to it. ";
        let page = format!(
            "<!doctype html><html><head><title>Harbour vote is put off</title><meta property=\"og:site_name\" content=\"Halden Wire\">\
             <meta property=\"article:published_time\" content=\"2031-03-04\"></head><body><nav><a href=\"/a\">Home</a></nav>\
             <article><p>{s}</p><p>{s}</p><p>{s}</p><p>{s}</p></article><footer>Subscribe now</footer></body></html>",
            s = sentence.repeat(3)
        );
        let article = html("p", page.as_bytes(), Limits::default()).unwrap();
        assert!(article.text().starts_with("Harbour vote is put off\n\nThe council of Ostervik"), "{}", article.text());
        assert!(!article.text().contains("Subscribe") && article.text().matches("\n\n").count() >= 4);
        assert_eq!(article.metadata().outlet.as_deref(), Some("Halden Wire"));
        assert_eq!(article.metadata().date.as_deref(), Some("2031-03-04"));
    }

    #[test]
    fn adverts_sign_ups_and_posts_of_others_are_not_the_article() {
        let sentence =
            "The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said, and nobody objected. ";
        let page = format!(
            "<html><head><title>Harbour vote is put off</title></head><body><article><p>{s}</p><div class=\"ad-slot\"><p>Critics say this pill is a \
             scam, a scam that everybody should know of.</p></div><p>{s}</p><p class=\"newsletter-signup\">Get the outrage in your mailbox, every \
             day, for free, and forever.</p><blockquote class=\"twitter-tweet\"><p>They are thugs, all of them, and always were, I say.</p></blockquote>\
             <blockquote><p>We have said so for years, and will say so again tomorrow.</p></blockquote><p>{s}</p></article></body></html>",
            s = sentence.repeat(3)
        );
        let article = html("p", page.as_bytes(), Limits::default()).unwrap();
        assert!(!["pill", "outrage", "thugs"].iter().any(|w| article.text().contains(w)), "{}", article.text());
        assert!(article.text().contains("We have said so for years"));
    }

    #[test]
    fn block_quotations_have_a_mark_and_posts_the_line_of_who_posted_them() {
        let sentence =
            "The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said, and nobody objected. ";
        let page = format!(
            "<html><head><title>Harbour vote is put off</title></head><body><article><p>{s}</p><p>{s}</p>\
             <blockquote><p>We have said so for years.</p><p>Nobody listened to us.</p><cite>Ada Brandt</cite></blockquote><p>{s}</p>\
             <blockquote class=\"twitter-tweet\"><p>They robbed us.</p>&mdash; Omar Kell (@okell) <a href=\"#\">April 3, 2031</a></blockquote>\
             <p>{s}</p></article></body></html>",
            s = sentence.repeat(3)
        );
        let article = html("p", page.as_bytes(), Limits::default()).unwrap();
        let text = article.text();
        assert!(text.contains("> We have said so for years.\n") && text.contains("> Nobody listened to us."), "{text}");
        assert!(
            text.contains("> Ada Brandt") && text.contains("They robbed us.") && text.contains("— Omar Kell (@okell) April 3, 2031"),
            "{text}"
        );
        let doc = crate::document::Document::parse(&article);
        let blocks: Vec<_> =
            doc.blocks().iter().map(|b| (b.kind.as_str(), b.holder.clone().map(|h| doc.text_of(doc.span_of(h))))).collect();
        assert_eq!(blocks, [("quotation", Some("Ada Brandt")), ("post", Some("Omar Kell"))], "{text}");
        let listened = text.find("listened").unwrap();
        let column = page.lines().next().unwrap().chars().take(page.find("listened").unwrap()).count() + 1;
        assert_eq!(article.origin().unwrap().place(text, listened).0, Place { line: 1, column });
    }

    #[test]
    fn a_page_that_is_one_quotation_is_laid_out_so() {
        let sentence = "The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said. ".repeat(3);
        let page = format!(
            "<html><head><title>Vote</title></head><body><article><blockquote><p>{sentence}</p><p>{sentence}</p><p>{sentence}</p></blockquote></article></body></html>"
        );
        assert!(!html("p", page.as_bytes(), Limits::default()).unwrap().text().contains('>'));
    }

    #[test]
    fn a_tag_of_attributes_is_refused() {
        let bomb: String = (0..2_000).map(|n| format!(" a{n}=\"b c\"")).collect();
        let refused = html("p", format!("<p{bomb}>x</p>").as_bytes(), Limits::default()).unwrap_err();
        assert!(refused.to_string().contains("more than 1000 attributes"), "{refused}");
        assert_eq!(most_attributes("<p a=\"1 2 3\" b='4 5' c>x y z</p><br/>"), 3);
        let long = format!("<img alt=\"{}\">", "word ".repeat(5_000));
        assert_eq!(most_attributes(&long), 1);
    }

    #[test]
    fn hostile_nesting_is_refused() {
        let page = "<div>".repeat(300_000);
        assert!(matches!(html("p", page.as_bytes(), Limits::default()), Err(InputError::NoArticle(_))));
        let page = "<p>a<br><img src=x>b</p>".repeat(2_000);
        assert!(depth(&page) < 3);
    }
}
