//! Work spread over threads, results in the order of the input, memory bounded.
use crossbeam_channel::bounded;
use std::{
    collections::BTreeMap,
    io,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// Stack of a worker: the HTML parser recurses over nested elements.
const STACK: usize = 16 << 20;

/// A job of more than this part of the room is large.
const LARGE: usize = 16;

/// One piece of work.
#[derive(Debug)]
pub struct Job<J> {
    /// About how many bytes it keeps in memory until its result is taken.
    pub size: usize,
    /// What is to be done.
    pub work: J,
}

/// Does the jobs on `threads` threads and hands the results to `take` in the order of the jobs.
///
/// The jobs that are read and not yet taken keep at most `budget` bytes (or are a single larger one). Results do not depend on the number
/// of threads. One more thread does the large jobs, one after the other: allocators keep for each thread what it once needed, so with large
/// jobs on all threads memory would grow with their number.
///
/// # Errors
/// The first of `take`, with which it ends, or that a thread cannot be started.
pub fn in_order<J: Send, R: Send, E: From<io::Error>>(
    threads: usize,
    budget: usize,
    jobs: impl Iterator<Item = Job<J>> + Send,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.max(1);
    let room = Room { used: Mutex::new(Used::default()), freed: Condvar::new(), budget };
    let (to_workers, from_reader) = bounded::<(u64, usize, J)>(threads * 4);
    let (to_large, large_from_reader) = bounded::<(u64, usize, J)>(1);
    // Unbounded in name only: every job in it holds its share of the room.
    let (to_writer, from_workers) = crossbeam_channel::unbounded::<(u64, usize, R)>();
    thread::scope(|scope| {
        let (room, work) = (&room, &work);
        // However the scope is left, the reader must not wait for room that nobody will free.
        let _close = Close(room);
        for jobs in std::iter::repeat_n(from_reader, threads).chain([large_from_reader]) {
            let results = to_writer.clone();
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
                for (number, size, job) in jobs {
                    if results.send((number, size, work(job))).is_err() {
                        break;
                    }
                }
            })?;
        }
        drop(to_writer);
        thread::Builder::new().spawn_scoped(scope, move || {
            for (number, job) in (0..).zip(jobs) {
                let to = if job.size > budget / LARGE { &to_large } else { &to_workers };
                if !room.enter(job.size) || to.send((number, job.size, job.work)).is_err() {
                    break;
                }
            }
        })?;
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (number, size, result) in &from_workers {
            waiting.insert(number, (size, result));
            while let Some((size, result)) = waiting.remove(&next) {
                take(result)?;
                room.leave(size);
                next += 1;
            }
        }
        Ok(())
    })
}

/// How much may be in memory at once.
struct Room {
    used: Mutex<Used>,
    freed: Condvar,
    budget: usize,
}

#[derive(Default)]
struct Used {
    bytes: usize,
    closed: bool,
}

impl Room {
    /// Waits until there is room; `false` where nobody will make any.
    fn enter(&self, size: usize) -> bool {
        let full = |used: &mut Used| !used.closed && used.bytes > 0 && used.bytes + size > self.budget;
        let mut used = self.freed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        used.bytes += size;
        !used.closed
    }

    fn leave(&self, size: usize) {
        let mut used = self.lock();
        used.bytes = used.bytes.saturating_sub(size);
        self.freed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Used> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Close<'r>(&'r Room);

impl Drop for Close<'_> {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn order_is_kept_and_the_room_bounds_what_is_read() {
        let (read, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let jobs = (0..500_usize).map(|n| {
            let open = read.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
            most.fetch_max(open, Ordering::SeqCst);
            Job { size: if n % 50 == 49 { 100 } else { 10 }, work: n }
        });
        let mut got = Vec::new();
        // Uneven work, so that results come out of order.
        let work = |n: usize| (0..(n % 7) * 1000).fold(n, |a, b| std::hint::black_box(a ^ b) ^ b);
        let done: io::Result<()> = in_order(4, 600, jobs, work, |n| {
            taken.fetch_add(1, Ordering::SeqCst);
            got.push(n);
            Ok(())
        });
        assert!(done.is_ok());
        assert_eq!(got, (0..500).collect::<Vec<_>>());
        // Sixty in the room, one in the reader's hand, one taken but not yet left.
        assert!(most.load(Ordering::SeqCst) <= 62, "{most:?}");
    }

    #[test]
    fn an_error_ends_an_endless_run() {
        let jobs = (0_u64..).map(|work| Job { size: 1, work });
        let done: io::Result<()> = in_order(3, 10, jobs, |n| n, |n| if n == 50 { Err(io::Error::other("full")) } else { Ok(()) });
        assert!(done.is_err());
    }

    #[test]
    fn a_job_larger_than_the_room_passes_alone() {
        let jobs = [5, 500, 5].map(|size| Job { size, work: size }).into_iter();
        let mut got = Vec::new();
        let done: io::Result<()> = in_order(
            2,
            10,
            jobs,
            |n| n,
            |n| {
                let _: () = got.push(n);
                Ok(())
            },
        );
        assert!(done.is_ok());
        assert_eq!(got, [5, 500, 5]);
    }
}
