//! Does an article pass? Never decided by a count that no policy names.
use crate::{config::Policy, plural::plural, report::Report};
use std::{collections::BTreeSet, fmt};

/// Why an article fails.
#[derive(Clone, Debug, PartialEq)]
pub enum Breach {
    /// Marks with a finding at or above the failing level: more than allowed.
    Findings {
        /// There are.
        found: u64,
        /// May be.
        allowed: u64,
    },
    /// More findings of a rule than allowed.
    Rule {
        /// The rule.
        rule: String,
        /// There are.
        found: u64,
        /// May be.
        allowed: u64,
    },
    /// A condition on a score holds.
    Score {
        /// As written.
        condition: String,
        /// The score's value.
        value: f64,
    },
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Breach::Findings { found, allowed } => write!(f, "{} at the failing level, {allowed} allowed", plural(*found, "mark")),
            Breach::Rule { rule, found, allowed } => write!(f, "{} of {rule}, {allowed} allowed", plural(*found, "finding")),
            Breach::Score { condition, value } => {
                let digits = format!("{value:.4}");
                let short = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
                write!(f, "fails if {condition}; it is {short}")
            }
        }
    }
}

/// Everything in which a report breaks the policy; empty: it passes.
pub fn breaches(report: &Report, policy: &Policy) -> Vec<Breach> {
    let mut out = Vec::new();
    // One mark with two reasons is one fault.
    let failing: BTreeSet<usize> = report.findings.iter().filter(|f| policy.fail_on.includes(f.level)).map(|f| f.mark).collect();
    let found = failing.len() as u64;
    if found > policy.max_findings {
        out.push(Breach::Findings { found, allowed: policy.max_findings });
    }
    for (rule, &allowed) in &policy.max_by_rule {
        let found = report.findings.iter().filter(|f| f.rule == *rule).count() as u64;
        if found > allowed {
            out.push(Breach::Rule { rule: rule.clone(), found, allowed });
        }
    }
    for condition in &policy.fail_if {
        let value = report.score(&condition.score).and_then(|s| s.value);
        if let Some(value) = value.filter(|_| condition.holds(value)) {
            out.push(Breach::Score { condition: condition.to_string(), value });
        }
    }
    out
}
