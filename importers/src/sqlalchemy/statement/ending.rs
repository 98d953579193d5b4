//! What stands at the end of a statement, and what its tables are read with: `fetch`, `suffix_with`,
//! `with_hint`, `with_for_update`.

use super::{Statement, StatementObject};
use crate::operation::expression::{Fetch, From, Hint, Lock, Select, Source, TableObjectId};
use crate::operation::{DialectOptions, Expression, OptionValue, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::{argument, clause, join, source};

/// Such a method of `select`; `false` where it has none of this name.
pub(super) fn method(
    interpreter: &mut Interpreter,
    select: &mut Select,
    name: &str,
    args: &mut Args,
) -> Result<bool> {
    match name {
        "limit" => {
            let value = args.required("limit")?;
            select.limit = count(interpreter, args, &value)?;
            select.fetch = None;
        }
        "offset" => {
            let value = args.required("offset")?;
            select.offset = count(interpreter, args, &value)?;
        }
        "fetch" => {
            let value = args.required("count")?;
            let with_ties = args.optional_boolean("with_ties")?.unwrap_or(false);
            let percent = args.optional_boolean("percent")?.unwrap_or(false);
            select.limit = None;
            select.fetch = count(interpreter, args, &value)?.map(|count| Fetch {
                count,
                percent,
                with_ties,
            });
        }
        "suffix_with" => select.suffixes.extend(source::words(interpreter, args)?),
        "with_hint" => {
            let table = args.required("selectable")?;
            let text = args.string("text")?;
            let dialect = args.optional_string("dialect_name")?;
            let hint = Hint {
                source: hinted(interpreter, args, &table)?,
                dialect: dialect.unwrap_or_else(|| "*".to_owned()),
                text,
            };
            if hint
                .text
                .replace("%%", "")
                .replace("%(name)s", "")
                .contains('%')
            {
                return Err(interpreter.unsupported("a per cent sign in a hint"));
            }
            add(&mut select.hints, hint);
        }
        "with_statement_hint" => {
            let text = args.string("text")?;
            let dialect = args.optional_string("dialect_name")?;
            let dialect = dialect.as_deref().unwrap_or("*");
            if dialect == "*" || dialect == interpreter.dialect().sqlalchemy_name() {
                select.statement_hints.push(text);
            }
        }
        "with_for_update" => select.lock = Some(lock(interpreter, args)?),
        _ => return Ok(false),
    }
    Ok(true)
}

/// A number of rows; `None` takes it back.
fn count(interpreter: &mut Interpreter, args: &Args, value: &Value) -> Result<Option<Expression>> {
    let Some(value) = argument::present(Some(value.clone())) else {
        return Ok(None);
    };
    // A plain value is taken as `int` takes it.
    let value = match (&value, value.as_str()) {
        (Value::Bool(one), _) => Value::Int(i128::from(*one)),
        (Value::Float(float), _) if float.is_finite() => Value::Int(float.trunc() as i128),
        (_, Some(text)) => match text.trim().parse() {
            Ok(number) => Value::Int(number),
            Err(_) => return Err(args.refuse(format!("`{}` takes a number.", args.function))),
        },
        _ => value,
    };
    match clause::operand(interpreter, &value, None)? {
        Expression::Text { .. } => Err(args.refuse(format!(
            "LIMIT / OFFSET expression expected by `{}`, and no text.",
            args.function
        ))),
        count => Ok(Some(count)),
    }
}

/// A hint takes the place of an earlier one about the same table for the same dialect.
fn add(hints: &mut Vec<Hint>, hint: Hint) {
    let known = hints
        .iter_mut()
        .find(|own| own.source == hint.source && own.dialect == hint.dialect);
    match known {
        Some(known) => known.text = hint.text,
        None => hints.push(hint),
    }
}

/// The table that a hint is about.
fn hinted(interpreter: &mut Interpreter, args: &Args, value: &Value) -> Result<Source> {
    match join::from_of(value) {
        Some(From::Source(source)) => Ok(source),
        _ => {
            interpreter.known(value.clone())?;
            Err(args.refuse(format!("`{}` takes a table.", args.function)))
        }
    }
}

/// `with_for_update(nowait=, read=, of=, skip_locked=, key_share=)`
fn lock(interpreter: &mut Interpreter, args: &mut Args) -> Result<Lock> {
    let nowait = args.optional_boolean("nowait")?.unwrap_or(false);
    let read = args.optional_boolean("read")?.unwrap_or(false);
    let mut of = Vec::new();
    if let Some(given) = argument::present(args.take("of")?) {
        let values = match &given {
            Value::List(_) | Value::Tuple(_) => interpreter.iterate(&given)?,
            _ => vec![given],
        };
        for value in values {
            for source in locked(interpreter, args, &value)? {
                if !of.contains(&source) {
                    of.push(source);
                }
            }
        }
    }
    let mut flag = |name: &str| Ok(args.keyword_boolean(name)?.unwrap_or(false));
    Ok(Lock {
        read,
        nowait,
        skip_locked: flag("skip_locked")?,
        key_share: flag("key_share")?,
        of,
    })
}

/// The tables that `of=` means: of a column its table, of a join both sides, the right one first.
fn locked(interpreter: &mut Interpreter, args: &Args, value: &Value) -> Result<Vec<Source>> {
    fn of_join(from: From, all: &mut Vec<Source>) {
        match from {
            From::Source(source) => all.push(source),
            From::Join { left, right, .. } => {
                of_join(*right, all);
                of_join(*left, all);
            }
        }
    }
    if let Some(from) = join::from_of(value) {
        let mut all = Vec::new();
        of_join(from, &mut all);
        return Ok(all);
    }
    match clause::as_expression(value) {
        Some(Expression::Column {
            table: Some(source),
            ..
        }) => Ok(vec![source]),
        Some(Expression::Column {
            table: None, name, ..
        }) => Ok(vec![source::table(
            &TableName { schema: None, name },
            TableObjectId::ANY,
        )]),
        _ => {
            interpreter.known(value.clone())?;
            Err(args.refuse("`with_for_update(of=...)` takes tables and columns."))
        }
    }
}

impl StatementObject {
    /// `with_hint(text, selectable=None, dialect_name="*")` of a statement that writes.
    ///
    /// # Errors
    /// What is no table.
    pub(super) fn hint(&mut self, interpreter: &mut Interpreter, args: &mut Args) -> Result<()> {
        let text = args.string("text")?;
        let given = argument::present(args.take("selectable")?);
        let dialect = args.optional_string("dialect_name")?;
        let own = match &self.statement {
            Statement::Insert(insert) => source::table(&insert.table, insert.object),
            Statement::Update(update) => update.source(),
            Statement::Delete(delete) => delete.source(),
            Statement::Select(_) | Statement::Compound(_) => {
                return Err(args.refuse("`with_hint` of this statement takes a table first."));
            }
        };
        let hint = Hint {
            source: match given {
                Some(table) => hinted(interpreter, args, &table)?,
                None => own,
            },
            dialect: dialect.unwrap_or_else(|| "*".to_owned()),
            // Nothing stands for the name here.
            text: text.replace('%', "%%"),
        };
        match &mut self.statement {
            Statement::Insert(insert) => add(&mut insert.hints, hint),
            Statement::Update(update) => add(&mut update.hints, hint),
            Statement::Delete(delete) => add(&mut delete.hints, hint),
            Statement::Select(_) | Statement::Compound(_) => {}
        }
        Ok(())
    }

    /// `with_dialect_options(mysql_limit=10)`
    ///
    /// # Errors
    /// An option that the dialect does not have for such a statement.
    pub(super) fn dialect_options(
        &mut self,
        interpreter: &mut Interpreter,
        args: &mut Args,
    ) -> Result<()> {
        let options: DialectOptions = argument::dialect_options(interpreter, args)?;
        let is_known = |dialect: &str, option: &str| match (dialect, option) {
            ("mysql" | "mariadb", "limit") => {
                matches!(self.statement, Statement::Update(_) | Statement::Delete(_))
            }
            ("postgresql" | "sqlite" | "mysql" | "mariadb", _) => false,
            // What no dialect of SQLAlchemy's own checks is taken.
            _ => true,
        };
        if let Some(((dialect, option), _)) = options
            .iter()
            .find(|((dialect, option), _)| !is_known(dialect, option))
        {
            let class = match self.statement {
                Statement::Insert(_) => "Insert",
                Statement::Update(_) => "Update",
                Statement::Delete(_) => "Delete",
                Statement::Select(_) | Statement::Compound(_) => "Select",
            };
            let reason = format!(
                "Argument '{dialect}_{option}' is not accepted by dialect '{dialect}' on behalf \
                 of <class 'sqlalchemy.sql.dml.{class}'>"
            );
            return Err(argument::stops(
                interpreter,
                "sqlalchemy.exc.ArgumentError",
                &reason,
            ));
        }
        let own = interpreter.dialect().sqlalchemy_name().to_owned();
        let limit = match options.get(&(own, "limit".to_owned())) {
            None => return Ok(()),
            // It takes an earlier limit back.
            Some(OptionValue::None) => None,
            Some(OptionValue::Int(limit)) => Some(*limit),
            Some(OptionValue::Bool(one)) => Some(i64::from(*one)),
            Some(OptionValue::Text(text)) if text.trim().parse::<i64>().is_ok() => {
                text.trim().parse().ok()
            }
            Some(_) => return Err(args.refuse("The limit is no number.")),
        };
        match &mut self.statement {
            Statement::Update(update) => update.limit = limit,
            Statement::Delete(delete) => delete.limit = limit,
            _ => {}
        }
        Ok(())
    }
}
