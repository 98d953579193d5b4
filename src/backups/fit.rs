//! Which backups have to be restored together: whether home and satellites fit
//! together afterwards.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{BackupsError, Listed, backed_up, live};
use crate::chain::Chain;
use crate::database::backup::Content;
use crate::database::{self, OpenOptions};
use crate::ledger::read_satellites;
use crate::plan::{RevisionId, Versions};
use crate::run::{RestoreItem, RunRequest};

/// Whether the databases fit together once the items are restored; gives what
/// the reader should know.
///
/// # Errors
/// [`BackupsError::Twice`]; [`BackupsError::Behind`] and [`BackupsError::Lacks`] unless `alone`.
pub fn fit(
    request: &RunRequest,
    items: &[RestoreItem],
    listed: &[Listed],
    chain: &Chain,
    alone: bool,
) -> Result<Vec<String>, BackupsError> {
    let own: Vec<&RestoreItem> = items.iter().filter(|item| item.to.is_none()).collect();
    let mut after: BTreeMap<&str, Option<Content>> = BTreeMap::new();
    for item in &own {
        let known = backed_up(request, item);
        if after.insert(&item.database, known).is_some() {
            return Err(BackupsError::Twice {
                database: item.database.clone(),
            });
        }
    }
    let mut notes = Vec::new();
    if own.is_empty() {
        return Ok(notes);
    }
    for name in request.databases.keys() {
        after.entry(name).or_insert_with(|| live(request, name));
    }
    let Some(Some(home)) = after.get(request.home.as_str()) else {
        if request.databases.len() > 1 {
            notes.push(
                "what the home holds is not known, so whether the databases fit together is not, either"
                    .to_owned(),
            );
        }
        return Ok(notes);
    };
    // A home that is restored goes with what is restored with it.
    let at_home = match own.iter().any(|item| item.database == request.home) {
        true => None,
        false => of_satellites(request),
    }
    .unwrap_or_default();
    for (name, content) in after.iter().filter(|(name, _)| **name != request.home) {
        let recorded = home.witnessed.get(*name).copied().unwrap_or(0);
        let Some(content) = content else {
            continue;
        };
        let is_restored = own.iter().any(|item| item.database == **name);
        let lacking = match (content.witness, recorded) {
            (0, 0) if is_restored => lacking(&at_home, content, chain),
            _ => Vec::new(),
        };
        if !lacking.is_empty() && !alone {
            return Err(BackupsError::Lacks {
                satellite: (*name).to_owned(),
                home: request.home.clone(),
                revisions: lacking,
                together: together(&own, listed, request, name),
            });
        }
        if content.witness < recorded && !alone {
            return Err(BackupsError::Behind {
                satellite: (*name).to_owned(),
                home: request.home.clone(),
                recorded,
                witness: content.witness,
                together: together(&own, listed, request, name),
            });
        }
        if content.witness < recorded || !lacking.is_empty() {
            notes.push(format!(
                "`{name}` will be behind `{}`, and every run will say so until that is solved",
                request.home
            ));
        } else if content.witness > recorded {
            notes.push(format!(
                "`{name}` stays as it is, with steps that the backup of `{}` does not know yet; the next run records them again",
                request.home
            ));
        }
    }
    Ok(notes)
}

/// What the home records of its satellites now; `None` where it cannot be read.
fn of_satellites(request: &RunRequest) -> Option<Versions> {
    let target = request.databases.get(&request.home)?;
    let mut connection = database::open(&target.url, &OpenOptions::read_only()).ok()?;
    read_satellites(&request.layout(), connection.as_mut()).ok()
}

/// What home records of a satellite's lanes, and the satellite's ledgers have not.
fn lacking(at_home: &Versions, satellite: &Content, chain: &Chain) -> Vec<RevisionId> {
    let mut lacking = Vec::new();
    for (lane, rows) in &satellite.ledgers {
        let places: Option<Vec<usize>> = rows.iter().map(|id| chain.index_of(id)).collect();
        let Some(places) = places else { continue };
        let known = chain.graph().ancestors(places);
        let is_lacking = |id: &str| {
            let is_legacy = chain.get(id).is_some_and(|one| one.kind.is_legacy());
            is_legacy && chain.index_of(id).is_some_and(|at| !known.contains(&at))
        };
        let applied = at_home.values().filter(|row| row.lane == *lane);
        let ids = applied.map(|row| row.revision.to_string());
        lacking.extend(ids.filter(|id| is_lacking(id)));
    }
    lacking
}

/// The whole set of which one backup was named, where home and satellite are in it.
fn together(
    items: &[&RestoreItem],
    listed: &[Listed],
    request: &RunRequest,
    satellite: &str,
) -> Vec<PathBuf> {
    let sets = items
        .iter()
        .filter_map(|item| Some(&item.manifest.as_ref()?.set));
    for set in sets {
        let of_set: Vec<&Listed> = listed
            .iter()
            .filter(|listed| listed.set.as_ref() == Some(set))
            .collect();
        let has = |name: &str| of_set.iter().any(|listed| listed.database == name);
        if has(&request.home) && has(satellite) {
            return of_set
                .into_iter()
                .map(|listed| listed.path.clone())
                .collect();
        }
    }
    Vec::new()
}
