//! `sa.text(...)`: bound parameters and escaped colons, by SQLAlchemy's two patterns.

use super::expression::Scope;
use super::rules::{Rendered, Rules};
use crate::Diagnostic;
use crate::operation::Expression;

/// The text with the values of its parameters written in, and `\:` made `:`.
///
/// A `:name` without a value stays: in most files it is no parameter, but part of a JSON
/// document or a time. Inside DDL SQLAlchemy has written NULL for it, also on connected
/// databases, and so does this.
pub(crate) fn render(
    rules: &dyn Rules,
    text: &str,
    parameters: &[(String, Expression)],
    scope: Scope<'_>,
) -> Rendered {
    if !text.contains(':') {
        return Ok(text.to_owned());
    }
    let bound = bind(text, |name| {
        let own = parameters
            .iter()
            .find(|(parameter, _)| parameter == name)
            .map(|(_, value)| value);
        if let Some(binds) = scope.binds
            && let Some(given) = binds.given(rules, name, own, scope)?
        {
            return Ok(Some(given));
        }
        own.map(|value| super::expression::render(rules, value, scope))
            .or_else(|| scope.inside_ddl().then(|| Ok("NULL".to_owned())))
            .transpose()
    })?;
    Ok(unescape(&bound))
}

/// The names of the parameters in a text, in their order, each time they occur.
pub(crate) fn parameters(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let _ = bind(text, |name| {
        names.push(name.to_owned());
        Ok(None)
    });
    names
}

/// A text with something in the place of each parameter, as a driver is given it.
pub(crate) fn with_placeholders(text: &str, placeholder: impl Fn(&str) -> String) -> String {
    let written = bind(text, |name| Ok(Some(placeholder(name))));
    unescape(&written.unwrap_or_else(|_| text.to_owned()))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// `(?<![:\w\\]):(\w+)(?![:\w])`
fn bind(text: &str, mut value: impl FnMut(&str) -> Result<Option<String>, Diagnostic>) -> Rendered {
    let mut sql = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let starts = c == ':' && !before.is_some_and(|c| c == ':' || c == '\\' || is_word(c));
        if starts {
            let end = after.find(|c| !is_word(c)).unwrap_or(after.len());
            let name = after.get(..end).unwrap_or_default();
            let colon = after.get(end..).is_some_and(|rest| rest.starts_with(':'));
            if !name.is_empty() && !colon {
                match value(name)? {
                    Some(value) => sql.push_str(&value),
                    None => {
                        sql.push(':');
                        sql.push_str(name);
                    }
                }
                before = name.chars().next_back();
                rest = after.get(name.len()..).unwrap_or_default();
                continue;
            }
        }
        sql.push(c);
        before = Some(c);
        rest = after;
    }
    Ok(sql)
}

/// `\\(:\w*)(?![:\w])`
pub(crate) fn unescape(text: &str) -> String {
    let mut sql = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\\:") {
        sql.push_str(rest.get(..start).unwrap_or_default());
        let colon = rest.get(start + 1..).unwrap_or_default();
        let word = colon.get(1..).unwrap_or_default();
        let end = word.find(|c| !is_word(c)).unwrap_or(word.len());
        if word.get(end..).is_some_and(|rest| rest.starts_with(':')) {
            sql.push('\\');
        }
        sql.push(':');
        rest = word;
    }
    sql.push_str(rest);
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_parameters_as_sqlalchemy_does() {
        assert_eq!(parameters("a = :x AND b = :y_1"), ["x", "y_1"]);
        assert_eq!(parameters("'12:30' x::text \\:no"), Vec::<String>::new());
        assert_eq!(parameters(":foo: ::bar :a:b"), Vec::<String>::new());
    }

    #[test]
    fn unescapes_colons() {
        assert_eq!(unescape("\\:a \\:\\:b \\::c"), ":a ::b \\::c");
    }
}
