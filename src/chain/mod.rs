//! The chain on disk: `chain.lock`, `revision.toml`, the script files; the graph of revisions and the targets that name them.
