//! `op.alter_column` on PostgreSQL.

use crate::Diagnostic;
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{alter, column, comment, expression, identifier};
use crate::operation::expression::Literal;
use crate::operation::{AlterColumn, Change, Expression, Identity, OptionValue, ServerDefault};

/// The type first, then nullability, default, comment and the new name.
pub(super) fn column(rules: &dyn Rules, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic> {
    let mut statements = Vec::new();
    let using = using(rules, alter)?;
    match alter::data_type(rules, alter)? {
        Some(sql) => statements.push(match using {
            Some(using) => format!("{sql} USING {using}"),
            None => sql,
        }),
        None if using.is_some() => {
            return Err(refused(
                "postgresql_using must be used with the type_ parameter",
            ));
        }
        None => {}
    }
    statements.extend(alter::nullable(rules, alter));
    statements.extend(alter::default(rules, alter, |alter| {
        identity(rules, alter)
    })?);
    let text = match &alter.comment {
        Change::Keep => None,
        Change::Drop => Some(None),
        Change::Set(text) => Some(Some(text.as_str())),
    };
    if let Some(text) = text {
        statements.push(format!(
            "COMMENT ON COLUMN {}.{} IS {}",
            identifier::altered_table(rules, &alter.table),
            identifier::quote(rules, &alter.column),
            comment::value(rules, text)
        ));
    }
    statements.extend(alter::rename(rules, alter, ""));
    Ok(statements)
}

fn using(rules: &dyn Rules, alter: &AlterColumn) -> Result<Option<String>, Diagnostic> {
    let options = Options::new(rules, &alter.options, Subject::AlterColumn)?;
    match options.get("using") {
        None => Ok(None),
        Some(OptionValue::Text(sql)) => Ok(Some(sql.clone())),
        Some(OptionValue::Expression(sql)) => {
            expression::render(rules, sql, expression::DDL).map(Some)
        }
        Some(_) => Err(refused("postgresql_using must be a string.")),
    }
}

fn is_text(default: &ServerDefault) -> bool {
    matches!(
        default,
        ServerDefault::Expression(Expression::Literal {
            value: Literal::Text(_),
            ..
        })
    )
}

fn was_always(old: &Change<ServerDefault>) -> bool {
    matches!(old, Change::Set(ServerDefault::Identity(old)) if old.always)
}

/// An identity beside a default that Alembic does not compare it with.
fn incomparable() -> Diagnostic {
    refused("Boolean value of this clause is not defined")
        .help("Alembic compares an identity with no such default: drop the one first, then set the other.")
}

/// An identity is added, unless the file says which one there was: that one is altered.
fn identity(rules: &dyn Rules, alter: &AlterColumn) -> Rendered {
    let start = alter::start(rules, alter);
    let new = match &alter.server_default {
        Change::Set(ServerDefault::Identity(new)) => new,
        // Alembic writes nothing of a text, and stops at an expression.
        Change::Set(other) if is_text(other) && !was_always(&alter.existing_server_default) => {
            return Ok(start);
        }
        Change::Set(_) => return Err(incomparable()),
        Change::Keep | Change::Drop => return Ok(format!("{start} DROP IDENTITY")),
    };
    let none = Identity::default();
    let old = match &alter.existing_server_default {
        Change::Keep | Change::Drop => {
            return Ok(format!("{start} ADD {}", column::identity(new)));
        }
        Change::Set(ServerDefault::Identity(old)) => old,
        Change::Set(old) if is_text(old) => &none,
        Change::Set(ServerDefault::Expression(Expression::Text { .. })) if *new != none => &none,
        Change::Set(_) => return Err(incomparable()),
    };
    let mut parts = Vec::new();
    if new.always != old.always {
        parts.push(format!(
            "SET GENERATED {}",
            if new.always { "ALWAYS" } else { "BY DEFAULT" }
        ));
    }
    let (before, after) = (&old.sequence, &new.sequence);
    let mut changed = |keyword: &str, before: Option<i64>, after: Option<i64>| {
        if before != after
            && let Some(value) = after
        {
            parts.push(format!("SET {keyword} {value}"));
        }
    };
    changed("CACHE", before.cache, after.cache);
    if before.cycle != after.cycle
        && let Some(cycle) = after.cycle
    {
        parts.push(format!("SET {}", if cycle { "CYCLE" } else { "NO CYCLE" }));
    }
    let mut changed = |keyword: &str, before: Option<i64>, after: Option<i64>| {
        if before != after
            && let Some(value) = after
        {
            parts.push(format!("SET {keyword} {value}"));
        }
    };
    changed("INCREMENT BY", before.increment, after.increment);
    changed("MAXVALUE", before.maxvalue, after.maxvalue);
    changed("MINVALUE", before.minvalue, after.minvalue);
    for (words, before, after) in [
        ("SET NO MAXVALUE", before.nomaxvalue, after.nomaxvalue),
        ("SET NO MINVALUE", before.nominvalue, after.nominvalue),
    ] {
        if after && !before {
            parts.push(words.to_owned());
        }
    }
    let mut changed = |keyword: &str, before: Option<i64>, after: Option<i64>| {
        if before != after
            && let Some(value) = after
        {
            parts.push(format!("SET {keyword} {value}"));
        }
    };
    changed("START WITH", before.start, after.start);
    Ok(format!("{start} {}", parts.join(" ")))
}
