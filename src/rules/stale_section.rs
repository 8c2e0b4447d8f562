//! A translation has the sections that its source has today, under the same title and namespace.
//!
//! ## Why
//!
//! A reader of the translation does not learn of what a new section says, and links to its anchor lead nowhere.
//!
//! ## Bad
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//!
//! ## Errors
//!
//! Words.
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="limits"></a>Límites
//!
//! Palabras.
//! ````
//!
//! ## Good
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//!
//! ## Errors
//!
//! Words.
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="limits"></a>Límites
//!
//! Palabras.
//!
//! ## <a name="errors"></a>Errores
//!
//! Palabras.
//! ````

use crate::fact::FactKind;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-section",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("stale_section.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    staleness::each(context, &[FactKind::Title], "anchor of the title", out);
    staleness::each(context, &[FactKind::Namespace], "namespace", out);
    staleness::each(context, &[FactKind::Section], "section", out);
    staleness::each(context, &[FactKind::TableShape], "width of the table", out);
}
