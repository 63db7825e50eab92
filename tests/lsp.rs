//! A real client session with `sayso lsp` over standard input and output.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "lsp/actions.rs"]
mod actions;
#[path = "lsp/answers.rs"]
mod answers;
#[path = "lsp/client.rs"]
mod client;

use client::{Client, of, range};
use serde_json::{Value, json};
use std::{
    io::Write,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

const TEXT: &str = "# Harbour\n\n🙂 The regime at Orvane fell on Monday.\n";

#[test]
fn a_session_from_opening_to_mending() {
    let uri = "file:///nowhere/desk/caf%C3%A9.md";
    let mut client = Client::start();
    let found = client.open(uri, TEXT);
    assert_eq!((&found["uri"], &found["version"]), (&json!(uri), &json!(1)));
    let regime = of(&found, "loaded-term");
    assert_eq!(regime.len(), 1, "{found}");
    // A smiley counts two in UTF-16.
    assert_eq!(regime[0]["range"], range(2, 7, 13));
    assert_eq!((&regime[0]["severity"], &regime[0]["source"]), (&json!(2), &json!("sayso")));

    let hover = client.hover(uri, 2, 9);
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("**loaded-term**") && text.contains("What it misses"), "{text}");
    assert_eq!(hover["range"], range(2, 7, 13));
    assert_eq!(client.hover(uri, 0, 3), Value::Null);

    let actions = client.actions(uri, &range(2, 8, 8), None);
    let neutral = actions.iter().find(|a| a["title"] == "Write “government”").unwrap();
    let allow = actions.iter().find(|a| a["title"] == "Allow loaded-term here, with a reason").unwrap();
    let comment = allow["edit"]["changes"][uri][0]["newText"].as_str().unwrap().to_owned();
    assert_eq!(comment, "<!-- sayso allow loaded-term \"regime\" because: -->\n");

    // The allowance without a reason allows nothing; with one, it does.
    let insert = json!({ "range": allow["edit"]["changes"][uri][0]["range"], "text": comment });
    client.change(uri, 2, &json!([insert]));
    let found = client.diagnostics();
    assert_eq!((of(&found, "loaded-term").len(), of(&found, "unused-suppression").len()), (1, 1), "{found}");
    let end = comment.find("-->").unwrap() as u64;
    client.change(uri, 3, &json!([{ "range": range(2, end, end), "text": "the ruling says so " }]));
    let found = client.diagnostics();
    assert_eq!((&found["version"], of(&found, "loaded-term").len(), of(&found, "unused-suppression").len()), (&json!(3), 0, 0), "{found}");

    // Back to the first text, then the neutral word.
    client.change(uri, 4, &json!([{ "text": TEXT }]));
    assert_eq!(of(&client.diagnostics(), "loaded-term").len(), 1);
    let edit = &neutral["edit"]["changes"][uri][0];
    client.change(uri, 5, &json!([{ "range": edit["range"], "text": edit["newText"] }]));
    assert_eq!(of(&client.diagnostics(), "loaded-term").len(), 0);

    client.notify("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    assert_eq!(client.diagnostics()["diagnostics"], json!([]));
    client.end();
}

/// Visual Studio Code asks what can be done in the moment in which it opens a text.
#[test]
fn a_text_that_is_asked_about_at_once_is_marked_all_the_same() {
    let uri = "file:///nowhere/desk/at-once.md";
    let mut client = Client::start();
    client.notify("textDocument/didOpen", &json!({ "textDocument": { "uri": uri, "version": 1, "text": TEXT } }));
    client.post("textDocument/codeAction", &json!({ "textDocument": { "uri": uri }, "range": range(0, 0, 0) }));
    assert_eq!(of(&client.diagnostics(), "loaded-term").len(), 1);
    client.change(uri, 2, &json!([{ "range": range(2, 7, 13), "text": "government" }]));
    client.post("textDocument/hover", &json!({ "textDocument": { "uri": uri }, "position": { "line": 2, "character": 8 } }));
    assert_eq!(of(&client.diagnostics(), "loaded-term").len(), 0);
    client.end();
}

#[test]
fn a_web_page_is_marked_in_its_source_and_allowed_beside_the_words() {
    let uri = "file:///nowhere/desk/page.html";
    let filler = "The council of Ostervik met on Monday, late, and put off the vote on the plan, and the mayor went home, and it rained.";
    let page = format!(
        "<html><head><title>The vote is put off</title></head>\n<body><article>\n<p>{filler}</p>\n<p>{filler}</p>\n\
         <p class='🙂'>🙂 The reg<b>ime</b> met, and <b>the regime</b> closed the quay, and nothing else was done there on that day.</p>\n\
         <p>{filler}</p></article></body></html>\n"
    );
    let mut client = Client::start();
    let found = client.open(uri, &page);
    let line = page.lines().nth(4).unwrap();
    let column = |word: &str| line[..line.find(word).unwrap()].encode_utf16().count() as u64;
    let (first, second) = (column("reg<b>"), column("regime</b>"));
    let regime: Vec<&Value> = of(&found, "loaded-term").into_iter().map(|d| &d["range"]).collect();
    assert_eq!(regime, [&range(4, first, first + 9), &range(4, second, second + 6)], "{found}");

    let actions = |client: &mut Client, at: u64| client.actions(uri, &range(4, at, at), Some("quickfix"));
    // Words with a tag inside are not replaced.
    assert!(actions(&mut client, first + 1).iter().all(|a| a["title"] != "Write “government”"));
    let all = actions(&mut client, second + 1);
    assert!(all.iter().any(|a| a["title"] == "Write “government”"));
    let allow = all.iter().find(|a| a["title"] == "Allow loaded-term here, with a reason").unwrap();
    let edit = &allow["edit"]["changes"][uri][0];
    let comment = edit["newText"].as_str().unwrap().replace("because: ", "because: the court's word ");
    client.change(uri, 2, &json!([{ "range": edit["range"], "text": comment }]));
    let found = client.diagnostics();
    assert_eq!((of(&found, "loaded-term").len(), of(&found, "unused-suppression").len()), (0, 0), "{found}");
    client.end();
}

#[test]
fn many_keystrokes_end_in_one_right_answer() {
    let uri = "untitled:Untitled-1";
    let mut client = Client::start();
    client.open(uri, "");
    let mut column = 0;
    for (i, c) in "The regime fell on Monday.".chars().enumerate() {
        client.change(uri, i as u64 + 2, &json!([{ "range": range(0, column, column), "text": c.to_string() }]));
        column += 1;
    }
    let mut answers = 1;
    let mut found = client.diagnostics();
    while found["version"] != column + 1 {
        found = client.diagnostics();
        answers += 1;
    }
    assert_eq!(of(&found, "loaded-term").len(), 1);
    assert!(answers <= column, "every keystroke was answered by itself");
    client.end();
}

#[test]
fn settings_of_the_folder_count_and_their_faults_are_shown() {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lsp settings");
    std::fs::create_dir_all(&dir).unwrap();
    let config = dir.join("sayso.toml");
    std::fs::write(&config, "[rules]\nloaded-term = \"error\"\n").unwrap();
    let uri = |name: &str| format!("file://{}", dir.join(name).display()).replace(' ', "%20");
    let mut client = Client::start();
    let found = client.open(&uri("a.md"), TEXT);
    assert_eq!(of(&found, "loaded-term")[0]["severity"], 1);
    std::fs::write(&config, "[rules]\nloded-term = \"error\"\n").unwrap();
    client.notify("textDocument/didSave", &json!({ "textDocument": { "uri": uri("sayso.toml") } }));
    let fault = client.diagnostics()["diagnostics"][0]["message"].as_str().unwrap().to_owned();
    assert!(fault.contains("did you mean `loaded-term`?"), "{fault}");
    // No page of a text that could not be read, asked for once or twice.
    for _ in 0..2 {
        let refused = client.execute("sayso.report", &json!([uri("a.md")]));
        assert_eq!(refused["error"]["message"], fault);
    }
    assert_eq!(client.ask("textDocument/rename", &json!({}))["error"]["code"], -32601);
    assert_eq!(client.ask("textDocument/hover", &json!({ "nothing": 1 }))["error"]["code"], -32602);
    client.end();
}

#[test]
fn what_is_known_is_not_marked_in_an_editor_either() {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lsp-known");
    std::fs::create_dir_all(dir.join("news")).unwrap();
    std::fs::write(dir.join("news/a.md"), TEXT).unwrap();
    std::fs::write(dir.join("sayso.toml"), "").unwrap();
    let mut write = Command::new(env!("CARGO_BIN_EXE_sayso"));
    write.args(["baseline", "write", "--grow", "--baseline", "../known.json", "a.md"]).current_dir(dir.join("news"));
    assert!(write.stdout(std::process::Stdio::null()).status().unwrap().success());
    std::fs::write(dir.join("sayso.toml"), "baseline = \"known.json\"\n").unwrap();
    let uri = |name: &str| format!("file://{}", dir.join("news").join(name).display());
    let mut client = Client::start();
    assert_eq!(client.open(&uri("a.md"), TEXT)["diagnostics"], json!([]));
    assert_eq!(of(&client.open(&uri("b.md"), TEXT), "loaded-term").len(), 1);
    client.end();
}

#[test]
fn an_end_that_was_not_announced_is_told_by_the_exit_code() {
    let exit = "Content-Length: 33\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";
    let mut server = Command::new(env!("CARGO_BIN_EXE_sayso")).arg("lsp").stdin(std::process::Stdio::piped()).spawn().unwrap();
    server.stdin.take().unwrap().write_all(exit.as_bytes()).unwrap();
    assert_eq!(server.wait().unwrap().code(), Some(1));
}

/// One script of messages; for `SAYSO_FUZZ_SECONDS` as many more as there is time for (`fuzz/run SECONDS lsp`). Which one ended the server
/// is told, and `SAYSO_FUZZ_SEED` runs it again.
#[test]
fn messages_at_random_do_not_end_the_server() {
    let given = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let until = Instant::now() + Duration::from_secs(given("SAYSO_FUZZ_SECONDS").unwrap_or(0));
    for seed in given("SAYSO_FUZZ_SEED").unwrap_or(11).. {
        println!("SAYSO_FUZZ_SEED={seed}");
        script(seed);
        if Instant::now() >= until {
            break;
        }
    }
}

fn script(seed: u64) {
    let mut client = Client::start();
    let uri = "file:///desk/random.md";
    client
        .notify("textDocument/didOpen", &json!({ "textDocument": { "uri": uri, "version": 1, "text": "The regime fell.\n🙂 e\u{301}" } }));
    let mut random = fastrand::Rng::with_seed(seed);
    let pieces = ["🙂", "\n", "regime ", "", "e\u{301}", "\u{202e}", "“", "<!-- sayso allow", "\r\n"];
    for version in 2..200 {
        let mut number = || [0, 1, 2, 3, 7, 4_294_967_295_u64][random.usize(..6)];
        let range = json!({ "start": { "line": number(), "character": number() }, "end": { "line": number(), "character": number() } });
        let document = json!({ "uri": uri, "version": version });
        match random.u8(..8) {
            0 => client
                .notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": [{ "range": "none", "text": 1 }] })),
            1 => client.notify("textDocument/didSave", &json!({ "textDocument": 7 })),
            2 => client.notify("workspace/didChangeWatchedFiles", &json!(null)),
            3 => drop(client.ask("textDocument/hover", &json!({ "textDocument": { "uri": uri }, "position": range["start"] }))),
            4 => drop(client.ask("textDocument/codeAction", &json!({ "textDocument": { "uri": uri }, "range": range }))),
            5 => drop(client.ask("no/such", &json!([]))),
            _ => {
                let text = pieces[random.usize(..pieces.len())];
                client.notify(
                    "textDocument/didChange",
                    &json!({ "textDocument": document, "contentChanges": [{ "range": range, "text": text }] }),
                );
            }
        }
    }
    let input = client.input.as_mut().unwrap();
    write!(input, "Content-Length: 4\r\n\r\nnopeContent-Length: 2\r\n\r\n[]").unwrap();
    input.flush().unwrap();
    client.notify(
        "textDocument/didChange",
        &json!({ "textDocument": { "uri": uri, "version": 999 }, "contentChanges": [{ "text": "The regime fell." }] }),
    );
    loop {
        let found = client.diagnostics();
        if found["version"] == 999 {
            assert_eq!(of(&found, "loaded-term").len(), 1);
            break;
        }
    }
    client.end();
}
