//! Small chains for tests, in one line per revision.

use std::path::PathBuf;

use bridge_importers::{Dialect, Direction};

use super::{Chain, Kind, LockedScript, Revision, Rung};

/// A chain of lines `LANE ID [< PARENT…] [& DEPENDENCY…] [: LABEL…] [!]`.
/// Lanes `admin*` are Alembic's, `main*` lists, others bridge's; each lane
/// is a database of its name. `!` marks an irreversible revision.
pub(crate) fn chain(text: &str) -> Chain {
    Chain::new(PathBuf::from("migrations"), revisions(text)).unwrap()
}

pub(crate) fn revisions(text: &str) -> Vec<Revision> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .enumerate()
        .map(|(at, line)| revision(at, line))
        .collect()
}

fn revision(at: usize, line: &str) -> Revision {
    let mut words = line.split_whitespace();
    let lane = words.next().unwrap().to_string();
    let id = words.next().unwrap().to_string();
    let (mut parents, mut depends_on, mut branch_labels) = (vec![], vec![], vec![]);
    let mut reversible = true;
    let mut list = 0;
    for word in words {
        match word {
            "<" => list = 0,
            "&" => list = 1,
            ":" => list = 2,
            "!" => reversible = false,
            _ => [&mut parents, &mut depends_on, &mut branch_labels][list].push(word.to_string()),
        }
    }
    let kind = if id.starts_with("baseline") {
        Kind::Baseline
    } else if lane.starts_with("admin") {
        Kind::Alembic
    } else if lane.starts_with("main") {
        Kind::List
    } else {
        Kind::Bridge
    };
    let mut scripts = super::Scripts::new();
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        for direction in [Direction::Up, Direction::Down] {
            if direction == Direction::Up || reversible {
                scripts.insert(
                    (direction, dialect),
                    LockedScript {
                        rung: Rung::Sql,
                        derived: false,
                        checksum: checksum(&id, direction),
                    },
                );
            }
        }
    }
    Revision {
        position: 0,
        dir: super::layout::folder_name(u32::try_from(at + 1).unwrap(), &id, ""),
        database: lane.as_str().into(),
        lane: lane.into(),
        kind,
        message: format!("message of {id}").into(),
        description: None,
        created: String::new(),
        parents,
        depends_on,
        branch_labels,
        scripts,
        is_open: false,
        id: id.into(),
    }
}

/// The checksum that the fixture's lock has for this script.
pub(crate) fn checksum(id: &str, direction: Direction) -> String {
    let mut text: String = format!("{}{id}", super::direction_name(direction))
        .bytes()
        .map(|b| format!("{b:02x}"))
        .collect();
    text.truncate(64);
    format!("{text:0<64}")
}
