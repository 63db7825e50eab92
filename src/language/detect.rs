//! Whether a text is English. On doubt it is: a wrong "no" would silence an article.
use crate::document::Document;

/// Fewer letters than this say too little about a language.
const ENOUGH_LETTERS: usize = 200;

/// Whether the text can be judged by English rules. Only a text of some length that is plainly in another language cannot.
pub fn is_english(doc: &Document<'_>) -> bool {
    let text = doc.article().text();
    if text.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH_LETTERS {
        return true;
    }
    whatlang::detect(text).is_none_or(|info| info.lang() == whatlang::Lang::Eng || !info.is_reliable())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::is_english;
    use crate::{article::Article, document::Document};

    fn english(text: &str) -> bool {
        let article = Article::new("t", text).unwrap();
        is_english(&Document::parse(&article))
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
             ошибкой и сказал, что город не может его оплатить, что бы ни обещало министерство в столице весной этого года.",
            "La alcaldesa dijo el lunes ante la prensa que la comisión volvería a reunirse antes de la cosecha. Su adjunto calificó \
             el plan de error y afirmó que la ciudad no podía pagarlo, prometiera lo que prometiera el ministerio en la capital \
             durante la primavera pasada.",
        ] {
            assert!(!english(text), "{text}");
        }
    }

    #[test]
    fn on_doubt_it_is_english() {
        assert!(english("Lunes."));
        assert!(english(&"1234 5678 ".repeat(100)));
        assert!(english(""));
    }
}
