//! The command `bridge`.

fn main() {}
