//! What a desk does with a finished report: judge it by its policy, set aside what it knows already or did not touch.
mod baseline;
mod changes;
mod gate;

pub use baseline::{Baseline, BaselineError, Known, Update};
pub use changes::{Changes, DiffError};
pub use gate::{Breach, breaches};

use crate::report::{Excuse, FindingCited, Report};

/// Moves the counted findings that `aside` picks to the excused ones, with `because`. Ids stay, and so do the scores: they
/// describe the article, not what is new in it.
fn set_aside(report: &mut Report, because: Excuse, mut aside: impl FnMut(&FindingCited) -> bool) {
    let (moved, kept) = std::mem::take(&mut report.findings).into_iter().partition(|f| aside(f));
    report.findings = kept;
    let moved: Vec<_> = moved;
    report.excused.extend(moved.into_iter().map(|f| FindingCited { because: Some(because), ..f }));
}
