//! Every relative link leads to a file that is there.
//!
//! ## Why
//!
//! The reader who follows the link finds an error page.
//!
//! Links that use a definition (`[lamp]: lamp.md`) are told once, at the definition.
//!
//! A path of a folder and a file, `tools/lamp.md`, may lead from the folder of the locale too, as some sites take it.
//!
//! A translation may leave a file to the source: it is looked for in the page's own locale and then in the source's.
//! Without the source's files a translation is not judged. Links to other sites, to absolute addresses of the
//! published site (`/graph/…`) and to places on the page itself are not judged either; nor are images where the folders of the
//! docset have none of that type, since they are kept somewhere else then. In a folder that is no locale's, a few pages by themselves, links
//! out of it are not judged.
//!
//! ## Bad
//!
//! ```md en-US/v1.0/api/call-get.md
//! Returns a [call](../resources/no-such-call.md).
//! ```
//!
//! ## Good
//!
//! ```md en-US/v1.0/api/call-get.md
//! Returns a [call](../resources/call.md#properties).
//! ```
//!
//! ```md en-US/v1.0/resources/call.md
//! # call resource type
//! ```

use crate::docset::target::{self, Target};
use crate::drift::references::Targets;
use crate::fact::FactKind;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use foldhash::HashMap;
use std::cell::OnceCell;

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-target-not-found",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("link_target_not_found.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let targets = OnceCell::new();
    // The findings at definitions, each with the number of the links that use it.
    let mut told: HashMap<Span, (usize, usize)> = HashMap::default();
    // The last targets with which nothing is wrong: two of five links have one of them again.
    let mut lately = [""; 4];
    for link in &page.links {
        let written = link.target(&page.source.text);
        if lately.contains(&written) {
            continue;
        }
        let (docset, member) = (context.docset, context.member);
        let message = match target::follow(docset, member, written) {
            Target::Found | Target::Unknown => {
                let [first, second, third, _] = lately;
                lately = [written, first, second, third];
                continue;
            }
            Target::Missing(resolved) if is_elsewhere(context, &resolved) || is_below_root(context, written) => {
                continue;
            }
            Target::Missing(resolved) => {
                format!("the link leads to {}, which is not there", target::shown(docset, member, &resolved))
            }
            Target::Outside => format!("the link to {written} leads out of the folder of the docset"),
        };
        let definition = link.resolved.as_ref().and_then(|_| {
            let targets = targets.get_or_init(|| Targets::of(page));
            targets.of_link(link.span, written)
        });
        if let Some(place) = definition {
            let (uses, _) = told.entry(place).or_insert((0, out.list.len()));
            *uses += 1;
            if *uses > 1 {
                continue;
            }
        }
        let target = definition.or_else(|| Some(link.target).filter(|target| !target.is_empty()));
        let finding = out.report(target.unwrap_or(link.span), message);
        finding.found(written).fact(FactKind::LinkTarget, written);
        match mark_at_end(context, written) {
            Some(mark) => {
                finding.help(format!("remove the `{mark}`"));
                if let Some(target) = target.filter(|target| page.slice(*target) == written) {
                    let place = Span::new(target.to() - mark.len_utf8(), target.to());
                    finding.replace(Safety::Safe, format!("remove the `{mark}`"), place, "");
                }
            }
            None => {
                finding.help("correct the target, or add the file");
            }
        }
    }
    for (uses, at) in told.into_values().filter(|(uses, _)| *uses > 1) {
        if let Some(finding) = out.list.get_mut(at).map(|(_, finding)| finding) {
            let help = finding.help.take().unwrap_or_default();
            finding.help(format!("{help}: {uses} links of the page lead there"));
        }
    }
}

/// Whether the path leads to a file from the root of the locale, or of the source: sites made of a folder of pages take it so where
/// nothing is beside the page.
fn is_below_root(context: &PageContext<'_>, written: &str) -> bool {
    written.contains('/')
        && !written.starts_with('.')
        && target::follow(context.docset, context.member, &format!("~/{written}")) == Target::Found
}

/// Whether the folders where an image would be have no image of its type at all.
fn is_elsewhere(context: &PageContext<'_>, resolved: &str) -> bool {
    let docset = context.docset;
    let source = docset.source_root.filter(|_| docset.fallback_to_source);
    let mut roots = context.member.root.into_iter().chain(source).filter_map(|at| docset.roots.get(at));
    roots.all(|root| root.files.lacks_images_like(resolved))
}

/// The mark of a sentence that was taken into the target, which leads to a page without it.
fn mark_at_end(context: &PageContext<'_>, written: &str) -> Option<char> {
    let mark = written.chars().next_back().filter(|mark| ".,;:!?".contains(*mark))?;
    let rest = written.strip_suffix(mark)?;
    let is_page = rest.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"));
    if !is_page {
        return None;
    }
    (target::follow(context.docset, context.member, rest) == Target::Found).then_some(mark)
}
