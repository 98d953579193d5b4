//! `bridge verify`: each database against what its applied revisions build.

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::verify as shown;
use crate::database::DatabaseUrl;
use crate::verify::{self, Cause, DatabaseReport, Options, Verdict, VerifyError};
use crate::workspace::Workspace;

/// `bridge verify [DATABASE]`
pub(crate) fn verify(context: &Context, args: &args::Verify) -> Result<Exit, CommandError> {
    let scratch = scratch_url(context, args.scratch.as_deref())?;
    let workspace = Workspace::open(context.config()?, &context.environment)?;
    let options = Options {
        database: args.database.clone(),
        scratch,
    };
    let reports = verify::verify(&workspace, &options)?;
    if context.output.json {
        context.output.value(&reports);
    } else {
        context.output.text(&shown::lines(&reports));
    }
    Ok(exit(&reports))
}

/// What was found decides; a scratch database that cannot be had is a failure.
pub(crate) fn exit(reports: &[DatabaseReport]) -> Exit {
    let has_no_scratch = |report: &DatabaseReport| {
        matches!(
            report.verdict,
            Verdict::Unverified {
                cause: Cause::NoScratch,
                ..
            }
        )
    };
    if reports.iter().any(DatabaseReport::is_finding) {
        Exit::Decision
    } else if reports.iter().any(has_no_scratch) {
        Exit::Failed
    } else {
        Exit::Done
    }
}

/// The server of `--scratch`: a URL, or `env:NAME`.
pub(crate) fn scratch_url(
    context: &Context,
    text: Option<&str>,
) -> Result<Option<DatabaseUrl>, CommandError> {
    let Some(text) = text else {
        return Ok(None);
    };
    match context.url("--scratch", text)? {
        url @ DatabaseUrl::Postgres { .. } => Ok(Some(url)),
        DatabaseUrl::Sqlite { .. } => Err(VerifyError::ScratchElsewhere.into()),
    }
}

impl From<VerifyError> for CommandError {
    fn from(error: VerifyError) -> Self {
        let (kind, advice) = (error.kind(), error.advice());
        let error = match error {
            VerifyError::Read(error) => return error.into(),
            error => Self {
                exit: kind.into(),
                ..Self::failed(error)
            },
        };
        match advice {
            Some(advice) => error.hint(advice),
            None => error,
        }
    }
}
