//! `insert`, `update` and `delete`: the values that they write.

use std::rc::Rc;

use super::{Statement, StatementObject};
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, live, orm};

fn of_table(mut args: Args, make: fn(&Rc<TableObject>) -> StatementObject) -> Result<Value> {
    let given = args.required("table")?;
    match orm::table_of(&given) {
        Some(table) => {
            args.finish()?;
            Ok(Value::object(StatementObject {
                joined: orm::entity_of(&given).map(|_| given),
                ..make(&table)
            }))
        }
        None => Err(args.refuse(format!("`{}` takes a table.", args.function))),
    }
}

/// `sa.insert(table)`
pub(crate) fn insert(_: &mut Interpreter, args: Args) -> Result<Value> {
    of_table(args, StatementObject::insert)
}

/// `insert` of a dialect's own module, which knows what to do about conflicts.
pub(crate) fn insert_on(_: &mut Interpreter, args: Args, dialect: &'static str) -> Result<Value> {
    let made = of_table(args, StatementObject::insert)?;
    match made.downcast::<StatementObject>() {
        Some(statement) => Ok(Value::object(StatementObject {
            conflicts: Some(dialect),
            ..(*statement).clone()
        })),
        None => Ok(made),
    }
}

/// `sa.update(table)`
pub(crate) fn update(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    // SQLAlchemy 1.x: `sa.update(table, whereclause)`.
    let table = args.required("table")?;
    let condition = argument::present(args.take("whereclause")?);
    let made = of_table(
        Args {
            positional: [table].into(),
            ..args
        },
        StatementObject::update,
    )?;
    match condition {
        Some(condition) => interpreter.call_method(&made, "where", Args::new([condition])),
        None => Ok(made),
    }
}

/// `sa.delete(table)`
pub(crate) fn delete(_: &mut Interpreter, args: Args) -> Result<Value> {
    of_table(args, StatementObject::delete)
}

/// The name of the column that a key of `values({...})` means.
pub(super) fn key_name(args: &Args, key: &Value) -> Result<Name> {
    argument::column_name(args, "values", key)
}

impl StatementObject {
    /// What SQLAlchemy gives the rows of an update that does not set a column.
    ///
    /// # Errors
    /// Where only a program can compute it, and what its function raises.
    pub(super) fn with_on_update(&self, interpreter: &mut Interpreter) -> Result<Self> {
        let mut next = self.clone();
        let (Statement::Update(update), Some(table)) = (&mut next.statement, &self.table) else {
            return Ok(next);
        };
        if update.values.is_empty() {
            return Ok(next);
        }
        let is_ordered = update.values != sorted(Some(table), update.values.clone());
        for (column, data_type) in table.columns() {
            if update.values.iter().any(|(own, _)| own.text == column.text) {
                continue;
            }
            let given = table.on_update(&column.text);
            let value = live::defaults::value(interpreter, &given, &column.text, Some(&data_type))?;
            update.values.extend(value.map(|value| (column, value)));
        }
        if !is_ordered {
            let values = std::mem::take(&mut update.values);
            update.values = sorted(Some(table), values);
        }
        Ok(next)
    }

    /// `from_select(names, query)`: the query gives the rows, with the defaults of
    /// the columns that it does not name.
    ///
    /// # Errors
    /// Where a default can only be computed by a program, or the query cannot
    /// be given another column.
    pub(super) fn insert_query(
        &mut self,
        interpreter: &mut Interpreter,
        mut names: Vec<Name>,
        mut query: Expression,
        include_defaults: bool,
    ) -> Result<()> {
        let table = self.table.clone().filter(|_| include_defaults);
        for (column, data_type) in table.iter().flat_map(|table| table.columns()) {
            if names.iter().any(|own| own.text == column.text) {
                continue;
            }
            let Some(table) = &table else { continue };
            let value = live::defaults::of(interpreter, table, &column.text, Some(&data_type))?;
            match (value, &mut query) {
                (None, _) => {}
                (Some(value), Expression::Select(select)) => {
                    select.columns.push(value);
                    names.push(column);
                }
                (Some(_), _) => {
                    return Err(interpreter.unsupported(
                        "`from_select` of a union into a table whose columns have defaults",
                    ));
                }
            }
        }
        if let Statement::Insert(insert) = &mut self.statement {
            insert.columns = names;
            insert.select = Some(query);
        }
        Ok(())
    }

    /// What SQLAlchemy gives a row that does not name a column.
    fn defaults(
        &self,
        interpreter: &mut Interpreter,
        row: &mut Vec<(Name, Expression)>,
    ) -> Result<()> {
        // On a live database they are drawn when the statement runs.
        if interpreter.is_live() {
            return Ok(());
        }
        let Some(table) = &self.table else {
            return Ok(());
        };
        for (column, data_type) in table.columns() {
            if row.iter().any(|(name, _)| name.text == column.text) {
                continue;
            }
            let value = live::defaults::of(interpreter, table, &column.text, Some(&data_type))?;
            row.extend(value.map(|value| (column, value)));
        }
        Ok(())
    }

    /// `values(name=value, ...)`, `values({...})`, `values([{...}, ...])`
    pub(super) fn values(&mut self, interpreter: &mut Interpreter, args: &mut Args) -> Result<()> {
        let mut rows: Vec<Vec<(Name, Value)>> = Vec::new();
        for value in args.rest() {
            match &value {
                Value::Dict(dict) => {
                    let pairs = dict.entries.borrow().pairs();
                    rows.push(
                        pairs
                            .into_iter()
                            .map(|(key, value)| Ok((key_name(args, &key)?, value)))
                            .collect::<Result<_>>()?,
                    );
                }
                Value::List(_) | Value::Tuple(_) => {
                    let items = interpreter.iterate(&value)?;
                    if items.iter().all(|item| matches!(item, Value::Dict(_))) {
                        for item in items {
                            if let Value::Dict(dict) = item {
                                let pairs = dict.entries.borrow().pairs();
                                rows.push(
                                    pairs
                                        .into_iter()
                                        .map(|(key, value)| Ok((key_name(args, &key)?, value)))
                                        .collect::<Result<_>>()?,
                                );
                            }
                        }
                    } else {
                        let names = self.table.as_ref().map(|table| table.columns());
                        rows.push(
                            names
                                .unwrap_or_default()
                                .into_iter()
                                .map(|(name, _)| name)
                                .zip(items)
                                .collect(),
                        );
                    }
                }
                _ => return Err(args.refuse("`values` takes a dict or keyword arguments.")),
            }
        }
        let keywords: Vec<(Name, Value)> = args
            .take_keywords()
            .into_iter()
            .map(|keyword| (Name::new(&*keyword.name), keyword.value))
            .collect();
        if !keywords.is_empty() {
            rows.push(keywords);
        }
        let mut converted = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            for (name, value) in row {
                let value = self.value_of(interpreter, &name.text, &value)?;
                cells.push((name, value));
            }
            if matches!(self.statement, Statement::Insert(_)) {
                self.defaults(interpreter, &mut cells)?;
            }
            converted.push(cells);
        }
        match &mut self.statement {
            Statement::Insert(insert) => {
                if let Some(first) = converted.first() {
                    insert.columns = ordered(self.table.as_deref(), first);
                }
                for row in converted {
                    insert.rows.push(
                        insert
                            .columns
                            .iter()
                            .map(|column| {
                                row.iter()
                                    .find(|(name, _)| name == column)
                                    .map_or(Expression::Null, |(_, value)| value.clone())
                            })
                            .collect(),
                    );
                }
            }
            Statement::Update(update) => {
                for (column, value) in converted.into_iter().flatten() {
                    match update.values.iter_mut().find(|(own, _)| *own == column) {
                        Some((_, own)) => *own = value,
                        None => update.values.push((column, value)),
                    }
                }
                let values = std::mem::take(&mut update.values);
                update.values = sorted(self.table.as_deref(), values);
            }
            _ => return Err(args.refuse("Only `insert` and `update` take values.")),
        }
        Ok(())
    }
}

/// SQLAlchemy writes values in the table's order of columns, whatever the order of the dict.
fn ordered(table: Option<&TableObject>, row: &[(Name, Expression)]) -> Vec<Name> {
    let mut names = Vec::new();
    for (column, _) in table.map(TableObject::columns).unwrap_or_default() {
        if let Some((name, _)) = row.iter().find(|(name, _)| name.text == column.text) {
            names.push(name.clone());
        }
    }
    for (name, _) in row {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The names and types of what `returning(...)` lists.
pub(super) fn returned(columns: &[Expression]) -> Vec<(Name, SqlType)> {
    columns
        .iter()
        .map(|column| match column {
            Expression::Column {
                name, data_type, ..
            } => (name.clone(), data_type.clone().unwrap_or(SqlType::Null)),
            Expression::Label { label, .. } => (label.clone(), SqlType::Null),
            _ => (Name::new("?column?"), SqlType::Null),
        })
        .collect()
}

/// In the table's order of columns.
pub(super) fn sorted(
    table: Option<&TableObject>,
    row: Vec<(Name, Expression)>,
) -> Vec<(Name, Expression)> {
    ordered(table, &row)
        .into_iter()
        .filter_map(|name| row.iter().find(|(own, _)| *own == name).cloned())
        .collect()
}
