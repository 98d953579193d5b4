//! What `execute` is given beside a statement: values of its columns.
//!
//! As in SQLAlchemy Core the first set of parameters says which columns they are. A value of the
//! statement itself is replaced where it is plain, and stays where it is SQL; what is no column
//! is ignored.

use super::values::Form;
use super::{Statement, StatementObject};
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;
use crate::sqlalchemy::argument;

/// One set of parameters: keys and values.
pub(crate) type Set = Vec<(Value, Value)>;

/// The sets of parameters that `execute` was given.
///
/// # Errors
/// Where one is no dict.
pub(crate) fn sets(interpreter: &mut Interpreter, given: &Value) -> Result<Vec<Set>> {
    let given = interpreter.known(given.clone())?;
    let items = match &given {
        Value::List(_) | Value::Tuple(_) => interpreter.iterate(&given)?,
        _ => vec![given],
    };
    let mut sets = Vec::with_capacity(items.len());
    for item in items {
        match interpreter.known(item)? {
            Value::Dict(dict) => sets.push(dict.entries.borrow().pairs()),
            _ => {
                return Err(argument::stops(
                    interpreter,
                    "sqlalchemy.exc.ArgumentError",
                    "List argument must consist only of dictionaries",
                ));
            }
        }
    }
    Ok(sets)
}

/// The value of a key.
pub(crate) fn value_of<'a>(set: &'a Set, key: &str) -> Option<&'a Value> {
    set.iter()
        .find(|(own, _)| own.as_str().is_some_and(|own| *own == *key))
        .map(|(_, value)| value)
}

/// `A value is required for bind parameter ...`; `group` counts the sets where there are several.
pub(crate) fn required(
    interpreter: &mut Interpreter,
    name: &str,
    group: Option<usize>,
) -> Interrupt {
    // Of the first one SQLAlchemy does not say it.
    let group = group
        .filter(|group| *group > 0)
        .map_or(String::new(), |group| {
            format!(", in parameter group {group}")
        });
    argument::stops(
        interpreter,
        "sqlalchemy.exc.StatementError",
        &format!(
            "(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter \
             '{name}'{group}"
        ),
    )
}

impl StatementObject {
    /// The columns that sets of parameters give values to, by their keys. `names` are those of
    /// the statement's own parameters.
    ///
    /// # Errors
    /// Where SQLAlchemy does not take such a set, or bridge cannot tell what a key means.
    pub(crate) fn columns_of_set(
        &self,
        interpreter: &mut Interpreter,
        first: &Set,
        names: &[String],
    ) -> Result<Vec<(String, Name)>> {
        let mut columns = Vec::new();
        let takes_values = match &self.statement {
            Statement::Insert(insert) => insert.select.is_none(),
            Statement::Update(_) => true,
            _ => false,
        };
        for (key, _) in first {
            let Some(key) = key.as_str() else {
                return Err(interpreter.unsupported(
                    "a set of parameters whose keys are no texts; SQLAlchemy takes names there",
                ));
            };
            let column = match takes_values {
                true => self.column_of_key(interpreter, &key)?,
                false => None,
            };
            let is_parameter = names.iter().any(|name| **name == *key);
            let Some(column) = column else {
                if !is_parameter && is_numbered(&key) {
                    return Err(interpreter.unsupported(&format!(
                        "the parameter \"{key}\", which may be SQLAlchemy's own name of a value"
                    )));
                }
                continue;
            };
            let is_named = self.has_value(&column);
            let is_plain = self.plain.contains(&column.text);
            if is_parameter {
                if is_named && !is_plain {
                    continue;
                }
                return Err(argument::stops(
                    interpreter,
                    "sqlalchemy.exc.CompileError",
                    &format!(
                        "bindparam() name '{key}' is reserved for automatic usage in the VALUES \
                         or SET clause of this insert/update statement.   Please use a name \
                         other than column name when using bindparam() with insert() or \
                         update() (for example, 'b_{key}')."
                    ),
                ));
            }
            if self.form == Form::Rows {
                if !is_named {
                    return Err(self.needs_value(interpreter, &column.text));
                }
                continue;
            }
            if is_plain || !is_named {
                columns.push((key.to_string(), column));
            }
        }
        // The plain values of the statement are parameters that every set may give.
        if self.form != Form::Rows {
            let table = self.table.as_ref();
            let own = table.map(|table| table.keys().into_iter().zip(table.columns()));
            for (key, (column, _)) in own.into_iter().flatten() {
                if self.plain.contains(&column.text)
                    && !columns.iter().any(|(_, own)| own.text == column.text)
                {
                    columns.push((key, column));
                }
            }
        }
        Ok(columns)
    }

    /// The statement with the values of one set.
    ///
    /// # Errors
    /// Where the set lacks one.
    pub(crate) fn with_set(
        &self,
        interpreter: &mut Interpreter,
        set: &Set,
        columns: &[(String, Name)],
        group: Option<usize>,
    ) -> Result<Self> {
        let mut next = self.clone();
        for (key, column) in columns {
            match value_of(set, key) {
                Some(value) => next.set(interpreter, column, value)?,
                None if self.has_value(column) => {}
                None => return Err(required(interpreter, key, group)),
            }
        }
        if next.form != Form::Ordered {
            next.settle_order();
        }
        Ok(next)
    }

    /// The statement with a parameter as the value of each of these columns.
    pub(crate) fn with_places<'a>(
        &self,
        columns: impl Iterator<Item = (&'a Name, &'a String)>,
    ) -> Self {
        let mut next = self.clone();
        for (column, parameter) in columns {
            let text = format!(":{parameter}");
            let parameters = Vec::new();
            next.put(column, Expression::Text { text, parameters });
        }
        if next.form != Form::Ordered {
            next.settle_order();
        }
        next
    }

    /// Whether the statement itself gives a value to a column.
    fn has_value(&self, column: &Name) -> bool {
        match &self.statement {
            Statement::Insert(insert) => insert.columns.iter().any(|own| own.text == column.text),
            Statement::Update(_) => self.own_value(column).is_some(),
            _ => false,
        }
    }

    /// The value that the statement itself gives a column of its one row.
    pub(crate) fn own_value(&self, column: &Name) -> Option<&Expression> {
        match &self.statement {
            Statement::Insert(insert) => {
                let mut columns = insert.columns.iter();
                let at = columns.position(|own| own.text == column.text)?;
                insert.rows.first()?.get(at)
            }
            Statement::Update(update) => {
                let mut values = update.values.iter();
                let found = values.find(|(own, _)| own.text == column.text);
                found.map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The column of the table that a key of a set means.
    fn column_of_key(&self, interpreter: &mut Interpreter, key: &str) -> Result<Option<Name>> {
        let Some(table) = &self.table else {
            return Ok(None);
        };
        let own = table
            .name_of_key(key)
            .or_else(|| table.column(key).map(|_| Name::new(key)));
        match self.attribute(key) {
            Some(attribute) if own.as_ref().is_none_or(|own| own.text != attribute.text) => {
                Err(interpreter.unsupported(&format!(
                    "the parameter \"{key}\", which is an attribute and no column"
                )))
            }
            _ => Ok(own),
        }
    }

    /// The column of an attribute, where the statement is of a mapped class.
    pub(super) fn attribute(&self, name: &str) -> Option<Name> {
        let attributes = self.attributes.as_ref()?;
        attributes
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, column)| Name::new(&**column))
    }

    /// The rows of inserts into the same columns as one insert; `None` where they differ.
    pub(crate) fn together(inserts: &[Self]) -> Option<Self> {
        let mut all = inserts.first()?.clone();
        for other in inserts.get(1..)? {
            match (&mut all.statement, &other.statement) {
                (Statement::Insert(all), Statement::Insert(other))
                    if all.columns == other.columns && !all.columns.is_empty() =>
                {
                    all.rows.extend(other.rows.iter().cloned());
                }
                _ => return None,
            }
        }
        Some(all)
    }
}

/// `id_1`, `param_2`: how SQLAlchemy names the values of a statement.
fn is_numbered(key: &str) -> bool {
    key.rsplit_once('_')
        .is_some_and(|(_, number)| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}
