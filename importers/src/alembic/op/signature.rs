//! What Python says of a call that does not fit an operation's parameters.
//!
//! It is a `TypeError` of the call, as in Alembic: a `try` may catch it, and a downgrade that
//! makes such a call is one that Alembic cannot run either.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};

/// The parameters of one operation, without `self`.
struct Signature {
    name: &'static str,
    /// Those that must be given.
    required: &'static [&'static str],
    /// Those behind them that may be given by position.
    optional: &'static [&'static str],
    more: More,
}

/// What else an operation takes.
enum More {
    /// Keywords of these names.
    Keywords(&'static [&'static str]),
    /// Any keyword.
    AnyKeyword,
    /// Any number of arguments, and any keyword.
    Anything,
}
use More::{Anything, Keywords};

/// `name(what must be given; what may be; what else)`
macro_rules! signatures {
    ($($name:ident($($required:ident)*; $($optional:ident)*; $more:ident $([$($keyword:ident)*])?))*) => {
        &[$(Signature {
            name: stringify!($name),
            required: &[$(stringify!($required)),*],
            optional: &[$(stringify!($optional)),*],
            more: More::$more$((&[$(stringify!($keyword)),*]))?,
        }),*]
    };
}

/// `op.*`
const DIRECT: &[Signature] = signatures! {
    add_column(table_name column;; Keywords [schema if_not_exists inline_references inline_primary_key])
    alter_column(table_name column_name;; AnyKeyword)
    bulk_insert(table rows;; Keywords [multiinsert])
    create_check_constraint(constraint_name table_name condition;; AnyKeyword)
    create_exclude_constraint(constraint_name table_name;; Anything)
    create_foreign_key(constraint_name source_table referent_table local_cols remote_cols;; AnyKeyword)
    create_index(index_name table_name columns;; AnyKeyword)
    create_primary_key(constraint_name table_name columns;; Keywords [schema])
    create_table(table_name;; Anything)
    create_table_comment(table_name comment;; Keywords [existing_comment schema])
    create_unique_constraint(constraint_name table_name columns;; AnyKeyword)
    drop_column(table_name column_name;; AnyKeyword)
    drop_constraint(constraint_name table_name; type_; Keywords [schema if_exists])
    drop_index(index_name; table_name; AnyKeyword)
    drop_table(table_name;; AnyKeyword)
    drop_table_comment(table_name;; Keywords [existing_comment schema])
    execute(sqltext;; Keywords [execution_options])
    rename_table(old_table_name new_table_name;; Keywords [schema])
};

/// `batch_op.*`
const BATCH: &[Signature] = signatures! {
    add_column(column;; Keywords [insert_before insert_after if_not_exists inline_references inline_primary_key])
    alter_column(column_name;; AnyKeyword)
    create_check_constraint(constraint_name condition;; AnyKeyword)
    create_exclude_constraint(constraint_name;; Anything)
    create_foreign_key(constraint_name referent_table local_cols remote_cols;; AnyKeyword)
    create_index(index_name columns;; AnyKeyword)
    create_primary_key(constraint_name columns;; Keywords [])
    create_table_comment(comment;; Keywords [existing_comment])
    create_unique_constraint(constraint_name columns;; AnyKeyword)
    drop_column(column_name;; AnyKeyword)
    drop_constraint(constraint_name; type_; Keywords [])
    drop_index(index_name;; AnyKeyword)
    drop_table_comment(;; Keywords [existing_comment])
    execute(sqltext;; Keywords [execution_options])
};

/// What `batch_op.*` gives an operation itself, so that nobody else may: the operation's class,
/// what it gives by position, and what it gives by name.
const GIVEN: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "alter_column",
        "AlterColumnOp",
        &["table_name"],
        &["schema"],
    ),
    (
        "create_check_constraint",
        "CreateCheckConstraintOp",
        &["table_name"],
        &["schema"],
    ),
    (
        "create_exclude_constraint",
        "CreateExcludeConstraintOp",
        &["table_name"],
        &[],
    ),
    (
        "create_foreign_key",
        "CreateForeignKeyOp",
        &["source_table"],
        &["source_schema"],
    ),
    (
        "create_index",
        "CreateIndexOp",
        &["table_name"],
        &["schema"],
    ),
    (
        "create_unique_constraint",
        "CreateUniqueConstraintOp",
        &["table_name"],
        &[],
    ),
    ("drop_column", "DropColumnOp", &["table_name"], &["schema"]),
    ("drop_index", "DropIndexOp", &[], &["table_name", "schema"]),
];

/// Raises Python's `TypeError` where a call of `op.NAME` does not fit.
pub(super) fn fits(interpreter: &mut Interpreter, name: &str, args: &Args) -> Result<()> {
    check(interpreter, DIRECT, name, args)
}

/// The same for `batch_op.NAME`.
pub(super) fn fits_batch(interpreter: &mut Interpreter, name: &str, args: &Args) -> Result<()> {
    check(interpreter, BATCH, name, args)?;
    let Some((_, class, by_position, by_name)) = GIVEN.iter().find(|one| one.0 == name) else {
        return Ok(());
    };
    for keyword in &args.keywords {
        let keyword = &*keyword.name;
        if by_name.contains(&keyword) {
            let message = format!(
                "alembic.operations.ops.{class}() got multiple values for keyword argument '{keyword}'"
            );
            return Err(interpreter.raise("TypeError", message));
        }
        if by_position.contains(&keyword) {
            let message =
                format!("{class}.__init__() got multiple values for argument '{keyword}'");
            return Err(interpreter.raise("TypeError", message));
        }
    }
    Ok(())
}

fn check(
    interpreter: &mut Interpreter,
    signatures: &[Signature],
    name: &str,
    args: &Args,
) -> Result<()> {
    let found = signatures.iter().find(|one| one.name == name);
    match found.and_then(|found| wrong(found, args)) {
        Some(message) => Err(interpreter.raise("TypeError", format!("{name}() {message}"))),
        None => Ok(()),
    }
}

/// Python's words behind the function's name, in the order in which Python looks.
fn wrong(signature: &Signature, args: &Args) -> Option<String> {
    let positional = || signature.required.iter().chain(signature.optional);
    let given = args.positional.len();
    let named = |name: &str| args.keywords.iter().any(|keyword| &*keyword.name == name);
    for keyword in &args.keywords {
        let name = &*keyword.name;
        match positional().position(|one| *one == name) {
            Some(at) if at < given => {
                return Some(format!("got multiple values for argument '{name}'"));
            }
            Some(_) => {}
            None if matches!(signature.more, Keywords(known) if !known.contains(&name)) => {
                return Some(format!("got an unexpected keyword argument '{name}'"));
            }
            None => {}
        }
    }
    // `self` counts.
    let most = 1 + positional().count();
    if given + 1 > most && !matches!(signature.more, Anything) {
        let least = 1 + signature.required.len();
        let takes = match (least == most, most) {
            (true, 1) => "takes 1 positional argument".to_owned(),
            (true, _) => format!("takes {most} positional arguments"),
            (false, _) => format!("takes from {least} to {most} positional arguments"),
        };
        return Some(format!("{takes} but {} were given", given + 1));
    }
    let missing: Vec<String> = signature
        .required
        .iter()
        .skip(given)
        .filter(|one| !named(one))
        .map(|one| format!("'{one}'"))
        .collect();
    let (last, others) = missing.split_last()?;
    Some(match others {
        [] => format!("missing 1 required positional argument: {last}"),
        [other] => format!("missing 2 required positional arguments: {other} and {last}"),
        _ => format!(
            "missing {} required positional arguments: {}, and {last}",
            missing.len(),
            others.join(", ")
        ),
    })
}
