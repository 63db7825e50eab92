//! A page that fetches nothing and runs nothing: style of the report page, tables, pictures.
use super::{Section, Sheet, svg};
use crate::render::{Page, visible};
use serde::Serialize;
use std::io::{self, Write};

const STYLE: &str = concat!(include_str!("../render/html/style.css"), include_str!("sheet.css"));
const NAME: &str = "sheet.html";

#[derive(Serialize)]
struct View {
    title: String,
    facts: Vec<String>,
    warnings: Vec<String>,
    methods: Vec<String>,
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    id: &'static str,
    title: String,
    about: String,
    columns: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
    pictures: Vec<(String, String)>,
}

pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let shown = |lines: &[String]| lines.iter().map(|l| visible(l).into_owned()).collect();
    let view = View {
        title: visible(&sheet.title).into_owned(),
        facts: shown(&sheet.facts),
        warnings: shown(&sheet.warnings),
        methods: shown(&sheet.methods),
        sections: sheet.sections.iter().map(section).collect(),
    };
    Page::new(&[(NAME, include_str!("sheet.html"))], STYLE, "")?.write(NAME, &view, out)
}

fn section(section: &Section) -> SectionView {
    let columns = section.for_people();
    let cell = |row: &Vec<super::Cell>, c: usize| row.get(c).map(|cell| visible(&cell.shown()).into_owned()).unwrap_or_default();
    SectionView {
        id: section.id,
        title: visible(&section.title).into_owned(),
        about: visible(&section.about).into_owned(),
        columns: columns.iter().map(|&c| (section.columns[c].title.to_owned(), section.is_numeric(c))).collect(),
        rows: section.rows.iter().map(|row| columns.iter().map(|&c| cell(row, c)).collect()).collect(),
        pictures: section.pictures.iter().map(svg::draw).collect(),
    }
}
