//! Addresses of requests: their parts, their path segments, and whether an example's path is a documented one.
//! Must not know what a version or a segment means, beyond how they are written.

use crate::text::Span;

/// The parts of a request's URL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UrlParts {
    /// `https://graph.microsoft.com`.
    pub scheme_host: Option<Span>,
    /// The first segment after the host, or of all, when it is written as a version: `v1.0`, `V1.0`, `v1`, `beta`, `{ver}`.
    pub version: Option<Span>,
    /// What follows the version, up to the query.
    pub path: Span,
    /// What follows the `?`.
    pub query: Option<Span>,
}

/// Takes the URL at `url` of `text` apart.
pub fn parts(text: &str, url: Span) -> UrlParts {
    let whole = url.of(text);
    let path_end = memchr::memchr(b'?', whole.as_bytes()).unwrap_or(whole.len());
    let query = (path_end < whole.len()).then(|| url.part(path_end + 1..whole.len()).trimmed(text));
    let address = whole.get(..path_end).unwrap_or("");
    let mut path_start = 0;
    let host_end = host_len(address);
    if let Some(end) = host_end {
        path_start = end;
    }
    let mut version = None;
    let rest = address.get(path_start..).unwrap_or("");
    let segment_start = usize::from(rest.starts_with('/'));
    let segment = first_of(rest.get(segment_start..).unwrap_or(""));
    if is_version(segment.trim()) {
        version = Some(url.part(path_start + segment_start..path_start + segment_start + segment.len()).trimmed(text));
        path_start += segment_start + segment.len();
    }
    UrlParts {
        scheme_host: host_end.map(|end| url.part(0..end)),
        version,
        path: url.part(path_start..path_end).trimmed(text),
        query,
    }
}

/// The scheme and host of the URL at `url` of `text` alone, as [`parts`] finds them.
pub fn scheme_host(text: &str, url: Span) -> Option<Span> {
    let address = url.of(text).split('?').next().unwrap_or("");
    host_len(address).map(|end| url.part(0..end))
}

/// How many bytes scheme and host take, if the address has a host. A host without scheme counts when a version follows it.
fn host_len(address: &str) -> Option<usize> {
    let slash = memchr::memchr(b'/', address.as_bytes())?;
    let (before, after) = address.split_at_checked(slash)?;
    if before.ends_with(':') && after.starts_with("//") {
        let host = slash + 2;
        return Some(host + first_of(address.get(host..)?).len());
    }
    let is_host = before.contains('.') && is_version(first_of(after.get(1..)?));
    is_host.then_some(slash)
}

/// What stands before the first slash.
fn first_of(path: &str) -> &str {
    memchr::memchr(b'/', path.as_bytes()).and_then(|slash| path.get(..slash)).unwrap_or(path)
}

/// Whether a path segment is written as a version.
pub fn is_version(segment: &str) -> bool {
    if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
        return ["ver", "version", "apiversion", "graphversion"]
            .iter()
            .any(|known| letters.eq_ignore_ascii_case(known));
    }
    let number = segment.strip_prefix(['v', 'V']).unwrap_or("");
    segment.eq_ignore_ascii_case("beta")
        || number.starts_with(|c: char| c.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The segments of a path, trimmed; empty ones (a slash at either end, `//`) are left out. A slash within parentheses
/// belongs to its segment, if they are closed: `getByPath(path='/a/b')` is one.
pub fn path_segments(path: &str) -> impl Iterator<Item = &str> {
    let mut nesting = Nesting::default();
    path.bytes().for_each(|byte| nesting.step(byte));
    let closed = nesting.depth == 0;
    let mut rest = Some(path);
    std::iter::from_fn(move || {
        loop {
            let current = rest?;
            let end = segment_len(current, closed);
            rest = current.get(end + 1..);
            let segment = current.get(..end).unwrap_or("").trim();
            if !segment.is_empty() {
                return Some(segment);
            }
        }
    })
}

/// Bytes up to the slash that ends the first segment of `path`.
fn segment_len(path: &str, closed: bool) -> usize {
    let mut nesting = Nesting::default();
    for (at, byte) in path.bytes().enumerate() {
        if byte == b'/' && (nesting.depth == 0 || !closed) {
            return at;
        }
        nesting.step(byte);
    }
    path.len()
}

/// How deep in parentheses a byte of a path lies. Parentheses within quotes do not count.
#[derive(Default)]
struct Nesting {
    depth: usize,
    quoted: bool,
}

impl Nesting {
    fn step(&mut self, byte: u8) {
        match byte {
            b'\'' if self.depth > 0 => self.quoted = !self.quoted,
            b'(' if !self.quoted => self.depth += 1,
            b')' if !self.quoted => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// What comparing an example's path with a documented one gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathMatch {
    /// They fit.
    Match {
        /// Index of the first segment of the example that fits but for its case.
        case: Option<usize>,
        /// Whether one of them ends with a slash and the other does not.
        slash: bool,
    },
    /// One has more segments than the other.
    SegmentCount,
    /// As many segments, one of which differs.
    Literal {
        /// Its index in the template.
        template: usize,
        /// Its index in the example.
        example: usize,
    },
}

/// A segment and its index in the path. `messages('x')` gives two of one index: `messages` and the key.
#[derive(Clone, Copy)]
struct Segment<'a> {
    text: &'a str,
    index: usize,
    is_key: bool,
}

impl Segment<'_> {
    /// Whether it stands for any segment: `{id}`, `{id | userPrincipalName}`, `<id>`, `(id)`, a key in parentheses.
    fn is_placeholder(self) -> bool {
        let is_within = |open: char, close: char| self.text.starts_with(open) && self.text.ends_with(close);
        self.is_key || is_within('{', '}') || is_within('<', '>') || is_within('(', ')')
    }
}

/// Compares the documented path `template` with the path of an example, segment by segment, without host, version
/// and query. A `{…}` of the template fits anything but `$value` and its like; a function call fits by its name;
/// `microsoft.graph.` before a name is free; `/me` and `/users/{id}` are one; in `root:/{path}:/x` the path may
/// have several segments.
pub fn same_path(template: &str, example: &str) -> PathMatch {
    let templates = split_keys(template);
    let examples = split_keys(example);
    let (mut at, mut to) = (0, 0);
    let mut case = None;
    if let (Some(first), Some(other)) = (templates.first(), examples.first()) {
        let is = |segment: &Segment<'_>, name: &str| segment.text.eq_ignore_ascii_case(name);
        if is(first, "me") && is(other, "users") && examples.len() > 1 {
            (at, to) = (1, 2);
        } else if is(other, "me") && is(first, "users") && templates.get(1).is_some_and(|key| key.is_placeholder()) {
            (at, to) = (2, 1);
        }
    }
    while let (Some(one), Some(other)) = (templates.get(at), examples.get(to)) {
        let addressed =
            at.checked_sub(1).and_then(|before| templates.get(before)).is_some_and(|s| s.text.ends_with(':'));
        if addressed && one.text.starts_with('{') {
            let rest = examples.get(to..).unwrap_or(&[]);
            let taken = if one.text.ends_with(':') {
                rest.iter().position(|segment| segment.text.ends_with(':')).map(|last| last + 1)
            } else {
                (rest.len() + at + 1).checked_sub(templates.len()).filter(|taken| *taken > 0)
            };
            let Some(taken) = taken else { return PathMatch::SegmentCount };
            at += 1;
            to += taken;
            continue;
        }
        match compare(*one, *other) {
            Fit::Same => {}
            Fit::ButForCase => case = case.or(Some(other.index)),
            Fit::Differs if templates.len() - at == examples.len() - to => {
                return PathMatch::Literal { template: one.index, example: other.index };
            }
            Fit::Differs => return PathMatch::SegmentCount,
        }
        at += 1;
        to += 1;
    }
    if at < templates.len() || to < examples.len() {
        return PathMatch::SegmentCount;
    }
    PathMatch::Match { case, slash: template.trim_end().ends_with('/') != example.trim_end().ends_with('/') }
}

/// The segments, with keys in parentheses as segments of their own.
fn split_keys(path: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::with_capacity(8);
    for (index, text) in path_segments(path).enumerate() {
        let open = text.find('(').filter(|open| *open > 0 && text.ends_with(')'));
        let key = open.and_then(|open| text.get(open + 1..text.len() - 1));
        match (open.and_then(|open| text.get(..open)), key) {
            (Some(name), Some(key)) if is_key(key) => {
                segments.push(Segment { text: name, index, is_key: false });
                segments.push(Segment { text: key, index, is_key: true });
            }
            _ => segments.push(Segment { text, index, is_key: false }),
        }
    }
    segments
}

/// Whether what stands in parentheses is a key and no list of arguments. Keys in quotes may end with `=`.
fn is_key(inner: &str) -> bool {
    inner.starts_with(['\'', '"']) || !inner.is_empty() && inner != "..." && !inner.contains('=')
}

/// How two segments fit.
enum Fit {
    Same,
    ButForCase,
    Differs,
}

/// Compares one segment of a template with one of an example.
fn compare(template: Segment<'_>, example: Segment<'_>) -> Fit {
    if template.is_placeholder() {
        return if example.text.starts_with('$') { Fit::Differs } else { Fit::Same };
    }
    if template.text.contains('{') && !template.text.contains('(') {
        return around_placeholder(template.text, example.text);
    }
    let (one, other) = (name(template.text), name(example.text));
    if one == other {
        Fit::Same
    } else if one.eq_ignore_ascii_case(other) {
        Fit::ButForCase
    } else {
        Fit::Differs
    }
}

/// The name of a segment, without arguments and without `microsoft.graph.`.
fn name(segment: &str) -> &str {
    const PREFIX: &str = "microsoft.graph.";
    let name = match segment.find('(') {
        Some(open) if open > 0 && segment.ends_with(')') => segment.get(..open).unwrap_or(segment),
        _ => segment,
    };
    match name.get(..PREFIX.len()) {
        Some(start) if start.eq_ignore_ascii_case(PREFIX) => name.get(PREFIX.len()..).unwrap_or(name),
        _ => name,
    }
}

/// Compares what stands before the first and after the last `{…}` of a template's segment.
fn around_placeholder(template: &str, example: &str) -> Fit {
    let before = template.find('{').and_then(|at| template.get(..at)).unwrap_or("");
    let after = template.rfind('}').and_then(|at| template.get(at + 1..)).unwrap_or("");
    let fits = example.len() >= before.len() + after.len();
    let start = example.get(..before.len());
    let end = example.len().checked_sub(after.len()).and_then(|at| example.get(at..));
    match (start, end) {
        (Some(start), Some(end)) if fits && start == before && end == after => Fit::Same,
        (Some(start), Some(end)) if fits && start.eq_ignore_ascii_case(before) && end.eq_ignore_ascii_case(after) => {
            Fit::ButForCase
        }
        _ => Fit::Differs,
    }
}

#[cfg(test)]
mod tests;
