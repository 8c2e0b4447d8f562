//! Reference links (`[words][name]`, `[name][]`) whose name a translation has lost. Must not know rules.

use super::links::neutral;
use crate::page::Page;
use crate::page::model::within;
use crate::page::visible::{self, around};
use crate::text::Span;
use foldhash::HashMap;

/// What a link of the source names.
pub struct Named {
    /// The name of the definition, as written.
    pub name: String,
    /// Where it leads.
    pub target: String,
    /// Whether it can be no other: with more than one they must all lead to the same, since a translation may reorder them.
    pub is_sure: bool,
}

/// The definitions of a page (`[name]: target`).
#[derive(Default)]
pub struct Definitions<'a> {
    targets: HashMap<String, &'a str>,
    names: HashMap<String, &'a str>,
    /// By the name of the file without its extension; `None` where two of that name are not one file.
    files: HashMap<String, Option<(&'a str, &'a str)>>,
}

impl<'a> Definitions<'a> {
    /// Those of `page`.
    pub fn of(page: &'a Page) -> Self {
        let text = &page.source.text;
        let mut all = Self::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let place = Span::new(at, at + 1);
            at += line.len();
            let Some((name, target)) = definition(line) else { continue };
            if around(&page.code, place, |code| code.span).next().is_some() {
                continue;
            }
            // Of two with one name the first counts.
            all.targets.entry(folded(name)).or_insert(target);
            all.names.entry(neutral(target).collect()).or_insert(name);
            let other = all.files.entry(stem(target).to_lowercase()).or_insert(Some((name, target)));
            if other.is_some_and(|(_, other)| other != target) {
                *other = None;
            }
        }
        all
    }

    /// The name under which the page has what the source calls `name` and leads to `target`. The source's own where it is kept;
    /// whether the definition leads there is said as well.
    pub fn name_for<'n>(&self, name: &'n str, target: &str) -> Option<(&'n str, bool)>
    where
        'a: 'n,
    {
        let key: String = neutral(target).collect();
        let own = self.targets.get(&folded(name));
        if own.is_some_and(|own| neutral(own).eq(key.chars())) {
            return Some((name, true));
        }
        self.names.get(&key).map(|name| (*name, true)).or_else(|| own.map(|_| (name, false)))
    }

    /// The name of the only definition that leads to a file called `words`.
    pub fn name_of_file(&self, words: &str) -> Option<&'a str> {
        self.files.get(&words.to_lowercase()).copied().flatten().map(|(name, _)| name)
    }
}

/// Where the definitions of a page lead, each by the name of a link.
pub struct Targets<'a> {
    page: &'a Page,
    places: HashMap<String, Span>,
}

impl<'a> Targets<'a> {
    /// Those of `page`.
    pub fn of(page: &'a Page) -> Self {
        let mut places = HashMap::default();
        let mut at = 0;
        for line in page.source.text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let Some((name, target)) = definition(line) else { continue };
            let place = Span::new(start, at).part(offset(line, target));
            if around(&page.code, place, |code| code.span).next().is_none() {
                // Of two with one name the first counts.
                places.entry(folded(name)).or_insert(place);
            }
        }
        Self { page, places }
    }

    /// Where the definition stands that the reference link at `link` names, if that leads to `target`.
    pub fn of_link(&self, link: Span, target: &str) -> Option<Span> {
        let name = name_of(self.page.slice(link).trim_start_matches('!'))?;
        self.places.get(&folded(name)).copied().filter(|place| self.page.slice(*place) == target)
    }
}

/// Where `part`, a slice of `line`, stands in it.
fn offset(line: &str, part: &str) -> std::ops::Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize).min(line.len());
    start..start + part.len()
}

/// The name and the target of a line that is a definition.
fn definition(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim_start_matches(' ');
    let (name, rest) = inner.strip_prefix('[')?.split_once("]:")?;
    let target = rest.split_whitespace().next()?.trim_start_matches('<').trim_end_matches('>');
    let is_name = !name.starts_with('^') && !name.contains(['[', ']']) && !name.trim().is_empty();
    (line.len() - inner.len() < 4 && is_name && !target.is_empty()).then_some((name, target))
}

/// Names are compared without regard to case and to how much white space parts their words.
fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.to_lowercase());
    }
    out
}

fn stem(target: &str) -> &str {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Brackets with words that are followed by `[]` and are no link.
pub fn broken(page: &Page, area: Span) -> impl Iterator<Item = Span> {
    let text = page.slice(area);
    memchr::memmem::find_iter(text.as_bytes(), "][]").filter_map(move |close| {
        let open = text.get(..close)?.rfind(['[', ']', '\n'])?;
        let words = text.get(open + 1..close)?;
        let place = area.part(open..close + 1);
        let is_opening = text.get(open..)?.starts_with('[') && !text.get(..open)?.ends_with(['\\', '!']);
        // `items[0][]` is no link.
        let is_word = words.chars().any(char::is_alphabetic) && !text.get(..open)?.ends_with(char::is_alphanumeric);
        let known = around(&page.links, place, |link| link.span).next().is_some() || visible::is_hidden(page, place);
        (is_opening && is_word && !known).then_some(place)
    })
}

/// What the source's link names that stands where the `at`th of `count` broken ones stands in `area`: in the cell of the same
/// row and column, or else in the paragraph of the same number.
pub fn name_in(source: &Page, page: &Page, area: Span, (at, count): (usize, usize)) -> Option<Named> {
    let theirs = if let Some((table, row, column)) = place_in_tables(page, area) {
        let rows = &source.tables.get(table)?.rows;
        (rows.len() == page.tables.get(table)?.rows.len()).then(|| rows.get(row)?.cells.get(column).copied())??
    } else {
        let index = page.paragraphs.iter().position(|paragraph| paragraph.span == area)?;
        let same = source.paragraphs.len() == page.paragraphs.len();
        same.then(|| source.paragraphs.get(index).map(|paragraph| paragraph.span))??
    };
    // What the page still has under its name is not what it lost.
    let own: Vec<&str> =
        within(&page.links, area, |link| link.span).iter().map(|link| link.target(&page.source.text)).collect();
    let mut names: Vec<(&str, &str)> = Vec::new();
    let mut kept = own;
    for link in within(&source.links, theirs, |link| link.span).iter().filter(|link| link.resolved.is_some()) {
        let target = link.target(&source.source.text);
        match kept.iter().position(|other| *other == target) {
            Some(found) => drop(kept.swap_remove(found)),
            None => names.push((name_of(source.slice(link.span))?, target)),
        }
    }
    let is_sure = names.iter().all(|name| Some(name) == names.first());
    let (name, target) = names.get(at).filter(|_| names.len() == count)?;
    Some(Named { name: (*name).to_owned(), target: (*target).to_owned(), is_sure })
}

/// The name in a reference link as written: `[words][name]`, `[name][]` or `[name]`.
fn name_of(written: &str) -> Option<&str> {
    let inner = written.strip_prefix('[')?.strip_suffix(']')?;
    match inner.split_once("][") {
        Some((words, "")) => Some(words),
        Some((_, name)) => Some(name),
        None => Some(inner),
    }
}

/// The table, row and column at which the cell `area` stands.
fn place_in_tables(page: &Page, area: Span) -> Option<(usize, usize, usize)> {
    let table = page.tables.partition_point(|table| table.span.end <= area.start);
    let rows = &page.tables.get(table).filter(|table| table.span.contains(area))?.rows;
    let row = rows.partition_point(|row| row.span.end < area.start);
    let column = rows.get(row)?.cells.iter().position(|cell| *cell == area)?;
    Some((table, row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_definitions() {
        assert_eq!(definition("[phone line]: ../line.md \"Line\"\r\n"), Some(("phone line", "../line.md")));
        assert_eq!(definition("   [a]: <b>"), Some(("a", "b")));
        assert_eq!(definition("    [a]: b"), None);
        assert_eq!(definition("[^1]: a note"), None);
        assert_eq!(definition("[a][b]: c"), None);
        assert_eq!((stem("/api/line?view=beta#x"), stem("../line.md")), ("line", "line"));
        assert_eq!(folded(" Phone \t Line"), "phone line");
    }
}
