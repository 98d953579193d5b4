//! `op.create_index` and `op.drop_index`.

use super::{Target, with_scheme};
use crate::operation::{Expression, Name, Operation, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::naming::{Given, Kind};
use crate::sqlalchemy::schema::{FirstColumn, IndexConstruct};
use crate::sqlalchemy::{argument, item, member_name};

/// What SQLAlchemy says beside where columns are put into a table one by one.
const REPLACING: &str =
    ". Specify replace_existing=True to Table.append_column() to replace an existing column";

const UNNAMED: &str = "An index of expressions alone needs a name; Alembic makes one only where a column of the table is among them.";

/// `op.create_index(index_name, table_name, columns, schema=, unique=, if_not_exists=, ...)`
pub(super) fn create(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let name = args.required("index_name")?;
    let given = argument::to_given(args, "index_name", &name)?;
    let table = target.table(args, "table_name")?;
    let columns = args.required("columns")?;
    let columns = interpreter.known(columns)?;
    let mut expressions = Vec::new();
    let mut named = Vec::new();
    let mut firsts = Vec::new();
    let mut has_loose = false;
    for column in interpreter.iterate(&columns)? {
        let column = member_name::as_column(&column);
        has_loose |= column
            .downcast::<ColumnObject>()
            .is_some_and(|column| column.is_of_schema() && column.table.get().is_none());
        let (element, mut first) = item::index_element(interpreter, &column)?;
        let is_text = matches!(element, Expression::Text { .. });
        let element = keyed(element);
        match (&element, column.as_str()) {
            (_, Some(name)) => named.push(Name::new(&*name)),
            (Expression::Label { label, .. }, _) if is_text => {
                first = Some(FirstColumn::Own(label.clone()));
                named.push(label.clone());
            }
            _ => {}
        }
        if let Some(FirstColumn::Other(other, name)) = &first
            && *other == table
        {
            first = Some(FirstColumn::Own(name.clone()));
        }
        expressions.push(element);
        firsts.extend(first);
    }
    // Only columns of the table bring the convention about, and those of no table yet prevent it.
    let is_named = |first| matches!(first, &FirstColumn::Own(_));
    if given == Given::None && (has_loose || !firsts.iter().any(is_named)) {
        return Err(args.refuse(UNNAMED));
    }
    super::constraint::distinct(interpreter, &table, &named, REPLACING)?;
    let unique = args.keyword_boolean("unique")?.unwrap_or(false);
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    let given = quoted(given, args)?;
    let _ = args.keyword("info");
    let options = argument::dialect_options(interpreter, args)?;
    argument::unknown_dialects(interpreter, args);
    let construct = IndexConstruct {
        given,
        expressions,
        firsts,
        unique,
        options,
    };
    let index = with_scheme(interpreter, |scheme| scheme.index(&table, construct))?;
    target.record(
        interpreter,
        Operation::CreateIndex {
            index,
            if_not_exists,
        },
    );
    Ok(Value::None)
}

/// `quote=`: a name that is quoted so is a plain one; one that a convention makes is not told.
fn quoted(given: Given, args: &mut Args) -> Result<Given> {
    let quote = args.keyword_boolean("quote")?;
    Ok(match (given, quote) {
        (Given::Plain(name) | Given::Final(name), Some(quote)) => Given::Plain(Name {
            quote: Some(quote),
            ..name
        }),
        (given, _) => given,
    })
}

/// Alembic makes an element of its own of a text, which has the text for its key
/// and for the name of its column; in `sa.Index` it has neither.
fn keyed(element: Expression) -> Expression {
    match element {
        Expression::Text { ref text, .. } => Expression::Label {
            label: Name::new(text),
            expression: Box::new(element),
        },
        other => other,
    }
}

/// `op.drop_index(index_name, table_name=None, schema=, if_exists=, ...)`
pub(super) fn drop(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let name = args.required("index_name")?;
    let given = argument::to_given(args, "index_name", &name)?;
    let (table, schema) = match target {
        Target::Direct => {
            let table = argument::optional_name(args, "table_name")?;
            let schema = argument::keyword_name(args, "schema")?;
            let table = table.map(|name| TableName {
                schema: schema.clone(),
                name,
            });
            (table, schema)
        }
        Target::Batch(batch) => (Some(batch.table.clone()), batch.table.schema.clone()),
    };
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    let given = quoted(given, args)?;
    for ignored in ["unique", "info"] {
        let _ = args.keyword(ignored);
    }
    let options = argument::dialect_options(interpreter, args)?;
    argument::unknown_dialects(interpreter, args);
    let subject = table.clone().unwrap_or_else(|| TableName {
        schema: schema.clone(),
        name: Name::new("no_table"),
    });
    let name = with_scheme(interpreter, |scheme| {
        scheme.dropped(&subject, &given, Kind::Index)
    })?;
    let Some(name) = name else {
        return Err(argument::alembic_stops(
            interpreter,
            &"DROP INDEX needs the index's name",
        ));
    };
    target.record(
        interpreter,
        Operation::DropIndex {
            name,
            table,
            schema,
            if_exists,
            options,
        },
    );
    Ok(Value::None)
}
