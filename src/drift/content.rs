//! What a section holds that has no language: by it the sections of two pages are told apart whose headings say nothing. Must not know
//! findings.

use crate::page::Page;
use crate::page::model::within;
use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// So much of a section is looked at.
const MOST: usize = 32;

/// Hashes of the code, the code spans and the targets of links of each section, in order of value.
pub fn of_sections(page: &Page) -> Vec<Vec<u64>> {
    let hasher = FixedState::default();
    let of = |text: &str| hasher.hash_one(text);
    let of_one = |span| {
        let code = within(&page.code, span, |code| code.span).iter().map(|code| page.slice(code.content).trim());
        let spans = within(&page.code_spans, span, |span| span.span).iter().map(|span| page.slice(span.content));
        let links = within(&page.links, span, |link| link.span).iter();
        let links = links.filter_map(|link| Some(of(last_part(link.target(&page.source.text))?)));
        let mut all: Vec<u64> = code.chain(spans).map(&of).chain(links).take(MOST).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    page.sections.iter().map(|section| of_one(section.span)).collect()
}

/// The last part of the path of a link: before it may stand a locale, and behind it an anchor that is translated.
fn last_part(target: &str) -> Option<&str> {
    let path = target.split('#').next()?.trim_end_matches('/');
    path.rsplit('/').next().filter(|part| !part.is_empty())
}

/// How many two sections share, up to `most`.
pub fn shared(a: &[u64], b: &[u64], most: u32) -> u32 {
    let mut right = b.iter().peekable();
    let mut count = 0;
    for left in a {
        while right.next_if(|other| *other < left).is_some() {}
        if right.next_if_eq(&left).is_some() {
            count += 1;
            if count == most {
                break;
            }
        }
    }
    count
}
