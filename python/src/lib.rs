//! The compiled half of the Python package `sayso`: texts in, finished reports (JSON) and columns (Arrow buffers) out.
//! What users see, with its documentation, is `lib/sayso`.
mod analyzer;
mod arrow;
mod item;
mod pool;
mod setup;
mod stream;

use pyo3::{
    create_exception,
    exceptions::{PyException, PyValueError},
    prelude::*,
};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

create_exception!(sayso, SaysoError, PyException, "What sayso says went wrong: where, and how to mend it.");
create_exception!(
    sayso,
    SettingsError,
    SaysoError,
    "The settings cannot be used. `file` and `line` tell where, `mend` what to do; each may be None."
);
create_exception!(
    sayso,
    LexiconError,
    SaysoError,
    "A lexicon cannot be used. `file` and `line` tell where, `mend` what to do; each may be None."
);
create_exception!(sayso, ArticleError, SaysoError, "A text is no article. `number` is that of the item, from 1, or None.");

/// An exception that carries what its message says, for programs.
fn told<'py>(py: Python<'py>, error: PyErr, attributes: &[(&str, Option<Bound<'py, PyAny>>)]) -> PyErr {
    for (name, value) in attributes {
        // An exception takes any attribute.
        let _ = error.value(py).setattr(*name, value);
    }
    error
}

/// Text with hidden characters (controls, direction overrides) written out as codes.
#[pyfunction]
fn visible(text: &str) -> String {
    sayso::render::visible(text).into_owned()
}

/// The values of a JSON object, each as JSON: what nobody asks for is not parsed.
#[pyfunction]
fn values(json: &[u8]) -> PyResult<BTreeMap<String, Vec<u8>>> {
    let values: BTreeMap<String, &RawValue> = serde_json::from_slice(json).map_err(|e| PyValueError::new_err(e.to_string()))?;
    Ok(values.into_iter().map(|(name, value)| (name, value.get().as_bytes().to_owned())).collect())
}

#[pymodule]
fn _sayso(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = m.py();
    m.add("SaysoError", py.get_type::<SaysoError>())?;
    m.add("SettingsError", py.get_type::<SettingsError>())?;
    m.add("LexiconError", py.get_type::<LexiconError>())?;
    m.add("ArticleError", py.get_type::<ArticleError>())?;
    m.add("__version__", env!("CARGO_PKG_VERSION"))?;
    m.add_class::<analyzer::Core>()?;
    m.add_class::<stream::Reports>()?;
    m.add_class::<stream::Batches>()?;
    m.add_function(wrap_pyfunction!(visible, m)?)?;
    m.add_function(wrap_pyfunction!(values, m)?)?;
    m.add_function(wrap_pyfunction!(setup::gather, m)?)
}
