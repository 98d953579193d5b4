//! The names of SQLite's result codes (SQLite documentation, "Result and Error Codes"), which
//! `sqlite3` gives with its exceptions.

/// The name of an extended code; that of its primary code where it is not known.
pub(crate) fn name(code: i32) -> &'static str {
    let extended = EXTENDED.iter().find(|(known, _)| *known == code);
    let primary = usize::try_from(code & 0xff)
        .ok()
        .and_then(|at| PRIMARY.get(at));
    extended
        .map(|(_, name)| *name)
        .or(primary.copied())
        .unwrap_or("unknown")
}

const PRIMARY: [&str; 29] = [
    "SQLITE_OK",
    "SQLITE_ERROR",
    "SQLITE_INTERNAL",
    "SQLITE_PERM",
    "SQLITE_ABORT",
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_NOMEM",
    "SQLITE_READONLY",
    "SQLITE_INTERRUPT",
    "SQLITE_IOERR",
    "SQLITE_CORRUPT",
    "SQLITE_NOTFOUND",
    "SQLITE_FULL",
    "SQLITE_CANTOPEN",
    "SQLITE_PROTOCOL",
    "SQLITE_EMPTY",
    "SQLITE_SCHEMA",
    "SQLITE_TOOBIG",
    "SQLITE_CONSTRAINT",
    "SQLITE_MISMATCH",
    "SQLITE_MISUSE",
    "SQLITE_NOLFS",
    "SQLITE_AUTH",
    "SQLITE_FORMAT",
    "SQLITE_RANGE",
    "SQLITE_NOTADB",
    "SQLITE_NOTICE",
    "SQLITE_WARNING",
];

/// Those that a statement of a migration may meet and a program may look at.
const EXTENDED: [(i32, &str); 16] = [
    (257, "SQLITE_ERROR_MISSING_COLLSEQ"),
    (275, "SQLITE_CONSTRAINT_CHECK"),
    (531, "SQLITE_CONSTRAINT_COMMITHOOK"),
    (787, "SQLITE_CONSTRAINT_FOREIGNKEY"),
    (1043, "SQLITE_CONSTRAINT_FUNCTION"),
    (1299, "SQLITE_CONSTRAINT_NOTNULL"),
    (1555, "SQLITE_CONSTRAINT_PRIMARYKEY"),
    (1811, "SQLITE_CONSTRAINT_TRIGGER"),
    (2067, "SQLITE_CONSTRAINT_UNIQUE"),
    (2323, "SQLITE_CONSTRAINT_VTAB"),
    (2579, "SQLITE_CONSTRAINT_ROWID"),
    (2835, "SQLITE_CONSTRAINT_PINNED"),
    (3091, "SQLITE_CONSTRAINT_DATATYPE"),
    (262, "SQLITE_LOCKED_SHAREDCACHE"),
    (513, "SQLITE_ERROR_RETRY"),
    (769, "SQLITE_ERROR_SNAPSHOT"),
];

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn codes_have_names() {
        assert_eq!(name(1), "SQLITE_ERROR");
        assert_eq!(name(19), "SQLITE_CONSTRAINT");
        assert_eq!(name(2067), "SQLITE_CONSTRAINT_UNIQUE");
        assert_eq!(name(19 | 99 << 8), "SQLITE_CONSTRAINT");
        assert_eq!(name(100), "unknown");
        assert_eq!(name(-1), "unknown");
    }
}
