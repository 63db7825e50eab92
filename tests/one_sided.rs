//! Eighty short articles of our own, half of them with one party that is accused and neither heard nor asked: `tests/cases/one-sided.jsonl`.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]
use sayso::{
    Analyzer, Article,
    config::{Engine, Profile, Settings},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    accused: Option<String>,
}

#[test]
fn who_is_accused_unheard_is_told_and_nobody_else() {
    let cases: Vec<Case> = include_str!("cases/one-sided.jsonl").lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(cases.len() >= 60);
    for (engine, floor) in [(Engine::Context, 19), (Engine::Fast, 16)] {
        let analyzer = Analyzer::builder().settings(Settings { engine, ..Settings::default() }).build();
        let (mut right, mut wrong, mut missed) = (0, Vec::new(), 0);
        for case in &cases {
            let report = analyzer.analyze(&Article::new("t", case.text.clone()).unwrap());
            let found: Vec<&str> = report.findings.iter().filter(|f| f.rule == "one-sided-sourcing").map(|f| f.message.as_str()).collect();
            let is_accused = |message: &&&str| {
                let name = message.split(" is accused").next().unwrap().split(" are accused").next().unwrap();
                let last = |name: &str| name.rsplit(' ').next().unwrap().to_owned();
                case.accused.as_deref().is_some_and(|accused| last(accused) == last(name))
            };
            wrong.extend(found.iter().filter(|m| !is_accused(m)).map(|m| (*m).to_owned()));
            right += usize::from(found.iter().any(|m| is_accused(&m)));
            missed += usize::from(case.accused.is_some() && !found.iter().any(|m| is_accused(&m)));
        }
        println!("{}: {right} right, {missed} missed, wrong: {wrong:?}", engine.as_str());
        assert!(right * 100 >= (right + wrong.len()) * 85, "{wrong:?}");
        assert!(right >= floor, "{right}");
    }
}

/// How sure the engine is stands there only where it was asked: not where a source accuses, or where the verb is *accuse* or *blame*.
#[test]
fn a_confidence_is_that_of_the_engine() {
    let analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() }).build();
    for (text, asked) in [
        ("Norlund, which lied about the cement, opened the hall, Omar Kell said.", false),
        ("Omar Kell blamed Norlund for the leak. \"It is a shame,\" Omar Kell said.", false),
        ("Norlund misled the tenants about the cement.\n\nThe hall leaks, Omar Kell said. It was built in 2029.", true),
    ] {
        let report = analyzer.analyze(&Article::new("t", text).unwrap());
        let found: Vec<_> = report.findings.iter().filter(|f| f.rule == "one-sided-sourcing").collect();
        assert!(found.len() == 1 && found[0].confidence.is_some() == asked, "{text} {found:?}");
    }
}

/// Whom each story accuses; `-` for nobody. In all of them somebody else is heard.
const STORIES: &str = "\
Norlund, which lied about the cement, opened the hall, Omar Kell said. | Norlund
Ada Brandt, the treasurer, misled the tenants, Omar Kell said. | Ada Brandt
Tenants were cheated by Norlund for years, Omar Kell said. | Norlund
Ada Brandt, cheated by Norlund for years, moved out, Omar Kell said. | Norlund
Norlund lied, hid the file and threatened to ruin the tenants, Omar Kell said. | Norlund
Norlund did not lie about the cement, Omar Kell said. | -
Nobody can blame Norlund for the leak, Omar Kell said. | -
Norlund won without breaking the rules, Omar Kell said. | -
Norlund declined to mislead the court, Omar Kell said. | -
Lena Roe urged Norlund to lie about the cement, Omar Kell said. | -
Norlund blamed the storm for the leak, Omar Kell said. | -
Omar Kell blamed Norlund for the leak. | Norlund
Norlund was accused of lying, Omar Kell said. | Norlund
Omar Kell accused the Norlund president of lying. | -
Omar Kell blamed Brandt's book for the row. | -
The hall leaks because Norlund lied about the cement, Omar Kell said. | Norlund
Grange & Hollis lied about the heating, Omar Kell said. | Grange & Hollis
Norlund was to blame for the leak, Omar Kell said. | Norlund
Villagers killed two guards, Omar Kell said. | -
Qatar lied about the cement, Omar Kell said. | Qatar
Saudi Arabia lied about the cement, Omar Kell said. | Saudi Arabia
The Norlund board lied about the cement, Omar Kell said. The mayor said the hall was sound. | -
Norlund lied about the cement, Omar Kell said. Norlund's lawyer, Lena Roe, said the cement was sound. | -
Norlund lied about the cement, Omar Kell said. Lena Roe, a lawyer for Norlund, said the cement was sound. | -
Norlund lied about the cement, Omar Kell said. A worker said the hall was old. | Norlund
Norlund lied about the cement, the engineer Omar Kell said. | Norlund
Norlund lied about the cement, Omar Kell said. Norlund did not respond to a request for comment. | -
Norlund lied about the cement, Omar Kell said. Norlund said it had told the truth. | -
Omar Kell accused the Clean Harbour Act of killing jobs. | -
Omar Kell blamed the Harle Water Treaty for the leak. | -
Omar Kell accused Anna Law of lying. | Anna Law
Omar Kell accused the Tarn Post of lying. | The Tarn Post
Omar Kell blamed the Orvane Muslims for the leak. | -
Omar Kell blamed the New Democrats for the leak. | -
Omar Kell blamed the Orvane Miners for the leak. | -
Omar Kell blamed the Rangers for the leak. | -
Omar Kell blamed the French for the leak. | -
Omar Kell blamed the Dutch for the leak. | -
Omar Kell blamed Islam for the leak. | -
Omar Kell blamed Christianity for the leak. | -
Omar Kell blamed the Left for the leak. | -
Omar Kell blamed the French Senate for the leak. | The French Senate
Omar Kell blamed Anna French for the leak. | Anna French
Omar Kell blamed Monday for the leak. | -
Omar Kell blamed March for the leak. | -
Omar Kell blamed a former Brandt Aide for the leak. | -
Omar Kell blamed the Senate for the leak. | The Senate
Norlund never lied about the cement, Omar Kell said. | -
Omar Kell never blamed Norlund for the leak. | -
Norlund was blamed for the leak, Omar Kell said. | Norlund
Norlund was misled for years, Omar Kell said. | -
Norlund, misled by Grange & Hollis, moved out, Omar Kell said. | Grange & Hollis";

#[test]
fn whose_act_it_is_shows_by_the_order_of_the_words() {
    let analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() }).build();
    let wrong: Vec<String> = (STORIES.lines())
        .filter_map(|line| {
            let (text, accused) = line.split_once(" | ").unwrap();
            let report = analyzer.analyze(&Article::new("t", text).unwrap());
            let found: Vec<&str> = report
                .findings
                .iter()
                .filter(|f| f.rule == "one-sided-sourcing")
                .map(|f| f.message.split(" is accused").next().unwrap().split(" are accused").next().unwrap())
                .collect();
            let right = if accused == "-" { found.is_empty() } else { found == [accused] };
            (!right).then(|| format!("{text} wanted {accused}, found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
