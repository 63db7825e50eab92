//! Controlled vocabularies: enums whose values are words of reports, tables and files. A word stands once, beside its variant, so that
//! nothing else compares strings.

/// An enum with a word for each variant. Of the one list are made `WORDS`, `ALL`, `as_str`, `Display`, `FromStr` (whose error names the right
/// words), serde and the JSON Schema.
macro_rules! vocabulary {
    ($(#[$about:meta])* $vis:vis enum $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        $vis enum $name { $($(#[$note])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Their words, in order.
            $vis const WORDS: [&'static str; [$($word),+].len()] = [$($word),+];
            /// All of them, in order.
            $vis const ALL: [$name; $name::WORDS.len()] = [$($name::$variant),+];

            /// The word used in reports, tables and files.
            $vis const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = serde::de::value::Error;
            fn from_str(word: &str) -> Result<$name, Self::Err> {
                serde::Deserialize::deserialize(serde::de::IntoDeserializer::into_deserializer(word))
            }
        }
    };
}

/// The candidate with the fewest edits, if it is near enough to be a slip.
pub fn nearest<'a>(found: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates.map(|c| (strsim::levenshtein(found, c), c)).min()?;
    (scored.0 <= 1 + found.chars().count() / 3).then_some(scored.1)
}

#[cfg(test)]
mod tests {
    vocabulary! {
        /// Two words.
        #[derive(Default)]
        enum Said {
            /// One that is no identifier.
            #[default]
            PerThousand = "per-1000",
            /// Another.
            No = "no",
        }
    }

    #[test]
    fn a_word_is_the_same_wherever_it_is_written_and_read() {
        for said in Said::ALL {
            let word = said.as_str();
            assert_eq!((said.to_string().as_str(), word.parse()), (word, Ok(said)));
            assert_eq!(serde_json::to_value(said).ok(), Some(word.into()));
        }
        let told = "pre-1000".parse::<Said>().map_err(|e| e.to_string());
        assert_eq!(told, Err("unknown variant `pre-1000`, expected `per-1000` or `no`".to_owned()));
    }
}
