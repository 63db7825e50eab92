//! From a file name to its articles.
use crate::{args::InputArg, files};
use anyhow::{Result, anyhow};
use sayso::Article;
use std::path::Path;

/// No single article is larger than this.
const LIMIT: u64 = 64 << 20;

/// Hands every article of the file to `take`, or the error that stands in its place. Fails only where `take` fails.
pub(crate) fn each(path: &Path, input: Option<InputArg>, take: &mut dyn FnMut(Result<Article>) -> Result<()>) -> Result<()> {
    let _ = input;
    let article = files::read(path, LIMIT).and_then(|bytes| {
        let text = String::from_utf8(bytes).map_err(|e| anyhow!("{}: {e}", files::name(path)))?;
        Ok(Article::new(files::name(path), text)?)
    });
    take(article)
}
