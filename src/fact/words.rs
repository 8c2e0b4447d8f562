//! What a locale's words mean, as far as facts need it. The locales' data files answer (floor docset);
//! this floor only asks.

use crate::page::section::Role;

/// What a table's column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ColumnRole {
    /// `Name`.
    Name,
    /// `Property`.
    Property,
    /// `Parameter`.
    Parameter,
    /// `Header`.
    Header,
    /// `Member`.
    Member,
    /// `Relationship`.
    Relationship,
    /// `Attribute`.
    Attribute,
    /// `Method`.
    Method,
    /// `Value`.
    Value,
    /// `Type`.
    Type,
    /// `Return type`.
    ReturnType,
    /// `Description`.
    Description,
    /// `Required`.
    Required,
    /// `Permission type`.
    PermissionType,
    /// `Permissions (from least to most privileged)`.
    Permissions,
}

impl ColumnRole {
    /// Every role.
    pub const ALL: [ColumnRole; 15] = [
        ColumnRole::Name,
        ColumnRole::Property,
        ColumnRole::Parameter,
        ColumnRole::Header,
        ColumnRole::Member,
        ColumnRole::Relationship,
        ColumnRole::Attribute,
        ColumnRole::Method,
        ColumnRole::Value,
        ColumnRole::Type,
        ColumnRole::ReturnType,
        ColumnRole::Description,
        ColumnRole::Required,
        ColumnRole::PermissionType,
        ColumnRole::Permissions,
    ];

    /// As data files write it.
    pub fn name(self) -> &'static str {
        match self {
            ColumnRole::Name => "name",
            ColumnRole::Property => "property",
            ColumnRole::Parameter => "parameter",
            ColumnRole::Header => "header",
            ColumnRole::Member => "member",
            ColumnRole::Relationship => "relationship",
            ColumnRole::Attribute => "attribute",
            ColumnRole::Method => "method",
            ColumnRole::Value => "value",
            ColumnRole::Type => "type",
            ColumnRole::ReturnType => "return-type",
            ColumnRole::Description => "description",
            ColumnRole::Required => "required",
            ColumnRole::PermissionType => "permission-type",
            ColumnRole::Permissions => "permissions",
        }
    }

    /// The role of that name.
    pub fn of_name(name: &str) -> Option<ColumnRole> {
        ColumnRole::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Whom a permission row is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PermissionRow {
    /// Delegated, work or school account.
    DelegatedWork,
    /// Delegated, personal account.
    DelegatedPersonal,
    /// Delegated, both in one row.
    Delegated,
    /// Application.
    Application,
}

impl PermissionRow {
    /// As data files and keys write it.
    pub fn name(self) -> &'static str {
        match self {
            PermissionRow::DelegatedWork => "delegated-work",
            PermissionRow::DelegatedPersonal => "delegated-personal",
            PermissionRow::Delegated => "delegated",
            PermissionRow::Application => "application",
        }
    }
}

/// A permission cell that names no scope.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PermissionCell {
    /// `Not supported.`
    NotSupported,
    /// `None`
    None,
}

/// The words of one locale.
pub trait Words {
    /// The role of a column with this header.
    fn column_role(&self, header: &str) -> Option<ColumnRole>;
    /// The role of a section with this title.
    fn section_role(&self, title: &str) -> Option<Role>;
    /// Whom a permission row with this label is for.
    fn permission_row(&self, label: &str) -> Option<PermissionRow>;
    /// What a permission cell without scopes says.
    fn permission_cell(&self, cell: &str) -> Option<PermissionCell>;
}
