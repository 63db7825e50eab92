//! Codings of people and of the program.
use crate::{column, has, numbers, section};
use sayso::{
    agree::{self, Codings, Drawn, PROGRAM},
    sheet::{self, Cell},
};
use std::fmt::Write;

pub(crate) fn codings(files: &[(&str, &str)]) -> Codings {
    let mut codings = Codings::default();
    for (coder, csv) in files {
        codings.read_csv(csv.as_bytes(), coder).unwrap();
    }
    codings.finish(&[]).unwrap();
    codings
}

pub(crate) const ANNA: &str =
    "article_id,sentence,text,voice,grade\na,0,First.,outlet,2\na,1,Second.,attributed,0\nb,0,Third.,mixed,1\nb,1,Fourth.,outlet,\n";
pub(crate) const BEN: &str =
    "unit,article_id,sentence,voice,grade\n7,a,0,outlet,1\n8,a,1,attributed,0\n9,b,0,attributed,1\n10,b,1,outlet,0\n";

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
    let key = sheet::csv_table(&Drawn::key(&drawn), false);
    let for_people = sheet::csv_table(&Drawn::sheet(&drawn), true);
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
    let saved = include_bytes!("../classroom/A1.sayso.json");
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
    let sheet = String::from_utf8(sheet::csv_table(&Drawn::sheet(&drawn), false)).unwrap();
    let printed = String::from_utf8(agree::printable(&drawn).unwrap()).unwrap();
    assert!(!sheet.contains("cause") && !sheet.contains("stratum") && !printed.contains("needs a source ·"));
    assert!(drawn.iter().all(|d| d.sentence == "0" || !d.before.is_empty()));
    // What comes first says nothing of the stratum.
    assert!(drawn[..20].iter().map(|d| &d.stratum).collect::<std::collections::BTreeSet<_>>().len() >= 4);
    // Coded as the program says, the sheet agrees with the key in all.
    let key = String::from_utf8(sheet::csv_table(&Drawn::key(&drawn), false)).unwrap();
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
