//! SARIF's rules: what a reader shows of a rule beside its results. Must not know findings.

use crate::rule::{Rule, Severity};
use serde_json::{Value, json};

/// Where the project lives: `repository` of `Cargo.toml`, empty where none is named.
pub const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// 3.49: a rule. `repository` is where its page can be read, empty if nowhere. `tags` and `problem.severity` are what code
/// scanning filters by.
pub fn rule(rule: &Rule, repository: &str) -> Value {
    let text = rule.documentation();
    let mut value = json!({
        "id": rule.id,
        "name": pascal_case(rule.id),
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.summary() },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "enabled": rule.default_on, "level": level(rule.severity) },
        "properties": {
            "tags": ["documentation", "localization"],
            "problem.severity": match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    });
    if let (Some(object), Some(uri)) = (value.as_object_mut(), help_uri(repository, rule.id)) {
        object.insert("helpUri".to_owned(), uri.into());
    }
    value
}

/// The page of a rule in a repository; `None` without one.
fn help_uri(repository: &str, id: &str) -> Option<String> {
    let repository = repository.trim_end_matches('/');
    (!repository.is_empty()).then(|| format!("{repository}/blob/v{}/docs/rules/{id}.md", env!("CARGO_PKG_VERSION")))
}

/// 3.58.6: a level.
pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// `table-row-width` as `TableRowWidth`, the form that names of rules have.
fn pascal_case(id: &str) -> String {
    id.split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{help_uri, pascal_case};

    #[test]
    fn names_and_pages() {
        assert_eq!(pascal_case("table-row-width"), "TableRowWidth");
        assert_eq!(help_uri("", "x"), None);
        let wanted = format!("https://example.com/a/blob/v{}/docs/rules/x.md", env!("CARGO_PKG_VERSION"));
        assert_eq!(help_uri("https://example.com/a/", "x"), Some(wanted));
    }
}
