//! What a locale's words mean, as far as facts need it. The locales' data files answer (floor docset);
//! this floor only asks.

use crate::page::section::Role;

/// What a table column holds. Named after the column headers of the 23,857 tables of July 2021.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ColumnRole {
    /// The name of whatever the section lists.
    Name,
    /// A data type.
    Type,
    /// Prose.
    Description,
    /// A value: of a header, of an enumeration member.
    Value,
    /// The name of a property.
    Property,
    /// The name of a parameter.
    Parameter,
    /// The name of an HTTP header.
    Header,
    /// The name of an enumeration member.
    Member,
    /// The name of a method, mostly a link to its page.
    Method,
    /// The type a method returns.
    ReturnType,
    /// Which kind of caller a permission row is about.
    PermissionType,
    /// Permission scopes.
    Permissions,
    /// The name of an attribute.
    Attribute,
    /// The name of a relationship.
    Relationship,
    /// Whether something must be given.
    Required,
    /// What a row of a permission table of several resources is about.
    Resource,
    /// The name of a function.
    Function,
}

impl ColumnRole {
    /// Every role, for listings.
    pub const ALL: [ColumnRole; 17] = [
        ColumnRole::Name,
        ColumnRole::Type,
        ColumnRole::Description,
        ColumnRole::Value,
        ColumnRole::Property,
        ColumnRole::Parameter,
        ColumnRole::Header,
        ColumnRole::Member,
        ColumnRole::Method,
        ColumnRole::ReturnType,
        ColumnRole::PermissionType,
        ColumnRole::Permissions,
        ColumnRole::Attribute,
        ColumnRole::Relationship,
        ColumnRole::Required,
        ColumnRole::Resource,
        ColumnRole::Function,
    ];

    /// The role's name as locale files and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            ColumnRole::Name => "name",
            ColumnRole::Type => "type",
            ColumnRole::Description => "description",
            ColumnRole::Value => "value",
            ColumnRole::Property => "property",
            ColumnRole::Parameter => "parameter",
            ColumnRole::Header => "header",
            ColumnRole::Member => "member",
            ColumnRole::Method => "method",
            ColumnRole::ReturnType => "return-type",
            ColumnRole::PermissionType => "permission-type",
            ColumnRole::Permissions => "permissions",
            ColumnRole::Attribute => "attribute",
            ColumnRole::Relationship => "relationship",
            ColumnRole::Required => "required",
            ColumnRole::Resource => "resource",
            ColumnRole::Function => "function",
        }
    }

    /// The role with that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// The kind of caller a row of a permission table is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PermissionRow {
    /// On behalf of a person with a work or school account.
    DelegatedWork,
    /// On behalf of a person with a personal account.
    DelegatedPersonal,
    /// On behalf of a person, whatever the account.
    Delegated,
    /// By itself.
    Application,
}

impl PermissionRow {
    /// Every row, for listings.
    pub const ALL: [PermissionRow; 4] = [
        PermissionRow::DelegatedWork,
        PermissionRow::DelegatedPersonal,
        PermissionRow::Delegated,
        PermissionRow::Application,
    ];

    /// The row's name as locale files and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            PermissionRow::DelegatedWork => "delegated_work",
            PermissionRow::DelegatedPersonal => "delegated_personal",
            PermissionRow::Delegated => "delegated",
            PermissionRow::Application => "application",
        }
    }

    /// The row with that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|row| row.name() == name)
    }
}

/// What a permission cell says when it names no scope.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PermissionCell {
    /// Such a caller cannot call this.
    NotSupported,
    /// Such a caller needs no permission.
    None,
}

impl PermissionCell {
    /// Every cell, for listings.
    pub const ALL: [PermissionCell; 2] = [PermissionCell::NotSupported, PermissionCell::None];

    /// The cell's name as locale files and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            PermissionCell::NotSupported => "not_supported",
            PermissionCell::None => "none",
        }
    }

    /// The cell with that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cell| cell.name() == name)
    }
}

/// Whether something must be given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Requirement {
    /// It must be given.
    Required,
    /// It may be left out.
    Optional,
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
    /// The header of which `name` is a translation.
    fn canonical_header(&self, name: &str) -> Option<&str>;
    /// The type of which `name` is a translation.
    fn canonical_type(&self, name: &str) -> Option<&str>;
    /// What there are several of, when a type cell says that there are several.
    fn collection_element<'t>(&self, cell: &'t str) -> Option<&'t str>;
    /// The authentication scheme of which `word` is a translation.
    fn canonical_scheme(&self, word: &str) -> Option<&str>;
    /// The placeholder of which `word` is a translation.
    fn canonical_placeholder(&self, word: &str) -> Option<&str>;
}
