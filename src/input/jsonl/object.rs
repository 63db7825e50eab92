//! One JSON object with the fields of an article.
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::{collections::BTreeMap, fmt};

/// The fields of one object, their values as they are written: a number keeps all its digits.
pub(super) struct Object<'j>(BTreeMap<String, &'j RawValue>);

impl<'j> Object<'j> {
    /// The value at `body`, or `content.body`.
    pub(super) fn at(&self, path: &str) -> Option<&'j str> {
        let inside = || {
            let (first, rest) = path.split_once('.')?;
            serde_json::from_str::<Object<'j>>(self.0.get(first)?.get()).ok()?.at(rest)
        };
        self.0.get(path).map(|value| value.get()).or_else(inside)
    }

    /// All fields that are no objects, and those at the paths.
    pub(super) fn fields(&self, paths: &[String]) -> BTreeMap<String, String> {
        let names = self.0.keys().chain(paths);
        names.filter_map(|name| Some((name.clone(), text_of(self.at(name)?)?))).collect()
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<'de>, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    if fields.contains_key(&name) {
                        return Err(serde::de::Error::custom(format!("the field `{name}` stands twice")));
                    }
                    fields.insert(name, value);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// A string, number or truth value as text, a list of them divided by `; `; null is an empty field, an object is nothing.
fn text_of(value: &str) -> Option<String> {
    match value.as_bytes().first()? {
        b'"' => serde_json::from_str(value).ok(),
        b'{' => None,
        b'n' => Some(String::new()),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(value).ok()?;
            let items: Vec<String> = items.iter().filter(|i| !i.get().starts_with(['[', 'n'])).filter_map(|i| text_of(i.get())).collect();
            (!items.is_empty()).then(|| items.join("; "))
        }
        _ => Some(value.to_owned()),
    }
}

/// Why a value cannot be the text of an article, where more is to be said than that it is missing.
pub(super) fn no_text(value: &str) -> Option<&'static str> {
    match value.as_bytes().first()? {
        // The escape of a character beyond U+FFFF has two halves.
        b'"' => serde_json::from_str::<String>(value)
            .is_err()
            .then_some("has half of a character, such as \\ud83d without the half that follows"),
        b'0'..=b'9' | b'-' => Some("is a number and no text"),
        b't' | b'f' => Some("is a truth value and no text"),
        _ => None,
    }
}
