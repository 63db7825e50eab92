//! Columns of the tables below the article: `sentences`, `findings`, `sources`, `attributions`.
use super::{
    Cell, Column, Extra,
    Type::Text,
    View,
    article::{date, id, key, outlet},
    ratio,
};
use crate::corpus::measures::{InSentence, LOADED, normalized};
use crate::report::{AttributionCited, AttributionKind, Excuse, FindingCited, Reason, SentenceCited, SourceCited, Vague};

pub(super) fn sentences(extra: &Extra) -> Vec<Column> {
    fn at<'v>(v: &'v View<'_>, row: usize) -> &'v SentenceCited {
        &v.report.sentences[row]
    }
    fn within(v: &View<'_>, row: usize) -> InSentence {
        v.measures.sentences.get(row).copied().unwrap_or_default()
    }
    let mut columns = vec![
        key(),
        Column::whole(
            "sentence",
            "",
            "Number of the sentence in the article, from 0; with `article` the key of the table",
            |v, r| at(v, r).index,
        ),
        id(),
        Column::whole("paragraph", "", "Paragraph, from 0", |v, r| at(v, r).paragraph),
        Column::text(
            "field",
            "`text`, or `title` where it stands in a title that was given beside the text: positions count from the beginning of that field",
            |v, r| Some(at(v, r).place().0),
        ),
        Column::whole("start", "characters", "First character in the field, from 0", |v, r| at(v, r).place().1),
        Column::whole("end", "characters", "One past its last character", |v, r| at(v, r).place().2),
        Column::text("voice", "`outlet`, `attributed`, `mixed` or `none`", |v, r| Some(at(v, r).voice.as_str())).judged(),
        Column::whole("attributions", "attributions", "Attributions told in it", |v, r| within(v, r).attributions)
        .judged(),
        Column::whole("source", "", "Source of its first attribution: `source` in sources", |v, r| within(v, r).source),
        Column::whole("findings", "findings", "Findings in it that count", |v, r| within(v, r).findings).judged(),
        Column::whole("loaded_terms", "findings", "Loaded terms in it that count", |v, r| within(v, r).loaded)
        .judged()
        .off(extra.off.contains(LOADED)),
        Column::text(
            "unattributed_reason",
            "Why it needs a source and has none, the codebook's word; empty where it needs none",
            |v, r| {
                let assertion = within(v, r).assertion.and_then(|i| v.report.findings.get(i));
                assertion.and_then(|f| f.reason).map(Reason::as_str)
            },
        ),
        Column::real(
            "loadedness",
            "",
            "How much it reads like an opinion by its loaded terms alone, from 0 to 1; empty unless asked for with `--loadedness`. A sentence without a loaded term, four in five, has the value of the intercept; the mean over sentences says little more than their number",
            |v, r| at(v, r).loadedness,
        )
        .formula("logistic function of the summed weights in models/en/loadedness.toml"),
    ];
    if extra.sentence_text {
        columns.push(Column::text("text", "The sentence", |v, r| v.report.text.get(at(v, r).at.clone())));
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
        Column::whole("finding", "", "Number of the finding in the article, from 0; with `article` the key of the table", |v, r| {
            at(v, r).id
        }),
        id(),
        outlet(),
        date(),
        Column::text("rule", "Rule; `sayso explain` tells what it means", |v, r| Some(&at(v, r).rule)),
        Column::text("level", "`note`, `warning` or `error`", |v, r| Some(at(v, r).level.as_str())),
        Column::flag("counted", "Does it count? Excused matches do not", |v, r| at(v, r).because.is_none()),
        Column::text(
            "excused_because",
            "Why it does not count: `quotation` (inside one), `attributed` (somebody's words without quotation marks), `suppressed` (the author allows it), `answered` (a second source supports, repeats or answers it)",
            |v, r| at(v, r).because.map(Excuse::as_str),
        ),
        Column::whole(
            "mark",
            "",
            "Number of its mark in the article: findings whose words overlap share one; counted and excused ones are numbered apart",
            |v, r| at(v, r).mark,
        ),
        Column::whole("confidence", "percent", "How sure the engine is that it holds; empty where no engine was asked", |v, r| {
            at(v, r).confidence.map(u64::from)
        }),
        Column::whole("confidence_strong", "percent", "How sure it is that any careful editor would ask", |v, r| {
            at(v, r).confidence_strong.map(u64::from)
        }),
        Column::text("reason", "Why it needs a source, the codebook's word", |v, r| at(v, r).reason.map(Reason::as_str)),
        Column::text("category", "Lexicon", |v, r| at(v, r).category.as_deref()),
        Column::text("entry", "Lexicon entry behind the trigger", |v, r| at(v, r).entry()),
        Column::text("voice", "Voice of its sentence", |v, r| Some(at(v, r).voice.as_str())),
        Column::whole("sentence", "", "`sentence` in sentences", |v, r| at(v, r).sentence),
        Column::text("field", "Field of the trigger: `text` or `title`", |v, r| at(v, r).trigger().map(|t| t.place().0)),
        Column::whole("start", "characters", "First character of the trigger, from 0", |v, r| at(v, r).trigger().map(|t| t.place().1)),
        Column::whole("end", "characters", "One past its last character", |v, r| at(v, r).trigger().map(|t| t.place().2)),
        Column::text("trigger", "The words that were flagged", |v, r| at(v, r).trigger().map(|t| t.text.as_str())),
    ];
    if extra.messages {
        columns.push(Column::text("message", "One sentence for the reader", |v, r| Some(&at(v, r).message)));
    }
    columns
}

pub(super) fn sources() -> Vec<Column> {
    fn at<'v>(v: &'v View<'_>, row: usize) -> &'v SourceCited {
        &v.report.sources[row]
    }
    vec![
        key(),
        Column::whole("source", "", "Number of the source in the article, from 0; with `article` the key of the table", |v, r| at(v, r).id),
        id(),
        outlet(),
        Column::text("name", "Longest name, as written", |v, r| Some(&at(v, r).name)),
        Column::new(
            "name_normalized",
            Text,
            "",
            "The name in small letters without accents, articles, initials and marks, so that one source is called the same in every article",
            |v, r| Cell::Text(normalized(&at(v, r).name).into()),
        ),
        Column::whole(
            "interest",
            "",
            "Number of the interest that the source speaks for, from 0: equal for a company and its officers, a ministry and its spokesman",
            |v, r| at(v, r).interest,
        ),
        Column::text("kind", "`named-person`, `named-organization`, `document`, `unnamed` or `collective`", |v, r| {
            Some(at(v, r).kind.as_str())
        }),
        Column::flag(
            "fully_identified",
            "Organization with a name; or person with a full name, and a title or description beside a mention",
            |v, r| v.measures.identified.get(r).copied().unwrap_or(false),
        )
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::flag("official", "State body or office, as far as its name, title or description says so", |v, r| {
            v.measures.official.get(r).copied().unwrap_or(false)
        })
        .formula("a term of lexicon en/neighbours/offices in a mention, right before it, or in the apposition after it")
        .reference("Sigal 1973, Reporters and Officials"),
        Column::whole("mentions", "mentions", "Mentions that carry an attribution or name the source", |v, r| at(v, r).mentions.len()),
        Column::text("field", "Field of its first mention: `text` or `title`", |v, r| at(v, r).mentions.first().map(|m| m.place().0)),
        Column::whole("first_mention", "characters", "First character of its first mention, from 0", |v, r| {
            at(v, r).mentions.first().map(|m| m.place().1)
        }),
        Column::whole("attributions", "attributions", "Attributions that rest on it", |v, r| at(v, r).attributions.len()),
        Column::whole("quotations", "attributions", "Of these, attributions that quote", |v, r| {
            let quotes = |i: &&usize| v.report.attributions.get(**i).is_some_and(|a| a.kind != AttributionKind::Indirect);
            at(v, r).attributions.iter().filter(quotes).count()
        }),
        Column::whole("words", "words", "Words in the content attributed to it", |v, r| at(v, r).words),
        Column::real("words_share", "share", "Its share of the article's attributed words", |v, r| {
            ratio(at(v, r).words, v.measures.attributed_words, 1.0)
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
        Column::whole(
            "attribution",
            "",
            "Number of the attribution in the article, from 0; with `article` the key of the table",
            |v, r| at(v, r).index,
        ),
        id(),
        Column::whole("sentence", "", "`sentence` in sentences: where it is told", |v, r| at(v, r).sentence),
        Column::text("kind", "`direct`, `mixed` or `indirect` speech", |v, r| Some(at(v, r).kind.as_str())),
        Column::text(
            "class",
            "What the cue says about the saying: `say`, `according-to`, `colon`, `ask`, `call`, `deny`, `position`, `show`, `claim`, `inner-state`, `holderless`; `none` where a quotation or report goes on without a cue",
            |v, r| Some(at(v, r).class.as_str()),
        ),
        Column::whole("source", "", "`source` in sources", |v, r| at(v, r).source_id),
        Column::text("source_name", "Its name", |v, r| source(v, r).map(|s| s.name.as_str())),
        Column::text("source_kind", "Its kind", |v, r| source(v, r).map(|s| s.kind.as_str())),
        Column::text("source_words", "The words that name the source here; empty where it is carried over", |v, r| {
            at(v, r).source.as_ref().map(|s| s.text.as_str())
        }),
        Column::text("cue", "The words that hand the content over", |v, r| at(v, r).cue.as_ref().map(|s| s.text.as_str())),
        Column::new("content", Text, "", "What is said; pieces are divided by \" … \"", |v, r| {
            let pieces: Vec<&str> = at(v, r).content.iter().map(|s| s.text.as_str()).collect();
            if pieces.is_empty() { Cell::Missing } else { Cell::Text(pieces.join(" … ").into()) }
        }),
        Column::text("field", "Field of the content: `text` or `title`", |v, r| at(v, r).content.first().map(|s| s.place().0)),
        Column::whole("content_start", "characters", "First character of the content, from 0", |v, r| {
            at(v, r).content.first().map(|s| s.place().1)
        }),
        Column::whole("content_end", "characters", "One past its last character", |v, r| at(v, r).content.last().map(|s| s.place().2)),
        Column::text("vague", "`collective` or `none`: nobody who could be asked is named", |v, r| at(v, r).vague.map(Vague::as_str)),
        Column::text("channel", "The medium that passes it on", |v, r| at(v, r).channel.as_ref().map(|s| s.text.as_str())),
    ]
}
