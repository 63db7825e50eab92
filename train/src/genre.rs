//! Weights that tell what an article is: a multinomial logistic regression over the signs of `sayso::genre`, from articles labelled by hand.
use crate::{
    check::crc32,
    logistic,
    read::{articles, text},
};
use anyhow::{Context, Result, bail};
use sayso::{
    Analyzer, Article,
    config::{Engine, Genre, Profile, Settings},
    genre::Told,
    logistic::Sign,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Parts of the cross-validation.
const FOLDS: u32 = 5;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines with `id` and `text`.
    input: PathBuf,
    /// Labels, `id` and `genre` in two columns divided by a tab.
    #[arg(long, default_value = "train/genres.tsv")]
    labels: PathBuf,
    /// Articles of our own, one a file, which the labels call by their names.
    #[arg(long, default_value = "train/articles")]
    articles: PathBuf,
    /// Short articles of our own of the kinds that are rare, many a file: `=== id`, then the text; the file's name is the genre.
    #[arg(long, default_value = "train/genres")]
    rare: PathBuf,
    /// Weights of the encoder other than the embedded ones, as `train/encoder/export.py` writes them.
    #[arg(long)]
    encoder: Option<PathBuf>,
    /// Read with the fast engine.
    #[arg(long)]
    fast: bool,
    /// Pull of every weight but the intercepts towards zero: the variance of its normal prior, in standard deviations, is one over this.
    #[arg(long, default_value_t = 4.0)]
    shrink: f64,
    /// Also write the signs of every article, a table for whoever tries others.
    #[arg(long)]
    signs: Option<PathBuf>,
    /// The weights.
    #[arg(long, default_value = "models/en/genre.toml")]
    out: PathBuf,
}

struct Sample {
    id: String,
    /// Ours, and not a publisher's.
    own: bool,
    signs: Vec<Sign>,
    genre: Genre,
}

/// A sample and what was told of it by weights that had not seen it.
type Judged<'a> = (&'a Sample, Told);

pub(crate) fn run(args: &Args) -> Result<()> {
    let samples = read(args)?;
    if let Some(path) = &args.signs {
        fs::write(path, table(&samples)).with_context(|| path.display().to_string())?;
    }
    let learn = |samples: &[&Sample]| {
        let rows: Vec<_> = samples.iter().map(|s| (s.signs.as_slice(), s.genre)).collect();
        logistic::learn_genres(&rows, args.shrink)
    };
    let mut judged: Vec<(u32, Judged<'_>)> = Vec::new();
    for fold in 0..FOLDS {
        let (held, learned): (Vec<&Sample>, Vec<&Sample>) = samples.iter().partition(|s| crc32(&s.id) % FOLDS == fold);
        let weights = learn(&learned);
        judged.extend(held.into_iter().map(|s| (fold, (s, Told::by(&weights, &s.signs)))));
    }
    for (what, own) in [("publishers' articles", Some(false)), ("our own", Some(true)), ("all", None)] {
        let part: Vec<&(u32, Judged<'_>)> = judged.iter().filter(|(_, (s, _))| own.is_none_or(|own| s.own == own)).collect();
        tell(what, &part);
    }
    let weights = learn(&samples.iter().collect::<Vec<_>>());
    fs::write(&args.out, logistic::written_genres(&weights)).with_context(|| args.out.display().to_string())?;
    println!("{} articles, {} signs written to {}", samples.len(), weights.signs.len(), args.out.display());
    Ok(())
}

fn read(args: &Args) -> Result<Vec<Sample>> {
    let labels = text(&args.labels)?;
    let labels: BTreeMap<&str, &str> = labels.lines().skip(1).filter_map(|l| l.split_once('\t')).collect();
    let engine = if args.fast { Engine::Fast } else { Engine::Context };
    let mut analyzer = Analyzer::builder().settings(Settings { engine, profile: Profile::Research, ..Settings::default() });
    if let Some(path) = &args.encoder {
        analyzer = analyzer.encoder(crate::read::weights(path)?);
    }
    let analyzer = analyzer.build();
    let mut samples = Vec::new();
    let mut add = |id: &str, own: bool, text: &str, genre: &str| -> Result<()> {
        let Ok(genre) = genre.parse::<Genre>() else { bail!("{}: {id}: no genre is called `{genre}`", args.labels.display()) };
        samples.push(Sample { id: id.to_owned(), own, signs: analyzer.signs(&Article::new(id, text)?), genre });
        Ok(())
    };
    for (id, text) in articles(&args.input, None)? {
        if let Some(label) = labels.get(id.as_str()) {
            add(&id, false, &text, label)?;
        }
    }
    for (path, id) in files(&args.articles)? {
        if let Some(label) = labels.get(id.as_str()) {
            let whole = text(&path)?;
            add(&id, true, whole.split("\n--- labels\n").next().unwrap_or_default(), label)?;
        }
    }
    for (path, genre) in files(&args.rare)? {
        for block in text(&path)?.split("=== ").skip(1) {
            let (id, text) = block.split_once('\n').unwrap_or((block, ""));
            add(id, true, text.trim(), &genre)?;
        }
    }
    Ok(samples)
}

/// The text files of a folder, with their names, in order.
fn files(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
    let text = paths.into_iter().filter(|p| p.extension().is_some_and(|x| x == "txt"));
    let mut files: Vec<_> = text.map(|p| (p.clone(), p.file_stem().unwrap_or_default().to_string_lossy().into_owned())).collect();
    files.sort();
    Ok(files)
}

fn table(samples: &[Sample]) -> String {
    let names = samples.first().map(|s| s.signs.iter().map(|s| s.name).collect::<Vec<_>>().join("\t")).unwrap_or_default();
    let row = |s: &Sample| {
        let values: Vec<String> = s.signs.iter().map(|s| format!("{:.5}", s.value)).collect();
        format!("{}\t{}\t{}\t{}\n", s.id, s.own, s.genre.as_str(), values.join("\t"))
    };
    format!("id\town\tgenre\t{names}\n") + &samples.iter().map(row).collect::<String>()
}

fn likeliest(told: &Told) -> Genre {
    told.likely.iter().rev().max_by_key(|(_, percent)| *percent).map_or(Genre::News, |(genre, _)| *genre)
}

/// How often the likeliest genre is right, fold by fold, genre by genre, and what a floor costs and gives.
fn tell(what: &str, part: &[&(u32, Judged<'_>)]) {
    let right = |(s, told): &Judged<'_>| likeliest(told) == s.genre;
    let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
    let folds: Vec<f64> = (0..FOLDS)
        .map(|fold| {
            let of: Vec<_> = part.iter().filter(|(f, _)| *f == fold).collect();
            share(of.iter().filter(|(_, j)| right(j)).count(), of.len())
        })
        .collect();
    let mean = folds.iter().sum::<f64>() / f64::from(FOLDS);
    let spread = (folds.iter().map(|f| (f - mean).powi(2)).sum::<f64>() / f64::from(FOLDS - 1)).sqrt();
    let all = part.iter().filter(|(_, j)| right(j)).count();
    println!("{what}: {} articles, right {:.3} ({spread:.3} between {FOLDS} folds: {folds:.3?})", part.len(), share(all, part.len()));
    println!("  {:12} {:>5} {:>5} {:>5}  said to be", "is", "n", "P", "R");
    for genre in Genre::ALL {
        let of: Vec<Genre> = part.iter().filter(|(_, (s, _))| s.genre == genre).map(|(_, (_, told))| likeliest(told)).collect();
        let said = part.iter().filter(|(_, (_, told))| likeliest(told) == genre).count();
        let hits = of.iter().filter(|g| **g == genre).count();
        let as_what = Genre::ALL.into_iter().map(|g| (g, of.iter().filter(|o| **o == g).count())).filter(|(g, n)| *n > 0 && *g != genre);
        let as_what: Vec<String> = as_what.map(|(g, n)| format!("{} {n}", g.as_str())).collect();
        println!("  {:12} {:5} {:5.2} {:5.2}  {}", genre.as_str(), of.len(), share(hits, said), share(hits, of.len()), as_what.join(", "));
    }
    for floor in [0, 50, 60, 70, 80, 90] {
        let sure: Vec<_> = part.iter().filter(|(_, (_, told))| told.percent(likeliest(told)) >= floor).collect();
        let right = sure.iter().filter(|(_, j)| right(j)).count();
        println!("  from {floor:2} % on: told {:.3}, of these right {:.3}", share(sure.len(), part.len()), share(right, sure.len()));
    }
    let told: Vec<_> = part.iter().filter_map(|(_, (s, told))| Some((s, told.sure()?.0))).collect();
    let right = told.iter().filter(|(s, genre)| s.genre == *genre).count();
    println!("  as the program tells it: told {:.3}, of these right {:.3}", share(told.len(), part.len()), share(right, told.len()));
    for cut in [50, 60, 70, 80, 90] {
        let count =
            |judges: bool, says: bool| part.iter().filter(|(_, (s, t))| s.genre.judges() == judges && (t.opinion() >= cut) == says).count();
        let (tp, fp, missed) = (count(true, true), count(false, true), count(true, false));
        println!("  may judge from {cut} % on: P {:.2} R {:.2}", share(tp, tp + fp), share(tp, tp + missed));
    }
}
