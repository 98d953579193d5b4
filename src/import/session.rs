//! What a revision sets for its session on PostgreSQL: `search_path`, a role.
//! In one run of Alembic it counts for the revisions behind it, too; bridge
//! gives it back after each revision, so that a run in parts and a run at once
//! make the same schema.

use std::collections::BTreeMap;
use std::path::Path;

use bridge_importers::script::{Node, Origin, leading_words, visit};
use bridge_importers::source::SourceFile;
use bridge_importers::{Diagnostic, Dialect, Direction};

use super::lane::{Converted, ConvertedLane};

/// A warning for each revision that leaves something set for those behind it.
pub(super) fn warnings(lane: &ConvertedLane, root: &Path) -> Vec<Diagnostic> {
    let Some((_, with_others_behind)) = lane.revisions.split_last() else {
        return Vec::new();
    };
    with_others_behind
        .iter()
        .flat_map(|revision| {
            left_set(revision)
                .into_iter()
                .map(|(what, origin)| warning(revision, what, origin, root))
        })
        .collect()
}

fn warning(revision: &Converted, what: &str, origin: Option<Origin>, root: &Path) -> Diagnostic {
    let path = &revision.source.path;
    let warning = Diagnostic::warning(
        "session-setting",
        format!(
            "Revision {} sets the {what}. In one run of Alembic that counts for the revisions behind it, too; bridge gives it back after the revision.",
            revision.id
        ),
    )
    .at(path)
    .help(
        "Where later revisions rely on it, name the schema or the role in them; or give the database's URL in \
         bridge.toml a search_path: `?options=-csearch_path%3DNAME`.",
    );
    // What a module beside it sets has its place there.
    let own = origin.filter(|origin| Path::new(path).ends_with(&origin.file));
    match (own, SourceFile::read(&root.join(path), root)) {
        (Some(origin), Ok(file)) => warning.span(file.line_span(origin.line)),
        _ => warning,
    }
}

/// What an upgrade sets and does not give back, and where.
fn left_set(revision: &Converted) -> BTreeMap<&'static str, Option<Origin>> {
    let mut left = BTreeMap::new();
    let upgrade = revision.scripts.get(&(Direction::Up, Dialect::Postgres));
    let Some(upgrade) = upgrade else {
        return left;
    };
    if let Some(program) = upgrade.work.program() {
        let text = program.text.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
        if says(&["set search_path", "set_config('search_path'"]) {
            left.insert(SEARCH_PATH, None);
        }
        if says(&["set role", "set session authorization"]) {
            left.insert(ROLE, None);
        }
    }
    let nodes = upgrade.work.script().map(|script| script.nodes.as_slice());
    visit(nodes.unwrap_or_default(), &mut |node, _| {
        let Node::Statement(statement) = node else {
            return;
        };
        match setting(&statement.sql) {
            Some((what, true)) => drop(left.insert(what, statement.origin.clone())),
            Some((what, false)) => drop(left.remove(what)),
            None => {}
        }
    });
    left
}

const SEARCH_PATH: &str = "`search_path`";
const ROLE: &str = "role";

/// What a statement sets, or gives back.
fn setting(sql: &str) -> Option<(&'static str, bool)> {
    let words = leading_words(sql, Dialect::Postgres, 5);
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["SET", "LOCAL" | "SESSION", rest @ ..] = &words[..]
        && !rest.is_empty()
    {
        words.remove(1);
    }
    match words[..] {
        ["SET", "SEARCH_PATH", .., "DEFAULT"] | ["RESET", "SEARCH_PATH"] => {
            Some((SEARCH_PATH, false))
        }
        ["SET", "SEARCH_PATH" | "SCHEMA", ..] => Some((SEARCH_PATH, true)),
        ["SET", "ROLE", "NONE"] | ["RESET", "ROLE"] => Some((ROLE, false)),
        ["SET", "ROLE" | "AUTHORIZATION", ..] => Some((ROLE, true)),
        ["SELECT", ..] if sql.contains("set_config('search_path'") => Some((SEARCH_PATH, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_and_given_back_is_told() {
        for sql in [
            "SET search_path TO app, public",
            "set local search_path = app",
            "SET SESSION search_path TO 'app'",
            "SET SCHEMA 'app'",
            "SELECT pg_catalog.set_config('search_path', '', false)",
        ] {
            assert_eq!(setting(sql), Some((SEARCH_PATH, true)), "{sql}");
        }
        for sql in ["SET ROLE owner", "SET SESSION AUTHORIZATION 'owner'"] {
            assert_eq!(setting(sql), Some((ROLE, true)), "{sql}");
        }
        assert_eq!(
            setting("SET search_path TO DEFAULT"),
            Some((SEARCH_PATH, false))
        );
        assert_eq!(setting("RESET ROLE"), Some((ROLE, false)));
        for sql in ["SET lock_timeout = '2s'", "UPDATE t SET role = 'x'"] {
            assert_eq!(setting(sql), None, "{sql}");
        }
    }
}
