//! Objective-C with the library `MSGraphClientSDK`, as the samples of 2021 look. Must not know other languages.

use super::body::{Field, Typed, Value};
use super::call::{self, Sent};
use super::naming;
use super::path::Path;
use super::powershell_names::{lower_first, upper_first};
use super::types::Types;
use crate::snippet::Request;
use crate::snippet::literal::{common, quoted};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The sample of `request`.
pub(super) fn sample(request: &Request, types: &Types, compat: bool) -> Option<String> {
    let path = Path::of(request, types);
    let version = if path.version.is_empty() { types.version() } else { &path.version };
    let version = if version.is_empty() { "v1.0" } else { version };
    let host = if compat { "graph.microsoft.com" } else { request.address.authority.as_str() };
    let query = path.query.as_deref().map(|query| format!("?{query}")).unwrap_or_default();
    // The official samples write the slash twice.
    let (slash, address) = if compat {
        ("/", format!("{}{query}", path.text))
    } else {
        let target = &request.address.target;
        let below =
            target.strip_prefix(&format!("/{}", path.version)).filter(|_| !path.version.is_empty()).unwrap_or(target);
        ("", below.replace('{', "%7B").replace('}', "%7D"))
    };
    let mut out = format!(
        "MSHTTPClient *httpClient = [MSClientFactory createHTTPClientWithAuthenticationProvider:authenticationProvider];\n\n\
         NSString *MSGraphBaseURL = {};\n\
         NSMutableURLRequest *urlRequest = [NSMutableURLRequest requestWithURL:[NSURL URLWithString:[MSGraphBaseURL stringByAppendingString:{}]]];\n\
         [urlRequest setHTTPMethod:{}];\n",
        string(&format!("https://{host}/{version}{slash}")),
        string(&address),
        string(&request.method),
    );
    for header in request.headers.iter().filter(|header| !header.name.eq_ignore_ascii_case("authorization")) {
        let name = if header.name.eq_ignore_ascii_case("content-type") { "Content-Type" } else { &header.name };
        let _ = writeln!(out, "[urlRequest setValue:{} forHTTPHeaderField:{}];", string(&header.value), string(name));
    }
    out.push('\n');
    let name = lower_first(&naming::variable(&path, request, types));
    let sent = request.body.as_deref().filter(|_| !compat || request.method != "GET");
    if let Some(text) = sent {
        if compat { out.push_str(&typed_body(request, &path, types, &name)?) } else { out.push_str(&raw_body(text)) }
    }
    out.push_str(
        "MSURLSessionDataTask *meDataTask = [httpClient dataTaskWithRequest:urlRequest \n    completionHandler: ^(NSData *data, NSURLResponse *response, NSError *nserror) {\n\n        //Request Completed\n\n}];\n\n[meDataTask execute];",
    );
    Some(out)
}

/// A string. `%` has no meaning here: nothing is formatted.
fn string(text: &str) -> String {
    format!(
        "@{}",
        quoted(text, "\"", |c| common(c, '"').or_else(|| c.is_control().then(|| format!("\\{:03o}", u32::from(c)))))
    )
}

/// The very text, as bytes.
fn raw_body(text: &str) -> String {
    format!(
        "NSData *data = [{} dataUsingEncoding:NSUTF8StringEncoding];\n[urlRequest setHTTPBody:data];\n\n",
        string(text)
    )
}

fn typed_body(request: &Request, path: &Path, types: &Types, name: &str) -> Option<String> {
    let mut writer = Writer { types, lines: Vec::new(), taken: BTreeMap::new() };
    match call::sent(request, path, types, true)? {
        Sent::Entity(entity) => {
            writer.variable(name, &entity);
            Some(format!(
                "{}\n\nNSError *error;\nNSData *{name}Data = [{name} getSerializedDataWithError:&error];\n[urlRequest setHTTPBody:{name}Data];\n\n",
                writer.lines.join("\n")
            ))
        }
        Sent::Arguments(all) => {
            writer
                .lines
                .push("NSMutableDictionary *payloadDictionary = [[NSMutableDictionary alloc] init];\n".to_owned());
            for field in all.iter().filter_map(|(_, field)| field.as_ref()) {
                let value = writer.argument(&lower_first(&field.name), &field.value);
                writer.lines.push(format!("payloadDictionary[@\"{}\"] = {value};\n", field.name));
            }
            Some(format!(
                "{}\nNSData *data = [NSJSONSerialization dataWithJSONObject:payloadDictionary options:kNilOptions error:&error];\n[urlRequest setHTTPBody:data];\n\n",
                writer.lines.join("\n")
            ))
        }
        Sent::Raw(text) | Sent::Reference(text) => Some(raw_body(&text)),
        Sent::Nothing => Some(String::new()),
    }
}

/// Statements, and the names that are taken.
struct Writer<'a> {
    types: &'a Types,
    lines: Vec<String>,
    taken: BTreeMap<String, usize>,
}

/// The class of a type: `MSGraphEdiscoveryReviewSet`.
fn class(name: &str) -> String {
    format!("MSGraph{}", name.split('.').map(upper_first).collect::<String>())
}

impl Writer<'_> {
    fn unique(&mut self, name: &str) -> String {
        let count = self.taken.entry(name.to_owned()).or_insert(0);
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name}{}", *count - 1) }
    }

    fn argument(&mut self, name: &str, typed: &Typed) -> String {
        match &typed.value {
            Value::Object(_) | Value::List(_) => self.variable(name, typed),
            Value::Text(text) if self.is_enumeration(typed) => {
                let class = class(&typed.of);
                self.lines.push(format!("{class} *{name} = [{class} {}];", lower_first(text)));
                name.to_owned()
            }
            Value::Text(text) => {
                self.lines.push(format!("NSString *{name} = {};", string(text)));
                name.to_owned()
            }
            _ => scalar(typed),
        }
    }

    fn is_enumeration(&self, typed: &Typed) -> bool {
        let simple = super::types_read::SIMPLE.contains(&typed.of.as_str());
        !typed.of.is_empty() && !simple && (self.types.get(&typed.of).is_none() || typed.is_enumeration(self.types))
    }

    fn variable(&mut self, name: &str, typed: &Typed) -> String {
        match &typed.value {
            Value::List(items) => {
                let list = self.unique(&format!("{name}List"));
                self.lines.push(format!("NSMutableArray *{list} = [[NSMutableArray alloc] init];"));
                for item in items {
                    let value = match item.value {
                        Value::Object(_) | Value::List(_) => self.variable(name, item),
                        _ => scalar(item),
                    };
                    self.lines.push(format!("[{list} addObject: {value}];"));
                }
                list
            }
            Value::Object(fields) => {
                let name = self.unique(name);
                let class = if typed.of.is_empty() { "NSMutableDictionary".to_owned() } else { class(&typed.of) };
                self.lines.push(format!("{class} *{name} = [[{class} alloc] init];"));
                for field in fields.iter().filter(|field| field.name != "@odata.type") {
                    self.field(&name, field);
                }
                name
            }
            _ => scalar(typed),
        }
    }

    fn field(&mut self, owner: &str, field: &Field) {
        let set = upper_first(&field.name);
        let line = match &field.value.value {
            Value::Object(_) | Value::List(_) => {
                let value = self.variable(&lower_first(&field.name), &field.value);
                format!("[{owner} set{set}:{value}];")
            }
            Value::Text(text) if self.is_enumeration(&field.value) => {
                format!("[{owner} set{set}: [{} {}]];", class(&field.value.of), lower_first(text))
            }
            Value::Text(text) => format!("[{owner} set{set}:{}];", string(text)),
            _ => format!("[{owner} set{set}: {}];", scalar(&field.value)),
        };
        self.lines.push(line);
    }
}

fn scalar(typed: &Typed) -> String {
    match &typed.value {
        Value::Text(text) => string(text),
        Value::Number(number) => number.clone(),
        Value::Bool(is) => is.to_string(),
        _ => "null".to_owned(),
    }
}
