//! `--format docx`: a draft gets comments and keeps everything else. The documents are shaped like Word's; the texts are our own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]
use sayso::{
    Analyzer,
    input::{self, Draft, Limits},
    render,
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{Cursor, Read, Write},
    ops::Range,
    path::Path,
    process::{Command, Stdio},
};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>COMMENTS</Types>"#;
const COMMENTS_TYPE: &str = r#"<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>"#;
const ROOT_RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://harbour.example/" TargetMode="External"/>COMMENTS</Relationships>"#;
const COMMENTS_REL: &str = r#"<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>"#;
const OLD_COMMENT: &str = r#"<w:comment w:id="7" w:author="Ada Brandt" w:date="2031-05-04T12:00:00Z" w:initials="AB"><w:p><w:r><w:t>Is that so?</w:t></w:r></w:p></w:comment>"#;
const NOTES: &str = r#"<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t xml:space="preserve"> The regime denied it.</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>Nobody refers to this.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

/// Tracked changes, a comment, a link, a field, a table, a footnote, tabs, entities, an alternative, a formula, a hidden run.
const BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Harbour at Orvane closed</w:t></w:r></w:p>
<w:p w:rsidR="00A1"><w:r w:rsidRPr="00B2"><w:rPr><w:i/><w:color w:val="FF0000"/></w:rPr><w:t>The brutal regime of the island</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> shamef</w:t></w:r><w:r><w:t>ully closed the harbour &amp; the "old" quay</w:t></w:r><w:del w:id="11" w:author="Ben Holt" w:date="2031-05-04T09:00:00Z"><w:r><w:delText xml:space="preserve"> for ever</w:delText></w:r></w:del><w:ins w:id="12" w:author="Ben Holt" w:date="2031-05-04T09:00:00Z"><w:r><w:t xml:space="preserve"> on a disastrous Monday</w:t></w:r></w:ins><w:commentRangeStart w:id="7"/><w:r><w:t>, critics say</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="rId3"><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>the corrupt council</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>and its cronies</w:t><w:br/><w:t>who lied&#8239;again</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve">. Page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12 or so</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent><w:t xml:space="preserve"> of them </w:t></w:r><m:oMath><m:r><m:t>x plus y</m:t></m:r></m:oMath></w:p>
<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>A cell &lt;wide&gt; of lies</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr/>"#;

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{W}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><w:body>{body}</w:body></w:document>"
    )
}

/// The parts of a draft, with a comment of an editor's or with none.
fn parts(document: &str, commented: bool) -> Vec<(&'static str, String)> {
    let of = |text: &str, told: &str| text.replace("COMMENTS", if commented { told } else { "" });
    let mut parts = vec![
        ("[Content_Types].xml", of(TYPES, COMMENTS_TYPE)),
        ("_rels/.rels", ROOT_RELS.to_owned()),
        ("word/document.xml", document.to_owned()),
        ("word/_rels/document.xml.rels", of(RELS, COMMENTS_REL)),
        ("word/footnotes.xml", NOTES.to_owned()),
        ("word/theme/odd name.bin", "\u{1}not XML\u{2}".repeat(50)),
    ];
    if commented {
        parts.push(("word/comments.xml", format!("<?xml version=\"1.0\"?>\n<w:comments xmlns:w=\"{W}\">{OLD_COMMENT}</w:comments>")));
    }
    parts
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn unzipped(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}

fn text_of(bytes: &[u8]) -> String {
    input::docx("draft.docx", bytes, Limits::default()).unwrap().text().to_owned()
}

fn commented(bytes: &[u8], comments: &[(Range<usize>, String)]) -> Result<Vec<u8>, input::InputError> {
    Draft::read("draft.docx", bytes, Limits::default())?.1.with_comments(comments)
}

/// A comment on every word: what it says is the word's number.
fn on_words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match words.last_mut().filter(|w| w.end == at) {
            Some(word) => word.end = at + c.len_utf8(),
            None => words.push(at..at + c.len_utf8()),
        }
    }
    words.into_iter().enumerate().map(|(i, w)| (w, format!("word {i}"))).collect()
}

/// Every character of `t` elements, with the formatting of its run and whether it was inserted.
fn letters(xml: &str) -> Vec<(char, String, bool)> {
    let mut out = Vec::new();
    let (mut format, mut inserted) = (String::new(), false);
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let name = tag.split([' ', '/']).find(|n| !n.is_empty()).unwrap_or_default();
        match (name, tag.starts_with('/')) {
            ("w:ins", closes) => inserted = !closes,
            ("w:r", false) => format.clear(),
            ("w:i" | "w:b" | "w:u" | "w:color" | "w:vanish", _) => format.push_str(tag),
            ("w:t" | "m:t", false) => out.extend(plain(text).chars().map(|c| (c, format.clone(), inserted))),
            _ => {}
        }
    }
    out
}

fn plain(xml: &str) -> String {
    xml.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#8239;", "\u{202F}").replace("&amp;", "&")
}

/// The words that the comment of that number stands on.
fn inside(xml: &str, id: usize) -> String {
    let between = xml.split_once(&format!("<w:commentRangeStart w:id=\"{id}\"/>")).unwrap().1;
    let between =
        between.split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")).unwrap().0;
    letters(between).into_iter().map(|(c, ..)| c).collect()
}

#[test]
fn comments_stand_on_their_words_and_nothing_else_changes() {
    let source = document(BODY);
    let draft = zipped(&parts(&source, true));
    let text = text_of(&draft);
    assert!(text.ends_with("A cell <wide> of lies\nThe regime denied it."), "{text}");
    let comments = on_words(&text);
    assert!(comments.len() > 50);
    let marked = commented(&draft, &comments).unwrap();
    assert_eq!(marked, commented(&draft, &comments).unwrap(), "the same bytes every time");
    assert_eq!(text_of(&marked), text);
    assert_eq!(commented(&marked, &comments).unwrap(), marked, "what was said is not said again");
    let (old, new) = (unzipped(&draft), unzipped(&marked));
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    for name in ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/footnotes.xml", "word/theme/odd name.bin"] {
        assert_eq!(old[name], new[name], "{name}");
    }
    let xml = &new["word/document.xml"];
    let strip = |xml: &str| xml.matches("<w:ins ").count() * 100 + xml.matches("<w:del ").count() * 10 + xml.matches("mc:Alt").count();
    assert_eq!((letters(&source), strip(&source)), (letters(xml), strip(xml)), "letters keep their formatting");
    for ((words, _), id) in comments.iter().zip(8..) {
        assert!(new["word/comments.xml"].contains(&format!("w:id=\"{id}\" w:author=\"sayso\" w:initials=\"s\">")), "{id}");
        let word = &text[words.clone()];
        // A note's words are commented where the text refers to it, a formula as a whole.
        let expected = if words.start > text.len() - 22 {
            ""
        } else if ["x", "plus", "y"].contains(&word) {
            "x plus y"
        } else {
            word
        };
        assert_eq!(inside(xml, id), expected, "{id} {word}");
    }
    assert!(new["word/comments.xml"].contains(OLD_COMMENT) && inside(xml, 7) == ", critics say");
    assert!(new["word/comments.xml"].contains("<w:t xml:space=\"preserve\">word 3</w:t>"));
}

#[test]
fn runs_are_cut_with_their_formatting_and_space_kept() {
    let body = r#"<w:p><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>one two three</w:t></w:r></w:p>"#;
    let marked = commented(&zipped(&parts(&document(body), false)), &[(4..7, "a <b>\nc".to_owned()), (4..13, "d".to_owned())]).unwrap();
    let new = unzipped(&marked);
    let run = |t: &str| format!(r#"<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr>{t}</w:r>"#);
    let end = |n: u8| format!(r#"<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>"#);
    let expected = format!(
        r#"<w:p>{}<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/>{}{}{}{}</w:p>"#,
        run(r#"<w:t xml:space="preserve">one </w:t>"#),
        run(r#"<w:t xml:space="preserve">two</w:t>"#),
        end(0),
        run(r#"<w:t xml:space="preserve"> three</w:t>"#),
        end(1),
    );
    assert_eq!(new["word/document.xml"], document(&expected));
    assert!(new["word/comments.xml"].contains("a &lt;b&gt;</w:t></w:r></w:p><w:p>"));
    assert!(new["[Content_Types].xml"].contains(COMMENTS_TYPE));
    assert!(new["word/_rels/document.xml.rels"].contains(
        "Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/>"
    ));
}

#[test]
fn odd_prefixes_and_odd_texts_stay_well_formed() {
    let default = document(BODY).replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns=");
    let other = document(BODY).replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=");
    let odd = document(
        "<w:p><w:t>loose words</w:t><w:r><w:t><![CDATA[in a section]]></w:t><w:x><w:t>deep words</w:t></w:x></w:r><w:r><w:t xml:space=\"default\">a b\r\nc &nobody; d</w:t></w:r><w:r><w:t>e\r\nf &nobody; g</w:t></w:r></w:p>",
    );
    let heavy = document(&format!("<w:p><w:r><w:rPr><w:x w:y=\"{}\"/></w:rPr><w:t>too much to repeat</w:t></w:r></w:p>", "z".repeat(5000)));
    let strict = document(BODY).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main");
    for source in [default, other, odd, heavy, strict] {
        let draft = zipped(&parts(&source, false));
        let text = text_of(&draft);
        let marked = commented(&draft, &on_words(&text)).unwrap();
        assert_eq!(text_of(&marked), text);
        let comments = &unzipped(&marked)["word/comments.xml"];
        assert_eq!(comments.matches("author=\"sayso\"").count(), on_words(&text).len());
        assert_eq!(comments.contains("purl"), source.contains("purl"));
    }
}

#[test]
fn comments_on_no_words_leave_the_file_as_it_is() {
    let draft = zipped(&parts(&document(BODY), true));
    assert_eq!(commented(&draft, &[]).unwrap(), draft);
    let nowhere = [(0, 0), (5, 2), (1 << 40, 1 << 41)].map(|(start, end)| (Range { start, end }, String::new()));
    assert_eq!(commented(&draft, &nowhere).unwrap(), draft);
}

#[test]
fn broken_packages_give_one_sentence() {
    let with = |name: &str, text: Option<&str>| {
        let mut parts = parts(&document(BODY), true);
        parts.retain(|p| p.0 != name);
        let name: &'static str = name.to_owned().leak();
        parts.extend(text.map(|t| (name, t.to_owned())));
        commented(&zipped(&parts), &[(0..7, "x".to_owned())]).map_err(|e| e.to_string())
    };
    for (name, text, says) in [
        ("word/comments.xml", Some("<w:comments>"), "word/comments.xml: it ends inside <comments>"),
        ("word/comments.xml", None, "names word/comments.xml, which is not in it"),
        ("word/_rels/document.xml.rels", Some("no"), "word/_rels/document.xml.rels: there is no element in it"),
        ("[Content_Types].xml", None, "it holds no [Content_Types].xml"),
        ("word/document.xml", None, "it holds no word/document.xml"),
    ] {
        let fault = with(name, text).unwrap_err();
        assert!(fault.contains(says), "{fault}");
    }
    assert!(with("word/_rels/document.xml.rels", None).is_ok(), "relationships are made where there are none");
    let draft = zipped(&parts(&document(BODY), true));
    for end in (0..draft.len()).step_by(5) {
        let _ = commented(&draft[..end], &[(0..7, "x".to_owned())]);
        let mut bent = draft.clone();
        bent[end] ^= 0x55;
        let _ = commented(&bent, &[(0..7, "x".to_owned())]);
    }
    // A document with a hole in it is refused, or keeps its text.
    let source = document(BODY);
    let mut read = 0;
    for (from, length) in (0..source.len() - 40).step_by(5).zip([1, 3, 8, 21, 34].into_iter().cycle()) {
        let holed = zipped(&parts(&format!("{}{}", &source[..from], &source[from + length..]), true));
        let Ok(article) = input::docx("x", &holed, Limits::default()) else { continue };
        let marked = commented(&holed, &on_words(article.text())).unwrap();
        assert_eq!(text_of(&marked), article.text(), "{from} {length}");
        read += 1;
    }
    assert!(read > 50, "{read}");
}

/// A quadratic pass would take minutes.
#[test]
fn many_comments_in_one_run_take_linear_time() {
    let words = "word &amp; ".repeat(60_000);
    let draft = zipped(&parts(&document(&format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")), false));
    let text = text_of(&draft);
    let comments = on_words(&text);
    assert_eq!(comments.len(), 60_000);
    assert_eq!(text_of(&commented(&draft, &comments).unwrap()), text);
}

#[test]
fn every_mark_is_a_comment_on_its_evidence() {
    let draft = zipped(&parts(&document(BODY), true));
    let (article, mut read) = Draft::read("draft.docx", &draft, Limits::default()).unwrap();
    let report = Analyzer::default().analyze(&article);
    let comments = render::comments(&report);
    assert!(comments.len() > 2);
    let new = unzipped(&read.with_comments(&comments).unwrap());
    for ((words, says), id) in comments.iter().zip(8..) {
        let found = report.findings.iter().find(|f| (f.evidence[0].span.byte_start..f.evidence[0].span.byte_end) == *words).unwrap();
        assert!(says.contains(&format!("[{}, {}]", found.rule, found.level.as_str())), "{says}");
        let on = inside(&new["word/document.xml"], id);
        // A line break inside the words is an element, no letter.
        let words_of = |text: &str| text.replace(char::is_whitespace, "");
        let in_note = on.is_empty() && words.start > article.text().len() - 22;
        assert!(in_note || words_of(&on) == words_of(&found.evidence[0].span.text), "{on}: {says}");
    }
}

fn sayso(folder: &Path, args: &[&str]) -> (Option<i32>, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    let out = command.current_dir(folder).arg("check").args(["--format", "docx"]).args(args).stdin(Stdio::null()).output().unwrap();
    (out.status.code(), out.stdout, String::from_utf8(out.stderr).unwrap())
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("docx-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("draft.docx"), zipped(&parts(&document(BODY), true))).unwrap();
    folder
}

#[test]
fn the_command_writes_a_file_or_a_folder_and_says_what_it_cannot() {
    let folder = folder("command");
    std::fs::write(folder.join("notes.txt"), "The harbour closed.").unwrap();
    let (code, marked, _) = sayso(&folder, &["--fail-on", "never", "draft.docx"]);
    assert_eq!((code, unzipped(&marked)["word/comments.xml"].contains("sayso")), (Some(0), true));
    let (code, out, told) = sayso(&folder, &["--format", "html", "--output", "out", "draft.docx"]);
    assert_eq!((code, out.len(), told.contains("fails")), (Some(1), 0, true), "{told}");
    assert_eq!(std::fs::read(folder.join("out/draft.docx")).unwrap(), marked);
    assert!(folder.join("out/draft.html").exists());
    let (_, _, told) = sayso(&folder, &["--output", "out", "draft.docx"]);
    assert!(told.contains("exists already; --force overwrites it"), "{told}");
    let (code, out, told) = sayso(&folder, &["notes.txt"]);
    assert_eq!((code, out.len()), (Some(2), 0));
    assert_eq!(
        told,
        "sayso: notes.txt: is no Word document, and --format docx puts comments into one; save it as .docx, or choose another format\n"
    );
    let (code, _, told) = sayso(&folder, &["draft.docx", "notes.txt"]);
    assert_eq!(
        (code, told.as_str()),
        (Some(2), "sayso: several documents do not fit into one; name a folder for them: --format docx --output DIR\n")
    );
}

/// Other programs read what was written. Where they are not installed, this says so and is left out.
#[test]
fn other_programs_open_it() {
    let folder = folder("others");
    let (_, marked, _) = sayso(&folder, &["draft.docx"]);
    std::fs::write(folder.join("marked.docx"), &marked).unwrap();
    let expected = unzipped(&marked)["word/comments.xml"].matches("<w:comment ").count();
    let run = |program: &str, args: &[&str]| {
        let out = Command::new(program).current_dir(&folder).args(args).stdin(Stdio::null()).output().ok()?;
        Some((out.status.success(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr)))
    };
    let python = std::env::var("SAYSO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = "import docx; d = docx.Document('marked.docx'); print(len(list(d.comments)), '|'.join(p.text for p in d.paragraphs))";
    if run(&python, &["-c", "import docx; docx.document.Document.comments"]).is_some_and(|(fine, _)| fine) {
        let (fine, said) = run(&python, &["-c", script]).unwrap();
        assert!(fine && said.starts_with(&format!("{expected} Harbour at Orvane closed|The brutal regime of the island")), "{said}");
    } else {
        eprintln!("skipped: {python} has no python-docx 1.2 (SAYSO_PYTHON names another)");
    }
    let home = format!("-env:UserInstallation=file://{}/home", folder.display());
    let mut said = String::new();
    let converted = run("soffice", &[&home, "--headless", "--convert-to", "fodt", "marked.docx"]);
    if let Some((fine, what)) = converted {
        let _ = write!(said, "{what}");
        assert!(fine, "{said}");
        let open = std::fs::read_to_string(folder.join("marked.fodt")).expect(&said);
        assert_eq!(open.matches("<office:annotation ").count(), expected);
        assert!(open.contains("<dc:creator>sayso</dc:creator>") && open.contains("<dc:creator>Ada Brandt</dc:creator>"));
        assert_eq!((open.matches("<text:insertion>").count(), open.matches("<text:deletion>").count()), (1, 1));
    } else {
        eprintln!("skipped: LibreOffice (soffice) is not installed");
    }
}
