//! A real PostgreSQL for the tests: a server per test process, a database per test.
//!
//! `BRIDGE_TEST_POSTGRES` names a server (the URL of a user who may create
//! databases); without it, a throwaway one is started, and a watcher stops it
//! when the test process has ended, however it ended.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use bridge::database::{Connection, DatabaseUrl, OpenOptions, open};

static SERVER: OnceLock<String> = OnceLock::new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database of one test, dropped at its end.
pub struct Database {
    name: String,
    server: String,
}

impl Database {
    /// Makes an empty database.
    pub fn new() -> Self {
        Self::on(server())
    }

    /// Makes an empty database on the server of a URL.
    pub fn on(server: &str) -> Self {
        Self::make(server, "")
    }

    /// Makes a database with all that is in this one, to which nobody may be connected.
    #[allow(dead_code, reason = "only the crash tests copy databases")]
    pub fn like(&self) -> Self {
        Self::make(&self.server, &format!(" TEMPLATE {}", self.name))
    }

    fn make(server: &str, like: &str) -> Self {
        let name = format!(
            "bridge_{}_{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        );
        administrator(server)
            .execute(&format!("CREATE DATABASE {name}{like}"))
            .expect("the test's user may create databases");
        Self {
            name,
            server: server.to_owned(),
        }
    }

    /// Its name; no quotes are needed.
    #[allow(dead_code, reason = "not every test binary asks")]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its URL as text, password included.
    pub fn text(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').expect("a URL with a database");
        format!("{server}/{}", self.name)
    }

    /// Its URL.
    pub fn url(&self) -> DatabaseUrl {
        parse(&self.text())
    }

    /// A connection beside those of the run.
    pub fn connect(&self) -> Box<dyn Connection> {
        open(&self.url(), &OpenOptions::read_write()).expect("the test's database opens")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let mut administrator = administrator(&self.server);
        let mut names = vec![self.name.clone()];
        // What restores kept of it.
        let kept = format!("{}_before_restore_", self.name);
        if let Ok(rows) = administrator.query(
            "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, $1)",
            &[kept.into()],
        ) {
            names.extend(rows.texts().map(str::to_owned));
        }
        for name in names {
            let _ = administrator.execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn parse(text: &str) -> DatabaseUrl {
    DatabaseUrl::parse(text, std::path::Path::new("/")).expect("a PostgreSQL URL")
}

fn administrator(server: &str) -> Box<dyn Connection> {
    open(&parse(server), &OpenOptions::read_write()).expect("the test server answers")
}

fn server() -> &'static str {
    SERVER.get_or_init(|| match std::env::var("BRIDGE_TEST_POSTGRES") {
        Ok(url) if !url.is_empty() => url,
        _ => start(),
    })
}

fn start() -> String {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/postgres.sh");
    let folder = std::env::temp_dir().join(format!("bridge-postgres-{}", std::process::id()));
    let output = Command::new(&script)
        .arg("start")
        .arg(&folder)
        .stderr(Stdio::piped())
        .output()
        .expect("tests/oracle/postgres.sh can be run");
    assert!(
        output.status.success(),
        "no PostgreSQL for the tests: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    // Statics are never dropped, and a failing test process may be killed:
    // somebody else has to look after the server.
    Command::new("sh")
        .arg("-c")
        .arg("(while kill -0 \"$1\" 2>/dev/null; do sleep 0.5; done; exec \"$2\" stop \"$3\") &")
        .arg("sh")
        .arg(std::process::id().to_string())
        .arg(&script)
        .arg(&folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("a shell can be run");
    String::from_utf8(output.stdout)
        .expect("a URL")
        .trim()
        .to_owned()
}
