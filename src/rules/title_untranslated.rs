//! The title of a translation, and every other heading, is in the translation's language.
//!
//! ## Why
//!
//! The title is what tables of contents, tabs of browsers and search engines show. `Delete deviceInstallState` among titles in
//! Portuguese is found by nobody who looks for what is deleted in that language.
//!
//! Reported is the first heading, or the `title` of the front matter, that is word for word the source's. Without a source,
//! the heading's anchor, the slug of the English title, says so. A title of nothing but names (`call: transfer`) is
//! the same in every language: there must be English beside them, which is known by how titles of references begin
//! (`Get`, `List`, `Create` and their kin before a further word) and end (`resource type`).
//!
//! Of the other headings only those are reported that are surely English (`How to fill the lamp`, `See also`), word for word the
//! source's, and on a page most of whose headings are translated.
//!
//! ## Bad
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! # <a name="delete-voicemail"></a>Delete voicemail
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! # <a name="delete-voicemail"></a>Eliminar voicemail
//! ```

use crate::docset::language;
use crate::docset::{Member, PageId};
use crate::fact::token;
use crate::page::section::Section;
use crate::page::{Page, slug};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::sync::mark::{self, Mark};
use crate::text::Span;
use foldhash::HashMap;

/// The rule.
pub static RULE: Rule = Rule {
    id: "title-untranslated",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("title_untranslated.rs"),
    checks: &[Check::Page(check)],
};

/// Verbs that titles of methods begin with, and that are words of English alone.
const VERBS: [&str; 16] = [
    "Add", "Assign", "Cancel", "Close", "Create", "Delete", "Get", "Insert", "List", "Put", "Refresh", "Remove",
    "Retrieve", "Send", "Update", "Upload",
];

/// How titles of types end.
const ENDINGS: [&str; 5] = [" resource type", " enum type", " enumeration type", " complex type", " type (deprecated)"];

/// How titles of methods end that begin with the method's name.
const KINDS: [&str; 2] = ["action", "function"];

/// Whether only English phrases have the word.
fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "to"
            | "with"
            | "from"
            | "for"
            | "by"
            | "your"
            | "you"
            | "is"
            | "are"
            | "this"
            | "how"
            | "when"
            | "which"
            | "or"
            | "not"
    )
}

/// Headings that have none of them.
const PHRASES: [&str; 11] = [
    "see also",
    "next steps",
    "what's next",
    "related content",
    "related links",
    "related topics",
    "related resources",
    "further reading",
    "browser compatibility",
    "return value",
    "known issues",
];

fn check(context: &PageContext<'_>, out: &mut Findings) {
    if is_of_english(context) {
        titles(context, out);
        others(context, out);
    }
}

/// Headings behind the title.
fn others(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let Some((id, source)) = context.proved_source() else { return };
    // What the title is told of is told once; where the title stands in the front matter, the first heading is like any other.
    let is_title = |section: &Section| section.level == 1 || has_english(page.slice(section.title));
    let first = page.title().filter(|section| is_title(section)).map(|section| section.title);
    let headings =
        || page.sections.iter().filter(|it| it.level > 0 && !it.is_tab && first.is_none_or(|first| it.title != first));
    if !headings().any(|section| is_phrase(page.slice(section.title))) {
        return;
    }
    let theirs: HashMap<&str, Span> =
        source.page.sections.iter().map(|section| (source.page.slice(section.title), section.title)).collect();
    let count = headings().count();
    let kept = headings().filter(|section| theirs.contains_key(page.slice(section.title))).count();
    if kept * 2 >= count {
        return;
    }
    let marked = mark::to_translate(page);
    for section in headings().filter(|section| is_phrase(page.slice(section.title))) {
        let text = page.slice(section.title);
        let Some(place) = theirs.get(text) else { continue };
        if !marked.iter().any(|marked| marked.contains(section.title)) {
            report(page, section.title, "heading", Some((id, *place)), out);
        }
    }
}

/// Whether a heading is an English phrase: no name, and no word that other languages borrow.
fn is_phrase(title: &str) -> bool {
    let (mut is_name, mut has_space) = (false, false);
    for byte in title.bytes() {
        has_space |= byte == b' ';
        is_name |= !byte.is_ascii() | matches!(byte, b'`' | b'{' | b'<' | b'[' | b'_');
    }
    if is_name || !has_space {
        return false;
    }
    if PHRASES.iter().any(|phrase| title.eq_ignore_ascii_case(phrase)) {
        return true;
    }
    let mut words = title.split(' ').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("");
    let (mut functions, mut plain, mut count) = (0, 0, 0);
    for word in words {
        functions += u32::from(is_function_word(word));
        plain += u32::from(word.bytes().all(|byte| byte.is_ascii_lowercase()));
        count += 1;
    }
    let begins = VERBS.contains(&first) || first == "How" || first.len() > 5 && first.ends_with("ing");
    // `Internet of Things` is a name.
    let is_sentence = plain == count;
    functions > 1 || functions == 1 && (is_sentence && plain > 1 || begins) || begins && is_sentence
}

/// Whether the page is a translation from English.
fn is_of_english(context: &PageContext<'_>) -> bool {
    let source_is_english = language::subtag(context.docset.source_tag()).eq_ignore_ascii_case("en");
    !context.locale().is_english() && source_is_english && context.is_translation()
}

fn titles(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let heading = page.title().map(|section| section.title).filter(|title| has_english(page.slice(*title)));
    let header = header_title(page).filter(|title| has_english(page.slice(*title)));
    if heading.is_none() && header.is_none() {
        return;
    }
    let source = context.proved_source();
    let place = source.and_then(|(id, source)| Some((id, source.page.title()?.title)));
    let heading = heading.filter(|title| match source {
        Some((_, source)) => is_title_of(source, page.slice(*title)),
        None => is_slug_of(page, *title),
    });
    let header = header.filter(|title| match source {
        Some((_, source)) => header_title(&source.page).is_some_and(|own| source.page.slice(own) == page.slice(*title)),
        None => is_slug_of(page, *title),
    });
    match (heading, header) {
        (Some(heading), header) => {
            // `isogloss sync` has said so already, where a translator will see it.
            if !mark::to_translate(page).iter().any(|place| place.contains(heading)) {
                report(page, heading, "title", place, out);
                if let (Some(header), Some((_, finding))) = (header, out.list.last_mut()) {
                    finding.because(header, "nor is the title in the front matter");
                }
            }
        }
        (None, Some(header)) if !is_marked(page, header) => {
            report(page, header, "title in the front matter", place, out);
        }
        (None, _) => {}
    }
}

fn report(page: &Page, title: Span, name: &str, source: Option<(PageId, Span)>, out: &mut Findings) {
    let text = page.slice(title);
    let finding = out.report(title, format!("the {name} is not translated: {text}"));
    finding.help("translate it; names of types and methods in it stay as they are");
    match source {
        Some((id, place)) => finding.because_of(id, place, "the source"),
        None => finding.likely(),
    };
}

/// Whether a title has words of English beside names.
fn has_english(title: &str) -> bool {
    let mut words = title.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    VERBS.contains(&first)
        || ENDINGS.iter().any(|ending| title.ends_with(ending))
        || KINDS.contains(&second) && words.next().is_none() && token::is_coined(first)
}

/// The title in the front matter, without its quotes.
fn header_title(page: &Page) -> Option<Span> {
    let entry = page.front_matter.as_ref()?.entry(&page.source.text, "title")?;
    let text = page.slice(entry.value);
    let is_quoted =
        ['"', '\''].iter().any(|quote| text.len() > 1 && text.starts_with(*quote) && text.ends_with(*quote));
    Some(if is_quoted { entry.value.part(1..text.len() - 1) } else { entry.value })
}

/// Whether a mark of `isogloss sync` stands on the line above.
fn is_marked(page: &Page, header: Span) -> bool {
    let before = page.source.text.get(..header.from()).unwrap_or_default();
    before.rsplit('\n').nth(1).is_some_and(|line| Mark::of_yaml(line) == Some(Mark::Translate))
}

fn is_title_of(source: &Member, text: &str) -> bool {
    source.page.title().is_some_and(|title| source.page.slice(title.title) == text)
}

/// Whether the anchor of the first heading is the slug of this title.
fn is_slug_of(page: &Page, title: Span) -> bool {
    let anchor = page.title().and_then(Section::anchor);
    anchor.is_some_and(|anchor| page.slice(anchor) == slug::of(page.slice(title)))
}
