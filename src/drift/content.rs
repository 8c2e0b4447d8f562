//! What a section holds that has no language: by it the sections of two pages are told apart whose headings say nothing. Must not know
//! findings.

use crate::fact::token;
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Section;
use crate::text::Span;
use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// So much of a section is looked at.
const MOST: usize = 32;

/// Hashes of the names in the heading, of the code, the code spans, the targets of links and the macros of each section, in order of value.
pub fn of_sections(page: &Page) -> Vec<Vec<u64>> {
    let hasher = FixedState::default();
    let of = |text: &str| hasher.hash_one(text);
    let of_one = |section: &Section| {
        let span = section.span;
        let names = names(page.slice(section.title));
        let code = within(&page.code, span, |code| code.span).iter().map(|code| page.slice(code.content).trim());
        let spans = within(&page.code_spans, span, |span| span.span).iter().map(|span| page.slice(span.content));
        let links = within(&page.links, span, |link| link.span).iter();
        let links = links.filter_map(|link| Some(of(last_part(link.target(&page.source.text))?)));
        let macros = macros(page.slice(section.body()));
        let mut all: Vec<u64> = names.chain(macros).chain(code).chain(spans).map(&of).chain(links).take(MOST).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    page.sections.iter().map(of_one).collect()
}

/// Words of a title that no translator words: coined ones, and those with a digit.
fn names(title: &str) -> impl Iterator<Item = &str> {
    let words = token::words(title).map(|(_, word)| word);
    words.filter(|word| token::is_coined(word) || word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// What `{{…}}` puts there; not what only puts a frame around words.
fn macros(text: &str) -> impl Iterator<Item = &str> {
    let all = text.split("{{").skip(1).take(MOST).filter_map(|rest| Some(rest.split_once("}}")?.0.trim()));
    all.filter(|inner| inner.contains('"') || inner.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// What of each section can be counted whatever its language: paragraphs, those in lists, blocks of code and tables.
pub fn shapes(page: &Page) -> Vec<[usize; 4]> {
    let of_one = |span: Span| {
        let paragraphs = within(&page.paragraphs, span, |paragraph| paragraph.span);
        let listed = paragraphs.iter().filter(|paragraph| paragraph.in_list).count();
        let (code, tables) =
            (within(&page.code, span, |code| code.span), within(&page.tables, span, |table| table.span));
        [paragraphs.len(), listed, code.len(), tables.len()]
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
