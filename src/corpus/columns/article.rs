//! Columns of `articles`: what it is, who speaks in it, what was found.
use super::{
    super::measures::{ASSERTION, LOADED, attributions, by_category, by_reason, findings, own_sentences, score, sources, voices},
    Cell, Column, Columns, Extra,
    Type::{Integer, Real, Text},
};
use crate::{classify, finding::Eligible, lexicon::Lexicons};
use std::collections::{BTreeMap, BTreeSet};

/// The codebook's reasons, in its order.
const REASONS: [&str; 8] = ["accusation", "evaluation", "motive", "cause", "number", "prediction", "generalization", "comparison"];

pub(super) fn columns(lexicons: &Lexicons, extra: &Extra) -> Vec<Column> {
    let mut columns = identity();
    columns.extend(kept(&extra.keep));
    columns.extend(size());
    columns.extend(speech());
    columns.extend(sourcing());
    columns.extend(rules());
    columns.extend(loaded(lexicons));
    columns.extend(assertions());
    columns.push(Column::new(
        "notes",
        Text,
        "",
        "Oddities of the text that the reader should know of, divided by \"; \"",
        Box::new(|v, _| {
            let notes: Vec<&str> = v.report.notes.iter().map(|n| n.message.as_str()).collect();
            if notes.is_empty() { Cell::Missing } else { Cell::Text(notes.join("; ").into()) }
        }),
    ));
    let duplicate = Column::new(
        Columns::DUPLICATE_OF,
        Integer,
        "",
        "`article` of the first near-copy of this text (empty: none among the articles in the window)",
        Box::new(|_, _| Cell::Missing),
    );
    columns.push(
        duplicate
            .formula("24 MinHash minima over shingles of 4 words; 8 bands of 3; at least 18 equal minima")
            .reference("Broder 1997, On the resemblance and containment of documents"),
    );
    columns
}

fn identity() -> Vec<Column> {
    vec![
        key(),
        id(),
        Column::new("file", Text, "", "File it was read from", Box::new(|v, _| Cell::text(v.file))),
        Column::new(
            "line",
            Integer,
            "",
            "Line of the file (JSONL, CSV), or number of the record (WARC), from 1",
            Box::new(|v, _| Cell::Int(v.line)),
        ),
        Column::new(
            "title",
            Text,
            "",
            "Headline as given beside the text",
            Box::new(|v, _| Cell::maybe(v.report.article.title.as_deref())),
        ),
        outlet(),
        date(),
        Column::new(
            "author",
            Text,
            "",
            "Byline as given beside the text",
            Box::new(|v, _| Cell::maybe(v.report.article.author.as_deref())),
        ),
        Column::new("url", Text, "", "Web address", Box::new(|v, _| Cell::maybe(v.report.article.url.as_deref()))),
        Column::new(
            "encoding",
            Text,
            "",
            "Encoding that the text was converted from; empty for UTF-8",
            Box::new(|v, _| Cell::maybe(v.article.metadata().encoding.as_deref())),
        ),
        Column::new(
            "language",
            Text,
            "",
            "`en`, or `unsupported`: in another language, and not judged",
            Box::new(|v, _| Cell::text(&v.report.article.language)),
        ),
    ]
}

pub(super) fn key() -> Column {
    let definition = "Key of the article: number of its record in the input, from 1, rejected and filtered records included";
    Column::new("article", Integer, "", definition, Box::new(|v, _| Cell::Int(v.key)))
}

pub(super) fn id() -> Column {
    Column::new(
        "article_id",
        Text,
        "",
        "The input's own id (a file's name, a page's address); need not be unique",
        Box::new(|v, _| Cell::text(&v.report.article.id)),
    )
}

pub(super) fn outlet() -> Column {
    Column::new("outlet", Text, "", "Publisher as given", Box::new(|v, _| Cell::maybe(v.report.article.outlet.as_deref())))
}

pub(super) fn date() -> Column {
    Column::new("date", Text, "", "Date as given", Box::new(|v, _| Cell::maybe(v.report.article.date.as_deref())))
}

/// Fields of the input. Two fields whose names differ only in signs that a column's name may not have are told apart by a number.
fn kept(fields: &[String]) -> impl Iterator<Item = Column> {
    let mut seen = BTreeSet::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    fields.iter().filter(move |field| seen.insert(field.as_str())).map(move |field| {
        let mut name: String = field.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let count = names.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            name = format!("{name}__{count}");
        }
        let definition = format!("The input's field `{field}`");
        let field = field.clone();
        Column::new(
            format!("meta_{name}"),
            Text,
            "",
            definition,
            Box::new(move |v, _| Cell::maybe(v.article.metadata().extra.get(&field).map(String::as_str))),
        )
    })
}

fn size() -> Vec<Column> {
    let voice = |name: &'static str, definition: &'static str| {
        Column::new(format!("sentences_{name}"), Integer, "sentences", definition, Box::new(move |v, _| Cell::Int(voices(v.report, name))))
    };
    vec![
        Column::new("words", Integer, "words", "Words and numbers", Box::new(|v, _| Cell::count(v.report.article.words))),
        Column::new(
            "own_words",
            Integer,
            "words",
            "Words in the article's own voice: not in attributed content",
            Box::new(|v, _| Cell::Int(v.report.article.own_words)),
        ),
        Column::new("sentences", Integer, "sentences", "Sentences", Box::new(|v, _| Cell::count(v.report.article.sentences))),
        voice("outlet", "Sentences told by the article itself"),
        voice("attributed", "Sentences that are wholly somebody's, and the article says whose"),
        voice("mixed", "Sentences that are partly one, partly the other"),
        voice("none", "Sentences with nothing to judge: questions, datelines, fragments"),
        Column::new(
            "attributed_sentence_share",
            Real,
            "share",
            "Share of judged sentences with an attribution",
            Box::new(|v, _| {
                let with = voices(v.report, "attributed") + voices(v.report, "mixed");
                Cell::ratio(with, with + voices(v.report, "outlet"), 1.0)
            }),
        )
        .formula("(sentences_attributed + sentences_mixed) / (sentences - sentences_none)"),
    ]
}

fn speech() -> Vec<Column> {
    let kind = |name: &'static str, definition: &'static str| {
        Column::new(
            format!("attributions_{name}"),
            Integer,
            "attributions",
            definition,
            Box::new(move |v, _| Cell::Int(attributions(v.report, &[name]))),
        )
    };
    let share = |name: &'static str, kinds: &'static [&'static str], definition: &'static str| {
        Column::new(
            name,
            Real,
            "share",
            definition,
            Box::new(move |v, _| Cell::ratio(attributions(v.report, kinds), v.report.attributions.len() as u64, 1.0)),
        )
    };
    vec![
        Column::new(
            "attributions",
            Integer,
            "attributions",
            "Attributions: content handed over by a cue",
            Box::new(|v, _| Cell::count(v.report.attributions.len())),
        ),
        kind("direct", "Attributions whose content is all in quotation marks"),
        kind("mixed", "Attributions of quotation and paraphrase"),
        kind("indirect", "Attributions of paraphrase only"),
        share("direct_share", &["direct", "mixed"], "Share of attributions that quote")
            .formula("(attributions_direct + attributions_mixed) / attributions")
            .reference("Zelizer 1989, 'Saying' as collective practice"),
        share("indirect_share", &["indirect"], "Share of attributions that only paraphrase")
            .formula("attributions_indirect / attributions"),
    ]
}

fn sourcing() -> Vec<Column> {
    let kinds = |name: &'static str, kinds: &'static [&'static str], definition: &'static str| {
        Column::new(name, Integer, "sources", definition, Box::new(move |v, _| Cell::Int(sources(v.report, kinds))))
            .formula("distinct sources of the article")
    };
    let index = |name: &'static str, id: &'static str, unit: &'static str, definition: &'static str| {
        Column::new(
            name,
            Real,
            unit,
            definition,
            Box::new(move |v, _| score(v.report, id).and_then(|s| s.value).map_or(Cell::Missing, Cell::Real)),
        )
    };
    let marked = |v: &super::View<'_>, marks: &[bool]| v.report.sources.iter().zip(marks).filter(|(_, mark)| **mark).count() as u64;
    vec![
        kinds("sources", &["named-person", "named-organization", "document", "unnamed", "collective"], "Distinct sources"),
        kinds("sources_named", &["named-person", "named-organization"], "Named persons and organizations"),
        kinds("sources_named_person", &["named-person"], "Named persons"),
        kinds("sources_named_organization", &["named-organization"], "Named organizations"),
        kinds("sources_document", &["document"], "Documents without a named issuer"),
        kinds("sources_unnamed", &["unnamed"], "Sources that could have been asked but are not named"),
        kinds("sources_collective", &["collective"], "Sources that are nobody in particular"),
        Column::new(
            "interests",
            Integer,
            "interests",
            "Interests that the sources speak for: a company and its officers are one",
            Box::new(|v, _| score(v.report, "interests").map_or(Cell::Missing, |s| Cell::Int(s.numerator))),
        ),
        Column::new(
            "sources_fully_identified",
            Integer,
            "sources",
            "Named organizations, and persons given with a full name and a title or description",
            Box::new(move |v, _| Cell::Int(marked(v, &v.measures.identified))),
        )
        .formula("count of `fully_identified` in sources, joint sources left out")
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::new(
            "source_transparency",
            Integer,
            "0-4",
            "Fully identified sources, 4 for four or more",
            Box::new(move |v, _| Cell::Int(marked(v, &v.measures.identified).min(4))),
        )
        .formula("min(sources_fully_identified, 4)")
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::new(
            "sources_official",
            Integer,
            "sources",
            "Sources that are a state body or hold a state office, as far as the text says so beside a mention",
            Box::new(move |v, _| Cell::Int(marked(v, &v.measures.official))),
        )
        .formula("count of `official` in sources, joint sources left out")
        .reference("Sigal 1973, Reporters and Officials"),
        Column::new(
            "official_source_share",
            Real,
            "share",
            "Share of sources that are official",
            Box::new(move |v, _| {
                let all = sources(v.report, &["named-person", "named-organization", "document", "unnamed", "collective"]);
                Cell::ratio(marked(v, &v.measures.official), all, 1.0)
            }),
        )
        .formula("sources_official / sources")
        .reference("Sigal 1973, Reporters and Officials; Bennett 1990, Toward a theory of press-state relations (indexing)"),
        Column::new(
            "attributed_words",
            Integer,
            "words",
            "Words in attributed content that has a source",
            Box::new(|v, _| Cell::Int(v.measures.attributed_words)),
        ),
        Column::new(
            "sources_with_words",
            Integer,
            "sources",
            "Sources that have attributed words",
            Box::new(|v, _| Cell::Int(v.measures.with_words)),
        )
        .formula("count of sources with `words` above 0, joint sources as one"),
        Column::new(
            "words_per_source",
            Real,
            "words",
            "Attributed words of a source, on average",
            Box::new(|v, _| Cell::ratio(v.measures.attributed_words, v.measures.with_words, 1.0)),
        )
        .formula("attributed_words / sources_with_words"),
        Column::new(
            "largest_source",
            Text,
            "",
            "Name of the source with the most attributed words, the first of equals",
            Box::new(|v, _| Cell::maybe(v.measures.largest.map(|i| v.report.sources[i].name.as_str()))),
        ),
        Column::new(
            "largest_source_words",
            Integer,
            "words",
            "Its attributed words",
            Box::new(|v, _| v.measures.largest.map_or(Cell::Missing, |i| Cell::Int(v.report.sources[i].words))),
        ),
        Column::new(
            "largest_source_share",
            Real,
            "share",
            "Its share of attributed words",
            Box::new(|v, _| {
                let largest = v.measures.largest.map_or(0, |i| v.report.sources[i].words);
                Cell::ratio(largest, v.measures.attributed_words, 1.0)
            }),
        )
        .formula("largest_source_words / attributed_words")
        .reference("Berger and Parker 1970, Diversity of planktonic foraminifera (dominance)"),
        index("source_shannon", "source-diversity-shannon", "bits", "Shannon entropy of attributed words over sources")
            .formula("-sum p log2 p, p = a source's words / attributed_words")
            .reference("Shannon 1948, A mathematical theory of communication"),
        index("source_simpson", "source-diversity-simpson", "probability", "Chance that two attributed words have different sources")
            .formula("1 - sum w (w - 1) / (W (W - 1)), w = a source's words, W = attributed_words")
            .reference("Simpson 1949, Measurement of diversity"),
        Column::new(
            "first_source",
            Text,
            "",
            "Source of the first attribution that has one",
            Box::new(|v, _| Cell::maybe(v.measures.first.map(|i| v.report.sources[i].name.as_str()))),
        ),
        Column::new(
            "first_source_kind",
            Text,
            "",
            "Its kind, the codebook's word",
            Box::new(|v, _| Cell::maybe(v.measures.first.map(|i| v.report.sources[i].kind.as_str()))),
        ),
    ]
}

/// A count of each rule, and its rate where the rule is not about the article as a whole.
fn rules() -> impl Iterator<Item = Column> {
    classify::ALL.iter().map(|c| c.meta()).filter(|m| ![LOADED, ASSERTION].contains(&m.id.0)).flat_map(|meta| {
        let rule = meta.id.0;
        let definition = format!("Findings of the rule {rule}: {}", meta.summary);
        let mut columns = counted(&rule.replace('-', "_"), &definition, Box::new(move |r| findings(r, rule)));
        columns.truncate(if meta.eligible == Eligible::Article { 1 } else { 2 });
        columns
    })
}

fn loaded(lexicons: &Lexicons) -> Vec<Column> {
    let categories: BTreeSet<&str> = lexicons.entries().iter().filter(|e| e.kind.as_str() == "loaded").map(|e| &*e.category).collect();
    let mut columns = counted("loaded_terms", "Loaded terms in the article's own voice", Box::new(|r| findings(r, LOADED)));
    for category in categories {
        let short = category.rsplit_once("loaded/").map_or(category, |(_, s)| s);
        let name: String = short.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let category = category.to_owned();
        let definition = format!("Loaded terms of the lexicon {category}");
        columns.extend(counted(&format!("loaded_{name}"), &definition, Box::new(move |r| by_category(r, LOADED, &category))));
    }
    columns
}

type Count = Box<dyn Fn(&crate::report::Report) -> u64 + Send + Sync>;

/// A count, and its rate per 1,000 own-voice words.
fn counted(name: &str, definition: &str, count: Count) -> Vec<Column> {
    let count = std::sync::Arc::new(count);
    let again = std::sync::Arc::clone(&count);
    vec![
        Column::new(name, Integer, "findings", definition, Box::new(move |v, _| Cell::Int(count(v.report)))),
        Column::new(
            format!("{name}_per_1000"),
            Real,
            "per 1,000 own-voice words",
            format!("Rate of {name}"),
            Box::new(move |v, _| Cell::ratio(again(v.report), v.report.article.own_words, 1000.0)),
        )
        .formula(format!("1000 * {name} / own_words")),
    ]
}

fn assertions() -> Vec<Column> {
    let share = |name: String, reason: Option<&'static str>| {
        let count =
            move |r: &crate::report::Report| reason.map_or_else(|| findings(r, ASSERTION), |reason| by_reason(r, ASSERTION, reason));
        let what = reason.map_or("all reasons".to_owned(), |r| format!("reason {r}"));
        [
            Column::new(
                name.clone(),
                Integer,
                "findings",
                format!("Unattributed assertions, {what}"),
                Box::new(move |v, _| Cell::Int(count(v.report))),
            ),
            Column::new(
                format!("{name}_share"),
                Real,
                "share",
                format!("Unattributed assertions, {what}, of sentences with an own-voice part"),
                Box::new(move |v, _| Cell::ratio(count(v.report), own_sentences(v.report), 1.0)),
            )
            .formula(format!("{name} / (sentences_outlet + sentences_mixed)")),
        ]
    };
    let mut columns: Vec<Column> = share("unattributed".to_owned(), None).into();
    columns.extend(REASONS.iter().flat_map(|reason| share(format!("unattributed_{reason}"), Some(reason))));
    columns
}

#[cfg(test)]
mod tests {
    #[test]
    fn kept_fields_have_names_of_their_own() {
        let fields = ["the desk", "the-desk", "score", "the desk"].map(str::to_owned);
        let names: Vec<String> = super::kept(&fields).map(|c| c.name).collect();
        assert_eq!(names, ["meta_the_desk", "meta_the_desk__2", "meta_score"]);
    }
}
