//! Part of speech: tokens per second over a text of our own. `cargo bench --bench tagging`
#![allow(clippy::unwrap_used)]
use divan::{Bencher, counter::ItemsCount};
use sayso::{Article, document::Document, language};

const PARAGRAPH: &str = "The harbour board of Port Ellery approved the new breakwater on Tuesday after a debate that ran past midnight. \
    “We have waited eleven years for this,” said Oona Marsh, who chairs the fishing co-operative, “and three boats were lost while we did.” \
    Opponents, among them the owners of two hotels on the quay, argue that the $4.2 million wall will spoil the view and silt up the inner basin. \
    An engineer hired by the town found no sign of that in her 60-page report, but she warned that dredging costs could rise by a fifth.\n\n";

fn main() {
    divan::main();
}

#[divan::bench]
fn tag(bencher: Bencher<'_, '_>) {
    let article = Article::new("bench", PARAGRAPH.repeat(50)).unwrap();
    let doc = Document::parse(&article);
    bencher.counter(ItemsCount::new(doc.tokens().len())).bench(|| language::tag(&doc));
}
