//! Floor 5: from an HTTP request to sample code. `request` is the one model of what a block documents, `target` a
//! template and its registration, `render` puts the two together, `literals` writes a text as each language does.
//! Must not know rules, configuration files or how a page is written.

pub mod address;
pub mod built_in;
pub mod examples;
pub mod header;
pub mod literal;
pub mod literals;
pub mod render;
pub mod request;
pub mod sdk;
pub mod target;

pub use header::Header;
pub use render::Renderer;
pub use request::Request;
pub use target::{Problem, Target};
