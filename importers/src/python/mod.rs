//! An interpreter of the Python that migration files use.
//!
//! [`syntax`] wraps Ruff's parser; [`value`] holds the values; [`native`] is
//! how Rust code offers modules, functions and objects to Python code;
//! [`interpreter`] walks the tree. It knows nothing of SQLAlchemy or Alembic.
//!
//! A condition on the live catalogue is a value like any other
//! ([`value::Value::Test`]). Where control flow depends on one, both sides
//! are executed and recorded ([`crate::record`]).

pub mod interpreter;
pub mod native;
pub mod syntax;
pub mod value;
