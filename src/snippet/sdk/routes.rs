//! Documented paths to steps: level by level, each step as most of the pages that end with it say. Must not know pages.

use super::path::{name_of, singular};
use super::types::{Member, Step, StepKind, TypeKind, TypeRef, Types, bare, last_part};
use std::collections::{BTreeMap, HashMap, HashSet};

/// One documented path.
#[derive(Debug, Clone)]
pub(super) struct Route {
    pub(super) method: String,
    pub(super) segments: Vec<String>,
    /// What the page's first response is.
    pub(super) gives: Option<TypeRef>,
    pub(super) parameters: Vec<Member>,
}

impl Route {
    /// The index of the last segment that is a name.
    fn end(&self) -> Option<usize> {
        let at = self.segments.iter().rposition(|segment| !is_placeholder(segment))?;
        let name = self.segments.get(at)?;
        let special = name.starts_with('$') || name.contains(':') || name == "content";
        (!special && self.segments.len() - at <= 2).then_some(at)
    }

    fn ends_with_key(&self) -> bool {
        self.segments.last().is_some_and(|last| is_placeholder(last))
    }
}

/// What pages say of one step.
#[derive(Default)]
struct Votes {
    name: String,
    from: TypeRef,
    /// Type to votes, and the order in which it came.
    types: BTreeMap<String, (usize, usize)>,
    many: bool,
    key: bool,
    function: bool,
    reads: bool,
    changes: bool,
    posts: bool,
    parameters: Vec<Member>,
}

/// Which paths are followed by keys: in a fourth of the routes through them at least, since pages have slips.
fn keyed(routes: &[Route]) -> HashSet<String> {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for route in routes {
        for (at, segment) in route.segments.iter().enumerate().skip(1) {
            let (keys, words) = counts.entry(place(route.segments.get(..at).unwrap_or(&[]))).or_default();
            *(if is_placeholder(segment) { keys } else { words }) += 1;
        }
    }
    counts.into_iter().filter(|(_, (keys, words))| *keys > 0 && keys * 4 >= *words).map(|(place, _)| place).collect()
}

/// The names that are written with arguments somewhere: `range(address='A1')`.
fn functions(routes: &[Route]) -> HashSet<String> {
    let segments = routes.iter().flat_map(|route| &route.segments);
    let called = segments.filter(|segment| segment.contains('=') && segment.contains('(') || segment.ends_with("()"));
    let delta = std::iter::once("delta".to_owned());
    called.map(|segment| name_of(segment).to_ascii_lowercase()).chain(delta).collect()
}

/// Adds the steps of `routes`.
pub(super) fn add(types: &mut Types, routes: &[Route]) {
    let keyed = keyed(routes);
    let functions = functions(routes);
    let deepest = routes.iter().filter_map(Route::end).max().unwrap_or(0);
    let mut levels: Vec<Vec<&Route>> = vec![Vec::new(); deepest + 1];
    for route in routes {
        if let Some(level) = route.end().and_then(|end| levels.get_mut(end)) {
            level.push(route);
        }
    }
    for (end, level) in levels.iter().enumerate() {
        let mut all: BTreeMap<String, Votes> = BTreeMap::new();
        for route in level {
            let Some(name) = route.segments.get(end).map(|text| name_of(text)) else { continue };
            let Some(from) = walk(types, route, end, &keyed) else { continue };
            if is_cast(types, route.segments.get(end)) {
                continue;
            }
            let id = format!("{}{}/{}", from.name, from.many, name.to_ascii_lowercase());
            let here = route.segments.get(..=end).unwrap_or(&[]);
            let votes = all.entry(id).or_insert_with(|| Votes { name: name.to_owned(), from, ..Votes::default() });
            votes.add(route, keyed.contains(&place(here)), here.last().is_some_and(|text| text.contains('(')));
        }
        for votes in all.into_values() {
            let called = functions.contains(&votes.name.to_ascii_lowercase());
            decide(types, votes, called);
        }
    }
}

impl Votes {
    fn add(&mut self, route: &Route, is_keyed: bool, calls: bool) {
        self.key |= is_keyed;
        self.function |= calls;
        self.reads |= route.method != "POST";
        self.posts |= route.method == "POST";
        self.changes |= !matches!(route.method.as_str(), "POST" | "GET");
        if capitals(&route_name(route)) > capitals(&self.name) {
            self.name = route_name(route);
        }
        if self.parameters.is_empty() {
            self.parameters.clone_from(&route.parameters);
        }
        let Some(gives) = route.gives.as_ref().filter(|_| route.method != "DELETE") else { return };
        let order = self.types.len();
        let entry = self.types.entry(gives.name.clone()).or_insert((0, order));
        entry.0 += if route.method == "GET" { 3 } else { 2 };
        self.many |= gives.many && !route.ends_with_key() && route.method == "GET";
        if !self.reads && gives.many {
            self.many = true;
        }
    }

    fn winner(&self, types: &Types, navigation: bool) -> Option<String> {
        let most = self.types.iter().max_by_key(|(_, (count, order))| (*count, usize::MAX - order));
        let most = most.map(|(name, _)| name.clone())?;
        if navigation && let Some(named) = named_so(types, &self.name) {
            let made = types.get(&most).and_then(|found| found.base.clone());
            if self.types.contains_key(&named) || made.is_some_and(|base| last_part(&base).eq_ignore_ascii_case(&named))
            {
                return Some(named);
            }
        }
        // Several types that are made from one: their collection is of that one.
        let base = |name: &str| {
            types.get(name).and_then(|found| found.base.clone()).filter(|base| !base.eq_ignore_ascii_case("entity"))
        };
        if let Some(common) = base(&most).filter(|_| navigation && self.types.len() > 1)
            && self.types.keys().all(|name| name.eq_ignore_ascii_case(&common) || base(name).as_ref() == Some(&common))
            && let Some(found) = types.get(&common)
        {
            return Some(found.name.clone());
        }
        Some(most)
    }
}

fn route_name(route: &Route) -> String {
    let name = route.end().and_then(|end| route.segments.get(end));
    name.map_or_else(String::new, |text| name_of(text).to_owned())
}

fn capitals(name: &str) -> usize {
    name.bytes().filter(u8::is_ascii_uppercase).count()
}

/// Whether a name is that of a question: `getSchedule`, `isPublished`.
fn asks(name: &str) -> bool {
    let rest = name.strip_prefix("get").or_else(|| name.strip_prefix("is"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// The type that a segment's name is the plural of.
fn named_so(types: &Types, segment: &str) -> Option<String> {
    types.get(&singular(segment)).map(|found| found.name.clone())
}

fn decide(types: &mut Types, votes: Votes, called_elsewhere: bool) {
    // A word behind a collection that entities are read and changed under is the key of one of them.
    if votes.from.many && votes.changes && !votes.function {
        return;
    }
    let undeclared = !votes.key && !votes.changes && !votes.posts && !votes.many && is_declared_without(types, &votes);
    // `/sites/root`: gives one of what the collection holds.
    let one = votes.winner(types, false);
    if votes.from.many
        && !votes.function
        && !votes.many
        && !votes.posts
        && one.as_deref() == Some(votes.from.name.as_str())
    {
        return;
    }
    let known = types.step(&votes.from.name, votes.from.many, &votes.name).is_some();
    let called = called_elsewhere && !known
        || undeclared
        || votes.function
        || votes.from.many && !votes.key
        || asks(&votes.name);
    let kind = match (votes.key, votes.reads) {
        (false, false) if !votes.from.name.is_empty() => StepKind::Action,
        (false, true) if called => StepKind::Function,
        _ => StepKind::Navigation,
    };
    let navigation = kind == StepKind::Navigation;
    let many = votes.many || votes.key && navigation;
    let told = votes.winner(types, navigation);
    if let Some(mut known) = types.step(&votes.from.name, votes.from.many, &votes.name).cloned() {
        if capitals(&votes.name) > capitals(&known.name) {
            known.name.clone_from(&votes.name);
            types.set_step(&votes.from.name, votes.from.many, known.clone());
        }
        let target = known.gives.as_ref().and_then(|gives| types.get(&gives.name));
        let sure = target.is_some_and(|target| target.kind == TypeKind::Entity)
            || known.kind == StepKind::Property && target.is_some();
        if sure || told.is_none() {
            if many
                && let Some(gives) = &known.gives
                && !gives.many
            {
                let gives = Some(TypeRef { name: gives.name.clone(), many });
                types.set_step(&votes.from.name, votes.from.many, Step { gives, ..known });
            }
            return;
        }
    }
    let certain = told.is_some();
    let gives = told.map(|name| TypeRef { name, many });
    let gives = gives.or_else(|| if navigation { guess(types, &votes.name, many) } else { None });
    let step = Step { name: votes.name, kind, gives, parameters: votes.parameters };
    if certain {
        types.set_step(&votes.from.name, votes.from.many, step.clone());
    }
    types.add_step(&votes.from.name, votes.from.many, step, certain);
}

/// Whether the type one stands on lists its relationships, and this is none of them: then it is a function.
fn is_declared_without(types: &Types, votes: &Votes) -> bool {
    types.get(&votes.from.name).is_some_and(|from| {
        from.members.values().any(|member| member.navigation)
            && types.step(&votes.from.name, votes.from.many, &votes.name).is_none()
    })
}

fn is_cast(types: &Types, text: Option<&String>) -> bool {
    text.is_some_and(|text| {
        text.contains('.') && types.get(text).is_some_and(|found| found.name.eq_ignore_ascii_case(bare(text)))
    })
}

/// Where the first `end` segments lead; steps that nothing is said of are guessed.
fn walk(types: &mut Types, route: &Route, end: usize, keyed: &HashSet<String>) -> Option<TypeRef> {
    let mut at = TypeRef::default();
    for (index, text) in route.segments.iter().take(end).enumerate() {
        if is_placeholder(text) {
            at.many = false;
            continue;
        }
        if text.contains(':') {
            return None;
        }
        if is_cast(types, Some(text)) {
            at.name = types.get(text).map_or_else(String::new, |found| found.name.clone());
            continue;
        }
        let name = name_of(text);
        let next_is_key = route.segments.get(index + 1).is_some_and(|next| is_placeholder(next));
        let here = route.segments.get(..=index).unwrap_or(&[]);
        let many = next_is_key || keyed.contains(&place(here));
        if let Some(gives) = types.step(&at.name, at.many, name).and_then(|step| step.gives.clone()) {
            at = TypeRef { many: gives.many || next_is_key, ..gives };
            continue;
        }
        // What follows a collection and is no placeholder may be the key of an example.
        if at.many && !next_is_key && !text.contains('.') {
            at.many = false;
            continue;
        }
        let gives = guess(types, name, many);
        let step =
            Step { name: name.to_owned(), kind: StepKind::Navigation, gives: gives.clone(), parameters: Vec::new() };
        types.add_step(&at.name, at.many, step, false);
        at = gives.unwrap_or_else(|| TypeRef { name: format!("{}/{name}", at.name), many });
    }
    Some(at)
}

fn guess(types: &Types, name: &str, many: bool) -> Option<TypeRef> {
    if let Some(found) = types.get(name).filter(|found| !many && found.name.eq_ignore_ascii_case(name)) {
        return Some(TypeRef { name: found.name.clone(), many });
    }
    let elsewhere = types.step_anywhere(name).and_then(|step| step.gives.as_ref());
    if let Some(gives) = elsewhere.filter(|gives| gives.many == many) {
        return Some(gives.clone());
    }
    let wanted = if many { singular(name) } else { name.to_owned() };
    types.get(&wanted).map(|found| TypeRef { name: found.name.clone(), many })
}

/// A path with nothing in the place of keys.
fn place(segments: &[String]) -> String {
    let mut out = String::new();
    for segment in segments {
        out.push('/');
        if !is_placeholder(segment) {
            out.push_str(&name_of(segment).to_ascii_lowercase());
        }
    }
    out
}

fn is_placeholder(segment: &str) -> bool {
    let name = name_of(segment);
    segment.starts_with(['{', '<']) || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.$:".contains(&byte))
}
