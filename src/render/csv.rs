//! CSV (RFC 4180): one row a finding, excused ones included and marked.
use super::{
    Format, Options, Render,
    stream::{Each, Stream},
};
use crate::{
    cell,
    report::{FindingCited, Report},
};
use std::io::{self, Write};

pub(super) struct Csv;

const HEADER: [&str; 21] = [
    "article_id", "outlet", "date", "finding_id", "rule", "level", "counted", "excused_because", "justification", "reason", "category",
    "entry", "voice", "sentence", "field", "start", "end", "line", "column", "trigger", "message",
];

impl Render for Csv {
    fn format(&self) -> Format<'_> {
        Format { name: "csv", extension: "csv", about: "one row a finding, excused ones included and marked" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Each::boxed(self))
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = csv::Writer::from_writer(out);
        if options.first {
            rows.write_record(HEADER)?;
        }
        for report in reports {
            for finding in report.findings.iter().chain(&report.excused) {
                rows.write_record(row(report, finding))?;
            }
        }
        rows.flush()
    }
}

fn row(report: &Report, f: &FindingCited) -> [String; 21] {
    let trigger = &f.evidence[0].span;
    let article = &report.article;
    let (field, start, end) = trigger.place();
    let opt = |o: &Option<String>| o.clone().unwrap_or_default();
    [
        article.id.clone(),
        opt(&article.outlet),
        opt(&article.date),
        f.id.to_string(),
        f.rule.clone(),
        f.level.to_string(),
        if f.because.is_none() { "TRUE" } else { "FALSE" }.to_owned(),
        f.because.map(|b| b.to_string()).unwrap_or_default(),
        opt(&f.justification),
        f.reason.map(|r| r.to_string()).unwrap_or_default(),
        opt(&f.category),
        f.entry().unwrap_or_default().to_owned(),
        f.voice.to_string(),
        f.sentence.to_string(),
        field.to_owned(),
        start.to_string(),
        end.to_string(),
        trigger.line.to_string(),
        trigger.column.to_string(),
        trigger.text.clone(),
        f.message.clone(),
    ]
    .map(|cell| cell::safe(&cell).into_owned())
}
