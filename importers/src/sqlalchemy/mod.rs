//! What `sa.*` means: types, columns, constraints, expressions, the inspector.
