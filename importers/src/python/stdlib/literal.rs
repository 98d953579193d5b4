//! `ast.literal_eval`: values from the text of a literal.

use num_bigint::BigInt;

use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::syntax::Source;
use crate::python::syntax::ast::{Expr, Number, Operator, Stmt, UnaryOp};
use crate::python::value::Value;

pub(super) static AST: ModuleTable = ModuleTable {
    name: "ast",
    definitions: &[("literal_eval", Definition::Function(literal_eval))],
    fallback: None,
};

fn literal_eval(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("node_or_string")?;
    args.finish()?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    let Some(text) = value.as_str() else {
        let text = interpreter.repr(&value)?;
        return Err(interpreter.raise("ValueError", format!("malformed node or string: {text}")));
    };
    interpreter.charge(text.len().saturating_mul(8))?;
    let source = Source::new("<unknown>", text.trim_start_matches([' ', '\t']));
    let Ok(body) = source.body() else {
        return Err(interpreter.raise("SyntaxError", "invalid syntax"));
    };
    match &body[..] {
        [Stmt::Expr(statement)] => literal(interpreter, &statement.value),
        _ => Err(interpreter.raise("SyntaxError", "invalid syntax")),
    }
}

fn literals(interpreter: &mut Interpreter, items: &[Expr]) -> Result<Vec<Value>> {
    items
        .iter()
        .map(|item| literal(interpreter, item))
        .collect()
}

fn literal(interpreter: &mut Interpreter, expression: &Expr) -> Result<Value> {
    interpreter.step(1)?;
    interpreter.deeper(|interpreter| {
        Ok(match expression {
            Expr::StringLiteral(text) => Value::str(text.value.to_str()),
            Expr::BytesLiteral(bytes) => {
                Value::Bytes(bytes.value.bytes().collect::<Vec<u8>>().into())
            }
            Expr::NumberLiteral(number) => match &number.value {
                Number::Complex { .. } => return Err(interpreter.unsupported("complex numbers")),
                number => interpreter.number_literal(number)?,
            },
            Expr::BooleanLiteral(known) => Value::Bool(known.value),
            Expr::NoneLiteral(_) => Value::None,
            Expr::EllipsisLiteral(_) => Value::Ellipsis,
            Expr::List(list) => {
                let items = literals(interpreter, &list.elts)?;
                interpreter.list(items)
            }
            Expr::Tuple(tuple) => Value::tuple(literals(interpreter, &tuple.elts)?),
            Expr::Set(set) => {
                let items = literals(interpreter, &set.elts)?;
                interpreter.set(items, false)?
            }
            Expr::Dict(dict) => {
                let mut pairs = Vec::new();
                for item in &dict.items {
                    let Some(key) = &item.key else {
                        return Err(malformed(interpreter));
                    };
                    let key = literal(interpreter, key)?;
                    pairs.push((key, literal(interpreter, &item.value)?));
                }
                interpreter.dict(pairs)?
            }
            Expr::UnaryOp(unary) => {
                let operand = literal(interpreter, &unary.operand)?;
                let number = matches!(operand, Value::Int(_) | Value::Big(_) | Value::Float(_));
                match (unary.op, operand) {
                    (UnaryOp::UAdd, operand) if number => operand,
                    (UnaryOp::USub, Value::Float(float)) => Value::Float(-float),
                    (UnaryOp::USub, operand) if number => {
                        let number = integer::of(&operand).unwrap_or_else(|| BigInt::from(0));
                        integer::value(-number)
                    }
                    _ => return Err(malformed(interpreter)),
                }
            }
            Expr::Call(call)
                if call.arguments.is_empty()
                    && matches!(&*call.func, Expr::Name(name) if name.id == "set") =>
            {
                interpreter.set([], false)?
            }
            Expr::BinOp(binary) if matches!(binary.op, Operator::Add | Operator::Sub) => {
                // Only complex numbers are written so.
                return Err(malformed(interpreter));
            }
            _ => return Err(malformed(interpreter)),
        })
    })
}

fn malformed(interpreter: &mut Interpreter) -> crate::python::native::Interrupt {
    interpreter.raise("ValueError", "malformed node or string")
}
