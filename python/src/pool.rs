//! Work on other threads, results in the order of the work, so much at once and no more. No thread of it ever calls Python.
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use pyo3::prelude::*;
use sayso::corpus::{Job, in_order};
use std::{collections::VecDeque, io, thread, time::Duration};

/// Bytes of articles that are handed over and whose results are not yet taken.
const IN_FLIGHT: usize = 2 << 20;
/// Articles for each thread, so that a slow iterable gives its first report soon.
const AHEAD: usize = 16;
/// How often a wait looks for Ctrl-C.
const BLINK: Duration = Duration::from_millis(100);

/// Threads that work as long as the pool lives.
pub(crate) struct Pool<W, R> {
    jobs: Option<Sender<Job<W>>>,
    results: Receiver<R>,
    /// Sizes of the jobs whose results are not yet taken.
    waiting: VecDeque<usize>,
    bytes: usize,
    most: usize,
}

impl<W: Send + 'static, R: Send + 'static> Pool<W, R> {
    pub(crate) fn new(threads: usize, work: impl Fn(W) -> R + Send + Sync + 'static) -> io::Result<Pool<W, R>> {
        let (jobs, to_do) = unbounded::<Job<W>>();
        let (done, results) = unbounded();
        thread::Builder::new().spawn(move || {
            // Ends when nobody waits for results any more, or no more work can come.
            let _: Result<(), io::Error> =
                in_order(threads, IN_FLIGHT, to_do.into_iter(), work, |r| done.send(r).map_err(|_| io::ErrorKind::BrokenPipe.into()));
        })?;
        Ok(Pool { jobs: Some(jobs), results, waiting: VecDeque::new(), bytes: 0, most: threads * AHEAD })
    }

    /// May another job be given?
    pub(crate) fn has_room(&self) -> bool {
        self.jobs.is_some() && self.waiting.len() < self.most && self.bytes < IN_FLIGHT
    }

    pub(crate) fn give(&mut self, size: usize, work: W) {
        if let Some(jobs) = &self.jobs {
            // Cannot fail while the results can be received.
            let _ = jobs.send(Job { size, work });
            self.waiting.push_back(size);
            self.bytes += size;
        }
    }

    /// No more jobs will come.
    pub(crate) fn close(&mut self) {
        self.jobs = None;
    }

    /// The next result; nothing where none is owed. Other Python threads run in the meantime.
    pub(crate) fn take(&mut self, py: Python<'_>) -> PyResult<Option<R>> {
        let Some(&size) = self.waiting.front() else { return Ok(None) };
        loop {
            let results = &self.results;
            match py.detach(|| results.recv_timeout(BLINK)) {
                Ok(result) => {
                    self.waiting.pop_front();
                    self.bytes -= size;
                    return Ok(Some(result));
                }
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
                Err(RecvTimeoutError::Disconnected) => return Err(io::Error::other("a thread could not be started").into()),
            }
        }
    }
}
