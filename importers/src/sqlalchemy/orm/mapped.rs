//! `Mapped[...]`: annotations that say the type of a column, or what a
//! relationship leads to.

use std::any::Any;
use std::rc::Rc;

use super::relationship::Relationship;
use crate::operation::types::{BinaryKind, FloatKind, IntegerSize, TextKind};
use crate::operation::{Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::column::{self, ColumnObject};

/// `Mapped[...]`, an annotation, where it is evaluated.
struct Annotation;

impl Object for Annotation {
    fn type_name(&self) -> &str {
        "Mapped"
    }

    fn item(self: Rc<Self>, _: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `Mapped`
pub(super) fn mapped(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Annotation))
}

/// What an annotation says.
#[derive(Debug, PartialEq, Eq)]
struct Said<'a> {
    /// The innermost name.
    name: &'a str,
    /// Whether it may be `None`.
    optional: bool,
    /// Whether there are many.
    many: bool,
}

/// Reads `Mapped[Optional[int]]`, `orm.Mapped[list["Post"]]`, `Mapped[str | None]`.
fn said(text: &str) -> Option<Said<'_>> {
    let inner = |text: &str, names: &[&str]| {
        let (head, rest) = text.split_once('[')?;
        let head = head.rsplit('.').next().unwrap_or(head).trim();
        names
            .contains(&head)
            .then(|| text.len() - rest.len())
            .filter(|_| text.ends_with(']'))
    };
    let unquoted = |text: &'_ str| -> (usize, usize) {
        let start = text.len() - text.trim_start_matches([' ', '"', '\'']).len();
        let end = text.trim_end_matches([' ', '"', '\'']).len();
        (start, end.max(start))
    };
    let (start, end) = unquoted(text);
    let text = text.get(start..end)?;
    let at = inner(text, &["Mapped", "DynamicMapped", "WriteOnlyMapped"])?;
    let mut rest = text.get(at..text.len() - 1)?;
    let mut said = Said {
        name: "",
        optional: false,
        many: false,
    };
    loop {
        let (start, end) = unquoted(rest);
        rest = rest.get(start..end)?;
        if let Some((left, right)) = rest.rsplit_once('|') {
            if right.trim() == "None" {
                said.optional = true;
                rest = left;
                continue;
            }
            if left.trim() == "None" {
                said.optional = true;
                rest = right;
                continue;
            }
        }
        if let Some(at) = inner(rest, &["Optional"]) {
            said.optional = true;
            rest = rest.get(at..rest.len() - 1)?;
        } else if let Some(at) = inner(rest, &["List", "list", "Sequence", "Collection"]) {
            said.many = true;
            rest = rest.get(at..rest.len() - 1)?;
        } else {
            said.name = rest;
            return Some(said);
        }
    }
}

/// The type of a column whose values are of a Python class.
fn type_of(name: &str) -> Option<SqlType> {
    Some(match name.rsplit('.').next().unwrap_or(name) {
        "int" => SqlType::Integer(IntegerSize::Normal),
        "str" => SqlType::Text {
            kind: TextKind::Varchar,
            length: None,
            collation: None,
        },
        "bool" => SqlType::Boolean {
            create_constraint: false,
            name: None,
        },
        "float" => SqlType::Float {
            kind: FloatKind::Float,
            precision: None,
        },
        "Decimal" => SqlType::Numeric {
            decimal: false,
            precision: None,
            scale: None,
        },
        "datetime" => SqlType::DateTime {
            timestamp: false,
            timezone: false,
            precision: None,
        },
        "date" => SqlType::Date,
        "time" => SqlType::Time {
            timezone: false,
            precision: None,
        },
        "bytes" => SqlType::Binary {
            kind: BinaryKind::Large,
            length: None,
        },
        "UUID" => SqlType::Uuid {
            native: false,
            as_text: false,
        },
        _ => return None,
    })
}

/// Gives the members of a class what their annotations say.
pub(super) fn annotate(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let Some(Value::Dict(annotations)) = class.scope.get("__annotations__") else {
        return Ok(());
    };
    let pairs = annotations.entries.borrow().pairs();
    for (name, text) in pairs {
        let (Some(name), Some(text)) = (name.as_str(), text.as_str()) else {
            continue;
        };
        let Some(said) = said(&text) else { continue };
        let member = class.scope.get(&name);
        if let Some(relationship) = member.as_ref().and_then(Value::downcast::<Relationship>) {
            relationship.annotate(Value::str(said.name), said.many);
            continue;
        }
        let data_type = type_of(said.name);
        match member {
            None => {
                let Some(data_type) = data_type else {
                    return Err(interpreter.unsupported(&format!(
                        "the column of the annotation `{text}`; give it mapped_column(TYPE)"
                    )));
                };
                let mut construct = column::plain(Name::new(&*name), data_type);
                construct.column.nullable = said.optional;
                let value = Value::object(ColumnObject {
                    construct: construct.into(),
                    table: None,
                });
                class.scope.put(&Rc::from(&*name), Some(value));
            }
            Some(value) => {
                if let (Some(column), Some(data_type)) =
                    (value.downcast::<ColumnObject>(), data_type)
                {
                    let mut construct = column.construct.borrow_mut();
                    if construct.column.data_type == SqlType::Null {
                        construct.column.data_type = data_type;
                    }
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_read() {
        let of = |text| said(text).map(|said| (said.name.to_owned(), said.optional, said.many));
        let name = |name: &str, optional, many| Some((name.to_owned(), optional, many));
        assert_eq!(of("Mapped[int]"), name("int", false, false));
        assert_eq!(of("orm.Mapped[Optional[str]]"), name("str", true, false));
        assert_eq!(of("Mapped[str | None]"), name("str", true, false));
        assert_eq!(of("Mapped[List[\"Post\"]]"), name("Post", false, true));
        assert_eq!(of("\"Mapped[list[Post]]\""), name("Post", false, true));
        assert_eq!(of("Mapped[\"Post | None\"]"), name("Post", true, false));
        assert_eq!(of("ClassVar[int]"), None);
    }
}
