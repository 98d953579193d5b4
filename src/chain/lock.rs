//! `chain.lock`: order and checksums of every revision, one block each,
//! appended at the end, so that two people who add revisions at once meet
//! as a merge conflict. It is TOML, in the one layout that bridge writes.
//! A run with nothing to do reads this file and no other.

use std::fmt::Write as _;

use bridge_importers::{Dialect, Direction};
use thiserror::Error;

use super::layout::is_plain_name;
use super::model::{Kind, LedgerName, LockedScript, Revision, Rung, Scripts, direction_name};
use super::text::{quote, quote_list, unquote, unquote_list};

/// The file's name in the chain's folder.
pub const LOCK_FILE: &str = "chain.lock";

/// What stands instead of a checksum while a hand-written revision is worked on.
const OPEN: &str = "open";

const HEADER: &str = "\
# The order of the chain, and the checksums of its scripts.
# Written by bridge; commit it. A new revision is a new block at the end.
version = 1
";

/// Why a lock cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LockError {
    /// A merge left its markers.
    #[error(
        "line {line}: this is the mark of a merge conflict. Two people added revisions at once. \
         Keep the blocks of both sides, one after the other, delete the lines that begin with \
         <<<<<<<, ======= and >>>>>>>, then run `bridge check`; where a lane has two heads \
         afterwards, a revision with both as parents joins them"
    )]
    Conflict {
        /// Line, from 1.
        line: usize,
    },
    /// A line that bridge did not write.
    #[error(
        "line {line}: {problem}: `{text}`. The lock is written by bridge only: restore it from version control"
    )]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
        /// The line's beginning.
        text: String,
    },
    /// A block that lacks a key.
    #[error(
        "line {line}: this {block} has no `{key}`. The lock is written by bridge only: restore it from version control"
    )]
    Missing {
        /// Line of the block's head, from 1.
        line: usize,
        /// `revision` or `lane`.
        block: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A later format.
    #[error(
        "line {line}: the lock has version {found}, and this bridge reads version 1. Update bridge"
    )]
    Version {
        /// Line, from 1.
        line: usize,
        /// What it says.
        found: String,
    },
}

/// What a lock says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lock {
    /// Legacy ledgers that are not called as usual, by lane.
    pub ledgers: Vec<LedgerName>,
    /// Revisions, in chain order.
    pub revisions: Vec<Revision>,
}

/// The lock's text for these ledgers and revisions, in their order; ledgers
/// that are called as usual are left out.
pub fn write<'a>(
    ledgers: impl IntoIterator<Item = &'a LedgerName>,
    revisions: &[Revision],
) -> String {
    let mut out = String::with_capacity(HEADER.len() + revisions.len() * 512);
    out.push_str(HEADER);
    for ledger in ledgers.into_iter().filter(|ledger| !ledger.is_usual()) {
        out.push_str("\n[[lane]]\n");
        let _ = writeln!(out, "name = {}", quote(&ledger.lane));
        if let Some(table) = &ledger.version_table {
            let _ = writeln!(out, "version_table = {}", quote(table));
        }
        if let Some(schema) = &ledger.version_table_schema {
            let _ = writeln!(out, "version_table_schema = {}", quote(schema));
        }
    }
    for revision in revisions {
        block(&mut out, revision);
    }
    out
}

// Writing to a String cannot fail, so the results of `write!` are dropped here.
fn block(out: &mut String, revision: &Revision) {
    out.push_str("\n[[revision]]\n");
    let _ = writeln!(out, "id = {}", quote(&revision.id));
    let _ = writeln!(out, "dir = {}", quote(&revision.dir));
    let _ = writeln!(out, "lane = {}", quote(&revision.lane));
    let _ = writeln!(out, "kind = {}", quote(revision.kind.name()));
    let _ = writeln!(out, "database = {}", quote(&revision.database));
    let _ = writeln!(out, "message = {}", quote(&revision.message));
    if let Some(description) = &revision.description {
        let _ = writeln!(out, "description = {}", quote(description));
    }
    let _ = writeln!(out, "created = {}", quote(&revision.created));
    let _ = writeln!(out, "parents = {}", quote_list(&revision.parents));
    if !revision.depends_on.is_empty() {
        let _ = writeln!(out, "depends_on = {}", quote_list(&revision.depends_on));
    }
    if !revision.branch_labels.is_empty() {
        let _ = writeln!(
            out,
            "branch_labels = {}",
            quote_list(&revision.branch_labels)
        );
    }
    for ((direction, dialect), script) in &revision.scripts {
        if revision.is_open {
            // The files decide what there is; the upgrade's line names the dialect.
            if *direction == Direction::Up {
                let _ = writeln!(out, "up.{dialect} = {}", quote(OPEN));
            }
            continue;
        }
        let _ = writeln!(
            out,
            "{}.{dialect} = {}",
            direction_name(*direction),
            quote(&script_words(script))
        );
    }
}

fn script_words(script: &LockedScript) -> String {
    let mut words = script.rung.name().to_string();
    if script.derived {
        words.push_str(" derived");
    }
    if !script.checksum.is_empty() {
        words.push(' ');
        words.push_str(&script.checksum);
    }
    words
}

/// Reads a lock. Its revisions come in the file's order, which is the chain's.
///
/// # Errors
/// The first line that bridge would not have written. Whether the revisions
/// fit together is the business of [`Chain`](super::Chain).
pub fn read(text: &str) -> Result<Lock, LockError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lock = Lock::default();
    let mut open: Option<Block> = None;
    let mut versioned = false;
    let mut rest = text;
    let mut line = 0;
    while !rest.is_empty() {
        // A run with nothing to do spends its time here: no line is looked at twice.
        let end = memchr::memchr(b'\n', rest.as_bytes());
        let (raw, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        rest = after;
        line += 1;
        let content = raw.trim_ascii();
        if content.is_empty() {
            continue;
        }
        // One look at the first byte: nearly no line begins like this.
        if content.starts_with(['<', '=', '>', '|'])
            && ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
                .iter()
                .any(|mark| content.starts_with(mark))
        {
            return Err(LockError::Conflict { line });
        }
        if content.starts_with('#') {
            continue;
        }
        let syntax = |problem: &str| LockError::Syntax {
            line,
            problem: problem.to_string(),
            text: content.chars().take(80).collect(),
        };
        if content == "[[revision]]" || content == "[[lane]]" {
            if !versioned {
                return Err(syntax("the line `version = 1` must come first"));
            }
            let next = if content == "[[lane]]" {
                if matches!(open, Some(Block::Revision(_))) {
                    return Err(syntax("lanes stand before the revisions"));
                }
                Block::Lane(LaneBlock::new(line))
            } else {
                Block::Revision(Box::new(RevisionBlock::new(line)))
            };
            if let Some(block) = open.replace(next) {
                block.finish(&mut lock)?;
            }
            continue;
        }
        let (key, value) = memchr::memchr(b'=', content.as_bytes())
            .map(|at| {
                (
                    content[..at].trim_ascii_end(),
                    content[at + 1..].trim_ascii_start(),
                )
            })
            .ok_or_else(|| syntax("expected `key = value`"))?;
        match &mut open {
            Some(block) => block.set(key, value).map_err(|problem| syntax(&problem))?,
            None if key == "version" && !versioned => {
                if value != "1" {
                    return Err(LockError::Version {
                        line,
                        found: value.to_string(),
                    });
                }
                versioned = true;
            }
            None => return Err(syntax("unknown key")),
        }
    }
    if let Some(block) = open {
        block.finish(&mut lock)?;
    }
    if !versioned {
        return Err(LockError::Syntax {
            line: 1,
            problem: "the line `version = 1` is missing".to_string(),
            text: String::new(),
        });
    }
    Ok(lock)
}

enum Block {
    Lane(LaneBlock),
    Revision(Box<RevisionBlock>),
}

impl Block {
    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match self {
            Self::Lane(block) => block.set(key, value),
            Self::Revision(block) => block.set(key, value),
        }
    }

    fn finish(self, lock: &mut Lock) -> Result<(), LockError> {
        match self {
            Self::Lane(block) => lock.ledgers.push(block.finish(&lock.ledgers)?),
            Self::Revision(block) => lock.revisions.push(block.finish(lock.revisions.len())?),
        }
        Ok(())
    }
}

struct LaneBlock {
    line: usize,
    name: Option<String>,
    version_table: Option<String>,
    version_table_schema: Option<String>,
}

impl LaneBlock {
    fn new(line: usize) -> Self {
        Self {
            line,
            name: None,
            version_table: None,
            version_table_schema: None,
        }
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "name" => once(&mut self.name, unquote(value)?),
            "version_table" => once(&mut self.version_table, unquote(value)?),
            "version_table_schema" => once(&mut self.version_table_schema, unquote(value)?),
            _ => Err("unknown key".into()),
        }
    }

    fn finish(self, before: &[LedgerName]) -> Result<LedgerName, LockError> {
        let missing = |key| LockError::Missing {
            line: self.line,
            block: "lane",
            key,
        };
        let lane = self.name.ok_or_else(|| missing("name"))?;
        if before.iter().any(|ledger| ledger.lane == lane) {
            return Err(LockError::Syntax {
                line: self.line,
                problem: "the lane has a block already".into(),
                text: lane,
            });
        }
        if self.version_table.is_none() && self.version_table_schema.is_none() {
            return Err(missing("version_table"));
        }
        Ok(LedgerName {
            lane,
            version_table: self.version_table,
            version_table_schema: self.version_table_schema,
        })
    }
}

struct RevisionBlock {
    line: usize,
    id: Option<String>,
    dir: Option<String>,
    lane: Option<String>,
    kind: Option<Kind>,
    database: Option<String>,
    message: Option<String>,
    description: Option<String>,
    created: Option<String>,
    parents: Option<Vec<String>>,
    depends_on: Option<Vec<String>>,
    branch_labels: Option<Vec<String>>,
    scripts: Scripts,
    is_open: bool,
}

impl RevisionBlock {
    fn new(line: usize) -> Self {
        Self {
            line,
            id: None,
            dir: None,
            lane: None,
            kind: None,
            database: None,
            message: None,
            description: None,
            created: None,
            parents: None,
            depends_on: None,
            branch_labels: None,
            scripts: Scripts::new(),
            is_open: false,
        }
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "id" => once(&mut self.id, unquote(value)?),
            "dir" => {
                let dir = unquote(value)?;
                if !is_plain_name(&dir) {
                    return Err("`dir` must be the plain name of a folder beside the lock".into());
                }
                once(&mut self.dir, dir)
            }
            "lane" => once(&mut self.lane, unquote(value)?),
            "kind" => {
                let word = unquote(value)?;
                once(&mut self.kind, Kind::parse(&word).ok_or("unknown kind")?)
            }
            "database" => once(&mut self.database, unquote(value)?),
            "message" => once(&mut self.message, unquote(value)?),
            "description" => once(&mut self.description, unquote(value)?),
            "created" => once(&mut self.created, unquote(value)?),
            "parents" => once(&mut self.parents, unquote_list(value)?),
            "depends_on" => once(&mut self.depends_on, unquote_list(value)?),
            "branch_labels" => once(&mut self.branch_labels, unquote_list(value)?),
            _ => {
                let at = script_key(key).ok_or("unknown key")?;
                let words = unquote(value)?;
                let script = if words == OPEN {
                    self.is_open = true;
                    LockedScript {
                        rung: Rung::Sql,
                        derived: false,
                        checksum: String::new(),
                    }
                } else {
                    locked_script(&words)?
                };
                match self.scripts.insert(at, script) {
                    None => Ok(()),
                    Some(_) => Err("the key stands twice in this block".into()),
                }
            }
        }
    }

    fn finish(self, before: usize) -> Result<Revision, LockError> {
        let line = self.line;
        let missing = |key| LockError::Missing {
            line,
            block: "revision",
            key,
        };
        Ok(Revision {
            position: u32::try_from(before + 1).unwrap_or(u32::MAX),
            id: self.id.ok_or_else(|| missing("id"))?,
            dir: self.dir.ok_or_else(|| missing("dir"))?,
            lane: self.lane.ok_or_else(|| missing("lane"))?,
            kind: self.kind.ok_or_else(|| missing("kind"))?,
            database: self.database.ok_or_else(|| missing("database"))?,
            message: self.message.ok_or_else(|| missing("message"))?,
            description: self.description,
            created: self.created.ok_or_else(|| missing("created"))?,
            parents: self.parents.ok_or_else(|| missing("parents"))?,
            depends_on: self.depends_on.unwrap_or_default(),
            branch_labels: self.branch_labels.unwrap_or_default(),
            scripts: self.scripts,
            is_open: self.is_open,
        })
    }
}

fn once<T>(slot: &mut Option<T>, value: T) -> Result<(), String> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err("the key stands twice in this block".into()),
    }
}

fn script_key(key: &str) -> Option<(Direction, Dialect)> {
    let (direction, dialect) = key.split_once('.')?;
    let direction = match direction {
        "up" => Direction::Up,
        "down" => Direction::Down,
        _ => return None,
    };
    Some((direction, super::layout::dialect_of(dialect)?))
}

fn locked_script(words: &str) -> Result<LockedScript, String> {
    let mut words = words.split(' ');
    let rung = words
        .next()
        .and_then(Rung::parse)
        .ok_or("expected sql, directives, program or unavailable, then a checksum")?;
    let mut next = words.next();
    let derived = next == Some("derived");
    if derived {
        next = words.next();
    }
    let checksum = next.unwrap_or_default();
    if words.next().is_some() {
        return Err("too many words".into());
    }
    let expected = if rung == Rung::Unavailable { 0 } else { 64 };
    if checksum.len() != expected
        || !checksum
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    {
        return Err("a checksum is 64 lower-case hexadecimal digits".into());
    }
    Ok(LockedScript {
        rung,
        derived,
        checksum: checksum.to_string(),
    })
}

#[cfg(test)]
#[path = "lock_tests.rs"]
mod tests;
