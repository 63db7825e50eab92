//! `sayso lsp`: the language server protocol on standard input and output. One thread; texts are kept as they change and read
//! again after a short silence.
mod answer;
mod buffer;
mod wire;

use crate::{args::Configured, commands::setup::Desk, files};
use anyhow::{Context, Result};
use buffer::{Buffer, Change};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use sayso::{Report, input};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::PathBuf, process::ExitCode, time::Duration};

/// Keystrokes closer together than this are answered once.
const SILENCE: Duration = Duration::from_millis(15);

/// The largest text that is judged while it is being written: every keystroke reads all of it.
const LIMITS: input::Limits = input::Limits { max_bytes: 1 << 19 };

/// Serves one client until it says `exit`.
pub(crate) fn run(args: &Configured) -> Result<ExitCode> {
    let (connection, writer) = wire::connect()?;
    let capabilities = json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "hoverProvider": true,
        "codeActionProvider": { "codeActionKinds": ["quickfix"] },
    });
    // A client that leaves before it has begun is none of our business, but did not leave in order.
    let Ok((id, _)) = connection.initialize_start() else { return Ok(ExitCode::from(1)) };
    let info = json!({ "name": "sayso", "version": env!("CARGO_PKG_VERSION") });
    connection.initialize_finish(id, json!({ "capabilities": capabilities, "serverInfo": info }))?;
    let in_order = Server { connection, desk: Desk::new(args), open: BTreeMap::new() }.serve()?;
    if let Ok(written) = writer.join() {
        written?;
    }
    Ok(ExitCode::from(u8::from(!in_order)))
}

struct Server {
    connection: Connection,
    desk: Desk,
    open: BTreeMap<String, Open>,
}

/// A text that the client has open.
struct Open {
    buffer: Buffer,
    version: i64,
    /// What was found in the buffer as it is now; `None` after a change.
    report: Option<Report>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    uri: String,
    #[serde(default)]
    version: i64,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    text_document: Document,
    #[serde(default)]
    content_changes: Vec<Change>,
    #[serde(default)]
    position: buffer::Position,
    #[serde(default)]
    range: buffer::Range,
}

impl Server {
    /// Serves until the client leaves; tells whether it did so in order, after `shutdown`.
    fn serve(mut self) -> Result<bool> {
        loop {
            let dirty = self.open.values().any(|o| o.report.is_none());
            let message = if dirty { self.connection.receiver.recv_timeout(SILENCE).ok() } else { self.connection.receiver.recv().ok() };
            match message {
                Some(Message::Request(request)) => {
                    match self.connection.handle_shutdown(&request) {
                        Ok(true) => return Ok(true),
                        Ok(false) => {}
                        // It said `shutdown` and left without `exit`.
                        Err(_) => return Ok(false),
                    }
                    let response = self.request(request);
                    self.send(response.into())?;
                }
                Some(Message::Notification(n)) if n.method == "exit" => return Ok(false),
                Some(Message::Notification(notification)) => self.notification(notification)?,
                Some(Message::Response(_)) => {}
                None if dirty => self.publish()?,
                None => return Ok(false),
            }
        }
    }

    fn notification(&mut self, notification: Notification) -> Result<()> {
        if notification.method == "workspace/didChangeWatchedFiles" {
            self.desk.forget();
            self.open.values_mut().for_each(|o| o.report = None);
            return Ok(());
        }
        // A notification has no answer: one that is not understood is passed over.
        let Ok(about) = params::<About>(notification.params) else { return Ok(()) };
        let document = about.text_document;
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                let open = Open { buffer: Buffer::new(document.text), version: document.version, report: None };
                self.open.insert(document.uri, open);
            }
            "textDocument/didChange" => {
                if let Some(open) = self.open.get_mut(&document.uri) {
                    about.content_changes.into_iter().for_each(|c| open.buffer.apply(c));
                    open.version = document.version;
                    open.report = None;
                }
            }
            "textDocument/didSave" if std::path::Path::new(&document.uri).extension().is_some_and(|x| x == "toml") => {
                self.desk.forget();
                self.open.values_mut().for_each(|o| o.report = None);
            }
            "textDocument/didClose" => {
                self.open.remove(&document.uri);
                self.diagnostics(&document.uri, None, &[])?;
            }
            _ => {}
        }
        Ok(())
    }

    fn request(&mut self, request: Request) -> Response {
        let known = matches!(request.method.as_str(), "textDocument/hover" | "textDocument/codeAction");
        if !known {
            let text = format!("{} is not supported", request.method);
            return Response::new_err(request.id, ErrorCode::MethodNotFound as i32, text);
        }
        let about = match params::<About>(request.params) {
            Ok(about) => about,
            Err(error) => return Response::new_err(request.id, ErrorCode::InvalidParams as i32, error.to_string()),
        };
        let uri = about.text_document.uri;
        if let Err(error) = self.read(&uri) {
            Response::new_err(request.id, ErrorCode::RequestFailed as i32, format!("{error:#}"))
        } else {
            let result = match (self.open.get(&uri), request.method.as_str()) {
                (Some(Open { buffer, report: Some(report), .. }), "textDocument/hover") => answer::hover(buffer, report, about.position),
                (Some(Open { buffer, report: Some(report), .. }), _) => answer::actions(&uri, buffer, report, about.range),
                _ => Value::Null,
            };
            Response::new_ok(request.id, result)
        }
    }

    /// Reads every changed text and tells the client what was found.
    fn publish(&mut self) -> Result<()> {
        let dirty: Vec<String> = self.open.iter().filter(|(_, o)| o.report.is_none()).map(|(uri, _)| uri.clone()).collect();
        for uri in dirty {
            let outcome = self.read(&uri);
            let Some(open) = self.open.get_mut(&uri) else { continue };
            let (version, found) = match (outcome, &open.report) {
                (Ok(()), Some(report)) => (open.version, answer::diagnostics(&uri, &open.buffer, report)),
                (Err(error), _) => (open.version, vec![answer::fault(&format!("{error:#}"))]),
                (Ok(()), None) => (open.version, Vec::new()),
            };
            self.diagnostics(&uri, Some(version), &found)?;
        }
        Ok(())
    }

    /// Makes the report of a text that is open, if it changed. After a failure an empty one stands in until the next change.
    fn read(&mut self, uri: &str) -> Result<()> {
        let Some(open) = self.open.get_mut(uri).filter(|o| o.report.is_none()) else { return Ok(()) };
        let path = path_of(uri);
        let name = files::name(&path);
        let text = open.buffer.text();
        let read = self.desk.for_file(&path).map(|prepared| {
            // An editor shows text: what is no text or web page by its name (a feed, say) is read as it stands.
            let article = match input::detect(&name, text.as_bytes()) {
                input::Format::Markdown => input::markdown(&name, text.as_bytes(), LIMITS),
                input::Format::Html => input::html(&name, text.as_bytes(), LIMITS),
                _ => input::text(&name, text.as_bytes(), LIMITS),
            };
            article.map(|a| {
                let mut report = prepared.analyzer.analyze(&a);
                prepared.set_aside_known(&mut report, &path);
                report
            })
        });
        let nothing = || Some(sayso::analyze(&sayso::Article::new("", "").ok()?));
        match read {
            Ok(Ok(report)) => open.report = Some(report),
            // An empty file is a file that is being begun.
            Ok(Err(input::InputError::Empty)) => open.report = nothing(),
            Ok(Err(error)) => {
                open.report = nothing();
                return Err(error).context(name);
            }
            Err(error) => {
                open.report = nothing();
                return Err(error);
            }
        }
        Ok(())
    }

    fn diagnostics(&self, uri: &str, version: Option<i64>, diagnostics: &[Value]) -> Result<()> {
        let params = json!({ "uri": uri, "version": version, "diagnostics": diagnostics });
        self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), params).into())
    }

    fn send(&self, message: Message) -> Result<()> {
        self.connection.sender.send(message).context("the client is gone")
    }
}

fn params<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
    serde_json::from_value(value)
}

/// The file behind `file:///home/desk/a%20draft.md`; anything else is a name in the working directory.
fn path_of(uri: &str) -> PathBuf {
    let Some(path) = uri.strip_prefix("file://") else {
        return PathBuf::from(uri.rsplit(['/', ':']).next().filter(|n| !n.is_empty()).unwrap_or("untitled"));
    };
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        match (first, tail) {
            (b'%', [a, b, after @ ..]) if hex(*a).is_some() && hex(*b).is_some() => {
                bytes.push(hex(*a).unwrap_or(0) * 16 + hex(*b).unwrap_or(0));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    let path = String::from_utf8_lossy(&bytes).into_owned();
    // `/C:/desk` on Windows.
    let drive = path.strip_prefix('/').filter(|p| p.as_bytes().get(1) == Some(&b':'));
    PathBuf::from(drive.unwrap_or(&path))
}

#[cfg(test)]
mod tests {
    use super::path_of;
    use std::path::Path;

    #[test]
    fn uris_become_paths() {
        assert_eq!(path_of("file:///desk/caf%C3%A9%201.md"), Path::new("/desk/café 1.md"));
        assert_eq!(path_of("file:///C%3A/desk/a.md"), Path::new("C:/desk/a.md"));
        assert_eq!(path_of("file:///100%/a"), Path::new("/100%/a"));
        assert_eq!(path_of("untitled:Untitled-1"), Path::new("Untitled-1"));
    }
}
