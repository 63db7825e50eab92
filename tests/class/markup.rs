//! Markdown and web pages: what is shown is what a reader reads, and places stay those of the file.
use crate::{page::article, rendered};
use sayso::{
    Analyzer,
    input::{Limits, html, markdown},
};
use serde_json::Value;

const MARKDOWN: &str = "---\ntitle: Council sells the harbour\n---\n# Council sells the *harbour*\n\n**HALDEN** — The [harbour board](https://example.org/board) said \
     on Monday that `berth 4` will close,\nand *critics* say the plan is a scam.\n\n> “We have **waited** for years,” said [Ada Brandt](https://example.org/ada),\n> a \
     fisher. “Nobody listened.”\n\n- The disgraceful **and** reckless plan was drawn up in secret.\n";

#[test]
fn pages_and_sheets_of_markdown_show_what_a_reader_reads() {
    let report = Analyzer::default().analyze(&markdown("a.md", MARKDOWN.as_bytes(), Limits::default()).unwrap());
    let signs = ["**", "*critics", "](", "[harbour", "`berth", "example.org", "&gt; ", "title:", "- The"];
    for format in ["html", "worksheet", "worksheet-key"] {
        let page = rendered(format, &report);
        let (_, shown) = page.split_once("<main").unwrap();
        // What explains the rules shows markup on purpose.
        let shown = shown.split("<script").next().unwrap().split("data-section=\"Example\"").next().unwrap();
        assert!(signs.iter().all(|sign| !shown.contains(sign)), "{format}: {shown}");
    }
    let sheet = rendered("worksheet", &report);
    // One headline, and lines as full as those of plain text.
    assert_eq!(sheet.matches("Council sells the harbour<").count(), 2, "title and headline: {sheet}");
    assert!(sheet.contains("HALDEN — The harbour board said on Monday that berth 4 will close, and<"), "{sheet}");
    let key = rendered("worksheet-key", &report);
    assert!(
        key.contains("First: <span dir=\"auto\">The harbour board</span>")
            && key.contains("yes, <span dir=\"auto\">Ada Brandt, a fisher</span>"),
        "{key}"
    );
    assert!(report.sources.iter().any(|s| s.name == "The harbour board"));
    // Findings stand where the file has them.
    let trigger = &report.findings.iter().find(|f| f.rule == "vague-attribution").unwrap().evidence[0].span;
    assert_eq!((&MARKDOWN[trigger.byte_start..trigger.byte_end], trigger.line, trigger.column), ("critics", 7, 6));
}

#[test]
fn a_class_page_of_markdown_shows_words_and_counts_places_in_the_file() {
    let report = Analyzer::default().analyze(&markdown("a.md", MARKDOWN.as_bytes(), Limits::default()).unwrap());
    let (article, folded) = article(&rendered("class", &report));
    let parts: Vec<&Value> = article["blocks"].as_array().unwrap().iter().flat_map(|b| b["parts"].as_array().unwrap()).collect();
    let sentence = |n: usize| -> String { parts.iter().filter(|p| p["n"] == n).map(|p| p["text"].as_str().unwrap()).collect() };
    let shown: Vec<String> = (1..=report.sentences.len()).map(sentence).collect();
    assert_eq!(
        shown,
        [
            "Council sells the harbour",
            "The harbour board said on Monday that berth 4 will close,\nand critics say the plan is a scam.",
            "“We have waited for years,” said Ada Brandt,\na fisher.",
            "“Nobody listened.”",
            "The disgraceful and reckless plan was drawn up in secret.",
        ]
    );
    let letters: Vec<char> = MARKDOWN.chars().collect();
    let slice =
        |start: &Value, len: usize| letters[usize::try_from(start.as_u64().unwrap()).unwrap()..].iter().take(len).collect::<String>();
    for part in parts.iter().filter(|p| p["n"] != 0) {
        let text = part["text"].as_str().unwrap();
        assert_eq!(slice(&part["start"], text.chars().count()), text);
    }
    let marks = folded["marks"].as_array().unwrap();
    assert!(marks.iter().any(|m| m["text"] == "disgraceful" && slice(&m["start"], 11) == "disgraceful"), "{marks:?}");
}

#[test]
fn the_mark_of_a_block_quotation_of_a_page_is_not_shown() {
    let told =
        "The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said, and nobody objected. ".repeat(3);
    let page = format!(
        "<html><head><title>Harbour vote is put off</title></head><body><article><p>{told}</p><p>{told}</p><blockquote><p>We have said so for \
         years.</p><cite>Ada Brandt</cite></blockquote><p>{told}</p></article></body></html>"
    );
    let report = Analyzer::default().analyze(&html("a.html", page.as_bytes(), Limits::default()).unwrap());
    assert!(report.text.contains("> We have said so"));
    let tags = regex::Regex::new("<[^>]*>").unwrap();
    for format in ["html", "class", "worksheet"] {
        let page = rendered(format, &report);
        let shown = tags.replace_all(&page, "");
        assert!(shown.contains("We have said so for years.") && !shown.contains("&gt; We"), "{format}");
    }
}
