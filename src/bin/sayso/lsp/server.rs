//! The conversation with a client: what it opens, changes and asks.
use super::{
    actions, answer,
    buffer::{self, Buffer, Change, Encoding},
    commands, hover,
    open::{Found, Open},
};
use crate::{args::Configured, commands::setup::Desk};
use anyhow::{Context, Result};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path, time::Duration};

/// Keystrokes closer together than this are answered once.
const SILENCE: Duration = Duration::from_millis(15);

pub(super) struct Server {
    connection: Connection,
    pub(super) desk: Desk,
    pub(super) open: BTreeMap<String, Open>,
    encoding: Encoding,
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
    #[serde(default)]
    context: actions::Wanted,
}

impl Server {
    pub(super) fn new(connection: Connection, args: &Configured, encoding: Encoding) -> Server {
        Server { connection, desk: Desk::new(args), open: BTreeMap::new(), encoding }
    }

    /// Serves until the client leaves; tells whether it did so in order, after `shutdown`.
    pub(super) fn serve(mut self) -> Result<bool> {
        loop {
            let dirty = self.open.values().any(|o| o.found.is_none());
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
            self.forget();
            return Ok(());
        }
        // A notification has no answer: one that is not understood is passed over.
        let Ok(about) = serde_json::from_value::<About>(notification.params) else { return Ok(()) };
        let document = about.text_document;
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                let buffer = Buffer::new(document.text, self.encoding);
                self.open.insert(document.uri, Open::new(buffer, document.version));
            }
            "textDocument/didChange" => {
                if let Some(open) = self.open.get_mut(&document.uri) {
                    about.content_changes.into_iter().for_each(|c| open.buffer.apply(c));
                    open.version = document.version;
                    open.found = None;
                }
            }
            "textDocument/didSave" if Path::new(&document.uri).extension().is_some_and(|x| x == "toml") => self.forget(),
            "textDocument/didClose" => {
                self.open.remove(&document.uri);
                self.diagnostics(&document.uri, None, &[])?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Settings and lexicons may have changed: everything is read anew.
    pub(super) fn forget(&mut self) {
        self.desk.forget();
        self.open.values_mut().for_each(|o| o.found = None);
    }

    fn request(&mut self, Request { id, method, params }: Request) -> Response {
        let result = match method.as_str() {
            "workspace/executeCommand" => serde_json::from_value(params).map(|call| commands::run(self, &call)),
            "textDocument/hover" | "textDocument/codeAction" => serde_json::from_value(params).map(|about| self.answer(&method, &about)),
            _ => return Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("{method} is not supported")),
        };
        match result {
            Ok(Ok(value)) => Response::new_ok(id, value),
            Ok(Err(error)) => Response::new_err(id, ErrorCode::RequestFailed as i32, format!("{error:#}")),
            Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
        }
    }

    fn answer(&mut self, method: &str, about: &About) -> Result<Value> {
        self.publish()?;
        let uri = &about.text_document.uri;
        let Some(open) = self.open.get(uri) else { return Ok(Value::Null) };
        Ok(match method {
            "textDocument/hover" => hover::at(open, about.position),
            _ => actions::of(uri, open, about.range, &about.context),
        })
    }

    /// Reads every changed text and tells the client what was found. Also before anything is answered: an editor asks what can be done
    /// as soon as it has opened a text, and a text that was read for an answer alone would never be marked.
    pub(super) fn publish(&mut self) -> Result<()> {
        let dirty: Vec<String> = self.open.iter().filter(|(_, o)| o.found.is_none()).map(|(uri, _)| uri.clone()).collect();
        for uri in dirty {
            let Some(open) = self.open.get_mut(&uri) else { continue };
            open.read(&uri, &self.desk);
            let version = open.version;
            let told = match &open.found {
                Some(Found { fault: Some(fault), .. }) => vec![answer::fault(fault)],
                Some(found) => answer::diagnostics(&uri, &open.buffer, &found.report),
                None => Vec::new(),
            };
            self.diagnostics(&uri, Some(version), &told)?;
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
