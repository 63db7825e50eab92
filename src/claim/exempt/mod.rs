//! One exemption a kind of statement that needs no source: what speaks against a claim.
mod allegation;
mod definition;
mod first_hand;
mod official_result;
mod public_event;
mod schedule;
mod speech_act;

use super::{model::Signal, part::Part};

/// An exemption takes weight from the signals that it explains away; what has none left does not count.
pub(super) type Excuse = fn(&Part<'_>, &mut [Signal]);

/// In no particular order: none looks at what another did.
pub(super) const ALL: [Excuse; 7] = [
    allegation::excuse,
    definition::excuse,
    first_hand::excuse,
    official_result::excuse,
    public_event::excuse,
    schedule::excuse,
    speech_act::excuse,
];
