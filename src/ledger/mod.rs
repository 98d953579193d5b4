//! The tables that remember: `bridge_version`, `bridge_witness`, `alembic_version`, `schema_migrations`.
