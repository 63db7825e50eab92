//! Many articles on all cores with one analyzer: lexicons and weights are compiled once and shared. `cargo run --example threads`
#![allow(clippy::print_stdout)]
use sayso::{Analyzer, Article, Report};
use std::{error::Error, thread};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let article = |n: usize| Article::new(format!("a{n}"), format!("The regime fell in town {n}, Mara Lind said. It was a disaster."));
    let articles = (0..20).map(article).collect::<Result<Vec<_>, _>>()?;
    let analyzer = Analyzer::default();
    let cores = thread::available_parallelism()?.get();
    let share = articles.len().div_ceil(cores).max(1);
    let shared = &analyzer;
    let reports: Vec<Report> = thread::scope(|scope| {
        let threads: Vec<_> = (articles.chunks(share))
            .map(|part| scope.spawn(move || part.iter().map(|a| shared.analyze(a)).collect::<Vec<Report>>()))
            .collect();
        threads.into_iter().filter_map(|t| t.join().ok()).flatten().collect()
    });
    let findings: usize = reports.iter().map(|r| r.findings.len()).sum();
    println!("{} articles, {findings} findings", reports.len());
    Ok(())
}
