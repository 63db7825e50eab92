//! From the tables of `sayso corpus` to what groups of articles differ in: rates with intervals, effects, tests, series, and the
//! warnings that a methods reviewer would give. Opens no file.
mod estimate;
mod measure;
mod norms;
mod pairs;
mod runs;
mod show;
mod side;
mod table;
mod warn;

pub use estimate::{Estimate, How, Options, estimates};
pub use measure::{DEFAULTS, Kind, Measure, MeasureError};
pub use norms::unlike_norms;
pub use pairs::{Difference, Overall, Tests, tests};
pub use runs::{Findings, Run, findings, runs};
pub use show::sheet;
pub use side::side_by_side;
pub use table::{Articles, Plan, TableError, read};
