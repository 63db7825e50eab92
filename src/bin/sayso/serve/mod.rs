//! `sayso serve`: the pages and an API over HTTP, for a lab or a desk. One thread moves bytes, a bounded number of others read texts.
//! No request opens a file, and nothing of a text is kept or logged.
mod api;
mod door;
mod form;
mod openapi;
mod pages;
mod pool;
mod reader;
mod refusal;
mod stop;

use crate::{args::Serve, commands::setup::Desk, files};
use anyhow::{Context, Result, bail};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use door::Door;
use pool::Pool;
use reader::Reader;
use refusal::Refusal;
use sayso::{
    input::Limits,
    render::{self, Render},
};
use std::{process::ExitCode, sync::Arc, thread::available_parallelism, time::Duration};
use stop::Stop;
use tokio::{net::TcpListener, runtime, sync::oneshot};

/// Stack of a thread that reads: the HTML parser recurses over nested elements.
const STACK: usize = 16 << 20;

/// What all requests share.
#[derive(Debug)]
struct App {
    door: Door,
    pool: Pool,
    reader: Arc<Reader>,
}

/// Serves until it is told to stop.
pub(crate) fn run(args: &Serve) -> Result<ExitCode> {
    if !args.bind.is_loopback() && !args.allow_remote {
        bail!(
            "--bind {}: other machines reach this address, and what they send travels unencrypted; if that is what you want, add --allow-remote",
            args.bind
        );
    }
    let prepared = Desk::new(&args.configured).forgetful()?;
    let reader = Arc::new(Reader { prepared, limits: Limits { max_bytes: args.max_bytes } });
    let runtime = runtime::Builder::new_current_thread().enable_all().thread_stack_size(STACK).build()?;
    let served = runtime.block_on(serve(args, reader));
    // A text that ran out of time may still be read; nobody waits for it.
    runtime.shutdown_background();
    served.map(|()| ExitCode::SUCCESS)
}

async fn serve(args: &Serve, reader: Arc<Reader>) -> Result<()> {
    let listener = TcpListener::bind((args.bind, args.port)).await;
    let listener =
        listener.with_context(|| format!("port {} of {} cannot be listened on; --port N takes another one", args.port, args.bind))?;
    let address = listener.local_addr()?;
    let threads = args.threads.map(usize::from).or_else(|| available_parallelism().ok().map(Into::into)).unwrap_or(1);
    let limit = Duration::from_secs(args.timeout);
    let pool = Pool::new(threads, args.queue.into(), limit, args.max_bytes);
    let app = Arc::new(App { door: Door::new(address, &args.hosts), pool, reader });
    let (tell, told) = oneshot::channel();
    tokio::spawn(Stop::listen()?.watch(tell, limit));
    files::print(&format!("http://{}/\n", app.door.name()))?;
    if !address.ip().is_loopback() {
        files::complain("other machines may reach this server; what they send travels unencrypted");
    }
    let until = async { drop(told.await) };
    axum::serve(listener, router(app)).with_graceful_shutdown(until).await.context("the server failed")
}

fn router(app: Arc<App>) -> Router {
    let refused = |status, detail: &'static str| move || async move { Refusal::new(status, detail) };
    Router::new()
        .route("/", get(|| async { pages::start() }).post(pages::read))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/v1/check", post(api::check))
        .route("/v1/openapi.json", get(|| async { api::description() }))
        .fallback(refused(StatusCode::NOT_FOUND, "There is nothing here. The start page is at /."))
        .method_not_allowed_fallback(refused(StatusCode::METHOD_NOT_ALLOWED, "This address does not take this method."))
        // The pool has a limit of its own.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard))
        .with_state(app)
}

/// Lets nobody in whom the door does not know, gives refusals their words and every answer its headers.
async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let to_program = request.uri().path().starts_with("/v1/");
    let mut response = match app.door.check(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let words = if to_program {
            ([(header::CONTENT_TYPE, "application/problem+json")], refusal.problem()).into_response()
        } else {
            pages::refused(&refusal)
        };
        let (parts, body) = words.into_parts();
        response.headers_mut().extend(parts.headers);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = body;
    }
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Unless an answer says otherwise: nothing in it runs, it is stored nowhere, and no page of another site may use it.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // A form that tells nothing of where it stands sends the origin "null".
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// A format of the library.
fn format(name: &str) -> Result<&'static dyn Render, Refusal> {
    render::by_name(name).ok_or_else(Refusal::defect)
}
