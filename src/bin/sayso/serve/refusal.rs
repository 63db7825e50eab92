//! Why a request is not answered: one sentence, told as problem details (RFC 9457) to programs and on the start page to people.
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sayso::input::InputError;
use schemars::JsonSchema;
use serde::Serialize;

/// Seconds after which those who found no place may come again.
const COME_AGAIN: u16 = 5;

/// A refusal. As a response it has no words yet: `guard` gives it those that suit who asked.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) detail: String,
}

/// What went wrong with a request (RFC 9457, `application/problem+json`).
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Problem<'a> {
    /// Always `about:blank`: the status says what kind of problem it is.
    r#type: &'static str,
    /// The status in words.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// What is wrong here, and what to do about it.
    detail: &'a str,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Refusal {
        Refusal { status, detail: detail.into() }
    }

    pub(super) fn busy(detail: &str) -> Refusal {
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    pub(super) fn too_large(limit: usize) -> Refusal {
        let limit = if limit >= 1 << 20 { format!("{} MB", limit >> 20) } else { format!("{limit} bytes") };
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, format!("This is too big: at most {limit} can be sent at once."))
    }

    pub(super) fn defect() -> Refusal {
        let detail = "sayso failed on this text. This is a defect of the program: please report it.";
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// The status in words.
    pub(super) fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Error")
    }

    /// The problem details.
    pub(super) fn problem(&self) -> String {
        let problem = Problem { r#type: "about:blank", title: self.title(), status: self.status.as_u16(), detail: &self.detail };
        serde_json::to_string(&problem).unwrap_or_default()
    }
}

impl From<InputError> for Refusal {
    fn from(error: InputError) -> Refusal {
        let unreadable = |detail: String| Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, detail);
        match error {
            InputError::Empty => unreadable("There is no text in it.".to_owned()),
            InputError::NotUtf8 { line, .. } => {
                Refusal::new(StatusCode::BAD_REQUEST, format!("The text is not UTF-8 (the first fault is in line {line})."))
            }
            InputError::Binary { .. } => unreadable("This is no text: it holds NUL bytes.".to_owned()),
            InputError::TooLarge { max, .. } => Refusal::too_large(max),
            other => unreadable(format!("It cannot be read: {other}.")),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(COME_AGAIN));
        }
        response.extensions_mut().insert(self);
        response
    }
}
