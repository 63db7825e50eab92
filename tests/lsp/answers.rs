//! What is agreed on at the start, what a hover tells, and what a client may have done.
use super::{
    TEXT,
    client::{Client, of, range},
};
use serde_json::{Value, json};
use std::{path::PathBuf, process::Command};

#[test]
fn columns_are_bytes_where_the_client_can_have_them_so() {
    let uri = "file:///nowhere/desk/bytes.md";
    let offer = json!({ "general": { "positionEncodings": ["utf-32", "utf-8", "utf-16"] } });
    let (mut client, can) = Client::offering(&offer);
    assert_eq!(can["positionEncoding"], "utf-8");
    let found = client.open(uri, TEXT);
    // A smiley has four bytes.
    assert_eq!(of(&found, "loaded-term")[0]["range"], range(2, 9, 15));
    assert_eq!(client.hover(uri, 2, 14)["range"], range(2, 9, 15));
    client.change(uri, 2, &json!([{ "range": range(2, 9, 15), "text": "government" }]));
    assert_eq!(of(&client.diagnostics(), "loaded-term").len(), 0);
    client.end();
    let (client, can) = Client::offering(&json!({ "general": { "positionEncodings": ["utf-16", "utf-32"] } }));
    assert_eq!(can["positionEncoding"], "utf-16");
    client.end();
}

#[test]
fn a_text_in_another_language_says_that_it_was_not_judged() {
    let german = "Der Rat von Ostervik hat am Montag beschlossen, die alte Brücke am Hafen für zwei Jahre zu sperren. Die Bürgermeisterin \
        sagte, die Pfeiler seien nicht mehr sicher und müssten erneuert werden. Viele Händler fürchten nun, dass im Winter kaum noch \
        Kunden auf den Markt kommen.\n";
    let mut client = Client::start();
    let found = client.open("file:///nowhere/desk/de.md", german)["diagnostics"].clone();
    assert_eq!((found.as_array().unwrap().len(), &found[0]["severity"]), (1, &2.into()), "{found}");
    assert!(found[0]["message"].as_str().unwrap().starts_with("This text seems to be in German."), "{found}");
    client.end();
}

#[test]
fn a_hover_says_why() {
    let uri = "file:///nowhere/desk/why.md";
    let mut client = Client::start();
    client.open(uri, "# Harbour\n\nThe regime fell. “The regime lied,” said Mara Holt.\n");
    let text = client.hover(uri, 2, 5)["contents"]["value"].as_str().unwrap().to_owned();
    for part in ["“regime” is the article's own", "`en/loaded/legitimacy#regime`", "word: judges", "`sayso explain loaded-term`"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // What is excused is told, too: somebody else's words.
    let quoted = client.hover(uri, 2, 22)["contents"]["value"].as_str().unwrap().to_owned();
    assert!(quoted.contains("a source's, quoted"), "{quoted}");
    client.end();
}

/// What a client has done is what the commands of those names do.
#[test]
fn commands_answer_as_the_program_does() {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lsp-commands");
    std::fs::create_dir_all(&dir).unwrap();
    let (file, config) = (dir.join("draft.md"), dir.join("sayso.toml"));
    std::fs::write(&file, TEXT).unwrap();
    std::fs::write(&config, "[rules]\nloaded-term = \"error\"\n").unwrap();
    let uri = format!("file://{}", file.display());
    let program = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_sayso")).args(args).arg("--config").arg(&config).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let (mut client, can) = Client::offering(&json!({}));
    assert_eq!(can["executeCommandProvider"]["commands"], json!(["sayso.check", "sayso.report", "sayso.why"]));
    assert_eq!(of(&client.open(&uri, TEXT), "loaded-term")[0]["severity"], 1);

    let page = client.execute("sayso.report", &json!([uri]));
    let printed = program(&["check", "--format", "html", file.to_str().unwrap()]);
    assert!(page["result"].as_str().unwrap() == printed && printed.contains("</html>"), "the page is another");
    let why = client.execute("sayso.why", &json!([uri, { "line": 2, "character": 8 }]));
    assert_eq!(why["result"], program(&["why", &format!("{}:3:8", file.display())]));

    // New settings that no editor has saved.
    std::fs::write(&config, "[rules]\nloaded-term = \"note\"\n").unwrap();
    assert_eq!(client.execute("sayso.check", &json!([]))["result"], Value::Null);
    assert_eq!(of(&client.diagnostics(), "loaded-term")[0]["severity"], 3);

    for (command, arguments, problem) in [
        ("sayso.report", json!([]), "needs the URI"),
        ("sayso.report", json!(["file:///nowhere.md"]), "is not open"),
        ("sayso.why", json!([uri, { "line": 1, "character": 0 }]), "no sentence stands there"),
        ("sayso.rename", json!([]), "there is no command"),
    ] {
        let message = client.execute(command, &arguments)["error"]["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.contains(problem), "{command}: {message}");
    }
    client.end();
}
