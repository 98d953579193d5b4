//! A folder of its own for a test, with the sample in it, and the program run there.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A folder that goes when the test ends.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What a call of the program gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Panics with both outputs where the exit code is another.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// stdout as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("no JSON ({error}):\n{}", self.stdout))
    }

    /// Panics where neither output has the text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text) || self.stderr.contains(text),
            "\"{text}\" is not said.\nstdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }
}

impl Sandbox {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// An empty folder in another one, whose files a test watches.
    pub(crate) fn within(place: &Path) -> Self {
        Self {
            folder: tempfile::Builder::new()
                .prefix("sandbox")
                .tempdir_in(place)
                .expect("a temporary folder"),
        }
    }

    /// The sample's sources, lived-in databases and `bridge.toml`; no chain.
    pub(crate) fn lived_in() -> Self {
        let sandbox = Self::empty();
        bridge::sample::lay_out(sandbox.path()).expect("the sample is laid out");
        sandbox
    }

    /// The sample's sources, `bridge.toml` and the committed chain; no databases.
    pub(crate) fn committed() -> Self {
        let sandbox = Self::lived_in();
        std::fs::remove_file(sandbox.admin_file()).expect("the file is there");
        std::fs::remove_file(sandbox.chat_file()).expect("the file is there");
        copy(
            &repository().join("migrations"),
            &sandbox.path().join("migrations"),
        );
        sandbox
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The admin backend's SQLite file.
    pub(crate) fn admin_file(&self) -> PathBuf {
        self.path().join("legacy/admin-backend/admin.db")
    }

    /// The main program's SQLite file.
    pub(crate) fn chat_file(&self) -> PathBuf {
        self.path().join("legacy/main-program/chat_history.db")
    }

    /// Runs the program in the folder, with no environment that could change its work.
    pub(crate) fn bridge(&self, arguments: &[&str]) -> Outcome {
        self.bridge_with(arguments, &[])
    }

    /// The same, with environment variables.
    pub(crate) fn bridge_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let output = Command::new(env!("CARGO_BIN_EXE_bridge"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("DATABASE_URL")
            .env_remove("PGPASSWORD")
            .envs(variables.iter().copied())
            .output()
            .expect("the program starts");
        Outcome {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Writes a file below the folder.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(path, text).expect("the file is written");
    }

    /// Reads a file below the folder.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// SQLAlchemy's URL of a SQLite file.
pub(crate) fn sqlite_url(file: &Path) -> String {
    format!("sqlite:///{}", file.display())
}

/// The repository's root.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) use crate::folder::copy;

/// All files below a folder, by relative path.
pub(crate) fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the folder is readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(folder)
                .expect("below the folder")
                .display()
                .to_string();
            (
                path,
                std::fs::read(entry.path()).expect("the file is readable"),
            )
        })
        .collect()
}
