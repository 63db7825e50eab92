//! A page that fetches nothing and runs nothing: style of the report page, tables, pictures.
use super::{Section, Sheet, svg};
use crate::render::visible;
use base64::{Engine, engine::general_purpose::STANDARD};
use minijinja::{
    Environment,
    value::{Serde, Value},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const STYLE: &str = concat!(include_str!("../render/html/style.css"), include_str!("sheet.css"));
const NAME: &str = "sheet.html";

#[derive(Serialize)]
struct Page {
    title: String,
    facts: Vec<String>,
    warnings: Vec<String>,
    methods: Vec<String>,
    sections: Vec<SectionView>,
    policy: String,
    style: &'static str,
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
    let mut environment = Environment::new();
    environment.add_template(NAME, include_str!("sheet.html")).map_err(io::Error::other)?;
    let shown = |lines: &[String]| lines.iter().map(|l| visible(l).into_owned()).collect();
    let page = Page {
        title: visible(&sheet.title).into_owned(),
        facts: shown(&sheet.facts),
        warnings: shown(&sheet.warnings),
        methods: shown(&sheet.methods),
        sections: sheet.sections.iter().map(section).collect(),
        policy: format!(
            "default-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
            STANDARD.encode(Sha256::digest(STYLE))
        ),
        style: STYLE,
    };
    let template = environment.get_template(NAME).map_err(io::Error::other)?;
    let text = template.render(Value::from(Serde(&page))).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
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
