//! What is compared: a formula over the count columns of `articles.csv`.

/// The measures compared where none are named.
pub const DEFAULTS: [&str; 12] = [
    "loaded terms = loaded_terms / own_words * 1000",
    "vague attributions = vague_attribution / own_words * 1000",
    "single-source claims = single_source_claim / own_words * 1000",
    "unattributed assertions = unattributed / sentences_outlet + sentences_mixed",
    "attributed sentences = sentences_attributed + sentences_mixed / sentences_outlet + sentences_attributed + sentences_mixed",
    "quoting attributions = attributions_direct + attributions_mixed / attributions",
    "words of its own = own_words / words",
    "sources = sources / article",
    "named sources = sources_named / sources",
    "official sources = sources_official / sources",
    "articles with an anonymous source = any(anonymous_source)",
    "articles on a single source = any(single_source_article)",
];

/// What sort of number a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Events over an exposure, such as terms per 1,000 words.
    Rate,
    /// A part of a whole, such as sentences of sentences.
    Share,
    /// A mean over articles.
    Mean,
    /// Articles that have at least one, of all articles.
    Any,
}

/// A measure. Numerator and denominator are sums of columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// For people.
    pub name: String,
    /// What sort.
    pub kind: Kind,
    /// Names of the columns above.
    pub above: Vec<String>,
    /// Names of the columns below; empty where the article itself is the unit.
    pub below: Vec<String>,
    /// 1000 for rates per 1,000.
    pub times: f64,
}

/// A formula that cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no measure; write it as `name = column + column / column + column * 1000`, `name = column / article` or `name = any(column)`"
)]
pub struct MeasureError(String);

impl Measure {
    /// Reads `name = a + b / c + d * 1000`, `name = a / article`, `name = any(a)`.
    ///
    /// # Errors
    /// Where it is none of these; the message shows how a measure is written.
    pub fn parse(text: &str) -> Result<Measure, MeasureError> {
        let fail = || MeasureError(text.to_owned());
        let (name, formula) = text.split_once('=').ok_or_else(fail)?;
        let columns = |sum: &str| -> Result<Vec<String>, MeasureError> {
            let names: Vec<String> = sum.split('+').map(|c| c.trim().to_owned()).collect();
            let fine = |c: &String| !c.is_empty() && c.chars().all(|c| c.is_alphanumeric() || c == '_');
            if names.iter().all(fine) { Ok(names) } else { Err(fail()) }
        };
        let measure = |kind, above, below, times| Measure { name: name.trim().to_owned(), kind, above, below, times };
        let formula = formula.trim();
        if let Some(inner) = formula.strip_prefix("any(").and_then(|f| f.strip_suffix(')')) {
            return Ok(measure(Kind::Any, columns(inner)?, Vec::new(), 1.0));
        }
        let (above, rest) = formula.split_once('/').ok_or_else(fail)?;
        let (below, times) = match rest.split_once('*') {
            Some((below, times)) => (below, times.trim().parse().ok().filter(|t: &f64| t.is_finite() && *t > 0.0).ok_or_else(fail)?),
            None => (rest, 1.0),
        };
        let above = columns(above)?;
        if below.trim() == "article" {
            return Ok(measure(Kind::Mean, above, Vec::new(), times));
        }
        let kind = if rest.contains('*') { Kind::Rate } else { Kind::Share };
        Ok(measure(kind, above, columns(below)?, times))
    }

    /// As it is written.
    pub fn formula(&self) -> String {
        let (above, below) = (self.above.join(" + "), self.below.join(" + "));
        let times = if self.kind == Kind::Rate { format!(" * {}", self.times) } else { String::new() };
        match self.kind {
            Kind::Any => format!("{} = any({above})", self.name),
            Kind::Mean => format!("{} = {above} / article{times}", self.name),
            Kind::Rate | Kind::Share => format!("{} = {above} / {below}{times}", self.name),
        }
    }

    /// Of the scale, for people.
    pub fn unit(&self) -> String {
        let below = |between: &str| self.below.join(between).replace('_', " ");
        match self.kind {
            // As people write it.
            Kind::Rate if self.times.total_cmp(&1000.0).is_eq() => format!("per 1,000 {}", below(" and ")),
            Kind::Rate => format!("per {:.0} {}", self.times, below(" and ")),
            Kind::Share => format!("share of {}", below(", ")),
            Kind::Mean => "per article".to_owned(),
            Kind::Any => "share of articles".to_owned(),
        }
    }

    /// Digits after the point that people see.
    pub fn digits(&self) -> usize {
        if matches!(self.kind, Kind::Share | Kind::Any) { 3 } else { 2 }
    }
}

#[cfg(test)]
mod tests {
    use super::{DEFAULTS, Kind, Measure};

    #[test]
    fn formulas_are_read() {
        let m = Measure::parse("a b = x + y / z * 1000").ok();
        let m = m.map(|m| (m.name, m.kind, m.above, m.below, m.times));
        assert_eq!(m, Some(("a b".into(), Kind::Rate, vec!["x".into(), "y".into()], vec!["z".into()], 1000.0)));
        assert_eq!(Measure::parse("n = any(x)").map(|m| m.kind), Ok(Kind::Any));
        assert_eq!(Measure::parse("n = x / article").map(|m| (m.kind, m.below)), Ok((Kind::Mean, vec![])));
        for bad in ["x", "n = x", "n = x / y * 0", "n = / y", "n = x y / z", "n = any()"] {
            assert!(Measure::parse(bad).is_err(), "{bad}");
        }
        assert!(DEFAULTS.iter().all(|d| Measure::parse(d).is_ok_and(|m| m.formula() == *d)));
    }
}
