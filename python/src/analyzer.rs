//! Lexicons and settings, compiled once, and the ways to ask them.
use crate::{
    SettingsError,
    item::Reading,
    setup::{self, Texts},
    stream::{Batches, Judged, Reports, Stream, broken, json, threads},
};
use pyo3::prelude::*;
use sayso::{
    Analyzer,
    corpus::{Columns, Duplicates, Extra, codebook_csv},
    level::Level,
};
use std::{collections::BTreeMap, sync::Arc};

/// What every thread shares.
pub(crate) struct Judge {
    pub(crate) analyzer: Analyzer,
}

/// The report as JSON, and the text it is about. Bytes: Python makes a string of them only where somebody asks for one.
pub(crate) type Report = (Vec<u8>, String);

impl Judge {
    fn report(&self, article: &sayso::Article) -> Report {
        let report = self.analyzer.analyze(article);
        (json(&report).unwrap_or_default(), report.body().to_owned())
    }
}

/// Lexicons and settings, compiled. Made of what `gather` returns.
#[pyclass(frozen, module = "sayso._sayso")]
pub(crate) struct Core {
    judge: Arc<Judge>,
}

/// How items are read, as Python says it: names of fields, whether titles are put aside, bytes of an article.
type How = (BTreeMap<String, String>, bool, usize);

#[pymethods]
impl Core {
    #[new]
    fn new(py: Python<'_>, layers: Texts, lexicons: Texts) -> PyResult<Core> {
        Ok(Core { judge: Arc::new(Judge { analyzer: setup::analyzer(py, &layers, &lexicons)? }) })
    }

    /// `(report as JSON, text)` of one item.
    fn analyze(&self, py: Python<'_>, item: &Bound<'_, PyAny>, how: How) -> PyResult<Report> {
        let article = reading(how, &[])?.article(item, 1).map_err(|reason| broken(py, None, &reason))?;
        let judge = &self.judge;
        Ok(py.detach(|| judge.report(&article)))
    }

    /// The reports of an iterable.
    fn reports(&self, items: &Bound<'_, PyAny>, how: How, wanted: Option<usize>, raises: bool) -> PyResult<Reports> {
        let judge = Arc::clone(&self.judge);
        let how = (reading(how, &[])?, threads(wanted), raises);
        Ok(Reports(Stream::new(items, how, move |_, article| judge.report(&article))?))
    }

    /// The tables of an iterable, so many articles a batch; near-copies are looked for among the last `window` articles.
    fn batches(
        &self,
        items: &Bound<'_, PyAny>,
        how: How,
        run: (Option<usize>, bool),
        what: What,
        batch: (usize, usize),
    ) -> PyResult<Batches> {
        let ((wanted, raises), (size, window)) = (run, batch);
        let how = (reading(how, &what.0)?, threads(wanted), raises);
        let columns = Arc::new(self.table_columns(what));
        let (judge, shared) = (Arc::clone(&self.judge), Arc::clone(&columns));
        let stream = Stream::new(items, how, move |number, article| Judged::new(&judge, &shared, number, &article))?;
        let duplicates = (window > 0).then(|| Duplicates::new(window));
        Ok(Batches { stream, columns, duplicates, size: size.max(1) })
    }

    /// The five tables: name, and of each column name, type, unit and definition.
    fn columns(&self, what: What) -> Vec<(&'static str, Vec<[String; 4]>)> {
        let tables = self.table_columns(what).tables;
        let column = |c: sayso::corpus::Column| [c.name, c.kind.as_str().to_owned(), c.unit.to_owned(), c.definition];
        tables.into_iter().map(|t| (t.name, t.columns.into_iter().map(column).collect())).collect()
    }

    /// The codebook as CSV.
    fn codebook(&self, what: What) -> String {
        String::from_utf8(codebook_csv(&self.table_columns(what))).unwrap_or_default()
    }
}

/// What tables hold beside the usual: fields to keep, the text of sentences, the messages of findings.
type What = (Vec<String>, bool, bool);

impl Core {
    fn table_columns(&self, (keep, sentence_text, messages): What) -> Columns {
        let analyzer = &self.judge.analyzer;
        let settings = analyzer.settings();
        let levels = settings.rules.iter().chain(&settings.categories).chain(&settings.reasons);
        let off = levels.filter(|(_, level)| **level == Level::Off).map(|(name, _)| name.clone()).collect();
        Columns::new(analyzer.lexicons(), &Extra { keep, sentence_text, messages, off })
    }
}

fn reading((fields, without_title, max_bytes): How, keep: &[String]) -> PyResult<Reading> {
    Reading::new(fields, keep, without_title, max_bytes).map_err(SettingsError::new_err)
}
