//! The sample under the legacy tools and under bridge: the same schema, the
//! same rows, and in `alembic_version` the rows that Alembic would have.

use std::path::{Path, PathBuf};

use crate::oracle;
use assert_cmd::Command;

/// A folder with the repository's chain and databases of its own.
struct Site {
    folder: tempfile::TempDir,
    admin: String,
    chat: String,
}

impl Site {
    /// `admin` is a URL; the chat database is the lived-in one.
    fn new(admin: impl FnOnce(&Path) -> String) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = oracle::root();
        for name in ["migrations", "legacy"] {
            crate::folder::copy(&root.join(name), &folder.path().join(name));
        }
        std::fs::copy(root.join("bridge.toml"), folder.path().join("bridge.toml"))
            .expect("the configuration");
        let admin = admin(folder.path());
        let chat = oracle::sqlite(
            &folder.path().join("chat_history.db"),
            Some(&oracle::lived_in("chat_history.sql")),
        );
        Self {
            folder,
            admin,
            chat,
        }
    }

    fn with_sqlite(dump: Option<&Path>) -> Self {
        Self::new(|folder| oracle::sqlite(&folder.join("admin.db"), dump))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bridge(&self, arguments: &[&str]) {
        Command::cargo_bin("bridge")
            .expect("the program is built")
            .current_dir(self.folder.path())
            .env_remove("DATABASE_URL")
            .arg("--url")
            .arg(format!("admin-backend={}", self.admin))
            .arg("--url")
            .arg(format!("main-program={}", self.chat))
            .args(arguments)
            .assert()
            .success();
    }
}

/// After every step up and down, `alembic_version` is what Alembic leaves.
fn ledger_follows_alembic(site: &Site, real: &str) {
    for step in oracle::alembic(real, "upgrade", &["heads"]).steps {
        let target = format!("admin-backend@{}", step.revision);
        site.bridge(&["upgrade", "--no-backup", &target]);
        assert_eq!(
            oracle::alembic_ledger(&site.admin),
            step.ledger,
            "after upgrading to {}",
            step.revision
        );
    }
    oracle::assert_same(&site.admin, real, "at the heads");
    for step in oracle::alembic(real, "downgrade", &["base"]).steps {
        site.bridge(&["downgrade", "--yes", "--no-backup", "admin-backend@-1"]);
        assert_eq!(
            oracle::alembic_ledger(&site.admin),
            step.ledger,
            "after downgrading {}",
            step.revision
        );
    }
    oracle::assert_same(&site.admin, real, "at the base");
}

#[test]
fn ledger_after_every_step_on_sqlite() {
    let site = Site::with_sqlite(None);
    let real = oracle::sqlite(&site.file("real.db"), None);
    ledger_follows_alembic(&site, &real);
}

#[test]
fn ledger_after_every_step_on_postgres() {
    let (_ours, ours) = oracle::postgres(None);
    let (_real, real) = oracle::postgres(None);
    let site = Site::new(|_| ours);
    ledger_follows_alembic(&site, &real);
}

/// The same targets in the same order, whole and partial, up and down.
fn targets_agree(site: &Site, real: &str) {
    for (command, target) in [
        ("upgrade", "7c9e6679f1aa"),
        ("upgrade", "xxxx_add_session_id"),
        ("downgrade", "002_tags"),
        ("upgrade", "9f8e7d6c5b4a"),
        ("upgrade", "010_account_limits"),
        ("downgrade", "d4e5f6a7b8c9"),
        ("upgrade", "heads"),
        ("downgrade", "011_rename"),
        ("downgrade", "a1b2c3d4e5f6"),
        ("downgrade", "001_scripts"),
        ("upgrade", "heads"),
        ("downgrade", "base"),
        ("upgrade", "heads"),
    ] {
        let run = oracle::alembic(real, command, &[target]);
        let target = format!("admin-backend@{target}");
        let mut arguments = vec![command, "--no-backup", &target];
        if command == "downgrade" {
            // Alembic does not ask.
            arguments.push("--yes");
        }
        site.bridge(&arguments);
        let when = format!("after {command} {target}");
        assert_eq!(oracle::alembic_ledger(&site.admin), run.ledger, "{when}");
        oracle::assert_same(&site.admin, real, &when);
    }
}

#[test]
fn targets_on_sqlite() {
    let site = Site::with_sqlite(None);
    let real = oracle::sqlite(&site.file("real.db"), None);
    targets_agree(&site, &real);
}

#[test]
fn targets_on_postgres() {
    let (_ours, ours) = oracle::postgres(None);
    let (_real, real) = oracle::postgres(None);
    let site = Site::new(|_| ours);
    targets_agree(&site, &real);
}

/// The legacy tools on one copy, bridge on another.
fn lived_in_agrees(site: &Site, real_admin: &str) {
    let real_chat_file = site.file("real_chat_history.db");
    let real_chat = oracle::sqlite(&real_chat_file, Some(&oracle::lived_in("chat_history.sql")));
    let run = oracle::alembic(real_admin, "upgrade", &["heads"]);
    oracle::list_runner(&real_chat_file);

    site.bridge(&["upgrade"]);

    assert_eq!(oracle::alembic_ledger(&site.admin), run.ledger);
    let entries = |url: &str| {
        let query = "SELECT version, description FROM schema_migrations ORDER BY rowid";
        oracle::ask(url, query)
    };
    assert_eq!(entries(&site.chat), entries(&real_chat));
    for (ours, real) in [
        (site.admin.as_str(), real_admin),
        (site.chat.as_str(), real_chat.as_str()),
    ] {
        oracle::assert_same(ours, real, "at the end");
    }
}

#[test]
fn lived_in_on_sqlite() {
    let site = Site::with_sqlite(Some(&oracle::lived_in("admin.sql")));
    let real = oracle::sqlite(&site.file("real.db"), Some(&oracle::lived_in("admin.sql")));
    lived_in_agrees(&site, &real);
}

#[test]
fn lived_in_on_postgres() {
    let file = oracle::lived_in("admin.postgres.sql");
    let (_ours, ours) = oracle::postgres(Some(&file));
    let (_real, real) = oracle::postgres(Some(&file));
    let site = Site::new(|_| ours);
    lived_in_agrees(&site, &real);
}

#[test]
fn lived_in_databases_are_what_the_legacy_tools_leave() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_fresh, fresh) = oracle::postgres(None);
    let (_stored, stored) = oracle::postgres(Some(&oracle::lived_in("admin.postgres.sql")));
    oracle::make_lived_in(folder.path(), &fresh);
    let mut pairs = vec![(fresh, stored)];
    for name in ["admin.sql", "chat_history.sql"] {
        let file = |kind: &str| folder.path().join(format!("{kind}-{name}.db"));
        pairs.push((
            oracle::sqlite(&file("fresh"), Some(&folder.path().join(name))),
            oracle::sqlite(&file("stored"), Some(&oracle::lived_in(name))),
        ));
    }
    for (fresh, stored) in &pairs {
        oracle::assert_identical(fresh, stored, "made anew and as stored");
    }
}
