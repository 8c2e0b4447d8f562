//! The language server as an editor meets it: the real program over standard input and output.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::items_after_statements
)]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/pages.rs"]
mod pages;

#[path = "lsp/actions.rs"]
mod actions;
#[path = "lsp/files.rs"]
mod files;
#[path = "lsp/hostile.rs"]
mod hostile;
#[path = "lsp/places.rs"]
mod places;
#[path = "lsp/properties.rs"]
mod properties;
#[path = "lsp/session.rs"]
mod session;
