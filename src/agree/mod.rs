//! How far people agree, and the program with people: codings from tables, coefficients with intervals, accuracy, corrected rates, and
//! the sample that people code. Opens no file.
mod answers;
mod codes;
mod codings;
mod judge;
mod outcome;
mod people;
mod show;
mod template;

pub use codings::{Codings, CodingsError, PROGRAM, Unit, Variable};
pub use outcome::{Figures, Options, Outcome, outcome};
pub use show::sheet;
pub use template::{CODEBOOK, Drawn, TemplateError, draw, printable};
