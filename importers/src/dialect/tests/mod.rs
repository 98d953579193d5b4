//! What Alembic emits, against what is rendered here.
