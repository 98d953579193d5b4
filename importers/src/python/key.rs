//! What a value is as a key of a dict, or in a set.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::class_name;
use super::compare::float_key;
use super::dict::Key;
use super::interpreter::Interpreter;
use super::native::{Args, Result};
use super::value::{Instance, Value};

/// Objects that say their hash themselves and were keys, by their class and the hash.
/// One of those that are equal stands for all: its place is their key.
#[derive(Default)]
struct Hashed(RefCell<HashMap<String, Vec<Value>>>);

impl Interpreter {
    /// The key under which a dict or set finds the value.
    ///
    /// # Errors
    /// `TypeError` for what cannot be hashed.
    pub fn key(&mut self, value: &Value) -> Result<Key> {
        Ok(match value {
            Value::None => Key::None,
            Value::Bool(known) => Key::Int(i128::from(*known)),
            Value::Int(number) => Key::Int(*number),
            Value::Big(number) => Key::Big(number.clone()),
            Value::Float(float) => float_key(*float),
            Value::Str(text) => Key::Str(text.clone()),
            Value::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Value::Tuple(items) => {
                self.step(items.len() as u64)?;
                let mut keys = Vec::with_capacity(items.len());
                for item in items.iter() {
                    keys.push(self.deeper(|interpreter| interpreter.key(item))?);
                }
                Key::Tuple(keys)
            }
            Value::Set(set) if set.frozen => {
                let mut keys: Vec<String> = set
                    .entries
                    .borrow()
                    .iter()
                    .map(|(key, _, _)| format!("{key:?}"))
                    .collect();
                keys.sort();
                Key::Set(keys)
            }
            Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Slice(_) => {
                return Err(self.raise(
                    "TypeError",
                    format!("unhashable type: '{}'", class_name::shown(value)),
                ));
            }
            Value::Range(range) => Key::Named(format!(
                "range {} {} {}",
                range.start, range.stop, range.step
            )),
            Value::Ellipsis => Key::Named("...".into()),
            Value::NotImplemented => Key::Named("NotImplemented".into()),
            Value::Function(function) => Key::Identity(Rc::as_ptr(function).cast::<()>() as usize),
            Value::Method(method) => Key::Identity(Rc::as_ptr(method).cast::<()>() as usize),
            Value::Class(class) => Key::Identity(Rc::as_ptr(class).cast::<()>() as usize),
            Value::Module(module) => Key::Identity(Rc::as_ptr(module).cast::<()>() as usize),
            Value::Native(function) => Key::Named(format!("{}.{}", function.module, function.name)),
            Value::NativeClass(class) => Key::Named(class.name.to_owned()),
            Value::Object(object) if let Some(number) = object.number() => self.key(&number)?,
            Value::Object(object) if object.is_live() => {
                self.settled(value)?;
                Key::Identity(Rc::as_ptr(object).cast::<()>() as usize)
            }
            // What derives from `str` is found where its text is.
            Value::Object(object) => match (object.key(), object.as_tuple()) {
                (Some(_), _) if let Some(text) = value.as_text() => Key::Str(text),
                (Some(key), _) => Key::Named(key),
                (None, Some(tuple)) => self.key(&tuple)?,
                (None, None) => Key::Identity(Rc::as_ptr(object).cast::<()>() as usize),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__hash__") {
                    if method.is_none() {
                        return Err(self.raise(
                            "TypeError",
                            format!("unhashable type: '{}'", class_name::shown(value)),
                        ));
                    }
                    let hash = self.call(&method, Args::new([value.clone()]))?;
                    return self.key_by_hash(value, instance, hash);
                }
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(
                        inner @ (Value::Str(_)
                        | Value::Int(_)
                        | Value::Big(_)
                        | Value::Float(_)
                        | Value::Bytes(_)
                        | Value::Tuple(_)),
                    ) => self.key(&inner)?,
                    _ => Key::Identity(Rc::as_ptr(instance).cast::<()>() as usize),
                }
            }
            Value::Test(_) | Value::Unknown(_) => {
                return match super::args::not_known(value, &self.place()) {
                    Some(interrupt) => Err(interrupt),
                    None => Ok(Key::None),
                };
            }
        })
    }

    /// The key of an object whose class has a `__hash__`. Hashes that differ on every
    /// run, as those of texts, tell nothing apart; equality does.
    fn key_by_hash(&mut self, value: &Value, instance: &Rc<Instance>, hash: Value) -> Result<Key> {
        let class = instance.class.full_name();
        let name = match hash {
            Value::Int(hash) => format!("{class} {hash}"),
            Value::Big(hash) => format!("{class} {hash}"),
            Value::Bool(hash) => format!("{class} {}", i32::from(hash)),
            Value::Unknown(unknown) if unknown.is_per_run() => class,
            other => {
                self.known(other.clone())?;
                return Err(self.raise("TypeError", "__hash__ method should return an integer"));
            }
        };
        let hashed = self.extension_or_default::<Hashed>();
        let known = hashed.0.borrow().get(&name).cloned().unwrap_or_default();
        for (at, other) in known.iter().enumerate() {
            self.step(1)?;
            if value.is_same(other) || self.is_equal(value, other)? {
                return Ok(Key::Named(format!("{name} #{at}")));
            }
        }
        self.charge(name.len() + std::mem::size_of::<Value>())?;
        let key = Key::Named(format!("{name} #{}", known.len()));
        let mut all = hashed.0.borrow_mut();
        all.entry(name).or_default().push(value.clone());
        Ok(key)
    }

    /// The key of what is looked for in a set: a set is found where a frozen one of
    /// the same items is in it.
    ///
    /// # Errors
    /// `TypeError` for what cannot be hashed.
    pub(crate) fn key_in_set(&mut self, value: &Value) -> Result<Key> {
        match value {
            Value::Set(set) if !set.frozen => {
                let items = set.entries.borrow().keys();
                let frozen = self.set(items, true)?;
                self.key(&frozen)
            }
            _ => self.key(value),
        }
    }
}
