//! The sources as they are, whatever is wrong with them: what `bridge doctor`
//! looks at. Nothing is rehearsed and nothing is written.

use std::collections::BTreeMap;

use bridge_importers::{Diagnostic, Dialect};

use super::fault::{self, Fault};
use super::lane::ConvertedLane;
use super::{Options, order, read_source};
use crate::chain::Chain;
use crate::config::Config;

/// The sources, as far as they can be read.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Each source that can be read; revisions that are refused lack their scripts.
    pub(crate) lanes: Vec<ConvertedLane>,
    /// What an import would say, refusals included.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Faults that stop the scripts.
    pub(crate) faults: Vec<Fault>,
    /// Sources that cannot be read at all, and why.
    pub(crate) unread: BTreeMap<String, String>,
}

/// Reads every source. `dialects` are those of the databases whose URL is known.
pub(crate) fn survey(
    config: &Config,
    dialects: &BTreeMap<String, Dialect>,
    locked: Option<&Chain>,
) -> Survey {
    let mut survey = Survey::default();
    for (name, source) in config.sources_in_order().unwrap_or_default() {
        match read_source(name, source, config, dialects, locked) {
            Ok((lane, found)) => {
                survey.lanes.extend(lane);
                survey.diagnostics.extend(found);
            }
            Err(error) => drop(survey.unread.insert(name.to_owned(), error.to_string())),
        }
    }
    // Where the lanes do not fit together, import says so; what each of them holds is known all the same.
    if let Ok(new) = order::new_revisions(locked, &survey.lanes, config.chain.order) {
        let options = Options::default();
        match fault::examine(locked, &mut survey.lanes, &new, &options) {
            Ok(faults) => survey.faults = faults,
            Err(error) => drop(survey.unread.insert("chain".to_owned(), error.to_string())),
        }
    }
    survey
}
