//! The statements that make the changed table, copy the rows and put it in the old one's place.

use super::apply::{LiveTable, Work};
use super::column::counts;
use super::error::RebuildError;
use super::index::IndexDefinition;
use super::print::{name, names, qualified};
use super::table::TableDefinition;
use super::{finish, trigger};
use crate::script::Batch;

impl Work<'_> {
    pub(super) fn statements(
        mut self,
        live: &LiveTable<'_>,
        batch: &Batch,
    ) -> Result<Vec<String>, RebuildError> {
        let schema = batch.schema.as_deref();
        let renames = finish::renames(live.sql, &self.columns)?;
        let old = self.table.name.clone();
        let temporary = format!("_bridge_tmp_{old}");
        let in_use = |what: String, column: String| RebuildError::InUse {
            what,
            table: old.clone(),
            column,
        };
        finish::columns(&mut self, &renames)?;
        finish::constraints(&mut self, &renames)?;

        for columns in std::mem::take(&mut self.orders) {
            let keys = columns
                .iter()
                .map(|column| {
                    let at = self.find(column)?;
                    Ok(self.columns.get(at).map(|c| c.key.clone()))
                })
                .collect::<Result<Vec<_>, RebuildError>>()?;
            self.order.reorder(keys.into_iter().flatten().collect());
        }
        let keys: Vec<String> = self.columns.iter().map(|c| c.key.clone()).collect();
        let sorted = self
            .order
            .sorted(keys)
            .ok_or_else(|| RebuildError::Circular { table: old.clone() })?;
        self.columns
            .sort_by_key(|column| sorted.iter().position(|key| *key == column.key));

        let (targets, sources): (Vec<String>, Vec<String>) = self
            .columns
            .iter()
            .filter_map(|c| Some((c.definition.name.clone(), c.source.clone()?)))
            .unzip();
        if targets.is_empty() {
            return Err(RebuildError::NothingLeft { table: old });
        }
        let counted = self.columns.iter().any(|c| counts(&c.definition))
            && TableDefinition::parse(live.sql)?.columns.iter().any(counts);
        let new = TableDefinition {
            schema: batch.schema.clone(),
            name: temporary.clone(),
            columns: self.columns.into_iter().map(|c| c.definition).collect(),
            constraints: self.constraints.into_iter().map(|w| w.constraint).collect(),
            ..self.table
        };
        let from = qualified(schema, &old);
        let to = qualified(schema, &temporary);
        let mut statements = vec![
            new.to_string(),
            format!(
                "INSERT INTO {to} ({}) SELECT {} FROM {from}",
                names(&targets),
                sources.join(", ")
            ),
        ];
        if counted {
            statements.extend(keep_counter(schema, &old, &temporary));
        }
        statements.push(format!("DROP TABLE {from}"));
        statements.push(format!("ALTER TABLE {to} RENAME TO {}", name(&old)));
        for index in &self.indexes {
            statements.push(
                index
                    .rebuilt(schema, &renames)
                    .map_err(|column| in_use(format!("index \"{}\"", index.name), column))?,
            );
        }
        let present = finish::only_renamed(&renames);
        for sql in &self.new_indexes {
            let index = IndexDefinition::parse(sql)?;
            statements.push(
                index
                    .rebuilt(schema, &present)
                    .map_err(|column| in_use(format!("index \"{}\"", index.name), column))?,
            );
        }
        for sql in live.triggers {
            let (trigger, statement) = trigger::rebuilt(sql, &old, schema, &renames)?;
            statements.push(
                statement.map_err(|column| in_use(format!("trigger \"{trigger}\""), column))?,
            );
        }
        Ok(statements)
    }
}

/// The counter of AUTOINCREMENT may be ahead of the highest row.
fn keep_counter(schema: Option<&str>, old: &str, temporary: &str) -> [String; 2] {
    let counters = qualified(schema, "sqlite_sequence");
    let literal = |text: &str| format!("'{}'", text.replace('\'', "''"));
    [
        format!("DELETE FROM {counters} WHERE name = {}", literal(temporary)),
        format!(
            "INSERT INTO {counters} (name, seq) SELECT {}, seq FROM {counters} WHERE name = {}",
            literal(temporary),
            literal(old)
        ),
    ]
}
