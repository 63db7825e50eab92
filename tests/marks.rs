//! Marks that hold: one a place, in the words of the entry, as sure as the profile asks, and a way to ask about each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Article, Report,
    config::{Profile, Settings},
    level::Level,
    lexicon::{self, Lexicons},
    render::{self, Options},
    report::{Excuse, Reason},
};
use std::{collections::BTreeSet, fs, path::Path};

fn analyzer(profile: Profile) -> Analyzer {
    Analyzer::builder().settings(Settings { profile, ..Settings::default() }).build()
}

fn read(profile: Profile, text: &str) -> Report {
    analyzer(profile).analyze(&Article::new("t", text).unwrap())
}

fn sample(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles").join(name)).unwrap()
}

const HOUSE: &str =
    "id = \"house/x\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"X\"\nwhy = \"A test.\"\n\n[[entry]]\n";

/// The built-in lexicons and one entry of a house.
fn with_house(entry: &str) -> Lexicons {
    let mut files = lexicon::builtin();
    files.push(lexicon::parse("house.toml", &format!("{HOUSE}{entry}")).unwrap());
    Lexicons::compile(files)
}

fn page(report: Report) -> String {
    let mut bytes = Vec::new();
    render::by_name("text").unwrap().render(&[report], &Options::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn findings(report: &Report) -> BTreeSet<(String, usize, usize)> {
    report.findings.iter().map(|f| (f.rule.clone(), f.evidence[0].span.start, f.evidence[0].span.end)).collect()
}

#[test]
fn profiles_go_from_few_to_all() {
    for name in ["wire.txt", "column.txt", "trial/release.txt"] {
        let [news, strict, research] = [Profile::News, Profile::Strict, Profile::Research].map(|p| findings(&read(p, &sample(name))));
        assert!(news.is_subset(&strict) && strict.is_subset(&research), "{name}");
        assert!(news.len() < research.len(), "{name}");
    }
}

#[test]
fn an_opinion_may_judge_and_is_still_asked_who_counted() {
    let report = read(Profile::Opinion, &sample("column.txt"));
    let judges = |f: &&sayso::report::FindingCited| f.rule == "loaded-term" || f.reason == Some(Reason::Evaluation);
    assert!(report.findings.iter().filter(judges).count() > 5);
    assert!(report.findings.iter().filter(judges).all(|f| f.level == Level::Note));
    assert!(report.findings.iter().any(|f| f.level == Level::Warning));
}

#[test]
fn marks_share_no_words_and_every_finding_is_in_one() {
    let report = read(Profile::Research, &sample("column.txt"));
    let marks = Report::marks(&report.findings);
    assert_eq!(marks.iter().map(Vec::len).sum::<usize>(), report.findings.len());
    assert!(marks.iter().any(|m| m.len() > 1));
    let counted = report.scores.iter().find(|s| s.id == "marks").unwrap();
    assert_eq!(counted.numerator, marks.len() as u64);
    // Each mark has a place of its own: its shortest words.
    let place =
        |m: &Vec<&sayso::report::FindingCited>| m.iter().map(|f| &f.evidence[0].span).min_by_key(|s| s.end - s.start).unwrap().clone();
    let places: Vec<_> = marks.iter().map(place).collect();
    assert!(places.windows(2).all(|p| p[0].end <= p[1].start));
    assert!(marks.iter().zip(&places).any(|(m, place)| m[0].evidence[0].span != *place), "the gravest reason may have more words");
    // The terminal prints the longest words of a mark that reach into no other's place.
    let shown: Vec<_> = Report::shown(&marks).into_iter().flatten().map(|(_, words)| words.clone()).collect();
    let reaches = |words: &sayso::report::SpanCited| places.iter().filter(|p| p.start < words.end && words.start < p.end).count();
    assert!(shown.len() == marks.len() && shown.iter().all(|words| reaches(words) == 1));
    assert!(
        shown.iter().zip(&places).any(|(words, place)| words != place) && shown.iter().zip(&places).any(|(words, place)| words == place)
    );
    let shown: Vec<String> = shown.iter().map(sayso::report::SpanCited::spot).collect();
    let page = page(report);
    let spot = |line: &str| Some(line.trim_start().split_once(' ')?.0.to_owned()).filter(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    let printed: Vec<String> = page.lines().filter(|line| line.contains('[')).filter_map(spot).collect();
    assert_eq!(printed, shown, "{page}");
}

#[test]
fn wordings_are_inflected_and_capitalised_like_the_words_found() {
    let instead = |text: &str| read(Profile::Research, text).findings.iter().find_map(|f| f.instead.first().cloned()).unwrap_or_default();
    assert_eq!(instead("The opposition slammed the decision of the mayor."), "criticised");
    assert_eq!(instead("Bryce kept slamming the mayor over the budget."), "criticising");
    assert_eq!(instead("The regimes of the valley closed the road to the harbour."), "governments");
    // *Criticised at the press* is no English.
    assert_eq!(instead("The premier lashed out at the press."), "");
}

#[test]
fn what_to_try_is_written_as_it_stands_inside_a_sentence() {
    let report = read(Profile::News, "Regime falls in Tarn\n\nThe hospital said four people died in Tarn on Monday.");
    let regime = report.findings.iter().find(|f| f.rule == "loaded-term").unwrap();
    assert_eq!((regime.instead.as_slice(), regime.advice.as_deref()), (["Government".to_owned()].as_slice(), Some("government")));
}

/// *Gut* judges beside public affairs, says its entry; where the engine hears a judgement all the same, the entry knows what to do.
#[test]
fn an_entry_that_a_condition_rules_out_still_says_why_and_what_to_do() {
    let report = read(Profile::Research, "They are gutting the library.");
    let told = report.findings.iter().find(|f| f.evidence[0].span.text == "gutting").unwrap();
    assert!(!told.message.contains("no entry"), "{}", told.message);
    assert_eq!(told.instead, ["cutting"]);
}

fn messages(rule: &str, text: &str) -> Vec<String> {
    let found = read(Profile::Research, text).findings.into_iter().filter(|f| f.rule == rule);
    found.map(|f| f.message).collect()
}

#[test]
fn why_one_is_not_named_is_no_reason_for_another() {
    let text = "The port will close. A witness said the van came from the left. A senior official, who asked not to be named because he \
                was not allowed to speak, said the deal was dead.";
    let told = messages("anonymous-source", text);
    assert!(told[0].contains("A witness") && told[0].ends_with("does not say why"), "{told:?}");
    assert!(told[1].ends_with("says why"), "{told:?}");
}

#[test]
fn names_and_descriptions_stand_in_messages_as_in_a_sentence() {
    let told = messages("one-sided-sourcing", "The Harbour Party lied about the cement, Omar Kell said.");
    assert!(told[0].starts_with("The Harbour Party is accused here"), "{told:?}");
    let told =
        messages("single-source-claim", "An inquiry into the collapse of the bridge has found that Mayor Ivo Plass misled the council.");
    assert!(told[0].contains("rests on an inquiry alone"), "{told:?}");
}

#[test]
fn a_source_s_word_is_excused_as_told_or_as_quoted() {
    let because = |text: &str| read(Profile::Research, text).excused.iter().find(|f| f.rule == "loaded-term").and_then(|f| f.because);
    assert_eq!(because("The regime collapsed, Ada Brandt said."), Some(Excuse::Attributed));
    assert_eq!(because("“The regime collapsed,” Ada Brandt said."), Some(Excuse::Quotation));
}

#[test]
fn a_figure_is_marked_whole() {
    let text = "The war cost the country 4 million dollars a day.";
    let report = read(Profile::Research, text);
    let triggers: Vec<_> =
        report.findings.iter().filter(|f| f.rule == "unattributed-assertion").map(|f| f.evidence[0].span.text.as_str()).collect();
    assert!(triggers.iter().any(|t| t.contains("4 million dollars")), "{triggers:?}");
}

#[test]
fn what_bounds_a_figure_belongs_to_it() {
    let report = read(Profile::Research, &sample("trial2/wire.txt"));
    let triggers: Vec<_> = report.findings.iter().map(|f| f.evidence[0].span.text.as_str()).collect();
    assert!(triggers.iter().any(|t| t.contains("at least nine people")), "{triggers:?}");
}

/// *Two people …, who asked not to be named*: one source is asked about once.
#[test]
fn a_pronoun_is_no_anonymous_source() {
    for name in ["trial/wire.txt", "trial2/column.txt"] {
        let report = read(Profile::Research, &sample(name));
        let nameless = report.findings.iter().filter(|f| f.rule == "anonymous-source").map(|f| f.evidence[0].span.text.to_lowercase());
        let pronouns: Vec<String> = nameless.filter(|t| ["it", "who", "they"].contains(&t.as_str())).collect();
        assert_eq!(pronouns, [""; 0], "{name}");
    }
}

#[test]
fn one_question_a_source_is_enough_but_for_classes_and_tables() {
    let text = "The harbour of Orlin will close in May, an official said. She said it will open again in the autumn.\n\n\
                A second official said the work would cost the town more than that.";
    let asked = |profile| read(profile, text).findings.iter().filter(|f| f.rule == "anonymous-source").count();
    assert_eq!([Profile::News, Profile::Strict, Profile::Opinion, Profile::Class, Profile::Research].map(asked), [2, 2, 2, 3, 3]);
    let told = |profile| findings(&read(profile, text));
    assert!(told(Profile::News).is_subset(&told(Profile::Strict)));
}

#[test]
fn no_source_before_is_said_only_where_none_is() {
    let message = |text: &str| {
        let report = read(Profile::Research, text);
        report.findings.iter().find(|f| f.rule == "unattributed-assertion").map(|f| f.message.clone()).unwrap_or_default()
    };
    let alone = message("The dam was built in 1931. The council has misled the families for years.");
    assert!(alone.ends_with("no source here or in the sentence before"), "{alone}");
    let beside =
        message("Mara Lind, the town engineer, said that the dam held. On Tuesday the lazy council wrecked the hopes of the families.");
    assert!(beside.ends_with("nobody is said to have said it"), "{beside}");
}

#[test]
fn a_surname_that_is_a_word_hides_no_verb() {
    let text = "Trial\n\nDora Fallow stole the money from Albert Rose, the court heard. The jury believed Fallow at first.\n\nFallow lied to detectives.";
    let article = Article::new("t", text).unwrap();
    let why = analyzer(Profile::News).why(&article, text.find("lied").unwrap()).unwrap();
    assert!(why.entries.iter().any(|(id, what)| id == "en/claims/accusation#lie" && what.contains("stands here")), "{:?}", why.entries);
}

/// What a desk of testers called wrong, each in a sentence of the same build.
#[test]
fn attributions_of_courts_papers_and_pronouns_are_not_asked_about() {
    for (rule, text) in [
        ("unattributed-assertion", "48,000 homes without electricity, Western Grid says"),
        ("unattributed-assertion", "A woman took £86,000 from eleven residents of the home, a jury heard on Wednesday."),
        ("unattributed-assertion", "She denies eleven counts of theft."),
        ("unattributed-assertion", "Halden Wire could not independently verify the figure."),
        ("unattributed-assertion", "The ferry drifted for two hours on Monday after an engine failure, the company said."),
        ("unattributed-assertion", "Unions were quick to blame cost-cutting."),
        ("anonymous-source", "We have not been able to confirm this."),
        ("anonymous-source", "The planning officer's report was published on Monday. It said traffic would rise by a fifth."),
        ("vague-attribution", "Officers denied this. Sunita Rao, head of planning, said the road was safe."),
        ("single-source-claim", "The governors were deeply disappointed, they said."),
    ] {
        let told: Vec<_> = read(Profile::News, text).findings.into_iter().filter(|f| f.rule == rule).map(|f| f.message).collect();
        assert!(told.is_empty(), "{text}: {told:?}");
    }
    let anonymous = "Two officials said the deal was dead. They asked not to be named because the talks were private.";
    assert_eq!(messages("anonymous-source", anonymous), ["“Two officials” is not named; the text says why"]);
    let she = messages("anonymous-source", "A spokeswoman said the port will close. She said it will open again in May.");
    assert_eq!(she[1], "“She” is “A spokeswoman”, who is not named, and the text does not say why");
}

/// And what they missed.
#[test]
fn accusations_formulas_and_scare_quotes_are_marked() {
    for (rule, words, text) in [
        ("unattributed-assertion", "lied", "Fallow lied to detectives when she was arrested."),
        ("vague-attribution", "It is understood", "It is understood that the developer, Greenfold, threatened to appeal."),
        ("loaded-term", "disastrous", "Vane's disastrous handling of last winter's floods cost the town dear."),
        ("loaded-term", "fraudster", "The fraudster kept the money."),
        ("loaded-term", "so-called", "Let us be clear about what this so-called \"modest contribution\" means for the town."),
    ] {
        let found = read(Profile::News, text).findings;
        assert!(found.iter().any(|f| f.rule == rule && f.evidence[0].span.text.contains(words)), "{text}: {found:?}");
    }
}

#[test]
fn only_of_a_built_in_loaded_entry_the_engine_says_whether_it_judges() {
    let analyzer = Analyzer::builder().lexicons(with_house("term = \"accident\"\nadvice = [\"crash\"]\n")).build();
    let text = "The regime said that the accident was at the bridge.";
    let article = Article::new("t", text).unwrap();
    let told = |word: &str, entry: &str| {
        let why = analyzer.why(&article, text.find(word).unwrap()).unwrap();
        let found = why.entries.iter().find(|(id, what)| id.starts_with(entry) && what.contains("stands here"));
        found.unwrap_or_else(|| panic!("{entry}: {:?}", why.entries)).1.clone()
    };
    assert!(told("regime", "en/loaded/").contains("the engine's to say"));
    assert!(told("accident", "house/x").contains("counts at once"));
    let cue = told("said", "en/cues/");
    assert!(cue.contains("marks nothing by itself") && !cue.contains("judges"), "{cue}");
}

#[test]
fn a_miss_can_be_asked_about() {
    let text = "The flood of 1953 claimed 12 lives in the valley.";
    let article = Article::new("t", text).unwrap();
    let why = analyzer(Profile::News).why(&article, text.find("claimed").unwrap()).unwrap();
    assert_eq!(why.word, "claimed");
    assert!(why.scores.iter().any(|(name, _)| name == "word: judges"));
    assert!(
        why.entries.iter().any(|(id, what)| id.starts_with("en/loaded/doubt-casting-verbs#claim") && what.contains("rules it out")),
        "{:?}",
        why.entries
    );
    assert!(analyzer(Profile::News).why(&article, text.len() + 5).is_none());
}

#[test]
fn the_terminal_report_of_the_sample_fits_a_screen() {
    let page = page(read(Profile::News, &sample("wire.txt")));
    assert!(page.lines().count() <= 40, "{page}");
    assert!(page.lines().next().unwrap().contains("warning"), "{page}");
}

/// One sentence of the sample may as well be the article's: no second source rests on it.
#[test]
fn a_guess_is_no_second_source() {
    let wire = read(Profile::News, include_str!("articles/wire.txt"));
    assert!(wire.findings.iter().any(|f| f.rule == "single-source-article"));
}

/// The marks in a text where a house has an entry of its own.
fn marks_under(entry: &str, text: &str) -> Vec<(String, String, Option<Level>)> {
    let settings = Settings { profile: Profile::Research, ..Settings::default() };
    let analyzer = Analyzer::builder().lexicons(with_house(entry)).settings(settings).build();
    let report = analyzer.analyze(&Article::new("t", text).unwrap());
    report.findings.iter().map(|f| (f.rule.clone(), f.evidence[0].span.text.clone(), Some(f.level))).collect()
}

#[test]
fn a_word_of_the_house_weighs_what_the_house_says_in_sport_and_columns_too() {
    let lexicons = with_house("term = \"ball\"\nlevel = { own = \"error\", headline = \"error\" }\n");
    let analyzer = Analyzer::builder().lexicons(lexicons).build();
    for name in ["trial/sport.txt", "column.txt"] {
        let text = format!("{}\n\nThe ball was red.\n", sample(name));
        let report = analyzer.analyze(&Article::new("t", text).unwrap());
        let of_house = report.findings.iter().filter(|f| f.category.as_deref() == Some("house/x"));
        assert!(of_house.clone().count() > 0 && of_house.clone().all(|f| f.level == Level::Error), "{name}");
    }
}

#[test]
fn a_word_of_the_house_changes_no_other_mark() {
    let text = "The board rammed through the ruinous plan on Monday, and the mayor slammed it.";
    let with = marks_under("term = \"plan\"\n", text);
    let without = marks_under("term = \"zeppelin\"\n", text);
    assert!(with.iter().any(|m| m.1 == "plan") && without.len() > 1, "{with:?}");
    assert_eq!(with.into_iter().filter(|m| m.1 != "plan").collect::<Vec<_>>(), without);
}

#[test]
fn a_word_that_is_switched_off_is_not_told_as_one_that_no_entry_lists() {
    let text = "The regime fell on Monday.\n\nThe crowd cheered.";
    let marked = |entry: &str| marks_under(entry, text).iter().any(|m| m.0 == "loaded-term" && m.1.contains("regime"));
    assert!(marked("term = \"zeppelin\"\n"));
    assert!(!marked("id = \"en/loaded/legitimacy#regime\"\nenabled = false\n"));
}

#[test]
fn a_later_list_brings_back_what_one_before_it_switched_off() {
    let entry = |lines: &str| lexicon::parse("house.toml", &format!("{HOUSE}id = \"en/loaded/legitimacy#regime\"\n{lines}\n")).unwrap();
    let mut files = lexicon::builtin();
    files.extend([entry("enabled = false"), entry("term = \"regime\"\nlevel = { own = \"error\" }")]);
    let lexicons = Lexicons::compile(files);
    let known: Vec<_> = lexicons.entries().iter().filter(|e| e.id == "en/loaded/legitimacy#regime").collect();
    assert!(known.len() == 1 && known[0].level.own == Some(Level::Error), "{known:?}");
}

#[test]
fn to_switch_off_what_is_not_there_is_told() {
    let text = format!("{HOUSE}id = \"en/loaded/legitimacy#regimee\"\nenabled = false\n");
    let file = lexicon::parse("house.toml", &text).unwrap();
    let told: Vec<String> =
        lexicon::switched_in_vain("house.toml", &text, &file, &lexicon::builtin()).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["house.toml:8: there is no entry `en/loaded/legitimacy#regimee` to switch off; did you mean `en/loaded/legitimacy#regime`?"]
    );
}

/// Whoever expects a trial to last three weeks is asked more softly than whoever expects a minister to resign.
#[test]
fn a_date_that_is_expected_is_a_note() {
    let level = |text: &str| {
        let report = read(Profile::Research, &format!("Council vote delayed\n\n{text}\n\nThe vote is due on Friday."));
        report.findings.iter().find(|f| f.rule == "vague-attribution").map(|f| f.level)
    };
    for date in
        ["The trial is expected to last three weeks.", "The audit is expected to be published in May.", "Dahl is expected to testify."]
    {
        assert_eq!(level(date), Some(Level::Note), "{date}");
    }
    for forecast in ["The minister is expected to resign.", "The merger is expected to be cancelled."] {
        assert_eq!(level(forecast), Some(Level::Warning), "{forecast}");
    }
}
