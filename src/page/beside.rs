//! Pages that keep the source's sentence beside the translated one, as Microsoft's localised docs of 2017 to 2021 do:
//! `<span data-ttu-id="1a2b3-101">Имя</span><span class="sxs-lookup"><span data-stu-id="1a2b3-101">Name</span></span>`
//! (for instance `concepts/query_parameters.md` of microsoft-graph-docs.ru-RU). A browser shows the first half alone, so that is
//! what such a page says. Must not know what either half means.

use memchr::memmem;
use std::cell::LazyCell;

/// What begins the source's half.
const SOURCE: &[u8] = b"<span class=\"sxs-lookup\">";

/// What begins the translated half, up to its number.
const TRANSLATED: &[u8] = b"<span data-ttu-id=\"";

const OPEN: &[u8] = b"<span";
const CLOSE: &[u8] = b"</span>";

/// `text` without the source's halves, each byte at its place: what was there is white space, or a tag without words where white
/// space would change how the Markdown around it is read. `None` where no half of the source is beside another.
pub fn translated_alone(text: &str) -> Option<String> {
    thread_local!(static FINDER: LazyCell<memmem::Finder<'static>> = LazyCell::new(|| memmem::Finder::new(SOURCE)));
    let bytes = text.as_bytes();
    if !may_have(bytes) {
        return None;
    }
    let find = |from: usize| {
        let rest = bytes.get(from..)?;
        FINDER.with(|finder| finder.find(rest)).map(|at| from + at)
    };
    let mut next = find(0);
    let mut out: Option<Vec<u8>> = None;
    let mut done = 0;
    while let Some(start) = next {
        next = find(start + SOURCE.len());
        // A half that is not closed before the next one begins is left as it is.
        let Some(end) = end_of(bytes, start, next.unwrap_or(bytes.len())) else { continue };
        let pair = Pair { open: translated(bytes, done, start), start, end };
        pair.blank(bytes, out.get_or_insert_with(|| bytes.to_vec()));
        done = end;
    }
    out.and_then(|out| String::from_utf8(out).ok())
}

/// Whether a text has the rarest part of what begins the source's half. Looking for one rare letter is twice as quick as for more.
fn may_have(bytes: &[u8]) -> bool {
    let is_class = |at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"xs-lookup"));
    memchr::memchr_iter(b'x', bytes).any(is_class)
}

/// Where the half that begins at `start` ends: behind the tag that closes its own.
fn end_of(bytes: &[u8], start: usize, limit: usize) -> Option<usize> {
    let mut depth = 1_usize;
    let mut at = start + SOURCE.len();
    loop {
        at += memchr::memchr(b'<', bytes.get(at..limit)?)?;
        let rest = bytes.get(at..limit)?;
        if rest.starts_with(CLOSE) {
            depth -= 1;
            at += CLOSE.len();
            if depth == 0 {
                return Some(at);
            }
        } else {
            depth += usize::from(rest.starts_with(OPEN));
            at += 1;
        }
    }
}

/// The tag that opens the translated half, which ends where the source's begins.
fn translated(bytes: &[u8], from: usize, start: usize) -> Option<(usize, usize)> {
    let before = bytes.get(from..start)?;
    if !before.ends_with(CLOSE) {
        return None;
    }
    let open = from + memmem::rfind(before, TRANSLATED)?;
    let tag = memchr::memchr(b'>', bytes.get(open..start)?)?;
    Some((open, open + tag + 1))
}

/// A translated half and the source's behind it.
struct Pair {
    /// The tag that opens the translated half.
    open: Option<(usize, usize)>,
    /// The source's half.
    start: usize,
    end: usize,
}

impl Pair {
    fn blank(&self, bytes: &[u8], out: &mut [u8]) {
        let Some((open, text)) = self.open else { return blank_as_tags(out, self.start, self.end) };
        let is_emphasised = is_emphasis(before(bytes, open).last()) || is_emphasis(bytes.get(self.end));
        if is_emphasised || begins_line(bytes, open) {
            blank(out, open + OPEN.len(), text - 1);
        } else {
            blank(out, open, text);
        }
        if is_emphasised {
            blank_as_tags(out, self.start, self.end);
        } else {
            blank(out, self.start - CLOSE.len(), self.end);
        }
    }
}

fn before(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(..at).unwrap_or(&[])
}

/// Whether what begins at `at` begins a line or what a container has on it: white space there would be indentation.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    let is_container = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9');
    let before = before(bytes, at);
    let mut of_line = before.iter().rev().take_while(|byte| !matches!(byte, b'\n' | b'\r'));
    // An anchor's `</a>` ends with what a quotation begins with.
    !before.ends_with(b"</a>") && of_line.all(is_container)
}

/// Whether white space beside this would take its meaning from it.
fn is_emphasis(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| matches!(byte, b'*' | b'_' | b'~' | b'`'))
}

/// White space from `from` to `to`; line ends stay.
fn blank(out: &mut [u8], from: usize, to: usize) {
    for byte in out.get_mut(from..to).unwrap_or_default() {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// How long a tag without words is that `text` begins with; 0 where it begins with none.
pub fn leading_tag(text: &str) -> usize {
    if !text.starts_with("<span  ") {
        return 0;
    }
    let end = text.find(|c: char| !c.is_whitespace() && c != '<' && !c.is_ascii_lowercase());
    end.filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with('>'))).map_or(0, |end| end + 1)
}

/// `<span … ></span>`, which neither says nor parts anything.
fn blank_as_tags(out: &mut [u8], from: usize, to: usize) {
    let close = to - CLOSE.len() - 1;
    blank(out, from + OPEN.len(), close);
    if let Some(byte) = out.get_mut(close) {
        *byte = b'>';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(own: &str, source: &str) -> String {
        format!(
            "<span data-ttu-id=\"1a2b3-101\">{own}</span><span class=\"sxs-lookup\"><span data-stu-id=\"1a2b3-101\">{source}</span></span>"
        )
    }

    fn read(text: &str) -> String {
        let read = translated_alone(text).unwrap_or_else(|| text.to_owned());
        assert_eq!(read.len(), text.len(), "{text}");
        read
    }

    fn squeezed(text: &str) -> String {
        text.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_source_is_no_part_of_what_a_page_says() {
        let row = format!("| {} | {} |\n", beside("Nombre", "Name"), beside("**Tipo** de `x`", "**Type** of `x`"));
        assert_eq!(squeezed(&read(&row)), "| Nombre | **Tipo** de `x` |\n");
        let heading = format!("## <a name=\"lamps\"></a>{}\n", beside("Lámparas", "Lamps"));
        assert_eq!(squeezed(&read(&heading)), "## <a name=\"lamps\"></a> Lámparas \n");
        let link = format!("See [{}](../lamp.md).", beside("lámpara", "lamp"));
        assert_eq!(squeezed(&read(&link)), "See [ lámpara ](../lamp.md).");
    }

    #[test]
    fn where_white_space_would_be_markup_a_tag_without_words_stays() {
        let pair = beside("Una lámpara.", "A lamp.");
        for lead in ["", "  ", "- ", "1. ", "> "] {
            let read = read(&format!("{lead}{pair}"));
            assert_eq!(squeezed(&read), squeezed(&format!("{lead}<span >Una lámpara.")));
            let words = read.get(lead.len()..).unwrap_or("");
            assert_eq!(words.get(leading_tag(words)..).map(str::trim_end), Some("Una lámpara."));
        }
        for lead in ["**", "See **"] {
            let read = squeezed(&read(&format!("{lead}{pair}**")));
            assert_eq!(read, squeezed(&format!("{lead}<span >Una lámpara.</span><span ></span>**")));
        }
        assert_eq!((leading_tag("<span id=\"x\">a"), leading_tag("<span  "), leading_tag("a")), (0, 0, 0));
    }

    #[test]
    fn what_is_not_closed_is_left() {
        let open = "<span class=\"sxs-lookup\"><span data-stu-id=\"1\">A lamp.</span>";
        assert_eq!(translated_alone(open), None);
        let text = format!("{open} {}", beside("Una lámpara.", "A lamp."));
        assert!(read(&text).starts_with(open) && squeezed(&read(&text)).ends_with(" Una lámpara."), "{}", read(&text));
        assert_eq!(translated_alone("<span>a</span>"), None);
    }

    #[test]
    fn halves_of_the_source_alone_are_left_out_too() {
        let text = "Uno. <span class=\"sxs-lookup\"><span data-stu-id=\"1\">One\n<span>two</span>.</span></span> Dos.";
        assert_eq!(squeezed(&read(text)), "Uno. <span \n ></span> Dos.");
    }
}
