//! Triggers of a table that is rebuilt: they fall with the table, and are made again.

use crate::dialect::Dialect;
use crate::script::lexer::{Kind, Lexer, Token};

use super::error::RebuildError;
use super::expression::Renames;
use super::parser::Parser;
use super::print::{name, qualified};

/// The trigger's name, and its statement after the rebuild; `Err` in the
/// inner result names the dropped column that it uses.
///
/// Only what surely means a column of this table is renamed: `NEW.x`,
/// `OLD.x`, `table.x` and the list of `UPDATE OF`.
pub(crate) fn rebuilt(
    sql: &str,
    table: &str,
    schema: Option<&str>,
    renames: &Renames,
) -> Result<(String, Result<String, String>), RebuildError> {
    let mut parser = Parser::new(sql);
    let fault = |reason: String| RebuildError::syntax("trigger", sql, reason);
    let _ = parser.words(&["create", "temp"])
        || parser.words(&["create", "temporary"])
        || parser.words(&["create"]);
    if !parser.words(&["trigger"]) {
        return Err(fault("it does not start with CREATE TRIGGER".to_owned()));
    }
    parser.words(&["if", "not", "exists"]);
    let (_, trigger) = parser.qualified().map_err(fault)?;
    let rest = sql.get(parser.offset()..).unwrap_or("");
    let body = match rename(rest, table, renames) {
        Ok(body) => body,
        Err(column) => return Ok((trigger, Err(column))),
    };
    let statement = format!("CREATE TRIGGER {} {body}", qualified(schema, &trigger));
    Ok((trigger, Ok(statement)))
}

fn rename(text: &str, table: &str, renames: &Renames) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    // The last three tokens that count: `a . b`.
    let mut before: [Option<Token<'_>>; 2] = [None, None];
    let mut in_list = false;
    for token in Lexer::new(text, Dialect::Sqlite) {
        if !token.counts() {
            out.push_str(token.text);
            continue;
        }
        let [first, second] = before;
        let of_table = second.is_some_and(|dot| dot.is_symbol("."))
            && first.is_some_and(|t| {
                t.name().is_some_and(|n| {
                    n.eq_ignore_ascii_case("new")
                        || n.eq_ignore_ascii_case("old")
                        || n.eq_ignore_ascii_case(table)
                })
            });
        if token.is_word("of") && second.is_some_and(|t| t.is_word("update")) {
            in_list = true;
        } else if token.is_word("on") {
            in_list = false;
        }
        let named = matches!(token.kind, Kind::Word | Kind::Quoted);
        let key = token.name().unwrap_or_default().to_lowercase();
        match renames.get(&key) {
            Some(change) if named && (of_table || in_list) => match change {
                Some(new) => out.push_str(&name(new)),
                None => return Err(token.name().unwrap_or_default()),
            },
            _ => out.push_str(token.text),
        }
        before = [second, Some(token)];
    }
    Ok(out)
}
