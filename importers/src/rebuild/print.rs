//! Table definitions as SQL.

use std::fmt::{Display, Formatter, Result};

use super::keywords::is_keyword;
use super::table::{
    ColumnConstraint, ColumnDefinition, ColumnRule, KeyColumn, Reference, TableConstraint,
    TableDefinition, TableRule,
};

/// The name as SQLite takes it: quoted where it must be.
pub fn name(name: &str) -> String {
    let mut characters = name.chars();
    let bare = characters
        .next()
        .is_some_and(|c| c == '_' || c.is_ascii_alphabetic())
        && characters.all(|c| c == '_' || c.is_ascii_alphanumeric());
    if bare && !is_keyword(name) {
        name.to_owned()
    } else {
        crate::dialect::delimited(name)
    }
}

/// `schema.name`
pub(crate) fn qualified(schema: Option<&str>, table: &str) -> String {
    match schema {
        Some(schema) => format!("{}.{}", name(schema), name(table)),
        None => name(table),
    }
}

pub(crate) fn names(all: &[String]) -> String {
    all.iter().map(|n| name(n)).collect::<Vec<_>>().join(", ")
}

impl Display for TableDefinition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let target = qualified(self.schema.as_deref(), &self.name);
        writeln!(f, "CREATE TABLE {target} (")?;
        let columns = self.columns.iter().map(ToString::to_string);
        let constraints = self.constraints.iter().map(ToString::to_string);
        let lines: Vec<String> = columns.chain(constraints).collect();
        write!(f, "    {}\n)", lines.join(",\n    "))?;
        match (self.without_rowid, self.strict) {
            (true, true) => write!(f, " WITHOUT ROWID, STRICT"),
            (true, false) => write!(f, " WITHOUT ROWID"),
            (false, true) => write!(f, " STRICT"),
            (false, false) => Ok(()),
        }
    }
}

impl Display for ColumnDefinition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}", name(&self.name))?;
        if let Some(data_type) = &self.data_type {
            write!(f, " {data_type}")?;
        }
        for constraint in &self.constraints {
            write!(f, " {constraint}")?;
        }
        Ok(())
    }
}

fn constraint_name(given: Option<&String>, f: &mut Formatter<'_>) -> Result {
    match given {
        Some(given) => write!(f, "CONSTRAINT {} ", name(given)),
        None => Ok(()),
    }
}

fn conflict(clause: Option<&String>, f: &mut Formatter<'_>) -> Result {
    match clause {
        Some(clause) => write!(f, " ON CONFLICT {clause}"),
        None => Ok(()),
    }
}

impl Display for ColumnConstraint {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        constraint_name(self.name.as_ref(), f)?;
        match &self.rule {
            ColumnRule::PrimaryKey {
                order,
                conflict: clause,
                autoincrement,
            } => {
                write!(f, "PRIMARY KEY")?;
                if let Some(order) = order {
                    write!(f, " {order}")?;
                }
                conflict(clause.as_ref(), f)?;
                if *autoincrement {
                    write!(f, " AUTOINCREMENT")?;
                }
                Ok(())
            }
            ColumnRule::NotNull { conflict: clause } => {
                write!(f, "NOT NULL")?;
                conflict(clause.as_ref(), f)
            }
            ColumnRule::Null => write!(f, "NULL"),
            ColumnRule::Unique { conflict: clause } => {
                write!(f, "UNIQUE")?;
                conflict(clause.as_ref(), f)
            }
            ColumnRule::Check(expression) => write!(f, "CHECK ({expression})"),
            ColumnRule::Default(value) => write!(f, "DEFAULT {value}"),
            ColumnRule::Collate(collation) => write!(f, "COLLATE {}", name(collation)),
            ColumnRule::References(reference) => write!(f, "{reference}"),
            ColumnRule::Generated { expression, stored } => {
                let stored = if *stored { " STORED" } else { "" };
                write!(f, "GENERATED ALWAYS AS ({expression}){stored}")
            }
        }
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "REFERENCES {}", name(&self.table))?;
        if !self.columns.is_empty() {
            write!(f, " ({})", names(&self.columns))?;
        }
        if let Some(action) = &self.on_delete {
            write!(f, " ON DELETE {action}")?;
        }
        if let Some(action) = &self.on_update {
            write!(f, " ON UPDATE {action}")?;
        }
        if let Some(matching) = &self.matching {
            write!(f, " MATCH {matching}")?;
        }
        if let Some(deferrable) = &self.deferrable {
            write!(f, " {deferrable}")?;
        }
        Ok(())
    }
}

impl Display for TableConstraint {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        constraint_name(self.name.as_ref(), f)?;
        let keys = |columns: &[KeyColumn]| {
            let keys: Vec<String> = columns.iter().map(ToString::to_string).collect();
            keys.join(", ")
        };
        match &self.rule {
            TableRule::PrimaryKey {
                columns,
                conflict: clause,
            } => {
                write!(f, "PRIMARY KEY ({})", keys(columns))?;
                conflict(clause.as_ref(), f)
            }
            TableRule::Unique {
                columns,
                conflict: clause,
            } => {
                write!(f, "UNIQUE ({})", keys(columns))?;
                conflict(clause.as_ref(), f)
            }
            TableRule::Check(expression) => write!(f, "CHECK ({expression})"),
            TableRule::ForeignKey { columns, reference } => {
                write!(f, "FOREIGN KEY ({}) {reference}", names(columns))
            }
        }
    }
}

impl Display for KeyColumn {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}", name(&self.name))?;
        if !self.suffix.is_empty() {
            write!(f, " {}", self.suffix)?;
        }
        Ok(())
    }
}
