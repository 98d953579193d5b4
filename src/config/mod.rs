//! `bridge.toml`, the environment it names, and `bridge init`.

mod discover;
mod file;
mod resolve;

pub use discover::{Discovery, discover, render};
pub use file::{
    Backup, ChainFolder, Config, ConfigError, Database, Lane, Legacy, Order, Run, Source,
    SourceKind, UrlSetting,
};
pub use resolve::{Environment, Resolved, ResolvedDatabase};

/// The file's name.
pub const FILE_NAME: &str = "bridge.toml";
