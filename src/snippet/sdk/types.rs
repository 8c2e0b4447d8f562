//! What a docset, or its metadata, says of types: which there are, what they have, and where a step of a path leads.
//! Filled by `types_read` and `metadata`. Must not know any language.

use std::collections::BTreeMap;
use std::collections::HashMap;

/// What a type is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum TypeKind {
    /// It has a key, and lies at an address of its own.
    Entity,
    /// It has properties and no key.
    #[default]
    Complex,
    /// It is one of a list of names.
    Enumeration,
}

/// A type, its members and its base.
#[derive(Clone, Debug, Default)]
pub struct Type {
    /// As it is spelled, with a namespace below the main one: `user`, `termStore.set`.
    pub name: String,
    /// The name of the type it is made from.
    pub base: Option<String>,
    /// What it is.
    pub kind: TypeKind,
    /// Properties and navigation properties, by name in small letters.
    pub members: BTreeMap<String, Member>,
    /// The names of an enumeration, as spelled.
    pub values: Vec<String>,
}

/// A type in the place of a member: which, and whether there are several.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TypeRef {
    /// The name, as in [`Type::name`]; `String`, `Int32`… for simple ones.
    pub name: String,
    /// Whether it is a collection.
    pub many: bool,
}

/// A property of a type.
#[derive(Clone, Debug)]
pub struct Member {
    /// As spelled.
    pub name: String,
    /// Its type.
    pub of: TypeRef,
    /// Whether it leads to entities.
    pub navigation: bool,
    /// What else its type may be called, where the first name is none: that of the linked page, or that of an example.
    pub link: Option<String>,
}

/// What a step of a path is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StepKind {
    /// An entity set, a singleton or a navigation property.
    Navigation,
    /// A property that is no entity.
    Property,
    /// What is called with POST.
    Action,
    /// What is called with GET.
    Function,
}

/// Where a step leads.
#[derive(Clone, Debug)]
pub struct Step {
    /// As the docset spells it.
    pub name: String,
    /// What it is.
    pub kind: StepKind,
    /// What it gives; `None` where nothing is said, or it gives nothing.
    pub gives: Option<TypeRef>,
    /// The parameters of actions and functions, as declared.
    pub parameters: Vec<Member>,
}

/// All types of one version of a docset.
#[derive(Clone, Debug, Default)]
pub struct Types {
    all: HashMap<String, Type>,
    /// Last part of a name to whole names, in order.
    short: HashMap<String, Vec<String>>,
    /// By where one stands and the segment: see [`Types::step`].
    steps: HashMap<String, Step>,
    /// By segment alone: the first of each.
    anywhere: HashMap<String, Step>,
    /// By method and path of an example.
    answers: HashMap<String, TypeRef>,
    /// The version they are of; empty where there is none.
    version: String,
}

/// A name without what all names share, in small letters.
fn folded(name: &str) -> String {
    bare(name).to_ascii_lowercase()
}

/// A name without `#`, `Collection()` and the main namespace.
pub fn bare(name: &str) -> &str {
    let name = name.trim().trim_start_matches('#');
    let name = name.strip_prefix("Collection(").map_or(name, |rest| rest.trim_end_matches(')'));
    let main = "microsoft.graph.";
    match name.get(..main.len()) {
        Some(start) if start.eq_ignore_ascii_case(main) => name.get(main.len()..).unwrap_or(name),
        _ => name,
    }
}

/// The part behind the last dot.
pub fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

impl Types {
    /// The version they are of; empty where there is none.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(super) fn set_version(&mut self, version: Option<&str>) {
        version.unwrap_or("").clone_into(&mut self.version);
    }

    /// The type called `name`: with its namespace, or by its last part where only one has it, or none has it without a
    /// namespace.
    pub fn get(&self, name: &str) -> Option<&Type> {
        let key = folded(name);
        self.all.get(&key).or_else(|| {
            let whole = self.short.get(last_part(&key))?.first()?;
            self.all.get(whole)
        })
    }

    /// [`Types::get`], for a name that stands in a type of the same namespace as `owner`.
    pub fn get_beside(&self, name: &str, owner: Option<&str>) -> Option<&Type> {
        let beside = owner.and_then(|owner| bare(owner).rsplit_once('.')).and_then(|(space, _)| {
            let key = format!("{space}.{}", last_part(name)).to_ascii_lowercase();
            self.all.get(&key)
        });
        beside.or_else(|| self.get(name))
    }

    /// The type of a member of `owner`, as spelled where it is declared.
    pub fn type_of_member(&self, member: &Member, owner: &str) -> TypeRef {
        let known = if member.of.name.is_empty() { None } else { self.get_beside(&member.of.name, Some(owner)) };
        let known = known.or_else(|| {
            let is_simple = super::types_read::SIMPLE.contains(&member.of.name.as_str());
            member.link.as_deref().filter(|_| !is_simple).and_then(|link| self.get_beside(link, Some(owner)))
        });
        let name = known.map_or_else(|| member.of.name.clone(), |known| known.name.clone());
        TypeRef { name, many: member.of.many }
    }

    /// The member of a type or of what it is made from.
    pub fn member(&self, of: &str, name: &str) -> Option<&Member> {
        let key = name.to_ascii_lowercase();
        let mut current = self.get(of);
        for _ in 0..8 {
            let found = current?;
            if let Some(member) = found.members.get(&key) {
                return Some(member);
            }
            current = found
                .base
                .as_deref()
                .filter(|base| !bare(base).eq_ignore_ascii_case(&found.name))
                .and_then(|base| self.get(base));
        }
        None
    }

    /// Where the segment `segment` leads from `from`. Where one stands is a type's name, `""` at the top, with `[]` for a
    /// collection.
    pub fn step(&self, from: &str, many: bool, segment: &str) -> Option<&Step> {
        let mut current = self.get(from);
        if let Some(step) = self.steps.get(&step_key(from, many, segment)) {
            return Some(step);
        }
        for _ in 0..8 {
            let base = current?.base.as_deref()?;
            if let Some(step) = self.steps.get(&step_key(base, many, segment)) {
                return Some(step);
            }
            current = self.get(base);
        }
        None
    }

    /// Where a segment of this name leads elsewhere.
    pub fn step_anywhere(&self, segment: &str) -> Option<&Step> {
        self.anywhere.get(&segment.to_ascii_lowercase())
    }

    /// What the page says an example gives.
    pub fn answer(&self, method: &str, path: &str) -> Option<&TypeRef> {
        self.answers.get(&answer_key(method, path))
    }

    pub(super) fn add_answer(&mut self, method: &str, path: &str, gives: TypeRef) {
        self.answers.entry(answer_key(method, path)).or_insert(gives);
    }

    /// Adds a step, unless one is known; `certain` ones are what others are guessed by.
    pub(super) fn add_step(&mut self, from: &str, many: bool, step: Step, certain: bool) {
        if certain && step.gives.is_some() {
            self.anywhere.entry(step.name.to_ascii_lowercase()).or_insert_with(|| step.clone());
        }
        let known = self.steps.entry(step_key(from, many, &step.name)).or_insert_with(|| step.clone());
        let capitals = |name: &str| name.bytes().filter(u8::is_ascii_uppercase).count();
        if capitals(&step.name) > capitals(&known.name) {
            known.name = step.name;
        }
    }

    /// Puts a step in the place of what is known.
    pub(super) fn set_step(&mut self, from: &str, many: bool, step: Step) {
        self.steps.insert(step_key(from, many, &step.name), step);
    }

    /// Adds a type, or what is new of it.
    pub(super) fn add(&mut self, added: Type) {
        let key = folded(&added.name);
        let names = self.short.entry(last_part(&key).to_owned()).or_default();
        if let Err(at) = names.binary_search_by(|known| (known.len(), known.as_str()).cmp(&(key.len(), key.as_str()))) {
            names.insert(at, key.clone());
        }
        let known = self.all.entry(key).or_insert_with(|| Type { name: added.name.clone(), ..Type::default() });
        if known.base.is_none() {
            known.base = added.base;
        }
        if added.kind != TypeKind::Complex {
            known.kind = added.kind;
        }
        if known.values.is_empty() {
            known.values = added.values;
        }
        for (name, member) in added.members {
            known.members.entry(name).or_insert(member);
        }
    }

    /// Puts a type in the place of what is known.
    pub(super) fn replace(&mut self, with: Type) {
        self.all.remove(&folded(&with.name));
        self.add(with);
    }

    /// The names of all types, in order.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.all.values().map(|found| found.name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

fn step_key(from: &str, many: bool, segment: &str) -> String {
    let segment = last_part(segment).to_ascii_lowercase();
    format!("{}{}/{segment}", folded(from), if many { "[]" } else { "" })
}

fn answer_key(method: &str, path: &str) -> String {
    format!("{method} {}", path.trim_matches('/').to_ascii_lowercase())
}
