//! Kills runs, runs again, and looks at what is there.

use std::process::Output;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::project::{Prepared, Project, shown};

/// What was tried, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Places or moments.
    pub(crate) kills: usize,
    /// Runs that ended before they were killed.
    pub(crate) too_late: usize,
    /// Everything that was not as it should be.
    pub(crate) faults: Vec<String>,
    pub(crate) elapsed: Duration,
}

impl Figures {
    /// Panics where anything was wrong.
    #[track_caller]
    pub(crate) fn are_clean(self, what: &str) {
        println!(
            "{what}: {} kills, {} too late, {} faults, {:.1} s",
            self.kills,
            self.too_late,
            self.faults.len(),
            self.elapsed.as_secs_f64()
        );
        assert!(
            self.faults.is_empty(),
            "{what}: {} faults, the first:\n{}",
            self.faults.len(),
            self.faults[..self.faults.len().min(3)].join("\n---\n")
        );
    }
}

/// How many tries run beside each other.
const WORKERS: usize = 4;

/// Kills a command at its places, at each `step`th of them, and then upgrades.
pub(crate) fn at_places(
    prepared: &Prepared,
    command: &[&str],
    expected: &str,
    every: usize,
) -> Figures {
    let places = prepared.copy().trace(command);
    let numbers: Vec<usize> = (1..=places.len())
        .filter(|number| number % every == places.len() % every)
        .collect();
    tries(numbers.len(), |index| {
        let number = numbers[index];
        let project = prepared.copy();
        let output = project
            .command(command)
            .env("BRIDGE_FAILPOINT_KILL", number.to_string())
            .output()
            .expect("bridge starts");
        let killed = output.status.code().is_none();
        let place = places.get(number - 1).cloned().unwrap_or_default();
        judge(
            &project,
            killed,
            expected,
            next(command),
            &format!("killed at {place}"),
            &output,
        )
    })
}

/// Kills an upgrade at moments that are spread over its time.
pub(crate) fn at_moments(
    prepared: &Prepared,
    command: &[&str],
    expected: &str,
    moments: usize,
    seed: u64,
) -> Figures {
    let began = Instant::now();
    let output = prepared.copy().bridge(command);
    assert!(output.status.success(), "{}", shown(&output));
    let whole = began.elapsed().as_micros() as u64;
    let mut random = Random(seed);
    let waits: Vec<Duration> = (0..moments)
        .map(|_| Duration::from_micros(random.below(whole)))
        .collect();
    tries(moments, |index| {
        let project = prepared.copy();
        let mut child = project.command(command).spawn().expect("bridge starts");
        std::thread::sleep(waits[index]);
        // SIGKILL; a process that has ended is none the worse for it.
        let _ = child.kill();
        let output = child.wait_with_output().expect("its end is seen");
        let killed = output.status.code().is_none();
        judge(
            &project,
            killed,
            expected,
            next(command),
            &format!("killed after {:?}", waits[index]),
            &output,
        )
    })
}

/// A small generator, so that a run can be repeated.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

/// The verdict on one try: the next upgrade ends at head, as if nothing had been.
pub(crate) struct Verdict {
    killed: bool,
    fault: Option<String>,
}

fn judge(
    project: &Project,
    killed: bool,
    expected: &str,
    next: &[&str],
    how: &str,
    first: &Output,
) -> Verdict {
    Verdict {
        killed,
        fault: after_it(project, expected, next)
            .err()
            .map(|fault| format!("{how}\nfirst run: {}\n{fault}", shown(first))),
    }
}

/// The upgrade that comes after it: with a backup, if the first run made one.
fn next(command: &[&str]) -> &'static [&'static str] {
    if command.contains(&"--no-backup") {
        &["upgrade", "--no-backup"]
    } else {
        &["upgrade"]
    }
}

/// Upgrades, and compares with an undisturbed run.
pub(crate) fn after_it(project: &Project, expected: &str, next: &[&str]) -> Result<(), String> {
    let output = project.bridge(next);
    if !output.status.success() {
        return Err(format!("the next upgrade: {}", shown(&output)));
    }
    let picture = project.picture();
    if picture != expected {
        return Err(format!(
            "another state:\n{}",
            difference(expected, &picture)
        ));
    }
    let again = project.bridge(next);
    if !again.status.success() {
        return Err(format!("the upgrade after it: {}", shown(&again)));
    }
    if !next.contains(&"--no-backup") {
        // A partial backup goes with the next backup, whoever makes it.
        let backup = project.bridge(&["backup"]);
        if !backup.status.success() {
            return Err(format!("the backup after it: {}", shown(&backup)));
        }
    }
    let strays = project.strays();
    if !strays.is_empty() {
        return Err(format!("strays: {}", strays.join(", ")));
    }
    Ok(())
}

fn difference(expected: &str, found: &str) -> String {
    let lines = |one: &str, other: &str, sign: char| -> Vec<String> {
        let other: Vec<&str> = other.lines().collect();
        one.lines()
            .filter(|line| !other.contains(line))
            .map(|line| format!("{sign} {line}"))
            .collect()
    };
    let mut all = lines(expected, found, '-');
    all.extend(lines(found, expected, '+'));
    all.join("\n")
}

fn tries(count: usize, one: impl Fn(usize) -> Verdict + Sync) -> Figures {
    let began = Instant::now();
    let next = AtomicUsize::new(0);
    let figures = Mutex::new(Figures::default());
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        break;
                    }
                    let verdict = one(index);
                    let mut figures = figures.lock().expect("no other worker panicked");
                    figures.kills += 1;
                    figures.too_late += usize::from(!verdict.killed);
                    figures.faults.extend(verdict.fault);
                }
            });
        }
    });
    let mut figures = figures.into_inner().expect("no worker panicked");
    figures.elapsed = began.elapsed();
    figures
}
