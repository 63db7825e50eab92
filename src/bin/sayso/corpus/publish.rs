//! Finished tables: renamed into the output folder, in the format that was asked for, with codebook and manifest.
use super::{
    Plan,
    inputs::Survey,
    manifest,
    partial::{NAMES, Partial, failed, ignore_unsupported, write_whole},
};
use crate::args::{Corpus, TableFormat};
use anyhow::Result;
use sayso::corpus::{Table, codebook_csv, codebook_markdown};
use std::{
    fs::{self, File},
    io,
    path::Path,
};

impl Partial {
    /// Renames the tables into the output folder and writes codebook and manifest. May be done again after a kill.
    pub(crate) fn publish(&self, args: &Corpus, plan: &Plan, survey: &Survey) -> Result<()> {
        for (i, name) in NAMES.iter().enumerate() {
            let from = self.folder.join(name);
            if !from.exists() {
                continue;
            }
            let table = plan.columns.tables.get(i);
            let format = if table.is_some() { args.format } else { TableFormat::Csv };
            let to = args.output().join(published(name, format));
            let wanted = table.is_none_or(|t| args.wants(t.name));
            if let (Some(table), true) = (table.filter(|_| format != TableFormat::Csv), wanted) {
                let converted = self.folder.join(published(name, format));
                convert(table, format, &from, &converted)?;
                fs::rename(&converted, &to).map_err(|e| failed(&to, e))?;
                fs::remove_file(&from).map_err(|e| failed(&from, e))?;
            } else if wanted {
                fs::rename(&from, &to).map_err(|e| failed(&to, e))?;
            } else {
                fs::remove_file(&from).map_err(|e| failed(&from, e))?;
            }
            // What an earlier run left in another format would be taken for this run's.
            for other in FORMATS.map(|format| args.output().join(published(name, format))) {
                if (other != to || !wanted) && other.exists() {
                    fs::remove_file(&other).map_err(|e| failed(&other, e))?;
                }
            }
        }
        write_whole(&args.output().join("codebook.csv"), &codebook_csv(&plan.columns))?;
        write_whole(&args.output().join("codebook.md"), codebook_markdown(&plan.columns).as_bytes())?;
        let manifest = manifest::manifest(args, plan, &self.state, survey)?;
        write_whole(&args.output().join(manifest::NAME), &manifest)?;
        fs::remove_dir_all(&self.folder).map_err(|e| failed(&self.folder, e))
    }
}

/// All formats that tables may be published in.
pub(super) const FORMATS: [TableFormat; 3] = [TableFormat::Csv, TableFormat::CsvGz, TableFormat::Parquet];

/// The name of a finished file.
pub(super) fn published(name: &str, format: TableFormat) -> String {
    match name.strip_suffix(".csv") {
        Some(table) => format!("{table}.{}", format.ending()),
        None => name.to_owned(),
    }
}

/// A finished table in another format than it was written in.
fn convert(table: &Table, format: TableFormat, csv: &Path, to: &Path) -> Result<()> {
    let mut from = File::open(csv).map_err(|e| failed(csv, e))?;
    let mut out = File::create(to).map_err(|e| failed(to, e))?;
    let done = match format {
        TableFormat::Parquet => parquet(table, from, &mut out),
        TableFormat::Csv | TableFormat::CsvGz => {
            // Without name and time: the same table is the same bytes.
            let mut packed = flate2::GzBuilder::new().write(&mut out, flate2::Compression::default());
            io::copy(&mut from, &mut packed).and_then(|_| packed.finish()).map(drop)
        }
    };
    done.and_then(|()| out.sync_data().or_else(ignore_unsupported)).map_err(|e| failed(to, e))
}

#[cfg(feature = "parquet")]
fn parquet(table: &Table, csv: File, out: &mut File) -> io::Result<()> {
    sayso::corpus::csv_to_parquet(table, csv, out)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &Table, _: File, _: &mut File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
