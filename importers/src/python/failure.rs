//! The exceptions that errors of the database are: the driver's, and SQLAlchemy's around it.

use std::rc::Rc;

use super::exceptions::{CAUSE, CONTEXT};
use super::interpreter::Interpreter;
use super::native::{Interrupt, Object, Result};
use super::value::{Instance, Value};
use crate::live::{DriverError, Failure};

/// Names the failure that an exception stands for.
const FAILURE: &str = "__failure__";
/// What the text of SQLAlchemy's exceptions has behind their arguments.
pub(super) const TAIL: &str = ".tail";

/// SQLAlchemy's code of an error of the database, by its class.
fn code_of(class: &str) -> Option<&'static str> {
    Some(match class {
        "DBAPIError" => "dbapi",
        "InterfaceError" => "rvf5",
        "DatabaseError" => "4xp6",
        "DataError" => "9h9h",
        "OperationalError" => "e3q8",
        "IntegrityError" => "gkpj",
        "InternalError" => "2j85",
        "ProgrammingError" => "f405",
        "NotSupportedError" => "tw8g",
        _ => return None,
    })
}

/// What stands behind the driver's text.
fn tail(statement: &str, values: &str, code: Option<&str>) -> String {
    let mut tail = format!("\n[SQL: {statement}]");
    if !values.is_empty() {
        tail.push_str(&format!("\n[parameters: {values}]"));
    }
    if let Some(code) = code {
        tail.push_str(&format!(
            "\n(Background on this error at: https://sqlalche.me/e/20/{code})"
        ));
    }
    tail
}

/// `diag` of psycopg2's errors.
struct Diagnostics(DriverError);

impl Object for Diagnostics {
    fn type_name(&self) -> &str {
        "Diagnostics"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        const NAMES: [&str; 13] = [
            "severity",
            "severity_nonlocalized",
            "sqlstate",
            "message_primary",
            "message_detail",
            "message_hint",
            "context",
            "schema_name",
            "table_name",
            "column_name",
            "datatype_name",
            "constraint_name",
            "internal_query",
        ];
        if !NAMES.contains(&name) {
            return Ok(None);
        }
        let field = self.0.fields.iter().find(|(known, _)| *known == name);
        Ok(Some(
            field.map_or(Value::None, |(_, text)| Value::str(text)),
        ))
    }
}

impl Interpreter {
    /// The exception that a refused statement is.
    pub(super) fn failed(&mut self, module: &str, failure: Failure) -> Interrupt {
        if failure.is_fatal {
            let message = format!("The database failed: {}.", failure.message);
            self.remember(failure);
            return self.refuse("database-failed", message, None);
        }
        if let Some((class, given)) = failure.raised.clone() {
            let number = self.remember(failure);
            let raised = self.raise(class, given);
            if let Interrupt::Raised(Value::Instance(instance), _) = &raised {
                instance
                    .scope
                    .put(&FAILURE.into(), Some(Value::Int(number)));
            }
            return raised;
        }
        let orig = match self.raise(&failure.driver.class, failure.driver.text.clone()) {
            Interrupt::Raised(exception, _) => exception,
            other => return other,
        };
        if let Value::Instance(instance) = &orig {
            self.describe(instance, &failure.driver);
        }
        let number = self.remember(failure.clone());
        let raised = if module == "sqlalchemy.exc" {
            let message = format!("({}) {}", failure.driver.class, failure.driver.text);
            self.raise(&format!("{module}.{}", failure.class), message)
        } else {
            Interrupt::Raised(orig.clone(), self.main_place())
        };
        let params = self.unknown("live-data", "`params` of a statement that failed");
        if let Interrupt::Raised(Value::Instance(instance), _) = &raised {
            let put = |name: &str, value| instance.scope.put(&name.into(), Some(value));
            put(FAILURE, Value::Int(number));
            if module == "sqlalchemy.exc" {
                let code = code_of(failure.class);
                put(TAIL, Value::str(tail(&failure.sql, "", code)));
                put(CAUSE, orig.clone());
                put(CONTEXT, orig.clone());
                put("orig", orig);
                put("statement", Value::str(&failure.sql));
                put("params", params);
                put("detail", self.list(Vec::new()));
                put("hide_parameters", Value::Bool(false));
                put("connection_invalidated", Value::Bool(false));
                put("code", code.map_or(Value::None, Value::str));
            }
        }
        raised
    }

    /// Says the statement of an exception of SQLAlchemy's otherwise, and the values that it was given.
    pub(crate) fn retell(&mut self, exception: &Instance, statement: &str, values: &str) {
        let code = exception.scope.get("code").and_then(|code| code.as_str());
        let tail = tail(statement, values, code.as_deref());
        let put = |name: &str, value| exception.scope.put(&name.into(), Some(value));
        put(TAIL, Value::str(tail));
        put("statement", Value::str(statement));
    }

    /// What the driver's exception says beside its text.
    fn describe(&mut self, exception: &Instance, error: &DriverError) {
        let put = |name: &str, value| exception.scope.put(&name.into(), Some(value));
        match error.result_code {
            Some((code, name)) => {
                put("sqlite_errorcode", Value::Int(code.into()));
                put("sqlite_errorname", Value::str(name));
            }
            None => {
                put(
                    "pgcode",
                    error.sqlstate.as_deref().map_or(Value::None, Value::str),
                );
                put("pgerror", Value::str(format!("ERROR:  {}", error.text)));
                put("diag", Value::object(Diagnostics(error.clone())));
                put(
                    "cursor",
                    self.unknown("live-data", "the cursor of an error"),
                );
            }
        }
    }

    fn remember(&mut self, failure: Failure) -> i128 {
        let Some(live) = &mut self.live else {
            return 0;
        };
        let number = live.failed.as_ref().map_or(1, |(number, _)| number + 1);
        live.failed = Some((number, failure));
        number
    }

    /// The failed statement that an exception stands for, where it is the last one.
    pub(crate) fn failure_of(&self, exception: &Value) -> Option<Failure> {
        let Value::Instance(instance) = exception else {
            return None;
        };
        let (number, failure) = self.live.as_ref()?.failed.as_ref()?;
        match instance.scope.get(FAILURE) {
            Some(Value::Int(own)) if own == *number => Some(failure.clone()),
            _ => None,
        }
    }

    /// The last statement that failed.
    pub(crate) fn last_failure(&self) -> Option<Failure> {
        Some(self.live.as_ref()?.failed.as_ref()?.1.clone())
    }

    /// Tells the database's owner that the program goes on after an error.
    pub(crate) fn tell_caught(&self, exception: &Value) {
        if let (Some(live), Some(failure)) = (&self.live, self.failure_of(exception)) {
            live.database.caught(&failure);
        }
    }
}
