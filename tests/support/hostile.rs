//! What must hold whatever the bytes are: shared by the tests and the fuzz targets in `fuzz/`.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Article, Report,
    config::{self, Engine, Settings},
    corpus::{self, Columns, Duplicates, Extra, ReadOptions, RecordKind, Signature, View},
    input::{self, Format, Limits},
    lexicon::{self, Lexicons},
    render::{self, Options, Template},
    report::{SpanCited, Unit},
    review::{Baseline, Changes},
};
use std::{
    io::{BufReader, Cursor},
    sync::OnceLock,
};

/// Both engines, compiled once.
fn analyzer(engine: Engine) -> &'static Analyzer {
    static FAST: OnceLock<Analyzer> = OnceLock::new();
    static CONTEXT: OnceLock<Analyzer> = OnceLock::new();
    let made = match engine {
        Engine::Fast => &FAST,
        Engine::Context => &CONTEXT,
    };
    made.get_or_init(|| Analyzer::builder().settings(Settings { engine, ..Settings::default() }).build())
}

/// Any text, judged and written in every format.
pub(crate) fn analyze(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let article = Article::new("fuzz", text.as_ref()).unwrap();
    check(&article, Engine::Fast);
    // The encoder takes its time.
    if data.len() < 600 {
        check(&article, Engine::Context);
    }
}

/// Any bytes, read as every format; what comes out is judged.
pub(crate) fn inputs(data: &[u8]) {
    let limits = Limits { max_bytes: 1 << 16 };
    let (Some(&choice), bytes) = (data.first(), data.get(1..).unwrap_or_default()) else { return };
    let formats = [Format::Text, Format::Markdown, Format::Html, Format::Docx, Format::Ninjs, Format::NewsMl, Format::Feed, Format::Jsonl];
    let kinds = [RecordKind::Csv, RecordKind::Tsv, RecordKind::Warc, RecordKind::Jsonl, RecordKind::Json];
    let _ = input::detect("x", bytes);
    let _ = input::decode(bytes, true);
    let articles: Vec<Article> = match usize::from(choice) % 16 {
        n @ 0..8 => input::read("fuzz", bytes, formats[n], limits).unwrap_or_default(),
        n @ 8..13 => records(bytes, &ReadOptions { limits, kind: Some(kinds[n - 8]), ..ReadOptions::default() }),
        13 => records(bytes, &ReadOptions { limits, encoding: Some(input_encoding(bytes)), ..ReadOptions::default() }),
        14 => parquet(bytes, limits),
        _ => records(bytes, &ReadOptions { limits, ..ReadOptions::default() }),
    };
    for article in articles.iter().take(3) {
        check(article, Engine::Fast);
    }
}

fn input_encoding(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let all = [encoding_rs::UTF_16LE, encoding_rs::WINDOWS_1252, encoding_rs::SHIFT_JIS, encoding_rs::GB18030];
    all[bytes.len() % all.len()]
}

fn records(bytes: &[u8], options: &ReadOptions) -> Vec<Article> {
    let limits = options.limits;
    let records = corpus::records("x", BufReader::with_capacity(61, Cursor::new(bytes.to_vec())), options);
    records.take(200).filter_map(|r| r.ok()?.1.article(limits).ok()).collect()
}

fn parquet(bytes: &[u8], limits: Limits) -> Vec<Article> {
    let records = corpus::seekable(Cursor::new(bytes.to_vec()), &ReadOptions { limits, ..ReadOptions::default() });
    records.take(200).filter_map(|r| r.ok()?.1.article(limits).ok()).collect()
}

/// Any text as settings, lexicon, list of known findings, diff, template.
pub(crate) fn config(data: &[u8]) {
    let (Some(&choice), rest) = (data.first(), data.get(1..).unwrap_or_default()) else { return };
    let text = String::from_utf8_lossy(rest);
    match choice % 5 {
        0 => {
            if let Ok(file) = config::parse("x", &text) {
                let layer = config::Layer { origin: "x".to_owned(), options: file.options() };
                let _ = config::merge(&[layer]);
            }
        }
        1 => {
            let _ = lexicon::check("x", &text);
            if let Ok(file) = lexicon::parse("x", &text) {
                let mut all = lexicon::builtin();
                all.push(file);
                let analyzer = Analyzer::builder()
                    .lexicons(Lexicons::compile(all))
                    .settings(Settings { engine: Engine::Fast, ..Settings::default() })
                    .build();
                judged(&analyzer, &Article::new("x", "The regime fell, Mara Lind said.").unwrap());
            }
        }
        2 => {
            if let Ok(baseline) = Baseline::parse(&text) {
                let again = baseline.to_text();
                assert_eq!(Baseline::parse(&again).unwrap().to_text(), again);
            }
        }
        3 => {
            let report = judged(analyzer(Engine::Fast), &Article::new("x", "The regime fell.").unwrap());
            if let Ok(changes) = Changes::parse(&text) {
                for path in changes.paths() {
                    changes.apply(&mut report.clone(), path);
                }
            }
        }
        _ => {
            if let Ok(template) = Template::new("x", &text) {
                let report = judged(analyzer(Engine::Fast), &Article::new("x", "The regime fell.").unwrap());
                let _ = render::Render::render(&template, &[report], &Options::default(), &mut std::io::sink());
            }
        }
    }
}

fn check(article: &Article, engine: Engine) {
    let report = judged(analyzer(engine), article);
    let columns = {
        static COLUMNS: OnceLock<Columns> = OnceLock::new();
        COLUMNS.get_or_init(|| {
            Columns::new(analyzer(Engine::Fast).lexicons(), &Extra { sentence_text: true, messages: true, ..Extra::default() })
        })
    };
    let view = View::new(1, "x", 1, article, &report, columns);
    let _ = corpus::rows(columns, &view, true);
    if let Some(signature) = Signature::of(article.text()) {
        let _ = Duplicates::new(10).find(signature, 1);
    }
}

/// Judges an article and checks that the report hangs together.
fn judged(analyzer: &Analyzer, article: &Article) -> Report {
    let report = analyzer.analyze(article);
    let sentences = report.sentences.len();
    let inside = |span: &SpanCited| {
        let slice = article.text().get(span.byte_start..span.byte_end).expect("a span lies in the text, on character boundaries");
        assert!(span.text == slice || span.text.ends_with('…') || span.text.len() < slice.len(), "{:?} is not {slice:?}", span.text);
    };
    for attribution in &report.attributions {
        assert!(attribution.sentence < sentences, "an attribution in no sentence");
        assert!(attribution.source_id.is_none_or(|id| id < report.sources.len()));
        attribution.content.iter().chain(&attribution.cue).chain(&attribution.source).for_each(inside);
        let holds = |s: &SpanCited| attribution.content.iter().any(|c| s.at.start <= c.at.start && c.at.end <= s.at.end);
        assert!(!attribution.source.as_ref().is_some_and(holds), "a source holds its own content");
    }
    for finding in report.findings.iter().chain(&report.excused) {
        assert!(finding.sentence < sentences && !finding.evidence.is_empty(), "a finding in no sentence, or without evidence");
        finding.evidence.iter().for_each(|e| inside(&e.span));
    }
    for score in &report.scores {
        assert!(
            score.unit != Unit::Share || score.numerator <= score.denominator,
            "{}: {} of {}",
            score.id,
            score.numerator,
            score.denominator
        );
    }
    let again = sayso::reopen(&report.keep().unwrap()).expect("a kept report can be read");
    for format in render::FORMATS {
        let written = |report: &Report| {
            let mut bytes = Vec::new();
            format.render(std::slice::from_ref(report), &Options::default(), &mut bytes).unwrap();
            String::from_utf8(bytes).expect("every format is UTF-8")
        };
        let text = written(&report);
        assert!(text == written(&again), "{}: a kept report is shown otherwise", format.format().name);
        match format.format().name {
            "json" | "sarif" | "gitlab" => drop(serde_json::from_str::<serde_json::Value>(&text).expect("JSON")),
            "junit" | "checkstyle" => xml(&text),
            "text" | "line" | "github" => {
                assert!(!text.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}']), "{} steers the terminal", format.format().name);
            }
            _ => {}
        }
    }
    report
}

fn xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Eof => return,
            event => drop(event),
        }
    }
}
