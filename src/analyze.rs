//! The one file that knows the order of the steps.
mod builder;

pub use builder::Builder;

use crate::{
    annotate::Annotated,
    article::Article,
    attribution::{self, Attributions, TokenVoice, Voice},
    claim,
    classify::{self, Context},
    config::{Engine, Genre, Latitude, Settings},
    document::{Document, Note, SentenceId},
    encoder::{self, Readings},
    fast,
    finding::{Eligible, Finding, Role},
    genre, language,
    level::Level,
    lexicon::Lexicons,
    loadedness,
    logistic::Sign,
    report::{self, GenreCited, KeptError, Parts, Report, RuleCited},
    score::{self, Scope},
    span::Span,
    suppress,
    why::{self, Why},
};
use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap, ops::Range};

/// So many bytes of an article are read, unless the analyzer is told otherwise: some thirty times the longest that any newspaper prints.
pub const LONGEST: usize = 2 << 20;

/// Lexicons and settings, compiled once and used for any number of articles, from any number of threads.
#[derive(Debug)]
pub struct Analyzer {
    lexicons: Lexicons,
    settings: Settings,
    /// Where the settings ask for the score.
    loadedness: Option<loadedness::Weights>,
    /// In place of the embedded ones.
    encoder: Option<Box<encoder::Weights>>,
    cache: Option<encoder::Cache>,
    fast: Option<fast::Weights>,
    longest: usize,
}

impl Default for Analyzer {
    /// With the embedded lexicons and default settings.
    fn default() -> Analyzer {
        Analyzer::builder().build()
    }
}

impl Analyzer {
    /// The way to other lexicons and settings than the embedded ones.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The lexicons in use.
    pub fn lexicons(&self) -> &Lexicons {
        &self.lexicons
    }

    /// The settings in use.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads one article. Never fails: odd text gives an odd document and a note.
    pub fn analyze(&self, article: &Article) -> Report {
        let article = self.read_part(article);
        let doc = Document::parse(&article);
        if !Engine::EMBEDDED.contains(&self.settings.engine) && self.encoder.is_none() {
            return self.unjudged(
                &doc,
                "This build of sayso is without the context engine (feature `context`) and has judged nothing.".to_owned(),
            );
        }
        match language::other_than_english(&doc) {
            Some(language) => {
                let why = format!("This text seems to be in {language}. sayso reads English only and has judged nothing.");
                self.unjudged(&doc, why)
            }
            None => self.reading(&doc, |cx| self.report(cx)),
        }
    }

    /// Reads one part of an article ahead, with the context engine and a cache, and tells how many parts there are: when all are read,
    /// [`Analyzer::analyze`] has little left to do. The first part empties the cache. 0 where there is nothing to read ahead.
    pub fn read_ahead(&self, article: &Article, part: usize) -> usize {
        let weights = self.encoder.as_deref().or_else(|| encoder::embedded()).filter(|_| self.settings.engine == Engine::Context);
        let (Some(weights), Some(cache)) = (weights, &self.cache) else { return 0 };
        let doc = Document::parse(article);
        if language::other_than_english(&doc).is_some() {
            return 0;
        }
        encoder::ahead(weights, cache, &encoder::pieces::pieces(&Annotated::new(&doc, &self.lexicons)), part)
    }

    /// What was weighed at a byte of an article, and what came of it; `None` where no sentence stands there.
    pub fn why(&self, article: &Article, byte: usize) -> Option<Why> {
        let article = self.read_part(article);
        let doc = Document::parse(&article);
        self.reading(&doc, |cx| {
            let told = genre::tell(cx);
            let latitude = self.latitude(cx, self.genre(told.as_ref()));
            why::at(cx, byte, self.classify(cx, told.as_ref()), &Self::unlevelled(cx), &self.settings, latitude)
        })
    }

    /// What the genre of an article shows by, for those who train its weights.
    pub fn signs(&self, article: &Article) -> Vec<Sign> {
        self.reading(&Document::parse(article), genre::signs)
    }

    /// The bytes of each sentence that attributes something, once for each attribution there, and what shows whether it rests on one
    /// source alone, for those who train its weights.
    pub fn attributed(&self, article: &Article) -> Vec<(Range<usize>, Vec<Sign>)> {
        self.reading(&Document::parse(article), |cx| {
            let all = claim::alone::candidates(cx.doc, cx.attributions, cx.readings);
            let place = |s: SentenceId| cx.doc.sentences().get(s.0 as usize).map_or(0..0, |s| s.span.start()..s.span.end());
            all.into_iter().map(|c| (place(c.sentence), c.signs)).collect()
        })
    }

    /// What is read of an article.
    fn read_part<'a>(&self, article: &'a Article) -> Cow<'a, Article> {
        article.beginning(self.longest).map_or(Cow::Borrowed(article), Cow::Owned)
    }

    /// Everything that is known of a document before the rules speak.
    fn reading<R>(&self, doc: &Document<'_>, then: impl FnOnce(&Context<'_>) -> R) -> R {
        let words = &Annotated::new(doc, &self.lexicons);
        let readings = &self.read(words);
        let input = attribution::Input { words, readings };
        let attributions = attribution::annotate(&input);
        let claims = claim::annotate(&input, &attributions);
        let suppressions = suppress::annotate(doc);
        then(&Context { words, attributions: &attributions, claims: &claims, readings, suppressions: &suppressions })
    }

    fn report(&self, cx: &Context<'_>) -> Report {
        let (doc, attributions) = (cx.doc, cx.attributions);
        let told = genre::tell(cx);
        let (findings, excused) = self.classify(cx, told.as_ref());
        // A rule that is switched off was not asked: it has no score, and not a score of 0.
        let asked = classify::ALL.iter().filter(|c| self.settings.rules.get(c.meta().id.0) != Some(&Level::Off));
        let scopes: Vec<Scope> = asked.map(|c| Scope { rule: c.meta().id, eligible: c.meta().eligible }).collect();
        let scores = score::score(doc, attributions, &scopes, &findings);
        let parts = Parts {
            findings: &findings,
            excused: &excused,
            scores: &scores,
            genre: told.map(|told| self.genre_cited(told)),
            ..self.parts(doc, attributions)
        };
        let mut report = Report::build(&parts);
        if let Some(weights) = &self.loadedness {
            weights.judge(&mut report);
        }
        report
    }

    /// What the engine of the settings reads in an article.
    fn read(&self, words: &Annotated<'_>) -> Readings {
        let thresholds = self.settings.thresholds;
        let read = match self.settings.engine {
            Engine::Context => {
                let weights = self.encoder.as_deref().or_else(|| encoder::embedded());
                weights.map(|w| encoder::read(w, thresholds, self.cache.as_ref(), words))
            }
            Engine::Fast => {
                let weights = self.fast.as_ref().or_else(|| fast::embedded());
                weights.map(|w| fast::read(w, thresholds, words))
            }
        };
        read.unwrap_or_else(|| Readings::new(words.doc, thresholds))
    }

    /// What cannot be judged, such as a text in another language: its structure, a note, and nothing that rests on a reading.
    fn unjudged(&self, doc: &Document<'_>, why: String) -> Report {
        let attributions = Attributions {
            tokens: vec![TokenVoice::Unowned; doc.tokens().len()],
            voices: vec![Voice::Unvoiced; doc.sentences().len()],
            ..Attributions::default()
        };
        let notes: Vec<Note> = doc.article().span(0, doc.article().text().len()).map(|span| Note { span, text: why }).into_iter().collect();
        Report::build(&Parts { notes: &notes, language: report::UNSUPPORTED, ..self.parts(doc, &attributions) })
    }

    /// A report without findings.
    fn parts<'a>(&'a self, doc: &'a Document<'a>, attributions: &'a Attributions) -> Parts<'a> {
        Parts {
            doc,
            lexicons: &self.lexicons,
            attributions,
            findings: &[],
            excused: &[],
            scores: &[],
            genre: None,
            notes: &[],
            engine: self.settings.engine,
            language: "en",
            settings_hash: self.settings.hash(),
            rules: rules(),
        }
    }

    /// What the settings say that the article is, or else what it surely reads like; otherwise it is judged as news.
    fn genre(&self, told: Option<&genre::Told>) -> Genre {
        self.settings.genre.or_else(|| told?.sure().map(|(genre, _)| genre)).unwrap_or(Genre::News)
    }

    /// What the article may, by what it is.
    fn latitude(&self, cx: &Context<'_>, genre: Genre) -> Latitude {
        match genre {
            _ if genre.judges() => Latitude::Opinion,
            _ if self.settings.genre.is_none() && genre::is_of_sport(cx) => Latitude::Sport,
            _ => Latitude::None,
        }
    }

    fn genre_cited(&self, told: genre::Told) -> GenreCited {
        let (set, opinion) = (self.settings.genre.map(|g| (g, told.percent(g))), told.opinion());
        let named = set.or(told.sure());
        GenreCited {
            name: named.map(|(g, _)| g),
            percent: named.map(|(_, percent)| percent),
            opinion,
            evidence: if set.is_none() { told.evidence } else { Vec::new() },
        }
    }

    /// Counted and excused findings, each in the order of trigger, then rule.
    fn classify(&self, cx: &Context<'_>, told: Option<&genre::Told>) -> (Vec<Finding>, Vec<Finding>) {
        let mut all = Self::unlevelled(cx);
        let genre = self.genre(told);
        let latitude = self.latitude(cx, genre);
        if genre == Genre::Release {
            classify::of_release(cx, &mut all);
        }
        let allowances = suppress::Index::new(cx.suppressions);
        let mut all: Vec<Finding> =
            all.into_iter().filter_map(|f| self.levelled(f, latitude)).map(|f| suppressed(cx, &allowances, f)).collect();
        if self.settings.profile.asks_once() {
            once(&mut all);
        }
        let mut late = Vec::new();
        for rule in classify::ALL {
            rule.check_findings(cx, &all, &mut late);
        }
        all.extend(late.into_iter().filter_map(|f| self.levelled(f, latitude)));
        all.sort_by_key(|f| (f.trigger(), f.rule));
        all.into_iter().partition(|f| f.excuse.is_none())
    }

    /// What the rules say, before the settings.
    fn unlevelled(cx: &Context<'_>) -> Vec<Finding> {
        let mut all = Vec::new();
        for rule in classify::ALL {
            rule.check(cx, &mut all);
        }
        all
    }

    /// The finding at the level the settings give it, or nothing where they switch it off.
    fn levelled(&self, f: Finding, latitude: Latitude) -> Option<Finding> {
        if f.evidence()[0].entry.as_ref().is_some_and(|e| self.settings.entries_off.contains(e)) {
            return None;
        }
        let level = self.graded(&f, latitude)?;
        let category = f.category.as_deref().and_then(|c| self.settings.categories.get(c));
        let reason = f.reason.and_then(|r| self.settings.reasons.get(r.as_str()));
        let level = category.or(reason).or_else(|| self.settings.rules.get(f.rule.0)).copied().unwrap_or(level);
        (level != Level::Off).then(|| f.at_level(level))
    }

    /// The finding's own level as far as the engine is sure of it and the article's latitude goes, or nothing where it is not to be told.
    fn graded(&self, f: &Finding, latitude: Latitude) -> Option<Level> {
        // What a house lists counts at its level wherever it stands.
        let Some(sure) = f.confidence.filter(|_| f.excuse.is_none()) else { return Some(f.level) };
        let latitude = self.settings.latitude(latitude, f.rule.0, f.reason);
        let cut = self.settings.cut(f.rule.0, f.category.as_deref());
        match (sure.strong >= cut.warning, sure.any >= cut.note) {
            (true, _) => latitude.weigh(f.level),
            (false, true) => latitude.weigh(f.level.min(Level::Note)),
            (false, false) => None,
        }
    }
}

fn rules() -> Vec<RuleCited> {
    let metas = classify::ALL.iter().map(|c| c.meta());
    metas.map(|m| RuleCited { id: m.id.0, summary: m.summary, explanation: m.explanation }).collect()
}

/// Of what a rule says about one and the same source what is surest, the first in the text of equals, and what the author allowed. What a
/// profile that asks for more certainty tells is told by the others, too.
fn once(all: &mut Vec<Finding>) {
    let sure = |f: &Finding| f.confidence.map_or(0, |c| c.any);
    let mut asked: BTreeMap<_, (Reverse<u8>, Span)> = BTreeMap::new();
    for (whom, f) in all.iter().filter_map(|f| Some(((f.rule, f.about?), f))) {
        let here = (Reverse(sure(f)), f.trigger());
        asked.entry(whom).and_modify(|best| *best = here.min(*best)).or_insert(here);
    }
    let is_asked = |f: &Finding, whom| asked.get(&(f.rule, whom)).is_some_and(|(_, at)| *at == f.trigger());
    all.retain(|f| f.about.is_none_or(|whom| is_asked(f, whom)) || f.excuse.is_some());
}

/// The finding, excused where the author allowed it; it then cites the allowance.
fn suppressed(cx: &Context<'_>, allowances: &suppress::Index<'_>, f: Finding) -> Finding {
    if allowances.is_empty() || f.excuse.is_some() {
        return f;
    }
    let whole = classify::meta(f.rule.0).is_some_and(|m| m.eligible == Eligible::Article);
    match allowances.covering(cx.doc, &f, whole) {
        Some(s) => f.suppressed(s.reason.clone()).with(Role::Support, [s.span]),
        None => f,
    }
}

/// Reads one article with the embedded lexicons and default settings. For many articles, keep an [`Analyzer`].
pub fn analyze(article: &Article) -> Report {
    Analyzer::default().analyze(article)
}

/// Reads a report that [`Report::keep`] wrote: it renders to the same bytes as the first.
///
/// # Errors
/// Where the text is no kept report, is of another format, or does not hang together.
pub fn reopen(json: &str) -> Result<Report, KeptError> {
    report::read(json, rules())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::analyze;
    use crate::article::Article;

    #[test]
    fn another_language_is_told_and_not_judged() {
        let text = "Die Bürgermeisterin sagte am Montag vor der Presse, der Ausschuss werde noch vor der Ernte wieder zusammentreten. \
                    Ihr Stellvertreter nannte den Plan einen Fehler und erklärte, die Stadt könne ihn nicht bezahlen, was auch immer \
                    das Ministerium in der Hauptstadt im Frühjahr versprochen haben möge.";
        let report = analyze(&Article::new("t", text).unwrap());
        assert_eq!(report.article.language, "unsupported");
        assert!(report.notes.iter().any(|n| n.message.contains("German")), "{:?}", report.notes);
        assert_eq!((report.findings.len(), report.attributions.len(), report.scores.len()), (0, 0, 0));
        assert_eq!(report.sentences.len(), 2);
    }
}
