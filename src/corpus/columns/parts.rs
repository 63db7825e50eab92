//! Columns of the tables below the article: `sentences`, `findings`, `sources`, `attributions`.
use super::{
    Cell, Column, Extra,
    Type::{Boolean, Integer, Real, Text},
    View,
    article::{date, id, key, outlet},
};
use crate::corpus::measures::{InSentence, LOADED, normalized};
use crate::report::{AttributionCited, AttributionKind, Excuse, FindingCited, SentenceCited, SourceCited, Vague};

pub(super) fn sentences(extra: &Extra) -> Vec<Column> {
    fn at<'v>(v: &'v View<'_>, row: usize) -> &'v SentenceCited {
        &v.report.sentences[row]
    }
    fn within(v: &View<'_>, row: usize) -> InSentence {
        v.measures.sentences.get(row).copied().unwrap_or_default()
    }
    let mut columns = vec![
        key(),
        Column::new(
            "sentence",
            Integer,
            "",
            "Number of the sentence in the article, from 0; with `article` the key of the table",
            |v, r| Cell::count(at(v, r).index),
        ),
        id(),
        Column::new("paragraph", Integer, "", "Paragraph, from 0", |v, r| Cell::count(at(v, r).paragraph)),
        Column::new(
            "field",
            Text,
            "",
            "`text`, or `title` where it stands in a title that was given beside the text: positions count from the beginning of that field",
            |v, r| Cell::text(at(v, r).place().0),
        ),
        Column::new("start", Integer, "characters", "First character in the field, from 0", |v, r| Cell::count(at(v, r).place().1)),
        Column::new("end", Integer, "characters", "One past its last character", |v, r| Cell::count(at(v, r).place().2)),
        Column::new("voice", Text, "", "`outlet`, `attributed`, `mixed` or `none`", |v, r| Cell::text(at(v, r).voice.as_str())).judged(),
        Column::new(
            "attributions",
            Integer,
            "attributions",
            "Attributions told in it",
            |v, r| Cell::count(within(v, r).attributions),
        )
        .judged(),
        Column::new(
            "source",
            Integer,
            "",
            "Source of its first attribution: `source` in sources",
            |v, r| within(v, r).source.map_or(Cell::Missing, Cell::count),
        ),
        Column::new("findings", Integer, "findings", "Findings in it that count", |v, r| Cell::count(within(v, r).findings)).judged(),
        Column::new(
            "loaded_terms",
            Integer,
            "findings",
            "Loaded terms in it that count",
            |v, r| Cell::count(within(v, r).loaded),
        )
        .judged()
        .off(extra.off.contains(LOADED)),
        Column::new(
            "unattributed_reason",
            Text,
            "",
            "Why it needs a source and has none, the codebook's word; empty where it needs none",
            |v, r| {
                let assertion = within(v, r).assertion.and_then(|i| v.report.findings.get(i));
                Cell::maybe(assertion.and_then(|f| f.reason.as_deref()))
            },
        ),
        Column::new(
            "loadedness",
            Real,
            "",
            "How much it reads like an opinion by its loaded terms alone, from 0 to 1; empty unless asked for with `--loadedness`. A sentence without a loaded term, four in five, has the value of the intercept; the mean over sentences says little more than their number",
            |v, r| at(v, r).loadedness.map_or(Cell::Missing, Cell::Real),
        )
        .formula("logistic function of the summed weights in models/loadedness.toml"),
    ];
    if extra.sentence_text {
        columns.push(Column::new("text", Text, "", "The sentence", |v, r| Cell::maybe(v.report.text.get(at(v, r).at.clone()))));
    }
    columns
}

pub(super) fn findings(extra: &Extra) -> Vec<Column> {
    fn at<'v>(v: &'v View<'_>, row: usize) -> &'v FindingCited {
        let counted = v.report.findings.len();
        if row < counted { &v.report.findings[row] } else { &v.report.excused[row - counted] }
    }
    let mut columns = vec![
        key(),
        Column::new("finding", Integer, "", "Number of the finding in the article, from 0; with `article` the key of the table", |v, r| {
            Cell::count(at(v, r).id)
        }),
        id(),
        outlet(),
        date(),
        Column::new("rule", Text, "", "Rule; `sayso explain` tells what it means", |v, r| Cell::text(&at(v, r).rule)),
        Column::new("level", Text, "", "`note`, `warning` or `error`", |v, r| Cell::text(at(v, r).level.as_str())),
        Column::new("counted", Boolean, "", "Does it count? Excused matches do not", |v, r| Cell::Bool(at(v, r).because.is_none())),
        Column::new(
            "excused_because",
            Text,
            "",
            "Why it does not count: `quotation` (inside one), `attributed` (somebody's words without quotation marks), `suppressed` (the author allows it), `answered` (a second source supports, repeats or answers it)",
            |v, r| Cell::maybe(at(v, r).because.map(Excuse::as_str)),
        ),
        Column::new("reason", Text, "", "Why it needs a source, the codebook's word", |v, r| Cell::maybe(at(v, r).reason.as_deref())),
        Column::new("category", Text, "", "Lexicon", |v, r| Cell::maybe(at(v, r).category.as_deref())),
        Column::new("entry", Text, "", "Lexicon entry behind the trigger", |v, r| {
            Cell::maybe(at(v, r).evidence.first().and_then(|e| e.entry.as_deref()))
        }),
        Column::new("voice", Text, "", "Voice of its sentence", |v, r| Cell::text(at(v, r).voice.as_str())),
        Column::new("sentence", Integer, "", "`sentence` in sentences", |v, r| Cell::count(at(v, r).sentence)),
        Column::new("field", Text, "", "Field of the trigger: `text` or `title`", |v, r| {
            Cell::maybe(at(v, r).evidence.first().map(|e| e.span.place().0))
        }),
        Column::new("start", Integer, "characters", "First character of the trigger, from 0", |v, r| {
            at(v, r).evidence.first().map_or(Cell::Missing, |e| Cell::count(e.span.place().1))
        }),
        Column::new("end", Integer, "characters", "One past its last character", |v, r| {
            at(v, r).evidence.first().map_or(Cell::Missing, |e| Cell::count(e.span.place().2))
        }),
        Column::new("trigger", Text, "", "The words that were flagged", |v, r| {
            Cell::maybe(at(v, r).evidence.first().map(|e| e.span.text.as_str()))
        }),
    ];
    if extra.messages {
        columns.push(Column::new("message", Text, "", "One sentence for the reader", |v, r| Cell::text(&at(v, r).message)));
    }
    columns
}

pub(super) fn sources() -> Vec<Column> {
    fn at<'v>(v: &'v View<'_>, row: usize) -> &'v SourceCited {
        &v.report.sources[row]
    }
    vec![
        key(),
        Column::new("source", Integer, "", "Number of the source in the article, from 0; with `article` the key of the table", |v, r| {
            Cell::count(at(v, r).id)
        }),
        id(),
        outlet(),
        Column::new("name", Text, "", "Longest name, as written", |v, r| Cell::text(&at(v, r).name)),
        Column::new(
            "name_normalized",
            Text,
            "",
            "The name in small letters without accents, articles, initials and marks, so that one source is called the same in every article",
            |v, r| Cell::Text(normalized(&at(v, r).name).into()),
        ),
        Column::new(
            "interest",
            Integer,
            "",
            "Number of the interest that the source speaks for, from 0: equal for a company and its officers, a ministry and its spokesman",
            |v, r| Cell::count(at(v, r).interest),
        ),
        Column::new("kind", Text, "", "`named-person`, `named-organization`, `document`, `unnamed` or `collective`", |v, r| {
            Cell::text(at(v, r).kind.as_str())
        }),
        Column::new(
            "fully_identified",
            Boolean,
            "",
            "Organization with a name; or person with a full name, and a title or description beside a mention",
            |v, r| Cell::Bool(v.measures.identified.get(r).copied().unwrap_or(false)),
        )
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::new("official", Boolean, "", "State body or office, as far as its name, title or description says so", |v, r| {
            Cell::Bool(v.measures.official.get(r).copied().unwrap_or(false))
        })
        .formula("a term of lexicon en/neighbours/offices in a mention, right before it, or in the apposition after it")
        .reference("Sigal 1973, Reporters and Officials"),
        Column::new("mentions", Integer, "mentions", "Mentions that carry an attribution or name the source", |v, r| {
            Cell::count(at(v, r).mentions.len())
        }),
        Column::new("field", Text, "", "Field of its first mention: `text` or `title`", |v, r| {
            Cell::maybe(at(v, r).mentions.first().map(|m| m.place().0))
        }),
        Column::new("first_mention", Integer, "characters", "First character of its first mention, from 0", |v, r| {
            at(v, r).mentions.first().map_or(Cell::Missing, |m| Cell::count(m.place().1))
        }),
        Column::new("attributions", Integer, "attributions", "Attributions that rest on it", |v, r| {
            Cell::count(at(v, r).attributions.len())
        }),
        Column::new("quotations", Integer, "attributions", "Of these, attributions that quote", |v, r| {
            let quotes = |i: &&usize| v.report.attributions.get(**i).is_some_and(|a| a.kind != AttributionKind::Indirect);
            Cell::count(at(v, r).attributions.iter().filter(quotes).count())
        }),
        Column::new("words", Integer, "words", "Words in the content attributed to it", |v, r| Cell::Int(at(v, r).words)),
        Column::new("words_share", Real, "share", "Its share of the article's attributed words", |v, r| {
            Cell::ratio(at(v, r).words, v.measures.attributed_words, 1.0)
        })
        .formula("words / attributed_words of articles"),
    ]
}

pub(super) fn attributions() -> Vec<Column> {
    fn at<'v>(v: &'v View<'_>, row: usize) -> &'v AttributionCited {
        &v.report.attributions[row]
    }
    fn source<'v>(v: &'v View<'_>, row: usize) -> Option<&'v SourceCited> {
        at(v, row).source_id.and_then(|id| v.report.sources.get(id))
    }
    vec![
        key(),
        Column::new(
            "attribution",
            Integer,
            "",
            "Number of the attribution in the article, from 0; with `article` the key of the table",
            |v, r| Cell::count(at(v, r).index),
        ),
        id(),
        Column::new("sentence", Integer, "", "`sentence` in sentences: where it is told", |v, r| Cell::count(at(v, r).sentence)),
        Column::new("kind", Text, "", "`direct`, `mixed` or `indirect` speech", |v, r| Cell::text(at(v, r).kind.as_str())),
        Column::new(
            "class",
            Text,
            "",
            "What the cue says about the saying: `say`, `according-to`, `colon`, `ask`, `call`, `deny`, `position`, `show`, `claim`, `inner-state`, `holderless`; `none` where a quotation or report goes on without a cue",
            |v, r| Cell::text(at(v, r).class.as_str()),
        ),
        Column::new("source", Integer, "", "`source` in sources", |v, r| at(v, r).source_id.map_or(Cell::Missing, Cell::count)),
        Column::new("source_name", Text, "", "Its name", |v, r| Cell::maybe(source(v, r).map(|s| s.name.as_str()))),
        Column::new("source_kind", Text, "", "Its kind", |v, r| Cell::maybe(source(v, r).map(|s| s.kind.as_str()))),
        Column::new("source_words", Text, "", "The words that name the source here; empty where it is carried over", |v, r| {
            Cell::maybe(at(v, r).source.as_ref().map(|s| s.text.as_str()))
        }),
        Column::new("cue", Text, "", "The words that hand the content over", |v, r| {
            Cell::maybe(at(v, r).cue.as_ref().map(|s| s.text.as_str()))
        }),
        Column::new("content", Text, "", "What is said; pieces are divided by \" … \"", |v, r| {
            let pieces: Vec<&str> = at(v, r).content.iter().map(|s| s.text.as_str()).collect();
            if pieces.is_empty() { Cell::Missing } else { Cell::Text(pieces.join(" … ").into()) }
        }),
        Column::new("field", Text, "", "Field of the content: `text` or `title`", |v, r| {
            Cell::maybe(at(v, r).content.first().map(|s| s.place().0))
        }),
        Column::new("content_start", Integer, "characters", "First character of the content, from 0", |v, r| {
            at(v, r).content.first().map_or(Cell::Missing, |s| Cell::count(s.place().1))
        }),
        Column::new("content_end", Integer, "characters", "One past its last character", |v, r| {
            at(v, r).content.last().map_or(Cell::Missing, |s| Cell::count(s.place().2))
        }),
        Column::new("vague", Text, "", "`collective` or `none`: nobody who could be asked is named", |v, r| {
            Cell::maybe(at(v, r).vague.map(Vague::as_str))
        }),
        Column::new("channel", Text, "", "The medium that passes it on", |v, r| {
            Cell::maybe(at(v, r).channel.as_ref().map(|s| s.text.as_str()))
        }),
    ]
}
