//! The pages of a database file.

use std::io::{Error, ErrorKind};
use std::os::unix::fs::FileExt;

use super::lock::SharedLock;

/// How long the header of page 1 is.
pub(super) const HEADER: usize = 100;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// A file whose header is plain.
#[derive(Debug)]
pub(super) struct Pages {
    lock: SharedLock,
    size: usize,
    reserved: usize,
    count: u32,
    in_log_mode: bool,
    user_version: i32,
}

impl Pages {
    /// Reads the header ("The Database Header" of the file format).
    pub(super) fn of(lock: SharedLock) -> Option<Self> {
        let mut header = [0; HEADER];
        read_at(&lock, &mut header, 0).ok()?;
        let size = match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65_536,
            size => usize::from(size),
        };
        let in_log_mode = match (header[18], header[19]) {
            (1, 1) => false,
            (2, 2) => true,
            _ => return None,
        };
        let reserved = usize::from(header[20]);
        let is_plain = header.starts_with(MAGIC)
            && size.is_power_of_two()
            && size >= 512
            && size - reserved >= 480
            && header[21..24] == [64, 32, 32]
            && (1..=4).contains(&number(&header, 44)?)
            && number(&header, 56)? == 1; // UTF-8
        if !is_plain {
            return None;
        }
        let length = lock.file().metadata().ok()?.len();
        let count = u32::try_from(length / u64::try_from(size).ok()?).ok()?;
        Some(Self {
            lock,
            size,
            reserved,
            count,
            in_log_mode,
            user_version: i32::from_be_bytes(header[60..64].try_into().ok()?),
        })
    }

    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// The number that stands in the header.
    pub(super) fn user_version(&self) -> i64 {
        self.user_version.into()
    }

    /// Bytes of a page that hold data.
    pub(super) fn usable(&self) -> usize {
        self.size - self.reserved
    }

    /// Reads a page into a buffer; they are counted from 1.
    pub(super) fn read(&self, page: u32, bytes: &mut Vec<u8>) -> Option<()> {
        if page == 0 || page > self.count {
            return None;
        }
        bytes.resize(self.size, 0);
        let offset = u64::from(page - 1) * u64::try_from(self.size).ok()?;
        read_at(&self.lock, bytes, offset).ok()
    }

    /// Whether what was read is what SQLite would have read: all of the
    /// database is in the file, and nobody wrote to it meanwhile.
    pub(super) fn are_whole(&self) -> Option<bool> {
        Some(!self.in_log_mode || !self.lock.has_log()?)
    }
}

/// The four bytes at an offset, as a number.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

fn read_at(lock: &SharedLock, bytes: &mut [u8], offset: u64) -> Result<(), Error> {
    match lock.file().read_exact_at(bytes, offset) {
        Err(error) if error.kind() == ErrorKind::Interrupted => {
            lock.file().read_exact_at(bytes, offset)
        }
        done => done,
    }
}
