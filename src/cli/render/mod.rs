//! Data to text, one file per kind of data.

pub(crate) mod diagnostic;
pub(crate) mod error;
pub(crate) mod revision;
