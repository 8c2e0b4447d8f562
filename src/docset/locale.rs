//! Stub until the locale data lands.
#![allow(missing_docs, clippy::unused_self)]
use crate::fact::{ColumnRole, PermissionCell, PermissionRow};
use crate::page::section::Role;
use std::sync::Arc;

#[derive(Debug, Default)]
pub struct Locale(String);
impl Locale {
    pub fn tag(&self) -> &str {
        &self.0
    }
    pub fn role_of_title(&self, _t: &str) -> Option<Role> {
        None
    }
    pub fn column_role(&self, t: &str) -> Option<ColumnRole> {
        match t {
            "Header" => Some(ColumnRole::Header),
            "Type" => Some(ColumnRole::Type),
            "Property" => Some(ColumnRole::Property),
            "Name" => Some(ColumnRole::Name),
            "Return Type" => Some(ColumnRole::ReturnType),
            "Value" => Some(ColumnRole::Value),
            "Member" => Some(ColumnRole::Member),
            "Method" => Some(ColumnRole::Method),
            _ => None,
        }
    }
    pub fn permission_row(&self, _t: &str) -> Option<PermissionRow> {
        None
    }
    pub fn permission_cell(&self, _t: &str) -> Option<PermissionCell> {
        None
    }
    pub fn canonical_header(&self, _t: &str) -> Option<&str> {
        None
    }
}
#[derive(Default)]
pub struct Locales;
impl Locales {
    pub fn built_in() -> Self {
        Self
    }
    pub fn add(&mut self, _p: &str, _t: &str) -> Result<(), String> {
        Ok(())
    }
    pub fn get(&self, tag: &str) -> Arc<Locale> {
        Arc::new(Locale(tag.to_owned()))
    }
}
