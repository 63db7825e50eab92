//! When a run fails: as data. Judging a report by it is `review::gate`'s.
use crate::level::Level;
use std::{collections::BTreeMap, fmt, str::FromStr};

vocabulary! {
    /// From which level on a finding fails the run.
    #[derive(Default)]
    pub enum FailOn {
        /// Any finding.
        Note = "note",
        /// Warnings and errors.
        #[default]
        Warning = "warning",
        /// Errors only.
        Error = "error",
        /// Findings never fail; `max-findings` by rule and `fail-if` still do.
        Never = "never",
    }
}

impl FailOn {
    /// Does a finding of this level fail?
    pub fn includes(self, level: Level) -> bool {
        match self {
            FailOn::Note => level >= Level::Note,
            FailOn::Warning => level >= Level::Warning,
            FailOn::Error => level >= Level::Error,
            FailOn::Never => false,
        }
    }

    /// The lowest level that fails.
    pub fn level(self) -> Option<Level> {
        [Level::Note, Level::Warning, Level::Error].into_iter().find(|&level| self.includes(level))
    }
}

/// When an article fails.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Findings of this level or a higher one fail …
    pub fail_on: FailOn,
    /// … where there are more than so many of them.
    pub max_findings: u64,
    /// More findings of a rule than this fail, whatever their level.
    pub max_by_rule: BTreeMap<String, u64>,
    /// A score for which one of these holds fails.
    pub fail_if: Vec<Condition>,
}

/// A condition on a score: `loaded-term-per-1000 > 5`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Id of the score.
    pub score: String,
    /// How it is compared.
    pub op: Op,
    /// With what.
    pub value: f64,
}

/// Comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `<=`
    AtMost,
}

/// In the order in which they are looked for: the longer sign first.
const OPS: [(&str, Op); 4] = [(">=", Op::AtLeast), ("<=", Op::AtMost), (">", Op::Above), ("<", Op::Below)];

impl Condition {
    /// Does it hold? A score without a value (nothing to divide by) fails nothing.
    pub fn holds(&self, value: Option<f64>) -> bool {
        value.is_some_and(|v| match self.op {
            Op::Above => v > self.value,
            Op::AtLeast => v >= self.value,
            Op::Below => v < self.value,
            Op::AtMost => v <= self.value,
        })
    }
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Condition, String> {
        let wrong = || format!("`{text}` is no condition; write it as `loaded-term-per-1000 > 5`, with >, >=, < or <=");
        let (at, sign, op) = OPS.iter().find_map(|(sign, op)| Some((text.find(sign)?, sign, *op))).ok_or_else(wrong)?;
        let (score, rest) = text.split_at(at);
        let value = rest.strip_prefix(*sign).unwrap_or(rest).trim().parse().ok().filter(|v: &f64| v.is_finite()).ok_or_else(wrong)?;
        let score = score.trim();
        if score.is_empty() || score.contains(char::is_whitespace) {
            return Err(wrong());
        }
        Ok(Condition { score: score.to_owned(), op, value })
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = OPS.iter().find(|(_, op)| *op == self.op).map_or(">", |(sign, _)| sign);
        write!(f, "{} {sign} {}", self.score, self.value)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Condition;

    #[test]
    fn conditions_read_as_they_print() {
        for text in ["loaded-term-per-1000 > 5", "sources-named < 2", "loaded-term >= 0.25", "sources <= 1"] {
            assert_eq!(text.parse::<Condition>().unwrap().to_string(), text);
        }
        for text in ["", "loaded-term", "> 5", "a b > 5", "loaded-term > many", "loaded-term > inf", "loaded-term >> 5"] {
            assert!(text.parse::<Condition>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_score_without_a_value_fails_nothing() {
        let few: Condition = "sources-named < 2".parse().unwrap();
        assert!(few.holds(Some(1.0)) && !few.holds(Some(2.0)) && !few.holds(None));
    }
}
