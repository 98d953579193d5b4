//! Which revisions a catalogue shows to be applied. Pure: traces and the live
//! parts go in, a finding for each revision comes out.
//!
//! A part that several revisions change has a form after each of them. The
//! live form says after which of them the database stands; where it fits
//! several (a table that one revision makes and a later one drops is absent
//! before the first and after the second), what is known of the revision
//! before decides, and where nothing does, nothing is concluded.

use std::collections::BTreeMap;

use serde::Serialize;

use super::trace::{Change, Form, Trace, find};
use crate::catalogue::{Part, Parts};

/// Whether a revision's effects are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All of them.
    Present,
    /// Some of them.
    Half,
    /// None of them.
    Absent,
    /// It changes nothing that a catalogue shows, or nothing that is still to be seen.
    NoTrace,
}

/// How sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// Each object was seen as the revision leaves it.
    Certain,
    /// Some objects were seen in another form, or only as later revisions leave them.
    Likely,
    /// Nothing was seen.
    Unknown,
}

/// What one object says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// As the revision leaves it.
    Seen,
    /// As a later revision leaves it.
    SeenLater,
    /// There, in a form that no revision gives it.
    OtherForm,
    /// As it was before the revision.
    Missing,
    /// It could be either.
    Open,
}

/// One object of a revision, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The object, as a person names it.
    pub object: String,
    /// What it says.
    pub sign: Sign,
    /// The form that the revision leaves; `None` where it takes the object away or the form is not known.
    pub expected: Option<String>,
    /// The form that the database has; `None` where it has not the object.
    pub found: Option<String>,
    /// Whether the revision takes the object away.
    pub is_drop: bool,
    /// A detail of a table, which does not decide.
    pub is_detail: bool,
}

/// What was found out about one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) sureness: Sureness,
    pub(crate) evidence: Vec<Evidence>,
}

impl Evidence {
    /// Whether it speaks for the revision.
    pub fn is_for(&self) -> bool {
        matches!(self.sign, Sign::Seen | Sign::SeenLater | Sign::OtherForm)
    }
}

/// A finding for each revision, in the order of the chain.
pub(crate) fn judge(traces: &BTreeMap<usize, Trace>, live: &Parts) -> BTreeMap<usize, Judgement> {
    let mut histories: BTreeMap<&Part, Vec<(usize, &Change)>> = BTreeMap::new();
    for (at, trace) in traces {
        for change in &trace.changes {
            histories
                .entry(&change.part)
                .or_default()
                .push((*at, change));
        }
    }
    let mut judged: BTreeMap<usize, Judgement> = BTreeMap::new();
    for (at, trace) in traces {
        let mut evidence = Vec::new();
        for change in &trace.changes {
            let history = histories.get(&change.part).map_or(&[][..], Vec::as_slice);
            // A change of an object's piece goes with the object.
            let sign = sign(*at, change, history, &judged, live);
            let found = find(live, &change.part);
            evidence.push(Evidence {
                object: change.part.to_string(),
                sign,
                expected: change.after.text().map(str::to_owned),
                found: found.filter(|form| !form.is_empty()).cloned(),
                is_drop: change.after == Form::Absent,
                is_detail: change.is_detail,
            });
        }
        judged.insert(*at, sum(evidence));
    }
    judged
}

fn sign(
    at: usize,
    change: &Change,
    history: &[(usize, &Change)],
    judged: &BTreeMap<usize, Judgement>,
    live: &Parts,
) -> Sign {
    let found = find(live, &change.part);
    let place = history.iter().position(|(other, _)| *other == at);
    let Some(place) = place else {
        return Sign::Open;
    };
    // Form 0 is the one before the first change; form n + 1 the one after change n.
    let mut fitting: Vec<usize> = history
        .iter()
        .enumerate()
        .filter(|(_, (_, change))| change.after.is(found))
        .map(|(number, _)| number + 1)
        .collect();
    if history
        .first()
        .is_some_and(|(_, first)| first.before.is(found))
    {
        fitting.insert(0, 0);
    }
    let (own, has_earlier, has_later) = (place + 1, fitting.first(), fitting.last());
    let (Some(&first), Some(&last)) = (has_earlier, has_later) else {
        return match (&change.before, &change.after, found) {
            (Form::Absent, _, Some(_)) => Sign::OtherForm,
            (_, Form::Absent, Some(_)) | (_, _, None) => Sign::Missing,
            _ => Sign::Open,
        };
    };
    let seen = || {
        if fitting.contains(&own) {
            Sign::Seen
        } else {
            Sign::SeenLater
        }
    };
    if first >= own {
        return seen();
    }
    if last < own {
        return Sign::Missing;
    }
    // Both are possible: the revision before decides.
    let before = place
        .checked_sub(1)
        .and_then(|number| history.get(number))
        .and_then(|(other, _)| judged.get(other))
        .map(|judgement| judgement.verdict);
    match before {
        Some(Verdict::Present) if !fitting.contains(&(own - 1)) => seen(),
        Some(Verdict::Absent) => Sign::Missing,
        _ => Sign::Open,
    }
}

fn sum(evidence: Vec<Evidence>) -> Judgement {
    let decisive = || evidence.iter().filter(|one| !one.is_detail);
    let for_it = decisive().filter(|one| one.is_for()).count();
    let against = decisive().filter(|one| one.sign == Sign::Missing).count();
    let verdict = match (for_it, against) {
        (0, 0) => Verdict::NoTrace,
        (_, 0) => Verdict::Present,
        (0, _) => Verdict::Absent,
        _ => Verdict::Half,
    };
    let is_plain = evidence
        .iter()
        .all(|one| matches!(one.sign, Sign::Seen | Sign::SeenLater));
    let is_nowhere = evidence.iter().all(|one| one.sign == Sign::Missing);
    let sureness = match verdict {
        Verdict::NoTrace => Sureness::Unknown,
        Verdict::Present if is_plain => Sureness::Certain,
        Verdict::Absent if is_nowhere => Sureness::Certain,
        Verdict::Half => Sureness::Certain,
        _ => Sureness::Likely,
    };
    Judgement {
        verdict,
        sureness,
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::PartKind;
    use crate::inference::trace::changes;

    /// A catalogue of the test: `t`, `t.c VARCHAR`, `t#ix`.
    fn parts(texts: &[&str]) -> Parts {
        texts
            .iter()
            .map(|text| {
                let (name, form) = text.split_once(' ').unwrap_or((text, ""));
                let part = if let Some((table, column)) = name.split_once('.') {
                    Part::of_table(table, PartKind::Column, column)
                } else if let Some((table, index)) = name.split_once('#') {
                    Part::of_table(table, PartKind::Index, index)
                } else {
                    Part::object(PartKind::Table, name)
                };
                (part, form.to_owned())
            })
            .collect()
    }

    /// The verdicts, given the catalogue after each revision.
    fn verdicts(after: &[&[&str]], live: &[&str]) -> Vec<(Verdict, Sureness)> {
        let mut before = Parts::new();
        let mut traces = BTreeMap::new();
        for (at, after) in after.iter().enumerate() {
            let after = parts(after);
            let trace = Trace {
                changes: changes(&before, &after),
                unbuilt: None,
            };
            traces.insert(at, trace);
            before = after;
        }
        judge(&traces, &parts(live))
            .into_values()
            .map(|one| (one.verdict, one.sureness))
            .collect()
    }

    use Sureness::{Certain, Likely, Unknown};
    use Verdict::{Absent, Half, NoTrace, Present};

    const CHAIN: &[&[&str]] = &[
        &["t", "t.a INT"],
        &["t", "t.a INT", "t.b TEXT", "t#ix (b)"],
        &["t", "t.a BIGINT", "t.b TEXT", "t#ix (b)"],
    ];

    #[test]
    fn a_prefix_of_the_chain_is_recognised() {
        assert_eq!(
            verdicts(CHAIN, &["t", "t.a INT"]),
            [(Present, Certain), (Absent, Certain), (Absent, Certain)]
        );
        assert_eq!(
            verdicts(CHAIN, CHAIN[2]),
            [(Present, Certain), (Present, Certain), (Present, Certain)]
        );
        assert_eq!(
            verdicts(CHAIN, &[]),
            [(Absent, Certain), (Absent, Certain), (Absent, Certain)]
        );
    }

    #[test]
    fn half_of_a_revision_is_neither() {
        assert_eq!(
            verdicts(CHAIN, &["t", "t.a INT", "t.b TEXT"]),
            [(Present, Certain), (Half, Certain), (Absent, Certain)]
        );
    }

    #[test]
    fn another_form_is_less_sure_and_a_change_to_it_open() {
        assert_eq!(
            verdicts(CHAIN, &["t", "t.a NUMERIC", "t.b TEXT", "t#ix (b)"]),
            [(Present, Likely), (Present, Certain), (NoTrace, Unknown)]
        );
    }

    #[test]
    fn what_is_made_and_dropped_again_follows_its_neighbours() {
        let chain: &[&[&str]] = &[&["t", "u"], &["t", "u", "v"], &["t", "v"]];
        // `u` is gone, `t` is there: the first revision ran, so the third did.
        assert_eq!(
            verdicts(chain, &["t", "v"]),
            [(Present, Likely), (Present, Certain), (Present, Certain)]
        );
        // Nothing is there: `u` alone says nothing about the third.
        assert_eq!(
            verdicts(chain, &[])
                .iter()
                .map(|(one, _)| *one)
                .collect::<Vec<_>>(),
            [Absent, Absent, Absent]
        );
        let alone: &[&[&str]] = &[&["u"], &[]];
        assert_eq!(
            verdicts(alone, &[]),
            [(NoTrace, Unknown), (NoTrace, Unknown)]
        );
    }

    #[test]
    fn a_revision_of_rows_leaves_no_trace() {
        let chain: &[&[&str]] = &[&["t"], &["t"]];
        assert_eq!(
            verdicts(chain, &["t"]),
            [(Present, Certain), (NoTrace, Unknown)]
        );
    }
}
