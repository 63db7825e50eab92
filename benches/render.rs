//! Rendering alone, of a finished report on about 1,000 words. `cargo bench --bench render`
#![allow(clippy::unwrap_used)]
use divan::Bencher;
use sayso::{
    Article,
    render::{Options, by_name},
};

const PARAGRAPH: &str = "The reckless council of Port Ellery rammed the new breakwater through on Tuesday after a debate that ran past midnight. \
    “We have waited eleven years for this,” said Oona Marsh, who chairs the fishing co-operative, “and three boats were lost while we did.” \
    Critics say that the $4.2 million wall will ruin the view. It is the worst plan in the history of the town. \
    An engineer hired by the town found no sign of that in her 60-page report, but she warned that costs could rise by a fifth.\n\n";

fn main() {
    divan::main();
}

#[divan::bench(args = ["html", "worksheet", "markdown", "text", "json"])]
fn thousand_words(bencher: Bencher<'_, '_>, format: &str) {
    let report = sayso::analyze(&Article::new("bench", PARAGRAPH.repeat(11)).unwrap());
    assert!((900..1200).contains(&report.article.words), "{}", report.article.words);
    let format = by_name(format).unwrap();
    bencher.bench(|| {
        let mut out = Vec::new();
        format.render(std::slice::from_ref(&report), &Options::default(), &mut out).unwrap();
        out
    });
}
