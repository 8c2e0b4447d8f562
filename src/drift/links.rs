//! Links of two paired stretches of text: each link of the source finds its own by its target, so that a
//! changed text and a changed target are told apart.

use super::bags::{Scope, contains_word};
use super::change::Change;
use super::difference::{Difference, Side};
use super::localized::{self, Tags};
use super::unused::Unused;
use crate::fact::{FactKind, plain::plain, token};
use crate::page::Page;
use crate::page::inline::Link;
use crate::text::Span;

/// A link with the page it is on.
struct Seen<'a> {
    page: &'a Page,
    link: &'a Link,
}

impl<'a> Seen<'a> {
    fn target(&self) -> &'a str {
        self.link.target(&self.page.source.text)
    }

    fn target_span(&self) -> Span {
        if self.link.target.is_empty() { self.link.span } else { self.link.target }
    }

    fn text(&self) -> &'a str {
        self.page.slice(self.link.text)
    }
}

/// Compares the links of `source` with those in `scope`.
pub fn compare<'a>(
    source: &'a Page,
    ours: impl Iterator<Item = &'a Link> + Clone,
    theirs: impl Iterator<Item = &'a Link> + Clone,
    scope: &Scope<'a>,
    place: impl Fn(Span) -> Span,
    key: impl Fn() -> String,
    out: &mut Vec<Difference>,
) {
    let equal = |a: &Link, b: &Link| {
        a.target(&source.source.text) == b.target(&scope.translation.source.text)
            && (source.slice(a.text) == scope.translation.slice(b.text)
                || !token::is_coined(source.slice(a.text)) && !b.text.is_empty())
    };
    let mut others = theirs.clone();
    if ours.clone().all(|link| others.next().is_some_and(|other| equal(link, other))) {
        return;
    }
    let mut expected: Vec<Seen<'_>> = ours.map(|link| Seen { page: source, link }).collect();
    let mut found: Vec<Seen<'_>> = theirs.map(|link| Seen { page: scope.translation, link }).collect();
    // Most links are unchanged: those pairs go first, so that a changed one cannot take their place.
    let mut same = Unused::new(found.iter().map(|link| (link.target(), link.text())));
    expected.retain(|link| same.take(&(link.target(), link.text())).is_none());
    found = untaken(found, &same);
    let mut lost: Vec<Seen<'_>> = Vec::new();
    let mut same = Unused::new(found.iter().map(|link| neutral(link.target()).collect::<String>()));
    for link in expected {
        match same.take(&neutral(link.target()).collect()).and_then(|at| found.get(at)) {
            Some(other) => text(&link, other, scope, &key, out),
            None => lost.push(link),
        }
    }
    found = untaken(found, &same);
    if lost.is_empty() {
        return;
    }
    let tags = scope.tags;
    let mut same = Unused::new(found.iter().map(|link| localized::key(link.target(), tags.translation)));
    lost.retain(|link| {
        let at = same.take(&localized::key(link.target(), tags.source));
        let other = at.and_then(|at| found.get(at));
        let Some(other) = other.filter(|other| tags.is_at_one_place(link.target(), other.target())) else {
            return true;
        };
        // Of several links to a site of a language nothing says which is which.
        if localized::site(link.target(), tags.source).is_none() {
            text(link, other, scope, &key, out);
        }
        false
    });
    found = untaken(found, &same);
    let of_host = |link: &Seen<'_>| localized::unprefixed(link.target(), tags.translation).unwrap_or_default();
    let mut same = Unused::new(found.iter().map(of_host));
    lost.retain(|link| {
        let other = same.take(&neutral(link.target()).collect()).and_then(|at| found.get(at));
        if let Some(other) = other {
            text(link, other, scope, &key, out);
        }
        other.is_none()
    });
    found = untaken(found, &same);
    for (link, partner) in lost.iter().zip(partners(&lost, &found, tags)) {
        let source = Side::new(link.target_span(), link.target());
        let key = format!("{}/{}", key(), link.target());
        let difference = match partner.and_then(|(at, change)| Some((found.get(at)?, change))) {
            Some((other, change)) => {
                let translation = Side::new(other.target_span(), other.target());
                Difference::told(FactKind::LinkTarget, key, source, translation, change)
            }
            None => Difference::lost(FactKind::LinkTarget, key, source, place(link.link.span)),
        };
        out.push(Difference { table: scope.table, ..difference });
    }
}

/// Which of `found` stands for each of the lost links: the one with its text; or that to another place on the same page; or,
/// where there are as many, the one at its place in the order. Where there are fewer, another may be meant for the same page.
fn partners(lost: &[Seen<'_>], found: &[Seen<'_>], tags: Tags<'_>) -> Vec<Option<(usize, Change)>> {
    let ordered = lost.len() == found.len();
    let mut same = Unused::new(found.iter().map(|link| plain(link.text())));
    let mut partners: Vec<Option<(usize, Change)>> =
        lost.iter().map(|link| Some((same.take(&plain(link.text()))?, Change::Translated))).collect();
    let page = |target: &str, tag: &str| localized::key(target.split('#').next().unwrap_or(target), tag);
    let free: Vec<usize> = (0..found.len()).filter(|at| !same.is_taken(*at)).collect();
    let targets = free.iter().filter_map(|at| found.get(*at)).map(|link| page(link.target(), tags.translation));
    let mut others = Unused::new(targets);
    let change = if ordered { Change::Translated } else { Change::Fewer };
    for (link, partner) in lost.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
        let at = others.take(&page(link.target(), tags.source)).and_then(|at| free.get(at));
        *partner = at.map(|at| (*at, change));
    }
    for partner in partners.iter_mut().filter(|partner| ordered && partner.is_none()) {
        let at = others.take_first().and_then(|at| free.get(at));
        *partner = at.map(|at| (*at, change));
    }
    partners
}

/// What has found no partner.
fn untaken<'a, K: std::hash::Hash + Eq>(list: Vec<Seen<'a>>, unused: &Unused<K>) -> Vec<Seen<'a>> {
    list.into_iter().enumerate().filter(|(at, _)| !unused.is_taken(*at)).map(|(_, link)| link).collect()
}

/// The text of a link whose target is kept.
fn text(link: &Seen<'_>, other: &Seen<'_>, scope: &Scope<'_>, key: &impl Fn() -> String, out: &mut Vec<Difference>) {
    let (expected, found) = (plain(link.text()), plain(other.text()));
    // A name of one word; anything longer is prose. (`[event](event.md)` is a name as well, but prose uses it as a
    // word, and every translation translates it.)
    let is_kept = expected == found || contains_word(&found, &expected) || token::is_inflected(&expected, &found);
    // A link without a text is not there for the reader, whatever its text was.
    if is_kept || !token::is_coined(&expected) && !found.is_empty() {
        return;
    }
    let key = format!("{}/{expected}", key());
    let source = Side::new(link.link.text, expected);
    let difference = Difference::changed(FactKind::LinkText, key, source, Side::new(other.link.text, found));
    out.push(Difference { table: scope.table, ..difference });
}

/// A target free of locale, scheme and case.
pub fn neutral(target: &str) -> impl Iterator<Item = char> + '_ {
    let path = ["https://", "http://"].iter().find_map(|scheme| {
        let start = target.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| target.get(scheme.len()..))?
    });
    let parts = path.unwrap_or(target).split('/').filter(|part| !is_locale(part));
    parts.flat_map(|part| std::iter::once('/').chain(part.chars().map(|c| c.to_ascii_lowercase())))
}

fn is_locale(part: &str) -> bool {
    matches!(part.as_bytes(), [a, b, b'-', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_alphabetic()))
}
