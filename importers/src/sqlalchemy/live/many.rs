//! A statement with sets of parameters: each set in a statement of its own, or as many inserts together
//! as one statement takes.

use std::rc::Rc;

use super::result::ResultObject;
use super::row::Names;
use super::template::Template;
use super::{counted, nothing, rowcount, run_core, some_expanded, value};
use crate::dialect::{self, Asked, Dialect, Given};
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::statement::parameters::{self, Set};
use crate::sqlalchemy::{argument, clause};

/// A statement with its own set of parameters, and the values of those that stay named in it.
type Filled = (Rc<StatementObject>, Vec<(String, Given)>);

/// So many statements that are made anew for each set are held at once. Of more sets each is looked at first,
/// and written later: all of a million rows would take gigabytes.
pub(crate) const HELD: usize = 5000;

/// SQLAlchemy's `insertmanyvalues_page_size`; SQLite's driver writes rows one by one.
fn page_size(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Postgres => 1000,
        _ => 1,
    }
}

/// A statement and the sets that it is given.
pub(super) struct Filling<'a> {
    pub(super) core: &'a Rc<StatementObject>,
    pub(super) asked: &'a [Asked],
    /// The columns that a set names.
    pub(super) columns: &'a [(String, Name)],
    pub(super) sets: &'a [Set],
}

/// What the statements so far have done.
struct Done {
    touched: u64,
    last: Value,
    rows: Vec<(Option<Names>, Vec<Vec<Value>>)>,
}

impl Filling<'_> {
    /// Runs it with each set. All sets are looked at before the first one is written.
    ///
    /// # Errors
    /// A parameter without a value, and what the database says.
    pub(super) fn run(&self, interpreter: &mut Interpreter) -> Result<Value> {
        if self.sets.len() > 1 && self.asked.iter().any(|asked| asked.is_list) {
            return Err(argument::stops(
                interpreter,
                "sqlalchemy.exc.StatementError",
                "(sqlalchemy.exc.InvalidRequestError) 'literal_execute' or 'expanding' parameters \
                 can't be used with executemany()",
            ));
        }
        if let Some(template) = self.template(interpreter)? {
            return self.run_written(interpreter, &template);
        }
        let mut done = Done {
            touched: 0,
            last: nothing(),
            rows: Vec::new(),
        };
        // A default that is computed may ask the database, and is asked before anything is written; and a
        // type of the file's own is asked once for each value.
        let held = match self.core.computes_defaults() || self.core.has_own_types() {
            true => self.sets.len(),
            false => HELD,
        };
        if self.sets.len() > held {
            for group in 0..self.sets.len() {
                self.fill(interpreter, group)?;
            }
        }
        for start in (0..self.sets.len()).step_by(held.max(1)) {
            let mut all = Vec::new();
            for group in start..self.sets.len().min(start + held) {
                all.extend(self.fill(interpreter, group)?);
            }
            self.write(interpreter, &all, &mut done)?;
        }
        if self.sets.len() == 1 {
            return Ok(done.last);
        }
        let names = done.rows.first().and_then(|(names, _)| names.clone());
        let rows: Vec<_> = done.rows.into_iter().flat_map(|(_, rows)| rows).collect();
        Ok(Value::object(ResultObject::new(
            names,
            rows,
            done.touched,
            None,
        )))
    }

    /// The statement written once, where all sets give rows of the same form and it gives none.
    fn template(&self, interpreter: &mut Interpreter) -> Result<Option<Template>> {
        let is_in_pages =
            self.core.inserted().is_some() && interpreter.dialect() != Dialect::Sqlite;
        let are_given = |set: &Set| {
            let mut names = self.asked.iter().map(|asked| &asked.name);
            names.all(|name| parameters::value_of(set, name).is_some())
        };
        if self.sets.len() < 2
            || is_in_pages
            || self.core.computes_defaults()
            || !self.core.returning().is_empty()
            || !self.sets.iter().all(are_given)
        {
            return Ok(None);
        }
        Template::of(interpreter, self.core, self.columns, self.asked)
    }

    fn run_written(&self, interpreter: &mut Interpreter, template: &Template) -> Result<Value> {
        let mut all = Vec::with_capacity(self.sets.len());
        for (group, set) in self.sets.iter().enumerate() {
            let parameters = self.given(interpreter, set, Some(group))?;
            let mut values = Vec::with_capacity(self.columns.len() + parameters.len());
            for (key, column) in self.columns {
                let value = match parameters::value_of(set, key) {
                    Some(value) => self.core.value_of(interpreter, &column.text, value)?,
                    None => match self.core.own_value(column) {
                        Some(own) => own.clone(),
                        None => return Err(parameters::required(interpreter, key, Some(group))),
                    },
                };
                values.push(simple(interpreter, value)?);
            }
            for (_, given) in parameters {
                values.push(match given {
                    Given::Written(value) => simple(interpreter, *value)?,
                    other => other,
                });
            }
            all.push(values);
        }
        let mut touched = 0;
        for values in &all {
            touched += template.run(interpreter, values)?;
        }
        Ok(counted(touched))
    }

    /// The statement with one set.
    fn fill(&self, interpreter: &mut Interpreter, group: usize) -> Result<Option<Filled>> {
        let Some(set) = self.sets.get(group) else {
            return Ok(None);
        };
        let group = (self.sets.len() > 1).then_some(group);
        let given = self.given(interpreter, set, group)?;
        let made = self.core.with_set(interpreter, set, self.columns, group)?;
        Ok(Some((Rc::new(made), given)))
    }

    /// What a set gives the statement's own parameters.
    fn given(
        &self,
        interpreter: &mut Interpreter,
        set: &Set,
        group: Option<usize>,
    ) -> Result<Vec<(String, Given)>> {
        let mut given = Vec::new();
        for Asked {
            name,
            is_missing,
            is_list,
            data_type,
        } in self.asked
        {
            match parameters::value_of(set, name) {
                Some(list) if *is_list => {
                    let list = some_expanded(interpreter, list, data_type.as_ref())?;
                    given.push((name.clone(), Given::Written(Box::new(list))));
                }
                Some(value) if data_type.is_some() => {
                    let value = clause::stored(interpreter, value, data_type.as_ref())?;
                    given.push((name.clone(), Given::Written(Box::new(value))));
                }
                Some(value) => given.push((name.clone(), value::given(interpreter, value)?)),
                None if *is_missing => return Err(parameters::required(interpreter, name, group)),
                None => {}
            }
        }
        Ok(given)
    }

    fn write(&self, interpreter: &mut Interpreter, all: &[Filled], done: &mut Done) -> Result<()> {
        let many = self.sets.len() > 1;
        if many && let Some(touched) = together(interpreter, all)? {
            done.touched += touched;
            return Ok(());
        }
        for (made, given) in all {
            done.last = run_core(interpreter, made, given)?;
            done.touched += rowcount(interpreter, &done.last)?;
            if many && !self.core.returning().is_empty() {
                if self.core.inserted().is_none() {
                    return Err(
                        interpreter.unsupported("RETURNING with several sets of parameters")
                    );
                }
                if let Some(result) = done.last.downcast::<ResultObject>() {
                    done.rows.push(result.take_rows(interpreter)?);
                }
            }
        }
        Ok(())
    }
}

/// A value as it fills a place, where it is a literal.
fn simple(interpreter: &mut Interpreter, value: Expression) -> Result<Given> {
    match &value {
        Expression::Literal { value, data_type } => {
            dialect::given(value, data_type.as_ref(), interpreter.dialect())
                .map_err(|finding| interpreter.found(finding))
        }
        _ => Ok(Given::Written(Box::new(value))),
    }
}

/// Runs a text with each of several sets and counts the rows that they touched; `None` where it has to be
/// looked at anew for each of them.
///
/// # Errors
/// What the database says.
pub(super) fn texts(
    interpreter: &mut Interpreter,
    expression: &Expression,
    sets: &[Value],
) -> Result<Option<u64>> {
    // A parameter that says its type makes something else of its value.
    let Expression::Text { text, parameters } = expression else {
        return Ok(None);
    };
    if sets.len() < 2 || !parameters.is_empty() {
        return Ok(None);
    }
    let mut names = dialect::parameters(text);
    names.sort();
    names.dedup();
    let mut all = Vec::with_capacity(sets.len());
    for set in sets {
        let Value::Dict(dict) = interpreter.known(set.clone())? else {
            return Ok(None);
        };
        let mut values = Vec::with_capacity(names.len());
        for name in &names {
            let Some(value) = dict.entries.borrow().get_str(name).cloned() else {
                return Ok(None);
            };
            values.push(value::given(interpreter, &value)?);
        }
        all.push(values);
    }
    let Some(template) = Template::of_text(interpreter, expression.clone(), names)? else {
        return Ok(None);
    };
    let mut touched = 0;
    for values in &all {
        touched += template.run(interpreter, values)?;
    }
    Ok(Some(touched))
}

/// Runs inserts, each of one row, in fewer statements where the database is a server, and counts the rows;
/// `None` where they give rows or are no inserts.
///
/// # Errors
/// What the database says of a row.
fn together(interpreter: &mut Interpreter, all: &[Filled]) -> Result<Option<u64>> {
    let is_plain = |one: &StatementObject| one.inserted().is_some() && one.returning().is_empty();
    if !all
        .iter()
        .all(|(one, given)| is_plain(one) && given.is_empty())
    {
        return Ok(None);
    }
    // Defaults are those of each row, and all are there before one is written.
    let mut rows = Vec::with_capacity(all.len());
    for (one, _) in all {
        rows.push(one.executable(interpreter)?);
    }
    let mut touched = 0;
    for page in rows.chunks(page_size(interpreter.dialect())) {
        if let Some(whole) = StatementObject::together(page) {
            let result = run_core(interpreter, &Rc::new(whole), &[])?;
            touched += rowcount(interpreter, &result)?;
            continue;
        }
        for row in page {
            let result = run_core(interpreter, &Rc::new(row.clone()), &[])?;
            touched += rowcount(interpreter, &result)?;
        }
    }
    Ok(Some(touched))
}
