//! `statement.compile(...)`: SQL as text, its values written in.
//!
//! Only with `literal_binds`, and for the dialect of the connection: what the
//! text says without values, or in another dialect, depends on more than the
//! statement.

use std::rc::Rc;

use super::{dialect_object, engine};
use crate::Dialect;
use crate::diagnostic::Diagnostic;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// What `compile` gives.
struct Compiled {
    sql: String,
}

/// `compile(bind=None, dialect=None, **kw)` of a statement or expression, in which values may stand.
pub(crate) fn statement(
    interpreter: &mut Interpreter,
    args: &mut Args,
    has_values: bool,
    render: impl FnOnce(Dialect) -> std::result::Result<String, Diagnostic>,
) -> Result<Value> {
    let dialect = dialect_of(interpreter, args)?;
    let mut is_literal = false;
    if let Some(Value::Dict(given)) = args.keyword("compile_kwargs") {
        let pairs = given.entries.borrow().pairs();
        for (key, value) in pairs {
            match key.as_str().as_deref() {
                Some("literal_binds") => is_literal = args.to_bool("literal_binds", &value)?,
                Some("render_postcompile") => {}
                _ => return Err(interpreter.unsupported("this argument of `compile_kwargs`")),
            }
        }
    }
    if has_values && !is_literal {
        return Err(interpreter.refuse(
            "unknown-argument",
            "`compile` without literal_binds gives SQL without its values.",
            Some("Give it compile_kwargs={\"literal_binds\": True}, or execute the statement itself."),
        ));
    }
    let sql = render(dialect).map_err(|finding| interpreter.found(finding))?;
    // psycopg2's dialect doubles them, and who executes the text has them doubled once more.
    if dialect == Dialect::Postgres && sql.contains('%') {
        return Err(interpreter.unsupported("a per cent sign in a compiled statement"));
    }
    Ok(Value::object(Compiled { sql }))
}

/// `compile(bind=None, dialect=None)` of DDL or a type, which have no values.
pub(crate) fn definition(
    interpreter: &mut Interpreter,
    args: &mut Args,
    render: impl FnOnce(Dialect) -> std::result::Result<String, Diagnostic>,
) -> Result<String> {
    let dialect = dialect_of(interpreter, args)?;
    let _ = args.keyword("compile_kwargs");
    render(dialect).map_err(|finding| interpreter.found(finding))
}

/// DDL as it is compiled.
pub(crate) fn text(sql: String) -> Value {
    Value::object(Compiled { sql })
}

/// The dialect that the text is for.
fn dialect_of(interpreter: &mut Interpreter, args: &mut Args) -> Result<Dialect> {
    let bind = args.take("bind")?.filter(|value| !value.is_none());
    let given = args.take("dialect")?.filter(|value| !value.is_none());
    let own = interpreter.dialect();
    let dialect = match (bind, given) {
        (Some(value), None) | (None, Some(value)) => {
            let value = interpreter.known(value)?;
            if engine::is_bind(&value) {
                Some(own)
            } else {
                dialect_object::dialect_of(&value)
            }
        }
        _ => None,
    };
    match dialect {
        Some(dialect) if dialect == own => Ok(dialect),
        Some(dialect) => Err(interpreter.refuse(
            "unknown-argument",
            format!("The text is compiled for {dialect}, and the revision runs on {own} here."),
            Some("Give it dialect=op.get_bind().dialect, or ask for the dialect's name first."),
        )),
        None => Err(interpreter.refuse(
            "unknown-argument",
            "`compile` without a dialect gives SQL that is no database's.",
            Some("Give it dialect=op.get_bind().dialect."),
        )),
    }
}

impl Object for Compiled {
    fn type_name(&self) -> &str {
        "SQLCompiler"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        match name {
            "string" => Ok(Some(Value::str(&self.sql))),
            other => Err(interpreter.unsupported(&format!("`{other}` of a compiled statement"))),
        }
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.sql.clone()))
    }
}
