//! Each format, read by a decoder of its own, says what `json` says: the decoders follow the formats' documents and use nothing
//! of the program but the one function that makes a text fit to be shown.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::format_push_string, unreachable_pub)]

use super::run::{Reports, read, sarif_schema, valid};
use isogloss::report::escape::{short, visible};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

fn str_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

/// All of them.
pub fn all(reports: &Reports) {
    let schema: Value = serde_json::from_str(include_str!("../../docs/schema/report.schema.json")).unwrap();
    valid("json", &reports.json("json"), &schema);
    sarif(reports);
    github(reports);
    gitlab(reports);
    junit(reports);
    concise(reports);
    full(reports);
    markdown(reports);
    html(reports);
}

fn skipped(reports: &Reports) -> Vec<(String, String)> {
    let list = reports.json("json")["skipped"].clone();
    let one = |skip: &Value| (str_of(skip, "path").to_owned(), str_of(skip, "reason").to_owned());
    list.as_array().unwrap().iter().map(one).collect()
}

/// The path that a URI reference means (RFC 3986): what is in the log is relative to its root.
pub fn path_of(artifact: &Value) -> String {
    let uri = str_of(artifact, "uri");
    assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&byte)), "{uri}");
    let uri = uri.strip_prefix("file://").unwrap_or(uri);
    let uri = uri.strip_prefix("./").unwrap_or(uri);
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = String::from_utf8(vec![rest.next().unwrap(), rest.next().unwrap()]).unwrap();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn sarif(reports: &Reports) {
    let log = reports.json("sarif");
    if let Some(schema) = sarif_schema() {
        valid("sarif", &log, &schema);
    }
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    // What comments suppress is in the log too, and says so.
    let results = run["results"].as_array().unwrap();
    let results: Vec<&Value> = results.iter().filter(|result| result.get("suppressions").is_none()).collect();
    let findings = reports.findings();
    assert_eq!(results.len(), findings.len());
    let mut prints = HashSet::new();
    for (result, finding) in results.into_iter().zip(&findings) {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!((&result["ruleId"], &rule["id"]), (&finding["rule"], &finding["rule"]));
        // What code scanning demands of a rule.
        for key in ["shortDescription", "fullDescription", "help"] {
            assert!(!str_of(&rule[key], "text").is_empty());
        }
        assert!(str_of(&rule["help"], "markdown").contains("## "));
        let level = match str_of(finding, "severity") {
            "info" => "note",
            other => other,
        };
        assert_eq!(result["level"], level);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(path_of(&place["artifactLocation"]), str_of(finding, "path"));
        let region = json!({ "startLine": finding["line"], "startColumn": finding["column"], "endLine": finding["end_line"], "endColumn": finding["end_column"] });
        assert_eq!(place["region"], region);
        assert!(prints.insert(str_of(&result["partialFingerprints"], "isogloss/v1").to_owned()));
        assert_eq!(result["partialFingerprints"]["isogloss/v1"], finding["fingerprint"]);
        let none = Vec::new();
        let related = result["relatedLocations"].as_array().unwrap_or(&none);
        let wanted = finding["related"].as_array().unwrap();
        assert_eq!(related.len(), wanted.len().min(100));
        let mut message = str_of(finding, "message").to_owned();
        if let Some(help) = finding["help"].as_str() {
            message += &format!("; {help}");
        }
        for (at, (location, wanted)) in related.iter().zip(wanted).enumerate() {
            assert_eq!(location["id"], at + 1);
            assert_eq!(location["message"]["text"], wanted["message"]);
            let place = &location["physicalLocation"];
            assert_eq!(path_of(&place["artifactLocation"]), str_of(wanted, "path"));
            assert_eq!(place["region"]["startLine"], wanted["line"]);
            if at < 3 {
                let text = str_of(wanted, "message").replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
                message += &format!("{}[{text}]({})", if at == 0 { "; see " } else { ", " }, at + 1);
            }
        }
        assert_eq!(str_of(&result["message"], "text"), message);
        assert_eq!(result["fixes"].is_array(), finding["fix"].is_string());
    }
    let invocation = &run["invocations"][0];
    let skipped = skipped(reports);
    assert_eq!(invocation["executionSuccessful"], skipped.is_empty());
    let notes = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(notes.len(), skipped.len());
    for (note, (path, reason)) in notes.iter().zip(&skipped) {
        assert_eq!(str_of(&note["message"], "text"), format!("{path} was not checked: {reason}"));
        assert_eq!(path_of(&note["locations"][0]["physicalLocation"]["artifactLocation"]), *path);
    }
}

/// `::NAME KEY=VALUE,KEY=VALUE::MESSAGE`, a line each. In messages `%`, CR and LF are escaped, in values `:` and `,` too.
fn commands(text: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let unescape = |text: &str, more: &[(&str, &str)]| {
        let mut out = text.to_owned();
        for (escape, plain) in more.iter().chain(&[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]) {
            out = out.replace(escape, plain);
        }
        out
    };
    let mut commands = Vec::new();
    // A runner ends lines at CR as well.
    for line in text.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line}"));
        let (head, message) = rest.split_once("::").unwrap();
        let (name, properties) = head.split_once(' ').unwrap();
        let properties = properties.split(',').map(|pair| {
            let (key, value) = pair.split_once('=').unwrap();
            (key.to_owned(), unescape(value, &[("%3A", ":"), ("%2C", ",")]))
        });
        commands.push((name.to_owned(), properties.collect(), unescape(message, &[])));
    }
    commands
}

fn github(reports: &Reports) {
    let commands = commands(&reports.texts["github"]);
    let (findings, skipped) = (reports.findings(), skipped(reports));
    assert_eq!(commands.len(), findings.len() + skipped.len());
    for ((name, properties, message), finding) in commands.iter().zip(&findings) {
        let severity = str_of(finding, "severity");
        assert_eq!(name, if severity == "info" { "notice" } else { severity });
        assert_eq!(properties["title"], str_of(finding, "rule"));
        assert_eq!(properties["file"], str_of(finding, "path"));
        for (key, wanted) in [("line", "line"), ("endLine", "end_line"), ("col", "column")] {
            assert_eq!(properties[key], finding[wanted].to_string());
        }
        let help = finding["help"].as_str().map_or(String::new(), |help| format!("\n{help}"));
        assert_eq!(*message, str_of(finding, "message").to_owned() + &help);
    }
    for ((name, properties, message), (path, reason)) in commands.iter().skip(findings.len()).zip(&skipped) {
        assert_eq!((name.as_str(), &properties["file"]), ("error", path));
        assert!(message.ends_with(reason.as_str()));
    }
}

fn gitlab(reports: &Reports) {
    let issues = reports.json("gitlab");
    let mut schema: Value = serde_json::from_str(include_str!("gitlab.schema.json")).unwrap();
    let findings = reports.findings();
    // Where a test checks a file by its absolute path, no path can be relative.
    if findings.iter().any(|finding| str_of(finding, "path").starts_with('/')) {
        schema["items"]["properties"]["location"]["properties"]["path"]["not"] = json!(false);
    }
    valid("gitlab", &issues, &schema);
    let issues = issues.as_array().unwrap();
    let skipped = skipped(reports);
    assert_eq!(issues.len(), findings.len() + skipped.len());
    let prints: HashSet<&str> = issues.iter().map(|issue| str_of(issue, "fingerprint")).collect();
    assert_eq!(prints.len(), issues.len(), "GitLab drops what has the fingerprint of another");
    for (issue, finding) in issues.iter().zip(&findings) {
        assert_eq!(issue["description"], finding["message"]);
        assert_eq!(issue["check_name"], finding["rule"]);
        assert_eq!(issue["fingerprint"], finding["fingerprint"]);
        assert_eq!(issue["location"]["path"], finding["path"]);
        assert_eq!(issue["location"]["lines"]["begin"], finding["line"]);
    }
    for (issue, (path, _)) in issues.iter().skip(findings.len()).zip(&skipped) {
        assert_eq!(str_of(&issue["location"], "path"), path);
    }
}

/// XML cannot hold these at all.
fn in_xml(text: &str) -> String {
    text.replace(
        |c| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'),
        "\u{fffd}",
    )
}

fn junit(reports: &Reports) {
    let document = roxmltree::Document::parse(&reports.texts["junit"]).unwrap();
    let (findings, skipped) = (reports.findings(), skipped(reports));
    let failures: Vec<_> = document.descendants().filter(|node| node.has_tag_name("failure")).collect();
    assert_eq!(failures.len(), findings.len());
    for (failure, finding) in failures.iter().zip(&findings) {
        assert_eq!(failure.attribute("message").unwrap(), in_xml(str_of(finding, "message")));
        assert_eq!(failure.attribute("type"), finding["severity"].as_str());
        assert_eq!(failure.parent_element().unwrap().attribute("classname").unwrap(), in_xml(str_of(finding, "path")));
    }
    let Some(read) = read("junit", &reports.file("junit")) else { return };
    let cases = read["cases"].as_array().unwrap();
    assert_eq!((&read["failures"], &read["errors"]), (&json!(findings.len()), &json!(skipped.len())));
    for (case, finding) in cases.iter().zip(&findings) {
        assert_eq!(str_of(case, "message"), in_xml(str_of(finding, "message")));
        assert_eq!(str_of(case, "suite"), in_xml(str_of(finding, "path")));
        assert_eq!(case["case"], format!("{}:{} {}", finding["line"], finding["column"], str_of(finding, "rule")));
    }
    for (case, (path, reason)) in cases.iter().skip(findings.len()).zip(&skipped) {
        assert_eq!(str_of(case, "kind"), "error");
        assert_eq!((str_of(case, "suite"), str_of(case, "message")), (&*in_xml(path), &*in_xml(reason)));
    }
}

/// Nothing that a terminal could take for an order, or a reader not see.
fn is_plain(text: &str) {
    let odd = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    assert_eq!(text.chars().find(odd), None, "{text:?}");
}

fn concise(reports: &Reports) {
    let text = &reports.texts["concise"];
    is_plain(text);
    let findings = reports.findings();
    let mut lines = text.lines();
    for (line, finding) in lines.by_ref().zip(&findings) {
        let message = str_of(finding, "message");
        let place = format!("{}:{}:{}", visible(str_of(finding, "path")), finding["line"], finding["column"]);
        let (severity, rule) = (str_of(finding, "severity"), str_of(finding, "rule"));
        assert_eq!(line, format!("{place}: {severity}[{rule}]: {}", short(&visible(message), 300)));
    }
    if findings.is_empty() {
        assert!(text.starts_with("No findings on"), "{text}");
    }
}

fn full(reports: &Reports) {
    let text = &reports.texts["full"];
    is_plain(text);
    let is_title = |line: &&str| ["error[", "warning[", "info["].iter().any(|start| line.starts_with(start));
    let lines: Vec<&str> = text.lines().collect();
    let titles: Vec<usize> = (0..lines.len()).filter(|at| is_title(&lines[*at])).collect();
    let findings = reports.findings();
    assert_eq!(titles.len(), findings.len());
    for (at, finding) in titles.into_iter().zip(&findings) {
        let message = visible(str_of(finding, "message"));
        let title = format!("{}[{}]: {}", str_of(finding, "severity"), str_of(finding, "rule"), short(&message, 400));
        assert_eq!(lines[at], title);
        let place = format!("--> {}:{}:", visible(str_of(finding, "path")), finding["line"]);
        assert!(lines[at + 1].trim_start().starts_with(&place), "{} {place}", lines[at + 1]);
    }
}

/// What `markdown` and `html` show: a row for findings alike, which here is worked out from `json` alone.
fn grouped(findings: &[Value]) -> Vec<Vec<&Value>> {
    let mut groups: Vec<Vec<&Value>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let text =
            [&finding["found"], &finding["expected"], &finding["message"]].into_iter().find(|one| one.is_string());
        let expected = finding["expected"].as_str().unwrap_or("");
        let key = json!([finding["rule"], finding["severity"], expected, text]).to_string();
        let at = *places.entry(key).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(finding);
    }
    let rank = |finding: &Value| ["error", "warning", "info"].iter().position(|name| finding["severity"] == *name);
    groups.sort_by_key(|group| (rank(group[0]), str_of(group[0], "rule").to_owned(), std::cmp::Reverse(group.len())));
    groups
}

/// As a cell's text is shown: white space at its ends is not.
fn cell(text: &str, limit: usize) -> String {
    short(&visible(text), limit).trim().to_owned()
}

fn markdown(reports: &Reports) {
    let text = &reports.texts["markdown"];
    is_plain(text);
    let findings = reports.findings();
    let mut wanted: Vec<Vec<String>> = Vec::new();
    for group in grouped(&findings).iter().take(100) {
        let first = group[0];
        wanted.push(vec![
            str_of(first, "severity").to_owned(),
            str_of(first, "rule").to_owned(),
            cell(str_of(first, "message"), 200),
            group.len().to_string(),
            cell(&format!("{}:{}", str_of(first, "path"), first["line"]), 200),
        ]);
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut before: Vec<String> = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => rows.last_mut().unwrap().push(String::new()),
            Event::Code(said) | Event::Text(said) => match rows.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) => cell.push_str(&said),
                None => before.push(said.trim().to_owned()),
            },
            Event::End(TagEnd::Table) => break,
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Table(_) | Tag::Strong)
            | Event::SoftBreak
            | Event::End(_) => {}
            other => panic!("smuggled: {other:?}"),
        }
    }
    for cell in rows.iter_mut().flatten() {
        *cell = cell.trim().to_owned();
    }
    assert_eq!(rows.get(1..).unwrap_or_default(), wanted);
    for (path, _) in skipped(reports) {
        assert!(before.contains(&cell(&path, 200)), "{before:?}");
    }
    let Some(read) = read("markdown", &reports.file("markdown")) else { return };
    assert_eq!(read["smuggled"], json!([]));
    let mut rows: Vec<Vec<String>> = serde_json::from_value(read["rows"].clone()).unwrap();
    for cell in rows.iter_mut().flatten() {
        *cell = cell.trim().to_owned();
    }
    assert_eq!(rows.get(1..).unwrap_or_default(), wanted, "markdown-it");
}

fn html(reports: &Reports) {
    is_plain(&reports.texts["html"]);
    let Some(read) = read("html", &reports.file("html")) else { return };
    assert_eq!(read["handlers"], json!([]));
    let tags: Vec<&str> = read["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
    assert!(
        !tags.iter().any(|tag| ["script", "img", "iframe", "a", "form", "object", "svg"].contains(tag)),
        "{tags:?}"
    );
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows: Vec<Vec<String>> = serde_json::from_value(read["rows"].clone()).unwrap();
    let from = rows.iter().position(|row| row.first().is_some_and(|cell| cell == "Severity"));
    let rows = from.map_or(&[][..], |from| &rows[from + 1..]);
    let findings = reports.findings();
    let groups = grouped(&findings);
    assert_eq!(rows.len(), groups.len().min(500));
    for (row, group) in rows.iter().zip(&groups) {
        assert_eq!((row[0].as_str(), row[2].as_str()), (str_of(group[0], "severity"), &*group.len().to_string()));
        let message = words(&short(&visible(str_of(group[0], "message")), 300));
        assert!(row[1].starts_with(str_of(group[0], "rule")) && row[1].ends_with(&message), "{row:?} {message}");
        let place = words(&format!("{}:{}", visible(str_of(group[0], "path")), group[0]["line"]));
        assert!(row[3].starts_with(&place), "{row:?} {place}");
    }
    for (path, reason) in skipped(reports) {
        let said = read["text"].as_str().unwrap();
        assert!(said.contains(&words(&visible(&path))) && said.contains(&words(&visible(&reason))), "{said}");
    }
}
