//! Children live and die with bridge: killed in the middle of a backup or a
//! restore, it leaves no process, no session and no half of anything.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::postgres_server::Database;
use crate::support::handmade::{project, table};
use crate::support::sandbox::Sandbox;

/// A project with one applied revision and a backup.
fn applied(database: &Database, programs: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    project(&sandbox, &["main"], &[table("bridge main a")]);
    sandbox.write(
        "bridge.toml",
        &format!(
            "[databases.main]\nurl = \"{}\"\nhome = true\n{programs}",
            database.text()
        ),
    );
    sandbox
}

fn start(sandbox: &Sandbox, arguments: &[&str]) -> Child {
    started(
        sandbox,
        arguments,
        &std::env::var("PATH").expect("a search path"),
    )
}

fn started(sandbox: &Sandbox, arguments: &[&str], path: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_bridge"))
        .args(arguments)
        .env("PATH", path)
        .current_dir(sandbox.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Processes whose arguments speak of a database, the test's own left out.
fn processes(of: &str, program: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").expect("Linux").flatten() {
        let Ok(bytes) = std::fs::read(entry.path().join("cmdline")) else {
            continue;
        };
        let arguments = String::from_utf8_lossy(&bytes).replace('\0', " ");
        if arguments.contains(of) && arguments.contains(program) {
            found.push(arguments);
        }
    }
    found
}

#[track_caller]
fn wait(what: &str, mut until: impl FnMut() -> bool) {
    let since = Instant::now();
    while !until() {
        assert!(since.elapsed() < Duration::from_secs(30), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn kill(mut child: Child) {
    child.kill().expect("SIGKILL");
    child.wait().expect("it ends");
}

fn sessions(database: &Database) -> usize {
    let rows = database
        .connect()
        .query(
            "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'bridge p%'",
            &[],
        )
        .unwrap();
    rows.texts().count()
}

#[test]
fn a_killed_backup_leaves_no_pg_dump() {
    let database = Database::new();
    let sandbox = applied(&database, "");
    sandbox.bridge(&["upgrade"]).exits(0);
    let mut holder = database.connect();
    holder
        .execute("BEGIN; LOCK TABLE a IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let child = start(&sandbox, &["backup"]);
    wait("pg_dump waits", || {
        !processes(database.name(), "pg_dump").is_empty()
    });
    kill(child);
    // It is blocked in the server, and no write would tell it that its pipe is gone.
    wait("pg_dump ends", || {
        processes(database.name(), "pg_dump").is_empty()
    });
    holder.execute("COMMIT").unwrap();
    wait("the sessions end", || sessions(&database) == 0);
    // What a kill leaves is never taken for a backup.
    sandbox.bridge(&["backups"]).exits(0).says("no backups");
    sandbox.bridge(&["backup"]).exits(0);
}

/// A search path with a shell and PostgreSQL's programs, as on systems without util-linux.
fn without_setpriv(sandbox: &Sandbox) -> String {
    let folder = sandbox.path().join("few");
    std::fs::create_dir(&folder).expect("a folder");
    let path = std::env::var_os("PATH").expect("a search path");
    for name in ["sh", "pg_dump", "pg_restore"] {
        let program = std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|program| program.exists())
            .expect("the machine has it");
        std::os::unix::fs::symlink(program, folder.join(name)).expect("a link");
    }
    folder.display().to_string()
}

#[test]
fn a_killed_backup_leaves_no_pg_dump_without_setpriv_either() {
    let database = Database::new();
    let sandbox = applied(&database, "");
    let path = without_setpriv(&sandbox);
    sandbox.bridge(&["upgrade"]).exits(0);
    // Undisturbed it works as ever, and the watcher goes with it.
    let mut undisturbed = started(&sandbox, &["backup"], &path);
    assert!(undisturbed.wait().expect("it ends").success());
    assert_eq!(processes("read -r nothing", "sh").len(), 0);
    let mut holder = database.connect();
    holder
        .execute("BEGIN; LOCK TABLE a IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let child = started(&sandbox, &["backup"], &path);
    wait("pg_dump waits", || {
        !processes(database.name(), "pg_dump").is_empty()
    });
    kill(child);
    wait("pg_dump ends", || {
        processes(database.name(), "pg_dump").is_empty()
    });
    wait("the watcher ends", || {
        processes("read -r nothing", "sh").is_empty()
    });
    holder.execute("COMMIT").unwrap();
    wait("the sessions end", || sessions(&database) == 0);
}

#[test]
fn a_restore_killed_in_place_leaves_what_was_there() {
    let database = Database::new();
    let sandbox = applied(&database, "");
    sandbox.bridge(&["upgrade"]).exits(0);
    sandbox.bridge(&["backup", "--out", "good.dump"]).exits(0);
    let mut holder = database.connect();
    holder
        .execute("INSERT INTO a VALUES (7); BEGIN; LOCK TABLE a IN ACCESS SHARE MODE")
        .unwrap();
    let child = start(&sandbox, &["restore", "good.dump", "--yes", "--in-place"]);
    let mut other = database.connect();
    wait("the restore waits for the lock", || {
        let rows = other
            .query(
                "SELECT 'x' FROM pg_stat_activity WHERE application_name = 'bridge psql' AND wait_event_type = 'Lock' AND datname = current_database()",
                &[],
            )
            .unwrap();
        rows.texts().count() == 1
    });
    kill(child);
    wait("psql ends", || {
        processes(database.name(), "psql").is_empty()
    });
    holder.execute("COMMIT").unwrap();
    wait("the sessions end", || sessions(&database) == 0);
    let rows = other.query("SELECT a::text FROM a", &[]).unwrap();
    assert_eq!(rows.texts().collect::<Vec<_>>(), ["7"]);
    sandbox
        .bridge(&["restore", "good.dump", "--yes", "--in-place"])
        .exits(0);
    let rows = other.query("SELECT a::text FROM a", &[]).unwrap();
    assert_eq!(rows.texts().count(), 0);
}

#[test]
fn a_restore_killed_beside_leaves_a_database_that_the_next_one_drops() {
    let database = Database::new();
    let sandbox = applied(&database, "[backup]\nprograms = \"slow\"\n");
    // A psql that never ends, under the real one's name.
    sandbox.write("slow/psql", "#!/bin/sh\nexec sleep 600\n");
    for program in ["pg_dump", "pg_restore"] {
        sandbox.write(
            &format!("slow/{program}"),
            &format!("#!/bin/sh\nexec {program} \"$@\"\n"),
        );
    }
    for program in ["psql", "pg_dump", "pg_restore"] {
        executable(&sandbox.path().join("slow").join(program));
    }
    sandbox.bridge(&["upgrade"]).exits(0);
    sandbox.bridge(&["backup", "--out", "good.dump"]).exits(0);
    let mut other = database.connect();
    let mut strays = || {
        let rows = other
            .query(
                "SELECT s.datname::text FROM pg_database s, pg_database d WHERE d.datname = current_database() AND starts_with(s.datname::text, 'bridge_restore_' || d.oid || '_')",
                &[],
            )
            .unwrap();
        rows.texts().count()
    };
    let child = start(&sandbox, &["restore", "good.dump", "--yes"]);
    wait("the new database is made", || strays() == 1);
    let mine = sandbox.path().display().to_string();
    wait("the archive is read", || {
        processes(&mine, "psql").is_empty() && processes("sleep", "600").len() == 1
    });
    kill(child);
    wait("the children end", || processes("sleep", "600").is_empty());
    sandbox.write("slow/psql", "#!/bin/sh\nexec psql \"$@\"\n");
    assert_eq!(strays(), 1);
    sandbox
        .bridge(&["restore", "good.dump", "--yes"])
        .exits(0)
        .says("kept as");
    let mut again = database.connect();
    let left = again
        .query(
            "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, 'bridge_restore_') AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)",
            &[],
        )
        .unwrap();
    // Other tests may be at work beside.
    assert!(left.texts().count() <= 2);
    let kept: Vec<String> = again
        .query(
            "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, current_database() || '_before_restore_')",
            &[],
        )
        .unwrap()
        .texts()
        .map(str::to_owned)
        .collect();
    assert_eq!(kept.len(), 1);
    again
        .execute(&format!("DROP DATABASE \"{}\"", kept[0]))
        .unwrap();
}

fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(path, mode).expect("the mode is set");
}
