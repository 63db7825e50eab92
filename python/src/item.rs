//! What Python hands over as one article: a string, like a text file; or a mapping, like a line of JSON Lines.
use pyo3::{
    exceptions::PyKeyError,
    prelude::*,
    types::{PyBool, PyList, PyMapping, PyString, PyTuple},
};
use sayso::{
    Article,
    input::{self, InputError, Limits, Mapping, RecordProblem},
};
use std::collections::BTreeMap;

/// How items are read.
pub(crate) struct Reading {
    mapping: Mapping,
    limits: Limits,
    /// Names that an item is asked for.
    names: Vec<String>,
}

impl Reading {
    /// `fields` says which name in an item is which field; `keep` are names of fields to carry along.
    pub(crate) fn new(fields: BTreeMap<String, String>, keep: &[String], without_title: bool, max_bytes: usize) -> Result<Reading, String> {
        let mut mapping = Mapping::default();
        mapping.title_aside = without_title;
        for (field, name) in &fields {
            if !mapping.set(field, name) {
                return Err(format!("fields: there is no field {field:?}; fields are {}", Mapping::FIELDS.join(", ")));
            }
        }
        let mut names: Vec<String> = Mapping::FIELDS.iter().map(|f| mapping.name(f).to_owned()).collect();
        names.extend(["publisher".to_owned()].into_iter().chain(keep.iter().cloned()));
        names.sort_unstable();
        names.dedup();
        Ok(Reading { mapping, limits: Limits { max_bytes }, names })
    }

    /// The article, or why it is none. An error is one that the item itself raised.
    pub(crate) fn article(&self, item: &Bound<'_, PyAny>, number: u64) -> Result<Article, String> {
        let place = format!("item-{number}");
        if let Ok(text) = item.cast::<PyString>() {
            let text = unicode(text)?;
            return input::text(&place, text.as_bytes(), self.limits).map_err(|e| mended(&e));
        }
        let Ok(record) = item.cast::<PyMapping>() else {
            let kind = item.get_type().name().map_or_else(|_| "something else".to_owned(), |n| n.to_string());
            return Err(format!("an item is a string, or a mapping with a \"text\", and not of type {kind}"));
        };
        let mut fields = BTreeMap::new();
        for name in &self.names {
            match record.get_item(name) {
                Ok(value) if name == self.mapping.name("text") && !value.is_instance_of::<PyString>() => {}
                Ok(value) => fields.extend(text_of(&value)?.map(|text| (name.clone(), text))),
                Err(error) if error.is_instance_of::<PyKeyError>(item.py()) => {}
                Err(error) => return Err(format!("the field {name:?} cannot be got: {error}")),
            }
        }
        let article = self.mapping.article(fields, &place).map_err(|problem| match problem {
            RecordProblem::Missing(field) => {
                format!("the field \"{field}\" is missing or is no string; name the right one with fields={{\"{field}\": NAME}}")
            }
            RecordProblem::Text(error) => mended(&error),
            other => other.to_string(),
        })?;
        match article.text().len() {
            bytes if bytes > self.limits.max_bytes => Err(mended(&InputError::TooLarge { bytes, max: self.limits.max_bytes })),
            _ => Ok(article),
        }
    }
}

/// As Python calls it.
fn mended(error: &InputError) -> String {
    error.to_string().replace("--max-bytes", "max_bytes")
}

fn unicode<'a>(text: &'a Bound<'_, PyString>) -> Result<std::borrow::Cow<'a, str>, String> {
    text.to_cow().map_err(|e| format!("the text is no Unicode: {e}; read its file with the right encoding"))
}

/// As the text of a table's cell; nothing for None and what pandas and numpy write for a missing value.
fn text_of(value: &Bound<'_, PyAny>) -> Result<Option<String>, String> {
    let failed = |e: PyErr| e.to_string();
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Some(unicode(text)?.into_owned()));
    }
    // NaN and NaT are not equal to themselves; NA refuses to be asked.
    let missing = value.is_none() || value.ne(value).unwrap_or(true);
    if missing {
        return Ok(None);
    }
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(Some(truth.is_true().to_string()));
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let items = value.try_iter().map_err(failed)?.map(|i| text_of(&i.map_err(failed)?)).collect::<Result<Vec<_>, _>>()?;
        let items: Vec<String> = items.into_iter().flatten().collect();
        return Ok((!items.is_empty()).then(|| items.join("; ")));
    }
    // A day or a time of day in ISO 8601, as everywhere else.
    let text = value.call_method0("isoformat").or_else(|_| value.str().map(Bound::into_any)).map_err(failed)?;
    Ok(Some(text.str().map_err(failed)?.to_string()))
}
