//! `sayso lsp`: the language server protocol on standard input and output. One thread; texts are kept as they change and read
//! again after a short silence.
mod actions;
mod answer;
mod buffer;
mod commands;
mod hover;
mod open;
mod server;
mod uri;
mod wire;

use crate::args::Configured;
use anyhow::Result;
use buffer::Encoding;
use serde_json::json;
use server::Server;
use std::process::ExitCode;

/// Serves one client until it says `exit`.
pub(crate) fn run(args: &Configured) -> Result<ExitCode> {
    let (connection, writer) = wire::connect()?;
    // A client that leaves before it has begun is none of our business, but did not leave in order.
    let Ok((id, client)) = connection.initialize_start() else { return Ok(ExitCode::from(1)) };
    let encoding = Encoding::offered(&client);
    let capabilities = json!({
        "positionEncoding": encoding.as_str(),
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "hoverProvider": true,
        "codeActionProvider": { "codeActionKinds": [actions::QUICK_FIX, actions::FIX_ALL] },
        "executeCommandProvider": { "commands": commands::ALL },
    });
    let info = json!({ "name": "sayso", "version": env!("CARGO_PKG_VERSION") });
    connection.initialize_finish(id, json!({ "capabilities": capabilities, "serverInfo": info }))?;
    let in_order = Server::new(connection, args, encoding).serve()?;
    if let Ok(written) = writer.join() {
        written?;
    }
    Ok(ExitCode::from(u8::from(!in_order)))
}
