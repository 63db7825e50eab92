//! Columns of `articles`: what it is, who speaks in it, what was found.
use super::{
    super::filter::{day, field as value},
    super::measures::{attributions, score, sources, voices},
    Cell, Column, Columns, Extra,
    Type::{Integer, Real, Text},
    marks,
};
use crate::lexicon::Lexicons;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn columns(lexicons: &Lexicons, extra: &Extra) -> Vec<Column> {
    let mut columns = identity();
    columns.extend(kept(&extra.keep));
    columns.extend(size());
    let measured = speech().into_iter().chain(sourcing()).chain(marks::columns(lexicons, extra));
    columns.extend(measured.map(Column::judged));
    columns.push(Column::new("notes", Text, "", "Oddities of the text that the reader should know of, divided by \"; \"", |v, _| {
        let notes: Vec<&str> = v.report.notes.iter().map(|n| n.message.as_str()).collect();
        if notes.is_empty() { Cell::Missing } else { Cell::Text(notes.join("; ").into()) }
    }));
    let duplicate = Column::new(
        Columns::DUPLICATE_OF,
        Integer,
        "",
        "`article` of the first near-copy of this text (empty: none among the articles in the window)",
        |_, _| Cell::Missing,
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
        Column::new("file", Text, "", "File it was read from", |v, _| Cell::text(v.file)),
        Column::new("line", Integer, "", "Line of the file (JSONL, CSV), or number of the record (WARC), from 1", |v, _| Cell::Int(v.line)),
        Column::new("title", Text, "", "Headline as given beside the text", |v, _| Cell::maybe(v.report.article.title.as_deref())),
        outlet(),
        date(),
        Column::new(
            "date_iso",
            Text,
            "",
            "The day of `date`, as YYYY-MM-DD; empty where it is not plainly one day (a month only, an order of day and month that may be either)",
            |v, _| v.report.article.date.as_deref().and_then(day).map_or(Cell::Missing, |d| Cell::Text(d.to_string().into())),
        ),
        Column::new("crawled", Text, "", "When a crawler fetched the page (WARC-Date); not when it was published", |v, _| {
            Cell::maybe(v.article.metadata().crawled.as_deref())
        }),
        Column::new("author", Text, "", "Byline as given beside the text", |v, _| Cell::maybe(v.report.article.author.as_deref())),
        Column::new("url", Text, "", "Web address", |v, _| Cell::maybe(v.report.article.url.as_deref())),
        Column::new("encoding", Text, "", "Encoding that the text was converted from; empty for UTF-8", |v, _| {
            Cell::maybe(v.article.metadata().encoding.as_deref())
        }),
        Column::new("language", Text, "", "`en`, or `unsupported`: in another language, and not judged", |v, _| {
            Cell::text(&v.report.article.language)
        }),
    ]
}

pub(super) fn key() -> Column {
    let definition = "Key of the article: number of its record in the input, from 1, rejected and filtered records included";
    Column::new("article", Integer, "", definition, |v, _| Cell::Int(v.key))
}

pub(super) fn id() -> Column {
    Column::new("article_id", Text, "", "The input's own id (a file's name, a page's address); need not be unique", |v, _| {
        Cell::text(&v.report.article.id)
    })
}

pub(super) fn outlet() -> Column {
    Column::new("outlet", Text, "", "Publisher as given", |v, _| Cell::maybe(v.report.article.outlet.as_deref()))
}

pub(super) fn date() -> Column {
    Column::new("date", Text, "", "Date of publication as given", |v, _| Cell::maybe(v.report.article.date.as_deref()))
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
        Column::new(format!("meta_{name}"), Text, "", definition, move |v, _| Cell::maybe(value(v.article, &field)))
    })
}

fn size() -> Vec<Column> {
    let voice = |name: &'static str, definition: &'static str| {
        Column::new(format!("sentences_{name}"), Integer, "sentences", definition, move |v, _| Cell::Int(voices(v.report, name))).judged()
    };
    vec![
        Column::new("words", Integer, "words", "Words and numbers", |v, _| Cell::count(v.report.article.words)),
        Column::new(
            "own_words",
            Integer,
            "words",
            "Words in the article's own voice: not in attributed content; bylines, datelines and credits are left out, headline and captions are not",
            |v, _| Cell::Int(v.report.article.own_words),
        )
        .judged(),
        Column::new(
            "genre",
            Text,
            "",
            "`news`, `wire`, `opinion`, `letters`, `analysis`, `interview`, `live`, `release`, `fact-check`, `review` or `court`, as docs/annotation.md defines them, or as the settings say; empty where the program is not sure, and for texts of fewer than 120 words",
            |v, _| Cell::maybe(v.report.article.genre.as_ref().and_then(|g| g.name.as_deref())),
        )
        .judged(),
        Column::new(
            "genre_percent",
            Integer,
            "percent",
            "How likely it is that genre",
            |v, _| v.report.article.genre.as_ref().and_then(|g| g.percent).map_or(Cell::Missing, |percent| Cell::Int(percent.into())),
        )
        .judged()
        .formula("share of the exponential of the summed weights in models/genre.toml"),
        Column::new(
            "opinion_percent",
            Integer,
            "percent",
            "How likely it is there to judge: an opinion piece, letters, a review",
            |v, _| v.report.article.genre.as_ref().map_or(Cell::Missing, |g| Cell::Int(g.opinion.into())),
        )
        .judged()
        .formula("sum over these genres"),
        Column::new("sentences", Integer, "sentences", "Sentences", |v, _| Cell::count(v.report.article.sentences)),
        voice("outlet", "Sentences told by the article itself"),
        voice("attributed", "Sentences that are wholly somebody's, and the article says whose"),
        voice("mixed", "Sentences that are partly one, partly the other"),
        voice("none", "Sentences with nothing to judge: questions, datelines, fragments"),
        Column::new(
            "attributed_sentence_share",
            Real,
            "share",
            "Share of sentences that are wholly or partly somebody's, of those with anything to judge. It goes by voice: a sentence may \
             hold an attribution and still be the outlet's, and the second sentence of a quotation holds none and is attributed",
            |v, _| {
                let with = voices(v.report, "attributed") + voices(v.report, "mixed");
                Cell::ratio(with, with + voices(v.report, "outlet"), 1.0)
            },
        )
        .judged()
        .formula("(sentences_attributed + sentences_mixed) / (sentences - sentences_none)"),
    ]
}

fn speech() -> Vec<Column> {
    let kind = |name: &'static str, definition: &'static str| {
        Column::new(format!("attributions_{name}"), Integer, "attributions", definition, move |v, _| {
            Cell::Int(attributions(v.report, &[name]))
        })
    };
    let share = |name: &'static str, kinds: &'static [&'static str], definition: &'static str| {
        Column::new(name, Real, "share", definition, move |v, _| {
            Cell::ratio(attributions(v.report, kinds), v.report.attributions.len() as u64, 1.0)
        })
    };
    vec![
        Column::new("attributions", Integer, "attributions", "Attributions: content handed over by a cue", |v, _| {
            Cell::count(v.report.attributions.len())
        }),
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
        Column::new(name, Integer, "sources", definition, move |v, _| Cell::Int(sources(v.report, kinds)))
            .formula("distinct sources of the article")
    };
    let index = |name: &'static str, id: &'static str, unit: &'static str, definition: &'static str| {
        Column::new(name, Real, unit, definition, move |v, _| score(v.report, id).and_then(|s| s.value).map_or(Cell::Missing, Cell::Real))
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
            |v, _| score(v.report, "interests").map_or(Cell::Missing, |s| Cell::Int(s.numerator)),
        ),
        Column::new(
            "sources_fully_identified",
            Integer,
            "sources",
            "Named organizations, and persons given with a full name and a title or description",
            move |v, _| Cell::Int(marked(v, &v.measures.identified)),
        )
        .formula("count of `fully_identified` in sources, joint sources left out")
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::new("source_transparency", Integer, "0-4", "Fully identified sources, 4 for four or more", move |v, _| {
            Cell::Int(marked(v, &v.measures.identified).min(4))
        })
        .formula("min(sources_fully_identified, 4)")
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::new(
            "sources_official",
            Integer,
            "sources",
            "Sources that are a state body or hold a state office, as far as the text says so beside a mention",
            move |v, _| Cell::Int(marked(v, &v.measures.official)),
        )
        .formula("count of `official` in sources, joint sources left out")
        .reference("Sigal 1973, Reporters and Officials"),
        Column::new("official_source_share", Real, "share", "Share of sources that are official", move |v, _| {
            let all = sources(v.report, &["named-person", "named-organization", "document", "unnamed", "collective"]);
            Cell::ratio(marked(v, &v.measures.official), all, 1.0)
        })
        .formula("sources_official / sources")
        .reference("Sigal 1973, Reporters and Officials; Bennett 1990, Toward a theory of press-state relations (indexing)"),
        Column::new("attributed_words", Integer, "words", "Words in attributed content that has a source", |v, _| {
            Cell::Int(v.measures.attributed_words)
        }),
        Column::new("sources_with_words", Integer, "sources", "Sources that have attributed words", |v, _| {
            Cell::Int(v.measures.with_words)
        })
        .formula("count of sources with `words` above 0, joint sources as one"),
        Column::new("words_per_source", Real, "words", "Attributed words of a source, on average", |v, _| {
            Cell::ratio(v.measures.attributed_words, v.measures.with_words, 1.0)
        })
        .formula("attributed_words / sources_with_words"),
        Column::new("largest_source", Text, "", "Name of the source with the most attributed words, the first of equals", |v, _| {
            Cell::maybe(v.measures.largest.map(|i| v.report.sources[i].name.as_str()))
        }),
        Column::new("largest_source_words", Integer, "words", "Its attributed words", |v, _| {
            v.measures.largest.map_or(Cell::Missing, |i| Cell::Int(v.report.sources[i].words))
        }),
        Column::new("largest_source_share", Real, "share", "Its share of attributed words", |v, _| {
            let largest = v.measures.largest.map_or(0, |i| v.report.sources[i].words);
            Cell::ratio(largest, v.measures.attributed_words, 1.0)
        })
        .formula("largest_source_words / attributed_words")
        .reference("Berger and Parker 1970, Diversity of planktonic foraminifera (dominance)"),
        index("source_shannon", "source-diversity-shannon", "bits", "Shannon entropy of attributed words over sources")
            .formula("-sum p log2 p, p = a source's words / attributed_words")
            .reference("Shannon 1948, A mathematical theory of communication"),
        index("source_simpson", "source-diversity-simpson", "probability", "Chance that two attributed words have different sources")
            .formula("1 - sum w (w - 1) / (W (W - 1)), w = a source's words, W = attributed_words")
            .reference("Simpson 1949, Measurement of diversity"),
        Column::new("first_source", Text, "", "Source of the first attribution that has one", |v, _| {
            Cell::maybe(v.measures.first.map(|i| v.report.sources[i].name.as_str()))
        }),
        Column::new("first_source_kind", Text, "", "Its kind, the codebook's word", |v, _| {
            Cell::maybe(v.measures.first.map(|i| v.report.sources[i].kind.as_str()))
        }),
    ]
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
