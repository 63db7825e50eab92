//! What the form of the start page sends.
use super::{reader::Reader, refusal::Refusal};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, request::Parts},
};
use sayso::Article;

/// The fields, filled in or not.
#[derive(Debug)]
pub(super) struct Form {
    headline: String,
    text: String,
    file: Option<(String, Vec<u8>)>,
    /// The format of the page that is wanted.
    pub(super) page: &'static str,
}

/// Takes a request that has arrived whole apart.
pub(super) async fn read(parts: Parts, bytes: Vec<u8>) -> Result<Form, Refusal> {
    let wrong_kind = |_| {
        let detail = "This page takes the form that it shows. For programs there is POST /v1/check.";
        Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    };
    let mut fields = Multipart::from_request(Request::from_parts(parts, Body::from(bytes)), &()).await.map_err(wrong_kind)?;
    let broken = |_: MultipartError| Refusal::new(StatusCode::BAD_REQUEST, "The form did not arrive as a browser sends it.");
    let mut form = Form { headline: String::new(), text: String::new(), file: None, page: "html" };
    while let Some(field) = fields.next_field().await.map_err(broken)? {
        let (name, file) = (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
        let bytes = field.bytes().await.map_err(broken)?;
        // Browsers send line ends of their own.
        let text = || String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        match name.as_str() {
            "headline" => text().trim().clone_into(&mut form.headline),
            "text" => form.text = text(),
            "page" if text() == "class" => form.page = "class",
            // Where no file was chosen, an empty one without a name comes.
            "file" => form.file = file.filter(|name| !name.is_empty()).map(|name| (name, bytes.to_vec())),
            _ => {}
        }
    }
    Ok(form)
}

impl Form {
    /// The article that was pasted or chosen.
    pub(super) fn article(&self, reader: &Reader) -> Result<Article, Refusal> {
        let unclear = |detail: &str| Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, detail));
        match (&self.file, self.text.trim().is_empty()) {
            (None, true) => unclear("There is no text yet. Paste an article, or choose a file."),
            (Some(_), false) => unclear("You pasted a text and chose a file. Do one of the two."),
            (Some((name, bytes)), true) => reader.file(name, bytes),
            (None, false) if self.headline.is_empty() => reader.text(self.text.as_bytes()),
            // As the paste page does: the headline is part of what is judged.
            (None, false) => reader.text(format!("{}\n\n{}", self.headline, self.text).as_bytes()),
        }
    }
}
