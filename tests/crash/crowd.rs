//! Many at once, and beside programs that use the databases.

use std::process::Output;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bridge::database::Connection;

use crate::chain::{write_long, write_short};
use crate::kill::after_it;
use crate::project::{Prepared, Project, Setup, shown};

const CROWD: usize = 32;

/// Starts them together; all end well, each revision runs once, and each says
/// what it did or whom it waited for.
fn crowd(prepared: &Prepared, revisions: usize, more: &[&str]) {
    let expected = {
        let project = prepared.copy();
        let output = project.bridge(&["upgrade", "--no-backup"]);
        assert!(output.status.success(), "{}", shown(&output));
        project.picture()
    };
    let project = prepared.copy();
    let mut arguments = vec!["upgrade", "--no-backup", "--lock-timeout", "120"];
    arguments.extend(more);
    let began = Instant::now();
    let children: Vec<_> = (0..CROWD)
        .map(|_| project.command(&arguments).spawn().expect("bridge starts"))
        .collect();
    let outputs: Vec<Output> = children
        .into_iter()
        .map(|child| child.wait_with_output().expect("its end is seen"))
        .collect();
    let elapsed = began.elapsed();
    let mut ran = 0;
    let mut idle = 0;
    for output in &outputs {
        assert!(output.status.success(), "{}", shown(output));
        let said = String::from_utf8_lossy(&output.stdout);
        let beside = String::from_utf8_lossy(&output.stderr);
        let steps = applied(&said);
        ran += steps;
        idle += usize::from(steps == 0);
        assert!(
            steps > 0 || said.contains("nothing to do"),
            "{}",
            shown(output)
        );
        if steps == 0 && beside.contains("waiting for the lock") {
            assert!(
                beside.contains("held by pid")
                    || beside.contains("waiting for the lock of admin ("),
                "{}",
                shown(output)
            );
        }
    }
    println!(
        "{CROWD} at once {}: {ran} steps, {idle} found nothing to do, {:.1} s",
        more.join(" "),
        elapsed.as_secs_f64()
    );
    assert_eq!(ran, revisions);
    assert_eq!(project.picture(), expected);
    assert_eq!(project.strays(), Vec::<String>::new());
}

/// How many revisions a report says it applied.
fn applied(report: &str) -> usize {
    report
        .lines()
        .filter(|line| line.trim_start().starts_with("upgraded "))
        .count()
}

fn short(setup: Setup) -> Prepared {
    Prepared::lived_in(setup, |folder| write_short(folder, setup.two()))
}

#[test]
fn many_at_once_on_sqlite() {
    crowd(&short(Setup::Sqlite), 8, &[]);
}

#[test]
fn many_at_once_on_sqlite_in_wal_mode() {
    crowd(&short(Setup::Sqlite).in_wal_mode(), 8, &[]);
}

#[test]
fn many_at_once_with_a_transaction_for_each() {
    let long = Prepared::lived_in(Setup::Sqlite, |folder| write_long(folder, 20));
    crowd(&long, 19, &["--per-revision"]);
}

#[test]
fn many_at_once_on_postgres() {
    crowd(&short(Setup::Postgres), 8, &[]);
}

#[test]
fn many_at_once_on_two_databases() {
    crowd(&short(Setup::SqliteTwo), 11, &[]);
    crowd(&short(Setup::PostgresAndSqlite), 11, &[]);
}

/// How long others were kept waiting.
struct Beside {
    written: u64,
    longest: Duration,
}

/// Runs bridge while a program writes one row after the other.
fn with_a_writer(project: &Project, arguments: &[&str]) -> (Output, Beside) {
    let stop = AtomicBool::new(false);
    let longest = AtomicU64::new(0);
    let written = AtomicU64::new(0);
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut writer = project.home();
            while !stop.load(Ordering::Relaxed) {
                let number = written.load(Ordering::Relaxed);
                let began = Instant::now();
                write(writer.as_mut(), number);
                let took = began.elapsed().as_micros() as u64;
                longest.fetch_max(took, Ordering::Relaxed);
                written.store(number + 1, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        std::thread::sleep(Duration::from_millis(100));
        let output = project.bridge(arguments);
        std::thread::sleep(Duration::from_millis(100));
        stop.store(true, Ordering::Relaxed);
        output
    });
    let beside = Beside {
        written: written.into_inner(),
        longest: Duration::from_micros(longest.into_inner()),
    };
    (output, beside)
}

fn write(connection: &mut dyn Connection, number: u64) {
    let row = [format!("row {number}").into()];
    let began = Instant::now();
    loop {
        match connection.execute_with("INSERT INTO log VALUES ($1)", &row) {
            Ok(_) => return,
            // As an application does: it comes again.
            Err(error) if error.is_busy() && began.elapsed() < Duration::from_secs(60) => {}
            Err(error) => panic!("the writer's row {number}: {error}"),
        }
    }
}

fn nothing_is_lost(what: &str, prepared: &Prepared, arguments: &[&str]) {
    let project = prepared.copy();
    let (output, beside) = with_a_writer(&project, arguments);
    assert!(output.status.success(), "{}", shown(&output));
    let rows = project
        .home()
        .query("SELECT count(*) FROM log WHERE line LIKE 'row %'", &[])
        .expect("the table answers");
    let found = rows.scalar().and_then(|value| value.as_integer());
    println!(
        "{what}: {} rows beside the run, none lost, blocked {:.0} ms at most",
        beside.written,
        beside.longest.as_secs_f64() * 1000.0
    );
    assert_eq!(found, i64::try_from(beside.written).ok(), "{what}");
    assert!(beside.written > 0);
}

#[test]
fn a_writer_beside_loses_nothing() {
    let lite = short(Setup::Sqlite);
    nothing_is_lost("SQLite, rollback journal", &lite, &["upgrade"]);
    let wal = short(Setup::Sqlite).in_wal_mode();
    nothing_is_lost("SQLite, WAL", &wal, &["upgrade"]);
    nothing_is_lost(
        "SQLite, WAL, --backup-first",
        &wal,
        &["upgrade", "--backup-first"],
    );
    nothing_is_lost("PostgreSQL", &short(Setup::Postgres), &["upgrade"]);
}

#[test]
fn a_backup_before_the_lock_says_what_it_misses() {
    let project = short(Setup::Sqlite).copy();
    let output = project.bridge(&["upgrade", "--backup-first"]);
    assert!(output.status.success(), "{}", shown(&output));
    let said = shown(&output);
    assert!(said.contains("is not in the backup"), "{said}");
    assert_eq!(project.backups().len(), 1);
}

#[test]
fn the_wait_for_the_lock_has_an_end() {
    for setup in [Setup::Sqlite, Setup::Postgres] {
        let prepared = short(setup);
        let expected = {
            let project = prepared.copy();
            project.bridge(&["upgrade", "--no-backup"]);
            project.picture()
        };
        let project = prepared.copy();
        // In the middle of the run's first transaction.
        let places = prepared.copy().trace(&["upgrade", "--no-backup"]);
        let place = places
            .iter()
            .position(|place| place.contains("INSERT INTO") && place.contains("bridge_version"))
            .expect("the run writes version rows");
        let first = project.held_at(&["upgrade", "--no-backup"], place + 1);
        let second = project.bridge(&["upgrade", "--no-backup", "--lock-timeout", "1"]);
        assert_eq!(second.status.code(), Some(1), "{}", shown(&second));
        let said = shown(&second);
        assert!(said.contains("is still locked after 1."), "{said}");
        assert!(said.contains("held by pid"), "{said}");
        assert!(said.contains("--lock-timeout"), "{said}");
        let output = first.go_on();
        assert!(output.status.success(), "{}", shown(&output));
        after_it(&project, &expected, &["upgrade", "--no-backup"]).unwrap();
    }
}

/// A reader keeps a table; an `ALTER TABLE` waits for it; a second reader must
/// not wait behind that for as long as the first one reads.
#[test]
fn a_waiting_statement_keeps_the_queue_short() {
    const KEPT: Duration = Duration::from_secs(6);
    let prepared = short(Setup::Postgres);
    let project = prepared.copy();
    let mut reader = project.home();
    reader.execute("BEGIN; SELECT count(*) FROM users").unwrap();
    let child = project
        .command(&["upgrade", "--no-backup", "--lock-timeout", "60"])
        .spawn()
        .expect("bridge starts");
    let mut second = project.home();
    let began = Instant::now();
    let mut longest = Duration::ZERO;
    while began.elapsed() < KEPT {
        let asked = Instant::now();
        second.query("SELECT count(*) FROM users", &[]).unwrap();
        longest = longest.max(asked.elapsed());
        std::thread::sleep(Duration::from_millis(20));
    }
    reader.execute("COMMIT").unwrap();
    let output = child.wait_with_output().expect("its end is seen");
    assert!(output.status.success(), "{}", shown(&output));
    let said = shown(&output);
    println!(
        "a reader behind a waiting statement: {:.0} ms at most, while the table was kept for {} s",
        longest.as_secs_f64() * 1000.0,
        KEPT.as_secs()
    );
    assert!(said.contains("everything was given back"), "{said}");
    assert!(longest < Duration::from_secs(4), "{longest:?}");
    drop((reader, second));
    after_it(&project, &project.picture(), &["upgrade", "--no-backup"]).unwrap();
}

#[test]
fn a_table_that_stays_locked_ends_the_run() {
    let prepared = short(Setup::Postgres);
    let project = prepared.copy();
    let mut other = project.home();
    other
        .execute("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let before = "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'bridge_%'";
    let output = project.bridge(&["upgrade", "--no-backup", "--lock-timeout", "3"]);
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    let said = shown(&output);
    assert!(said.contains("lock timeout"), "{said}");
    assert!(said.contains("rolled back"), "{said}");
    let tables = other.query(before, &[]).unwrap();
    assert_eq!(
        tables.scalar().and_then(|value| value.as_integer()),
        Some(0)
    );
}
