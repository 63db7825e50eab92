//! Accuracy of models on annotated files.
use crate::{conllu, loadedness, pos::normalised};
use anyhow::Result;
use sayso::{
    language::{Model, Word},
    loadedness::Weights,
};
use std::{fmt, fs, path::PathBuf, time::Instant};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// CoNLL-U files: accuracy of the part-of-speech tagger on their words.
    #[arg(long, num_args = 0..)]
    conllu: Vec<PathBuf>,
    /// The part-of-speech model.
    #[arg(long, default_value = "models/en/pos.bin")]
    pos: PathBuf,
    /// Sentences with `text`, `label` and `outlet`, JSONL: accuracy of the loadedness score.
    #[arg(long, num_args = 0..)]
    loadedness: Vec<PathBuf>,
    /// The weights of that score.
    #[arg(long, default_value = "models/en/loadedness.toml")]
    weights: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if !args.conllu.is_empty() {
        let bytes = fs::read(&args.pos)?;
        let model = Model::read(&bytes)?;
        for path in &args.conllu {
            println!("{}: {}", path.display(), tagging(&model, &conllu::read(path)?));
        }
    }
    if !args.loadedness.is_empty() {
        let weights = Weights::parse(&fs::read_to_string(&args.weights)?)?;
        for path in &args.loadedness {
            println!("{}: {}", path.display(), loadedness::judge(&weights, &loadedness::read(path)?));
        }
    }
    Ok(())
}

/// How well words are tagged.
pub(crate) struct Tagging {
    words: usize,
    right_pos: usize,
    right_form: usize,
    words_per_second: f64,
}

impl fmt::Display for Tagging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |n: usize| 100.0 * n as f64 / self.words.max(1) as f64;
        let (pos, both) = (percent(self.right_pos), percent(self.right_form));
        write!(f, "UPOS {pos:.2} %, with inflection {both:.2} %, {} words, {:.2} M words/s", self.words, self.words_per_second / 1e6)
    }
}

/// Tags the words of annotated sentences and compares. The clock runs as in the library: normalised words are there, all else is made.
pub(crate) fn tagging(model: &Model<'_>, sentences: &[Vec<conllu::Word>]) -> Tagging {
    let norms: Vec<Vec<(String, u64)>> = sentences.iter().map(|s| s.iter().map(|w| normalised(&w.form)).collect()).collect();
    let (mut words, mut labels) = (Vec::new(), Vec::new());
    let start = Instant::now();
    for (sentence, norms) in sentences.iter().zip(&norms) {
        words.clear();
        words.extend(sentence.iter().zip(norms).map(|(w, (norm, key))| Word::new(&w.form, norm, *key)));
        model.recognise(&mut words);
        model.label(&words, &mut labels);
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut result = Tagging { words: labels.len(), right_pos: 0, right_form: 0, words_per_second: labels.len() as f64 / seconds };
    for (gold, &label) in sentences.iter().flatten().zip(&labels) {
        let tag = model.labels()[usize::from(label)];
        result.right_pos += usize::from(tag.pos == gold.tag.pos);
        result.right_form += usize::from(tag == gold.tag);
    }
    result
}
