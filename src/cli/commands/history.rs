//! `bridge history`, `bridge heads`, `bridge show`: what the chain says, without a database.

use serde::Serialize;

use crate::chain::{Chain, Kind, Revision, Rung, direction_name};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::revision::{details, line};

/// A revision for `--json`.
#[derive(Serialize)]
pub(crate) struct Entry<'a> {
    id: &'a str,
    position: u32,
    lane: &'a str,
    kind: Kind,
    database: &'a str,
    message: &'a str,
    created: &'a str,
    parents: &'a [String],
    depends_on: &'a [String],
    branch_labels: &'a [String],
    is_head: bool,
    is_irreversible: bool,
    is_open: bool,
    folder: &'a str,
    scripts: Vec<ScriptEntry<'a>>,
}

#[derive(Serialize)]
struct ScriptEntry<'a> {
    direction: &'static str,
    dialect: &'static str,
    rung: Rung,
    is_derived: bool,
    checksum: &'a str,
}

impl<'a> Entry<'a> {
    /// A revision of this chain.
    pub(crate) fn new(chain: &Chain, revision: &'a Revision) -> Self {
        Self {
            id: &revision.id,
            position: revision.position,
            lane: &revision.lane,
            kind: revision.kind,
            database: &revision.database,
            message: &revision.message,
            created: &revision.created,
            parents: &revision.parents,
            depends_on: &revision.depends_on,
            branch_labels: &revision.branch_labels,
            is_head: is_head(chain, revision),
            is_irreversible: !revision
                .scripts
                .keys()
                .any(|(d, _)| *d == bridge_importers::Direction::Down),
            is_open: revision.is_open,
            folder: &revision.dir,
            scripts: revision
                .scripts
                .iter()
                .map(|((direction, dialect), script)| ScriptEntry {
                    direction: direction_name(*direction),
                    dialect: dialect.name(),
                    rung: script.rung,
                    is_derived: script.derived,
                    checksum: &script.checksum,
                })
                .collect(),
        }
    }
}

/// Without a child in its lane. Asked for each revision of a long chain, so
/// it looks at the children only.
fn is_head(chain: &Chain, revision: &Revision) -> bool {
    let in_lane = |&child: &usize| {
        chain
            .revisions()
            .get(child)
            .is_some_and(|child| child.lane == revision.lane)
    };
    chain
        .index_of(&revision.id)
        .is_some_and(|at| !chain.graph().children(at).iter().any(in_lane))
}

/// `bridge history [-v] [ID]`
pub(crate) fn history(context: &Context, args: &args::History) -> Result<Exit, CommandError> {
    let config = context.config()?;
    let chain = context.chain(&config)?;
    let only = args
        .revision
        .as_deref()
        .map(|text| chain.find(text))
        .transpose()?;
    let chosen: Vec<&Revision> = match only {
        Some(revision) => vec![revision],
        // The newest first, as in Alembic.
        None => chain.revisions().iter().rev().collect(),
    };
    if context.output.json {
        let entries: Vec<_> = chosen
            .iter()
            .map(|revision| Entry::new(&chain, revision))
            .collect();
        context.output.value(&entries);
        return Ok(Exit::Done);
    }
    for revision in chosen {
        if args.verbose || only.is_some() {
            context
                .output
                .line(details(revision, is_head(&chain, revision)));
            context.output.line("");
        } else {
            context
                .output
                .line(line(revision, is_head(&chain, revision)));
        }
    }
    Ok(Exit::Done)
}

/// `bridge heads`
pub(crate) fn heads(context: &Context) -> Result<Exit, CommandError> {
    let config = context.config()?;
    let chain = context.chain(&config)?;
    let heads: Vec<&Revision> = chain
        .revisions()
        .iter()
        .filter(|revision| is_head(&chain, revision))
        .collect();
    if context.output.json {
        let entries: Vec<_> = heads
            .iter()
            .map(|revision| Entry::new(&chain, revision))
            .collect();
        context.output.value(&entries);
    } else {
        for revision in heads {
            context.output.line(line(revision, true));
        }
    }
    Ok(Exit::Done)
}

/// `bridge show ID`
pub(crate) fn show(context: &Context, args: &args::Show) -> Result<Exit, CommandError> {
    let config = context.config()?;
    let chain = context.chain(&config)?;
    let revision = chain.find(&args.revision)?;
    if context.output.json {
        context.output.value(&Entry::new(&chain, revision));
        return Ok(Exit::Done);
    }
    context
        .output
        .line(details(revision, is_head(&chain, revision)));
    let mut shown = std::collections::BTreeSet::new();
    for (direction, dialect) in revision.scripts.keys() {
        if revision.script(*direction, *dialect).is_none() {
            continue;
        }
        let (text, file) = chain.script_text(revision, *direction, *dialect)?;
        if shown.insert(file.clone()) {
            context.output.line(format!("\n-- {file}"));
            context.output.text(&text);
        }
    }
    Ok(Exit::Done)
}
