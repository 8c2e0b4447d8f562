//! Reads the text of a code block as an HTTP message, forgiving what documents are known to get wrong.
//! Must not know which page or annotation the block belongs to.

use super::code::CodeText;
use super::draft::fitting;
use super::http::{Body, Header, HttpMessage, Problem, ProblemKind, Request, RequestLine, Response};
use super::http_lines::{
    Start, header, is_between_paths, is_blank, is_filler, is_known_header, open_brackets, request_line, split_version,
    status, trimmed,
};
use super::json;
use crate::text::{Line, Span};
use std::ops::Range;

/// Reads one block.
pub fn read(code: &CodeText<'_>) -> HttpMessage {
    let reader = Reader { code, text: code.text.as_ref() };
    let Some(first) = reader.first_line() else { return HttpMessage::Other };
    if let Some(start) = reader.request_start(first) {
        return match reader.paths(&start) {
            Some(lines) => HttpMessage::Paths(lines),
            None => HttpMessage::Request(reader.request(&start)),
        };
    }
    reader.response(first).map_or(HttpMessage::Other, HttpMessage::Response)
}

/// What follows the first line of a message.
struct Rest {
    headers: Box<[Header]>,
    body: Option<Body>,
    problems: Vec<Problem>,
}

struct Reader<'c, 't> {
    code: &'c CodeText<'t>,
    text: &'c str,
}

impl Reader<'_, '_> {
    fn line(&self, at: usize) -> Option<Line> {
        Line::at(self.text, at)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.code.span(range.start, range.end)
    }

    fn problem(&self, kind: ProblemKind, range: &Range<usize>) -> Problem {
        Problem { kind, span: self.span(range) }
    }

    /// The first line that is neither blank nor a comment.
    fn first_line(&self) -> Option<Line> {
        self.next_line(0, is_filler)
    }

    /// The first line from `at` on that `skip` does not skip.
    fn next_line(&self, mut at: usize, skip: fn(&str) -> bool) -> Option<Line> {
        loop {
            let line = self.line(at)?;
            if !skip(line.of(self.text)) {
                return Some(line);
            }
            at = line.next;
        }
    }

    /// The request line that starts on `line`, with the lines that carry on its URL.
    fn request_start(&self, line: Line) -> Option<Start> {
        let mut start = request_line(self.text, line)?;
        let url_start = start.url.start;
        while let Some(next) = self.line(start.next) {
            let part = next.of(self.text).trim();
            let open = self.text.get(url_start..start.span.end).is_some_and(|url| url.ends_with(['?', '&', ',']));
            let carries_on = part.starts_with(['?', '&']) || open && self.is_url_part(next, part);
            if !carries_on {
                break;
            }
            start.extend(self.text, next);
        }
        if let Some(last) = self.closing_line(url_start..start.span.end, start.next) {
            start.extend(self.text, last);
        }
        let (url, version) = split_version(self.text, url_start..start.span.end)?;
        (start.url, start.version) = (url, version);
        Some(start)
    }

    /// Whether `part`, on the line `next`, can carry on a URL that ends with a separator.
    fn is_url_part(&self, next: Line, part: &str) -> bool {
        !part.is_empty()
            && !part.starts_with(['{', '[', '<'])
            && !part.contains(char::is_whitespace)
            && header(self.text, next).is_none()
    }

    /// The line that closes the parentheses and brackets that the URL at `url` leaves open, if they are closed
    /// before a blank line, a header, a body and a further request.
    fn closing_line(&self, url: Range<usize>, mut at: usize) -> Option<Line> {
        let mut depth = open_brackets(self.text.get(url)?);
        if depth <= 0 {
            return None;
        }
        loop {
            let line = self.line(at)?;
            let part = line.of(self.text).trim_start();
            let is_other = part.is_empty() || part.starts_with(['{', '<']);
            if is_other || header(self.text, line).is_some() || request_line(self.text, line).is_some() {
                return None;
            }
            depth += open_brackets(line.of(self.text));
            if depth <= 0 {
                return Some(line);
            }
            at = line.next;
        }
    }

    /// All request lines, if a second one follows the first and nothing stands between and after them but blank
    /// lines, comments, `or`, bare paths and headers.
    fn paths(&self, first: &Start) -> Option<Vec<RequestLine>> {
        let mut line = self.next_line(first.next, is_between_paths)?;
        request_line(self.text, line)?;
        let mut lines = vec![self.path_line(first)];
        loop {
            let next = match self.request_start(line) {
                Some(start) => {
                    lines.push(self.path_line(&start));
                    start.next
                }
                None if line.of(self.text).trim_start().starts_with('/') || header(self.text, line).is_some() => {
                    line.next
                }
                None => return None,
            };
            match self.next_line(next, is_between_paths) {
                Some(following) => line = following,
                None => return Some(lines),
            }
        }
    }

    fn path_line(&self, start: &Start) -> RequestLine {
        let mut problems = Vec::new();
        self.line_problems(start, &mut problems);
        self.request_line(start, problems.into())
    }

    fn request_line(&self, start: &Start, problems: Box<[Problem]>) -> RequestLine {
        RequestLine {
            span: self.span(&start.span),
            method: self.span(&start.method),
            url: self.span(&start.url),
            version: start.version.as_ref().map(|version| self.span(version)),
            problems,
        }
    }

    fn line_problems(&self, start: &Start, problems: &mut Vec<Problem>) {
        if start.glued {
            problems.push(self.problem(ProblemKind::GluedMethod, &start.method));
        }
        self.odd_spaces(&(start.span.start..start.next), problems);
    }

    fn odd_spaces(&self, range: &Range<usize>, problems: &mut Vec<Problem>) {
        let Some(line) = self.text.get(range.clone()).filter(|line| !line.is_ascii()) else { return };
        for (at, c) in line.char_indices().filter(|(_, c)| !c.is_ascii() && c.is_whitespace()) {
            let at = range.start + at;
            problems.push(self.problem(ProblemKind::OddSpace, &(at..at + c.len_utf8())));
        }
    }

    fn request(&self, start: &Start) -> Request {
        let mut problems = Vec::new();
        self.line_problems(start, &mut problems);
        let rest = self.rest(start.span.start, start.next, problems);
        Request {
            line: self.request_line(start, Box::default()),
            headers: rest.headers,
            body: rest.body,
            problems: rest.problems.into(),
        }
    }

    fn response(&self, line: Line) -> Option<Response> {
        let status = status(self.text, line)?;
        let whole = trimmed(self.text, line.start..line.end);
        let mut problems = Vec::new();
        if status.number == 0 {
            let place = if status.digits.is_empty() { &whole } else { &status.digits };
            problems.push(self.problem(ProblemKind::BadStatus, place));
        }
        if let Some(loose) = &status.loose {
            problems.push(self.problem(ProblemKind::StatusWithoutVersion, loose));
        }
        self.odd_spaces(&(line.start..line.end), &mut problems);
        let rest = self.rest(whole.start, line.next, problems);
        Some(Response {
            line: self.span(&whole),
            status: status.number,
            status_span: self.span(&status.digits),
            reason: self.span(&status.reason),
            headers: rest.headers,
            body: rest.body,
            problems: rest.problems.into(),
        })
    }

    /// Reads headers and body from `at` on, below a first line that starts at `first`.
    fn rest(&self, first: usize, mut at: usize, mut problems: Vec<Problem>) -> Rest {
        let mut headers: Vec<Header> = Vec::with_capacity(8);
        let mut content_type = None;
        let mut header_ahead = 0;
        if let Some(line) = self.line(at).filter(|line| line.is_blank(self.text))
            && let Some(next) = self.next_line(line.next, is_blank)
            && header(self.text, next).is_some_and(|(name, _)| is_known_header(self.text.get(name).unwrap_or("")))
        {
            let blank = Span { start: self.code.offset(at), end: self.code.offset(next.start) };
            problems.push(Problem { kind: ProblemKind::BlankLineBeforeHeaders, span: blank });
            at = next.start;
        }
        while let Some(line) = self.line(at) {
            let content = trimmed(self.text, line.start..line.end);
            let Some(start) = self.text.get(content.clone()).filter(|part| !part.is_empty()) else { break };
            if start.starts_with(['{', '[', '<']) {
                problems.push(self.problem(ProblemKind::MissingBlankLine, &content));
                break;
            }
            if let Some((name, value)) = header(self.text, line) {
                self.odd_spaces(&(line.start..line.end), &mut problems);
                content_type = content_type.or_else(|| self.says_json(&name, &value));
                headers.push(Header { span: self.span(&content), name: self.span(&name), value: self.span(&value) });
            } else if let Some(last) = headers.last_mut().filter(|_| self.indent(line.start) > self.indent_of(first)) {
                let more = self.span(&content);
                last.span.end = more.end;
                last.value.end = more.end;
            } else {
                if header_ahead <= line.start {
                    header_ahead = self.next_header(line.next);
                }
                let first_word = start.split(char::is_whitespace).next().unwrap_or("");
                if header_ahead == usize::MAX && !is_known_header(first_word) {
                    problems.push(self.problem(ProblemKind::MissingBlankLine, &content));
                    break;
                }
                problems.push(self.problem(ProblemKind::HeaderWithoutColon, &content));
            }
            at = line.next;
        }
        Rest { headers: fitting(headers), body: self.body(at, content_type), problems }
    }

    /// Where the next header starts, before a blank line; `usize::MAX` when there is none.
    fn next_header(&self, mut at: usize) -> usize {
        while let Some(line) = self.line(at).filter(|line| !line.is_blank(self.text)) {
            if line.of(self.text).trim_start().starts_with(['{', '[', '<']) {
                break;
            }
            if header(self.text, line).is_some() {
                return line.start;
            }
            at = line.next;
        }
        usize::MAX
    }

    /// Whether the header is a content type that says JSON; `None` for any other header.
    fn says_json(&self, name: &Range<usize>, value: &Range<usize>) -> Option<bool> {
        let is_type = self.text.get(name.clone())?.eq_ignore_ascii_case("content-type");
        let is_json = |value: &str| value.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"json"));
        is_type.then(|| self.text.get(value.clone()).is_some_and(is_json))
    }

    /// White space before the first character of the line that starts at `start`, in bytes.
    fn indent(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or("");
        rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    /// The indentation of the line whose first character stands at `at`.
    fn indent_of(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or("");
        before.len() - before.trim_end_matches([' ', '\t']).len()
    }

    /// The body from `at` to the end of the text. `content_type`: whether there is one and it says JSON.
    fn body(&self, at: usize, content_type: Option<bool>) -> Option<Body> {
        let rest = self.text.get(at..)?;
        let kept = rest.trim_end().len();
        let lead = rest.len() - rest.trim_start().len();
        if kept == 0 {
            return None;
        }
        let before = rest.get(..lead)?;
        let start = at + memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |line_end| line_end + 1);
        let after = rest.get(kept..)?.as_bytes();
        let end = at + kept + memchr::memchr2(b'\n', b'\r', after).unwrap_or(after.len());
        let is_json = content_type == Some(true) || looks_like_json(rest.get(lead..)?, content_type.is_none());
        let document = is_json.then(|| json::read_code(self.code, start, end));
        Some(Body::new(self.code, start, end, document))
    }
}

/// Whether a body starts as JSON does. Where the content type says otherwise a bracket is not enough: documents write
/// `[Zip file]` and `{raw bytes}` for what they leave out.
fn looks_like_json(body: &str, is_untyped: bool) -> bool {
    let Some(inner) = body.strip_prefix(['{', '[']) else { return false };
    is_untyped || inner.trim_start().starts_with(['"', '{', '[', '}', ']'])
}

#[cfg(test)]
mod tests;
