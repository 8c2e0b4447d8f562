//! All safe fixes of one page, pass by pass, as `isogloss check --fix` applies them; nothing is written.

use super::docs::Docs;
use crate::docset::PageId;
use crate::engine::fix::{self, Choice, MOST_PASSES};
use crate::rule::Fix;
use crate::text::{Edit, Span};
use gen_lsp_types::CodeActionKind;
use std::borrow::Cow;

/// What clients call it, on saving for one.
pub(super) const KIND: &str = "source.fixAll.isogloss";

/// [`KIND`] as the protocol's type.
pub(super) fn kind() -> CodeActionKind {
    CodeActionKind::Custom(Cow::Borrowed(KIND))
}

/// The edit that makes of the page what its safe fixes make of it; `None` where they change nothing.
pub(super) fn of(docs: &mut Docs, id: PageId) -> Option<Vec<Edit>> {
    let old = docs.docset().get(id)?.page.source.file_text().to_string();
    let first = pass(docs, id)?;
    let last = docs.with_text(id, first.clone(), |docs| {
        for _ in 1..MOST_PASSES {
            let Some(text) = pass(docs, id) else {
                return docs.docset().get(id).map(|member| member.page.source.file_text().to_string());
            };
            let _ = docs.set_text(id, text);
        }
        // Rules that undo each other's work come to no end: one pass each is what is sure.
        None
    });
    let new = last.flatten().unwrap_or(first);
    difference(&old, &new).map(|edit| vec![edit])
}

/// What one pass makes of the page.
fn pass(docs: &Docs, id: PageId) -> Option<String> {
    let found = docs.check_page(id);
    let mut fixes: Vec<&Fix> = found.iter().filter_map(|item| Choice::default().of(item)).collect();
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
    let text = docs.docset().get(id)?.page.source.file_text();
    let (new, _) = fix::apply_to(text, &fixes);
    (new != *text).then_some(new)
}

/// The one edit that makes `new` of `old`.
pub(super) fn difference(old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut old.chars().zip(new.chars()));
    let (rest_old, rest_new) = (old.get(start..)?, new.get(start..)?);
    let end = same(&mut rest_old.chars().rev().zip(rest_new.chars().rev()));
    let text = rest_new.get(..rest_new.len() - end)?.to_owned();
    Some(Edit { span: Span::new(start, old.len() - end), text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::edit;

    #[test]
    fn one_edit_makes_the_new_text() {
        for (old, new) in [("", "a"), ("aa", "a"), ("aéb", "aèb"), ("abc", ""), ("aXbXc", "aYbZc"), ("aba", "ababa")]
        {
            let one = difference(old, new).unwrap();
            assert_eq!(edit::apply(old, &[one]).0, new);
        }
        assert!(difference("a", "a").is_none());
    }
}
