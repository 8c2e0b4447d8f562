//! What the official samples call what is sent and what comes back. Must not know any language.

use super::path::{Path, Segment, SegmentKind};
use super::types::{Types, last_part};
use crate::snippet::Request;

/// What the official samples call what is sent or comes back: a collection by its segment, everything else by its type.
pub(super) fn variable(path: &Path, request: &Request, types: &Types) -> String {
    let mut segments = path.segments.as_slice();
    if let Some((last, before)) = segments.split_last() {
        if matches!(last.text.as_str(), "$value" | "content") {
            return "stream".to_owned();
        }
        if last.text == "$count" {
            return "int32".to_owned();
        }
        if path.query.as_deref().is_some_and(|query| query.starts_with("$format=")) {
            return "stream".to_owned();
        }
        if last.kind == SegmentKind::Special {
            segments = before;
        }
    }
    let Some(last) = segments.last() else { return "response".to_owned() };
    let get = request.method == "GET";
    let answer = types.answer(&request.method, &path.text).filter(|_| segments.len() == path.segments.len());
    let listed =
        get && answer.is_some_and(|answer| answer.many) && !matches!(last.kind, SegmentKind::Cast | SegmentKind::Key);
    match (&last.of, last.kind) {
        (Some(_), _) if listed => last.name.clone(),
        (Some(of), _) if !last.certain && answer.is_some_and(|answer| answer.name != of.name) => {
            last_part(answer.map_or("", |answer| &answer.name)).to_owned()
        }
        (Some(of), kind) if get && of.many && kind != SegmentKind::Cast => last.name.clone(),
        (Some(of), _) => last_part(&of.name).to_owned(),
        (None, SegmentKind::Action) => last.name.clone(),
        (None, _) => match answer {
            Some(of) if get && of.many => last.name.clone(),
            Some(of) => last_part(&of.name).to_owned(),
            None => unknown(last, segments),
        },
    }
}

fn unknown(last: &Segment, segments: &[Segment]) -> String {
    if last.kind == SegmentKind::Key {
        let before = segments.iter().rev().nth(1).map_or("", |segment| segment.name.as_str());
        return super::path::singular(before);
    }
    last.name.clone()
}
