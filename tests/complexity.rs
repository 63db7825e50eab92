//! A benchmark in the tests: whatever is repeated, four times as much text takes about four times as long, with both engines and in every
//! format. What is counted is the time that the thread had a processor, as Linux tells it; elsewhere nothing is measured.
#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Article,
    config::{Engine, Settings},
    input::{Limits, markdown},
    render::{self, Options},
};
use std::fs;

/// Four times the text may take so many times the time: linear is 4, quadratic 16.
const MOST: f64 = 7.0;
/// Less than this is too little to judge by, in seconds.
const LEAST: f64 = 0.03;

/// What is said over and over: each was, or might be, slow somewhere.
const PATTERNS: [&str; 56] = [
    "Dahl, who said ",
    "Smith, who said Jones, who said ",
    "regime ",
    "regime, ",
    "said ",
    "according to ",
    "\"",
    "“",
    "“He said ‘so’” ",
    "(",
    "[sayso allow loaded-term because: x]\nThe regime fell.\n\n",
    "He said so. ",
    "he said ",
    "Critics say ",
    "Mara Lind ",
    "A B C D ",
    "the mayor of ",
    "and ",
    ", ",
    ". ",
    "a",
    "A. ",
    "x-",
    "\n\n",
    "Q: So?\nA: No.\n\n",
    "MAYOR DAHL: It rained.\n\n",
    "who was who is ",
    "it is said that ",
    "she told him he told her ",
    "“Yes,” she said. ",
    "1,234 ",
    "$5 million per cent ",
    "e\u{301}\u{200D}",
    "🙂 ",
    "https://halden.example/a?b=c ",
    "Mr. Dahl said Mrs. Lind said ",
    "denied claims that ",
    "because of because ",
    "- item\n",
    "> so it is\n",
    "> So it is.\n\n",
    "Ada (@ada) April 3\n\nSo it is.\n\n",
    "So it is\n— Ada (@ada) April 3\n",
    "Dear Ada,\n\nSo it is.\n\n",
    "So it is.\n\nNadia Kell, Tarnby\n\n",
    "Read the full statement below:\n\nSo it is.\n\n",
    "take our poll\n\nShould it rain?\n\n",
    "Halden Wire reported that the council of Ostervik ",
    "The minister, the mayor, the governor, ",
    "must resign would must ",
    "“regime” ",
    "robbed and murdered regime thugs ",
    "the man said ",
    "the letter reads ",
    "Norlund lied and hid it and ",
    "They lied, Norlund said, and Norlund was to blame. ",
];

/// Seconds that this thread has had a processor.
fn cpu() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

fn analyzer(engine: Engine) -> Analyzer {
    Analyzer::builder().settings(Settings { engine, ..Settings::default() }).build()
}

/// Of judging an article and writing it in every format; the better of `tries`.
fn seconds(analyzer: &Analyzer, article: &Article, tries: usize) -> f64 {
    let once = || {
        let before = cpu()?;
        let report = analyzer.analyze(article);
        for format in render::FORMATS {
            format.render(std::slice::from_ref(&report), &Options::default(), &mut std::io::sink()).unwrap();
        }
        Some(cpu()? - before)
    };
    (0..tries).filter_map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// The patterns that take more than their share.
fn slow(engine: Engine, size: usize, tries: usize) -> Vec<String> {
    let analyzer = analyzer(engine);
    let article = |pattern: &str, size: usize| Article::new("t", pattern.repeat(size / pattern.len())).unwrap();
    let judge = |pattern: &&str| {
        let (small, large) = (article(pattern, size), article(pattern, 4 * size));
        let (one, four) = (seconds(&analyzer, &small, tries), seconds(&analyzer, &large, tries));
        let slow = four > LEAST && four > MOST * one.max(LEAST / 8.0);
        slow.then(|| format!("{pattern:?}: {one:.3} s, then {four:.3} s"))
    };
    PATTERNS.iter().filter_map(judge).collect()
}

#[test]
fn the_fast_engine_is_linear_in_whatever_is_repeated() {
    if cpu().is_none() {
        eprintln!("the time of a thread is not told here: skipped");
        return;
    }
    let slow = slow(Engine::Fast, 40_000, 2);
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn the_context_engine_is_linear_in_whatever_is_repeated() {
    if cpu().is_none() {
        eprintln!("the time of a thread is not told here: skipped");
        return;
    }
    let slow = slow(Engine::Context, 3_000, 1);
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn allowances_cost_no_more_by_being_many() {
    if cpu().is_none() {
        return;
    }
    let analyzer = analyzer(Engine::Fast);
    let article = |n: usize| {
        let text = "<!-- sayso allow loaded-term \"junta\" because: x -->\n".repeat(n) + &"The regime fell. ".repeat(n);
        markdown("t", text.as_bytes(), Limits::default()).unwrap()
    };
    let (one, four) = (seconds(&analyzer, &article(1_000), 2), seconds(&analyzer, &article(4_000), 2));
    assert!(four < MOST * one.max(LEAST / 8.0), "{one:.3} s, then {four:.3} s");
}
