//! A user's own MiniJinja template. It sees `reports`, a list of reports in the wire format, each with its `text`.
use super::{Options, Render};
use crate::report::Report;
use minijinja::{Environment, Value, context, syntax::SyntaxConfig};
use serde_json::Value as Json;
use std::io::{self, Write};

/// A template that parsed.
#[derive(Debug)]
pub struct Template {
    environment: Environment<'static>,
}

const NAME: &str = "template";

impl Template {
    /// Fails with the line and the reason where the source is no template. Nothing is escaped but by the filter `e`.
    pub fn new(source: &str) -> Result<Template, String> {
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.map_err(|e| describe(&e))?);
        environment.add_template_owned(NAME, source.to_owned()).map_err(|e| describe(&e))?;
        Ok(Template { environment })
    }
}

impl Render for Template {
    fn name(&self) -> &'static str {
        NAME
    }
    fn about(&self) -> &'static str {
        "your own MiniJinja template"
    }
    fn extension(&self) -> &'static str {
        "out"
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
    lent(value)
}

/// Without the `serde` feature of minijinja, which nothing else needs.
fn lent(json: Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(b) => Value::from(b),
        Json::Number(n) => n.as_u64().map(Value::from).or_else(|| n.as_i64().map(Value::from)).unwrap_or_else(|| Value::from(n.as_f64())),
        Json::String(s) => Value::from(s),
        Json::Array(items) => Value::from(items.into_iter().map(lent).collect::<Vec<_>>()),
        Json::Object(fields) => Value::from_pairs(fields.into_iter().map(|(k, v)| (k, lent(v)))),
    }
}

fn describe(error: &minijinja::Error) -> String {
    let line = error.line().map(|l| format!("line {l}: ")).unwrap_or_default();
    let detail = error.detail().map(|d| format!(": {d}")).unwrap_or_default();
    format!("{line}{}{detail}", error.kind())
}
