//! The JSON body of a request with the type of each value. Must not know any language.

use super::path::{Path, SegmentKind};
use super::types::{Type, TypeKind, TypeRef, Types, bare};
use crate::page::json::{self, Json, Node, NodeKind};

/// What a value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// `{…}`
    Object(Vec<Field>),
    /// `[…]`
    List(Vec<Typed>),
    /// A string, its escapes resolved.
    Text(String),
    /// A number as written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`, or nothing.
    Null,
}

/// A value and its type.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The value.
    pub value: Value,
    /// Its type, for a list that of its elements; empty where nothing tells.
    pub of: String,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name as written.
    pub name: String,
    /// Whether the type declares it.
    pub declared: bool,
    /// The value.
    pub value: Typed,
}

impl Typed {
    /// The declared type, where the docset has it.
    pub fn declared<'a>(&self, types: &'a Types) -> Option<&'a Type> {
        types.get(&self.of).filter(|_| !self.of.is_empty())
    }

    /// Whether the type is a list of names.
    pub fn is_enumeration(&self, types: &Types) -> bool {
        self.declared(types).is_some_and(|found| found.kind == TypeKind::Enumeration)
    }
}

/// The document `body`, whose root is of type `of`. `None` where it is no object or list.
pub fn read(body: &str, of: &str, types: &Types) -> Option<Typed> {
    let json = json::read_at(body, 0);
    let root = json.root().filter(|node| matches!(node.kind, NodeKind::Object | NodeKind::Array))?;
    Some(value(&json, body, 0, root, of, types))
}

/// Whether the document loses nothing when its values are written anew.
pub fn is_strict(body: &str) -> bool {
    let json = json::read_at(body, 0);
    json.faults.is_empty() && json.root().is_some()
}

/// The type of what a request to `path` sends, and the parameters where it calls an action.
pub fn type_sent(path: &Path) -> (String, Vec<super::types::Member>) {
    let last = path.segments.iter().rev().find(|segment| segment.kind != SegmentKind::Special);
    match last {
        Some(last) if last.kind == SegmentKind::Action => (String::new(), last.parameters.clone()),
        Some(last) => (last.of.as_ref().map_or_else(String::new, |of| of.name.clone()), Vec::new()),
        None => (String::new(), Vec::new()),
    }
}

/// A document whose members are the parameters of an action.
pub fn read_parameters(body: &str, parameters: &[super::types::Member], types: &Types) -> Option<Typed> {
    let json = json::read_at(body, 0);
    json.root().filter(|node| node.kind == NodeKind::Object)?;
    let fields = json.children(0).filter(|(_, node)| node.key().is_some()).map(|(index, node)| {
        let name = json::key(body, node).into_owned();
        let known = parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(&name));
        let of = known.map(|parameter| parameter.of.clone()).unwrap_or_default();
        Field { declared: known.is_some(), value: value(&json, body, index, node, &of.name, types), name }
    });
    Some(Typed { value: Value::Object(fields.collect()), of: String::new() })
}

fn value(json: &Json, text: &str, index: usize, node: &Node, of: &str, types: &Types) -> Typed {
    let mut of = of.to_owned();
    let value = match node.kind {
        NodeKind::Object => {
            let told =
                json.member(text, index, "@odata.type").map(|(_, node)| bare(&json::string(text, node)).to_owned());
            if let Some(told) = told {
                of = types.get(&told).map_or(told, |found| found.name.clone());
            }
            let members = json.children(index).filter(|(_, node)| node.key().is_some());
            Value::Object(members.map(|(index, node)| field(json, text, index, node, &of, types)).collect())
        }
        NodeKind::Array => {
            Value::List(json.children(index).map(|(at, node)| self::value(json, text, at, node, &of, types)).collect())
        }
        NodeKind::String => Value::Text(json::string(text, node).into_owned()),
        NodeKind::Number => Value::Number(node.span.of(text).to_owned()),
        NodeKind::Bool => Value::Bool(node.span.of(text).trim() == "true"),
        NodeKind::Null => Value::Null,
    };
    Typed { value, of }
}

fn field(json: &Json, text: &str, index: usize, node: &Node, owner: &str, types: &Types) -> Field {
    let name = json::key(text, node).into_owned();
    let member = if owner.is_empty() { None } else { types.member(owner, &name) };
    let of = member.map_or_else(TypeRef::default, |member| types.type_of_member(member, owner)).name;
    Field { declared: member.is_some(), value: value(json, text, index, node, &of, types), name }
}
