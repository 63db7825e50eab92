//! Posts of a network: the line that names who posted it, and when, stands above the post or, behind a dash, below it.
use super::{Because, Block, BlockKind};
use crate::{
    article::Article,
    document::{Document, Paragraph, ParagraphKind, Shape, Token, TokenKind, furniture, is_dash},
};
use std::ops::Range;

fn is_handle(article: &Article, token: &Token) -> bool {
    token.kind == TokenKind::Address && article.slice(token.span).starts_with('@')
}

/// `Ada Brandt @abrandt · Apr 3`, `— Ada Brandt (@abrandt) April 3, 2021`: who posted it, and when.
pub(in crate::document) fn is_line(article: &Article, tokens: &[Token]) -> bool {
    let named = |t: &Token| {
        t.shape != Shape::Lower || matches!(t.kind, TokenKind::Number | TokenKind::Address) || furniture::dates().contains(t.key)
    };
    tokens.iter().any(|t| is_handle(article, t)) && tokens.iter().filter(|t| t.is_word()).all(named)
}

/// Such a line that stands below its post.
pub(in crate::document) fn signs(article: &Article, tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|t| is_dash(article.slice(t.span)))
}

/// Where the line of a post begins in its paragraph, and the words that name who posted it: none where it is no such line. Behind the
/// post's own words (*Let them wait! — Ada Brandt (@abrandt) April 3*) it has a dash, a handle in brackets, and a date.
pub(super) fn line(doc: &Document<'_>, paragraph: &Paragraph) -> Option<(usize, Range<usize>)> {
    let (article, range) = (doc.article(), paragraph.tokens.clone());
    let tokens = doc.tokens().get(range.clone())?;
    let handle = tokens.iter().rposition(|t| is_handle(article, t))?;
    let dash = tokens.get(..handle)?.iter().rposition(|t| is_dash(article.slice(t.span)));
    let start = match dash {
        Some(dash) if dash > 0 => {
            let bracket = handle.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(|t| article.slice(t.span) == "(");
            let dated = tokens.get(handle..)?.iter().any(|t| t.kind == TokenKind::Number);
            (bracket && dated && is_line(article, tokens.get(dash..)?)).then_some(dash)?
        }
        _ => is_line(article, tokens).then_some(0)?,
    };
    let first = start + usize::from(dash == Some(start));
    let name = tokens.get(first..handle)?.iter().take_while(|t| t.kind == TokenKind::Word || article.slice(t.span) == ".").count();
    let named = if name == 0 { handle..handle + 1 } else { first..first + name };
    Some((range.start + start, range.start + named.start..range.start + named.end))
}

/// *@harbourwatch: …*, *Ada Brandt (@abrandt): …*: a paragraph that opens with who posted it, a colon, and the post.
pub(super) fn labelled(doc: &Document<'_>, at: usize) -> Option<Block> {
    let paragraph = doc.paragraphs().get(at).filter(|p| p.kind == ParagraphKind::Body)?;
    let tokens = doc.tokens().get(paragraph.tokens.clone())?;
    let word = |n: usize| tokens.get(n).map_or("", |t| doc.article().slice(t.span));
    let handle = tokens.iter().take(super::NAME_WORDS).position(|t| is_handle(doc.article(), t))?;
    let bracket = usize::from(handle > 0 && word(handle - 1) == "(" && word(handle + 1) == ")");
    let (name, colon) = (0..handle - bracket, handle + bracket + 1);
    let named = tokens.get(name.clone())?.iter().all(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower);
    let says = tokens.get(colon + 1..)?.iter().any(Token::is_word) && named && word(colon) == ":";
    let start = paragraph.tokens.start;
    // One word before a handle (*RT*) is no name.
    let holder = if name.len() > 1 { start..start + name.end } else { start + handle..start + handle + 1 };
    says.then(|| Block {
        kind: BlockKind::Post,
        paragraphs: at..at + 1,
        content: std::iter::once(start + colon + 1..paragraph.tokens.end).collect(),
        holder: Some(holder),
        because: Because::PostLine,
    })
}

/// The name in the paragraph `above` a handle that stands alone on its line, with a blank line before and none between.
fn named_above(doc: &Document<'_>, above: usize, handle: &Range<usize>) -> Option<Range<usize>> {
    doc.paragraphs().get(above + 1).filter(|p| !p.parted && p.tokens.start == handle.start)?;
    let name = doc.paragraphs().get(above).filter(|p| p.parted)?.tokens.clone();
    let is_name = |t: &Token| t.kind == TokenKind::Word && t.shape != Shape::Lower;
    (name.len() <= super::NAME_WORDS && doc.tokens().get(name.clone())?.iter().all(is_name)).then_some(name)
}

/// The post whose line stands at a paragraph. Where no line is blank (`blank_lines`), none says where a post ends. `free` are the paragraphs above that belong to nothing else.
pub(super) fn block(
    doc: &Document<'_>,
    blank_lines: bool,
    at: usize,
    free: usize,
    (start, holder): (usize, Range<usize>),
) -> Option<Block> {
    let all = doc.paragraphs();
    // *Mayor Slams @HarbourBoard Over Delays*
    let here = all.get(at).filter(|p| !p.is_heading())?;
    let text = |n: usize| all.get(n).filter(|p| !p.kind.is_furniture() && !p.sentences.is_empty() && !p.is_heading());
    let below = doc.tokens().get(start).is_some_and(|t| is_dash(doc.article().slice(t.span)));
    // Links alone before the line are the end of what stands above them.
    let own = doc.tokens().get(here.tokens.start..start)?.iter().any(|t| t.is_word() && t.kind != TokenKind::Address);
    // Lines that no blank line parts are one post, in articles that part their paragraphs so.
    let paragraphs = if below && own {
        at..at + 1
    } else if below {
        let first = at.checked_sub(1).filter(|n| *n >= free && text(*n).is_some())?;
        let joined = |n: &usize| all.get(n + 1).is_some_and(|p| !p.parted) && text(*n).is_some();
        let more = if blank_lines && !here.parted { (free..first).rev().take_while(joined).count() } else { 0 };
        first - more..at + 1
    } else {
        let first = at + 1;
        text(first).filter(|p| line(doc, p).is_none())?;
        let joined = |n: &usize| text(*n).is_some_and(|p| !p.parted && line(doc, p).is_none());
        let blank = blank_lines && all.get(first).is_some_and(|p| !p.parted);
        let more = if blank { (first + 1..all.len()).take_while(joined).count() } else { 0 };
        at..first + more + 1
    };
    let words = |p: &Paragraph| if p.tokens.contains(&start) { p.tokens.start..start } else { p.tokens.clone() };
    let content = all.get(paragraphs.clone())?.iter().map(words).filter(|c| !c.is_empty()).collect();
    let above = at.checked_sub(1).filter(|n| *n >= free).and_then(|n| Some((n, named_above(doc, n, &holder)?)));
    let (first, holder) = above.unwrap_or((paragraphs.start, holder));
    let paragraphs = first..paragraphs.end;
    Some(Block { kind: BlockKind::Post, paragraphs, content, holder: Some(holder), because: Because::PostLine })
}
