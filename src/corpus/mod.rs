//! Many articles: records of any format, filters, work spread over threads with the order kept, tidy tables and their codebook.
//!
//! Nothing is opened, renamed or timed here: the caller gives readers and takes bytes, so every step can be tested in memory.
mod codebook;
mod columns;
mod duplicates;
mod filter;
mod identified;
mod measures;
mod order;
#[cfg(feature = "parquet")]
mod parquet;
mod read;
mod sample;
mod tables;

pub use codebook::{codebook_csv, codebook_markdown};
pub use columns::{Cell, Column, Columns, Extra, Table, Type, View};
pub use duplicates::{Duplicates, Signature};
pub use filter::{Filter, FilterError, Verdict, field};
pub use order::{Job, in_order};
#[cfg(feature = "parquet")]
pub use parquet::csv_to_parquet;
pub use read::{Raw, ReadOptions, RecordKind, Records, kind_of, records, seekable};
pub use sample::{Sample, Threshold, draw};
pub use tables::{Rows, header, rows};
