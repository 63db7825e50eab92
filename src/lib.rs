//! **sayso** reads English news and shows, sentence by sentence, where an article leans on its own word: loaded terms,
//! unattributed assertions, vague attribution and single-source claims, each with its exact evidence spans.
//!
//! ```
//! use sayso::{Analyzer, Article};
//! let article = Article::new("demo", "The regime collapsed on Monday, the ministry said.").unwrap();
//! let report = Analyzer::default().analyze(&article);
//! assert_eq!(report.article.sentences, report.sentences.len());
//! ```
//!
//! `examples/` has an own lexicon, many threads, and a format of one's own; [`Report::keep`] and [`reopen`] store a report and show it later.
//!
//! One way through: input → document → lexicon scan → attribution → classify → score → report → render.
//! The library does not panic, print, exit, or read the clock, the environment or the disk.
#[macro_use]
pub mod vocabulary;

pub mod agree;
pub mod analyze;
pub mod annotate;
pub mod article;
pub mod attribution;
pub mod cell;
pub mod claim;
pub mod classify;
pub mod classroom;
pub mod compare;
pub mod config;
pub mod corpus;
pub mod document;
pub mod encoder;
pub mod fast;
pub mod finding;
pub mod genre;
pub mod hash;
pub mod input;
pub mod language;
pub mod level;
pub mod lexicon;
pub mod lines;
pub mod loadedness;
pub mod logistic;
mod mark;
pub mod norms;
pub mod origin;
mod plural;
pub mod reason;
pub mod render;
pub mod report;
pub mod review;
pub mod score;
pub mod sheet;
pub mod span;
pub mod stats;
pub mod suppress;
pub mod why;
mod wording;
mod xml_text;

pub use analyze::{Analyzer, analyze, reopen};
pub use article::Article;
pub use report::Report;
