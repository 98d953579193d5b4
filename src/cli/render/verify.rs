//! What `verify` found, database by database.

use super::report::revisions;
use crate::verify::{DatabaseReport, Verdict};

/// One line per database, and one per difference.
pub(crate) fn lines(reports: &[DatabaseReport]) -> String {
    reports.iter().map(database).collect()
}

fn database(report: &DatabaseReport) -> String {
    let name = format!("{} ({})", report.database, report.url);
    let built = format!("{} applied", revisions(report.applied));
    match &report.verdict {
        Verdict::Equal => format!("{name}: as its revisions build it, {built}\n"),
        Verdict::NothingApplied => format!("{name}: no revision is applied, nothing to compare\n"),
        Verdict::Unverified { reason, advice, .. } => {
            let reason = reason.replace('\n', "\n  ");
            format!("{name}: not verified: {reason}\n  {advice}\n")
        }
        Verdict::Different { differences } => {
            let count = match differences.len() {
                1 => "1 difference".to_owned(),
                count => format!("{count} differences"),
            };
            let mut text = format!("{name}: {count} from what its revisions build, {built}\n");
            for difference in differences {
                text.push_str(&format!("  {difference}\n"));
            }
            text.push_str(&format!(
                "  To make it good, write a revision: `bridge revision -m MESSAGE --database {}`. Where it is meant to differ, leave it.\n",
                report.database
            ));
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Difference, Presence};
    use crate::verify::Cause;
    use bridge_importers::Dialect;

    fn report(verdict: Verdict) -> DatabaseReport {
        DatabaseReport {
            database: "主".into(),
            url: "sqlite:////srv/main.db".into(),
            dialect: Dialect::Sqlite,
            applied: 3,
            verdict,
        }
    }

    #[test]
    fn every_verdict_reads_as_a_sentence() {
        let difference = Difference {
            object: "table users".into(),
            part: "column email".into(),
            presence: Presence::Different,
            expected: Some("VARCHAR(100)".into()),
            found: Some("VARCHAR(50)".into()),
            pending: None,
        };
        let text = lines(&[
            report(Verdict::Equal),
            report(Verdict::NothingApplied),
            report(Verdict::Different {
                differences: vec![difference],
            }),
            report(Verdict::Unverified {
                cause: Cause::NoBaseline,
                reason: "revision b needs the table users".into(),
                advice: "Capture it.".into(),
            }),
        ]);
        insta::assert_snapshot!(text, @r"
        主 (sqlite:////srv/main.db): as its revisions build it, 3 revisions applied
        主 (sqlite:////srv/main.db): no revision is applied, nothing to compare
        主 (sqlite:////srv/main.db): 1 difference from what its revisions build, 3 revisions applied
          table users: column email is `VARCHAR(50)`, the revisions build `VARCHAR(100)`
          To make it good, write a revision: `bridge revision -m MESSAGE --database 主`. Where it is meant to differ, leave it.
        主 (sqlite:////srv/main.db): not verified: revision b needs the table users
          Capture it.
        ");
    }
}
