//! Settings files, the command line and lexicons, made into analyzers: one for all articles that have the same settings.
use crate::{args::Configured, corpus::counted, files};
use anyhow::{Context, Error, Result, anyhow, bail};
use sayso::{
    Analyzer, Report,
    analyze::{Builder, LONGEST},
    config::{self, ConfigError, ConfigFile, Effective, Layer, MaxFindings, Options},
    finding::Excuse,
    lexicon::{self, Lexicons},
    review::Baseline,
};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

/// What settings files are called; the first that exists counts.
pub(crate) const CONFIG_NAMES: [&str; 2] = ["sayso.toml", ".sayso.toml"];

/// What is ready for an article.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// Lexicons and settings.
    pub(crate) analyzer: Analyzer,
    /// Everything that was set, and by whom.
    pub(crate) effective: Effective,
    /// Known findings.
    pub(crate) baseline: Option<Baseline>,
}

impl Prepared {
    /// Sets the known findings of an article aside.
    pub(crate) fn set_aside_known(&self, report: &mut Report, file: &Path) {
        if let (Some(baseline), Some(list)) = (&self.baseline, &self.effective.baseline) {
            let key = known_as(report, file, Path::new(list));
            baseline.apply(report, &key, Excuse::Baseline);
        }
    }
}

/// Finds the settings of each file, and remembers what it made of them.
pub(crate) struct Desk {
    from: From,
    /// Are known findings set aside?
    applies_baseline: bool,
    command_line: Layer,
    /// Bytes of an article that are read.
    longest: usize,
    parsed: RefCell<BTreeMap<PathBuf, Rc<ConfigFile>>>,
    prepared: RefCell<BTreeMap<String, Arc<Prepared>>>,
}

enum From {
    Nearest,
    File(PathBuf),
    Nowhere,
}

impl Desk {
    /// From what was typed.
    pub(crate) fn new(args: &Configured) -> Desk {
        let settings = &args.settings;
        let from = match &settings.config {
            Some(file) => From::File(file.clone()),
            None if settings.no_config => From::Nowhere,
            None => From::Nearest,
        };
        let options = Options {
            engine: settings.engine,
            profile: args.profile,
            genre: args.genre,
            loadedness: settings.loadedness.then_some(true),
            lexicons: settings.lexicon.iter().map(|p| files::name(p)).collect(),
            fail_on: args.fail_on,
            max_findings: args.max_findings.map(MaxFindings::All),
            fail_if: args.fail_if.clone(),
            baseline: args.baseline.as_ref().map(|p| files::name(p)),
            ..Options::default()
        };
        let command_line = Layer { origin: "command line".to_owned(), options };
        Desk { from, applies_baseline: true, command_line, longest: LONGEST, parsed: RefCell::default(), prepared: RefCell::default() }
    }

    /// The same, but no finding counts as known.
    pub(crate) fn without_baseline(args: &Configured) -> Desk {
        Desk { applies_baseline: false, ..Desk::new(args) }
    }

    /// The same, but so much is read of an article. Only the command line says so: settings may come from a folder that anybody wrote.
    pub(crate) fn reading_at_most(self, bytes: usize) -> Desk {
        Desk { longest: bytes, ..self }
    }

    /// What holds for an article at this path; for `-`, in the working directory.
    pub(crate) fn for_file(&self, path: &Path) -> Result<Arc<Prepared>> {
        let layers = self.layers(path)?;
        let key = format!("{layers:?}");
        if let Some(ready) = self.prepared.borrow().get(&key) {
            return Ok(ready.clone());
        }
        let ready = Arc::new(prepare(&layers, Analyzer::builder().cache().reading_at_most(self.longest)).map_err(placed)?);
        self.prepared.borrow_mut().insert(key, ready.clone());
        Ok(ready)
    }

    /// What holds in the working directory, for one who remembers nothing of the texts that are read.
    #[cfg(feature = "serve")]
    pub(crate) fn forgetful(&self) -> Result<Prepared> {
        prepare(&self.layers(Path::new(files::STDIN))?, Analyzer::builder()).map_err(placed)
    }

    /// Says of the lists of known findings that were used so far what they know of files that are no longer there.
    pub(crate) fn tell_without_file(&self) {
        let prepared = self.prepared.borrow();
        let used = prepared.values().filter_map(|p| Some((p.effective.baseline.as_deref()?, p.baseline.as_ref()?)));
        used.collect::<BTreeMap<_, _>>().into_iter().for_each(|(list, baseline)| tell_without_file(baseline, Path::new(list)));
    }

    /// Reads settings files anew from now on.
    pub(crate) fn forget(&self) {
        self.parsed.borrow_mut().clear();
        self.prepared.borrow_mut().clear();
    }

    fn layers(&self, path: &Path) -> Result<Vec<Layer>> {
        let article = files::tidy(&std::path::absolute(path).with_context(|| format!("{}: no such path", path.display()))?);
        let config = match &self.from {
            From::Nearest => article.ancestors().skip(1).flat_map(|d| CONFIG_NAMES.map(|n| d.join(n))).find(|f| f.is_file()),
            From::File(file) => Some(std::path::absolute(file).with_context(|| format!("{}: no such path", file.display()))?),
            From::Nowhere => None,
        };
        let mut layers = Vec::new();
        if let Some(config) = config {
            self.load(&config, &article, &mut Vec::new(), &mut layers)?;
        }
        layers.push(self.command_line.clone());
        if !self.applies_baseline {
            for layer in &mut layers {
                layer.options.baseline = None;
            }
        }
        Ok(layers)
    }

    /// Adds the layers of a file: what it extends, itself, and its sections for this article.
    fn load(&self, config: &Path, article: &Path, above: &mut Vec<PathBuf>, layers: &mut Vec<Layer>) -> Result<()> {
        let name = display(config);
        if above.iter().any(|a| a == config) {
            bail!("{name}: extends itself");
        }
        let file = self.parse(config)?;
        let dir = config.parent().unwrap_or(Path::new(""));
        above.push(config.to_owned());
        for base in &file.extends {
            self.load(&files::tidy(&dir.join(base)), article, above, layers).with_context(|| format!("{name}: extends `{base}`"))?;
        }
        above.pop();
        layers.push(Layer { origin: name.clone(), options: resolved(file.options(), dir) });
        let relative = article.strip_prefix(dir).unwrap_or(article);
        for section in &file.path {
            let glob = globset::GlobBuilder::new(&section.glob).literal_separator(true).build();
            let glob = glob.map_err(|e| {
                let problem = format!("the glob `{}` is not understood: {}", section.glob, e.kind());
                placed(ConfigError { origin: name.clone(), line: None, problem, mend: None }.into())
            })?;
            if glob.compile_matcher().is_match(relative) {
                layers.push(Layer { origin: format!("{name} [{}]", section.glob), options: resolved(section.options(), dir) });
            }
        }
        Ok(())
    }

    fn parse(&self, path: &Path) -> Result<Rc<ConfigFile>> {
        if let Some(file) = self.parsed.borrow().get(path) {
            return Ok(file.clone());
        }
        let file = Rc::new(config::parse(&display(path), &files::read_text(path)?)?);
        self.parsed.borrow_mut().insert(path.to_owned(), file.clone());
        Ok(file)
    }
}

/// The embedded lexicons and the user's own, later ones over earlier ones.
pub(crate) fn lexicons(paths: &[PathBuf]) -> Result<Lexicons> {
    let mut lexicons = lexicon::builtin();
    for file in files::files_of(paths, "toml")? {
        let text = files::read_text(&file)?;
        // A folder may hold other data; a file that was named is what it was called.
        if paths.contains(&file) || lexicon::is_lexicon(&text) {
            let (name, read) = (files::name(&file), lexicon::parse(&files::name(&file), &text)?);
            if let Some(error) = lexicon::switched_in_vain(&name, &text, &read, &lexicons).into_iter().next() {
                return Err(error.into());
            }
            lexicons.push(read);
        }
    }
    Ok(Lexicons::compile(lexicons))
}

/// Says in which line of its file a wrong name stands.
fn placed(error: Error) -> Error {
    match error.downcast::<ConfigError>() {
        Ok(error) => {
            let file = error.origin.split(" [").next().unwrap_or_default().to_owned();
            // What cannot be read is no file, but the command line.
            error.placed(&files::read_text(Path::new(&file)).unwrap_or_default()).into()
        }
        Err(error) => error,
    }
}

fn prepare(layers: &[Layer], analyzer: Builder) -> Result<Prepared> {
    let effective = config::merge(layers)?;
    let paths: Vec<PathBuf> = effective.lexicons.iter().map(PathBuf::from).collect();
    if let Some(missing) = paths.iter().find(|p| !p.exists()) {
        let name = missing.display().to_string();
        bail!("{}: the lexicon {name} does not exist", effective.origin("lexicons.", &name));
    }
    let analyzer = analyzer.lexicons(lexicons(&paths)?).checked(&effective)?.build();
    let baseline = effective
        .baseline
        .as_ref()
        .map(|b| known(Path::new(b)).with_context(|| format!("{}: the baseline cannot be used", effective.origin("baseline", b))));
    let baseline = baseline.transpose()?;
    Ok(Prepared { analyzer, effective, baseline })
}

/// Of articles whose files are no longer there, what a list calls them, and how many findings of each it knows.
pub(crate) fn without_file<'b>(baseline: &'b Baseline, list: &Path) -> BTreeMap<&'b str, u64> {
    let folder = list.parent().unwrap_or(Path::new(""));
    // One of several in a file stands behind the file's name, and either may have the sign that divides them.
    let exists = |name: &str| name.match_indices('#').map(|(at, _)| at).chain([name.len()]).any(|end| folder.join(&name[..end]).exists());
    let stdin = files::name(Path::new(files::STDIN));
    let mut articles = baseline.articles();
    articles.retain(|name, _| *name != stdin && !exists(name));
    articles
}

/// Says which they are: a file that got another name has all its findings again.
pub(crate) fn tell_without_file(baseline: &Baseline, list: &Path) {
    let gone = without_file(baseline, list);
    let Some(first) = gone.keys().next() else { return };
    let more = if gone.len() > 1 { format!(" and {} more", gone.len() - 1) } else { String::new() };
    files::complain(&format!(
        "{}: {} of files that are no longer there ({first}{more}). Where one was renamed, `sayso baseline write --grow NEW-NAME` takes in what it \
         has; `sayso baseline write` of the folder forgets what is gone",
        display(list),
        counted(gone.values().sum(), "known finding is", "known findings are"),
    ));
}

/// How a list of known findings calls an article: by the path of its file from the list's folder, wherever sayso was started and however
/// the file was named; one of several in a file by its own name, too.
pub(crate) fn known_as(report: &Report, file: &Path, list: &Path) -> String {
    if file == Path::new(files::STDIN) {
        return report.article.id.clone();
    }
    let (file, list) = (files::whole(file), files::whole(list));
    let relative = list.parent().and_then(|dir| file.strip_prefix(dir).ok()).unwrap_or(&file);
    let name = files::slashed(relative);
    match &report.article.file {
        Some(_) => format!("{name}#{}", report.article.id),
        None => name,
    }
}

/// The known findings that settings name.
fn known(path: &Path) -> Result<Baseline> {
    if !path.exists() {
        let name = display(path);
        bail!("{name} does not exist; `sayso baseline write --baseline {name} FILES` makes it of what FILES have now");
    }
    read_baseline(path)
}

/// A file of known findings.
pub(crate) fn read_baseline(path: &Path) -> Result<Baseline> {
    Baseline::parse(&files::read_text(path)?).map_err(|e| anyhow!("{}: {e}", display(path)))
}

/// Paths in a file are relative to it.
fn resolved(mut options: Options, dir: &Path) -> Options {
    let join = |p: &String| display(&files::tidy(&dir.join(p)));
    options.lexicons = options.lexicons.iter().map(join).collect();
    options.baseline = options.baseline.as_ref().map(join);
    options
}

/// How messages call a file: relative to the working directory where it is inside.
fn display(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
