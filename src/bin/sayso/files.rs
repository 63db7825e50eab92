//! The only file and terminal I/O of the program.
use anyhow::{Context, Result, bail};
use std::{
    io::{self, BufWriter, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};

/// What stands for standard input among file names.
pub(crate) const STDIN: &str = "-";

/// Endings of files that are articles by their names.
const ARTICLES: [&str; 7] = ["txt", "md", "markdown", "html", "htm", "jsonl", "docx"];

/// All of a reader, but never more than `limit` bytes.
pub(crate) fn read(name: &str, reader: impl Read, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = limit as u64;
    reader.take(limit + 1).read_to_end(&mut bytes).with_context(|| format!("{name}: cannot be read"))?;
    if bytes.len() as u64 > limit {
        bail!("{name}: has more than {limit} bytes; split it, use JSON Lines with one article a line, or raise --max-bytes");
    }
    Ok(bytes)
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

/// A file's name without folder and ending.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| name(path), |s| s.to_string_lossy().into_owned())
}

/// A file's text; used for lexicons and settings.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}

/// The `.toml` files that a `--lexicon` argument names: the file, or all in the folder by name.
pub(crate) fn toml_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    walk(path, &|p| p.extension().is_some_and(|x| x == "toml"))
}

/// All files of a folder that are wanted, by name; hidden ones are left out.
fn walk(dir: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("{}: cannot be read", dir.display()))? {
        let path = entry?.path();
        if path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        if path.is_dir() {
            files.extend(walk(&path, wanted)?);
        } else if wanted(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The articles that an archive argument names: the file, or all in the folder by name that are articles by theirs.
pub(crate) fn article_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let found = walk(path, &is_article)?;
    if found.is_empty() {
        bail!("{}: holds no article ({})", path.display(), ARTICLES.map(|x| format!(".{x}")).join(", "));
    }
    Ok(found)
}

/// Is this an article, by its name?
pub(crate) fn is_article(path: &Path) -> bool {
    ARTICLES.iter().any(|x| path.extension() == Some(x.as_ref()))
}

/// Writes a file whole or not at all.
pub(crate) fn write_over(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut half = path.as_os_str().to_owned();
    half.push(".part");
    let half = PathBuf::from(half);
    std::fs::write(&half, bytes).with_context(|| format!("{}: cannot be written", half.display()))?;
    std::fs::rename(&half, path).with_context(|| format!("{}: cannot be written", path.display()))
}

/// Writes a file of its own into a folder, which is made if needed; refuses to overwrite unless `force`.
pub(crate) fn write_into(dir: &Path, file: &str, bytes: &[u8], force: bool) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("{}: cannot be made", dir.display()))?;
    let path = dir.join(file);
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let mut out = match options.open(&path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => bail!("{}: exists already; --force overwrites it", path.display()),
        opened => opened.with_context(|| format!("{}: cannot be written", path.display()))?,
    };
    out.write_all(bytes).with_context(|| format!("{}: cannot be written", path.display()))
}

/// A file name that every system takes, made from an article's id: letters, digits, `.`, `-`, `_`; never hidden, never a device name.
pub(crate) fn safe_name(id: &str) -> String {
    let base = Path::new(id).file_name().map_or(id.to_owned(), |f| f.to_string_lossy().into_owned());
    let name: String = base.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).take(100).collect();
    let name = name.trim_matches('.');
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let device =
        matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    if name.is_empty() || device { format!("article_{name}") } else { name.to_owned() }
}

/// Buffered standard output.
pub(crate) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// One message on standard error.
pub(crate) fn complain(message: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr().lock(), "sayso: {message}");
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Ends the program at once, from a thread that cannot return.
#[allow(clippy::exit)]
pub(crate) fn leave(code: i32) -> ! {
    std::process::exit(code)
}

/// Is standard output a terminal that takes colours?
pub(crate) fn wants_color() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    io::stdout().is_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
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

/// The name that was probably meant, if one is near.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = names.map(|n| (strsim::jaro_winkler(word, n), n));
    scored.filter(|(s, _)| *s > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, n)| n)
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
    }
}
