//! `op.run_async`: what the real Alembic with `aiosqlite` leaves of the same revision.

use bridge::database::{DatabaseUrl, OpenOptions, open};

use crate::support::sandbox::{Sandbox, sqlite_url};

const REVISION: &str = include_str!("run_async.py");

#[test]
fn functions_that_await_the_run_s_connection() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        "[databases.shop]\nurl = \"sqlite:///./shop.db\"\n\
         [sources.shop]\nkind = \"alembic\"\npath = \"alembic.ini\"\ndatabase = \"shop\"\n",
    );
    sandbox.write("alembic.ini", "[alembic]\nscript_location = alembic\n");
    sandbox.write(
        "alembic/env.py",
        "from alembic import context\ndef run(c):\n    context.configure(connection=c)\nc.run_sync(run)\n",
    );
    sandbox.write("alembic/versions/a.py", REVISION);
    sandbox.bridge(&["import"]).exits(0);
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    let query = "SELECT what FROM (SELECT 1 AS part, id, what FROM said \
                 UNION ALL SELECT 2, id, id || ' ' || name FROM owners \
                 UNION ALL SELECT 3, id, id || ' ' || name || ' ' || coalesce(owner_id, '-') FROM pets) \
                 ORDER BY part, id";
    assert_eq!(
        texts(&sandbox, query),
        [
            "(2,)",
            "(['<ann>', '<bob>'],)",
            "(1, 'rex')",
            "(2, 'tom')",
            "('IntegrityError',)",
            "(True, 'sqlite', True)",
            "2",
            "1 <ann>2tomnew",
            "2 <bob>0",
            "3 last",
            "2 tom 1",
            "7 new 1",
            "8 p2 2",
            "9 q -",
            "10 r -",
        ]
    );
}

fn texts(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let url = sqlite_url(&sandbox.path().join("shop.db"));
    let url = DatabaseUrl::parse(&url, sandbox.path()).expect("a URL");
    let mut connection = open(&url, &OpenOptions::read_only()).expect("the database opens");
    let rows = connection.query(query, &[]).expect("the rows are read");
    rows.texts().map(str::to_owned).collect()
}
