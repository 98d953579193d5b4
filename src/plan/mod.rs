//! Planning: chain + what is applied + target -> the steps to run. Pure: no database, no terminal.

mod model;

pub use model::*;
