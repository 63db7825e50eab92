//! How far the run is: a bar on a terminal, a plain line now and then elsewhere.
use super::counts::{Counts, counted};
use crate::files;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::IsTerminal,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Between two plain lines.
const EVERY: Duration = Duration::from_secs(10);

/// Shared by the thread that reads and the one that writes.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    total: Option<u64>,
    read: AtomicU64,
    started: Instant,
    told: Mutex<Instant>,
}

impl Progress {
    /// Of `total` bytes of input, where that is known.
    pub(crate) fn new(total: Option<u64>) -> Progress {
        let template = "{bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left, {msg}";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = || total.map_or_else(ProgressBar::new_spinner, ProgressBar::new).with_style(style);
        let now = Instant::now();
        Progress { bar: std::io::stderr().is_terminal().then(bar), total, read: AtomicU64::new(0), started: now, told: Mutex::new(now) }
    }

    /// So many more bytes of input were read.
    pub(crate) fn read(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Something was written.
    pub(crate) fn tick(&self, counts: &Counts) {
        if let Some(bar) = &self.bar {
            bar.set_position(self.read.load(Ordering::Relaxed));
            if counts.articles.is_multiple_of(64) {
                bar.set_message(format!("{} articles, {} rejected", counts.articles, counts.rejected));
            }
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.elapsed() >= EVERY {
            *told = Instant::now();
            files::complain(&self.line(counts));
        }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// The last word.
    pub(crate) fn finish(&self, counts: &Counts) {
        self.clear();
        files::complain(&self.line(counts));
    }

    /// What has been done, how fast, and how long the rest will take.
    fn line(&self, counts: &Counts) -> String {
        let read = self.read.load(Ordering::Relaxed) as f64;
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        let left = self.total.filter(|_| read > 0.0).map(|t| (t as f64 - read).max(0.0) * seconds / read);
        let left = left.filter(|l| *l >= 1.0).map_or(String::new(), |l| format!(", {l:.0} s left"));
        format!(
            "{}, {} rejected, {:.1} MB read at {:.2} MB/s{left}",
            counted(counts.articles, "article", "articles"),
            counts.rejected,
            read / 1e6,
            read / 1e6 / seconds
        )
    }
}
