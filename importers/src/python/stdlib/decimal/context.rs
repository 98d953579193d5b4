//! The context of decimal arithmetic: how many digits, and how they are rounded.

use std::cell::Cell;
use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigUint;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// How digits that are lost change those that stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    HalfEven,
    HalfUp,
    HalfDown,
    Up,
    Down,
    Ceiling,
    Floor,
    Up05,
}

/// Their names in Python.
pub(super) const NAMES: [(&str, Rounding); 8] = [
    ("ROUND_HALF_EVEN", Rounding::HalfEven),
    ("ROUND_HALF_UP", Rounding::HalfUp),
    ("ROUND_HALF_DOWN", Rounding::HalfDown),
    ("ROUND_UP", Rounding::Up),
    ("ROUND_DOWN", Rounding::Down),
    ("ROUND_CEILING", Rounding::Ceiling),
    ("ROUND_FLOOR", Rounding::Floor),
    ("ROUND_05UP", Rounding::Up05),
];

impl Rounding {
    /// The digits that stay; `rest` says that something is lost, `half` how
    /// that compares with half of the last digit.
    pub(super) fn digits(
        self,
        kept: BigUint,
        rest: bool,
        half: Ordering,
        negative: bool,
    ) -> BigUint {
        let last = || (&kept % 10u8).to_string();
        let up = rest
            && match self {
                Self::HalfEven => {
                    half == Ordering::Greater || (half == Ordering::Equal && kept.bit(0))
                }
                Self::HalfUp => half != Ordering::Less,
                Self::HalfDown => half == Ordering::Greater,
                Self::Up => true,
                Self::Down => false,
                Self::Ceiling => !negative,
                Self::Floor => negative,
                Self::Up05 => matches!(last().as_str(), "0" | "5"),
            };
        if up { kept + 1u8 } else { kept }
    }

    /// The rounding that a value names; `None` where it names none.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let name = value.as_str()?;
        NAMES
            .iter()
            .find(|(known, _)| *known == &*name)
            .map(|(_, rounding)| *rounding)
    }

    fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, rounding)| *rounding == self)
            .map_or("ROUND_HALF_EVEN", |(name, _)| name)
    }
}

/// Digits and rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) precision: i64,
    pub(super) rounding: Rounding,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            precision: 28,
            rounding: Rounding::HalfEven,
        }
    }
}

/// The context that arithmetic uses, and how many blocks it is in that have one of their own.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    context: Context,
    depth: usize,
}

/// What arithmetic uses.
#[derive(Default)]
pub(crate) struct Current(Cell<Setting>);

impl Current {
    pub(crate) fn get(&self) -> Setting {
        self.0.get()
    }

    /// Sets it without a journal.
    pub(crate) fn restore(&self, setting: Setting) {
        self.0.set(setting);
    }
}

/// The context of an interpreter.
pub(super) fn current(interpreter: &mut Interpreter) -> Context {
    interpreter.extension_or_default::<Current>().get().context
}

/// `getcontext()`
pub(super) fn get(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    let current = interpreter.extension_or_default::<Current>();
    let depth = current.get().depth;
    Ok(Value::object(Shared { current, depth }))
}

/// `localcontext(prec=..., rounding=...)`
pub(super) fn local(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let given = args.take("ctx")?.filter(|context| !context.is_none());
    let precision = args.keyword("prec");
    let rounding = args.keyword("rounding");
    args.finish()?;
    let current = interpreter.extension_or_default::<Current>();
    let depth = current.get().depth;
    if let Some(given) = given
        && given
            .downcast::<Shared>()
            .is_none_or(|given| given.depth != depth)
    {
        return Err(interpreter.unsupported("this context of decimals"));
    }
    Ok(Value::object(Local {
        before: current.get(),
        current,
        precision,
        rounding,
    }))
}

/// The context of a block, or that outside of all.
struct Shared {
    current: Rc<Current>,
    depth: usize,
}

impl Shared {
    /// The context, which must be the one that arithmetic uses now.
    fn context(&self, interpreter: &Interpreter) -> Result<Context> {
        let setting = self.current.get();
        if setting.depth != self.depth {
            return Err(interpreter.unsupported("a context of decimals beside the one in use"));
        }
        Ok(setting.context)
    }

    fn set(&self, interpreter: &mut Interpreter, name: &str, value: &Value) -> Result<bool> {
        let mut context = self.context(interpreter)?;
        match (name, value) {
            ("prec", Value::Int(digits)) if (1..10_000).contains(digits) => {
                context.precision = i64::try_from(*digits).unwrap_or(28);
            }
            ("prec", Value::Int(digits)) if *digits < 1 => {
                let text = "valid range for prec is [1, MAX_PREC]";
                return Err(interpreter.raise("ValueError", text));
            }
            ("prec", _) => return Err(interpreter.unsupported("this precision of decimals")),
            ("rounding", value) => match Rounding::of(value) {
                Some(rounding) => context.rounding = rounding,
                None => return Err(unknown_rounding(interpreter)),
            },
            _ => return Ok(false),
        }
        let depth = self.depth;
        interpreter.change_decimals(&self.current, Setting { context, depth });
        Ok(true)
    }
}

pub(super) fn unknown_rounding(interpreter: &mut Interpreter) -> crate::python::native::Interrupt {
    interpreter.raise(
        "TypeError",
        "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   \
         ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
    )
}

impl Object for Shared {
    fn type_name(&self) -> &str {
        "Context"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["decimal.Context"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let context = self.context(interpreter)?;
        Ok(match name {
            "prec" => Some(Value::Int(context.precision.into())),
            "rounding" => Some(Value::str(context.rounding.name())),
            _ => None,
        })
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: Value,
    ) -> Result<bool> {
        self.set(interpreter, name, &value)
    }
}

/// `with localcontext() as context:`
struct Local {
    current: Rc<Current>,
    before: Setting,
    precision: Option<Value>,
    rounding: Option<Value>,
}

impl Object for Local {
    fn type_name(&self) -> &str {
        "ContextManager"
    }

    fn enter(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let depth = self.before.depth + 1;
        let own = Setting {
            depth,
            ..self.before
        };
        interpreter.change_decimals(&self.current, own);
        let shared = Shared {
            current: self.current.clone(),
            depth,
        };
        for (name, value) in [("prec", &self.precision), ("rounding", &self.rounding)] {
            if let Some(value) = value {
                shared.set(interpreter, name, value)?;
            }
        }
        Ok(Some(Value::object(shared)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, _: Option<&Value>) -> Result<bool> {
        interpreter.change_decimals(&self.current, self.before);
        Ok(false)
    }
}
