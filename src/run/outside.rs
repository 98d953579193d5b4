//! Steps outside any transaction: what home knows of them before, after, and
//! when they fail. How their statements run is in `parts`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use bridge_importers::Direction;

use super::databases::{milliseconds, transaction};
use super::error::RunError;
use super::event::Event;
use super::executor::ledger_database;
use super::parts::{self, Keeper};
use super::segment::Run;
use crate::ledger::Settings;
use crate::plan::{Plan, Progress, RowState, Step};

impl Run<'_> {
    /// Runs one step outside any transaction; `ended` is the plan, where this
    /// is its last step and the ledgers must now be as it says.
    pub(super) fn outside(
        &mut self,
        step: &Step,
        ended: Option<&Plan>,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let began = Instant::now();
        let home_name = self.request.home.clone();
        let home_only = BTreeSet::from([home_name.clone()]);
        self.resume(&home_only, events)?;
        self.started(step, events);
        let mut progress = self.begin_outside(step, events)?;
        self.databases.commit(&home_only)?;
        // While the step runs it counts as not applied, up or down.
        self.forget(&step.revision);

        let schema = |database: &str| {
            self.reading
                .found
                .get(database)
                .and_then(|found| found.schema.clone())
        };
        let settings = Settings::new(&step.database, schema(&step.database));
        let at_home = step.database == home_name;
        let keeper = Keeper {
            settings: settings.clone(),
            version: at_home.then(|| self.version.clone()),
            revision: step.revision.clone(),
        };
        let connection = self.databases.own(&step.database)?;
        // The lock of a SQLite satellite is a transaction.
        connection
            .rollback()
            .map_err(|source| transaction(&step.database, "ending a transaction", source))?;
        if !at_home {
            settings.create(connection.as_mut())?;
        }
        let outcome = parts::run(
            connection,
            step,
            &self.request.variables,
            keeper,
            &mut progress,
            events,
        );
        if let Err(error) = outcome {
            if progress.done == 0 && !progress.in_doubt {
                // Where this fails too, the next run begins the step again.
                let _ = self.take_back(step);
            }
            return Err(error);
        }
        if step.resets_session {
            let connection = self.databases.own(&step.database)?;
            connection
                .reset_session()
                .map_err(|source| transaction(&step.database, "resetting the session", source))?;
        }

        let ms = milliseconds(began.elapsed());
        let mut names = BTreeSet::from([home_name.clone(), step.database.clone()]);
        names.extend(ledger_database(self.request, &step.lane, &step.ledger));
        self.resume(&names, events)?;
        let row = self.row(step, RowState::Done, ms);
        let home = self.databases.get(&home_name)?;
        match step.direction {
            Direction::Up => self.version.finish(home, &step.revision, ms)?,
            Direction::Down => self.version.delete(home, &step.revision)?,
        }
        self.settings.forget_progress(home, &step.revision)?;
        if !at_home {
            let connection = self.databases.get(&step.database)?;
            settings.forget_progress(connection, &step.revision)?;
        }
        self.keep_elsewhere(step, row, events)?;
        if let Some(plan) = ended {
            self.check_ledgers(plan)?;
        }
        self.check_versions()?;
        self.finished(step, ms, events);
        self.commit(&names, events)?;
        Ok(())
    }

    /// Says in home, whose transaction is open, that the step is under way.
    fn begin_outside(
        &mut self,
        step: &Step,
        events: &mut dyn FnMut(Event),
    ) -> Result<Progress, RunError> {
        if let Some(progress) = &step.resume {
            events(Event::Resumed {
                database: step.database.clone(),
                revision: step.revision.clone(),
                direction: step.direction,
                done: progress.done,
            });
            return Ok(progress.clone());
        }
        let progress = Progress {
            run: self.id.clone(),
            direction: step.direction,
            checksum: step.checksum.clone(),
            done: 0,
            in_doubt: false,
            names: BTreeMap::new(),
        };
        let running = self.row(step, RowState::Running, 0);
        let home = self.databases.get(&self.request.home)?;
        match step.direction {
            Direction::Up => self.version.insert(home, &running)?,
            Direction::Down => self.version.progress(home, &step.revision, 0)?,
        }
        self.settings.create(home)?;
        self.settings
            .set_progress(home, &step.revision, &progress)?;
        Ok(progress)
    }

    /// Nothing of the step was done: the version table is as it was before.
    fn take_back(&mut self, step: &Step) -> Result<(), RunError> {
        let names = BTreeSet::from([self.request.home.clone()]);
        self.databases.rollback();
        self.databases.begin(&names)?;
        let home = self.databases.get(&self.request.home)?;
        match step.direction {
            Direction::Up => self.version.delete(home, &step.revision)?,
            Direction::Down => self.version.keep(home, &step.revision)?,
        }
        self.settings.forget_progress(home, &step.revision)?;
        self.databases.commit(&names).map(drop)
    }
}
