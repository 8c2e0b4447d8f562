//! The name cells of a property table are keys of the resource's JSON on the same page.
//!
//! ## Why
//!
//! The table and the JSON block describe one object. A name that stands in the table only, where the JSON has one
//! much like it, is mistyped, out of date or translated; a name with a space or a letter outside ASCII is never right.
//!
//! Names that the JSON lacks altogether are not reported: many pages show some of the properties only.
//! A translation whose source is known is compared with the source instead.
//!
//! ## Bad
//!
//! ````md
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | id | String | The identifier. |
//! | receivedDate | DateTimeOffset | When the message came. |
//!
//! ## JSON representation
//!
//! <!-- { "blockType": "resource", "@odata.type": "contoso.voicemail" } -->
//! ```json
//! {
//!   "id": "String",
//!   "receivedDateTime": "String (timestamp)"
//! }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | id | String | The identifier. |
//! | receivedDateTime | DateTimeOffset | When the message came. |
//!
//! ## JSON representation
//!
//! <!-- { "blockType": "resource", "@odata.type": "contoso.voicemail" } -->
//! ```json
//! {
//!   "id": "String",
//!   "receivedDateTime": "String (timestamp)"
//! }
//! ```
//! ````

use crate::fact::plain::plain;
use crate::fact::{ColumnRole, FactKind, TableKind, cell, token};
use crate::page::json::{self, NodeKind};
use crate::page::section::Role;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::nearest::nearest;
use foldhash::HashMap;
use std::borrow::Cow;

/// The rule.
pub static RULE: Rule = Rule {
    id: "property-table-mismatch",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("property_table_mismatch.rs"),
    checks: &[Check::Page(own), Check::Unpaired(check)],
};

/// Pages that are no translation; the translations come through [`Check::Unpaired`].
fn own(context: &PageContext<'_>, out: &mut Findings) {
    if !context.is_translation() {
        check(context, out);
    }
}

/// Beyond this a page is made to be slow; real ones need some hundreds.
const MOST_COMPARISONS: usize = 100_000;

/// The longest run of rows without a key that is lined up with the JSON.
const LONGEST_GAP: usize = 4;

struct Row<'a> {
    cell: Span,
    name: Cow<'a, str>,
    /// Index of the key it names.
    key: Option<usize>,
}

struct Key<'a> {
    name: Cow<'a, str>,
    span: Span,
    claimed: bool,
}

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let is_property_table =
        |kind: TableKind, role: Option<Role>| kind == TableKind::Names && matches!(role, Some(Role::Properties));
    if !context.member.tables.iter().any(|info| is_property_table(info.kind, info.role)) {
        return;
    }
    let mut keys = keys(context);
    if keys.is_empty() {
        return;
    }
    let by_name: HashMap<Cow<'_, str>, usize> =
        keys.iter().enumerate().map(|(at, key)| (key.name.clone(), at)).collect();
    let mut rows = Vec::new();
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Names {
            continue;
        }
        let first = rows.len();
        for row in &table.rows {
            let cell = row.cell(0);
            let name = without_remark(plain(page.slice(cell)));
            let key = by_name.get(&*name).copied();
            if let Some(key) = key.and_then(|at| keys.get_mut(at)) {
                key.claimed = true;
            }
            // Other tables only claim: relationships are not in the JSON, as a rule.
            // A row with nothing but a name is a heading within the table.
            let is_empty = |cell: &str| !cell::is_bare(cell) && plain(cell).trim().is_empty();
            let is_heading = || row.cells.iter().skip(1).all(|cell| is_empty(page.slice(*cell)));
            if is_property_table(info.kind, info.role) && !name.is_empty() && !is_heading() {
                rows.push(Row { cell, name, key });
            }
        }
        // A further table of the section may be about something else.
        let names = matches!(info.column(0), Some(ColumnRole::Property | ColumnRole::Name));
        if !names && rows.iter().skip(first).all(|row| row.key.is_none()) {
            rows.truncate(first);
        }
    }
    let free = keys.iter().filter(|key| !key.claimed).count();
    if free * rows.iter().filter(|row| row.key.is_none()).count() > MOST_COMPARISONS {
        return;
    }
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).filter(|row| row.key.is_none()) else { continue };
        let foreign = !token::is_identifier(&row.name);
        let free = || keys.iter().filter(|key| !key.claimed).map(|key| &*key.name);
        let like = nearest(&row.name, free());
        let near = like.or_else(|| in_place(&rows, at, &keys).filter(|_| foreign)).map(str::to_owned);
        match near {
            Some(near) => {
                let span = keys.iter().find(|key| key.name == near).map_or(row.cell, |key| key.span);
                report(row, &near, span, out);
            }
            None if foreign && !row.name.is_ascii() => {
                out.report(row.cell, format!("`{}` is no property of the page's JSON", row.name))
                    .found(&*row.name)
                    .likely()
                    .help("write the property's name as the JSON has it");
            }
            None => {}
        }
    }
}

/// Both may be wrong, and so may the source that nobody has: what is only likely is for a person to decide.
fn report(row: &Row<'_>, near: &str, key: Span, out: &mut Findings) {
    let place = if key.start < row.cell.start { "above" } else { "below" };
    out.report(row.cell, format!("`{}` is not in the JSON {place}, which has `{near}`", row.name))
        .found(&*row.name)
        .expected(near)
        .fact(FactKind::Name, near)
        .likely()
        .because(key, "the key")
        .help(format!("write `{near}` in both places, or what is right"))
        .replace(Safety::Unsafe, "write the name as the JSON has it", row.cell, near);
}

/// The key in the place of the row at `at`, when table and JSON are in one order: between the nearest rows that name a key
/// there are as many rows as free keys.
fn in_place<'a>(rows: &[Row<'_>], at: usize, keys: &'a [Key<'_>]) -> Option<&'a str> {
    let above = rows.get(..at)?.iter().rev().take(LONGEST_GAP).position(|row| row.key.is_some());
    let below = rows.get(at + 1..)?.iter().take(LONGEST_GAP).position(|row| row.key.is_some());
    let (before, first) = match above {
        Some(steps) => (rows.get(at.checked_sub(steps + 1)?)?.key? + 1, steps),
        None if at < LONGEST_GAP => (0, at),
        None => return None,
    };
    let (after, last) = match below {
        Some(steps) => (rows.get(at + 1 + steps)?.key?, steps),
        None if rows.len() - at <= LONGEST_GAP => (keys.len(), rows.len() - at - 1),
        None => return None,
    };
    let free = || keys.get(before..after).into_iter().flatten().filter(|key| !key.claimed);
    (free().count() == first + 1 + last).then(|| free().nth(first).map(|key| &*key.name)).flatten()
}

/// The top-level keys of the page's resource blocks.
fn keys<'a>(context: &PageContext<'a>) -> Vec<Key<'a>> {
    let page = context.page();
    let text = &page.source.text;
    let mut keys = Vec::new();
    for code in &page.code {
        let Some(json) = code.json.as_deref() else { continue };
        let note = page.note_of(code);
        if !note.is_some_and(|note| note.is_of("resource")) {
            continue;
        }
        if json.root().is_none_or(|root| root.kind != NodeKind::Object) {
            continue;
        }
        let members = json.children(0).filter_map(|(_, node)| Some((node.key()?, trimmed(json::key(text, node)))));
        // `@odata.type` and its kin are in no table.
        keys.extend(members.map(|(span, name)| Key { claimed: name.contains('@'), name, span }));
    }
    keys
}

/// `summary (deprecated)` names `summary`.
fn without_remark(name: Cow<'_, str>) -> Cow<'_, str> {
    let kept = name.find('(').and_then(|at| name.get(..at)).map(str::trim_end);
    match kept.filter(|kept| token::is_identifier(kept) && name.ends_with(')')) {
        Some(kept) => Cow::Owned(kept.to_owned()),
        None => name,
    }
}

/// White space within the quotes of a key is another fault, not the table's.
fn trimmed(key: Cow<'_, str>) -> Cow<'_, str> {
    if key.trim().len() == key.len() { key } else { Cow::Owned(key.trim().to_owned()) }
}
