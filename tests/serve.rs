//! `sayso serve` from outside: its pages, its API, whom it refuses and why, many at once, and its end.
#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]
#[path = "support/generate.rs"]
mod generate;
#[path = "support/http.rs"]
mod http;

use http::{Answer, Server, answer};
use serde_json::{Value, json};
use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// The linear engine: what is tested here is the way to it.
const FAST: [&str; 2] = ["--engine", "fast"];
const TEXT: &str =
    "Bridge closed\n\nThe brutal regime closed the bridge on Monday. \"It is a disgrace,\" said Ada Brandt of the harbour office.\n";

fn articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")
}

fn problem(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status, status, "{answer:?}");
    assert!(answer.head.contains("content-type: application/problem+json"), "{}", answer.head);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((&body["type"], &body["status"]), (&json!("about:blank"), &json!(status)));
    assert!(body["title"].is_string());
    body["detail"].as_str().unwrap().to_owned()
}

#[test]
fn the_start_page_has_a_form_and_a_policy() {
    let server = Server::start(&FAST);
    let page = server.ask("GET /", &[], b"");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<textarea") && page.body.contains("type=\"file\"") && !page.body.contains("<script"));
    for field in
        ["content-security-policy: default-src 'none'; style-src 'sha256-", "frame-ancestors 'none'", "cache-control: no-store", "nosniff"]
    {
        assert!(page.head.contains(field), "{field}: {}", page.head);
    }
    assert!(!page.head.contains("access-control-"), "{}", page.head);
    assert_eq!(server.ask("GET /healthz", &[], b"").body, "ok\n");
}

#[test]
fn a_pasted_article_becomes_the_page_of_check() {
    let server = Server::start(&FAST);
    let fields =
        |page| [("headline", "Bridge closed"), ("text", "The brutal regime closed the bridge on Monday.\r\nIt rained."), ("page", page)];
    let report = server.form(&fields("html"), ("", b""));
    assert_eq!(report.status, 200);
    assert!(report.body.contains("<mark") && report.body.contains("Bridge closed") && report.body.contains("on whose say-so?"));
    let class = server.form(&fields("class"), ("", b""));
    assert!(class.body.contains("Mark first, then compare") && !class.body.contains("loaded-term"), "{}", class.head);
    for page in [&report, &class] {
        let meta = page.body.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        let sent = page.head.lines().find_map(|l| l.strip_prefix("content-security-policy: ")).unwrap();
        let meta = meta.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&#39;", "'").to_ascii_lowercase();
        assert_eq!(sent, format!("{meta}; frame-ancestors 'none'"));
    }
}

#[test]
fn files_are_read_by_their_kind() {
    let server = Server::start(&FAST);
    let html = "<html><head><title>Bridge</title></head><body><nav>Menu</nav><article><h1>Bridge closed</h1><p>The brutal regime closed the bridge on Monday, and the ferries were full until late in the evening.</p><p>\"It is a disgrace,\" said Ada Brandt of the harbour office, who had waited there since six in the morning.</p></article></body></html>";
    let mut word = zip::ZipWriter::new(Cursor::new(Vec::new()));
    word.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let document = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>The brutal regime closed the bridge on Monday, and the ferries were full until late in the evening.</w:t></w:r></w:p></w:body></w:document>";
    word.write_all(document.as_bytes()).unwrap();
    let word = word.finish().unwrap().into_inner();
    let latin = b"The brutal regime closed the caf\xE9, the owner\x92s sister said.";
    for (name, bytes, words) in [
        ("bridge.html", html.as_bytes(), "harbour office"),
        ("C:\\drafts\\bridge.docx", word.as_slice(), "closed the bridge"),
        ("bridge.txt", latin, "café"),
        ("bridge.md", b"# Bridge\n\nThe *brutal* regime closed it.", "regime"),
    ] {
        let page = server.form(&[("text", ""), ("page", "html")], (name, bytes));
        assert_eq!(page.status, 200, "{name}: {}", page.body);
        assert!(page.body.contains("<mark") && page.body.contains(words), "{name}");
        assert!(!page.body.contains("Menu"), "{name}");
    }
}

#[test]
fn what_is_wrong_with_a_form_stands_on_the_start_page() {
    let server = Server::start(&FAST);
    for (fields, file, status, words) in [
        (vec![("text", " \r\n")], ("", &b""[..]), 422, "There is no text yet"),
        (vec![("text", "Rain fell.")], ("a.txt", b"Rain fell."), 422, "Do one of the two"),
        (vec![], ("a.exe", b"MZ"), 415, "Choose a .txt, .md, .docx or .html file"),
        (vec![], ("a.docx", b"no ZIP"), 422, "It cannot be read: not a readable Word document"),
        (vec![], ("a.txt", b"a\0b"), 422, "NUL bytes"),
        (vec![], ("a.txt", b" "), 422, "There is no text in it"),
    ] {
        let page = server.form(&fields, file);
        assert_eq!(page.status, status, "{words}: {}", page.body);
        assert!(page.body.contains("role=\"alert\"") && page.body.contains(words) && page.body.contains("<form"), "{words}: {}", page.body);
    }
    let page = server.ask("POST /", &["Content-Type: application/x-www-form-urlencoded"], b"text=x");
    assert!(page.status == 415 && page.body.contains("For programs there is POST"), "{}", page.body);
}

#[test]
fn the_api_answers_byte_for_byte_as_check_does() {
    let server = Server::start(&["--profile", "research", "--loadedness", "--engine", "fast"]);
    let check = |file: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(["check", "--no-config", "--engine", "fast", "--profile", "research", "--loadedness", "--format", "json", file]);
        String::from_utf8(command.current_dir(articles()).output().unwrap().stdout).unwrap()
    };
    for file in ["wire.txt", "column.txt", "balanced.txt"] {
        let text = fs::read_to_string(articles().join(file)).unwrap();
        let body = json!({ "text": text, "id": file }).to_string();
        let answer = server.ask("POST /v1/check", &["Content-Type: application/json"], body.as_bytes());
        assert!(answer.status == 200 && answer.head.contains("content-type: application/json"), "{}", answer.head);
        assert!(answer.body == check(file), "{file}");
        let plain = server.check(&text).body;
        assert!(plain.replacen("\"id\": \"text\"", &format!("\"id\": \"{file}\""), 1) == check(file), "{file}: {plain}");
    }
}

#[test]
fn the_api_says_what_is_wrong_in_problem_details() {
    let server = Server::start(&FAST);
    let ask = |kind: &str, body: &str| server.ask("POST /v1/check", &[kind], body.as_bytes());
    let json = "Content-Type: application/json";
    assert!(problem(&ask(json, "{\"text\": 1}"), 400).contains("line 1 column"));
    assert!(problem(&ask(json, "{\"txt\": \"Rain fell.\"}"), 400).contains("unknown field `txt`"));
    assert!(problem(&ask(json, "[]"), 400).contains("does not fit"));
    assert!(problem(&ask(json, "{\"text\": \" \"}"), 422).contains("no text in it"));
    assert!(problem(&ask("Content-Type: text/html", "<p>x"), 415).contains("text/plain"));
    assert!(problem(&ask("X-Nothing: 1", "x"), 415).contains("application/json"));
    let broken = server.ask("POST /v1/check", &["Content-Type: text/plain"], b"Fine.\nNot \xFF.");
    assert!(problem(&broken, 400).contains("line 2"));
    assert!(problem(&server.ask("GET /v1/nothing", &[], b""), 404).contains("start page"));
    let get = server.ask("GET /v1/check", &[], b"");
    problem(&get, 405);
    assert!(get.head.contains("allow: post"), "{}", get.head);
    assert!(server.ask("GET /elsewhere", &[], b"").body.contains("To the start page"));
}

#[test]
fn other_names_and_other_sites_are_refused() {
    let server = Server::start(&FAST);
    for host in ["Host: evil.example", "Host: 127.0.0.1", "Host: 127.0.0.1:1"] {
        assert!(problem(&server.ask("POST /v1/check", &[host, "Content-Type: text/plain"], b"Rain fell."), 403).contains("--host NAME"));
        let page = server.ask("GET /", &[host], b"");
        assert!(page.status == 403 && !page.body.contains("<form"), "{}", page.body);
    }
    for origin in ["Origin: https://evil.example", "Origin: null", "Origin: http://127.0.0.1:1"] {
        let kind = "Content-Type: text/plain";
        assert!(problem(&server.ask("POST /v1/check", &[origin, kind], b"Rain fell."), 403).contains("another site"));
        assert_eq!(server.ask("POST /", &[origin, "Content-Type: multipart/form-data; boundary=X"], b"--X--").status, 403);
    }
    let port = server.port;
    let own =
        [&*format!("Host: localhost:{port}"), &*format!("Origin: http://localhost:{port}"), "Content-Type: text/plain"].map(str::to_owned);
    assert_eq!(server.ask("POST /v1/check", &own.each_ref().map(String::as_str), TEXT.as_bytes()).status, 200);
    let named = Server::start(&["--host", "Desk.Example", "--engine", "fast"]);
    assert_eq!(named.ask("GET /healthz", &[&format!("Host: desk.example:{}", named.port)], b"").status, 200);
    assert_eq!(named.ask("GET /healthz", &["Host: desk.example"], b"").status, 403);
}

#[test]
fn too_much_is_refused_and_nobody_is_cut_off() {
    let server = Server::start(&["--engine", "fast", "--max-bytes", "10000"]);
    assert!(problem(&server.check(&"Rain fell. ".repeat(1_000)), 413).contains("10000 bytes"));
    // Far more than socket buffers hold: the answer still arrives.
    assert!(problem(&server.check(&"Rain fell. ".repeat(1_000_000)), 413).contains("at most"));
    let page = server.form(&[("text", &"Rain fell. ".repeat(1_000))], ("", b""));
    assert!(page.status == 413 && page.body.contains("too big") && page.body.contains("<form"), "{}", page.body);
}

#[test]
fn fifty_at_once_are_all_answered() {
    let server = Server::start(&FAST);
    let text = TEXT.repeat(20);
    let one = server.check(&text).body;
    thread::scope(|scope| {
        let asking: Vec<_> = (0..50).map(|_| scope.spawn(|| server.check(&text))).collect();
        for answer in asking.into_iter().map(|a| a.join().unwrap()) {
            assert!(answer.status == 200 && answer.body == one, "{}", answer.head);
        }
    });
}

#[test]
fn who_finds_no_place_is_told_to_come_again_and_who_dawdles_to_hurry() {
    let server = Server::start(&["--engine", "fast", "--threads", "1", "--queue", "0", "--timeout", "4"]);
    let mut slow = server.connect();
    write!(slow, "{}Rain", server.head("POST /v1/check", &["Content-Type: text/plain"], 10)).unwrap();
    thread::sleep(Duration::from_millis(500));
    let refused = server.check(TEXT);
    assert!(problem(&refused, 503).contains("Try again"));
    assert!(refused.head.contains("retry-after: 5"), "{}", refused.head);
    assert_eq!(server.ask("GET /healthz", &[], b"").status, 200);
    assert!(problem(&answer(&mut slow), 408).contains("too long to arrive"));
    assert_eq!(server.check(TEXT).status, 200);
}

#[cfg(unix)]
#[test]
fn told_to_stop_it_answers_who_has_asked_and_ends() {
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(&FAST);
        // One that never asks, and one in the middle of a request.
        let (_idle, mut asking) = (server.connect(), server.connect());
        write!(asking, "{}", server.head("POST /v1/check", &["Content-Type: text/plain"], TEXT.len())).unwrap();
        thread::sleep(Duration::from_millis(500));
        assert!(Command::new("kill").args([signal, &server.child.id().to_string()]).status().unwrap().success());
        thread::sleep(Duration::from_millis(500));
        asking.write_all(TEXT.as_bytes()).unwrap();
        assert_eq!(answer(&mut asking).status, 200);
        assert_eq!(server.child.wait().unwrap().code(), Some(0), "{signal}");
    }
}

#[test]
fn the_description_is_an_openapi_document_and_reports_fit_it() {
    let server = Server::start(&FAST);
    let description: Value = serde_json::from_str(&server.ask("GET /v1/openapi.json", &[], b"").body).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1."));
    let fits = |schema: &str, value: &Value| {
        let mut whole = description.clone();
        whole["$ref"] = format!("#/components/schemas/{schema}").into();
        let faults: Vec<String> = jsonschema::validator_for(&whole).unwrap().iter_errors(value).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{schema}: {faults:#?}");
    };
    fits("CheckRequest", &json!({ "text": "Rain fell.", "title": "Rain" }));
    fits("Report", &serde_json::from_str(&server.check(TEXT).body).unwrap());
    fits("Problem", &serde_json::from_str(&server.check("").body).unwrap());
    let answers = &description["paths"]["/v1/check"]["post"]["responses"];
    for status in ["200", "400", "403", "413", "415", "503"] {
        assert!(answers[status]["content"].is_object(), "{status}");
    }
}

#[test]
fn other_machines_are_served_only_when_asked_for() {
    let server = Server::start(&FAST);
    let run = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_sayso")).arg("serve").args(args).output().unwrap();
    let refused = run(&["--bind", "0.0.0.0", "--port", "0"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--allow-remote"));
    for host in ["http://desk.example", "desk.example:80", "a/b", ""] {
        let refused = run(&["--host", host]);
        assert!(String::from_utf8_lossy(&refused.stderr).contains("a name or an address alone"), "{host}");
    }
    let taken = server.port.to_string();
    assert!(String::from_utf8_lossy(&run(&["--port", &taken]).stderr).contains("--port N takes another one"));
}

/// A measurement: `cargo test --release --features serve --test serve -- --ignored --nocapture`.
#[test]
#[ignore = "takes the whole machine for some seconds"]
fn a_class_of_fifty_sends_600_words_each() {
    let server = Server::start(&["--timeout", "600"]);
    let texts: Vec<String> = (0..50)
        .map(|pupil| {
            let record: Value = serde_json::from_str(&generate::record(pupil, 45)).unwrap();
            let words: Vec<&str> = record["text"].as_str().unwrap().split_inclusive(char::is_whitespace).collect();
            words[..words.len().min(600)].concat()
        })
        .collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let begun = Instant::now();
    let mut asked: Vec<(u16, f64)> = thread::scope(|scope| {
        let ask = |text| {
            let at = Instant::now();
            (server.check(text).status, at.elapsed().as_secs_f64())
        };
        let asking: Vec<_> = texts.iter().map(|text| scope.spawn(move || ask(text))).collect();
        asking.into_iter().map(|a| a.join().unwrap()).collect()
    });
    let all = begun.elapsed().as_secs_f64();
    asked.sort_by(|a, b| a.1.total_cmp(&b.1));
    let errors = asked.iter().filter(|(status, _)| *status != 200).count();
    let at = |share: usize| asked[(asked.len() * share).div_ceil(100) - 1].1;
    eprintln!("50 at once, {words} words: {errors} errors, p50 {:.1} s, p95 {:.1} s, all {all:.1} s", at(50), at(95));
    if let Ok(stat) = fs::read_to_string(format!("/proc/{}/stat", server.child.id())) {
        let ticks: Vec<f64> = stat.rsplit(')').next().unwrap().split(' ').filter_map(|t| t.parse().ok()).collect();
        eprintln!("the server took {:.1} s of processor time", (ticks[10] + ticks[11]) / 100.0);
    }
    assert_eq!(errors, 0);
}

#[test]
fn the_pages_work_in_a_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let present = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    if !present("node") || !present("chromium") || !root.join("tests/browser/node_modules").is_dir() {
        eprintln!("skipped: needs node, chromium, and `npm ci --prefix tests/browser`");
        return;
    }
    let server = Server::start(&["--engine", "fast", "--profile", "research"]);
    let url = format!("http://127.0.0.1:{}/", server.port);
    let run = Command::new("node").arg(root.join("tests/browser/serve.mjs")).arg(url).output().unwrap();
    assert!(run.status.success(), "{}\n{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
}
