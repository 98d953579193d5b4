//! Keyword arguments that begin with `sqlite_`.

use crate::dialect::options::Subject;

/// The names that SQLAlchemy's dialect takes.
pub(super) fn known(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Table => &["autoincrement", "with_rowid", "strict"],
        Subject::Index | Subject::DropIndex => &["where"],
        Subject::Column => &[
            "on_conflict_primary_key",
            "on_conflict_not_null",
            "on_conflict_unique",
        ],
        Subject::PrimaryKey
        | Subject::Unique
        | Subject::ForeignKey
        | Subject::Check
        | Subject::Exclude => &["on_conflict"],
        Subject::AlterColumn | Subject::DropColumn => &[],
    }
}
