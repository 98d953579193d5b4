//! Statements of a session that change rows of a mapped class, and what the
//! session's objects hear of it.

use std::collections::HashMap;
use std::rc::Rc;

use super::bulk::{self, Inserting};
use super::bulk_rows;
use super::bulk_update;
use super::evaluated;
use super::flush;
use super::instance::{self, state_of};
use super::load;
use super::mapping::{Attribute, Mapper, object_of};
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::execution_options::SessionOptions;
use crate::sqlalchemy::live::literal;
use crate::sqlalchemy::live::result::ResultObject;
use crate::sqlalchemy::schema::ClientDefault;
use crate::sqlalchemy::statement::{StatementObject, Verb};

/// How many keys one query names.
const KEYS: usize = 500;

/// `synchronize_session=` of a query's own methods.
pub(super) fn synchronizing(how: Option<&Value>) -> SessionOptions {
    let mut options = SessionOptions::default();
    if let Some(how) = how {
        options.synchronize(how);
    }
    options
}

/// Runs an insert, an update or a delete that was made of a mapped class.
pub(super) fn execute(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    (verb, statement): (Verb, &StatementObject),
    mapper: &Mapper,
    (args, parameters): (&Args, Option<&Value>),
    options: SessionOptions,
) -> Result<Value> {
    mapper.usable(interpreter)?;
    let whole = mapper;
    let changed = mapper.changed(interpreter)?;
    let about = changed.as_ref().map(|changed| statement.about(changed));
    let statement = about.as_ref().unwrap_or(statement);
    let mapper = changed.as_ref().map_or(mapper, |changed| &changed.mapper);
    let is_empty = |value: &Value| match value {
        Value::List(list) => list.items.borrow().is_empty(),
        Value::Dict(dict) => dict.entries.borrow().pairs().is_empty(),
        _ => false,
    };
    // An insert of no rows is one of defaults.
    let parameters = parameters.filter(|given| verb != Verb::Insert || !is_empty(given));
    if parameters.is_some() && verb != Verb::Delete {
        whole.is_unversioned(interpreter, "rows in bulk")?;
    }
    match (verb, parameters) {
        (Verb::Insert, Some(given)) => {
            let rows = match given {
                Value::Dict(_) => interpreter.list(vec![given.clone()]),
                several => several.clone(),
            };
            let mut rows = bulk_rows::rows(interpreter, args, &rows)?;
            bulk_rows::identify(whole, &mut rows);
            let how = Inserting {
                nulls: options.nulls,
            };
            bulk::insert_all(interpreter, statement, mapper, &rows, how)
        }
        (Verb::Update, Some(given @ Value::List(_))) => {
            if statement.has_conditions() {
                return Err(conditions_of_many(interpreter, options));
            }
            if !statement.returning().is_empty() {
                return Err(
                    interpreter.unsupported("`returning` of rows that are updated by their keys")
                );
            }
            let rows = bulk_rows::rows(interpreter, args, given)?;
            bulk_update::update_all(interpreter, statement, mapper, &rows)?;
            if !options.silent {
                bulk_update::tell_objects(interpreter, store, mapper, &rows)?;
            }
            Ok(crate::sqlalchemy::live::nothing())
        }
        (Verb::Delete, Some(Value::List(_))) => Err(interpreter.raise(
            "sqlalchemy.exc.InvalidRequestError",
            "Bulk ORM DELETE not supported right now. Statement may be invoked at the Core level \
             using session.connection().execute(stmt, parameters)",
        )),
        _ => run(
            interpreter,
            store,
            (verb, statement),
            mapper,
            parameters,
            options,
        ),
    }
}

fn conditions_of_many(interpreter: &mut Interpreter, options: SessionOptions) -> Interrupt {
    if !options.silent {
        return interpreter.raise(
            "sqlalchemy.exc.InvalidRequestError",
            "bulk synchronize of persistent objects not supported when using bulk update with \
             additional WHERE criteria right now.  add synchronize_session=None execution option \
             to bypass synchronize of persistent objects.",
        );
    }
    interpreter.unsupported("an update of a mapped class with conditions and a list of rows; give it to session.connection().execute(...)")
}

/// Runs a statement once; the objects whose rows it means hear of it.
pub(super) fn run(
    interpreter: &mut Interpreter,
    store: &Store,
    (verb, statement): (Verb, &StatementObject),
    mapper: &Mapper,
    parameters: Option<&Value>,
    options: SessionOptions,
) -> Result<Value> {
    mapper.usable(interpreter)?;
    let whole = mapper;
    let changed = mapper.changed(interpreter)?;
    let about = changed.as_ref().map(|changed| statement.about(changed));
    let statement = about.as_ref().unwrap_or(statement);
    let mapper = changed.as_ref().map_or(mapper, |changed| &changed.mapper);
    let reason = evaluated::reason_against(statement, mapper);
    if let (true, Some(reason)) = (options.evaluated && verb != Verb::Insert, reason) {
        return Err(interpreter.raise(
            "sqlalchemy.exc.InvalidRequestError",
            format!(
                "Could not evaluate current criteria in Python: \"Cannot evaluate {reason}\". \
                 Specify 'fetch' or False for the synchronize_session execution option."
            ),
        ));
    }
    let mut meant = match !options.silent && verb != Verb::Insert {
        true => meant(interpreter, store, statement, mapper, parameters)?,
        false => Vec::new(),
    };
    let is_evaluated =
        !options.fetched && reason.is_none() && !options.silent && verb != Verb::Insert;
    let mut doubtful = Vec::new();
    if is_evaluated {
        // What waits to be read again holds nothing that a condition could be evaluated with.
        meant.retain(|object| instance::has_columns(object, whole));
        doubtful = in_doubt(interpreter, store, statement, whole)?;
        evaluate(
            interpreter,
            (store, whole),
            statement,
            &doubtful,
            &mut meant,
        )?;
    }
    let mut set = statement.set_columns();
    if let Some(Value::Dict(given)) = parameters {
        let pairs = given.entries.borrow().pairs();
        set.extend(
            pairs
                .iter()
                .filter_map(|(name, _)| Some(name.as_str()?.to_string())),
        );
    }
    let is_doubtful = |object: &Rc<Instance>| doubtful.iter().any(|own| Rc::ptr_eq(own, object));
    let holds_any = |object: &Rc<Instance>| {
        let mut attributes = whole.attributes.iter();
        attributes.any(|own| set.contains(&own.column) && object.scope.has(&own.name))
    };
    // A trial has no row that could be meant.
    for object in doubtful.iter().filter(|_| !interpreter.is_trial()) {
        let is_meant = meant.iter().any(|own| Rc::ptr_eq(own, object));
        if !is_meant && (verb == Verb::Delete || holds_any(object)) {
            return Err(taken_for_meant(interpreter, object));
        }
    }
    let result = engine::execute(
        interpreter,
        &Value::object(statement.clone()),
        parameters,
        false,
    )?;
    if verb == Verb::Update && !meant.is_empty() {
        let heard = Heard {
            statement,
            mapper,
            whole,
            set: &set,
        };
        heard.tell(interpreter, &meant)?;
    }
    for object in meant {
        match verb {
            // SQLAlchemy does not know that its row is gone, until it reads it.
            Verb::Delete if is_doubtful(&object) => instance::expire(&object, whole),
            Verb::Delete => {
                let key = load::stored_key(&object, mapper);
                let identity = load::identity(interpreter, mapper, &key)?;
                store.row_deleted(identity, Value::Instance(object));
            }
            _ => store.altered(&object),
        }
    }
    Ok(result)
}

/// What an object holds decides whether it is meant, as far as Python can tell.
fn evaluate(
    interpreter: &mut Interpreter,
    (store, mapper): (&Store, &Mapper),
    statement: &StatementObject,
    doubtful: &[Rc<Instance>],
    meant: &mut Vec<Rc<Instance>>,
) -> Result<()> {
    for (object, own) in store.objects().iter().filter_map(object_of) {
        let is_same = |other: &Rc<Instance>| Rc::ptr_eq(other, &object);
        if own.name != mapper.name
            || !state_of(&object).is_stored()
            || !instance::has_columns(&object, mapper)
            || doubtful.iter().any(is_same)
        {
            continue;
        }
        let place = (&object, mapper);
        match evaluated::is_meant(interpreter, statement, place)? {
            Some(true) if !meant.iter().any(is_same) => meant.push(object.clone()),
            Some(false) => meant.retain(|other| !is_same(other)),
            _ => {}
        }
    }
    Ok(())
}

/// The session's objects of which Python cannot tell whether the conditions mean them as the
/// database does: what is asked waits to be read again, or to be written.
fn in_doubt(
    interpreter: &mut Interpreter,
    store: &Store,
    statement: &StatementObject,
    mapper: &Mapper,
) -> Result<Vec<Rc<Instance>>> {
    let asked = evaluated::columns(statement);
    let mut found = Vec::new();
    for (object, own) in store.objects().iter().filter_map(object_of) {
        if own.name != mapper.name || !instance::has_columns(&object, mapper) {
            continue;
        }
        let asks = |own: &Attribute| asked.contains(&own.column);
        let lacks = |own: &Attribute| asks(own) && !object.scope.has(&own.name);
        let changed = flush::changes(interpreter, &object, mapper)?;
        if mapper.attributes.iter().any(lacks) || changed.iter().any(|(own, _)| asks(own)) {
            found.push(object);
        }
    }
    Ok(found)
}

fn taken_for_meant(interpreter: &Interpreter, object: &Rc<Instance>) -> Interrupt {
    interpreter.refuse(
        "python-unsupported",
        format!(
            "SQLAlchemy evaluates the conditions in Python, and an object of `{}` lacks what they ask: it is \
             taken for one whose row is meant, and its row is not.",
            object.class.name
        ),
        Some(
            "Give `synchronize_session=\"fetch\"`, or `False` and then `session.expire_all()`; or flush and refresh the object first.",
        ),
    )
}

/// The session's objects whose rows a statement is about to change.
fn meant(
    interpreter: &mut Interpreter,
    store: &Store,
    statement: &StatementObject,
    mapper: &Mapper,
    parameters: Option<&Value>,
) -> Result<Vec<Rc<Instance>>> {
    let is_own = |value: &Value| object_of(value).is_some_and(|(_, own)| own.name == mapper.name);
    if !store.objects().iter().any(is_own) {
        return Ok(Vec::new());
    }
    let keys: Vec<Value> = mapper
        .key()
        .filter_map(|key| mapper.table.column(&key.column))
        .collect();
    let Some(select) = statement.of_changed_rows(&keys) else {
        return Ok(Vec::new());
    };
    let result = engine::execute(interpreter, &Value::object(select), parameters, false)?;
    let found = result.downcast::<ResultObject>();
    let rows = found
        .map(|found| found.take_rows(interpreter))
        .transpose()?;
    let rows = rows.map(|(_, rows)| rows);
    let mut objects = Vec::new();
    for key in rows.unwrap_or_default() {
        let identity = load::identity(interpreter, mapper, &key)?;
        let known = store.known(&identity);
        objects.extend(known.as_ref().and_then(object_of).map(|(object, _)| object));
    }
    objects.retain(|object| state_of(object).is_stored());
    Ok(objects)
}

/// An update whose objects hear of what it set.
struct Heard<'a> {
    statement: &'a StatementObject,
    /// What the table is mapped to, and the class.
    mapper: &'a Mapper,
    whole: &'a Mapper,
    /// The columns that are set.
    set: &'a [String],
}

impl Heard<'_> {
    /// Whether SQLAlchemy knows what a column was set to, and lets objects hold it.
    fn is_known(&self, column: &str) -> bool {
        let mut values = self.statement.set_values().iter();
        match values.find(|(name, _)| name.text == column) {
            Some((_, value)) => evaluated::is_value(value, self.mapper),
            None if self.set.iter().any(|own| own == column) => true,
            None => match self.mapper.table.on_update(column) {
                ClientDefault::Value(value) => evaluated::is_value(&value, self.mapper),
                ClientDefault::Computed(_) => true,
                ClientDefault::None => false,
            },
        }
    }

    fn is_set(&self, column: &str) -> bool {
        self.set.iter().any(|own| own == column) || self.mapper.table.has_on_update(column)
    }

    /// What an object holds, and did not get otherwise since, it holds as it was set; the rest of
    /// what was set waits to be read again.
    fn tell(&self, interpreter: &mut Interpreter, objects: &[Rc<Instance>]) -> Result<()> {
        let mut known: HashMap<String, (Rc<Instance>, Vec<&Attribute>)> = HashMap::new();
        let is_one_key = self.whole.key().count() == 1;
        let keys_stay = !self.whole.key().any(|own| self.is_set(&own.column));
        let mut keys = Vec::new();
        for object in objects {
            let changed = flush::changes(interpreter, object, self.whole)?;
            let is_changed =
                |own: &Attribute| changed.iter().any(|(other, _)| own.name == other.name);
            let holds = |own: &&Attribute| {
                self.is_set(&own.column)
                    && object.scope.has(&own.name)
                    && !is_changed(own)
                    && self.is_known(&own.column)
            };
            let held: Vec<&Attribute> = self.whole.attributes.iter().filter(holds).collect();
            let evaluated = self.evaluated(interpreter, object, &held)?;
            let is_evaluated =
                |own: &Attribute| evaluated.iter().any(|(other, _)| own.name == other.name);
            let mut told = held;
            told.retain(|own| !is_evaluated(own) && is_one_key && keys_stay);
            let key = load::stored_key(object, self.whole);
            instance::expire_columns(object, self.mapper, |column| {
                let mut holding = told
                    .iter()
                    .copied()
                    .chain(evaluated.iter().map(|own| own.0));
                self.is_set(column) && !holding.any(|own| own.column == column)
            });
            for (attribute, value) in evaluated {
                instance::hold_column(interpreter, object, attribute, value)?;
            }
            if !told.is_empty() {
                let identity = load::identity(interpreter, self.whole, &key)?;
                known.insert(identity, (object.clone(), told));
                keys.extend(key);
            }
        }
        let key = self.whole.key().next();
        let column = key.and_then(|key| self.whole.table.column(&key.column));
        let Some(column) = column else {
            return Ok(());
        };
        for keys in keys.chunks(KEYS) {
            let keys = interpreter.list(keys.to_vec());
            let among = interpreter.call_method(&column, "in_", Args::new([keys]))?;
            let select = Value::object(StatementObject::select_table(&self.whole.table));
            let select = interpreter.call_method(&select, "where", Args::new([among]))?;
            let result = engine::execute(interpreter, &select, None, false)?;
            let rows = match result.downcast::<ResultObject>() {
                Some(found) => found.take_rows(interpreter)?.1,
                None => Vec::new(),
            };
            for cells in rows {
                let own = self.whole.attributes.iter().zip(&cells);
                let key: Vec<Value> = own
                    .filter(|(own, _)| own.primary_key)
                    .map(|(_, cell)| cell.clone())
                    .collect();
                let identity = load::identity(interpreter, self.whole, &key)?;
                if let Some((object, told)) = known.get(&identity) {
                    for (attribute, cell) in self.whole.attributes.iter().zip(cells) {
                        if told.iter().any(|own| own.name == attribute.name) {
                            instance::hold_column(interpreter, object, attribute, cell)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// What follows from what an object holds and the update says, whatever its row is.
    fn evaluated<'b>(
        &self,
        interpreter: &mut Interpreter,
        object: &Rc<Instance>,
        held: &[&'b Attribute],
    ) -> Result<Vec<(&'b Attribute, Value)>> {
        let mut evaluated = Vec::new();
        for (name, value) in self.statement.set_values() {
            let Some(attribute) = held.iter().find(|own| own.column == name.text) else {
                continue;
            };
            // What the type makes of a value is not what the file gave.
            let data_type = self.whole.table.column_type(&attribute.column);
            if !data_type.is_some_and(|own| literal::is_plain(&own)) {
                continue;
            }
            if let Some(value) = evaluated::value_in(interpreter, value, (object, self.whole))? {
                evaluated.push((*attribute, value));
            }
        }
        Ok(evaluated)
    }
}
