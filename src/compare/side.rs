//! Articles on one event side by side: who speaks, in which order and for how long; what each calls the same; what only one has.
use crate::{
    report::{FindingCited, Report, SourceCited, SourceKind},
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
    report.unjudged().is_none() && report.scores.iter().any(|s| s.id == rule)
}

/// Loaded terms in the headline.
fn in_headline(report: &Report) -> Vec<&str> {
    let Some((paragraph, _)) = report.headline() else { return Vec::new() };
    let within = |f: &&FindingCited| report.sentences.get(f.sentence).is_some_and(|s| s.paragraph == paragraph);
    let loaded = report.findings.iter().filter(|f| f.rule == "loaded-term").filter(within);
    loaded.filter_map(|f| f.evidence.first()).map(|e| e.span.text.as_str()).collect()
}

fn articles(reports: &[Report], labels: &[String]) -> Section {
    let mut section = Section::new(
        "articles",
        "Headline against headline",
        "Each article's headline, and its size: words, words of its own voice, sources, marks.",
        &[
            ("article", "article"),
            ("headline", "headline"),
            ("headline_loaded", "loaded in it"),
            ("date", ""),
            ("words", "words"),
            ("own_words", "of its own"),
            ("sources", "sources"),
            ("named_sources", "named"),
            ("loaded_terms", "loaded terms"),
            ("loaded_per_1000", "per 1,000 own words"),
            ("unattributed", "unattributed"),
            ("vague", "vague"),
        ],
    );
    for (report, label) in reports.iter().zip(labels) {
        let count = |rule: &str| looked_for(report, rule).then(|| report.findings.iter().filter(|f| f.rule == rule).count() as u64);
        let judged = |n: usize| if report.unjudged().is_some() { Cell::None } else { Cell::Count(n as u64) };
        let loaded = count("loaded-term");
        let rate = loaded.filter(|_| report.article.own_words > 0).map(|n| 1000.0 * n as f64 / report.article.own_words as f64);
        section.rows.push(vec![
            Cell::text(label),
            Cell::text(headline(report)),
            Cell::text(in_headline(report).join(", ")),
            report.article.date.as_deref().map_or(Cell::None, Cell::text),
            Cell::Count(report.article.words as u64),
            usize::try_from(report.article.own_words).map_or(Cell::None, judged),
            judged(report.sources.len()),
            judged(report.sources.iter().filter(|s| s.kind.is_named()).count()),
            loaded.map_or(Cell::None, Cell::Count),
            Cell::number(rate, 1),
            count("unattributed-assertion").map_or(Cell::None, Cell::Count),
            count("vague-attribution").map_or(Cell::None, Cell::Count),
        ]);
    }
    section
}

/// Sources in the order in which the article brings them.
fn in_order(report: &Report) -> Vec<&SourceCited> {
    let mut sources: Vec<&SourceCited> = report.sources.iter().filter(|s| !s.attributions.is_empty()).collect();
    sources.sort_by_key(|s| s.mentions.first().map_or(usize::MAX, |m| m.at.start));
    sources
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

fn speakers(reports: &[Report], labels: &[String]) -> Section {
    let mut section = Section::new(
        "speakers",
        "Who speaks",
        "Sources in the order in which each article brings them, with the words that are theirs.",
        &[
            ("article", "article"),
            ("order", "order"),
            ("source", "source"),
            ("kind", "kind"),
            ("party", ""),
            ("statements", "statements"),
            ("words", "words"),
            ("share", "share of attributed words"),
            ("line", "first in line"),
        ],
    );
    for (report, label) in reports.iter().zip(labels) {
        let sources = in_order(report);
        let total: u64 = sources.iter().map(|s| s.words).sum();
        for (order, s) in (1..).zip(&sources) {
            section.rows.push(vec![
                Cell::text(label),
                Cell::Count(order),
                Cell::text(&s.name),
                Cell::text(s.kind.as_str()),
                party(s).map_or(Cell::None, Cell::text),
                Cell::Count(s.attributions.len() as u64),
                Cell::Count(s.words),
                Cell::number((total > 0).then(|| s.words as f64 / total as f64), 2),
                s.mentions.first().map_or(Cell::None, |m| Cell::Count(m.line as u64)),
            ]);
        }
        let bars: Vec<Bar> = sources.iter().map(|s| Bar { label: s.name.clone(), value: s.words as f64 }).collect();
        if !bars.is_empty() {
            section.pictures.push(Picture::Bars { title: label.clone(), unit: "words".to_owned(), bars });
        }
    }
    section
}

/// By article: words, and place in the order of its sources.
type Heard = BTreeMap<usize, (u64, usize)>;

fn parties(reports: &[Report], labels: &[String]) -> Section {
    let mut section = Section::new(
        "heard",
        "Which party is heard where",
        "Every named source of any article: how many words it has in each, and as which it comes.",
        &[
            ("source", "source"),
            ("heard_in", "heard in"),
            ("not_in", "not in"),
            ("words", "words in all"),
            ("detail", "words, and place in the order"),
        ],
    );
    // By party: its longest name, and for each article that hears it, words and place.
    let mut known: BTreeMap<String, (&str, Heard)> = BTreeMap::new();
    for (a, report) in reports.iter().enumerate() {
        for (order, s) in (1..).zip(in_order(report)) {
            let Some(party) = party(s) else { continue };
            let (name, heard) = known.entry(party).or_insert((&s.name, Heard::new()));
            if s.name.len() > name.len() {
                *name = &s.name;
            }
            heard.entry(a).or_insert((0, order)).0 += s.words;
        }
    }
    let mut rows: Vec<_> = known.into_values().collect();
    rows.sort_by_key(|(_, heard)| std::cmp::Reverse(heard.values().map(|(w, _)| w).sum::<u64>()));
    for (name, heard) in rows {
        let list = |is: bool| {
            (0..reports.len())
                .filter(|&a| heard.contains_key(&a) == is && reports[a].unjudged().is_none())
                .map(|a| labels[a].as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let detail: Vec<String> = heard.iter().map(|(&a, (words, order))| format!("{}: {words} as no. {order}", labels[a])).collect();
        section.rows.push(vec![
            Cell::text(name),
            Cell::text(list(true)),
            Cell::text(list(false)),
            Cell::Count(heard.values().map(|(w, _)| w).sum()),
            Cell::text(detail.join("; ")),
        ]);
    }
    section
}

fn calls(wording: &Wording, labels: &[String]) -> Section {
    let mut section = Section::new(
        "called",
        "What each calls the same",
        "Names that two articles or more have: the forms that each uses, and what it says beside them.",
        &[("name", "name"), ("article", "article"), ("times", "times"), ("forms", "forms"), ("described_as", "described as")],
    );
    for name in wording.names.iter().filter(|n| n.uses.len() > 1) {
        for (&a, used) in &name.uses {
            let list = |words: &BTreeSet<String>| words.iter().map(String::as_str).collect::<Vec<_>>().join("; ");
            section.rows.push(vec![
                Cell::text(&name.longest),
                Cell::text(&labels[a]),
                Cell::Count(used.times),
                Cell::text(list(&used.forms)),
                Cell::text(list(&used.described)),
            ]);
        }
    }
    section
}

fn only(wording: &Wording, labels: &[String]) -> Section {
    let mut section = Section::new(
        "only",
        "What only one has",
        "Names, numbers and quotations that stand in one article and in none of the others.",
        &[("article", "article"), ("what", "what"), ("text", "text")],
    );
    let mut rows: Vec<(usize, &str, &str)> = Vec::new();
    rows.extend(
        wording.names.iter().filter(|n| n.uses.len() == 1).filter_map(|n| Some((*n.uses.keys().next()?, "name", n.longest.as_str()))),
    );
    rows.extend(wording.numbers.iter().map(|(a, n)| (*a, "number", n.as_str())));
    rows.extend(wording.quotations.iter().map(|(a, q)| (*a, "quotation", q.as_str())));
    rows.sort_by_key(|r| r.0);
    section.rows = rows.into_iter().map(|(a, what, text)| vec![Cell::text(&labels[a]), Cell::text(what), Cell::text(text)]).collect();
    section
}

fn loaded(reports: &[Report], labels: &[String]) -> Section {
    let mut section = Section::new(
        "loaded",
        "Loaded terms",
        "Terms in each article's own voice that carry a judgement, by lexicon; those inside quotations and attributed words are not counted.",
        &[("category", "lexicon"), ("article", "article"), ("times", "times"), ("terms", "terms")],
    );
    let mut rows: BTreeMap<(&str, usize), BTreeMap<String, u64>> = BTreeMap::new();
    for (a, report) in reports.iter().enumerate() {
        for f in report.findings.iter().filter(|f| f.rule == "loaded-term") {
            let term = f.evidence.first().map(|e| e.span.text.to_lowercase()).unwrap_or_default();
            *rows.entry((f.category.as_deref().unwrap_or_default(), a)).or_default().entry(term).or_default() += 1;
        }
    }
    for ((category, a), terms) in rows {
        let list: Vec<String> = terms.iter().map(|(t, n)| if *n > 1 { format!("{t} ({n})") } else { t.clone() }).collect();
        section.rows.push(vec![
            Cell::text(category),
            Cell::text(&labels[a]),
            Cell::Count(terms.values().sum()),
            Cell::text(list.join(", ")),
        ]);
    }
    section
}
