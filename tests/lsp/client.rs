//! A client of `sayso lsp` over standard input and output.
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

/// Longer than any answer takes; only a server that is stuck lets it pass.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Client {
    server: Child,
    pub(crate) input: Option<ChildStdin>,
    messages: Receiver<Value>,
    id: u64,
}

impl Client {
    pub(crate) fn start() -> Client {
        Client::offering(&json!({})).0
    }

    /// A client with these capabilities, and what the server says it can do.
    pub(crate) fn offering(capabilities: &Value) -> (Client, Value) {
        let mut server =
            Command::new(env!("CARGO_BIN_EXE_sayso")).args(["lsp"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(server.stdout.take().unwrap());
        let (send, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut out) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        let input = server.stdin.take();
        let mut client = Client { server, input, messages, id: 0 };
        let answer = client.request("initialize", &json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2);
        client.notify("initialized", &json!({}));
        (client, answer["capabilities"].clone())
    }

    fn write(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and waits for nothing.
    pub(crate) fn post(&mut self, method: &str, params: &Value) -> u64 {
        self.id += 1;
        let id = self.id;
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer; notifications that come before it are dropped.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.post(method, params);
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            if message["id"] == id {
                return message;
            }
        }
    }

    pub(crate) fn request(&mut self, method: &str, params: &Value) -> Value {
        self.ask(method, params)["result"].clone()
    }

    /// The next diagnostics.
    pub(crate) fn diagnostics(&mut self) -> Value {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            if message["method"] == "textDocument/publishDiagnostics" {
                return message["params"].clone();
            }
        }
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) -> Value {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        self.diagnostics()
    }

    pub(crate) fn change(&mut self, uri: &str, version: u64, changes: &Value) {
        self.notify("textDocument/didChange", &json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }));
    }

    pub(crate) fn actions(&mut self, uri: &str, range: &Value, only: Option<&str>) -> Vec<Value> {
        let context = only.map_or_else(|| json!({ "diagnostics": [] }), |kind| json!({ "diagnostics": [], "only": [kind] }));
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.request("textDocument/codeAction", &params).as_array().unwrap().clone()
    }

    pub(crate) fn execute(&mut self, command: &str, arguments: &Value) -> Value {
        self.ask("workspace/executeCommand", &json!({ "command": command, "arguments": arguments }))
    }

    pub(crate) fn hover(&mut self, uri: &str, line: u64, character: u64) -> Value {
        let place = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
        self.request("textDocument/hover", &place)
    }

    pub(crate) fn end(mut self) {
        assert_eq!(self.request("shutdown", &Value::Null), Value::Null);
        self.notify("exit", &Value::Null);
        drop(self.input.take());
        assert!(self.server.wait().unwrap().success());
    }
}

fn read(out: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if out.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(n) = line.strip_prefix("Content-Length:") {
            length = n.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    out.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

pub(crate) fn range(line: u64, from: u64, to: u64) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

/// The diagnostics of a rule.
pub(crate) fn of<'a>(params: &'a Value, rule: &str) -> Vec<&'a Value> {
    params["diagnostics"].as_array().unwrap().iter().filter(|d| d["code"] == rule).collect()
}
