//! The tables of a metadata on the sides of a branch: a table that one side reflects is not there
//! on the other, where it may be missing.

use std::any::Any;
use std::rc::Rc;

use super::MetaDataObject;
use crate::python::evaluate::Changing;
use crate::sqlalchemy::table::TableObject;

type Tables = Vec<(String, Rc<TableObject>)>;

impl Changing for MetaDataObject {
    fn content(&self) -> Rc<dyn Any> {
        Rc::new(self.tables.borrow().clone())
    }

    fn restore(&self, content: &dyn Any) {
        if let Some(tables) = content.downcast_ref::<Tables>() {
            self.tables.replace(tables.clone());
        }
    }

    /// The tables of both: which side was taken is not known.
    fn merged(&self, a: &dyn Any, b: &dyn Any) -> Rc<dyn Any> {
        let of = |content: &dyn Any| content.downcast_ref::<Tables>().cloned();
        let mut tables = of(a).unwrap_or_default();
        for (name, table) in of(b).unwrap_or_default() {
            if !tables.iter().any(|(own, _)| *own == name) {
                tables.push((name, table));
            }
        }
        Rc::new(tables)
    }
}
