//! `sayso class`: saved files of the class page in, the class's results out.
use crate::{args::Class as Args, commands::sheet, files};
use anyhow::{Context, Result, anyhow, bail};
use sayso::{
    classroom::{self, Class},
    sheet::{Format, csv_table},
};
use std::{io::Write, path::Path, process::ExitCode};

/// A student's work is no larger: the class page takes no more, either.
const MOST: usize = 4_000_000;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let mut class = Class::default();
    for file in files::files_of(&args.files, "json")? {
        if let Err(error) = read(&mut class, &file) {
            class.remark(format!("{error:#}"));
        }
    }
    let sheet = classroom::sheet(&class);
    if class.is_empty() {
        sheet.warnings.iter().for_each(|warning| files::complain(warning));
        bail!(
            "no saved work of a class could be read; students save it on the class page with “Save my work”, after they have chosen “I am done”"
        );
    }
    if args.written.format != Format::Csv {
        sheet::put(&sheet, "class", &args.written)?;
        return Ok(ExitCode::SUCCESS);
    }
    // A table has no room for warnings: they are told beside it.
    sheet.warnings.iter().for_each(|warning| files::complain(&format!("warning: {warning}")));
    // Codes are typed by students, and the table is opened in a spreadsheet.
    let table = [sheet::UTF8, &csv_table(&classroom::marks(&class), true)].concat();
    match &args.written.output {
        Some(dir) => files::write_into(dir, "class.csv", &table, args.written.force)?,
        None => files::stdout().write_all(&table)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn read(class: &mut Class, file: &Path) -> Result<()> {
    let name = files::name(file);
    let bytes = files::at_most(MOST, &name, files::open(file)?)?.with_context(|| format!("{name}: is larger than any saved work"))?;
    class.take(&name, &bytes).map_err(|e| anyhow!("{name}: {e}"))
}
