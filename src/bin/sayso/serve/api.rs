//! For programs: the report of `sayso check --format json`, and what says how to ask for it.
use super::{App, openapi, reader, refusal::Refusal};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::{Arc, LazyLock};

const JSON: &str = "application/json";

/// `POST /v1/check`
pub(super) async fn check(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let kind = kind(request.headers())?;
    let (_, bytes, turn) = app.pool.receive(request).await?;
    let reader = Arc::clone(&app.reader);
    let job = move || {
        let article = match kind {
            Kind::Json => reader.json(&bytes),
            Kind::Text => reader.text(&bytes),
        }?;
        reader::written(super::format("json")?, reader.report(&article))
    };
    let report = app.pool.work(turn, job).await??;
    Ok(([(header::CONTENT_TYPE, JSON)], report).into_response())
}

/// `GET /v1/openapi.json`
pub(super) fn description() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", openapi::document()));
    ([(header::CONTENT_TYPE, JSON)], TEXT.as_str()).into_response()
}

#[derive(Clone, Copy)]
enum Kind {
    Json,
    Text,
}

fn kind(headers: &HeaderMap) -> Result<Kind, Refusal> {
    let value = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        JSON => Ok(Kind::Json),
        "text/plain" => Ok(Kind::Text),
        _ => {
            let detail = "Send JSON, {\"text\": \"…\"}, as application/json, or the text alone as text/plain.";
            Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
        }
    }
}
