//! The home-made list: `migrations/__init__.py` with `MIGRATIONS`.
