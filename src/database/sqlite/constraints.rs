//! The named constraints of a `CREATE TABLE` text: SQLite keeps their names nowhere else.

use bridge_importers::rebuild::table::{ColumnRule, TableDefinition, TableRule};
use bridge_importers::script::ConstraintKind;

/// Name and kind of each named constraint, of columns and of the table.
pub(super) fn named_constraints(sql: &str) -> Vec<(String, ConstraintKind)> {
    // A virtual table has no constraints.
    let Ok(table) = TableDefinition::parse(sql) else {
        return Vec::new();
    };
    let columns = table
        .columns
        .into_iter()
        .flat_map(|column| column.constraints);
    let of_columns = columns.map(|constraint| (constraint.name, column_kind(&constraint.rule)));
    let behind = table.constraints.into_iter();
    let of_table = behind.map(|constraint| (constraint.name, Some(table_kind(&constraint.rule))));
    of_columns
        .chain(of_table)
        .filter_map(|(name, kind)| Some((name?, kind?)))
        .collect()
}

/// `None` for what the catalogue of other databases does not call a constraint.
fn column_kind(rule: &ColumnRule) -> Option<ConstraintKind> {
    match rule {
        ColumnRule::PrimaryKey { .. } => Some(ConstraintKind::PrimaryKey),
        ColumnRule::Unique { .. } => Some(ConstraintKind::Unique),
        ColumnRule::Check(_) => Some(ConstraintKind::Check),
        ColumnRule::References(_) => Some(ConstraintKind::ForeignKey),
        _ => None,
    }
}

fn table_kind(rule: &TableRule) -> ConstraintKind {
    match rule {
        TableRule::PrimaryKey { .. } => ConstraintKind::PrimaryKey,
        TableRule::Unique { .. } => ConstraintKind::Unique,
        TableRule::Check(_) => ConstraintKind::Check,
        TableRule::ForeignKey { .. } => ConstraintKind::ForeignKey,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_every_quoting_and_not_in_comments() {
        let sql = "CREATE TABLE t (a INT CONSTRAINT [c 1] NOT NULL CONSTRAINT `u` UNIQUE,
            -- CONSTRAINT no CHECK
            b TEXT DEFAULT 'CONSTRAINT x UNIQUE' /* CONSTRAINT y UNIQUE */,
            constraint \"限 制\" check (a > 0), CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))";
        assert_eq!(
            named_constraints(sql),
            [
                ("u".to_owned(), ConstraintKind::Unique),
                ("限 制".to_owned(), ConstraintKind::Check),
                ("fk".to_owned(), ConstraintKind::ForeignKey),
            ]
        );
        assert_eq!(
            named_constraints("CREATE VIRTUAL TABLE v USING fts5(a)"),
            []
        );
    }
}
