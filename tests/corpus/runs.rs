//! Runs: threads, kills, broken and hostile inputs, selections.
use crate::{
    generate,
    support::{Folder, bytes, column, corpus, gz, rejects, run, succeed, table},
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Write},
    process::{Command, Stdio},
};

#[test]
fn one_two_and_eight_threads_write_the_same_bytes_in_the_order_of_the_input() {
    let folder = Folder::new("threads");
    folder.write("in/b.jsonl", generate::jsonl(200..300, 20));
    folder.write("in/a.jsonl.gz", gz(generate::jsonl(0..200, 4).as_bytes()));
    folder.write("in/sub/c.txt", "The regime fell on Monday.\n\nCritics say it was time.\n");
    for threads in ["1", "2", "8"] {
        succeed(&folder, threads, &["in", "--threads", threads, "--keep", "desk", "--sentence-text"]);
    }
    let one = bytes(&folder, "1");
    assert!(one == bytes(&folder, "2") && one == bytes(&folder, "8"));
    let keys: Vec<String> = (1..=301).map(|n: u32| n.to_string()).collect();
    assert_eq!(column(&folder, "1", "articles", "article"), keys);
    let ids = column(&folder, "1", "articles", "article_id");
    assert_eq!((ids[0].as_str(), ids[299].as_str(), ids[300].as_str()), ("g0", "g299", "in/sub/c.txt"));
    assert_eq!(column(&folder, "1", "articles", "meta_desk")[7], "3");
    assert!(!folder.path("1").join(".sayso-partial").exists());
}

#[test]
fn a_killed_run_goes_on_and_ends_with_the_same_bytes() {
    let folder = Folder::new("kill");
    // Copies far apart, so that the memory of duplicates has to survive, and broken lines, so that rejects have to.
    let mut text = generate::jsonl(0..400, 8);
    text.push_str("{broken\n");
    text.push_str(&generate::jsonl(0..50, 8));
    folder.write("in/a.jsonl", text);
    folder.write("in/b.jsonl.gz", gz(generate::jsonl(5_000..5_100, 8).as_bytes()));
    let checkpoint = folder.path("killed/.sayso-partial/checkpoint.json");
    let mut child =
        corpus(&folder, "killed", &["in", "--threads", "2", "--checkpoint-seconds", "0"]).stderr(Stdio::null()).spawn().unwrap();
    while !checkpoint.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(checkpoint.exists(), "the run was over before its first checkpoint: make the input larger");
    let refused = run(&folder, "killed", &["in"]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("--resume goes on"));
    let other = run(&folder, "killed", &["in", "--resume", "--sentence-text"]);
    assert!(String::from_utf8_lossy(&other.stderr).contains("had other options"));
    let told = succeed(&folder, "killed", &["in", "--threads", "1", "--resume"]);
    succeed(&folder, "whole", &["in", "--threads", "2"]);
    assert!(bytes(&folder, "killed") == bytes(&folder, "whole"), "{told}");
    let manifest =
        |output: &str| -> serde_json::Value { serde_json::from_slice(&fs::read(folder.path(output).join("run.json")).unwrap()).unwrap() };
    assert_eq!(manifest("killed")["counts"], manifest("whole")["counts"]);
    let duplicates = column(&folder, "whole", "articles", "duplicate_of");
    assert_eq!(duplicates[400..403], ["1", "2", "3"]);
    assert!(!run(&folder, "whole", &["in", "--resume"]).status.success());
}

#[test]
fn broken_records_are_told_with_file_and_line_and_the_rest_is_read() {
    let folder = Folder::new("rejects");
    let good = generate::record(1, 3);
    folder.write(
        "in/a.jsonl",
        format!("{good}\nnonsense\n{{\"id\":\"x\"}}\n{{\"id\":\"n\",\"text\":\"a\\u0000b\"}}\n{}\n{good}\n", "x".repeat(60_000)),
    );
    folder.write("in/b.csv", "id,text\n1,It rained.\n2,too,many\n3,It snowed.\n");
    folder.write("in/c.txt", b"PK\0\x01\x02");
    folder.write("in/d.jsonl.gz", &gz(format!("{good}\n").repeat(50).as_bytes())[..200]);
    folder.write("in/e.warc", "nothing like it\n");
    let done = run(&folder, "out", &["in", "--max-bytes", "50000", "--max-rejected", "100%"]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.code() == Some(1) && told.contains("2 files were not read to the end"), "{told}");
    let got: Vec<(String, u64)> =
        rejects(&folder, "out").iter().map(|r| (r["file"].as_str().unwrap().to_owned(), r["line"].as_u64().unwrap())).collect();
    let lines = |file: &str| -> Vec<u64> { got.iter().filter(|(f, _)| f == file).map(|(_, line)| *line).collect() };
    assert_eq!((lines("in/a.jsonl"), lines("in/b.csv"), lines("in/c.txt")), (vec![2, 3, 4, 5], vec![3], vec![1]));
    assert_eq!((lines("in/d.jsonl.gz").len(), lines("in/e.warc")), (1, vec![1]));
    assert!(rejects(&folder, "out").iter().all(|r| r["reason"].as_str().is_some_and(|r| r.len() > 10)));
    assert!(told.contains("records rejected"), "{told}");
    // Two of the JSON Lines, two rows of the table, and what could be read of the archive that is cut off.
    assert!(table(&folder, "out", "articles").len() >= 4);
    assert_eq!(table(&folder, "out", "inputs").len(), 5);
}

#[test]
fn a_bomb_a_long_line_and_ids_with_tricks_do_no_harm() {
    let folder = Folder::new("hostile");
    let bomb = {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let block = vec![b'a'; 1 << 20];
        (0..200).for_each(|_| out.write_all(&block).unwrap());
        out.finish().unwrap()
    };
    folder.write("in/bomb.jsonl.gz", bomb);
    {
        let mut long = BufWriter::new(File::create(folder.path("in/long.jsonl")).unwrap());
        let block = vec![b'x'; 1 << 20];
        (0..64).for_each(|_| long.write_all(&block).unwrap());
        long.write_all(b"\n{\"id\":\"after\",\"text\":\"It rained.\"}\n").unwrap();
    }
    folder.write("in/tricks.jsonl", "{\"id\":\"../../escaped\",\"text\":\"It rained.\"}\n{\"id\":\"=cmd|' /C calc'!A0\",\"text\":\"It snowed.\",\"title\":\"@SUM(A1)\"}\n");
    let peak = peak_memory(corpus(&folder, "out", &["in", "--threads", "2"]), 1);
    assert!(peak.is_none_or(|kb| kb < 150_000), "{peak:?} KiB");
    assert_eq!(column(&folder, "out", "articles", "article_id"), ["after", "../../escaped", "=cmd|' /C calc'!A0"]);
    assert_eq!(column(&folder, "out", "articles", "title")[2], "@SUM(A1)");
    let reasons: Vec<String> = rejects(&folder, "out").iter().map(|r| r["reason"].as_str().unwrap().to_owned()).collect();
    assert!(reasons[0].contains("decompression bomb") || reasons[1].contains("decompression bomb"), "{reasons:?}");
    assert!(!folder.0.parent().unwrap().join("escaped").exists());
    succeed(&folder, "safe", &["in/tricks.jsonl", "--spreadsheet-safe"]);
    assert_eq!(column(&folder, "safe", "articles", "article_id"), ["../../escaped", "'=cmd|' /C calc'!A0"]);
    assert_eq!(column(&folder, "safe", "articles", "title")[1], "'@SUM(A1)");
}

/// Runs to the end with this exit code and tells the largest resident set in KiB, where the system tells it.
fn peak_memory(mut command: Command, code: i32) -> Option<u64> {
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        let line = fs::read_to_string(&status).ok().and_then(|s| s.lines().find(|l| l.starts_with("VmHWM")).map(str::to_owned));
        peak = line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok()).or(peak);
        std::thread::yield_now();
    }
    assert_eq!(child.wait().unwrap().code(), Some(code));
    peak
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_run_can_be_resumed() {
    let folder = Folder::new("full");
    folder.write("a.jsonl", generate::jsonl(0..300, 12));
    fs::create_dir_all(folder.path("out/.sayso-partial")).unwrap();
    let link = folder.path("out/.sayso-partial/findings.csv");
    std::os::unix::fs::symlink("/dev/full", &link).unwrap();
    let failed = run(&folder, "out", &["a.jsonl"]);
    let told = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert_eq!(failed.status.code(), Some(2), "{told}");
    assert!(told.contains("the disk is full") && told.contains("--resume") && told.contains("findings.csv"), "{told}");
    fs::remove_file(&link).unwrap();
    succeed(&folder, "out", &["a.jsonl", "--resume"]);
    succeed(&folder, "whole", &["a.jsonl"]);
    assert!(bytes(&folder, "out") == bytes(&folder, "whole"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_cleanly_and_the_run_goes_on() {
    let folder = Folder::new("interrupt");
    folder.write("a.jsonl", generate::jsonl(0..800, 12));
    let child = corpus(&folder, "out", &["a.jsonl", "--threads", "1"]).stderr(Stdio::piped()).spawn().unwrap();
    while !folder.path("out/.sayso-partial/articles.csv").exists() {
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let stopped = child.wait_with_output().unwrap();
    assert_eq!(stopped.status.code(), Some(130), "{}", String::from_utf8_lossy(&stopped.stderr));
    assert!(String::from_utf8_lossy(&stopped.stderr).contains("--resume goes on"));
    succeed(&folder, "out", &["a.jsonl", "--resume"]);
    assert_eq!(table(&folder, "out", "articles").len(), 800);
}

#[test]
fn selections_and_samples_do_not_change_keys_and_do_not_depend_on_order() {
    let folder = Folder::new("select");
    folder.write("a.jsonl", generate::jsonl(0..150, 3));
    folder.write("b.jsonl", generate::jsonl(150..300, 3));
    succeed(&folder, "all", &["a.jsonl", "b.jsonl"]);
    succeed(&folder, "where", &["a.jsonl", "b.jsonl", "--where", "outlet=The Quay", "--from", "2031-06-01", "--to", "2031-06-30"]);
    let chosen = table(&folder, "where", "articles");
    assert!(!chosen.is_empty() && chosen.iter().all(|r| r["outlet"] == "The Quay" && r["date"].starts_with("2031-06-")));
    let all: BTreeMap<String, String> =
        table(&folder, "all", "articles").into_iter().map(|r| (r["article"].clone(), r["article_id"].clone())).collect();
    assert!(chosen.iter().all(|r| all[&r["article"]] == r["article_id"]));
    let sample = |output: &str, args: &[&str]| {
        succeed(&folder, output, &[args, &["--sample", "25"]].concat());
        let mut ids = column(&folder, output, "articles", "article_id");
        ids.sort();
        ids
    };
    let drawn = sample("s1", &["a.jsonl", "b.jsonl", "--seed", "7"]);
    assert_eq!(drawn.len(), 25);
    assert_eq!(drawn, sample("s2", &["b.jsonl", "a.jsonl", "--seed", "7", "--threads", "1"]));
    assert_ne!(drawn, sample("s3", &["a.jsonl", "b.jsonl", "--seed", "8"]));
    let refused = corpus(&folder, "s4", &["-", "--sample", "5"]).stdin(Stdio::null()).output().unwrap();
    assert!(String::from_utf8_lossy(&refused.stderr).contains("twice"));
}

#[test]
fn tables_web_archives_pages_and_standard_input_are_read() {
    let folder = Folder::new("formats");
    folder.write("in/t.csv", b"guid;body;paper\n7;\"The caf\xE9 closed; it rained.\";Marrow Daily\n");
    folder.write("in/u.tsv", "guid\tbody\n8\tIt snowed.\n");
    let paragraph =
        "<p>The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said, and nobody objected.</p>";
    let page =
        format!("<html><head><title>Harbour vote is put off</title></head><body><article>{}</article></body></html>", paragraph.repeat(6));
    folder.write("in/v.html", &page);
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://halden.example/1\r\nWARC-Date: 2031-03-04T05:06:07Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    folder.write("in/w.warc.gz", gz(warc.as_bytes()));
    succeed(&folder, "out", &["in", "--map", "text=body,id=guid,outlet=paper"]);
    let articles = table(&folder, "out", "articles");
    let ids: Vec<&str> = articles.iter().map(|r| r["article_id"].as_str()).collect();
    assert_eq!(ids, ["7", "8", "in/v.html", "https://halden.example/1"], "{:?}", rejects(&folder, "out"));
    assert_eq!((articles[0]["outlet"].as_str(), articles[0]["encoding"].as_str()), ("Marrow Daily", "windows-1252"));
    assert_eq!((articles[3]["date"].as_str(), articles[3]["title"].as_str()), ("", "Harbour vote is put off"));
    assert_eq!(articles[3]["crawled"], "2031-03-04T05:06:07Z");
    assert_eq!(articles[3]["duplicate_of"], "3");
    let mut child = corpus(&folder, "stdin", &["-"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(generate::jsonl(0..3, 2).as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(column(&folder, "stdin", "articles", "article_id"), ["g0", "g1", "g2"]);
}
