//! A run while it runs: a progress bar on a terminal, plain lines for what a
//! person has to know elsewhere.

use std::time::{Duration, Instant};

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
    /// What is being copied, since when, and when the next line about it is due.
    work: Option<(String, Instant, Duration)>,
}

/// Between two lines about the same wait, in milliseconds.
const WAIT_TOLD_EVERY: u64 = 10_000;
/// Work that is over sooner needs no line.
const WORK_TOLD_AFTER: Duration = Duration::from_secs(1);
/// Between two lines about the same work.
const WORK_TOLD_EVERY: Duration = Duration::from_secs(10);

impl<'a> Progress<'a> {
    /// Nothing is drawn before the first event.
    pub(crate) fn new(output: &'a Output) -> Self {
        Self {
            output,
            bar: None,
            waiting: None,
            work: None,
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
            Event::Created { database, path } => {
                self.note(&format!(
                    "{database}: {} is new: there was no such file",
                    path.display()
                ));
            }
            Event::BackupStarted { database } => {
                self.work(&format!("backup of {database}"), 0, None);
            }
            Event::BackupProgress {
                database,
                done,
                total,
            } => {
                self.work(&format!("backup of {database}"), *done, *total);
            }
            Event::RestoreProgress {
                database,
                stage,
                done,
                total,
            } => {
                self.work(&format!("{database}: {stage}"), *done, *total);
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
            Event::Overtaken { revisions } => {
                self.note(&format!(
                    "another run was faster with {}; going on with what is left",
                    revisions.join(", ")
                ));
            }
            Event::Retrying {
                database,
                message,
                waited_ms,
            } => {
                self.note(&format!(
                    "{database}: {message}; everything was given back, trying again ({} s)",
                    waited_ms / 1000
                ));
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

    /// A bar on a terminal; elsewhere a line for what takes longer than a second.
    fn work(&mut self, what: &str, done: u64, total: Option<u64>) {
        match total {
            Some(total) => self.show(done, total.max(1), what),
            None => self.show(0, 1, &format!("{what}, {} kB", done / 1000)),
        }
        if self.output.interactive {
            return;
        }
        match &mut self.work {
            Some((name, since, due)) if name == what => {
                if since.elapsed() >= *due {
                    *due = since.elapsed() + WORK_TOLD_EVERY;
                    let far = match total {
                        Some(total) => format!("{} %", done * 100 / total.max(1)),
                        None => format!("{} kB", done / 1000),
                    };
                    self.note(&format!("{what}: {far}"));
                }
            }
            _ => self.work = Some((what.to_owned(), Instant::now(), WORK_TOLD_AFTER)),
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
