//! What an inference found, revision by revision and object by object.

use std::fmt::Write as _;

use super::report::revisions;
use crate::inference::{
    DatabaseInference, Evidence, Inference, RevisionInference, Sign, Sureness, Verdict,
};

/// The whole inference. `with_all` shows objects that only confirm, too.
pub(crate) fn lines(inference: &Inference, with_all: bool) -> String {
    let mut text = String::new();
    for database in &inference.databases {
        one(&mut text, database, with_all);
    }
    for (lane, ids) in &inference.would_record {
        let _ = writeln!(
            text,
            "to record: {} of lane {lane}: {}",
            revisions(ids.len()),
            ids.join(", ")
        );
    }
    if !inference.blocking.is_empty() {
        let _ = writeln!(text, "in the way: {}", inference.blocking.join(", "));
    }
    if !inference.contradicted.is_empty() {
        let _ = writeln!(
            text,
            "recorded, and not as they make it: {}\nRun the missing statements by hand, or say with `bridge stamp LANE@REVISION` up to where it is true, and upgrade",
            inference.contradicted.join(", ")
        );
    }
    text.push_str(match (inference.would_record.is_empty(), inference.blocking.is_empty()) {
        (true, true) => "nothing to record\n",
        (_, true) => "`--yes` records it. Nothing is run\n",
        (_, false) => {
            "Run the missing statements by hand and infer again, or record everything as it is with `--yes --accept`\n"
        }
    });
    text
}

fn one(text: &mut String, database: &DatabaseInference, with_all: bool) {
    let _ = writeln!(text, "{} ({})", database.database, database.url);
    for revision in &database.revisions {
        let _ = writeln!(
            text,
            "  {:<9} {} [{}] {}: {}",
            verdict(revision),
            revision.revision,
            revision.lane,
            revision.message,
            why(revision)
        );
        let is_telling = |one: &&Evidence| match revision.verdict {
            _ if with_all => true,
            // What is not there at all is said once.
            Verdict::Absent => false,
            _ => !matches!(one.sign, Sign::Seen),
        };
        let told: Vec<&Evidence> = revision.evidence.iter().filter(is_telling).collect();
        for evidence in told
            .iter()
            .filter(|one| with_all || !is_of_a_missing_table(one, &told))
        {
            let _ = writeln!(text, "            {}", object(evidence));
        }
        if !revision.missing_statements.is_empty() {
            text.push_str("            the statements that are missing:\n");
        }
        for statement in &revision.missing_statements {
            let place = match &statement.origin {
                Some(origin) => format!("{}, from {origin}", statement.file),
                None => statement.file.clone(),
            };
            let _ = writeln!(text, "              -- {place}");
            for line in statement.sql.lines() {
                let _ = writeln!(text, "              {line}");
            }
        }
    }
    if !database.unknown_objects.is_empty() {
        let _ = writeln!(
            text,
            "  no revision makes: {}",
            database.unknown_objects.join(", ")
        );
    }
}

fn verdict(revision: &RevisionInference) -> &'static str {
    match revision.verdict {
        Verdict::Present => "present",
        Verdict::Half => "half",
        Verdict::Absent => "absent",
        Verdict::NoTrace if revision.is_implied => "implied",
        Verdict::NoTrace => "no trace",
    }
}

fn why(revision: &RevisionInference) -> String {
    let (found, all) = revision.count();
    let objects = if all == 1 { "object" } else { "objects" };
    let mut text = match (revision.verdict, revision.sureness) {
        (Verdict::NoTrace, _) if revision.is_implied => {
            "leaves no trace; later revisions are there".to_owned()
        }
        (Verdict::NoTrace, _) if all == 0 => {
            "leaves no trace; it stays pending. `bridge stamp` says by hand that it has run"
                .to_owned()
        }
        (Verdict::NoTrace, _) => {
            format!("its {all} {objects} could be either way; it stays pending")
        }
        (_, Sureness::Certain) => format!("certain, {found} of {all} {objects}"),
        (_, _) => format!("likely, {found} of {all} {objects}"),
    };
    if revision.is_runnable {
        text.push_str("; it stays pending, for its script bears what is there");
    }
    if revision.is_recorded {
        text.push_str("; recorded already");
    }
    if let Some(reason) = &revision.unbuilt {
        let reason = reason.lines().next().unwrap_or_default();
        let _ = write!(text, "; read, not run: {reason}");
    }
    text
}

/// The columns of a table that is missing are missing with it.
fn is_of_a_missing_table(evidence: &Evidence, told: &[&Evidence]) -> bool {
    evidence.object.split_once(": ").is_some_and(|(table, _)| {
        told.iter()
            .any(|one| one.object == table && one.sign == evidence.sign)
    })
}

fn object(evidence: &Evidence) -> String {
    let name = &evidence.object;
    let expected = evidence.expected.as_deref().unwrap_or_default();
    let found = evidence.found.as_deref().unwrap_or_default();
    match evidence.sign {
        Sign::Seen if evidence.is_drop => format!("{name} is gone"),
        Sign::Seen => format!("{name} is there"),
        Sign::SeenLater if evidence.is_drop => {
            format!("{name} is there again, as a later revision makes it")
        }
        Sign::SeenLater => format!("{name} is as a later revision leaves it"),
        Sign::OtherForm => format!("{name} is there as `{found}`, the revision makes `{expected}`"),
        Sign::Missing if evidence.is_drop => format!("{name} is still there"),
        Sign::Missing if evidence.found.is_some() => {
            format!("{name} is still `{found}`, the revision makes it `{expected}`")
        }
        Sign::Missing => format!("{name} is missing"),
        Sign::Open => format!("{name} says nothing: it could be either way"),
    }
}
