//! `@compiles`: elements that a project derives and writes as SQL itself.
//!
//! The project's function is called with the element and an object that stands for the
//! compiler. What it does with the compiler beyond `process` and the quoting of names is refused.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::clause::Clause;
use super::rewritten::Unread;
use super::table::TableObject;
use super::type_object::TypeObject;
use super::{
    argument, clause, compiled_type, dialect_object, event, function, generic_function, lineage,
    preparer, source,
};
use crate::Dialect;
use crate::diagnostic::Diagnostic;
use crate::dialect;
use crate::operation::expression::{AliasName, Source};
use crate::operation::{Expression, SqlType};
use crate::python::descriptor::Property;
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, Interrupt, ModuleTable, NativeFunction, Object, Result,
};
use crate::python::value::{Class, Value};

/// The functions that were registered: class, dialect, function.
#[derive(Default)]
pub(super) struct Registered(RefCell<Vec<(Value, Option<String>, Value)>>);

impl Registered {
    /// The function for a class of SQLAlchemy's own on a dialect.
    pub(super) fn of_native(&self, name: &str, dialect: &str) -> Option<Value> {
        let all = self.0.borrow();
        [Some(dialect), None].into_iter().find_map(|wanted| {
            let found = all.iter().rev().find(|(class, own, _)| {
                matches!(class, Value::NativeClass(class) if class.name == name)
                    && own.as_deref() == wanted
            });
            found.map(|(_, _, function)| function.clone())
        })
    }
}

/// What `@compiles(class_, *dialects)` decorates a function with.
struct Registration {
    class: Value,
    dialects: Vec<String>,
}

impl Object for Registration {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let function = args.required("fn")?;
        args.finish()?;
        let registered = interpreter.extension_or_default::<Registered>();
        let mut all = registered.0.borrow_mut();
        let dialects = match self.dialects.is_empty() {
            true => vec![None],
            false => self.dialects.iter().cloned().map(Some).collect(),
        };
        for dialect in dialects {
            all.push((self.class.clone(), dialect, function.clone()));
        }
        Ok(Some(function))
    }
}

/// `sqlalchemy.ext.compiler.compiles(class_, *dialects)`
fn compiles(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let class = args.take("class_")?.unwrap_or(Value::None);
    let function = function::class_of(&class);
    let class = match &function {
        Some((Some(known), _)) => Value::NativeClass(known),
        _ => class,
    };
    let mut dialects = Vec::new();
    for dialect in args.rest() {
        dialects.push(args.to_string("specs", &dialect)?);
    }
    args.finish()?;
    let is_own = dialects.is_empty()
        || dialects
            .iter()
            .any(|name| name == interpreter.dialect().sqlalchemy_name());
    match &class {
        // For another dialect nothing is ever asked of it.
        _ if !is_own => {}
        Value::Class(_) => {}
        Value::NativeClass(class)
            if compiled_type::is_written(class.name)
                || generic_function::is_written(class.name) =>
        {
            if let Some(unread) = interpreter.extension::<Unread>() {
                let call = Diagnostic::error("changes-all", "");
                unread.settle(class.name, &interpreter.place().mark(call));
            }
        }
        Value::NativeClass(class) => of_sqlalchemy(interpreter, class.name.to_owned())?,
        Value::Native(class) if class.module.split('.').next() == Some("sqlalchemy") => {
            of_sqlalchemy(interpreter, format!("{}.{}", class.module, class.name))?;
        }
        Value::Unknown(unknown) if unknown.what.starts_with("sqlalchemy.") => {
            of_sqlalchemy(interpreter, unknown.what.clone())?;
        }
        _ => match function {
            Some((_, name)) => of_sqlalchemy(interpreter, name)?,
            None => {
                let class = interpreter.known(class.clone())?;
                let what = format!("`compiles` of {}", class.type_name());
                return Err(event::of_all(interpreter, &what));
            }
        },
    }
    Ok(Value::object(Registration { class, dialects }))
}

/// A function for a class of SQLAlchemy's that is no type: while a revision is converted,
/// what it does is looked at for that class.
///
/// # Errors
/// Where nobody looks, or where the class is above all types.
fn of_sqlalchemy(interpreter: &Interpreter, class: String) -> Result<()> {
    let refusal = event::of_all(interpreter, &format!("`compiles` of {class}"));
    match (interpreter.extension::<Unread>(), refusal) {
        (Some(unread), Interrupt::Refused(refusal)) if lineage::of(&class).is_none() => {
            unread.add(class, *refusal);
            Ok(())
        }
        (_, refusal) => Err(refusal),
    }
}

/// The function that writes an element, where its class or one above has any.
fn function_of(interpreter: &mut Interpreter, element: &Value) -> Option<Option<Value>> {
    let Value::Instance(instance) = element else {
        return None;
    };
    let registered = interpreter.extension::<Registered>()?;
    let dialect = interpreter.dialect().sqlalchemy_name();
    let all = registered.0.borrow();
    let mut is_known = false;
    let own = Value::Class(instance.class.clone());
    for class in std::iter::once(&own).chain(&instance.class.above) {
        for wanted in [Some(dialect), None] {
            let found = all
                .iter()
                .rev()
                .find(|(known, own, _)| known.is_same(class) && own.as_deref() == wanted);
            if let Some((_, _, function)) = found {
                return Some(Some(function.clone()));
            }
        }
        is_known |= all.iter().any(|(known, _, _)| known.is_same(class));
        if matches!(class, Value::NativeClass(class) if compiled_type::names_its_visit(class.name))
        {
            break;
        }
    }
    is_known.then_some(None)
}

/// Whether a function writes an element in the dialect at hand.
pub(super) fn is_written(interpreter: &mut Interpreter, element: &Value) -> bool {
    matches!(function_of(interpreter, element), Some(Some(_)))
}

/// The SQL of an element, and whether columns of tables stand in it; `None` where the value is
/// no such element.
fn written(interpreter: &mut Interpreter, element: &Value) -> Result<Option<(String, bool)>> {
    // A function that no function of the file writes is what its own class made of it.
    if clause::as_expression(element).is_some() {
        return Ok(None);
    }
    let Some(function) = function_of(interpreter, element) else {
        return Ok(None);
    };
    let Some(function) = function else {
        let class = element.type_name();
        return Err(argument::alembic_stops(
            interpreter,
            &format!(
                "The {} compiler can't render element of type {class}",
                interpreter.dialect().sqlalchemy_name()
            ),
        ));
    };
    text(interpreter, &function, element).map(Some)
}

/// What a function writes for an element, and whether columns of tables stand in it.
fn text(
    interpreter: &mut Interpreter,
    function: &Value,
    element: &Value,
) -> Result<(String, bool)> {
    let compiler = Rc::new(Compiler {
        names_columns: Cell::new(false),
    });
    let object: Rc<dyn Object> = compiler.clone();
    let args = Args::new([element.clone(), Value::Object(object)]);
    let made = interpreter.deeper(|interpreter| interpreter.call(function, args))?;
    let made = interpreter.known(made)?;
    // SQLite's driver takes the text as it is; others take a per cent sign for a parameter's.
    let is_plain = interpreter.dialect() == Dialect::Sqlite;
    match made.as_str() {
        Some(text) if text.contains('%') && !is_plain => {
            Err(interpreter.unsupported("a per cent sign in the text of a compiled element"))
        }
        Some(text) => Ok((text.to_string(), compiler.names_columns.get())),
        None => Err(interpreter.unsupported("a compiled element that is no text")),
    }
}

/// A function of SQLAlchemy's own that a function of the project writes.
///
/// # Errors
/// What it raises, and where nobody can tell which function writes it.
pub(super) fn of_function(
    interpreter: &mut Interpreter,
    class: &'static ClassDefinition,
    arguments: &[Expression],
    data_type: Option<&SqlType>,
) -> Result<Option<Expression>> {
    let name = class.short_name();
    let dialect = interpreter.dialect().sqlalchemy_name();
    let registered = interpreter.extension::<Registered>();
    let function = registered.and_then(|all| all.of_native(class.name, dialect));
    let Some(function) = function else {
        return Ok(None);
    };
    let clauses = arguments.iter().cloned();
    let element = Value::object(Element {
        name,
        clauses: Value::tuple(clauses.map(|argument| Clause::value(argument, None))),
        data_type: data_type.cloned(),
    });
    let (text, names_columns) = text(interpreter, &function, &element)?;
    Ok(Some(Expression::Written {
        text,
        names_columns,
        clauses: arguments.to_vec(),
        name: Some(name.to_owned()),
        is_function: true,
    }))
}

/// A function of SQLAlchemy's own, as the function that writes it is given it.
struct Element {
    name: &'static str,
    clauses: Value,
    data_type: Option<SqlType>,
}

impl Object for Element {
    fn type_name(&self) -> &str {
        self.name
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(Some(match (name, &self.data_type) {
            ("clauses", _) => self.clauses.clone(),
            ("name", _) => Value::str(self.name),
            ("type", Some(data_type)) => TypeObject::value("", data_type.clone()),
            _ => {
                return Err(interpreter.unsupported(&format!("`{name}` of a compiled function")));
            }
        }))
    }
}

/// An element in an expression.
///
/// # Errors
/// What its function raises, and columns in it whose names are not known yet.
pub(super) fn expression(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Option<Expression>> {
    let Some((text, names_columns)) = written(interpreter, value)? else {
        return Ok(None);
    };
    let Value::Instance(instance) = value else {
        return Ok(None);
    };
    let is_function = instance.class.derives_from(FUNCTION.name);
    let given = instance.inner.borrow().clone();
    let mut clauses = Vec::new();
    // Of other elements SQLAlchemy does not know which tables they read.
    if let Some(given) = given.filter(|_| is_function) {
        for given in interpreter.iterate(&given)? {
            clauses.push(clause::operand(interpreter, &given, None)?);
        }
    }
    let name = interpreter.find_attribute(value, "name")?;
    let name = name.and_then(|name| name.as_str().map(|name| name.to_string()));
    Ok(Some(Expression::Written {
        text,
        names_columns,
        clauses,
        name,
        is_function,
    }))
}

/// An element that is a statement.
///
/// # Errors
/// What its function raises.
pub(super) fn statement(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Option<Expression>> {
    let written = written(interpreter, value)?;
    Ok(written.map(|(text, _)| Expression::Verbatim(text)))
}

/// The SQL of a type that is written so.
///
/// # Errors
/// What its function raises.
pub(super) fn data_type(interpreter: &mut Interpreter, value: &Value) -> Result<Option<String>> {
    match function_of(interpreter, value) {
        Some(Some(function)) => {
            compiled_type::text(interpreter, &function, value.clone()).map(Some)
        }
        _ => Ok(None),
    }
}

/// The compiler that such a function is given.
struct Compiler {
    /// Whether it has written a column of a table.
    names_columns: Cell<bool>,
}

impl Compiler {
    fn process(&self, interpreter: &mut Interpreter, value: &Value) -> Result<String> {
        if let Value::Tuple(_) | Value::List(_) = value {
            let items = interpreter.iterate(value)?;
            let mut parts = Vec::with_capacity(items.len());
            for item in &items {
                parts.push(self.process(interpreter, item)?);
            }
            return Ok(parts.join(", "));
        }
        if let Some((text, names_columns)) = written(interpreter, value)? {
            self.names_columns
                .set(self.names_columns.get() | names_columns);
            return Ok(text);
        }
        let dialect = interpreter.dialect();
        if let Some(table) = value
            .downcast::<TableObject>()
            .filter(|one| one.alias().is_none())
        {
            return Ok(dialect::qualified(&table.name, dialect));
        }
        let expression = match clause::as_expression(value) {
            Some(expression) => expression,
            None => {
                let reason = "compiler.process takes elements, and no plain value";
                return Err(argument::stops(interpreter, "AttributeError", reason));
            }
        };
        let unread = interpreter.extension::<Unread>();
        if let Some(refusal) = unread.and_then(|unread| unread.of_expression(&expression)) {
            return Err(Interrupt::Refused(Box::new(refusal)));
        }
        // A query has its own tables.
        for source in source::named_in(&expression) {
            self.names_columns.set(true);
            let is_settled = match &source {
                Source::Alias(alias) => matches!(alias.name, AliasName::Named { .. }),
                // `VALUES(a)` of MySQL.
                other => other
                    .table()
                    .is_none_or(|table| table.name.text != "inserted"),
            };
            if !is_settled {
                return Err(interpreter.unsupported(
                    "a column of what has no name of its own inside a compiled element",
                ));
            }
        }
        dialect::standing(&expression, dialect).map_err(|finding| interpreter.found(finding))
    }
}

impl Object for Compiler {
    fn type_name(&self) -> &str {
        "SQLCompiler"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "dialect" => dialect_object::dialect(interpreter),
            "preparer" => preparer::preparer(interpreter.dialect()),
            "sql_compiler" => Value::Object(self),
            "process" => return Ok(None),
            other => {
                return Err(interpreter.unsupported(&format!("`{other}` of a compiler")));
            }
        }))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "process" {
            return Err(interpreter.unsupported(&format!("`{name}` of a compiler")));
        }
        let element = args.required("obj")?;
        // What is said beside it is about parameters, and values are written as literals anyway.
        let _ = args.take_keywords();
        let element = interpreter.known(element)?;
        self.process(interpreter, &element)
            .map(|text| Some(Value::str(text)))
    }
}

/// `FunctionElement(*clauses)`: what it is given are expressions.
fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut clauses = Vec::new();
    for value in args.rest() {
        let is_element = function_of(interpreter, &value).is_some();
        clauses.push(
            match is_element || clause::as_expression(&value).is_some() {
                true => value,
                false => Clause::value(clause::operand(interpreter, &value, None)?, None),
            },
        );
    }
    args.finish()?;
    Ok(Value::tuple(clauses))
}

/// `element.clauses`: what a function was given.
pub(super) fn attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    const CLAUSES: Value = Value::Native(NativeFunction {
        module: "sqlalchemy.sql.functions",
        name: "clauses",
        call: |_, mut args| {
            let element = args.required("self")?;
            let given = match &element {
                Value::Instance(instance) => instance.inner.borrow().clone(),
                _ => None,
            };
            let given = given.unwrap_or_else(|| Value::tuple([]));
            Ok(match clause::as_expression(&given) {
                Some(Expression::Function { arguments, .. }) => Value::tuple(
                    arguments
                        .into_iter()
                        .map(|argument| Clause::value(argument, None)),
                ),
                _ => given,
            })
        },
    });
    if let Some(method) = super::element::method(name) {
        return Ok(Some(method));
    }
    Ok((name == "clauses").then(|| {
        Value::object(Property {
            get: CLAUSES,
            delete: Value::None,
            set: Value::None,
            cached: None,
        })
    }))
}

/// Elements of expressions have operators.
fn derived(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    match class.derives_from(COLUMN.name) || class.derives_from(FUNCTION.name) {
        true => super::element::derived(interpreter, class),
        false => Ok(()),
    }
}

macro_rules! bases {
    ($($constant:ident $name:literal $path:literal [$($base:literal),*];)*) => {
        $(static $constant: ClassDefinition =
            ClassDefinition::new($path, &[$($base),*], construct)
                .attributes(attribute)
                .derived(derived);)*
        /// The classes from which a project derives elements.
        pub(crate) static BASES: &[(&str, Definition)] = &[$(($name, Definition::Class(&$constant))),*];
    };
}

bases! {
    CLAUSE "ClauseElement" "sqlalchemy.sql.elements.ClauseElement" [];
    COLUMN "ColumnElement" "sqlalchemy.sql.elements.ColumnElement" ["sqlalchemy.sql.elements.ClauseElement"];
    FUNCTION "FunctionElement" "sqlalchemy.sql.functions.FunctionElement" ["sqlalchemy.sql.elements.ColumnElement", "sqlalchemy.sql.elements.ClauseElement"];
    EXECUTABLE "Executable" "sqlalchemy.sql.base.Executable" [];
    DDL_ELEMENT "DDLElement" "sqlalchemy.sql.ddl.ExecutableDDLElement" ["sqlalchemy.sql.elements.ClauseElement", "sqlalchemy.sql.base.Executable"];
    EXECUTABLE_DDL "ExecutableDDLElement" "sqlalchemy.sql.ddl.ExecutableDDLElement" ["sqlalchemy.sql.elements.ClauseElement", "sqlalchemy.sql.base.Executable"];
}

/// `sqlalchemy.ext.compiler`
pub(crate) static EXT_COMPILER: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.compiler",
    definitions: &[("compiles", Definition::Function(compiles))],
    fallback: None,
};
