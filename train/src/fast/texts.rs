//! What the fast engine learns from: articles as it reads them, with the encoder's scores beside them.
use crate::read::{articles, parallel, text};
use anyhow::Result;
use sayso::{
    Article,
    annotate::Annotated,
    document::Document,
    encoder::{self, SENTENCE, TOKEN, pieces},
    fast::page::Page,
    lexicon::Lexicons,
};
use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

pub(crate) struct Text {
    pub(crate) id: String,
    pub(crate) page: Page,
    /// The encoder's scores by cell of the page, as logits; `None` in padding.
    pub(crate) pieces: Vec<Option<[f32; TOKEN]>>,
    pub(crate) sentences: Vec<[f32; SENTENCE]>,
}

/// All articles of files, each text once; those of `without` are left out. `labels` is a folder that keeps the encoder's scores.
pub(crate) fn texts(weights: &encoder::Weights, paths: &[PathBuf], without: Option<&Path>, labels: Option<&Path>) -> Result<Vec<Text>> {
    let lexicons = Lexicons::builtin();
    let mut seen: HashSet<String> = match without {
        Some(path) => records(path)?.into_iter().map(|r| r.1).collect(),
        None => HashSet::new(),
    };
    let mut out = Vec::new();
    for path in paths {
        let records: Vec<_> = records(path)?.into_iter().filter(|r| seen.insert(r.1.clone())).collect();
        let mut all = parallel(&records, |(id, text)| read(&lexicons, id, text))?;
        let kept = labels.map(|folder| folder.join(path.file_name().unwrap_or_default()));
        let known = kept.as_ref().filter(|path| path.exists()).map(fs::read).transpose()?.unwrap_or_default();
        if known.is_empty() {
            let scores = parallel(&all, |(_, pieces)| Ok(encoder::scores(weights, pieces)))?;
            for ((text, _), scores) in all.iter_mut().zip(scores) {
                text.teach(&scores);
            }
        }
        let mut known = known.as_chunks::<2>().0.iter().map(|n| f32::from(i16::from_le_bytes(*n)) / 256.);
        let mut dump = Vec::new();
        for (text, _) in &mut all {
            for number in text.pieces.iter_mut().flatten().flatten().chain(text.sentences.iter_mut().flatten()) {
                match known.next() {
                    Some(from) => *number = from,
                    None => dump.extend(((*number * 256.) as i16).to_le_bytes()),
                }
            }
        }
        if let Some(path) = kept.filter(|_| !dump.is_empty()) {
            fs::write(path, dump)?;
        }
        out.extend(all.into_iter().map(|(text, _)| text));
    }
    Ok(out)
}

/// Id and text of every article of a JSON Lines file, or of every document of a CoNLL-U file.
fn records(path: &Path) -> Result<Vec<(String, String)>> {
    if path.extension().is_none_or(|e| e != "conllu") {
        return articles(path, None);
    }
    let mut out: Vec<(String, String)> = Vec::new();
    let mut gap = "";
    for line in text(path)?.lines().filter_map(|l| l.strip_prefix("# ")) {
        if let Some((_, id)) = line.split_once("newdoc id = ") {
            out.push((id.to_owned(), String::new()));
            gap = "";
        } else if line.starts_with("newpar") {
            gap = if gap.is_empty() { "" } else { "\n\n" };
        } else if let (Some(sentence), Some((_, text))) = (line.strip_prefix("text = "), out.last_mut()) {
            text.push_str(gap);
            text.push_str(sentence);
            gap = " ";
        }
    }
    Ok(out)
}

fn read(lexicons: &Lexicons, id: &str, text: &str) -> Result<(Text, Vec<Vec<pieces::Piece>>)> {
    let article = Article::new(id, text)?;
    let doc = Document::parse(&article);
    let sentences = pieces::pieces(&Annotated::new(&doc, lexicons));
    let page = Page::new(&sentences);
    let mut text = Text { id: id.to_owned(), pieces: vec![None; page.cells.len()], sentences: vec![[0.; SENTENCE]; sentences.len()], page };
    for (line, pieces) in text.page.lines.clone().into_iter().zip(&sentences) {
        text.pieces[line].iter_mut().take(pieces.len().min(LONGEST)).for_each(|p| *p = Some([0.; TOKEN]));
    }
    Ok((text, sentences))
}

/// So much of a sentence is read by the encoder wherever it stands in a window.
const LONGEST: usize = 200;

impl Text {
    fn teach(&mut self, scores: &[encoder::Scores]) {
        let logit = |z: i32| z as f32 / 256.;
        for (line, scores) in self.page.lines.iter().zip(scores) {
            for (to, row) in self.pieces[line.clone()].iter_mut().zip(&scores.pieces) {
                *to = Some(row.map(logit));
            }
        }
        for (to, scores) in self.sentences.iter_mut().zip(scores) {
            *to = scores.sentence.map(logit);
        }
    }
}
