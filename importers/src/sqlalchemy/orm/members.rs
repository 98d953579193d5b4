//! The order of the columns of a mapped class: its own, then those of the
//! classes above that are not mapped, of each its columns before what
//! `@declared_attr` gives.

use std::rc::Rc;

use super::declared_attr::is_declared;
use crate::python::value::{Class, Value};
use crate::sqlalchemy::column::ColumnObject;

/// Where a class keeps the names of its body.
const BODY: &str = "names of the body";

/// Keeps the names of a class body: what annotations stand for is added to it later on.
pub(super) fn keep(class: &Rc<Class>) {
    if !class.scope.has(BODY) {
        let names = own(class).into_iter().map(Value::Str);
        let names = Value::tuple(names.collect::<Vec<_>>());
        class.scope.put(&BODY.into(), Some(names));
    }
}

/// The names of a class body, those that are only annotated among them.
pub(super) fn own(class: &Rc<Class>) -> Vec<Rc<str>> {
    if let Some(Value::Tuple(names)) = class.scope.get(BODY) {
        return names.iter().filter_map(Value::as_str).collect();
    }
    let named: Vec<Rc<str>> = class
        .scope
        .entries()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let annotated: Vec<Rc<str>> = match class.scope.get("__annotations__") {
        Some(Value::Dict(dict)) => {
            let pairs = dict.entries.borrow().pairs();
            pairs.iter().filter_map(|(name, _)| name.as_str()).collect()
        }
        _ => Vec::new(),
    };
    merged(named, annotated)
}

/// Two lists as one: where both have a name, it goes on behind it in the other.
fn merged(one: Vec<Rc<str>>, other: Vec<Rc<str>>) -> Vec<Rc<str>> {
    let mut both: Vec<Rc<str>> = one
        .iter()
        .filter(|name| other.contains(name))
        .cloned()
        .collect();
    let (mut current, mut waiting) = (one.into_iter(), other.into_iter());
    let mut all = Vec::new();
    while let Some(name) = current.next() {
        if let Some(at) = both.iter().position(|own| *own == name) {
            both.remove(at);
            std::mem::swap(&mut current, &mut waiting);
            // The other list comes to it in its own time.
            continue;
        }
        all.push(name);
    }
    all.extend(waiting);
    all
}

/// The members of a class and of its mixins, in the order of their columns.
pub(super) fn of(
    class: &Rc<Class>,
    own_names: &[Rc<str>],
    mixins: &[Rc<Class>],
) -> Vec<(Rc<str>, Value)> {
    let mut all: Vec<(Rc<str>, Value)> = Vec::new();
    let mut add = |name: &Rc<str>, value: Option<Value>| {
        if let Some(value) = value.filter(|_| !all.iter().any(|(own, _)| own == name)) {
            all.push((name.clone(), value));
        }
    };
    for name in own_names {
        add(name, class.scope.get(name));
    }
    for mixin in mixins {
        let names = own(mixin);
        for name in &names {
            let value = mixin.scope.get(name);
            add(
                name,
                value.filter(|value| value.downcast::<ColumnObject>().is_some()),
            );
        }
        for name in &names {
            if mixin
                .scope
                .get(name)
                .is_some_and(|value| is_declared(&value))
            {
                add(name, class.scope.get(name));
            }
        }
        for name in &names {
            let value = mixin.scope.get(name);
            add(name, value.filter(|value| !is_declared(value)));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_annotations_are_merged() {
        let list = |text: &str| text.split(' ').map(Rc::from).collect::<Vec<Rc<str>>>();
        assert_eq!(merged(list("y z"), list("own z")), list("y own z"));
        assert_eq!(merged(list("id b c"), list("b a")), list("id b a c"));
        assert_eq!(merged(list("a"), list("b")), list("a b"));
    }
}
