//! Suppression by comment: `isogloss-disable-next-line`, `-file`, and ranges. Comments that suppress nothing, name no
//! rule that exists or cannot be read are findings themselves.

use super::select::{self, Selection};
use crate::docset::{DocSet, Member, PageId};
use crate::page::directive::{Directive, DirectiveKind};
use crate::page::model::within;
use crate::page::{Page, mdx};
use crate::rule::{Finding, Rule};
use crate::text::Span;
use std::collections::{BTreeSet, HashMap};

type Found = Vec<(&'static Rule, PageId, Box<Finding>)>;

/// One rule of one directive, with the bytes it covers.
struct Cover {
    rule: Option<String>,
    named: Span,
    range: Span,
    reason: Option<String>,
    used: bool,
}

/// A finding that a comment suppresses, with the reason it gives.
type TakenOut = ((&'static Rule, PageId, Box<Finding>), Option<String>);

/// Takes suppressed findings out of `found` (which is in order of page) and adds what is wrong with the comments of the pages
/// that are asked for. Returns what is left, and what was taken out with the reason that the comment gives.
pub fn apply(
    docset: &DocSet,
    found: Found,
    selection: &Selection,
    is_asked: impl Fn(PageId) -> bool,
) -> (Found, Vec<TakenOut>) {
    on(docset, (0..docset.members.len()).map(|at| PageId(at as u32)), found, selection, is_asked)
}

/// [`apply`] on some pages, which are in order of id and hold all of `found`.
pub fn on(
    docset: &DocSet,
    pages: impl Iterator<Item = PageId>,
    found: Found,
    selection: &Selection,
    is_asked: impl Fn(PageId) -> bool,
) -> (Found, Vec<TakenOut>) {
    let has_directives =
        |id: &PageId| docset.members.get(id.0 as usize).is_some_and(|member| !member.page.directives().is_empty());
    let mut suppressed = Vec::new();
    let pages: Vec<PageId> = pages.collect();
    // Nearly all docsets have none at all.
    if !pages.iter().any(has_directives) {
        return (found, suppressed);
    }
    let mut kept = Found::with_capacity(found.len());
    let mut rest = found.into_iter().peekable();
    for id in pages {
        let Some(member) = docset.members.get(id.0 as usize) else { continue };
        if member.page.directives().is_empty() {
            kept.extend(std::iter::from_fn(|| rest.next_if(|item| item.1 == id)));
            continue;
        }
        let of_page: Found = std::iter::from_fn(|| rest.next_if(|item| item.1 == id)).collect();
        let mut covers = covers(member);
        let mut open = Open::new(&covers);
        let mut left = Found::with_capacity(of_page.len());
        for item in of_page {
            match open.first_hit(&mut covers, item.0, &item.2) {
                Some(cover) => suppressed.push((item, cover.reason.clone())),
                None => left.push(item),
            }
        }
        if is_asked(id) {
            let mut complain = |rule: &str, span, message: String, help: &str| {
                if let Some(rule) = selection.rule(rule) {
                    let finding =
                        Finding { span, message: message.into(), help: Some(help.into()), ..Finding::default() };
                    left.push((rule, id, Box::new(finding)));
                }
            };
            faults(member, &covers, selection, &mut complain);
            left.sort_by(|a, b| a.2.span.cmp(&b.2.span).then(a.0.id.cmp(b.0.id)));
        }
        kept.extend(left);
    }
    (kept, suppressed)
}

/// The covers that can hold the findings of one place, while one finding after the other is looked at in order of place.
struct Open {
    /// All, in the order in which they begin.
    order: Vec<usize>,
    /// How many of them have begun.
    begun: usize,
    /// Those that have not ended, by the rule they name.
    by_rule: HashMap<Option<String>, BTreeSet<usize>>,
}

impl Open {
    fn new(covers: &[Cover]) -> Self {
        let mut order: Vec<usize> = (0..covers.len()).collect();
        order.sort_by_key(|at| covers.get(*at).map(|cover| cover.range.start));
        Self { order, begun: 0, by_rule: HashMap::new() }
    }

    /// The first of `covers` that suppresses the finding.
    fn first_hit<'c>(&mut self, covers: &'c mut [Cover], rule: &Rule, finding: &Finding) -> Option<&'c Cover> {
        let place = finding.span;
        while let Some((at, cover)) = self.order.get(self.begun).and_then(|at| Some((*at, covers.get(*at)?)))
            && cover.range.start <= place.start
        {
            self.by_rule.entry(cover.rule.clone()).or_default().insert(at);
            self.begun += 1;
        }
        let mut first: Option<usize> = None;
        for name in [Some(rule.id.to_owned()), None] {
            let Some(open) = self.by_rule.get_mut(&name) else { continue };
            let range = |at: &usize| covers.get(*at).map_or_else(Span::default, |cover| cover.range);
            while open.first().is_some_and(|at| range(at).end < place.start) {
                open.pop_first();
            }
            let hits = |at: &&usize| {
                let range = range(at);
                range.holds(place.start) || range.contains(place) && !range.is_empty()
            };
            let found = open.iter().find(hits).copied();
            first = first.into_iter().chain(found).min();
        }
        let cover = covers.get_mut(first?)?;
        cover.used = true;
        Some(cover)
    }
}

fn covers(member: &Member) -> Vec<Cover> {
    let page = &member.page;
    let text = &page.source.text;
    let ends = Ends::of(page);
    let mut covers = Vec::new();
    for directive in page.directives() {
        let range = match directive.kind {
            DirectiveKind::File => Span::new(0, text.len() + 1),
            DirectiveKind::NextLine => next_block(member, directive),
            DirectiveKind::Disable => Span::new(directive.span.from(), ends.after(page, directive)),
            DirectiveKind::Enable | DirectiveKind::Unknown => continue,
        };
        let reason = directive.reason.map(|span| span.of(text).to_owned());
        if directive.rules.is_empty() {
            covers.push(Cover { rule: None, named: directive.span, range, reason: reason.clone(), used: false });
        }
        for rule in &directive.rules {
            let name = Some(rule.of(text).to_owned());
            covers.push(Cover { rule: name, named: *rule, range, reason: reason.clone(), used: false });
        }
    }
    covers
}

/// The comments that end ranges, in order of place: by the rule they name, and those that name none.
struct Ends<'a> {
    by_rule: HashMap<&'a str, Vec<usize>>,
    of_all: Vec<usize>,
    /// Every one of them.
    any: Vec<usize>,
}

impl<'a> Ends<'a> {
    fn of(page: &'a Page) -> Self {
        let mut ends = Self { by_rule: HashMap::new(), of_all: Vec::new(), any: Vec::new() };
        for directive in page.directives().iter().filter(|directive| directive.kind == DirectiveKind::Enable) {
            let place = directive.span.from();
            ends.any.push(place);
            if directive.rules.is_empty() {
                ends.of_all.push(place);
            }
            for rule in &directive.rules {
                ends.by_rule.entry(page.slice(*rule)).or_default().push(place);
            }
        }
        ends
    }

    /// Where the range ends that `opening` begins: at the next comment that names one of the same rules or none.
    fn after(&self, page: &Page, opening: &Directive) -> usize {
        let next =
            |places: &[usize]| places.get(places.partition_point(|place| *place <= opening.span.from())).copied();
        let end = if opening.rules.is_empty() {
            next(&self.any)
        } else {
            let named = opening.rules.iter().filter_map(|rule| next(self.by_rule.get(page.slice(*rule))?));
            named.chain(next(&self.of_all)).min()
        };
        end.unwrap_or(page.source.text.len() + 1)
    }
}

/// The next line that is not blank, or the whole table, code block or comment that begins there.
fn next_block(member: &Member, directive: &Directive) -> Span {
    let page = &member.page;
    let text = &page.source.text;
    let after = text.get(directive.span.to()..).unwrap_or("");
    let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
    let blank = after.get(line_end..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let start = directive.span.to() + line_end + blank;
    let rest = text.get(start..).unwrap_or("");
    let line = Span::new(start, start + rest.find('\n').map_or(rest.len(), |at| at + 1));
    let tables = within(&page.tables, line, |table| table.span).iter().map(|table| table.span);
    let code = within(&page.code, line, |code| code.span).iter().map(|code| code.span);
    let notes = within(&page.annotations, line, |note| note.span).iter().map(|note| note.span);
    tables.chain(code).chain(notes).find(|span| span.end > line.end).map_or(line, |span| line.join(span))
}

fn faults(
    member: &Member,
    covers: &[Cover],
    selection: &Selection,
    complain: &mut impl FnMut(&str, Span, String, &str),
) {
    let text = &member.page.source.text;
    for directive in member.page.directives() {
        if directive.kind == DirectiveKind::Unknown {
            let message = "this comment begins with `isogloss-` and is no directive".to_owned();
            complain(
                "suppression-unknown",
                directive.span,
                message,
                "write isogloss-disable-next-line, isogloss-disable-file, isogloss-disable or isogloss-enable",
            );
        }
        for rule in &directive.rules {
            if let Err(unknown) = select::known(rule.of(text)) {
                let message = format!("there is no rule {}", rule.of(text));
                complain("suppression-unknown", *rule, message, &unknown.hint(""));
            }
        }
        if directive.reason.is_none() && !matches!(directive.kind, DirectiveKind::Enable | DirectiveKind::Unknown) {
            let comment = mdx::comment(&member.page.source.path, "isogloss-disable-next-line RULE: reason");
            let (message, help) =
                ("this suppression gives no reason".to_owned(), format!("add why after a colon: {comment}"));
            complain("suppression-without-reason", directive.span, message, &help);
        }
    }
    for cover in covers.iter().filter(|cover| !cover.used) {
        // A rule that did not run had nothing to suppress.
        let ran = cover.rule.as_deref().is_none_or(|name| selection.severity(name).is_some());
        if ran {
            let what =
                cover.rule.as_deref().map_or_else(|| "anything".to_owned(), |name| format!("a finding of {name}"));
            complain("suppression-unused", cover.named, format!("this does not suppress {what}"), "remove it");
        }
    }
}
