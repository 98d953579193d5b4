//! `bridge revision`

use crate::authoring::{Draft, make};
use crate::chain::{Chain, ChainError};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::revision as shown;

/// Makes a hand-written revision, and says which files are to be edited.
pub(crate) fn run(context: &Context, args: &args::Revision) -> Result<Exit, CommandError> {
    let config = context.config()?;
    let root = config.chain_folder();
    let chain = match Chain::read(&root) {
        // The first revision of a project that was never anywhere else.
        Err(ChainError::Missing { .. }) => Chain::new(root, Vec::new())?,
        other => other?,
    };
    let draft = Draft {
        message: args.message.clone(),
        lane: args.lane.clone(),
        database: args.database.clone(),
        parents: args.parent.clone(),
        id: args.rev_id.clone(),
        merge: args.merge,
        dialects: args.dialect.iter().map(|&name| name.into()).collect(),
    };
    let made = make(&config, &context.environment, &chain, &draft)?;
    if context.output.json {
        context.output.value(&made);
    } else {
        context.output.text(&shown::made(&made, args.merge));
    }
    Ok(Exit::Done)
}
