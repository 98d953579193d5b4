//! Alembic: the project (`alembic.ini`, `env.py`, `versions/*.py`), its graph and order, and what `op.*` means.

pub mod graph;
mod graph_error;
mod heads;
pub mod ini;
mod ini_file;
mod order;
