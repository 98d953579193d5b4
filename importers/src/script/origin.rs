//! The comment that names a statement's place in a legacy file:
//! `003_add_script_version_management.py:20`.

use super::Origin;
use super::quoted;

/// The comment, without its dashes.
pub(crate) fn print(origin: &Origin) -> String {
    let plain = origin.file.ends_with(".py")
        && !origin.file.starts_with('"')
        && !origin
            .file
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == ':' || c == '\u{feff}');
    if plain {
        format!("{}:{}", origin.file, origin.line)
    } else {
        format!("{}:{}", quoted::string(&origin.file), origin.line)
    }
}

/// The origin that a comment names; none for any other comment.
pub(crate) fn parse(comment: &str) -> Option<Origin> {
    let text = comment.trim();
    let (file, line) = if text.starts_with('"') {
        let (file, rest) = quoted::read_string(text)?;
        (file, rest.strip_prefix(':')?)
    } else {
        let (file, line) = text.rsplit_once(':')?;
        let plain = file.ends_with(".py") && !file.contains(|c: char| c.is_whitespace());
        (plain.then(|| file.to_owned())?, line)
    };
    let digits = !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    Some(Origin {
        file,
        line: digits.then(|| line.parse().ok()).flatten()?,
    })
}
