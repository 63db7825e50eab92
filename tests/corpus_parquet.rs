//! Parquet in and out of `sayso corpus` (feature `parquet`).
#![cfg(feature = "parquet")]
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "support/generate.rs"]
mod generate;
#[path = "support/corpus.rs"]
mod support;

use parquet::{
    basic::Compression,
    column::writer::ColumnWriter,
    data_type::ByteArray,
    file::{
        properties::WriterProperties,
        reader::{FileReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    record::Field,
    schema::parser::parse_message_type,
};
use std::{
    fs::{self, File},
    io::{Cursor, Write},
    process::Stdio,
    sync::Arc,
};
use support::{Folder, TABLES, bytes, column, corpus, gz, rejects, run, succeed, table};

/// A column of a file to be made; `None` is a missing value.
enum Made {
    Text(Vec<Option<String>>),
    Int(Vec<i64>),
    Day(Vec<i32>),
    Real(Vec<f64>),
}

/// A file with these columns, `copies` times as many row groups.
fn parquet(schema: &str, columns: &[Made], compression: Compression, copies: usize) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(&format!("message articles {{ {schema} }}")).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    for _ in 0..copies {
        let mut group = writer.next_row_group().unwrap();
        for made in columns {
            let mut column = group.next_column().unwrap().unwrap();
            match (made, column.untyped()) {
                (Made::Text(v), ColumnWriter::ByteArrayColumnWriter(w)) => {
                    let levels: Vec<i16> = v.iter().map(|t| i16::from(t.is_some())).collect();
                    let values: Vec<ByteArray> = v.iter().flatten().map(|t| t.as_str().into()).collect();
                    w.write_batch(&values, Some(&levels), None).unwrap()
                }
                (Made::Int(v), ColumnWriter::Int64ColumnWriter(w)) => w.write_batch(v, None, None).unwrap(),
                (Made::Day(v), ColumnWriter::Int32ColumnWriter(w)) => w.write_batch(v, None, None).unwrap(),
                (Made::Real(v), ColumnWriter::DoubleColumnWriter(w)) => w.write_batch(v, None, None).unwrap(),
                _ => panic!("a column of another type"),
            };
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn texts(texts: &[&str]) -> Made {
    Made::Text(texts.iter().map(|t| (!t.is_empty()).then(|| (*t).to_owned())).collect())
}

#[test]
fn columns_of_every_type_are_read_from_files_archives_and_pipes() {
    let folder = Folder::new("parquet-in");
    let schema = "optional binary guid (STRING); optional binary body; required int64 seen (TIMESTAMP(NANOS,true)); required int64 local (TIMESTAMP(NANOS,false)); \
                  required int32 date (DATE); required double score; optional binary desk (STRING);";
    let columns = [
        texts(&["a", "", "c"]),
        texts(&["It rained.", "It snowed.", ""]),
        Made::Int(vec![1_930_194_307_000_000_000; 3]),
        Made::Int(vec![1_930_194_307_000_000_000; 3]),
        Made::Day(vec![22_342, 22_343, 22_344]),
        Made::Real(vec![0.5, 1.0, -2.0]),
        texts(&["city", "", "sport"]),
    ];
    let file = parquet(schema, &columns, Compression::SNAPPY, 2);
    folder.write("in/a.parquet", &file);
    folder.write("in/b.parquet.gz", gz(&file));
    let args = ["--map", "text=body,id=guid", "--keep", "seen,local,score,desk", "--max-rejected", "100%"];
    succeed(&folder, "out", &[&["in"][..], &args].concat());
    let articles = table(&folder, "out", "articles");
    let ids: Vec<&str> = articles.iter().map(|r| r["article_id"].as_str()).collect();
    assert_eq!(ids, ["a", "a", "a", "a"]);
    let first = &articles[0];
    assert_eq!((first["date"].as_str(), first["meta_seen"].as_str()), ("2031-03-04", "2031-03-02T05:05:07Z"));
    assert_eq!(first["meta_local"], "2031-03-02T05:05:07", "no zone is known, so none is told");
    assert_eq!((first["meta_score"].as_str(), first["meta_desk"].as_str()), ("0.5", "city"));
    let lines: Vec<u64> = rejects(&folder, "out").iter().map(|r| r["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [2, 3, 5, 6, 2, 3, 5, 6]);
    let mut child = corpus(&folder, "pipe", &["-", "--input", "parquet", "--where", "desk=city"])
        .args(args)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&file).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(column(&folder, "pipe", "articles", "article"), ["1", "4"]);
    assert!(!folder.path("pipe/.sayso-partial").exists());
}

#[test]
fn typed_tables_hold_what_the_text_tables_hold() {
    let folder = Folder::new("parquet-out");
    folder.write("a.jsonl", generate::jsonl(0..60, 12));
    succeed(&folder, "csv", &["a.jsonl"]);
    succeed(&folder, "typed", &["a.jsonl", "--format", "parquet"]);
    for name in TABLES {
        assert!(!folder.path("typed").join(format!("{name}.csv")).exists());
        let file = File::open(folder.path("typed").join(format!("{name}.parquet"))).unwrap();
        let rows = SerializedFileReader::new(file).unwrap();
        let typed: Vec<Vec<(String, Field)>> = rows.get_row_iter(None).unwrap().map(|r| r.unwrap().into_columns()).collect();
        let plain = table(&folder, "csv", name);
        assert_eq!(typed.len(), plain.len(), "{name}");
        for (typed, plain) in typed.iter().zip(&plain) {
            for (column, field) in typed {
                let cell = plain[column].as_str();
                let same = match field {
                    Field::Null => cell.is_empty(),
                    Field::Long(n) => cell == n.to_string(),
                    Field::Double(x) => cell.parse() == Ok(*x),
                    Field::Bool(b) => cell == if *b { "TRUE" } else { "FALSE" },
                    Field::Str(text) => cell == text,
                    other => panic!("{other:?}"),
                };
                assert!(same, "{name}.{column}: {field:?} and {cell}");
            }
        }
    }
    succeed(&folder, "csv", &["a.jsonl", "--format", "parquet", "--force"]);
    assert!(bytes(&folder, "csv") == bytes(&folder, "typed"), "tables of an earlier run in the other format are gone");
}

#[test]
fn a_killed_run_ends_with_the_same_typed_tables() {
    let folder = Folder::new("parquet-kill");
    let text = |n: u64| {
        let record: serde_json::Value = serde_json::from_str(&generate::record(n, 25)).unwrap();
        (record["id"].as_str().map(str::to_owned), record["text"].as_str().map(str::to_owned))
    };
    let (ids, texts): (Vec<_>, Vec<_>) = (0..900).map(text).unzip();
    let schema = "optional binary id (STRING); optional binary text (STRING);";
    folder.write("a.parquet.gz", gz(&parquet(schema, &[Made::Text(ids), Made::Text(texts)], Compression::SNAPPY, 2)));
    let checkpoint = folder.path("killed/.sayso-partial/checkpoint.json");
    let args = ["a.parquet.gz", "--format", "parquet"];
    let mut child = corpus(&folder, "killed", &args).args(["--threads", "1"]).stderr(Stdio::null()).spawn().unwrap();
    while !checkpoint.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(checkpoint.exists(), "the run was over before its first checkpoint: make the input larger");
    succeed(&folder, "killed", &[&args[..], &["--resume", "--threads", "2"]].concat());
    succeed(&folder, "whole", &args);
    assert!(bytes(&folder, "killed") == bytes(&folder, "whole"));
}

#[test]
fn bombs_and_damaged_files_are_told_and_harm_nothing() {
    let folder = Folder::new("parquet-hostile");
    let schema = "optional binary id (STRING); optional binary text (STRING);";
    let page = [texts(&["x"]), Made::Text(vec![Some("a".repeat(100 << 20))])];
    folder.write("in/page.parquet", parquet(schema, &page, Compression::GZIP(parquet::basic::GzipLevel::default()), 1));
    // One long text, and a dictionary that says it two thousand times.
    let long = "It rained in Ostervik. ".repeat(4_000);
    let many = [Made::Text((0..2_000).map(|n| Some(n.to_string())).collect()), Made::Text(vec![Some(long); 2_000])];
    folder.write("in/words.parquet", parquet(schema, &many, Compression::SNAPPY, 1));
    folder.write("in/z.jsonl", generate::jsonl(0..2, 2));
    let done = run(&folder, "out", &["in", "--max-rejected", "100%"]);
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let reasons: Vec<String> = rejects(&folder, "out").iter().map(|r| r["reason"].as_str().unwrap().to_owned()).collect();
    assert!(reasons[0].contains("more than 64 MB") && reasons[1].contains("decompression bomb"), "{reasons:?}");
    assert!(column(&folder, "out", "articles", "article_id").ends_with(&["g0".to_owned(), "g1".to_owned()]));

    let good = parquet(schema, &[texts(&["a", "b"]), texts(&["It rained.", "It snowed."])], Compression::UNCOMPRESSED, 1);
    let read = |file: Vec<u8>| sayso::corpus::seekable(Cursor::new(file), &sayso::corpus::ReadOptions::default()).count();
    assert_eq!(read(good.clone()), 2);
    for at in 0..good.len() {
        for flip in [0xFF, 0x80, 1] {
            let mut bad = good.clone();
            bad[at] ^= flip;
            // At least an error, at most the two rows and an error.
            assert!((1..=3).contains(&read(bad)), "byte {at}");
        }
        assert!((1..=3).contains(&read(good[..at].to_vec())));
    }
    fs::write(folder.path("list.parquet"), parquet("repeated binary text (STRING);", &[], Compression::SNAPPY, 0)).unwrap();
    assert!(!run(&folder, "list", &["list.parquet"]).status.success(), "empty tables are an error");
    assert!(rejects(&folder, "list")[0]["reason"].as_str().unwrap().contains("no column \"text\""));
}
