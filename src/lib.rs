//! Isogloss reads multilingual API documentation, finds where the translations of one page stop
//! saying the same thing, and says why.
//!
//! The modules are floors: each one uses only those above it in this list, never those below it
//! (`tests/architecture.rs` checks every `use crate::` line).

pub mod text;

pub mod page;

pub mod fact;

pub mod docset;

pub mod drift;

pub mod snippet;

pub mod sync;

pub mod rule;

pub mod rules;

pub mod engine;

pub mod config;

pub mod report;

pub mod lsp;

pub mod cli;
