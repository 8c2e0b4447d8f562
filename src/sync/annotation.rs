//! The page annotation, some of whose fields are words. Must not know which.

use super::block::Block;
use crate::page::Page;
use crate::page::annotation::Annotation;
use crate::page::model::within;
use crate::text::Span;
use crate::text::edit::{self, Edit};

/// Today's page annotation with the translated values of the fields that the source has left as they were; `None` for any
/// other comment.
pub fn with_words(base: (&Page, &Block), current: (&Page, &Block), ours: (&Page, &Block)) -> Option<String> {
    let (was, is, own) = (only(base)?, only(current)?, only(ours)?);
    let (old_text, new_text, own_text) = (&base.0.source.text, &current.0.source.text, &ours.0.source.text);
    let start = current.1.body.from();
    let mut edits = Vec::new();
    for (_, key, value) in is.members(new_text) {
        let find = |note: &'_ Annotation, text: &'_ str| {
            note.members(text).find(|(_, other, _)| *other == key).map(|(_, _, node)| node.span)
        };
        let (Some(old), Some(own)) = (find(was, old_text), find(own, own_text)) else { continue };
        if old.of(old_text) == value.span.of(new_text) {
            let span = Span::new(value.span.from() - start, value.span.to() - start);
            edits.push(Edit { span, text: own.of(own_text).to_owned() });
        }
    }
    Some(edit::apply(current.1.body.of(new_text), &edits).0)
}

fn only<'a>((page, block): (&'a Page, &Block)) -> Option<&'a Annotation> {
    let found = within(&page.annotations, block.body, |note| note.span);
    found.first().filter(|note| note.is_page && found.len() == 1)
}
