//! Even-handed: swapping who is who in an article changes no count, only the names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use sayso::{
    Analyzer, Article,
    config::{Engine, Profile, Settings},
    document::{Document, Form, Pos, Tag},
    lexicon::{Kind, Lexicons},
};
use std::collections::BTreeMap;

/// Names that could stand on either side of a story: parties, movements, countries, peoples, faiths, politicians, institutions.
const PAIRS: &[(&str, &str)] = &[
    // Parties and movements.
    ("Democrats", "Republicans"),
    ("Conservatives", "Liberals"),
    ("Labour", "the Tories"),
    ("the Greens", "the Nationalists"),
    ("the Social Democrats", "the Christian Democrats"),
    ("the Democratic Party", "the Republican Party"),
    ("the Labour Party", "the Conservative Party"),
    ("Progressives", "Libertarians"),
    ("Unionists", "Republicans"),
    ("the Left Party", "the Right Party"),
    ("the Workers' Party", "the Employers' Party"),
    ("Fatah", "Likud"),
    // Countries.
    ("Russia", "Ukraine"),
    ("Israel", "Iran"),
    ("China", "Taiwan"),
    ("India", "Pakistan"),
    ("Armenia", "Azerbaijan"),
    ("Greece", "Turkey"),
    ("Serbia", "Kosovo"),
    ("Ethiopia", "Eritrea"),
    ("North Korea", "South Korea"),
    ("the United States", "the Soviet Union"),
    ("France", "Germany"),
    ("Britain", "Ireland"),
    ("Cuba", "Venezuela"),
    ("Saudi Arabia", "Qatar"),
    ("Norland", "Sudmark"),
    // Peoples.
    ("Israelis", "Palestinians"),
    ("Russians", "Ukrainians"),
    ("Turks", "Kurds"),
    ("Serbs", "Albanians"),
    ("Hutus", "Tutsis"),
    ("Catalans", "Castilians"),
    // Faiths.
    ("Muslims", "Christians"),
    ("Hindus", "Muslims"),
    ("Jews", "Catholics"),
    ("Protestants", "Catholics"),
    ("Sunnis", "Shiites"),
    ("Buddhists", "Sikhs"),
    ("Mormons", "Methodists"),
    ("Atheists", "Evangelicals"),
    // Politicians, public and invented.
    ("Donald Trump", "Joe Biden"),
    ("Hillary Clinton", "Donald Trump"),
    ("Barack Obama", "Mitt Romney"),
    ("Vladimir Putin", "Volodymyr Zelensky"),
    ("Boris Johnson", "Jeremy Corbyn"),
    ("Emmanuel Macron", "Marine Le Pen"),
    ("Narendra Modi", "Rahul Gandhi"),
    ("Anna Brandt", "Peter Olsen"),
    ("Maria Costa", "Elena Rossi"),
    // Institutions.
    ("the Senate", "the Assembly"),
    ("the Kremlin", "the Elysée"),
    ("the senators", "the governors"),
    ("the unions", "the employers"),
];

/// Names that were added when all the others were even. Some of them have since been listed in `peoples.toml`, and pairs unequal in
/// kind (a people and a party) were replaced, so this too is no blind trial.
const UNSEEN: &[(&str, &str)] = &[
    ("the Whigs", "the Cavaliers"),
    ("Fianna Fáil", "Sinn Féin"),
    ("the Bloc", "the New Democrats"),
    ("the Farmers' Party", "the People's Party"),
    ("the Freedom Party", "the Green Party"),
    ("the Socialists", "the Monarchists"),
    ("the Republicans", "the Federalists"),
    ("the Right", "the Left"),
    ("the Taliban", "the Northern Alliance"),
    ("Hamas", "Hezbollah"),
    ("Syriza", "Vox"),
    ("Georgia", "Abkhazia"),
    ("Sudan", "South Sudan"),
    ("Bolivia", "Chile"),
    ("Thailand", "Cambodia"),
    ("Hungary", "Romania"),
    ("the Philippines", "the Netherlands"),
    ("New Zealand", "Papua New Guinea"),
    ("Jordan", "Oman"),
    ("Chad", "Niger"),
    ("Ostrava", "Vellmark"),
    ("Tamils", "Sinhalese"),
    ("Uighurs", "Tibetans"),
    ("Basques", "Galicians"),
    ("Poles", "Czechs"),
    ("Danes", "Swedes"),
    ("the Maya", "the Sami"),
    ("Copts", "Salafists"),
    ("Quakers", "Lutherans"),
    ("Zoroastrians", "Bahais"),
    ("Baptists", "Anglicans"),
    ("the Maronites", "the Alawites"),
    ("Orthodox Jews", "Reform Jews"),
    ("Angela Merkel", "Olaf Scholz"),
    ("Jair Bolsonaro", "Lula da Silva"),
    ("Keir Starmer", "Rishi Sunak"),
    ("Nancy Pelosi", "Mitch McConnell"),
    ("Aung San Suu Kyi", "Min Aung Hlaing"),
    ("Xi Jinping", "Tsai Ing-wen"),
    ("Mrs. Halloran", "Mr. Okonjo"),
    ("Sen. Grey", "Gov. White"),
    ("Brandt", "Olsen"),
    ("the Ministry of Health", "the Ministry of Trade"),
    ("the Herald", "the Gazette"),
    ("Parliament", "Congress"),
    ("the farmers", "the landlords"),
];

/// Short stories of two sides, `{A}` and `{B}`.
const TEXTS: &[&str] = &[
    "{A} slammed {B} on Monday. {B} fired back within an hour.",
    "{A} met {B} in the capital on Tuesday. The talks lasted four hours.",
    "The regime in the north praised {A}. It warned {B} against a reply.",
    "{A} claimed that {B} had broken the truce. {B} denied it.",
    "Critics said {A} had failed the coast. Supporters of {B} disagreed.",
    "The so-called plan of {A} shocked {B}.",
    "{A} accused {B} of lying about the dam. {B} called the charge absurd.",
    "“The offer is a disgrace,” {A} said. {B} did not comment.",
    "According to {A}, the bridge was closed in May. {B} said it was closed in June.",
    "{A} won the vote. {B} lost by two hundred ballots.",
    "{A} used the crisis to weaken {B}.",
    "{A} wanted to humiliate {B} before the summit.",
    "The attack by {A} on {B} was the worst in decades.",
    "{A} will lose to {B} in the spring.",
    "{A} shamefully ignored the letter that {B} had sent.",
    "It was widely believed that {A} had paid {B}.",
    "{A} reportedly offered {B} a seat on the board.",
    "An official who asked not to be named said {A} had threatened {B}.",
    "{A} and {B} signed the treaty at noon on Friday.",
    "{A} occupied the valley. {B} liberated the town two days later.",
    "Extremists among {A} attacked a market. Moderates among {B} stayed away.",
    "{A} brazenly smeared {B} in a leaflet.",
    "The landmark deal that {A} reached with {B} saved the harbour.",
    "{A} told reporters that {B} was to blame. {B} told reporters that {A} was to blame.",
    "As a result of the boycott by {A}, the shops of {B} closed.",
    "Nobody trusted {A} any more. Everybody feared {B}.",
    "{A} published a report. The report said that {B} had hidden the costs.",
    "A spokesman for {A} said the claim of {B} was baseless.",
    "{A} admitted a mistake. {B} insisted that there was none.",
    "About 40 percent of the farms belonged to {A}. The rest belonged to {B}.",
    "{A} rejected the “peace plan” that {B} had drawn up.",
    "{A} launched a vicious campaign against {B}.",
    "Experts say {A} could overtake {B} within a year.",
    "{A} apologised to {B} for the delay.",
    "{B} is to blame for the flood, {A} wrote in a letter to the mayor.",
    "{A} tried to bully {B} into a deal. The tactic failed.",
    "Of course, {A} never answered the question that {B} had asked.",
    "{A} ripped into {B}, and {B} tore into {A}.",
    "The corrupt allies of {A} robbed the pensions of {B}.",
    "{A} hailed the ruling as historic. {B} condemned it as a farce.",
];

/// Number of findings and of excused findings by rule.
fn counts(analyzer: &Analyzer, text: &str, a: &str, b: &str) -> BTreeMap<(String, bool), usize> {
    let text = sentence_case(&text.replace("{A}", a).replace("{B}", b));
    let report = analyzer.analyze(&Article::new("swap", text).unwrap());
    let mut out = BTreeMap::new();
    for f in report.findings.iter().chain(&report.excused) {
        *out.entry((f.rule.clone(), f.because.is_some())).or_default() += 1;
    }
    out
}

/// A name such as `the Greens` takes a capital where a sentence begins with it.
fn sentence_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = true;
    for c in text.chars() {
        if start && c.is_alphabetic() {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = matches!(c, '.') || (start && !c.is_alphanumeric());
    }
    out
}

/// Every swap that changes a count.
fn uneven(analyzer: &Analyzer, pairs: &[(&str, &str)]) -> Vec<String> {
    let mut out = Vec::new();
    for text in TEXTS {
        for &(a, b) in pairs {
            let (one, other) = (counts(analyzer, text, a, b), counts(analyzer, text, b, a));
            if one != other {
                out.push(format!("{a} / {b} in {text:?}:\n    {one:?}\n    {other:?}"));
            }
        }
    }
    out
}

#[test]
fn there_are_enough_pairs_and_texts() {
    assert!(PAIRS.len() >= 50 && UNSEEN.len() >= 40 && TEXTS.len() >= 40);
}

/// With the fast engine one is left: *it* may be *the Bloc*, but not *the New Democrats*. The number may only become less.
#[test]
fn swapping_the_sides_changes_no_count() {
    for (engine, allowed) in [(Engine::Context, 0), (Engine::Fast, 1)] {
        let settings = Settings { engine, profile: Profile::Research, ..Settings::default() };
        let analyzer = Analyzer::builder().settings(settings).build();
        for pairs in [PAIRS, UNSEEN] {
            let faults = uneven(&analyzer, pairs);
            let told =
                format!("{engine:?}: {} of {} swaps change a count:\n{}", faults.len(), pairs.len() * TEXTS.len(), faults.join("\n"));
            assert!(faults.len() <= allowed, "{told}");
        }
    }
}

/// The lexicons themselves know no side: what they find does not depend on who stands where.
#[test]
fn swapping_the_sides_changes_no_lexicon_hit() {
    let lexicons = Lexicons::builtin();
    let hits = |text: &str, a: &str, b: &str| {
        let article = Article::new("swap", sentence_case(&text.replace("{A}", a).replace("{B}", b))).unwrap();
        let doc = Document::parse(&article);
        // One tag for every token: conditions on the part of speech judge the tagger, not the lexicon.
        let tags = vec![Tag { pos: Pos::Verb, form: Form::Gerund }; doc.tokens().len()];
        let found = lexicons.scan(&doc, &tags);
        let mut loaded: Vec<String> =
            found.iter().map(|h| lexicons.entry(h.entry)).filter(|e| e.kind == Kind::Loaded).map(|e| e.id.clone()).collect();
        loaded.sort();
        loaded
    };
    for text in TEXTS {
        for &(a, b) in PAIRS {
            assert_eq!(hits(text, a, b), hits(text, b, a), "{a} / {b} in {text:?}");
        }
    }
}

#[test]
fn the_texts_have_findings_of_many_rules() {
    let analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() }).build();
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    for text in TEXTS {
        for ((rule, _), n) in counts(&analyzer, text, "Norland", "Sudmark") {
            *rules.entry(rule).or_default() += n;
        }
    }
    assert!(rules.get("loaded-term").is_some_and(|&n| n >= 20), "{rules:?}");
    assert!(rules.len() >= 3, "{rules:?}");
}
