//! Statements for a live database: values are handed to the driver where it
//! takes them (SQLite), and written as literals where it writes them itself
//! (psycopg2 on PostgreSQL).

use std::cell::RefCell;

use super::expression::{Scope, render};
use super::operation::executed;
use super::rules::{Rendered, Rules};
use super::{Dialect, literal, types};
use crate::Diagnostic;
use crate::live::Datum;
use crate::operation::expression::Literal;
use crate::operation::{Expression, SqlType};

/// A value that `execute` was given by name, as the driver takes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Given {
    /// Handed to the driver.
    Value(Datum),
    /// Written into the statement.
    Sql(String),
    /// A value of a type, or several in a list: `(1, 2)`.
    Written(Box<Expression>),
}

/// Collects the values of one statement.
#[derive(Debug)]
pub(crate) struct Binds<'a> {
    given: &'a [(String, Given)],
    values: RefCell<Vec<Datum>>,
    asked: RefCell<Vec<Asked>>,
}

/// A parameter that a statement has.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Its name.
    pub(crate) name: String,
    /// Whether it has neither a value of its own nor a given one.
    pub(crate) is_missing: bool,
    /// Whether it stands for a list of values (`expanding=True`).
    pub(crate) is_list: bool,
    /// The type that its value is given.
    pub(crate) data_type: Option<SqlType>,
}

/// A statement for a live database.
#[derive(Debug)]
pub(crate) struct Bound {
    /// The SQL.
    pub(crate) sql: String,
    /// The values that the driver takes.
    pub(crate) values: Vec<Datum>,
    /// The parameters, in the order in which they occur.
    pub(crate) parameters: Vec<Asked>,
}

impl Binds<'_> {
    /// What stands in the statement for a value that the driver takes.
    fn push(&self, value: Datum) -> String {
        let mut values = self.values.borrow_mut();
        values.push(value);
        format!("?{}", values.len())
    }

    /// What stands for `:name`, where `execute` was given its value. `own` is the value that
    /// the statement itself has for it.
    pub(super) fn given(
        &self,
        rules: &dyn Rules,
        name: &str,
        own: Option<&Expression>,
        scope: Scope<'_>,
    ) -> Result<Option<String>, Diagnostic> {
        let given = self.given.iter().find(|(own, _)| own == name);
        // What says a type, or that it is a list, and no value.
        let says_type = |own: &Expression| {
            matches!(
                own,
                Expression::Literal {
                    value: Literal::Null,
                    data_type: Some(_)
                }
            )
        };
        let is_empty = match own {
            Some(Expression::List(items)) => items.iter().all(says_type),
            Some(own) => says_type(own),
            None => false,
        };
        self.ask(Asked {
            name: name.to_owned(),
            is_missing: given.is_none() && (own.is_none() || is_empty),
            is_list: matches!(own, Some(Expression::List(_))),
            data_type: own.and_then(type_of_parameter),
        });
        Ok(match given {
            Some((_, Given::Value(value))) => Some(self.push(value.clone())),
            Some((_, Given::Sql(sql))) => Some(sql.clone()),
            Some((_, Given::Written(value))) => Some(render(rules, value, scope)?),
            None => None,
        })
    }

    fn ask(&self, asked: Asked) {
        let mut all = self.asked.borrow_mut();
        match all.iter_mut().find(|one| one.name == asked.name) {
            // SQLAlchemy has one value for all places, of the type of the last.
            Some(one) if asked.data_type.is_some() => one.data_type = asked.data_type,
            Some(_) => {}
            None => all.push(asked),
        }
    }

    /// What stands for a literal.
    pub(super) fn literal(
        &self,
        rules: &dyn Rules,
        value: &Literal,
        data_type: Option<&SqlType>,
    ) -> Rendered {
        Ok(match place(rules, value, data_type)? {
            Place::Value(datum) => self.push(datum),
            Place::Sql(sql) => sql,
        })
    }
}

/// Where a value stands.
enum Place {
    /// With the driver.
    Value(Datum),
    /// In the statement.
    Sql(String),
}

/// Where a literal stands: SQLite's text and bytes may be longer than a statement can be.
fn place(
    rules: &dyn Rules,
    value: &Literal,
    data_type: Option<&SqlType>,
) -> Result<Place, Diagnostic> {
    if rules.dialect() == Dialect::Sqlite {
        let own = data_type.map(|one| types::of_values(one, rules.dialect()));
        let datum = match (value, own) {
            (Literal::Int(digits), None | Some(SqlType::Integer(_))) => {
                digits.parse().map(Datum::Int).ok()
            }
            (Literal::Text(text), None | Some(SqlType::Text { .. } | SqlType::Enum(_))) => {
                Some(Datum::Text(text.clone()))
            }
            (Literal::Json(text), _) => Some(Datum::Text(text.clone())),
            (Literal::Bytes(bytes), _) => Some(Datum::Bytes(bytes.clone())),
            _ => None,
        };
        if let Some(datum) = datum {
            return Ok(Place::Value(datum));
        }
    }
    written(rules, value, data_type).map(Place::Sql)
}

/// A literal that stands in the statement.
fn written(rules: &dyn Rules, value: &Literal, data_type: Option<&SqlType>) -> Rendered {
    let data_type = literal::type_of_bound(value, data_type, rules.dialect());
    if rules.dialect() != Dialect::Postgres {
        return rules.literal(value, data_type);
    }
    Ok(match value {
        Literal::Bytes(bytes) => bytea(bytes),
        // As psycopg2 writes them: a bare string has no type yet.
        Literal::DateTime(text) if has_zone(text) => {
            format!("{}::timestamptz", rules.string(text))
        }
        Literal::DateTime(text) => format!("{}::timestamp", rules.string(text)),
        Literal::Date(text) => format!("{}::date", rules.string(text)),
        Literal::Time(text) => format!("{}::time", rules.string(text)),
        Literal::Interval(length) => interval_of((*length).into()),
        // As SQLAlchemy has psycopg2 cast them.
        Literal::Array(_) => {
            let sql = rules.literal(value, data_type)?;
            let own = data_type.map(|own| types::resolve(own, rules.dialect()));
            match own {
                Some(array @ SqlType::Array { item, .. }) if **item != SqlType::Null => {
                    let name = super::render_type(array, rules.dialect())?;
                    format!("CAST({sql} AS {name})")
                }
                _ => sql,
            }
        }
        _ => rules.literal(value, data_type)?,
    })
}

/// What `execute` gives for a literal of a type, where it is one of many values of a parameter.
/// On SQLite most is handed to the driver: the statement is the same for all of them.
///
/// # Errors
/// As [`super::render`].
pub(crate) fn given(
    value: &Literal,
    data_type: Option<&SqlType>,
    dialect: Dialect,
) -> Result<Given, Diagnostic> {
    Ok(match place(dialect.rules(), value, data_type)? {
        Place::Value(datum) => Given::Value(datum),
        Place::Sql(sql) if dialect == Dialect::Sqlite => match datum_of(&sql) {
            Some(datum) => Given::Value(datum),
            None => Given::Sql(sql),
        },
        Place::Sql(sql) => Given::Sql(sql),
    })
}

/// The value of what SQLite takes for a plain literal.
fn datum_of(sql: &str) -> Option<Datum> {
    if sql == "NULL" {
        return Some(Datum::Null);
    }
    if let Some(text) = sql
        .strip_prefix('\'')
        .and_then(|sql| sql.strip_suffix('\''))
    {
        return (!text.contains('\'')).then(|| Datum::Text(text.to_owned()));
    }
    let is_number = sql.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match sql.parse() {
        Ok(number) => Some(Datum::Int(number)),
        Err(_) if is_number => sql.parse().ok().map(Datum::Real),
        Err(_) => None,
    }
}

/// The type of a parameter's own value, or of the value that it is going to be given.
pub(crate) fn type_of_parameter(own: &Expression) -> Option<SqlType> {
    match own {
        Expression::Literal { data_type, .. } => data_type.clone(),
        Expression::Grouping(inner) => type_of_parameter(inner),
        Expression::List(items) => items.first().and_then(type_of_parameter),
        _ => None,
    }
}

/// A statement and its values. `given` are the values of a text's parameters, by name.
///
/// # Errors
/// As [`super::render`].
pub(crate) fn bound(
    statement: &Expression,
    given: &[(String, Given)],
    dialect: Dialect,
) -> Result<Bound, Diagnostic> {
    let binds = Binds {
        given,
        values: RefCell::default(),
        asked: RefCell::default(),
    };
    let sql = executed(dialect.rules(), statement, Some(&binds))?;
    Ok(Bound {
        sql,
        values: binds.values.into_inner(),
        parameters: binds.asked.into_inner(),
    })
}

/// Whether a moment says its distance from UTC.
fn has_zone(text: &str) -> bool {
    let time = text.split_once([' ', 'T']).map_or("", |(_, time)| time);
    time.contains(['+', '-'])
}

/// Microseconds as psycopg2 writes a `timedelta`: its days are no hours.
pub(crate) fn interval_of(microseconds: i128) -> String {
    let seconds = microseconds.div_euclid(1_000_000);
    format!(
        "'{} days {}.{:06} seconds'::interval",
        seconds.div_euclid(86_400),
        seconds.rem_euclid(86_400),
        microseconds.rem_euclid(1_000_000)
    )
}

/// Bytes as a literal of PostgreSQL.
pub(crate) fn bytea(bytes: &[u8]) -> String {
    format!("'\\x{}'::bytea", crate::hex::digits(bytes))
}
