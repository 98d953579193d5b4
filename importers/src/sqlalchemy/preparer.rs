//! Identifier preparers: how a dialect quotes names, as code of a file asks it.

use std::rc::Rc;

use super::argument;
use super::table::TableObject;
use crate::dialect;
use crate::operation::Name;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// `compiler.preparer`, `dialect.identifier_preparer`: how names are quoted.
struct Preparer(crate::Dialect);

/// How a dialect quotes names.
pub(super) fn preparer(dialect: crate::Dialect) -> Value {
    Value::object(Preparer(dialect))
}

impl Object for Preparer {
    fn type_name(&self) -> &str {
        "IdentifierPreparer"
    }

    /// `quote = preparer.quote`
    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        let quotes = matches!(
            name,
            "quote" | "quote_identifier" | "quote_schema" | "format_table"
        );
        Ok(quotes.then(|| {
            Value::object(Quoting {
                preparer: self,
                method: name.to_owned(),
            })
        }))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let dialect = self.0;
        let text = match name {
            "quote" | "quote_schema" => {
                let parameter = if name == "quote" { "ident" } else { "schema" };
                let name = argument::name(args, parameter)?;
                let _ = args.take("force")?;
                dialect::quote(&name, dialect)
            }
            "format_schema" => dialect::quote(&argument::name(args, "name")?, dialect),
            "format_column" => {
                let column = args.required("column")?;
                match column.downcast::<super::column::ColumnObject>() {
                    Some(column) => dialect::quote(&column.construct.borrow().column.name, dialect),
                    None => return Err(args.refuse("`format_column` takes a column.")),
                }
            }
            "quote_identifier" => {
                let name = Name {
                    quote: Some(true),
                    ..argument::name(args, "value")?
                };
                dialect::quote(&name, dialect)
            }
            "format_table" => {
                let table = args.required("table")?;
                match table
                    .downcast::<TableObject>()
                    .filter(|one| one.alias().is_none())
                {
                    Some(table) => dialect::qualified(&table.name, dialect),
                    None => return Err(args.refuse("`format_table` takes a table.")),
                }
            }
            other => return Err(interpreter.unsupported(&format!("`{other}` of a preparer"))),
        };
        Ok(Some(Value::str(text)))
    }
}

/// A method of a preparer, to be called later.
struct Quoting {
    preparer: Rc<Preparer>,
    method: String,
}

impl Object for Quoting {
    fn type_name(&self) -> &str {
        "method"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let preparer = self.preparer.clone();
        let made = preparer.method(interpreter, &self.method, &mut args)?;
        args.finish()?;
        Ok(made)
    }
}
