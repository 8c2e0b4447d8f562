//! Code blocks that a translation has cut in several, or made one of several. Must not know findings.

use super::align;
use super::cells::Sides;
use super::change::Change;
use super::code::{Alike, same, whole};
use super::comments::code_lines;
use super::difference::{Difference, Side};
use super::sequence::Pairs;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::{CodeBlock, CodeText};

/// Tells those among `pairs`, the paired blocks of two sections, and takes them out.
pub fn tell(sides: &Sides<'_>, pairs: &mut Pairs, key: impl Fn() -> String, out: &mut Vec<Difference>) {
    for cut in [Cut::Split, Cut::Joined] {
        if !pairs.iter().any(|pair| cut.whole_of(pair).is_none()) {
            continue;
        }
        let (whole_page, part_page) = cut.pages(sides);
        let parts: Vec<(usize, &CodeBlock, CodeText<'_>)> = pairs
            .iter()
            .enumerate()
            .filter_map(|(at, pair)| {
                let code = part_page.code.get(cut.part_of(pair)?)?;
                // Those that have their equal are parts of nothing.
                let other = cut.whole_of(pair).and_then(|at| whole_page.code.get(at));
                let is_settled =
                    other.is_some_and(|other| same(part_page.slice(code.content), whole_page.slice(other.content)));
                (!is_settled).then(|| (at, code, code.text(&part_page.source.text)))
            })
            .collect();
        let mut gone = vec![false; pairs.len()];
        for (own, code, _) in &parts {
            let Some(block) = pairs.get(*own).and_then(|pair| whole_page.code.get(cut.whole_of(pair)?)) else {
                continue;
            };
            let is_free = |at: usize| {
                pairs.get(at).is_some_and(|pair| cut.whole_of(pair).is_none()) && gone.get(at) == Some(&false)
            };
            let alike = match cut {
                Cut::Split => Alike::of(sides, block, code),
                Cut::Joined => Alike::of(sides, code, block),
            };
            let found =
                cover(block, whole_page, parts.iter().filter(|(at, _, _)| at == own || is_free(*at)), (&alike, cut));
            let Some((places, second)) = found.filter(|(places, _)| places.contains(own)) else { continue };
            let Some((_, other, _)) = places.get(1).and_then(|place| parts.iter().find(|(at, _, _)| at == place))
            else {
                continue;
            };
            let (source, translation, change) = match cut {
                Cut::Split => (whole(sides.source, block), whole(sides.translation, other), Change::Split),
                Cut::Joined => (whole(sides.source, other), second, Change::Merged),
            };
            out.push(Difference::told(FactKind::CodeBlock, key(), source, translation, change));
            for at in places {
                if let Some(gone) = gone.get_mut(at) {
                    *gone = true;
                }
            }
        }
        let mut at = 0;
        pairs.retain(|_| {
            at += 1;
            gone.get(at - 1) != Some(&true)
        });
    }
}

/// Which page has the whole, and which the parts.
#[derive(Clone, Copy)]
enum Cut {
    /// The source has the whole.
    Split,
    /// The translation has it.
    Joined,
}

impl Cut {
    fn pages<'p>(self, sides: &Sides<'p>) -> (&'p Page, &'p Page) {
        match self {
            Cut::Split => (sides.source, sides.translation),
            Cut::Joined => (sides.translation, sides.source),
        }
    }

    fn whole_of(self, pair: &(Option<usize>, Option<usize>)) -> Option<usize> {
        match self {
            Cut::Split => pair.0,
            Cut::Joined => pair.1,
        }
    }

    fn part_of(self, pair: &(Option<usize>, Option<usize>)) -> Option<usize> {
        match self {
            Cut::Split => pair.1,
            Cut::Joined => pair.0,
        }
    }
}

/// Which of `parts` make up all lines of `block` in their order, at least two; and the line of it that the second begins with.
fn cover<'c, 't: 'c>(
    block: &CodeBlock,
    page: &Page,
    parts: impl Iterator<Item = &'c (usize, &'c CodeBlock, CodeText<'t>)>,
    (alike, cut): (&Alike<'_>, Cut),
) -> Option<(Vec<usize>, Side)> {
    let text = block.text(&page.source.text);
    let lines: Vec<(usize, &str)> = code_lines(&text.text, alike.language).collect();
    let are_one = |whole: &str, part: &str| match cut {
        Cut::Split => alike.are(whole, part),
        Cut::Joined => alike.are(part, whole),
    };
    let (mut rest, mut places, mut second) = (lines.as_slice(), Vec::new(), None);
    for (at, _, part) in parts {
        let mut left = rest;
        let mut own = code_lines(&part.text, alike.language);
        let is_next = own.all(|(_, line)| match left.split_first() {
            Some(((_, whole), more)) if are_one(whole, line) => {
                left = more;
                true
            }
            _ => false,
        });
        if !is_next || left.len() == rest.len() {
            continue;
        }
        if places.len() == 1 {
            second = rest.first();
        }
        places.push(*at);
        rest = left;
    }
    let (start, line) = second.filter(|_| rest.is_empty())?;
    let lead = line.len() - line.trim_start().len();
    let span = text.span(start + lead, start + line.trim_end().len());
    Some((places, Side::new(align::first_line(page, span), line.trim())))
}
