//! One file per verb (or per family of verbs that share their work).

pub(crate) mod backup;
pub(crate) mod baseline;
pub(crate) mod completions;
pub(crate) mod cutover;
pub(crate) mod doctor;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod infer;
pub(crate) mod init;
pub(crate) mod repair;
pub(crate) mod revision;
pub(crate) mod run;
pub(crate) mod sample;
pub(crate) mod status;
pub(crate) mod verify;
