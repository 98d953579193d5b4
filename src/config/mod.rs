//! `bridge.toml`, the environment it names, and `bridge init`.

mod discover;
mod file;
mod legacy_urls;
mod list_ledger;
mod number;
mod resolve;
mod sections;
mod service;
mod unnamed;

pub(crate) use discover::is_alembic;
pub use discover::{Discovery, discover, render, sources};
pub use file::{
    Backup, ChainFolder, Config, ConfigError, Database, Lane, Legacy, Order, Run, Source,
    SourceKind, UrlSetting,
};
pub use resolve::{Environment, Resolved, ResolvedDatabase};
pub use service::completed as completed_url;
pub use unnamed::{script_locations, unnamed_locations};

/// The file's name.
pub const FILE_NAME: &str = "bridge.toml";
