//! Wraps Ruff's parser: the one place that names its crates.
