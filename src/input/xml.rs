//! XML to a small tree: local names, text, no entities beyond the five and character references, so nothing can expand.
use super::InputError;
use markup5ever::data::NAMED_ENTITIES;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};
use std::ops::Range;

/// Elements and attributes of one document at most: each takes a hundred bytes of memory and as few as four of the file.
const MOST: usize = 1_000_000;

/// Deeper nesting is refused: the tree is walked and freed by recursion.
const DEEPEST: usize = 256;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Without its prefix.
    pub(super) name: String,
    /// By local name.
    pub(super) attributes: Vec<(String, String)>,
    /// In order.
    pub(super) children: Vec<Node>,
    /// Its bytes in the document, from the first `<` to the last `>`.
    pub(super) at: Range<usize>,
    /// The bytes between its tags; of an empty one (`<a/>`) none, at its end.
    pub(super) inside: Range<usize>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    /// Characters, references resolved.
    Text(String),
    /// A child.
    Element(Element),
}

impl Element {
    /// Child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|n| match n {
            Node::Element(e) => Some(e),
            Node::Text(_) => None,
        })
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// The element at a path of names.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |e, name| e.child(name))
    }

    /// All elements of that name, at any depth, not inside one another.
    pub(super) fn all<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let mut found = Vec::new();
        for e in self.elements() {
            if e.name == name {
                found.push(e);
            } else {
                found.extend(e.all(name));
            }
        }
        found
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// All its text, trimmed; nothing where there is none.
    pub(super) fn text(&self) -> Option<String> {
        let mut out = String::new();
        self.collect(&mut out);
        Some(out.trim().to_owned()).filter(|t| !t.is_empty())
    }

    fn collect(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(t) => out.push_str(t),
                Node::Element(e) => e.collect(out),
            }
        }
    }
}

/// The text of a document without the mark that may stand before it: what the positions of elements count from.
pub(super) fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{FEFF}')
}

/// Reads a document; `format` is for the message.
pub(super) fn parse(format: &'static str, text: &str) -> Result<Element, InputError> {
    let mut reader = Reader::from_str(unmarked(text));
    let wrong = |problem: String| InputError::Malformed { format, problem };
    let mut open: Vec<Element> = vec![Element::default()];
    let mut parts = 0_usize;
    loop {
        let line = |reader: &Reader<&[u8]>| {
            let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX).min(text.len());
            1 + text.as_bytes().iter().take(at).filter(|&&b| b == b'\n').count()
        };
        let from = position(&reader);
        let event = reader.read_event().map_err(|e| wrong(format!("line {}: {e}", line(&reader))))?;
        let at = from..position(&reader);
        if let Event::Start(start) | Event::Empty(start) = &event {
            // Attributes are counted before they are kept.
            parts += 1 + start.attributes_raw().bytes().filter(|&b| b == b'=').count();
            if parts > MOST {
                return Err(wrong(format!("it has more than {MOST} elements and attributes")));
            }
        }
        let text = match event {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(wrong(format!("elements are nested more than {DEEPEST} deep")));
                }
                open.push(element(&start, at));
                continue;
            }
            Event::Empty(start) => {
                if let Some(last) = open.last_mut() {
                    last.children.push(Node::Element(element(&start, at)));
                }
                continue;
            }
            Event::End(_) => {
                if let (Some(mut done), Some(last)) = (open.pop(), open.last_mut()) {
                    (done.inside.end, done.at.end) = (at.start, at.end);
                    last.children.push(Node::Element(done));
                }
                continue;
            }
            Event::Text(t) => t.xml_content(XmlVersion::Implicit1_0).into_owned(),
            Event::CData(t) => t.xml_content(XmlVersion::Implicit1_0).into_owned(),
            Event::GeneralRef(r) => referred(&r),
            Event::Eof => break,
            _ => continue,
        };
        let Some(last) = open.last_mut() else { continue };
        match last.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(&text),
            _ => last.children.push(Node::Text(text)),
        }
    }
    match (open.len(), open.pop()) {
        (1, Some(mut root)) => {
            let first = root.children.drain(..).find_map(|n| match n {
                Node::Element(e) => Some(e),
                Node::Text(_) => None,
            });
            first.ok_or_else(|| wrong("there is no element in it".to_owned()))
        }
        (_, last) => Err(wrong(format!("it ends inside <{}>", last.unwrap_or_default().name))),
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// What a reference (`amp`, `#38`) stands for; nothing where nobody knows.
pub(super) fn referred(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => named(reference).unwrap_or_default(),
    }
}

/// What HTML calls so, one character (`scaron`) or two (`NotEqualTilde`). The table of quick-xml lacks the last digit of all between U+0100
/// and U+0FFF.
pub(super) fn named(name: &str) -> Option<String> {
    let (first, second) = *NAMED_ENTITIES.get(format!("{name};").as_str())?;
    // Beginnings of names stand there, too, without a character.
    let found: String = [first, second].into_iter().filter(|c| *c != 0).filter_map(char::from_u32).collect();
    Some(found).filter(|found| !found.is_empty())
}

fn element(start: &BytesStart<'_>, at: Range<usize>) -> Element {
    let attribute = |a: quick_xml::events::attributes::Attribute<'_>| {
        let value = a.normalized_value(XmlVersion::Implicit1_0).map(std::borrow::Cow::into_owned).unwrap_or_default();
        (a.key.local_name().as_ref().to_owned(), value)
    };
    Element {
        name: start.local_name().as_ref().to_owned(),
        attributes: start.attributes().filter_map(Result::ok).map(attribute).collect(),
        children: Vec::new(),
        inside: at.end..at.end,
        at,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::parse;

    #[test]
    fn elements_and_attributes_are_counted_before_they_fill_the_memory() {
        for part in ["<a/>", "<a b=\"\" c=\"\"/>"] {
            let text = format!("<r>{}</r>", part.repeat(1_000_001));
            assert!(parse("test", &text).unwrap_err().to_string().contains("more than 1000000 elements"));
        }
        let root = parse("test", "<r>a&amp;<![CDATA[b]]>c<e x=\"1\"/></r>").unwrap();
        assert_eq!((root.children.len(), root.text().as_deref()), (2, Some("a&bc")));
        assert_eq!((root.at, root.inside), (0..37, 3..33));
    }

    #[test]
    fn a_name_may_stand_for_two_characters() {
        let root = parse("test", "<r>&eacute; &nvle; &fjlig; &no;</r>").unwrap();
        assert_eq!(root.text().as_deref(), Some("é \u{2264}\u{20D2} fj"));
    }
}
