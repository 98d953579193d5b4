//! What an inspector lists, as values: only membership can be asked of it
//! while importing.
//!
//! A comprehension over [`Rows`] is evaluated once, with a [`Row`] that
//! stands for any of them; `row["name"]` is its [`Field`], and a list of
//! those is [`Names`], of which `in` can be asked.

use std::rc::Rc;

use super::row_match::Match;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;
use crate::record::{SnapshotId, Test};
use crate::script::{ConstraintKind, Question};

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Tables.
    Table,
    /// Views.
    View,
    /// Schemas.
    Schema,
    /// Sequences.
    Sequence,
    /// Enum types.
    Type,
    /// Columns of a table.
    Column,
    /// Indexes of a table.
    Index,
    /// Constraints of a table.
    Constraint(ConstraintKind),
}

/// What one question of an inspector lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows {
    /// When it was asked.
    pub(crate) snapshot: SnapshotId,
    /// What is listed.
    pub(crate) kind: RowKind,
    /// Of which schema.
    pub(crate) schema: Option<String>,
    /// Of which table; empty where it is not of one.
    pub(crate) table: String,
}

impl Rows {
    /// Whether one of them has this name.
    fn has(&self, name: &str) -> Test {
        let schema = self.schema.clone();
        let table = self.table.clone();
        let name = name.to_owned();
        let question = match self.kind {
            RowKind::Table => Question::Table {
                schema,
                table: name,
            },
            RowKind::View => Question::View { schema, view: name },
            RowKind::Schema => Question::Schema { schema: name },
            RowKind::Sequence => Question::Sequence {
                schema,
                sequence: name,
            },
            RowKind::Type => Question::Type { schema, name },
            RowKind::Column => Question::Column {
                schema,
                table,
                column: name,
            },
            RowKind::Index => Question::Index {
                schema,
                table,
                index: name,
            },
            RowKind::Constraint(kind) => Question::Constraint {
                schema,
                table,
                kind,
                constraint: name,
            },
        };
        Test::Question(self.snapshot, question)
    }

    pub(super) fn program(&self, interpreter: &Interpreter) -> Interrupt {
        interpreter.needs_program(
            "live-data",
            "What the live catalogue lists here is used for more than asking whether a name is in it.",
        )
    }

    /// A name that is looked for.
    fn asked(&self, interpreter: &Interpreter, key: &Value) -> Result<Test> {
        let key = interpreter.known(key.clone())?;
        if key.is_none() {
            return Ok(Test::Known(false));
        }
        match name_text(&key) {
            Some(name) => Ok(self.has(&name)),
            None => Err(self.program(interpreter)),
        }
    }
}

fn name_text(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_string());
    }
    value
        .downcast::<super::argument::NameObject>()
        .map(|name| name.name.text.clone())
}

/// A row that stands for any of the rows, or the only one.
pub(crate) fn row(rows: Rows) -> Value {
    Value::object(Row { rows })
}

struct Row {
    rows: Rows,
}

/// `row["name"]`
struct Field {
    rows: Rows,
}

/// The names of all rows.
pub(crate) struct Names {
    /// Whose names.
    pub(crate) rows: Rows,
}

impl Object for Rows {
    fn type_name(&self) -> &str {
        "list"
    }

    fn is_live(&self) -> bool {
        true
    }

    fn contains(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.program(interpreter))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        _: &str,
        _: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        Err(self.program(interpreter))
    }

    fn element(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(row((*self).clone())))
    }

    fn project(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        projected: Value,
        conditions: Vec<Value>,
    ) -> Result<Option<Value>> {
        project(interpreter, &self, &projected, &conditions).map(Some)
    }

    fn builtin(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        function: &str,
        rest: &[Value],
    ) -> Result<Option<Value>> {
        match function {
            "list" | "tuple" | "iter" | "sorted" if rest.is_empty() => {
                Ok(Some(Value::Object(self)))
            }
            _ => Err(self.program(interpreter)),
        }
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(self.program(interpreter))
    }

    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Err(self.program(interpreter))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.program(interpreter))
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(self.program(interpreter))
    }
}

/// The result of a comprehension over the rows.
fn project(
    interpreter: &Interpreter,
    rows: &Rows,
    projected: &Value,
    conditions: &[Value],
) -> Result<Value> {
    let mut tests = Vec::new();
    for condition in conditions {
        match condition {
            Value::Bool(true) => {}
            // `if c["name"] == "x"`, and nothing else.
            _ => match condition.downcast::<Match>() {
                Some(found) if tests.is_empty() => tests.push(found.test.clone()),
                _ => return Err(rows.program(interpreter)),
            },
        }
    }
    if let Some(test) = tests.pop() {
        return Ok(Value::object(Match {
            rows: rows.clone(),
            test,
        }));
    }
    if let Some(found) = projected.downcast::<Match>() {
        return Ok(Value::object(Match {
            rows: rows.clone(),
            test: found.test.clone(),
        }));
    }
    if projected.downcast::<Field>().is_some() {
        return Ok(Value::object(Names { rows: rows.clone() }));
    }
    if projected.downcast::<Row>().is_some() {
        return Ok(Value::object(rows.clone()));
    }
    // `{c["name"]: c for c in columns}`: a mapping by name.
    if let Value::Tuple(pair) = projected
        && pair
            .first()
            .is_some_and(|key| key.downcast::<Field>().is_some())
    {
        return Ok(Value::object(Names { rows: rows.clone() }));
    }
    Err(rows.program(interpreter))
}

impl Row {
    fn field(&self, interpreter: &Interpreter, key: &str) -> Value {
        if key == "name" {
            Value::object(Field {
                rows: self.rows.clone(),
            })
        } else {
            interpreter.unknown("live-data", format!("\"{key}\" of a row of the catalogue"))
        }
    }
}

impl Object for Row {
    fn type_name(&self) -> &str {
        "dict"
    }

    fn is_live(&self) -> bool {
        true
    }

    fn contains(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        _: &str,
        _: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(self.rows.program(interpreter))
    }

    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        Ok(key.as_str().map(|key| self.field(interpreter, &key)))
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(Some(self.field(interpreter, name)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "get" {
            return Err(self.rows.program(interpreter));
        }
        let key = args.string("key")?;
        let _ = args.take("default")?;
        Ok(Some(self.field(interpreter, &key)))
    }
}

impl Object for Field {
    fn type_name(&self) -> &str {
        "str"
    }

    fn is_live(&self) -> bool {
        true
    }

    /// SQLite gives constraints without a name.
    fn may_be_none(&self) -> bool {
        matches!(self.rows.kind, RowKind::Constraint(_))
    }

    fn contains(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(self.rows.program(interpreter))
    }

    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        if operator != "==" {
            return Err(self.rows.program(interpreter));
        }
        let test = self.rows.asked(interpreter, other)?;
        // The only primary key of a table is no row of many: its name is asked directly.
        if self.rows.kind == RowKind::Constraint(ConstraintKind::PrimaryKey) {
            return Ok(Some(Value::test(test)));
        }
        Ok(Some(Value::object(Match {
            rows: self.rows.clone(),
            test,
        })))
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(self.rows.program(interpreter))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        _: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        Err(self.rows.program(interpreter))
    }
}

impl Names {
    /// Whether all, or any, of some known names are among them.
    fn among(&self, interpreter: &mut Interpreter, others: &Value, all: bool) -> Result<Value> {
        let mut tests = Vec::new();
        for name in interpreter.iterate(others)? {
            tests.push(self.rows.asked(interpreter, &name)?);
        }
        Ok(Value::test(if all {
            Test::all(tests)
        } else {
            Test::any(tests)
        }))
    }
}

impl Object for Names {
    fn type_name(&self) -> &str {
        "list"
    }

    fn is_live(&self) -> bool {
        true
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        Ok(Some(Value::test(self.rows.asked(interpreter, key)?)))
    }

    fn element(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::object(Field {
            rows: self.rows.clone(),
        })))
    }

    fn project(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        projected: Value,
        conditions: Vec<Value>,
    ) -> Result<Option<Value>> {
        project(interpreter, &self.rows, &projected, &conditions).map(Some)
    }

    fn builtin(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        function: &str,
        rest: &[Value],
    ) -> Result<Option<Value>> {
        match function {
            "set" | "frozenset" | "list" | "tuple" | "sorted" | "iter" if rest.is_empty() => {
                Ok(Some(Value::Object(self)))
            }
            _ => Err(self.rows.program(interpreter)),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "issuperset" => {
                let others = args.required("other")?;
                self.among(interpreter, &others, true).map(Some)
            }
            "keys" | "copy" => Ok(Some(Value::Object(self))),
            _ => Err(self.rows.program(interpreter)),
        }
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        match (operator, reflected) {
            // `names >= {"a", "b"}`, `{"a", "b"} <= names`
            (">=", false) | ("<=", true) => self.among(interpreter, other, true).map(Some),
            ("==" | "!=", _) => Err(self.rows.program(interpreter)),
            _ => Err(self.rows.program(interpreter)),
        }
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(self.rows.program(interpreter))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(self.rows.program(interpreter))
    }
}
