//! Findings for what is wrong with a JSON document: one for every kind of fault, wherever the document stands.

use super::{Findings, Safety};
use crate::page::json::{FaultKind, Json};
use crate::text::Span;
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
    for fault in &json.faults {
        if done.contains(&fault.kind) {
            continue;
        }
        let Some(safety) = safety(fault.kind) else { continue };
        done.push(fault.kind);
        let spans = || json.faults.iter().filter(|other| other.kind == fault.kind).map(|other| other.span);
        let count = spans().count();
        let edits = spans().map(|span| fault.kind.repair(text, span)).collect::<Option<Vec<_>>>();
        let mut message = describe(fault.kind, text, fault.span);
        message.push_str(" in ");
        message.push_str(what);
        if count > 1 {
            let _ = write!(message, ", {count} times");
        }
        let finding = out.report(fault.span, message).found(fault.kind.describe()).help(help(fault.kind));
        for span in spans().skip(1).take(PLACES) {
            finding.because(span, "here too");
        }
        if let Some(edits) = edits {
            finding.fixed(safety, title(fault.kind), edits.into_iter().flatten().collect());
        }
    }
    done.len()
}

fn describe(kind: FaultKind, text: &str, span: Span) -> String {
    let token = span.of(text);
    match kind {
        FaultKind::DuplicateKey => format!("name `{token}` given twice"),
        FaultKind::BareKey | FaultKind::BadEscape | FaultKind::BadNumber => format!("{} `{token}`", kind.describe()),
        _ => kind.describe().to_owned(),
    }
}

fn help(kind: FaultKind) -> &'static str {
    match kind {
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
