//! The examples of loaded entries as lessons: our own sentences in which a word judges (`matches`) or is plain (`allows`).
use crate::check::crc32;
use anyhow::Result;
use sayso::{
    Article,
    annotate::Annotated,
    document::Document,
    lexicon::{self, Kind, LexiconFile, Lexicons},
};
use serde_json::{Value, json};
use std::{fs, io::Write, path::PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with the loaded lexicons.
    folder: PathBuf,
    /// Where to write: `{id, text, fold, words: [{start, end, loaded}]}`, places in characters, `loaded` 0, 1 (mild) or 2.
    output: PathBuf,
}

/// Entries are held back in so many parts.
const FOLDS: u32 = 5;

pub(crate) fn run(args: &Args) -> Result<()> {
    let lexicons = Lexicons::builtin();
    let mut paths: Vec<PathBuf> = fs::read_dir(&args.folder)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    paths.sort();
    let files = paths.iter().map(|p| Ok(lexicon::parse(&p.display().to_string(), &fs::read_to_string(p)?)?));
    let mut all: Vec<(u32, String, Lesson)> = Vec::new();
    for file in files.collect::<Result<Vec<LexiconFile>>>()?.iter().filter(|f| f.kind == Kind::Loaded) {
        for example in file.examples() {
            if let Some(lesson) = lesson(&lexicons, &example.entry, example.expected, &example.text)? {
                all.push((crc32(&example.entry) % FOLDS, example.text, lesson));
            }
        }
    }
    all.sort_by_key(|(fold, text, _)| (*fold, crc32(text)));
    let mut out = std::io::BufWriter::new(fs::File::create(&args.output)?);
    let (mut at, mut number) = (0, 0);
    while at < all.len() {
        let fold = all[at].0;
        // One to eight sentences together, since in the program hardly any stands alone.
        let end = (at + 1 + number % 8).min(all.len());
        let group: Vec<_> = all[at..end].iter().take_while(|(f, ..)| *f == fold).collect();
        let (mut text, mut words) = (String::new(), Vec::new());
        for (_, sentence, lesson) in &group {
            let from = text.chars().count();
            text.push_str(sentence);
            text.push_str("\n\n");
            words.extend(
                lesson.places.iter().map(|(start, end)| json!({ "start": from + start, "end": from + end, "loaded": lesson.loaded })),
            );
        }
        let row: Value = json!({ "id": format!("examples-{number}"), "text": text, "fold": fold, "words": words });
        serde_json::to_writer(&mut out, &row)?;
        out.write_all(b"\n")?;
        at += group.len();
        number += 1;
    }
    Ok(())
}

/// Where the entry stands in its example, and what it is there.
struct Lesson {
    places: Vec<(usize, usize)>,
    loaded: u8,
}

fn lesson(lexicons: &Lexicons, entry: &str, judges: bool, text: &str) -> Result<Option<Lesson>> {
    let Some(id) = lexicons.find(entry) else { return Ok(None) };
    let level = lexicons.entry(id).level.own;
    let loaded = match level {
        None | Some(sayso::level::Level::Off) => return Ok(None),
        _ if !judges => 0,
        Some(sayso::level::Level::Note) => 1,
        Some(_) => 2,
    };
    let article = Article::new("", text)?;
    let doc = Document::parse(&article);
    let characters = |byte: usize| text[..byte].chars().count();
    let places: Vec<_> = Annotated::new(&doc, lexicons)
        .hits
        .iter()
        .filter(|h| h.entry == id)
        .map(|h| (characters(h.span.start()), characters(h.span.end())))
        .collect();
    Ok((!places.is_empty()).then_some(Lesson { places, loaded }))
}
