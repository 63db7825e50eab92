//! What a client may have done: the same as the commands of those names, for the text as it stands in the editor.
use super::{buffer::Position, open::Open, server::Server};
use crate::commands::why;
use anyhow::{Context, Result, anyhow, bail};
use sayso::render::{self, Options};
use serde::Deserialize;
use serde_json::{Value, json};

/// Reads settings, lexicons and every open text anew.
const CHECK: &str = "sayso.check";
/// The page of `sayso check --format html`.
const REPORT: &str = "sayso.report";
/// The answer of `sayso why`.
const WHY: &str = "sayso.why";

pub(super) const ALL: [&str; 3] = [CHECK, REPORT, WHY];

/// `arguments`: a URI, and for `sayso.why` a position.
#[derive(Deserialize)]
pub(super) struct Call {
    command: String,
    #[serde(default)]
    arguments: Vec<Value>,
}

pub(super) fn run(server: &mut Server, call: &Call) -> Result<Value> {
    match call.command.as_str() {
        CHECK => {
            server.forget();
            Ok(Value::Null)
        }
        REPORT => {
            let report = &text(server, call)?.found.as_ref().context("nothing was read")?.report;
            let page = render::by_name("html").context("this program writes no pages")?;
            let mut bytes = Vec::new();
            page.render(std::slice::from_ref(report), &Options::default(), &mut bytes)?;
            Ok(json!(String::from_utf8(bytes)?))
        }
        WHY => {
            let open = text(server, call)?;
            let at: Position = serde_json::from_value(call.arguments.get(1).cloned().unwrap_or_default())?;
            let why = open.why(at).ok_or_else(|| anyhow!("no sentence stands there"))?;
            Ok(json!(why::page(&why)?))
        }
        other => bail!("there is no command {other}; there are {}", ALL.join(", ")),
    }
}

/// The open text that the first argument names, read.
fn text<'s>(server: &'s mut Server, call: &Call) -> Result<&'s Open> {
    let uri = call.arguments.first().and_then(Value::as_str).with_context(|| format!("{} needs the URI of a text", call.command))?;
    server.publish()?;
    let open = server.open.get(uri).with_context(|| format!("{uri} is not open"))?;
    match open.found.as_ref().and_then(|found| found.fault.as_ref()) {
        Some(fault) => bail!("{fault}"),
        None => Ok(open),
    }
}
