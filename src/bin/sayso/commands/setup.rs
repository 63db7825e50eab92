//! Lexicons and settings as typed on the command line, made into an analyzer.
use crate::{args::EngineArg, files};
use anyhow::Result;
use sayso::{
    Analyzer,
    config::{Engine, Settings},
    lexicon::{self, Lexicons},
};
use std::path::PathBuf;

/// The embedded lexicons and the user's own, and the chosen engine.
pub(crate) fn analyzer(lexicons: &[PathBuf], engine: Option<Engine>) -> Result<Analyzer> {
    let settings = Settings { engine: engine.unwrap_or_default(), ..Settings::default() };
    Ok(Analyzer::new(self::lexicons(lexicons)?, settings))
}

/// The embedded lexicons and the user's own, later ones over earlier ones.
pub(crate) fn lexicons(paths: &[PathBuf]) -> Result<Lexicons> {
    let mut lexicons = lexicon::builtin();
    for path in paths {
        for file in files::toml_files(path)? {
            lexicons.push(lexicon::parse(&files::name(&file), &files::read_text(&file)?)?);
        }
    }
    Ok(Lexicons::compile(lexicons))
}

impl From<EngineArg> for Engine {
    fn from(arg: EngineArg) -> Engine {
        match arg {
            EngineArg::Trained => Engine::Trained,
            EngineArg::Rules => Engine::Rules,
        }
    }
}
