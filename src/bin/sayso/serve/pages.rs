//! For people: a start page to paste an article or choose a file, and the pages of `sayso check`. The forms work without a script.
use super::{App, form, reader, refusal::Refusal};
use axum::{
    extract::{Request, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use minijinja::{Environment, context};
use sayso::render::Render;
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock};

/// That of the reports, and a little more.
const STYLE: &str = concat!(include_str!("../../../render/html/style.css"), include_str!("start.css"));

const HTML: &str = "text/html; charset=utf-8";

/// Nothing but the style, and a form that goes to this server.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    format!("default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
});

/// `GET /`
pub(super) fn start() -> Result<Response, Refusal> {
    page(None).map(|body| (headers(&POLICY), body).into_response())
}

/// `POST /`: the page of an article.
pub(super) async fn read(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let (parts, bytes, turn) = app.pool.receive(request).await?;
    let form = form::read(parts, bytes).await?;
    let format = super::format(form.page)?;
    let reader = Arc::clone(&app.reader);
    let job = move || reader::written(format, reader.report(&form.article(&reader)?));
    let page = app.pool.work(turn, job).await??;
    Ok((headers(&policy(format)), page).into_response())
}

/// The start page with what went wrong; without the form where that would go wrong again.
pub(super) fn refused(refusal: &Refusal) -> Response {
    (headers(&POLICY), page(Some(refusal)).unwrap_or_default()).into_response()
}

fn headers(policy: &str) -> [(HeaderName, String); 2] {
    [(header::CONTENT_TYPE, HTML.to_owned()), (header::CONTENT_SECURITY_POLICY, policy.to_owned())]
}

/// The policy that the page has in itself, and that nobody may frame it, which only a header can say.
fn policy(format: &dyn Render) -> String {
    format!("{}; frame-ancestors 'none'", format.policy().unwrap_or_else(|| "default-src 'none'".to_owned()))
}

fn page(refusal: Option<&Refusal>) -> Result<String, Refusal> {
    let lost = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
    let mut templates = Environment::new();
    let render = |t: minijinja::Template<'_, '_>| {
        t.render(context! {
            style => STYLE,
            title => refusal.map(Refusal::title),
            fault => refusal.map(|r| r.detail.as_str()),
            form => refusal.is_none_or(|r| !lost.contains(&r.status)),
        })
    };
    templates.add_template("start.html", include_str!("start.html")).map_err(|_| Refusal::defect())?;
    templates.get_template("start.html").and_then(render).map_err(|_| Refusal::defect())
}
