//! `sa.values(...)`: rows that stand in a statement.

use super::argument;
use super::clause::{self, Clause};
use super::column::{self, ColumnObject};
use super::rewritten::Unread;
use super::schema::{Item, creation_order};
use super::table::TableObject;
use crate::operation::expression::{AliasName, Aliased, AliasedKind, Values};
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::Value;

/// `sa.values(*columns, name=None, literal_binds=False)`
pub(super) fn values(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if let Some(unread) = interpreter.extension::<Unread>()
        && let Some(refusal) = unread.of_rows()
    {
        return Err(Interrupt::Refused(Box::new(refusal)));
    }
    let mut columns = Vec::new();
    for value in args.rest() {
        let value = interpreter.known(value)?;
        let Some(column) = value.downcast::<ColumnObject>() else {
            return Err(args.refuse("`values` takes columns: sa.column(name, type)."));
        };
        let own = column.construct.borrow();
        columns.push((own.column.name.clone(), own.column.data_type.clone()));
    }
    let name = argument::keyword_name(&mut args, "name")?;
    let _ = args.keyword("literal_binds");
    args.finish()?;
    let rows = Values {
        columns: columns.iter().map(|(name, _)| name.clone()).collect(),
        is_named: name.is_some(),
        ..Values::default()
    };
    Ok(made(rows, name_of(name), columns))
}

fn name_of(name: Option<Name>) -> AliasName {
    match name {
        Some(name) => AliasName::Named {
            name,
            id: creation_order(),
        },
        None => AliasName::Anonymous {
            base: "anon".to_owned(),
            id: creation_order(),
        },
    }
}

fn made(rows: Values, name: AliasName, columns: Vec<(Name, SqlType)>) -> Value {
    let items = columns
        .into_iter()
        .map(|(name, data_type)| Item::Column(Box::new(column::plain(name, data_type))))
        .collect();
    let aliased = Aliased {
        kind: AliasedKind::Values(rows),
        name,
    };
    Value::object(TableObject::aliased(aliased, items))
}

fn of_table(table: &TableObject) -> Option<(&Values, &AliasName)> {
    match &**table.alias()? {
        Aliased {
            kind: AliasedKind::Values(rows),
            name,
        } => Some((rows, name)),
        _ => None,
    }
}

/// Whether a table is one of `sa.values(...)`.
pub(super) fn is_values(table: &TableObject) -> bool {
    of_table(table).is_some()
}

/// `.data(rows)`, `.alias(name)`, `.cte(name)`, `.lateral(name)`
pub(super) fn method(
    interpreter: &mut Interpreter,
    table: &TableObject,
    method: &str,
    args: &mut Args,
) -> Result<Value> {
    let Some((rows, name)) = of_table(table) else {
        return Ok(Value::None);
    };
    let (mut rows, mut name) = (rows.clone(), name.clone());
    if method == "data" {
        let given = args.required("values")?;
        for row in interpreter.iterate(&given)? {
            let cells = interpreter.iterate(&row)?;
            let columns = table.columns();
            if cells.len() != columns.len() {
                return Err(args.refuse("A row of `data` has another number of values."));
            }
            let mut made = Vec::with_capacity(cells.len());
            for (cell, (_, data_type)) in cells.iter().zip(&columns) {
                made.push(clause::operand(interpreter, cell, Some(data_type))?);
            }
            rows.rows.push(made);
        }
        return Ok(self::made(rows, name, table.columns()));
    }
    if let Some(given) = argument::present(args.take("name")?) {
        name = name_of(Some(argument::to_name(args, "name", &given)?));
        rows.is_named = true;
    }
    if !rows.is_named {
        rows.is_named = true;
        name = name_of(None);
    }
    match method {
        "cte" => rows.common = true,
        "lateral" => rows.lateral = true,
        _ => {}
    }
    Ok(self::made(rows, name, table.columns()))
}

/// `.scalar_values()`: the rows as a list of values.
pub(super) fn scalar(table: &TableObject) -> Option<Value> {
    let (rows, _) = of_table(table)?;
    let data_type = table.columns().into_iter().next().map(|(_, known)| known);
    let rows = Expression::Values(Box::new(rows.clone()));
    Some(Clause::value(
        Expression::Grouping(Box::new(rows)),
        data_type,
    ))
}

/// The rows as a statement of their own.
pub(crate) fn as_statement(value: &Value) -> Option<Expression> {
    let table = value.downcast::<TableObject>()?;
    let (rows, _) = of_table(&table)?;
    Some(Expression::Values(Box::new(rows.clone())))
}
