//! Speed of the document layer, in bytes of text a second: `cargo bench --bench document`.
use divan::{Bencher, counter::BytesCount};
use sayso::{Article, document::Document};

fn main() {
    divan::main();
}

/// About a megabyte of news prose in articles of the usual length.
fn articles() -> Vec<Article> {
    let body = "ORVANE, Listria (HW) — The ferry Alta sank off the harbour at dawn on Sept. 27, the harbour master, Mira B. Tolan, told reporters. “It was over in a minute,” she said. “Nobody had time to shout.”\n\n\
                The U.S.-built ship, which can carry 1,200 people, had been inspected at 00:30 a.m., the ministry's records show. It wasn't insured; the owners' lawyers declined to comment. About 3.5 percent of the island's income comes from the crossing.\n\n\
                \"We don't know yet why the pumps failed,\" said Jon Pell, who runs the pumps for Halden Inc. in Port Orvane. He called the inspection \"a joke\" and the minister's plan 'too little, too late' -- and left.\n\n";
    let article = format!("Ferry sinks off Orvane\n\nBy Mira Roe\n\n{}", body.repeat(6));
    (0..250).map(|n| Article::new(n.to_string(), article.as_str())).filter_map(Result::ok).collect()
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let articles = articles();
    let bytes: usize = articles.iter().map(|a| a.text().len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| articles.iter().map(|a| Document::parse(divan::black_box(a)).sentences().len()).sum::<usize>());
}
