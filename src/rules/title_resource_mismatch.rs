//! A translated title names the resource that its anchor names.
//!
//! ## Why
//!
//! The anchor is the slug of the English title. Where title and anchor name different resources, the translator's
//! memory put the title of another page here.
//!
//! An identifier in the title that the anchor does not have is reported, and a title that is word for word the title of
//! the page whose resource it names.
//!
//! ## Bad
//!
//! ```md es-ES
//! # <a name="callrecord-resource-type"></a>Tipo de recurso callSession
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! # <a name="callrecord-resource-type"></a>Tipo de recurso callRecord
//! ```

use crate::fact::{FactKind, token};
use crate::rule::spelling;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "title-resource-mismatch",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("title_resource_mismatch.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let Some(section) = page.title() else { return };
    let Some(anchor) = section.anchor() else { return };
    let (slug, title) = (page.slice(anchor), page.slice(section.title));
    let Some(resource) = resource_of(slug).filter(|name| name.len() > 3) else { return };
    if squeezed(title).contains(&squeezed(resource)) {
        return;
    }
    let joined = squeezed(slug);
    let names = |word: &&str| {
        let word = squeezed(word);
        word.len() > 3 && !joined.contains(&word)
    };
    let other = token::words(title).find(|(_, word)| {
        token::is_identifier(word)
            && names(word)
            && (token::is_camel(word) || is_title_of_other_page(context, word, title))
    });
    let Some((range, word)) = other else { return };
    let finding = out.report(section.title.part(range), format!("the title names {word}, its anchor {resource}"));
    finding.found(word).fact(FactKind::Title, resource).because(anchor, "the slug of the English title");
    // A slug has no capitals, so that it is no name as it stands.
    match spelling_of(context, resource) {
        Some(name) => finding.help(format!("write {name}")).expected(name),
        None => finding.help("name the resource of the source's title"),
    };
}

/// How the resource of a slug is written: in the annotations of the page, in the source's title, or elsewhere on the page.
fn spelling_of(context: &PageContext<'_>, resource: &str) -> Option<String> {
    let page = context.page();
    let is_it = |word: &&str| squeezed(word) == squeezed(resource);
    let in_title = || {
        let source =
            context.docset.source_of(context.docset.group(&context.member.key)).filter(|id| *id != context.id)?;
        let source = &context.docset.get(source)?.page;
        token::words(source.slice(source.title()?.title)).map(|(_, word)| word.to_owned()).find(|word| is_it(&&**word))
    };
    let elsewhere = || {
        let words = page.source.text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.len() == resource.len() && token::is_camel(word)).find(is_it).map(str::to_owned)
    };
    spelling::of_type(page, resource).or_else(in_title).or_else(elsewhere)
}

/// The resource that a slug begins with, when it is the slug of a resource's title.
fn resource_of(slug: &str) -> Option<&str> {
    const ENDS: [&str; 7] =
        ["-resource-type", "-resource", "-complex-type", "-enum-type", "-entity-type", "-facet", "-type"];
    let resource = ENDS.iter().find_map(|end| slug.strip_suffix(end))?;
    (!resource.contains('-')).then_some(resource)
}

/// Whether a page of that name lies beside this one and has the very same title.
fn is_title_of_other_page(context: &PageContext<'_>, word: &str, title: &str) -> bool {
    let key = &context.member.key;
    let folder = key.rsplit_once('/').map_or("", |(folder, _)| folder);
    let group = context.docset.group(&format!("{folder}/{word}.md"));
    let mut others = group.iter().filter(|id| **id != context.id).filter_map(|id| context.docset.get(*id));
    let others = others.find(|other| other.root == context.member.root);
    let other = others.and_then(|other| other.page.title().map(|section| other.page.slice(section.title)));
    other.is_some_and(|other| other.to_lowercase() == title.to_lowercase())
}

/// Letters and digits only, in lower case.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}
