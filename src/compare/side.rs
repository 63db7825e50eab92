//! Articles on one event side by side: who speaks, in which order and for how long; what each calls the same; what only one has.
use crate::{
    report::{Report, SourceCited, SourceKind},
    sheet::{Bar, Cell, Picture, Section, Sheet},
    wording::{Wording, of_articles},
};
use std::collections::{BTreeMap, BTreeSet};

/// Articles shorter than this have little to compare.
const SHORT: usize = 80;

/// The rules whose findings are told here.
const RULES: [(&str, &str); 3] =
    [("loaded-term", "loaded terms"), ("unattributed-assertion", "unattributed assertions"), ("vague-attribution", "vague attributions")];

/// Holds the articles side by side.
pub fn side_by_side(reports: &[Report]) -> Sheet {
    let labels = labels(reports);
    let wording = of_articles(reports);
    Sheet {
        title: format!("{} articles side by side", reports.len()),
        facts: vec!["What is told here is wording and sourcing. Which article is right, or better, is for you to judge.".to_owned()],
        warnings: warnings(reports, &labels),
        sections: vec![
            articles(reports, &labels),
            speakers(reports, &labels),
            parties(reports, &labels),
            calls(&wording, &labels),
            only(&wording, &labels),
            loaded(reports, &labels),
        ],
        methods: vec![
            "Persons are held for the same by their last name, organizations by their whole name, so two people of one name are one here.".to_owned(),
            "Names, numbers and quotations are found by how they are written: runs of capitals that are not only the start of a sentence, digits with their \
             unit, words in quotation marks. A quotation that another article has in part counts as had."
                .to_owned(),
        ],
    }
}

/// The outlet where it tells articles apart, else the id.
fn labels(reports: &[Report]) -> Vec<String> {
    let outlets: BTreeSet<&str> = reports.iter().filter_map(|r| r.article.outlet.as_deref()).collect();
    let told = outlets.len() == reports.len();
    let label = |r: &Report| if told { r.article.outlet.clone().unwrap_or_default() } else { r.article.id.clone() };
    reports.iter().map(label).collect()
}

fn warnings(reports: &[Report], labels: &[String]) -> Vec<String> {
    let mut warnings =
        vec!["One article is one case: what differs here says nothing of what its outlet does elsewhere. For that, compare tables of many articles.".to_owned()];
    let named = |wanted: &dyn Fn(&Report) -> bool| {
        let list: Vec<&str> = reports.iter().zip(labels).filter(|(r, _)| wanted(r)).map(|(_, l)| l.as_str()).collect();
        (!list.is_empty()).then(|| list.join(", "))
    };
    warnings.extend(named(&|r| r.unjudged().is_some()).map(|l| format!("Not judged, for the text is in another language: {l}.")));
    for (rule, what) in RULES {
        let off = named(&|r| r.unjudged().is_none() && !looked_for(r, rule));
        warnings.extend(off.map(|l| format!("Nobody looked for {what}, for the rule `{rule}` is switched off: {l}.")));
    }
    warnings.extend(named(&|r| r.article.words < SHORT).map(|l| format!("Fewer than {SHORT} words, so little can be told: {l}.")));
    let dates: BTreeSet<&str> = reports.iter().filter_map(|r| r.article.date.as_deref()).map(|d| d.get(..10).unwrap_or(d)).collect();
    if dates.len() > 1 {
        warnings.push("The articles are of different days: the later one may know more.".to_owned());
    }
    warnings
}

fn headline(report: &Report) -> &str {
    report.article.title.as_deref().or(report.headline().map(|(_, text)| text)).unwrap_or_default()
}

/// Was the article judged by this rule? One that is switched off has no score.
fn looked_for(report: &Report, rule: &str) -> bool {
    report.unjudged().is_none() && report.score(rule).is_some()
}

/// Loaded terms in the headline.
fn in_headline(report: &Report) -> Vec<&str> {
    let loaded = report.in_headline().into_iter().flatten().filter(|f| f.rule == "loaded-term");
    loaded.filter_map(|f| f.trigger()).map(|t| t.text.as_str()).collect()
}

fn articles(reports: &[Report], labels: &[String]) -> Section {
    let count = |r: &Report, rule: &str| looked_for(r, rule).then(|| r.findings.iter().filter(|f| f.rule == rule).count() as u64);
    let counted = |r: &Report, rule: &str| count(r, rule).map_or(Cell::None, Cell::Count);
    let rate = |r: &Report| {
        let loaded = count(r, "loaded-term").filter(|_| r.article.own_words > 0)?;
        Some(1000.0 * loaded as f64 / r.article.own_words as f64)
    };
    let judged = |r: &Report, n: usize| if r.unjudged().is_some() { Cell::None } else { Cell::Count(n as u64) };
    Section::of(
        "articles",
        "Headline against headline",
        "Each article's headline, and its size: words, words of its own voice, sources, marks.",
        reports.iter().zip(labels),
        &[
            ("article", "article", &|(_, label)| Cell::text(*label)),
            ("headline", "headline", &|(r, _)| Cell::text(headline(r))),
            ("headline_loaded", "loaded in it", &|(r, _)| Cell::text(in_headline(r).join(", "))),
            ("date", "", &|(r, _)| r.article.date.as_deref().map_or(Cell::None, Cell::text)),
            ("words", "words", &|(r, _)| Cell::Count(r.article.words as u64)),
            ("own_words", "of its own", &|(r, _)| usize::try_from(r.article.own_words).map_or(Cell::None, |n| judged(r, n))),
            ("sources", "sources", &|(r, _)| judged(r, r.sources.len())),
            ("named_sources", "named", &|(r, _)| judged(r, r.sources.iter().filter(|s| s.kind.is_named()).count())),
            ("loaded_terms", "loaded terms", &|(r, _)| counted(r, "loaded-term")),
            ("loaded_per_1000", "per 1,000 own words", &|(r, _)| Cell::number(rate(r), 1)),
            ("unattributed", "unattributed", &|(r, _)| counted(r, "unattributed-assertion")),
            ("vague", "vague", &|(r, _)| counted(r, "vague-attribution")),
        ],
    )
}

/// What a source is known by across articles; nothing for those without a name.
fn party(source: &SourceCited) -> Option<String> {
    let name = source.name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    match source.kind {
        SourceKind::NamedPerson => name.split_whitespace().next_back().map(str::to_owned),
        SourceKind::NamedOrganization => Some(name.to_owned()),
        _ => None,
    }
}

/// A source, its article, its place in the order of those that are heard there, and all attributed words of the article.
struct Speaker<'a> {
    source: &'a SourceCited,
    label: &'a str,
    order: u64,
    total: u64,
}

fn speakers(reports: &[Report], labels: &[String]) -> Section {
    let articles = reports.iter().zip(labels).flat_map(|(report, label)| {
        let sources = report.heard();
        let total = sources.iter().map(|s| s.words).sum();
        (1..).zip(sources).map(move |(order, source)| Speaker { source, label, order, total })
    });
    let all: Vec<Speaker<'_>> = articles.collect();
    let mut section = Section::of(
        "speakers",
        "Who speaks",
        "Sources in the order in which each article brings them, with the words that are theirs.",
        &all,
        &[
            ("article", "article", &|s| Cell::text(s.label)),
            ("order", "order", &|s| Cell::Count(s.order)),
            ("source", "source", &|s| Cell::text(&s.source.name)),
            ("kind", "kind", &|s| Cell::text(s.source.kind.as_str())),
            ("party", "", &|s| party(s.source).map_or(Cell::None, Cell::text)),
            ("statements", "statements", &|s| Cell::Count(s.source.attributions.len() as u64)),
            ("words", "words", &|s| Cell::Count(s.source.words)),
            ("share", "share of attributed words", &|s| Cell::number((s.total > 0).then(|| s.source.words as f64 / s.total as f64), 2)),
            ("line", "first in line", &|s| s.source.mentions.first().map_or(Cell::None, |m| Cell::Count(m.line as u64))),
        ],
    );
    for same in all.chunk_by(|a, b| std::ptr::eq(a.label, b.label)) {
        let bars = same.iter().map(|s| Bar { label: s.source.name.clone(), value: s.source.words as f64 }).collect();
        let title = same.first().map_or("", |s| s.label).to_owned();
        section.pictures.push(Picture::Bars { title, unit: "words".to_owned(), bars });
    }
    section
}

/// By article: words, and place in the order of its sources.
type Heard = BTreeMap<usize, (u64, usize)>;

fn parties(reports: &[Report], labels: &[String]) -> Section {
    // By party: its longest name, and for each article that hears it, words and place.
    let mut known: BTreeMap<String, (&str, Heard)> = BTreeMap::new();
    for (a, report) in reports.iter().enumerate() {
        for (order, s) in (1..).zip(report.heard()) {
            let Some(party) = party(s) else { continue };
            let (name, heard) = known.entry(party).or_insert((&s.name, Heard::new()));
            if s.name.len() > name.len() {
                *name = &s.name;
            }
            heard.entry(a).or_insert((0, order)).0 += s.words;
        }
    }
    let words = |heard: &Heard| heard.values().map(|(words, _)| words).sum::<u64>();
    let mut rows: Vec<_> = known.into_values().collect();
    rows.sort_by_key(|(_, heard)| std::cmp::Reverse(words(heard)));
    let list = |heard: &Heard, is: bool| {
        let there = labels.iter().enumerate().filter(|(a, _)| heard.contains_key(a) == is && reports[*a].unjudged().is_none());
        there.map(|(_, l)| l.as_str()).collect::<Vec<_>>().join(", ")
    };
    let detail = |heard: &Heard| {
        heard.iter().map(|(&a, (words, order))| format!("{}: {words} as no. {order}", labels[a])).collect::<Vec<_>>().join("; ")
    };
    Section::of(
        "heard",
        "Which party is heard where",
        "Every named source of any article: how many words it has in each, and as which it comes.",
        rows,
        &[
            ("source", "source", &|(name, _)| Cell::text(*name)),
            ("heard_in", "heard in", &|(_, heard)| Cell::text(list(heard, true))),
            ("not_in", "not in", &|(_, heard)| Cell::text(list(heard, false))),
            ("words", "words in all", &|(_, heard)| Cell::Count(words(heard))),
            ("detail", "words, and place in the order", &|(_, heard)| Cell::text(detail(heard))),
        ],
    )
}

fn calls(wording: &Wording, labels: &[String]) -> Section {
    let shared = wording.names.iter().filter(|n| n.uses.len() > 1);
    let list = |words: &BTreeSet<String>| words.iter().map(String::as_str).collect::<Vec<_>>().join("; ");
    Section::of(
        "called",
        "What each calls the same",
        "Names that two articles or more have: the forms that each uses, and what it says beside them.",
        shared.flat_map(|name| name.uses.iter().map(move |(&a, used)| (name, a, used))),
        &[
            ("name", "name", &|(name, ..)| Cell::text(&name.longest)),
            ("article", "article", &|&(_, a, _)| Cell::text(&labels[a])),
            ("times", "times", &|(.., used)| Cell::Count(used.times)),
            ("forms", "forms", &|(.., used)| Cell::text(list(&used.forms))),
            ("described_as", "described as", &|(.., used)| Cell::text(list(&used.described))),
        ],
    )
}

fn only(wording: &Wording, labels: &[String]) -> Section {
    let mut rows: Vec<(usize, &str, &str)> = Vec::new();
    rows.extend(
        wording.names.iter().filter(|n| n.uses.len() == 1).filter_map(|n| Some((*n.uses.keys().next()?, "name", n.longest.as_str()))),
    );
    rows.extend(wording.numbers.iter().map(|(a, n)| (*a, "number", n.as_str())));
    rows.extend(wording.quotations.iter().map(|(a, q)| (*a, "quotation", q.as_str())));
    rows.sort_by_key(|r| r.0);
    Section::of(
        "only",
        "What only one has",
        "Names, numbers and quotations that stand in one article and in none of the others.",
        rows,
        &[
            ("article", "article", &|&(a, ..)| Cell::text(&labels[a])),
            ("what", "what", &|(_, what, _)| Cell::text(*what)),
            ("text", "text", &|(.., text)| Cell::text(*text)),
        ],
    )
}

fn loaded(reports: &[Report], labels: &[String]) -> Section {
    let mut rows: BTreeMap<(&str, usize), BTreeMap<String, u64>> = BTreeMap::new();
    for (a, report) in reports.iter().enumerate() {
        for f in report.findings.iter().filter(|f| f.rule == "loaded-term") {
            let term = f.trigger().map(|t| t.text.to_lowercase()).unwrap_or_default();
            *rows.entry((f.category.as_deref().unwrap_or_default(), a)).or_default().entry(term).or_default() += 1;
        }
    }
    let list = |terms: &BTreeMap<String, u64>| {
        let term = |(term, n): (&String, &u64)| if *n > 1 { format!("{term} ({n})") } else { term.clone() };
        terms.iter().map(term).collect::<Vec<_>>().join(", ")
    };
    Section::of(
        "loaded",
        "Loaded terms",
        "Terms in each article's own voice that carry a judgement, by lexicon; those inside quotations and attributed words are not counted.",
        rows,
        &[
            ("category", "lexicon", &|((category, _), _)| Cell::text(*category)),
            ("article", "article", &|&((_, a), _)| Cell::text(&labels[a])),
            ("times", "times", &|(_, terms)| Cell::Count(terms.values().sum())),
            ("terms", "terms", &|(_, terms)| Cell::text(list(terms))),
        ],
    )
}
