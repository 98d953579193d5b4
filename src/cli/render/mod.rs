//! Data to text, one file per kind of data.

pub(crate) mod backup;
pub(crate) mod cutover;
pub(crate) mod diagnostic;
pub(crate) mod doctor;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod import;
pub(crate) mod inference;
pub(crate) mod loss;
pub(crate) mod plan;
pub(crate) mod repair;
pub(crate) mod report;
pub(crate) mod revision;
pub(crate) mod status;
pub(crate) mod verify;
