//! The names of parameters, properties and members are never translated.
//!
//! ## Why
//!
//! A reader who copies `asunto` instead of `subject` sends a property that no server knows.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What the call is about. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | asunto | String | De qué trata la llamada. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What the call is about. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | subject | String | De qué trata la llamada. |
//! ```

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, TableKind, plain::plain};
use crate::page::section::Role;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Severity};
use crate::text::script;

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("identifier_translated.rs"),
    checks: &[Check::Difference(&[FactKind::Name], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Translated {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let message = if found.is_empty() {
        format!("the name {expected} is lost")
    } else {
        format!("{expected} is translated as {found}")
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the name");
}

/// Without a source: a name with a letter outside ASCII is never right (none in 100,000 rows was). Where the page has the
/// JSON of a resource, `property-table-mismatch` knows the right name and says it.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, text) = (context.page(), &context.page().source.text);
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        let listed = matches!(
            info.role,
            Some(
                Role::RequestBody
                    | Role::Properties
                    | Role::Relationships
                    | Role::FunctionParameters
                    | Role::PathParameters
            )
        );
        if info.kind != TableKind::Names || !listed {
            continue;
        }
        for cell in table.rows.iter().filter_map(|row| row.cells.first()) {
            if script::has_foreign_letter(page.slice(*cell)) {
                let is_resource =
                    |note: &crate::page::annotation::Annotation| note.block_type(text).as_deref() == Some("resource");
                if page.annotations.iter().any(is_resource) {
                    return;
                }
                let found = plain(page.slice(*cell));
                out.report(*cell, format!("a name is translated as {found}"))
                    .found(found)
                    .likely()
                    .help("write the identifier as the API has it");
            }
        }
    }
}
