//! What a chain builds on an empty database, as far as its statements say:
//! which table a failing step lacks, and who made an object first.

use bridge_importers::script::effect::{Effect, ObjectKind, effect};
use bridge_importers::script::{Node, visit};
use bridge_importers::{Dialect, Script};

use super::error::{FailedStatement, ScriptError};
use crate::database::DriverCode;

/// The effects of all statements of a script, whatever guards them.
pub fn effects(script: &Script, dialect: Dialect) -> Vec<Effect> {
    let mut all = Vec::new();
    visit(&script.nodes, &mut |node, _| {
        if let Node::Statement(statement) = node {
            all.push(effect(&statement.sql, dialect));
        }
    });
    all
}

/// The table that a step failed for and that none of these scripts makes: the
/// application makes it, and a baseline has to.
pub fn missing_table<'a>(
    failure: &FailedStatement,
    dialect: Dialect,
    scripts: impl IntoIterator<Item = &'a Script>,
) -> Option<String> {
    let table = absent(&failure.error)?;
    let made = |found: &Effect| match found {
        Effect::Create {
            kind: ObjectKind::Table | ObjectKind::View,
            name,
        } => name.eq_ignore_ascii_case(&table),
        Effect::RenameTable { to, .. } => to.eq_ignore_ascii_case(&table),
        _ => false,
    };
    let is_made = scripts
        .into_iter()
        .any(|script| effects(script, dialect).iter().any(made));
    (!is_made).then_some(table)
}

/// The table that the database says it has not, without its schema.
fn absent(error: &ScriptError) -> Option<String> {
    let message = error.to_string();
    let name = match error {
        ScriptError::Statement(error) if error.code == DriverCode::Sqlstate("42P01".to_owned()) => {
            message.split('"').nth(1)?
        }
        ScriptError::Statement(_) | ScriptError::Batch { .. } => {
            let rest = message.split_once("no such table: ")?.1;
            rest.split(['\n', '\r']).next()?.trim()
        }
        _ => return None,
    };
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
    Some(name.to_owned())
}

/// The index or type that a step failed for, as `index NAME`, where nothing of what ran
/// before, as text, has its name: the application makes it, and a baseline has to.
pub fn missing_name(
    failure: &FailedStatement,
    before: impl IntoIterator<Item = String>,
) -> Option<String> {
    let ScriptError::Statement(error) = &failure.error else {
        return None;
    };
    let (kind, name) = match &error.code {
        DriverCode::Sqlstate(code) if code == "42704" => {
            let mut parts = error.message.split('"');
            let kind = parts.next()?.trim();
            (kind, parts.next()?)
        }
        DriverCode::Sqlite(_) => (
            "index",
            error.message.strip_prefix("no such index: ")?.trim(),
        ),
        _ => return None,
    };
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
    let is_named = |text: String| {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        words.any(|word| word == name)
    };
    let is_known = matches!(kind, "index" | "type") && !before.into_iter().any(is_named);
    is_known.then(|| format!("{kind} {name}"))
}

/// Whether a failing statement makes what is there already.
pub fn makes_twice(error: &ScriptError) -> bool {
    let message = error.to_string();
    message.contains("already exists") || message.contains("duplicate column")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::StatementError;
    use bridge_importers::{Direction, script};

    fn failure(dialect: Dialect, message: &str, code: DriverCode) -> FailedStatement {
        FailedStatement {
            revision: "b".into(),
            database: "main".into(),
            target: String::new(),
            direction: Direction::Up,
            file: String::new(),
            line: 0,
            origin: None,
            sql: String::new(),
            error: ScriptError::Statement(StatementError {
                dialect,
                message: message.into(),
                detail: None,
                hint: None,
                fields: None,
                code,
            }),
            kept: crate::run::Kept::Nothing,
        }
    }

    #[test]
    fn a_table_that_nobody_makes_is_named() {
        let made = script::read("CREATE TABLE 訊息 (a INT);", Dialect::Sqlite).unwrap();
        let lacks = |table: &str| {
            let message = format!("no such table: {table}");
            let failure = failure(Dialect::Sqlite, &message, DriverCode::Sqlite(1));
            missing_table(&failure, Dialect::Sqlite, [&made])
        };
        assert_eq!(lacks("main.chat history").as_deref(), Some("chat history"));
        assert_eq!(lacks("訊息"), None);
        let undefined = failure(
            Dialect::Postgres,
            "relation \"audit.users\" does not exist",
            DriverCode::Sqlstate("42P01".into()),
        );
        assert_eq!(
            missing_table(&undefined, Dialect::Postgres, [&made]).as_deref(),
            Some("users")
        );
        let other = failure(
            Dialect::Postgres,
            "column \"a\" does not exist",
            DriverCode::Sqlstate("42703".into()),
        );
        assert_eq!(missing_table(&other, Dialect::Postgres, [&made]), None);
    }

    #[test]
    fn an_index_or_type_that_nobody_names_is_named() {
        let found = |message: &str, code: &str, before: &str| {
            let code = match code {
                "" => DriverCode::Sqlite(1),
                code => DriverCode::Sqlstate(code.into()),
            };
            let failure = failure(Dialect::Postgres, message, code);
            missing_name(&failure, [before.to_owned()])
        };
        let before = "CREATE INDEX ix_a ON t (a);";
        for (message, code, expected) in [
            ("index \"ix_b\" does not exist", "42704", Some("index ix_b")),
            ("type \"s.mood\" does not exist", "42704", Some("type mood")),
            ("no such index: ix_b", "", Some("index ix_b")),
            ("index \"ix_a\" does not exist", "42704", None),
            ("no such index: ix_a", "", None),
            ("role \"someone\" does not exist", "42704", None),
            ("column \"b\" does not exist", "42703", None),
            ("no such column: b", "", None),
        ] {
            assert_eq!(
                found(message, code, before).as_deref(),
                expected,
                "{message}"
            );
        }
    }
}
