//! Kills runs, runs again, and looks at what is there.

use std::process::Output;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::project::{Prepared, Project, shown};

/// What was tried, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// At places, at moments, under limits.
    pub(crate) tries: usize,
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
        let mut faults = Faults::default();
        self.told(what, &mut faults);
        faults.are_none();
    }

    /// Prints the figures, and adds what was wrong to the rest.
    pub(crate) fn told(self, what: &str, faults: &mut Faults) {
        println!(
            "{what}: {} tries, {} too late, {} faults, {:.1} s",
            self.tries,
            self.too_late,
            self.faults.len(),
            self.elapsed.as_secs_f64()
        );
        let all = self.faults.len();
        faults.0.extend(
            self.faults
                .into_iter()
                .take(3)
                .map(|fault| format!("{what}, one of {all} faults: {fault}")),
        );
    }
}

/// What was wrong with several commands: one does not hide the others.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<String>);

impl Faults {
    #[track_caller]
    pub(crate) fn are_none(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n---\n"));
    }
}

/// How many tries run beside each other.
const WORKERS: usize = 4;

/// What comes after a kill, and what it ends in.
pub(crate) struct Then<'a> {
    /// The last of them is run twice: it has nothing to do then.
    pub(crate) commands: &'a [&'a [&'a str]],
    pub(crate) expected: &'a str,
    /// What is compared with it.
    pub(crate) look: fn(&Project) -> String,
}

impl<'a> Then<'a> {
    /// Compares all that there is.
    pub(crate) fn new(commands: &'a [&'a [&'a str]], expected: &'a str) -> Self {
        Self {
            commands,
            expected,
            look: Project::picture,
        }
    }
}

/// Each `every`th of so many places, the last one among them.
pub(crate) fn spread(places: usize, every: usize) -> Vec<usize> {
    (1..=places)
        .filter(|number| number % every == places % every)
        .collect()
}

/// Kills of a command at its places.
pub(crate) struct Kills<'a> {
    start: &'a Prepared,
    command: &'a [&'a str],
    places: Vec<String>,
    numbers: Vec<usize>,
}

impl<'a> Kills<'a> {
    /// At each place that an undisturbed run reaches.
    pub(crate) fn of(start: &'a Prepared, command: &'a [&'a str]) -> Self {
        let places = start.copy().trace(command);
        Self {
            numbers: spread(places.len(), 1),
            start,
            command,
            places,
        }
    }

    /// The number of the last place of this name.
    pub(crate) fn last(&self, name: &str) -> usize {
        let found = self.places.iter().rposition(|place| place.contains(name));
        found.expect("the run reaches such a place") + 1
    }

    /// At each `every`th place.
    pub(crate) fn every(mut self, every: usize) -> Self {
        self.numbers = spread(self.places.len(), every);
        self
    }

    /// At each `every`th of those that are left after a place.
    pub(crate) fn thinned_after(mut self, place: usize, every: usize) -> Self {
        let mut after = 0;
        self.numbers.retain(|number| {
            after += usize::from(*number > place);
            *number <= place || after % every == 0
        });
        self
    }

    /// Kills, and runs what comes then.
    pub(crate) fn then(self, then: &Then<'_>) -> Figures {
        tries(self.numbers.len(), |index| {
            let number = self.numbers[index];
            let project = self.start.copy();
            let output = project
                .command(self.command)
                .env("BRIDGE_FAILPOINT_KILL", number.to_string())
                .output()
                .expect("bridge starts");
            let killed = output.status.code().is_none();
            let place = self.places.get(number - 1).cloned().unwrap_or_default();
            judge(
                &project,
                killed,
                then,
                &format!("killed at {place}"),
                &output,
            )
        })
    }
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
    let commands = [next(command)];
    let then = Then::new(&commands, expected);
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
            &then,
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

/// The verdict on one try: what comes next ends as if nothing had been.
pub(crate) struct Verdict {
    killed: bool,
    fault: Option<String>,
}

impl Verdict {
    /// On a run that nobody killed.
    pub(crate) fn of(outcome: Result<(), String>) -> Self {
        Self {
            killed: true,
            fault: outcome.err(),
        }
    }

    /// Panics where something was wrong.
    #[track_caller]
    pub(crate) fn pass(self) {
        assert!(self.fault.is_none(), "{}", self.fault.unwrap_or_default());
    }
}

fn judge(project: &Project, killed: bool, then: &Then<'_>, how: &str, first: &Output) -> Verdict {
    Verdict {
        killed,
        fault: afterwards(project, then)
            .err()
            .map(|fault| format!("{how}\nfirst run: {}\n{fault}", shown(first))),
    }
}

/// The upgrade that comes after it: with a backup, if the first run made one.
pub(crate) fn next(command: &[&str]) -> &'static [&'static str] {
    if command.contains(&"--no-backup") {
        &["upgrade", "--no-backup"]
    } else {
        &["upgrade"]
    }
}

/// Upgrades, and compares with an undisturbed run.
pub(crate) fn after_it(project: &Project, expected: &str, next: &[&str]) -> Result<(), String> {
    afterwards(project, &Then::new(&[next], expected))
}

fn afterwards(project: &Project, then: &Then<'_>) -> Result<(), String> {
    for command in then.commands {
        let output = project.bridge(command);
        if !output.status.success() {
            return Err(format!(
                "`{}` after it: {}",
                command.join(" "),
                shown(&output)
            ));
        }
    }
    let picture = (then.look)(project);
    if picture != then.expected {
        return Err(format!(
            "another state:\n{}",
            difference(then.expected, &picture)
        ));
    }
    let last = then.commands.last().copied().unwrap_or_default();
    let again = project.bridge(last);
    if !again.status.success() {
        return Err(format!("`{}` once more: {}", last.join(" "), shown(&again)));
    }
    if project.has_backups() {
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

/// Tries beside each other, each in a project of its own.
pub(crate) fn tries(count: usize, one: impl Fn(usize) -> Verdict + Sync) -> Figures {
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
                    figures.tries += 1;
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
