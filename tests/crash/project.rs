//! A project in a folder of its own, its databases, and what they hold.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use bridge::database::{Access, Connection, DatabaseUrl, OpenOptions, open};
use tempfile::TempDir;

use crate::chain;
use crate::picture::picture;
use crate::postgres_server::Database;
use crate::strays::{children, is_backup, is_cold_journal, sessions};

/// Which databases a project has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setup {
    Sqlite,
    Postgres,
    /// Home and satellite on SQLite.
    SqliteTwo,
    /// Home on PostgreSQL, the satellite a SQLite file.
    PostgresAndSqlite,
    /// Home and satellite on PostgreSQL, in databases of their own.
    PostgresTwo,
    /// Home a SQLite file, the satellite on PostgreSQL.
    SqliteAndPostgres,
}

impl Setup {
    pub(crate) const ALL: [Self; 6] = [
        Self::Sqlite,
        Self::Postgres,
        Self::SqliteTwo,
        Self::PostgresAndSqlite,
        Self::PostgresTwo,
        Self::SqliteAndPostgres,
    ];

    pub(crate) fn two(self) -> bool {
        !matches!(self, Self::Sqlite | Self::Postgres)
    }

    pub(crate) fn home_on_postgres(self) -> bool {
        matches!(
            self,
            Self::Postgres | Self::PostgresAndSqlite | Self::PostgresTwo
        )
    }

    pub(crate) fn satellite_on_postgres(self) -> bool {
        matches!(self, Self::PostgresTwo | Self::SqliteAndPostgres)
    }
}

/// A project as it was before something happened: a folder to copy and a
/// database to make others after.
pub(crate) struct Prepared {
    folder: TempDir,
    template: Servers,
    setup: Setup,
}

/// The databases that are on a server.
#[derive(Default)]
struct Servers {
    home: Option<Database>,
    satellite: Option<Database>,
}

impl Servers {
    fn make(setup: Setup, make: impl Fn() -> Database) -> Self {
        Self {
            home: setup.home_on_postgres().then(&make),
            satellite: setup.satellite_on_postgres().then(&make),
        }
    }

    fn like(&self) -> Self {
        Self {
            home: self.home.as_ref().map(Database::like),
            satellite: self.satellite.as_ref().map(Database::like),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Database> {
        self.home.iter().chain(&self.satellite)
    }
}

/// A copy of it for one try.
pub(crate) struct Project {
    path: PathBuf,
    /// Goes with the project, where it is a temporary one.
    folder: Option<TempDir>,
    servers: Servers,
    setup: Setup,
}

impl Prepared {
    /// The databases as the legacy tools left them, and a chain.
    pub(crate) fn lived_in(setup: Setup, chain: impl Fn(&Path)) -> Self {
        Self::make(setup, chain, Database::new)
    }

    /// The same with home on the PostgreSQL server of a URL.
    pub(crate) fn on_server(url: &str, chain: impl Fn(&Path)) -> Self {
        Self::make(Setup::Postgres, chain, || Database::on(url))
    }

    fn make(setup: Setup, chain: impl Fn(&Path), make: impl Fn() -> Database) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        chain(&folder.path().join("migrations"));
        std::fs::create_dir(folder.path().join("data")).expect("a folder");
        let template = Servers::make(setup, make);
        let prepared = Self {
            folder,
            template,
            setup,
        };
        prepared.write_config();
        let base = format!("{}{}", chain::BASE, chain::ALEMBIC);
        match &prepared.template.home {
            Some(database) => run_sql(database.connect().as_mut(), &base),
            None => run_sql(create(&prepared.file("admin")).as_mut(), &base),
        }
        if setup.two() {
            let base = format!("{}{}", chain::BASE, chain::LIST);
            match &prepared.template.satellite {
                Some(database) => run_sql(database.connect().as_mut(), &base),
                None => run_sql(create(&prepared.file("chat")).as_mut(), &base),
            }
        }
        prepared
    }

    /// The same after these statements on the satellite's file.
    pub(crate) fn with_satellite(self, sql: &str) -> Self {
        run_sql(create(&self.file("chat")).as_mut(), sql);
        self
    }

    /// The same with the SQLite files in WAL mode.
    pub(crate) fn in_wal_mode(self) -> Self {
        for name in ["admin", "chat"] {
            let file = self.file(name);
            if file.exists() {
                run_sql(create(&file).as_mut(), "PRAGMA journal_mode=WAL");
            }
        }
        self
    }

    /// The same after a command has run on it.
    pub(crate) fn after(self, arguments: &[&str]) -> Self {
        let Self {
            folder,
            template,
            setup,
        } = self;
        let project = Project {
            path: folder.path().to_owned(),
            folder: None,
            servers: template,
            setup,
        };
        let output = project.bridge(arguments);
        assert!(output.status.success(), "{}", shown(&output));
        Self {
            folder,
            template: project.servers,
            setup,
        }
    }

    /// A copy.
    pub(crate) fn copy(&self) -> Project {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut project = self.copy_to(folder.path());
        project.folder = Some(folder);
        project
    }

    /// A copy at a place.
    pub(crate) fn copy_to(&self, path: &Path) -> Project {
        copy(self.folder.path(), path);
        let project = Project {
            path: path.to_owned(),
            folder: None,
            servers: self.template.like(),
            setup: self.setup,
        };
        std::fs::write(
            project.path().join("bridge.toml"),
            config(self.setup, &project.servers),
        )
        .expect("bridge.toml is written");
        project
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("data/{name}.db"))
    }

    /// The same with something else, or nothing, in the place of home's file.
    pub(crate) fn with_home_file(self, bytes: Option<&[u8]>) -> Self {
        let file = self.file("admin");
        match bytes {
            Some(bytes) => std::fs::write(file, bytes).expect("the file is written"),
            None => std::fs::remove_file(file).expect("the file goes"),
        }
        self
    }

    fn write_config(&self) {
        let text = config(self.setup, &self.template);
        std::fs::write(self.folder.path().join("bridge.toml"), text).expect("it is written");
    }
}

/// The program; `BRIDGE_TEST_PROGRAM` names another build of it, with failpoints,
/// so that a long run is not disturbed by the next build.
pub(crate) fn program() -> PathBuf {
    std::env::var_os("BRIDGE_TEST_PROGRAM")
        .map_or_else(|| env!("CARGO_BIN_EXE_bridge").into(), PathBuf::from)
}

/// A run that waits at a place.
pub(crate) struct Held {
    /// `None` once it was told to go on.
    child: Option<std::process::Child>,
    trace: PathBuf,
    go: PathBuf,
}

impl Held {
    /// Lets it go on, and gives its end.
    pub(crate) fn go_on(mut self) -> Output {
        std::fs::write(&self.go, "").expect("the file is written");
        let child = self.child.take().expect("it is told once");
        let output = child.wait_with_output().expect("its end is seen");
        std::fs::remove_file(&self.go).expect("the file goes");
        let _ = std::fs::remove_file(&self.trace);
        output
    }
}

impl Drop for Held {
    /// A test that fails leaves no process that waits forever.
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn config(setup: Setup, servers: &Servers) -> String {
    let url = |database: &Option<Database>, name: &str| {
        database
            .as_ref()
            .map_or(format!("sqlite:///./data/{name}.db"), Database::text)
    };
    let home = url(&servers.home, "admin");
    let mut text = format!("[databases.admin]\nurl = \"{home}\"\nhome = true\n");
    if setup.two() {
        let satellite = url(&servers.satellite, "chat");
        text.push_str(&format!("\n[databases.chat]\nurl = \"{satellite}\"\n"));
    }
    text
}

impl Project {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Starts the command, which stops at a place until it is told to go on.
    pub(crate) fn held_at(&self, arguments: &[&str], place: usize) -> Held {
        let trace = self.path().join("held.trace");
        let go = self.path().join("held.go");
        let child = self
            .command(arguments)
            .env("BRIDGE_FAILPOINT_TRACE", &trace)
            .env("BRIDGE_FAILPOINT_HOLD", format!("{place}:{}", go.display()))
            .spawn()
            .expect("bridge starts");
        let mut held = Held {
            child: Some(child),
            trace,
            go,
        };
        for _ in 0..2000 {
            let reached = std::fs::read_to_string(&held.trace)
                .is_ok_and(|text| text.lines().count() >= place);
            let has_ended = held
                .child
                .as_mut()
                .is_none_or(|child| child.try_wait().expect("it can be asked").is_some());
            if reached || has_ended {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        held
    }

    /// The command, to be run in the project, with nothing in its environment that could change its work.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .current_dir(self.path())
            .env_remove("DATABASE_URL")
            .env_remove("PGPASSWORD")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn bridge(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("bridge starts")
    }

    /// The same, killed where it takes longer.
    pub(crate) fn bridge_within(&self, arguments: &[&str], limit: std::time::Duration) -> Output {
        let mut child = self.command(arguments).spawn().expect("bridge starts");
        let began = std::time::Instant::now();
        while began.elapsed() < limit && child.try_wait().expect("it can be asked").is_none() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let _ = child.kill();
        child.wait_with_output().expect("its end is seen")
    }

    /// The places that an undisturbed run reaches, in order.
    pub(crate) fn trace(&self, arguments: &[&str]) -> Vec<String> {
        let file = self.path().join("trace");
        let output = self
            .command(arguments)
            .env("BRIDGE_FAILPOINT_TRACE", &file)
            .output()
            .expect("bridge starts");
        assert!(output.status.success(), "{}", shown(&output));
        let text = std::fs::read_to_string(&file).expect("the run had places");
        std::fs::remove_file(&file).expect("the trace goes");
        text.lines().map(str::to_owned).collect()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(format!("data/{name}.db"))
    }

    /// The backups that there are, as `bridge restore` takes them.
    pub(crate) fn backups(&self) -> Vec<String> {
        let mut found: Vec<String> = walkdir::WalkDir::new(self.path().join("backup"))
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(".json") && !name.ends_with(".partial"))
            .collect();
        found.sort();
        found
    }

    /// Whether a backup was begun.
    pub(crate) fn has_backups(&self) -> bool {
        self.path().join("backup").exists()
    }

    /// A connection of the test's own to home.
    pub(crate) fn home(&self) -> Box<dyn Connection> {
        match &self.servers.home {
            Some(database) => database.connect(),
            None => existing(&self.file("admin")),
        }
    }

    fn satellite(&self) -> Box<dyn Connection> {
        match &self.servers.satellite {
            Some(database) => database.connect(),
            None => existing(&self.file("chat")),
        }
    }

    /// A connection of the test's own to a SQLite file.
    pub(crate) fn file_connection(&self, name: &str) -> Box<dyn Connection> {
        existing(&self.file(name))
    }

    /// Home's URL, where it is on PostgreSQL.
    pub(crate) fn home_url(&self) -> Option<String> {
        self.servers.home.as_ref().map(Database::text)
    }

    /// The server's name for home, where it is on PostgreSQL.
    pub(crate) fn database_name(&self) -> Option<&str> {
        self.servers.home.as_ref().map(Database::name)
    }

    /// Schema and rows of all databases, without what differs from run to run.
    pub(crate) fn picture(&self) -> String {
        let mut text = String::new();
        picture(self.home().as_mut(), &mut text);
        if self.setup.two() {
            text.push_str("== chat\n");
            picture(self.satellite().as_mut(), &mut text);
        }
        text
    }

    /// The same without the tables in which bridge keeps more than what is
    /// applied: they come when they are needed.
    pub(crate) fn picture_without_notes(&self) -> String {
        let is_note =
            |line: &&str| line.contains("bridge_setting") || line.contains("bridge_witness");
        let picture = self.picture();
        let mut kept: Vec<&str> = picture.lines().filter(|line| !is_note(line)).collect();
        kept.push("");
        kept.join("\n")
    }

    /// What should not be there: files beside the databases, partial backups,
    /// sessions and locks on the server, child processes.
    pub(crate) fn strays(&self) -> Vec<String> {
        let mut strays = Vec::new();
        for entry in walkdir::WalkDir::new(self.path())
            .into_iter()
            .filter_map(Result::ok)
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let relative = entry
                .path()
                .strip_prefix(self.path())
                .unwrap_or(entry.path());
            let is_known = !entry.file_type().is_file()
                || is_cold_journal(entry.path())
                || relative.starts_with("migrations")
                || name.starts_with("admin.db.damaged-")
                || matches!(name.as_str(), "bridge.toml" | "admin.db" | "chat.db")
                || is_backup(entry.path());
            if !is_known {
                strays.push(format!("file {}", relative.display()));
            }
        }
        for database in self.servers.all() {
            strays.extend(children(database.name()));
            let mut left = Vec::new();
            // A session that was cut off needs a moment to find that out.
            for _ in 0..200 {
                left = sessions(database.connect().as_mut());
                if left.is_empty() {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(25));
            }
            strays.extend(left);
        }
        strays
    }
}

pub(crate) fn shown(output: &Output) -> String {
    format!(
        "{}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the folder is readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below the folder"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("the folder is made");
        } else {
            std::fs::copy(entry.path(), target).expect("the file is copied");
        }
    }
}

fn create(file: &Path) -> Box<dyn Connection> {
    connect(file, true)
}

fn existing(file: &Path) -> Box<dyn Connection> {
    connect(file, false)
}

fn connect(file: &Path, create: bool) -> Box<dyn Connection> {
    let options = OpenOptions {
        access: Access::ReadWrite { create },
        ..OpenOptions::default()
    };
    open(&DatabaseUrl::Sqlite { path: file.into() }, &options).expect("the file opens")
}

fn run_sql(connection: &mut dyn Connection, sql: &str) {
    connection.execute(sql).expect("the statements run");
}
