//! The one executor: lock, read, plan, back up, adopt, run, check, commit, report.
