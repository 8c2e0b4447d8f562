//! The JSON Schemas in `docs/schema` are those of the configuration and of the JSON report. Without `CI=true` this test writes it; with it, it
//! fails where it would write.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;

#[test]
fn the_schemas_are_written() {
    for (name, schema) in [("isogloss", isogloss::config::schema()), ("report", isogloss::report::json::schema())] {
        write_or_fail(Path::new(&format!("docs/schema/{name}.schema.json")), &schema);
    }
}

fn write_or_fail(path: &Path, schema: &serde_json::Value) {
    let wanted = format!("{}\n", serde_json::to_string_pretty(schema).unwrap());
    if fs::read_to_string(path).unwrap_or_default() == wanted {
        return;
    }
    let asked = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!asked, "{} is not up to date: run `cargo test` and commit what it writes", path.display());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, wanted).unwrap();
}

/// The schema's keys are those that are read: an unknown key is reported by the one and refused by the other.
#[test]
fn the_schema_has_every_key_and_every_rule() {
    let schema = isogloss::config::schema();
    let keys = |pointer: &str| -> Vec<String> {
        let mut keys: Vec<String> = schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let mut wanted: Vec<&str> = isogloss::config::file::File::KEYS.to_vec();
    wanted.sort_unstable();
    assert_eq!(keys("/properties"), wanted);
    let rules: Vec<&str> = isogloss::rules::RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(keys("/properties/rules/properties"), rules);
    assert_eq!(schema.pointer("/properties/rules/additionalProperties").unwrap(), false);
    assert_eq!(schema.pointer("/additionalProperties").unwrap(), false);
}
