//! The title of a tab that stands for a language or a tool is that language's name.
//!
//! ## Why
//!
//! Translation machines read *Go* as the verb: a tab `Ir` or `Перейти` tells nobody that the sample is in Go.
//!
//! Beside its source a title is compared with the source's. Without one, the id of the tab says which name belongs
//! there, unless the heading's anchor, the slug of the English title, shows that the title is the source's. Tabs with
//! other ids are prose and may be translated.
//!
//! ## Bad
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! # <a name="go"></a>[Ir](#tab/go)
//! One.
//! ---
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! # <a name="go"></a>[Go](#tab/go)
//! One.
//! ---
//! ```

use crate::fact::FactKind;
use crate::page::section::Section;
use crate::page::tab::Tab;
use crate::page::{Page, slug};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tab-title-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("tab_title_translated.rs"),
    checks: &[Check::Page(check)],
};

/// Ids of tabs, in lower case, with the title that the documentation platform shows for each.
const TITLES: [(&str, &str); 28] = [
    ("android", "Android"),
    ("azurecli", "Azure CLI"),
    ("bash", "Bash"),
    ("cli", "CLI"),
    ("cs", "C#"),
    ("csharp", "C#"),
    ("curl", "cURL"),
    ("dotnet", ".NET"),
    ("go", "Go"),
    ("html", "HTML"),
    ("http", "HTTP"),
    ("ios", "iOS"),
    ("java", "Java"),
    ("javascript", "JavaScript"),
    ("js", "JavaScript"),
    ("json", "JSON"),
    ("kotlin", "Kotlin"),
    ("nodejs", "Node.js"),
    ("objc", "Objective-C"),
    ("objective-c", "Objective-C"),
    ("php", "PHP"),
    ("powershell", "PowerShell"),
    ("python", "Python"),
    ("ruby", "Ruby"),
    ("rust", "Rust"),
    ("swift", "Swift"),
    ("typescript", "TypeScript"),
    ("xml", "XML"),
];

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    if page.tabs.is_empty() || !context.is_translation() {
        return;
    }
    let source = context.proved_source();
    for (number, group) in page.tabs.iter().enumerate() {
        for (at, tab) in group.tabs.iter().enumerate() {
            let (title, id) = (page.slice(tab.title), page.slice(tab.id));
            let Some(name) = name_of(id) else { continue };
            if keeps(title, name) {
                continue;
            }
            let ours = source.and_then(|(source_id, source)| {
                let tab = source.page.tabs.get(number)?.tabs.get(at)?;
                (source.page.slice(tab.id) == id).then(|| (source_id, tab, source.page.slice(tab.title)))
            });
            match ours {
                Some((_, _, theirs)) if theirs == title => {}
                Some((source_id, ours, theirs)) => {
                    report(tab, title, theirs, out).because_of(source_id, ours.title, "the source");
                }
                // The anchor is the slug of the English title, and it says that nothing was translated.
                None if page.section_at(tab.heading.start).is_some_and(|section| is_slug_of(page, section, title)) => {}
                None => {
                    report(tab, title, name, out).likely();
                }
            }
        }
    }
}

fn report<'f>(tab: &Tab, found: &str, expected: &str, out: &'f mut Findings) -> &'f mut crate::rule::Finding {
    out.report(tab.title, format!("the title of the tab {expected} is translated as {found}"))
        .found(found)
        .expected(expected)
        .fact(FactKind::Tab, expected)
        .help(format!("write {expected}"))
        .replace(Safety::Safe, "restore the title", tab.title, expected)
}

/// The name that a tab with this id shows. What follows a slash in the id is a condition.
fn name_of(id: &str) -> Option<&'static str> {
    let id = id.split('/').next().unwrap_or(id);
    TITLES.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)).map(|(_, name)| *name)
}

fn is_slug_of(page: &Page, section: &Section, title: &str) -> bool {
    section.anchor().is_some_and(|anchor| page.slice(anchor) == slug::of(title))
}

/// Whether a title still names the language: its letters are there, whatever case, space or further words.
fn keeps(title: &str, name: &str) -> bool {
    let squeezed =
        |text: &str| text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
    title == name || squeezed(title).contains(&squeezed(name))
}
