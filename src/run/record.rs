//! What home has to know before the first step: its own tables, what a
//! witness tells, and what is adopted.

use std::collections::BTreeMap;

use bridge_importers::Direction;

use super::error::RunError;
use super::event::Event;
use super::segment::Run;
use crate::ledger::now;
use crate::plan::{Adoption, How, Plan, RevisionId, RowState, VersionRow};

impl Run<'_> {
    /// Records it, in home's open transaction.
    pub(super) fn record(
        &mut self,
        plan: &Plan,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let home_name = &self.request.home;
        let (has_version, has_settings) = self
            .reading
            .found
            .get(home_name)
            .map(|found| (found.version, found.settings))
            .unwrap_or_default();
        let home = self.databases.get(home_name)?;
        let mut rows = if has_version {
            self.version.read(home)?
        } else {
            self.version.create(home)?;
            BTreeMap::new()
        };
        if self.request.databases.len() > 1 && !has_settings {
            self.settings.create(home)?;
        }
        let was_cut_off = |row: &VersionRow| has_settings && row.state == RowState::Running;
        for heal in std::mem::take(&mut self.reading.heals) {
            let row = &heal.row;
            let revision = &row.version.revision;
            if let Some(row) = rows.remove(revision) {
                self.version.delete(home, revision)?;
                if was_cut_off(&row) {
                    self.settings.forget_progress(home, revision)?;
                }
            }
            if row.direction == Direction::Up {
                self.version.insert(home, &row.version)?;
                rows.insert(revision.clone(), row.version.clone());
            }
            self.settings
                .set_witness(home, &heal.database, row.sequence)?;
            self.report.healed.push(revision.to_string());
            events(Event::Healed {
                database: heal.database.clone(),
                revision: revision.to_string(),
                direction: row.direction,
                run: row.run.clone(),
            });
        }
        for adoption in &plan.adoptions {
            for revision in &adoption.removed {
                let row = rows.remove(revision.as_str());
                self.version.delete(home, revision)?;
                if row.as_ref().is_some_and(was_cut_off) {
                    self.settings.forget_progress(home, revision)?;
                }
            }
            for adopted in &adoption.revisions {
                // A row that was left running is replaced by what the user says is true.
                if let Some(row) = rows.remove(adopted.revision.as_str()) {
                    self.version.delete(home, &adopted.revision)?;
                    if was_cut_off(&row) {
                        self.settings.forget_progress(home, &adopted.revision)?;
                    }
                }
                let row = VersionRow {
                    revision: adopted.revision.as_str().into(),
                    position: adopted.position,
                    lane: adopted.lane.as_str().into(),
                    database: adopted.database.as_str().into(),
                    message: adopted.message.as_str().into(),
                    checksum: adopted.checksum.clone(),
                    how: How::Adopted,
                    state: RowState::Done,
                    statements_done: 0,
                    applied_at: now().into(),
                    execution_ms: 0,
                    bridge_version: self.request.bridge_version.as_str().into(),
                };
                self.version.insert(home, &row)?;
                rows.insert(row.revision.clone(), row);
            }
        }
        self.expected = rows
            .into_values()
            .filter(|row| row.state == RowState::Done)
            .map(|row| row.revision.into())
            .collect();
        for adoption in &plan.adoptions {
            self.adopted(adoption, events)?;
        }
        Ok(())
    }

    fn adopted(
        &mut self,
        adoption: &Adoption,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        self.change_ledger(&adoption.lane, &adoption.ledger, events)?;
        let revisions: Vec<RevisionId> = adoption
            .revisions
            .iter()
            .map(|adopted| adopted.revision.clone())
            .collect();
        events(Event::Adopted {
            lane: adoption.lane.clone(),
            database: adoption.database.clone(),
            revisions: revisions.clone(),
            removed: adoption.removed.clone(),
            reason: adoption.reason,
        });
        if !revisions.is_empty() {
            self.report
                .adopted
                .entry(adoption.lane.clone())
                .or_default()
                .extend(revisions);
        }
        self.report.removed.extend(adoption.removed.iter().cloned());
        Ok(())
    }
}
