//! Names in the chain's folder. An id can hold anything (slashes, quotes,
//! a megabyte), a folder's name cannot.

use bridge_importers::{Dialect, Direction};

use super::model::direction_name;

/// What the importers call the metadata file of one revision.
pub const REVISION_FILE: &str = "revision.toml";
/// The Python of a revision on the ladder's third rung.
pub const PROGRAM_FILE: &str = "program.py";
/// What a program is run with.
pub const PROGRAM_SETTINGS_FILE: &str = "program.toml";
/// The folder of the project's modules that a program uses.
pub const MODULES_FOLDER: &str = "program";

// Long enough to tell revisions apart, short enough for file systems that
// allow 255 bytes per name and tools that allow 260 per path.
const SLUG_BYTES: usize = 80;

/// The folder of the revision at this position (from 1): `0001_000_initial_base`.
///
/// Letters and digits of all scripts stay, every other run of characters becomes `_`.
/// Names are unique by their position, so a shortened slug does no harm.
pub fn folder_name(position: u32, id: &str, message: &str) -> String {
    // A bare hash says nothing to a reader who looks at the folder.
    let opaque = id.len() >= 8
        && id.bytes().all(|b| b.is_ascii_hexdigit())
        && id.bytes().any(|b| b.is_ascii_alphabetic());
    let slug = if opaque {
        slug(&format!(
            "{id} {}",
            message.lines().next().unwrap_or_default()
        ))
    } else {
        slug(id)
    };
    if slug.is_empty() {
        format!("{position:04}")
    } else {
        format!("{position:04}_{slug}")
    }
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            if out.len() + c.len_utf8() > SLUG_BYTES {
                break;
            }
            out.push(c);
        } else {
            gap = true;
        }
    }
    while out.ends_with('_') {
        out.pop();
    }
    out
}

/// Whether a name stays in its folder on every system: one component, no
/// traversal, nothing that a file system treats specially.
pub fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 255
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !name.bytes().any(|b| b.is_ascii_control() || is_special(b))
        && (name.is_ascii() || !name.contains(char::is_control))
}

fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        b'/' | b'\\' | b':' | b'*' | b'?' | b'"' | b'<' | b'>' | b'|'
    )
}

/// `up.sqlite.sql`, or `up.sql` where all dialects agree (`dialect` is `None`).
pub fn script_name(direction: Direction, dialect: Option<Dialect>) -> String {
    let direction = direction_name(direction);
    match dialect {
        Some(dialect) => format!("{direction}.{dialect}.sql"),
        None => format!("{direction}.sql"),
    }
}

/// The dialect of this name.
pub fn dialect_of(name: &str) -> Option<Dialect> {
    [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql]
        .into_iter()
        .find(|dialect| dialect.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_tell_what_the_revision_is() {
        let name = |id: &str, message: &str| folder_name(1, id, message);
        assert_eq!(name("000_initial_base", "base"), "0001_000_initial_base");
        assert_eq!(
            folder_name(19, "20241024_add_indexes", ""),
            "0019_20241024_add_indexes"
        );
        assert_eq!(
            name("a1b2c3d4e5f6", "add users\n\nmore"),
            "0001_a1b2c3d4e5f6_add_users"
        );
        assert_eq!(name("../../etc/passwd", ""), "0001_etc_passwd");
        assert_eq!(name("添加_用户", ""), "0001_添加_用户");
        assert_eq!(name("\"'/..", ""), "0001");
        assert!(folder_name(12345, &"长".repeat(1_000_000), "").len() < 100);
    }

    proptest! {
        #[test]
        fn any_id_gives_a_plain_name(position in 1u32.., id in any::<String>(), message in any::<String>()) {
            prop_assert!(is_plain_name(&folder_name(position, &id, &message)));
        }
    }
}
