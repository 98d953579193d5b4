//! `bridge doctor`: each rule once, on a history and a repository that have
//! it all, with place and way out, and without writing anything.

use std::collections::BTreeMap;

use bridge::database::{Access, DatabaseUrl, OpenOptions, open};

use crate::support::sandbox::{Sandbox, files};

fn history() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"sqlite:///./main.db\"\nhome = true\n\
         [databases.server]\nurl = \"postgresql://nobody:geheim@127.0.0.1:1/none\"\n\
         [sources.admin]\nkind = \"alembic\"\npath = \"admin/alembic.ini\"\ndatabase = \"main\"\n\
         dialects = [\"sqlite\", \"postgres\"]\n",
    );
    sandbox.write(
        "admin/alembic.ini",
        "[alembic]\nscript_location = alembic\n",
    );
    sandbox.write(
        "admin/alembic/env.py",
        "from alembic import context\nfrom sqlalchemy import event, engine_from_config, pool\n\
         engine = engine_from_config({}, poolclass=pool.NullPool)\n\
         @event.listens_for(engine, 'connect')\ndef on(connection, record):\n    connection.execute('PRAGMA foreign_keys=ON')\n\n\
         with engine.connect() as connection:\n    context.configure(connection=connection)\n    context.run_migrations()\n",
    );
    let version = |name: &str, id: &str, down: &str, revises: &str, body: &str| {
        sandbox.write(
            &format!("admin/alembic/versions/{name}.py"),
            &format!(
                "\"\"\"修改\n\nRevision ID: {id}\nRevises: {revises}\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = '{id}'\ndown_revision = {down}\n{body}"
            ),
        );
    };
    version(
        "a1",
        "a1",
        "None",
        "somewhere",
        "def upgrade():\n    op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True),\n        \
         sa.Column('on', sa.Boolean(), server_default=sa.text('0')),\n        sa.Column('at', sa.DateTime(), server_default=sa.func.datetime('now')))\n    \
         op.execute(\"UPDATE users SET at = strftime('%Y', at)\")\n",
    );
    version(
        "b2",
        "b2_with_an_id_of_more_than_thirty_two",
        "'a1'",
        "a1",
        "def upgrade():\n    op.add_column('users', sa.Column('c', sa.Text()))\n    try:\n        op.create_index('ix', 'users', ['c'])\n    except Exception:\n        pass\n\ndef downgrade():\n    pass\n",
    );
    version(
        "c3",
        "c3",
        "'a1'",
        "a1",
        "def upgrade():\n    with op.batch_alter_table('users') as batch:\n        batch.alter_column('at', type_=sa.Text())\n        batch.add_column(sa.Column('c', sa.Text()))\n\ndef downgrade():\n    pass\n",
    );
    version(
        "d4",
        "d4",
        "'c3'",
        "c3",
        "def upgrade():\n    op.create_tabel('x')\n",
    );
    sandbox.write("deploy.sh", "#!/bin/sh\nset -e\nalembic upgrade head\n");
    sandbox.write(
        "Dockerfile",
        "FROM python\nCMD [\"python\", \"-m\", \"scripts.run_migrations\"]\n",
    );
    sandbox.write(
        ".github/workflows/ci.yml",
        "jobs:\n  a:\n    steps:\n      - run: cd admin && alembic upgrade head\n",
    );
    sandbox.write(
        "app/main.py",
        "from db import Base, engine\n\nBase.metadata.create_all(engine)\n",
    );
    let options = OpenOptions {
        access: Access::ReadWrite { create: true },
        ..OpenOptions::default()
    };
    let path = sandbox.path().join("admin/main.db");
    let mut connection = open(&DatabaseUrl::Sqlite { path }, &options).expect("the file opens");
    connection
        .execute(
            "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY); \
             CREATE TABLE 子 (p INTEGER REFERENCES p (id)); INSERT INTO 子 VALUES (7), (8);",
        )
        .expect("a lived-in database");
    sandbox
}

#[test]
fn each_rule_names_place_and_way_out() {
    let sandbox = history();
    let before = files(sandbox.path());
    let text = sandbox.bridge(&["doctor"]).exits(3);
    let json = sandbox.bridge(&["doctor", "--json"]).exits(3).json();
    assert!(files(sandbox.path()) == before, "doctor wrote something");
    assert!(!text.stdout.contains("geheim") && !json.to_string().contains("geheim"));
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in json["findings"].as_array().expect("a list") {
        let place = &finding["place"];
        let place = match place["line"].as_u64() {
            Some(line) => format!("{}:{line}", place["path"].as_str().unwrap_or_default()),
            None => place["path"].as_str().unwrap_or_default().to_owned(),
        };
        let severity = finding["severity"].as_str().unwrap_or_default();
        assert!(
            !finding["help"].as_str().unwrap_or_default().is_empty(),
            "{finding}"
        );
        found
            .entry(finding["rule"].as_str().unwrap_or_default().to_owned())
            .or_default()
            .push(format!("{severity} {place}"));
    }
    let lines: Vec<String> = found
        .iter()
        .flat_map(|(rule, places)| places.iter().map(move |place| format!("{rule}: {place}")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    text.says("not looked at: database server")
        .says("error[boolean-default] admin/alembic/versions/a1.py:11: `0` is a number")
        .says("`strftime(…)` exists on sqlite only, and stands in the postgres script of revision a1.")
        .says("2 rows refer from 子 to rows of p that do not exist.");
}

#[test]
fn what_the_databases_say_is_a_decision() {
    let sandbox = Sandbox::lived_in();
    sandbox.bridge(&["cutover", "--no-backup"]).exits(0);
    sandbox.bridge(&["doctor"]).exits(0);
    let file = "migrations/0002_001_scripts/up.sql";
    let folder = files(&sandbox.path().join("migrations"));
    let file = folder
        .keys()
        .find(|name| name.contains("001_scripts/up"))
        .map_or(file.to_owned(), |name| format!("migrations/{name}"));
    let text = sandbox.read(&file);
    sandbox.write(&file, &(text + "\nSELECT 1;\n"));
    let url = DatabaseUrl::Sqlite {
        path: sandbox.chat_file(),
    };
    let mut connection = open(&url, &OpenOptions::read_write()).expect("the file opens");
    connection
        .execute("PRAGMA journal_mode = WAL")
        .expect("the mode changes");
    connection
        .execute(
            "INSERT INTO schema_migrations VALUES ('29990101_future', '', '2999-01-01 00:00:00')",
        )
        .expect("the row goes in");
    sandbox
        .bridge(&["doctor"])
        .exits(3)
        .says("decision[changed-file]")
        .says("decision[unknown-row]")
        .says("29990101_future")
        .says("warning[wal-file]")
        .says("chat_history.db-wal");
    drop(connection);
}

#[test]
fn it_works_before_anything_is_set_up() {
    let sandbox = Sandbox::lived_in();
    std::fs::remove_file(sandbox.path().join("bridge.toml")).expect("the file is there");
    std::fs::remove_file(sandbox.chat_file()).expect("the file is there");
    sandbox
        .bridge(&["doctor"])
        .exits(0)
        .says("warning[disagreeing-header]")
        .says("not looked at: database");
    assert!(!sandbox.path().join("bridge.toml").exists());
    Sandbox::empty()
        .bridge(&["doctor"])
        .exits(2)
        .says("no legacy system was found");
}

#[test]
fn a_program_is_no_finding() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"sqlite:///./main.db\"\nhome = true\n\
         [sources.admin]\nkind = \"alembic\"\npath = \"admin/alembic.ini\"\ndatabase = \"main\"\n",
    );
    sandbox.write(
        "admin/alembic.ini",
        "[alembic]\nscript_location = alembic\n",
    );
    sandbox.write("admin/alembic/env.py", "");
    sandbox.write(
        "admin/alembic/versions/a1.py",
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n\
         def upgrade():\n    for row in op.get_bind().execute(sa.text('SELECT 1')):\n        op.execute(f'SELECT {row[0]}')\n\n\
         def downgrade():\n    pass\n",
    );
    let said = sandbox.bridge(&["doctor", "--json"]).json().to_string();
    assert!(!said.contains("live database"), "{said}");
}
