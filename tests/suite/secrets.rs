//! Every way in which a password comes to bridge works, and none of them shows it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::postgres_server::Database;
use crate::support::handmade::{project, table};
use crate::support::sandbox::{Sandbox, files};

/// What it is called, the URL, and environment variables beside it.
type Way<'a> = (&'a str, String, Vec<(&'a str, &'a str)>);

/// A role with a password that needs every kind of quoting; it goes with the test.
struct Role {
    database: Database,
    name: String,
}

const PASSWORD: &str = "s3cret:w@rd/%?#'\\ 密";
const ENCODED: &str = "s3cret%3Aw%40rd%2F%25%3F%23%27%5C%20%E5%AF%86";

impl Role {
    fn new() -> Self {
        let database = Database::new();
        let name = format!("role_{}", database.name());
        database
            .connect()
            .execute(&format!(
                "CREATE ROLE {name} LOGIN CREATEDB PASSWORD E'{}'; GRANT ALL ON SCHEMA public TO {name}; \
                 ALTER DATABASE {} OWNER TO {name}",
                PASSWORD.replace('\\', "\\\\").replace('\'', "''"),
                database.name()
            ))
            .unwrap();
        Self { database, name }
    }

    fn host(&self) -> String {
        let text = self.database.text();
        let (_, rest) = text.rsplit_once('@').unwrap();
        rest.split('/').next().unwrap().to_owned()
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        let _ = self.database.connect().execute(&format!(
            "REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; ALTER DATABASE {1} OWNER TO CURRENT_USER; DROP ROLE {0}",
            self.name,
            self.database.name()
        ));
    }
}

fn private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[track_caller]
fn is_silent(text: &str, when: &str) {
    for secret in [PASSWORD, ENCODED, "s3cret"] {
        assert!(!text.contains(secret), "{when} shows the password: {text}");
    }
}

#[test]
fn passwords_come_from_everywhere_and_show_up_nowhere() {
    let role = Role::new();
    let (host, port) = {
        let host = role.host();
        let (host, port) = host.split_once(':').unwrap();
        (host.to_owned(), port.to_owned())
    };
    let name = &role.name;
    let database = role.database.name();
    let sandbox = Sandbox::empty();
    project(
        &sandbox,
        &["main"],
        &[table("bridge main a"), table("bridge main b a")],
    );
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"env:TEST_URL\"\nhome = true\n",
    );
    let escaped = PASSWORD.replace('\\', "\\\\").replace(':', "\\:");
    sandbox.write(
        "secret/pass",
        &format!("other:1:x:y:z\n{host}:{port}:{database}:{name}:{escaped}\n"),
    );
    private(&sandbox.path().join("secret/pass"));
    sandbox.write(
        "secret/services",
        &format!("[mine]\nhost={host}\nport={port}\ndbname={database}\nuser={name}\npassword={PASSWORD}\n[bare]\nhost={host}\nport={port}\n"),
    );
    let pass = sandbox.path().join("secret/pass").display().to_string();
    let services = sandbox.path().join("secret/services").display().to_string();
    let at = format!("{host}:{port}/{database}");
    let home = sandbox.path().join("home");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::copy(&pass, home.join(".pgpass")).unwrap();
    private(&home.join(".pgpass"));
    std::fs::copy(&services, home.join(".pg_service.conf")).unwrap();
    let home = home.display().to_string();
    let ways: Vec<Way<'_>> = vec![
        (
            "the URL",
            format!("postgresql://{name}:{ENCODED}@{at}"),
            vec![],
        ),
        (
            "a driver's URL",
            format!("postgresql+psycopg2://{name}:{ENCODED}@{at}?ssl=prefer"),
            vec![],
        ),
        (
            "a parameter",
            format!("postgresql://{name}@{at}?password={ENCODED}"),
            vec![],
        ),
        (
            "PGPASSWORD",
            format!("postgresql://{name}@{at}"),
            vec![("PGPASSWORD", PASSWORD)],
        ),
        (
            "PGPASSFILE",
            format!("postgresql://{name}@{at}"),
            vec![("PGPASSFILE", &pass)],
        ),
        (
            "~/.pgpass",
            format!("postgresql://{name}@{at}"),
            vec![("HOME", &home)],
        ),
        (
            "passfile",
            format!("postgresql://{name}@{at}?passfile={pass}"),
            vec![],
        ),
        (
            "a service",
            "postgresql:///?service=mine".to_owned(),
            vec![("PGSERVICEFILE", &services)],
        ),
        (
            "~/.pg_service.conf",
            "postgresql:///?service=mine".to_owned(),
            vec![("HOME", &home)],
        ),
        (
            "PGSERVICE and the URL",
            format!("postgresql://{name}:{ENCODED}@/{database}"),
            vec![("PGSERVICEFILE", &services), ("PGSERVICE", "bare")],
        ),
    ];
    for (number, (way, url, more)) in ways.iter().enumerate() {
        let mut variables = vec![("TEST_URL", url.as_str())];
        variables.extend(more);
        let backup = format!("{}.dump", way.replace(['/', ' ', '~'], "_"));
        let commands: [&[&str]; 11] = [
            &["upgrade"],
            &["current", "-v"],
            &["check"],
            &["verify"],
            &["backup", "--out", &backup],
            &["backups"],
            &["backups", "--check", "--json"],
            &["downgrade", "a", "--json"],
            &["restore", &backup, "--json"],
            &["restore", &backup, "--yes", "--in-place"],
            &["upgrade", "nonsense"],
        ];
        // Everything once; then what connects in each of its ways, the driver's and libpq's.
        let chosen = commands.into_iter().filter(|command| {
            number == 0 || matches!(command[0], "current" | "backup" | "restore")
        });
        for command in chosen {
            let outcome = sandbox.bridge_with(command, &variables);
            let expected = match command {
                ["upgrade", "nonsense"] => 2,
                ["restore", _, "--json"] => 3,
                _ => 0,
            };
            assert_eq!(
                outcome.code, expected,
                "{way}, {command:?}: {}",
                outcome.stderr
            );
            is_silent(&format!("{}{}", outcome.stdout, outcome.stderr), way);
        }
    }
    // Wrong passwords are not shown, either.
    for url in [
        format!("postgresql://{name}:{ENCODED}x@{at}"),
        format!("postgresql://{name}@{at}?password={ENCODED}x"),
        format!("postgresql://{name}:{ENCODED}@nowhere.invalid:1/x"),
        format!("postgresql://{name}:{ENCODED}@{host}:99999/x"),
        format!("postgresql://{name}:{ENCODED}@{at}?sslmode=nonsense"),
        format!("mongodb://{name}:{ENCODED}@{at}"),
        format!("{name}:{ENCODED}@{at}"),
    ] {
        for command in [&["current"][..], &["backup", "--json"]] {
            let outcome = sandbox.bridge_with(command, &[("TEST_URL", &url)]);
            assert_ne!(outcome.code, 0, "{url}");
            is_silent(&format!("{}{}", outcome.stdout, outcome.stderr), &url);
        }
    }
    // What was written: dumps hold data, everything else must be silent, names included.
    for (path, bytes) in files(sandbox.path()) {
        if path.starts_with("secret/") || path.starts_with("home/") {
            continue;
        }
        is_silent(&path, "a name");
        is_silent(&String::from_utf8_lossy(&bytes), &path);
    }
}

#[test]
fn arguments_of_processes_hold_no_password() {
    let role = Role::new();
    let sandbox = Sandbox::empty();
    project(&sandbox, &["main"], &[table("bridge main a")]);
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"env:TEST_URL\"\nhome = true\n",
    );
    let url = format!(
        "postgresql://{}:{ENCODED}@{}/{}",
        role.name,
        role.host(),
        role.database.name()
    );
    sandbox
        .bridge_with(&["upgrade"], &[("TEST_URL", &url)])
        .exits(0);
    let mut holder = role.database.connect();
    holder
        .execute("BEGIN; LOCK TABLE a IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bridge"))
        .arg("backup")
        .current_dir(sandbox.path())
        .env("TEST_URL", &url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let since = Instant::now();
    let mut seen = 0;
    // pg_dump waits for the table, and everybody can read its arguments meanwhile.
    while seen == 0 {
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "pg_dump never ran"
        );
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let Ok(bytes) = std::fs::read(entry.path().join("cmdline")) else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if text.contains(role.database.name()) && text.contains("pg_dump") {
                is_silent(&text, "an argument");
                seen += 1;
            }
        }
    }
    holder.execute("COMMIT").unwrap();
    assert!(child.wait().unwrap().success());
}
