//! Which kind of failure ends with which exit code.

/// What an error asks of the reader; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The work failed.
    Failed,
    /// Wrong usage or configuration.
    Usage,
    /// A check found something, or a decision is needed.
    Decision,
}

impl ErrorKind {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Decision => 3,
        }
    }
}
