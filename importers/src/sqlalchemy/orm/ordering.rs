//! `ordering_list(attr)`: a list of objects that know their places in it.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

/// How a list tells its objects their places.
pub(super) struct Ordering {
    /// The attribute that holds the place.
    attribute: Rc<str>,
    /// The place of an index, of the index and the list.
    function: Option<Value>,
    /// The first place, where no function says it.
    first: i128,
    /// Whether an object that comes is told its place whatever it has.
    on_append: bool,
}

impl Object for Ordering {
    fn type_name(&self) -> &str {
        "function"
    }
}

/// `ordering_list(attr, count_from=None, ordering_func=None, reorder_on_append=False)`
fn ordering_list(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let attribute = args.string("attr")?;
    let count_from = args.take("count_from")?.unwrap_or(Value::None);
    let function = args.take("ordering_func")?;
    let on_append = args.take("reorder_on_append")?;
    args.finish()?;
    let first = match count_from {
        Value::None => 0,
        Value::Int(first) => first,
        _ => return Err(interpreter.unsupported("`count_from` that is no number")),
    };
    Ok(Value::object(Ordering {
        attribute: attribute.into(),
        function: function.filter(|function| !function.is_none()),
        first,
        on_append: matches!(on_append, Some(Value::Bool(true))),
    }))
}

impl Ordering {
    /// An object stands at an index.
    fn place(
        &self,
        interpreter: &mut Interpreter,
        list: &Value,
        (index, object): (i128, &Value),
        anew: bool,
    ) -> Result<()> {
        let held = interpreter.attribute(object, &self.attribute)?;
        if !held.is_none() && !anew {
            return Ok(());
        }
        let place = match &self.function {
            Some(function) => interpreter.call_with(function, [Value::Int(index), list.clone()])?,
            None => Value::Int(index + self.first),
        };
        interpreter.set_attribute(object, &self.attribute, place)
    }

    /// The last object has come.
    pub(super) fn appended(
        &self,
        interpreter: &mut Interpreter,
        list: &Value,
        items: &[Value],
    ) -> Result<()> {
        match items.split_last() {
            Some((last, before)) => self.place(
                interpreter,
                list,
                (before.len() as i128, last),
                self.on_append,
            ),
            None => Ok(()),
        }
    }

    /// An object is about to stand at an index, which may count from the end.
    pub(super) fn given(
        &self,
        interpreter: &mut Interpreter,
        list: &Value,
        (index, object): (i128, &Value),
    ) -> Result<()> {
        self.place(interpreter, list, (index, object), true)
    }

    /// All are told their places.
    pub(super) fn reorder(
        &self,
        interpreter: &mut Interpreter,
        list: &Value,
        items: &[Value],
    ) -> Result<()> {
        for (index, one) in (0..).zip(items) {
            self.place(interpreter, list, (index, one), true)?;
        }
        Ok(())
    }
}

/// `count_from_0(index, collection)` and its like.
fn counted(args: &mut Args, first: i128) -> Result<Value> {
    let index = args.required("index")?;
    let index = args.to_integer("index", &index)?;
    Ok(Value::Int(i128::from(index) + first))
}

/// `sqlalchemy.ext.orderinglist`
pub(crate) static EXT_ORDERINGLIST: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.orderinglist",
    definitions: &[
        ("ordering_list", Definition::Function(ordering_list)),
        (
            "count_from_0",
            Definition::Function(|_, mut args| counted(&mut args, 0)),
        ),
        (
            "count_from_1",
            Definition::Function(|_, mut args| counted(&mut args, 1)),
        ),
    ],
    fallback: None,
};
