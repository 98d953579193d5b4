//! `bridge baseline`

use serde::Serialize;

use bridge_importers::Dialect;

use crate::catalogue::Difference;
use crate::cli::args;
use crate::cli::commands::import::{dialects, tell};
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit, failed, usage};
use crate::config::{Config, SourceKind};
use crate::database::{self, Connection, OpenOptions};
use crate::import::baseline::BaselineError;
use crate::import::{self, CaptureError, Captured};

#[derive(Serialize)]
struct Outcome<'a> {
    id: &'a str,
    folder: &'a str,
    statements: usize,
    subtracted: &'a [String],
    kept: &'a [String],
    differences: &'a [Difference],
}

/// Captures and says what was captured.
pub(crate) fn run(context: &Context, args: &args::Baseline) -> Result<Exit, CommandError> {
    let config = context.config()?;
    let Some(source) = config.sources.get(&args.source) else {
        let known = config
            .sources
            .keys()
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        return Err(usage(format!(
            "bridge.toml has no source \"{}\". It has: {known}",
            args.source
        )));
    };
    let url = context.url("--from", &args.from)?;
    if source.kind == SourceKind::List && url.dialect() != Dialect::Sqlite {
        return Err(usage(format!(
            "source \"{}\" is a migration list, which runs on SQLite only; --from names {}",
            args.source,
            url.dialect()
        ))
        .hint("give the SQLite file of the application: --from sqlite:///./file.db"));
    }
    let mut live = database::open(&url, &OpenOptions::read_only()).map_err(|error| {
        let advice = match &error {
            database::ConnectError::Missing { .. } => {
                "Check the URL; a relative path counts from the working directory.".to_owned()
            }
            error => error.advice().to_string(),
        };
        failed(error).hint(advice)
    })?;
    let captured = capture(context, &config, &args.source, live.as_mut())?;
    tell(context, &captured.diagnostics);
    if context.output.json {
        context.output.value(&Outcome {
            id: &captured.id,
            folder: &captured.folder,
            statements: captured.baseline.script.nodes.len(),
            subtracted: &captured.baseline.subtracted,
            kept: &captured.baseline.kept,
            differences: &captured.baseline.differences,
        });
    } else {
        context.output.text(&lines(&captured));
    }
    let is_whole = captured.baseline.kept.is_empty() && captured.baseline.differences.is_empty();
    Ok(if is_whole { Exit::Done } else { Exit::Decision })
}

/// Captures a baseline; `bridge cutover` does it too.
pub(crate) fn capture(
    context: &Context,
    config: &Config,
    source: &str,
    live: &mut dyn Connection,
) -> Result<Captured, CommandError> {
    import::capture(config, &dialects(context, config)?, source, live).map_err(
        |error| match error {
            CaptureError::Import(error) => error.into(),
            error @ CaptureError::Exists { .. } => CommandError::decision(error),
            error => CommandError::failed(error),
        },
    )
}

/// The same, where the lane's revisions do not make every table themselves.
pub(crate) fn capture_if_needed(
    context: &Context,
    config: &Config,
    source: &str,
    live: &mut dyn Connection,
) -> Result<Option<Captured>, CommandError> {
    match import::capture(config, &dialects(context, config)?, source, live) {
        Ok(captured) => Ok(Some(captured)),
        Err(CaptureError::Baseline(BaselineError::Empty)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What was captured, a line each.
pub(crate) fn lines(captured: &Captured) -> String {
    let baseline = &captured.baseline;
    let mut text = format!(
        "baseline {}: {} statements in {}\n",
        captured.id,
        baseline.script.nodes.len(),
        captured.folder
    );
    for what in &baseline.subtracted {
        text.push_str(&format!("  without {what}\n"));
    }
    for what in &baseline.kept {
        text.push_str(&format!("  cannot be taken off: {what}\n"));
    }
    for difference in &baseline.differences {
        text.push_str(&format!("  not proved: {difference}\n"));
    }
    if baseline.kept.is_empty() && baseline.differences.is_empty() {
        text.push_str(
            "  proved: an empty file with it and all entries has the live schema at head\n",
        );
    }
    text
}

impl From<CaptureError> for CommandError {
    fn from(error: CaptureError) -> Self {
        match error {
            CaptureError::Import(error) => error.into(),
            error @ CaptureError::Exists { .. } => Self::decision(error),
            error => Self::failed(error),
        }
    }
}
