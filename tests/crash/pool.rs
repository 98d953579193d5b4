//! Behind pgbouncer with transaction pooling: what works there, and what says why not.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::chain::{write_long, write_short};
use crate::project::{Prepared, Project, Setup, shown};

/// A pgbouncer before one database.
struct Pool {
    process: Child,
    folder: tempfile::TempDir,
    url: String,
}

impl Pool {
    fn before(project: &Project) -> Self {
        let server = project.home_url().expect("home is on PostgreSQL");
        let parts = Parts::of(&server);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let port = free_port();
        let text = format!(
            "[databases]\n{0} = host={1} port={2} dbname={0} user={3} password={4}\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = any\npool_mode = transaction\ndefault_pool_size = 20\n",
            parts.database, parts.host, parts.port, parts.user, parts.password
        );
        let config = folder.path().join("pgbouncer.ini");
        std::fs::write(&config, text).expect("the file is written");
        let process = as_somebody(folder.path())
            .arg(&config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("pgbouncer starts (Debian package pgbouncer)");
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "pgbouncer does not answer"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        Self {
            process,
            folder,
            url: format!(
                "admin=postgresql://{}:x@127.0.0.1:{port}/{}",
                parts.user, parts.database
            ),
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// pgbouncer refuses to run as root.
fn as_somebody(folder: &Path) -> Command {
    let id = Command::new("id").arg("-u").output().expect("id starts");
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return Command::new("pgbouncer");
    }
    let status = Command::new("chown")
        .args(["-R", "postgres"])
        .arg(folder)
        .status()
        .expect("chown starts");
    assert!(status.success());
    // In the same process, which is ended by its number.
    let mut command = Command::new("setpriv");
    command.args([
        "--reuid",
        "postgres",
        "--regid",
        "postgres",
        "--clear-groups",
    ]);
    command.arg("/usr/sbin/pgbouncer");
    command
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("there is a free port")
        .port()
}

/// The parts of `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`.
struct Parts {
    user: String,
    password: String,
    host: String,
    port: String,
    database: String,
}

impl Parts {
    fn of(url: &str) -> Self {
        let rest = url.split_once("://").expect("a URL").1;
        let (login, place) = rest.rsplit_once('@').expect("a user");
        let (user, password) = login.split_once(':').expect("a password");
        let (address, database) = place.split_once('/').expect("a database");
        let (host, port) = address.split_once(':').unwrap_or((address, "5432"));
        Self {
            user: user.to_owned(),
            password: password.to_owned(),
            host: host.to_owned(),
            port: port.to_owned(),
            database: database.to_owned(),
        }
    }
}

#[test]
#[ignore = "needs pgbouncer: tests/crash/run"]
fn full_transactions_run_through_a_pooling_proxy() {
    let prepared = Prepared::lived_in(Setup::Postgres, |folder| write_long(folder, 20));
    let expected = {
        let project = prepared.copy();
        let output = project.bridge(&["upgrade", "--no-backup"]);
        assert!(output.status.success(), "{}", shown(&output));
        project.picture()
    };
    for more in [&[][..], &["--per-revision"][..]] {
        let project = prepared.copy();
        let pool = Pool::before(&project);
        let mut arguments = vec![
            "upgrade",
            "--no-backup",
            "--lock-timeout",
            "120",
            "--url",
            &pool.url,
        ];
        arguments.extend(more);
        let children: Vec<_> = (0..8)
            .map(|_| project.command(&arguments).spawn().expect("bridge starts"))
            .collect();
        for child in children {
            let output = child.wait_with_output().expect("its end is seen");
            assert!(output.status.success(), "{}", shown(&output));
        }
        let current = project.bridge(&["current", "--url", &pool.url]);
        assert!(current.status.success(), "{}", shown(&current));
        drop(pool);
        assert_eq!(project.picture(), expected);
        assert_eq!(project.strays(), Vec::<String>::new());
    }
}

#[test]
#[ignore = "needs pgbouncer: tests/crash/run"]
fn full_what_needs_a_session_says_so_behind_a_proxy() {
    let prepared = Prepared::lived_in(Setup::Postgres, |folder| write_short(folder, false));
    let project = prepared.copy();
    let pool = Pool::before(&project);
    let upgrade = project.bridge(&["upgrade", "--no-backup", "--url", &pool.url]);
    assert_eq!(upgrade.status.code(), Some(1), "{}", shown(&upgrade));
    let said = shown(&upgrade);
    assert!(
        said.contains("a6_autocommit runs outside a transaction"),
        "{said}"
    );
    assert!(said.contains("pooling proxy"), "{said}");
    assert!(said.contains("--url admin=postgresql://"), "{said}");
    let backup = project.bridge(&["backup", "--url", &pool.url]);
    assert_eq!(backup.status.code(), Some(1), "{}", shown(&backup));
    assert!(
        shown(&backup).contains("pooling proxy"),
        "{}",
        shown(&backup)
    );
    drop(pool);
    let direct = project.bridge(&["upgrade"]);
    assert!(direct.status.success(), "{}", shown(&direct));
}
