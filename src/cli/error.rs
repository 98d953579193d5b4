//! How a command ends: exit codes and the lines on stderr.

use std::fmt;

use bridge_importers::Diagnostic;

/// Exit code of a finished command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// The work failed.
    Failed = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// A check found something, or a decision is needed.
    Decision = 3,
}

/// Why a command failed.
#[derive(Debug)]
pub(crate) struct CommandError {
    /// Exit code.
    pub exit: Exit,
    /// What happened, with its causes.
    pub error: anyhow::Error,
    /// What to do next.
    pub hints: Vec<String>,
    /// Findings in source files, rendered with their lines.
    pub diagnostics: Vec<Diagnostic>,
}

impl CommandError {
    /// The work failed.
    pub(crate) fn failed(error: impl Into<anyhow::Error>) -> Self {
        Self::new(Exit::Failed, error)
    }

    /// Wrong usage or configuration.
    pub(crate) fn usage(error: impl Into<anyhow::Error>) -> Self {
        Self::new(Exit::Usage, error)
    }

    /// A decision is needed.
    pub(crate) fn decision(error: impl Into<anyhow::Error>) -> Self {
        Self::new(Exit::Decision, error)
    }

    /// With the exit code that the error asks for.
    pub(crate) fn new(exit: Exit, error: impl Into<anyhow::Error>) -> Self {
        Self {
            exit,
            error: error.into(),
            hints: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Says what to do next.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds findings.
    pub(crate) fn with(mut self, diagnostics: Vec<Diagnostic>) -> Self {
        self.diagnostics = diagnostics;
        self
    }
}

/// Usage errors written as text.
pub(crate) fn usage(message: impl fmt::Display) -> CommandError {
    CommandError::usage(anyhow::anyhow!("{message}"))
}

/// Failures written as text.
pub(crate) fn failed(message: impl fmt::Display) -> CommandError {
    CommandError::failed(anyhow::anyhow!("{message}"))
}

/// Decisions written as text.
pub(crate) fn decision(message: impl fmt::Display) -> CommandError {
    CommandError::decision(anyhow::anyhow!("{message}"))
}

impl From<crate::config::ConfigError> for CommandError {
    fn from(error: crate::config::ConfigError) -> Self {
        let missing = matches!(error, crate::config::ConfigError::NotFound(_));
        let error = Self::usage(error);
        if missing {
            error.hint("run `bridge init` in the folder that holds both systems")
        } else {
            error
        }
    }
}

impl From<crate::exit::ErrorKind> for Exit {
    fn from(kind: crate::exit::ErrorKind) -> Self {
        match kind {
            crate::exit::ErrorKind::Failed => Self::Failed,
            crate::exit::ErrorKind::Usage => Self::Usage,
            crate::exit::ErrorKind::Decision => Self::Decision,
        }
    }
}

impl CommandError {
    /// What comparing a ledger with the schema may say.
    fn of_inference(error: crate::run::PlannerError) -> Self {
        match error.downcast::<crate::inference::Unfit>() {
            Ok(unfit) => {
                let hints = unfit.advice();
                Self {
                    hints,
                    ..Self::decision(*unfit)
                }
            }
            Err(other) => match other.downcast::<crate::inference::InferenceError>() {
                Ok(error) => (*error).into(),
                Err(other) => Self::failed(anyhow::Error::from_boxed(other)),
            },
        }
    }
}

impl From<crate::inference::InferenceError> for CommandError {
    fn from(error: crate::inference::InferenceError) -> Self {
        let (kind, advice) = (error.kind(), error.advice());
        let error = match error {
            crate::inference::InferenceError::Read(error) => return error.into(),
            error => Self::new(kind.into(), error),
        };
        match advice {
            Some(advice) => error.hint(advice),
            None => error,
        }
    }
}

impl From<crate::chain::ChainError> for CommandError {
    fn from(error: crate::chain::ChainError) -> Self {
        Self::new(error.kind().into(), error)
    }
}

impl From<crate::chain::ConflictError> for CommandError {
    fn from(error: crate::chain::ConflictError) -> Self {
        Self::new(error.kind().into(), error)
    }
}

impl From<crate::chain::TargetError> for CommandError {
    fn from(error: crate::chain::TargetError) -> Self {
        Self::new(error.kind().into(), error)
    }
}

impl From<crate::chain::ScriptFileError> for CommandError {
    fn from(error: crate::chain::ScriptFileError) -> Self {
        Self::new(error.kind().into(), error)
    }
}

impl From<crate::plan::PlanError> for CommandError {
    fn from(error: crate::plan::PlanError) -> Self {
        Self::new(error.kind().into(), error)
    }
}

impl From<crate::authoring::DraftError> for CommandError {
    fn from(error: crate::authoring::DraftError) -> Self {
        Self::new(error.kind().into(), error)
    }
}

impl From<crate::status::RepairError> for CommandError {
    fn from(error: crate::status::RepairError) -> Self {
        match error {
            crate::status::RepairError::Run(error) => error.into(),
            error => Self::new(error.kind().into(), error),
        }
    }
}

impl From<crate::workspace::OpenError> for CommandError {
    fn from(error: crate::workspace::OpenError) -> Self {
        match error {
            crate::workspace::OpenError::Config(error) => error.into(),
            crate::workspace::OpenError::Chain(error) => error.into(),
        }
    }
}

impl From<crate::run::RunError> for CommandError {
    fn from(error: crate::run::RunError) -> Self {
        if let crate::run::RunError::Plan(inner) = error {
            return match inner.downcast::<crate::plan::PlanError>() {
                Ok(plan) => Self::from(*plan),
                Err(other) => match other.downcast::<crate::cutover::CutoverError>() {
                    Ok(refusal) => Self::new(refusal.kind().into(), *refusal),
                    Err(other) => Self::of_inference(other),
                },
            };
        }
        let advice = error.advice();
        let error = Self::new(error.kind().into(), error);
        match advice {
            Some(advice) => error.hint(advice),
            None => error,
        }
    }
}
