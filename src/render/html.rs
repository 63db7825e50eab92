//! HTML: one self-contained page for one article, or an index and the articles behind it. Nothing is fetched, nothing leaves the page.
mod class;
mod index;
mod notes;
mod segment;
mod strip;
mod view;
mod worksheet;

pub(super) use class::Class;
pub use class::class_article;
pub use index::IndexRow;
pub(super) use worksheet::{Worksheet, WorksheetKey};

use super::{Format, Options, Render, summary::title, visible::visible};
use crate::report::{Report, RuleCited, SettingsInfo, Tool};
use base64::{Engine, engine::general_purpose::STANDARD};
use index::Index;
use minijinja::{
    Environment,
    value::{Serde, Value},
};
use notes::{LexiconNotes, RuleNotes};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use view::ArticleView;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = concat!(include_str!("html/shared.js"), include_str!("html/script.js"));

pub(super) struct Html;

impl Render for Html {
    fn format(&self) -> Format<'_> {
        Format {
            name: "html",
            extension: "html",
            about: "a page to read in a browser: marked text, findings, sources; many articles get an index",
        }
    }
    fn policy(&self) -> Option<String> {
        Some(policy(STYLE, SCRIPT))
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let page = Page::new(&TEMPLATES, STYLE, SCRIPT)?;
        let rows: Vec<IndexRow> = reports.iter().enumerate().map(|(n, r)| IndexRow::new(r, format!("#a{n}"))).collect();
        let many = reports.len() != 1;
        let title = reports.first().map(|r| visible(&title(r)).into_owned()).unwrap_or_default();
        let rules = reports.first().map(|r| r.rules.as_slice()).unwrap_or_default();
        let head = Head { title, index: many.then(|| Index::new(&rows, rules)), own_pages: false };
        page.write("head.html", &head, out)?;
        for (n, report) in reports.iter().enumerate() {
            page.write("article.html", &Section { a: ArticleView::new(n, report), many }, out)?;
        }
        page.write("foot.html", &Foot::new(reports), out)
    }
}

/// Writes the page that lists a run's articles, each of which has a page of its own. `rules` are those of any of the reports.
///
/// # Errors
/// Where `out` fails.
pub fn write_index(rows: &[IndexRow], rules: &[RuleCited], out: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(&TEMPLATES, STYLE, SCRIPT)?;
    let index = Index::new(rows, rules);
    page.write("head.html", &Head { title: String::new(), index: Some(index), own_pages: true }, out)?;
    page.write("foot.html", &Foot::default(), out)
}

const TEMPLATES: [(&str, &str); 4] = [
    ("macros.html", include_str!("html/macros.html")),
    ("head.html", include_str!("html/head.html")),
    ("article.html", include_str!("html/article.html")),
    ("foot.html", include_str!("html/foot.html")),
];

/// What stands above the articles.
#[derive(Serialize)]
struct Head<'a> {
    title: String,
    index: Option<Index<'a>>,
    /// The index leads to other files.
    own_pages: bool,
}

#[derive(Serialize)]
struct Section<'a> {
    a: ArticleView<'a>,
    /// Closed until the index opens it.
    many: bool,
}

/// What stands under the articles.
#[derive(Default, Serialize)]
struct Foot<'a> {
    rules: Vec<RuleNotes>,
    lexicons: Vec<LexiconNotes>,
    tool: Option<&'a Tool>,
    settings: Option<&'a SettingsInfo>,
}

impl<'a> Foot<'a> {
    fn new(reports: &'a [Report]) -> Foot<'a> {
        let first = reports.first();
        Foot {
            rules: notes::rules(reports),
            lexicons: notes::lexicons(reports),
            tool: first.map(|r| &r.tool),
            settings: first.map(|r| &r.settings),
        }
    }
}

/// Nothing but this style and this script.
fn policy(style: &str, script: &str) -> String {
    let allowed = |text: &str| match text {
        "" => "'none'".to_owned(),
        text => format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))),
    };
    let (style, script) = (allowed(style), allowed(script));
    format!("default-src 'none'; style-src {style}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'")
}

/// Templates that escape all they are given, and the policy that forbids everything but their own style and script.
pub(crate) struct Page(Environment<'static>);

impl Page {
    /// Every name ends in `.html`, by which the engine knows what to escape.
    pub(crate) fn new(templates: &[(&'static str, &'static str)], style: &'static str, script: &'static str) -> io::Result<Page> {
        let mut environment = Environment::new();
        for &(name, source) in templates {
            environment.add_template(name, source).map_err(io::Error::other)?;
        }
        environment.add_global("policy", policy(style, script));
        environment.add_global("style", style);
        environment.add_global("script", script);
        Ok(Page(environment))
    }

    pub(crate) fn write(&self, name: &str, view: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        let template = self.0.get_template(name).map_err(io::Error::other)?;
        let text = template.render(Value::from(Serde(view))).map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }
}
