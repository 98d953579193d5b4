//! `op.alter_column` on MySQL: one statement that says the whole column anew.

use crate::Diagnostic;
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{identifier, types};
use crate::operation::types::FloatKind;
use crate::operation::{AlterColumn, Change, ServerDefault, SqlType};

/// `CHANGE` where the name changes, `MODIFY` where more than the default does, else the
/// default alone.
pub(super) fn column(rules: &dyn Rules, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic> {
    let is_changed = alter.new_name.is_some()
        || alter.nullable.is_some()
        || alter.data_type.is_some()
        || alter.autoincrement.is_some()
        || alter.comment != Change::Keep
        || alter.server_default != Change::Keep;
    if is_changed {
        can_have(alter)?;
    }
    let table = identifier::altered_table(rules, &alter.table);
    let name = identifier::quote(rules, &alter.column);
    if alter.new_name.is_some() || may_have_function(rules, alter) {
        let new = alter.new_name.as_ref().unwrap_or(&alter.column);
        return Ok(vec![format!(
            "ALTER TABLE {table} CHANGE {name} {} {}",
            identifier::quote(rules, new),
            specification(rules, alter)?
        )]);
    }
    let modified = alter.nullable.is_some()
        || alter.data_type.is_some()
        || alter.autoincrement.is_some()
        || alter.comment != Change::Keep;
    if modified {
        return Ok(vec![format!(
            "ALTER TABLE {table} MODIFY {name} {}",
            specification(rules, alter)?
        )]);
    }
    let change = match &alter.server_default {
        Change::Keep => return Ok(Vec::new()),
        Change::Drop => "DROP DEFAULT".to_owned(),
        Change::Set(default) => format!("SET DEFAULT {}", self::default(rules, default)?),
    };
    Ok(vec![format!(
        "ALTER TABLE {table} ALTER COLUMN {name} {change}"
    )])
}

/// Type, nullability, `AUTO_INCREMENT`, default and comment: what does not change is what the
/// file says of the existing column.
fn specification(rules: &dyn Rules, alter: &AlterColumn) -> Rendered {
    let Some(data_type) = alter.data_type.as_ref().or(alter.existing_type.as_ref()) else {
        return Err(refused(
            "All MySQL CHANGE/MODIFY COLUMN operations require the existing type.",
        )
        .help("Add `existing_type=` to the call."));
    };
    let nullable = alter.nullable.or(alter.existing_nullable).unwrap_or(true);
    let mut sql = format!(
        "{} {}",
        written(rules, data_type)?,
        if nullable { "NULL" } else { "NOT NULL" }
    );
    if alter.autoincrement.or(alter.existing_autoincrement) == Some(true) {
        sql.push_str(" AUTO_INCREMENT");
    }
    let default = match &alter.server_default {
        Change::Keep => &alter.existing_server_default,
        changed => changed,
    };
    if let Change::Set(default) = default {
        sql.push_str(&format!(" DEFAULT {}", self::default(rules, default)?));
    }
    let comment = match &alter.comment {
        Change::Keep => alter.existing_comment.as_deref(),
        Change::Drop => None,
        Change::Set(text) => Some(text.as_str()),
    };
    if let Some(comment) = comment {
        sql.push_str(&format!(" COMMENT {}", rules.string(comment)));
    }
    Ok(sql)
}

/// The type as it is given: only where a column is made does SQLAlchemy take the dialect's own,
/// which wants a scale beside a precision.
fn written(rules: &dyn Rules, data_type: &SqlType) -> Rendered {
    match types::resolve(data_type, rules.dialect()) {
        SqlType::Float {
            kind: kind @ (FloatKind::Double | FloatKind::DoubleUpper | FloatKind::DoublePrecision),
            precision: Some(_),
        } if types::written(data_type, rules.dialect()).is_none() => {
            Ok(types::float(*kind).to_owned())
        }
        _ => rules.data_type(data_type),
    }
}

fn default(rules: &dyn Rules, default: &ServerDefault) -> Rendered {
    match default {
        ServerDefault::Expression(value) => rules.default(value),
        ServerDefault::Computed(_) | ServerDefault::Identity(_) => Err(individual()),
    }
}

/// Whether it is a point in time, whose default can be a function: `ALTER COLUMN … SET
/// DEFAULT` takes none.
fn may_have_function(rules: &dyn Rules, alter: &AlterColumn) -> bool {
    // A type of variants is of the kind that it has without them.
    let data_type = alter.data_type.as_ref().or(alter.existing_type.as_ref());
    let data_type = data_type.map(without_variants);
    // What is stored as one is none.
    let is_interval = data_type.is_some_and(|data_type| {
        matches!(
            crate::dialect::resolve(data_type, rules.dialect()).stored(),
            SqlType::Interval { .. }
        )
    });
    let is_moment = !is_interval
        && data_type.is_some_and(
            |data_type| match types::resolve(data_type, rules.dialect()) {
                SqlType::DateTime { .. } => true,
                SqlType::Native { sql, .. } | SqlType::Custom(sql) => {
                    matches!(types::first_word(sql), "DATETIME" | "TIMESTAMP")
                }
                _ => false,
            },
        );
    is_moment && !alter.type_is_class && alter.server_default != Change::Drop
}

fn without_variants(data_type: &SqlType) -> &SqlType {
    match data_type {
        SqlType::Variant { base, .. } => without_variants(base),
        other => other,
    }
}

/// Alembic's errors for generated columns and identities.
fn can_have(alter: &AlterColumn) -> Result<(), Diagnostic> {
    let (new, old) = (&alter.server_default, &alter.existing_server_default);
    let either = |test: fn(&Change<ServerDefault>) -> bool| test(new) || test(old);
    let computed = either(|change| matches!(change, Change::Set(ServerDefault::Computed(_))));
    let identity = either(|change| matches!(change, Change::Set(ServerDefault::Identity(_))));
    if !computed && !identity {
        return Ok(());
    }
    if alter.nullable.is_some() || *new == Change::Keep {
        return Err(individual());
    }
    Err(refused(if computed {
        "Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from an \
         existing column is not supported."
    } else {
        "Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS IDENTITY, to \
         or from an existing column is not supported in this dialect."
    }))
}

fn individual() -> Diagnostic {
    refused("Individual alter column constructs not supported by MySQL")
}
