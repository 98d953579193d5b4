//! What happens around the program: a connection is cut, a server stops, a
//! disk is full, a child is left alone.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::chain::write_short;
use crate::kill::after_it;
use crate::project::{Prepared, Project, Setup, program, shown};

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
    let mut cut = 0;
    for place in (1..=places).filter(|place| place % every == places % every) {
        let project = prepared.copy();
        let held = project.held_at(&UPGRADE, place);
        let ended = project
            .home()
            .query(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                 WHERE datname = current_database() AND application_name LIKE 'bridge%' AND pid <> pg_backend_pid()",
                &[],
            )
            .unwrap();
        cut += ended
            .scalar()
            .and_then(|value| value.as_integer())
            .unwrap_or(0);
        let output = held.go_on();
        let said = shown(&output);
        assert!(
            output.status.success() || output.status.code() == Some(1),
            "place {place}: {said}"
        );
        if !output.status.success() {
            assert!(!said.contains("panicked"), "{said}");
        }
        after_it(&project, &expected, &UPGRADE)
            .unwrap_or_else(|fault| panic!("place {place}: {said}\n{fault}"));
    }
    println!("{setup:?}: connections cut {cut} times at {places} places, every {every}th");
    assert!(cut > 0);
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
        let folder = std::env::temp_dir().join(format!("bridge-crash-{}", std::process::id()));
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

/// `pg_ctl stop -m immediate` at each `every`th place.
fn crashing_server(every: usize) {
    let server = OwnServer::start();
    let prepared = Prepared::on_server(&server.url, |folder| write_short(folder, false));
    let expected = expected(&prepared);
    let places = prepared.copy().trace(&UPGRADE).len();
    let mut stops = 0;
    for place in (1..=places).filter(|place| place % every == places % every) {
        let project = prepared.copy();
        let held = project.held_at(&UPGRADE, place);
        server.crash();
        stops += 1;
        let output = held.go_on();
        let said = shown(&output);
        assert!(
            output.status.success() || output.status.code() == Some(1),
            "place {place}: {said}"
        );
        after_it(&project, &expected, &UPGRADE)
            .unwrap_or_else(|fault| panic!("place {place}: {said}\n{fault}"));
    }
    println!("the server crashed {stops} times, at every {every}th of {places} places");
}

#[test]
fn a_server_that_stops_in_the_middle() {
    crashing_server(61);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_server_that_stops_in_the_middle() {
    crashing_server(3);
}

/// A run whose files may not grow beyond a size, in blocks of 512 bytes.
fn limited(project: &Project, blocks: u64, is_told: bool) -> std::process::Output {
    // Where the signal is ignored, the write fails instead.
    let trap = if is_told { "trap '' XFSZ; " } else { "" };
    let text = format!("{trap}ulimit -c 0; ulimit -f {blocks}; exec \"$0\" upgrade --no-backup");
    Command::new("sh")
        .args(["-c", &text])
        .arg(program())
        .current_dir(project.path())
        .env_remove("DATABASE_URL")
        .output()
        .expect("a shell starts")
}

#[test]
fn a_file_that_may_not_grow() {
    for setup in [Setup::Sqlite, Setup::SqliteTwo] {
        let prepared = short(setup);
        let expected = expected(&prepared);
        let mut failed = 0;
        for blocks in [1, 16, 32, 64, 96, 128, 160, 192, 224, 256, 320] {
            for is_told in [true, false] {
                let project = prepared.copy();
                let output = limited(&project, blocks, is_told);
                let said = shown(&output);
                if !output.status.success() {
                    failed += 1;
                    assert!(!said.contains("panicked"), "{said}");
                    assert!(!is_told || said.contains("error:"), "{said}");
                }
                after_it(&project, &expected, &UPGRADE)
                    .unwrap_or_else(|fault| panic!("{blocks} blocks: {said}\n{fault}"));
            }
        }
        println!("{setup:?}: files limited 22 times, {failed} runs failed");
        assert!(failed > 4);
    }
}

/// A file system of a few kilobytes, for as long as it lives.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount(kilobytes: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"])
            .arg(folder.path())
            .status()
            .expect("mount starts");
        assert!(status.success(), "mounting a small disk needs root");
        Self { folder }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}

#[test]
#[ignore = "the full matrix, as root: tests/crash/run"]
fn full_disk() {
    let prepared = short(Setup::Sqlite);
    let expected = expected(&prepared);
    let disk = SmallDisk::mount(4096);
    let mut failed = 0;
    let sizes: Vec<usize> = (0..40).map(|step| step * 4).collect();
    for left in &sizes {
        let project = prepared.copy_to(&disk.folder.path().join("project"));
        let filler = disk.folder.path().join("filler");
        fill(&filler, *left);
        let output = project.bridge(&["upgrade"]);
        let said = shown(&output);
        if !output.status.success() {
            failed += 1;
            assert!(!said.contains("panicked"), "{said}");
            assert!(
                said.contains("full") || said.contains("space") || said.contains("I/O"),
                "{said}"
            );
        }
        std::fs::remove_file(&filler).expect("the filler goes");
        after_it(&project, &expected, &["upgrade"])
            .unwrap_or_else(|fault| panic!("{left} kB left: {said}\n{fault}"));
        drop(project);
        std::fs::remove_dir_all(disk.folder.path().join("project")).expect("the project goes");
    }
    println!("a full disk: {} sizes, {failed} runs failed", sizes.len());
    assert!(failed > 5);
}

/// Fills a disk but for some kilobytes.
fn fill(file: &Path, left: usize) {
    use std::io::Write;
    let mut filler = std::fs::File::create(file).expect("the filler is made");
    while filler.write_all(&[0; 1024]).is_ok() {}
    let length = filler.metadata().expect("it is there").len();
    filler
        .set_len(length.saturating_sub(left as u64 * 1024))
        .expect("it can shrink");
}

#[test]
fn a_database_that_another_program_keeps() {
    let prepared = short(Setup::Sqlite);
    let expected = expected(&prepared);
    let project = prepared.copy();
    let mut other = project.home();
    other.execute("BEGIN EXCLUSIVE").unwrap();
    let output = project.bridge(&["upgrade", "--no-backup", "--lock-timeout", "1"]);
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    let said = shown(&output);
    assert!(said.contains("lock"), "{said}");
    other.execute("ROLLBACK").unwrap();
    drop(other);
    after_it(&project, &expected, &UPGRADE).unwrap();
}

/// `pg_dump` waits for a table that somebody keeps; bridge is killed.
#[test]
fn a_child_does_not_outlive_the_program() {
    let prepared = short(Setup::Postgres);
    let expected = expected(&prepared);
    let project = prepared.copy();
    let mut other = project.home();
    other
        .execute("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let mut child = project.command(&["backup"]).spawn().expect("bridge starts");
    let began = Instant::now();
    while dumps(&project) == 0 {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "pg_dump never came"
        );
        assert!(
            child.try_wait().expect("it can be asked").is_none(),
            "{}",
            shown(&child.wait_with_output().expect("its end is seen"))
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().expect("it is there");
    child.wait().expect("its end is seen");
    let killed = Instant::now();
    while dumps(&project) > 0 {
        assert!(
            killed.elapsed() < Duration::from_secs(5),
            "pg_dump lives on"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    other.execute("ROLLBACK").unwrap();
    drop(other);
    after_it(&project, &expected, &["upgrade"]).unwrap();
}

/// How many `pg_dump` processes work on the project's database.
fn dumps(project: &Project) -> usize {
    let name = project.database_name().expect("home is on PostgreSQL");
    std::fs::read_dir("/proc")
        .expect("this is Linux")
        .filter_map(Result::ok)
        .filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok())
        .filter(|line| {
            line.contains("pg_dump") && line.contains(name) && !line.contains("--version")
        })
        .count()
}
