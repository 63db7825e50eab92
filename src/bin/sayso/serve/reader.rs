//! From what was sent to an article and its report. Nothing is opened, nothing is kept.
use super::refusal::Refusal;
use crate::commands::setup::Prepared;
use axum::http::StatusCode;
use sayso::{
    Article, Report,
    article::Metadata,
    input::{self, Format, InputError, Limits},
    render::{self, Options},
};
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::Path;

/// What an article is called that nobody named.
const UNNAMED: &str = "text";

/// Lexicons, settings, limits.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) prepared: Prepared,
    pub(super) limits: Limits,
}

/// An article to be checked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckRequest {
    /// The article as plain text; an empty line divides paragraphs.
    text: String,
    /// What the report calls it; `text` unless given.
    id: Option<String>,
    /// Headline, where the text does not begin with it.
    title: Option<String>,
    /// Publisher.
    outlet: Option<String>,
    /// Date of publication.
    date: Option<String>,
    /// Web address. It is not fetched.
    url: Option<String>,
    /// Byline.
    author: Option<String>,
}

impl Reader {
    /// Plain text.
    pub(super) fn text(&self, text: &[u8]) -> Result<Article, Refusal> {
        Ok(input::text(UNNAMED, text, self.limits)?)
    }

    /// Plain text and what is known of it, in JSON.
    pub(super) fn json(&self, json: &[u8]) -> Result<Article, Refusal> {
        let bad = |e: serde_json::Error| Refusal::new(StatusCode::BAD_REQUEST, format!("The JSON does not fit: {e}."));
        let CheckRequest { text, id, title, outlet, date, url, author } = serde_json::from_slice(json).map_err(bad)?;
        let article = input::text(id.as_deref().unwrap_or(UNNAMED), text.as_bytes(), self.limits)?;
        let article = match title.as_deref() {
            Some(title) => article.headed(title).map_err(InputError::from)?,
            None => article,
        };
        Ok(article.with_metadata(Metadata { title, outlet, date, url, author, ..Metadata::default() }))
    }

    /// A file by its name and content, in any encoding.
    pub(super) fn file(&self, name: &str, bytes: &[u8]) -> Result<Article, Refusal> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let known = ["txt", "text", "md", "markdown", "docx", "html", "htm", "xhtml"];
        if !Path::new(name).extension().is_some_and(|x| known.iter().any(|k| x.eq_ignore_ascii_case(k))) {
            let detail = "This kind of file is not read here. Choose a .txt, .md, .docx or .html file, or paste the text.";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let format = input::detect(name, bytes);
        if format == Format::Docx {
            return Ok(input::docx(name, bytes, self.limits)?);
        }
        let text = input::decode(bytes, true)?.text;
        let articles = input::read(name, text.as_bytes(), format, self.limits)?;
        articles.into_iter().next().ok_or_else(|| InputError::Empty.into())
    }

    /// The report as `sayso check` gives it.
    pub(super) fn report(&self, article: &Article) -> Report {
        let mut report = self.prepared.analyzer.analyze(article);
        self.prepared.set_aside_known(&mut report, Path::new(crate::files::STDIN));
        report.fails_from = self.prepared.effective.policy.fail_on.level();
        report
    }
}

/// A report in a format of the library.
pub(super) fn written(format: &dyn render::Render, report: Report) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    format.render(&[report], &Options::default(), &mut out).map_err(|_| Refusal::defect())?;
    Ok(out)
}
