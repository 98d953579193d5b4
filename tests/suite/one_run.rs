//! What Alembic makes or keeps for all revisions of a run, and bridge for each.

use crate::support::handmade::dump;
use crate::support::sandbox::{Sandbox, sqlite_url};

fn project(revisions: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        "[databases.shop]\nurl = \"sqlite:///./shop.db\"\n\
         [sources.shop]\nkind = \"alembic\"\npath = \"alembic.ini\"\ndatabase = \"shop\"\n",
    );
    sandbox.write(
        "alembic.ini",
        "[alembic]\nscript_location = alembic\nprepend_sys_path = .\n",
    );
    sandbox.write(
        "alembic/env.py",
        "from alembic import context\ncontext.configure(connection=c)\n",
    );
    for (file, text) in revisions {
        sandbox.write(file, text);
    }
    sandbox
}

#[test]
fn the_first_revision_sees_the_version_table() {
    let sandbox = project(&[(
        "alembic/versions/a.py",
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a'\ndown_revision = None\n\
         def upgrade():\n    \
             inspector = sa.inspect(op.get_bind())\n    \
             names = inspector.get_table_names()\n    \
             for name in names:\n        \
                 op.create_table(f'saw_{name}', sa.Column('id', sa.Integer))\n    \
             if inspector.has_table('alembic_version'):\n        \
                 op.create_table('asked', sa.Column('id', sa.Integer))\n",
    )]);
    sandbox.bridge(&["import"]).exits(0);
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    let made = dump(&sqlite_url(&sandbox.path().join("shop.db")));
    let mut tables: Vec<&str> = made.lines().filter(|line| !line.contains(' ')).collect();
    tables.sort_unstable();
    assert_eq!(tables, ["alembic_version", "asked", "saw_alembic_version"]);
}

#[test]
fn what_a_revision_leaves_in_a_module_of_others_is_said() {
    let revision = |id: &str, parent: &str, body: &str| {
        format!(
            "from alembic import op\nfrom app import helpers\nrevision = '{id}'\ndown_revision = {parent}\n\
             def upgrade():\n    {body}\n"
        )
    };
    let first = revision(
        "a",
        "None",
        "op.execute(f\"SELECT '{helpers.next_name()}'\")",
    );
    let second = revision("b", "'a'", "op.execute(f\"SELECT '{len(helpers.NAMES)}'\")");
    let helpers = "NAMES = []\nLIMIT = 3\ndef next_name():\n    NAMES.append('n')\n    return f'n{len(NAMES)}'\n";
    let sandbox = project(&[
        ("app/__init__.py", ""),
        ("app/helpers.py", helpers),
        ("alembic/versions/a.py", &first),
        ("alembic/versions/b.py", &second),
    ]);
    let said = sandbox
        .bridge(&["import", "--dry-run"])
        .exits(0)
        .says("The revision changes `app.helpers.NAMES`, and other revisions use `app.helpers`");
    assert!(!said.stderr.contains("LIMIT"), "{}", said.stderr);
    // Alone it leaves nothing that anybody sees.
    let alone = project(&[
        ("app/__init__.py", ""),
        ("app/helpers.py", helpers),
        ("alembic/versions/a.py", &first),
    ]);
    let said = alone.bridge(&["import", "--dry-run"]).exits(0);
    assert!(!said.stderr.contains("module-state"), "{}", said.stderr);
}
