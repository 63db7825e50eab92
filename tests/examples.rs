//! The examples of the library run.
#![allow(clippy::unwrap_used)]
#[path = "../examples/article.rs"]
mod article;
#[path = "../examples/lexicon.rs"]
mod lexicon;
#[path = "../examples/renderer.rs"]
mod renderer;
#[path = "../examples/threads.rs"]
mod threads;

#[test]
fn every_example_runs() {
    for main in [article::main, lexicon::main, renderer::main, threads::main] {
        main().unwrap();
    }
}
