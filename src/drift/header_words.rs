//! Names of HTTP headers in the sentences of the source, `a Location header`. Without marks a translator takes them for words.
//! Must not judge: a name that stands anywhere in the section, as in `Location-Header`, is there.

use super::align;
use super::cells::Sides;
use super::compare::paragraph;
use super::difference::{Difference, Side};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::model::within;
use crate::text::Span;
use memchr::memmem;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

static WORD: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(" header"));

/// The headers whose names can mean nothing else before the word, written as here.
const NAMES: [&str; 22] = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "ConsistencyLevel",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "ETag",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Location",
    "Prefer",
    "Preference-Applied",
    "Retry-After",
    "Set-Cookie",
    "User-Agent",
    "WWW-Authenticate",
];

/// Adds the names in sentences of the section `left` of the source that are nowhere in the section `right` of the translation: each
/// once, at the paragraph that is the source's.
pub fn compare(sides: &Sides<'_>, (left, right): (usize, usize), out: &mut Vec<Difference>) {
    let (source, translation) = (sides.source, sides.translation);
    let (Some(ours), Some(theirs)) = (source.sections.get(left), translation.sections.get(right)) else { return };
    let said: OnceCell<String> = OnceCell::new();
    let mut seen = BTreeSet::new();
    for one in within(&source.paragraphs, ours.body(), |paragraph| paragraph.span) {
        for (range, name) in named(source.slice(one.span)) {
            let said = said.get_or_init(|| translation.slice(theirs.body()).to_ascii_lowercase());
            let lower = name.to_ascii_lowercase();
            if !seen.insert(name) || has_name(said, &lower) {
                continue;
            }
            let span = one.span.part(range);
            if let Some(place) = paragraph(sides, ours.body(), theirs.body(), span) {
                let key = format!("{}/{lower}", align::area(source, left));
                out.push(Difference::lost(FactKind::HeaderName, key, Side::new(span, name), place));
            }
        }
    }
}

/// Whether the word stands in a part of a page: in few it does.
pub fn may_be_in(page: &Page, body: Span) -> bool {
    WORD.find(page.slice(body).as_bytes()).is_some()
}

/// The names before the word `header` in a paragraph.
fn named(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let before = |at: usize| {
        let mut rest = text.get(..at)?.trim_end();
        for between in ["response", "request", "HTTP"] {
            rest = rest.strip_suffix(between).map_or(rest, str::trim_end);
        }
        let name = NAMES.into_iter().filter(|name| rest.ends_with(name)).max_by_key(|name| name.len())?;
        let start = rest.len() - name.len();
        let is_word =
            rest.get(..start)?.ends_with(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '"'));
        (start == 0 || is_word).then_some((start..rest.len(), name))
    };
    WORD.find_iter(text.as_bytes()).filter_map(before).collect()
}

/// Whether `name` stands in `text` with no letter or digit beside it.
fn has_name(text: &str, name: &str) -> bool {
    memmem::find_iter(text.as_bytes(), name).any(|at| {
        let bytes = text.as_bytes();
        let beside = [at.checked_sub(1), Some(at + name.len())];
        let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        !beside.into_iter().any(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_names_before_the_word() {
        let of = |text| named(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(of("a Location header and the Content-Type request headers"), ["Location", "Content-Type"]);
        assert_eq!(of("an Accept-Language HTTP header; If-None-Match header"), ["Accept-Language", "If-None-Match"]);
        assert_eq!(of("a `Location` header, a location header, X-Location header, the header"), [""; 0]);
        assert!(has_name("der location-header", "location") && !has_name("localización", "location"));
    }
}
