//! From what the analysis found to the finished report: everything owned, with positions for people.
use super::{
    ArticleInfo, AttributionCited, Block, BlockCited, Engine, EvidenceCited, FindingCited, ForeignCited, GenreCited, LeftOutCited,
    NoteCited, ParagraphCited, Report, RuleCited, SCHEMA, ScoreCited, SentenceCited, SettingsInfo, SourceCited, SpanCited, TitlePlace,
    Tool,
};
use crate::{
    article::{Article, LinesOf},
    attribution::{Attributions, Held, TokenVoice, Voice},
    document::{Document, Note, ParagraphKind},
    finding::{Evidence, Finding, Role},
    level::Level,
    lexicon::Lexicons,
    lines::{Lines, Position},
    mark,
    origin::Place,
    score::words_by_source,
    span::Span,
};
use std::{cmp::Reverse, ops::Range};

/// Characters of a searched window's text that a report repeats.
const SEARCHED_TEXT: usize = 400;

/// What `Report::build` is made from; `analyze` fills it.
pub(crate) struct Parts<'a> {
    /// The cut-up article.
    pub(crate) doc: &'a Document<'a>,
    /// The lexicons used.
    pub(crate) lexicons: &'a Lexicons,
    /// Who speaks.
    pub(crate) attributions: &'a Attributions,
    /// Counted, in report order.
    pub(crate) findings: &'a [Finding],
    /// Not counted, in report order.
    pub(crate) excused: &'a [Finding],
    /// All scores.
    pub(crate) scores: &'a [ScoreCited],
    /// Opinion piece or not, where it was judged.
    pub(crate) genre: Option<GenreCited>,
    /// Notes beyond the document's own.
    pub(crate) notes: &'a [Note],
    /// The engine that read the sentences.
    pub(crate) engine: Engine,
    /// `en` or `unsupported`.
    pub(crate) language: &'static str,
    /// The settings' fingerprint.
    pub(crate) settings_hash: String,
    /// What the rules are.
    pub(crate) rules: Vec<RuleCited>,
}

impl Report {
    /// Makes everything owned, with positions for people.
    pub(crate) fn build(parts: &Parts<'_>) -> Report {
        let doc = parts.doc;
        let article = doc.article();
        let cite = Citer::new(article);
        let cited = |first: usize, findings: &[Finding]| -> Vec<FindingCited> {
            let numbered = (first..).zip(findings).zip(mark::number(findings));
            numbered.map(|((id, f), mark)| cite.finding(id, mark, f, parts.attributions.voice(f.sentence()))).collect()
        };
        Report {
            schema: SCHEMA.to_owned(),
            tool: Tool { name: "sayso".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), engine: parts.engine },
            settings: SettingsInfo { hash: parts.settings_hash.clone() },
            lexicons: parts.lexicons.infos().to_vec(),
            article: article_info(parts),
            notes: doc.notes().iter().chain(parts.notes).map(|n| NoteCited { message: n.text.clone(), span: cite.span(n.span) }).collect(),
            left_out: doc.paragraphs().iter().filter_map(|p| cite.left_out(p)).collect(),
            blocks: parts.attributions.held.iter().filter_map(|h| cite.block(doc, h)).collect(),
            sentences: doc.sentences().iter().map(|s| cite.sentence(s, parts.attributions)).collect(),
            attributions: cite.attributions(parts.attributions),
            sources: cite.sources(doc, parts.attributions),
            findings: cited(0, parts.findings),
            excused: cited(parts.findings.len(), parts.excused),
            scores: parts.scores.to_vec(),
            text: article.text().to_owned(),
            lead: cite.lead,
            rules: parts.rules.clone(),
            paragraphs: doc.paragraphs().iter().map(paragraph).collect(),
            markup: article.markup().to_vec(),
            foreign: foreign(doc, parts.attributions),
            fails_from: Some(Level::Note),
        }
    }
}

fn paragraph(p: &crate::document::Paragraph) -> ParagraphCited {
    let kind = match p.kind {
        ParagraphKind::Headline | ParagraphKind::Subheading => Block::Heading,
        ParagraphKind::Caption => Block::Caption,
        ParagraphKind::Body => Block::Body,
        ParagraphKind::Furniture(_) => Block::Furniture,
    };
    ParagraphCited { byte_start: p.span.start(), byte_end: p.span.end(), kind }
}

/// Neighbouring tokens of one attribution and one manner make one stretch.
fn foreign(doc: &Document<'_>, attributions: &Attributions) -> Vec<ForeignCited> {
    let mut stretches: Vec<ForeignCited> = Vec::new();
    let mut before = TokenVoice::Own;
    for (token, &voice) in doc.tokens().iter().zip(&attributions.tokens) {
        let quoted = matches!(voice, TokenVoice::Quoted(_));
        if voice.owner().is_some() {
            let (byte_start, byte_end) = (token.span.start(), token.span.end());
            match stretches.last_mut().filter(|_| voice == before) {
                Some(last) => last.byte_end = byte_end,
                None => stretches.push(ForeignCited { byte_start, byte_end, quoted }),
            }
        }
        before = voice;
    }
    stretches
}

fn article_info(parts: &Parts<'_>) -> ArticleInfo {
    let article = parts.doc.article();
    let m = article.metadata();
    ArticleInfo {
        id: article.id().to_owned(),
        file: article.file().map(str::to_owned),
        line: match article.lines_of() {
            LinesOf::Record(line) => Some(*line),
            // Of one of several in a feed nothing is known but the file.
            LinesOf::Paragraphs if article.file().is_some() => Some(1),
            _ => None,
        },
        title: m.title.clone(),
        outlet: m.outlet.clone(),
        date: m.date.clone(),
        url: m.url.clone(),
        author: m.author.clone(),
        language: parts.language.to_owned(),
        words: parts.doc.word_count(),
        own_words: crate::score::own_words(parts.doc, parts.attributions),
        sentences: parts.doc.sentences().len(),
        left_out: Some(article.left_out()).filter(|n| *n > 0),
        genre: parts.genre.clone(),
    }
}

struct Citer<'a> {
    article: &'a Article,
    /// Of a title that was given beside the text.
    title: Lines<'a>,
    text: Lines<'a>,
    /// Characters before the text.
    lead: usize,
}

impl<'a> Citer<'a> {
    fn new(article: &'a Article) -> Citer<'a> {
        let (title, text) = article.text().split_at(article.lead());
        Citer { article, title: Lines::new(title), text: Lines::new(text), lead: title.chars().count() }
    }

    /// Where a span begins and ends in the title or in the text, and in which of them.
    fn within(&self, span: Span) -> (Option<TitlePlace>, Position, Position, Range<usize>) {
        let lead = self.article.lead();
        if span.end() < lead {
            let (a, b) = (self.title.position(span.start()), self.title.position(span.end()));
            let place = TitlePlace { start: a.character, end: b.character, byte_start: span.start(), byte_end: span.end() };
            return (Some(place), a, b, 0..0);
        }
        let bytes = span.start().saturating_sub(lead)..span.end() - lead;
        (None, self.text.position(bytes.start), self.text.position(bytes.end), bytes)
    }

    /// In one field: what stretches over both (a window that was searched) is cut to the text.
    fn clipped(&self, span: Span) -> Span {
        let lead = self.article.lead();
        let over = span.start() < lead && span.end() >= lead;
        if over { self.article.span(lead, span.end()).unwrap_or(span) } else { span }
    }

    fn span(&self, span: Span) -> SpanCited {
        let span = self.clipped(span);
        self.cited(span, self.article.slice(span).to_owned())
    }

    fn cited(&self, span: Span, text: String) -> SpanCited {
        let (title, a, b, bytes) = self.within(span);
        let (first, end) = self.places(span, a, b);
        let character = |p: Position| if title.is_some() { 0 } else { p.character };
        SpanCited {
            start: character(a),
            end: character(b),
            byte_start: bytes.start,
            byte_end: bytes.end,
            line: first.line,
            column: first.column,
            end_line: end.line,
            end_column: end.column,
            at: span.start()..span.end(),
            title,
            text,
        }
    }

    /// Where a span begins and ends for people: in the file, if the text was cut out of one.
    fn places(&self, span: Span, a: Position, b: Position) -> (Place, Place) {
        let own = |p: Position| Place { line: p.line, column: p.column };
        let Some(origin) = self.article.origin() else { return (own(a), own(b)) };
        let text = self.article.text();
        let last = text.get(..span.end()).and_then(|t| t.char_indices().next_back()).map_or(span.start(), |(i, _)| i.max(span.start()));
        (origin.place(text, span.start()).0, origin.place(text, last).1)
    }

    /// A searched window may be the whole article, for every finding: only its beginning is copied, its offsets are whole.
    fn evidence(&self, e: &Evidence) -> SpanCited {
        let span = self.clipped(e.span);
        let text = self.article.slice(span);
        match (e.role, text.char_indices().nth(SEARCHED_TEXT)) {
            (Role::Searched, Some((cut, _))) => self.cited(span, format!("{}…", text.get(..cut).unwrap_or_default())),
            _ => self.span(span),
        }
    }

    fn sentence(&self, s: &crate::document::Sentence, attributions: &Attributions) -> SentenceCited {
        let (title, a, b, bytes) = self.within(s.span);
        let character = |p: Position| if title.is_some() { 0 } else { p.character };
        SentenceCited {
            index: s.id.0 as usize,
            start: character(a),
            end: character(b),
            byte_start: bytes.start,
            byte_end: bytes.end,
            voice: attributions.voice(s.id),
            paragraph: s.paragraph,
            title,
            at: s.span.start()..s.span.end(),
            loadedness: None,
        }
    }

    fn left_out(&self, p: &crate::document::Paragraph) -> Option<LeftOutCited> {
        let ParagraphKind::Furniture(kind) = p.kind else { return None };
        let (_, a, b, bytes) = self.within(p.span);
        let (byte_start, byte_end, line) = (bytes.start, bytes.end, self.places(p.span, a, b).0.line);
        Some(LeftOutCited { kind, start: a.character, end: b.character, byte_start, byte_end, line })
    }

    fn block(&self, doc: &Document<'_>, held: &Held) -> Option<BlockCited> {
        let sentences = doc.sentences().get(held.sentences.clone())?;
        let (first, last) = (sentences.first()?, sentences.last()?);
        let span = first.span.cover(last.span);
        let (_, a, b, bytes) = self.within(span);
        Some(BlockCited {
            kind: held.kind,
            start: a.character,
            end: b.character,
            byte_start: bytes.start,
            byte_end: bytes.end,
            line: self.places(span, a, b).0.line,
            sentences: [first.id.0 as usize, last.id.0 as usize],
            holder: held.source.map(|s| s.0 as usize),
            named: held.named.map(|n| self.article.read(n).into_owned()),
            because: held.because.as_str().to_owned(),
        })
    }

    fn attributions(&self, attributions: &Attributions) -> Vec<AttributionCited> {
        let one = |(index, a): (usize, &crate::attribution::Attribution)| AttributionCited {
            index,
            sentence: a.sentence.0 as usize,
            kind: a.kind,
            class: a.class,
            source: a.source.map(|s| self.span(s)),
            cue: a.cue.map(|s| self.span(s)),
            content: a.content.iter().map(|&s| self.span(s)).collect(),
            source_id: a.source_id.map(|s| s.0 as usize),
            vague: a.vague,
            channel: a.channel.map(|s| self.span(s)),
        };
        attributions.items.iter().enumerate().map(one).collect()
    }

    fn sources(&self, doc: &Document<'_>, attributions: &Attributions) -> Vec<SourceCited> {
        let words = words_by_source(doc, attributions);
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); attributions.sources.len()];
        for (i, a) in attributions.items.iter().enumerate() {
            if let Some(mine) = a.source_id.and_then(|id| of.get_mut(id.0 as usize)) {
                mine.push(i);
            }
        }
        let mut one = |s: &crate::attribution::Source| SourceCited {
            id: s.id.0 as usize,
            name: s.name.clone(),
            kind: s.kind,
            mentions: s.mentions.iter().map(|&m| self.span(m)).collect(),
            attributions: of.get_mut(s.id.0 as usize).map(std::mem::take).unwrap_or_default(),
            words: words[s.id.0 as usize],
            interest: s.interest as usize,
        };
        attributions.sources.iter().map(&mut one).collect()
    }

    /// What a finding says. Rules cite words as the file has them, a reader is told them as they are read.
    fn as_read(&self, f: &Finding) -> String {
        let named = f.evidence().iter().filter(|e| e.role != Role::Searched).map(|e| e.span);
        let mut cited: Vec<Span> = named.chain(f.about).collect();
        cited.sort_by_key(|span| Reverse(span.len()));
        let read = cited.into_iter().map(|span| (self.article.slice(span), self.article.read(span)));
        let marked_up = read.filter(|(written, read)| !read.is_empty() && read != written);
        marked_up.fold(f.message.clone(), |message, (written, read)| message.replace(written, &read))
    }

    fn finding(&self, id: usize, mark: usize, f: &Finding, voice: Voice) -> FindingCited {
        FindingCited {
            id,
            mark,
            rule: f.rule.0.to_owned(),
            level: f.level,
            sentence: f.sentence().0 as usize,
            message: self.as_read(f),
            reason: f.reason,
            category: f.category.clone(),
            advice: f.advice.clone(),
            instead: f.instead.clone(),
            voice,
            confidence: f.confidence.map(|c| c.any),
            confidence_strong: f.confidence.map(|c| c.strong),
            because: f.excuse,
            justification: f.justification.clone(),
            evidence: (f.evidence().iter())
                .map(|e| EvidenceCited { role: e.role, span: self.evidence(e), entry: e.entry.clone() })
                .collect(),
        }
    }
}
