//! What came in: text that never changes, and its metadata.
use crate::{origin::Origin, span::Span};
use std::{borrow::Cow, collections::BTreeMap, ops::Range};

/// What is known of an article besides its text; every field may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Headline as given beside the text (the text's own headline is found by `document`).
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Date of publication as given; not parsed here.
    pub date: Option<String>,
    /// When a crawler fetched it; says nothing of when it was published.
    pub crawled: Option<String>,
    /// Web address.
    pub url: Option<String>,
    /// Byline as given beside the text.
    pub author: Option<String>,
    /// Encoding that the text was converted from; none where it was UTF-8.
    pub encoding: Option<String>,
    /// Every other field of the input record, carried through to tables on request.
    pub extra: BTreeMap<String, String>,
}

/// One article. Invariant: `text` is never edited after construction; every [`Span`] of the run points into it.
#[derive(Clone, Debug)]
pub struct Article {
    id: String,
    file: Option<String>,
    text: String,
    /// Bytes of `text` before the field of that name: a title that was given beside it, and an empty line.
    lead: usize,
    /// Bytes that stood behind it.
    left_out: usize,
    metadata: Metadata,
    markup: Vec<Span>,
    lines: LinesOf,
}

/// What the lines of an article's text are lines of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LinesOf {
    /// The file.
    #[default]
    File,
    /// Nothing in the file, but every character has a place in it: the text was cut out of it.
    Cut(Box<Origin>),
    /// A record that begins on this line of the file.
    Record(usize),
    /// Nothing in the file: they are the paragraphs of a document.
    Paragraphs,
}

/// Between a headline and the text.
const BETWEEN: &str = "\n\n";

/// So many lines of a text may repeat its title: a section, a byline, then the headline.
const FIRST_LINES: usize = 4;

/// Bytes by which one of them may be longer: the outlet's name behind it.
const LONGER: usize = 40;

/// Is the title one of the first lines, but for case, marks, spaces, and the outlet's name behind either?
fn repeats(text: &str, title: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let folded = letters(title);
    let repeated = |line: &str| {
        let near = line.len() < 2 * title.len() + LONGER;
        let line = if near { letters(line) } else { String::new() };
        near && (line.starts_with(&folded)
            || (line.len() + LONGER >= folded.len() && 2 * line.len() > folded.len() && folded.starts_with(&line)))
    };
    text.lines().filter(|l| !l.trim().is_empty()).take(FIRST_LINES).any(repeated)
}

/// Words of a text as they are read, each part with the byte that it stands at: without the markup among them, of which a line break is a
/// space.
pub(crate) fn parts_as_read<'t>(text: &'t str, markup: &[Span], words: Range<usize>) -> Vec<(usize, &'t str)> {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut read: Vec<(usize, &str)> = Vec::new();
    let mut push = |at: usize, part: &'t str| {
        let spaced = read.last().is_some_and(|(_, before)| before.ends_with(char::is_whitespace));
        let kept = if spaced { part.trim_start() } else { part };
        if !kept.is_empty() {
            read.push((at + part.len() - kept.len(), kept));
        }
    };
    let first = markup.partition_point(|m| m.end() <= words.start);
    let mut at = words.start;
    for m in markup.iter().skip(first).take_while(|m| m.start() < words.end) {
        let (from, to) = (m.start().max(at), m.end().min(words.end));
        push(at, part(at..from));
        if part(from..to).contains('\n') {
            push(from, " ");
        }
        at = to;
    }
    push(at, part(at..words.end));
    read
}

/// The same in one piece.
pub(crate) fn as_read<'t>(text: &'t str, markup: &[Span], words: Range<usize>) -> Cow<'t, str> {
    match parts_as_read(text, markup, words).as_slice() {
        [] => Cow::Borrowed(""),
        [(_, whole)] => Cow::Borrowed(whole),
        parts => Cow::Owned(parts.iter().map(|(_, part)| *part).collect()),
    }
}

/// The text is longer than a span can address (4 GiB).
#[derive(Debug, thiserror::Error)]
#[error("the article has {len} bytes; at most 4,294,967,295 can be read")]
pub struct TooLong {
    /// Length in bytes.
    pub len: usize,
}

impl Article {
    /// The text as it is, with an id.
    ///
    /// # Errors
    /// Only where the text is longer than `u32::MAX` bytes, so that later steps cannot fail.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Result<Article, TooLong> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(TooLong { len: text.len() });
        }
        let (metadata, markup) = (Metadata::default(), Vec::new());
        Ok(Article { id: id.into(), file: None, text, lead: 0, left_out: 0, metadata, markup, lines: LinesOf::File })
    }

    /// The same article with its headline before the text, for one whose title is a field of its own. Reports give positions in the
    /// title or in the text, whichever holds the words. Unchanged where the title is empty, or the text repeats it in its first lines.
    ///
    /// # Errors
    /// Both together are too long.
    ///
    /// ```
    /// let article = sayso::Article::new("1", "It rained.")?.headed("Storm batters Orvane")?;
    /// assert_eq!((article.text(), article.body()), ("Storm batters Orvane\n\nIt rained.", "It rained."));
    /// # Ok::<(), sayso::article::TooLong>(())
    /// ```
    pub fn headed(self, title: &str) -> Result<Article, TooLong> {
        if title.trim().is_empty() || repeats(&self.text, title) {
            return Ok(self);
        }
        let lead = title.len() + BETWEEN.len();
        let Article { id, file, text, metadata, markup, lines, .. } = self;
        let article = Article::new(id, [title, BETWEEN, &text].concat())?;
        let markup = markup.iter().filter_map(|m| article.span(m.start() + lead, m.end() + lead)).collect();
        Ok(Article { file, lead, metadata, markup, lines, ..article })
    }

    /// The first `longest` bytes of a longer article: up to the last paragraph, line or word that ends there.
    pub fn beginning(&self, longest: usize) -> Option<Article> {
        if self.text.len() <= longest {
            return None;
        }
        let whole = (0..=longest).rev().find(|at| self.text.is_char_boundary(*at))?;
        let head = self.text.get(..whole)?;
        let ends = ["\n\n", "\n", " "].into_iter().filter_map(|end| head.rfind(end));
        let end = ends.into_iter().find(|at| 2 * at >= whole).unwrap_or(whole);
        Some(Article {
            text: self.text.get(..end)?.to_owned(),
            lead: self.lead.min(end),
            left_out: self.text.len() - end,
            markup: self.markup.iter().filter(|m| m.end() <= end).copied().collect(),
            ..self.clone()
        })
    }

    /// Bytes that stood behind the text, of the [`Article::beginning`] of one.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The same article with metadata.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Metadata) -> Article {
        self.metadata = metadata;
        self
    }

    /// The same article, converted from this encoding.
    #[must_use]
    pub fn converted_from(mut self, encoding: Option<&str>) -> Article {
        self.metadata.encoding = encoding.map(str::to_owned).or(self.metadata.encoding);
        self
    }

    /// The same article, read from a file that its id does not name.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Article {
        self.file = Some(file.into());
        self
    }

    /// The same article with stretches that are markup and not prose (Markdown or HTML syntax, front matter, code):
    /// in text order, disjoint. The document layer makes no token inside them, so offsets stay those of the file.
    #[must_use]
    pub fn with_markup(mut self, markup: Vec<Span>) -> Article {
        self.markup = markup;
        self
    }

    /// The same article with what its lines are lines of.
    #[must_use]
    pub fn with_lines_of(mut self, lines: LinesOf) -> Article {
        self.lines = lines;
        self
    }

    /// What the lines of its text are lines of.
    pub fn lines_of(&self) -> &LinesOf {
        &self.lines
    }

    /// Where the text stands in the file that it was cut out of, if it was.
    pub fn origin(&self) -> Option<&Origin> {
        match &self.lines {
            LinesOf::Cut(origin) => Some(origin),
            _ => None,
        }
    }

    /// The words of a span as they are read, without markup among them.
    pub fn read(&self, words: Span) -> Cow<'_, str> {
        as_read(&self.text, &self.markup, words.start()..words.end())
    }

    /// Identifier: file name or the record's `id`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The file that it was read from, where its id is another name.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// What is judged: the unchanged text, with the headline before it that was given beside it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text without a headline that was given beside it.
    pub fn body(&self) -> &str {
        self.text.get(self.lead..).unwrap_or_default()
    }

    /// Bytes of [`Article::text`] before [`Article::body`].
    pub fn lead(&self) -> usize {
        self.lead
    }

    /// What is known besides the text.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Stretches that are not prose.
    pub fn markup(&self) -> &[Span] {
        &self.markup
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start()..span.end()).unwrap_or_default()
    }

    /// A checked span of this text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        Span::in_text(&self.text, start, end)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Article;

    #[test]
    fn a_beginning_ends_with_a_paragraph_a_line_a_word_or_a_letter() {
        let cut =
            |text: &str, longest: usize| Article::new("a", text).unwrap().beginning(longest).map(|a| (a.text().to_owned(), a.left_out()));
        assert_eq!(cut("It rained.", 10), None);
        assert_eq!(cut("It rained.\n\nIt snowed. Then", 20), Some(("It rained.".into(), 17)));
        assert_eq!(cut("A list\nof things, long", 12), Some(("A list".into(), 16)));
        assert_eq!(cut("It rained a lot", 12), Some(("It rained a".into(), 4)));
        assert_eq!(cut("éééé", 5), Some(("éé".into(), 4)));
        assert_eq!(cut("éééé", 0), Some((String::new(), 8)));
        let headed = Article::new("a", "It rained.").unwrap().headed("A headline that goes on and on").unwrap();
        let beginning = headed.beginning(12).unwrap();
        assert_eq!((beginning.text(), beginning.body(), beginning.lead()), ("A headline", "", 10));
    }
}
