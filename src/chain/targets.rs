//! Targets: the words that say how far to go. Parents and dependencies, not
//! position, decide what a target includes.
//!
//! | target | upgrade | downgrade |
//! | --- | --- | --- |
//! | `heads` | everything | – |
//! | `head` | everything; each lane must have one head | – |
//! | `base` | – | everything; refused while several lanes have applied revisions |
//! | `+N`, `-N` | the next N pending | the last N applied, in chain order |
//! | `ID`, an unambiguous prefix, a branch label | it and what it needs | what descends from it, and what depends on that |
//! | `ID+N`, `ID-N` | the revision N steps up or down from ID | the same |
//! | `LANE@…`, `LABEL@…` | the same, confined to a lane or a labelled branch | the same |
//!
//! As in Alembic, `downgrade a` keeps what only *depends on* `a`: `a` stays applied.

use thiserror::Error;

use super::{Chain, RevisionId, Set, brief};
use crate::exit::ErrorKind;

/// A target that does not say where to go.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TargetError {
    /// No revision of this id or prefix.
    #[error("no revision `{}` in the chain. `bridge history` lists the revisions", brief(.text))]
    Unknown {
        /// What was asked for.
        text: String,
    },
    /// Several revisions begin with it.
    #[error("`{}` is the beginning of {} revisions: {}. Give more of the id", brief(.text), .candidates.len(), list(.candidates))]
    Ambiguous {
        /// What was asked for.
        text: String,
        /// Ids, in chain order.
        candidates: Vec<RevisionId>,
    },
    /// Before the `@` stands no lane and no branch label.
    #[error("`{}` is neither a lane nor a branch label. Lanes: {}", brief(.scope), list(.lanes))]
    UnknownScope {
        /// What stands before the `@`.
        scope: String,
        /// The chain's lanes.
        lanes: Vec<String>,
    },
    /// The revision is not in the lane or branch that was named with it.
    #[error("revision `{}` is not in `{}`", brief(.id), brief(.scope))]
    OutOfScope {
        /// Id.
        id: RevisionId,
        /// Lane or branch label.
        scope: String,
    },
    /// `head` where there are several.
    #[error("`{scope}` has {} heads: {}. Say `heads` for all of them or name one of them; a revision with all of them as parents joins them", .heads.len(), list(.heads))]
    SeveralHeads {
        /// Lane or branch label.
        scope: String,
        /// Ids, in chain order.
        heads: Vec<RevisionId>,
    },
    /// A walk from a revision that meets a fork.
    #[error("`{}`: from `{}` there are several ways: {}. Name one of them", brief(.text), brief(.id), list(.candidates))]
    Fork {
        /// The target.
        text: String,
        /// Where the ways part.
        id: RevisionId,
        /// The ways.
        candidates: Vec<RevisionId>,
    },
    /// More steps than there are.
    #[error("`{}` goes too far: there {} only {available}", brief(.text), if *.available == 1 { "is" } else { "are" })]
    TooFar {
        /// The target.
        text: String,
        /// Steps that there are.
        available: usize,
    },
    /// A target that makes no sense for the verb.
    #[error("`{verb}` cannot go to `{}`. {advice}", brief(.text))]
    WrongWay {
        /// `upgrade`, `downgrade` or `stamp`.
        verb: &'static str,
        /// The target.
        text: String,
        /// What fits.
        advice: &'static str,
    },
    /// `downgrade base` where that would empty several lanes.
    #[error("`{verb} base` would empty {} lanes: {}. Say which one: `{verb} {}@base`", .lanes.len(), list(.lanes), .lanes.first().map_or("LANE", String::as_str))]
    BaseOfSeveralLanes {
        /// `downgrade` or `stamp`.
        verb: &'static str,
        /// Lanes with applied revisions.
        lanes: Vec<String>,
    },
    /// A downgrade to a revision that is not applied.
    #[error("revision `{}` is not applied, so there is no way down to it. `bridge current` shows what is applied", brief(.id))]
    NotApplied {
        /// Id.
        id: RevisionId,
    },
}

impl TargetError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }
}

/// Names for a message: the first ten, and how many more.
pub(crate) fn list(items: &[String]) -> String {
    const MOST: usize = 10;
    let mut text = items
        .iter()
        .take(MOST)
        .map(|item| brief(item))
        .collect::<Vec<_>>()
        .join(", ");
    if items.len() > MOST {
        text.push_str(&format!(" and {} more", items.len() - MOST));
    }
    text
}

enum Place {
    Head,
    Heads,
    Base,
    Relative(i64),
    Revision(usize),
}

struct Target<'a> {
    text: &'a str,
    scope: Option<(&'a str, Set)>,
    place: Place,
}

impl Target<'_> {
    fn confine(&self, set: &Set) -> Set {
        match &self.scope {
            Some((_, scope)) => set.intersection(scope).copied().collect(),
            None => set.clone(),
        }
    }
}

impl Chain {
    /// The one revision that this text names: an id, an unambiguous prefix,
    /// a branch label, `ID+N`, `ID-N`, each with `LANE@` before it where wanted.
    ///
    /// # Errors
    /// No such revision, or several.
    pub fn find(&self, text: &str) -> Result<&super::Revision, TargetError> {
        let target = self.target(text)?;
        let at = match target.place {
            Place::Revision(at) => at,
            Place::Head => match self.scoped_heads(&target)?.into_iter().collect::<Vec<_>>()[..] {
                [at] => at,
                ref several => {
                    return Err(TargetError::SeveralHeads {
                        scope: "the chain".into(),
                        heads: self.ids(&several.iter().copied().collect()),
                    });
                }
            },
            Place::Heads | Place::Base | Place::Relative(_) => {
                return Err(TargetError::Unknown { text: text.into() });
            }
        };
        self.revisions
            .get(at)
            .ok_or_else(|| TargetError::Unknown { text: text.into() })
    }

    /// All that is applied once this target is reached, what is applied already included.
    ///
    /// # Errors
    /// A target that names nothing, several things, or the way down.
    pub fn upgrade_target(&self, applied: &Set, text: &str) -> Result<Set, TargetError> {
        let target = self.target(text)?;
        let mut wanted = match target.place {
            Place::Head => self.graph.ancestors(self.scoped_heads(&target)?),
            Place::Heads => self.graph.ancestors(self.all_heads(&target)),
            Place::Revision(at) => self.graph.ancestors([at]),
            Place::Relative(steps) if steps > 0 => {
                let steps = usize::try_from(steps).unwrap_or(usize::MAX);
                let pending: Set = (0..self.revisions.len())
                    .filter(|at| !applied.contains(at))
                    .collect();
                let pending = target.confine(&pending);
                if pending.len() < steps {
                    return Err(TargetError::TooFar {
                        text: text.into(),
                        available: pending.len(),
                    });
                }
                self.graph.ancestors(pending.into_iter().take(steps))
            }
            Place::Relative(_) | Place::Base => {
                return Err(TargetError::WrongWay {
                    verb: "upgrade",
                    text: text.into(),
                    advice: "`bridge downgrade` goes down",
                });
            }
        };
        wanted.extend(applied);
        Ok(wanted)
    }

    /// What is undone on the way down to this target.
    ///
    /// # Errors
    /// A target that names nothing, several things, what is not applied, or the way up.
    pub fn downgrade_target(&self, applied: &Set, text: &str) -> Result<Set, TargetError> {
        let target = self.target(text)?;
        let roots: Set = match target.place {
            Place::Base => {
                self.one_lane("downgrade", &target, applied)?;
                target.confine(applied)
            }
            Place::Relative(steps) if steps < 0 => {
                let steps = usize::try_from(steps.unsigned_abs()).unwrap_or(usize::MAX);
                let applied = target.confine(applied);
                if applied.len() < steps {
                    return Err(TargetError::TooFar {
                        text: text.into(),
                        available: applied.len(),
                    });
                }
                applied.into_iter().rev().take(steps).collect()
            }
            Place::Revision(at) => {
                if !applied.contains(&at) {
                    return Err(TargetError::NotApplied {
                        id: self.ids(&Set::from([at])).pop().unwrap_or_default(),
                    });
                }
                target.confine(&self.graph.children(at).iter().copied().collect())
            }
            Place::Relative(_) | Place::Head | Place::Heads => {
                return Err(TargetError::WrongWay {
                    verb: "downgrade",
                    text: text.into(),
                    advice: "It takes a revision, `base` or `-N`, each with `LANE@` before it where wanted",
                });
            }
        };
        let undone = self.graph.descendants(roots);
        Ok(undone.intersection(applied).copied().collect())
    }

    /// What counts as applied once this target is stamped. Other branches keep their state.
    ///
    /// # Errors
    /// A target that names nothing or several things, or a relative one.
    pub fn stamp_target(&self, applied: &Set, text: &str) -> Result<Set, TargetError> {
        let target = self.target(text)?;
        let (add, remove) = match target.place {
            Place::Head => (
                self.graph.ancestors(self.scoped_heads(&target)?),
                Set::new(),
            ),
            Place::Heads => (self.graph.ancestors(self.all_heads(&target)), Set::new()),
            Place::Base => {
                self.one_lane("stamp", &target, applied)?;
                (Set::new(), self.graph.descendants(target.confine(applied)))
            }
            Place::Revision(at) => (
                self.graph.ancestors([at]),
                self.graph
                    .descendants(self.graph.dependents(at).iter().copied()),
            ),
            Place::Relative(_) => {
                return Err(TargetError::WrongWay {
                    verb: "stamp",
                    text: text.into(),
                    advice: "It takes a revision, `heads`, `LANE@head` or `LANE@base`",
                });
            }
        };
        let mut set: Set = applied.difference(&remove).copied().collect();
        set.extend(add);
        Ok(set)
    }

    /// The lanes that a target speaks about, in the order of the chain.
    ///
    /// # Errors
    /// A target that names nothing or several things.
    pub fn target_lanes(&self, text: &str) -> Result<Vec<String>, TargetError> {
        let target = self.target(text)?;
        let named = |at: &usize| match (&target.place, &target.scope) {
            (Place::Revision(revision), _) => revision == at,
            (_, Some((_, scope))) => scope.contains(at),
            (_, None) => true,
        };
        let lanes = self.lanes().into_iter();
        Ok(lanes
            .filter(|lane| self.in_lane(lane).any(|at| named(&at)))
            .map(str::to_string)
            .collect())
    }

    fn one_lane(
        &self,
        verb: &'static str,
        target: &Target<'_>,
        applied: &Set,
    ) -> Result<(), TargetError> {
        if target.scope.is_some() {
            return Ok(());
        }
        let lanes: Vec<String> = self
            .lanes()
            .into_iter()
            .filter(|lane| self.in_lane(lane).any(|at| applied.contains(&at)))
            .map(str::to_string)
            .collect();
        if lanes.len() > 1 {
            return Err(TargetError::BaseOfSeveralLanes { verb, lanes });
        }
        Ok(())
    }

    fn all_heads(&self, target: &Target<'_>) -> Set {
        match &target.scope {
            Some((_, scope)) => self.heads_within(scope),
            None => self
                .lanes()
                .into_iter()
                .flat_map(|lane| self.heads(lane))
                .collect(),
        }
    }

    /// The one head of the scope, or of each lane.
    fn scoped_heads(&self, target: &Target<'_>) -> Result<Set, TargetError> {
        let one = |scope: &str, heads: Set| {
            if heads.len() > 1 {
                Err(TargetError::SeveralHeads {
                    scope: scope.to_string(),
                    heads: self.ids(&heads),
                })
            } else {
                Ok(heads)
            }
        };
        if let Some((name, scope)) = &target.scope {
            return one(name, self.heads_within(scope));
        }
        let mut all = Set::new();
        for lane in self.lanes() {
            all.extend(one(lane, self.heads(lane).into_iter().collect())?);
        }
        Ok(all)
    }

    fn heads_within(&self, scope: &Set) -> Set {
        scope
            .iter()
            .copied()
            .filter(|&at| {
                !self
                    .graph
                    .children(at)
                    .iter()
                    .any(|child| scope.contains(child))
            })
            .collect()
    }

    fn target<'a>(&self, text: &'a str) -> Result<Target<'a>, TargetError> {
        // An id may hold any character, so a whole id always wins.
        if let Some(at) = self.index_of(text) {
            return Ok(Target {
                text,
                scope: None,
                place: Place::Revision(at),
            });
        }
        if let Some((name, rest)) = text.split_once('@') {
            let scope = self.scope(name).ok_or_else(|| TargetError::UnknownScope {
                scope: name.to_string(),
                lanes: self.lanes().into_iter().map(str::to_string).collect(),
            })?;
            let mut target = Target {
                text,
                scope: Some((name, scope)),
                place: Place::Heads,
            };
            target.place = self.place(rest, &target)?;
            return Ok(target);
        }
        let mut target = Target {
            text,
            scope: None,
            place: Place::Heads,
        };
        target.place = self.place(text, &target)?;
        Ok(target)
    }

    fn scope(&self, name: &str) -> Option<Set> {
        let lane: Set = self.in_lane(name).collect();
        if !lane.is_empty() {
            return Some(lane);
        }
        let labelled: Vec<usize> = self.labelled(name);
        (!labelled.is_empty()).then(|| self.graph.lineage(labelled))
    }

    fn labelled(&self, label: &str) -> Vec<usize> {
        self.revisions
            .iter()
            .enumerate()
            .filter(|(_, revision)| revision.branch_labels.iter().any(|l| l == label))
            .map(|(at, _)| at)
            .collect()
    }

    fn place(&self, text: &str, target: &Target<'_>) -> Result<Place, TargetError> {
        match text {
            "head" => return Ok(Place::Head),
            "heads" => return Ok(Place::Heads),
            "base" => return Ok(Place::Base),
            _ => {}
        }
        let (name, steps) = split_steps(text);
        if let Some(steps) = steps {
            if name.is_empty() {
                return Ok(Place::Relative(steps));
            }
            if self.index_of(text).is_none()
                && (self.index_of(name).is_some() || self.beginning_with(text, target).is_empty())
            {
                let from = self.revision(name, target)?;
                return self.walk(from, steps, target).map(Place::Revision);
            }
        }
        self.revision(text, target).map(Place::Revision)
    }

    fn beginning_with(&self, text: &str, target: &Target<'_>) -> Vec<usize> {
        if text.is_empty() {
            return Vec::new();
        }
        self.revisions
            .iter()
            .enumerate()
            .filter(|(at, revision)| {
                revision.id.starts_with(text)
                    && target
                        .scope
                        .as_ref()
                        .is_none_or(|(_, scope)| scope.contains(at))
            })
            .map(|(at, _)| at)
            .collect()
    }

    fn revision(&self, text: &str, target: &Target<'_>) -> Result<usize, TargetError> {
        if let Some(at) = self.index_of(text) {
            return match &target.scope {
                Some((name, scope)) if !scope.contains(&at) => Err(TargetError::OutOfScope {
                    id: text.to_string(),
                    scope: (*name).to_string(),
                }),
                _ => Ok(at),
            };
        }
        if let [at] = self.labelled(text)[..] {
            return Ok(at);
        }
        match self.beginning_with(text, target)[..] {
            [at] => Ok(at),
            [] => Err(TargetError::Unknown {
                text: text.to_string(),
            }),
            ref several => Err(TargetError::Ambiguous {
                text: text.to_string(),
                candidates: self.ids(&several.iter().copied().collect()),
            }),
        }
    }

    fn walk(&self, from: usize, steps: i64, target: &Target<'_>) -> Result<usize, TargetError> {
        let mut at = from;
        for done in 0..steps.unsigned_abs() {
            let ways: Set = if steps > 0 {
                let children: Set = self.graph.children(at).iter().copied().collect();
                target.confine(&children)
            } else {
                self.graph.parents(at).iter().copied().collect()
            };
            let mut ways_left = ways.iter();
            at = match (ways_left.next(), ways_left.next()) {
                (Some(&only), None) => only,
                (None, _) => {
                    return Err(TargetError::TooFar {
                        text: target.text.to_string(),
                        available: usize::try_from(done).unwrap_or(usize::MAX),
                    });
                }
                _ => {
                    return Err(TargetError::Fork {
                        text: target.text.to_string(),
                        id: self.ids(&Set::from([at])).pop().unwrap_or_default(),
                        candidates: self.ids(&ways),
                    });
                }
            };
        }
        Ok(at)
    }
}

/// `ID+2` as `ID` and 2; no number without digits behind a sign.
fn split_steps(text: &str) -> (&str, Option<i64>) {
    let Some(sign) = text.rfind(['+', '-']) else {
        return (text, None);
    };
    let (name, steps) = text.split_at(sign);
    if steps.len() > 1 && steps[1..].bytes().all(|b| b.is_ascii_digit()) {
        match steps.parse() {
            Ok(steps) => (name, Some(steps)),
            Err(_) => (text, None),
        }
    } else {
        (text, None)
    }
}

#[cfg(test)]
#[path = "targets_tests.rs"]
mod tests;
