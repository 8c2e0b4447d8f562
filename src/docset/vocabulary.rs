//! The locale's words, as the fact floor asks for them.

use super::locale::Locale;
use crate::fact::{ColumnRole, PermissionCell, PermissionRow, Words};
use crate::page::section::Role;

impl Words for Locale {
    fn column_role(&self, header: &str) -> Option<ColumnRole> {
        Locale::column_role(self, header)
    }

    fn section_role(&self, title: &str) -> Option<Role> {
        self.role_of_title(title)
    }

    fn permission_row(&self, label: &str) -> Option<PermissionRow> {
        Locale::permission_row(self, label)
    }

    fn permission_cell(&self, cell: &str) -> Option<PermissionCell> {
        Locale::permission_cell(self, cell)
    }

    fn canonical_header(&self, name: &str) -> Option<&str> {
        Locale::canonical_header(self, name)
    }

    fn canonical_type(&self, name: &str) -> Option<&str> {
        Locale::canonical_type(self, name)
    }

    fn collection_element<'t>(&self, cell: &'t str) -> Option<&'t str> {
        Locale::collection_element(self, cell)
    }

    fn canonical_scheme(&self, word: &str) -> Option<&str> {
        Locale::canonical_scheme(self, word)
    }

    fn canonical_placeholder(&self, word: &str) -> Option<&str> {
        Locale::canonical_placeholder(self, word)
    }
}
