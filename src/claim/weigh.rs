//! Signals to a claim: how weights add up.
use super::{
    THRESHOLD,
    detect::{self, HINT},
    exempt,
    model::{Reason, Signal},
    part::Part,
};
use crate::span::Span;

/// Further signals add one each, up to this.
const FURTHER: usize = 2;

/// What the signals of one part amount to.
pub(super) struct Weighed {
    pub reason: Reason,
    pub main: Signal,
    pub support: Vec<Span>,
}

/// The claim that the part makes, if it makes one.
///
/// The heaviest signal counts in full, each further one by one up to [`FURTHER`]; so a strong word is enough, and hints
/// must come three together. The reason is the heaviest signal's; among equals the first of the codebook's table.
pub(super) fn weigh(part: &Part<'_>) -> Option<Weighed> {
    let mut signals = Vec::new();
    for detect in detect::ALL {
        detect(part, &mut signals);
    }
    if signals.is_empty() {
        return None;
    }
    for excuse in exempt::ALL {
        excuse(part, &mut signals);
    }
    signals.retain(|s| s.weight > 0);
    signals.sort_by_key(|s| (std::cmp::Reverse(s.weight), s.reason, s.span));
    signals.dedup_by_key(|s| s.span);
    let (main, further) = signals.split_first()?;
    let counts = |s: &&Signal| s.weight > 1 && (s.reason == main.reason || main.weight > HINT);
    let more = further.iter().filter(counts).take(FURTHER).map(|_| 1).sum::<i32>();
    (main.weight + more >= THRESHOLD).then(|| Weighed {
        reason: main.reason,
        main: *main,
        support: further.iter().filter(|s| s.weight > 1).map(|s| s.span).collect(),
    })
}
