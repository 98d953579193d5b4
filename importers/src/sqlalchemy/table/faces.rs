//! The objects that stand for a table's columns in Python: one for each, and one for all of them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use super::{Columns, TableObject};
use crate::operation::{Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::column::{self, ColumnObject};
use crate::sqlalchemy::schema::{ColumnConstruct, Item};

/// The objects, by key, as far as Python has asked for them.
#[derive(Default)]
pub(super) struct Faces {
    columns: RefCell<BTreeMap<String, Rc<ColumnObject>>>,
    all: RefCell<Weak<Columns>>,
}

/// `table.c`
pub(super) fn all(table: &Rc<TableObject>) -> Rc<Columns> {
    let mut known = table.faces.all.borrow_mut();
    known.upgrade().unwrap_or_else(|| {
        let made = Rc::new(Columns {
            table: table.clone(),
        });
        *known = Rc::downgrade(&made);
        made
    })
}

impl TableObject {
    /// What the table says of a column.
    fn construct(&self, key: &str) -> Option<ColumnConstruct> {
        self.items.borrow().iter().find_map(|item| match item {
            Item::Column(column) if column.key() == key => Some((**column).clone()),
            _ => None,
        })
    }

    /// The column of this key, qualified with the table. A reflected table
    /// has whatever column is asked for: the live database decides.
    pub(crate) fn column(self: &Rc<Self>, key: &str) -> Option<Value> {
        let construct = match self.construct(key) {
            Some(construct) => self.as_key(construct),
            None if self.reflected => column::of_schema(Name::new(key), SqlType::Null),
            None => return None,
        };
        let mut faces = self.faces.columns.borrow_mut();
        Some(Value::Object(match faces.get(key) {
            Some(face) => {
                // What was said of the table since then counts.
                let mut own = face.construct.borrow_mut();
                write(&construct, &mut own);
                own.column.primary_key |= construct.column.primary_key;
                drop(own);
                face.clone()
            }
            None => {
                let face = Rc::new(ColumnObject::owned(construct, self));
                faces.insert(key.to_owned(), face.clone());
                face
            }
        }))
    }

    /// What a file has set of one of the columns.
    pub(in crate::sqlalchemy) fn change(&self, key: &str, construct: &ColumnConstruct) {
        for item in self.items.borrow_mut().iter_mut() {
            match item {
                Item::Column(column) if column.key() == key => write(construct, column),
                _ => {}
            }
        }
    }
}

/// Says the same of a column, but for what counts when a table gets it.
fn write(said: &ColumnConstruct, column: &mut ColumnConstruct) {
    let primary_key = column.column.primary_key;
    let other = ColumnConstruct {
        index: column.index,
        unique: column.unique,
        attached: column.attached,
        ..said.clone()
    };
    *column = other;
    column.column.primary_key = primary_key;
}

/// Columns belong to the table that they are given to, also under the names that the file has
/// for them; those that have a table already were copied.
pub(crate) fn give(values: &[Value], table: &Rc<TableObject>) {
    for value in values {
        if let Some(column) = value.downcast::<ColumnObject>() {
            own(&column, table);
        }
    }
}

/// The same of `sa.Table`, which copies nothing.
///
/// # Errors
/// SQLAlchemy's, where a column has a table already.
pub(super) fn take(
    interpreter: &mut Interpreter,
    values: &[Value],
    table: &Rc<TableObject>,
) -> Result<()> {
    let Some(column) = owned_elsewhere(values, table) else {
        return Ok(());
    };
    let name = column.construct.borrow().column.name.text.clone();
    let other = column.owner().map(|other| other.full_name());
    let reason = format!(
        "Column object '{name}' already assigned to Table '{}'",
        other.unwrap_or_default()
    );
    let class = "sqlalchemy.exc.ArgumentError";
    Err(argument::stops(interpreter, class, &reason))
}

/// The same of `sa.table`.
pub(super) fn take_light(
    interpreter: &mut Interpreter,
    values: &[Value],
    table: &Rc<TableObject>,
) -> Result<()> {
    let Some(column) = owned_elsewhere(values, table) else {
        return Ok(());
    };
    let name = column.construct.borrow().column.name.text.clone();
    let reason = format!("column object '{name}' already assigned to a table");
    Err(argument::alembic_stops(interpreter, &reason))
}

/// Gives a table its columns; the first that has another already.
fn owned_elsewhere(values: &[Value], table: &Rc<TableObject>) -> Option<Rc<ColumnObject>> {
    let mut columns = values.iter().filter_map(Value::downcast::<ColumnObject>);
    columns.find(|column| !own(column, table))
}

fn own(column: &Rc<ColumnObject>, table: &Rc<TableObject>) -> bool {
    let is_own = column.belong_to(table);
    if is_own {
        let key = column.construct.borrow().key().to_owned();
        table.faces.columns.borrow_mut().insert(key, column.clone());
    }
    is_own
}
