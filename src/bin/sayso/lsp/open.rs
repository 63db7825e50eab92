//! A text that the client has open, and what was found in it.
use super::{
    buffer::{Buffer, Position},
    uri::path_of,
};
use crate::{
    commands::{
        setup::{Desk, Prepared},
        why,
    },
    files,
};
use anyhow::{Context, Result};
use sayso::{Article, Report, input, why::Why};
use std::sync::Arc;

/// The largest text that is judged while it is being written: every keystroke reads all of it.
const LIMITS: input::Limits = input::Limits { max_bytes: 1 << 19 };

pub(super) struct Open {
    pub(super) buffer: Buffer,
    pub(super) version: i64,
    /// What was found in the buffer as it is now; `None` after a change.
    pub(super) found: Option<Found>,
}

pub(super) struct Found {
    pub(super) report: Report,
    /// Why the text could not be read; the report is an empty one then.
    pub(super) fault: Option<String>,
    /// The article and what judged it; `None` where there was nothing to judge.
    judged: Option<(Article, Arc<Prepared>)>,
}

impl Open {
    pub(super) fn new(buffer: Buffer, version: i64) -> Open {
        Open { buffer, version, found: None }
    }

    /// Makes the report, if the text changed. After a failure an empty one stands in until the next change.
    pub(super) fn read(&mut self, uri: &str, desk: &Desk) {
        if self.found.is_some() {
            return;
        }
        let (found, fault) = match self.judge(uri, desk) {
            Ok(found) => (found, None),
            Err(error) => (None, Some(format!("{error:#}"))),
        };
        self.found = found.or_else(|| Some(Found { report: sayso::analyze(&Article::new("", "").ok()?), fault, judged: None }));
    }

    /// Nothing of an empty file: it is being begun.
    fn judge(&self, uri: &str, desk: &Desk) -> Result<Option<Found>> {
        let path = path_of(uri);
        let name = files::name(&path);
        let text = self.buffer.text().as_bytes();
        let prepared = desk.for_file(&path)?;
        // An editor shows text: what is no text or web page by its name (a feed, say) is read as it stands.
        let article = match input::detect(&name, text) {
            input::Format::Markdown => input::markdown(&name, text, LIMITS),
            input::Format::Html => input::html(&name, text, LIMITS),
            _ => input::text(&name, text, LIMITS),
        };
        let article = match article {
            Err(input::InputError::Empty) => return Ok(None),
            article => article.context(name)?,
        };
        let mut report = prepared.analyzer.analyze(&article);
        prepared.set_aside_known(&mut report, &path);
        Ok(Some(Found { report, fault: None, judged: Some((article, prepared)) }))
    }

    /// What was weighed at a place, whether it is marked or not.
    pub(super) fn why(&self, at: Position) -> Option<Why> {
        let (article, prepared) = self.found.as_ref()?.judged.as_ref()?;
        let (line, column) = self.buffer.line_and_column(at);
        prepared.analyzer.why(article, why::byte_at(article, line, column)?)
    }
}
