//! A page that fetches nothing and runs nothing: style of the report page, tables, pictures.
use super::{Section, Sheet, svg};
use crate::render::{Page, visible};
use serde_json::{Value, json};
use std::io::{self, Write};

const STYLE: &str = concat!(include_str!("../render/html/style.css"), include_str!("sheet.css"));
const NAME: &str = "sheet.html";

pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let shown = |lines: &[String]| lines.iter().map(|l| visible(l).into_owned()).collect::<Vec<_>>();
    let view = json!({
        "title": visible(&sheet.title),
        "facts": shown(&sheet.facts),
        "warnings": shown(&sheet.warnings),
        "methods": shown(&sheet.methods),
        "sections": sheet.sections.iter().map(section).collect::<Vec<_>>(),
    });
    Page::new(&[(NAME, include_str!("sheet.html"))], STYLE, "")?.write(NAME, &view, out)
}

fn section(section: &Section) -> Value {
    let columns = section.for_people();
    let cell = |row: &Vec<super::Cell>, c: usize| row.get(c).map(|cell| visible(&cell.shown()).into_owned()).unwrap_or_default();
    json!({
        "id": section.id,
        "title": visible(&section.title),
        "about": visible(&section.about),
        "columns": columns.iter().map(|&c| (section.columns[c].title, section.is_numeric(c))).collect::<Vec<_>>(),
        "rows": section.rows.iter().map(|row| columns.iter().map(|&c| cell(row, c)).collect()).collect::<Vec<Vec<String>>>(),
        "pictures": section.pictures.iter().map(svg::draw).collect::<Vec<_>>(),
    })
}
