//! Column names inside expressions that are kept as text.

use std::collections::BTreeMap;

use crate::dialect::Dialect;
use crate::script::lexer::{Kind, Lexer, Token};

use super::print::name;

/// New names by lower-case old name; for a dropped column none.
pub(crate) type Renames = BTreeMap<String, Option<String>>;

/// Whether the expression names a column that stays.
pub(crate) fn uses_any(text: &str, columns: &[String]) -> bool {
    Lexer::new(text, Dialect::Sqlite)
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted))
        .filter_map(|token| token.name())
        .any(|used| columns.iter().any(|c| c.eq_ignore_ascii_case(&used)))
}

/// Rewrites an expression over the columns of `table`.
///
/// # Errors
/// The dropped column that it uses.
pub(crate) fn rename(text: &str, table: &str, renames: &Renames) -> Result<String, String> {
    let tokens: Vec<Token<'_>> = Lexer::new(text, Dialect::Sqlite).collect();
    let mut out = String::with_capacity(text.len());
    let counting: Vec<usize> = (0..tokens.len())
        .filter(|i| tokens.get(*i).is_some_and(Token::counts))
        .collect();
    let mut skip_until = 0;
    for (index, token) in tokens.iter().enumerate() {
        if index < skip_until {
            continue;
        }
        let place = counting.binary_search(&index).ok();
        let neighbour = |step: isize| {
            place
                .and_then(|p| p.checked_add_signed(step))
                .and_then(|p| counting.get(p))
                .and_then(|i| tokens.get(*i))
        };
        let named = matches!(token.kind, Kind::Word | Kind::Quoted);
        let next_is = |symbol: &str| neighbour(1).is_some_and(|t| t.is_symbol(symbol));
        if named && next_is(".") {
            // `table.column`: the rebuilt table has another name while it is made.
            if token.name().is_some_and(|n| n.eq_ignore_ascii_case(table)) {
                skip_until = place
                    .and_then(|p| counting.get(p + 2))
                    .copied()
                    .unwrap_or(index);
                if skip_until > index {
                    continue;
                }
            }
            out.push_str(token.text);
        } else if named && !(next_is("(") && token.kind == Kind::Word) {
            let key = token.name().unwrap_or_default().to_lowercase();
            match renames.get(&key) {
                Some(Some(new)) => out.push_str(&name(new)),
                Some(None) => return Err(token.name().unwrap_or_default()),
                None => out.push_str(token.text),
            }
        } else {
            out.push_str(token.text);
        }
    }
    Ok(out)
}
