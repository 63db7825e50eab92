//! Who has the floor, and what is furniture, against the written cases of `tests/articles/blocks/`. `<<< KIND: NAME` and `>>>` stand
//! around a block (`-`: nobody is named, `*`: whoever it is); `[KIND]` before a paragraph that is left out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Article, Report,
    config::{Engine, Profile, Settings},
    input::{self, Limits},
    report::BlockKind,
};
use std::{fmt::Write, fs, path::Path};

type Told = (String, String, String);

/// The text without its marks, the blocks as kind, name and words, and what is left out.
fn read(case: &str) -> (String, Vec<Told>, Vec<(String, String)>) {
    let (mut text, mut blocks, mut out) = (String::new(), Vec::<Told>::new(), Vec::new());
    let mut open = false;
    for line in case.lines() {
        if let Some((kind, name)) = line.strip_prefix("<<< ").and_then(|l| l.split_once(": ")) {
            blocks.push((kind.to_owned(), name.to_owned(), String::new()));
            open = true;
            continue;
        }
        if line == ">>>" {
            open = false;
            continue;
        }
        let (kind, line) = match line.strip_prefix('[').and_then(|l| l.split_once("] ")) {
            Some((kind, rest)) => (Some(kind), rest),
            None => (None, line),
        };
        out.extend(kind.map(|k| (k.to_owned(), line.to_owned())));
        text += line;
        text.push('\n');
        if open {
            blocks.last_mut().unwrap().2 += line;
        }
    }
    (text, blocks, out)
}

fn analyze(text: &str) -> Report {
    judge(&Article::new("case", text).unwrap())
}

fn judge(article: &Article) -> Report {
    Analyzer::builder().settings(Settings { engine: Engine::Fast, ..Settings::default() }).build().analyze(article)
}

/// Who holds the first block.
fn holder(report: &Report) -> Option<&str> {
    report.blocks.first().and_then(|b| b.holder).map(|id| report.sources[id].name.as_str())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn blocks_and_furniture_are_where_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/blocks");
    let mut wrong = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let (text, blocks, out) = read(&fs::read_to_string(&path).unwrap());
        let report = analyze(&text);
        let slice = |start: usize, end: usize| text.get(start..end).unwrap().to_owned();
        let found: Vec<Told> = (report.blocks.iter())
            .map(|b| {
                let source = b.holder.map(|id| report.sources[id].name.clone());
                let name = if b.kind == BlockKind::Letter { b.named.clone() } else { source };
                (b.kind.to_string(), name.unwrap_or_else(|| "-".to_owned()), letters(&slice(b.byte_start, b.byte_end)))
            })
            .collect();
        let wanted: Vec<Told> = (blocks.iter().enumerate())
            .map(|(n, (kind, name, words))| {
                let name = if name == "*" { found.get(n).map_or("-", |f| f.1.as_str()) } else { name };
                (kind.clone(), name.to_owned(), letters(words))
            })
            .collect();
        let left: Vec<(String, String)> = report.left_out.iter().map(|l| (l.kind.to_string(), slice(l.byte_start, l.byte_end))).collect();
        if found != wanted || left != out {
            writeln!(wrong, "{}\nwanted {wanted:?} {out:?}\n   got {found:?} {left:?}", path.display()).unwrap();
        }
        // What somebody else has the floor for is not the article's own word.
        for b in report.blocks.iter().filter(|b| b.kind != BlockKind::Letter) {
            for s in &report.sentences[b.sentences[0]..=b.sentences[1]] {
                assert!(matches!(s.voice.as_str(), "attributed" | "none"), "{}: {} {s:?}", path.display(), b.kind);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_lone_short_line_behind_a_mark_is_a_link_and_no_quotation() {
    let report = analyze("Ferry sinks\n\nThe ferry sank at dawn, the harbour master said.\n\n> Farmers never doubted it\n\nIt rained.");
    assert!(report.blocks.is_empty(), "{:?}", report.blocks);
}

/// *Shame!* alone is what somebody posts, though beside others it is a fragment.
#[test]
fn who_posts_a_single_word_says_it() {
    let voices = |post: &str| {
        let report = analyze(&format!("Ferry stuck in the ice\n\nThe ferry stuck fast on Tuesday night.\n\nMara Lind (@maralind): {post}"));
        report.sentences[2..].iter().map(|s| s.voice.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(voices("Shame!"), ["attributed"]);
    assert_eq!(voices("Nobody on board was told a thing. Shame!"), ["attributed", "none"]);
}

/// *I would tell them* is whoever answers; whom the answer cites, the article need not name.
#[test]
fn an_answer_has_one_source_and_asks_nobody_for_a_name() {
    let text = "A head teacher on marking\n\nGrace Adeyemi has run the school for eleven years.\n\nWhy did you stop marking?\n\n\
        My teachers were leaving.\n\nDid your governors agree?\n\nMost of them. One said I was lazy. Our caretaker said I was late.\n\nWhat would you tell a new head?\n\n\
        I would tell them to count the hours.";
    let settings = Settings { profile: Profile::Research, ..Settings::default() };
    let report = Analyzer::builder().settings(settings).build().analyze(&Article::new("case", text).unwrap());
    let named: Vec<&str> = report.sources.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(named, ["Grace Adeyemi", "One", "Our caretaker"]);
    let words = |a: &sayso::report::AttributionCited| a.source.as_ref().map(|s| s.text.clone());
    assert!(report.attributions.iter().all(|a| words(a).as_deref() != Some("I")));
    assert!(report.findings.iter().all(|f| f.rule != "anonymous-source"), "{:?}", report.findings);
}

#[test]
fn a_turn_is_its_speakers_whole_whatever_is_quoted_in_it() {
    let text = "Harbour news\n\nThe club met in May.\n\nMAYOR DAHL: The tunnel leaks. It is old.\n\nREPORTER: Who says so?\n\n\
        MAYOR DAHL: “It has leaked for years,” the engineers say. No.\n\nREPORTER: When will it close?\n\nMAYOR DAHL: In May.";
    let report = analyze(text);
    let turns: Vec<_> = report.attributions.iter().filter(|a| a.class.as_str() == "colon").map(|a| a.kind.to_string()).collect();
    assert_eq!(turns, ["indirect"; 5]);
}

#[test]
fn one_name_and_a_place_alone_sign_nothing() {
    let report = analyze("Ferry sinks\n\nThe ferry sank at dawn, and nobody was hurt.\n\nNadia Kell, Tarnby\n\nIt rained all day long.");
    assert!(report.blocks.is_empty(), "{:?}", report.blocks);
}

#[test]
fn a_statement_ends_with_the_page_and_what_is_quoted_with_its_marks() {
    let text = "Ferry sinks\n\nThe statement of the company reads in full:\n\n“We are sorry. The boat was unfit.”\n\nThe mayor is a fool. It rained all day.";
    assert!(analyze(text).blocks.iter().all(|b| b.kind != BlockKind::Statement));
    assert_eq!(analyze(text).sentences.last().map(|s| s.voice.as_str()), Some("outlet"));
}

#[test]
fn posts_and_quotations_of_web_pages_have_their_holders() {
    let line = "&mdash; Mara Lind (@maralind) <a href=\"#\">March 14, 2031</a>";
    let said = "<p>The mill was sold at a fair price. Nobody was cheated.</p>";
    for (inner, name) in [
        (format!("<blockquote class=\"twitter-tweet\">{said}{line}</blockquote>"), "Mara Lind"),
        (format!("<blockquote class=\"twitter-tweet\"><p>Shame!</p>{line}</blockquote>"), "Mara Lind"),
        (format!("<amp-twitter data-tweetid=\"1\"><blockquote placeholder>{said}{line}</blockquote></amp-twitter>"), "Mara Lind"),
        (format!("<blockquote>{said}<cite>Ada Roe, chair of the board</cite></blockquote>"), "Ada Roe"),
        (format!("<blockquote>{said}<footer>&mdash; <cite>Ada Roe</cite></footer></blockquote>"), "Ada Roe"),
        (format!("<blockquote>{said}<figcaption><footer>&mdash; Ada Roe</footer></figcaption></blockquote>"), "Ada Roe"),
        (
            format!("<figure><blockquote>{said}</blockquote><figcaption>&mdash; Ada Roe, <cite>a letter</cite></figcaption></figure>"),
            "Ada Roe",
        ),
        (format!("<p>Ada Roe wrote to the members:</p><blockquote>{said}</blockquote>"), "Ada Roe"),
    ] {
        let body =
            "<p>The board met in May and put off the vote on the mill for the third time, and nobody could say for how long.</p>".repeat(4);
        let page = format!("<html><head><title>A sale</title></head><body><article>{body}{inner}{body}</article></body></html>");
        let report = judge(&input::html("page", page.as_bytes(), Limits::default()).unwrap());
        assert_eq!(holder(&report), Some(name), "{inner}");
    }
}

#[test]
fn quotations_of_markdown_have_their_holders() {
    let said = "> The mill was sold at a fair price. Nobody was cheated.\n";
    for (text, name) in [
        (format!("{said}>\n> — Ada Roe, chair of the board\n"), "Ada Roe"),
        (format!("{said}>\n> <cite>Ada Roe</cite>\n"), "Ada Roe"),
        (format!("{said}\n— Ada Roe, chair of the board\n"), "Ada Roe"),
        (format!("Ada Roe wrote to the members:\n\n{said}"), "Ada Roe"),
        ("> Mara Lind (@maralind):\n> The pumps were broken for months and the board knew it.\n".to_owned(), "Mara Lind"),
    ] {
        let text = format!("# A sale\n\nThe board met in May.\n\n{text}\nTalks go on in May.\n");
        let report = judge(&input::markdown("page", text.as_bytes(), Limits::default()).unwrap());
        assert_eq!(holder(&report), Some(name), "{text}");
    }
}
