//! The live catalogue as data, for `verify`, `baseline` and the tests:
//! reading it, comparing two, saying the differences as a person would.

mod compare;
mod model;

pub use compare::{Difference, Presence, compare};
pub use model::{Catalogue, Column, Table};
