//! The names of backups. They follow the legacy runner's:
//! `before-migrate-YYYYMMDD-HHMMSS-NAME.db`.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// Why a backup was made; it begins its name. Each occasion is rotated by
/// itself: runs do not push out what was made by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// Before a run.
    Run,
    /// `bridge backup`
    Command,
    /// Before `bridge restore` replaced a database.
    Restore,
}

impl Occasion {
    const ALL: [Self; 3] = [Self::Run, Self::Command, Self::Restore];

    fn prefix(self) -> &'static str {
        match self {
            Self::Run => "before-migrate-",
            Self::Command => "backup-",
            Self::Restore => "before-restore-",
        }
    }
}

/// What a backup's file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A SQLite file.
    Sqlite,
    /// An archive of `pg_dump`.
    Custom,
    /// SQL of `pg_dump`.
    Plain,
}

impl Form {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Sqlite => "db",
            Self::Custom => "dump",
            Self::Plain => "sql",
        }
    }
}

/// A backup's name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupName {
    /// Why it was made.
    pub occasion: Occasion,
    /// `YYYYMMDD-HHMMSS`, local time.
    pub stamp: String,
    /// The database's name, as far as a file name can hold it.
    pub database: String,
    /// What it holds.
    pub form: Form,
}

impl BackupName {
    /// The name of a file now.
    pub fn now(occasion: Occasion, database: &str, form: Form) -> Self {
        Self {
            occasion,
            stamp: jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string(),
            database: part(database),
            form,
        }
    }

    /// Reads a file's name; `None` where it is no backup's.
    pub fn parse(file: &str) -> Option<Self> {
        let (occasion, rest) = Occasion::ALL
            .into_iter()
            .find_map(|occasion| Some((occasion, file.strip_prefix(occasion.prefix())?)))?;
        let (stem, extension) = rest.rsplit_once('.')?;
        let form = [Form::Sqlite, Form::Custom, Form::Plain]
            .into_iter()
            .find(|form| form.extension() == extension)?;
        let stamp = stem.get(..15)?;
        let is_stamp = stamp.bytes().enumerate().all(|(at, byte)| match at {
            8 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        let database = stem.get(15..)?.strip_prefix('-')?;
        (is_stamp && !database.is_empty()).then(|| Self {
            occasion,
            stamp: stamp.to_owned(),
            database: database.to_owned(),
            form,
        })
    }

    /// Reads the name of a path's last part.
    pub fn of(path: &Path) -> Option<Self> {
        Self::parse(path.file_name()?.to_str()?)
    }
}

impl std::fmt::Display for BackupName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}{}-{}.{}",
            self.occasion.prefix(),
            self.stamp,
            self.database,
            self.form.extension()
        )
    }
}

/// A database's name as a part of a file name.
pub fn part(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .take(60)
        .map(|character| {
            if character.is_alphanumeric() || matches!(character, '_' | '-') {
                character
            } else {
                '_'
            }
        })
        .collect();
    if cleaned.is_empty() {
        "database".to_owned()
    } else {
        cleaned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for occasion in Occasion::ALL {
            let name = BackupName::now(occasion, "主-main", Form::Custom);
            assert_eq!(BackupName::parse(&name.to_string()), Some(name));
        }
        let other = BackupName::parse("before-migrate-20260101-101010-x-main.db");
        assert_eq!(other.map(|name| name.database).as_deref(), Some("x-main"));
        for file in [
            "before-migrate-20260101-101010-main.db.partial",
            "before-migrate-20260101-101010-main.db.json",
            "before-migrate-2026010X-101010-main.db",
            "before-migrate-20260101-101010-.db",
            "before-migrate-日.db",
            "main.db",
        ] {
            assert_eq!(BackupName::parse(file), None, "{file}");
        }
    }

    #[test]
    fn names_stay_inside_the_folder() {
        assert_eq!(part("../../etc/資料"), "______etc_資料");
        assert_eq!(part(""), "database");
        assert!(part(&"長".repeat(1_000_000)).len() < 200);
    }
}
