//! What a table is: from the section it stands in and the words of its header row.

use super::plain::plain;
use super::words::{ColumnRole, Words};
use crate::page::Page;
use crate::page::section::{Role, Section};
use crate::page::table::Table;
use smallvec::SmallVec;

/// What the rows of a table are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TableKind {
    /// Permission types and scopes.
    Permissions,
    /// HTTP headers.
    Headers,
    /// Parameters, properties, relationships, members: rows that have a name.
    Names,
    /// Methods of a resource: the first column is a link in words.
    Methods,
    /// Anything else.
    #[default]
    Other,
}

/// A table with what its place and header tell.
#[derive(Clone, Debug, Default)]
pub struct TableInfo {
    /// What its rows are.
    pub kind: TableKind,
    /// The role of each column; `None` where neither words nor place tell.
    pub columns: Columns,
    /// Index in `Page::sections`.
    pub section: u32,
    /// The section's role.
    pub role: Option<Role>,
}

impl TableInfo {
    /// Index of the first column that holds a type.
    pub fn type_column(&self) -> Option<usize> {
        self.columns.iter().position(|role| matches!(role, Some(ColumnRole::Type | ColumnRole::ReturnType)))
    }

    /// The role of the column at `index`.
    pub fn column(&self, index: usize) -> Option<ColumnRole> {
        self.columns.get(index).copied().flatten()
    }

    /// Whether the cells of the first column are names.
    pub fn has_names(&self) -> bool {
        matches!(self.kind, TableKind::Headers | TableKind::Names)
    }
}

/// The roles of a table's columns: in nearly every table they need no memory of their own.
pub type Columns = SmallVec<[Option<ColumnRole>; 16]>;

/// What each table of the page is, in the order of `Page::tables`.
pub fn tables(page: &Page, words: &dyn Words) -> Box<[TableInfo]> {
    let roles = if page.tables.len() > FEW { section_roles(page, words) } else { Vec::new() };
    page.tables.iter().map(|table| info(page, table, &roles, words)).collect()
}

/// So many times the headings above are looked at again; for more, the roles of all are read once.
pub const FEW: usize = 32;

fn info(page: &Page, table: &Table, roles: &[Option<Role>], words: &dyn Words) -> TableInfo {
    let section = page.section_index(table.span.start);
    // A table under an example's heading or a sub-heading belongs to the role above it.
    let role = roles.get(section).map_or_else(|| section_role(page, section, words), |role| *role);
    let columns: Columns = table.header.cells.iter().map(|cell| words.column_role(page.slice(*cell))).collect();
    let is_matrix =
        role == Some(Role::Permissions) && columns.len() > 2 && has_a_column_for_each_caller(page, table, words);
    let kind = if is_matrix { TableKind::Permissions } else { kind(role, &columns) };
    TableInfo { kind, columns, section: section as u32, role }
}

/// Whether the table has a row for each resource, and in it the scopes of each kind of caller.
fn has_a_column_for_each_caller(page: &Page, table: &Table, words: &dyn Words) -> bool {
    table.header.cells.iter().skip(1).all(|cell| words.permission_row(&plain(page.slice(*cell))).is_some())
}

/// The role of the section at `index`, or else of the nearest heading above it of a higher level that has one.
pub fn section_role(page: &Page, index: usize, words: &dyn Words) -> Option<Role> {
    let mut level = u8::MAX;
    for section in page.sections.get(..=index)?.iter().rev() {
        if section.level == 0 || section.level >= level || section.is_tab {
            continue;
        }
        let role = own_role(page, section, words);
        if role.is_some() || section.level <= 2 {
            return role;
        }
        level = section.level;
    }
    None
}

/// [`section_role`] of every section.
pub fn section_roles(page: &Page, words: &dyn Words) -> Vec<Option<Role>> {
    let mut roles: Vec<Option<Role>> = Vec::with_capacity(page.sections.len());
    // The headings above, each with its level and role.
    let mut above: Vec<(u8, Option<Role>)> = Vec::new();
    for section in &page.sections {
        if section.level == 0 || section.is_tab {
            roles.push(roles.last().copied().flatten());
            continue;
        }
        while above.pop_if(|(level, _)| *level >= section.level).is_some() {}
        let own = own_role(page, section, words);
        let role = own.or_else(|| above.last().filter(|_| section.level > 2).and_then(|(_, role)| *role));
        above.push((section.level, role));
        roles.push(role);
    }
    roles
}

/// The role that a section's own heading gives it.
fn own_role(page: &Page, section: &Section, words: &dyn Words) -> Option<Role> {
    let by_title = || {
        let example = section.level > 2;
        words.section_role(page.slice(section.title)).filter(|role| !(example && *role == Role::Response))
    };
    section.role.or_else(|| if section.anchor().is_none() { by_title() } else { None })
}

fn kind(role: Option<Role>, columns: &[Option<ColumnRole>]) -> TableKind {
    let first = columns.first().copied().flatten();
    let has = |role: ColumnRole| columns.contains(&Some(role));
    match first {
        Some(ColumnRole::PermissionType) => return TableKind::Permissions,
        Some(ColumnRole::Method) => return TableKind::Methods,
        Some(ColumnRole::Header) if role != Some(Role::Permissions) => return TableKind::Headers,
        // `Common properties` below `Methods` is still a table of properties.
        Some(ColumnRole::Property | ColumnRole::Parameter | ColumnRole::Member | ColumnRole::Relationship)
            if role == Some(Role::Methods) =>
        {
            return TableKind::Names;
        }
        _ => {}
    }
    match role {
        Some(Role::Permissions) if columns.len() == 2 => TableKind::Permissions,
        Some(Role::RequestHeaders) => TableKind::Headers,
        Some(Role::Methods) => TableKind::Methods,
        Some(
            Role::RequestBody
            | Role::Properties
            | Role::Relationships
            | Role::FunctionParameters
            | Role::PathParameters
            | Role::QueryParameters
            | Role::Members,
        ) => TableKind::Names,
        _ => match first {
            Some(ColumnRole::Property | ColumnRole::Parameter | ColumnRole::Member | ColumnRole::Relationship) => {
                TableKind::Names
            }
            Some(ColumnRole::Name | ColumnRole::Attribute) if has(ColumnRole::Type) => TableKind::Names,
            _ => TableKind::Other,
        },
    }
}
