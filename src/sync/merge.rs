//! The new page, block by block of today's source: what the source has left as it was is taken from the translation, what is
//! free of language from the source, and the rest is marked. Must not know where texts come from.

use super::align::{self, Place, Places};
use super::block::{Block, Kind, marker_len};
use super::change::{self, From};
use super::header::{self, Kept};
use super::likeness::{folded, normal};
use super::mark::{Mark, Plain};
use super::piece::{Piece, line_ends, with_line_ends};
use super::prose::{self, Text};
use super::table::{self, Phrases, Side};
use super::{annotation, table::Merge as TableMerge};
use crate::fact::TableInfo;
use crate::page::Page;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A text of the source.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// What its tables are.
    pub tables: &'a [TableInfo],
}

/// A part that was left as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// Where, in the translation without its marks.
    pub span: Span,
    /// Why.
    pub why: String,
}

/// What is merged.
pub struct Merge<'a> {
    base: Source<'a>,
    current: Source<'a>,
    plain: &'a Plain,
    blocks: &'a [Block],
    kept: &'a Kept,
    places: Places,
    phrases: Phrases,
    line_end: &'static str,
    anchors: bool,
    pieces: Vec<Piece>,
    left: Vec<Left>,
    done: Vec<bool>,
    /// The blocks that only the translation has, by the block before them.
    extras: HashMap<usize, Range<usize>>,
}

/// Merges `plain`, whose blocks are `blocks` and which was made from `base`, with `current`.
pub fn merge(
    base: Source<'_>,
    current: Source<'_>,
    plain: &Plain,
    blocks: &[Block],
    kept: &Kept,
) -> (Vec<Piece>, Vec<Left>) {
    let places = align::places((base.page, base.blocks), (&plain.page, blocks));
    let headings = || plain.page.sections.iter().filter(|section| section.level > 0 && !section.is_tab);
    let anchored = headings().filter(|section| section.anchor().is_some()).count();
    let mut merge = Merge {
        base,
        current,
        plain,
        blocks,
        kept,
        done: vec![false; places.lumps.len()],
        extras: places.extras.iter().map(|range| (range.start, range.clone())).collect(),
        places,
        phrases: Phrases::new(),
        line_end: plain.page.source.line_end(),
        anchors: anchored * 2 >= headings().count(),
        pieces: Vec::new(),
        left: Vec::new(),
    };
    merge.learn();
    merge.walk();
    merge.lost_extras();
    merge.tails();
    (merge.pieces, merge.left)
}

impl<'a> Merge<'a> {
    fn learn(&mut self) {
        for (block, place) in self.base.blocks.iter().zip(&self.places.of) {
            let Place::At(at) = place else { continue };
            let other = self.blocks.get(*at).and_then(|block| block.table);
            let tables = block.table.and_then(|at| self.base.page.tables.get(at)).zip(self.own_table(other));
            if let Some((old, own)) = tables {
                let (old, own) =
                    (Side { page: self.base.page, table: old }, Side { page: &self.plain.page, table: own });
                table::learn(old, own, &mut self.phrases);
            }
        }
    }

    fn own_table(&self, at: Option<usize>) -> Option<&'a crate::page::table::Table> {
        self.plain.page.tables.get(at?)
    }

    fn walk(&mut self) {
        self.header();
        let origins = change::origins((self.base.page, self.base.blocks), (self.current.page, self.current.blocks));
        let first = usize::from(self.has_header());
        if let Some(range) = self.extras.remove(&first) {
            self.own_run(range);
        }
        let same: HashSet<usize> = origins.iter().filter_map(|origin| origin.same()).collect();
        for (at, origin) in origins.iter().enumerate() {
            let Some(block) = self.current.blocks.get(at) else { continue };
            if block.kind == Kind::Header {
                continue;
            }
            match *origin {
                From::New => self.inserted(at, block),
                From::Copy(old) => {
                    let own = self.places.of.get(old).and_then(|place| match place {
                        Place::At(own) => self.blocks.get(*own),
                        _ => None,
                    });
                    let own = own.filter(|own| self.mark(own).is_none());
                    match own {
                        Some(own) if own.kind != Kind::Table => {
                            let body = own.body.of(self.text()).to_owned();
                            self.push(block, body, self.tail(block), None, None, at);
                        }
                        _ => self.inserted(at, block),
                    }
                }
                From::Same(old) | From::Changed(old) => {
                    let is_same = matches!(origin, From::Same(_));
                    match self.places.of.get(old) {
                        Some(Place::At(own)) => self.paired(at, (old, block, *own), is_same),
                        Some(Place::Lump(lump)) => self.lump(*lump, &same),
                        _ if is_same => {}
                        _ => self.inserted(at, block),
                    }
                }
            }
        }
    }

    /// What only the translation has, beside what the source has no more: said, since it goes.
    fn lost_extras(&mut self) {
        let mut lost: Vec<usize> = self.extras.keys().copied().collect();
        lost.sort_unstable();
        for at in lost {
            let span = self.blocks.get(at).map_or_else(Span::default, |block| block.body);
            let why =
                "only the translation has this, beside a part that the source has no more: it went with that part";
            self.left.push(Left { span, why: why.to_owned() });
        }
    }

    fn text(&self) -> &'a str {
        &self.plain.page.source.text
    }

    fn mark(&self, own: &Block) -> Option<Mark> {
        self.plain.mark(own.body)
    }

    fn has_header(&self) -> bool {
        self.blocks.first().is_some_and(|block| block.kind == Kind::Header)
    }

    fn header(&mut self) {
        let own = self.blocks.first().filter(|block| block.kind == Kind::Header);
        let merged = header::merge(self.base.page, self.current.page, &self.plain.page, self.kept, self.line_end);
        let tail = own.map_or_else(|| self.line_end.to_owned(), |own| own.tail().of(self.text()).to_owned());
        let body = match (merged, own) {
            (header::Merged::Text(text), _) => text,
            (header::Merged::Unreadable, Some(own)) => {
                self.left.push(Left { span: own.body, why: "its front matter cannot be read".to_owned() });
                own.body.of(self.text()).to_owned()
            }
            _ => return,
        };
        let source = self.current.blocks.first().filter(|block| block.kind == Kind::Header).map(|_| 0);
        let of = own.map(|_| 0);
        self.pieces.push(Piece { kind: Kind::Header, body, tail, mark: None, at_end: false, of, source });
    }

    fn push(
        &mut self,
        block: &Block,
        body: String,
        tail: String,
        mark: Option<Mark>,
        of: Option<usize>,
        source: usize,
    ) {
        let at_end = block.is_nested;
        self.pieces.push(Piece { kind: block.kind, body, tail, mark, at_end, of, source: Some(source) });
        if let Some(range) = of.and_then(|of| self.extras.remove(&(of + 1))) {
            self.own_run(range);
        }
    }

    /// Blocks of the translation as they are.
    fn own_run(&mut self, range: Range<usize>) {
        for at in range {
            let Some(own) = self.blocks.get(at) else { continue };
            let mark = self.mark(own).filter(|_| !own.is_free);
            let (body, tail) = (own.body.of(self.text()).to_owned(), own.tail().of(self.text()).to_owned());
            let at_end = own.is_nested;
            self.pieces.push(Piece { kind: own.kind, body, tail, mark, at_end, of: Some(at), source: None });
        }
    }

    /// A part in which blocks cannot be told apart is kept whole.
    fn lump(&mut self, lump: usize, same: &HashSet<usize>) {
        let Some(done) = self.done.get_mut(lump).filter(|done| !**done) else { return };
        *done = true;
        let Some(parts) = self.places.lumps.get(lump).cloned() else { return };
        let is_kept = parts.base.clone().all(|old| same.contains(&old));
        if !is_kept {
            let first = self.blocks.get(parts.translation.start).map_or_else(Span::default, |block| block.body);
            let why = "its translation is not built like the text it was made from, so it was left as it is".to_owned();
            self.left.push(Left { span: first, why });
        }
        let after = parts.translation.end;
        self.own_run(parts.translation);
        if let Some(range) = self.extras.remove(&after) {
            self.own_run(range);
        }
    }

    fn tail(&self, block: &Block) -> String {
        with_line_ends(block.tail().of(&self.current.page.source.text), self.line_end)
    }

    /// The source's own text of a block, in the form of a translated page.
    fn source_text(&self, block: &Block) -> String {
        let text = &self.current.page.source.text;
        let body = with_line_ends(block.body.of(text), self.line_end);
        match block.kind {
            // The platform turns tabs within code into blanks.
            Kind::Code => body.replace('\t', "    "),
            // Headings of tabs have anchors too: 18,352 of 18,352 in the Portuguese pages of 2021.
            Kind::Heading(_) | Kind::Tab if self.anchors => {
                let section = self.current.page.sections.get(block.section);
                let Some(section) = section.filter(|section| section.anchor().is_none()) else { return body };
                let before = Span { start: block.body.start, end: section.title.start.max(block.body.start) };
                let after = Span { start: before.end, end: block.body.end };
                format!("{}<a name=\"{}\"></a>{}", before.of(text), section.slug, after.of(text))
            }
            _ => body,
        }
    }

    fn inserted(&mut self, at: usize, block: &Block) {
        let mark = (!block.is_free).then_some(Mark::Translate);
        self.push(block, self.source_text(block), self.tail(block), mark, None, at);
    }

    /// A block of today's source that was in the base, and is in the translation.
    fn paired(&mut self, at: usize, (old, block, own_at): (usize, &Block, usize), is_same: bool) {
        let (Some(was), Some(own)) = (self.base.blocks.get(old), self.blocks.get(own_at)) else { return };
        let text = self.text();
        let mark = self.mark(own).filter(|_| !own.is_free);
        let own_body = own.body.of(text).to_owned();
        let own_tail = own.tail().of(text).to_owned();
        if is_same {
            let body = self.with_marker((was, block), own_body);
            return self.push(block, body, own_tail, mark, Some(own_at), at);
        }
        if mark == Some(Mark::Translate)
            || own.is_free && block.is_free
            || normal(&self.plain.page, own) == normal(self.current.page, block)
        {
            // What stands there is the source's already, if an older text of it.
            let same = normal(&self.plain.page, own) == normal(self.current.page, block);
            let body = if same { own_body } else { self.free_text(was, block, own) };
            let mark = if block.is_free { None } else { mark };
            return self.push(block, body, own_tail, mark, Some(own_at), at);
        }
        let (body, mark) = match block.kind {
            Kind::Heading(level) => self.heading((was, block, own), level),
            Kind::Table => match self.table(was, block, own) {
                Ok(body) => (body, mark),
                Err(why) => {
                    self.left.push(Left { span: own.body, why });
                    (own_body, mark)
                }
            },
            _ if block.is_free => (self.source_text(block), None),
            _ => {
                let place = |page, block: &Block| Text { page, span: block.after_marker(&page.source.text) };
                let merged = prose::merge(
                    place(self.base.page, was),
                    place(self.current.page, block),
                    place(&self.plain.page, own),
                );
                let marker = own.body.part(0..own.after_marker(text).from() - own.body.from()).of(text);
                let body = self.with_marker((was, block), format!("{marker}{}", merged.text));
                let is_done = merged.is_done && mark.is_none();
                (body, if is_done { None } else { Some(Mark::Outdated) })
            }
        };
        self.push(block, body, own_tail, mark, Some(own_at), at);
    }

    /// The source's text of a block that is free of language. The page annotation keeps what is translated of it.
    fn free_text(&self, was: &Block, block: &Block, own: &Block) -> String {
        let text = self.source_text(block);
        if block.kind != Kind::Comment {
            return text;
        }
        annotation::with_words((self.base.page, was), (self.current.page, block), (&self.plain.page, own))
            .map_or(text, |text| with_line_ends(&text, self.line_end))
    }

    /// A list item with the marker it has today, where that has changed.
    fn with_marker(&self, (was, block): (&Block, &Block), body: String) -> String {
        if was.kind != Kind::Item || block.kind != Kind::Item {
            return body;
        }
        let marker = |page: &'a Page, block: &Block| {
            let body = block.body.of(&page.source.text);
            body.get(..marker_len(body)).unwrap_or("")
        };
        let (old, new) = (marker(self.base.page, was), marker(self.current.page, block));
        match body.strip_prefix(old) {
            Some(rest) if old != new => format!("{new}{rest}"),
            _ => body,
        }
    }

    fn heading(&self, (was, block, own): (&Block, &Block, &Block), level: u8) -> (String, Option<Mark>) {
        let title = |page: &'a Page, block: &Block| {
            page.sections.get(block.section).map_or_else(String::new, |section| folded(page.slice(section.title)))
        };
        if title(self.base.page, was) != title(self.current.page, block) {
            return (self.source_text(block), Some(Mark::Translate));
        }
        // Only the level has changed.
        let body = own.body.of(self.text());
        let rest = body.trim_start_matches('#');
        if rest.len() == body.len() {
            return (self.source_text(block), Some(Mark::Translate));
        }
        (format!("{}{rest}", "#".repeat(usize::from(level))), self.mark(own))
    }

    fn table(&self, was: &Block, block: &Block, own: &Block) -> Result<String, String> {
        let unknown = TableInfo::default();
        let of = |page: &'a Page, block: &Block| page.tables.get(block.table?);
        let tables = (of(self.base.page, was), of(self.current.page, block), of(&self.plain.page, own));
        let (Some(old), Some(new), Some(ours)) = tables else { return Err("it cannot be read".to_owned()) };
        TableMerge {
            base: Side { page: self.base.page, table: old },
            current: Side { page: self.current.page, table: new },
            info: block.table.and_then(|at| self.current.tables.get(at)).unwrap_or(&unknown),
            ours: Side { page: &self.plain.page, table: ours },
            phrases: &self.phrases,
            line_end: self.line_end,
        }
        .run()
    }

    /// Blocks that did not stand side by side before are set apart as they are in the source; the page ends as it did.
    fn tails(&mut self) {
        let last = self.pieces.len().saturating_sub(1);
        let next: Vec<_> =
            self.pieces.iter().skip(1).map(|piece| (piece.of, piece.source)).chain([(None, None)]).collect();
        let ends = self.blocks.last().map(|block| block.tail().of(self.text()).to_owned());
        for (at, (piece, (next, next_source))) in self.pieces.iter_mut().zip(next).enumerate() {
            if at == last {
                let is_own_end = piece.of.is_some_and(|of| of + 1 == self.blocks.len());
                if !is_own_end && let Some(ends) = &ends {
                    ends.clone_into(&mut piece.tail);
                }
                continue;
            }
            if piece.of.zip(next).is_some_and(|(of, next)| of + 1 == next) && !piece.tail.is_empty() {
                continue;
            }
            let of_source = piece.source.and_then(|at| self.current.blocks.get(at));
            let tail = of_source.map(|block| block.tail().of(&self.current.page.source.text));
            if let Some(tail) = tail.filter(|_| piece.source.zip(next_source).is_some_and(|(at, next)| at + 1 == next))
            {
                piece.tail = with_line_ends(tail, self.line_end);
                continue;
            }
            let wanted = tail.map_or(2, |tail| line_ends(tail).clamp(1, 2));
            while line_ends(&piece.tail) < wanted {
                piece.tail.push_str(self.line_end);
            }
        }
    }
}
