//! Which articles are wanted: by metadata and by date.
use crate::article::Article;
use std::{collections::BTreeMap, str::FromStr};

/// Conditions on an article's metadata. Several values of one field are alternatives; different fields must all hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    fields: BTreeMap<String, Vec<String>>,
    from: Option<jiff::civil::Date>,
    to: Option<jiff::civil::Date>,
}

/// A condition that cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// Not `field=value`.
    #[error("`{0}` is no condition; write it as field=value, such as outlet=\"Halden Wire\"")]
    Condition(String),
    /// No date.
    #[error("`{0}` is no date; write it as 2031-03-04")]
    Date(String),
}

/// Is the article wanted?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Wanted,
    /// A field has another value.
    OtherField,
    /// Its date is out of range.
    OtherDate,
    /// A range is wanted and it has no date that can be read.
    NoDate,
}

impl Filter {
    /// Reads conditions (`outlet=Halden Wire`) and the first and last day wanted.
    ///
    /// # Errors
    /// Where a condition has no `=`, or a day is no date.
    pub fn new(conditions: &[String], from: Option<&str>, to: Option<&str>) -> Result<Filter, FilterError> {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for condition in conditions {
            let (field, value) = condition.split_once('=').ok_or_else(|| FilterError::Condition(condition.clone()))?;
            fields.entry(field.trim().to_owned()).or_default().push(value.trim().to_owned());
        }
        let wanted = |text: Option<&str>| text.map(|t| day(t).ok_or_else(|| FilterError::Date(t.to_owned()))).transpose();
        Ok(Filter { fields, from: wanted(from)?, to: wanted(to)? })
    }

    /// The fields that conditions are on.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// Judges one article.
    pub fn judge(&self, article: &Article) -> Verdict {
        if !self.fields.iter().all(|(field, values)| self::field(article, field).is_some_and(|v| values.iter().any(|w| w == v))) {
            return Verdict::OtherField;
        }
        if self.from.is_none() && self.to.is_none() {
            return Verdict::Wanted;
        }
        match article.metadata().date.as_deref().and_then(day) {
            None => Verdict::NoDate,
            Some(day) if self.from.is_some_and(|from| day < from) || self.to.is_some_and(|to| day > to) => Verdict::OtherDate,
            Some(_) => Verdict::Wanted,
        }
    }
}

/// What the input says of an article under this name.
pub fn field<'a>(article: &'a Article, name: &str) -> Option<&'a str> {
    let m = article.metadata();
    match name {
        "id" => Some(article.id()),
        "text" => Some(article.body()),
        "title" => m.title.as_deref(),
        "outlet" => m.outlet.as_deref(),
        "date" => m.date.as_deref(),
        "url" => m.url.as_deref(),
        "author" => m.author.as_deref(),
        other => m.extra.get(other).map(String::as_str),
    }
}

/// The day of a date as archives write it: ISO 8601 with or without a time, `20310304`, `2031/03/04`, RFC 2822, `4 March 2031`,
/// `March 4, 2031`, `04.03.2031`, `21/03/2031`, `03/21/2031`. Nothing where it is not plain which day is meant: `03/04/2031`.
pub(super) fn day(text: &str) -> Option<jiff::civil::Date> {
    let text = text.trim();
    let digits = |range: std::ops::Range<usize>| text.get(range).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
    let compact = || Some(format!("{}-{}-{}", digits(0..4)?, digits(4..6)?, digits(6..8)?));
    let slashed = || (text.get(4..5)? == "/").then(|| text.get(..10).map(|t| t.replace('/', "-"))).flatten();
    let iso = text.get(..10).and_then(|t| jiff::civil::Date::from_str(t).ok());
    iso.or_else(|| jiff::civil::Date::from_str(&compact()?).ok())
        .or_else(|| jiff::civil::Date::from_str(&slashed()?).ok())
        .or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.date()))
        .or_else(|| {
            ["%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y"].iter().find_map(|f| jiff::civil::Date::strptime(f, text).ok())
        })
        .or_else(|| numbers(text))
}

/// Two numbers and a year: with points the day comes first, otherwise one of the two must be no month.
fn numbers(text: &str) -> Option<jiff::civil::Date> {
    let date = text.split_whitespace().next()?;
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let [first, second, year] = parts[..] else { return None };
    let (a, b): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    let (day, month) = if date.contains('.') || a > 12 || a == b {
        (a, b)
    } else if b > 12 {
        (b, a)
    } else {
        return None;
    };
    jiff::civil::Date::new(year.parse().ok().filter(|_| year.len() == 4)?, month, day).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::article::Metadata;

    #[test]
    fn dates_as_archives_write_them() {
        let wanted = jiff::civil::date(2031, 3, 4);
        for text in [
            "2031-03-04",
            "2031-03-04T05:06:07Z",
            "20310304",
            "2031/03/04 05:06",
            "Tue, 4 Mar 2031 05:06:07 +0000",
            "March 4, 2031",
            "4 March 2031",
        ] {
            assert_eq!(day(text), Some(wanted), "{text}");
        }
        let later = jiff::civil::date(2031, 3, 21);
        for text in ["21/03/2031", "03/21/2031", "21.03.2031", "21-3-2031 05:06"] {
            assert_eq!(day(text), Some(later), "{text}");
        }
        assert_eq!((day("04.03.2031"), day("03/03/2031")), (Some(wanted), Some(jiff::civil::date(2031, 3, 3))));
        assert_eq!([day("21/21/2031"), day("21/03/31"), day("3.4")], [None; 3]);
        assert_eq!([day("yesterday"), day("03/04/2031"), day("2031-03")], [None; 3]);
        assert_eq!(day("né2031-03"), None);
    }

    #[test]
    fn values_are_alternatives_and_fields_must_all_hold() {
        let article = |outlet: &str, date: Option<&str>| {
            let metadata = Metadata { outlet: Some(outlet.to_owned()), date: date.map(str::to_owned), ..Metadata::default() };
            Article::new("a", "It rained.").unwrap().with_metadata(metadata)
        };
        let filter = Filter::new(&["outlet=A".to_owned(), "outlet=B".to_owned()], Some("2031-03-01"), None).unwrap();
        assert_eq!(filter.judge(&article("B", Some("2031-03-01"))), Verdict::Wanted);
        assert_eq!(filter.judge(&article("C", Some("2031-03-01"))), Verdict::OtherField);
        assert_eq!(filter.judge(&article("A", Some("2031-02-28"))), Verdict::OtherDate);
        assert_eq!(filter.judge(&article("A", None)), Verdict::NoDate);
        assert!(Filter::new(&["outlet".to_owned()], None, None).is_err());
        assert_eq!(Filter::new(&[], Some("soon"), None).unwrap_err(), FilterError::Date("soon".to_owned()));
    }
}
