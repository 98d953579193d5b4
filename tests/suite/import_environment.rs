//! What `bridge import` takes from `env.py`, and its rehearsal on a PostgreSQL server.

use crate::postgres_server::Database;
use crate::support::sandbox::Sandbox;

const ENV: &str = r#"
from alembic import context
from sqlalchemy import event

@event.listens_for(engine, "connect")
def enforce(connection, record):
    connection.execute("PRAGMA foreign_keys=ON")

def run_migrations_online():
    context.configure(connection=connection, target_metadata=None, version_table="版本")
"#;

/// An Alembic project with one revision that does this.
fn project(body: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        "[databases.shop]\nurl = \"sqlite:///./shop.db\"\n\
         [sources.shop]\nkind = \"alembic\"\npath = \"shop/alembic.ini\"\ndatabase = \"shop\"\n\
         dialects = [\"sqlite\", \"postgres\"]\n",
    );
    sandbox.write(
        "shop/alembic.ini",
        "[alembic]\nscript_location = %(here)s/alembic\n",
    );
    sandbox.write("shop/alembic/env.py", ENV);
    sandbox.write(
        "shop/alembic/versions/a1.py",
        &format!(
            "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n\
             def upgrade():\n    {body}\ndef downgrade():\n    op.drop_table('orders')\n"
        ),
    );
    sandbox
}

const TABLE: &str = "op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True))";

#[test]
fn the_ledgers_name_is_locked_and_foreign_keys_are_spoken_of() {
    let sandbox = project(TABLE);
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("bridge's runs keep it off")
        .says("`foreign_keys = true` under [databases.shop]");
    let block = "[[lane]]\nname = \"shop\"\nversion_table = \"版本\"\n";
    assert!(sandbox.read("migrations/chain.lock").contains(block));
    // The configuration beats env.py, and the key that is asked for silences the note.
    let toml = sandbox
        .read("bridge.toml")
        .replace("shop.db\"\n", "shop.db\"\nforeign_keys = true\n");
    sandbox.write(
        "bridge.toml",
        &format!("{toml}version_table = \"alembic_version\"\n"),
    );
    let again = sandbox.bridge(&["import"]).exits(0);
    assert!(!again.stderr.contains("foreign_keys"), "{}", again.stderr);
    assert!(!sandbox.read("migrations/chain.lock").contains("[[lane]]"));
}

#[test]
fn what_a_revision_sets_for_those_behind_it_is_said() {
    let sandbox = project(&format!(
        "{TABLE}\n    if op.get_bind().dialect.name == 'postgresql':\n        op.execute('SET search_path TO app')"
    ));
    let said = |expected: bool| {
        let outcome = sandbox.bridge(&["import", "--dry-run"]).exits(0);
        assert_eq!(
            outcome.stderr.contains("a1.py:8:9"),
            expected,
            "{}",
            outcome.stderr
        );
        assert_eq!(
            outcome
                .stderr
                .contains("Revision a1 sets the `search_path`"),
            expected
        );
    };
    said(false);
    sandbox.write(
        "shop/alembic/versions/b2.py",
        "from alembic import op\nrevision = 'b2'\ndown_revision = 'a1'\ndef upgrade():\n    op.execute('SELECT 1')\n",
    );
    said(true);
}

#[test]
fn a_server_rehearses_the_scripts_for_it() {
    let database = Database::new();
    let url = database.text();
    let sandbox = project(TABLE);
    sandbox
        .bridge_with(&["import", "--scratch", "env:SERVER"], &[("SERVER", &url)])
        .exits(0)
        .says("rehearsed   shop on sqlite: 1 up, 1 down")
        .says("rehearsed   shop on postgres: 1 up, 1 down");
    sandbox
        .bridge(&["import", "--scratch", "sqlite:///./a.db"])
        .exits(2)
        .says("--scratch takes the URL of a PostgreSQL server");
}

#[test]
fn what_fails_on_the_server_only_is_named_and_nothing_is_written() {
    let database = Database::new();
    let sandbox = project(
        "op.execute(\"CREATE TABLE orders (id INTEGER, made TEXT DEFAULT (strftime('%s')))\")",
    );
    sandbox
        .bridge(&["import", "--scratch", &database.text()])
        .exits(1)
        .says("the rehearsal failed: the upgrade of revision a1 failed")
        .says("shop/alembic/versions/a1.py")
        .says("strftime");
    assert!(!sandbox.path().join("migrations").exists());
}

#[test]
fn a_downgrade_that_alembic_cannot_run_on_a_dialect_is_no_way_back_there() {
    let sandbox = project(TABLE);
    let file = "shop/alembic/versions/a1.py";
    let text = sandbox.read(file).replace(
        "op.drop_table('orders')",
        "op.drop_constraint('uq', 'orders')",
    );
    sandbox.write(file, &text);
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("Alembic cannot run this downgrade on sqlite either");
    let lock = sandbox.read("migrations/chain.lock");
    assert!(lock.contains("down.postgres"), "{lock}");
    assert!(!lock.contains("down.sqlite"), "{lock}");
}

#[test]
fn a_downgrade_that_calls_an_operation_wrongly_does_not_keep_its_upgrade_out() {
    for (call, said) in [
        (
            "op.drop_column('orders', 'id', 'made')",
            "TypeError: drop_column() takes 3 positional arguments but 4 were given",
        ),
        (
            "op.drop_column('orders', sa.Column('made', sa.Text))",
            "TypeError: Column._set_parent() missing 2 required keyword-only arguments",
        ),
    ] {
        let sandbox = project(TABLE);
        let file = "shop/alembic/versions/a1.py";
        let text = sandbox.read(file).replace("op.drop_table('orders')", call);
        sandbox.write(file, &text);
        sandbox
            .bridge(&["import"])
            .exits(0)
            .says(said)
            .says("Alembic cannot run this downgrade on sqlite either");
        let lock = sandbox.read("migrations/chain.lock");
        assert!(!lock.contains("down."), "{lock}");
    }
}

#[test]
fn the_dialect_of_the_database_at_hand_is_missed() {
    let sandbox = project(TABLE);
    let text = sandbox
        .read("bridge.toml")
        .replace("[\"sqlite\", \"postgres\"]", "[\"postgres\"]");
    sandbox.write("bridge.toml", &text);
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("[dialect-left-out]: Database `shop` is on sqlite here")
        .says("Write `dialects = [\"postgres\", \"sqlite\"]` under [sources.shop]");
}

#[test]
fn a_downgrade_that_fails_in_the_rehearsal_is_a_warning_with_its_line() {
    let sandbox = project(TABLE);
    let file = "shop/alembic/versions/a1.py";
    let text = sandbox
        .read(file)
        .replace("op.drop_table('orders')", "op.drop_table('order')");
    sandbox.write(file, &text);
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("warning[rehearsal-failed]: The rehearsal of the downgrade of a1 fails: no such table: order")
        .says("op.drop_table('order')")
        .says("1 up, 0 down; the downgrade of a1 fails");
    let lock = sandbox.read("migrations/chain.lock");
    assert!(lock.contains("down"), "{lock}");
}

/// Each `db.session` is the same session, or what one adds would be lost. The
/// oracle's environment has no Flask, so the file says itself what is true.
#[test]
fn the_session_of_a_flask_application_is_one() {
    let sandbox = project(TABLE);
    sandbox.write(
        "shop/alembic/versions/b2.py",
        "from alembic import op\nfrom flask_sqlalchemy import SQLAlchemy\n\
         revision = 'b2'\ndown_revision = 'a1'\ndb = SQLAlchemy()\n\
         class Order(db.Model):\n    __tablename__ = 'orders'\n    id = db.Column(db.Integer, primary_key=True)\n\
         def upgrade():\n    db.session.add(Order(id=7))\n    assert len(db.session.query(Order).all()) == 1\n    db.session.commit()\n\
         def downgrade():\n    db.session.query(Order).delete()\n    db.session.commit()\n",
    );
    // The rehearsal runs both directions.
    sandbox.bridge(&["import"]).exits(0).says("program/program");
}

#[test]
fn files_of_the_project_are_read_while_importing() {
    let sandbox = project(
        "from pathlib import Path\n    here = Path(__file__).parent\n    op.execute((here / 'orders.sql').read_text())\n    \
         op.execute(open(here / '../more.sql').read())",
    );
    sandbox.write(
        "shop/alembic/versions/orders.sql",
        "CREATE TABLE orders (id INTEGER NOT NULL);\n",
    );
    sandbox.write("shop/alembic/more.sql", "INSERT INTO orders VALUES (1);\n");
    sandbox.bridge(&["import", "--no-rehearsal"]).exits(0);
    let script = sandbox.read("migrations/0001_a1/up.sql");
    assert!(script.contains("CREATE TABLE orders"), "{script}");
    assert!(script.contains("INSERT INTO orders"), "{script}");
}

#[test]
fn a_program_keeps_the_files_that_it_reads() {
    let body = "import uuid\n    from pathlib import Path\n    here = Path(__file__).parent\n    \
         op.execute('CREATE TABLE orders (id VARCHAR(40), name TEXT)')\n    \
         t = sa.table('orders', sa.column('id', sa.String), sa.column('name', sa.String))\n    \
         op.bulk_insert(t, [{'id': str(uuid.uuid4()), 'name': (here / '../name.txt').read_text()}])";
    let sandbox = project(body);
    let toml = sandbox.read("bridge.toml");
    sandbox.write("bridge.toml", &toml.replace(", \"postgres\"", ""));
    sandbox.write("shop/alembic/name.txt", "壹");
    sandbox.bridge(&["import"]).exits(0);
    assert_eq!(sandbox.read("migrations/0001_a1/program/files/1.txt"), "壹");
    sandbox.bridge(&["import"]).exits(0).says("unchanged");
    // The project is not there when the chain runs.
    std::fs::remove_dir_all(sandbox.path().join("shop/alembic")).unwrap();
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    let shop = rusqlite::Connection::open(sandbox.path().join("shop/shop.db")).unwrap();
    let name = shop.query_row("SELECT name FROM orders", [], |row| row.get::<_, String>(0));
    assert_eq!(name.unwrap(), "壹");
    // An edited file is drift.
    sandbox.write("migrations/0001_a1/program/files/1.txt", "貳");
    sandbox.bridge(&["check"]).exits(3);
}

#[test]
fn a_program_lists_no_folder() {
    let body = "import os, uuid\n    for name in sorted(os.listdir(os.path.dirname(__file__))):\n        \
         op.execute(sa.text('INSERT INTO orders VALUES (:id)').bindparams(id=str(uuid.uuid4()) + name))";
    project(body)
        .bridge(&["import", "--no-rehearsal"])
        .exits(1)
        .says("a1.py:7:")
        .says("Put what it holds into a module of the project");
}

#[test]
fn a_project_may_be_configured_in_pyproject() {
    let sandbox = project(TABLE);
    std::fs::remove_file(sandbox.path().join("shop/alembic.ini")).unwrap();
    std::fs::remove_file(sandbox.path().join("bridge.toml")).unwrap();
    sandbox.write(
        "shop/pyproject.toml",
        "[project]\nname = \"shop\"\n[tool.alembic]\nscript_location = \"%(here)s/alembic\"\n",
    );
    sandbox
        .bridge(&["init"])
        .exits(0)
        .says("shop/pyproject.toml");
    let url = [("SHOP_DATABASE_URL", "sqlite:///./shop.db")];
    sandbox
        .bridge_with(&["import", "--no-rehearsal"], &url)
        .exits(0);
    assert!(sandbox.read("migrations/0001_a1/up.sql").contains("orders"));
    sandbox
        .bridge(&[
            "translate",
            "shop/alembic/versions/a1.py",
            "--dialect",
            "sqlite",
        ])
        .exits(0);
}

#[test]
fn a_program_knows_what_bridge_toml_says() {
    let body = "import uuid\n    from package.limits import LENGTH, KINDS, Money, size\n    \
         t = op.create_table('orders', sa.Column('id', sa.String(LENGTH)), sa.Column('kind', Money()), \
         sa.Column('n', sa.String(size())))\n    \
         op.bulk_insert(t, [{'id': str(uuid.uuid4()), 'kind': kind, 'n': None} for kind in KINDS])";
    let sandbox = project(body);
    let toml = sandbox.read("bridge.toml").replace(", \"postgres\"", "")
        + "[sources.shop.types]\n\"package.limits.Money\" = \"VARCHAR(7)\"\n\
           [sources.shop.values]\n\"package.limits.LENGTH\" = 40\n\"package.limits.KINDS\" = [\"a\", \"壹\"]\n\
           \"package.limits.size()\" = 9\n";
    sandbox.write("bridge.toml", &toml);
    sandbox.bridge(&["import"]).exits(0);
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    let shop = rusqlite::Connection::open(sandbox.path().join("shop/shop.db")).unwrap();
    let one = |sql: &str| {
        shop.query_row(sql, [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    assert_eq!(one("SELECT group_concat(kind) FROM orders"), "a,壹");
    let made = one("SELECT sql FROM sqlite_master WHERE name = 'orders'");
    for part in ["VARCHAR(40)", "VARCHAR(7)", "VARCHAR(9)"] {
        assert!(made.contains(part), "{made}");
    }
}

#[test]
fn what_only_rows_lead_to_is_pointed_out() {
    let sandbox = project(
        "bind = op.get_bind()\n    for row in bind.execute(sa.text('SELECT id FROM orders')):\n        moved(bind, row)\n\n\
         from package import codec, limits\nfrom other import plain as also\n\ndef moved(bind, row):\n    also = 1\n    \
         bind.execute(sa.text('DELETE FROM orders WHERE id = :id'), {'id': codec.loads(row.id, limits.SIZE)})\n\n\
         def never():\n    codec.dumps(also)\n",
    );
    let imported = sandbox.bridge(&["import", "--no-rehearsal"]).exits(0);
    for said in [
        "`package.codec.loads` is not known to bridge",
        "`package.limits.SIZE` is not known to bridge",
        "a1.py:15:",
        "\"package.codec.loads\" = ",
    ] {
        assert!(imported.stderr.contains(said), "{}", imported.stderr);
    }
    for other in ["codec.dumps", "other.plain"] {
        assert!(!imported.stderr.contains(other), "{}", imported.stderr);
    }
    let toml = sandbox.read("bridge.toml") + "[sources.shop.values]\n\"package.limits.SIZE\" = 1\n";
    sandbox.write("bridge.toml", &toml);
    let again = sandbox
        .bridge(&["import", "--reconvert", "a1", "--no-rehearsal"])
        .exits(0);
    assert!(
        !again.stderr.contains("`package.limits.SIZE` is"),
        "{}",
        again.stderr
    );
}

/// Which modules a function imports within a loop is decided by the rows of a database.
#[test]
fn a_program_keeps_what_its_functions_import_where_the_trial_does_not_come_by() {
    let sandbox = project(TABLE);
    let toml = sandbox.read("bridge.toml");
    sandbox.write("bridge.toml", &toml.replace(", \"postgres\"", ""));
    sandbox.write(
        "shop/alembic/versions/b2.py",
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'b2'\ndown_revision = 'a1'\n\
         def upgrade():\n    for row in op.get_bind().execute(sa.text('SELECT id FROM orders')):\n\
         \x20       from shopper.names import NAME\n        op.execute(f\"UPDATE orders SET name = '{NAME}'\")\n\
         def downgrade():\n    pass\n",
    );
    sandbox.write(
        "shop/shopper/names/__init__.py",
        "from .inner import NAME\n",
    );
    sandbox.write(
        "shop/shopper/names/inner.py",
        "from ..words import WORD\nNAME = WORD * 2\n",
    );
    sandbox.write("shop/shopper/words.py", "WORD = 'ab'\n");
    sandbox.write("shop/shopper/unused.py", "");
    sandbox.bridge(&["import"]).exits(0);
    std::fs::remove_dir_all(sandbox.path().join("shop/shopper")).unwrap();
    sandbox.bridge(&["upgrade", "a1", "--create"]).exits(0);
    let shop = rusqlite::Connection::open(sandbox.path().join("shop/shop.db")).unwrap();
    shop.execute_batch(
        "ALTER TABLE orders ADD COLUMN name TEXT; INSERT INTO orders (id) VALUES (1)",
    )
    .unwrap();
    drop(shop);
    sandbox.bridge(&["upgrade"]).exits(0);
    let shop = rusqlite::Connection::open(sandbox.path().join("shop/shop.db")).unwrap();
    let name = shop.query_row("SELECT name FROM orders", [], |row| row.get::<_, String>(0));
    assert_eq!(name.unwrap(), "abab");
}

/// A template has an `alembic.ini`, and is no system.
#[test]
fn a_project_without_revisions_beside_one_with_some_is_left_out() {
    let sandbox = project(TABLE);
    sandbox.write(
        "a_template/alembic.ini",
        "[alembic]\nscript_location = %(here)s/alembic\n",
    );
    sandbox.write("a_template/alembic/env.py", "");
    sandbox
        .bridge(&["init", "--force"])
        .exits(0)
        .says("left out a_template/alembic.ini: it has no revision");
    let toml = sandbox.read("bridge.toml");
    assert!(
        !toml.contains("template") && toml.contains("home = true"),
        "{toml}"
    );
}

/// Python stops there as well, whatever the database: that is no reason to keep the upgrade out.
#[test]
fn a_downgrade_that_always_raises_is_no_way_back() {
    let sandbox = project(TABLE);
    let file = sandbox.read("shop/alembic/versions/a1.py");
    sandbox.write(
        "shop/alembic/versions/a1.py",
        &file.replace(
            "op.drop_table('orders')",
            "sa.MetaData().tables['orders'].drop(op.get_bind())",
        ),
    );
    sandbox.bridge(&["import"]).exits(0).says("KeyError");
    let lock = sandbox.read("migrations/chain.lock");
    assert!(
        lock.contains("up.sqlite") && !lock.contains("down."),
        "{lock}"
    );
}

/// What a module computes from a package that is not here, `bridge.toml` can say: for the module, too.
#[test]
fn a_value_that_a_module_cannot_compute_is_said_in_bridge_toml() {
    let sandbox = project(
        "from shopper.kinds import code\n    op.create_table('orders', sa.Column('id', code()))",
    );
    sandbox.write(
        "shop/shopper/kinds.py",
        "import sqlalchemy as sa\nfrom elsewhere import settings\nSIZE: int = int(settings.get('size'))\n\
         KIND = dict(settings['kind'])\ndef code():\n    return sa.String(SIZE, **KIND)\n",
    );
    sandbox
        .bridge(&["import"])
        .exits(1)
        .says("`shopper.kinds.KIND` is used here");
    let toml = sandbox.read("bridge.toml");
    let values = "[sources.shop.values]\n\"shopper.kinds.SIZE\" = 12\n\"shopper.kinds.KIND\" = { collation = \"C\" }\n";
    sandbox.write("bridge.toml", &format!("{toml}{values}"));
    sandbox.bridge(&["import", "--no-rehearsal"]).exits(0);
    let script = sandbox.read("migrations/0001_a1/up.sql");
    assert!(script.contains("VARCHAR(12) COLLATE \"C\""), "{script}");
}
