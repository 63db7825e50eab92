//! Whose turn it is: so many texts are read at once, so many requests wait, and the others are told to come again. Nobody waits for
//! ever: receiving, waiting and reading share one limit of time.
use super::refusal::Refusal;
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, request::Parts},
};
use http_body_util::BodyExt;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::{Instant, timeout, timeout_at},
};

/// What is sent beyond the limit is taken in and thrown away up to here: a browser that cannot send shows no answer.
const DISCARDED: usize = 64 << 20;

/// So long, at most, the words of one who found no place are listened to.
const FAREWELL: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub(super) struct Pool {
    places: Arc<Semaphore>,
    threads: Arc<Semaphore>,
    limit: Duration,
    max_bytes: usize,
}

/// A place among those that wait, and until when it holds.
#[derive(Debug)]
pub(super) struct Turn {
    place: OwnedSemaphorePermit,
    deadline: Instant,
}

impl Pool {
    pub(super) fn new(threads: usize, queue: usize, limit: Duration, max_bytes: usize) -> Pool {
        let (places, threads) = (Arc::new(Semaphore::new(threads + queue)), Arc::new(Semaphore::new(threads)));
        Pool { places, threads, limit, max_bytes }
    }

    /// Takes a request in, whole.
    pub(super) async fn receive(&self, request: Request) -> Result<(Parts, Vec<u8>, Turn), Refusal> {
        let deadline = Instant::now() + self.limit;
        let (parts, body) = request.into_parts();
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            let _ = timeout(FAREWELL, read(body, 0)).await;
            return Err(Refusal::busy("Too many texts are waiting. Try again in a few seconds."));
        };
        let late = |_| Refusal::new(StatusCode::REQUEST_TIMEOUT, "The text took too long to arrive.");
        let bytes = timeout_at(deadline, read(body, self.max_bytes)).await.map_err(late)??;
        Ok((parts, bytes, Turn { place, deadline }))
    }

    /// Does the work when it is its turn. Work that outlives its time keeps its place until it ends, for its thread is not free before.
    pub(super) async fn work<R: Send + 'static>(&self, turn: Turn, job: impl FnOnce() -> R + Send + 'static) -> Result<R, Refusal> {
        let deadline = turn.deadline;
        let done = async {
            let thread = Arc::clone(&self.threads).acquire_owned().await.map_err(|_| Refusal::defect())?;
            let until_done = move || {
                let result = job();
                drop((turn.place, thread));
                result
            };
            spawn_blocking(until_done).await.map_err(|_| Refusal::defect())
        };
        let late = |_| Refusal::busy("The text could not be read in time. Try again later, or send a shorter one.");
        timeout_at(deadline, done).await.map_err(late)?
    }
}

async fn read(mut body: Body, limit: usize) -> Result<Vec<u8>, Refusal> {
    let (mut bytes, mut sent) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "The request broke off."))?;
        let data = frame.into_data().unwrap_or_default();
        sent += data.len();
        if sent <= limit {
            bytes.extend_from_slice(&data);
        } else if sent > DISCARDED {
            break;
        }
    }
    if sent > limit { Err(Refusal::too_large(limit)) } else { Ok(bytes) }
}
