//! Databases: connections, catalogue questions, locks and backups, a folder
//! per dialect with the same file names.

pub mod url;

pub use url::{DatabaseUrl, UrlError};
