//! `bridge.toml`, the environment it names, and `bridge init`.
