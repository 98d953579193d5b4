//! What a run did, in a few lines.

use bridge_importers::Direction;

use crate::run::Report;
use crate::workspace::Goal;

/// The lines of a finished run.
pub(crate) fn lines(report: &Report, goal: &Goal) -> String {
    if report.is_empty() {
        return match goal {
            Goal::Upgrade(_) => {
                "nothing to do: everything up to the target is applied\n".to_owned()
            }
            Goal::Downgrade(_) => "nothing to do: nothing above the target is applied\n".to_owned(),
            Goal::Stamp(_) | Goal::Adopt(_) | Goal::Record(_) => {
                "nothing to do: it is recorded already\n".to_owned()
            }
        };
    }
    let mut text = String::new();
    for id in &report.healed {
        text.push_str(&format!(
            "healed     {id}: a crash had come between two commits\n"
        ));
    }
    for (lane, ids) in &report.adopted {
        text.push_str(&format!(
            "adopted    {} of lane {lane}: {}\n",
            revisions(ids.len()),
            brief(ids)
        ));
    }
    if !report.removed.is_empty() {
        text.push_str(&format!("unrecorded {}\n", brief(&report.removed)));
    }
    for step in &report.steps {
        let verb = match step.direction {
            Direction::Up => "upgraded",
            Direction::Down => "downgraded",
        };
        text.push_str(&format!(
            "{verb:<10} {} [{}] {} ms\n",
            step.revision, step.lane, step.ms
        ));
    }
    for (database, path) in &report.backups {
        text.push_str(&format!("backup     {database}: {}\n", path.display()));
    }
    for note in &report.notes {
        text.push_str(&format!("note       {note}\n"));
    }
    text.push_str(&format!("done in {} ms\n", report.elapsed_ms));
    text
}

/// `1 revision`, `3 revisions`
pub(crate) fn revisions(count: usize) -> String {
    if count == 1 {
        "1 revision".to_owned()
    } else {
        format!("{count} revisions")
    }
}

fn brief(ids: &[String]) -> String {
    match ids {
        [first, .., last] if ids.len() > 4 => format!("{first} … {last}"),
        _ => ids.join(", "),
    }
}
