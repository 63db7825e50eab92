//! A user's own MiniJinja template. It sees `reports`, a list of reports in the wire format, each with its `text`;
//! the filter `plain` takes the Markdown out of messages.
use super::{Format, Options, Render, plain::plain};
use crate::report::Report;
use minijinja::{AutoEscape, Environment, Value, context, syntax::SyntaxConfig, value::Serde};
use std::io::{self, Write};

/// A template that parsed.
#[derive(Debug)]
pub struct Template {
    environment: Environment<'static>,
    extension: String,
}

const NAME: &str = "template";

impl Template {
    /// `name` is the file's: by its ending (`page.html`, `page.html.j2`) HTML and XML are known, where all that the template writes
    /// out is escaped; elsewhere nothing is but by the filter `e`.
    ///
    /// # Errors
    /// The line and the reason where the source is no template.
    pub fn new(name: &str, source: &str) -> Result<Template, String> {
        let name = [".j2", ".jinja", ".jinja2"].iter().find_map(|e| name.strip_suffix(e)).unwrap_or(name);
        let extension = name.rsplit(['/', '\\']).next().and_then(|n| n.rsplit_once('.')).map_or("out", |(_, e)| e).to_owned();
        let marked = ["html", "htm", "xhtml", "xml", "svg"].iter().any(|e| extension.eq_ignore_ascii_case(e));
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(move |_| if marked { AutoEscape::Html } else { AutoEscape::None });
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.map_err(|e| describe(&e))?);
        environment.add_filter("plain", |text: &str| plain(text));
        environment.add_template_owned(NAME, source.to_owned()).map_err(|e| describe(&e))?;
        Ok(Template { environment, extension })
    }
}

impl Render for Template {
    fn format(&self) -> Format<'_> {
        Format { name: NAME, extension: &self.extension, about: "your own MiniJinja template" }
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let reports: Vec<Value> = reports.iter().map(with_text).collect();
        let template = self.environment.get_template(NAME).map_err(|e| io::Error::other(describe(&e)))?;
        template.render_captured_to(context! { reports }, &mut *out).map(drop).map_err(|e| io::Error::other(describe(&e)))
    }
}

fn with_text(report: &Report) -> Value {
    let mut value = serde_json::to_value(report).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("text".to_owned(), report.text.clone().into());
    }
    Value::from(Serde(&value))
}

fn describe(error: &minijinja::Error) -> String {
    let line = error.line().map(|l| format!("line {l}: ")).unwrap_or_default();
    let detail = error.detail().map(|d| format!(": {d}")).unwrap_or_default();
    format!("{line}{}{detail}", error.kind())
}
