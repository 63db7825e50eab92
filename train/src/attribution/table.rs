//! Figures while training, and predictions for the judge.
use super::data::{Record, labels};
use anyhow::{Context, Result};
use sayso::{
    Article,
    attribution::{
        Attribution, Input, assemble,
        tagger::{
            Labelled, label_with,
            labels::{OTHER, split},
            weights::Weights,
        },
    },
    document::Document,
    language,
    lexicon::Lexicons,
    span::Span,
};
use serde_json::{Value, json};
use std::{fmt::Write, fs, path::Path};

/// F1 of the tokens and of the exact spans of reported source, cue and content.
pub(crate) fn print(name: &str, gold: &[u8], guess: &[u8]) {
    let mut line = String::new();
    for (part, first) in [("source", 1u8), ("cue", 3), ("content", 5)] {
        let of = |y: u8| y == first || y == first + 1;
        let (mut both, mut g, mut p) = (0, 0, 0);
        for (&a, &b) in gold.iter().zip(guess) {
            both += usize::from(of(a) && of(b));
            g += usize::from(of(a));
            p += usize::from(of(b));
        }
        let (gold, guess) = (exact(gold, first), exact(guess, first));
        let same = guess.iter().filter(|s| gold.binary_search(s).is_ok()).count();
        let _ = write!(line, " | {part} tokens {:.3} exact {:.3}", f1(both, g, p), f1(same, gold.len(), guess.len()));
    }
    let other = |y: &u8| *y >= OTHER;
    let both = gold.iter().zip(guess).filter(|(a, b)| other(a) && other(b)).count();
    let f = f1(both, gold.iter().filter(|y| other(y)).count(), guess.iter().filter(|y| other(y)).count());
    eprintln!("{name}{line} | other {f:.3}");
}

fn f1(both: usize, a: usize, b: usize) -> f64 {
    2.0 * both as f64 / ((a + b) as f64).max(1.0)
}

fn exact(labels: &[u8], first: u8) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (i, y) in labels.iter().enumerate() {
        if *y == first {
            let end = labels[i + 1..].iter().position(|y| *y != first + 1).map_or(labels.len(), |k| i + 1 + k);
            out.push((i, end));
        }
    }
    out
}

/// Writes what the packed weights make of the articles, as `score.py` reads it.
pub(crate) fn reports(records: &[Record], lexicons: &Lexicons, packed: Vec<u8>, path: &Path) -> Result<()> {
    let weights = Weights::read(Box::leak(packed.into_boxed_slice()))?;
    let mut time = 0.0;
    write(records, lexicons, path, |_, input| {
        let start = cpu();
        let labels = label_with(&weights, input);
        time += cpu() - start;
        labels
    })?;
    let bytes: usize = records.iter().map(|r| r.text.len()).sum();
    eprintln!("tagged {:.1} MB/s", bytes as f64 / 1e6 / time);
    Ok(())
}

/// Writes what linking makes of the annotated labels.
pub(crate) fn linked(records: &[Record], lexicons: &Lexicons, path: &Path) -> Result<()> {
    write(records, lexicons, path, |record, input| {
        let (reported, other) = labels(record, input.doc).into_iter().map(split).unzip();
        Labelled { reported, other }
    })
}

fn write(records: &[Record], lexicons: &Lexicons, path: &Path, mut label: impl FnMut(&Record, &Input<'_>) -> Labelled) -> Result<()> {
    let mut out = String::new();
    for r in records {
        let article = Article::new(&r.id, &r.text)?;
        let doc = Document::parse(&article);
        let tags = language::tag(&doc);
        let hits = lexicons.scan(&doc, &tags);
        let input = Input { doc: &doc, tags: &tags, lexicons, hits: &hits, readings: None };
        let found = assemble(&input, &label(r, &input));
        let attributions: Vec<Value> = found.items.iter().map(|a| attribution(&r.text, a)).collect();
        writeln!(out, "{}", json!({"article": {"id": r.id}, "sentences": [], "attributions": attributions}))?;
    }
    fs::write(path, out).with_context(|| format!("cannot write {}", path.display()))
}

fn attribution(text: &str, a: &Attribution) -> Value {
    let span = |s: Span| {
        let start = text[..s.start()].chars().count();
        json!({"start": start, "end": start + text[s.start()..s.end()].chars().count()})
    };
    json!({"source": a.source.map(span), "cue": a.cue.map(span), "content": a.content.iter().copied().map(span).collect::<Vec<_>>()})
}

/// Seconds this thread has computed; other programs on the machine do not count.
fn cpu() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
