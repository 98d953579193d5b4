//! `functools.cache` and `lru_cache`.

use std::cell::Cell;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A function whose results are kept by its arguments.
struct Cached {
    function: Value,
    /// A dict, so that a branch on the catalogue undoes what it added.
    results: Value,
    /// How many results are kept: those of the calls that were the last.
    most: Option<usize>,
    /// How many calls found their result, and how many did not.
    hits: Cell<usize>,
    misses: Cell<usize>,
    /// Whether a call recorded operations, or gave what only the database knows.
    acts: Cell<bool>,
}

impl Cached {
    fn of(interpreter: &mut Interpreter, function: Value, most: Option<usize>) -> Result<Value> {
        let function = interpreter.known(function)?;
        let results = interpreter.dict([])?;
        Ok(Value::object(Self {
            function,
            results,
            most,
            hits: Cell::new(0),
            misses: Cell::new(0),
            acts: Cell::new(false),
        }))
    }
}

impl Object for Cached {
    fn type_name(&self) -> &str {
        "functools._lru_cache_wrapper"
    }

    fn binds(&self) -> bool {
        true
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        let keywords = args
            .keywords
            .iter()
            .flat_map(|keyword| [Value::Str(keyword.name.clone()), keyword.value.clone()]);
        // One number or text alone is a key by itself: 1 is not 1.0 then.
        let alone = args.positional.len() == 1
            && args.keywords.is_empty()
            && matches!(
                args.positional.front(),
                Some(Value::Int(_) | Value::Big(_) | Value::Str(_))
            );
        let key = Value::tuple([
            Value::tuple(args.positional.iter().cloned()),
            Value::tuple(keywords),
            Value::Bool(alone),
        ]);
        let Value::Dict(results) = &self.results else {
            return Ok(None);
        };
        let found = interpreter.key(&key)?;
        let known = results.entries.borrow().get(&found).cloned();
        if let Some(value) = known {
            self.hits.set(self.hits.get() + 1);
            if self.most.is_some() {
                interpreter.change_dict(results)?;
                let mut results = results.entries.borrow_mut();
                results.remove(&found);
                results.insert(found, key, value.clone());
            }
            return Ok(Some(value));
        }
        self.misses.set(self.misses.get() + 1);
        let operations = interpreter.recorder.operations();
        let asked = interpreter.times_asked();
        let value = interpreter.call(&self.function, args)?;
        if interpreter.times_asked() > asked
            || interpreter.recorder.operations() > operations
            || !is_plain(&value)
        {
            self.acts.set(true);
        }
        interpreter.change_dict(results)?;
        let mut results = results.entries.borrow_mut();
        if self.most != Some(0) {
            results.insert(found, key, value.clone());
        }
        let first = match self.most {
            Some(most) if results.len() > most => results.pairs().into_iter().next(),
            _ => None,
        };
        if let Some((first, _)) = first {
            let first = interpreter.key(&first)?;
            results.remove(&first);
        }
        Ok(Some(value))
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        match name {
            "__wrapped__" => Ok(Some(self.function.clone())),
            "cache_clear" | "cache_info" => {
                Ok(Some(interpreter.bound_method(Value::Object(self), name)))
            }
            _ => interpreter.find_attribute(&self.function, name),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        match (name, &self.results) {
            ("cache_clear", Value::Dict(results)) => {
                interpreter.change_dict(results)?;
                drop(results.entries.take());
                self.hits.set(0);
                self.misses.set(0);
                Ok(Some(Value::None))
            }
            ("cache_info", Value::Dict(results)) => {
                let size = results.entries.borrow().len() as i128;
                let most = self
                    .most
                    .map_or(Value::None, |most| Value::Int(most as i128));
                let [hits, misses] =
                    [&self.hits, &self.misses].map(|times| Value::Int(times.get() as i128));
                let fields = ["hits", "misses", "maxsize", "currsize"];
                let class = super::collections::named_tuple(interpreter, "CacheInfo", &fields)?;
                let values = [hits, misses, most, Value::Int(size)];
                interpreter.call_with(&class, values).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn changes(&self) -> u64 {
        // What is kept is the same for the next call, unless a call does something or asks the database.
        u64::from(self.acts.get())
    }
}

/// Whether a value is the same whoever asks for it.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Test(_) | Value::Unknown(_) => false,
        Value::Object(object) => !object.is_live(),
        Value::List(list) => list.items.borrow().iter().all(is_plain),
        Value::Tuple(items) => items.iter().all(is_plain),
        Value::Dict(dict) => {
            let pairs = dict.entries.borrow().pairs();
            pairs.iter().all(|(_, value)| is_plain(value))
        }
        _ => true,
    }
}

/// `@cache`
pub(super) fn cache(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("user_function")?;
    args.finish()?;
    Cached::of(interpreter, function, None)
}

/// `@lru_cache`, and `@lru_cache(maxsize=128, typed=False)`
pub(super) fn lru_cache(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let most = args.take("maxsize")?.unwrap_or(Value::Int(128));
    let typed = args.optional_boolean("typed")?.unwrap_or(false);
    args.finish()?;
    if typed {
        return Err(interpreter.unsupported("`typed` of `lru_cache`"));
    }
    let most = match &most {
        Value::None => None,
        Value::Int(most) => Some(usize::try_from(*most).unwrap_or(0)),
        Value::Function(_) | Value::Method(_) | Value::Object(_) => {
            return Cached::of(interpreter, most, Some(128));
        }
        _ => return Err(interpreter.unsupported("this `maxsize` of `lru_cache`")),
    };
    Ok(Value::object(CacheOf(most)))
}

/// What `lru_cache(...)` gives: the decorator.
struct CacheOf(Option<usize>);

impl Object for CacheOf {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let function = args.required("user_function")?;
        args.finish()?;
        Cached::of(interpreter, function, self.0).map(Some)
    }
}
