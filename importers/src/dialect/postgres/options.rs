//! Keyword arguments that begin with `postgresql_`.

use crate::dialect::options::Subject;

/// The names that SQLAlchemy's dialect and Alembic take.
pub(super) fn known(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Table => &[
            "ignore_search_path",
            "tablespace",
            "partition_by",
            "with_oids",
            "on_commit",
            "inherits",
            "using",
        ],
        Subject::Index | Subject::DropIndex => &[
            "using",
            "include",
            "where",
            "ops",
            "concurrently",
            "with",
            "tablespace",
            "nulls_not_distinct",
        ],
        Subject::Check | Subject::ForeignKey => &["not_valid"],
        Subject::PrimaryKey => &["include"],
        Subject::Unique => &["include", "nulls_not_distinct"],
        Subject::Exclude => &["ops"],
        Subject::AlterColumn => &["using"],
        Subject::Column | Subject::DropColumn => &[],
    }
}
