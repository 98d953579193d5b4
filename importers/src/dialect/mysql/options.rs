//! Keyword arguments that begin with `mysql_`.

use crate::dialect::options::{ANY, Subject};

/// The names that SQLAlchemy's dialect and Alembic take.
pub(super) fn known(subject: Subject) -> &'static [&'static str] {
    match subject {
        // Alembic leaves aside what it does not know on the last two.
        Subject::Table | Subject::AlterColumn | Subject::DropColumn => &[ANY],
        Subject::Index | Subject::DropIndex => &["using", "length", "prefix", "with_parser"],
        Subject::PrimaryKey => &["using"],
        Subject::Column
        | Subject::Unique
        | Subject::ForeignKey
        | Subject::Check
        | Subject::Exclude => &[],
    }
}
