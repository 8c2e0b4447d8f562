//! The style `sdk`: samples that call the client libraries of a service, as the official samples of Microsoft Graph do,
//! in five languages. Needs types, which come out of the docset's own pages or from metadata. Must not know templates.

mod body;
pub mod language;
mod path;
mod paths_read;
mod query;
mod routes;
pub mod types;
mod types_read;

mod call;
mod csharp;
mod csharp_value;
mod java;
mod java_value;
mod javascript;
mod javascript_body;
mod metadata;
mod naming;
mod objc;
mod official_date;
mod powershell;
mod powershell_modules;
mod powershell_names;

pub use language::{LANGUAGES, Language, render};
pub use types::Types;
