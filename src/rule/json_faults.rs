//! Findings for what is wrong with a JSON document: one for every kind of fault, wherever the document stands.

use super::{Findings, Safety};
use crate::page::json::{Fault, FaultKind, Json};
use crate::text::{Edit, Span};
use std::fmt::Write;

/// How many further places of one kind of fault are named.
const PLACES: usize = 3;

/// Reports the faults of `json`, which `what` names (`the annotation`). `safety` says whether mending a kind may be left to the
/// program; kinds for which it gives `None` are not reported.
pub fn report(
    json: &Json,
    text: &str,
    what: &str,
    safety: impl Fn(FaultKind) -> Option<Safety>,
    out: &mut Findings,
) -> usize {
    let mut done: Vec<FaultKind> = Vec::new();
    let doubled = doubled(json, text);
    if let Some(first) = doubled.first()
        && let Some(safety) = safety(FaultKind::UnterminatedString)
    {
        let mut message = format!("one quote too many in {what}");
        if doubled.len() > 1 {
            let _ = write!(message, ", {} times", doubled.len());
        }
        let edits = doubled.iter().map(|span| Edit { span: *span, text: String::new() }).collect();
        let finding = out.report(*first, message).help("remove the second quote");
        for span in doubled.iter().skip(1).take(PLACES) {
            finding.because(*span, "here too");
        }
        finding.found("\"").fixed(safety, "remove the second quote", edits);
    }
    let strings: Vec<Span> = json.faults.iter().filter_map(|fault| single_over_lines(fault, text)).collect();
    let is_told = |fault: &Fault| !is_of_doubled(fault, &doubled) && !is_within(fault, &strings);
    for fault in &json.faults {
        if done.contains(&fault.kind) || !is_told(fault) {
            continue;
        }
        let Some(safety) = safety(fault.kind) else { continue };
        done.push(fault.kind);
        let spans =
            || json.faults.iter().filter(|other| other.kind == fault.kind && is_told(other)).map(|other| other.span);
        let count = spans().count();
        let edits = spans().map(|span| fault.kind.repair(text, span)).collect::<Option<Vec<_>>>();
        let mut message = describe(fault, text);
        message.push_str(" in ");
        message.push_str(what);
        if count > 1 {
            let _ = write!(message, ", {count} times");
        }
        let finding = out.report(fault.span, message).found(fault.kind.describe()).help(help(fault, text));
        for span in spans().skip(1).take(PLACES) {
            finding.because(span, "here too");
        }
        if let Some(edits) = edits {
            finding.fixed(safety, title(fault.kind), edits.into_iter().flatten().collect());
        }
    }
    done.len() + usize::from(!doubled.is_empty())
}

/// Quotes right after the one that closed a string (`"red"",`), which open strings that nothing closes.
fn doubled(json: &Json, text: &str) -> Vec<Span> {
    let faults = json.faults.iter().filter(|fault| fault.kind == FaultKind::UnterminatedString);
    let is_doubled = |span: &Span| {
        let after = text.get(span.to()..).unwrap_or("").trim_start_matches([' ', '\t']);
        span.of(text) == "\""
            && text.get(..span.from()).is_some_and(|before| before.ends_with('"'))
            && (after.is_empty() || after.starts_with([',', '}', ']', '\n', '\r']))
    };
    faults.map(|fault| fault.span).filter(is_doubled).collect()
}

/// Whether a fault is that quote, seen as something else. Both are in order of place.
fn is_of_doubled(fault: &Fault, doubled: &[Span]) -> bool {
    let kinds = [FaultKind::UnterminatedString, FaultKind::BareWord, FaultKind::MissingComma];
    kinds.contains(&fault.kind)
        && doubled
            .get(doubled.partition_point(|span| span.end < fault.span.end))
            .is_some_and(|span| *span == fault.span || fault.span.is_empty() && fault.span.end == span.start)
}

/// All of a string in single quotes that has no closing quote on its line, and has it on a later one.
fn single_over_lines(fault: &Fault, text: &str) -> Option<Span> {
    const MOST: usize = 4096;
    if fault.kind != FaultKind::UnterminatedString || !fault.span.of(text).starts_with('\'') {
        return None;
    }
    let after = text.as_bytes().get(fault.span.to()..)?;
    let after = after.get(..MOST).unwrap_or(after);
    let at = memchr::memchr2(b'\'', b'`', after)?;
    let rest = after.get(at + 1..)?.trim_ascii_start();
    let closes = after.get(at) == Some(&b'\'') && matches!(rest.first(), Some(b',' | b'}' | b']'));
    closes.then(|| Span::new(fault.span.from(), fault.span.to() + at + 1))
}

/// Whether a fault is what a reader makes of the further lines of such strings. Both are in order of place.
fn is_within(fault: &Fault, strings: &[Span]) -> bool {
    strings
        .get(strings.partition_point(|string| string.end < fault.span.end))
        .is_some_and(|string| string.start < fault.span.start)
}

/// Whether the object that a member stands before is on the next line: `"kind": "lamp", {`.
fn is_before_object(fault: &Fault, text: &str) -> bool {
    let after = text.get(fault.span.to()..).unwrap_or("");
    let (line, below) = after.split_once('\n').unwrap_or((after, ""));
    line.trim_end().ends_with(',') && below.trim_ascii_start().starts_with('{')
}

fn describe(fault: &Fault, text: &str) -> String {
    let (kind, token) = (fault.kind, fault.span.of(text));
    match kind {
        _ if single_over_lines(fault, text).is_some() => {
            "string in single quotes that runs over several lines".to_owned()
        }
        FaultKind::MemberOutsideObject if is_before_object(fault, text) => {
            format!("`{token}` stands before the `{{` of its object")
        }
        FaultKind::DuplicateKey => format!("name `{token}` given twice"),
        FaultKind::BareKey | FaultKind::BadEscape | FaultKind::BadNumber => format!("{} `{token}`", kind.describe()),
        _ => kind.describe().to_owned(),
    }
}

fn help(fault: &Fault, text: &str) -> &'static str {
    match fault.kind {
        _ if single_over_lines(fault, text).is_some() => "use double quotes, and write the string on one line",
        FaultKind::MemberOutsideObject if is_before_object(fault, text) => "move it behind the `{` that follows",
        FaultKind::TrailingComma => "remove the comma",
        FaultKind::QuoteEntity => "write a plain quote: no one decodes entities here",
        FaultKind::RawNewline => "write the string on one line",
        FaultKind::ControlCharacter => "write the control character as an escape sequence",
        FaultKind::BareKey | FaultKind::SingleQuotes | FaultKind::SmartQuotes => "use double quotes",
        FaultKind::MissingComma => "add a comma",
        FaultKind::MissingColon => "add a colon",
        FaultKind::UnterminatedString => "close the string",
        FaultKind::Comment | FaultKind::Ellipsis => "leave it out: JSON has no such thing",
        FaultKind::OddSpace => "use a plain space",
        FaultKind::FullWidthPunctuation | FaultKind::WrongPunctuation => "use the punctuation of JSON",
        FaultKind::BadEscape => "escape the backslash or the quote",
        FaultKind::BadNumber => "write a number as JSON has it, or a string",
        FaultKind::BareWord => "put text in double quotes",
        FaultKind::Unclosed => "every bracket needs its counterpart",
        FaultKind::ExtraText | FaultKind::SecondDocument => "leave one document only",
        FaultKind::TooDeep => "nest less deeply",
        FaultKind::DuplicateKey => "remove one of the two: readers keep the last",
        FaultKind::MissingValue => "add a value or remove the comma",
        FaultKind::MissingKey => "name the value",
        FaultKind::MemberOutsideObject => "put braces around the members",
    }
}

fn title(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::TrailingComma => "remove the comma",
        FaultKind::QuoteEntity | FaultKind::SmartQuotes | FaultKind::BareKey | FaultKind::SingleQuotes => {
            "use double quotes"
        }
        FaultKind::RawNewline => "join the lines",
        FaultKind::MissingComma => "add the comma",
        FaultKind::MissingColon => "add the colon",
        FaultKind::OddSpace => "use a plain space",
        FaultKind::BadEscape | FaultKind::ControlCharacter => "write the escape sequence of JSON",
        _ => "use the punctuation of JSON",
    }
}
