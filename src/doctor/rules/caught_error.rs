//! `try/except` around a statement.
//!
//! On PostgreSQL the first error ends the transaction: with Alembic every
//! later statement of the run fails ("current transaction is aborted"). Bridge
//! gives each statement of such a block a savepoint.

use bridge_importers::Dialect;
use bridge_importers::script::{Node, visit};

use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for placed in examination.nodes() {
        let Node::Try(block) = placed.node else {
            continue;
        };
        if placed.dialect != Dialect::Postgres {
            continue;
        }
        let mut origin = None;
        visit(&block.body, &mut |node, _| {
            if let Node::Statement(statement) = node {
                origin = origin.or(statement.origin.as_ref());
            }
        });
        let (path, line) = placed.place(origin);
        let finding = Finding::new(
            Severity::Warning,
            "An error is caught here: with Alembic on PostgreSQL it aborts the transaction, and everything after it fails.",
            "Run it with bridge, which gives each statement of the block a savepoint.",
        );
        findings.push(finding.at(path, line));
    }
    findings
}
