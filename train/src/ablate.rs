//! What each part of the lexicons is worth: everything once, then each part switched off in turn, judged on labelled articles.
use crate::{
    figures::{Figures, Gold, NAMES},
    read,
};
use anyhow::Result;
use sayso::{
    Analyzer, Article,
    config::{Profile, Settings},
    lexicon::{self, Context, Kind, LexiconFile, Lexicons},
};
use std::{fs, path::PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Weights that have not seen the articles.
    weights: PathBuf,
    /// Labelled articles, JSON Lines.
    articles: PathBuf,
    /// The weights are those of the fast engine.
    #[arg(long)]
    fast: bool,
    /// Only the k-th of n parts of the articles, `k/n`, as `train.py --fold` holds them back.
    #[arg(long)]
    fold: Option<String>,
    /// In place of that: which conditions of the loaded lexicons in this folder the weights cannot do without, since an example that the
    /// entry must not match would be marked. Printed are all entries with conditions, each with `keep` or `drop`.
    #[arg(long)]
    conditions: Option<PathBuf>,
    /// Only parts whose name has one of these words.
    #[arg(long)]
    only: Vec<String>,
}

/// What is switched off.
struct Part {
    name: String,
    change: Box<dyn Fn(&mut LexiconFile) + Sync>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let bytes = read::bytes(&args.weights)?;
    let settings = Settings { profile: Profile::Research, ..Settings::default() };
    let analyzer = |lexicons| -> Result<Analyzer> { Ok(read::analyzer(bytes, args.fast, settings.clone())?.lexicons(lexicons).build()) };
    if let Some(folder) = &args.conditions {
        return conditions(folder, analyzer);
    }
    let mut gold: Vec<Gold> = read::json_lines(&args.articles)?;
    gold.retain(|g| read::in_fold(args.fold.as_deref(), &g.id));
    println!("{} articles; differences to the first line\n{:<44}{}", gold.len(), "", NAMES.map(|n| format!("  {n:>13}")).concat());
    let whole = figures(&analyzer(Lexicons::builtin())?, &gold)?;
    println!("{:<44}{whole}", "everything");
    for part in parts().into_iter().filter(|p| args.only.is_empty() || args.only.iter().any(|o| p.name.contains(o))) {
        let mut files = lexicon::builtin();
        files.iter_mut().for_each(&part.change);
        let without = figures(&analyzer(Lexicons::compile(files))?, &gold)?;
        let change: String = without.values().iter().zip(whole.values()).map(|(a, b)| format!("  {:>+13.3}", a - b)).collect();
        println!("{:<44}{change}", format!("without {}", part.name));
    }
    Ok(())
}

/// Which entries mark one of their own `allows` once their conditions are gone.
fn conditions(folder: &std::path::Path, analyzer: impl Fn(Lexicons) -> Result<Analyzer>) -> Result<()> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    paths.sort();
    let own = paths.iter().map(|p| Ok(lexicon::parse(&p.display().to_string(), &fs::read_to_string(p)?)?)).collect::<Result<Vec<_>>>()?;
    let mut files = lexicon::builtin();
    for entry in files.iter_mut().filter(|f| f.kind == Kind::Loaded).flat_map(|f| &mut f.entries) {
        (entry.unless, entry.only) = (None, None);
    }
    let analyzer = analyzer(Lexicons::compile(files))?;
    for (file, entry) in
        own.iter().flat_map(|f| f.entries.iter().map(move |e| (f, e))).filter(|(_, e)| e.unless.is_some() || e.only.is_some())
    {
        let id = entry.full_id(&file.id);
        let marks = |text: &String| -> Result<bool> {
            let report = analyzer.analyze(&Article::new("", text.as_str())?);
            Ok(report.findings.iter().any(|f| f.evidence[0].entry.as_deref() == Some(id.as_str())))
        };
        let marked = entry.allows.iter().map(marks).collect::<Result<Vec<_>>>()?;
        let found = entry.matches.iter().map(marks).collect::<Result<Vec<_>>>()?;
        let verdict = if marked.contains(&true) { "keep" } else { "drop" };
        println!(
            "{verdict}\t{id}\t{}/{}\t{}/{}",
            marked.iter().filter(|m| **m).count(),
            marked.len(),
            found.iter().filter(|m| **m).count(),
            found.len()
        );
    }
    Ok(())
}

/// Every sort of condition of every kind of lexicon, and every file.
fn parts() -> Vec<Part> {
    const KINDS: [Kind; 3] = [Kind::Loaded, Kind::Cue, Kind::Claim];
    type Clear = fn(&mut Context);
    const SORTS: [(&str, Clear); 6] = [
        ("before", |c| c.before.clear()),
        ("after", |c| c.after.clear()),
        ("near", |c| c.near.clear()),
        ("domain", |c| c.domain.clear()),
        ("except", |c| c.except.clear()),
        ("before-pos", |c| c.before_pos.clear()),
    ];
    let mut out = Vec::new();
    for kind in KINDS {
        let mut add = |name: &str, clear: Box<dyn Fn(&mut lexicon::EntryFile) + Sync>| {
            out.push(Part {
                name: format!("{}: {name}", kind.as_str()),
                change: Box::new(move |f| {
                    if f.kind == kind {
                        f.entries.iter_mut().for_each(&clear)
                    }
                }),
            });
        };
        add("unless and only", Box::new(|e| (e.unless, e.only) = (None, None)));
        add("unless", Box::new(|e| e.unless = None));
        add("only", Box::new(|e| e.only = None));
        for (sort, clear) in SORTS {
            add(
                &format!("unless.{sort}"),
                Box::new(move |e| {
                    e.unless.as_deref_mut().map(clear);
                }),
            );
            add(
                &format!("only.{sort}"),
                Box::new(move |e| {
                    e.only.as_deref_mut().map(clear);
                }),
            );
        }
    }
    for kind in [Kind::Loaded, Kind::Claim, Kind::Neighbour, Kind::Cue, Kind::Title, Kind::VagueSource] {
        out.push(Part {
            name: format!("all of {}", kind.as_str()),
            change: Box::new(move |f| {
                if f.kind == kind {
                    f.entries.clear()
                }
            }),
        });
    }
    for id in lexicon::builtin().into_iter().filter(|f| f.kind != Kind::Domain).map(|f| f.id) {
        out.push(Part {
            name: format!("file {id}"),
            change: Box::new(move |f| {
                if f.id == id {
                    f.entries.clear()
                }
            }),
        });
    }
    out
}

fn figures(analyzer: &Analyzer, gold: &[Gold]) -> Result<Figures> {
    let mut out = Figures::default();
    let reports = read::parallel(gold, |g| Ok(analyzer.analyze(&Article::new(&*g.id, &*g.text)?)))?;
    gold.iter().zip(&reports).for_each(|(g, r)| out.add(g, r));
    Ok(out)
}
