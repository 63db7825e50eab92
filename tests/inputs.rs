//! What an editor has: Word documents, wire items, feeds. The files are shaped like real ones; the texts are our own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Article,
    document::Document,
    input::{self, Format, InputError, Limits},
    report::Excuse,
};
use std::{
    fmt::Write as _,
    io::{Cursor, Write},
};

fn read(name: &str, bytes: &[u8]) -> Vec<Article> {
    input::read(name, bytes, input::detect(name, bytes), Limits::default()).unwrap()
}

/// The paragraphs as the document layer sees them.
fn paragraphs(article: &Article) -> Vec<String> {
    Document::parse(article).paragraphs().iter().map(|p| article.slice(p.span).to_owned()).collect()
}

fn docx(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let core = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Harbour closed</dc:title><dc:creator>Ada Brandt</dc:creator></cp:coreProperties>"#;
    for (name, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", document), ("docProps/core.xml", core)] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn word_documents_are_read_by_paragraphs_and_runs() {
    let document = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Harbour at Orvane closed</w:t></w:r></w:p>
<w:p/>
<w:p><w:r><w:t xml:space="preserve">The reg</w:t></w:r><w:proofErr w:type="x"/><w:r><w:rPr><w:b/></w:rPr><w:t>ime</w:t></w:r><w:r><w:t xml:space="preserve"> closed the harbour &amp; the quay</w:t></w:r><w:del><w:r><w:delText> for ever</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> on Monday.</w:t></w:r></w:ins></w:p>
<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>Ships waiting:</w:t><w:tab/><w:t>twelve.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr/></w:body></w:document>"#;
    let articles = read("draft.docx", &docx(document));
    let article = &articles[0];
    assert_eq!(article.text(), "Harbour at Orvane closed\n\nThe regime closed the harbour & the quay on Monday.\nShips waiting: twelve.");
    assert_eq!((article.metadata().title.as_deref(), article.metadata().author.as_deref()), (Some("Harbour closed"), Some("Ada Brandt")));
    assert_eq!(paragraphs(article).len(), 3);
    // The line of a finding is the number of its paragraph.
    let report = Analyzer::default().analyze(article);
    let found = report.findings.iter().find(|f| f.evidence[0].span.text == "regime").unwrap();
    assert_eq!(found.evidence[0].span.line, 3);
}

#[test]
fn broken_word_documents_give_one_clear_error() {
    let fault = |bytes: &[u8]| input::docx("x", bytes, Limits::default()).unwrap_err().to_string();
    for (bytes, guess) in [
        (&b"PK\x03\x04rest"[..], "its end is missing"),
        (b"", "it is empty"),
        (b"The harbour closed.", "it is plain text; give it a name that ends in .txt"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"\xD0\xCF\x11\xE0", "it is an old Word document (.doc)"),
        (b"\xFF\x00", "it is no ZIP archive"),
    ] {
        let told = fault(bytes);
        assert!(told.starts_with(&format!("not a readable Word document (.docx): {guess}")), "{told}");
    }
    assert!(fault(&docx("<w:document><w:body>")).contains("it ends inside <body>"));
    assert!(fault(&docx("<w:document/>")).contains("no body"));
    assert_eq!(fault(&docx("<w:document><w:body><w:p/></w:body></w:document>")), "there is no text in it");
    let bomb = docx(&format!("<w:document><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>", "a ".repeat(200_000)));
    assert!(bomb.len() < 20_000);
    assert!(matches!(input::docx("x", &bomb, Limits { max_bytes: 100_000 }), Err(InputError::TooLarge { .. })));
    let deep = docx(&"<a>".repeat(100_000));
    assert!(fault(&deep).contains("nested more than"));
}

#[test]
fn ninjs_items_of_all_versions_are_read() {
    let one = r#"{"uri":"http://wire.example/1","type":"text","versioncreated":"2031-05-04T12:00:00Z","headline":"Harbour closed","byline":"Ada Brandt",
        "copyrightholder":"Orvane Wire","body_xhtml":"<p>The harbour closed.</p><p>The council &amp; the mayor met.</p>"}"#;
    let got = read("item.json", one.as_bytes());
    assert_eq!((got[0].id(), got[0].text()), ("item.json", "Harbour closed\nThe harbour closed.\nThe council & the mayor met."));
    assert_eq!(got[0].metadata().outlet.as_deref(), Some("Orvane Wire"));
    assert_eq!(got[0].metadata().url.as_deref(), Some("http://wire.example/1"));
    assert_eq!(paragraphs(&got[0]).len(), 3);
    let many = r#"[{"uri":"tag:a","headlines":[{"role":"main","value":"One"}],"bodies":[{"contenttype":"text/html","value":"<p>No.</p>"},{"contenttype":"text/plain","value":"First.\n\nSecond."}]},
        {"uri":"tag:b","type":"picture"},{"uri":"tag:c","body_text":"It rained."}]"#;
    let got = read("items.json", many.as_bytes());
    assert_eq!(got.iter().map(|a| (a.id(), a.text())).collect::<Vec<_>>(), [("tag:a", "One\nFirst.\nSecond."), ("tag:c", "It rained.")]);
    let fault = |text: &str| input::ninjs("x", text.as_bytes(), Limits::default()).unwrap_err().to_string();
    assert!(fault("{\"uri\": ").starts_with("not a readable ninjs item: EOF"));
    assert!(fault("{\"uri\": \"x\"}").contains("no item has a text"));
    assert!(fault("7").contains("neither an object"));
}

#[test]
fn newsml_g2_items_are_read_in_nitf_and_xhtml() {
    let message = r#"<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
 <newsItem guid="urn:newsml:wire.example:1" version="2"><itemMeta><provider literal="Orvane Wire"/><versionCreated>2031-05-04</versionCreated></itemMeta>
  <contentMeta><headline>Harbour closed</headline><by>By Ada Brandt</by></contentMeta>
  <contentSet><inlineXML contenttype="application/nitf+xml"><nitf><head><title>no</title></head><body><body.head><hedline><hl1>no</hl1></hedline></body.head>
   <body.content><p>The harbour closed on <chron>Monday</chron>.</p><p>The caf&#233; &amp; the quay, too.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
 <newsItem guid="urn:newsml:wire.example:2"><contentMeta/><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><p>It rained.</p></body></html></inlineXML></contentSet></newsItem>
 <newsItem guid="urn:newsml:wire.example:3"><contentSet><remoteContent href="p.jpg"/></contentSet></newsItem>
</itemSet></newsMessage>"#;
    let got = read("wire.xml", message.as_bytes());
    assert_eq!(
        got.iter().map(|a| (a.id(), a.text())).collect::<Vec<_>>(),
        [
            ("urn:newsml:wire.example:1", "Harbour closed\nThe harbour closed on Monday.\nThe café & the quay, too."),
            ("urn:newsml:wire.example:2", "It rained."),
        ]
    );
    assert_eq!(got[0].metadata().outlet.as_deref(), Some("Orvane Wire"));
    let fault = |text: &str| input::newsml("x", text.as_bytes(), Limits::default()).unwrap_err().to_string();
    assert!(fault("<newsItem><contentSet>").contains("it ends inside <contentSet>"));
    assert!(fault("<newsItem>\n<a></b>\n</newsItem>").contains("line 2"), "{}", fault("<newsItem>\n<a></b>\n</newsItem>"));
    assert!(fault("<other/>").contains("no newsItem"));
}

#[test]
fn feeds_give_an_article_an_entry() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orvane Courier</title>
  <item><title>Harbour closed</title><link>https://courier.example/1</link><guid>g1</guid><dc:creator>Ada Brandt</dc:creator><pubDate>Mon, 04 May 2031 12:00:00 GMT</pubDate>
   <description>Short.</description><content:encoded><![CDATA[<p>The harbour closed.</p><script>no()</script><p>It&rsquo;s raining.</p>]]></content:encoded></item>
  <item><title>Only a title</title></item>
  <item><title>Rain</title><description>&lt;p&gt;It rained.&lt;/p&gt;</description></item></channel></rss>"#;
    let got = read("feed.rss", rss.as_bytes());
    assert_eq!(
        got.iter().map(|a| (a.id(), a.text())).collect::<Vec<_>>(),
        [("g1", "Harbour closed\nThe harbour closed.\nIt’s raining."), ("feed.rss#3", "Rain\nIt rained.")]
    );
    let m = got[0].metadata();
    assert_eq!(
        (m.outlet.as_deref(), m.author.as_deref(), m.url.as_deref()),
        (Some("Orvane Courier"), Some("Ada Brandt"), Some("https://courier.example/1"))
    );
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Rain</title><id>tag:1</id><link rel="alternate" href="https://c.example/r"/>
  <author><name>Ada Brandt</name></author><updated>2031-05-04</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <em>rained</em>.</p></div></content></entry></feed>"#;
    let got = read("feed.atom", atom.as_bytes());
    assert_eq!((got[0].id(), got[0].text(), got[0].metadata().author.as_deref()), ("tag:1", "Rain\nIt rained.", Some("Ada Brandt")));
    let fault = |text: &str| input::feed("x", text.as_bytes(), Limits::default()).unwrap_err().to_string();
    assert!(fault("<html></html>").contains("its first element is <html>"));
    assert!(fault("").contains("no element"));
    assert!(fault("<rss><channel/></rss>").contains("no entry has a text"));
}

#[test]
fn any_bytes_in_any_format_are_articles_or_an_error() {
    let pieces = [
        "<rss><item>", "<content>", "&#x0;", "&bogus;", "]]>", "<![CDATA[", "</item>", "{\"body_text\":", "\"\\u0000\"", "}", "<", ">",
        "PK\u{3}\u{4}", "\u{0}", "é", "<p a=\"", "<!--",
    ];
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..3000 {
        let text: String = (0..random.usize(0..12)).map(|_| pieces[random.usize(0..pieces.len())]).collect();
        for format in [Format::Docx, Format::Ninjs, Format::NewsMl, Format::Feed, Format::Jsonl, Format::Markdown, Format::Text] {
            for article in input::read("x", text.as_bytes(), format, Limits::default()).into_iter().flatten() {
                assert!(article.markup().windows(2).all(|w| w[0].end() <= w[1].start()));
                assert!(Document::parse(&article).sentences().len() <= article.text().len());
            }
        }
    }
}

const PAGE: &str = r#"<!doctype html>
<html><head><title>Regime shuts quay &amp; harbour at Orvane – Halden Wire</title>
<style>p > a { color: red }</style><script>var x = "<p>The regime</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/r">The brutal winter</a></li></ul></nav>
<article>
<!-- sayso allow loaded-term because: the ministry's own headline -->
<h1>Regime shuts quay &amp; harbour at Orvane</h1>
<p class="lead">The council of Ostervik met on Monday, late, and put off
   the vote on the plan; caf&eacute;s closed, <b>as ever</b>, and the <a title="a > b" href="/r">reg<i>ime</i></a> fell,
   and&nbsp;then the thugs &mdash; as ever &mdash; came.</p>
<!-- sayso allow loaded-term
     "brutal" because: the court's own word -->
<p>The brutal ferry sank in the morning, and the council met, and the mayor went home, and it rained.</p>
<aside>Read more: our pick</aside>
<ul><li>Short.<br>Then the regime said nothing about it, and the council put off its vote again, and went home.</li></ul>
<p>The brutal ferry sank in the morning, and the council met again, and the mayor stayed there, and it rained.</p>
</article></body></html>
"#;

#[test]
fn lines_and_columns_of_a_page_are_those_of_the_file() {
    let article = &read("page.html", PAGE.as_bytes())[0];
    let report = Analyzer::default().analyze(article);
    let source: Vec<Vec<char>> = PAGE.lines().map(|l| l.chars().collect()).collect();
    let mut places = Vec::new();
    for f in report.findings.iter().chain(&report.excused).filter(|f| f.rule == "loaded-term") {
        let at = &f.evidence[0].span;
        let written: String = source[at.line - 1][at.column - 1..at.end_column - 1].iter().collect();
        places.push((at.line, at.text.clone(), written, f.because));
        // Offsets are those of the text.
        assert_eq!(article.text().chars().skip(at.start).take(at.end - at.start).collect::<String>(), at.text);
    }
    let place = |line, word: &str, written: &str, because| (line, word.to_owned(), written.to_owned(), because);
    places.sort();
    assert_eq!(
        places,
        [
            place(7, "Regime", "Regime", Some(Excuse::Suppressed)),
            place(9, "regime", "reg<i>ime", None),
            place(10, "thugs", "thugs", None),
            place(13, "brutal", "brutal", Some(Excuse::Suppressed)),
            place(15, "regime", "regime", None),
            place(16, "brutal", "brutal", None),
        ]
    );
    assert!(report.findings.iter().all(|f| f.rule != "unused-suppression"));
}

#[test]
fn a_named_character_of_two_code_points_shifts_no_place_behind_it() {
    let page = PAGE.replace("caf&eacute;s closed", &format!("caf&eacute;s {} closed", "&nvle; ".repeat(40)));
    let report = Analyzer::default().analyze(&read("page.html", page.as_bytes())[0]);
    let line: Vec<char> = page.lines().nth(9 - 1).unwrap().chars().collect();
    let at = report.findings.iter().map(|f| &f.evidence[0].span).find(|s| s.line == 9 && s.text == "regime").unwrap();
    assert_eq!(line[at.column - 1..at.end_column - 1].iter().collect::<String>(), "reg<i>ime");
}

#[test]
fn an_allowance_in_a_page_that_allows_nothing_is_told_at_its_own_line() {
    let page = PAGE.replace("<aside>Read", "<!-- sayso allow loaded-term \"dodo\" because: no -->\n<aside>Read");
    let report = Analyzer::default().analyze(&read("page.html", page.as_bytes())[0]);
    let unused: Vec<_> = report.findings.iter().filter(|f| f.rule == "unused-suppression").map(|f| &f.evidence[0].span).collect();
    assert_eq!(unused.iter().map(|s| (s.line, s.column, s.end_line)).collect::<Vec<_>>(), [(14, 1, 14)]);
}

/// Whatever stands between them, every word of a page is found where it stands, or said to be near where the search was given up.
#[test]
fn every_word_of_any_page_has_its_place() {
    let pieces = [
        "<b>",
        "</b>",
        "<br>",
        "\n",
        "<p>",
        "</p>\n<p>",
        "&amp;",
        "&nbsp;",
        "&bogus;",
        "&#8217;",
        "&",
        "<!-- x > y -->",
        "<i title='>'>",
        "</i>",
        " é ",
        " < ",
        "<script>word0 <p></script>",
        "<aside>left out</aside>",
        "<h2>",
        "</h2>",
    ];
    let mut random = fastrand::Rng::with_seed(11);
    let (mut right, mut all) = (0, 0);
    for _ in 0..200 {
        let mut page = String::from("<html><head><title>A page of letters</title></head><body><article>");
        for word in 0..random.usize(40..200) {
            page.push_str("<p>".repeat(usize::from(word % 40 == 0)).as_str());
            write!(page, "w{word}, ").unwrap();
            if random.u8(..) < 100 {
                page.push_str(pieces[random.usize(0..pieces.len())]);
            }
        }
        let Ok(article) = input::html("p", page.as_bytes(), Limits::default()) else { continue };
        let source: Vec<Vec<char>> = page.split('\n').map(|l| l.chars().collect()).collect();
        let origin = article.origin().unwrap();
        for (at, word) in article.text().match_indices('w').filter_map(|(at, _)| Some((at, article.text()[at..].split(',').next()?))) {
            let place = origin.place(article.text(), at).0;
            let line = &source[place.line - 1];
            let there: String = line.iter().skip(place.column - 1).take(word.chars().count()).collect();
            all += 1;
            right += usize::from(there == word);
        }
    }
    assert!(all > 5000 && right * 100 >= all * 99, "{right} of {all}");
}

#[test]
fn pages_that_repeat_themselves_are_read_all_the_same() {
    let page =
        format!("<html><body><article>{}</article></body></html>", "<p>The council met, and the mayor said so, again.</p>\n".repeat(3000));
    let article = input::html("p", page.as_bytes(), Limits::default()).unwrap();
    let last = article.text().rfind("The council").unwrap();
    assert_eq!(article.origin().unwrap().place(article.text(), last).0.line, 3000);
}
