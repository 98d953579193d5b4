//! Who holds a lock on a file, as far as the system says: Linux lists all
//! file locks in `/proc/locks`. Elsewhere nobody is named.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// A lock to look for.
pub(super) enum Held {
    /// A byte of the file, as SQLite locks it.
    Byte(u64),
    /// The whole file, by `flock`.
    Whole,
}

/// The process that holds it: `pid 4711 (python3)`.
pub(super) fn holder(path: &Path, held: &Held) -> Option<String> {
    let inode = inode(path)?;
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let pid = locks.lines().find_map(|line| holds(line, inode, held))?;
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    Some(match name.trim() {
        "" => format!("pid {pid}"),
        name => format!("pid {pid} ({name})"),
    })
}

/// The process of a line such as
/// `1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 1073741825 1073741825`.
fn holds(line: &str, inode: u64, held: &Held) -> Option<u32> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    // A waiting process stands behind `->`, with one field more.
    let [_, kind, _, "WRITE", pid, file, start, ..] = fields.as_slice() else {
        return None;
    };
    let is_it = match held {
        Held::Byte(byte) => *kind == "POSIX" && start.parse() == Ok(*byte),
        Held::Whole => *kind == "FLOCK",
    };
    let number: u64 = file.rsplit(':').next()?.parse().ok()?;
    // Another container's processes have no number here.
    (is_it && number == inode)
        .then(|| pid.parse().ok())
        .flatten()
        .filter(|pid| *pid > 0)
}

fn inode(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().map(|found| found.ino())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_system_are_read() {
        let posix = "1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 1073741825 1073741825";
        let byte = Held::Byte(1_073_741_825);
        assert_eq!(holds(posix, 1234, &byte), Some(4711));
        assert_eq!(holds(posix, 1235, &byte), None);
        assert_eq!(holds(posix, 1234, &Held::Whole), None);
        assert_eq!(
            holds(
                "1: -> POSIX  ADVISORY  WRITE 5 fe:00:1234 1073741825 1073741825",
                1234,
                &byte
            ),
            None
        );
        assert_eq!(
            holds("2: FLOCK  ADVISORY  WRITE 7 fe:00:9 0 EOF", 9, &Held::Whole),
            Some(7)
        );
        assert_eq!(
            holds(
                "2: FLOCK  ADVISORY  WRITE -1 fe:00:9 0 EOF",
                9,
                &Held::Whole
            ),
            None
        );
    }
}
