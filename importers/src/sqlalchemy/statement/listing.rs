//! What stands in the list of a query.

use std::rc::Rc;

use super::select::{columns_of_table, types_of};
use crate::operation::expression::Select;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::orm::{self, Selected};
use crate::sqlalchemy::table::{Columns, TableObject};
use crate::sqlalchemy::{argument, clause, element, join, named, python_type};

/// What stands in the list of a query: columns, and the types that Python knows of them.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) columns: Vec<Expression>,
    pub(super) types: Vec<Option<SqlType>>,
    /// The table, where a whole one is listed.
    pub(super) table: Option<Rc<TableObject>>,
}

impl Listed {
    pub(super) fn extend(&mut self, other: Self) {
        self.columns.extend(other.columns);
        self.types.extend(other.types);
        self.table = self.table.take().or(other.table);
    }

    pub(super) fn of_table(table: &Rc<TableObject>) -> Self {
        let columns = columns_of_table(table);
        Self {
            types: types_of(&columns),
            columns,
            table: Some(table.clone()),
        }
    }
}

/// The list of a query or of `RETURNING`, and what it is read as where mapped classes are in it.
pub(super) fn listing(
    interpreter: &mut Interpreter,
    args: &Args,
    values: &[Value],
) -> Result<(Listed, Option<Rc<[Selected]>>)> {
    let mut all = Listed::default();
    let mut selected = Vec::new();
    let mut has_entities = false;
    for value in values {
        let one = listed(interpreter, args, value)?;
        for data_type in one.types.iter().flatten() {
            python_type::check_listed(interpreter, data_type)?;
        }
        match orm::entity_of(value) {
            Some((class, mapper)) => {
                has_entities = true;
                selected.push(Selected::Entity(class, mapper));
            }
            None => selected.resize(selected.len() + one.columns.len(), Selected::Value),
        }
        all.extend(one);
    }
    Ok((all, has_entities.then(|| selected.into())))
}

/// What a select is read as with more in its list, or with another list; `None` where the
/// method changes no list.
pub(super) fn selected_otherwise(
    interpreter: &mut Interpreter,
    select: &Select,
    selected: &Option<Rc<[Selected]>>,
    method: &str,
    args: &Args,
) -> Result<Option<Option<Rc<[Selected]>>>> {
    if !matches!(method, "add_columns" | "column" | "with_only_columns") {
        return Ok(None);
    }
    let values: Vec<Value> = args.positional.iter().cloned().collect();
    let (list, added) = listing(interpreter, args, &values)?;
    if method == "with_only_columns" {
        return Ok(Some(added));
    }
    let plain = |count| vec![Selected::Value; count];
    Ok(Some(match (selected, added) {
        (None, None) => None,
        (known, added) => {
            let known = known.as_ref().map(|known| known.to_vec());
            let mut all = known.unwrap_or_else(|| plain(select.columns.len()));
            let added = added.map(|added| added.to_vec());
            all.extend(added.unwrap_or_else(|| plain(list.columns.len())));
            Some(all.into())
        }
    }))
}

/// What a value adds to the list of a query.
pub(super) fn listed(interpreter: &mut Interpreter, args: &Args, value: &Value) -> Result<Listed> {
    if let Some(columns) = value.downcast::<Columns>() {
        columns.table.check_listed(interpreter)?;
        return Ok(Listed {
            table: None,
            ..Listed::of_table(&columns.table)
        });
    }
    if let Some(some) = value.downcast::<named::Named>() {
        let mut list = Listed::default();
        for column in some.columns_in_it() {
            list.extend(listed(interpreter, args, &column)?);
        }
        return Ok(list);
    }
    if let Some(join) = value.downcast::<join::JoinObject>() {
        let mut list = Listed::default();
        for (_, column) in join.columns() {
            list.extend(listed(interpreter, args, &column)?);
        }
        return Ok(list);
    }
    if let Some((_, mapper)) = orm::entity_of(value) {
        let mut list = Listed {
            table: Some(mapper.table.clone()),
            ..Listed::default()
        };
        for attribute in &mapper.attributes {
            let data_type = mapper.table.column_type(&attribute.column);
            list.columns.push(Expression::Column {
                table: Some(mapper.table.source()),
                name: Name::new(&*attribute.column),
                data_type: data_type.clone(),
            });
            list.types.push(data_type);
        }
        return Ok(list);
    }
    if let Some(table) = orm::table_of(value) {
        if columns_of_table(&table).is_empty() && !table.is_known_live_only(interpreter) {
            return Err(interpreter.unsupported(match table.is_function() {
                true => "the columns of a function's alias; say them with `.table_valued(...)`",
                false => "a query of a table that the file gives no columns",
            }));
        }
        table.check_listed(interpreter)?;
        return Ok(Listed::of_table(&table));
    }
    let (expression, data_type) = match (value, element::parts(interpreter, value)?) {
        (_, Some(parts)) => parts,
        // Numbers are taken as they stand.
        (Value::Int(_) | Value::Big(_) | Value::Float(_), None) => (
            Expression::Verbatim(interpreter.str(value)?.to_string()),
            None,
        ),
        (other, None)
            if other.as_str().is_some() || other.downcast::<argument::NameObject>().is_some() =>
        {
            let text = interpreter.str(other)?;
            if text == "*" {
                return Ok(Listed {
                    columns: vec![Expression::Verbatim(text)],
                    types: vec![None],
                    table: None,
                });
            }
            return Err(args.refuse(format!(
                "Textual column expression '{text}' should be explicitly declared with text('{text}')"
            )));
        }
        (other, None) => (clause::operand(interpreter, other, None)?, None),
    };
    let key = value.downcast::<clause::Clause>();
    let expression = match key.and_then(|clause| clause.key.clone()) {
        Some(label) => Expression::Label {
            expression: Box::new(expression),
            label,
        },
        None => match clause::identity_of(value) {
            Some(identity) if crate::dialect::is_counted(&expression) => Expression::Object {
                identity,
                expression: Box::new(expression),
            },
            _ => expression,
        },
    };
    Ok(Listed {
        columns: vec![expression],
        types: vec![data_type],
        table: None,
    })
}
