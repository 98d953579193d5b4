//! A statement that many sets of values are given to: it is written once, and each set fills its places.

use super::send;
use crate::dialect::{self, Asked, Given};
use crate::live::Datum;
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::script::split;
use crate::sqlalchemy::statement::StatementObject;

/// What surrounds the number of a place while the statement is written: SQL holds none.
const MARK: char = '\0';

/// A statement around its places.
pub(super) struct Template {
    expression: Expression,
    /// What each place is called, in the order in which a set gives its values.
    names: Vec<String>,
    /// The values that the driver takes in any case.
    values: Vec<Datum>,
    /// The SQL before the first place.
    start: String,
    /// Each place, and the SQL behind it.
    rest: Vec<(usize, String)>,
}

impl Template {
    /// The statement with a place for each of these columns and parameters; `None` where its SQL does not
    /// say where they are.
    ///
    /// # Errors
    /// What the dialect cannot write.
    pub(super) fn of(
        interpreter: &mut Interpreter,
        core: &StatementObject,
        columns: &[(String, Name)],
        asked: &[Asked],
    ) -> Result<Option<Self>> {
        let own: Vec<String> = (0..columns.len())
            .map(|at| format!("bridge_column_{at}"))
            .collect();
        if asked.iter().any(|asked| own.contains(&asked.name)) {
            return Ok(None);
        }
        let placed = core.with_places(columns.iter().map(|(_, name)| name).zip(&own));
        let expression = placed.executable(interpreter)?.expression();
        let asked = asked.iter().map(|asked| asked.name.clone());
        Self::around(
            interpreter,
            expression,
            own.into_iter().chain(asked).collect(),
        )
    }

    /// A text with a place for each of its parameters; `None` also where it holds several statements.
    ///
    /// # Errors
    /// What the dialect cannot write.
    pub(super) fn of_text(
        interpreter: &mut Interpreter,
        expression: Expression,
        names: Vec<String>,
    ) -> Result<Option<Self>> {
        let Some(made) = Self::around(interpreter, expression, names)? else {
            return Ok(None);
        };
        let rest = made.rest.iter().map(|(_, piece)| piece.as_str());
        let sql: Vec<_> = std::iter::once(made.start.as_str()).chain(rest).collect();
        let is_one = split(&sql.join("1"), interpreter.dialect()).is_ok_and(|all| all.len() == 1);
        Ok(is_one.then_some(made))
    }

    /// An expression around the parameters of these names.
    fn around(
        interpreter: &mut Interpreter,
        expression: Expression,
        names: Vec<String>,
    ) -> Result<Option<Self>> {
        let marked =
            |(at, name): (usize, &String)| (name.clone(), Given::Sql(format!("{MARK}{at}{MARK}")));
        let marked: Vec<_> = names.iter().enumerate().map(marked).collect();
        let bound = dialect::bound(&expression, &marked, interpreter.dialect())
            .map_err(|finding| interpreter.found(finding))?;
        let mut pieces = bound.sql.split(MARK);
        let start = pieces.next().unwrap_or_default().to_owned();
        let mut rest = Vec::new();
        while let Some(number) = pieces.next() {
            let (Ok(at), Some(piece)) = (number.parse(), pieces.next()) else {
                return Ok(None);
            };
            rest.push((at, piece.to_owned()));
        }
        let is_everywhere = (0..names.len()).all(|at| rest.iter().any(|(own, _)| *own == at));
        Ok(is_everywhere.then_some(Self {
            expression,
            names,
            values: bound.values,
            start,
            rest,
        }))
    }

    /// Runs the statement with one set, and gives how many rows it touched.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn run(&self, interpreter: &mut Interpreter, set: &[Given]) -> Result<u64> {
        let answer = match self.filled(set) {
            Some((sql, values)) => send(interpreter, &sql, &values, false)?,
            None => {
                let named = self.names.iter().cloned().zip(set.iter().cloned());
                let named: Vec<_> = named.collect();
                super::answer(interpreter, &self.expression, &named)?
            }
        };
        Ok(answer.touched)
    }

    /// The SQL and the values of the driver; `None` where a value is not as simple.
    fn filled(&self, set: &[Given]) -> Option<(String, Vec<Datum>)> {
        let mut sql = self.start.clone();
        let mut values = self.values.clone();
        for (at, piece) in &self.rest {
            match set.get(*at)? {
                Given::Value(value) => {
                    values.push(value.clone());
                    sql.push('?');
                    sql.push_str(&values.len().to_string());
                }
                Given::Sql(written) => sql.push_str(written),
                Given::Written(_) => return None,
            }
            sql.push_str(piece);
        }
        Some((sql, values))
    }
}
