//! Floor 5: from an HTTP request to sample code. `request` is the one model of what a block documents, `target` a
//! template and its registration, `render` puts the two together, `literals` writes a text as each language does. `plan` says
//! what is to be written for a docset.
//! Must not know rules, configuration files or how a page is written.

pub mod address;
pub mod built_in;
pub mod choose;
pub mod choose_sdk;
pub mod container;
pub mod examples;
pub mod group;
pub mod header;
pub mod literal;
pub mod literals;
pub mod names;
pub mod new_group;
pub mod output;
pub mod plan;
pub mod reading;
pub mod render;
pub mod request;
pub mod same_call;
pub mod sample_file;
pub mod sdk;
pub mod site;
pub mod tab;
pub mod tab_edit;
pub mod tab_order;
pub mod target;
pub mod unused;

pub use header::Header;
pub use render::Renderer;
pub use request::Request;
pub use target::{Problem, Target};
