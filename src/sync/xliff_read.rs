//! Translated texts out of XLIFF 2.0. Must not know where they belong.

use super::fill::Translated;
use roxmltree::{Document, Node, ParsingOptions};

/// One translated text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filled {
    /// The path of its page when it was handed over.
    pub path: String,
    /// The unit's id.
    pub id: String,
    /// The text; `None` where the unit is not translated.
    pub text: Option<Vec<Translated>>,
}

/// A document: its target language, and its units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// The locale of the translations.
    pub target: String,
    /// In order.
    pub units: Vec<Filled>,
}

/// Reads a document. The error is for people.
pub fn read(xml: &str) -> Result<Read, String> {
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "xliff" {
        return Err("it is no XLIFF document".to_owned());
    }
    if !root.attribute("version").is_some_and(|version| version.starts_with("2.")) {
        return Err("it is not of XLIFF 2".to_owned());
    }
    let Some(target) = root.attribute("trgLang") else {
        return Err("it does not name the language of its translations (trgLang)".to_owned());
    };
    let mut units = Vec::new();
    for unit in root.descendants().filter(|node| node.has_tag_name((root_namespace(&root), "unit"))) {
        let file = unit.ancestors().find(|node| node.tag_name().name() == "file");
        let path = file.and_then(|file| file.attribute("original")).unwrap_or("").to_owned();
        let id = unit.attribute("id").unwrap_or("").to_owned();
        units.push(Filled { path, id, text: text_of(unit)? });
    }
    Ok(Read { target: target.to_owned(), units })
}

fn root_namespace<'a>(root: &Node<'a, '_>) -> &'a str {
    root.tag_name().namespace().unwrap_or("")
}

/// The translation of a unit: all its segments, in order; none where one is not translated.
fn text_of(unit: Node<'_, '_>) -> Result<Option<Vec<Translated>>, String> {
    let mut parts = Vec::new();
    for segment in unit.children().filter(|node| matches!(node.tag_name().name(), "segment" | "ignorable")) {
        let child = |name: &str| segment.children().find(|node| node.tag_name().name() == name);
        let is_ignorable = segment.tag_name().name() == "ignorable";
        let Some(target) = child("target").or_else(|| child("source").filter(|_| is_ignorable)) else {
            return Ok(None);
        };
        inner(target, &mut parts, 0)?;
    }
    let says_nothing = parts.iter().all(|part| matches!(part, Translated::Text(text) if text.trim().is_empty()));
    Ok((!says_nothing).then_some(parts))
}

/// Elements within elements, at most.
const DEPTH: usize = 64;

fn inner(node: Node<'_, '_>, parts: &mut Vec<Translated>, depth: usize) -> Result<(), String> {
    if depth > DEPTH {
        return Err("its elements are nested too deeply".to_owned());
    }
    for child in node.children() {
        if child.is_text() {
            parts.push(Translated::Text(child.text().unwrap_or("").to_owned()));
            continue;
        }
        if !child.is_element() {
            continue;
        }
        let number = |name: &str| child.attribute(name).and_then(|id| id.parse::<usize>().ok()).unwrap_or(usize::MAX);
        match child.tag_name().name() {
            "ph" => parts.push(Translated::Whole(number("id"))),
            "pc" => {
                parts.push(Translated::Open(number("id")));
                inner(child, parts, depth + 1)?;
                parts.push(Translated::Close(number("id")));
            }
            // Some tools write the two ends apart.
            "sc" => parts.push(Translated::Open(number("id"))),
            "ec" => parts.push(Translated::Close(number("startRef"))),
            "cp" => {
                let code = child.attribute("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
                parts.extend(code.and_then(char::from_u32).map(|c| Translated::Text(c.to_string())));
            }
            "sm" | "em" => {}
            _ => inner(child, parts, depth + 1)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_targets() {
        let xml = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" trgLang=\"es-ES\">\
             <file id=\"f1\" original=\"a.md\"><unit id=\"u1\"><segment><source>a</source><target>b <ph id=\"1\"/><pc id=\"2\">c\
             </pc></target></segment></unit><unit id=\"u2\"><segment><source>a</source></segment></unit></file></xliff>";
        let read = read(xml).unwrap();
        let wanted = [
            Translated::Text("b ".into()),
            Translated::Whole(1),
            Translated::Open(2),
            Translated::Text("c".into()),
            Translated::Close(2),
        ];
        assert_eq!(read.units[0].text.as_deref(), Some(&wanted[..]));
        assert_eq!((read.target.as_str(), read.units[1].text.as_ref()), ("es-ES", None));
        assert!(super::read("<a/>").is_err() && super::read("<").is_err());
    }
}
