//! The core for a browser: a text goes in, what the class page shows of it comes out. Only numbers pass between the page and this
//! module; bytes stand in the module's memory, where the page writes and reads them.
use sayso::{Analyzer, Article, render::class_article};
use std::{cell::RefCell, sync::LazyLock};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::builder().cache().build());

thread_local! {
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for so many bytes, and tells where they go.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    BYTES.with_borrow_mut(|b| {
        b.clear();
        b.resize(bytes, 0);
        b.as_mut_ptr()
    })
}

/// The text (UTF-8) that stands in the room.
fn article() -> Result<Article, String> {
    Article::new("pasted", BYTES.with_borrow(|b| String::from_utf8_lossy(b).into_owned())).map_err(|e| e.to_string())
}

/// Reads one part of the text in the room ahead, so that the page can show how far the reading is, and tells how many parts there are.
#[unsafe(no_mangle)]
pub extern "C" fn ahead(part: usize) -> usize {
    article().map_or(0, |article| ANALYZER.read_ahead(&article, part))
}

/// Reads the text (UTF-8) that stands in the room and leaves JSON, an article of the class page or `{"error": …}`, in its place.
/// Tells how many bytes; `place` tells where.
#[unsafe(no_mangle)]
pub extern "C" fn read() -> usize {
    let json = article()
        .and_then(|article| class_article(&ANALYZER.analyze(&article)).map_err(|e| e.to_string()))
        .unwrap_or_else(|error| format!("{{\"error\":{error:?}}}"));
    BYTES.with_borrow_mut(|b| *b = json.into_bytes());
    BYTES.with_borrow(Vec::len)
}

/// Where the answer stands.
#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    BYTES.with_borrow(|b| b.as_ptr())
}
