//! What an analyzer is made of.
use super::{Analyzer, LONGEST};
use crate::{
    article::Article,
    claim, classify,
    config::{ConfigError, Effective, Engine, Known, Settings},
    encoder, fast,
    lexicon::Lexicons,
    loadedness,
};

/// Makes an [`Analyzer`]; what is not said is as it is embedded.
#[derive(Debug, Default)]
#[must_use]
pub struct Builder {
    lexicons: Option<Lexicons>,
    settings: Settings,
    encoder: Option<Box<encoder::Weights>>,
    cache: Option<encoder::Cache>,
    fast: Option<fast::Weights>,
    longest: Option<usize>,
}

impl Builder {
    /// With these lexicons and no others.
    pub fn lexicons(self, lexicons: Lexicons) -> Builder {
        Builder { lexicons: Some(lexicons), ..self }
    }

    /// With these settings, as they are. Where they ask for the context engine and it is not in the build (feature `context`), reports say
    /// so and judge nothing.
    pub fn settings(self, settings: Settings) -> Builder {
        Builder { settings, ..self }
    }

    /// With these settings, if every name in them is that of a rule, a score, a reason, or of a category or an entry of the lexicons, which
    /// are given before.
    ///
    /// # Errors
    /// The first name that is none of these, with the nearest right one.
    pub fn checked(mut self, effective: &Effective) -> Result<Builder, ConfigError> {
        // Which scores there are, any report tells.
        let plain = Builder::default().lexicons(Lexicons::compile(Vec::new())).build();
        let any = Article::new("", "It rained.").map(|a| plain.analyze(&a));
        let lexicons = self.lexicons.get_or_insert_with(Lexicons::builtin);
        effective.check(&Known {
            engines: Engine::EMBEDDED,
            rules: classify::ALL.iter().map(|c| (c.meta().id.0, c.meta().level)).collect(),
            scores: any.iter().flat_map(|r| &r.scores).map(|s| s.id.as_str()).collect(),
            categories: lexicons.infos().iter().map(|i| i.id.as_str()).chain([classify::UNLISTED_TERMS]).collect(),
            reasons: claim::Reason::WORDS.to_vec(),
            entries: lexicons.entries().iter().map(|e| e.id.as_str()).collect(),
        })?;
        Ok(self.settings(effective.settings.clone()))
    }

    /// With other weights of the context engine than the embedded ones, for those who train them.
    pub fn encoder(self, weights: encoder::Weights) -> Builder {
        Builder { encoder: Some(Box::new(weights)), ..self }
    }

    /// The same for the fast engine.
    pub fn fast(self, weights: fast::Weights) -> Builder {
        Builder { fast: Some(weights), ..self }
    }

    /// Reads so many bytes of an article and no more: a bound on time and memory, whatever comes in. What is left out is told in a note.
    pub fn reading_at_most(self, bytes: usize) -> Builder {
        Builder { longest: Some(bytes), ..self }
    }

    /// Keeps what the context engine read of the last windows, for drafts that are read again after each change.
    pub fn cache(self) -> Builder {
        Builder { cache: Some(encoder::Cache::default()), ..self }
    }

    /// Compiles what was not given.
    pub fn build(self) -> Analyzer {
        let Builder { lexicons, settings, encoder, cache, fast, longest } = self;
        let loadedness = settings.loadedness.then(loadedness::Weights::builtin);
        let (lexicons, longest) = (lexicons.unwrap_or_else(Lexicons::builtin), longest.unwrap_or(LONGEST));
        Analyzer { lexicons, settings, loadedness, encoder, cache, fast, longest }
    }
}
