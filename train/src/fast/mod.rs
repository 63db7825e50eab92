//! Trains the fast engine on the encoder's readings (distillation, Hinton et al. 2015).
//!
//! What the second look sees while it learns was scored by weights that had not seen the article (a jackknife in two halves), as it
//! will be in use. A tenth of the articles only sets the offsets, so that the thresholds of the encoder hold for both engines.
mod learner;
mod texts;

use anyhow::Result;
use learner::Learner;
use sayso::{
    encoder::{SENTENCE, Score, TOKEN, Thresholds},
    fast::{self, features, features::Summary},
};
use std::{fs, path::PathBuf, time::Instant};
use texts::Text;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines with `id` and `text`, or CoNLL-U.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// Where to write the weights.
    #[arg(long)]
    out: PathBuf,
    /// The encoder's weights; the embedded ones otherwise.
    #[arg(long)]
    encoder: Option<PathBuf>,
    /// A folder that keeps the encoder's scores, for the next run with the same inputs.
    #[arg(long)]
    labels: Option<PathBuf>,
    /// Texts of this file are left out.
    #[arg(long)]
    without: Option<PathBuf>,
    /// Hold back the k-th of n parts, `k/n`, as `train.py` does.
    #[arg(long)]
    fold: Option<String>,
    #[arg(long, default_value_t = 4)]
    epochs: usize,
    /// Logarithms of the numbers of rows.
    #[arg(long, value_delimiter = ',', default_values_t = [16, 14, 15, 10])]
    rows: Vec<u32>,
    #[arg(long, value_delimiter = ',', default_values_t = [0.05, 0.05, 0.03, 0.02])]
    rates: Vec<f32>,
}

/// Scores under way, 256 for a logit of one, as the engine has them.
type Rows<const N: usize> = Vec<Vec<[Score; N]>>;

pub(crate) fn run(args: &Args) -> Result<()> {
    let start = Instant::now();
    let embedded;
    let encoder = match &args.encoder {
        Some(path) => {
            embedded = crate::read::weights(path)?;
            &embedded
        }
        None => sayso::encoder::embedded().ok_or_else(|| anyhow::anyhow!("no weights are embedded"))?,
    };
    let mut texts = texts::texts(encoder, &args.inputs, args.without.as_deref(), args.labels.as_deref())?;
    texts.retain(|t| !args.fold.as_deref().is_some_and(|fold| crate::check::holds_back(fold, &t.id)));
    // By a number that has nothing to do with the order of the files.
    texts.sort_by_key(|t| t.id.bytes().fold(17u32, |h, b| h.wrapping_mul(0x0100_0193) ^ u32::from(b)));
    let held = texts.len() / 10;
    let (measured, learned) = texts.split_at(held);
    let sentences: usize = texts.iter().map(|t| t.sentences.len()).sum();
    println!("{} articles, {sentences} sentences, read in {} s", texts.len(), start.elapsed().as_secs());

    let pieces = first_pieces(args, learned);
    let before = jackknife(learned, |part| first_pieces(args, part), score_pieces);
    let more = second_pieces(args, learned, &before);
    println!("pieces: {} s", start.elapsed().as_secs());
    let rows = jackknife(
        learned,
        |part| first_pieces(args, part),
        |learner, text| {
            let rows = score_pieces(learner, text);
            add_pieces(&more, text, rows)
        },
    );
    let summaries: Vec<Vec<Summary>> = learned.iter().zip(&rows).map(|(t, r)| fast::summaries(&t.page, r)).collect();
    let first = first_sentences(args, learned, &summaries);
    let before = jackknife_sentences(args, learned, &summaries);
    let second = second_sentences(args, learned, &summaries, &before);
    println!("sentences: {} s", start.elapsed().as_secs());

    let mut held = Held::default();
    for text in measured {
        let rows = add_pieces(&more, text, score_pieces(&pieces, text));
        let lines = fast::summaries(&text.page, &rows);
        let sentences = add_sentences(&second, text, &lines, score_sentences(&first, text, &lines));
        held.take(text, &rows, &sentences);
    }
    let (of_pieces, of_sentences) = held.offsets();
    let mut bytes = fast::weights::MAGIC.to_vec();
    pieces.pack(&[0.; TOKEN], &mut bytes);
    more.pack(&of_pieces, &mut bytes);
    first.pack(&[0.; SENTENCE], &mut bytes);
    second.pack(&of_sentences, &mut bytes);
    fs::write(&args.out, &bytes)?;
    println!("{} bytes, {} s", bytes.len(), start.elapsed().as_secs());
    Ok(())
}

fn sigmoid(z: f32) -> f32 {
    1. / (1. + (-z).exp())
}

/// Gradient of the cross-entropy between the teacher's distribution over some outputs and the pupil's.
fn choose<const N: usize>(z: &[f32; N], teacher: &[f32; N], from: usize, n: usize, weight: f32, gradient: &mut [f32; N]) {
    let soft = |z: &[f32; N]| {
        let most = z[from..from + n].iter().copied().fold(f32::MIN, f32::max);
        let e: Vec<f32> = z[from..from + n].iter().map(|z| (z - most).exp()).collect();
        let sum: f32 = e.iter().sum();
        e.into_iter().map(move |e| e / sum).collect::<Vec<f32>>()
    };
    for (k, (p, q)) in soft(z).into_iter().zip(soft(teacher)).enumerate() {
        gradient[from + k] = weight * (p - q);
    }
}

fn of_piece(z: &[f32; TOKEN], teacher: &[f32; TOKEN]) -> [f32; TOKEN] {
    let mut gradient = [0.; TOKEN];
    choose(z, teacher, 0, 7, 1., &mut gradient);
    choose(z, teacher, 7, 7, 1., &mut gradient);
    for k in 14..TOKEN {
        gradient[k] = sigmoid(z[k]) - sigmoid(teacher[k]);
    }
    gradient
}

fn of_sentence(z: &[f32; SENTENCE], teacher: &[f32; SENTENCE]) -> [f32; SENTENCE] {
    let mut gradient = [0.; SENTENCE];
    choose(z, teacher, 0, 4, 1., &mut gradient);
    choose(z, teacher, 6, 8, 0.1 + sigmoid(teacher[4]), &mut gradient);
    for k in [4, 5].into_iter().chain(14..SENTENCE) {
        gradient[k] = sigmoid(z[k]) - sigmoid(teacher[k]);
    }
    gradient
}

/// Later epochs take smaller steps; articles come in another order in each.
fn epochs(n: usize, epochs: usize, mut learn: impl FnMut(usize, f32)) {
    for epoch in 0..epochs {
        let stride = [1, 7, 13, 29, 31, 37, 41, 43][epoch % 8];
        for i in 0..n {
            let at = if n.is_multiple_of(stride) { i } else { i * stride % n };
            learn(at, 1. - 0.8 * (epoch * n + i) as f32 / (epochs * n) as f32);
        }
    }
}

fn logits<const N: usize>(row: &[Score; N]) -> [f32; N] {
    row.map(|z| z as f32 / 256.)
}

fn scores<const N: usize>(z: [f32; N]) -> [Score; N] {
    z.map(|z| (z * 256.).round() as Score)
}

fn first_pieces(args: &Args, texts: &[Text]) -> Learner<TOKEN> {
    let mut learner = Learner::new(args.rows[0], args.rates[0]);
    let mut list = Vec::new();
    epochs(texts.len(), args.epochs, |t, rate| {
        let text = &texts[t];
        for line in 0..text.page.lines.len() {
            features::of_pieces(&text.page, line, &mut list, |i, features| {
                if let Some(teacher) = &text.pieces[i] {
                    learner.learn(features, &of_piece(&learner.weigh(features), teacher), rate);
                }
            });
        }
    });
    learner
}

fn score_pieces(learner: &Learner<TOKEN>, text: &Text) -> Vec<[Score; TOKEN]> {
    let mut rows = vec![[0; TOKEN]; text.page.cells.len()];
    let mut list = Vec::new();
    for line in 0..text.page.lines.len() {
        features::of_pieces(&text.page, line, &mut list, |i, features| rows[i] = scores(learner.weigh(features)));
    }
    rows
}

fn second_pieces(args: &Args, texts: &[Text], before: &Rows<TOKEN>) -> Learner<TOKEN> {
    let mut learner = Learner::new(args.rows[1], args.rates[1]);
    let mut list = Vec::new();
    epochs(texts.len(), args.epochs, |t, rate| {
        let (text, rows) = (&texts[t], &before[t]);
        let (labels, lines) = (fast::labels(&text.page, rows), fast::summaries(&text.page, rows));
        for line in 0..text.page.lines.len() {
            features::of_labels(&text.page, &labels, &lines, line, &mut list, |i, features| {
                if let Some(teacher) = &text.pieces[i] {
                    let mut z = logits(&rows[i]);
                    z.iter_mut().zip(learner.weigh(features)).for_each(|(z, more)| *z += more);
                    learner.learn(features, &of_piece(&z, teacher), rate);
                }
            });
        }
    });
    learner
}

fn add_pieces(learner: &Learner<TOKEN>, text: &Text, mut rows: Vec<[Score; TOKEN]>) -> Vec<[Score; TOKEN]> {
    let (labels, lines) = (fast::labels(&text.page, &rows), fast::summaries(&text.page, &rows));
    let mut list = Vec::new();
    for line in 0..text.page.lines.len() {
        features::of_labels(&text.page, &labels, &lines, line, &mut list, |i, features| {
            rows[i].iter_mut().zip(scores(learner.weigh(features))).for_each(|(z, more)| *z += more);
        });
    }
    rows
}

fn first_sentences(args: &Args, texts: &[Text], lines: &[Vec<Summary>]) -> Learner<SENTENCE> {
    let mut learner = Learner::new(args.rows[2], args.rates[2]);
    let mut list = Vec::new();
    epochs(texts.len(), 2 * args.epochs, |t, rate| {
        let text = &texts[t];
        for (line, teacher) in text.sentences.iter().enumerate() {
            features::of_sentence(&text.page, &lines[t], line, &mut list);
            learner.learn(&list, &of_sentence(&learner.weigh(&list), teacher), rate);
        }
    });
    learner
}

fn score_sentences(learner: &Learner<SENTENCE>, text: &Text, lines: &[Summary]) -> Vec<[Score; SENTENCE]> {
    let mut list = Vec::new();
    let score = |line| {
        features::of_sentence(&text.page, lines, line, &mut list);
        scores(learner.weigh(&list))
    };
    (0..text.sentences.len()).map(score).collect()
}

fn second_sentences(args: &Args, texts: &[Text], lines: &[Vec<Summary>], before: &Rows<SENTENCE>) -> Learner<SENTENCE> {
    let mut learner = Learner::new(args.rows[3], args.rates[3]);
    let mut list = Vec::new();
    epochs(texts.len(), 2 * args.epochs, |t, rate| {
        let text = &texts[t];
        let voices: Vec<u8> = before[t].iter().map(fast::voice).collect();
        for (line, teacher) in text.sentences.iter().enumerate() {
            features::of_voices(&text.page, &lines[t], &voices, features::outlets(&voices), line, &mut list);
            let mut z = logits(&before[t][line]);
            z.iter_mut().zip(learner.weigh(&list)).for_each(|(z, more)| *z += more);
            learner.learn(&list, &of_sentence(&z, teacher), rate);
        }
    });
    learner
}

fn add_sentences(learner: &Learner<SENTENCE>, text: &Text, lines: &[Summary], mut rows: Vec<[Score; SENTENCE]>) -> Vec<[Score; SENTENCE]> {
    let voices: Vec<u8> = rows.iter().map(fast::voice).collect();
    let outlets = features::outlets(&voices);
    let mut list = Vec::new();
    for (line, row) in rows.iter_mut().enumerate() {
        features::of_voices(&text.page, lines, &voices, outlets, line, &mut list);
        row.iter_mut().zip(scores(learner.weigh(&list))).for_each(|(z, more)| *z += more);
    }
    rows
}

/// Scores of every article by weights that learned from the other half.
fn jackknife<const N: usize>(
    texts: &[Text],
    learn: impl Fn(&[Text]) -> Learner<N>,
    score: impl Fn(&Learner<N>, &Text) -> Vec<[Score; N]>,
) -> Rows<N> {
    let (a, b) = texts.split_at(texts.len() / 2);
    let (of_a, of_b) = (learn(a), learn(b));
    a.iter().map(|t| score(&of_b, t)).chain(b.iter().map(|t| score(&of_a, t))).collect()
}

fn jackknife_sentences(args: &Args, texts: &[Text], lines: &[Vec<Summary>]) -> Rows<SENTENCE> {
    let half = texts.len() / 2;
    let (of_a, of_b) = (first_sentences(args, &texts[..half], &lines[..half]), first_sentences(args, &texts[half..], &lines[half..]));
    (texts.iter().zip(lines).enumerate()).map(|(i, (t, l))| score_sentences(if i < half { &of_b } else { &of_a }, t, l)).collect()
}

/// Scores of the articles that only set the offsets, beside the encoder's.
#[derive(Default)]
struct Held {
    pieces: Vec<([f32; TOKEN], [f32; TOKEN])>,
    sentences: Vec<([f32; SENTENCE], [f32; SENTENCE])>,
}

impl Held {
    fn take(&mut self, text: &Text, rows: &[[Score; TOKEN]], sentences: &[[Score; SENTENCE]]) {
        self.pieces.extend(rows.iter().zip(&text.pieces).filter_map(|(row, teacher)| Some((logits(row), (*teacher)?))));
        self.sentences.extend(sentences.iter().zip(&text.sentences).map(|(row, teacher)| (logits(row), *teacher)));
    }

    /// So that at the encoder's thresholds the decisions agree best with the encoder's (F measure; van Rijsbergen 1979).
    fn offsets(&self) -> ([f32; TOKEN], [f32; SENTENCE]) {
        let least = Thresholds::default();
        let (mut of_pieces, mut of_sentences) = ([0.; TOKEN], [0.; SENTENCE]);
        let same = |a: &[f32; SENTENCE]| (0..4).reduce(|x, y| if a[y] > a[x] { y } else { x });
        let voices = self.sentences.iter().filter(|(a, b)| same(a) == same(b)).count();
        println!(
            "held back: {} sentences, voice as the encoder's in {:.3}",
            self.sentences.len(),
            voices as f32 / self.sentences.len() as f32
        );
        for (name, k, least) in [("loaded", 16, least.unlisted), ("strong", 17, 0)] {
            let pairs: Vec<(f32, f32)> = self.pieces.iter().map(|(a, b)| (a[k], b[k])).collect();
            of_pieces[k] = offset(name, pairs, least, 1.);
        }
        // Precision counts more where a mark stands on the score alone.
        let decide = [
            ("needs strongly", 5, 0, 1.),
            ("vague", 14, least.vague, 1.),
            ("alone", 15, ALONE, 1.),
            ("alone strongly", 16, ALONE, 1.),
            ("unnamed", 20, (least.unnamed + least.unnamed_for_certain) / 2, 1.),
        ];
        for (name, k, least, beta) in decide {
            of_sentences[k] = offset(name, self.sentences.iter().map(|(a, b)| (a[k], b[k])).collect(), least, beta);
        }
        // As `SentenceReading::asks` adds them up.
        let asks = |(a, b): &([f32; SENTENCE], [f32; SENTENCE])| (a[4] + (a[5] + of_sentences[5]) / 2., b[4] + b[5] / 2.);
        of_sentences[4] = offset("needs", self.sentences.iter().map(asks).collect(), least.needs, 0.75);
        (of_pieces, of_sentences)
    }
}

/// Of the encoder's own score: what decides is `claim::alone`, to which it is one sign of three.
const ALONE: Score = -350;

fn offset(name: &str, mut pairs: Vec<(f32, f32)>, least: Score, beta: f32) -> f32 {
    let least = least as f32 / 256.;
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let gold = pairs.iter().filter(|p| p.1 >= least).count();
    let (mut hit, mut best) = (0, (0., 0.));
    for (n, (own, teacher)) in pairs.iter().enumerate() {
        hit += usize::from(*teacher >= least);
        let f = (1. + beta * beta) * hit as f32 / ((n + 1) as f32 + beta * beta * gold as f32);
        best = if f > best.0 { (f, *own) } else { best };
    }
    println!("  {name}: F{beta} {:.3} with the encoder's decisions ({gold}), offset {:.2}", best.0, least - best.1);
    least - best.1
}
