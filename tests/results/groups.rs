//! Groups of articles: rates, differences, series, and what a reviewer would object to.
use crate::{HEADER, OPTIONS, column, compared, has, loaded, numbers, plan, section, table};
use sayso::{
    compare::{self, How, Options, Plan},
    sheet::{Picture, Section},
    stats::Random,
};
use std::fmt::Write;

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
