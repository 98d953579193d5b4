//! A run while it runs: a progress bar on a terminal, plain lines for what a
//! person has to know elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::output::Output;
use crate::plan::AdoptionReason;
use crate::run::Event;

/// Renders events to stderr.
pub(crate) struct Progress<'a> {
    output: &'a Output,
    bar: Option<ProgressBar>,
    /// The database whose lock is waited for, and the next wait that is worth a line, in milliseconds.
    waiting: Option<(String, u64)>,
}

/// Between two lines about the same wait, in milliseconds.
const WAIT_TOLD_EVERY: u64 = 10_000;

impl<'a> Progress<'a> {
    /// Nothing is drawn before the first event.
    pub(crate) fn new(output: &'a Output) -> Self {
        Self {
            output,
            bar: None,
            waiting: None,
        }
    }

    /// Renders one event.
    pub(crate) fn tell(&mut self, event: &Event) {
        match event {
            Event::LockWaiting {
                database,
                holder,
                waited_ms,
            } => {
                let next = self
                    .waiting
                    .as_ref()
                    .filter(|(name, _)| name == database)
                    .map_or(0, |(_, next)| *next);
                if *waited_ms < next {
                    return;
                }
                self.waiting = Some((database.clone(), waited_ms + WAIT_TOLD_EVERY));
                let holder = holder
                    .as_ref()
                    .map(|holder| format!(", held by {holder}"))
                    .unwrap_or_default();
                self.note(&format!(
                    "waiting for the lock of {database}{holder} ({} s)",
                    waited_ms / 1000
                ));
            }
            Event::Recovered { database } => {
                self.note(&format!(
                    "{database}: recovered what a crash had left unfinished"
                ));
            }
            Event::BackupStarted { database } => self.show(0, 1, &format!("backup of {database}")),
            Event::BackupProgress {
                database,
                done,
                total,
            } => {
                self.show(
                    *done,
                    total.unwrap_or(*done).max(1),
                    &format!("backup of {database}"),
                );
            }
            Event::Healed {
                database, revision, ..
            } => {
                self.note(&format!(
                    "{database}: {revision} had been committed there before a crash; now recorded"
                ));
            }
            Event::Adopted {
                lane,
                revisions,
                reason: AdoptionReason::MovedAhead,
                ..
            } => {
                self.note(&format!(
                    "lane {lane}: the old tool was run since; recorded as adopted: {}",
                    revisions.join(", ")
                ));
            }
            Event::StepStarted {
                revision,
                number,
                total,
                ..
            } => {
                self.show(number.saturating_sub(1) as u64, *total as u64, revision);
            }
            Event::Resumed {
                database,
                revision,
                done,
                ..
            } => {
                self.note(&format!(
                    "{database}: {revision} was begun by a run that was cut off; it goes on after {done} of its statements"
                ));
            }
            Event::Widened {
                database,
                table,
                from,
                to,
            } => {
                self.note(&format!(
                    "{database}: {table}.version_num was {from} wide and is {to} now"
                ));
            }
            Event::Warning { database, message } => {
                self.note(&format!("warning: {database}: {message}"))
            }
            _ => {}
        }
    }

    fn note(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.output.note(text)),
            None => self.output.note(text),
        }
    }

    fn show(&mut self, done: u64, total: u64, what: &str) {
        if !self.output.interactive || self.output.json {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
                bar.set_style(style);
            }
            bar
        });
        bar.set_length(total);
        bar.set_position(done);
        bar.set_message(what.to_owned());
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
