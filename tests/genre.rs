//! What articles of our own are, of which no weights were learned: right where the program says something, and no story is ever taken for
//! one that may judge.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

use sayso::{
    Analyzer, Article, Report,
    config::{Engine, Genre, Profile, Settings},
    level::Level,
    report::Reason,
};
use std::{fs, path::Path};

/// By the definitions of docs/annotation.md. Slanted reports of events are news; pages of posts, and what is partly one and partly another,
/// are left out.
const LABELLED: &[(&str, &str)] = &[
    ("articles", "column opinion, court court, wire wire, science news, balanced news"),
    ("articles/trial", "column opinion, council news, court court, live live, release release, science news, sport news, wire wire"),
    ("articles/trial2", "column opinion, council news, court court, live live, release release, science news, sport news, wire wire"),
    (
        "own",
        "1_01 opinion, 1_03 opinion, 1_04 opinion, 1_05 opinion, 1_06 news, 1_07 analysis, 1_08 news, 1_09 wire, 1_10 wire, 1_11 news, \
         1_12 news, 1_13 news, 1_14 news, 1_15 court, 1_16 news, 1_18 live, 1_19 letters, 1_20 news, \
         5_03 opinion, 5_04 opinion, 5_05 opinion, 5_06 news, 5_07 analysis, 5_08 news, 5_09 wire, 5_10 wire, 5_11 news, 5_12 wire, \
         5_13 news, 5_14 news, 5_15 court, 5_16 news, 5_18 live, 5_19 letters, 5_20 news, \
         nsa_05 news, nsa_12 news, nsb_05 court, nsb_12 court, nsc_05 review, nsc_12 news, nsd_05 news, nsd_12 news, nse_05 \
         opinion, nse_12 news, nsf_05 live, nsf_12 news, nsg_05 news, nsg_12 court, nsh_05 news, nsh_12 news, nti_05 news, nti_12 \
         analysis, ntj_05 opinion, ntj_12 opinion, ntk_05 news, ntk_12 opinion, ntl_05 wire, ntl_12 news",
    ),
];

fn judged(settings: Settings, file: &Path) -> Report {
    let text = fs::read_to_string(file).expect("the article is there");
    let text = text.split("\n--- labels\n").next().unwrap_or_default().to_owned();
    Analyzer::builder().settings(settings).build().analyze(&Article::new(file.display().to_string(), text).expect("short"))
}

/// The name told of each labelled article, where one is, beside its label.
fn told(engine: Engine) -> Vec<(String, Genre, Option<Genre>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut all = Vec::new();
    for (folder, labels) in LABELLED {
        for label in labels.split(", ") {
            let (name, is) = label.split_once(' ').expect("a name and a genre");
            let report = judged(Settings { engine, ..Settings::default() }, &root.join(folder).join(name).with_extension("txt"));
            let genre = report.article.genre.expect("it is long enough");
            assert!(genre.evidence.len() <= 3 && genre.name.is_some() == genre.percent.is_some(), "{genre:?}");
            all.push((format!("{folder}/{name}"), is.parse().expect("a genre"), genre.name));
        }
    }
    all
}

#[test]
fn what_is_told_is_right_and_most_is_told() {
    // The fast engine hears judgements less well.
    for (engine, right_of_told, told_of_all) in [(Engine::Context, 0.85, 0.75), (Engine::Fast, 0.8, 0.65)] {
        let all = told(engine);
        let said: Vec<_> = all.iter().filter_map(|(name, is, told)| Some((name, is, told.as_ref()?))).collect();
        let wrong: Vec<_> = said.iter().filter(|(_, is, told)| is != told).collect();
        let right = 1.0 - wrong.len() as f64 / said.len() as f64;
        let share = said.len() as f64 / all.len() as f64;
        assert!(right >= right_of_told && share >= told_of_all, "{engine:?}: {right:.2} of {share:.2}; {wrong:?}");
        for (name, is, told) in said {
            assert!(is.judges() || !told.judges(), "{engine:?}: {name}, {is:?}, may not judge");
        }
    }
}

#[test]
fn a_column_may_judge_and_is_still_asked_for_its_accusations() {
    let column = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/column.txt");
    let warnings = |report: &Report, rule: &str, reason: Option<Reason>| {
        report.findings.iter().filter(|f| f.level == Level::Warning && f.rule == rule && (reason.is_none() || f.reason == reason)).count()
    };
    let told = judged(Settings::default(), &column);
    assert_eq!((warnings(&told, "loaded-term", None), warnings(&told, "unattributed-assertion", Some(Reason::Evaluation))), (0, 0));
    assert!(warnings(&told, "unattributed-assertion", Some(Reason::Accusation)) > 0, "{:?}", told.findings);
    let forced = judged(Settings { genre: Some(Genre::News), ..Settings::default() }, &column);
    assert!(warnings(&forced, "loaded-term", None) > 0 && forced.findings.len() == told.findings.len());
    assert_eq!(forced.article.genre.map(|g| (g.name, g.evidence)), Some((Some(Genre::News), Vec::new())));
}

#[test]
fn a_report_on_sport_tells_how_the_play_looked() {
    let match_report = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/trial/sport.txt");
    let judgements = |settings: Settings, level: Level| {
        let report = judged(settings, &match_report);
        let judges = |f: &&sayso::report::FindingCited| f.rule == "loaded-term" || f.reason == Some(Reason::Evaluation);
        report.findings.iter().filter(judges).filter(|f| f.level == level).count()
    };
    let news = || Settings { genre: Some(Genre::News), ..Settings::default() };
    // What would be a warning in news is a note, and what would be a note is not told.
    assert_eq!(judgements(Settings::default(), Level::Warning), 0);
    assert_eq!(judgements(Settings::default(), Level::Note), judgements(news(), Level::Warning));
    assert!(judgements(news(), Level::Note) > 0);
    let class = Settings { profile: Profile::Class, ..Settings::default() };
    assert!(judgements(class, Level::Note) > 0, "a class argues about each");
}

#[test]
fn a_release_has_one_note_of_its_interest_and_a_story_has_none() {
    let trial = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/trial");
    let notes = |report: &Report| report.findings.iter().filter(|f| f.rule == "one-interest").count();
    let release = judged(Settings::default(), &trial.join("release.txt"));
    assert_eq!(release.article.genre.as_ref().and_then(|g| g.name), Some(Genre::Release));
    assert_eq!((notes(&release), notes(&judged(Settings::default(), &trial.join("council.txt")))), (1, 0));
    let forced = judged(Settings { genre: Some(Genre::News), ..Settings::default() }, &trial.join("release.txt"));
    assert!(notes(&forced) <= 1);
}

#[test]
fn plain_facts_of_courts_markets_sport_and_schedules_are_not_marked() {
    let texts = [
        "The jury returned a guilty verdict on Tuesday. He was acquitted of a second charge. The judge adjourned sentencing until 9 June. \
         The trial lasted eleven days and heard evidence from 23 witnesses. The defence has 28 days to lodge an appeal.",
        "Shares closed 2 per cent lower at 41.20. Turnover was 310 million crowns. Gainers outnumbered losers by 14 to 12. \
         Oil for June delivery settled at 81.35 dollars a barrel, up 60 cents. The company will pay an interim dividend on 14 November.",
        "Norvik beat Harle 3-1 on Saturday. Lasse Grind put the hosts ahead after 12 minutes. Harle equalised through a penalty. \
         They have won nine of their last ten home matches. Norvik visit Ostwick next Saturday.",
        "Rain will spread from the west on Sunday morning. It will turn to snow above 600 metres. Winds will be light at first. \
         Temperatures will range from 2 degrees in the north to 9 in the south. Monday will be dry with sunny spells. Frost is expected \
         overnight. Heavy showers are forecast to reach the coast by noon.",
        "Trains will run every half hour from Monday 3 June. The first train leaves Norvik at 5.12am. The council meets on Tuesday at 7pm. \
         The library is closed from 10 to 14 June. Polling stations are open from 7am to 10pm.",
    ];
    let analyzer = Analyzer::default();
    for text in texts {
        let report = analyzer.analyze(&Article::new("plain", text).expect("short"));
        assert!(report.findings.is_empty(), "{text}\n{:?}", report.findings);
    }
}
