//! A connection that is lent to what has to own it for a while.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use bridge_importers::Dialect;
use bridge_importers::live::{Answer, Datum};
use bridge_importers::script::Question;

use super::connection::{Connection, Table};
use super::error::{DriverCode, StatementError};
use super::lock::{LockError, LockName, Waiting};
use super::value::{Rows, Value};

/// A connection with several owners, of which one works at a time.
pub(crate) type Shared = Rc<RefCell<Box<dyn Connection>>>;

/// Lends a connection, and takes it back when the work is done, whatever is
/// left of the handles by then.
pub(crate) fn lend<T>(connection: &mut Box<dyn Connection>, work: impl FnOnce(&Shared) -> T) -> T {
    let away = |connection: &dyn Connection| -> Box<dyn Connection> {
        Box::new(Away {
            dialect: connection.dialect(),
            target: connection.target().to_owned(),
        })
    };
    let stand_in = away(connection.as_ref());
    let lent = std::mem::replace(connection, stand_in);
    let shared = Rc::new(RefCell::new(lent));
    let result = work(&shared);
    std::mem::swap(connection, &mut shared.borrow_mut());
    result
}

/// Stands in the place of a connection that is lent.
struct Away {
    dialect: Dialect,
    target: String,
}

impl Away {
    fn error(&self) -> StatementError {
        StatementError {
            dialect: self.dialect,
            message: "the connection is in use by a program".to_owned(),
            detail: None,
            hint: None,
            fields: None,
            code: DriverCode::Driver,
        }
    }
}

impl Connection for Away {
    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn target(&self) -> &str {
        &self.target
    }

    fn execute(&mut self, _: &str) -> Result<u64, StatementError> {
        Err(self.error())
    }

    fn execute_with(&mut self, _: &str, _: &[Value]) -> Result<u64, StatementError> {
        Err(self.error())
    }

    fn query(&mut self, _: &str, _: &[Value]) -> Result<Rows, StatementError> {
        Err(self.error())
    }

    fn ask(&mut self, _: &str, _: &[Datum]) -> Result<Answer, StatementError> {
        Err(self.error())
    }

    fn begin(&mut self) -> Result<(), StatementError> {
        Err(self.error())
    }

    fn commit(&mut self) -> Result<(), StatementError> {
        Err(self.error())
    }

    fn rollback(&mut self) -> Result<(), StatementError> {
        Err(self.error())
    }

    fn in_transaction(&mut self) -> Result<bool, StatementError> {
        Err(self.error())
    }

    fn answer(&mut self, _: &Question) -> Result<bool, StatementError> {
        Err(self.error())
    }

    fn tables(&mut self) -> Result<Vec<Table>, StatementError> {
        Err(self.error())
    }

    fn lock(
        &mut self,
        _: &LockName,
        _: Duration,
        _: &mut dyn FnMut(&Waiting),
    ) -> Result<(), LockError> {
        Err(LockError::Statement {
            target: self.target.clone(),
            source: self.error(),
        })
    }

    fn lock_is_a_transaction(&self) -> bool {
        false
    }

    fn failure_aborts_transaction(&self) -> bool {
        false
    }

    fn reset_session(&mut self) -> Result<(), StatementError> {
        Err(self.error())
    }

    fn abandon(self: Box<Self>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::sqlite::SqliteConnection;

    #[test]
    fn it_comes_back_even_where_a_handle_is_kept() {
        let mut connection: Box<dyn Connection> = Box::new(SqliteConnection::in_memory().unwrap());
        let kept = lend(&mut connection, |shared| {
            shared.borrow_mut().execute("CREATE TABLE t (a)").unwrap();
            shared.clone()
        });
        assert_eq!(connection.tables().unwrap().len(), 1);
        assert!(kept.borrow_mut().tables().is_err());
    }
}
