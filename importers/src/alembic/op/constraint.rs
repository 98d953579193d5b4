//! `op.create_*_constraint`, `op.create_primary_key`, `op.create_foreign_key`
//! and `op.drop_constraint`.

use super::{Target, names, with_scheme};
use crate::operation::{ConstraintDefinition, Expression, Name, Operation, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::script::ConstraintKind;
use crate::sqlalchemy::naming::{Given, Kind};
use crate::sqlalchemy::schema::{ConstraintConstruct, SchemaError};
use crate::sqlalchemy::{argument, clause, item};

fn given(args: &mut Args) -> Result<Given> {
    let name = args.required("constraint_name")?;
    argument::to_given(args, "constraint_name", &name)
}

/// Names the constraint and records it.
fn add(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
    table: TableName,
    mut construct: ConstraintConstruct,
) -> Result<Value> {
    item::constraint_options(interpreter, args, &mut construct)?;
    argument::unknown_dialects(interpreter, args);
    let constraint = with_scheme(interpreter, |scheme| scheme.constraint(&table, construct))?;
    target.record(interpreter, Operation::AddConstraint { table, constraint });
    Ok(Value::None)
}

/// `op.create_primary_key(constraint_name, table_name, columns, schema=)`
pub(super) fn primary_key(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let given = given(args)?;
    let table = target.table(args, "table_name")?;
    let columns = names(interpreter, args, "columns")?;
    if columns.is_empty() && interpreter.dialect() != crate::Dialect::Sqlite {
        return Err(argument::alembic_stops(
            interpreter,
            &"This constraint is not bound to a table.  Did you mean to call table.append_constraint(constraint) ?",
        ));
    }
    distinct(interpreter, &table, &columns, "")?;
    // It takes no options.
    let construct = ConstraintConstruct::new(given, ConstraintDefinition::PrimaryKey { columns });
    let constraint = with_scheme(interpreter, |scheme| scheme.constraint(&table, construct))?;
    target.record(interpreter, Operation::AddConstraint { table, constraint });
    Ok(Value::None)
}

/// Checks that no column stands there twice: Alembic makes a table of them first,
/// and `more` is what it says beside.
///
/// # Errors
/// `DuplicateColumnError`
pub(super) fn distinct(
    interpreter: &mut Interpreter,
    table: &TableName,
    columns: &[Name],
    more: &str,
) -> Result<()> {
    for (at, column) in columns.iter().enumerate() {
        let before = columns.get(..at).unwrap_or_default();
        if before.iter().any(|other| other.text == column.text) {
            let reason = format!(
                "A column with name '{}' is already present in table '{}'{more}",
                column.text, table.name.text
            );
            let class = "sqlalchemy.exc.DuplicateColumnError";
            return Err(argument::stops(interpreter, class, &reason));
        }
    }
    Ok(())
}

/// `op.create_unique_constraint(constraint_name, table_name, columns, schema=, ...)`
pub(super) fn unique(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let given = given(args)?;
    let table = target.table(args, "table_name")?;
    let columns = names(interpreter, args, "columns")?;
    distinct(interpreter, &table, &columns, "")?;
    let construct = ConstraintConstruct::new(given, ConstraintDefinition::Unique { columns });
    add(interpreter, target, args, table, construct)
}

/// `op.create_foreign_key(constraint_name, source_table, referent_table, local_cols, remote_cols, ...)`
pub(super) fn foreign_key(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let given = given(args)?;
    let table = match target {
        Target::Direct => {
            let name = argument::name(args, "source_table")?;
            let schema = argument::keyword_name(args, "source_schema")?;
            TableName { schema, name }
        }
        Target::Batch(batch) => batch.table.clone(),
    };
    let referent = argument::name(args, "referent_table")?;
    let columns = names(interpreter, args, "local_cols")?;
    let referred = names(interpreter, args, "remote_cols")?;
    let references = TableName {
        schema: argument::keyword_name(args, "referent_schema")?,
        name: referent,
    };
    if table != references {
        distinct(interpreter, &references, &referred, "")?;
    }
    let mut sources = columns.iter().enumerate();
    if sources.any(|(at, column)| columns.iter().take(at).any(|one| one.text == column.text)) {
        return Err(argument::alembic_stops(
            interpreter,
            &SchemaError::RepeatedSource,
        ));
    }
    if columns.len() != referred.len() {
        return Err(argument::alembic_stops(
            interpreter,
            &"the foreign key names different numbers of columns here and there",
        ));
    }
    for ignored in ["use_alter", "link_to_name"] {
        let _ = args.keyword(ignored);
    }
    let definition = ConstraintDefinition::ForeignKey {
        columns,
        references,
        referred,
        on_delete: args.keyword_string("ondelete")?,
        on_update: args.keyword_string("onupdate")?,
        match_type: args.keyword_string("match")?,
    };
    let construct = ConstraintConstruct::new(given, definition);
    add(interpreter, target, args, table, construct)
}

/// `op.create_check_constraint(constraint_name, table_name, condition, schema=, ...)`
pub(super) fn check(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let given = given(args)?;
    let table = target.table(args, "table_name")?;
    let condition = args.required("condition")?;
    let condition = item::text_or_expression(interpreter, &condition)?;
    let construct = ConstraintConstruct::new(
        given,
        ConstraintDefinition::Check {
            condition: item::unqualified(condition),
        },
    );
    add(interpreter, target, args, table, construct)
}

/// `op.create_exclude_constraint(constraint_name, table_name, *elements, using=, where=, ...)`
pub(super) fn exclude(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let given = given(args)?;
    let table = target.table(args, "table_name")?;
    let elements = args.rest();
    if elements.is_empty() {
        return Err(args.refuse("An exclude constraint needs an element and its operator."));
    }
    for element in &elements {
        let first = interpreter.iterate(element)?.into_iter().next();
        let expression = first.as_ref().and_then(clause::as_expression);
        // Alembic makes a table of the elements' names.
        if matches!(expression, Some(Expression::Text { .. }))
            && interpreter.dialect() == crate::Dialect::Postgres
        {
            return Err(argument::alembic_stops(
                interpreter,
                &"Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table",
            ));
        }
    }
    let construct = item::exclude_construct(interpreter, args, elements, given)?;
    let constraint = with_scheme(interpreter, |scheme| scheme.constraint(&table, construct))?;
    target.record(interpreter, Operation::AddConstraint { table, constraint });
    Ok(Value::None)
}

/// `op.drop_constraint(constraint_name, table_name, type_=None, schema=, if_exists=)`
pub(super) fn drop(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let given = given(args)?;
    let table = target.table(args, "table_name")?;
    let type_ = args.optional_string("type_")?;
    let (kind, naming) = match type_.as_deref() {
        None => (ConstraintKind::Any, Kind::Other),
        Some("foreignkey") => (ConstraintKind::ForeignKey, Kind::ForeignKey),
        Some("primary") => (ConstraintKind::PrimaryKey, Kind::PrimaryKey),
        Some("unique") => (ConstraintKind::Unique, Kind::Unique),
        Some("check") => (ConstraintKind::Check, Kind::Check),
        Some(other) => {
            return Err(argument::alembic_stops(
                interpreter,
                &format!(
                    "`type_` of drop_constraint is \"{other}\"; it can be \"foreignkey\", \"primary\", \"unique\" or \"check\""
                ),
            ));
        }
    };
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    let name = with_scheme(interpreter, |scheme| scheme.dropped(&table, &given, naming))?;
    target.record(
        interpreter,
        Operation::DropConstraint {
            table,
            name,
            kind,
            if_exists,
        },
    );
    Ok(Value::None)
}
