//! `insert`, `update` and `delete`: the values that they write.

use std::rc::Rc;

use super::listing::Listed;
use super::values::sorted;
use super::{Statement, StatementObject};
use crate::operation::expression::AliasedKind;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, clause, live, orm, source};

fn of_table(
    interpreter: &mut Interpreter,
    mut args: Args,
    make: fn(&Rc<TableObject>) -> StatementObject,
) -> Result<Value> {
    let given = interpreter.known(args.required("table")?)?;
    match orm::table_of(&given) {
        Some(table) => {
            args.finish()?;
            Ok(Value::object(match orm::entity_of(&given) {
                Some((_, mapper)) => {
                    let changed = mapper.changed(interpreter)?;
                    let written = changed.as_ref().map_or(&mapper, |changed| &changed.mapper);
                    make(&written.table).made_of(given, written)
                }
                None => {
                    let made = make(&table);
                    check_alias(interpreter, &table, &made)?;
                    made
                }
            }))
        }
        None => Err(args.refuse(format!("`{}` takes a table.", args.function))),
    }
}

/// Checks that rows of an alias can be changed: it stands for a table, and gets no new rows.
///
/// # Errors
/// Where not.
fn check_alias(
    interpreter: &mut Interpreter,
    table: &TableObject,
    made: &StatementObject,
) -> Result<()> {
    let Some(alias) = table.alias() else {
        return Ok(());
    };
    match (&alias.kind, &made.statement) {
        (AliasedKind::Table(_), Statement::Update(_) | Statement::Delete(_)) => Ok(()),
        (AliasedKind::Query { .. }, _) => Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.ArgumentError",
            "subject table for an INSERT, UPDATE or DELETE expected, got a subquery",
        )),
        _ => Err(interpreter.unsupported("a change of the rows of an alias")),
    }
}

/// What SQLAlchemy 1.x took beside the table: `whereclause=`, which an insert has not, and
/// `values=`, which a delete has not.
struct Beside {
    condition: Option<Value>,
    values: Option<Value>,
}

impl Beside {
    fn take(args: &mut Args, function: &str) -> Result<Self> {
        let mut given = |name: &str, has: bool| match has {
            true => Ok(argument::present(args.take(name)?)),
            false => Ok(None),
        };
        Ok(Self {
            condition: given("whereclause", function != "insert")?,
            values: given("values", function != "delete")?,
        })
    }

    fn put(self, interpreter: &mut Interpreter, mut made: Value) -> Result<Value> {
        for (method, given) in [("where", self.condition), ("values", self.values)] {
            if let Some(given) = given {
                made = interpreter.call_method(&made, method, Args::new([given]))?;
            }
        }
        Ok(made)
    }
}

/// `table.insert(values)`, `table.update(whereclause, values)`, `table.delete(whereclause)`
pub(crate) fn of_method(
    interpreter: &mut Interpreter,
    table: &Rc<TableObject>,
    args: &mut Args,
    name: &str,
) -> Result<Value> {
    let beside = Beside::take(args, name)?;
    let made = match name {
        "insert" => StatementObject::insert(table),
        "update" => StatementObject::update(table),
        _ => StatementObject::delete(table),
    };
    beside.put(interpreter, Value::object(made))
}

/// `sa.insert(table)`, and what SQLAlchemy 1.x took beside it.
fn of_function(
    interpreter: &mut Interpreter,
    mut args: Args,
    name: &str,
    make: fn(&Rc<TableObject>) -> StatementObject,
) -> Result<Value> {
    let table = args.required("table")?;
    let beside = Beside::take(&mut args, name)?;
    let args = Args {
        positional: [table].into(),
        ..args
    };
    let made = of_table(interpreter, args, make)?;
    beside.put(interpreter, made)
}

/// `sa.insert(table)`
pub(crate) fn insert(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    of_function(interpreter, args, "insert", StatementObject::insert)
}

/// `insert` of a dialect's own module, which knows what to do about conflicts.
pub(crate) fn insert_on(
    interpreter: &mut Interpreter,
    args: Args,
    dialect: &'static str,
) -> Result<Value> {
    let made = of_table(interpreter, args, StatementObject::insert)?;
    match made.downcast::<StatementObject>() {
        Some(statement) => Ok(Value::object(StatementObject {
            conflicts: Some(dialect),
            ..(*statement).clone()
        })),
        None => Ok(made),
    }
}

/// `sa.update(table)`
pub(crate) fn update(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    of_function(interpreter, args, "update", StatementObject::update)
}

/// `sa.delete(table)`
pub(crate) fn delete(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    of_function(interpreter, args, "delete", StatementObject::delete)
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
        // The columns of an alias have no `onupdate`.
        if update.alias.is_some() {
            return Ok(next);
        }
        let is_ordered = update.values != sorted(Some(table), update.values.clone());
        for (column, data_type) in table.columns() {
            if update.values.iter().any(|(own, _)| own.text == column.text) {
                continue;
            }
            let given = table.on_update(&column.text);
            let row = |interpreter: &Interpreter| {
                let values = update.values.iter().map(|(name, value)| (name, value));
                live::defaults::row_of(interpreter, values)
            };
            let value =
                live::defaults::value(interpreter, &given, &column.text, Some(&data_type), &row)?;
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
            let none = |_: &Interpreter| Vec::new();
            let value =
                live::defaults::of(interpreter, table, &column.text, Some(&data_type), &none)?;
            match (value, &mut query) {
                (None, _) => {}
                // SQLAlchemy then loses the values of defaults.
                (Some(_), query) if source::changes_rows(query) => {
                    return Err(interpreter.unsupported(
                        "`from_select` of changed rows into a table whose columns have defaults",
                    ));
                }
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
}

/// The names and types of what `returning(...)` lists.
pub(super) fn returned(list: &Listed) -> Vec<(Name, SqlType)> {
    let types = list.types.iter().map(Option::as_ref);
    let types = types.chain(std::iter::repeat(None));
    list.columns
        .iter()
        .zip(types)
        .map(|(column, known)| {
            let name = match column {
                Expression::Column { name, .. } | Expression::Label { label: name, .. } => {
                    name.clone()
                }
                _ => Name::new("?column?"),
            };
            let data_type = known.cloned().or_else(|| clause::type_of(column));
            (name, data_type.unwrap_or(SqlType::Null))
        })
        .collect()
}
