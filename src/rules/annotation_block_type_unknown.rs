//! The `blockType` of an annotation is one that exists.
//!
//! ## Why
//!
//! Tools skip a block whose kind they do not know, or stop at it.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "ignore" } -->
//! ```http
//! GET /calls
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! <!-- { "blockType": "ignored" } -->
//! ```http
//! GET /calls
//! ```
//! ````

use crate::fact::FactKind;
use crate::page::annotation::BLOCK_TYPES;
use crate::page::json::{self, NodeKind};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::nearest::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "annotation-block-type-unknown",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("annotation_block_type_unknown.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    for note in page.annotations.iter().filter(|note| !note.is_page && note.block.is_none()) {
        let Some((_, node)) = note.value(text, "blockType") else { continue };
        let value = json::string(text, node);
        let is_text = node.kind == NodeKind::String;
        // A damaged string may run over lines; its first line tells enough.
        let shown = value.lines().next().unwrap_or("");
        let near = nearest(shown, BLOCK_TYPES).or_else(|| begun(shown)).filter(|_| is_text);
        // A mark of some other tool, above no code.
        if near.is_none() && note.code.is_none() {
            continue;
        }
        let finding = out.report(node.span, format!("there is no blockType `{shown}`"));
        finding.found(shown).fact(FactKind::Annotation, "blockType");
        match near {
            Some(near) => finding.expected(near).help(format!("did you mean `{near}`?")).replace(
                Safety::Unsafe,
                "use the known blockType",
                node.span,
                format!("\"{near}\""),
            ),
            None => finding.help(format!("write one of {}", BLOCK_TYPES.join(", "))),
        };
    }
}

/// The one blockType that a damaged value begins as: `reque|city|` was `request`.
fn begun(value: &str) -> Option<&'static str> {
    let length = value.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = value.get(..length).filter(|word| word.len() >= SHORTEST)?;
    let is_begun = |known: &&&str| known.get(..length).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let mut all = BLOCK_TYPES.iter().filter(is_begun);
    all.next().filter(|_| all.next().is_none()).copied().or_else(|| nearest(word, BLOCK_TYPES))
}

/// Fewer letters may begin anything.
const SHORTEST: usize = 4;
