//! What code leaves behind in modules of the project.
//!
//! In Alembic one process runs all revisions of a run: a list that one appends to in a
//! helper module is longer for the next. Here each starts with modules as their files say.
//! What a module holds is hashed when it has been loaded and again at the end; the
//! loader is told which of its names have changed.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::interpreter::Interpreter;
use super::scope::Scope;
use super::value::{Module, Value};

/// The values that are looked at in one module: more are taken as unchanged.
const MOST: usize = 20_000;

/// How deep values are looked into.
const DEEPEST: usize = 30;

/// The names of a module, and hashes of what they stand for.
type Held = Vec<(Rc<str>, u64)>;

/// The modules of the project that are loaded, with what they held then.
#[derive(Default)]
pub(crate) struct ModuleStates {
    /// How many are being loaded.
    loading: usize,
    /// Loaded while others still were: these may change them as they please.
    fresh: Vec<Rc<Module>>,
    loaded: Vec<(Rc<Module>, Held)>,
}

impl Interpreter {
    /// Must be called before a module of the project runs.
    pub(crate) fn begins_module(&mut self) {
        self.module_states.loading += 1;
    }

    /// Must be called after it.
    pub(crate) fn ends_module(&mut self, module: Option<&Rc<Module>>) {
        let states = &mut self.module_states;
        states.loading -= 1;
        states.fresh.extend(module.cloned());
        if states.loading == 0 {
            for module in std::mem::take(&mut states.fresh) {
                let held = held(&module.scope);
                states.loaded.push((module, held));
            }
        }
    }

    /// Tells the loader which names of which modules have changed.
    pub(crate) fn tell_changed_modules(&mut self) {
        for (module, before) in std::mem::take(&mut self.module_states.loaded) {
            let now = held(&module.scope);
            // What was not there may be a module that was imported in the meantime.
            let changed = before.iter().filter(|(name, hash)| {
                let now = now.iter().find(|(known, _)| known == name);
                now.is_none_or(|(_, now)| now != hash)
            });
            for (name, _) in changed {
                self.options.loader.changed(&module.name, name);
            }
        }
    }
}

fn held(scope: &Rc<Scope>) -> Held {
    let mut walk = Walk {
        seen: HashSet::new(),
        left: MOST,
    };
    let entries = scope.visible().into_iter();
    let entries = entries.filter(|(_, value)| !matches!(value, Value::Module(_)));
    entries
        .map(|(name, value)| {
            let mut hasher = DefaultHasher::new();
            walk.seen.clear();
            walk.value(&value, &mut hasher, 0);
            (name, hasher.finish())
        })
        .collect()
}

struct Walk {
    seen: HashSet<usize>,
    left: usize,
}

impl Walk {
    fn is_new<T: ?Sized>(&mut self, cell: &Rc<T>) -> bool {
        self.seen.insert(Rc::as_ptr(cell).cast::<()>() as usize)
    }

    fn values(&mut self, values: &[Value], hasher: &mut DefaultHasher, depth: usize) {
        values.len().hash(hasher);
        for value in values {
            self.value(value, hasher, depth + 1);
        }
    }

    fn scope(&mut self, scope: &Rc<Scope>, hasher: &mut DefaultHasher, depth: usize) {
        for (name, value) in scope.entries() {
            name.hash(hasher);
            self.value(&value, hasher, depth + 1);
        }
    }

    fn value(&mut self, value: &Value, hasher: &mut DefaultHasher, depth: usize) {
        if self.left == 0 || depth > DEEPEST {
            return;
        }
        self.left -= 1;
        std::mem::discriminant(value).hash(hasher);
        match value {
            Value::Bool(known) => known.hash(hasher),
            Value::Int(number) => number.hash(hasher),
            Value::Big(number) => number.hash(hasher),
            Value::Float(float) => float.to_bits().hash(hasher),
            Value::Str(text) => text.hash(hasher),
            Value::Bytes(bytes) => bytes.hash(hasher),
            Value::Range(range) => range.hash(hasher),
            Value::List(list) if self.is_new(list) => {
                let items = list.items.borrow().clone();
                self.values(&items, hasher, depth);
            }
            Value::Tuple(items) if self.is_new(items) => self.values(items, hasher, depth),
            Value::Dict(dict) if self.is_new(dict) => {
                for (key, value) in dict.entries.borrow().pairs() {
                    self.values(&[key, value], hasher, depth);
                }
            }
            Value::Set(set) if self.is_new(set) => {
                for (item, _) in set.entries.borrow().pairs() {
                    self.value(&item, hasher, depth + 1);
                }
            }
            Value::Function(function) => {
                (Rc::as_ptr(function) as usize).hash(hasher);
                if self.is_new(function) {
                    let defaults = function.code.defaults();
                    self.values(&defaults, hasher, depth);
                    self.scope(&function.attributes, hasher, depth);
                }
            }
            Value::Method(method) => {
                self.values(&[method.0.clone(), method.1.clone()], hasher, depth)
            }
            Value::Class(class) => {
                (Rc::as_ptr(class) as usize).hash(hasher);
                if self.is_new(class) {
                    self.scope(&class.scope, hasher, depth);
                }
            }
            Value::Instance(instance) if self.is_new(instance) => {
                self.scope(&instance.scope, hasher, depth);
                if let Some(inner) = &*instance.inner.borrow() {
                    self.value(inner, hasher, depth + 1);
                }
            }
            Value::Object(object) => {
                object.changes().hash(hasher);
            }
            _ => {}
        }
    }
}
