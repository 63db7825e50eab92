//! Whether a text is English. On doubt it is: a wrong "no" would silence an article.
use super::{Words, embedded, short, word::Word};
use crate::document::{Document, Token, TokenKind};

/// Fewer letters than this say too little about a language.
const ENOUGH_LETTERS: usize = 200;
/// This much of a text is looked at.
const SAMPLE_WORDS: usize = 300;

/// The English name of the language of a text that is plainly not English, or "another language".
///
/// The tagger's own vocabulary settles nearly every English text at once; only the rest pays for letter statistics.
pub fn other_than_english(doc: &Document<'_>) -> Option<&'static str> {
    let text = doc.article().text();
    let named = |found: whatlang::Info| if found.is_reliable() { found.lang().eng_name() } else { "another language" };
    if doc.word_count() < FEW_WORDS && short::is_foreign(doc) {
        return Some(whatlang::detect(text).map_or("another language", named));
    }
    let sample = text.char_indices().nth(SAMPLE_WORDS * 8).map_or(text, |(end, _)| &text[..end]);
    // A few dozen words without one of these are no English, though a tagger may know half of them from names and loans.
    if lacks_english(doc)
        && let Some(found) = whatlang::detect(sample).filter(|f| f.lang() != whatlang::Lang::Eng)
        && (found.is_reliable() || !mostly_known(doc))
    {
        return Some(named(found));
    }
    if mostly_known(doc) {
        return None;
    }
    if sample.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH_LETTERS {
        return None;
    }
    let found = whatlang::detect(sample)?;
    match (found.lang(), found.is_reliable()) {
        (whatlang::Lang::Eng, _) => None,
        (language, true) => Some(language.eng_name()),
        // In another script it is not English, whichever of that script's languages it is.
        (_, false) => (found.script() != whatlang::Script::Latin).then_some("another language"),
    }
}

/// Fewer words are a headline or a list, and may well do without the little words of English: [`short`] reads them.
const FEW_WORDS: usize = 25;

/// Hardly one word of a text is a little word of English; of English news one in four is.
fn lacks_english(doc: &Document<'_>) -> bool {
    let (little, all) = share(doc, |i, _| Words::english().is_little(doc.norm(i)));
    all >= FEW_WORDS && 25 * little < all
}

/// The tagger knows more than half of the first words.
fn mostly_known(doc: &Document<'_>) -> bool {
    let Some(model) = embedded() else { return false };
    let (known, all) = share(doc, |i, token| model.knows(&Word::new(doc.word(i), doc.norm(i), token.key)));
    2 * known > all
}

/// Of how many of the first words something holds, and how many there are.
fn share(doc: &Document<'_>, holds: impl Fn(usize, &Token) -> bool) -> (usize, usize) {
    let words = doc.tokens().iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word).take(SAMPLE_WORDS);
    words.fold((0, 0), |(held, all), (i, token)| (held + usize::from(holds(i, token)), all + 1))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::other_than_english;
    use crate::{article::Article, document::Document};

    fn english(text: &str) -> bool {
        let article = Article::new("t", text).unwrap();
        other_than_english(&Document::parse(&article)).is_none()
    }

    #[test]
    fn english_with_foreign_names_is_english() {
        assert!(english(
            "The mayor of Szentgyörgyvölgy, Zsófia Kővágó, told reporters on Monday that the Gazdasági Bizottság would meet again \
             before the harvest. Her deputy, Ödön Vörösmarty, called the plan a mistake and said the town could not pay for it, \
             whatever the ministry in the capital may have promised in spring."
        ));
    }

    #[test]
    fn other_languages_are_noticed() {
        for text in [
            "Die Bürgermeisterin sagte am Montag vor der Presse, der Ausschuss werde noch vor der Ernte wieder zusammentreten. Ihr \
             Stellvertreter nannte den Plan einen Fehler und erklärte, die Stadt könne ihn nicht bezahlen, was auch immer das \
             Ministerium in der Hauptstadt im Frühjahr versprochen haben möge.",
            "La maire a déclaré lundi devant la presse que la commission se réunirait de nouveau avant la récolte. Son adjoint a \
             qualifié le projet d'erreur et affirmé que la ville ne pouvait pas le payer, quoi que le ministère ait pu promettre \
             au printemps dans la capitale.",
            "Мэр заявила в понедельник журналистам, что комиссия снова соберётся до начала уборки урожая. Её заместитель назвал план \
             ошибкой и сказал, что город не может его оплатить, что бы ни обещало министерство в столице весной этого года. Решение примут осенью.",
            "La alcaldesa dijo el lunes ante la prensa que la comisión volvería a reunirse antes de la cosecha. Su adjunto calificó \
             el plan de error y afirmó que la ciudad no podía pagarlo, prometiera lo que prometiera el ministerio en la capital \
             durante la primavera pasada.",
        ] {
            assert!(!english(text), "{text}");
        }
    }

    #[test]
    fn a_short_text_in_another_language_is_noticed_too() {
        for text in [
            "La maire a dit lundi que le comité se réunira avant la récolte. Son adjoint a parlé d'une erreur : la ville ne peut pas payer, \
             quoi que dise le ministère. Les habitants attendent.",
            "Die Stadt zahlt nicht, sagte der Bürgermeister am Montag. Der Ausschuss trifft sich noch vor der Ernte wieder, und die Ministerin \
             will dann auch kommen, wenn sie Zeit hat.",
        ] {
            assert!(!english(text), "{text}");
        }
        assert!(english(
            "Storm batters Ostervik: ferries idle, schools shut, harbour closed, roads blocked, power out, phones dead, shops dark, boats \
             sunk, roofs gone, trees down, mayor away, council late, vote off."
        ));
    }

    #[test]
    fn on_doubt_it_is_english() {
        assert!(english("Lunes."));
        assert!(english(&"1234 5678 ".repeat(100)));
        assert!(english(""));
    }
}
