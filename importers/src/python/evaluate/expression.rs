//! Expressions.

use std::rc::Rc;

use super::arguments::Callee;
use super::{Env, mangled};
use crate::diagnostic::Diagnostic;
use crate::python::class_name;
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::{Args, Result};
use crate::python::scope::ScopeKind;
use crate::python::stdlib::{logging, typing};
use crate::python::syntax::ast::{self, Expr};
use crate::python::value::Value;
use crate::record::Test;

impl Interpreter {
    /// The value of an expression.
    pub(crate) fn evaluate(&mut self, env: &Env, expression: &Expr) -> Result<Value> {
        self.deeper(|interpreter| interpreter.evaluate_here(env, expression))
    }

    fn evaluate_here(&mut self, env: &Env, expression: &Expr) -> Result<Value> {
        self.step(1)?;
        Ok(match expression {
            Expr::Name(name) => {
                self.at(env, name);
                self.lookup(env, &name.id)?
            }
            Expr::StringLiteral(literal) => {
                let text = literal.value.to_str();
                self.charge(text.len())?;
                Value::str(text)
            }
            Expr::BytesLiteral(literal) => {
                Value::Bytes(literal.value.bytes().collect::<Vec<u8>>().into())
            }
            Expr::NumberLiteral(literal) => {
                self.at(env, literal);
                self.number_literal(&literal.value)?
            }
            Expr::BooleanLiteral(literal) => Value::Bool(literal.value),
            Expr::NoneLiteral(_) => Value::None,
            Expr::EllipsisLiteral(_) => Value::Ellipsis,
            Expr::FString(literal) => self.formatted_string(env, literal)?,
            Expr::List(list) => {
                let items = self.items(env, &list.elts)?;
                self.list(items)
            }
            Expr::Tuple(tuple) => Value::tuple(self.items(env, &tuple.elts)?),
            Expr::Set(set) => self.set_display(env, set, false)?,
            Expr::Dict(dict) => self.dict_display(env, dict)?,
            Expr::Attribute(attribute) => {
                let value = self.evaluate(env, &attribute.value)?;
                self.at(env, attribute);
                self.attribute(&value, &mangled(&env.scope, &attribute.attr))?
            }
            Expr::Subscript(subscript) => {
                let value = self.evaluate(env, &subscript.value)?;
                let key = self.evaluate(env, &subscript.slice)?;
                self.at(env, subscript);
                self.item(&value, &key)?
            }
            Expr::Slice(slice) => {
                let mut part = |expression: &Option<Box<Expr>>| match expression {
                    Some(expression) => self.evaluate(env, expression),
                    None => Ok(Value::None),
                };
                Value::Slice(Rc::new((
                    part(&slice.lower)?,
                    part(&slice.upper)?,
                    part(&slice.step)?,
                )))
            }
            Expr::Call(call) => self.evaluate_call(env, call)?,
            Expr::BinOp(operation) => {
                let left = self.evaluate(env, &operation.left)?;
                let right = self.evaluate(env, &operation.right)?;
                self.at(env, operation);
                self.binary(operation.op.as_str(), &left, &right)?
            }
            Expr::UnaryOp(operation) => {
                let value = self.evaluate(env, &operation.operand)?;
                self.at(env, operation);
                self.unary(operation.op, &value)?
            }
            Expr::BoolOp(operation) => self.bool_op(env, operation.op, &operation.values)?,
            Expr::Compare(comparison) => self.comparison(env, comparison)?,
            Expr::If(choice) => {
                let test = self.evaluate(env, &choice.test)?;
                self.at(env, choice);
                match self.truth(&test)? {
                    Truth::Known(true) => self.evaluate(env, &choice.body)?,
                    Truth::Known(false) => self.evaluate(env, &choice.orelse)?,
                    Truth::Test(test) => self.choose(
                        &test,
                        |interpreter| interpreter.evaluate(env, &choice.body),
                        |interpreter| interpreter.evaluate(env, &choice.orelse),
                    )?,
                }
            }
            Expr::Named(named) => {
                let value = self.evaluate(env, &named.value)?;
                self.assign(env, &named.target, value.clone())?;
                value
            }
            Expr::Lambda(lambda) => self.define_lambda(env, lambda)?,
            Expr::ListComp(c) => self.list_comprehension(env, &c.elt, &c.generators)?,
            Expr::SetComp(c) => self.set_comprehension(env, &c.elt, &c.generators)?,
            Expr::Generator(c) => self.generator(env, c)?,
            Expr::DictComp(c) => match &c.key {
                Some(key) => self.dict_comprehension(env, key, &c.value, &c.generators)?,
                None => return Err(self.unsupported("`**` in a comprehension")),
            },
            Expr::Yield(y) => {
                let value = match &y.value {
                    Some(value) => self.evaluate(env, value)?,
                    None => Value::None,
                };
                if let Some(block) = env.block.clone() {
                    self.run_block(&block, value)?;
                    return Ok(Value::None);
                }
                return Err(self.unsupported("`yield` here"));
            }
            Expr::YieldFrom(_) => return Err(self.unsupported("`yield from` here")),
            Expr::Starred(_) => return Err(self.unsupported("`*` here")),
            Expr::Await(awaited) => {
                let value = self.evaluate(env, &awaited.value)?;
                self.at(env, awaited);
                self.awaited(&value)?
            }
            Expr::TString(_) => return Err(self.unsupported("template strings")),
            Expr::IpyEscapeCommand(_) => return Err(self.unsupported("this expression")),
        })
    }

    pub(crate) fn number_literal(&mut self, number: &ast::Number) -> Result<Value> {
        match number {
            ast::Number::Int(int) => match int.to_string().parse::<i128>() {
                Ok(number) => Ok(Value::Int(number)),
                Err(_) => self.parse_integer(&int.to_string()),
            },
            ast::Number::Float(float) => Ok(Value::Float(*float)),
            ast::Number::Complex { .. } => Err(self.unsupported("complex numbers")),
        }
    }

    /// A large literal, which Ruff keeps as it was written (`0x...`).
    fn parse_integer(&mut self, text: &str) -> Result<Value> {
        let text = text.replace('_', "").to_lowercase();
        match text.get(..2) {
            Some("0x") => self.integer_of_digits(&text[2..], 16),
            Some("0o") => self.integer_of_digits(&text[2..], 8),
            Some("0b") => self.integer_of_digits(&text[2..], 2),
            _ => self.integer_of_digits(&text, 10),
        }
    }

    pub(super) fn items(&mut self, env: &Env, expressions: &[Expr]) -> Result<Vec<Value>> {
        self.charge(std::mem::size_of_val(expressions))?;
        let mut items = Vec::with_capacity(expressions.len());
        for expression in expressions {
            match expression {
                Expr::Starred(starred) => {
                    let value = self.evaluate(env, &starred.value)?;
                    self.at(env, starred);
                    items.extend(self.spread(&value)?);
                }
                other => items.push(self.evaluate(env, other)?),
            }
        }
        Ok(items)
    }

    /// The key of a dict display: `list[int]` is another one than `list[str]`.
    fn dict_key(&mut self, env: &Env, key: &Expr) -> Result<Value> {
        let Expr::Subscript(subscript) = key else {
            return self.evaluate(env, key);
        };
        let value = self.evaluate(env, &subscript.value)?;
        let within = self.evaluate(env, &subscript.slice)?;
        self.at(env, subscript);
        match &value {
            Value::NativeClass(class) => Ok(typing::alias(class.short_name(), &within)),
            _ => self.item(&value, &within),
        }
    }

    fn dict_display(&mut self, env: &Env, dict: &ast::ExprDict) -> Result<Value> {
        let mut pairs = Vec::with_capacity(dict.items.len());
        for item in &dict.items {
            match &item.key {
                Some(key) => {
                    let key = self.dict_key(env, key)?;
                    pairs.push((key, self.evaluate(env, &item.value)?));
                }
                None => {
                    let value = self.evaluate(env, &item.value)?;
                    self.at(env, dict);
                    pairs.extend(self.mapping(&value)?);
                }
            }
        }
        self.at(env, dict);
        self.charge(pairs.len() * 4 * std::mem::size_of::<Value>())?;
        self.dict(pairs)
    }

    /// Keys and values of a mapping (`**value`).
    pub(crate) fn mapping(&mut self, value: &Value) -> Result<Vec<(Value, Value)>> {
        match value {
            Value::Dict(dict) => Ok(dict.entries.borrow().pairs()),
            Value::Unknown(_) => self.known(value.clone()).map(|_| Vec::new()),
            other => {
                if self.find_attribute(other, "keys")?.is_none() {
                    return Err(self.raise(
                        "TypeError",
                        format!("'{}' object is not a mapping", class_name::shown(other)),
                    ));
                }
                let keys = self.call_method(other, "keys", Args::new([]))?;
                let mut pairs = Vec::new();
                for key in self.iterate(&keys)? {
                    let value = self.item(other, &key)?;
                    pairs.push((key, value));
                }
                Ok(pairs)
            }
        }
    }

    /// `and`, `or`. Tests are joined; what follows a test is evaluated as
    /// Python would, only where it is needed.
    fn bool_op(&mut self, env: &Env, op: ast::BoolOp, values: &[Expr]) -> Result<Value> {
        let Some((first, rest)) = values.split_first() else {
            return Ok(Value::None);
        };
        let value = self.evaluate(env, first)?;
        if rest.is_empty() {
            return Ok(value);
        }
        self.at(env, first);
        let and = op == ast::BoolOp::And;
        match self.truth(&value)? {
            Truth::Known(known) if known == and => {
                self.deeper(|interpreter| interpreter.bool_op(env, op, rest))
            }
            Truth::Known(_) => Ok(value),
            Truth::Test(test) => {
                let goes_on = if and {
                    (*test).clone()
                } else {
                    (*test).clone().negate()
                };
                // Python gives the operand itself; of a test only its truth is known.
                let known = Value::Bool(!and);
                let result = self.choose(
                    &goes_on,
                    |interpreter| interpreter.bool_op(env, op, rest),
                    |_| Ok(known),
                )?;
                Ok(match result {
                    Value::Test(joined) => Value::test(simplify(&test, &joined, and)),
                    other => other,
                })
            }
        }
    }

    fn comparison(&mut self, env: &Env, comparison: &ast::ExprCompare) -> Result<Value> {
        let mut left = self.evaluate(env, &comparison.left)?;
        let mut tests = Vec::new();
        let mut last = Value::Bool(true);
        let count = comparison.ops.len();
        for (op, right) in comparison.ops.iter().zip(&comparison.comparators) {
            let right = self.evaluate(env, right)?;
            self.at(env, comparison);
            last = self.compare(*op, &left, &right)?;
            if count == 1 {
                return Ok(last);
            }
            if matches!(last, Value::Unknown(_)) {
                return Ok(last);
            }
            match self.truth(&last)? {
                Truth::Known(true) => {}
                Truth::Known(false) => return Ok(last),
                Truth::Test(test) => tests.push((*test).clone()),
            }
            left = right;
        }
        Ok(if tests.is_empty() {
            last
        } else {
            Value::test(Test::all(tests))
        })
    }

    /// A call.
    fn evaluate_call(&mut self, env: &Env, call: &ast::ExprCall) -> Result<Value> {
        // A method call asks the receiver first, without making a bound method.
        if let Expr::Attribute(attribute) = &*call.func {
            let receiver = self.evaluate(env, &attribute.value)?;
            if matches!(receiver, Value::Unknown(_)) {
                self.at(env, attribute);
                let callee = self.attribute(&receiver, &attribute.attr)?;
                let args = self.arguments(env, call, Callee::Value(&callee))?;
                self.at(env, call);
                return self.call(&callee, args);
            }
            let name = mangled(&env.scope, &attribute.attr);
            let args = self.arguments(env, call, Callee::Method(&receiver, &name))?;
            self.at(env, call);
            return self.call_method(&receiver, &name, args);
        }
        let callee = self.evaluate(env, &call.func)?;
        if let Value::NativeClass(class) = &callee
            && class.name == "super"
            && call.arguments.args.is_empty()
        {
            self.at(env, call);
            return self.super_of_frame(env);
        }
        if let Value::Native(function) = &callee
            && function.module == "builtins"
            && call.arguments.args.is_empty()
        {
            match function.name {
                "locals" => {
                    let entries = env.scope.visible();
                    if env.scope.kind == ScopeKind::Function {
                        let entries = entries.into_iter();
                        return self.dict(entries.map(|(name, value)| (Value::Str(name), value)));
                    }
                    return self.namespace(&env.scope, entries);
                }
                "globals" => {
                    let entries = env.globals.visible();
                    return self.namespace(&env.globals, entries);
                }
                _ => {}
            }
        }
        let lenient = matches!(&callee, Value::Native(function) if function.name == "print" && function.module == "builtins");
        let has_file =
            |keyword: &ast::Keyword| keyword.arg.as_ref().is_none_or(|name| &**name == "file");
        if lenient && !call.arguments.keywords.iter().any(has_file) {
            return self.print_arguments(env, call);
        }
        let args = self.arguments(env, call, Callee::Value(&callee))?;
        self.at(env, call);
        self.call(&callee, args)
    }

    /// `print` may be dropped; its arguments are evaluated, for what they call.
    fn print_arguments(&mut self, env: &Env, call: &ast::ExprCall) -> Result<Value> {
        for argument in &call.arguments.args {
            let argument = match argument {
                Expr::Starred(starred) => &starred.value,
                other => other,
            };
            self.evaluate(env, argument)?;
        }
        for keyword in &call.arguments.keywords {
            self.evaluate(env, &keyword.value)?;
        }
        Ok(Value::None)
    }

    /// A call of something that is not known. While a file is loaded it gives
    /// something that is not known either; in a migration it could do
    /// anything, and is refused.
    pub(crate) fn call_unknown(&mut self, callee: &Value) -> Result<Value> {
        match callee {
            Value::Unknown(unknown)
                if unknown.code == "unknown-import"
                    && let Some(value) = self.configured(&format!("{}()", unknown.what)) =>
            {
                Ok(value)
            }
            Value::Unknown(unknown)
                if unknown.code == "unknown-import" && logging::is_loggers(&unknown.what) =>
            {
                let message = format!(
                    "`{}` is taken for a logger's, and bridge does not call it.",
                    unknown.what
                );
                let warning = Diagnostic::warning("taken-as-logger", message).help(
                    "Where it does more than to write to a log, write that into the revision.",
                );
                self.warn(warning);
                Ok(Value::None)
            }
            Value::Unknown(unknown)
                if self.importing > 0
                    || (unknown.code == "unknown-import"
                        && (logging::makes_a_logger(&unknown.what)
                            || MAKERS.contains(&&*unknown.what)))
                    || (unknown.is_per_run() && unknown.code != "differs-by-path") =>
            {
                Ok(Value::Unknown(Rc::new(crate::python::value::Unknown {
                    what: format!("{}()", unknown.what),
                    code: unknown.code,
                    place: unknown.place.clone(),
                    help: unknown.help.clone(),
                })))
            }
            other => self.known(other.clone()),
        }
    }
}

/// What other packages make objects by that do nothing until they are used: types keep them to
/// convert values with.
const MAKERS: &[&str] = &[
    "cryptography.fernet.Fernet",
    "passlib.context.CryptContext",
    "pydantic.TypeAdapter",
];

/// `a and (a ? b : false)` is `a and b`.
fn simplify(first: &Test, joined: &Test, and: bool) -> Test {
    if and {
        match joined {
            Test::And(_) => joined.clone(),
            other => Test::all([first.clone(), other.clone()]),
        }
    } else {
        // (not a and b) or (a and true) reads better as a or b.
        match joined {
            Test::Or(parts) => {
                let not = first.clone().negate();
                Test::any(parts.iter().map(|part| match part {
                    Test::And(inner) if inner.contains(&not) => {
                        Test::all(inner.iter().filter(|test| **test != not).cloned())
                    }
                    other => other.clone(),
                }))
            }
            other => other.clone(),
        }
    }
}
