//! Columns of `articles`: what it is, who speaks in it, what was found.
use super::{
    super::filter::{day, field as value},
    super::measures::{attributions, sources, voices},
    Cell, Column, Columns, Extra,
    Type::Text,
    marks, ratio,
};
use crate::{
    lexicon::Lexicons,
    report::{AttributionKind, Genre, SourceKind, Voice},
};
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
    let definition = "`article` of the first near-copy of this text (empty: none among the articles in the window)";
    let duplicate = Column::whole(Columns::DUPLICATE_OF, "", definition, |_, _| None::<u64>);
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
        Column::text("file", "File it was read from", |v, _| Some(v.file)),
        Column::whole("line", "", "Line of the file (JSONL, CSV), or number of the record (WARC), from 1", |v, _| v.line),
        Column::text("title", "Headline as given beside the text", |v, _| v.report.article.title.as_deref()),
        outlet(),
        date(),
        Column::new(
            "date_iso",
            Text,
            "",
            "The day of `date`, as YYYY-MM-DD; empty where it is not plainly one day (a month only, an order of day and month that may be either)",
            |v, _| v.report.article.date.as_deref().and_then(day).map_or(Cell::Missing, |d| Cell::Text(d.to_string().into())),
        ),
        Column::text("crawled", "When a crawler fetched the page (WARC-Date); not when it was published", |v, _| {
            v.article.metadata().crawled.as_deref()
        }),
        Column::text("author", "Byline as given beside the text", |v, _| v.report.article.author.as_deref()),
        Column::text("url", "Web address", |v, _| v.report.article.url.as_deref()),
        Column::text("encoding", "Encoding that the text was converted from; empty for UTF-8", |v, _| {
            v.article.metadata().encoding.as_deref()
        }),
        Column::text("language", "`en`, or `unsupported`: in another language, and not judged", |v, _| Some(&v.report.article.language)),
    ]
}

pub(super) fn key() -> Column {
    let definition = "Key of the article: number of its record in the input, from 1, rejected and filtered records included";
    Column::whole("article", "", definition, |v, _| v.key)
}

pub(super) fn id() -> Column {
    Column::text("article_id", "The input's own id (a file's name, a page's address); need not be unique", |v, _| {
        Some(&v.report.article.id)
    })
}

pub(super) fn outlet() -> Column {
    Column::text("outlet", "Publisher as given", |v, _| v.report.article.outlet.as_deref())
}

pub(super) fn date() -> Column {
    Column::text("date", "Date of publication as given", |v, _| v.report.article.date.as_deref())
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
        Column::text(format!("meta_{name}"), definition, move |v, _| value(v.article, &field))
    })
}

fn size() -> Vec<Column> {
    let voice = |voice: Voice, definition: &'static str| {
        Column::whole(format!("sentences_{voice}"), "sentences", definition, move |v, _| voices(v.report, voice)).judged()
    };
    vec![
        Column::whole("words", "words", "Words and numbers", |v, _| v.report.article.words),
        Column::whole(
            "own_words",
            "words",
            "Words in the article's own voice: not in attributed content; bylines, datelines and credits are left out, headline and captions are not",
            |v, _| v.report.article.own_words,
        )
        .judged(),
        Column::text(
            "genre",
            "`news`, `wire`, `opinion`, `letters`, `analysis`, `interview`, `live`, `release`, `fact-check`, `review` or `court`, as docs/annotation.md defines them, or as the settings say; empty where the program is not sure, and for texts of fewer than 120 words",
            |v, _| v.report.article.genre.as_ref().and_then(|g| g.name).map(Genre::as_str),
        )
        .judged(),
        Column::whole("genre_percent", "percent", "How likely it is that genre", |v, _| {
            v.report.article.genre.as_ref().and_then(|g| g.percent).map(u64::from)
        })
        .judged()
        .formula("share of the exponential of the summed weights in models/en/genre.toml"),
        Column::whole(
            "opinion_percent",
            "percent",
            "How likely it is there to judge: an opinion piece, letters, a review",
            |v, _| v.report.article.genre.as_ref().map(|g| u64::from(g.opinion)),
        )
        .judged()
        .formula("sum over these genres"),
        Column::whole("sentences", "sentences", "Sentences", |v, _| v.report.article.sentences),
        voice(Voice::Outlet, "Sentences told by the article itself"),
        voice(Voice::Attributed, "Sentences that are wholly somebody's, and the article says whose"),
        voice(Voice::Mixed, "Sentences that are partly one, partly the other"),
        voice(Voice::Unvoiced, "Sentences with nothing to judge: questions, datelines, fragments"),
        Column::real(
            "attributed_sentence_share",
            "share",
            "Share of sentences that are wholly or partly somebody's, of those with anything to judge. It goes by voice: a sentence may \
             hold an attribution and still be the outlet's, and the second sentence of a quotation holds none and is attributed",
            |v, _| { let with = voices(v.report, Voice::Attributed) + voices(v.report, Voice::Mixed);
                 ratio(with, with + voices(v.report, Voice::Outlet), 1.0) },
        )
        .judged()
        .formula("(sentences_attributed + sentences_mixed) / (sentences - sentences_none)"),
    ]
}

fn speech() -> Vec<Column> {
    let kind = |kind: AttributionKind, definition: &'static str| {
        Column::whole(format!("attributions_{kind}"), "attributions", definition, move |v, _| attributions(v.report, &[kind]))
    };
    let share = |name: &'static str, kinds: &'static [AttributionKind], definition: &'static str| {
        Column::real(name, "share", definition, move |v, _| ratio(attributions(v.report, kinds), v.report.attributions.len() as u64, 1.0))
    };
    vec![
        Column::whole("attributions", "attributions", "Attributions: content handed over by a cue", |v, _| v.report.attributions.len()),
        kind(AttributionKind::Direct, "Attributions whose content is all in quotation marks"),
        kind(AttributionKind::Mixed, "Attributions of quotation and paraphrase"),
        kind(AttributionKind::Indirect, "Attributions of paraphrase only"),
        share("direct_share", &[AttributionKind::Direct, AttributionKind::Mixed], "Share of attributions that quote")
            .formula("(attributions_direct + attributions_mixed) / attributions")
            .reference("Zelizer 1989, 'Saying' as collective practice"),
        share("indirect_share", &[AttributionKind::Indirect], "Share of attributions that only paraphrase")
            .formula("attributions_indirect / attributions"),
    ]
}

fn sourcing() -> Vec<Column> {
    let kinds = |name: &'static str, kinds: &'static [SourceKind], definition: &'static str| {
        Column::whole(name, "sources", definition, move |v, _| sources(v.report, kinds)).formula("distinct sources of the article")
    };
    let index = |name: &'static str, id: &'static str, unit: &'static str, definition: &'static str| {
        Column::real(name, unit, definition, move |v, _| v.report.score(id).and_then(|s| s.value))
    };
    let marked = |v: &super::View<'_>, marks: &[bool]| v.report.sources.iter().zip(marks).filter(|(_, mark)| **mark).count() as u64;
    vec![
        kinds("sources", &SourceKind::ALL, "Distinct sources"),
        kinds("sources_named", &[SourceKind::NamedPerson, SourceKind::NamedOrganization], "Named persons and organizations"),
        kinds("sources_named_person", &[SourceKind::NamedPerson], "Named persons"),
        kinds("sources_named_organization", &[SourceKind::NamedOrganization], "Named organizations"),
        kinds("sources_document", &[SourceKind::Document], "Documents without a named issuer"),
        kinds("sources_unnamed", &[SourceKind::Unnamed], "Sources that could have been asked but are not named"),
        kinds("sources_collective", &[SourceKind::Collective], "Sources that are nobody in particular"),
        Column::whole("interests", "interests", "Interests that the sources speak for: a company and its officers are one", |v, _| {
            v.report.score("interests").map(|s| s.numerator)
        }),
        Column::whole(
            "sources_fully_identified",
            "sources",
            "Named organizations, and persons given with a full name and a title or description",
            move |v, _| marked(v, &v.measures.identified),
        )
        .formula("count of `fully_identified` in sources, joint sources left out")
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::whole("source_transparency", "0-4", "Fully identified sources, 4 for four or more", move |v, _| {
            marked(v, &v.measures.identified).min(4)
        })
        .formula("min(sources_fully_identified, 4)")
        .reference("Project for Excellence in Journalism 2005, The State of the News Media: level of source transparency"),
        Column::whole(
            "sources_official",
            "sources",
            "Sources that are a state body or hold a state office, as far as the text says so beside a mention",
            move |v, _| marked(v, &v.measures.official),
        )
        .formula("count of `official` in sources, joint sources left out")
        .reference("Sigal 1973, Reporters and Officials"),
        Column::real("official_source_share", "share", "Share of sources that are official", move |v, _| {
            let all = sources(v.report, &SourceKind::ALL);
            ratio(marked(v, &v.measures.official), all, 1.0)
        })
        .formula("sources_official / sources")
        .reference("Sigal 1973, Reporters and Officials; Bennett 1990, Toward a theory of press-state relations (indexing)"),
        Column::whole("attributed_words", "words", "Words in attributed content that has a source", |v, _| v.measures.attributed_words),
        Column::whole("sources_with_words", "sources", "Sources that have attributed words", |v, _| v.measures.with_words)
            .formula("count of sources with `words` above 0, joint sources as one"),
        Column::real("words_per_source", "words", "Attributed words of a source, on average", |v, _| {
            ratio(v.measures.attributed_words, v.measures.with_words, 1.0)
        })
        .formula("attributed_words / sources_with_words"),
        Column::text("largest_source", "Name of the source with the most attributed words, the first of equals", |v, _| {
            v.measures.largest.map(|i| v.report.sources[i].name.as_str())
        }),
        Column::whole("largest_source_words", "words", "Its attributed words", |v, _| {
            v.measures.largest.map(|i| v.report.sources[i].words)
        }),
        Column::real("largest_source_share", "share", "Its share of attributed words", |v, _| {
            let largest = v.measures.largest.map_or(0, |i| v.report.sources[i].words);
            ratio(largest, v.measures.attributed_words, 1.0)
        })
        .formula("largest_source_words / attributed_words")
        .reference("Berger and Parker 1970, Diversity of planktonic foraminifera (dominance)"),
        index("source_shannon", "source-diversity-shannon", "bits", "Shannon entropy of attributed words over sources")
            .formula("-sum p log2 p, p = a source's words / attributed_words")
            .reference("Shannon 1948, A mathematical theory of communication"),
        index("source_simpson", "source-diversity-simpson", "probability", "Chance that two attributed words have different sources")
            .formula("1 - sum w (w - 1) / (W (W - 1)), w = a source's words, W = attributed_words")
            .reference("Simpson 1949, Measurement of diversity"),
        Column::text("first_source", "Source of the first attribution that has one", |v, _| {
            v.measures.first.map(|i| v.report.sources[i].name.as_str())
        }),
        Column::text("first_source_kind", "Its kind, the codebook's word", |v, _| {
            v.measures.first.map(|i| v.report.sources[i].kind.as_str())
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
