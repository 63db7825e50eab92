//! Opens the pages in Chromium (`tests/browser/run.mjs`). Needs node, chromium and `npm ci --prefix tests/browser`, all of which
//! `.ci/run` installs; says so and stops where one is missing.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use sayso::{
    Analyzer, Article,
    article::Metadata,
    classroom::{self, Class},
    compare, input,
    render::{Options, by_name},
    report::Report,
    sheet::{self, Cell},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// An article that tries to break out of the page, in every field.
fn attack() -> Article {
    let evil =
        "<script>window.pwned=1</script>\"'><img src=x onerror=window.pwned=2></style></template></title><!-- --> {{ 7*7 }} {% raw %}";
    let text = format!(
        "The regime slammed {evil} on Monday\n\n\
         \"{evil} is a disgrace,\" said {evil} Ann {evil} Smith. Critics <b>slammed</b> the &lt;so-called&gt; plan &amp; fled.\n\n\
         The \u{202E}regime\u{202C} is a dis\u{200B}aster, and \u{2066}the radical\u{2069} clique fell. \u{1B}[31mRed\u{7}\n\n\
         השר אמר כי the regime הוא אסון. قال الوزير إن the reckless plan فشل.\n\n\
         {} is reckless. javascript:alert(1) https://example.invalid/?a=<x>\n\n=HYPERLINK(\"x\") is an outrage, he said.\n",
        "W".repeat(3000)
    );
    let evil = || Some(evil.to_owned());
    let metadata = Metadata {
        title: evil(),
        outlet: evil(),
        date: evil(),
        url: Some("javascript:window.pwned=3".to_owned()),
        author: evil(),
        ..Metadata::default()
    };
    Article::new("=1+1 </script><script>window.pwned=4</script>", text).unwrap().with_metadata(metadata)
}

fn write(dir: &Path, format: &str, file: &str, reports: &[Report]) {
    let mut bytes = Vec::new();
    by_name(format).unwrap().render(reports, &Options::default(), &mut bytes).unwrap();
    fs::write(dir.join(file), bytes).unwrap();
}

#[test]
fn pages_work_in_a_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let present = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    if !present("node") || !present("chromium") || !root.join("tests/browser/node_modules").is_dir() {
        eprintln!("browser tests are skipped: they need node, chromium, and `npm ci --prefix tests/browser`");
        return;
    }
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&dir).unwrap();
    let analyzer = Analyzer::default();
    let mut reports = Vec::new();
    for name in ["balanced", "column", "court", "science", "wire"] {
        let text = fs::read_to_string(root.join("tests/articles").join(format!("{name}.txt"))).unwrap();
        let report = analyzer.analyze(&Article::new(format!("{name}.txt"), text).unwrap());
        write(&dir, "html", &format!("{name}.html"), std::slice::from_ref(&report));
        write(&dir, "worksheet", &format!("{name}.worksheet.html"), std::slice::from_ref(&report));
        write(&dir, "worksheet-key", &format!("{name}.worksheet-key.html"), std::slice::from_ref(&report));
        reports.push(report);
    }
    let attack = analyzer.analyze(&attack());
    fs::write(dir.join("attack.txt"), &attack.text).unwrap();
    write(&dir, "html", "attack.html", std::slice::from_ref(&attack));
    write(&dir, "worksheet", "attack.worksheet.html", std::slice::from_ref(&attack));
    write(&dir, "class", "attack.class.html", std::slice::from_ref(&attack));
    write(&dir, "class", "two.class.html", &[reports[4].clone(), reports[1].clone()]);
    // Two articles on one event, and what `sayso compare` tells of them.
    let event = [
        ("post", "Council axes harbour buses\n\nThe regime in the town hall of Halden slashed the harbour bus line on Monday, leaving 4,200 commuters stranded.\n\n\
                  Mara Lindqvist, the embattled deputy mayor, said the line \"carries nobody after eight\". \"This is a disgrace,\" said Tomas Berg, who leads the dock workers.\n"),
        ("wire", "Council ends harbour bus line\n\nThe council of Halden voted 21 to 14 on Monday to end the line.\n\n\
                  Deputy mayor Mara Lindqvist said the line carries nobody after eight. Ilse Okafor, an economist at Halden University, said fewer people ride.\n"),
    ]
    .map(|(id, text)| analyzer.analyze(&Article::new(id, text).unwrap()));
    write(&dir, "class", "event.class.html", &event);
    let marked = "Boats wait\n\n> “We have **waited** for [*ten* years](https://example.org),” said Ada Brandt,\n> a fisher.\n";
    let marked = analyzer.analyze(&input::markdown("marked.md", marked.as_bytes(), input::Limits::default()).unwrap());
    write(&dir, "class", "marked.class.html", std::slice::from_ref(&marked));
    let mut compared = Vec::new();
    sheet::write(&compare::side_by_side(&event), sheet::Format::Json, 100, &mut compared).unwrap();
    fs::write(dir.join("event.compare.json"), compared).unwrap();
    write(&dir, "html", "empty.html", &[analyzer.analyze(&Article::new("empty", "Rain fell.").unwrap())]);
    reports.push(attack);
    write(&dir, "html", "many.html", &reports);
    let story =
        |i: usize| analyzer.analyze(&Article::new(format!("story-{i}"), format!("Story {i:03}\n\nRain fell in Port Ellery.")).unwrap());
    write(&dir, "html", "long.html", &(0..210).map(story).collect::<Vec<_>>());
    // `web/build` makes these pages; .ci/run does where there is the compiler for them.
    let pasted = std::env::var_os("SAYSO_PASTE_PAGES").map(PathBuf::from);
    if pasted.is_none() {
        eprintln!("the paste pages are not tested: SAYSO_PASTE_PAGES names no folder (web/build makes one)");
    }
    for page in ["sayso-class.html", "sayso-class-fast.html"] {
        fs::remove_file(dir.join(page)).ok();
        if let Some(pasted) = &pasted {
            fs::copy(pasted.join(page), dir.join(page)).unwrap();
        }
    }
    let run = Command::new("node").arg(root.join("tests/browser/run.mjs")).arg(&dir).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{err}");
    class_results_are_those_of_the_page(&dir, "S", 4);
    class_results_are_those_of_the_page(&dir, "T", 2);
    // What a class leaves behind is a lexicon that the program reads.
    let toml = fs::read_to_string(dir.join("9b.toml")).unwrap();
    assert_eq!(sayso::lexicon::check("9b.toml", &toml), []);
    assert_eq!(sayso::lexicon::parse("9b.toml", &toml).unwrap().entries.len(), 2);
    let on =
        toml.lines().map(|l| l.strip_prefix("# ").filter(|l| l.starts_with(['[', 'i', 'e'])).unwrap_or(l)).collect::<Vec<_>>().join("\n");
    assert_eq!(sayso::lexicon::check("9b.toml", &on), [], "{on}");
}

/// `sayso class` counts the files that the page saved as the page does.
fn class_results_are_those_of_the_page(dir: &Path, set: &str, students: usize) {
    let mut class = Class::default();
    for n in 0..students {
        let name = format!("{set}{n}.sayso.json");
        class.take(&name, &fs::read(dir.join(&name)).unwrap()).unwrap();
    }
    let records = |bytes: &[u8]| {
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
        csv::Reader::from_reader(bytes).into_records().map(Result::unwrap).collect::<Vec<_>>()
    };
    assert_eq!(
        records(&sheet::csv_table(&classroom::marks(&class), false)),
        records(&fs::read(dir.join(format!("class.{set}.csv"))).unwrap())
    );
    let shown: serde_json::Value = serde_json::from_slice(&fs::read(dir.join(format!("class.{set}.json"))).unwrap()).unwrap();
    let sheet = classroom::sheet(&class);
    let row = |cells: &[Cell]| {
        let json = |cell: &Cell| match cell {
            Cell::Text(text) => text.as_str().into(),
            Cell::Count(n) => (*n).into(),
            // As many digits as an addition in another order leaves alike.
            Cell::Number(x, _) => format!("{x:.9}").into(),
            _ => serde_json::Value::Null,
        };
        cells.iter().map(json).collect::<Vec<serde_json::Value>>()
    };
    let alike: Vec<_> = sheet.sections[1].rows.iter().map(|r| row(&r[1..4])).collect();
    let told: Vec<Vec<serde_json::Value>> = serde_json::from_value(shown["alike"].clone()).unwrap();
    let nine = |v: &serde_json::Value| v.as_f64().map_or(v.clone(), |x| format!("{x:.9}").into());
    assert_eq!(alike, told.iter().map(|r| r.iter().map(nine).collect::<Vec<_>>()).collect::<Vec<_>>());
    // Places by their columns for machines; of long words a sheet has the beginning.
    let talk = &sheet.sections[0];
    let of = |ids: &[&str], r: &[Cell]| -> Vec<Cell> {
        ids.iter().map(|id| r[talk.columns.iter().position(|c| c.id == *id).unwrap()].clone()).collect()
    };
    let places: Vec<_> = talk.rows.iter().map(|r| row(&of(&["why", "question", "sentence", "marked", "students", "program"], r))).collect();
    assert_eq!(serde_json::json!(places), shown["talk"]);
    for (r, words) in talk.rows.iter().zip(shown["words"].as_array().unwrap()) {
        let here = row(&of(&["words"], r));
        assert!(words.as_str().unwrap().starts_with(here[0].as_str().unwrap().trim_end_matches('…')), "{here:?} {words}");
    }
}
