//! How an article speaks: in whose voice, how often it judges, whom it addresses.
use super::forms;
use crate::{
    attribution::{TokenVoice, Voice},
    claim::Reason,
    classify::Context,
    document::{Form, Furniture, ParagraphKind, TokenKind},
    language::Words,
    logistic::Sign,
};

/// Everything that is counted. Words in quotation marks are not the writer's.
#[allow(clippy::cast_precision_loss, reason = "counts of words")]
pub fn signs(cx: &Context<'_>) -> Vec<Sign> {
    let (doc, english) = (cx.doc, Words::english());
    let own = |t: usize| matches!(cx.attributions.tokens.get(t), Some(TokenVoice::Own)) && !doc.is_quoted(t);
    let words: Vec<usize> = doc.sentences().iter().flat_map(|s| s.tokens.clone()).filter(|&t| cx.is_word(t)).collect();
    let mine: Vec<usize> = words.iter().copied().filter(|&t| own(t)).collect();
    let times = |list: &[String]| mine.iter().filter(|&&t| list.iter().any(|w| w == doc.norm(t))).count();
    let sentences = doc.sentences().len();
    let of_voice = |voice: Voice| doc.sentences().iter().filter(|s| cx.attributions.voice(s.id) == voice).count();
    let outlet = of_voice(Voice::Outlet);
    let ends =
        |mark: &str| doc.sentences().iter().filter(|s| s.tokens.clone().next_back().is_some_and(|t| own(t) && doc.norm(t) == mark)).count();
    let claims = |reasons: &[Reason]| cx.claims.own.iter().filter(|c| reasons.contains(&c.reason)).count();
    let (judging, accusing) = (
        claims(&[Reason::Evaluation, Reason::Prediction, Reason::Comparison, Reason::Generalization, Reason::Motive, Reason::Cause]),
        claims(&[Reason::Accusation]),
    );
    let loaded = mine.iter().filter(|&&t| cx.readings.token(t).loaded > 0).count();
    let form = |form: Form| mine.iter().filter(|&&t| cx.form(t) == form).count();
    let (past, present) = (form(Form::Past), form(Form::Present));
    let quoted = words.iter().filter(|&&t| doc.is_quoted(t)).count();
    let figures = doc.sentences().iter().flat_map(|s| s.tokens.clone()).filter(|&t| doc.tokens()[t].kind == TokenKind::Number).count();
    let first = |s: &crate::document::Sentence| s.tokens.clone().find(|&t| cx.is_word(t));
    let opened = |t: usize| own(t) && english.openings.iter().any(|w| w == doc.norm(t));
    let openings = doc.sentences().iter().filter(|s| first(s).is_some_and(opened)).count();
    let dateline = doc.paragraphs().iter().any(|p| p.dateline.is_some() || p.kind == ParagraphKind::Furniture(Furniture::Dateline));
    let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
    let rate = |n: usize| 100.0 * share(n, words.len());
    let (i, we, you, ought) = (times(&english.i), times(&english.we), times(&english.you), times(&english.ought));
    let (asks, cries, short) = (ends("?"), ends("!"), times(&english.contractions));
    let sign = |name, value, reads: String| Sign { name, value, reads };
    let counted = |n: usize, reads: String| if n == 0 { String::new() } else { reads };
    let named = cx.attributions.sources.iter().filter(|s| s.kind.is_named()).count();
    let mut signs = vec![
        sign("own-sentences", share(outlet, sentences), format!("{outlet} of {sentences} sentences are told in the writer's own voice")),
        sign(
            "judging-sentences",
            share(judging, sentences),
            counted(judging, format!("{judging} of {sentences} sentences judge, explain or foretell in the writer's own voice")),
        ),
        sign(
            "accusing-sentences",
            share(accusing, sentences),
            counted(accusing, format!("{accusing} of {sentences} sentences accuse in the writer's own voice")),
        ),
        sign("judging-words", rate(loaded).min(8.0), counted(loaded, format!("{loaded} words judge"))),
        sign("i", rate(i).min(4.0), counted(i, format!("the writer says *I* or *my* ({i})"))),
        sign("we", rate(we).min(4.0), counted(we, format!("the writer says *we* or *our* ({we})"))),
        sign("you", rate(you).min(4.0), counted(you, format!("the writer speaks to *you* ({you})"))),
        sign("ought", rate(ought).min(3.0), counted(ought, format!("the writer says what must or should be ({ought})"))),
        sign("questions", share(asks, sentences).min(0.4), counted(asks, format!("{asks} of {sentences} sentences ask"))),
        sign(
            "exclamations",
            share(cries, sentences).min(0.3),
            counted(cries, format!("{cries} of {sentences} sentences end in an exclamation mark")),
        ),
        sign("contractions", rate(short).min(3.0), String::new()),
        sign(
            "openings",
            share(openings, sentences),
            counted(openings, format!("{openings} of {sentences} sentences begin as talk does (*and*, *but*, *of course*)")),
        ),
        sign("quoted-words", share(quoted, words.len()), String::new()),
        sign("named-sources", share(named, sentences).min(1.0), String::new()),
        sign("figures", rate(figures).min(8.0), String::new()),
        sign("past-verbs", share(past, past + present), String::new()),
        sign("dateline", f64::from(u8::from(dateline)), String::new()),
        sign("sentence-words", share(words.len(), sentences).min(40.0) / 10.0, String::new()),
        sign("length", (words.len().min(1500) as f64) / 500.0, String::new()),
    ];
    signs.extend(forms::signs(doc));
    signs
}
