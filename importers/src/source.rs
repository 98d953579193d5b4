//! A file of a legacy project, as it was read: what is kept of it in the
//! chain is its hash and its path relative to `bridge.toml`.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::contained::Links;
use crate::diagnostic::{Diagnostic, Span};

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// How reports and the chain name it: relative to `bridge.toml`, with `/`.
    pub shown: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// Its text, without a byte order mark.
    pub text: String,
}

impl SourceFile {
    /// Reads a file; `root` is the folder from which paths are shown.
    ///
    /// # Errors
    /// `unreadable-file`, `not-utf8`.
    pub fn read(path: &Path, root: &Path) -> Result<Self, Box<Diagnostic>> {
        Self::read_among(path, root, &mut Links::default())
    }

    /// The same for many files of one root.
    pub(crate) fn read_among(
        path: &Path,
        root: &Path,
        links: &mut Links,
    ) -> Result<Self, Box<Diagnostic>> {
        let shown = shown_path(path, root);
        if let Some(real) = links.leave(path, root) {
            let diagnostic = Diagnostic::error(
                "link-out-of-the-project",
                format!(
                    "A symbolic link leads out of the project, to {}.",
                    real.display()
                ),
            );
            return Err(Box::new(diagnostic.at(&shown).help(
                "Put the file itself there, or name its folder in bridge.toml.",
            )));
        }
        let bytes = std::fs::read(path).map_err(|error| {
            Box::new(
                Diagnostic::error(
                    "unreadable-file",
                    format!("The file cannot be read: {error}."),
                )
                .at(&shown),
            )
        })?;
        let sha256 = crate::hex::digits(&Sha256::digest(&bytes));
        let text = String::from_utf8(bytes).map_err(|error| {
            Box::new(
                Diagnostic::error(
                    "not-utf8",
                    format!(
                        "The file is not UTF-8: byte {} does not fit.",
                        error.utf8_error().valid_up_to() + 1
                    ),
                )
                .at(&shown)
                .help("Save the file as UTF-8."),
            )
        })?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Ok(Self {
            path: path.to_owned(),
            shown,
            sha256,
            text,
        })
    }

    /// A package without `__init__.py`: a module without code.
    pub(crate) fn of_folder(path: &Path, root: &Path) -> Self {
        Self {
            path: path.to_owned(),
            shown: shown_path(path, root),
            sha256: crate::hex::digits(&Sha256::digest([])),
            text: String::new(),
        }
    }

    /// A whole line (from 1), without its indentation.
    pub fn line_span(&self, line: usize) -> Span {
        line_span(&self.text, line)
    }
}

/// A whole line of a text (from 1), without its indentation.
pub(crate) fn line_span(text: &str, line: usize) -> Span {
    let text = text.lines().nth(line.saturating_sub(1));
    let text = text.unwrap_or_default();
    let indent = text.chars().take_while(|c| c.is_whitespace()).count();
    Span {
        line,
        column: indent + 1,
        length: text.trim().chars().count().max(1),
        text: text.to_owned(),
    }
}

/// A path as reports and the chain name it: relative to `root`, with `/` on
/// every system; absolute only where the two share no folder.
pub fn shown_path(path: &Path, root: &Path) -> String {
    let (path, root) = (tidy(path), tidy(root));
    // Nearly every file lies below the root.
    if !root.as_os_str().is_empty()
        && let Ok(below) = path.strip_prefix(&root)
        && !below.as_os_str().is_empty()
    {
        let parts: Vec<Cow<'_, str>> = below.iter().map(OsStr::to_string_lossy).collect();
        return parts.join("/");
    }
    let ours: Vec<Component<'_>> = path.components().collect();
    let theirs: Vec<Component<'_>> = root.components().collect();
    let common = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    // The file system's root alone is no common folder worth climbing to.
    if common == 0 || (path.is_absolute() && common == 1 && theirs.len() > 1) {
        return path.to_string_lossy().replace('\\', "/");
    }
    let mut parts: Vec<String> = theirs
        .iter()
        .skip(common)
        .map(|_| "..".to_owned())
        .collect();
    parts.extend(
        ours.iter()
            .skip(common)
            .map(|part| part.as_os_str().to_string_lossy().into_owned()),
    );
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

/// The same path as [`normal`] gives; borrowed where no part of it begins with a dot.
pub(crate) fn tidy(path: &Path) -> Cow<'_, Path> {
    let mut before = b'/';
    let has_dots = path.as_os_str().as_encoded_bytes().iter().any(|&byte| {
        let begins = byte == b'.' && matches!(before, b'/' | b'\\');
        before = byte;
        begins
    });
    match has_dots {
        true => Cow::Owned(normal(path)),
        false => Cow::Borrowed(path),
    }
}

/// The path without `.` and without `..`, as text alone.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(result.components().next_back(), Some(Component::Normal(_))) =>
            {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_root() {
        let shown = |path: &str, root: &str| shown_path(Path::new(path), Path::new(root));
        assert_eq!(shown("/a/b/versions/公告.py", "/a/b"), "versions/公告.py");
        assert_eq!(shown("/a/b/../c/x.py", "/a/b"), "../c/x.py");
        assert_eq!(shown("/a/./b/x.py", "/a/b/"), "x.py");
        assert_eq!(shown("/other/x.py", "/a/b"), "/other/x.py");
        assert_eq!(shown("legacy/x.py", ""), "legacy/x.py");
    }

    #[test]
    fn the_hash_is_over_the_bytes_and_the_text_has_no_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        std::fs::write(&path, b"\xef\xbb\xbfx = 1\r\n").unwrap();
        let file = SourceFile::read(&path, folder.path()).unwrap();
        assert_eq!(file.text, "x = 1\r\n");
        assert_eq!(file.sha256.len(), 64);
        std::fs::write(&path, b"x = '\xe9'\n").unwrap();
        let error = SourceFile::read(&path, folder.path()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "x.py: The file is not UTF-8: byte 6 does not fit."
        );
    }
}
