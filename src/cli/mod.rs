//! The terminal around the library: arguments, rendering, exit codes.

mod args;
