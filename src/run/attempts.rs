//! When a run that stopped begins again: another run did part of its work, or
//! another session held what a statement needed.
//!
//! A statement on PostgreSQL waits only a moment for a lock: whoever comes
//! after it waits behind it, readers included. So the run gives everything
//! back, and comes again when the other session may be done.

use std::time::{Duration, Instant};

use super::error::{Kept, RunError, ScriptError};
use super::event::Event;
use crate::database::StatementError;
use crate::ledger::LedgerError;

const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

pub(super) struct Attempts {
    timeout: Duration,
    since: Option<Instant>,
    pause: Duration,
}

impl Attempts {
    /// Conflicts end the run once they have lasted as long as a run waits for its lock.
    pub(super) fn new(timeout: Duration) -> Self {
        Self {
            timeout,
            since: None,
            pause: FIRST_PAUSE,
        }
    }

    /// Whether the run begins again after this error; waits before it does.
    pub(super) fn again(
        &mut self,
        error: RunError,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        if let RunError::Overtaken {
            revisions,
            same_way: true,
        } = error
        {
            events(Event::Overtaken { revisions });
            return Ok(());
        }
        let Some((database, message)) = conflict(&error) else {
            return Err(error);
        };
        let since = *self.since.get_or_insert_with(Instant::now);
        let left = self.timeout.saturating_sub(since.elapsed());
        if left.is_zero() {
            return Err(error);
        }
        events(Event::Retrying {
            database,
            message,
            waited_ms: super::databases::milliseconds(since.elapsed()),
        });
        std::thread::sleep(self.pause.min(left));
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }
}

/// The database and its words, where another session was in the way.
fn conflict(error: &RunError) -> Option<(String, String)> {
    let (database, source): (&str, &StatementError) = match error {
        // What stays would be done again.
        RunError::Statement(failed) if failed.kept == Kept::Unknown => return None,
        RunError::Statement(failed) => match &failed.error {
            ScriptError::Statement(source) => (&failed.database, source),
            _ => return None,
        },
        RunError::Ledger(LedgerError::Statement { place, source }) => (&place.database, source),
        RunError::Ledger(LedgerError::Catalogue { database, source }) => (database, source),
        RunError::Transaction {
            database,
            source,
            committed,
            ..
        } if committed.is_empty() => (database, source),
        _ => return None,
    };
    source
        .is_conflict()
        .then(|| (database.to_owned(), source.message.clone()))
}
