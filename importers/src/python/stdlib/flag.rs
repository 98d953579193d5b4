//! `enum.Flag`: members that are made of other members.

use std::rc::Rc;

use super::enumeration::{bare_member, is_enum};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Class, Instance, Value};

/// Where a class keeps the composite members that were made: no file can spell it.
const MADE: &str = ".composites";

/// Whether the class is a flag.
pub(crate) fn is_flag(class: &Class) -> bool {
    is_enum(class) && class.derives_from("enum.Flag")
}

/// Whether a value is one bit: only then it is a member of its own, and no other name for several.
pub(super) fn is_canonical(value: &Value) -> bool {
    matches!(value, Value::Int(number) if number.count_ones() == 1 && *number > 0)
}

/// The number of a member.
fn number(instance: &Instance) -> Option<i128> {
    match instance.scope.get("_value_") {
        Some(Value::Int(number)) => Some(number),
        _ => None,
    }
}

/// A name of a member, the member, and its number.
type Named = (Rc<str>, Rc<Instance>, i128);

/// Names and numbers of all members, aliases included, in the order of the class.
fn named(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<Vec<Named>> {
    let Some(members) = interpreter.class_attribute(class, "__members__") else {
        return Ok(Vec::new());
    };
    Ok(interpreter
        .mapping(&members)?
        .into_iter()
        .filter_map(|(name, member)| match &member {
            Value::Instance(instance) => {
                Some((name.as_str()?, instance.clone(), number(instance)?))
            }
            _ => None,
        })
        .collect())
}

/// The members of one bit that a flag is made of, in the order of its class.
pub(crate) fn parts(interpreter: &mut Interpreter, flag: &Rc<Instance>) -> Result<Vec<Value>> {
    let value = number(flag).unwrap_or(0);
    Ok(named(interpreter, &flag.class)?
        .into_iter()
        .filter(|(name, member, bit)| {
            let own = member.scope.get("_name_").and_then(|own| own.as_str());
            bit.count_ones() == 1 && value & bit == *bit && own.as_ref() == Some(name)
        })
        .map(|(_, member, _)| Value::Instance(member))
        .collect())
}

/// `left | right` and its like, of two members of a flag; `None` where they are not.
pub(crate) fn join(
    interpreter: &mut Interpreter,
    left: &Value,
    operator: &str,
    right: &Value,
) -> Result<Option<Value>> {
    if !matches!(operator, "|" | "&" | "^") {
        return Ok(None);
    }
    let class = match (left, right) {
        (Value::Instance(flag), _) if is_flag(&flag.class) => flag.class.clone(),
        (_, Value::Instance(flag)) if is_flag(&flag.class) => flag.class.clone(),
        _ => return Ok(None),
    };
    let of = |value: &Value| match value {
        Value::Instance(flag) if Rc::ptr_eq(&flag.class, &class) => number(flag),
        Value::Int(number) if class.derives_from("int") => Some(*number),
        Value::Bool(known) if class.derives_from("int") => Some(i128::from(*known)),
        _ => None,
    };
    let (Some(a), Some(b)) = (of(left), of(right)) else {
        return Ok(None);
    };
    let joined = match operator {
        "|" => a | b,
        "&" => a & b,
        _ => a ^ b,
    };
    composite(interpreter, &class, joined).map(Some)
}

/// `~flag`
pub(crate) fn inverted(interpreter: &mut Interpreter, flag: &Rc<Instance>) -> Result<Value> {
    let value = number(flag).unwrap_or(0);
    if flag.class.derives_from("int") {
        return composite(interpreter, &flag.class, !value);
    }
    let singles = named(interpreter, &flag.class)?
        .iter()
        .filter(|(_, _, bit)| bit.count_ones() == 1)
        .fold(0, |all, (_, _, bit)| all | bit);
    composite(interpreter, &flag.class, singles & !value)
}

/// The member of a flag with this value: one of the class, or one made of several.
pub(super) fn composite(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    given: i128,
) -> Result<Value> {
    let members = named(interpreter, class)?;
    if let Some((_, member, _)) = members.iter().find(|(_, _, value)| *value == given) {
        return Ok(Value::Instance(member.clone()));
    }
    let mask = members.iter().fold(0, |all, (_, _, value)| all | value);
    let bits = |number: i128| 128 - number.leading_zeros();
    let all = (1i128 << bits(mask).min(126)) - 1;
    let keeps = class.derives_from("int");
    let mut value = given;
    if !(!all..=all).contains(&value) || value & (all ^ mask) != 0 {
        if !keeps {
            let text = out_of_range(class, given, mask);
            return Err(interpreter.raise("ValueError", text));
        }
        if value < 0 {
            let size = 128 - value.unsigned_abs().leading_zeros();
            value += (all + 1).max(1i128.checked_shl(size).unwrap_or(i128::MAX));
        }
    } else if value < 0 {
        value += all + 1;
    }
    if let Some((_, member, _)) = members.iter().find(|(_, _, known)| *known == value) {
        return Ok(Value::Instance(member.clone()));
    }
    let made = class.scope.get(MADE);
    if let Some(Value::List(made)) = &made {
        let known = made.items.borrow().iter().find_map(|member| match member {
            Value::Instance(flag) if number(flag) == Some(value) => Some(member.clone()),
            _ => None,
        });
        if let Some(known) = known {
            return Ok(known);
        }
    }
    let mut names: Vec<Rc<str>> = Vec::new();
    let mut combined = 0;
    let singles = |bit: &i128| bit.count_ones() == 1;
    for (name, _, bit) in members.iter().filter(|(_, _, bit)| singles(bit)) {
        if value & bit != 0 && combined & bit == 0 {
            names.push(name.clone());
            combined |= bit;
        }
    }
    if combined != value {
        for (name, _, several) in members.iter().filter(|(_, _, bit)| !singles(bit)) {
            if *several != 0 && value & several == *several {
                names.push(name.clone());
                combined |= several;
            }
        }
    }
    let rest = value ^ combined;
    let name = match (combined, rest) {
        (0, _) => Value::None,
        (_, 0) => Value::str(names.join("|")),
        _ => Value::str(format!("{}|{rest}", names.join("|"))),
    };
    interpreter.charge(200)?;
    let inner = keeps.then_some(Value::Int(value));
    let member = bare_member(interpreter, class, name, Value::Int(value), inner);
    match made {
        Some(Value::List(made)) => made.items.borrow_mut().push(member.clone()),
        _ => {
            let made = interpreter.list(vec![member.clone()]);
            class.scope.put(&MADE.into(), Some(made));
        }
    }
    Ok(member)
}

/// What Python says of a value with bits that no member has.
fn out_of_range(class: &Class, value: i128, mask: i128) -> String {
    let bits = |number: i128| 128 - number.unsigned_abs().leading_zeros();
    let width = bits(value).max(bits(mask)) as usize;
    let binary = |number: i128| {
        let (sign, number) = if number < 0 {
            (1, number + (1i128 << width.min(126)))
        } else {
            (0, number)
        };
        let digits = format!("{number:0width$b}");
        format!("0b{sign} {digits}")
    };
    format!(
        "<flag '{}'> invalid value {value}\n    given {}\n  allowed {}",
        class.name,
        binary(value),
        binary(mask)
    )
}
