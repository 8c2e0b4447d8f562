//! Floor 9: `isogloss.yml`: which settings there are, what they mean, and what is wrong with those given. Must not know
//! commands or reports.

pub mod file;
pub mod forms;
mod init;
mod load;
pub mod placed;
pub mod problem;
mod read;
mod resolve;
mod rule_settings;
mod schema;
pub mod show;
pub mod snippets;
mod source;

pub use init::init;
pub use load::{Config, NAMES, find};
pub use problem::Problem;
pub use resolve::normal;
pub use schema::schema;
pub use show::show;
pub use snippets::Snippets;
