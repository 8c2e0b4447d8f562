//! The JSON Schema of `isogloss.yml`, for editors. The rules and their options stand in it by name.

use super::file::{File, Level, SourceEntry};
use super::forms::{LocaleFolders, Rules, Severities, Source};
use crate::rule::{OptionSpec, Rule};
use crate::rules::RULES;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The schema.
pub fn schema() -> Value {
    schemars::schema_for!(File).to_value()
}

impl JsonSchema for Source {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Source".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, generator.subschema_for::<SourceEntry>()] })
    }
}

impl JsonSchema for LocaleFolders {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "LocaleFolders".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "const": "auto", "description": "Look for folders named like locales around this file." },
            { "type": "array", "items": { "type": "string" }, "description": "Tags that are the names of the folders." },
            {
                "type": "object",
                "additionalProperties": { "type": "string" },
                "description": "The folder of each tag; where several have one folder, the names of its pages: docs/*.es.md."
            }
        ] })
    }
}

impl JsonSchema for Rules {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Rules".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        by_rule(|rule| rule_entry(rule, generator))
    }
}

impl JsonSchema for Severities {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Severities".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        by_rule(|rule| json!({ "description": rule.summary(), "allOf": [generator.subschema_for::<Level>()] }))
    }
}

/// A mapping with one property for each rule and none besides.
fn by_rule(mut entry: impl FnMut(&Rule) -> Value) -> Schema {
    let properties: Map<String, Value> = RULES.iter().map(|rule| (rule.id.to_owned(), entry(rule))).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn rule_entry(rule: &Rule, generator: &mut SchemaGenerator) -> Value {
    let level = generator.subschema_for::<Level>();
    let mut properties = Map::new();
    properties.insert("severity".to_owned(), level.clone().to_value());
    properties.extend(rule.options.iter().map(|option| (option.name.to_owned(), option_schema(option))));
    let mapping = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    json!({ "description": rule.summary(), "anyOf": [level, mapping] })
}

fn option_schema(option: &OptionSpec) -> Value {
    let one = if option.values.is_empty() {
        json!({ "type": ["string", "integer", "boolean"] })
    } else {
        json!({ "enum": option.values })
    };
    let description = format!("{}; default: {}", option.help, option.default);
    json!({ "description": description, "anyOf": [one, { "type": "array", "items": one }] })
}
