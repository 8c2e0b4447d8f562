//! The JSON Schemas in `docs/schema` are those of the configuration and of the JSON reports, and the reports are as they
//! say. Without `CI=true` this test writes them; with it, it fails where it would write.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use isogloss::report::{drift_json, json};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_schemas_are_written() {
    let schemas =
        [("isogloss", isogloss::config::schema()), ("report", json::schema()), ("drift", drift_json::schema())];
    for (name, schema) in schemas {
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

/// What the program writes.
fn output(args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss")).args(args).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Every object has the keys of its schema in their order, and every value one of its types.
fn is_as_said(value: &Value, schema: &Value, whole: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        return is_as_said(value, whole.pointer(name.trim_start_matches('#')).unwrap(), whole, at);
    }
    if let Some(forms) = schema["anyOf"].as_array() {
        let is_null = |form: &&Value| form["type"] == "null";
        let form = forms.iter().find(|form| is_null(form) == value.is_null()).unwrap();
        return is_as_said(value, form, whole, at);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&found) || found == "integer" && types.contains(&"number"), "{at}: {found}, not {types:?}");
    match value {
        Value::Array(items) => items.iter().for_each(|item| is_as_said(item, &schema["items"], whole, at)),
        Value::Object(map) => {
            let properties = schema["properties"].as_object().unwrap();
            assert!(map.keys().eq(properties.keys()), "{at}: {:?}", map.keys());
            for (key, value) in map {
                is_as_said(value, &properties[key], whole, &format!("{at}/{key}"));
            }
        }
        _ => {}
    }
}

#[test]
fn the_reports_are_as_their_schemas_say() {
    for more in [&[][..], &["--shard", "1/2"]] {
        let report = output(&[&["check", "docs/sample", "--report", "json"], more].concat());
        assert!(!report["suppressed"].as_array().unwrap().is_empty() || !more.is_empty());
        is_as_said(&report, &json::schema(), &json::schema(), "report");
    }
    for more in [&[][..], &["--between", "beta", "v1.0"]] {
        let drift = output(&[&["drift", "docs/sample", "--report", "json"], more].concat());
        is_as_said(&drift, &drift_json::schema(), &drift_json::schema(), "drift");
        assert_eq!(drift["schema"], 1);
        let pages = drift["pages"].as_array().unwrap();
        let names: Vec<&str> = pages.iter().map(|page| page["page"].as_str().unwrap()).collect();
        assert!(names.len() > 5 && (names.is_sorted() || !more.is_empty()), "{names:?}");
        for page in pages {
            let members: Vec<&Value> = page["members"].as_array().unwrap().iter().map(|one| &one["path"]).collect();
            for difference in page["differences"].as_array().unwrap() {
                let list = |key: &str| difference[key].as_array().unwrap().clone();
                assert!(list("values").iter().map(|value| &value["path"]).eq(members.iter().copied()));
                assert!(!list("paths").is_empty() && list("paths").iter().all(|path| members.contains(&path)));
            }
        }
    }
}
