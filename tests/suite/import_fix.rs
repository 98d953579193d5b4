//! `bridge import --fix`: the faults of a real history, on which Alembic
//! itself stops, are named without it and repaired with it.

use crate::postgres_server as postgres;
use crate::support::sandbox::{Outcome, Sandbox, files};

const LONG: &str = "xxxx_add_session_id_to_the_users_table";

/// A history that runs with Alembic neither on a fresh SQLite file nor on PostgreSQL.
fn faulty(url: &str, dialects: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        &format!(
            "[databases.main]\nurl = \"{url}\"\n\
             [sources.admin]\nkind = \"alembic\"\npath = \"admin/alembic.ini\"\ndatabase = \"main\"\ndialects = {dialects}\n"
        ),
    );
    sandbox.write(
        "admin/alembic.ini",
        "[alembic]\nscript_location = alembic\n",
    );
    sandbox.write("admin/alembic/env.py", "");
    let head = |id: &str, down: &str| {
        format!(
            "\"\"\"修改 {id}\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = '{id}'\ndown_revision = {down}\n"
        )
    };
    let version = |name: &str, head: String, body: &str| {
        sandbox.write(&format!("admin/alembic/versions/{name}.py"), &(head + body));
    };
    version(
        "001_users",
        head("001_users", "None"),
        "def upgrade():\n    op.create_table('users',\n        sa.Column('id', sa.Integer(), primary_key=True),\n        \
         sa.Column('啟用', sa.Boolean(), server_default=sa.text('1'), nullable=False),\n        \
         sa.Column('created_at', sa.DateTime(), server_default=sa.func.datetime('now')))\n\n\
         def downgrade():\n    op.drop_table('users')\n",
    );
    let session = "def upgrade():\n    op.add_column('users', sa.Column('session_id', sa.String(64)))\n    \
                   op.create_index('ix_users_session_id', 'users', ['session_id'])\n\n\
                   def downgrade():\n    op.drop_index('ix_users_session_id', 'users')\n    op.drop_column('users', 'session_id')\n";
    version("002_session", head("002_session", "'001_users'"), session);
    version("xxxx_add_session_id", head(LONG, "'001_users'"), session);
    version(
        "003_merge",
        head("003_merge", &format!("('002_session', '{LONG}')")),
        "def upgrade():\n    pass\n\ndef downgrade():\n    pass\n",
    );
    sandbox
}

fn both(sandbox: &Sandbox, arguments: &[&str]) -> Outcome {
    sandbox.bridge(arguments)
}

#[test]
fn without_fix_each_fault_is_named_and_the_repair_offered() {
    let sandbox = faulty("sqlite:///./main.db", "[\"sqlite\", \"postgres\"]");
    both(&sandbox, &["import"])
        .exits(1)
        .says("admin/alembic/versions/001_users.py:8")
        .says("`datetime('now')` exists on SQLite only")
        .says("The id has 38 characters, and Alembic's version_num holds 32")
        .says("`1` is a number and the default of a boolean")
        .says("Makes the column users.session_id, which revision xxxx_add_session_id_to_the_users_table makes already.")
        .says("admin/alembic/versions/002_session.py:8")
        .says("`bridge import --fix` repairs it: a guard around the column users.session_id")
        .says("`bridge import --fix` repairs it: a guard around the index ix_users_session_id on users");
    assert!(!sandbox.path().join("migrations").exists());
    // On SQLite alone the rehearsal stops it.
    let sandbox = faulty("sqlite:///./main.db", "[\"sqlite\"]");
    both(&sandbox, &["import"])
        .exits(1)
        .says("duplicate column name: session_id")
        .says("xxxx_add_session_id_to_the_users_table (admin/alembic/versions/xxxx_add_session_id.py) makes it first")
        .says("`bridge import --fix` repairs it: a guard around the column users.session_id");
}

#[test]
fn with_fix_it_imports_runs_on_both_and_importing_again_changes_nothing() {
    let server = postgres::Database::new();
    let sandbox = faulty("sqlite:///./main.db", "[\"sqlite\", \"postgres\"]");
    let url = server.text();
    both(&sandbox, &["import", "--fix", "--scratch", &url])
        .exits(0)
        .says("repaired  001_users.py:8: `datetime('now')` becomes `CURRENT_TIMESTAMP` on PostgreSQL")
        .says("repaired  001_users.py:8: `1` becomes `true` on PostgreSQL")
        .says("repaired  002_session.py:8: a guard around the column users.session_id, which revision xxxx_add_session_id_to_the_users_table makes; the way back leaves it")
        .says("rehearsed   main on sqlite: 4 up, 4 down")
        .says("rehearsed   main on postgres: 4 up, 4 down");
    let folder = sandbox.path().join("migrations");
    let written = files(&folder);
    let toml = sandbox.read("migrations/0001_001_users/revision.toml");
    assert!(
        toml.contains("[[repair]]\ncode = \"sqlite-clock\""),
        "{toml}"
    );
    assert!(toml.contains("file = \"001_users.py\"\nline = 8"), "{toml}");
    // SQLite's own script is as Alembic writes it.
    let sqlite = sandbox.read("migrations/0001_001_users/up.sqlite.sql");
    assert!(sqlite.contains("datetime('now')"), "{sqlite}");
    for arguments in [&["import"][..], &["import", "--fix"]] {
        both(&sandbox, arguments).exits(0).says("nothing to write");
        assert!(files(&folder) == written);
    }
    for (name, url) in [("sqlite", "sqlite:///./fresh.db"), ("postgres", &url)] {
        let setting = format!("main={url}");
        let run = |arguments: &[&str]| {
            let mut all = arguments.to_vec();
            all.extend(["--url", &setting]);
            sandbox.bridge(&all)
        };
        let create: &[&str] = if name == "sqlite" {
            &["upgrade", "--create"]
        } else {
            &["upgrade"]
        };
        run(create).exits(0).says("upgraded   003_merge");
        run(&["verify"]).exits(0).says("as its revisions build it");
        // The second path's way back leaves to the first what the first has made.
        run(&["downgrade", LONG, "--yes", "--no-backup"]).exits(0);
        run(&["downgrade", "base", "--yes", "--no-backup"]).exits(0);
        run(&["upgrade", "--no-backup"]).exits(0);
    }
}

#[test]
fn what_is_not_alike_has_no_safe_repair() {
    let sandbox = faulty("sqlite:///./main.db", "[\"sqlite\"]");
    let path = "admin/alembic/versions/002_session.py";
    let text = sandbox.read(path).replace("sa.String(64)", "sa.Integer()");
    sandbox.write(path, &text);
    sandbox
        .bridge(&["import", "--fix"])
        .exits(1)
        .says("duplicate column name: session_id");
    sandbox
        .bridge(&["import", "--fix", "--no-rehearsal"])
        .exits(0)
        .says("The two are not alike, so there is no safe repair: correct the file.");
}
