//! What a column of a query is counted or named as, seen by itself; `label` counts.

use std::collections::BTreeSet;

use super::expression;
use super::label::qualifier;
use crate::operation::expression::{AliasName, Source};
use crate::operation::name::{AGAIN, COUNTED, SHARED};
use crate::operation::operator::AS_BOOLEAN;
use crate::operation::{Expression, Name};

/// What is counted for a column of a query that has no name of its own; `None` where it is not
/// labelled at all.
pub(crate) fn counted(column: &Expression) -> Option<String> {
    Some(match column {
        Expression::Column { .. }
        | Expression::Label { .. }
        | Expression::Verbatim(_)
        | Expression::Field { .. }
        | Expression::Text { .. }
        | Expression::Raw(_) => return None,
        Expression::Written {
            name: Some(name),
            is_function,
            ..
        } => return is_function.then(|| name.clone()),
        Expression::Function { name, .. } => expression::function_name(name.last()?),
        Expression::Cast {
            expression: inner, ..
        }
        | Expression::Composed {
            named: Some(inner), ..
        } => return counted(inner),
        Expression::Object {
            identity,
            expression,
        } => {
            let base = counted(expression)?;
            format!("{base}{SHARED}{}", identity.counted)
        }
        other => match shared(other) {
            Some(own) => format!("anon{SHARED}{own}"),
            None => "anon".to_owned(),
        },
    })
}

/// Whether which object it is says what it is counted as.
pub(crate) fn is_counted(column: &Expression) -> bool {
    shared(column).is_none() && (counted(column).is_some() || kept_name(column).is_some())
}

/// Whether one object is counted twice in the list of a query.
pub(super) fn has_repeats(columns: &[Expression]) -> bool {
    let objects = columns
        .iter()
        .filter_map(|column| match column.identified() {
            (inner, Some(identity)) if counted(inner).is_some() => Some(identity.counted),
            _ => None,
        });
    let mut seen = BTreeSet::new();
    objects.into_iter().any(|object| !seen.insert(object))
}

/// Whether it is `NOT x`, or a Boolean `x` that is a condition.
pub(super) fn is_condition(
    expression: &Expression,
    named: &Expression,
    operator: Option<&str>,
) -> bool {
    matches!(expression, Expression::Unary { operator, .. } if operator == "NOT ")
        || operator == Some(AS_BOOLEAN) && expression == named
}

/// The name that a cast, a coercion or a negated Boolean keeps of what it is about.
pub(crate) fn kept_name(column: &Expression) -> Option<Name> {
    let inner = match column {
        Expression::Object { expression, .. } => return kept_name(expression),
        Expression::Cast { expression, .. } => expression,
        Expression::Composed {
            named: Some(named), ..
        } => named,
        _ => return None,
    };
    match &**inner {
        Expression::Column { name, .. } | Expression::Label { label: name, .. } => {
            Some(name.clone())
        }
        Expression::Verbatim(text) => Some(Name::new(text)),
        other => kept_name(other),
    }
}

/// What is counted for a column whose name another one of the query has.
pub(crate) fn counted_again(column: &Expression) -> Option<String> {
    match column {
        Expression::Column {
            name,
            table: Some(source),
            ..
        } if !name.text.starts_with(COUNTED) => Some(match again(name) {
            Some((at, own)) => format!("{}{at}", base_of(&Name::new(own), source)),
            None => base_of(name, source),
        }),
        _ => None,
    }
}

/// What is counted for a column whose name is taken.
pub(super) fn base_of(name: &Name, source: &Source) -> String {
    format!("{}{SHARED}{}.{}", name.text, source_key(source), name.text)
}

/// What is one object in Python wherever it stands, and is named as one: `NULL` and the truth values,
/// within casts, too.
pub(super) fn shared(column: &Expression) -> Option<&'static str> {
    match column {
        Expression::Null => Some("null"),
        Expression::True => Some("true"),
        Expression::False => Some("false"),
        Expression::Cast {
            expression: inner, ..
        }
        | Expression::Composed {
            named: Some(inner), ..
        } => shared(inner),
        _ => None,
    }
}

/// What tells a source from others in one statement.
pub(super) fn source_key(source: &Source) -> String {
    match source {
        Source::Table(table, id) => match id.number() {
            0 => table.key(),
            number => format!("{}{SHARED}{number}", table.key()),
        },
        Source::Entity(table) => table.key(),
        Source::Alias(alias) => format!("{}{SHARED}", alias.name.id()),
    }
}

/// The place in its query and the name of a column that stands there again.
pub(crate) fn again(name: &Name) -> Option<(&str, &str)> {
    name.text.strip_prefix(AGAIN)?.split_once(':')
}

/// The column by whose table and name a query with such labels names an entry of its list.
pub(super) fn named_by_table(column: &Expression) -> Option<(&Source, &Name)> {
    let mut inner = column.identified().0;
    while let Expression::Cast { expression, .. }
    | Expression::Composed {
        named: Some(expression),
        ..
    } = inner
    {
        inner = expression;
    }
    match inner {
        Expression::Column {
            table: Some(source),
            name,
            ..
        } => Some((source, name)),
        _ => None,
    }
}

/// Whether it is named so.
pub(crate) fn is_named_by_table(column: &Expression) -> bool {
    named_by_table(column).is_some()
}

/// The label of a column that is named with its table; `None` where none is, or where it is
/// counted as it is written.
pub(crate) fn label_with_table(column: &Expression) -> Option<String> {
    let (source, name) = named_by_table(column)?;
    let is_counted = name.text.starts_with([COUNTED, AGAIN]);
    let is_anonymous =
        matches!(source, Source::Alias(alias) if matches!(alias.name, AliasName::Anonymous { .. }));
    (!is_counted && !is_anonymous).then(|| format!("{}_{}", qualifier(source), name.text))
}

/// Whether it is `ANY` or `ALL`, which are not labelled.
pub(super) fn is_quantifier(operator: &str) -> bool {
    matches!(operator.trim_end(), "ANY" | "ALL")
}

/// A name without what SQLAlchemy takes out of counted names.
pub(super) fn plain(name: &str) -> String {
    let mut made = String::with_capacity(name.len());
    let mut is_gap = false;
    for c in name.chars() {
        let is_taken = matches!(c, '%' | '(' | ')' | ' ' | '$');
        match (is_taken, is_gap) {
            (false, _) => made.push(c),
            (true, false) => made.push('_'),
            (true, true) => {}
        }
        is_gap = is_taken;
    }
    made
}
