//! A table has as many rows as its source.
//!
//! ## Why
//!
//! `table-shape-differs` names the rows that are missing or too many, and `table-row-split` those that are broken in two. This rule
//! says once for each table that the number is wrong, for those who count.
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
    id: "table-row-count-differs",
    severity: Severity::Info,
    default_on: false,
    fixable: false,
    options: &[],
    source: include_str!("table_row_count_differs.rs"),
    checks: &[Check::Difference(&[FactKind::TableShape], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.key.ends_with("/rows") {
        let message = format!("the table has {}, its source {}", difference.found(), difference.expected());
        report(difference, pair, out, message).help("compare the table with its source row by row");
    }
}
