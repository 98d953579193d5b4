//! `joinedload(...)` and its like: how related rows are fetched. Those that
//! change what objects hold are refused.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// What a query is told about related rows.
struct Loading {
    /// Whether the rows of the query itself are what objects hold.
    contains: bool,
}

/// Options whose rows are those of the relationship.
const FETCHING: &[&str] = &[
    "joinedload",
    "selectinload",
    "subqueryload",
    "lazyload",
    "immediateload",
    "defaultload",
    "load_only",
    "undefer",
    "undefer_group",
    "defer",
];

fn checked(interpreter: &Interpreter, name: &str, args: &mut Args) -> Result<()> {
    let _ = args.rest();
    if args.keyword_boolean("innerjoin")? == Some(true) {
        return Err(interpreter.unsupported("`innerjoin=True`, which leaves out rows"));
    }
    if args.keyword_boolean("raiseload")? == Some(true) {
        return Err(interpreter.unsupported("`raiseload=True`"));
    }
    if args.keyword("alias").is_some_and(|alias| !alias.is_none()) {
        return Err(interpreter.unsupported(&format!("`{name}` with an alias")));
    }
    Ok(())
}

/// `joinedload(...)` and others by which the same rows are fetched in another way.
pub(super) fn fetched(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    checked(interpreter, "joinedload", &mut args)?;
    args.finish()?;
    Ok(Value::object(Loading { contains: false }))
}

/// `contains_eager(...)`: objects hold the rows of the query.
pub(super) fn contained(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    checked(interpreter, "contains_eager", &mut args)?;
    args.finish()?;
    Ok(Value::object(Loading { contains: true }))
}

/// `noload(...)` and `raiseload(...)`: objects do not hold what they are related to.
pub(super) fn left_out(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    Err(interpreter.unsupported("`noload` and `raiseload`, which leave related objects out"))
}

impl Object for Loading {
    fn type_name(&self) -> &str {
        "Load"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let contains = match name {
            "contains_eager" => true,
            "noload" | "raiseload" => {
                let args = std::mem::replace(args, Args::new([]));
                return left_out(interpreter, args).map(Some);
            }
            "options" => {
                let contains = is_contained(args);
                let _ = args.rest();
                contains
            }
            _ if FETCHING.contains(&name) => {
                checked(interpreter, name, args)?;
                false
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::object(Self {
            contains: self.contains || contains,
        })))
    }
}

/// Whether `options(...)` makes objects hold the rows of the query.
pub(crate) fn is_contained(args: &Args) -> bool {
    args.positional.iter().any(|value| {
        value
            .downcast::<Loading>()
            .is_some_and(|loading| loading.contains)
    })
}
