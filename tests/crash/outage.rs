//! What happens at the other end: a connection is cut, a server stops.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use crate::chain::write_short;
use crate::kill::{Verdict, after_it, spread, tries};
use crate::project::{Prepared, Setup, shown};

const UPGRADE: [&str; 2] = ["upgrade", "--no-backup"];

fn short(setup: Setup) -> Prepared {
    Prepared::lived_in(setup, |folder| write_short(folder, setup.two()))
}

fn expected(prepared: &Prepared) -> String {
    let project = prepared.copy();
    let output = project.bridge(&UPGRADE);
    assert!(output.status.success(), "{}", shown(&output));
    project.picture()
}

/// Ends the sessions of a run at each `every`th place, and lets it go on.
fn cut_connections(setup: Setup, every: usize) {
    let prepared = short(setup);
    let expected = expected(&prepared);
    let places = prepared.copy().trace(&UPGRADE).len();
    let numbers = spread(places, every);
    let cut = AtomicI64::new(0);
    tries(numbers.len(), |index| {
        let project = prepared.copy();
        let held = project.held_at(&UPGRADE, numbers[index]);
        let ended = project
            .home()
            .query(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                 WHERE datname = current_database() AND application_name LIKE 'bridge%' AND pid <> pg_backend_pid()",
                &[],
            )
            .unwrap();
        let ended = ended.scalar().and_then(|value| value.as_integer());
        cut.fetch_add(ended.unwrap_or(0), Ordering::Relaxed);
        let output = held.go_on();
        judge(&format!("place {}", numbers[index]), &output, || {
            after_it(&project, &expected, &UPGRADE)
        })
    })
    .are_clean(&format!("{setup:?}, cut connections"));
    let cut = cut.into_inner();
    println!("{setup:?}: connections cut {cut} times at {places} places, every {every}th");
    assert!(cut > 0);
}

/// A run that was disturbed ends well or with a clear error, and what comes after it ends at head.
fn judge(
    place: &str,
    output: &std::process::Output,
    after: impl FnOnce() -> Result<(), String>,
) -> Verdict {
    let said = shown(output);
    let is_clear = output.status.success()
        || (output.status.code() == Some(1)
            && said.contains("error:")
            && !said.contains("panicked"));
    let outcome = match is_clear {
        true => after(),
        false => Err("neither done nor an error".to_owned()),
    };
    Verdict::of(outcome.map_err(|fault| format!("{place}: {said}\n{fault}")))
}

#[test]
fn cut_connections_on_postgres() {
    cut_connections(Setup::Postgres, 37);
}

#[test]
fn cut_connections_with_a_satellite() {
    cut_connections(Setup::PostgresAndSqlite, 53);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_cut_connections() {
    cut_connections(Setup::Postgres, 1);
    cut_connections(Setup::PostgresAndSqlite, 1);
}

/// A server that the tests may crash.
struct OwnServer {
    folder: PathBuf,
    url: String,
}

impl OwnServer {
    fn start() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let folder = std::env::temp_dir().join(format!(
            "bridge-crash-{}-{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        ));
        let output = script(&["start"], &folder);
        Self {
            folder,
            url: output.trim().to_owned(),
        }
    }

    fn crash(&self) {
        script(&["crash"], &self.folder);
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        script(&["stop"], &self.folder);
    }
}

fn script(arguments: &[&str], folder: &Path) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/postgres.sh");
    let output = Command::new(path)
        .args(arguments)
        .arg(folder)
        .stderr(Stdio::piped())
        .output()
        .expect("the script starts");
    assert!(output.status.success(), "{}", shown(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// `pg_ctl stop -m immediate` at each `every`th place; the places are shared by servers.
fn crashing_server(every: usize, servers: usize) {
    let stops: usize = std::thread::scope(|scope| {
        let work: Vec<_> = (0..servers)
            .map(|one| scope.spawn(move || crash_one_server(every, one, servers)))
            .collect();
        work.into_iter()
            .map(|one| one.join().expect("no server was left in another state"))
            .sum()
    });
    println!("the server crashed {stops} times, at every {every}th place");
    assert!(stops > 4);
}

fn crash_one_server(every: usize, one: usize, servers: usize) -> usize {
    let server = OwnServer::start();
    let prepared = Prepared::on_server(&server.url, |folder| write_short(folder, false));
    let expected = expected(&prepared);
    let places = spread(prepared.copy().trace(&UPGRADE).len(), every);
    let mine = places.iter().skip(one).step_by(servers);
    let mut stops = 0;
    for place in mine {
        let project = prepared.copy();
        let held = project.held_at(&UPGRADE, *place);
        server.crash();
        stops += 1;
        let output = held.go_on();
        judge(&format!("place {place}"), &output, || {
            after_it(&project, &expected, &UPGRADE)
        })
        .pass();
    }
    stops
}

#[test]
fn a_server_that_stops_in_the_middle() {
    crashing_server(61, 1);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_server_that_stops_in_the_middle() {
    crashing_server(3, 3);
}
