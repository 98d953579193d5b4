//! Parameters as literals, because the simple protocol has none.

use crate::database::error::{DriverCode, StatementError};
use crate::database::value::Value;

/// Replaces `$1`, `$2`, … of a statement of bridge's own by literals; what
/// stands in quotes (a name may hold `$1`) stays as it is.
pub(super) fn inline(sql: &str, parameters: &[Value]) -> Result<String, StatementError> {
    let mut text = String::with_capacity(sql.len() + 64);
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'', '"']) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        let Some(quote) = after.chars().next().filter(|c| *c != '$') else {
            rest = replaced(&mut text, after, parameters)?;
            continue;
        };
        // A doubled quote ends one quotation and begins the next.
        let end = after
            .get(1..)
            .and_then(|inner| inner.find(quote))
            .map_or(after.len(), |at| at + 2);
        let (quoted, tail) = after.split_at(end);
        text.push_str(quoted);
        rest = tail;
    }
    text.push_str(rest);
    Ok(text)
}

/// Writes the literal of the parameter at the beginning of `text`; gives what is behind it.
fn replaced<'a>(
    text: &mut String,
    from: &'a str,
    parameters: &[Value],
) -> Result<&'a str, StatementError> {
    let after = from.strip_prefix('$').unwrap_or(from);
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, tail) = after.split_at(digits);
    match number.parse::<usize>() {
        Ok(number) => match number
            .checked_sub(1)
            .and_then(|index| parameters.get(index))
        {
            Some(value) => literal(text, value)?,
            None => return Err(driver(format!("there is no parameter ${number}"))),
        },
        Err(_) => text.push('$'),
    }
    Ok(tail)
}

/// A text as a literal. `E''` means the same whatever `standard_conforming_strings` is.
pub(super) fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "''");
    let prefix = if escaped.contains('\\') { " E'" } else { "'" };
    format!("{prefix}{escaped}'")
}

fn literal(text: &mut String, value: &Value) -> Result<(), StatementError> {
    match value {
        Value::Null => text.push_str("NULL"),
        Value::Boolean(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Integer(number) if *number < 0 => text.push_str(&format!("({number})")),
        Value::Integer(number) => text.push_str(&number.to_string()),
        Value::Real(number) => text.push_str(&format!("'{number}'::float8")),
        Value::Text(string) => {
            if string.contains('\0') {
                return Err(driver("text with a NUL character cannot be stored".into()));
            }
            text.push_str(&quoted(string));
        }
        Value::Bytes(bytes) => {
            text.push_str("decode('");
            for byte in bytes {
                text.push_str(&format!("{byte:02x}"));
            }
            text.push_str("', 'hex')");
        }
    }
    Ok(())
}

fn driver(message: String) -> StatementError {
    StatementError {
        dialect: bridge_importers::Dialect::Postgres,
        message,
        detail: None,
        hint: None,
        fields: None,
        code: DriverCode::Driver,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_keep_quotes_and_backslashes() {
        let sql = inline(
            "SELECT $1, $2, $3, $4",
            &[
                "it's".into(),
                "a\\'b $1".into(),
                Value::Null,
                Value::Integer(-7),
            ],
        )
        .unwrap();
        assert_eq!(sql, "SELECT 'it''s',  E'a\\\\''b $1', NULL, (-7)");
        let named = "SELECT '$1', $1 FROM \"a$2\"\"$3\" $$ \"";
        assert_eq!(
            inline(named, &["x".into()]).unwrap(),
            "SELECT '$1', 'x' FROM \"a$2\"\"$3\" $$ \""
        );
        assert!(inline("$1", &["\0".into()]).is_err());
        assert!(inline("$2", &["a".into()]).is_err());
    }
}
