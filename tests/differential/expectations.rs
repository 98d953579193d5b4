//! What the importers' tests expect of Alembic 1.20 is still what it emits.

use std::path::PathBuf;
use std::process::Command;

use crate::oracle::root;

#[test]
fn expected_sql_is_what_alembic_emits() {
    let python = std::env::var_os("BRIDGE_ORACLE_120").map_or_else(
        || root().join("target/oracle-1.20/bin/python"),
        PathBuf::from,
    );
    assert!(
        python.exists(),
        "there is no {}. `tests/oracle/setup.sh target/oracle-1.20 tests/oracle/requirements-1.20.txt` makes it; \
         or name one in BRIDGE_ORACLE_120",
        python.display()
    );
    let output = Command::new(python)
        .arg(root().join("tests/oracle/expectations.py"))
        .arg("--check")
        .output()
        .expect("the oracle starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
