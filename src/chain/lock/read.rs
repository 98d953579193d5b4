//! Reading the lock. A run with nothing to do spends its time here: no line is
//! looked at twice, and a revision is filled in where it stays.

use std::io::{self, Read};

use bridge_importers::{Dialect, Direction};

use super::{Lock, LockError, OPEN};
use crate::chain::layout::is_plain_name;
use crate::chain::model::{Kind, LedgerName, LockedScript, Revision, Rung, Scripts};
use crate::chain::number::NumberMeans;
use crate::chain::text::{unquote, unquote_list};

/// Bytes of a block, at least: how many revisions to make room for.
const SMALLEST_BLOCK: usize = 280;

/// Bytes of a file that are read at once.
const PIECE: usize = 64 * 1024;

const TWICE: &str = "the key stands twice in this block";

/// Reads a lock. Its revisions come in the file's order, which is the chain's.
///
/// # Errors
/// The first line that bridge would not have written. Whether the revisions
/// fit together is the business of [`Chain`](crate::chain::Chain).
pub fn read(text: &str) -> Result<Lock, LockError> {
    let mut reader = Reader::new(text.len());
    reader.lines(text)?;
    reader.finish()
}

/// Reads a lock from a file of about this many bytes, which is never in memory
/// as a whole.
///
/// # Errors
/// Those of the file, bytes that are no UTF-8 among them; inside, those of [`read`].
pub(crate) fn read_from(mut file: impl Read, size: usize) -> io::Result<Result<Lock, LockError>> {
    let mut reader = Reader::new(size);
    let mut buffer = vec![0; PIECE];
    let mut filled = 0;
    loop {
        if filled == buffer.len() {
            buffer.resize(2 * filled, 0);
        }
        let count = match file.read(&mut buffer[filled..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            count => count?,
        };
        filled += count;
        let is_last = count == 0;
        let whole = if is_last {
            filled
        } else {
            memchr::memrchr(b'\n', &buffer[..filled]).map_or(0, |end| end + 1)
        };
        let text = std::str::from_utf8(&buffer[..whole])
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        if let Err(error) = reader.lines(text) {
            return Ok(Err(error));
        }
        if is_last {
            return Ok(reader.finish());
        }
        buffer.copy_within(whole..filled, 0);
        filled -= whole;
    }
}

struct Reader {
    lock: Lock,
    block: Block,
    is_versioned: bool,
    line: usize,
}

impl Reader {
    fn new(size: usize) -> Self {
        Self {
            lock: Lock {
                ledgers: Vec::new(),
                revisions: Vec::with_capacity(size / SMALLEST_BLOCK),
            },
            block: Block::None,
            is_versioned: false,
            line: 0,
        }
    }

    fn lines(&mut self, text: &str) -> Result<(), LockError> {
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
            self.line(&text[start..end])?;
            start = end + 1;
        }
        if start < text.len() {
            self.line(&text[start..])?;
        }
        Ok(())
    }

    fn line(&mut self, mut text: &str) -> Result<(), LockError> {
        if self.line == 0 {
            text = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        self.line += 1;
        let content = text.trim_ascii();
        let Some(&first) = content.as_bytes().first() else {
            return Ok(());
        };
        let line = self.line;
        let syntax = |problem: &str| LockError::Syntax {
            line,
            problem: problem.to_string(),
            text: content.chars().take(80).collect(),
        };
        match first {
            b'#' => return Ok(()),
            b'<' | b'=' | b'>' | b'|'
                if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
                    .iter()
                    .any(|mark| content.starts_with(mark)) =>
            {
                return Err(LockError::Conflict { line });
            }
            b'[' if content == "[[revision]]" || content == "[[lane]]" => {
                if !self.is_versioned {
                    return Err(syntax("the line `version = 1` must come first"));
                }
                let is_lane = content == "[[lane]]";
                if is_lane && matches!(self.block, Block::Revision(_)) {
                    return Err(syntax("lanes stand before the revisions"));
                }
                self.block.end(&self.lock)?;
                self.block = if is_lane {
                    self.lock.ledgers.push(LedgerName::default());
                    Block::Lane(Seen::new(line))
                } else {
                    self.lock.revisions.push(empty(self.lock.revisions.len()));
                    Block::Revision(Seen::new(line))
                };
                return Ok(());
            }
            _ => {}
        }
        let at = content.bytes().position(|byte| byte == b'=');
        let (key, value) = at
            .map(|at| (&content[..at], &content[at + 1..]))
            .ok_or_else(|| syntax("expected `key = value`"))?;
        self.set(key.trim_ascii_end(), value.trim_ascii_start())
            .map_err(|problem| match problem {
                Problem::Here(problem) => syntax(problem),
                Problem::Version(found) => LockError::Version { line, found },
            })
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), Problem> {
        match &mut self.block {
            Block::Revision(seen) => match self.lock.revisions.last_mut() {
                Some(revision) => Ok(set(revision, seen, key, value)?),
                None => Ok(()),
            },
            Block::Lane(seen) => match self.lock.ledgers.last_mut() {
                Some(ledger) => Ok(set_lane(ledger, seen, key, value)?),
                None => Ok(()),
            },
            Block::None if key == "version" && !self.is_versioned => {
                if value != "1" {
                    return Err(Problem::Version(value.to_string()));
                }
                self.is_versioned = true;
                Ok(())
            }
            Block::None => Err("unknown key".into()),
        }
    }

    fn finish(self) -> Result<Lock, LockError> {
        self.block.end(&self.lock)?;
        if !self.is_versioned {
            return Err(LockError::Syntax {
                line: 1,
                problem: "the line `version = 1` is missing".to_string(),
                text: String::new(),
            });
        }
        Ok(self.lock)
    }
}

/// What is wrong with a line.
enum Problem {
    Here(&'static str),
    Version(String),
}

impl From<&'static str> for Problem {
    fn from(problem: &'static str) -> Self {
        Self::Here(problem)
    }
}

/// What is being read; it is filled in as the last of its kind in the lock.
enum Block {
    None,
    Lane(Seen),
    Revision(Seen),
}

impl Block {
    fn end(&self, lock: &Lock) -> Result<(), LockError> {
        let (seen, block, needed) = match self {
            Self::None => return Ok(()),
            Self::Lane(seen) => (seen, "lane", &[LANE_NAME][..]),
            Self::Revision(seen) => (seen, "revision", &NEEDED[..]),
        };
        let missing = |key| LockError::Missing {
            line: seen.line,
            block,
            key,
        };
        if let Some(&(_, key)) = needed.iter().find(|(bit, _)| seen.keys & bit == 0) {
            return Err(missing(key));
        }
        let Self::Lane(_) = self else { return Ok(()) };
        let Some((ledger, before)) = lock.ledgers.split_last() else {
            return Ok(());
        };
        if before.iter().any(|other| other.lane == ledger.lane) {
            return Err(LockError::Syntax {
                line: seen.line,
                problem: "the lane has a block already".into(),
                text: ledger.lane.clone(),
            });
        }
        if ledger.is_usual() {
            return Err(missing("version_table"));
        }
        Ok(())
    }
}

/// The keys of a block that were read, a bit each, and the block's line.
struct Seen {
    line: usize,
    keys: u16,
}

impl Seen {
    fn new(line: usize) -> Self {
        Self { line, keys: 0 }
    }

    fn once(&mut self, bit: u16) -> Result<(), &'static str> {
        if self.keys & bit != 0 {
            return Err(TWICE);
        }
        self.keys |= bit;
        Ok(())
    }
}

const LANE_NAME: (u16, &str) = (1, "name");

/// The keys that a revision has, in the order in which one that is missing is named.
const NEEDED: [(u16, &str); 8] = [
    (1, "id"),
    (1 << 1, "dir"),
    (1 << 2, "lane"),
    (1 << 3, "kind"),
    (1 << 4, "database"),
    (1 << 5, "message"),
    (1 << 6, "created"),
    (1 << 7, "parents"),
];

fn empty(before: usize) -> Revision {
    Revision {
        position: u32::try_from(before + 1).unwrap_or(u32::MAX),
        id: Default::default(),
        dir: String::new(),
        lane: Default::default(),
        kind: Kind::Bridge,
        database: Default::default(),
        message: Default::default(),
        description: None,
        created: String::new(),
        parents: Vec::new(),
        depends_on: Vec::new(),
        branch_labels: Vec::new(),
        // Both directions of one dialect.
        scripts: Scripts::with_capacity(2),
        is_open: false,
    }
}

fn set(
    revision: &mut Revision,
    seen: &mut Seen,
    key: &str,
    value: &str,
) -> Result<(), &'static str> {
    let bit = match key {
        "id" => {
            revision.id = unquote(value)?.into_owned().into();
            1
        }
        "dir" => {
            revision.dir = unquote(value)?.into_owned();
            if !is_plain_name(&revision.dir) {
                return Err("`dir` must be the plain name of a folder beside the lock");
            }
            1 << 1
        }
        "lane" => {
            revision.lane = unquote(value)?.into_owned().into();
            1 << 2
        }
        "kind" => {
            revision.kind = Kind::parse(&unquote(value)?).ok_or("unknown kind")?;
            1 << 3
        }
        "database" => {
            revision.database = unquote(value)?.into_owned().into();
            1 << 4
        }
        "message" => {
            revision.message = unquote(value)?.into_owned().into();
            1 << 5
        }
        "created" => {
            revision.created = unquote(value)?.into_owned();
            1 << 6
        }
        "parents" => {
            revision.parents = unquote_list(value)?;
            1 << 7
        }
        "depends_on" => {
            revision.depends_on = unquote_list(value)?;
            1 << 8
        }
        "branch_labels" => {
            revision.branch_labels = unquote_list(value)?;
            1 << 9
        }
        "description" => {
            revision.description = Some(unquote(value)?.into_owned());
            1 << 10
        }
        _ => {
            let at = script_key(key).ok_or("unknown key")?;
            let script = script(&unquote(value)?)?;
            revision.is_open |= script.is_none();
            let script = script.unwrap_or(LockedScript {
                rung: Rung::Sql,
                derived: false,
                checksum: String::new(),
            });
            return match revision.scripts.insert(at, script) {
                None => Ok(()),
                Some(_) => Err(TWICE),
            };
        }
    };
    seen.once(bit)
}

fn set_lane(
    ledger: &mut LedgerName,
    seen: &mut Seen,
    key: &str,
    value: &str,
) -> Result<(), &'static str> {
    let bit = match key {
        "name" => {
            ledger.lane = unquote(value)?.into_owned();
            LANE_NAME.0
        }
        "version_table" => {
            ledger.version_table = Some(unquote(value)?.into_owned());
            1 << 1
        }
        "version_table_schema" => {
            ledger.version_table_schema = Some(unquote(value)?.into_owned());
            1 << 2
        }
        "version_column" => {
            ledger.version_column = Some(unquote(value)?.into_owned());
            1 << 3
        }
        "user_version" => {
            let means = NumberMeans::parse(&unquote(value)?);
            ledger.user_version = Some(means.ok_or("expected last, count or next")?);
            1 << 4
        }
        "version_row" => {
            let means = NumberMeans::parse(&unquote(value)?);
            ledger.version_row = Some(means.ok_or("expected last, count or next")?);
            1 << 5
        }
        _ => return Err("unknown key"),
    };
    seen.once(bit)
}

fn script_key(key: &str) -> Option<(Direction, Dialect)> {
    let (direction, dialect) = key.split_once('.')?;
    let direction = match direction {
        "up" => Direction::Up,
        "down" => Direction::Down,
        _ => return None,
    };
    Some((direction, crate::chain::layout::dialect_of(dialect)?))
}

/// How a script was made, and its checksum; `None` for one of an open revision.
fn script(words: &str) -> Result<Option<LockedScript>, &'static str> {
    if words == OPEN {
        return Ok(None);
    }
    let (rung, rest) = words.split_once(' ').unwrap_or((words, ""));
    let rung = Rung::parse(rung)
        .ok_or("expected sql, directives, program or unavailable, then a checksum")?;
    let (derived, checksum) = match rest.strip_prefix("derived") {
        Some(rest) => (true, rest.strip_prefix(' ').unwrap_or(rest)),
        None => (false, rest),
    };
    let expected = if rung == Rung::Unavailable { 0 } else { 64 };
    if checksum.len() != expected || !checksum.bytes().all(|byte| DIGITS[usize::from(byte)]) {
        return Err(if checksum.contains(' ') {
            "too many words"
        } else {
            "a checksum is 64 lower-case hexadecimal digits"
        });
    }
    Ok(Some(LockedScript {
        rung,
        derived,
        checksum: checksum.to_string(),
    }))
}

/// Whether a byte is a lower-case hexadecimal digit: a look-up costs half of
/// two comparisons, and nearly half of a lock are checksums.
const DIGITS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b'0'..=b'9' | b'a'..=b'f');
        byte += 1;
    }
    table
};
