//! Where the steps of paths lead, out of the API pages of a docset: the documented paths, and what their responses are
//! said to be. Must not know any language.

use super::routes::{self, Route};
use super::types::{Member, Step, StepKind, TypeKind, TypeRef, Types, bare};
use super::types_read::is_name;
use crate::docset::{DocSet, Member as Page};
use crate::fact::cell::canonical_type;
use crate::fact::table::TableKind;
use crate::page::http::{HttpMessage, RequestLine};
use crate::page::json::NodeKind;
use crate::page::section::Role;
use crate::page::url;
use rayon::prelude::*;

/// What one page documents.
#[derive(Debug, Default)]
struct Api {
    routes: Vec<Route>,
    answers: Vec<(String, String, TypeRef)>,
}

impl Types {
    /// What the pages of `version` say (all pages without one): each page once, in the source locale where that has it.
    pub fn of(docset: &DocSet, version: Option<&str>) -> Types {
        let firsts = docset.groups.iter().filter_map(|group| docset.get(*group.first()?));
        let pages: Vec<&Page> = firsts.filter(|page| version.is_none() || page.version.as_deref() == version).collect();
        let mut types = Types::default();
        types.set_version(version);
        let mut enumerations = Vec::new();
        let read: Vec<_> = pages.par_iter().map(|page| (super::types_read::of_page(page), api(page))).collect();
        let mut apis = Vec::with_capacity(read.len());
        for (found, api) in read {
            enumerations.extend(types.add_found(found));
            apis.push(api);
        }
        types.add_enumerations(enumerations);
        types.add_members_as_steps();
        let mut routes = Vec::new();
        for api in apis {
            for (method, path, gives) in api.answers {
                let gives = types.spelled(gives);
                types.add_answer(&method, &path, gives);
            }
            routes.extend(api.routes);
        }
        for route in &mut routes {
            route.gives = route.gives.take().map(|gives| types.spelled(gives));
        }
        routes::add(&mut types, &routes);
        types
    }

    /// A type by the spelling of its declaration.
    fn spelled(&self, of: TypeRef) -> TypeRef {
        match self.get(&of.name) {
            Some(known) => TypeRef { name: known.name.clone(), many: of.many },
            None => of,
        }
    }

    pub(super) fn add_members_as_steps(&mut self) {
        let names: Vec<String> = self.names().into_iter().map(str::to_owned).collect();
        for name in names {
            let Some(declared) = self.get(&name) else { continue };
            let members: Vec<Member> = declared.members.values().cloned().collect();
            for member in members {
                let of = self.type_of_member(&member, &name);
                let entity = self.get(&of.name).is_some_and(|target| target.kind == TypeKind::Entity);
                let kind = if entity || member.navigation { StepKind::Navigation } else { StepKind::Property };
                let gives = (!of.name.is_empty()).then_some(of);
                let certain = member.navigation;
                self.add_step(&name, false, Step { name: member.name, kind, gives, parameters: Vec::new() }, certain);
            }
        }
    }
}

fn api(page: &Page) -> Api {
    let mut out = Api::default();
    let source = &page.page;
    let text = &source.source.text;
    let mut last: Option<(String, String)> = None;
    let mut first: Option<TypeRef> = None;
    let mut paths: Vec<&RequestLine> = Vec::new();
    for code in &source.code {
        let note = source.note_of(code);
        let is = |kind: &str| note.is_some_and(|note| note.is_of(kind));
        let Some(message) = code.http.as_deref() else { continue };
        if is("request") {
            last = message
                .request()
                .map(|request| (request.line.method.of(text).to_owned(), path_of(text, &request.line)));
        } else if is("response") {
            let Some(mut name) = note.and_then(|note| note.odata_type(text)).map(std::borrow::Cow::into_owned) else {
                last = None;
                continue;
            };
            let note_many = note.and_then(|note| note.flag(text, "isCollection")).unwrap_or(false);
            let json =
                message.response().and_then(|response| response.body.as_ref()).and_then(|body| body.json.as_ref());
            let listed = json.is_some_and(|json| {
                json.member(text, 0, "value").is_some_and(|(_, node)| node.kind == NodeKind::Array)
            });
            let many = note_many || name.trim_start_matches('#').starts_with("Collection(") || listed;
            bare(&name.clone()).clone_into(&mut name);
            // Pages write `String` of every simple value.
            let is_bool = json
                .is_some_and(|json| json.member(text, 0, "value").is_some_and(|(_, node)| node.kind == NodeKind::Bool));
            if is_bool && name.eq_ignore_ascii_case("String") || name.eq_ignore_ascii_case("Edm.Boolean") {
                "Boolean".clone_into(&mut name);
            }
            if !is_name(&name) || name.eq_ignore_ascii_case("none") {
                continue;
            }
            let gives = TypeRef { name, many };
            first.get_or_insert_with(|| gives.clone());
            if let Some((method, path)) = last.take() {
                out.answers.push((method, path, gives));
            }
        } else if matches!(message, HttpMessage::Paths(_))
            || matches!(message, HttpMessage::Request(request) if request.body.is_none())
        {
            paths.extend(message.request_lines());
        }
    }
    let parameters = parameters(page);
    for line in paths {
        let method = line.method.of(text).to_ascii_uppercase();
        let segments = url::path_segments(&path_of(text, line)).map(str::to_owned).collect();
        out.routes.push(Route { method, segments, gives: first.clone(), parameters: parameters.clone() });
    }
    out
}

fn path_of(text: &str, line: &RequestLine) -> String {
    let address = line.url(text);
    let parts = url::parts(&address, crate::text::Span::new(0, address.len()));
    parts.path.of(&address).to_owned()
}

/// The rows of the tables of parameters in the body.
fn parameters(page: &Page) -> Vec<Member> {
    let source = &page.page;
    let mut out: Vec<Member> = Vec::new();
    for (table, info) in source.tables.iter().zip(&page.tables) {
        let wanted = matches!(info.role, Some(Role::RequestBody | Role::FunctionParameters));
        let (TableKind::Names, Some(column), true) = (info.kind, info.type_column(), wanted) else { continue };
        for row in &table.rows {
            let name = source.slice(row.cell(0));
            let name = crate::fact::plain::plain(name.get(crate::fact::cell::core(name)).unwrap_or(name)).into_owned();
            let cell = canonical_type(source.slice(row.cell(column)), &*page.locale);
            let typed = super::types_read::type_name(&cell);
            if is_name(&name) && is_name(&typed) && !out.iter().any(|known| known.name == name) {
                out.push(Member {
                    name,
                    of: TypeRef { name: typed, many: cell.starts_with("Collection(") },
                    navigation: false,
                    link: None,
                });
            }
        }
    }
    out
}
