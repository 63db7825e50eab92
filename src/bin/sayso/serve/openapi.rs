//! The API as an OpenAPI document, made of the types that it reads and writes.
use super::{reader::CheckRequest, refusal::Problem};
use sayso::Report;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// Which refusals there are, and why.
const REFUSALS: [(&str, &str); 9] = [
    ("400", "The JSON does not fit the schema, or the text is not UTF-8."),
    ("403", "`Host` or `Origin` is none of this server's own."),
    ("408", "The text took too long to arrive."),
    ("413", "The text is larger than the server takes."),
    ("415", "Neither application/json nor text/plain."),
    ("422", "There is no text in it, or it is no text."),
    ("500", "A defect of the program."),
    ("503", "Too many texts are waiting, or the text could not be read in time; `Retry-After` says when to come again."),
    ("default", "Any other refusal."),
];

/// The document, OpenAPI 3.1: its schemas are JSON Schema 2020-12, as those under `docs/` are.
pub(super) fn document() -> Value {
    let mut schemas = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into()).into_generator();
    let request = schemas.subschema_for::<CheckRequest>();
    let report = schemas.subschema_for::<Report>();
    let problem = schemas.subschema_for::<Problem>();
    let refusal = |(status, why): (&str, &str)| {
        let told = json!({ "description": why, "content": { "application/problem+json": { "schema": problem } } });
        (status.to_owned(), told)
    };
    let mut answers: Map<String, Value> = REFUSALS.into_iter().map(refusal).collect();
    answers.insert("200".to_owned(), json!({ "description": "The report, as `sayso check --format json` writes it.", "content": { "application/json": { "schema": report } } }));
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "sayso",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Marks loaded terms, unattributed assertions, vague attribution and single-source claims in English news.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": {
            "/v1/check": { "post": {
                "operationId": "check",
                "summary": "Check an article.",
                "description": "Settings are the server's. Nothing of the text is kept.",
                "security": [],
                "requestBody": { "required": true, "content": {
                    "application/json": { "schema": request },
                    "text/plain": { "schema": { "type": "string" } },
                } },
                "responses": answers,
            } },
            "/v1/openapi.json": { "get": {
                "operationId": "describe",
                "summary": "This document.",
                "security": [],
                "responses": { "200": { "description": "OpenAPI 3.1.", "content": { "application/json": { "schema": { "type": "object" } } } } },
            } },
            "/healthz": { "get": {
                "operationId": "health",
                "summary": "Is the server up?",
                "security": [],
                "responses": { "200": { "description": "It is.", "content": { "text/plain": { "schema": { "type": "string" } } } } },
            } },
        },
        "components": { "schemas": schemas.take_definitions(true) },
    })
}
