//! `[tool.alembic]` of `pyproject.toml`, from Alembic 1.16 on: what `alembic.ini` does not say.
//!
//! `%(here)s` is the folder of the file, and lists are lists there.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// The file's name.
pub(super) const NAME: &str = "pyproject.toml";

/// The table, and the file that has it.
#[derive(Debug)]
pub(super) struct Pyproject {
    pub(super) file: SourceFile,
    table: toml::Table,
    here: String,
}

impl Pyproject {
    /// Reads the one in a folder; `None` where there is none, or none with the table.
    ///
    /// # Errors
    /// `toml-syntax`
    pub(super) fn read(folder: &Path, root: &Path) -> Result<Option<Self>, Diagnostic> {
        let Ok(file) = SourceFile::read(&folder.join(NAME), root) else {
            return Ok(None);
        };
        if !file.text.contains("alembic") {
            return Ok(None);
        }
        let whole: toml::Table = file.text.parse().map_err(|error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = file
                .text
                .get(..at)
                .unwrap_or_default()
                .matches('\n')
                .count()
                + 1;
            Diagnostic::error("toml-syntax", format!("{}.", error.message()))
                .at(&file.shown)
                .span(file.line_span(line))
        })?;
        let table = whole.get("tool").and_then(|tool| tool.get("alembic"));
        let table = table.and_then(toml::Value::as_table).cloned();
        Ok(table.map(|table| Self {
            file,
            table,
            here: folder.to_string_lossy().into_owned(),
        }))
    }

    /// A text.
    pub(super) fn text(&self, key: &str) -> Option<Result<String, String>> {
        match self.table.get(key)? {
            toml::Value::String(text) => Some(self.filled(text)),
            _ => Some(Err(format!("`{key}` is no text."))),
        }
    }

    /// A list of texts.
    pub(super) fn list(&self, key: &str) -> Option<Result<Vec<String>, String>> {
        let wrong = || format!("`{key}` is no list of texts.");
        let item = |item: &toml::Value| self.filled(item.as_str().ok_or_else(wrong)?);
        match self.table.get(key)? {
            toml::Value::Array(items) => Some(items.iter().map(item).collect()),
            _ => Some(Err(wrong())),
        }
    }

    /// Whether a key is `true`.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.table.get(key).and_then(toml::Value::as_bool) == Some(true)
    }

    /// The line of a key.
    pub(super) fn line(&self, key: &str) -> Option<usize> {
        let mut lines = self.file.text.lines().enumerate();
        lines.find(|(_, line)| line.trim() == "[tool.alembic]")?;
        let is_it = |line: &str| {
            let rest = line.trim_start().strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        lines
            .take_while(|(_, line)| !line.starts_with('['))
            .find(|(_, line)| is_it(line))
            .map(|(at, _)| at + 1)
    }

    /// `text % {"here": ...}`
    fn filled(&self, text: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('%') {
            filled.push_str(before);
            if let Some(after) = after.strip_prefix('%') {
                filled.push('%');
                rest = after;
            } else if let Some(after) = after.strip_prefix("(here)s") {
                filled.push_str(&self.here);
                rest = after;
            } else {
                return Err(format!("`{text}` holds a percent sign that means nothing."));
            }
        }
        filled.push_str(rest);
        Ok(filled)
    }
}
