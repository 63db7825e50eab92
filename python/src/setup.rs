//! Settings and lexicons: read from files once, then carried as text, so that an analyzer can be pickled to where the files are not.
use crate::{LexiconError, SettingsError, told};
use pyo3::prelude::*;
use sayso::{
    Analyzer,
    config::{self, ConfigError, ConfigFile, Effective, Layer, Options},
    lexicon::{self, Lexicons},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Files as name and text.
pub(crate) type Texts = Vec<(String, String)>;

/// Reads the settings (a file with what it extends, then `options`, a dictionary as JSON) and the lexicons that they and `lexicons`
/// name. Returns the settings' layers, lowest first, and the lexicon files.
#[pyfunction]
#[pyo3(signature = (settings, options, lexicons))]
pub(crate) fn gather(py: Python<'_>, settings: Option<PathBuf>, options: &str, lexicons: Vec<PathBuf>) -> PyResult<(Texts, Texts)> {
    let mut layers = Texts::new();
    let mut named: Vec<(String, PathBuf)> = Vec::new();
    if let Some(file) = settings {
        load(py, &file, &mut Vec::new(), &mut layers, &mut named)?;
    }
    let origin = "Analyzer(settings=…)";
    let text = toml_of(options).map_err(|problem| wrong_settings(py, at(origin, problem)))?;
    let own = parse(py, origin, &text)?;
    refuse(py, origin, own.extends.is_empty(), "a dictionary extends nothing; give `settings` the file")?;
    named.extend(own.lexicons.iter().map(|l| (origin.to_owned(), PathBuf::from(l))));
    named.extend(lexicons.into_iter().map(|l| ("Analyzer(lexicons=…)".to_owned(), l)));
    layers.push((origin.to_owned(), text));
    let mut files = Texts::new();
    for (origin, path) in named {
        let missing = |e: io::Error| no_lexicon(py, &format!("{origin}: the lexicon {} cannot be read: {e}", path.display()), &path);
        for file in toml_files(&path).map_err(missing)? {
            let text = fs::read_to_string(&file).map_err(missing)?;
            // A folder may hold other data; a file that was named is what it was called.
            if file == path || lexicon::is_lexicon(&text) {
                files.push((file.display().to_string(), text));
            }
        }
    }
    Ok((layers, files))
}

/// The analyzer of what [`gather`] read.
pub(crate) fn analyzer(py: Python<'_>, layers: &Texts, lexicons: &Texts) -> PyResult<Analyzer> {
    let mut parsed = Vec::new();
    for (origin, text) in layers {
        // Lexicons are at hand; lists of known findings belong to a desk's files.
        let options = Options { lexicons: Vec::new(), baseline: None, ..parse(py, origin, text)?.options() };
        parsed.push(Layer { origin: origin.clone(), options });
    }
    let effective: Effective = config::merge(&parsed).map_err(|e| wrong_settings(py, e))?;
    let mut all = lexicon::builtin();
    for (name, text) in lexicons {
        all.push(lexicon::parse(name, text).map_err(|e| wrong_lexicon(py, e))?);
    }
    let analyzer = Analyzer::builder().lexicons(Lexicons::compile(all)).cache();
    Ok(analyzer.checked(&effective).map_err(|e| wrong_settings(py, e))?.build())
}

/// Adds the layers of a file: what it extends, then itself. Sections for paths are left out, for an article here has none.
fn load(py: Python<'_>, file: &Path, above: &mut Vec<PathBuf>, layers: &mut Texts, named: &mut Vec<(String, PathBuf)>) -> PyResult<()> {
    let name = file.display().to_string();
    let real = file.canonicalize().map_err(|e| wrong_settings(py, at(&name, format!("the settings cannot be read: {e}"))))?;
    refuse(py, &name, !above.contains(&real), "it extends itself; take the file out of its `extends`")?;
    let text = fs::read_to_string(file).map_err(|e| wrong_settings(py, at(&name, format!("the settings cannot be read: {e}"))))?;
    let parsed = parse(py, &name, &text)?;
    let dir = file.parent().unwrap_or(Path::new(""));
    above.push(real);
    for base in &parsed.extends {
        load(py, &dir.join(base), above, layers, named)?;
    }
    above.pop();
    named.extend(parsed.lexicons.iter().map(|l| (name.clone(), dir.join(l))));
    layers.push((name, text));
    Ok(())
}

fn parse(py: Python<'_>, origin: &str, text: &str) -> PyResult<ConfigFile> {
    config::parse(origin, text).map_err(|e| wrong_settings(py, e))
}

/// A dictionary is read like a file, so that both are refused in the same words.
fn toml_of(options: &str) -> Result<String, String> {
    let value: serde_json::Value = serde_json::from_str(options).map_err(|e| e.to_string())?;
    toml::to_string(&value).map_err(|e| format!("a settings dictionary holds strings, numbers, truth values, lists and dictionaries: {e}"))
}

/// A file itself; of a folder all `.toml` files, hidden ones and links left out, in the order of their names.
fn toml_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries.iter().filter(|e| !e.file_name().to_string_lossy().starts_with('.')) {
        let (kind, path) = (entry.file_type()?, entry.path());
        if kind.is_dir() {
            files.extend(toml_files(&path)?);
        } else if kind.is_file() && path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(files)
}

fn at(origin: &str, problem: String) -> ConfigError {
    ConfigError { origin: origin.to_owned(), line: None, problem, mend: None }
}

fn refuse(py: Python<'_>, origin: &str, holds: bool, problem: &str) -> PyResult<()> {
    if holds { Ok(()) } else { Err(wrong_settings(py, at(origin, problem.to_owned()))) }
}

fn wrong_settings(py: Python<'_>, mut error: ConfigError) -> PyErr {
    // The lines of a dictionary are nobody's.
    if error.origin.starts_with("Analyzer(") {
        error.line = None;
    }
    let place = place(py, &error.origin, error.line, error.mend.as_deref());
    told(py, SettingsError::new_err(error.to_string()), &place)
}

fn wrong_lexicon(py: Python<'_>, error: lexicon::LexiconError) -> PyErr {
    let place = place(py, &error.file, Some(error.line), error.mend.as_deref());
    told(py, LexiconError::new_err(error.to_string()), &place)
}

fn no_lexicon(py: Python<'_>, message: &str, path: &Path) -> PyErr {
    told(py, LexiconError::new_err(message.to_owned()), &place(py, &path.display().to_string(), None, None))
}

fn place<'py>(py: Python<'py>, file: &str, line: Option<usize>, mend: Option<&str>) -> [(&'static str, Option<Bound<'py, PyAny>>); 3] {
    let any = |value: Result<Bound<'py, PyAny>, PyErr>| value.ok();
    [
        ("file", any(file.into_pyobject(py).map(Bound::into_any).map_err(Into::into))),
        ("line", line.and_then(|l| any(l.into_pyobject(py).map(Bound::into_any).map_err(Into::into)))),
        ("mend", mend.and_then(|m| any(m.into_pyobject(py).map(Bound::into_any).map_err(Into::into)))),
    ]
}
