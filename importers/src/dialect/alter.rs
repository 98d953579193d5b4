//! `ALTER COLUMN`: the statements of Alembic's generic implementation, in its order.

use super::rules::{Rendered, Rules, refused};
use super::{column, identifier};
use crate::Diagnostic;
use crate::operation::types::Enum;
use crate::operation::{
    AlterColumn, Change, Constraint, ConstraintDefinition, Expression, Name, ServerDefault, SqlType,
};

/// `ALTER TABLE t ALTER COLUMN c`
pub(crate) fn start(rules: &dyn Rules, alter: &AlterColumn) -> String {
    format!(
        "ALTER TABLE {} ALTER COLUMN {}",
        identifier::altered_table(rules, &alter.table),
        identifier::quote(rules, &alter.column)
    )
}

/// `DROP NOT NULL`, `SET NOT NULL`
pub(crate) fn nullable(rules: &dyn Rules, alter: &AlterColumn) -> Option<String> {
    alter.nullable.map(|nullable| {
        format!(
            "{} {} NOT NULL",
            start(rules, alter),
            if nullable { "DROP" } else { "SET" }
        )
    })
}

/// `SET DEFAULT`, `DROP DEFAULT`; `identity` renders what concerns an identity.
pub(crate) fn default(
    rules: &dyn Rules,
    alter: &AlterColumn,
    identity: impl FnOnce(&AlterColumn) -> Rendered,
) -> Result<Option<String>, Diagnostic> {
    let is_computed =
        |change: &Change<ServerDefault>| matches!(change, Change::Set(ServerDefault::Computed(_)));
    let is_identity =
        |change: &Change<ServerDefault>| matches!(change, Change::Set(ServerDefault::Identity(_)));
    let (new, old) = (&alter.server_default, &alter.existing_server_default);
    if *new == Change::Keep {
        return Ok(None);
    }
    if is_computed(new) || is_computed(old) {
        return Err(refused(
            "Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from \
             an existing column is not supported.",
        ));
    }
    if is_identity(new) || is_identity(old) {
        return identity(alter).map(Some);
    }
    Ok(Some(match new {
        Change::Set(ServerDefault::Expression(value)) => format!(
            "{} SET DEFAULT {}",
            start(rules, alter),
            column::default(rules, value)?
        ),
        _ => format!("{} DROP DEFAULT", start(rules, alter)),
    }))
}

/// `TYPE …`
pub(crate) fn data_type(
    rules: &dyn Rules,
    alter: &AlterColumn,
) -> Result<Option<String>, Diagnostic> {
    alter
        .data_type
        .as_ref()
        .map(|data_type| {
            Ok(format!(
                "{} TYPE {}",
                start(rules, alter),
                rules.data_type(data_type)?
            ))
        })
        .transpose()
}

/// `RENAME c TO d`, with the word that stands before the column.
pub(crate) fn rename(rules: &dyn Rules, alter: &AlterColumn, word: &str) -> Option<String> {
    alter.new_name.as_ref().map(|name| {
        format!(
            "ALTER TABLE {} RENAME {word}{} TO {}",
            identifier::altered_table(rules, &alter.table),
            identifier::quote(rules, &alter.column),
            identifier::quote(rules, name)
        )
    })
}

/// The CHECK that a type brings with it where it is no type of the database.
pub(crate) fn type_check(
    rules: &dyn Rules,
    column: &Name,
    data_type: &SqlType,
) -> Option<Constraint> {
    let values = |values: Vec<Expression>, name: &Option<Name>| Constraint {
        name: name.clone(),
        kind: ConstraintDefinition::Check {
            condition: Expression::Binary {
                left: Box::new(Expression::Column {
                    table: None,
                    name: column.clone(),
                    data_type: None,
                }),
                operator: "IN".to_owned(),
                right: Box::new(Expression::List(values)),
            },
        },
        deferrable: None,
        initially: None,
        comment: None,
        type_bound: true,
        options: Default::default(),
    };
    match super::types::resolve(data_type, rules.dialect()) {
        SqlType::Boolean {
            create_constraint: true,
            name,
            ..
        } if !rules.native_boolean() => Some(values(
            ["0", "1"]
                .into_iter()
                .map(|digit| Expression::Verbatim(digit.to_owned()))
                .collect(),
            name,
        )),
        SqlType::Enum(Enum {
            values: labels,
            name,
            native,
            create_constraint: true,
            ..
        }) if !(*native && rules.native_enum()) => Some(values(
            labels
                .iter()
                .map(|label| Expression::Literal {
                    value: crate::operation::expression::Literal::Text(label.clone()),
                    data_type: None,
                })
                .collect(),
            name,
        )),
        _ => None,
    }
}
