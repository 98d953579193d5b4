//! `text(...).columns(...)`: text that is a query, because its columns are known.

use std::rc::Rc;

use super::clause::{self, Clause};
use super::column::{self, ColumnObject};
use super::schema::Item;
use super::statement::StatementObject;
use super::table::{Columns, TableObject};
use super::{argument, source, text};
use crate::operation::{Expression, Name, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// Text with its columns.
pub(crate) struct TextualSelect {
    text: String,
    parameters: Vec<(String, Expression)>,
    columns: Vec<(Name, SqlType)>,
    /// Whether the columns stand in the order of those of the text; by their names otherwise.
    in_order: bool,
}

/// `text(...).columns(*columns, **types)`
///
/// # Errors
/// What is no column and no type.
pub(crate) fn columns(
    interpreter: &mut Interpreter,
    text: &str,
    parameters: Vec<(String, Expression)>,
    args: &mut Args,
) -> Result<Value> {
    let mut columns: Vec<(Name, SqlType)> = Vec::new();
    for value in args.rest() {
        let given = match value.downcast::<ColumnObject>() {
            Some(column) => column.expression(),
            None => match clause::as_expression(&value) {
                Some(given) => given,
                None => return Err(args.refuse("`columns` takes columns, and types by name.")),
            },
        };
        let (name, data_type) = match given {
            Expression::Column {
                name, data_type, ..
            } => (name, data_type),
            Expression::Label { label, expression } => (label, clause::type_of(&expression)),
            _ => return Err(args.refuse("`columns` takes columns, and types by name.")),
        };
        columns.push((name, data_type.unwrap_or(SqlType::Null)));
    }
    let keywords = args.take_keywords();
    let in_order = !columns.is_empty() && keywords.is_empty();
    for keyword in keywords {
        let data_type = argument::data_type(interpreter, args, &keyword.name, &keyword.value)?;
        match columns
            .iter_mut()
            .find(|(name, _)| name.text == *keyword.name)
        {
            Some((_, own)) => *own = data_type,
            None => columns.push((Name::new(&*keyword.name), data_type)),
        }
    }
    Ok(Value::object(TextualSelect {
        text: text.to_owned(),
        parameters,
        columns,
        in_order,
    }))
}

/// The text as a query in an expression.
pub(crate) fn as_query(value: &Value) -> Option<Expression> {
    let own = value.downcast::<TextualSelect>()?;
    Some(own.expression())
}

impl TextualSelect {
    /// The types of the columns that the text was found to give.
    pub(crate) fn types_of(&self, found: &[String]) -> Vec<Option<SqlType>> {
        let type_of = |at: usize, name: &String| match self.in_order {
            true => self.columns.get(at),
            false => self.columns.iter().find(|(own, _)| own.text == *name),
        };
        let found = found.iter().enumerate();
        let types = found.map(|(at, name)| type_of(at, name).map(|(_, own)| own.clone()));
        types.collect()
    }

    fn expression(&self) -> Expression {
        Expression::Text {
            text: self.text.clone(),
            parameters: self.parameters.clone(),
        }
    }

    /// A name for it in `FROM`.
    fn named(&self, method: &str, args: &mut Args) -> Result<Value> {
        source::named_query(&self.expression(), self.columns.clone(), method, args)
    }
}

impl Object for TextualSelect {
    fn type_name(&self) -> &str {
        "TextualSelect"
    }

    fn classes(&self) -> &'static [&'static str] {
        &[
            "sqlalchemy.sql.elements.ClauseElement",
            "sqlalchemy.sql.base.Executable",
        ]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "c" | "columns" | "selected_columns" => {
                let items = self.columns.iter().cloned();
                let items = items.map(|(name, data_type)| {
                    Item::Column(Box::new(column::plain(name, data_type)))
                });
                let table = TableObject::new(TableName::new(""), items.collect());
                Some(Value::object(Columns {
                    table: Rc::new(table),
                }))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "subquery" | "alias" | "cte" | "lateral" => Some(self.named(name, args)?),
            "select" => {
                let table = self.named("subquery", &mut Args::new([]))?;
                let table = table.downcast::<TableObject>();
                table.map(|table| Value::object(StatementObject::select_table(&table)))
            }
            "scalar_subquery" | "as_scalar" => {
                let data_type = self.columns.first().map(|(_, data_type)| data_type.clone());
                Some(Clause::value(
                    Expression::Grouping(Box::new(self.expression())),
                    data_type.filter(|data_type| *data_type != SqlType::Null),
                ))
            }
            "bindparams" => {
                let parameters =
                    text::bound(interpreter, &self.text, &self.parameters, name, args)?;
                Some(Value::object(Self {
                    text: self.text.clone(),
                    parameters,
                    columns: self.columns.clone(),
                    in_order: self.in_order,
                }))
            }
            "execution_options" => {
                super::execution_options::of_method(interpreter, args)?;
                Some(Value::Object(self))
            }
            _ => None,
        })
    }
}
