//! A table has the rows and columns of its source.
//!
//! ## Why
//!
//! A row that is missing hides a parameter; one too many documents a parameter that does not exist.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What it is about. |
//! | tags | String | Words to find it by. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | subject | String | De qué trata. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What it is about. |
//! | tags | String | Words to find it by. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | subject | String | De qué trata. |
//! | tags | String | Palabras para encontrarla. |
//! ```

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "table-shape-differs",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("table_shape_differs.rs"),
    checks: &[Check::Difference(&[FactKind::TableShape], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    // How many rows there are says less than which are missing (`table-row-count-differs`).
    if difference.key.ends_with("/rows") {
        return;
    }
    let (expected, found) = (first_cell(difference.expected()), first_cell(difference.found()));
    let is_table = difference.key.ends_with("/table");
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) if difference.key.ends_with("/columns") => {
            format!("the table has {found}, its source {expected}")
        }
        (Some(_), Some(_)) => format!("the row {expected} is broken: {found}"),
        (Some(_), None) if is_table => format!("the table of the source is missing: {expected}"),
        (Some(_), None) => format!("the row {expected} is missing"),
        _ if is_table => format!("the source has no such table: {found}"),
        _ => format!("the source has no such row: {found}"),
    };
    report(difference, pair, out, message).help("give the table the rows and columns of its source");
}

/// What stands before the first pipe within a row; all of anything else.
fn first_cell(row: &str) -> &str {
    let row = row.trim().trim_start_matches('|');
    row.split('|').next().unwrap_or(row).trim()
}
