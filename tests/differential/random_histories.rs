//! Random histories on databases that Alembic has brought to a random place: bridge takes them
//! over, and from then on both do the same.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::oracle;
use crate::random::{self, Outcome};

#[derive(Deserialize)]
struct Case {
    /// The revision files.
    files: BTreeMap<String, String>,
    /// Commands and targets of Alembic alone.
    before: Vec<(String, String)>,
    /// Those of both.
    after: Vec<(String, String)>,
}

fn run(case: &str, folder: &Path, ours: &str, real: &str) -> Outcome {
    let Case {
        files,
        before,
        after,
    } = serde_json::from_str(case).expect("a case");
    let files = files.iter().map(|(name, text)| (&**name, &**text));
    random::history(folder, files, "sqlite");
    for (command, target) in &before {
        // What a failed run leaves is no state that anybody has.
        if oracle::try_alembic_on(folder, real, command, &[target])
            .error
            .is_some()
        {
            return Outcome::Stopped;
        }
    }
    std::fs::copy(folder.join("real.db"), folder.join("ours.db")).expect("copied");
    if let Some(stopped) = random::stopped(folder, ours, &["import", "--no-rehearsal"]) {
        return Outcome::Different(stopped);
    }
    for (command, target) in &after {
        let failed = oracle::try_alembic_on(folder, real, command, &[target]).error;
        // Alembic loses count of heads that depend on each other, where it has no other end.
        if failed
            .as_deref()
            .is_some_and(|said| said.starts_with("KeyError"))
        {
            return Outcome::Stopped;
        }
        let mut arguments = vec![command.as_str(), "--no-backup"];
        arguments.extend((command == "downgrade").then_some("--yes"));
        arguments.push(target);
        let stopped = random::stopped(folder, ours, &arguments);
        match random::compare((ours, stopped), (real, failed)) {
            Outcome::Same => {}
            Outcome::Different(found) => {
                return Outcome::Different(format!("{command} {target}: {found}"));
            }
            Outcome::Stopped => return Outcome::Stopped,
        }
        let (own, theirs) = (oracle::alembic_ledger(ours), oracle::alembic_ledger(real));
        if own != theirs {
            return Outcome::Different(format!("{command} {target}: {own:?} and {theirs:?}"));
        }
    }
    Outcome::Same
}

#[test]
fn taken_over_anywhere() {
    let cases = oracle::random_cases("random_histories.py", &[], 30);
    random::all_agree(&cases, |case| {
        random::on_sqlite(|folder, ours, real| run(case, folder, ours, real))
    });
}
