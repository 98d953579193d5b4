//! `value[key]`, slices, and setting items.

use num_bigint::Sign;

use crate::python::class_name;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

impl Interpreter {
    /// `value[key]`
    ///
    /// # Errors
    /// `IndexError`, `KeyError`, `TypeError`.
    pub fn item(&mut self, value: &Value, key: &Value) -> Result<Value> {
        self.step(1)?;
        if matches!(value, Value::Unknown(_)) {
            return Ok(value.clone());
        }
        if matches!(key, Value::Instance(_))
            && matches!(
                value,
                Value::List(_)
                    | Value::Tuple(_)
                    | Value::Str(_)
                    | Value::Bytes(_)
                    | Value::Range(..)
            )
            && let Some(index) = self.index_of(key)?
        {
            return self.item(value, &index);
        }
        if let Value::Unknown(_) = key
            && !matches!(
                value,
                Value::Class(_) | Value::NativeClass(_) | Value::Object(_)
            )
        {
            return Ok(key.clone());
        }
        match value {
            Value::Dict(dict) => {
                let found = {
                    let key = self.key(key)?;
                    dict.entries.borrow().get(&key).cloned()
                };
                match (found, &dict.factory) {
                    (Some(found), _) => Ok(found),
                    (None, Some(factory)) => {
                        let made = self.call_with(factory, [])?;
                        self.set_item(value, key, Some(made.clone()))?;
                        Ok(made)
                    }
                    (None, None) if dict.class == "Counter" => Ok(Value::Int(0)),
                    (None, None) => Err(self.raise_with("KeyError", vec![key.clone()])),
                }
            }
            Value::List(list) => {
                let length = list.items.borrow().len();
                match key {
                    Value::Slice(_) => {
                        let picked = self.slice(length, key)?;
                        let items = list.items.borrow();
                        let picked = picked
                            .into_iter()
                            .filter_map(|at| items.get(at).cloned())
                            .collect();
                        Ok(self.list(picked))
                    }
                    _ => {
                        let at = self.index(length, key, "list")?;
                        let items = list.items.borrow();
                        Ok(items.get(at).cloned().unwrap_or(Value::None))
                    }
                }
            }
            Value::Tuple(items) => match key {
                Value::Slice(_) => {
                    let picked = self.slice(items.len(), key)?;
                    Ok(Value::tuple(
                        picked.into_iter().filter_map(|at| items.get(at).cloned()),
                    ))
                }
                _ => {
                    let at = self.index(items.len(), key, "tuple")?;
                    items.get(at).cloned().map_or(Ok(Value::None), Ok)
                }
            },
            Value::Str(text) => {
                let letters = self.letters(text)?;
                match key {
                    Value::Slice(_) => {
                        let (start, stop, step) = self.slice_bounds(letters.count(), key)?;
                        if let (Ok(start), Ok(stop), 1) =
                            (usize::try_from(start), usize::try_from(stop), step)
                        {
                            let part = letters.part(start, stop.max(start));
                            self.step(1 + (part.len() / 16) as u64)?;
                            self.charge(part.len())?;
                            return Ok(Value::str(part));
                        }
                        let picked = self.slice(letters.count(), key)?;
                        let text: String =
                            picked.into_iter().map(|at| letters.letter(at)).collect();
                        self.charge(text.len())?;
                        Ok(Value::str(text))
                    }
                    _ => {
                        let at = self.index(letters.count(), key, "string")?;
                        Ok(Value::str(letters.letter(at)))
                    }
                }
            }
            Value::Bytes(bytes) => match key {
                Value::Slice(_) => {
                    let picked = self.slice(bytes.len(), key)?;
                    self.charge(picked.len())?;
                    let picked: Vec<u8> = picked
                        .into_iter()
                        .filter_map(|at| bytes.get(at).copied())
                        .collect();
                    Ok(Value::Bytes(picked.into()))
                }
                _ => {
                    let at = self.index(bytes.len(), key, "index")?;
                    Ok(bytes
                        .get(at)
                        .map_or(Value::None, |byte| Value::Int((*byte).into())))
                }
            },
            Value::Range(range) => {
                let (start, step) = (&range.start, &range.step);
                // Beyond this the arithmetic of indices would not fit.
                let length = super::super::compare::range_length(value);
                let Some(length) = i64::try_from(length)
                    .ok()
                    .and_then(|length| usize::try_from(length).ok())
                else {
                    return Err(self.integer_too_large());
                };
                match key {
                    Value::Slice(_) => {
                        let (first, stop, stride) = self.slice_bounds(length, key)?;
                        let at = |index: i128| step.checked_mul(index)?.checked_add(*start);
                        match (at(first), at(stop), step.checked_mul(stride)) {
                            (Some(first), Some(stop), Some(step)) => {
                                crate::python::builtins::range(self, first, stop, step)
                            }
                            _ => Err(self.integer_too_large()),
                        }
                    }
                    _ => {
                        let at = self.index(length, key, "range object")?;
                        Ok(Value::Int(start + step * at as i128))
                    }
                }
            }
            Value::Object(object) => match object.clone().item(self, key)? {
                Some(found) => Ok(found),
                None => Err(self.not_subscriptable(value)),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__getitem__") {
                    return self.call_with(&method, [value.clone(), key.clone()]);
                }
                let inner = instance.inner.borrow().clone();
                if let Some(Value::Dict(dict)) = &inner
                    && let Some(missing) = self.class_attribute(&instance.class, "__missing__")
                {
                    let hashed = self.key(key)?;
                    let found = dict.entries.borrow().get(&hashed).cloned();
                    return match found {
                        Some(found) => Ok(found),
                        None => self.call_with(&missing, [value.clone(), key.clone()]),
                    };
                }
                match inner {
                    Some(inner) => self.item(&inner, key),
                    None => Err(self.not_subscriptable(value)),
                }
            }
            // `list[int]`, `Generic[T]`: the class itself.
            Value::NativeClass(_) => Ok(value.clone()),
            Value::Class(class) => {
                if let Some(method) = self.meta_method(class, "__getitem__") {
                    return self.call_with(&method, [value.clone(), key.clone()]);
                }
                if let Some(members) = self.class_attribute(class, "__members__") {
                    return self.item(&members, key);
                }
                if let Some(method) = self.class_attribute(class, "__class_getitem__") {
                    return self.call_with(&method, [value.clone(), key.clone()]);
                }
                Ok(value.clone())
            }
            _ => Err(self.not_subscriptable(value)),
        }
    }

    /// The integer that an instance stands for where one is wanted: by `__index__`, or as it is one.
    pub(crate) fn index_of(&mut self, value: &Value) -> Result<Option<Value>> {
        let Value::Instance(instance) = value else {
            return Ok(None);
        };
        if let Some(method) = self.class_attribute(&instance.class, "__index__") {
            return self.call_with(&method, [value.clone()]).map(Some);
        }
        Ok(match &*instance.inner.borrow() {
            Some(inner @ (Value::Int(_) | Value::Big(_) | Value::Bool(_))) => Some(inner.clone()),
            _ => None,
        })
    }

    fn not_subscriptable(&mut self, value: &Value) -> crate::python::native::Interrupt {
        let message = format!("'{}' object is not subscriptable", class_name::shown(value));
        self.cannot(value, "TypeError", message)
    }

    /// An index from the start.
    fn index(&mut self, length: usize, key: &Value, what: &str) -> Result<usize> {
        let number = match key {
            Value::Int(number) => *number,
            Value::Bool(known) => i128::from(*known),
            Value::Big(_) => {
                let text = "cannot fit 'int' into an index-sized integer";
                return Err(self.raise("IndexError", text));
            }
            other => {
                self.known(other.clone())?;
                self.settled(other)?;
                let what = what.split(' ').next().unwrap_or(what);
                let or_slices = match what {
                    "string" => "",
                    _ => " or slices",
                };
                return Err(self.raise(
                    "TypeError",
                    format!(
                        "{what} indices must be integers{or_slices}, not {}",
                        match class_name::shown(other) {
                            class if what == "string" => format!("'{class}'"),
                            class => class,
                        }
                    ),
                ));
            }
        };
        let signed = i128::try_from(length).unwrap_or(i128::MAX);
        let at = if number < 0 { number + signed } else { number };
        if (0..signed).contains(&at) {
            return Ok(usize::try_from(at).unwrap_or(0));
        }
        let what = what.replace("list deletion", "list assignment");
        Err(self.raise("IndexError", format!("{what} index out of range")))
    }

    /// Start, stop and step of a slice of so many items, as `slice.indices` gives them.
    pub(crate) fn slice_bounds(
        &mut self,
        length: usize,
        key: &Value,
    ) -> Result<(i128, i128, i128)> {
        let Value::Slice(parts) = key else {
            return Ok((0, 0, 1));
        };
        let mut number = |value: &Value| match value {
            Value::None => Ok(None),
            Value::Int(number) => Ok(Some(*number)),
            Value::Bool(known) => Ok(Some(i128::from(*known))),
            // As far outside as any number.
            Value::Big(number) if number.sign() == Sign::Minus => Ok(Some(i128::MIN)),
            Value::Big(_) => Ok(Some(i128::MAX)),
            Value::Instance(_) if let Some(Value::Int(number)) = self.index_of(value)? => {
                Ok(Some(number))
            }
            other => {
                self.known(other.clone())?;
                Err(self.raise(
                    "TypeError",
                    "slice indices must be integers or None or have an __index__ method",
                ))
            }
        };
        let (start, stop, step) = (number(&parts.0)?, number(&parts.1)?, number(&parts.2)?);
        let length = i128::try_from(length).unwrap_or(i128::MAX);
        let step = step.unwrap_or(1);
        if step == 0 {
            return Err(self.raise("ValueError", "slice step cannot be zero"));
        }
        let clamp = |at: Option<i128>, default: i128, low: i128, high: i128| match at {
            None => default,
            Some(at) if at < 0 => at.saturating_add(length).clamp(low, high),
            Some(at) => at.clamp(low, high),
        };
        let (start, stop) = if step > 0 {
            (clamp(start, 0, 0, length), clamp(stop, length, 0, length))
        } else {
            (
                clamp(start, length - 1, -1, length - 1),
                clamp(stop, -1, -1, length - 1),
            )
        };
        Ok((start, stop, step))
    }

    /// The indices that a slice picks.
    pub(crate) fn slice(&mut self, length: usize, key: &Value) -> Result<Vec<usize>> {
        let (start, stop, step) = self.slice_bounds(length, key)?;
        let mut picked = Vec::new();
        let mut at = start;
        while (step > 0 && at < stop) || (step < 0 && at > stop) {
            if let Ok(index) = usize::try_from(at) {
                picked.push(index);
            }
            at = at.saturating_add(step);
        }
        self.step(picked.len() as u64)?;
        Ok(picked)
    }

    /// `value[key] = new`, or without a new value `del value[key]`.
    ///
    /// # Errors
    /// `IndexError`, `KeyError`, `TypeError`.
    pub fn set_item(&mut self, value: &Value, key: &Value, new: Option<Value>) -> Result<()> {
        self.step(1)?;
        match value {
            Value::Dict(dict) => {
                self.change_dict(dict)?;
                let inner = self.key(key)?;
                self.follow_names(dict, key, new.clone())?;
                match new {
                    Some(new) => {
                        let _old = dict.entries.borrow_mut().insert(inner, key.clone(), new);
                    }
                    None => {
                        let removed = dict.entries.borrow_mut().remove(&inner);
                        // A `Counter` counts what it lacks as none.
                        if removed.is_none() && dict.class != "Counter" {
                            return Err(self.raise_with("KeyError", vec![key.clone()]));
                        }
                    }
                }
                Ok(())
            }
            Value::List(list) => {
                let length = list.items.borrow().len();
                self.change_list(list)?;
                if let Value::Slice(parts) = key {
                    let picked = self.slice(length, key)?;
                    let (start, _, _) = self.slice_bounds(length, key)?;
                    let new = match new {
                        Some(new) => Some(self.iterate(&new)?),
                        None => None,
                    };
                    let simple = matches!(parts.2, Value::None | Value::Int(1) | Value::Bool(true));
                    let start = usize::try_from(start).unwrap_or(0);
                    return self.set_slice(list, &picked, simple.then_some(start), new);
                }
                let what = if new.is_some() {
                    "list assignment"
                } else {
                    "list deletion"
                };
                let number = self.index_of(key)?;
                let at = self.index(length, number.as_ref().unwrap_or(key), what)?;
                let _old = match new {
                    Some(new) => list
                        .items
                        .borrow_mut()
                        .get_mut(at)
                        .map(|item| std::mem::replace(item, new)),
                    None => Some(list.items.borrow_mut().remove(at)),
                };
                Ok(())
            }
            Value::Object(object) => {
                let object = object.clone();
                if object.set_item(self, key, new)? {
                    return Ok(());
                }
                Err(self.no_item_assignment(value))
            }
            Value::Instance(instance) => {
                let name = if new.is_some() {
                    "__setitem__"
                } else {
                    "__delitem__"
                };
                if let Some(method) = self.class_attribute(&instance.class, name) {
                    let args = [value.clone(), key.clone()].into_iter().chain(new);
                    return self.call(&method, Args::new(args)).map(|_| ());
                }
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(inner) => self.set_item(&inner, key, new),
                    None => Err(self.no_item_assignment(value)),
                }
            }
            Value::Unknown(_) => self.known(value.clone()).map(|_| ()),
            _ => Err(self.no_item_assignment(value)),
        }
    }

    fn set_slice(
        &mut self,
        list: &std::rc::Rc<crate::python::value::List>,
        picked: &[usize],
        start: Option<usize>,
        new: Option<Vec<Value>>,
    ) -> Result<()> {
        let delete = new.is_none();
        let new = new.unwrap_or_default();
        self.charge(new.len() * std::mem::size_of::<Value>())?;
        // What stands together is replaced by any number of items.
        if let Some(start) = start {
            let mut items = list.items.borrow_mut();
            let end = start.saturating_add(picked.len()).min(items.len());
            let _old: Vec<Value> = items.splice(start.min(end)..end, new).collect();
            return Ok(());
        }
        if delete {
            let mut items = list.items.borrow_mut();
            let mut gone = vec![false; items.len()];
            for at in picked {
                if let Some(gone) = gone.get_mut(*at) {
                    *gone = true;
                }
            }
            let mut gone = gone.into_iter();
            items.retain(|_| !gone.next().unwrap_or(false));
            return Ok(());
        }
        if new.len() != picked.len() {
            return Err(self.raise(
                "ValueError",
                format!(
                    "attempt to assign sequence of size {} to extended slice of size {}",
                    new.len(),
                    picked.len()
                ),
            ));
        }
        let mut items = list.items.borrow_mut();
        for (at, value) in picked.iter().zip(new) {
            if let Some(item) = items.get_mut(*at) {
                *item = value;
            }
        }
        Ok(())
    }

    fn no_item_assignment(&mut self, value: &Value) -> crate::python::native::Interrupt {
        let class = class_name::shown(value);
        let message = format!("'{class}' object does not support item assignment");
        self.cannot(value, "TypeError", message)
    }
}
