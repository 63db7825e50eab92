//! What the class page holds against another article: who speaks and for how long, names, numbers and quotations.
use super::shown;
use crate::{
    report::{Report, SourceCited, SourceKind},
    wording,
};
use serde::Serialize;
use std::slice;

/// One article's side.
#[derive(Serialize)]
pub(super) struct Side {
    words: usize,
    own_words: u64,
    speakers: Vec<Speaker>,
    names: Vec<Called>,
    numbers: Vec<String>,
    quotations: Vec<String>,
}

/// In the order in which the article brings them.
#[derive(Serialize)]
struct Speaker {
    name: String,
    /// A person is known by the last name, in both articles.
    person: bool,
    words: u64,
}

/// A name, its forms, and what the article says beside it.
#[derive(Serialize)]
struct Called {
    name: String,
    forms: Vec<String>,
    described: Vec<String>,
}

impl Side {
    pub(super) fn of(report: &Report) -> Side {
        let found = wording::of_articles(slice::from_ref(report));
        let alone = |list: Vec<(usize, String)>| -> Vec<String> { list.iter().map(|(_, text)| shown(text)).collect() };
        let speaker = |s: &SourceCited| Speaker { name: shown(&s.name), person: s.kind == SourceKind::NamedPerson, words: s.words };
        Side {
            words: report.article.words,
            own_words: report.article.own_words,
            speakers: report.heard().into_iter().map(speaker).collect(),
            names: found.names.iter().map(called).collect(),
            numbers: alone(found.numbers),
            quotations: alone(found.quotations),
        }
    }
}

fn called(name: &wording::Named) -> Called {
    Called {
        name: shown(&name.longest),
        forms: name.uses.values().flat_map(|u| &u.forms).map(|w| shown(w)).collect(),
        described: name.uses.values().flat_map(|u| &u.described).map(|w| shown(w)).collect(),
    }
}
