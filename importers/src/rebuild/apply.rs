//! Applies the changes of a batch to the live table.

use crate::script::{Batch, Change};

use super::column::{retype, set_default, set_nullable};
use super::constraint::behind;
use super::error::RebuildError;
use super::index::IndexDefinition;
use super::naming;
use super::order;
use super::print::name;
use super::table::{ColumnDefinition, TableConstraint, TableDefinition, TableRule};

/// The live table, as `sqlite_master` describes it.
#[derive(Debug, Clone, Copy)]
pub struct LiveTable<'a> {
    /// Its `CREATE TABLE`.
    pub sql: &'a str,
    /// Its `CREATE INDEX` statements, in order; automatic indexes have none.
    pub indexes: &'a [String],
    /// Its `CREATE TRIGGER` statements, in order.
    pub triggers: &'a [String],
}

/// The statements that rebuild the table with the changes of `batch`.
///
/// # Errors
/// A name that the live table does not have, a definition that cannot be
/// read, or a dropped column that something else uses.
pub fn rebuild(live: &LiveTable<'_>, batch: &Batch) -> Result<Vec<String>, RebuildError> {
    let mut work = Work::new(live, batch)?;
    work.name_constraints(batch);
    for change in &batch.changes {
        work.change(change)?;
    }
    work.make_key();
    work.statements(live, batch)
}

/// A column while the changes are applied.
pub(super) struct WorkColumn {
    /// Its name before the batch; changes and existing constraints use it.
    pub(super) key: String,
    /// As it will be.
    pub(super) definition: ColumnDefinition,
    /// What is copied into it; none for a new column.
    pub(super) source: Option<String>,
}

/// A constraint while the changes are applied.
pub(super) struct WorkConstraint {
    pub(super) constraint: TableConstraint,
    /// Whether the batch adds it.
    pub(super) added: bool,
}

/// A table while the changes are applied.
pub(super) struct Work<'a> {
    pub(super) table: TableDefinition,
    pub(super) columns: Vec<WorkColumn>,
    pub(super) constraints: Vec<WorkConstraint>,
    pub(super) indexes: Vec<IndexDefinition<'a>>,
    pub(super) new_indexes: Vec<&'a str>,
    pub(super) order: order::Order,
    pub(super) orders: Vec<&'a [String]>,
    /// Columns that are added with `primary_key=True`.
    pub(super) added_keys: Vec<String>,
    /// The name of the key whose columns are all dropped.
    pub(super) key_name: Option<String>,
}

impl<'a> Work<'a> {
    fn new(live: &LiveTable<'a>, batch: &Batch) -> Result<Self, RebuildError> {
        let mut table = TableDefinition::parse(live.sql)?;
        let copied = batch.changes.iter().find_map(|change| match change {
            Change::From { table } => Some(table),
            _ => None,
        });
        if let Some(text) = copied {
            super::stated::copy(&mut table, text)?;
        }
        let columns: Vec<WorkColumn> = std::mem::take(&mut table.columns)
            .into_iter()
            .map(|definition| WorkColumn {
                key: definition.name.clone(),
                source: (!definition.is_generated()).then(|| name(&definition.name)),
                definition,
            })
            .collect();
        let constraints = std::mem::take(&mut table.constraints)
            .into_iter()
            .map(|constraint| WorkConstraint {
                constraint,
                added: false,
            })
            .collect();
        // The stated table has its own indexes, which come as changes.
        let indexes = live
            .indexes
            .iter()
            .filter(|_| copied.is_none())
            .map(|sql| IndexDefinition::parse(sql))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            table,
            order: order::Order::new(columns.iter().map(|c| c.key.clone()).collect()),
            columns,
            constraints,
            indexes,
            new_indexes: Vec::new(),
            orders: Vec::new(),
            added_keys: Vec::new(),
            key_name: None,
        })
    }

    fn name_constraints(&mut self, batch: &Batch) {
        let convention: naming::Convention = batch
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Naming { key, template } => Some((key.clone(), template.clone())),
                _ => None,
            })
            .collect();
        let table = &self.table.name;
        for WorkConstraint { constraint, .. } in &mut self.constraints {
            if let Some(name) = naming::constraint(table, constraint, &convention) {
                constraint.name = Some(name);
            }
        }
        for column in &mut self.columns {
            let key = &column.key;
            let mut inline = Vec::new();
            for mut constraint in std::mem::take(&mut column.definition.constraints) {
                let Some(name) = naming::column_rule(table, key, &constraint, &convention) else {
                    inline.push(constraint);
                    continue;
                };
                constraint.name = Some(name);
                // SQLAlchemy finds a name behind the columns only.
                match behind(key, constraint) {
                    Ok(constraint) => self.constraints.push(WorkConstraint {
                        constraint,
                        added: false,
                    }),
                    Err(constraint) => inline.push(constraint),
                }
            }
            column.definition.constraints = inline;
        }
    }

    /// By the name before the batch, or else by the present one.
    pub(super) fn find(&self, column: &str) -> Result<usize, RebuildError> {
        let by_key = self
            .columns
            .iter()
            .position(|c| c.key.eq_ignore_ascii_case(column));
        let by_name = || {
            self.columns
                .iter()
                .position(|c| c.definition.name.eq_ignore_ascii_case(column))
        };
        by_key
            .or_else(by_name)
            .ok_or_else(|| self.unknown_column(column))
    }

    pub(super) fn unknown_column(&self, column: &str) -> RebuildError {
        let existing: Vec<&str> = self
            .columns
            .iter()
            .map(|c| c.definition.name.as_str())
            .collect();
        RebuildError::UnknownColumn {
            table: self.table.name.clone(),
            column: column.to_owned(),
            existing: existing.join(", "),
        }
    }

    fn refuse_duplicate(&self, column: &str) -> Result<(), RebuildError> {
        let taken = self
            .columns
            .iter()
            .any(|c| c.definition.name.eq_ignore_ascii_case(column));
        if taken {
            return Err(RebuildError::DuplicateColumn {
                table: self.table.name.clone(),
                column: column.to_owned(),
            });
        }
        Ok(())
    }

    fn change(&mut self, change: &'a Change) -> Result<(), RebuildError> {
        match change {
            Change::AddColumn {
                definition,
                after,
                before,
            } => {
                let mut definition = ColumnDefinition::parse(definition)?;
                self.refuse_duplicate(&definition.name)?;
                if super::key::take(&mut definition) {
                    self.added_keys.push(definition.name.clone());
                }
                let key = |position: &Option<String>| match position {
                    Some(column) => {
                        let at = self.find(column)?;
                        Ok(self.columns.get(at).map(|c| c.key.clone()))
                    }
                    None => Ok(None),
                };
                let (after, before) = (key(after)?, key(before)?);
                self.order.add(&definition.name, before, after);
                self.columns.push(WorkColumn {
                    key: definition.name.clone(),
                    definition,
                    source: None,
                });
                Ok(())
            }
            Change::DropColumn { name } => self.drop_column(name),
            Change::AlterColumn {
                name,
                rename,
                data_type,
                nullable,
                default,
            } => {
                let at = self.find(name)?;
                if let Some(new) = rename
                    && !self.is_named(at, new)
                {
                    self.refuse_duplicate(new)?;
                }
                let Some(column) = self.columns.get_mut(at) else {
                    return Err(self.unknown_column(name));
                };
                if let Some(new) = rename {
                    column.definition.name.clone_from(new);
                }
                if let Some(data_type) = data_type {
                    retype(column, data_type);
                }
                if let Some(nullable) = nullable {
                    set_nullable(&mut column.definition, *nullable);
                }
                if let Some(default) = default {
                    set_default(&mut column.definition, default.as_deref());
                }
                Ok(())
            }
            Change::AddConstraint { definition } => self.add_constraint(definition),
            Change::DropConstraint { name, .. } => self.drop_constraint(name),
            Change::CreateIndex { sql } => {
                self.new_indexes.push(sql);
                Ok(())
            }
            Change::DropTypeCheck { name } => match self.drop_constraint(name) {
                Ok(()) | Err(RebuildError::UnknownConstraint { .. }) => Ok(()),
                Err(error) => Err(error),
            },
            Change::DropIndex { name } => self.drop_index(name),
            Change::Naming { .. } | Change::From { .. } => Ok(()),
            Change::Column { definition } => self.read_as(definition),
            Change::Options { options } => {
                options.iter().for_each(|option| self.option(*option));
                Ok(())
            }
            Change::Order { columns } => {
                // It may name columns that are added further down.
                self.order.release();
                self.orders.push(columns);
                Ok(())
            }
        }
    }

    fn is_named(&self, at: usize, name: &str) -> bool {
        self.columns
            .get(at)
            .is_some_and(|c| c.definition.name.eq_ignore_ascii_case(name))
    }

    fn drop_column(&mut self, column: &str) -> Result<(), RebuildError> {
        let at = self.find(column)?;
        let dropped = self.columns.remove(at);
        self.order.remove(&dropped.key);
        // For SQLAlchemy they are the table's: a column of the same name that the
        // batch adds has them again.
        for inline in dropped.definition.constraints {
            if let Ok(constraint) = behind(&dropped.key, inline) {
                self.constraints.push(WorkConstraint {
                    constraint,
                    added: false,
                });
            }
        }
        // A key loses the column; every other constraint on it falls in `finish`.
        for WorkConstraint { constraint, .. } in &mut self.constraints {
            if let TableRule::PrimaryKey { columns, .. } = &mut constraint.rule {
                columns.retain(|key| !key.name.eq_ignore_ascii_case(&dropped.key));
            }
        }
        let is_empty = |work: &mut WorkConstraint| matches!(&work.constraint.rule, TableRule::PrimaryKey { columns, .. } if columns.is_empty());
        for work in self.constraints.extract_if(.., is_empty) {
            self.key_name = work.constraint.name;
        }
        Ok(())
    }

    fn drop_index(&mut self, index: &str) -> Result<(), RebuildError> {
        match self
            .indexes
            .iter()
            .position(|i| i.name.eq_ignore_ascii_case(index))
        {
            Some(at) => {
                self.indexes.remove(at);
                Ok(())
            }
            None => Err(RebuildError::UnknownIndex {
                table: self.table.name.clone(),
                index: index.to_owned(),
                existing: listed(self.indexes.iter().map(|i| i.name.clone()).collect()),
            }),
        }
    }
}

pub(super) fn listed(names: Vec<String>) -> String {
    if names.is_empty() {
        "none with a name".to_owned()
    } else {
        names.join(", ")
    }
}
