//! The languages of the style, and how a request becomes a sample in one of them. Must not know how any one writes it.

use super::csharp;
use super::java;
use super::javascript;
use super::objc;
use super::powershell;
use super::types::Types;
use crate::snippet::Request;

/// How a language makes a sample: request, types, and whether to write what the official generator wrote, losses included.
pub(super) type Writer = fn(&Request, &Types, bool) -> Option<String>;

/// A language of the style.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// `csharp`.
    pub id: &'static str,
    /// The info string of the sample's fence, and the folder of its include files.
    pub fence: &'static str,
    /// The tab's title.
    pub tab: &'static str,
    /// What follows `#tab/`.
    pub tab_id: &'static str,
    /// How files of the language end.
    pub extension: &'static str,
    pub(super) writer: Writer,
}

const fn language(id: &'static str, tab: &'static str, extension: &'static str, writer: Writer) -> Language {
    Language { id, fence: id, tab, tab_id: id, extension, writer }
}

/// The languages, in the order of their tabs.
pub static LANGUAGES: &[Language] = &[
    language("csharp", "C#", "cs", csharp::sample),
    language("javascript", "JavaScript", "js", javascript::sample),
    language("objc", "Objective-C", "m", objc::sample),
    language("java", "Java", "java", java::sample),
    language("powershell", "PowerShell", "ps1", powershell::sample),
];

impl Language {
    /// The language called `id`.
    pub fn of_id(id: &str) -> Option<&'static Language> {
        LANGUAGES.iter().find(|language| language.id == id)
    }
}

/// The sample of `request`, without line ends at its ends; `None` where none can be made. With `compat` it is what the
/// official generator wrote, its losses and its faults included; without, it is right.
pub fn render(language: &Language, request: &Request, types: &Types, compat: bool) -> Option<String> {
    (language.writer)(request, types, compat)
}
