//! How the API itself writes the name of a type: the annotations of samples have it, capitals and all. Sources write it
//! otherwise now and then, in titles and links above all, and translators put that right.

use crate::docset::target::page_at;
use crate::page::Page;
use crate::page::visible::around;
use crate::rule::PairContext;
use crate::text::Span;

/// Annotations of a page that are looked at: the first speaks of the resource, as a rule.
const MOST: usize = 8;

/// Values of an annotation beyond which it is made to be slow.
const MOST_NODES: usize = 200;

/// The name that is `name` but for capitals, as the annotations of `page` have it.
pub fn of_type(page: &Page, name: &str) -> Option<String> {
    let text = &page.source.text;
    let annotations = page.annotations.iter().take(MOST).filter(|annotation| annotation.json.nodes.len() < MOST_NODES);
    let types = annotations.filter_map(|annotation| annotation.odata_type(text));
    types.filter_map(|full| last_part(&full).map(str::to_owned)).find(|last| last.eq_ignore_ascii_case(name))
}

/// Whether the link around `place` leads to a page whose annotations write the type as `found`.
pub fn is_that_of_link(pair: &PairContext<'_>, place: Span, found: &str) -> bool {
    let page = pair.page();
    around(&page.links, place, |link| link.span).any(|link| {
        let target = page_at(pair.docset, pair.member, link.target(&page.source.text));
        let linked = target.and_then(|id| pair.docset.get(id));
        linked.and_then(|member| of_type(&member.page, found)).is_some_and(|name| name == found)
    })
}

/// `event` of `microsoft.graph.event` and `Collection(microsoft.graph.event)`.
fn last_part(full: &str) -> Option<&str> {
    full.trim_end_matches(')').rsplit(['.', '#', '(']).next()
}

#[cfg(test)]
mod tests {
    use super::last_part;

    #[test]
    fn reads_types() {
        assert_eq!(last_part("contoso.graph.voicemail"), Some("voicemail"));
        assert_eq!(last_part("Collection(#contoso.voicemail)"), Some("voicemail"));
        assert_eq!(last_part("voicemail"), Some("voicemail"));
    }
}
