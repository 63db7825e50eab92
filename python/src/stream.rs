//! Many articles: items are taken from Python on the thread that asks for the next result, and judged on others.
use crate::{
    ArticleError,
    analyzer::{Judge, Report},
    arrow::{self, Batch, Buffers, Rows},
    item::Reading,
    pool::Pool,
    told,
};
use pyo3::{prelude::*, types::PyIterator};
use sayso::{
    Article,
    corpus::{Columns, Duplicates, Signature, View},
};
use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// A batch is finished when a column of it has so many bytes of text.
const FULL: usize = 64 << 20;
/// Bytes that a broken item is taken for.
const SMALL: usize = 64;

/// Something of the item with this number; or what is wrong with the item.
type Of<T> = (u64, Result<T, String>);

/// Articles in, results in the same order out.
pub(crate) struct Stream<R> {
    /// `None` where there is nothing more to get.
    items: Option<Py<PyIterator>>,
    reading: Reading,
    pool: Pool<Of<Article>, Of<R>>,
    given: u64,
    /// What the iterable raised; told when all before it has been given.
    raised: Option<PyErr>,
    raises: bool,
}

impl<R: Send + 'static> Stream<R> {
    pub(crate) fn new(
        items: &Bound<'_, PyAny>,
        (reading, threads, raises): (Reading, usize, bool),
        work: impl Fn(u64, Article) -> R + Send + Sync + 'static,
    ) -> PyResult<Stream<R>> {
        let work = move |(number, article): Of<Article>| {
            let defect = |_| "sayso failed on this article; this is a defect of the program: please report it".to_owned();
            let judged = article.and_then(|article| catch_unwind(AssertUnwindSafe(|| work(number, article))).map_err(defect));
            (number, judged)
        };
        let pool = Pool::new(threads, work)?;
        Ok(Stream { items: Some(items.try_iter()?.unbind()), reading, pool, given: 0, raised: None, raises })
    }

    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Of<R>>> {
        while self.pool.has_room() {
            match self.items.as_ref().and_then(|items| items.bind(py).clone().next()) {
                Some(Ok(item)) => {
                    self.given += 1;
                    let article = self.reading.article(&item, self.given);
                    self.pool.give(article.as_ref().map_or(SMALL, |a| a.text().len()), (self.given, article));
                }
                ended => {
                    self.raised = ended.and_then(Result::err);
                    self.items = None;
                    self.pool.close();
                }
            }
        }
        match (self.pool.take(py)?, self.raised.take()) {
            (Some((number, Err(reason))), _) if self.raises => Err(broken(py, Some(number), &reason)),
            (Some(result), raised) => {
                self.raised = raised;
                Ok(Some(result))
            }
            (None, Some(error)) => Err(error),
            (None, None) => Ok(None),
        }
    }
}

/// The exception for an item that is no article.
pub(crate) fn broken(py: Python<'_>, number: Option<u64>, reason: &str) -> PyErr {
    let message = number.map_or_else(|| reason.to_owned(), |n| format!("item {n}: {reason}"));
    let number = number.and_then(|n| n.into_pyobject(py).ok()).map(Bound::into_any);
    told(py, ArticleError::new_err(message), &[("number", number)])
}

/// A report, or the reason why there is none, with the item's number.
type Told = (u64, Option<Report>, Option<String>);

/// Iterator over `(number, report, None)` and `(number, None, reason)`.
#[pyclass(module = "sayso._sayso")]
pub(crate) struct Reports(pub(crate) Stream<Report>);

#[pymethods]
impl Reports {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Told>> {
        Ok(self.0.next(py)?.map(|(number, result)| match result {
            Ok(report) => (number, Some(report), None),
            Err(reason) => (number, None, Some(reason)),
        }))
    }
}

/// What a worker makes of an article for the tables.
pub(crate) struct Judged {
    rows: Rows,
    signature: Option<Signature>,
}

impl Judged {
    pub(crate) fn new(judge: &Judge, columns: &Columns, number: u64, article: &Article) -> Judged {
        let report = judge.analyzer.analyze(article);
        let rows = Rows::of(columns, &View::new(number, "", number, article, &report, columns));
        Judged { rows, signature: Signature::of(article.body()) }
    }
}

/// Iterator over batches: five tables, each a list of columns; the items that are no articles, each with its number and reason; and a
/// column of the articles' signatures, by which near-copies are found.
#[pyclass(module = "sayso._sayso")]
pub(crate) struct Batches {
    pub(crate) stream: Stream<Judged>,
    pub(crate) columns: Arc<Columns>,
    pub(crate) duplicates: Option<Duplicates>,
    /// Articles of a batch.
    pub(crate) size: usize,
}

type Finished<'py> = (Vec<Vec<Buffers<'py>>>, Vec<(u64, String)>, Buffers<'py>);

#[pymethods]
impl Batches {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Finished<'py>>> {
        let (mut batch, mut rejects, mut signatures) = (Batch::new(&self.columns), Vec::new(), Vec::new());
        while signatures.len() < self.size && batch.fullest() < FULL {
            match self.stream.next(py)? {
                None if signatures.is_empty() && rejects.is_empty() => return Ok(None),
                None => break,
                Some((number, Ok(judged))) => {
                    let copies = self.duplicates.as_mut().zip(judged.signature);
                    batch.push(&judged.rows, copies.and_then(|(known, signature)| known.find(signature, number)));
                    signatures.push(judged.signature);
                }
                Some((number, Err(reason))) => rejects.push((number, reason)),
            }
        }
        Ok(Some((batch.finish(py), rejects, arrow::signatures(py, &signatures))))
    }
}

/// So many threads, as many as there are cores where nothing is said.
pub(crate) fn threads(wanted: Option<usize>) -> usize {
    wanted.or_else(|| std::thread::available_parallelism().ok().map(Into::into)).unwrap_or(1).max(1)
}

/// What cannot be written into memory cannot fail otherwise.
pub(crate) fn json(report: &sayso::Report) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(report)?)
}
