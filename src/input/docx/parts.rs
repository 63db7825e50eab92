//! The parts that hold and announce comments: `comments.xml`, the document's relationships, the content types.
use super::{
    FORMAT, InputError,
    package::Package,
    text::{Text, prefix},
    wrong,
};
use crate::{
    input::xml::{self, Element},
    xml_text::escape,
};
use std::{collections::HashSet, fmt::Write as _};

pub(super) const AUTHOR: &str = "sayso";
const RELATIONS: &str = "word/_rels/document.xml.rels";
const TYPES: &str = "[Content_Types].xml";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// Namespaces of words and of relationships, as most documents have them and as strict ones have them.
const TRANSITIONAL: (&str, &str) =
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
pub(super) const STRICT: (&str, &str) =
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships");

/// How elements of Word's are written in a part.
pub(super) struct Names {
    /// Before a name: `w:`.
    pub(super) w: String,
    /// In the tag: what declares the prefix, where the part does not. Attributes need one, though elements may do without.
    pub(super) ns: String,
}

impl Names {
    fn new(prefix: &str, namespace: &str) -> Names {
        match prefix {
            "" => Names { w: "w:".to_owned(), ns: format!(" xmlns:w=\"{namespace}\"") },
            _ => Names { w: format!("{prefix}:"), ns: String::new() },
        }
    }

    /// In the main document.
    pub(super) fn of(text: &Text) -> Names {
        Names::new(&text.prefix, if text.strict { STRICT.0 } else { TRANSITIONAL.0 })
    }

    /// An empty element with a number.
    pub(super) fn mark(&self, name: &str, id: i64) -> String {
        format!("<{w}{name}{ns} {w}id=\"{id}\"/>", w = self.w, ns = self.ns)
    }

    /// A comment of one paragraph a line.
    fn comment(&self, id: i64, says: &str) -> String {
        let (w, ns) = (&self.w, &self.ns);
        let mut out = format!("<{w}comment{ns} {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}initials=\"s\">");
        for line in says.split('\n') {
            let _ = write!(out, "<{w}p><{w}r><{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}p>", escape(line));
        }
        let _ = write!(out, "</{w}comment>");
        out
    }
}

/// Puts comments that say this into the parts, and tells the number of the first; the others follow it. What was there stays.
pub(super) fn add<'c>(
    package: &mut Package<'_>,
    document: &Element,
    text: &Text,
    says: impl Iterator<Item = &'c str>,
    changed: &mut Vec<(String, String)>,
) -> Result<i64, InputError> {
    let (namespace, relations) = if text.strict { STRICT } else { TRANSITIONAL };
    let named = related(package, relations, changed)?;
    let name = named.clone().unwrap_or_else(|| "word/comments.xml".to_owned());
    let source = match package.part(&name)? {
        Some(source) => source,
        None if named.is_some() => return Err(wrong(format!("{RELATIONS} names {name}, which is not in it; save it anew in Word"))),
        None => format!("{HEAD}<w:comments xmlns:w=\"{namespace}\"/>"),
    };
    let root = parse(&name, &source)?;
    let ids = root.elements().chain(document.all("commentReference")).chain(document.all("commentRangeStart"));
    let first = ids.filter_map(|e| e.attribute("id")?.parse::<i64>().ok()).filter(|id| (0..MOST).contains(id)).max().map_or(0, |id| id + 1);
    let names = Names::new(prefix(xml::unmarked(&source), &root), namespace);
    let comments: String = (first..).zip(says).map(|(id, says)| names.comment(id, says)).collect();
    changed.push((name.clone(), with_child(&source, &root, &comments)));
    typed(package, &name, changed)?;
    Ok(first)
}

/// The comments that the draft holds.
pub(super) fn comments(package: &mut Package<'_>, strict: bool) -> Result<Option<Element>, InputError> {
    let (_, relations) = if strict { STRICT } else { TRANSITIONAL };
    let Some(name) = related(package, relations, &mut Vec::new())? else { return Ok(None) };
    package.part(&name)?.map(|source| parse(&name, &source)).transpose()
}

/// Higher numbers are none that Word writes.
const MOST: i64 = 1 << 30;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The part that the document names as its comments; where it names none, it will name `word/comments.xml`.
fn related(package: &mut Package<'_>, relations: &str, changed: &mut Vec<(String, String)>) -> Result<Option<String>, InputError> {
    let empty = || format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>");
    let source = package.part(RELATIONS)?.unwrap_or_else(empty);
    let root = parse(RELATIONS, &source)?;
    let known = root.elements().find(|e| {
        e.attribute("Type").is_some_and(|t| t.ends_with("/comments")) && e.attribute("TargetMode").is_none_or(|m| m != "External")
    });
    if let Some(target) = known.map(|e| e.attribute("Target").unwrap_or_default()) {
        return Ok(Some(target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_owned)));
    }
    let ids: HashSet<&str> = root.elements().filter_map(|e| e.attribute("Id")).collect();
    let id = (1..=ids.len() + 1).map(|n| format!("rId{n}")).find(|id| !ids.contains(id.as_str())).unwrap_or_default();
    let p = colon(prefix(xml::unmarked(&source), &root));
    let relation = format!("<{p}Relationship Id=\"{id}\" Type=\"{relations}/comments\" Target=\"comments.xml\"/>");
    changed.push((RELATIONS.to_owned(), with_child(&source, &root, &relation)));
    Ok(None)
}

/// Tells what type the part has, unless it is told.
fn typed(package: &mut Package<'_>, part: &str, changed: &mut Vec<(String, String)>) -> Result<(), InputError> {
    let source = package.part(TYPES)?.ok_or_else(|| wrong(format!("it holds no {TYPES}; save it anew in Word")))?;
    let root = parse(TYPES, &source)?;
    let is_it = |e: &Element| e.attribute("PartName").and_then(|n| n.strip_prefix('/')).is_some_and(|n| n.eq_ignore_ascii_case(part));
    if !root.elements().any(is_it) {
        let p = colon(prefix(xml::unmarked(&source), &root));
        let told = format!("<{p}Override PartName=\"/{}\" ContentType=\"{COMMENTS}\"/>", escape(part));
        changed.push((TYPES.to_owned(), with_child(&source, &root, &told)));
    }
    Ok(())
}

fn parse(part: &str, source: &str) -> Result<Element, InputError> {
    xml::parse(FORMAT, source).map_err(|e| match e {
        InputError::Malformed { problem, .. } => wrong(format!("{part}: {problem}")),
        other => other,
    })
}

fn colon(prefix: &str) -> String {
    if prefix.is_empty() { String::new() } else { format!("{prefix}:") }
}

/// The part with more at the end of its root.
fn with_child(source: &str, root: &Element, child: &str) -> String {
    let source = xml::unmarked(source);
    let of = |from: usize, to: usize| source.get(from..to).unwrap_or_default();
    if root.inside.end < root.at.end {
        return [of(0, root.inside.end), child, of(root.inside.end, source.len())].concat();
    }
    // An empty root (`<Types/>`) is opened and closed.
    let name = format!("{}{}", colon(prefix(source, root)), root.name);
    [of(0, root.at.end - 2), ">", child, "</", &name, ">", of(root.at.end, source.len())].concat()
}
