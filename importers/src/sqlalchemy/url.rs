//! `engine.url`. The kind of database is known; host, names and password are
//! those of the machine on which a revision runs, and decide nothing.

use std::rc::Rc;

use crate::Dialect;
use crate::diagnostic::Diagnostic;
use crate::live::Datum;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;

/// What dialects are called: who looks for one asks for the kind of database.
const KINDS: &[&str] = &[
    "sqlite",
    "postgres",
    "postgresql",
    "mysql",
    "mariadb",
    "oracle",
    "mssql",
];
const DRIVER: &str = "the driver's name";

/// `sqlalchemy.engine.URL`
pub(crate) struct Url;

impl Object for Url {
    fn type_name(&self) -> &str {
        "URL"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.engine.URL", "sqlalchemy.engine.url.URL"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "drivername" => Some(Value::object(UrlText { what: DRIVER })),
            "database" | "username"
                if interpreter.is_live() && interpreter.dialect() == Dialect::Postgres =>
            {
                Some(of_session(interpreter, name)?)
            }
            "host" | "port" | "database" | "username" | "password" | "query" => {
                Some(interpreter.unknown("live-data", format!("the connection's URL.{name}")))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "get_backend_name" => Some(Value::str(interpreter.dialect().sqlalchemy_name())),
            "render_as_string" | "__str__" | "__to_string__" => {
                let _ = args.keyword("hide_password");
                Some(text())
            }
            "get_driver_name" => {
                Some(interpreter.unknown("live-data", "the connection's URL.get_driver_name()"))
            }
            _ => None,
        })
    }

    fn builtin(
        self: Rc<Self>,
        _: &mut Interpreter,
        function: &str,
        _: &[Value],
    ) -> Result<Option<Value>> {
        Ok((function == "str").then(text))
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        Err(not_known(interpreter, "the connection's URL"))
    }
}

/// The database's and the user's name, as the server calls them.
fn of_session(interpreter: &mut Interpreter, name: &str) -> Result<Value> {
    let asked = match name {
        "database" => "SELECT current_database()",
        _ => "SELECT session_user",
    };
    let answer = interpreter.on_database(|database| {
        database.depends();
        database.execute(asked, &[])
    })?;
    Ok(match answer.rows.into_iter().flatten().next() {
        Some(Datum::Text(text) | Datum::Typed { text, .. }) => Value::str(text),
        // Tried without a server.
        _ => Value::str(name),
    })
}

fn text() -> Value {
    Value::object(UrlText {
        what: "the connection's URL",
    })
}

/// A text that begins with the dialect's name; the rest is not known.
struct UrlText {
    what: &'static str,
}

impl UrlText {
    /// Whether it begins with `start`, where that can be said.
    fn begins_with(&self, interpreter: &Interpreter, start: &str) -> Option<bool> {
        let known = interpreter.dialect().sqlalchemy_name();
        if known.starts_with(start) {
            return Some(true);
        }
        // `postgresql://` and `postgresql+psycopg2://` are both there.
        (!start.starts_with(known)).then_some(false)
    }
}

impl Object for UrlText {
    fn type_name(&self) -> &str {
        "str"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["str"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let own: Rc<dyn Object> = self;
        Ok((name == "startswith").then(|| interpreter.bound_method(Value::Object(own), name)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "startswith" => {
                let starts = match args.required("prefix")? {
                    Value::Tuple(starts) => starts.to_vec(),
                    start => vec![start],
                };
                let mut found = Some(false);
                for start in starts {
                    let start = args.to_string("prefix", &start)?;
                    match self.begins_with(interpreter, &start) {
                        Some(true) => return Ok(Some(Value::Bool(true))),
                        Some(false) => {}
                        None => found = None,
                    }
                }
                match found {
                    Some(found) => Ok(Some(Value::Bool(found))),
                    None => Err(self.not_known(interpreter)),
                }
            }
            // Case is the same in both.
            "lower" | "casefold" | "strip" | "__str__" => Ok(Some(Value::Object(self))),
            _ => Err(self.not_known(interpreter)),
        }
    }

    /// `[:6]`: as much of it as is known, or what begins with that.
    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let Value::Slice(parts) = key else {
            return Err(self.not_known(interpreter));
        };
        let known = interpreter.dialect().sqlalchemy_name();
        match &**parts {
            (Value::None | Value::Int(0), Value::Int(stop), Value::None | Value::Int(1))
                if *stop >= 0 =>
            {
                let stop = usize::try_from(*stop).unwrap_or(usize::MAX);
                Ok(Some(match known.get(..stop) {
                    Some(start) => Value::str(start),
                    None => Value::Object(self),
                }))
            }
            _ => Err(self.not_known(interpreter)),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let known = interpreter.dialect().sqlalchemy_name();
        match key.as_str() {
            Some(part) if known.contains(&*part) => Ok(Some(Value::Bool(true))),
            Some(part) if KINDS.contains(&&*part) => {
                if self.what != DRIVER {
                    let message = format!(
                        "`{part}` is looked for in {}, of which only the kind of database is \
                         known: it is taken as not there.",
                        self.what
                    );
                    let warning = Diagnostic::warning("url-text", message);
                    interpreter.warn(warning.help("Ask `op.get_bind().dialect.name`."));
                }
                Ok(Some(Value::Bool(false)))
            }
            _ => Err(self.not_known(interpreter)),
        }
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        let may_be_equal = match other.as_str() {
            Some(other) => other.starts_with(interpreter.dialect().sqlalchemy_name()),
            None => matches!(other, Value::Object(_) | Value::Unknown(_)),
        };
        match operator {
            "==" if !may_be_equal => Ok(Some(Value::Bool(false))),
            "!=" if !may_be_equal => Ok(Some(Value::Bool(true))),
            _ => Err(self.not_known(interpreter)),
        }
    }

    fn builtin(
        self: Rc<Self>,
        _: &mut Interpreter,
        function: &str,
        _: &[Value],
    ) -> Result<Option<Value>> {
        let is_own = function == "str";
        Ok(is_own.then(|| Value::Object(self)))
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        Err(self.not_known(interpreter))
    }
}

impl UrlText {
    fn not_known(&self, interpreter: &Interpreter) -> Interrupt {
        not_known(interpreter, self.what)
    }
}

fn not_known(interpreter: &Interpreter, what: &str) -> Interrupt {
    interpreter.refuse(
        "live-data",
        format!("Of {what} only the kind of database is known, which it begins with."),
        Some("Ask `op.get_bind().dialect.name`."),
    )
}
