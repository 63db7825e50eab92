//! `sayso lexicon`: for the people who write lexicons.
use crate::{
    args::{Lexicon, Reading},
    commands::{articles, setup},
    corpus::counted,
    files,
};
use anyhow::{Context, Result, bail};
use sayso::{
    Analyzer, Article, Report,
    document::Document,
    language,
    level::Level,
    lexicon::{self, Entry, Kind, LexiconFile, Lexicons, VoiceLevels},
    report::FindingCited,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Runs the command.
pub(crate) fn run(command: &Lexicon) -> Result<ExitCode> {
    match command {
        Lexicon::List { lexicon } => list(&setup::lexicons(lexicon)?),
        Lexicon::Show { what, lexicon } => show(&setup::lexicons(lexicon)?, what),
        Lexicon::New { file, force } => new(file, *force),
        Lexicon::Check { files } => check(files),
        Lexicon::Diff { old, new, on, examples } => diff(old, new, on, *examples),
        Lexicon::Audit { articles, lexicon, examples } => audit(articles, lexicon, *examples),
    }
}

/// A list that uses every key.
const TEMPLATE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicons/template.toml"));

fn new(file: &Path, force: bool) -> Result<ExitCode> {
    let name = file.file_name().with_context(|| format!("{}: is no name of a file", file.display()))?;
    let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    files::write_into(dir, &name.to_string_lossy(), TEMPLATE.as_bytes(), force)?;
    files::print(&format!("{} written\n", files::name(file)))?;
    Ok(ExitCode::SUCCESS)
}

fn list(lexicons: &Lexicons) -> Result<ExitCode> {
    let mut text = String::new();
    for info in lexicons.infos() {
        let mut entries = lexicons.entries().iter().filter(|e| *e.category == *info.id);
        let first = entries.next();
        let kind = first.map(|e| e.kind.as_str()).unwrap_or_default();
        let count = usize::from(first.is_some()) + entries.count();
        writeln!(text, "{:36} {:12} {:8} {:>5}  {}", info.id, kind, info.version, count, info.title)?;
    }
    files::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn show(lexicons: &Lexicons, what: &str) -> Result<ExitCode> {
    let mut text = String::new();
    if let Some(info) = lexicons.infos().iter().find(|i| i.id == what) {
        writeln!(text, "{} {} (hash {})\n{}\n\n{}", info.id, info.version, info.hash, info.title, info.why)?;
        if !info.fine.is_empty() {
            writeln!(text, "Fine: {}", info.fine)?;
        }
        writeln!(text)?;
        for entry in lexicons.entries().iter().filter(|e| *e.category == *info.id) {
            writeln!(text, "{:32} {}", entry.term, entry.neutral.join(", "))?;
        }
    } else {
        let (word, article) = (what.to_lowercase(), Article::new("", what)?);
        let spelled: BTreeSet<&str> = lexicons.spelled(&Document::parse(&article)).map(|e| e.id.as_str()).collect();
        let meant = |e: &&Entry| e.id == what || e.term.to_lowercase() == word || spelled.contains(e.id.as_str());
        for entry in lexicons.entries().iter().filter(meant) {
            describe(&mut text, entry)?;
        }
    }
    if text.is_empty() {
        let names =
            lexicons.entries().iter().flat_map(|e| [e.id.as_str(), e.term.as_str()]).chain(lexicons.infos().iter().map(|i| i.id.as_str()));
        match sayso::vocabulary::nearest(what, names) {
            Some(near) => bail!("no lexicon, entry or word is called `{what}`; did you mean `{near}`?"),
            None => bail!("no lexicon, entry or word is called `{what}`; `sayso lexicon list` lists all lexicons"),
        }
    }
    files::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn describe(text: &mut String, entry: &Entry) -> Result<()> {
    writeln!(text, "{}\n  term     {}\n  kind     {}", entry.id, entry.term, entry.kind.as_str())?;
    if !entry.classes.is_empty() {
        writeln!(text, "  class    {}", entry.classes.as_words().join(" "))?;
    }
    if entry.kind == Kind::Loaded {
        writeln!(text, "  level    {}", levels(&entry.level))?;
    }
    if !entry.neutral.is_empty() {
        writeln!(text, "  neutral  {}", entry.neutral.join(", "))?;
    }
    if !entry.advice.is_empty() {
        writeln!(text, "  advice   {}", entry.advice.join(", "))?;
    }
    writeln!(text, "  why      {}\n", entry.why)?;
    Ok(())
}

/// Checks every file by itself, its examples together with the embedded lexicons, as `sayso check --lexicon` would use it.
fn check(paths: &[PathBuf]) -> Result<ExitCode> {
    let mut faults: Vec<String> = Vec::new();
    let mut good: Vec<(String, LexiconFile)> = Vec::new();
    let builtin = lexicon::builtin();
    for path in files::files_of(paths, "toml")? {
        let (name, text) = (files::name(&path), files::read_text(&path)?);
        if !paths.contains(&path) && !lexicon::is_lexicon(&text) {
            files::complain(&format!("{name}: has no `kind` and no entries: not a lexicon, passed over"));
            continue;
        }
        let mut errors = lexicon::check(&name, &text);
        if errors.is_empty() {
            let file = lexicon::parse(&name, &text)?;
            errors = lexicon::switched_in_vain(&name, &text, &file, &builtin);
            good.push((name.clone(), file));
        }
        faults.extend(errors.iter().map(ToString::to_string));
    }
    let mut all = builtin;
    all.retain(|b| good.iter().all(|(_, f)| f.id != b.id));
    let known: BTreeSet<&str> =
        all.iter().chain(good.iter().map(|(_, f)| f)).filter(|f| f.kind == Kind::Domain).flat_map(domains).collect();
    let names = known.iter().copied().collect::<Vec<_>>().join(", ");
    for (name, file) in &good {
        let unknown = conditions(file).filter(|(_, d)| !known.contains(d));
        faults.extend(unknown.map(|(entry, d)| format!("{name}: {entry}: there is no domain `{d}`; known are {names}")));
    }
    let lexicons = Lexicons::compile(all.iter().cloned().chain(good.iter().map(|(_, f)| f.clone())).collect());
    let mut examples = 0;
    for (name, file) in &good {
        examples += file.examples().count();
        let failures = lexicons.run_examples(file.examples(), language::tag);
        faults.extend(failures.iter().map(|f| format!("{name}: {f}")));
    }
    examples += good.iter().flat_map(|(_, f)| &f.entries).map(|e| e.excused.len()).sum::<usize>();
    let analyzer = Analyzer::builder().lexicons(lexicons).build();
    for (name, file) in &good {
        faults.extend(excused(&analyzer, file).map(|f| format!("{name}: {f}")));
        replaced(file, &all);
    }
    let entries: usize = good.iter().map(|(_, f)| f.entries.len()).sum();
    for fault in &faults {
        files::complain(fault);
    }
    let counts = [(entries, "entry", "entries"), (examples, "example", "examples"), (faults.len(), "fault", "faults")];
    let counts = counts.map(|(n, one, many)| counted(n as u64, one, many));
    files::print(&format!("{}\n", counts.join(", ")))?;
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// The sentences of a file in which an entry should be excused and is not.
fn excused<'f>(analyzer: &'f Analyzer, file: &'f LexiconFile) -> impl Iterator<Item = String> + 'f {
    let entries = file.entries.iter().filter(|e| e.enabled != Some(false));
    entries.flat_map(|e| e.excused.iter().map(|text| (e.full_id(&file.id), text))).filter_map(|(id, text)| {
        let report = analyzer.analyze(&sayso::Article::new("", text.as_str()).ok()?);
        let cites = |f: &FindingCited| f.entry() == Some(id.as_str());
        let why = match (report.findings.iter().any(cites), report.excused.iter().any(cites)) {
            (true, _) => "it counts",
            (false, false) => "it is not found",
            (false, true) => return None,
        };
        Some(format!("{id}: excused {text:?}: {why}"))
    })
}

/// Tells which built-in entries a house's entries take the place of: those with the same words.
fn replaced(file: &LexiconFile, builtin: &[LexiconFile]) {
    let words = |e: &lexicon::EntryFile| e.term.as_ref().or(e.lemma.as_ref()).map(|w| w.to_lowercase());
    for own in file.entries.iter().filter(|e| e.enabled != Some(false)) {
        let same = builtin.iter().filter(|b| b.kind == file.kind && b.id != file.id).flat_map(|b| b.entries.iter().map(move |e| (b, e)));
        for (other, entry) in same.filter(|(_, e)| words(own).is_some() && words(e) == words(own)) {
            let (id, other) = (own.full_id(&file.id), entry.full_id(&other.id));
            if id != other {
                files::complain(&format!("{id} takes the place of {other}"));
            }
        }
    }
}

fn domains(file: &LexiconFile) -> impl Iterator<Item = &str> {
    file.entries.iter().filter_map(|e| e.class.as_deref())
}

/// Every domain that an entry of the file asks for.
fn conditions(file: &LexiconFile) -> impl Iterator<Item = (String, &str)> {
    file.entries.iter().flat_map(|e| {
        let asked = [&e.unless, &e.only].into_iter().flatten().flat_map(|c| c.domain.iter().chain(&c.except));
        asked.map(|d| (e.full_id(&file.id), d.as_str()))
    })
}

/// What one entry flags.
#[derive(Default)]
struct Tally {
    hits: usize,
    excused: usize,
    articles: BTreeSet<String>,
    examples: Vec<String>,
}

impl Tally {
    fn add(&mut self, report: &Report, finding: &FindingCited, keep: usize) {
        if finding.because.is_some() {
            self.excused += 1;
        } else {
            self.hits += 1;
        }
        self.articles.insert(report.article.id.clone());
        // Counted hits are better examples than excused ones.
        if self.examples.len() < keep && finding.because.is_none() {
            self.examples.push(format!("{}: {}", report.article.id, context(report, finding)));
        }
    }

    fn write(&self, text: &mut String, mark: &str, entry: &str) -> Result<()> {
        writeln!(text, "{mark}{:5} {:7} {:8}  {entry}", self.hits, self.excused, self.articles.len())?;
        for example in &self.examples {
            writeln!(text, "                         {example}")?;
        }
        Ok(())
    }
}

fn audit(archive: &[PathBuf], own: &[PathBuf], examples: usize) -> Result<ExitCode> {
    let mut wanted = BTreeSet::new();
    for path in files::files_of(own, "toml")? {
        let file = lexicon::parse(&files::name(&path), &files::read_text(&path)?)?;
        let used = file.entries.iter().filter(|e| e.enabled != Some(false));
        wanted.extend(used.map(|e| e.full_id(&file.id)));
    }
    let analyzer = Analyzer::builder().lexicons(setup::lexicons(own)?).build();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let broken = articles::all(archive, &Reading::default(), |_, article| {
        let report = analyzer.analyze(article);
        for (entry, finding) in cited(&report).filter(|(e, _)| own.is_empty() || wanted.contains(*e)) {
            tallies.entry(entry.to_owned()).or_default().add(&report, finding, examples);
        }
        Ok(())
    })?;
    let mut text = String::from(" hits excused articles  entry\n");
    let mut rows: Vec<_> = tallies.iter().collect();
    rows.sort_by_key(|(id, t)| (std::cmp::Reverse(t.hits), *id));
    for (id, tally) in rows {
        tally.write(&mut text, "", id)?;
    }
    let silent: Vec<&str> = wanted.iter().map(String::as_str).filter(|id| !tallies.contains_key(*id)).collect();
    if !silent.is_empty() {
        writeln!(text, "\nfound nowhere: {}", silent.join(", "))?;
    }
    files::print(&text)?;
    Ok(if broken { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn diff(old: &Path, new: &Path, archive: &[PathBuf], examples: usize) -> Result<ExitCode> {
    let analyzer = |path: &Path| Ok::<_, anyhow::Error>(Analyzer::builder().lexicons(setup::lexicons(&[path.to_owned()])?).build());
    let (old, new) = (analyzer(old)?, analyzer(new)?);
    let (mut lost, mut gained): (BTreeMap<String, Tally>, BTreeMap<String, Tally>) = Default::default();
    let broken = articles::all(archive, &Reading::default(), |_, article| {
        let (before, after) = (old.analyze(article), new.analyze(article));
        compare(&before, &after, &mut lost, examples);
        compare(&after, &before, &mut gained, examples);
        Ok(())
    })?;
    let mut text = String::from("  hits excused articles  entry\n");
    for (mark, side) in [("-", &lost), ("+", &gained)] {
        for (id, tally) in side {
            tally.write(&mut text, mark, id)?;
        }
    }
    if lost.is_empty() && gained.is_empty() {
        "both versions find the same\n".clone_into(&mut text);
    }
    files::print(&text)?;
    Ok(if broken { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// Counts what `one` finds and `other` does not: the same words, by the same entry, with the same excuse.
fn compare(one: &Report, other: &Report, tallies: &mut BTreeMap<String, Tally>, examples: usize) {
    let key = |(entry, f): (&str, &FindingCited)| (f.evidence[0].span.at.start, entry.to_owned(), f.because, f.level);
    let theirs: BTreeSet<_> = cited(other).map(key).collect();
    for (entry, finding) in cited(one).filter(|&c| !theirs.contains(&key(c))) {
        tallies.entry(entry.to_owned()).or_default().add(one, finding, examples);
    }
}

/// Loaded terms of the report, counted and excused, with their entries.
fn cited(report: &Report) -> impl Iterator<Item = (&str, &FindingCited)> {
    let loaded = report.findings.iter().chain(&report.excused).filter(|f| f.rule == "loaded-term");
    loaded.filter_map(|f| Some((f.entry()?, f)))
}

/// The words around a finding, on one line.
fn context(report: &Report, finding: &FindingCited) -> String {
    let span = &finding.evidence[0].span;
    let text = &report.text;
    let from = text[..span.at.start].char_indices().rev().nth(40).map_or(0, |(i, _)| i);
    let to = text[span.at.end..].char_indices().nth(40).map_or(text.len(), |(i, _)| span.at.end + i);
    let line = format!("{}[{}]{}", &text[from..span.at.start], span.text, &text[span.at.end..to]);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn levels(levels: &VoiceLevels) -> String {
    let parts = [
        ("own", levels.own),
        ("cue", levels.cue),
        ("headline", levels.headline),
        ("scare quote", levels.scare_quote),
        ("indirect", levels.indirect),
        ("quotation", levels.quotation),
    ];
    let set = parts.iter().filter_map(|(name, level)| Some(format!("{name} {}", level.map(Level::as_str)?)));
    set.collect::<Vec<_>>().join(", ")
}
