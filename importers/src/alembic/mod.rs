//! Alembic: the project (`alembic.ini`, `env.py`, `versions/*.py`), its graph and order, and what `op.*` means.

pub mod configuration;
mod constant;
pub mod convert;
mod docstring;
pub mod env;
mod env_metadata;
mod env_options;
mod env_scope;
mod env_spread;
pub mod graph;
mod graph_error;
mod header;
mod header_run;
mod heads;
pub mod ini;
mod ini_file;
mod loaded;
pub(crate) mod op;
mod operations;
mod order;
mod outside;
pub(crate) mod program;
pub mod project;
mod pyproject;
pub mod rewrites;
mod secret;
pub mod surroundings;
mod unheeded;

pub use docstring::Created;
pub use header::HeaderSpans;
