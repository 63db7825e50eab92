//! The API as an OpenAPI document: `openapi.json`, with the types that the API reads and writes.
use super::{reader::CheckRequest, refusal::Problem};
use sayso::Report;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The document, OpenAPI 3.1: its schemas are JSON Schema 2020-12, as those under `docs/` are.
pub(super) fn document() -> Value {
    let mut schemas = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into()).into_generator();
    schemas.subschema_for::<CheckRequest>();
    schemas.subschema_for::<Report>();
    schemas.subschema_for::<Problem>();
    // A test reads it.
    let mut document: Value = serde_json::from_str(include_str!("openapi.json")).unwrap_or_default();
    document["info"]["version"] = json!(env!("CARGO_PKG_VERSION"));
    document["components"]["schemas"] = schemas.take_definitions(true).into();
    document
}
