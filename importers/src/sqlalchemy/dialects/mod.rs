//! `sqlalchemy.dialects.*`: the types that one database alone has.

pub(crate) mod foreign;
pub(crate) mod mysql;
pub(crate) mod postgresql;
pub(crate) mod sqlite;
