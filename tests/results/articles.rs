//! Single articles: side by side, and beside what is usual.
use crate::{column, has, section, text};
use sayso::{
    Analyzer, Article,
    article::Metadata,
    compare,
    config::{Engine, Profile, Settings},
    level::Level,
    norms, render,
    sheet::{Cell, Sheet},
};

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

pub(crate) fn side_by_side() -> Sheet {
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
