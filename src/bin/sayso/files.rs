//! The only file and terminal I/O of the program.
use anyhow::{Context, Result, bail};
use sayso::{input, render};
use std::{
    io::{self, BufWriter, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};

/// What stands for standard input among file names.
pub(crate) const STDIN: &str = "-";

/// Endings of files that are articles by their names.
const ARTICLES: [&str; 7] = ["txt", "md", "markdown", "html", "htm", "jsonl", "docx"];

/// Endings that articles share with other data.
const ITEMS: [&str; 5] = ["json", "xml", "rss", "atom", "newsml"];

/// All of a reader, but never more than `limit` bytes.
pub(crate) fn read(name: &str, reader: impl Read, limit: usize) -> Result<Vec<u8>> {
    let too_long =
        || format!("{name}: has more than {limit} bytes; split it, use JSON Lines with one article a line, or raise --max-bytes");
    at_most(limit, name, reader)?.with_context(too_long)
}

/// All of a reader, or nothing where it has more than `limit` bytes.
pub(crate) fn at_most(limit: usize, name: &str, reader: impl Read) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes).with_context(|| format!("{name}: cannot be read"))?;
    Ok(Some(bytes).filter(|b| b.len() <= limit))
}

/// Opens a file, or standard input for `-`.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>> {
    if path == Path::new(STDIN) {
        return Ok(Box::new(io::stdin().lock()));
    }
    if path.is_dir() {
        bail!("{}: is a folder; name the files in it", path.display());
    }
    let file = std::fs::File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    Ok(Box::new(file))
}

/// How reports and messages call the file: the same however it was named in the working directory, as baselines know it by that.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new(STDIN) { "stdin".to_owned() } else { path.strip_prefix(".").unwrap_or(path).display().to_string() }
}

/// The working directory as seen from the root of the repository that it lies in, with slashes; empty at the root, or outside of any.
pub(crate) fn folder_in_repository() -> String {
    let here = std::env::current_dir().unwrap_or_default();
    // Of a linked worktree or a submodule `.git` is a file.
    let root = here.ancestors().find(|dir| dir.join(".git").exists());
    let folders = root.and_then(|root| here.strip_prefix(root).ok()).unwrap_or(Path::new(""));
    slashed(folders)
}

/// A path with `/` on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// From the root of the file system.
pub(crate) fn whole(path: &Path) -> PathBuf {
    tidy(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Without `.` and `x/..`, so that messages read well.
pub(crate) fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// A file's name without folder and ending.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| name(path), |s| s.to_string_lossy().into_owned())
}

/// Settings, lexicons, lists of known findings and templates are no larger: they may come with a checked-out folder that nobody has read.
const MAX_TEXT: usize = 64 << 20;

/// A file's text; used for lexicons and settings. Pipes and devices are refused: they may never end.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let kind = std::fs::metadata(path).with_context(|| format!("{name}: cannot be read"))?;
    if !kind.is_file() {
        bail!("{name}: is no regular file");
    }
    let file = std::fs::File::open(path).with_context(|| format!("{name}: cannot be read"))?;
    let bytes = at_most(MAX_TEXT, &name, file)?.with_context(|| format!("{name}: has more than {MAX_TEXT} bytes"))?;
    String::from_utf8(bytes).with_context(|| format!("{name}: is not UTF-8"))
}

/// The files that arguments name: files, or all in a folder by name that end so.
pub(crate) fn files_of(paths: &[PathBuf], ending: &str) -> Result<Vec<PathBuf>> {
    each(paths, |dir| walk(dir, &|p| p.extension().is_some_and(|x| x == ending)))
}

/// Files as they are named, and what is found in the folders.
fn each(paths: &[PathBuf], found: impl Fn(&Path) -> Result<Vec<PathBuf>>) -> Result<Vec<PathBuf>> {
    let files = paths.iter().map(|path| if path.is_dir() { found(path) } else { Ok(vec![path.clone()]) });
    Ok(files.collect::<Result<Vec<_>>>()?.concat())
}

/// All regular files of a folder that are wanted, by name; hidden ones are left out. Links are not followed: they may lead out of the
/// folder, or round in a circle; one that is passed over is told.
fn walk(dir: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(dir).standard_filters(false).hidden(true).sort_by_file_name(Ord::cmp).build() {
        let entry = entry.with_context(|| format!("{}: cannot be read", dir.display()))?;
        let kind = entry.file_type();
        if kind.is_some_and(|t| t.is_dir()) || (!kind.is_some_and(|t| t.is_symlink()) && !wanted(entry.path())) {
            continue;
        }
        if kind.is_some_and(|t| t.is_file()) {
            files.push(entry.into_path());
        } else {
            complain(&format!("{}: passed over, being no regular file; name it to have it read", entry.path().display()));
        }
    }
    Ok(files)
}

/// The articles that archive arguments name: files, or all in a folder by name that are articles by theirs.
pub(crate) fn article_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    each(paths, |dir| {
        let found = walk(dir, &is_article)?;
        if found.is_empty() {
            bail!("{}: holds no article ({}, feeds and wire items)", dir.display(), ARTICLES.map(|x| format!(".{x}")).join(", "));
        }
        Ok(found)
    })
}

/// Is this an article by its name, or one of a kind that shares its ending with other data and begins like it?
pub(crate) fn is_article(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    if !ITEMS.iter().any(|x| ending == *x) {
        return ARTICLES.iter().any(|x| ending == *x);
    }
    let mut first = Vec::new();
    let read = path.is_file().then(|| std::fs::File::open(path).and_then(|f| f.take(1 << 12).read_to_end(&mut first)));
    read.is_some_and(|r| r.is_ok()) && input::is_item(&first)
}

/// Writes a file whole or not at all.
pub(crate) fn write_over(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut half = path.as_os_str().to_owned();
    half.push(".part");
    let half = PathBuf::from(half);
    // What is left of an earlier try, or lies in wait: it is not written through.
    let _ = std::fs::remove_file(&half);
    let written = std::fs::File::create_new(&half).and_then(|mut file| file.write_all(bytes));
    written.with_context(|| format!("{}: cannot be written", half.display()))?;
    std::fs::rename(&half, path).with_context(|| format!("{}: cannot be written", path.display()))
}

/// Writes a file of its own into a folder, which is made if needed; refuses to overwrite unless `force`. A link is replaced, not followed.
pub(crate) fn write_into(dir: &Path, file: &str, bytes: &[u8], force: bool) -> Result<()> {
    if dir.exists() && !dir.is_dir() {
        bail!("{}: is a file, not a folder; name a folder", dir.display());
    }
    std::fs::create_dir_all(dir).with_context(|| format!("{}: cannot be made", dir.display()))?;
    let path = dir.join(file);
    if !force && path.symlink_metadata().is_ok() {
        bail!("{}: exists already; --force overwrites it", path.display());
    }
    write_over(&path, bytes)
}

/// Bytes of a file name before its endings: less than every system takes.
const MAX_NAME: usize = 160;

/// A file name that every system takes, made from an article's id: letters, digits, `.`, `-`, `_`; never hidden, never an option, never a
/// device name.
pub(crate) fn safe_name(id: &str) -> String {
    let base = Path::new(id).file_name().map_or(id.to_owned(), |f| f.to_string_lossy().into_owned());
    let mut name: String = base.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    name.truncate((0..=MAX_NAME.min(name.len())).rev().find(|&n| name.is_char_boundary(n)).unwrap_or(0));
    let name = name.trim_matches('.');
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let device =
        matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    if name.is_empty() || device || name.starts_with('-') { format!("article_{name}") } else { name.to_owned() }
}

/// Buffered standard output.
pub(crate) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Writes to standard output, what could steer a terminal made visible.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = stdout();
    out.write_all(render::visible(text).as_bytes())?;
    out.flush()
}

/// One message on standard error. Nothing in it steers the terminal, and a line end in a name begins no line of its own.
pub(crate) fn complain(message: &str) {
    let message = render::visible(message).replace('\r', "⟦U+000D⟧").replace('\n', "\n  ");
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr().lock(), "sayso: {message}");
}

/// Ends the program at once, from a thread that cannot return.
#[allow(clippy::exit)]
pub(crate) fn leave(code: i32) -> ! {
    std::process::exit(code)
}

/// Is standard output a terminal that takes colours?
pub(crate) fn wants_color() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    to_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// Is standard output a terminal?
pub(crate) fn to_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Columns of the terminal, or a width that reads well where there is none.
pub(crate) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let width = columns.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)));
    width.unwrap_or(100).clamp(40, 160)
}

/// Did the reader of our output go away? That is no error.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let broken = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|e| {
        e.downcast_ref::<io::Error>().is_some_and(broken)
            || e.downcast_ref::<serde_json::Error>().is_some_and(|e| e.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn file_names_are_safe_everywhere() {
        assert_eq!(safe_name("a/b/../story one.txt"), "story_one.txt");
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("CON.txt"), "article_CON.txt");
        assert_eq!(safe_name("..."), "article_");
        assert_eq!(safe_name("a:b*c?"), "a_b_c_");
        assert_eq!(safe_name("-rf"), "article_-rf");
        assert!(safe_name(&"草".repeat(120)).len() <= 160);
    }
}
