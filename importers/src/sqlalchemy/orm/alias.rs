//! `aliased(...)`: a class under another name in one query.

use std::rc::Rc;

use super::mapping::{Mapper, entity_of, mapper_of};
use super::related;
use super::relation_query::{Sides, column};
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::clause::{self, Clause};
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{derived, source};

/// `aliased(Class, alias=None, name=None)`: the class under another name in one query.
pub(super) struct Alias {
    pub(super) class: Rc<Class>,
    pub(super) mapper: Rc<Mapper>,
}

impl Object for Alias {
    fn type_name(&self) -> &str {
        "AliasedClass"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if let Some(own) = self.mapper.attributes.iter().find(|own| *own.name == *name) {
            return Ok(Some(match self.mapper.table.column(&own.column) {
                Some(found) => found,
                None => column(&self.mapper.table, &own.column),
            }));
        }
        if let Some(relationship) = related::relationship_of(interpreter, &self.class, name) {
            return Ok(Some(Value::object(Sides {
                relationship,
                own: self.mapper.clone(),
                other: None,
                also: Vec::new(),
            })));
        }
        self.expression_of(interpreter, name)
    }
}

impl Alias {
    /// What the class gives for an attribute that is no column, said of the alias.
    fn expression_of(&self, interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        let Some(Value::Object(_)) = interpreter.class_attribute(&self.class, name) else {
            return Ok(None);
        };
        let given = interpreter.attribute(&Value::Class(self.class.clone()), name)?;
        let (Some(own), Some((mut expression, data_type))) =
            (mapper_of(&self.class), clause::parts(&given))
        else {
            return Ok(None);
        };
        let (entity, other) = (source::entity(&own.table), self.mapper.table.source());
        expression.each_column(&mut |column| {
            if let Expression::Column {
                table: Some(table), ..
            } = column
                && (*table == entity || *table == own.table.source())
            {
                *table = other.clone();
            }
        });
        Ok(Some(Clause::value(expression, data_type)))
    }
}

/// `aliased(entity, alias=None, name=None, flat=False, adapt_on_names=False)`
pub(super) fn aliased(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let entity = args.required("element")?;
    let alias = args.take("alias")?.filter(|alias| !alias.is_none());
    let name = args.take("name")?.filter(|name| !name.is_none());
    for ignored in ["flat", "adapt_on_names"] {
        let _ = args.keyword(ignored);
    }
    args.finish()?;
    let table = match alias {
        Some(alias) => super::mapping::table_of(&alias),
        None => match super::mapping::table_of(&entity) {
            Some(table) => {
                let mut args = Args::new(name);
                derived::alias(interpreter, &table, &mut args)?.downcast::<TableObject>()
            }
            None => None,
        },
    };
    let Some(table) = table else {
        return Err(interpreter.unsupported("`aliased` of this"));
    };
    Ok(match entity_of(&entity) {
        Some((class, mapper)) => Value::object(Alias {
            class,
            mapper: Rc::new(mapper.over(table)),
        }),
        None => Value::Object(table),
    })
}
