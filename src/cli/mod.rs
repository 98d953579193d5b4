//! The terminal around the library: arguments, rendering, exit codes.

mod args;
mod error;
mod output;
mod render;
