//! `Session`: objects and statements on the run's connection.

use std::rc::Rc;

use super::block::{NoAutoflush, Transaction};
use super::bulk;
use super::bulk_update;
use super::cascade;
use super::change;
use super::contained::Reading;
use super::flush;
use super::from_statement::FromStatement;
use super::inheritance;
use super::instance::state_of;
use super::listener;
use super::load::{self, Selected, Shape};
use super::loading;
use super::mapping::{Mapper, entity_of, object_of};
use super::merge;
use super::query::QueryObject;
use super::store::Store;
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::{Args, ClassDefinition, Interrupt, NativeFunction, Object, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::event;
use crate::sqlalchemy::execution_options;
use crate::sqlalchemy::live::nested;
use crate::sqlalchemy::live::result::ResultObject;
use crate::sqlalchemy::statement::{self, StatementObject};

/// `Session(bind)`
pub(super) static SESSION: ClassDefinition =
    ClassDefinition::new("sqlalchemy.orm.Session", &[], session).attributes(class_attribute);

fn class_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok((name == "object_session").then_some(Value::Native(OBJECT_SESSION)))
}

const OBJECT_SESSION: NativeFunction = NativeFunction {
    module: "sqlalchemy.orm",
    name: "object_session",
    call: object_session,
};

/// `object_session(instance)`
pub(super) fn object_session(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("instance")?;
    args.finish()?;
    let Some((instance, _)) = object_of(&value) else {
        return Err(unmapped(interpreter, &value));
    };
    Ok(of_object(&instance))
}

/// `make_transient(instance)`: the object is as one that never had a row.
pub(super) fn make_transient(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("instance")?;
    args.finish()?;
    let Some((instance, _)) = object_of(&value) else {
        let class = value.type_name();
        return Err(interpreter.raise(
            "AttributeError",
            format!("'{class}' object has no attribute '_sa_instance_state'"),
        ));
    };
    let state = state_of(&instance);
    let store = state.session.borrow().upgrade();
    if let Some(store) = store {
        store.expunge(&value);
    }
    state.without_row();
    Ok(Value::None)
}

fn unmapped(interpreter: &mut Interpreter, value: &Value) -> Interrupt {
    let class = value.type_name();
    let module = match value {
        Value::Instance(instance) => instance.class.module.to_string(),
        _ => "builtins".to_owned(),
    };
    interpreter.raise(
        "sqlalchemy.orm.exc.UnmappedInstanceError",
        format!("Class '{module}.{class}' is not mapped"),
    )
}

/// A session.
pub(super) struct SessionObject {
    pub(super) store: Rc<Store>,
}

/// Why a session is none of rung 1 or 2.
pub(super) fn needs_program(interpreter: &Interpreter) -> Interrupt {
    interpreter.needs_program(
        "live-data",
        "A session works on the rows of the live database.",
    )
}

/// `Session(bind=None, autoflush=True, expire_on_commit=True, ...)`
pub(super) fn session(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if !interpreter.is_live() {
        return Err(needs_program(interpreter));
    }
    event::check_session(interpreter)?;
    if let Some(bind) = args.take("bind")?.filter(|bind| !bind.is_none()) {
        let bind = interpreter.known(bind)?;
        if !engine::is_bind(&bind) {
            return Err(args.refuse(
                "A session of a migration works on its own connection: Session(bind=op.get_bind()).",
            ));
        }
    }
    let autoflush = args.keyword_boolean("autoflush")?.unwrap_or(true);
    let expires = args.keyword_boolean("expire_on_commit")?.unwrap_or(true);
    for ignored in [
        "future",
        "autocommit",
        "autobegin",
        "twophase",
        "info",
        "join_transaction_mode",
        "close_resets_only",
    ] {
        let _ = args.keyword(ignored);
    }
    args.finish()?;
    let session = Rc::new(SessionObject {
        store: Store::new(autoflush, expires),
    });
    session.store.session.replace(Rc::downgrade(&session));
    Ok(Value::Object(session))
}

/// The session of an object, where it has one.
pub(super) fn of_object(instance: &Rc<Instance>) -> Value {
    let store = state_of(instance).session.borrow().upgrade();
    match store.and_then(|store| store.session.borrow().upgrade()) {
        Some(session) => Value::Object(session),
        None => Value::None,
    }
}

impl SessionObject {
    /// An object of a mapped class, as an argument.
    pub(super) fn object(&self, interpreter: &mut Interpreter, value: &Value) -> Result<()> {
        match object_of(value) {
            Some(_) => Ok(()),
            None => Err(unmapped(interpreter, value)),
        }
    }

    /// `execute`, with objects where a select asks for them.
    fn execute(&self, interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
        let statement = args.required("statement")?;
        let parameters = args.take("params")?.filter(|given| !given.is_none());
        if let Some(options) = args.take("execution_options")? {
            *args = std::mem::replace(args, Args::new([])).with("execution_options", options);
        }
        let options = execution_options::of_call(interpreter, args)?.session;
        let _ = args.keyword("bind_arguments");
        let statement = interpreter.known(statement)?;
        if let Some(own) = statement.downcast::<FromStatement>() {
            return own.run(interpreter, &self.store, parameters.as_ref());
        }
        let core = statement.downcast::<StatementObject>();
        let options = match &core {
            Some(core) => core.session_options().and(options),
            None => options,
        };
        // Where no mapped class is named, SQLAlchemy writes nothing before.
        if let Some(core) = &core
            && !options.unflushed
            && core.names_entity()
        {
            self.store.flush_before_reading(interpreter)?;
        }
        let changed = core.as_ref().and_then(|core| {
            let (verb, entity) = core.changed_entity()?;
            let (_, mapper) = entity_of(entity)?;
            Some(((verb, &**core), mapper))
        });
        let given = parameters.as_ref();
        let reading = match &core {
            Some(core) => Some(Reading::of(interpreter, core)?),
            None => None,
        };
        let statement = match &reading {
            Some(reading) => Value::Object(reading.statement.clone()),
            None => statement,
        };
        let result = match &changed {
            Some((statement, mapper)) => {
                let given = (&*args, given);
                change::execute(interpreter, &self.store, *statement, mapper, given, options)?
            }
            None => engine::execute(interpreter, &statement, given, false)?,
        };
        let result = match reading {
            Some(reading) => reading.shaped(interpreter, &self.store, options, result)?,
            None => result,
        };
        if let (Some(rows), Some(found)) = (options.chunk, result.downcast::<ResultObject>()) {
            found.in_chunks_of(rows);
        }
        Ok(result)
    }

    /// `get(entity, ident)`
    pub(super) fn get(&self, interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
        let entity = args.required("entity")?;
        let key = args.required("ident")?;
        for ignored in ["with_for_update", "bind_arguments"] {
            let _ = args.keyword(ignored);
        }
        let chains = match args.keyword("options") {
            Some(given) if !given.is_none() => loading::loads(&interpreter.iterate(&given)?),
            _ => Vec::new(),
        };
        let mut options = execution_options::of_call(interpreter, args)?.session;
        options.anew |= args.keyword_boolean("populate_existing")?.unwrap_or(false);
        let Some((class, mapper)) = entity_of(&entity) else {
            return Err(args.refuse("`get` takes a mapped class."));
        };
        let key = load::key_of(interpreter, &mapper, &key)?;
        let identity = load::identity(interpreter, &mapper, &key)?;
        let known = match options.anew {
            true => None,
            false => load::known(interpreter, &self.store, &identity)?,
        };
        if let Some(known) = known {
            let is_meant = |known: &Value| {
                object_of(known)
                    .is_none_or(|(instance, _)| inheritance::is_below(&instance.class, &class))
            };
            return Ok(known.filter(is_meant).unwrap_or(Value::None));
        }
        self.store.flush_before_reading(interpreter)?;
        self.store.join(interpreter)?;
        let select = StatementObject::select_table(&mapper.table);
        let select = load::of_row(interpreter, select, &mapper, &key)?;
        let result = engine::execute(interpreter, &select, None, false)?;
        let selected = [Selected::Entity(class, mapper)];
        let shape = Shape {
            options,
            chains: &chains,
            ..Shape::of(&selected)
        };
        let result = load::shaped(interpreter, &self.store, &shape, result)?;
        interpreter.call_method(&result, "scalar", Args::new([]))
    }

    /// The mapping that the first argument of a bulk method names.
    fn bulk_mapper(
        &self,
        interpreter: &Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Rc<Mapper>> {
        let entity = args.required("mapper")?;
        match entity_of(&entity) {
            Some((_, mapper)) => {
                mapper.usable(interpreter)?;
                mapper.is_unversioned(interpreter, "rows in bulk")?;
                Ok(mapper)
            }
            None => Err(args.refuse(format!("`{name}` takes a mapped class."))),
        }
    }

    /// Nothing of the run's transaction can be taken back alone: an exception
    /// that is being handled goes on, and the run ends with it.
    fn rollback(&self, interpreter: &mut Interpreter) -> Result<Value> {
        if !self.store.is_in_transaction() {
            if !self.store.end_joined(interpreter, "rollback")? {
                self.store.forget_waiting();
            }
            self.store.has_ended();
            return Ok(Value::None);
        }
        match interpreter.handling.last().cloned() {
            Some(exception) => Err(Interrupt::Raised(exception, interpreter.main_place())),
            None => Err(interpreter.refuse(
                "python-unsupported",
                "`rollback` would undo a part of the run's transaction.",
                Some("Raise an exception: then the whole run is rolled back."),
            )),
        }
    }
}

impl Object for SessionObject {
    fn type_name(&self) -> &str {
        "Session"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.orm.Session"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "bind" => Some(engine::bind()),
            "is_active" => Some(Value::Bool(true)),
            "autoflush" => Some(Value::Bool(self.store.autoflush.get())),
            "expire_on_commit" => Some(Value::Bool(self.store.expire_on_commit.get())),
            "add" | "add_all" | "begin_nested" | "close" | "commit" | "connection" | "delete"
            | "execute" | "expire" | "expunge" | "flush" | "get" | "merge" | "query"
            | "refresh" | "rollback" | "scalar" | "scalars" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            "new" | "deleted" | "dirty" => {
                let written = self.store.written.borrow().clone();
                let objects = match (name, written) {
                    ("new", Some(written)) => written.new,
                    ("new", None) => self.store.pending(),
                    ("deleted", Some(written)) => written.deleted,
                    ("deleted", None) => self.store.deleted(),
                    (_, Some(written)) => written.dirty,
                    (_, None) => flush::dirty(interpreter, &self.store)?,
                };
                Some(interpreter.set(objects, false)?)
            }
            "no_autoflush" => Some(Value::object(NoAutoflush {
                store: self.store.clone(),
                before: true.into(),
            })),
            _ => None,
        })
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: Value,
    ) -> Result<bool> {
        let switch = match name {
            "autoflush" => &self.store.autoflush,
            "expire_on_commit" => &self.store.expire_on_commit,
            _ => return Ok(false),
        };
        match interpreter.truth(&value)? {
            Truth::Known(is_on) => switch.set(is_on),
            Truth::Test(_) => return Ok(false),
        }
        Ok(true)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let store = &self.store;
        if matches!(
            name,
            "execute"
                | "exec"
                | "scalar"
                | "scalars"
                | "get"
                | "query"
                | "merge"
                | "refresh"
                | "begin_nested"
                | "commit"
                | "connection"
                | "bulk_insert_mappings"
                | "bulk_update_mappings"
                | "bulk_save_objects"
        ) {
            store.check(interpreter)?;
        }
        if matches!(name, "add" | "add_all" | "delete") {
            store.begin(interpreter)?;
        }
        if matches!(
            name,
            "execute"
                | "exec"
                | "scalar"
                | "scalars"
                | "query"
                | "connection"
                | "bulk_insert_mappings"
                | "bulk_update_mappings"
                | "bulk_save_objects"
                | "begin_nested"
        ) {
            store.join(interpreter)?;
        }
        Ok(Some(match name {
            "add" => {
                let value = args.required("instance")?;
                self.object(interpreter, &value)?;
                cascade::save(interpreter, store, &value)?;
                Value::None
            }
            "add_all" => {
                let values = args.required("instances")?;
                for value in interpreter.iterate(&values)? {
                    self.object(interpreter, &value)?;
                    cascade::save(interpreter, store, &value)?;
                }
                Value::None
            }
            "bulk_save_objects" => {
                let values = args.required("objects")?;
                let values = interpreter.iterate(&values)?;
                for value in &values {
                    self.object(interpreter, value)?;
                }
                bulk::save_objects(interpreter, args, &values)?;
                Value::None
            }
            "bulk_insert_mappings" => {
                let mapper = self.bulk_mapper(interpreter, name, args)?;
                bulk::insert_mappings(interpreter, &mapper, args)?;
                Value::None
            }
            "bulk_update_mappings" => {
                let mapper = self.bulk_mapper(interpreter, name, args)?;
                bulk_update::update_mappings(interpreter, &mapper, args)?;
                Value::None
            }
            "delete" => {
                self.delete(interpreter, args)?;
                Value::None
            }
            "flush" => {
                if args
                    .take("objects")?
                    .is_some_and(|objects| !objects.is_none())
                {
                    return Err(args.refuse(
                        "`flush` of some objects only is not supported; without arguments it writes all.",
                    ));
                }
                store.flush(interpreter)?;
                Value::None
            }
            "commit" => {
                // A savepoint of the session's own tells by itself.
                let tells = !store.has_own_savepoint();
                if tells {
                    listener::tell_of_session(interpreter, store, "before_commit")?;
                }
                store.flush_all(interpreter)?;
                store.end_joined(interpreter, "commit")?;
                store.commit();
                if tells {
                    listener::tell_of_session(interpreter, store, "after_commit")?;
                }
                Value::None
            }
            "rollback" => self.rollback(interpreter)?,
            "close" => {
                store.close(interpreter)?;
                Value::None
            }
            "expunge_all" => {
                store.clear();
                Value::None
            }
            "expire_all" => {
                store.expire_all();
                Value::None
            }
            "expire" | "refresh" => {
                self.read_again(interpreter, name, args)?;
                Value::None
            }
            "execute" => self.execute(interpreter, args)?,
            // SQLModel's.
            "exec" => {
                let statement = args.positional.front().cloned();
                let statement = statement.and_then(|one| one.downcast::<StatementObject>());
                let result = self.execute(interpreter, args)?;
                match statement.is_some_and(|own| own.session_options().scalars) {
                    true => interpreter.call_method(&result, "scalars", Args::new([]))?,
                    false => result,
                }
            }
            "scalar" | "scalars" => {
                let result = self.execute(interpreter, args)?;
                interpreter.call_method(&result, name, Args::new([]))?
            }
            "query" => {
                let entities = args.rest();
                let select = statement::select(interpreter, Args::new(entities))?;
                Value::object(QueryObject::new(store.clone(), select))
            }
            "get" => self.get(interpreter, args)?,
            "connection" | "get_bind" => {
                let _ = args.rest();
                let _ = args.take_keywords();
                engine::bind()
            }
            "get_transaction" if !store.has_begun() => Value::None,
            "get_transaction" => Transaction::of(&self),
            "begin" => {
                let nested = args.take("nested")?;
                if nested.is_some_and(|nested| !matches!(nested, Value::Bool(false))) {
                    return Err(args.refuse("`begin(nested=True)` is `begin_nested()`."));
                }
                if store.has_begun() {
                    return Err(interpreter.raise(
                        "sqlalchemy.exc.InvalidRequestError",
                        "A transaction is already begun on this Session.",
                    ));
                }
                store.begin(interpreter)?;
                Transaction::of(&self)
            }
            "in_transaction" => Value::Bool(store.has_begun()),
            "get_nested_transaction" => match store.innermost_savepoint() {
                Some(nested) => Value::Object(nested),
                None => Value::None,
            },
            "in_nested_transaction" => Value::Bool(store.is_nested()),
            "begin_nested" => {
                store.flush(interpreter)?;
                let around: Rc<dyn nested::Around> = store.clone();
                let own: Rc<dyn Object> = self.clone();
                let begun = nested::begin(interpreter, Some(Value::Object(own)), Some(around))?;
                store.begin_nested(&begun);
                begun
            }
            "merge" => merge::merge(interpreter, &self, args)?,
            "get_one" => match self.get(interpreter, args)? {
                Value::None => {
                    return Err(interpreter.raise(
                        "sqlalchemy.exc.NoResultFound",
                        "No row was found when one was required",
                    ));
                }
                found => found,
            },
            "expunge" => {
                let value = args.required("instance")?;
                self.object(interpreter, &value)?;
                for value in cascade::leaving(interpreter, &value) {
                    store.expunge(&value);
                }
                Value::None
            }
            "is_modified" => {
                let value = args.required("instance")?;
                self.object(interpreter, &value)?;
                let _ = args.take_keywords();
                Value::Bool(flush::is_changed(interpreter, &value)?)
            }
            _ => return Ok(None),
        }))
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        self.object(interpreter, key)?;
        Ok(Some(Value::Bool(self.store.has(key))))
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, _: Option<&Value>) -> Result<bool> {
        self.store.close(interpreter)?;
        Ok(false)
    }
}
