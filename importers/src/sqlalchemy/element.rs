//! Operators and methods of elements that a project derives from `ColumnElement`.

use std::rc::Rc;

use super::{argument, clause, compiled, function};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};

/// Python's name of an operator, the operator, and whether the element stands on the right.
const OPERATORS: &[(&str, &str, bool)] = &[
    ("__eq__", "==", false),
    ("__ne__", "!=", false),
    ("__lt__", "<", false),
    ("__le__", "<=", false),
    ("__gt__", ">", false),
    ("__ge__", ">=", false),
    ("__add__", "+", false),
    ("__radd__", "+", true),
    ("__sub__", "-", false),
    ("__rsub__", "-", true),
    ("__mul__", "*", false),
    ("__rmul__", "*", true),
    ("__truediv__", "/", false),
    ("__rtruediv__", "/", true),
    ("__floordiv__", "//", false),
    ("__rfloordiv__", "//", true),
    ("__mod__", "%", false),
    ("__and__", "&", false),
    ("__rand__", "&", true),
    ("__or__", "|", false),
    ("__ror__", "|", true),
];

/// Python's name of an operator before the element, and the operator.
const PREFIXES: &[(&str, &str)] = &[("__invert__", "~"), ("__neg__", "-")];

/// What it does with an element.
enum Kind {
    Operator(&'static str, bool),
    Prefix(&'static str),
    Method(String),
}

/// A method of an element.
struct Method(Kind);

/// Gives a class that derives from `ColumnElement` the operators that it does not define itself.
pub(super) fn derived(_: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let has = |name: &str| {
        let above = |base: &Value| matches!(base, Value::Class(base) if base.scope.has(name));
        class.scope.has(name) || class.above.iter().any(above)
    };
    let put = |name: &str, kind: Kind| {
        if !has(name) {
            class
                .scope
                .put(&name.into(), Some(Value::object(Method(kind))));
        }
    };
    for (name, operator, reflected) in OPERATORS {
        put(name, Kind::Operator(operator, *reflected));
    }
    for (name, operator) in PREFIXES {
        put(name, Kind::Prefix(operator));
    }
    Ok(())
}

/// The method of this name that elements have.
pub(super) fn method(name: &str) -> Option<Value> {
    const METHODS: &[&str] = &[
        "alias",
        "all_",
        "any_",
        "asc",
        "between",
        "bitwise_and",
        "bitwise_lshift",
        "bitwise_not",
        "bitwise_or",
        "bitwise_rshift",
        "bitwise_xor",
        "bool_op",
        "cast",
        "collate",
        "column_valued",
        "concat",
        "contains",
        "desc",
        "distinct",
        "endswith",
        "filter",
        "icontains",
        "iendswith",
        "ilike",
        "in_",
        "is_",
        "is_distinct_from",
        "is_not",
        "is_not_distinct_from",
        "isnot",
        "isnot_distinct_from",
        "istartswith",
        "label",
        "like",
        "match",
        "not_ilike",
        "not_in",
        "not_like",
        "notilike",
        "notin_",
        "notlike",
        "nulls_first",
        "nulls_last",
        "nullsfirst",
        "nullslast",
        "op",
        "over",
        "regexp_match",
        "regexp_replace",
        "scalar_table_valued",
        "self_group",
        "startswith",
        "table_valued",
        "within_group",
    ];
    METHODS
        .contains(&name)
        .then(|| Value::object(Method(Kind::Method(name.to_owned()))))
}

/// The element as an expression, with the type that its class says.
pub(crate) fn parts(
    interpreter: &mut Interpreter,
    element: &Value,
) -> Result<Option<(Expression, Option<SqlType>)>> {
    if let Some(parts) = clause::parts(element) {
        return Ok(Some(parts));
    }
    let Some(expression) = compiled::expression(interpreter, element)? else {
        return Ok(None);
    };
    let data_type = match interpreter.find_attribute(element, "type")? {
        Some(given) => argument::as_type(interpreter, &given)?,
        None => None,
    };
    let data_type = data_type.filter(|data_type| *data_type != SqlType::Null);
    Ok(Some((expression, data_type)))
}

impl Object for Method {
    fn type_name(&self) -> &str {
        "function"
    }

    fn binds(&self) -> bool {
        true
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let element = args.required("self")?;
        let Some(own) = parts(interpreter, &element)? else {
            let class = element.type_name();
            return Err(interpreter.unsupported(&format!(
                "an operator of a {class}, which no function of `@compiles` writes"
            )));
        };
        match &self.0 {
            Kind::Operator(operator, reflected) => {
                let other = args.required("other")?;
                let made = clause::operate(interpreter, own, operator, &other, *reflected)?;
                Ok(Some(made.unwrap_or(Value::NotImplemented)))
            }
            Kind::Prefix(operator) => {
                let own = clause::Clause::value(own.0, own.1);
                clause::unary(interpreter, &own, operator)
            }
            Kind::Method(name) => {
                let made = match function::method(interpreter, &own, name, &mut args)? {
                    Some(made) => Some(made),
                    None => clause::method(interpreter, own, name, &mut args)?,
                };
                args.finish()?;
                Ok(made)
            }
        }
    }
}
