//! One migration chain for two legacy systems.
//!
//! [`import`] fills the [`chain`] from legacy sources; [`plan`] decides,
//! without a database, what to run; [`run`] runs it on the [`database`]s and
//! keeps the [`ledger`]s. [`cli`] is the terminal around it.

// Runs hold locks on folders, and make names durable, as Unix systems can.
#[cfg(not(unix))]
compile_error!("bridge needs a Unix system; on Windows, build and run it in WSL");

pub mod authoring;
pub mod backups;
pub mod catalogue;
pub mod chain;
pub mod cli;
pub mod config;
pub mod cutover;
pub mod database;
pub mod doctor;
pub mod exit;
mod failpoint;
pub mod import;
pub mod inference;
pub mod ledger;
pub mod plan;
pub mod run;
pub mod sample;
pub mod status;
pub mod verify;
pub mod workspace;
