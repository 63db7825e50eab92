//! Annotated articles: JSON Lines of `id`, `text` and `attributions`, whose `source`, `cue` and `content` are lists of
//! `[start, end]` in characters; `type` is `signal/quotation` as in `../shared/data/README.md`.
use anyhow::{Context, Result};
use sayso::{
    Article,
    attribution::{
        Input,
        tagger::{
            labels::{EDGE, OTHER, OUT},
            page::Page,
        },
    },
    document::Document,
    language,
    lexicon::{Kind, Lexicons},
};
use serde::Deserialize;
use std::{fs, path::Path};

/// One line of a file.
#[derive(Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) text: String,
    attributions: Vec<Gold>,
}

type Spans = Option<Vec<[usize; 2]>>;

#[derive(Deserialize)]
struct Gold {
    source: Spans,
    cue: Spans,
    content: Spans,
    #[serde(default, rename = "type")]
    sort: String,
}

/// An article as the learner sees it.
pub(crate) struct Sample {
    pub(crate) page: Page,
    /// By cell; `EDGE` in padding.
    pub(crate) gold: Vec<u8>,
}

pub(crate) fn read(path: &Path) -> Result<Vec<Record>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).with_context(|| format!("{}: no annotated article", path.display())))
        .collect()
}

/// Cuts an article up and projects the annotated characters onto its tokens. With `hide`, one cue word of the lexicons in
/// `hide` is hidden, so that the learner must go by its class.
pub(crate) fn sample(record: &Record, lexicons: &Lexicons, hide: Option<u64>) -> Result<Sample> {
    let article = Article::new(&record.id, &record.text)?;
    let doc = Document::parse(&article);
    let tags = language::tag(&doc);
    let hits = lexicons.scan(&doc, &tags);
    let input = Input { doc: &doc, tags: &tags, lexicons, hits: &hits, readings: None };
    let mut hidden = vec![false; doc.tokens().len()];
    if let Some(one_in) = hide {
        for hit in hits.iter().filter(|h| lexicons.entry(h.entry).kind == Kind::Cue) {
            let lot = sayso::document::key(&format!("{} {}", record.id, hit.tokens.start)) >> 20;
            hidden[hit.tokens.clone()].fill(lot.is_multiple_of(one_in));
        }
    }
    let page = Page::new(&input, |i| hidden[i]);
    let tokens = labels(record, &doc);
    let mut gold = vec![EDGE; page.cells.len()];
    for run in &page.runs {
        let mut before = OUT;
        for (cell, token) in run.cells.clone().zip(run.tokens.clone()) {
            let mut label = tokens[token];
            if label != OUT && label.is_multiple_of(2) && before != label && before + 1 != label {
                label -= 1;
            }
            gold[cell] = label;
            before = label;
        }
    }
    Ok(Sample { page, gold })
}

/// Reported speech by the type's two halves.
fn is_reported(sort: &str) -> bool {
    let (signal, quotation) = sort.split_once('/').unwrap_or((sort, ""));
    matches!(signal, "" | "say-verb" | "other-speech-verb" | "according-to" | "colon") || matches!(quotation, "direct" | "mixed")
}

/// The tagger's label of every token.
pub(crate) fn labels(record: &Record, doc: &Document<'_>) -> Vec<u8> {
    let bytes: Vec<usize> = record.text.char_indices().map(|(b, _)| b).chain([record.text.len()]).collect();
    let mut out = vec![OUT; doc.tokens().len()];
    let mut sorted: Vec<&Gold> = record.attributions.iter().collect();
    // Reported speech is written last and wins; of its parts the cue, then the source.
    sorted.sort_by_key(|g| is_reported(&g.sort));
    for gold in sorted {
        let shift = if is_reported(&gold.sort) { 0 } else { OTHER - 1 };
        for (spans, begin) in [(&gold.content, 5), (&gold.source, 1), (&gold.cue, 3)] {
            for &[start, end] in spans.iter().flatten() {
                let (Some(&start), Some(&end)) = (bytes.get(start), bytes.get(end)) else { continue };
                let first = doc.tokens().partition_point(|t| t.span.end() <= start);
                let last = doc.tokens().partition_point(|t| t.span.start() < end);
                for (k, label) in out.get_mut(first..last).into_iter().flatten().enumerate() {
                    *label = begin + shift + u8::from(k > 0);
                }
            }
        }
    }
    out
}
