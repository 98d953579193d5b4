//! The rows that are written many at once, as they are given.

use std::collections::HashMap;
use std::rc::Rc;

use super::mapping::{Attribute, Mapper};
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::clause;
use crate::sqlalchemy::live::mapping;
use crate::sqlalchemy::statement::StatementObject;

/// A row: the values that were given, by attribute.
pub(super) type Row = HashMap<Rc<str>, Value>;

/// Gives rows the value that tells their class, where they say none.
pub(super) fn identify(mapper: &Mapper, rows: &mut [Row]) {
    if let Some(lineage) = &mapper.lineage
        && !lineage.identity.is_none()
    {
        for row in rows {
            let on = lineage.family.on.clone();
            row.entry(on).or_insert_with(|| lineage.identity.clone());
        }
    }
}

/// Rows as they are given: dicts whose other keys do not count.
pub(super) fn rows(interpreter: &mut Interpreter, args: &Args, given: &Value) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for row in interpreter.iterate(given)? {
        let row = interpreter.known(row)?;
        let row = mapping::plain(interpreter, &row)?;
        let Value::Dict(dict) = &row else {
            return Err(args.refuse("Rows are given as dicts."));
        };
        let pairs = dict.entries.borrow().pairs();
        let named = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((Rc::from(&*name.as_str()?), value)));
        rows.push(named.collect());
    }
    Ok(rows)
}

/// Whether `None` is a value of a type, and not the lack of one.
pub(super) fn is_none_a_value(data_type: &SqlType) -> bool {
    match data_type {
        SqlType::Json { none_as_null, .. } => !none_as_null,
        SqlType::Variant { base, .. } | SqlType::Written { base, .. } => is_none_a_value(base),
        _ => false,
    }
}

/// What `values()` calls the column of each attribute: an entity's statement takes the names of
/// attributes, a table's the keys of columns.
pub(super) fn targets(statement: &StatementObject, mapper: &Mapper) -> Vec<Value> {
    let table = &mapper.table;
    let keys: Vec<_> = table.columns().into_iter().zip(table.keys()).collect();
    let key_of = |column: &str| {
        let mut keys = keys.iter();
        let found = keys.find(|((name, _), _)| name.text == column);
        found.map_or_else(|| Value::str(column), |(_, key)| Value::str(&**key))
    };
    let target = |own: &Attribute| match statement.changed_entity() {
        Some(_) => Value::str(&*own.name),
        None => key_of(&own.column),
    };
    mapper.attributes.iter().map(target).collect()
}

/// The values of a row for `values()`; `targets` are those of the mapper's attributes.
pub(super) fn columns(
    interpreter: &mut Interpreter,
    targets: &[Value],
    mapper: &Mapper,
    row: &Row,
    wanted: impl Fn(&Attribute, &Value) -> bool,
) -> Result<Vec<(Value, Value)>> {
    let mut columns = Vec::with_capacity(row.len());
    for (attribute, target) in mapper.attributes.iter().zip(targets) {
        let Some(value) = row.get(&attribute.name) else {
            continue;
        };
        if !wanted(attribute, value) {
            continue;
        }
        if clause::as_expression(value).is_some() {
            return Err(interpreter.unsupported(&format!(
                "an expression as the value of \"{}\" in rows that are written in bulk; drivers take values only",
                attribute.name
            )));
        }
        columns.push((target.clone(), value.clone()));
    }
    Ok(columns)
}
