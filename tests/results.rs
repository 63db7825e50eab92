//! Comparing, agreeing, diffing: from tables in memory to sheets. Numbers of single methods are checked in `tests/statistics.rs`.
#![allow(clippy::unwrap_used, clippy::float_cmp, clippy::panic)]
use sayso::{
    Analyzer, Article,
    agree::{self, Codings, Drawn, PROGRAM},
    article::Metadata,
    compare::{self, Articles, How, Measure, Options, Plan, Run},
    config::{Engine, Profile, Settings},
    level::Level,
    norms, render,
    sheet::{self, Cell, Format, Picture, Section, Sheet},
    stats::Random,
};
use std::fmt::Write;

const HEADER: &str = "article,article_id,outlet,date,author,language,meta_desk,own_words,loaded_terms,anonymous_source,duplicate_of\n";
const OPTIONS: Options = Options { resamples: 999, permutations: 999, seed: 1 };

fn plan(measures: &[&str], by: &[&str]) -> Plan {
    let measures = measures.iter().map(|m| Measure::parse(m).unwrap()).collect();
    Plan { measures, by: by.iter().map(|b| (*b).to_owned()).collect(), ..Plan::default() }
}

fn loaded(by: &[&str]) -> Plan {
    plan(&["loaded = loaded_terms / own_words * 1000", "anonymous = any(anonymous_source)"], by)
}

/// `n` articles an outlet; Harbour Post has `times` as many loaded terms as Halden Wire.
fn table(n: usize, times: usize) -> String {
    let mut random = Random::new(4, 0);
    let mut csv = HEADER.to_owned();
    for i in 1..=2 * n {
        let (outlet, by) = if i % 2 == 0 { ("Halden Wire", 1) } else { ("Harbour Post", times) };
        let (words, terms) = (200 + random.below(400), random.below(5) * by);
        let (month, desk) = (1 + i % 3, ["city", "sport"][random.below(2)]);
        writeln!(csv, "{i},a{i},{outlet},2031-{month:02}-05,W{},en,{desk},{words},{terms},{},", i % 7, random.below(2)).unwrap();
    }
    csv
}

fn compared(csv: &str, plan: &Plan) -> (Articles, Sheet) {
    let articles = compare::read(csv.as_bytes(), plan).unwrap();
    let estimates = compare::estimates(&articles, &plan.measures, &OPTIONS);
    let tests = compare::tests(&articles, &plan.measures, &OPTIONS, None);
    let sheet = compare::sheet(&articles, plan, &OPTIONS, &estimates, &tests, None);
    (articles, sheet)
}

fn section<'a>(sheet: &'a Sheet, id: &str) -> &'a Section {
    sheet.sections.iter().find(|s| s.id == id).unwrap_or_else(|| panic!("no section {id}"))
}

/// The column of a section.
fn column(section: &Section, id: &str) -> Vec<Cell> {
    let at = section.columns.iter().position(|c| c.id == id).unwrap();
    section.rows.iter().map(|r| r[at].clone()).collect()
}

fn numbers(section: &Section, id: &str) -> Vec<f64> {
    let number = |c| match c {
        Cell::Number(x, _) | Cell::P(x) => x,
        Cell::Count(n) => n as f64,
        _ => f64::NAN,
    };
    column(section, id).into_iter().map(number).collect()
}

fn has(sheet: &Sheet, words: &str) -> bool {
    sheet.warnings.iter().any(|w| w.contains(words))
}

#[test]
fn rates_are_those_of_summed_counts_and_a_real_difference_is_found() {
    let (_, sheet) = compared(&table(80, 3), &loaded(&["outlet"]));
    let groups = section(&sheet, "groups");
    let (rate, k, n) = (numbers(groups, "rate"), numbers(groups, "k"), numbers(groups, "n"));
    for i in 0..2 {
        assert!((rate[i] - 1000.0 * k[i] / n[i]).abs() < 1e-9);
        assert!(numbers(groups, "low")[i] < rate[i] && rate[i] < numbers(groups, "high")[i]);
    }
    let differences = section(&sheet, "differences");
    assert!(numbers(differences, "p")[0] < 0.01 && numbers(differences, "rank_p")[0] < 0.01);
    assert!(numbers(differences, "q").iter().zip(numbers(differences, "p")).all(|(q, p)| *q >= p));
    assert!(numbers(differences, "ratio")[0] < 0.6, "Halden Wire over Harbour Post");
}

#[test]
fn no_difference_is_made_where_there_is_none() {
    let (_, sheet) = compared(&table(80, 1), &loaded(&["outlet"]));
    let p = numbers(section(&sheet, "differences"), "p");
    assert!(p.iter().all(|p| *p > 0.05), "{p:?}");
}

#[test]
fn the_same_seed_gives_the_same_sheet_and_rows_may_come_in_any_order() {
    let csv = table(40, 2);
    let (_, one) = compared(&csv, &loaded(&["outlet"]));
    let (_, two) = compared(&csv, &loaded(&["outlet"]));
    assert_eq!(one, two);
    let mut lines: Vec<&str> = csv.lines().collect();
    lines[1..].reverse();
    let (_, three) = compared(&(lines.join("\n") + "\n"), &loaded(&["outlet"]));
    assert_eq!(column(section(&one, "groups"), "rate"), column(section(&three, "groups"), "rate"));
}

#[test]
fn large_groups_have_linearised_intervals_near_those_of_the_bootstrap() {
    let plan = loaded(&["outlet"]);
    let of = |n| {
        let articles = compare::read(table(n, 2).as_bytes(), &plan).unwrap();
        let estimate = compare::estimates(&articles, &plan.measures, &OPTIONS).remove(0);
        let (interval, how) = estimate.interval.unwrap();
        (interval.width() / estimate.ratio.value().unwrap() * (n as f64).sqrt(), how)
    };
    let ((small, bootstrap), (large, linearised)) = (of(400), of(401));
    assert_eq!((bootstrap, linearised), (How::Bootstrap, How::Linearised));
    assert!((small / large - 1.0).abs() < 0.1, "{small} {large}");
}

#[test]
fn what_cannot_be_judged_is_left_out_and_told() {
    let mut csv = table(40, 1);
    csv.push_str("900,x,Halden Wire,2031-01-05,W,unsupported,city,300,0,0,\n901,y,Halden Wire,,W,en,city,0,0,0,\n");
    csv.push_str("902,z,Halden Wire,2031-01-05,W,en,city,300,2,0,1\n903,u,Halden Wire,2031-01-05,W,en,city,300,2,0,1\n");
    let mut plan = loaded(&["outlet"]);
    plan.period = Some(7);
    let (articles, sheet) = compared(&csv, &plan);
    assert_eq!((articles.unjudged, articles.copies, articles.undated), (1, 2, 1));
    assert!(
        has(&sheet, "Rows left out because their language is not judged: 1.")
            && has(&sheet, "Near-copies of earlier articles, such as agency reports: 2 (2 %)")
    );
    assert!(has(&sheet, "Articles without a date that can be read: 1."));
    assert_eq!(numbers(section(&sheet, "groups"), "articles")[0], 42.0, "the one without words is in no rate of words");
    plan.without_copies = true;
    assert_eq!(compared(&csv, &plan).0.len(), articles.len() - 2);
}

#[test]
fn nothing_counted_is_no_rate_of_zero() {
    let csv = format!("{HEADER}1,a,A,,W,en,,600,0,0,\n2,b,A,,W,en,,400,0,0,\n");
    let (_, sheet) = compared(&csv, &loaded(&[]));
    let high = numbers(section(&sheet, "groups"), "high")[0];
    assert!((high - 3.688_879_454).abs() < 1e-6, "{high}");
}

#[test]
fn a_rule_that_was_switched_off_has_counted_no_zeros() {
    let csv = format!("{HEADER}1,a,A,,W,en,,600,3,0,\n2,b,A,,W,en,,400,,,\n3,c,B,,W,en,,1000,,,\n4,d,B,,W,en,,1000,,,\n");
    let (_, sheet) = compared(&csv, &loaded(&["outlet"]));
    let groups = section(&sheet, "groups");
    assert_eq!(numbers(groups, "articles"), [1.0, 0.0, 1.0, 0.0], "loaded, then anonymous, of A and B");
    assert_eq!(numbers(groups, "n"), [600.0, 0.0, 1.0, 0.0]);
    assert!(numbers(groups, "rate")[1].is_nan() && numbers(groups, "high")[1].is_nan());
    assert!(sheet.sections.iter().all(|s| s.id != "differences"), "there is nothing to compare A with");
    assert!(has(&sheet, "`loaded` was not judged in 3 of 4 articles") && has(&sheet, "`anonymous` was not judged in 3 of 4"));
    assert!(!has(&sheet, "nothing to divide by"));
}

#[test]
fn what_cannot_be_divided_is_in_no_rate_and_in_no_interval() {
    let row = |i: u32| format!("{i},a{i},A,,W,en,,{},{},0,\n", if i < 20 { 0 } else { 300 }, if i < 20 { 9 } else { i % 3 });
    let csv = HEADER.to_owned() + &(0..40).map(row).collect::<String>();
    let (_, sheet) = compared(&csv, &loaded(&[]));
    let groups = section(&sheet, "groups");
    let of = |id: &str| numbers(groups, id)[0];
    assert!(of("articles") == 20.0 && of("low") < of("rate") && of("rate") < of("high"), "{} to {}", of("low"), of("high"));
}

#[test]
fn among_many_groups_each_is_held_against_all_others() {
    let (mut csv, mut random) = (HEADER.to_owned(), Random::new(9, 0));
    for i in 0..180 {
        let (words, terms) = (200 + random.below(400), random.below(5) + usize::from(i % 6 == 0));
        writeln!(csv, "{i},a{i},Outlet {},,W,en,,{words},{terms},{},", i % 6, random.below(2)).unwrap();
    }
    let merged = (1..6).fold(csv.clone(), |csv, n| csv.replace(&format!("Outlet {n}"), "The rest"));
    let of = |csv: &str, id: &str| numbers(section(&compared(csv, &loaded(&["outlet"])).1, "differences"), id)[0];
    for id in ["first_rate", "second_rate", "difference", "ratio", "delta"] {
        assert_eq!(of(&csv, id), of(&merged, id), "{id}");
    }
    let (all, two) = (of(&csv, "p"), of(&merged, "p"));
    assert!((all - two).abs() < 0.06, "one draw for six groups, one for two: {all} {two}");
}

#[test]
fn a_side_with_nothing_counted_is_no_certainty_of_a_difference() {
    let csv = format!("{HEADER}1,a,A,,W,en,,600,0,0,\n2,b,A,,W,en,,400,0,0,\n3,c,B,,W,en,,1000,0,1,\n4,d,B,,W,en,,1000,0,0,\n");
    let (_, sheet) = compared(&csv, &loaded(&["outlet"]));
    let differences = section(&sheet, "differences");
    let (low, high) = (numbers(differences, "difference_low"), numbers(differences, "difference_high"));
    // At most 3.69 events in 2,000 words, and in 1,000.
    assert!((low[0] + 1.844_439_727).abs() < 1e-6 && (high[0] - 3.688_879_454).abs() < 1e-6, "{low:?} {high:?}");
    assert!(low[1] < -0.5 && high[1] > 0.0, "none of two articles less one of two: {low:?} {high:?}");
    assert!(numbers(differences, "ratio_low").iter().all(|r| r.is_nan()) && sheet.methods.iter().any(|m| m.contains("MOVER")));
    // Harbour Post has nothing: the interval is wider than that of Halden Wire alone.
    let (_, sheet) = compared(&table(20, 0), &loaded(&["outlet"]));
    let (groups, differences) = (section(&sheet, "groups"), section(&sheet, "differences"));
    let ends = |s: &Section, low: &str, high: &str| (numbers(s, low)[0], numbers(s, high)[0]);
    let (alone, less) = (ends(groups, "low", "high"), ends(differences, "difference_low", "difference_high"));
    assert!(less.0 < alone.0 && (less.1 - alone.1).abs() < 1e-9, "{alone:?} {less:?}");
    // One article says nothing of others, so neither does a difference from it.
    let csv = format!("{HEADER}1,a,A,,W,en,,600,9,0,\n2,b,B,,W,en,,400,1,0,\n3,c,B,,W,en,,1000,4,1,\n");
    let (_, sheet) = compared(&csv, &loaded(&["outlet"]));
    assert!(numbers(section(&sheet, "differences"), "difference_low")[0].is_nan());
}

/// Articles of two outlets: by desk, how many each has.
fn desks(counts: &[[usize; 2]]) -> String {
    let mut csv = HEADER.to_owned();
    for (desk, counts) in counts.iter().enumerate() {
        for (outlet, n) in ["Halden Wire", "Harbour Post"].iter().zip(counts) {
            (0..*n).for_each(|i| writeln!(csv, "1,a{desk}{i},{outlet},,,en,desk {desk},300,{},0,", i % 3).unwrap());
        }
    }
    csv
}

#[test]
fn columns_go_together_only_beyond_chance_and_are_compared_within_only_where_articles_are_enough() {
    let told = |counts: &[[usize; 2]]| -> String {
        let (_, sheet) = compared(&desks(counts), &loaded(&["outlet"]));
        sheet.warnings.into_iter().filter(|w| w.contains("go together")).collect()
    };
    // Ten desks, each with four of one outlet and two of the other: V is .33, and 0 beyond what chance gives.
    assert_eq!(told(&[[4, 2], [2, 4]].repeat(5)), "");
    // Names or numbers, no topics.
    assert_eq!(told(&[[1, 0], [0, 1]].repeat(15)), "");
    let few = told(&[[5, 1], [4, 1], [1, 4], [1, 3]]);
    assert!(few.contains("(Cramér's V 0.46)") && few.contains("too few articles to compare within it"), "{few}");
    let enough = told(&[[20, 5], [5, 20]]);
    assert!(enough.contains("Compare within it: `--by outlet,meta_desk`"), "{enough}");
    // One outlet has more opinion pieces: they judge, whoever prints them.
    let genres = desks(&[[20, 5], [5, 20]]).replace("meta_desk", "genre").replace("desk 0", "news").replace("desk 1", "opinion");
    let (_, sheet) = compared(&genres, &loaded(&["outlet"]));
    assert!(has(&sheet, "The groups and `genre` go together"), "{:?}", sheet.warnings);
}

#[test]
fn a_reviewers_objections_are_told() {
    let mut csv = HEADER.to_owned();
    for i in 0..20 {
        let (outlet, desk) = if i < 10 { ("Halden Wire", "city") } else { ("Harbour Post", "sport") };
        writeln!(csv, "{i},a{i},{outlet},2031-01-05,{},en,{desk},300,{},0,", if i < 8 { "Ann Roe" } else { "" }, i % 3).unwrap();
    }
    let (_, sheet) = compared(&csv, &loaded(&["outlet"]));
    assert!(has(&sheet, "Few articles: 2 of 2 groups"));
    assert!(has(&sheet, "One author is most of a group: Ann Roe (80 % of Halden Wire)"));
    assert!(
        has(&sheet, "go together (Cramér's V 1.00)") && has(&sheet, "tests were made") && has(&sheet, "not known for your kind of text")
    );
    let bare = csv.replace("meta_desk", "desk");
    assert!(has(&compared(&bare, &loaded(&["outlet"])).1, "does not tell what the articles are about"));
    let all: String = sheet.warnings.concat() + &sheet.facts.concat() + &sheet.methods.concat();
    assert!(!all.contains("biased"));
}

#[test]
fn each_objection_is_told_where_it_holds_and_only_there() {
    const FEW: &str = "Few articles";
    const DOMINATED: &str = "is most of a group";
    const CONFOUNDED: &str = "go together";
    const COPIES: &str = "Near-copies of earlier articles";
    const ACCURACY: &str = "is not known for your kind of text";
    const TESTS: &str = "tests were made";
    const UNJUDGED: [&str; 2] = ["was not judged in", "language is not judged"];
    const NO_TOPIC: &str = "does not tell what the articles are about";
    let anonymous = |by: &[&str]| plan(&["anonymous = any(anonymous_source)"], by);
    let warnings = |csv: &str, plan: &Plan| compared(csv, plan).1.warnings;
    // Sixty articles an outlet, seven authors, two desks at random, one test: nothing to object to but what always holds.
    let good = table(60, 1);
    let told = warnings(&good, &anonymous(&["outlet"]));
    assert!(told.len() == 1 && told[0].contains(ACCURACY), "{told:?}");
    // Each fault, what is said of it, and that nothing else is said.
    let of_one = |authors: usize| (0..authors).fold(good.clone(), |csv, w| csv.replace(&format!(",W{w},"), ",Ann Roe,"));
    let (one_author, all_of_one) = (of_one(5), of_one(7));
    let by_desk: String =
        good.lines().map(|l| if l.contains("Wire") { l.replace(",sport,", ",city,") } else { l.to_owned() } + "\n").collect();
    let copied: String = good.lines().map(|l| if l.starts_with('7') { format!("{l}3\n") } else { format!("{l}\n") }).collect();
    let foreign = good.replacen("W1,en", "W1,unsupported", 1);
    let off = good.replacen(",0,\n", ",,\n", 3);
    let faults: [(&str, &str); 8] = [
        (&table(29, 1), FEW),
        (&one_author, DOMINATED),
        (&all_of_one, DOMINATED),
        (&by_desk, CONFOUNDED),
        (&copied, COPIES),
        (&foreign, UNJUDGED[1]),
        (&off, UNJUDGED[0]),
        (&good.replace("meta_desk", "desk"), NO_TOPIC),
    ];
    for (csv, expected) in faults {
        let told = warnings(csv, &anonymous(&["outlet"]));
        assert!(
            told.len() == 2 && told.iter().any(|w| w.contains(expected)) && told.iter().any(|w| w.contains(ACCURACY)),
            "{expected}: {told:?}"
        );
    }
    let two = warnings(&good, &loaded(&["outlet"]));
    assert!(two.len() == 2 && two.iter().any(|w| w.starts_with("3 ") && w.contains(TESTS)), "{two:?}");
    // Groups of desks: one outlet alone writes of the city.
    let alone: String = good.lines().filter(|l| !(l.contains("Wire") && l.contains("city"))).map(|l| format!("{l}\n")).collect();
    let told = warnings(&alone, &anonymous(&["meta_desk"]));
    assert!(told.iter().any(|w| w.starts_with("One outlet is most of a group") && w.contains("Harbour Post (100 % of city)")), "{told:?}");
    // Left out, copies trouble nobody.
    let without = Plan { without_copies: true, ..anonymous(&["outlet"]) };
    assert!(!warnings(&copied, &without).iter().any(|w| w.contains(COPIES)));
}

#[test]
fn series_have_gaps_where_there_is_no_article() {
    let csv = table(30, 1).replace("Harbour Post,2031-02", "Harbour Post,2031-01");
    let mut plan = loaded(&["outlet"]);
    plan.period = Some(7);
    let (articles, sheet) = compared(&csv, &plan);
    assert_eq!(articles.periods, ["2031-01", "2031-02", "2031-03"]);
    let Picture::Series { lines, .. } = &section(&sheet, "series").pictures[0] else { panic!("no series") };
    assert!(lines[0].points.iter().all(Option::is_some));
    assert_eq!(lines[1].points.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn a_month_in_which_nobody_wrote_is_a_gap_and_not_left_out() {
    let csv = table(30, 1).replace("2031-02", "2032-02").replace("2031-03", "2031-01");
    let of = |length| {
        let mut plan = loaded(&["outlet"]);
        plan.period = Some(length);
        compared(&csv, &plan)
    };
    let (articles, sheet) = of(7);
    assert_eq!(articles.periods.len(), 14, "{:?}", articles.periods);
    let Picture::Series { lines, .. } = &section(&sheet, "series").pictures[0] else { panic!("no series") };
    assert_eq!(lines[0].points.iter().map(Option::is_some).collect::<Vec<_>>(), [&[true][..], &[false; 12], &[true]].concat());
    assert_eq!(of(4).0.periods, ["2031", "2032"]);
    assert_eq!(of(10).0.periods.len(), 397, "from 5 January 2031 to 5 February 2032");
}

#[test]
fn series_of_very_many_articles_have_linearised_intervals_like_those_drawn_anew() {
    let mut plan = loaded(&[]);
    plan.period = Some(10);
    // 320 articles a day, on 312 and on 313 days.
    let of = |days: usize| {
        let (mut csv, mut random) = (HEADER.to_owned(), Random::new(4, 0));
        for i in 0..320 * days {
            let (words, terms, day) = (200 + random.below(400), random.below(5), i % days);
            writeln!(csv, "{i},a{i},A,2031-{:02}-{:02},,en,,{words},{terms},0,", 1 + day / 28, 1 + day % 28).unwrap();
        }
        let articles = compare::read(csv.as_bytes(), &plan).unwrap();
        compare::estimates(&articles, &plan.measures, &Options { resamples: 199, ..OPTIONS })
    };
    let mean = |days: usize, expected: How| {
        let series = of(days).into_iter().filter(|e| e.period.is_some() && e.measure == 0).map(|e| e.interval.unwrap());
        let widths: Vec<f64> = series.filter(|(_, how)| *how == expected).map(|(i, _)| i.width()).collect();
        assert_eq!(widths.len(), days, "{expected:?}");
        widths.iter().sum::<f64>() / days as f64
    };
    let (drawn, linearised) = (mean(312, How::Bootstrap), mean(313, How::Linearised));
    assert!((drawn / linearised - 1.0).abs() < 0.04, "{drawn} {linearised}");
}

#[test]
fn a_group_that_no_row_is_in_is_told() {
    let mut plan = loaded(&["outlet"]);
    plan.only =
        [("outlet", "Halden Wire"), ("outlet", "Nobody"), ("meta_desk", "city")].map(|(c, v)| (c.to_owned(), v.to_owned())).to_vec();
    let (articles, sheet) = compared(&table(40, 1), &plan);
    assert_eq!((articles.groups.len(), articles.unmatched.as_slice()), (1, &["outlet=Nobody".to_owned()][..]));
    assert!(has(&sheet, "No row of the table has outlet=Nobody"));
    assert!(sheet.sections.iter().all(|s| s.id == "groups"), "one group has nobody to differ from");
    plan.only.remove(1);
    assert!(!has(&compared(&table(40, 1), &plan).1, "No row of the table"));
}

#[test]
fn groups_against_a_large_one_have_the_figures_of_two_and_two() {
    let mut csv = table(600, 1);
    for i in 0..60 {
        writeln!(csv, "x{i},x{i},Small {},2031-01-05,W,en,city,{},{},{},", i % 2, 300 + i, i % 7, i % 3 / 2).unwrap();
    }
    let plan = loaded(&["outlet"]);
    let against = |csv: &str, other: &str| {
        let articles = compare::read(csv.as_bytes(), &plan).unwrap();
        let other = articles.groups.iter().position(|g| g == other).unwrap();
        let tests = compare::tests(&articles, &plan.measures, &OPTIONS, Some(other));
        let named = |d: &compare::Difference| (articles.groups[d.first].clone(), d.measure, d.pair.difference, d.delta, d.rank_p, d.p);
        tests.differences.iter().map(named).collect::<Vec<_>>()
    };
    let all = against(&csv, "Halden Wire");
    assert_eq!(all.len(), 6);
    for small in ["Small 0", "Small 1"] {
        let two: String =
            csv.lines().filter(|l| [HEADER.trim(), "Halden Wire", small].iter().any(|w| l.contains(w))).map(|l| format!("{l}\n")).collect();
        for of_two in against(&two, "Halden Wire") {
            let of_all = all.iter().find(|d| (&d.0, d.1) == (&of_two.0, of_two.1)).unwrap();
            assert_eq!((of_all.2, of_all.3, of_all.4), (of_two.2, of_two.3, of_two.4));
            assert!((of_all.5.unwrap() - of_two.5.unwrap()).abs() < 0.06, "{of_all:?} {of_two:?}");
        }
    }
}

#[test]
fn faults_name_the_place_and_the_mend() {
    let fault = |csv: &str, by: &[&str]| compare::read(csv.as_bytes(), &loaded(by)).unwrap_err().to_string();
    assert!(fault(HEADER, &["outlt"]).contains("there is no column `outlt` (did you mean `outlet`?)"));
    let bad = format!("{HEADER}1,a,A,,W,en,,many,0,0,\n");
    assert!(fault(&bad, &[]).contains("line 2, column `own_words`: `many` is no count"), "{}", fault(&bad, &[]));
}

fn codings(files: &[(&str, &str)]) -> Codings {
    let mut codings = Codings::default();
    for (coder, csv) in files {
        codings.read_csv(csv.as_bytes(), coder).unwrap();
    }
    codings.finish(&[]).unwrap();
    codings
}

const ANNA: &str =
    "article_id,sentence,text,voice,grade\na,0,First.,outlet,2\na,1,Second.,attributed,0\nb,0,Third.,mixed,1\nb,1,Fourth.,outlet,\n";
const BEN: &str = "unit,article_id,sentence,voice,grade\n7,a,0,outlet,1\n8,a,1,attributed,0\n9,b,0,attributed,1\n10,b,1,outlet,0\n";

#[test]
fn coders_are_joined_by_article_and_sentence() {
    let codings = codings(&[("anna", ANNA), ("ben", BEN)]);
    assert_eq!((codings.units.len(), codings.coders.len(), codings.variables.len()), (4, 2, 2));
    let outcome = agree::outcome(&codings, &agree::Options { resamples: 199, seed: 1 });
    assert_eq!(outcome.agreements[0].figures.percent.0, Some(0.75));
    // Three of four alike, chance (2·2 + 1·2 + 1·0) / 16.
    assert!((outcome.pairs[0].figures.kappa.0.unwrap() - (0.75 - 0.375) / (1.0 - 0.375)).abs() < 1e-12);
    assert_eq!(outcome.disagreements, [(0, 2), (1, 0)]);
    assert!(outcome.agreements.iter().any(|a| a.variable == 1 && a.figures.alpha_ordinal.is_some()), "grades are numbers");
    let sheet = agree::sheet(&codings, &outcome, &agree::Options { resamples: 199, seed: 1 });
    assert_eq!(column(section(&sheet, "disagreements"), "text")[0], Cell::text("Third."));
    assert!(has(&sheet, "Fewer than 50 units"));
}

#[test]
fn a_unit_with_one_coding_tells_how_common_its_category_is() {
    // Gwet 2014, with the data of Krippendorff 2011: irrCAC CAC(raw_4raters()).gwet() and .fleiss(). One unit of twelve has one coding only.
    let coder = |codes: &str| {
        let row = |(unit, code): (usize, char)| format!("u{unit},0,{code}\n");
        "article_id,sentence,grade\n".to_owned() + &codes.chars().enumerate().map(row).collect::<String>()
    };
    let files = ["123321412...", "1233224125..", ".33323422513", "12332441251."].map(coder);
    let codings = codings(&[("a", &files[0]), ("b", &files[1]), ("c", &files[2]), ("d", &files[3])]);
    let all = agree::outcome(&codings, &agree::Options { resamples: 99, seed: 1 }).agreements.remove(0);
    assert_eq!((all.units, all.articles), (11, 11));
    let near = |figure: (Option<f64>, _), value: f64| (figure.0.unwrap() - value).abs() < 5e-6;
    assert!(near(all.figures.ac1, 0.77544) && near(all.figures.fleiss, 0.76117), "{:?}", all.figures);
    assert!(near(all.figures.alpha, 0.743_421) && near(all.figures.alpha_ordinal.unwrap(), 0.815_388), "{:?}", all.figures);
}

#[test]
fn two_answers_of_one_coder_are_refused() {
    let mut codings = Codings::default();
    codings.read_csv(BEN.as_bytes(), "ben").unwrap();
    let again = codings.read_csv(&b"article_id,sentence,voice\na,0,mixed\n"[..], "ben").unwrap_err().to_string();
    assert!(again.contains("line 2: coder `ben` gives `voice` of a 0 a second time"), "{again}");
    assert!(codings.read_csv(&b"text,voice\nx,outlet\n"[..], "c").unwrap_err().to_string().contains("no column says what a row is about"));
}

#[test]
fn codes_are_those_of_the_codebook_however_they_are_typed() {
    let typed = "article_id;sentence;voice;loaded\r\na;0;Outlet;Y\r\na;1; MIXED;n\r\n";
    let codings = codings(&[("anna", typed), ("ben", "article_id,sentence,voice,loaded\na,0,outlet,yes\na,1,mixed,No\n")]);
    assert_eq!(codings.variables.iter().map(|v| v.categories.join(" ")).collect::<Vec<_>>(), ["mixed outlet", "no yes"]);
    assert!(agree::outcome(&codings, &agree::Options { resamples: 99, seed: 1 }).disagreements.is_empty());
    let fault = Codings::default().read_csv(&b"article_id,sentence,voice\na,0,outlet\nb,7,outlt\n"[..], "ben").unwrap_err().to_string();
    assert!(fault.starts_with("line 3: `outlt`, given to b 7, is no code of `voice`") && fault.contains("outlet, attributed"), "{fault}");
    // A variable of one's own has the categories that it has.
    let own = |grades: [&str; 2]| format!("article_id,sentence,grade,agrees\na,0,{},y\na,1,{},No\n", grades[0], grades[1]);
    let codings = self::codings(&[("anna", &own(["Mild", "strong"])), ("ben", &own(["mild ", "Strong"]))]);
    assert_eq!(codings.variables.iter().map(|v| v.categories.join(" ")).collect::<Vec<_>>(), ["Mild strong", "no yes"]);
}

#[test]
fn codings_are_read_however_a_spreadsheet_saved_them() {
    let sheet = "article_id,sentence,text,loaded\na,0,Café “Halden”,yes\n";
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(sheet.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows = b"article_id,sentence,text,loaded\na,0,Caf\xE9 \x93Halden\x94,yes\n".to_vec();
    for bytes in [sheet.into(), format!("\u{FEFF}{sheet}").into_bytes(), wide, windows] {
        let mut codings = Codings::default();
        codings.read_csv(bytes.as_slice(), "anna").unwrap();
        assert_eq!((codings.units[0].article.as_str(), codings.units[0].text.as_str()), ("a", "Café “Halden”"));
    }
}

#[test]
fn an_untouched_sheet_is_told() {
    let untouched = "article_id,sentence,voice\na,0,\na,1,\n";
    let coded = "article_id,sentence,voice\na,0,outlet\na,1,mixed\n";
    let codings = codings(&[("anna", coded), ("ben", coded), ("cleo", untouched)]);
    assert_eq!(codings.silent(), ["cleo"]);
    let options = agree::Options { resamples: 99, seed: 1 };
    let sheet = agree::sheet(&codings, &agree::outcome(&codings, &options), &options);
    assert!(has(&sheet, "Nothing is coded in what came from cleo") && !has(&sheet, "One person coded"));
}

#[test]
fn an_id_that_a_spreadsheet_would_run_joins_sheet_and_key() {
    let sentences = "article,article_id,sentence,voice,unattributed_reason,loaded_terms,text\n1,=SUM Gazette,0,outlet,,0,It rained.\n";
    let drawn = agree::draw(&b"article,outlet,unattributed\n1,=SUM Gazette,0\n"[..], sentences.as_bytes(), 9, 1).unwrap();
    let key = sheet::csv_table(&Drawn::key(&drawn));
    let for_people = sheet::safe_csv_table(&Drawn::sheet(&drawn));
    assert!(!String::from_utf8_lossy(&key).contains("'=") && String::from_utf8_lossy(&for_people).contains(",'=SUM Gazette,"));
    let mut codings = Codings::default();
    codings.read_csv(key.as_slice(), "sayso").unwrap();
    codings.read_csv(for_people.as_slice(), "anna").unwrap();
    assert_eq!(codings.units.len(), 1);
}

#[test]
fn weights_make_the_sample_stand_for_the_archive() {
    // Of marked sentences all ten were drawn, of the others ten of a hundred: people say yes to six marked ones and to one other, which stands for ten.
    let (mut key, mut people) = ("article_id,sentence,coder,needs,weight\n".to_owned(), "article_id,sentence,needs\n".to_owned());
    for i in 0..20 {
        let (said, weight) = if i < 10 { ("yes", 1) } else { ("no", 10) };
        writeln!(key, "a{i},0,sayso,{said},{weight}").unwrap();
        writeln!(people, "a{i},0,{}", if i < 6 || i == 10 { "yes" } else { "no" }).unwrap();
    }
    let codings = codings(&[("anna", &people), ("key", &key)]);
    let outcome = agree::outcome(&codings, &agree::Options { resamples: 199, seed: 1 });
    let yes = outcome.accuracies.iter().find(|a| codings.variables[a.variable].categories[a.category] == "yes").unwrap();
    assert_eq!((yes.precision.0, yes.recall.0), (Some(0.6), Some(6.0 / 16.0)));
    assert_eq!(yes.apparent.0, Some(10.0 / 110.0));
    assert!((yes.corrected.0.unwrap() - 16.0 / 110.0).abs() < 1e-12, "corrected with its own errors it is what people say");
}

#[test]
fn answers_of_report_pages_tell_precision_only() {
    let csv = "article,finding,rule,level,reason,voice,start,end,text,answer,note\n\
               a,0,loaded-term,note,,outlet,4,10,regime,agree,\na,1,loaded-term,note,,outlet,20,27,slammed,disagree,too much\na,2,loaded-term,note,,outlet,40,42,x,,\n";
    let codings = codings(&[("anna", csv)]);
    assert_eq!(codings.units.len(), 2);
    let outcome = agree::outcome(&codings, &agree::Options { resamples: 99, seed: 1 });
    let yes = outcome.accuracies.iter().find(|a| codings.variables[0].categories[a.category] == "yes").unwrap();
    assert_eq!((yes.precision.0, yes.recall.0, yes.corrected.0), (Some(0.5), None, None));
    let mut json = Codings::default();
    json.read_json(&br#"[{"article":"a","rule":"loaded-term","start":4,"end":10,"answer":"agree"}]"#[..], "ben").unwrap();
    assert_eq!(json.units.len(), 1);
}

#[test]
fn answers_are_of_the_code_that_they_hold() {
    let csv = "code,article,finding,rule,start,end,answer\nK7,a,0,loaded-term,4,10,agree\n,a,1,loaded-term,20,27,disagree\n";
    let mut codings = Codings::default();
    codings.read_csv(csv.as_bytes(), "file").unwrap();
    codings
        .read_json(&br#"[{"code":"M2","article":"a","rule":"loaded-term","start":4,"end":10,"answer":"disagree"}]"#[..], "other")
        .unwrap();
    assert_eq!(codings.coders, ["K7", PROGRAM, "file", "M2"]);
}

#[test]
fn marks_of_a_class_are_sent_to_the_command_that_counts_them() {
    let table = "student,class,article,sha256,sentence,question,marked,program\r\nA1,9b,ferry.txt,8c,1,judging-word,1,1\r\n";
    let of_table = Codings::default().read_csv(table.as_bytes(), "class").unwrap_err().to_string();
    let saved = include_bytes!("classroom/A1.sayso.json");
    let of_file = Codings::default().read_json(&saved[..], "A1").unwrap_err().to_string();
    assert!(of_table.contains("`sayso class`") && of_table == of_file, "{of_table} {of_file}");
    assert!(Codings::default().read_json(&b"{}"[..], "a").unwrap_err().to_string().contains("no list of answers"));
}

#[test]
fn the_template_is_blind_stratified_and_the_same_again() {
    let mut articles = "article,outlet,unattributed\n".to_owned();
    let mut sentences = "article,article_id,sentence,voice,unattributed_reason,loaded_terms,text\n".to_owned();
    for a in 0..40 {
        writeln!(articles, "{a},{},0", ["Halden Wire", "Harbour Post"][a % 2]).unwrap();
        for s in 0..10 {
            let (reason, loaded) = (if s == 3 { "cause" } else { "" }, usize::from(s == 5 && a < 8));
            writeln!(sentences, "{a},id{a},{s},outlet,{reason},{loaded},Sentence {s} of {a}.").unwrap();
        }
    }
    let draw = |seed| agree::draw(articles.as_bytes(), sentences.as_bytes(), 60, seed).unwrap();
    let drawn = draw(1);
    assert_eq!(drawn, draw(1));
    assert_ne!(drawn, draw(2));
    assert_eq!(drawn.len(), 60);
    // Six strata: of the rare one all, of the others alike.
    let of = |stratum: &str| drawn.iter().filter(|d| d.stratum == stratum).count();
    assert_eq!((of("Halden Wire · loaded"), of("Harbour Post · loaded")), (4, 4));
    assert_eq!((of("Halden Wire · needs a source"), of("Halden Wire · no mark")), (13, 13));
    let whole: f64 = numbers(&Drawn::key(&drawn), "weight").iter().sum();
    assert!((whole - 400.0).abs() < 1e-9, "the weights add up to all sentences: {whole}");
    let sheet = String::from_utf8(sheet::csv_table(&Drawn::sheet(&drawn))).unwrap();
    let printed = String::from_utf8(agree::printable(&drawn).unwrap()).unwrap();
    assert!(!sheet.contains("cause") && !sheet.contains("stratum") && !printed.contains("needs a source ·"));
    assert!(drawn.iter().all(|d| d.sentence == "0" || !d.before.is_empty()));
    // What comes first says nothing of the stratum.
    assert!(drawn[..20].iter().map(|d| &d.stratum).collect::<std::collections::BTreeSet<_>>().len() >= 4);
    // Coded as the program says, the sheet agrees with the key in all.
    let key = String::from_utf8(sheet::csv_table(&Drawn::key(&drawn))).unwrap();
    let mut codings = Codings::default();
    codings.read_csv(key.as_bytes(), "sayso").unwrap();
    codings.read_csv(key.replace(",sayso,", ",anna,").as_bytes(), "anna").unwrap();
    codings.finish(&[]).unwrap();
    let outcome = agree::outcome(&codings, &agree::Options { resamples: 99, seed: 1 });
    assert!(outcome.disagreements.is_empty() && outcome.accuracies.iter().all(|a| a.precision.0 == Some(1.0)));
}

#[test]
fn what_was_not_judged_is_not_drawn_and_is_no_word_of_the_program() {
    // A run with `loaded-term` and `unattributed-assertion` switched off; the second article is in another language.
    let sentences =
        "article,article_id,sentence,voice,unattributed_reason,loaded_terms,text\n1,a,0,outlet,,,It rained.\n2,b,0,,,,Hujan turun.\n";
    let articles = "article,outlet,unattributed\n1,Halden Wire,\n2,Halden Wire,\n";
    let drawn = agree::draw(articles.as_bytes(), sentences.as_bytes(), 9, 1).unwrap();
    assert_eq!(drawn.iter().map(|d| d.stratum.as_str()).collect::<Vec<_>>(), ["Halden Wire · no mark"]);
    assert_eq!(["loaded", "needs_source"].map(|c| column(&Drawn::key(&drawn), c)), [[Cell::None], [Cell::None]]);
    let coded = |articles: &str| {
        let mut codings = Codings::default();
        codings.read_csv(&b"article_id,sentence,loaded,needs_source\na,0,no,yes\nb,0,no,no\n"[..], "anna").unwrap();
        assert_eq!(codings.read_tables(articles.as_bytes(), sentences.as_bytes()).unwrap(), 1);
        ["loaded", "needs_source"].map(|name| codings.variables.iter().find(|v| v.name == name).unwrap().codes.len())
    };
    assert_eq!(coded(articles), [2, 2], "those of people only");
    assert_eq!(coded(&articles.replace("1,Halden Wire,", "1,Halden Wire,0")), [2, 3], "asked, and no source is needed");
}

#[test]
fn a_sample_needs_the_text_of_sentences() {
    let fault = agree::draw(&b"article,outlet,unattributed\n"[..], &b"article,article_id,sentence\n"[..], 9, 1).unwrap_err().to_string();
    assert!(fault.contains("--sentence-text"), "{fault}");
}

#[test]
fn a_voice_that_there_is_not_is_told_with_its_line_and_the_right_words() {
    let sentences =
        "article,article_id,sentence,voice,unattributed_reason,loaded_terms,text\n1,a,0,outlet,,0,It rained.\n1,a,1,outlt,,0,It rained.\n";
    let fault = agree::draw(&b"article,outlet,unattributed\n1,Halden Wire,0\n"[..], sentences.as_bytes(), 9, 1).unwrap_err().to_string();
    assert!(fault.starts_with("sentences.csv, line 3, column `voice`: unknown variant `outlt`, expected one of `outlet`"), "{fault}");
}

fn run(manifest: &str, findings: &str) -> Run {
    let header = "article,article_id,rule,field,start,end,counted,excused_because,reason,category,entry,trigger\n";
    Run {
        manifest: serde_json::from_str(manifest).unwrap(),
        articles: compare::read(table(2, 1).as_bytes(), &loaded(&["outlet"])).unwrap(),
        findings: compare::findings((header.to_owned() + findings).as_bytes()).unwrap(),
    }
}

#[test]
fn every_change_between_runs_has_a_reason() {
    let old = run(
        r#"{"tool":{"version":"1","lexicons":[{"id":"en/x","hash":"1"},{"id":"en/y","hash":"5"}]},"seconds":3}"#,
        "1,a,loaded-term,text,0,5,TRUE,,,en/x,en/x#regime,regime\n1,a,loaded-term,text,9,12,TRUE,,,en/y,en/y#b,bad\n1,a,loaded-term,text,20,25,TRUE,,,en/y,en/y#c,clash\n",
    );
    let new = run(
        r#"{"tool":{"version":"2","lexicons":[{"id":"en/x","hash":"2"},{"id":"en/y","hash":"5"}]},"seconds":9}"#,
        "1,a,loaded-term,text,9,12,FALSE,quotation,,en/y,en/y#b,bad\n1,a,loaded-term,text,20,25,TRUE,,,en/y,en/y#c,clash\n1,a,loaded-term,text,30,35,TRUE,,,en/y,en/y#d,dirty\n",
    );
    let sheet = compare::runs(&old, &new, &loaded(&["outlet"]).measures, 10);
    let findings = section(&sheet, "changed_findings");
    let said: Vec<(Cell, Cell)> = column(findings, "change").into_iter().zip(column(findings, "why")).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(a, b)| (text(a), text(b))).collect();
    assert_eq!(said, [("gone", "lexicon en/x changed"), ("excused", "now quotation"), ("new", "version 1 → 2")]);
    assert_eq!(
        column(section(&sheet, "settings"), "setting").iter().map(text).collect::<Vec<_>>(),
        ["tool.lexicons.en/x.hash", "tool.version"]
    );
    assert!(numbers(section(&sheet, "rates"), "difference").iter().all(|d| *d == 0.0));
}

#[test]
fn a_run_that_did_not_judge_has_no_rate() {
    let csv = format!("{HEADER}1,a,Halden Wire,,W,en,,600,,0,\n");
    let new = Run { articles: compare::read(csv.as_bytes(), &loaded(&["outlet"])).unwrap(), ..run("{}", "") };
    let sheet = compare::runs(&run("{}", ""), &new, &loaded(&["outlet"]).measures, 10);
    let first = |id: &str| column(section(&sheet, "rates"), id).remove(0);
    assert_eq!((first("group"), first("new_k"), first("difference")), (Cell::text("Halden Wire"), Cell::None, Cell::None));
    assert_ne!(first("old_k"), Cell::None);
}

#[test]
fn findings_at_one_place_of_title_and_text_are_two() {
    let manifest = r#"{"outputs":{"findings.csv":"1","inputs.csv":"7"},"finished":"2031-01-01"}"#;
    let (title, text) = ("1,a,loaded-term,title,0,5,TRUE,,,en/x,en/x#b,bad\n", "1,a,loaded-term,text,0,5,TRUE,,,en/x,en/x#d,dirty\n");
    let other = manifest.replace(r#""findings.csv":"1""#, r#""findings.csv":"2""#).replace("01-01", "01-02");
    let (old, new) = (run(manifest, &[title, text].concat()), run(&other, title));
    let sheet = compare::runs(&old, &new, &loaded(&["outlet"]).measures, 10);
    let findings = section(&sheet, "changed_findings");
    assert_eq!((column(findings, "field"), column(findings, "change")), (vec![Cell::text("text")], vec![Cell::text("gone")]));
    assert!(section(&sheet, "settings").rows.is_empty(), "what came out, and when, is no setting");
    assert!(sheet.warnings.is_empty() && sheet.methods[0].contains("the same articles"));
    let elsewhere = run(&manifest.replace(r#""inputs.csv":"7""#, r#""inputs.csv":"8""#), title);
    let sheet = compare::runs(&old, &elsewhere, &loaded(&["outlet"]).measures, 10);
    assert!(has(&sheet, "did not read the same articles") && !sheet.methods.concat().contains("read the same articles"));
}

fn text(cell: &Cell) -> &str {
    let Cell::Text(text) = cell else { panic!("no text: {cell:?}") };
    text
}

#[test]
fn articles_side_by_side_have_no_zeros_of_a_rule_that_is_off() {
    let settings = Settings { rules: [("loaded-term".to_owned(), Level::Off)].into(), engine: Engine::Fast, ..Settings::default() };
    let analyzer = Analyzer::builder().settings(settings).build();
    let english = "The council of Halden voted 21 to 14 on Monday to end the line. Mara Lindqvist, the deputy mayor, said nobody rides after eight.\n";
    let other = "Rapat dewan kota berlangsung pada hari Senin dan banyak warga yang datang untuk mendengarkan keputusan tentang jembatan itu. \
                 Wali kota mengatakan bahwa pekerjaan akan dimulai bulan depan, tetapi para nelayan khawatir karena jalan ke pasar ikan akan ditutup.\n";
    let reports = [english, other].map(|text| analyzer.analyze(&Article::new(&text[..9], text).unwrap()));
    assert!(reports[1].unjudged().is_some());
    let sheet = compare::side_by_side(&reports);
    let of = |id: &str| column(section(&sheet, "articles"), id);
    assert_eq!(of("loaded_terms"), [Cell::None, Cell::None]);
    assert_eq!(of("vague"), [Cell::Count(0), Cell::None]);
    assert_eq!(of("sources"), [Cell::Count(1), Cell::None]);
    assert!(has(&sheet, "the rule `loaded-term` is switched off: The counc.") && !has(&sheet, "`vague-attribution` is switched off"));
    assert_eq!(column(section(&sheet, "heard"), "not_in"), [Cell::text("")], "one that was not judged hears nobody, and misses nobody");
}

#[test]
fn a_report_tells_what_is_usual_where_it_was_read_as_the_reference_articles_were() {
    let text = "The regime in Halden slashed the harbour bus line on Monday. Mara Lindqvist, the deputy mayor, said nobody rides after eight. \
                The disgraceful vote ruined 4,200 commuters, critics say. Tomas Berg, who leads the dock workers, called it wrong.\n";
    let report = |settings| Analyzer::builder().settings(settings).build().analyze(&Article::new("a", text).unwrap());
    let research = Settings { profile: Profile::Research, ..Settings::default() };
    let read = report(research.clone());
    let placed = norms::placed(&read);
    let loaded = placed.iter().find(|p| p.measure == "loaded terms").unwrap();
    let found = read.findings.iter().filter(|f| f.rule == "loaded-term").count() as f64;
    assert!(found > 0.0 && (loaded.figure - 1000.0 * found / read.article.own_words as f64).abs() < 1e-9);
    assert!(loaded.norms[0].kind == norms::ALL && loaded.norms.len() == 9, "{:?}", loaded.norms);
    assert_eq!(placed.len(), 9, "each measure of the norms that a report tells");
    let page = |report: &sayso::Report, format: &str| {
        let mut out = Vec::new();
        let options = render::Options { detail: render::Detail::Full, ..render::Options::default() };
        render::by_name(format).unwrap().render(std::slice::from_ref(report), &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    for format in ["html", "text"] {
        let told = page(&read, format);
        assert!(told.contains("What is usual") && told.contains("lower figure") && told.contains("783 English"), "{format}");
    }
    // Read otherwise it would have more or fewer marks: nothing is said.
    let unlike = [
        Settings::default(),
        Settings { engine: Engine::Fast, ..research.clone() },
        Settings { rules: [("loaded-term".to_owned(), Level::Off)].into(), ..research },
    ];
    for settings in unlike {
        let read = report(settings);
        assert!(norms::placed(&read).is_empty() && !page(&read, "html").contains("What is usual"));
    }
}

fn side_by_side() -> Sheet {
    let article = |outlet: &str, text: &str| {
        let metadata = Metadata { outlet: Some(outlet.to_owned()), ..Metadata::default() };
        Article::new(outlet, text).unwrap().with_metadata(metadata)
    };
    let post = article(
        "Harbour Post",
        "Council axes harbour buses\n\nThe regime in the town hall of Halden slashed the harbour bus line on Monday, leaving 4,200 commuters stranded.\n\n\
         Mara Lindqvist, the embattled deputy mayor, said the line \"carries nobody after eight\". \"This is a disgrace,\" said Tomas Berg, who leads the dock workers.\n",
    );
    let wire = article(
        "Halden Wire",
        "Council ends harbour bus line\n\nThe council of Halden voted 21 to 14 on Monday to end the line.\n\n\
         Deputy mayor Mara Lindqvist said the line carries nobody after eight. Ilse Okafor, an economist at Halden University, said fewer people ride.\n",
    );
    let analyzer = Analyzer::default();
    compare::side_by_side(&[analyzer.analyze(&post), analyzer.analyze(&wire)])
}

#[test]
fn articles_on_one_event_are_held_side_by_side() {
    let sheet = side_by_side();
    let rows = |id: &str, columns: [&str; 3]| -> Vec<String> {
        let columns = columns.map(|c| column(section(&sheet, id), c));
        let shown = |c: &Cell| if let Cell::Text(t) = c { t.clone() } else { String::new() };
        (0..columns[0].len()).map(|i| columns.iter().map(|c| shown(&c[i])).collect::<Vec<_>>().join(" | ")).collect()
    };
    let heard = rows("heard", ["source", "heard_in", "not_in"]);
    assert!(heard.contains(&"Mara Lindqvist | Harbour Post, Halden Wire | ".to_owned()), "{heard:?}");
    assert!(heard.contains(&"Ilse Okafor | Halden Wire | Harbour Post".to_owned()), "{heard:?}");
    let called = rows("called", ["name", "article", "described_as"]);
    assert!(called.contains(&"Mara Lindqvist | Harbour Post | the embattled deputy mayor".to_owned()), "{called:?}");
    assert!(called.contains(&"Mara Lindqvist | Halden Wire | Deputy mayor".to_owned()), "{called:?}");
    let only = rows("only", ["article", "what", "text"]);
    for row in ["Harbour Post | number | 4,200", "Harbour Post | quotation | This is a disgrace", "Halden Wire | name | Halden University"]
    {
        assert!(only.contains(&row.to_owned()), "{row}: {only:?}");
    }
    assert!(!only.iter().any(|r| r.contains("carries nobody")), "the other has these words, without marks");
    let loaded = rows("loaded", ["article", "category", "terms"]);
    assert!(loaded.iter().any(|r| r.starts_with("Harbour Post") && r.ends_with("regime")), "{loaded:?}");
    assert!(has(&sheet, "One article is one case"));
}

#[test]
fn a_capital_that_opens_a_quotation_makes_no_name() {
    let said = |words: &str| {
        format!("Tomas Berg, who leads the dock workers of Halden, said on Monday: “{words} is a disgrace.” He left the hall.\n")
    };
    let analyzer = Analyzer::default();
    let reports = ["This", "Nobody"].map(|words| analyzer.analyze(&Article::new(words, said(words)).unwrap()));
    let sheet = compare::side_by_side(&reports);
    let only = column(section(&sheet, "only"), "text");
    assert!(only.iter().any(|c| text(c).contains("disgrace")), "{only:?}");
    assert!(!only.contains(&Cell::text("This")) && !only.contains(&Cell::text("Nobody")), "{only:?}");
}

#[test]
fn a_sheet_is_written_in_every_format_and_no_text_escapes_from_it() {
    let mut sheet = side_by_side();
    sheet.sections[0].rows[0][1] = Cell::text("=1+1 <script>alert(1)</script> | \u{202E}");
    sheet.sections[1].pictures.push(Picture::Bars {
        title: "<b>".to_owned(),
        unit: "\"words\"".to_owned(),
        bars: vec![sheet::Bar { label: "<i>&".to_owned(), value: 3.0 }],
    });
    let written = |format| {
        let mut out = Vec::new();
        sheet::write(&sheet, format, 100, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let html = written(Format::Html);
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>&") && !html.contains('\u{202E}'));
    assert!(html.contains("default-src &#x27;none&#x27;") && html.contains("<svg"));
    // Tables are data; what people open in a spreadsheet runs nothing.
    assert!(written(Format::Csv).contains("=1+1") && !written(Format::Csv).contains("'=1+1"));
    assert!(String::from_utf8_lossy(&sheet::safe_csv_table(&sheet.sections[0])).contains("'=1+1"));
    assert!(written(Format::Markdown).contains("\\<script\\>"));
    let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).unwrap();
    assert_eq!(json["tables"]["articles"].as_array().map(Vec::len), Some(2));
    assert!(!written(Format::Text).contains('\u{202E}'));
}

/// Needs node, chromium and `npm ci --prefix tests/browser`, as `tests/browser.rs` does; says so and stops where one is missing.
#[test]
#[allow(clippy::print_stderr)]
fn sheets_work_in_a_browser() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let present = |program: &str| std::process::Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    if !present("node") || !present("chromium") || !root.join("tests/browser/node_modules").is_dir() {
        eprintln!("skipped: it needs node, chromium, and `npm ci --prefix tests/browser`");
        return;
    }
    let mut plan = loaded(&["outlet"]);
    plan.period = Some(7);
    let codings = codings(&[("anna", ANNA), ("ben", BEN)]);
    let options = agree::Options { resamples: 99, seed: 1 };
    let agreement = agree::sheet(&codings, &agree::outcome(&codings, &options), &options);
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let pages =
        [("groups", compared(&table(40, 2), &plan).1), ("agreement", agreement), ("articles", side_by_side())].map(|(name, sheet)| {
            let mut html = Vec::new();
            sheet::write(&sheet, Format::Html, 100, &mut html).unwrap();
            let path = dir.join(format!("sheet-{name}.html"));
            std::fs::write(&path, html).unwrap();
            path
        });
    let run = std::process::Command::new("node").arg(root.join("tests/browser/sheets.mjs")).args(pages).output().unwrap();
    assert!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
}
