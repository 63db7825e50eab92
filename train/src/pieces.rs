//! What the encoder reads of articles, for the program that trains it: one JSON line an article.
use crate::read::{articles, write_lines};
use anyhow::Result;
use sayso::{Article, annotate::Annotated, document::Document, encoder::pieces, lexicon::Lexicons};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines with `id` and `text`.
    input: PathBuf,
    /// Where to write: `{id, sentences: [{start, end, ids, quoted, senses, from, to}]}`, places in characters.
    output: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let lexicons = Lexicons::builtin();
    write_lines(&args.output, articles(&args.input, None)?.iter().map(|(id, text)| read(&lexicons, id, text)))
}

fn read(lexicons: &Lexicons, id: &str, text: &str) -> Result<Value> {
    let article = Article::new(id, text)?;
    let doc = Document::parse(&article);
    let mut characters = vec![0u32; text.len() + 1];
    let mut n = 0;
    for (i, c) in characters.iter_mut().enumerate() {
        n += u32::from(i > 0 && text.is_char_boundary(i));
        *c = n;
    }
    let sentences: Vec<Value> = (doc.sentences().iter().zip(pieces::pieces(&Annotated::new(&doc, lexicons))))
        .map(|(sentence, pieces)| {
            let place = |p: &pieces::Piece| (!p.tokens.is_empty()).then(|| doc.span_of(p.tokens.clone()));
            json!({
                "start": characters[sentence.span.start()],
                "end": characters[sentence.span.end()],
                "ids": pieces.iter().map(|p| p.id).collect::<Vec<_>>(),
                "quoted": pieces.iter().map(|p| u8::from(p.quoted)).collect::<Vec<_>>(),
                "senses": pieces.iter().map(|p| p.senses.bits()).collect::<Vec<_>>(),
                "from": pieces.iter().map(|p| place(p).map_or(0, |s| characters[s.start()])).collect::<Vec<_>>(),
                "to": pieces.iter().map(|p| place(p).map_or(0, |s| characters[s.end()])).collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(json!({ "id": id, "sentences": sentences }))
}
