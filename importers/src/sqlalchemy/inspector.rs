//! `sa.inspect(bind)`: questions to the live catalogue.
//!
//! An inspector caches, as SQLAlchemy's does: what one of its methods
//! answered for a table stays its answer, whatever happens to the table
//! afterwards. Here the cache holds the snapshot at which each was asked first.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::live::inspect::{self, KeyKind, NameKind, Of};
use super::rows::{Names, RowKind, Rows};
use crate::Dialect;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::record::memory::{Before, Key, Memory};
use crate::record::{SnapshotId, Test};
use crate::script::{ConstraintKind, Question};

/// An inspector with its cache.
#[derive(Default)]
pub(crate) struct InspectorObject {
    memory: Rc<Memory>,
    /// What the live database answered.
    answers: RefCell<HashMap<Key, Value>>,
}

/// A new inspector.
pub(crate) fn fresh(_: &mut Interpreter) -> Value {
    Value::object(InspectorObject::default())
}

/// A look at a table: `NoSuchTableError` where it is missing and something catches that.
pub(crate) fn look_at(
    interpreter: &mut Interpreter,
    schema: Option<&str>,
    table: &str,
) -> Result<()> {
    let question = has_table_or_view(
        SnapshotId::default(),
        schema.map(str::to_owned),
        table.into(),
    );
    interpreter.raise_unless(question, |interpreter| {
        interpreter.raise("sqlalchemy.exc.NoSuchTableError", table)
    })
}

/// Whether a table or view of this name exists, asked at `snapshot`.
fn table_or_view(snapshot: SnapshotId, schema: Option<String>, table: String) -> Value {
    Value::test(has_table_or_view(snapshot, schema, table))
}

fn has_table_or_view(snapshot: SnapshotId, schema: Option<String>, table: String) -> Test {
    Test::any([
        Test::Question(
            snapshot,
            Question::Table {
                schema: schema.clone(),
                table: table.clone(),
            },
        ),
        Test::Question(
            snapshot,
            Question::View {
                schema,
                view: table,
            },
        ),
    ])
}

/// `dialect.has_table(connection, name)`, which no cache answers.
pub(crate) fn has_table_now(
    interpreter: &mut Interpreter,
    schema: Option<String>,
    table: String,
) -> Result<Value> {
    if interpreter.is_live() {
        let is_table = Question::Table {
            schema: schema.clone(),
            table: table.clone(),
        };
        let is_view = Question::View {
            schema,
            view: table,
        };
        let has = ask_now(interpreter, &is_table)? || ask_now(interpreter, &is_view)?;
        return Ok(Value::Bool(has));
    }
    let snapshot = interpreter.recorder.snapshot();
    Ok(table_or_view(snapshot, schema, table))
}

/// The answer of the live database to a question.
fn ask_now(interpreter: &mut Interpreter, question: &Question) -> Result<bool> {
    interpreter.on_database(|database| database.answer(question))
}

/// `dialect.has_sequence(connection, name)`
pub(crate) fn has_sequence_now(
    interpreter: &mut Interpreter,
    schema: Option<String>,
    sequence: String,
) -> Result<Value> {
    let question = Question::Sequence { schema, sequence };
    if interpreter.is_live() {
        return ask_now(interpreter, &question).map(Value::Bool);
    }
    let snapshot = interpreter.recorder.snapshot();
    Ok(Value::test(Test::Question(snapshot, question)))
}

impl InspectorObject {
    /// The snapshot at which this was asked of a table first.
    fn ask_of_table(
        &self,
        interpreter: &mut Interpreter,
        method: &'static str,
        schema: &Option<String>,
        table: &str,
    ) -> Result<SnapshotId> {
        let key = (method, schema.clone(), table.to_owned());
        let operations = interpreter.recorder.operations();
        // An answer of before something ran comes from the cache: it was given.
        let is_known = match self.memory.find(&key, &interpreter.facts(), operations) {
            Before::At(snapshot) => !interpreter.recorder.is_now(snapshot),
            Before::Never | Before::OnSomePaths => false,
        };
        if !is_known {
            look_at(interpreter, schema.as_deref(), table)?;
        }
        self.ask(interpreter, method, schema, table)
    }

    /// The snapshot at which this was asked first.
    fn ask(
        &self,
        interpreter: &mut Interpreter,
        method: &'static str,
        schema: &Option<String>,
        table: &str,
    ) -> Result<SnapshotId> {
        let key = (method, schema.clone(), table.to_owned());
        let operations = interpreter.recorder.operations();
        let facts = interpreter.facts();
        let snapshot = match self.memory.find(&key, &facts, operations) {
            Before::At(snapshot) => snapshot,
            Before::Never => interpreter.recorder.snapshot(),
            Before::OnSomePaths => {
                return Err(interpreter.needs_program(
                    "differs-by-path",
                    format!(
                        "`{method}` was asked before on some of the paths that lead here only."
                    ),
                ));
            }
        };
        interpreter.note_memory(&self.memory);
        self.memory.put(key, snapshot, operations);
        Ok(snapshot)
    }
}

impl InspectorObject {
    /// A method on a live database; what was asked before is answered as before.
    fn on_database(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let Some(method) = LIVE.iter().find(|method| **method == name) else {
            if name == "clear_cache" {
                self.answers.borrow_mut().clear();
                return Ok(Some(Value::None));
            }
            return Ok(None);
        };
        let subject = match *method {
            "get_table_names"
            | "get_view_names"
            | "get_materialized_view_names"
            | "get_sequence_names"
            | "get_schema_names"
            | "get_enums" => String::new(),
            "get_view_definition" => args.string("view_name")?,
            "has_sequence" => args.string("sequence_name")?,
            "has_schema" => args.string("schema_name")?,
            _ => args.string("table_name")?,
        };
        let index = match *method {
            "has_index" => Some(args.string("index_name")?),
            _ => None,
        };
        let schema = args.optional_string("schema")?;
        // It asks `get_indexes`, so they share an answer.
        let asked = if index.is_some() {
            "get_indexes"
        } else {
            *method
        };
        let key = (asked, schema.clone(), subject.clone());
        let known = self.answers.borrow().get(&key).cloned();
        let answer = match known {
            Some(answer) => answer,
            None => {
                let of = Of {
                    schema: schema.as_deref(),
                    table: &subject,
                };
                let answer = answered(interpreter, asked, of)?;
                self.answers.borrow_mut().insert(key, answer.clone());
                answer
            }
        };
        let Some(index) = index else {
            return Ok(Some(answer));
        };
        for one in interpreter.iterate(&answer)? {
            let name = interpreter.item(&one, &Value::str("name"))?;
            if name.as_str().is_some_and(|name| *name == *index) {
                return Ok(Some(Value::Bool(true)));
            }
        }
        Ok(Some(Value::Bool(false)))
    }
}

/// What a live database answers.
const LIVE: &[&str] = &[
    "get_table_names",
    "get_view_names",
    "get_sequence_names",
    "get_schema_names",
    "get_columns",
    "get_indexes",
    "get_pk_constraint",
    "get_unique_constraints",
    "get_foreign_keys",
    "get_check_constraints",
    "get_enums",
    "get_materialized_view_names",
    "get_table_comment",
    "get_view_definition",
    "has_table",
    "has_sequence",
    "has_schema",
    "has_index",
];

fn answered(interpreter: &mut Interpreter, method: &str, of: Of<'_>) -> Result<Value> {
    let names = |interpreter: &mut Interpreter, kind| {
        let names = inspect::names(interpreter, kind, of.schema)?;
        Ok(interpreter.list(names.iter().map(Value::str).collect()))
    };
    let schema = of.schema.map(str::to_owned);
    match method {
        "get_table_names" => names(interpreter, NameKind::Tables),
        "get_view_names" => names(interpreter, NameKind::Views),
        "get_sequence_names" => names(interpreter, NameKind::Sequences),
        "get_schema_names" => names(interpreter, NameKind::Schemas),
        "get_columns" => inspect::columns_value(interpreter, of),
        "get_indexes" => inspect::keys_value(interpreter, KeyKind::Index, of),
        "get_pk_constraint" => inspect::keys_value(interpreter, KeyKind::PrimaryKey, of),
        "get_unique_constraints" => inspect::keys_value(interpreter, KeyKind::Unique, of),
        "get_foreign_keys" => inspect::keys_value(interpreter, KeyKind::ForeignKey, of),
        "get_check_constraints" => inspect::keys_value(interpreter, KeyKind::Check, of),
        "get_materialized_view_names" => names(interpreter, NameKind::MaterializedViews),
        "get_enums" => inspect::enums(interpreter, of.schema),
        "get_table_comment" => inspect::table_comment(interpreter, of),
        "get_view_definition" => inspect::view_definition(interpreter, of),
        "has_sequence" => has_sequence_now(interpreter, schema, of.table.to_owned()),
        "has_schema" => {
            let question = Question::Schema {
                schema: of.table.to_owned(),
            };
            ask_now(interpreter, &question).map(Value::Bool)
        }
        _ => has_table_now(interpreter, schema, of.table.to_owned()),
    }
}

/// Method, and what its rows are.
const ROWS: &[(&str, RowKind)] = &[
    ("get_columns", RowKind::Column),
    ("get_indexes", RowKind::Index),
    (
        "get_unique_constraints",
        RowKind::Constraint(ConstraintKind::Unique),
    ),
    (
        "get_foreign_keys",
        RowKind::Constraint(ConstraintKind::ForeignKey),
    ),
    (
        "get_check_constraints",
        RowKind::Constraint(ConstraintKind::Check),
    ),
];

impl Object for InspectorObject {
    fn type_name(&self) -> &str {
        "Inspector"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.engine.reflection.Inspector"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "dialect" => Some(super::dialect_object::dialect(interpreter)),
            "bind" | "engine" => Some(super::engine::bind()),
            "default_schema_name" if interpreter.is_live() => {
                Some(super::live::inspect::default_schema(interpreter)?)
            }
            "default_schema_name" => {
                Some(interpreter.unknown("live-data", "the default schema's name"))
            }
            "has_table"
            | "has_index"
            | "has_schema"
            | "has_sequence"
            | "get_table_names"
            | "get_view_names"
            | "get_schema_names"
            | "get_columns"
            | "get_indexes"
            | "get_pk_constraint"
            | "get_foreign_keys"
            | "get_unique_constraints"
            | "get_check_constraints"
            | "get_table_comment"
            | "get_view_definition"
            | "get_materialized_view_names" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            "get_enums" if interpreter.dialect() == Dialect::Postgres => {
                Some(interpreter.bound_method(Value::Object(self), name))
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
        if interpreter.is_live() {
            return self.on_database(interpreter, name, args);
        }
        if let Some((method, kind)) = ROWS.iter().find(|(method, _)| *method == name) {
            let table = args.string("table_name")?;
            let schema = args.optional_string("schema")?;
            let snapshot = self.ask_of_table(interpreter, method, &schema, &table)?;
            return Ok(Some(Value::object(Rows {
                snapshot,
                kind: *kind,
                schema,
                table,
            })));
        }
        let names = |snapshot, kind, schema| {
            Value::object(Names {
                rows: Rows {
                    snapshot,
                    kind,
                    schema,
                    table: String::new(),
                },
            })
        };
        Ok(Some(match name {
            "get_table_names" => {
                let schema = args.optional_string("schema")?;
                let snapshot = self.ask(interpreter, "get_table_names", &schema, "")?;
                names(snapshot, RowKind::Table, schema)
            }
            "get_view_names" => {
                let schema = args.optional_string("schema")?;
                let snapshot = self.ask(interpreter, "get_view_names", &schema, "")?;
                names(snapshot, RowKind::View, schema)
            }
            "get_sequence_names" => {
                let schema = args.optional_string("schema")?;
                let snapshot = self.ask(interpreter, "get_sequence_names", &schema, "")?;
                names(snapshot, RowKind::Sequence, schema)
            }
            "get_schema_names" => {
                let snapshot = self.ask(interpreter, "get_schema_names", &None, "")?;
                names(snapshot, RowKind::Schema, None)
            }
            "get_enums" => {
                let schema = args.optional_string("schema")?;
                let snapshot = self.ask(interpreter, "get_enums", &schema, "")?;
                Value::object(Rows {
                    snapshot,
                    kind: RowKind::Type,
                    schema,
                    table: String::new(),
                })
            }
            "has_table" => {
                let table = args.string("table_name")?;
                let schema = args.optional_string("schema")?;
                let snapshot = self.ask(interpreter, "has_table", &schema, &table)?;
                table_or_view(snapshot, schema, table)
            }
            "has_sequence" => {
                let sequence = args.string("sequence_name")?;
                let schema = args.optional_string("schema")?;
                let snapshot = self.ask(interpreter, "has_sequence", &schema, &sequence)?;
                Value::test(Test::Question(
                    snapshot,
                    Question::Sequence { schema, sequence },
                ))
            }
            "has_schema" => {
                let schema = args.string("schema_name")?;
                let snapshot = self.ask(interpreter, "has_schema", &None, &schema)?;
                Value::test(Test::Question(snapshot, Question::Schema { schema }))
            }
            // It asks `get_indexes`, so they share an answer.
            "has_index" => {
                let table = args.string("table_name")?;
                let index = args.string("index_name")?;
                let schema = args.optional_string("schema")?;
                let snapshot = self.ask(interpreter, "get_indexes", &schema, &table)?;
                Value::test(Test::Question(
                    snapshot,
                    Question::Index {
                        schema,
                        table,
                        index,
                    },
                ))
            }
            "get_pk_constraint" => {
                let table = args.string("table_name")?;
                let schema = args.optional_string("schema")?;
                let snapshot =
                    self.ask_of_table(interpreter, "get_pk_constraint", &schema, &table)?;
                super::rows::row(Rows {
                    snapshot,
                    kind: RowKind::Constraint(ConstraintKind::PrimaryKey),
                    schema,
                    table,
                })
            }
            "clear_cache" => {
                interpreter.note_memory(&self.memory);
                self.memory.clear();
                Value::None
            }
            "get_table_comment" => {
                let table = args.string("table_name")?;
                let schema = args.optional_string("schema")?;
                look_at(interpreter, schema.as_deref(), &table)?;
                interpreter.unknown("live-data", format!("what `{name}` gives"))
            }
            "get_table_options" | "get_view_definition" | "get_materialized_view_names" => {
                let _ = args.rest();
                let _ = args.take_keywords();
                interpreter.unknown("live-data", format!("what `{name}` gives"))
            }
            _ => return Ok(None),
        }))
    }
}

/// `Inspector.from_engine(bind)` and `Inspector(bind)`
pub(crate) fn construct(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    super::engine::inspect(interpreter, args)
}

/// Attributes of the class `Inspector`.
pub(crate) fn class_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(
        (name == "from_engine").then_some(Value::Native(crate::python::native::NativeFunction {
            module: "sqlalchemy.engine.reflection",
            name: "Inspector.from_engine",
            call: construct,
        })),
    )
}
