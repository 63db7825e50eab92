//! Is a text of few words in another language? Its letters are too few for statistics, and an English headline may be all names and rare
//! words, so something must speak for the other language: the words that it makes its sentences with, or letters that English never borrowed.
use super::{Words, embedded, word::Word};
use crate::document::{Document, Shape, TokenKind, key, unaccented};

/// The words in small letters: names are written alike in many languages.
pub(super) fn is_foreign(doc: &Document<'_>) -> bool {
    let (Some(model), english) = (embedded(), Words::english()) else { return false };
    let small = doc.tokens().iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word && t.shape == Shape::Lower);
    let small: Vec<usize> = small.map(|(i, _)| i).collect();
    let (mut all, mut known, mut little, mut accented, mut foreign) = (0, 0, 0, 0, 0);
    for &i in &small {
        let norm = doc.norm(i);
        if english.is_particle(norm) {
            // *Ursula von der Leyen*: part of a name. Before a word in small letters it is an article or a preposition.
            let next = (i + 1..doc.tokens().len()).find(|&n| !english.is_particle(doc.norm(n)));
            let stands_alone = next.is_some_and(|n| small.binary_search(&n).is_ok());
            all += usize::from(stands_alone);
            little += usize::from(stands_alone);
            continue;
        }
        // *façade* is known as *facade*.
        let plain = unaccented(norm);
        let is_known = [norm, &plain].iter().any(|w| model.knows(&Word::new(w, w, key(w))));
        all += 1;
        known += usize::from(is_known);
        little += usize::from(english.is_little_elsewhere(norm));
        accented += usize::from(!is_known && plain != norm);
        foreign += usize::from(english.has_foreign_letter(norm));
    }
    let speaks_for_another = little > 0 || foreign > 0 || accented > 1;
    // Letter statistics, unsure as they are, do not say English.
    let other = || whatlang::detect(doc.article().text()).is_some_and(|found| found.lang() != whatlang::Lang::Eng);
    all > 1 && 3 * known <= 2 * all && speaks_for_another && other()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{article::Article, document::Document, language::other_than_english};

    fn english(text: &str) -> bool {
        let article = Article::new("t", text).unwrap();
        other_than_english(&Document::parse(&article)).is_none()
    }

    #[test]
    fn a_headline_in_another_language_is_noticed() {
        for text in [
            "Die Stadt zahlt nicht, sagte der Bürgermeister am Montag.",
            "Stadtrat streitet über neue Brücke",
            "La maire défend son budget devant la presse",
            "El consejo aprueba cerrar el puerto",
            "Il consiglio vota la chiusura del porto",
            "De bewoners wachten op een antwoord van de minister",
            "Mieszkańcy czekają na odpowiedź ministra",
            "Belediye başkanı bütçeyi basına savundu",
            "Os moradores esperam uma resposta do ministro",
            "Rådet röstar för att stänga hamnen",
        ] {
            assert!(!english(text), "{text}");
        }
    }

    #[test]
    fn an_english_headline_of_names_loans_and_rare_words_is_english() {
        for text in [
            "Ursula von der Leyen batters critics",
            "Robert van der Sar nets brace",
            "San José del Cabo braces for Odile",
            "Naïve régime façade crumbles",
            "Critics slam naïve façade of régime",
            "Der Spiegel retracts Relotius exposé",
            "Vis-à-vis Iran, envoys mull détente",
            "Clarke defends terror detentions",
            "Watchdog probes e-mail deletions",
            "Jalapeño recall: FDA warns shoppers",
            "Coup d'état in Burkina Faso",
        ] {
            assert!(english(text), "{text}");
        }
    }
}
