//! The live catalogue as data, for `verify`, `baseline` and rehearsals: reading, comparing, saying the differences.
