//! What can be done about the findings at the cursor: their fixes, all fixes of one kind, all safe fixes, and suppression.

use super::fix_all;
use super::server::Server;
use super::suppress;
use crate::docset::PageId;
use crate::engine::Diagnostic as Found;
use crate::engine::fix::{self, Choice};
use crate::rule::{Fix, Safety};
use crate::text::{Edit, Span};
use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Diagnostic, Uri};
use serde_json::{Value, json};

/// Findings that overlap the range asked about, and are dealt with one by one; a whole page may be selected.
const MOST: usize = 20;

/// The actions that are offered.
pub(super) fn of(server: &mut Server, params: &CodeActionParams) -> Vec<CodeAction> {
    let uri = &params.text_document.uri;
    let Some((at, id)) = server.home_of(uri) else { return Vec::new() };
    let Some(found) = server.found.get(&uri.0) else { return Vec::new() };
    let sent = server.sent.get(&uri.0).map_or(&[][..], Vec::as_slice);
    let Some(docs) = server.docs(at) else { return Vec::new() };
    let Some(span) = server.desk(docs).view(id).map(|view| view.span(params.range)) else { return Vec::new() };
    let only = params.context.only.as_deref();
    let wants = |kind: &str| {
        only.is_none_or(|only| {
            only.iter().any(|asked| {
                let asked = asked.to_string();
                asked.is_empty() || kind == asked || kind.starts_with(&format!("{asked}."))
            })
        })
    };
    let mut drafts: Vec<Draft> = Vec::new();
    if wants("quickfix") {
        let here = found.iter().zip(sent).filter(|(item, _)| touches(item.finding.span, span)).take(MOST);
        let here: Vec<(&Found, &Diagnostic)> = here.collect();
        drafts.extend(here.iter().filter_map(|(item, sent)| one(item, sent)));
        drafts.extend(all_of_kind(docs.docset().get(id).map_or("", |page| page.page.source.file_text()), found, &here));
    }
    let here = found.iter().zip(sent).filter(|(item, _)| touches(item.finding.span, span));
    let suppressed: Vec<(Found, Diagnostic)> =
        if wants("quickfix") { here.map(|(item, sent)| (copy(item), sent.clone())).collect() } else { Vec::new() };
    let has_safe = found.iter().any(|item| Choice::default().of(item).is_some());
    let wants_all = has_safe && wants(fix_all::KIND);
    // Trying out what these do takes longer than all else: it can wait until one is chosen.
    let is_lazy = server.client.lazy && only.is_none();
    let version = server.documents.get(&uri.0).map_or(0, |document| document.version);
    let later = |what: Value| json!({ "uri": uri, "version": version, "what": what });
    let Some(docs) = server.spaces.get_mut(at).and_then(|space| space.docs.as_mut()) else { return Vec::new() };
    for (item, sent) in suppressed.into_iter().take(suppress::MOST) {
        let what = json!({ "rule": item.rule.id, "start": item.finding.span.start, "end": item.finding.span.end });
        let edits = if is_lazy { Vec::new() } else { suppress::of(docs, id, &item).unwrap_or_default() };
        drafts.push(Draft {
            title: format!("Suppress {} here", item.rule.id),
            kind: CodeActionKind::QuickFix,
            edits,
            diagnostics: vec![sent],
            is_preferred: false,
            data: is_lazy.then(|| later(what)),
        });
    }
    if wants_all {
        drafts.push(Draft {
            title: "Apply all safe fixes of Isogloss in this file".to_owned(),
            kind: fix_all::kind(),
            edits: if is_lazy { Vec::new() } else { fix_all::of(docs, id).unwrap_or_default() },
            diagnostics: Vec::new(),
            is_preferred: false,
            data: is_lazy.then(|| later(Value::Null)),
        });
    }
    drafts.retain(|draft| draft.data.is_some() || !draft.edits.is_empty());
    finish(server, at, id, drafts)
}

/// An action with its edits, which the client asks for once it is chosen. The error is for people.
pub(super) fn resolve(server: &mut Server, mut action: CodeAction) -> Result<CodeAction, String> {
    let Some(data) = action.data.clone() else { return Ok(action) };
    let uri = data.get("uri").and_then(Value::as_str).unwrap_or("").to_owned();
    let version = server.documents.get(&uri).map(|document| i64::from(document.version));
    if version.is_none() || data.get("version").and_then(Value::as_i64) != version {
        return Err("the text has changed since: ask again".to_owned());
    }
    server.settle(&uri);
    let (at, id) = server.home_of(&Uri(uri.clone())).ok_or("the page is no longer there")?;
    let number = |key: &str| data.pointer(key).and_then(Value::as_u64);
    let is_it = |item: &&Found| {
        let span = item.finding.span;
        data.pointer("/what/rule").and_then(Value::as_str) == Some(item.rule.id)
            && number("/what/start") == Some(u64::from(span.start))
            && number("/what/end") == Some(u64::from(span.end))
    };
    let item = server.found.get(&uri).and_then(|found| found.iter().find(is_it)).map(copy);
    let docs = server.spaces.get_mut(at).and_then(|space| space.docs.as_mut()).ok_or("the page is no longer there")?;
    let edits = match item {
        Some(item) => {
            suppress::of(docs, id, &item).ok_or("no comment suppresses this; set the rule in isogloss.yml")?
        }
        None if data.get("what") == Some(&Value::Null) => fix_all::of(docs, id).ok_or("there is nothing to fix")?,
        None => return Err("this is no longer found here".to_owned()),
    };
    let docs = server.docs(at).ok_or("the page is no longer there")?;
    action.edit = Some(server.desk(docs).workspace_edit(vec![(id, edits)]));
    Ok(action)
}

/// An action before its edits are written as the client takes them.
struct Draft {
    title: String,
    kind: CodeActionKind,
    edits: Vec<Edit>,
    diagnostics: Vec<Diagnostic>,
    is_preferred: bool,
    /// What the edits are made from once the action is chosen.
    data: Option<Value>,
}

fn finish(server: &Server, at: usize, id: PageId, drafts: Vec<Draft>) -> Vec<CodeAction> {
    let Some(docs) = server.docs(at) else { return Vec::new() };
    let desk = server.desk(docs);
    let action = |draft: Draft| CodeAction {
        title: draft.title,
        kind: Some(draft.kind),
        diagnostics: (!draft.diagnostics.is_empty()).then_some(draft.diagnostics),
        is_preferred: draft.is_preferred.then_some(true),
        edit: draft.data.is_none().then(|| desk.workspace_edit(vec![(id, draft.edits)])),
        data: draft.data,
        ..CodeAction::default()
    };
    drafts.into_iter().map(action).collect()
}

/// The fix of one finding.
fn one(item: &Found, sent: &Diagnostic) -> Option<Draft> {
    let fix = Choice { with_unsafe: true, ..Choice::default() }.of(item)?;
    let is_safe = fix.safety == Safety::Safe;
    let what = item.finding.expected.as_deref().filter(|value| value.len() <= 60 && !value.contains('\n'));
    let what = what.map_or_else(String::new, |value| format!(": {value}"));
    let look = if is_safe { "" } else { " (look at what it does)" };
    Some(Draft {
        title: format!("{}{what}{look}", capital(&fix.title)),
        kind: CodeActionKind::QuickFix,
        edits: fix.edits.clone(),
        diagnostics: vec![sent.clone()],
        is_preferred: is_safe,
        data: None,
    })
}

/// For each rule of the findings here that has more fixes in the file: all of them.
fn all_of_kind(text: &str, found: &[Found], here: &[(&Found, &Diagnostic)]) -> Vec<Draft> {
    let mut rules: Vec<&str> = Vec::new();
    for (item, _) in here {
        if item.finding.fix.is_some() && !rules.contains(&item.rule.id) {
            rules.push(item.rule.id);
        }
    }
    let of_rule = |rule: &str| {
        let choice = Choice { with_unsafe: true, ..Choice::default() };
        let mut fixes: Vec<&Fix> =
            found.iter().filter(|item| item.rule.id == rule).filter_map(|item| choice.of(item)).collect();
        if fixes.len() < 2 {
            return None;
        }
        fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
        let is_safe = fixes.iter().all(|fix| fix.safety == Safety::Safe);
        let (_, taken) = fix::apply_to(text, &fixes);
        let taken = fixes.iter().zip(taken).filter(|(_, is_taken)| *is_taken);
        let mut edits: Vec<Edit> = taken.flat_map(|(fix, _)| fix.edits.clone()).collect();
        edits.sort();
        edits.dedup();
        let look = if is_safe { "" } else { " (look at what it does)" };
        Some(Draft {
            title: format!("Fix all {rule} in this file{look}"),
            kind: CodeActionKind::QuickFix,
            edits,
            diagnostics: here
                .iter()
                .filter(|(item, _)| item.rule.id == rule)
                .map(|(_, sent)| (*sent).clone())
                .collect(),
            is_preferred: false,
            data: None,
        })
    };
    rules.into_iter().filter_map(of_rule).collect()
}

fn touches(finding: Span, asked: Span) -> bool {
    finding.start <= asked.end && asked.start <= finding.end
}

fn copy(item: &Found) -> Found {
    Found { rule: item.rule, severity: item.severity, page: item.page, finding: item.finding.clone() }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
