//! What the tests stand on: a folder with the sample in it, and the program.

pub(crate) mod handmade;
pub(crate) mod sandbox;
pub(crate) mod two_sources;
