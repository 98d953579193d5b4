//! An interpreter of the Python that migration files use.
//!
//! [`syntax`] wraps Ruff's parser; [`value`] holds the values; [`native`] is
//! how Rust code offers modules, functions and objects to Python code;
//! [`interpreter`] walks the tree. It knows nothing of SQLAlchemy or Alembic.
//!
//! A condition on the live catalogue is a value like any other
//! ([`value::Value::Test`]). Where control flow depends on one, both sides
//! are executed and recorded ([`crate::record`]).

mod args;
mod attribute;
pub(crate) mod builtins;
mod call;
mod characters;
pub(crate) mod class_name;
mod compare;
mod cycles;
pub(crate) mod descriptor;
pub mod dict;
pub(crate) mod evaluate;
mod exceptions;
mod failure;
mod format;
mod hashed;
mod integer;
pub mod interpreter;
mod isinstance;
pub(crate) mod iterate;
mod key;
mod known;
mod known_objects;
mod letters;
mod limits;
mod live;
mod methods;
mod module_state;
mod modules;
mod namespaces;
pub mod native;
mod object_methods;
mod partial;
pub mod scope;
pub(crate) mod slice;
mod slots;
pub mod stdlib;
pub mod syntax;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod truth;
pub mod value;

pub use interpreter::{Interpreter, Limits, Loaded, Loader, Options, Truth};
pub use native::{Args, Interrupt, Result};
pub use syntax::Place;
pub use value::Value;
