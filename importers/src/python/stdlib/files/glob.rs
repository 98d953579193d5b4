//! File name patterns: `glob`, `Path.glob`, `fnmatch`'s rules.

use regex::Regex;

use super::names;
use crate::python::interpreter::{Interpreter, PathKind};
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(in crate::python::stdlib) static TABLE: ModuleTable = ModuleTable {
    name: "glob",
    definitions: &[
        ("glob", Definition::Function(glob)),
        ("iglob", Definition::Function(glob)),
    ],
    fallback: None,
};

/// `glob.glob(pathname, recursive=False)`; names that begin with a point match only such patterns.
fn glob(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let pattern = match super::argument(&mut args, "pathname")? {
        Ok(pattern) => pattern,
        Err(unknown) => return Ok(unknown),
    };
    let recursive = args.keyword_boolean("recursive")?.unwrap_or(false);
    args.finish()?;
    let first = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    let (folder, pattern) = match pattern[..first].rfind('/') {
        Some(0) => ("/", &pattern[1..]),
        Some(at) => (&pattern[..at], &pattern[at + 1..]),
        None => ("", &*pattern),
    };
    if interpreter.options.loader.kind(folder).is_none() {
        return Err(super::elsewhere(interpreter, folder));
    }
    let found = matches(interpreter, folder, pattern, recursive, false)?;
    Ok(interpreter.list(found.into_iter().map(Value::str).collect()))
}

/// The paths below a folder that match a pattern, in order. `**` stands for
/// any folders where `recursive`; names that begin with a point are matched by
/// any pattern where `hidden`.
pub(super) fn matches(
    interpreter: &mut Interpreter,
    folder: &str,
    pattern: &str,
    recursive: bool,
    hidden: bool,
) -> Result<Vec<String>> {
    let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    let search = Search { recursive, hidden };
    below(interpreter, folder, &parts, &search, false, &mut found)?;
    found.dedup();
    Ok(found)
}

/// What is searched for.
struct Search {
    recursive: bool,
    hidden: bool,
}

/// Searches a folder; `inside` says that it is below the folder of a `**`.
fn below(
    interpreter: &mut Interpreter,
    folder: &str,
    parts: &[&str],
    search: &Search,
    inside: bool,
    found: &mut Vec<String>,
) -> Result<()> {
    let Search { recursive, hidden } = *search;
    let Some((first, rest)) = parts.split_first() else {
        if !folder.is_empty() {
            found.push(folder.to_owned());
        }
        return Ok(());
    };
    if interpreter.options.loader.kind(folder) != Some(PathKind::Folder) {
        return Ok(());
    }
    let join = |name: &str| match folder {
        "" => name.to_owned(),
        folder => format!("{}/{name}", folder.trim_end_matches('/')),
    };
    let any_folders = *first == "**" && recursive;
    if any_folders && rest.is_empty() && !hidden && !inside {
        // The folder of a closing `**` itself is found with a slash.
        if !folder.is_empty() {
            found.push(format!("{}/", folder.trim_end_matches('/')));
        }
    } else if any_folders {
        below(interpreter, folder, rest, search, false, found)?;
    }
    let expression = expression(interpreter, first)?;
    for name in names(interpreter, folder)? {
        if name.starts_with('.') && !hidden && !first.starts_with('.') {
            continue;
        }
        let path = join(&name);
        let kind = interpreter.options.loader.kind(&path);
        if any_folders {
            if kind == Some(PathKind::File) && rest.is_empty() && !hidden {
                // A closing `**` of `glob` means files, too; pathlib's folders only.
                found.push(path);
            } else if kind == Some(PathKind::Folder) {
                let found = &mut *found;
                interpreter.deeper(|i| below(i, &path, parts, search, true, found))?;
            }
        } else if expression.is_match(&name) {
            if rest.is_empty() {
                found.push(path);
            } else {
                below(interpreter, &path, rest, search, false, found)?;
            }
        }
    }
    Ok(())
}

/// The regular expression of a name's pattern: `*`, `?`, `[seq]`, `[!seq]`.
fn expression(interpreter: &Interpreter, pattern: &str) -> Result<Regex> {
    let mut text = String::from("(?s)^");
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        match first {
            '*' => text.push_str(".*"),
            '?' => text.push('.'),
            '[' => match rest.get(1..).and_then(|after| after.find(']')) {
                Some(end) => {
                    let (set, after) = rest.split_at(end + 1);
                    let (not, set) = match set.strip_prefix('!') {
                        Some(set) => ("^", set),
                        None => ("", set),
                    };
                    let set = set
                        .replace('\\', r"\\")
                        .replace('[', r"\[")
                        .replace('^', r"\^");
                    text.push_str(&format!("[{not}{set}]"));
                    rest = &after[1..];
                }
                None => text.push_str(r"\["),
            },
            other => text.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    text.push('$');
    Regex::new(&text)
        .map_err(|_| interpreter.unsupported(&format!("the file name pattern '{pattern}'")))
}
