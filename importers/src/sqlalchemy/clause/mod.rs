//! SQL expressions as Python values: what operators and methods on them make.

mod adapted;
mod compared;
mod condition;
mod data_type;
mod literal;
mod method;
mod operate;

pub(crate) use compared::{beside, type_of_value};
pub(crate) use condition::{alone, condition, condition_as_given, negated, settled};
pub(crate) use data_type::type_of;
pub(crate) use literal::{
    compared, literal, of_driver, operand, operand_with_type, stored, text_beside, untyped,
    unvaried,
};
pub(crate) use method::{check_pattern, method};
pub(crate) use operate::{is_text, operate, string_type, unary};

use std::rc::Rc;

use super::column::ColumnObject;
use super::containers;
use crate::operation::expression::Identity;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;

/// An SQL expression.
pub(crate) struct Clause {
    /// The expression.
    pub(crate) expression: Expression,
    /// Its type, where it is known.
    pub(crate) data_type: Option<SqlType>,
    /// The name that a mapped class gives it in the list of a query.
    pub(crate) key: Option<Name>,
    /// Which object it is.
    identity: Identity,
}

impl Identity {
    /// An object that is there from now on.
    pub(crate) fn new() -> Self {
        let own = super::schema::creation_order();
        Self { own, counted: own }
    }
}

/// Which object a value is, where it is an expression that a list of columns counts.
pub(crate) fn identity_of(value: &Value) -> Option<Identity> {
    if let Some(clause) = value.downcast::<Clause>() {
        return Some(clause.identity);
    }
    if let Some(item) = value.downcast::<containers::JsonItem>() {
        return Some(item.identity);
    }
    if let Some(parameter) = value.downcast::<super::parameter::ParameterObject>() {
        return Some(parameter.identity);
    }
    let statement = value.downcast::<super::statement::StatementObject>()?;
    statement.identity()
}

/// The type of comparisons.
pub(crate) const BOOLEAN: SqlType = SqlType::Boolean {
    create_constraint: false,
    name: None,
    final_name: false,
};

impl Clause {
    /// An expression as a Python value.
    pub(crate) fn value(expression: Expression, data_type: Option<SqlType>) -> Value {
        Value::object(Self {
            expression,
            data_type,
            key: None,
            identity: Identity::new(),
        })
    }

    /// The same for a cast or a type coercion of `inner`, which gives it its counted name.
    pub(crate) fn around(inner: &Value, expression: Expression, data_type: SqlType) -> Value {
        let mut identity = Identity::new();
        if let Some(inner) = identity_of(inner) {
            identity.counted = inner.counted;
        }
        Value::object(Self {
            expression,
            data_type: Some(data_type),
            key: None,
            identity,
        })
    }

    /// The same under a name in the list of a query.
    pub(crate) fn keyed(&self, key: Name) -> Value {
        Value::object(Self {
            expression: self.expression.clone(),
            data_type: self.data_type.clone(),
            key: Some(key),
            identity: self.identity,
        })
    }

    /// A condition as a Python value.
    pub(crate) fn condition(expression: Expression) -> Value {
        Self::value(expression, Some(BOOLEAN))
    }
}

/// What `if`, `and` and `in` take an expression for: of `==` and `!=` whether both sides are
/// the same column, and nothing else has a truth.
///
/// # Errors
/// As SQLAlchemy's, and where it is not known whether two sides are one object.
pub(crate) fn truth(interpreter: &mut Interpreter, expression: &Expression) -> Result<Value> {
    if let Expression::Binary {
        left,
        operator,
        right,
    } = expression
        && (operator == "=" || operator == "!=")
    {
        let is_column = |side: &Expression| matches!(side, Expression::Column { .. });
        if left == right && !is_column(left) && !matches!(**left, Expression::Literal { .. }) {
            return Err(interpreter.unsupported("the truth of this comparison"));
        }
        let are_same = left == right && is_column(left);
        return Ok(Value::Bool(are_same == (operator == "=")));
    }
    Err(undefined(interpreter))
}

/// What SQLAlchemy says where something is asked for its truth that has none.
pub(crate) fn undefined(interpreter: &mut Interpreter) -> Interrupt {
    interpreter.raise("TypeError", "Boolean value of this clause is not defined")
}

/// The expression that a Python value is, if it is one; plain values are none.
pub(crate) fn as_expression(value: &Value) -> Option<Expression> {
    parts(value).map(|(expression, _)| expression)
}

/// The same with its type.
pub(crate) fn parts(value: &Value) -> Option<(Expression, Option<SqlType>)> {
    if let Some(clause) = value.downcast::<Clause>() {
        return Some((clause.expression.clone(), clause.data_type.clone()));
    }
    if let Some(column) = value.downcast::<ColumnObject>() {
        return Some((column.expression(), column.data_type()));
    }
    if let Some(item) = value.downcast::<containers::JsonItem>() {
        return Some((item.expression(), Some(item.data_type())));
    }
    if let Some(statement) = value.downcast::<super::statement::StatementObject>() {
        return Some((statement.expression(), statement.scalar_type()));
    }
    if let Some(query) = super::textual::as_query(value) {
        return Some((Expression::Grouping(Box::new(query)), None));
    }
    if let Some(query) = super::orm::query_of(value) {
        return parts(&query);
    }
    if let Some(parameter) = value.downcast::<super::parameter::ParameterObject>() {
        return Some((parameter.expression(), parameter.own_type()));
    }
    None
}

/// Whether it is a function that SQLAlchemy has no class of its own for.
fn is_plain_function(expression: &Expression) -> bool {
    matches!(expression, Expression::Function { name, .. }
        if !matches!(&name[..], [name] if crate::dialect::is_generic(name)))
}

impl Object for Clause {
    fn type_name(&self) -> &str {
        match self.expression {
            Expression::Text { .. } => "TextClause",
            Expression::Raw(_) => "DDL",
            Expression::Function { .. } => "Function",
            _ => "ColumnElement",
        }
    }

    fn classes(&self) -> &'static [&'static str] {
        match self.expression {
            Expression::Text { .. } => &[
                "sqlalchemy.sql.elements.TextClause",
                "sqlalchemy.sql.elements.ClauseElement",
                "sqlalchemy.sql.base.Executable",
            ],
            _ => &[
                "sqlalchemy.sql.elements.ColumnElement",
                "sqlalchemy.sql.elements.ClauseElement",
            ],
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match (name, &self.expression) {
            ("text", Expression::Text { text, .. }) => Some(Value::str(text)),
            ("name" | "key", Expression::Label { label, .. }) => Some(Value::str(&label.text)),
            ("arg" | "expression", _) => Some(Value::Object(self)),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name == "compile" {
            let render = |dialect| crate::dialect::standing(&self.expression, dialect);
            let has_values = !matches!(
                self.expression,
                Expression::True | Expression::False | Expression::Null
            );
            return super::compile::statement(interpreter, args, has_values, render).map(Some);
        }
        if let Expression::Text { text, parameters } = &self.expression {
            return super::text::method(interpreter, text, parameters, name, args);
        }
        // It says when an event runs the statement; `execute` always does.
        if matches!(self.expression, Expression::Raw(_)) && name == "execute_if" {
            let _ = args.rest();
            let _ = args.take_keywords();
            return Ok(Some(Value::Object(self)));
        }
        if let Some(made) =
            super::dialects::mysql::match_method(interpreter, &self.expression, name)?
        {
            return Ok(Some(Self::condition(made)));
        }
        let own = (self.expression.clone(), self.data_type.clone());
        if let Expression::Function { .. }
        | Expression::Filter { .. }
        | Expression::WithinGroup { .. } = self.expression
            && let Some(made) = super::function::method(interpreter, &own, name, args)?
        {
            return Ok(Some(made));
        }
        method(interpreter, own, name, args)
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let own = (self.expression.clone(), self.data_type.clone());
        containers::item(interpreter, own, key)
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        // Text has no operator but that of conditions.
        if matches!(self.expression, Expression::Text { .. }) && operator != "&" {
            return Ok(None);
        }
        // Python asks the right side of a comparison first where its class derives from the left one's.
        let compares = matches!(operator, "==" | "!=" | "<" | "<=" | ">" | ">=");
        if compares && !reflected {
            let derives = match &self.expression {
                own if is_plain_function(own) => other.downcast::<Self>().is_some_and(|other| {
                    matches!(other.expression, Expression::Function { .. })
                        && !is_plain_function(&other.expression)
                }),
                Expression::Verbatim(_) => other
                    .downcast::<ColumnObject>()
                    .is_some_and(|other| other.is_of_schema()),
                _ => false,
            };
            if derives {
                return Ok(None);
            }
        }
        let own = (self.expression.clone(), self.data_type.clone());
        operate(interpreter, own, operator, other, reflected)
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        unary(interpreter, &Value::Object(self), operator)
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        truth(interpreter, &self.expression)
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(match &self.expression {
            Expression::Text { text, .. } | Expression::Raw(text) | Expression::Verbatim(text) => {
                Some(text.clone())
            }
            _ => None,
        })
    }
}
