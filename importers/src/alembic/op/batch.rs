//! `with op.batch_alter_table(...) as batch_op:`
//!
//! The calls wait for the end of the block and are then one operation. A
//! branch inside the block becomes a branch around whole batches: the table
//! is rebuilt once, whichever way it goes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{SHARED, Target, own_context, unknown};
use crate::dialect::Dialect;
use crate::operation::{
    BatchAlter, Column, ColumnPosition, Constraint, ConstraintDefinition, DialectOptions, Index,
    Operation, Recreate, TableName,
};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::record::Step;
use crate::sqlalchemy::naming::Convention;
use crate::sqlalchemy::schema::{Item, SchemaError, Scheme};
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, event, item, metadata};

/// More branches than this around one batch are left to a program.
const MOST_BRANCHES: usize = 4;

/// `batch_op`
struct BatchObject {
    /// The context that the file made for it.
    context: Option<Rc<own_context::OwnContext>>,
    batch: Rc<BatchAlter>,
}

/// `op.batch_alter_table(table_name, schema=None, recreate="auto", ...)`
pub(super) fn alter_table(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = argument::name(&mut args, "table_name")?;
    let schema = argument::optional_name(&mut args, "schema")?;
    let table = TableName { schema, name };
    let recreate = match args.optional_string("recreate")?.as_deref() {
        None | Some("auto") => Recreate::Auto,
        Some("always") => Recreate::Always,
        Some("never") => Recreate::Never,
        Some(other) => {
            return Err(argument::alembic_stops(
                interpreter,
                &format!("`recreate` is \"{other}\"; it can be \"auto\", \"always\" or \"never\""),
            ));
        }
    };
    let mut reordering = Vec::new();
    if let Some(value) = argument::present(args.take("partial_reordering")?) {
        for order in interpreter.iterate(&value)? {
            reordering.push(args.to_strings("partial_reordering", &order)?);
        }
    }
    let mut copied_indexes = Vec::new();
    let copy_from = match argument::present(args.take("copy_from")?) {
        Some(value) => match value.downcast::<TableObject>() {
            // Its columns are those that the batch reads from the live table itself.
            Some(copied)
                if copied.is_known_live_only(interpreter)
                    && copied.name == table
                    && !copied.is_more_than_live() =>
            {
                None
            }
            Some(copied) if copied.is_known_live_only(interpreter) => {
                let message = "What this table is is known to the live database only.";
                return Err(interpreter.needs_program("live-data", message));
            }
            Some(table) => {
                let session = interpreter.extension_or_default::<super::Session>();
                copied_indexes = table.column_indexes(interpreter, &session.convention)?;
                Some(table.assemble(interpreter, &session.convention)?)
            }
            None => return Err(args.refuse("`copy_from` takes a table.")),
        },
        None => None,
    };
    // The copy is a table of metadata without a convention.
    let no_convention = Convention::default();
    let mut added = Additions::new(interpreter, &no_convention, &table);
    if let Some(value) = argument::present(args.take("table_args")?) {
        let values = interpreter.iterate(&value)?;
        for item in item::items(interpreter, &args, values)? {
            if let Item::Column(_) = item {
                return Err(args.refuse(
                    "`table_args` with a column is not understood; add it with `batch_op.add_column`.",
                ));
            }
            added.take(interpreter, item)?;
        }
    }
    let mut table_options = DialectOptions::new();
    if let Some(value) = argument::present(args.take("table_kwargs")?) {
        let Value::Dict(dict) = interpreter.known(value)? else {
            return Err(args.refuse("`table_kwargs` is not a dict."));
        };
        let mut keywords = Args::new([]);
        for (key, value) in dict.entries.borrow().pairs() {
            if let Some(key) = key.as_str() {
                keywords = keywords.with(&key, value);
            }
        }
        event::no_listeners(interpreter, &mut keywords)?;
        table_options = argument::dialect_options(interpreter, &mut keywords)?;
        // The table that is there keeps what these say, or SQLite has nothing of the kind.
        for without_effect in ["comment", "info", "implicit_returning", "quote"] {
            let _ = keywords.keyword(without_effect);
        }
        keywords.finish()?;
    }
    // What overrides the reflection is SQLAlchemy's own; bridge reads the live table itself.
    let may_recreate = recreate == Recreate::Always
        || recreate == Recreate::Auto && interpreter.dialect() == Dialect::Sqlite;
    event::no_reflection_listeners(interpreter, &mut args, may_recreate)?;
    let naming_convention = match argument::present(args.take("naming_convention")?) {
        Some(value) => metadata::templates(interpreter, &value)?,
        None => Vec::new(),
    };
    // The table is read into metadata that have the batch's own convention.
    let convention = Convention::new(naming_convention.clone());
    let mut reflected = Additions::new(interpreter, &convention, &table);
    if let Some(value) = argument::present(args.take("reflect_args")?) {
        let values = interpreter.iterate(&value)?;
        for item in item::items(interpreter, &args, values)? {
            reflected.take(interpreter, item)?;
        }
    }
    let mut table_indexes = added.indexes;
    table_indexes.extend(reflected.indexes);
    args.finish()?;
    Ok(Value::object(BatchObject {
        context: own_context::current(interpreter),
        batch: Rc::new(BatchAlter {
            table: table.clone(),
            recreate,
            operations: Vec::new(),
            positions: BTreeMap::new(),
            naming_convention: naming_convention.into_iter().collect(),
            table_args: added.constraints,
            table_indexes,
            copy_from,
            copied_indexes,
            reflect_columns: reflected.columns,
            reflect_constraints: reflected.constraints,
            reordering,
            table_options,
        }),
    }))
}

/// What `table_args=` or `reflect_args=` put into the table.
struct Additions<'a> {
    scheme: Scheme<'a>,
    table: &'a TableName,
    columns: Vec<Column>,
    constraints: Vec<Constraint>,
    indexes: Vec<Index>,
}

impl<'a> Additions<'a> {
    fn new(interpreter: &Interpreter, convention: &'a Convention, table: &'a TableName) -> Self {
        Self {
            scheme: Scheme {
                convention,
                dialect: interpreter.dialect(),
                is_alone: false,
            },
            table,
            columns: Vec::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
        }
    }

    fn take(&mut self, interpreter: &Interpreter, item: Item) -> Result<()> {
        self.attach(item)
            .map_err(|error| argument::alembic_stops(interpreter, &error))
    }

    fn attach(&mut self, item: Item) -> std::result::Result<(), SchemaError> {
        match item {
            Item::Constraint(constraint) => {
                let named = self.scheme.constraint(self.table, constraint)?;
                self.constraints.push(named);
            }
            Item::Index(index) => self.indexes.push(self.scheme.index(self.table, index)?),
            // What its type and its arguments bring along is the table's.
            column @ Item::Column(_) => {
                let alone = self.scheme.table(self.table.clone(), vec![column])?;
                self.columns.extend(alone.columns);
                let brought = alone.constraints.into_iter().filter(|constraint| {
                    !matches!(constraint.kind, ConstraintDefinition::PrimaryKey { .. })
                });
                self.constraints.extend(brought);
            }
        }
        Ok(())
    }
}

/// `insert_before=` and `insert_after=`
pub(super) fn position(args: &mut Args) -> Result<Option<ColumnPosition>> {
    let before = args.keyword_string("insert_before")?;
    let after = args.keyword_string("insert_after")?;
    Ok(before
        .map(ColumnPosition::Before)
        .or(after.map(ColumnPosition::After)))
}

/// Records a column of a batch with its place.
pub(super) fn record_at(
    interpreter: &mut Interpreter,
    batch: &Rc<BatchAlter>,
    operation: Operation,
    position: ColumnPosition,
) {
    let mut one = (**batch).clone();
    one.operations = vec![(operation, interpreter.origin())];
    one.positions = BTreeMap::from([(0, position)]);
    interpreter.record(Operation::Batch(one));
}

impl Object for BatchObject {
    fn type_name(&self) -> &str {
        "BatchOperations"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if name == "migration_context" {
            return Ok(Some(super::context::migration_context(interpreter)));
        }
        let is_method = SHARED.iter().any(|(key, _)| *key == name);
        Ok(is_method.then(|| interpreter.bound_method(Value::Object(self), name)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match SHARED.iter().find(|(key, _)| *key == name) {
            Some((_, call)) => {
                super::signature::fits_batch(interpreter, name, args)?;
                let target = Target::Batch(self.batch.clone());
                own_context::within(interpreter, self.context.as_ref(), |interpreter| {
                    call(interpreter, &target, args).map(Some)
                })
            }
            None => Err(unknown(interpreter, "batch_op", name)),
        }
    }

    fn enter(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        interpreter.recorder.begin_batch(self.batch.table.clone());
        Ok(Some(Value::Object(self)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        let steps = interpreter.recorder.end_batch();
        let (others, mine) = separate(steps, &self.batch.table);
        for step in others {
            interpreter.recorder.push(step);
        }
        // An exception leaves the block before its changes are made.
        if raised.is_some() {
            return Ok(false);
        }
        if branches(&mine) > MOST_BRANCHES {
            return Err(interpreter.needs_program(
                "too-many-paths",
                "The batch has too many branches on the live catalogue.",
            ));
        }
        let origin = interpreter.origin();
        let steps = hoist(&self.batch, &mine, Vec::new(), &origin);
        if interpreter.is_live() {
            // Also within a batch of the same table, which keeps what is its own for its end.
            interpreter.recorder.begin_apart();
            steps
                .into_iter()
                .for_each(|step| interpreter.recorder.push(step));
            let ran = interpreter.run_recorded();
            interpreter.recorder.end_apart();
            return ran.map(|()| false);
        }
        for step in steps {
            interpreter.recorder.push(step);
        }
        Ok(false)
    }
}

/// Divides the steps of the block into those that ran at once and those of the batch.
/// A call of `batch_op` inside `try` raises nothing: what is in the block, its
/// `else` and its `finally` belongs to the batch.
fn separate(steps: Vec<Step>, table: &TableName) -> (Vec<Step>, Vec<Step>) {
    let mut others = Vec::new();
    let mut mine = Vec::new();
    for step in steps {
        match step {
            Step::Operation { ref operation, .. } if matches!(&**operation, Operation::Batch(batch) if batch.table == *table) =>
            {
                mine.push(step);
            }
            Step::If {
                test,
                then,
                otherwise,
            } => {
                let (then_others, then_mine) = separate(then, table);
                let (else_others, else_mine) = separate(otherwise, table);
                if !(then_others.is_empty() && else_others.is_empty()) {
                    others.push(Step::If {
                        test: test.clone(),
                        then: then_others,
                        otherwise: else_others,
                    });
                }
                if !(then_mine.is_empty() && else_mine.is_empty()) {
                    mine.push(Step::If {
                        test,
                        then: then_mine,
                        otherwise: else_mine,
                    });
                }
            }
            Step::Try {
                id,
                body,
                handlers,
                otherwise,
                finally,
            } => {
                let (body, body_mine) = separate(body, table);
                let (otherwise, else_mine) = separate(otherwise, table);
                let (finally, finally_mine) = separate(finally, table);
                mine.extend(body_mine);
                mine.extend(else_mine);
                mine.extend(finally_mine);
                if !(body.is_empty() && otherwise.is_empty() && finally.is_empty()) {
                    others.push(Step::Try {
                        id,
                        body,
                        handlers,
                        otherwise,
                        finally,
                    });
                }
            }
            other => others.push(other),
        }
    }
    (others, mine)
}

fn branches(steps: &[Step]) -> usize {
    steps
        .iter()
        .map(|step| match step {
            Step::If {
                then, otherwise, ..
            } => 1 + branches(then) + branches(otherwise),
            _ => 0,
        })
        .sum()
}

/// One batch per path.
fn hoist(
    batch: &BatchAlter,
    steps: &[Step],
    mut before: Vec<Step>,
    origin: &crate::script::Origin,
) -> Vec<Step> {
    for (at, step) in steps.iter().enumerate() {
        let Step::If {
            test,
            then,
            otherwise,
        } = step
        else {
            before.push(step.clone());
            continue;
        };
        let rest = steps.get(at + 1..).unwrap_or_default();
        let side = |side: &[Step]| {
            let path: Vec<Step> = side.iter().chain(rest).cloned().collect();
            hoist(batch, &path, before.clone(), origin)
        };
        return vec![Step::If {
            test: test.clone(),
            then: side(then),
            otherwise: side(otherwise),
        }];
    }
    let mut whole = batch.clone();
    for step in before {
        if let Step::Operation { operation, .. } = step
            && let Operation::Batch(one) = *operation
        {
            let offset = whole.operations.len();
            for (at, position) in one.positions {
                whole.positions.insert(offset + at, position);
            }
            whole.operations.extend(one.operations);
        }
    }
    if whole.operations.is_empty() && whole.recreate != Recreate::Always {
        return Vec::new();
    }
    vec![Step::Operation {
        operation: Box::new(Operation::Batch(whole)),
        origin: origin.clone(),
    }]
}
