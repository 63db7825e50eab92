//! Stopping in order: running requests are finished, no new ones taken.
use crate::files;
use anyhow::{Context, Result};
use std::{future::poll_fn, io, task::Poll, time::Duration};
use tokio::{sync::oneshot, time::timeout};

#[cfg(unix)]
type Signals = [tokio::signal::unix::Signal; 2];
#[cfg(windows)]
type Signals = [tokio::signal::windows::CtrlC; 1];

#[cfg(unix)]
fn signals() -> io::Result<Signals> {
    use tokio::signal::unix::{SignalKind, signal};
    Ok([signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?])
}

#[cfg(windows)]
fn signals() -> io::Result<Signals> {
    Ok([tokio::signal::windows::ctrl_c()?])
}

/// Listens for Ctrl-C, and for the signal by which services are stopped.
pub(super) struct Stop {
    signals: Signals,
}

impl Stop {
    /// From now on the signals do not end the program by themselves.
    pub(super) fn listen() -> Result<Stop> {
        signals().map(|signals| Stop { signals }).context("Ctrl-C cannot be watched for")
    }

    async fn asked(&mut self) {
        poll_fn(|cx| {
            let asked = self.signals.iter_mut().any(|s| s.poll_recv(cx).is_ready());
            if asked { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    /// Tells the server to end at the first signal. The second one, or a client that will not take its answer, ends the program at once.
    pub(super) async fn watch(mut self, server: oneshot::Sender<()>, patience: Duration) {
        self.asked().await;
        // A server that has ended already needs no telling.
        let _ = server.send(());
        let _ = timeout(patience, self.asked()).await;
        files::complain("stopped before every request was answered");
        files::leave(130);
    }
}
