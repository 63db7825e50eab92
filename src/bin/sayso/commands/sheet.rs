//! Where sheets of results go: to standard output, or into a folder.
use crate::{args::Written, files};
use anyhow::Result;
use sayso::sheet::{self, Format, Sheet};
use std::io::Write;

/// Tells spreadsheets that what follows is UTF-8.
pub(crate) const UTF8: &[u8] = b"\xEF\xBB\xBF";

/// Writes the sheet; in a folder it is called `name`, and each table of CSV after itself.
pub(crate) fn put(sheet: &Sheet, name: &str, written: &Written) -> Result<()> {
    let format = written.format;
    if format == Format::Csv {
        // A table has no room for warnings: they are told beside it.
        sheet.warnings.iter().for_each(|warning| files::complain(&format!("warning: {warning}")));
    }
    let Some(dir) = &written.output else {
        let mut out = files::stdout();
        sheet::write(sheet, format, files::width(), &mut out)?;
        return Ok(out.flush()?);
    };
    if format == Format::Csv {
        for section in &sheet.sections {
            files::write_into(dir, &format!("{}.csv", section.id), &sheet::csv_table(section, false), written.force)?;
        }
        return Ok(());
    }
    let ending = match format {
        Format::Text => "txt",
        Format::Csv => "csv",
        Format::Json => "json",
        Format::Markdown => "md",
        Format::Html => "html",
    };
    let mut bytes = Vec::new();
    sheet::write(sheet, format, files::width(), &mut bytes)?;
    files::write_into(dir, &format!("{name}.{ending}"), &bytes, written.force)
}
