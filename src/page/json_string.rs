//! The strings of JSON in every form that pages have: plain quotes, and the quotes that translation and word
//! processors put in their place. Decides where a string ends by what follows it. Must not know the document around it.

use super::json::{FaultKind, NodeKind};
use super::json_read::{Expect, Inside, Reader};

/// `&quot;`, what is left of a quote where a page went through HTML.
pub(super) const ENTITY: &str = "&quot;";

/// How a string starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    Plain,
    Entity,
    Single,
    Smart,
}

/// A string, found. Offsets of the text.
struct Quoted {
    start: usize,
    /// The text between the quotes.
    inner: (usize, usize),
    end: usize,
}

/// Why a string has to be looked at again: where it was opened, what is known so far.
struct Opened {
    quote: Quote,
    start: usize,
    inner: usize,
    name: bool,
    /// The number of faults before it.
    faults: usize,
}

impl Reader<'_> {
    /// A plain string, as a name or as a value.
    pub(super) fn string(&mut self) {
        self.quoted(Quote::Plain, 1);
    }

    /// A string whose opening quote has `length` bytes.
    pub(super) fn quoted(&mut self, quote: Quote, length: usize) {
        let name = self.wants_name();
        let opened = Opened { quote, start: self.at, inner: self.at + length, name, faults: self.fault_count() };
        let found = if quote == Quote::Plain { self.plain(&opened) } else { self.loose(&opened) };
        self.at = found.end;
        let key = self.span(found.inner.0, found.inner.1);
        let may_be_name = name || self.inside != Inside::Object || self.expect == Expect::Colon;
        if name && (self.expect != Expect::Separator || self.colon_follows(found.end)) {
            self.name(key, found.end);
        } else if name {
            self.fault(FaultKind::BareWord, found.start, found.end);
            self.last = found.end;
        } else if may_be_name && self.colon_follows(found.end) {
            self.name_out_of_place(key, found.start, found.end);
        } else if self.past_root() {
            self.extra_text(found.start);
        } else {
            self.scalar(NodeKind::String, found.start, found.end);
        }
    }

    /// Whether the next character but white space is a colon, or what people type for one.
    fn colon_follows(&self, end: usize) -> bool {
        match self.byte(end) {
            Some(b':' | b'=') => true,
            Some(b',' | b'}' | b']') => false,
            _ => self.rest(end).trim_ascii_start().starts_with([':', '=', '：']),
        }
    }

    /// A string that starts with `"`.
    fn plain(&mut self, opened: &Opened) -> Quoted {
        if let Some(end) = self.known_unclosed(opened) {
            return self.unterminated(opened, end);
        }
        let mut at = opened.inner;
        let mut first_newline = None;
        // Braces that the string itself has open: in a document within a string, a line of `}` is content.
        let (mut balance, mut counted) = (0, opened.inner);
        loop {
            at = self.until_special(at);
            match self.byte(at) {
                Some(b'"') => break,
                Some(b'\\') => at = self.escape(at, b'"'),
                Some(b'\n' | b'\r') => {
                    let passed = self.text.get(counted..at).unwrap_or("");
                    balance += balance_of(passed);
                    counted = at;
                    if opened.name || self.line_starts_anew(at, balance > 0) {
                        self.remember_unclosed(Quote::Plain, at);
                        return self.unterminated(opened, at);
                    }
                    let end = self.end_of_newlines(at);
                    self.fault(FaultKind::RawNewline, at, end);
                    first_newline.get_or_insert(at);
                    at = end;
                }
                Some(_) => {
                    self.fault(FaultKind::ControlCharacter, at, at + 1);
                    at += 1;
                }
                None => {
                    self.remember_unclosed(Quote::Plain, at);
                    return self.unterminated(opened, at);
                }
            }
        }
        let found = Quoted { start: opened.start, inner: (opened.inner, at), end: at + 1 };
        if opened.name {
            if self.colon_follows(found.end) { found } else { self.rescued_name(opened, found) }
        } else if matches!(self.byte(found.end), Some(b',' | b'\n' | b'\r' | b'}' | b']') | None) {
            found
        } else {
            self.rescued_value(opened, found, first_newline)
        }
    }

    /// A name with no colon after its closing quote: perhaps that quote opens the next string.
    fn rescued_name(&mut self, opened: &Opened, found: Quoted) -> Quoted {
        if let Some(name) = self.cut_at_entity(opened, found.inner.1, &[':']) {
            return name;
        }
        let content = self.text.get(opened.inner..found.inner.1).unwrap_or("");
        match content.find(':') {
            Some(colon) if self.goes_on(found.end) => self.cut(opened, opened.inner + colon),
            _ => found,
        }
    }

    /// A value with something else than a comma or a bracket after its closing quote.
    fn rescued_value(&mut self, opened: &Opened, found: Quoted, first_newline: Option<usize>) -> Quoted {
        if !self.goes_on(found.end) {
            return found;
        }
        if let Some(value) = self.cut_at_entity(opened, found.inner.1, &[',', '}', ']']) {
            return value;
        }
        match first_newline {
            Some(newline) => self.unterminated(opened, newline),
            None => found,
        }
    }

    /// Whether text goes on after a closing quote as it does after an opening one.
    fn goes_on(&self, end: usize) -> bool {
        let next = self.rest(end).trim_start_matches([' ', '\t']).bytes().next();
        next.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_@$#\"'&\\".contains(&byte))
    }

    /// The string up to the first `&quot;` that one of `after` follows, which must come before `end`.
    fn cut_at_entity(&mut self, opened: &Opened, end: usize, after: &[char]) -> Option<Quoted> {
        let content = self.text.get(opened.inner..end)?;
        let place = memchr::memmem::find_iter(content.as_bytes(), ENTITY).find(|at| {
            let next = content.get(at + ENTITY.len()..).unwrap_or("");
            next.trim_ascii_start().starts_with(after)
        })?;
        let at = opened.inner + place;
        let end = at + ENTITY.len();
        self.take_back(opened.faults, at);
        self.fault(FaultKind::QuoteEntity, at, end);
        Some(Quoted { start: opened.start, inner: (opened.inner, at), end })
    }

    /// The string up to `end`, where its closing quote is missing.
    fn cut(&mut self, opened: &Opened, end: usize) -> Quoted {
        self.take_back(opened.faults, end);
        let kept = self.text.get(opened.inner..end).unwrap_or("").trim_ascii_end();
        let end = opened.inner + kept.len();
        for (mark, kind) in [(ENTITY, FaultKind::QuoteEntity), ("”", FaultKind::SmartQuotes)] {
            // Mixed with a single quote, which quote was meant is anyone's guess.
            if kept.ends_with(mark) && opened.quote != Quote::Single {
                self.fault(kind, end - mark.len(), end);
                return Quoted { start: opened.start, inner: (opened.inner, end - mark.len()), end };
            }
        }
        self.fault(FaultKind::UnterminatedString, opened.start, end);
        Quoted { start: opened.start, inner: (opened.inner, end), end }
    }

    /// The string that has no closing quote up to `end`: a name ends at its colon, a value before the comma or the
    /// brackets that the line ends with.
    fn unterminated(&mut self, opened: &Opened, end: usize) -> Quoted {
        let content = self.text.get(opened.inner..end).unwrap_or("");
        if opened.name
            && let Some(colon) = content.find(':')
        {
            return self.cut(opened, opened.inner + colon);
        }
        let mut kept = content.trim_ascii_end();
        kept = kept.strip_suffix([',', '，']).unwrap_or(kept).trim_ascii_end();
        let mut balance = balance_of(kept);
        while balance < 0 && kept.ends_with(['}', ']']) {
            kept = kept.get(..kept.len() - 1).unwrap_or("").trim_ascii_end();
            balance += 1;
        }
        self.cut(opened, opened.inner + kept.len())
    }

    /// Whether the line after the line end at `at` is the next member, the next element or closing brackets, so that
    /// the string before it must be over. `braces`: the string has braces open.
    fn line_starts_anew(&self, at: usize, braces: bool) -> bool {
        let next = self.rest(at).trim_ascii_start();
        let line = next.split(['\n', '\r']).next().unwrap_or("");
        if let Some(inner) = line.strip_prefix('"') {
            let Some((_, after)) = inner.split_once('"') else { return false };
            let after = after.trim_ascii_start();
            return match self.inside {
                Inside::Array => after.is_empty() || after.starts_with([',', ']']),
                _ => after.starts_with(':'),
            };
        }
        let only_brackets = || line.bytes().all(|byte| b"{}[],; \t".contains(&byte));
        next.is_empty() || !braces && line.starts_with(['}', ']']) && only_brackets()
    }

    /// The end of the line end at `at` and of the blank lines after it.
    fn end_of_newlines(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let blank = rest.len() - rest.trim_ascii_start().len();
        let newlines = rest.get(..blank).unwrap_or("").trim_end_matches([' ', '\t', '\u{c}']);
        at + newlines.len().max(1)
    }

    /// The end of the backslash sequence at `at`. What JSON does not know of it is a fault. A line end or another
    /// control character is never part of it.
    fn escape(&mut self, at: usize, quote: u8) -> usize {
        let rest = self.rest(at + 1);
        let length = match rest.bytes().next() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => return at + 2,
            Some(b'u') if rest.bytes().skip(1).take(4).filter(u8::is_ascii_hexdigit).count() == 4 => return at + 6,
            Some(byte) if byte == quote => return at + 2,
            Some(0..=31) | None => 0,
            Some(_) => rest.chars().next().map_or(0, char::len_utf8),
        };
        self.fault(FaultKind::BadEscape, at, at + 1 + length);
        at + 1 + length
    }

    /// A string that starts with anything but `"`. It ends on its own line.
    fn loose(&mut self, opened: &Opened) -> Quoted {
        let quote = opened.quote;
        if quote != Quote::Single {
            let kind = if quote == Quote::Entity { FaultKind::QuoteEntity } else { FaultKind::SmartQuotes };
            self.fault(kind, opened.start, opened.inner);
        }
        let opened = &Opened { faults: self.fault_count(), ..*opened };
        if let Some(end) = self.known_unclosed(opened) {
            return self.unterminated(opened, end);
        }
        let mut at = opened.inner;
        loop {
            // 0xe2 starts every typographic quote.
            at = self.until(at, |byte| matches!(byte, b'"' | b'&' | b'\'' | b'\\' | 0..=31 | 0xe2));
            let length = match self.byte(at) {
                None | Some(b'\n' | b'\r') => break,
                Some(b'\\') => {
                    at = self.escape(at, if quote == Quote::Single { b'\'' } else { b'"' });
                    continue;
                }
                Some(0..=31) => {
                    if quote != Quote::Single {
                        self.fault(FaultKind::ControlCharacter, at, at + 1);
                    }
                    at += 1;
                    continue;
                }
                Some(_) => closing_quote(quote, self.rest(at)),
            };
            if length > 0 && self.string_may_end(at + length) {
                self.closed(quote, at, at + length, opened.start);
                return Quoted { start: opened.start, inner: (opened.inner, at), end: at + length };
            }
            if self.byte(at) == Some(b'"') && quote != Quote::Single {
                self.fault(FaultKind::BadEscape, at, at + 1);
            }
            at += self.rest(at).chars().next().map_or(1, char::len_utf8);
        }
        self.remember_unclosed(quote, at);
        self.unterminated(opened, at)
    }

    /// The end of the line on which a string opened as `opened` is known to have no closing quote. Without this
    /// memory a long line of unclosed names would be searched to its end for each of them.
    fn known_unclosed(&self, opened: &Opened) -> Option<usize> {
        let known = self.unclosed_until.get(opened.quote as usize).copied()?;
        // A plain value may go on past the line.
        (opened.start < known && (opened.name || opened.quote != Quote::Plain)).then_some(known)
    }

    fn remember_unclosed(&mut self, quote: Quote, until: usize) {
        if let Some(known) = self.unclosed_until.get_mut(quote as usize) {
            *known = until;
        }
    }

    fn closed(&mut self, quote: Quote, at: usize, end: usize, start: usize) {
        let plain = end - at == 1;
        match quote {
            Quote::Single => self.fault(FaultKind::SingleQuotes, start, end),
            _ if plain => {}
            Quote::Entity => self.fault(FaultKind::QuoteEntity, at, end),
            _ => self.fault(FaultKind::SmartQuotes, at, end),
        }
    }

    /// Whether what stands at `end` can follow a string.
    fn string_may_end(&self, end: usize) -> bool {
        let next = self.rest(end).trim_start_matches([' ', '\t']);
        next.is_empty() || next.starts_with([',', ':', '}', ']', '\n', '\r', '，', '：'])
    }
}

/// The length of the quote at the start of `rest`, when it can close a string opened by `quote`; 0 when it cannot.
fn closing_quote(quote: Quote, rest: &str) -> usize {
    let closing: &[&str] = match quote {
        Quote::Plain => &["\""],
        Quote::Entity => &["\"", ENTITY],
        Quote::Single => &["'", "’", "‘"],
        Quote::Smart => &["”", "“", "„", "‟", "\"", "’", "‘"],
    };
    closing.iter().find(|mark| rest.starts_with(**mark)).map_or(0, |mark| mark.len())
}

/// Opening less closing brackets.
fn balance_of(text: &str) -> i32 {
    text.bytes().fold(0, |balance, byte| match byte {
        b'{' | b'[' => balance + 1,
        b'}' | b']' => balance - 1,
        _ => balance,
    })
}
