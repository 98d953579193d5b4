//! A number as the ledger of a list, `PRAGMA user_version` or the one row of a table: it stands for all
//! that is applied.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::RevisionId;

/// What the number means to a list's runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumberMeans {
    /// The version of the last entry that is applied: `if version > current`.
    Last,
    /// How many entries are applied: `MIGRATIONS[current:]`.
    Count,
    /// The version of the entry that comes next: `while current in MIGRATIONS`.
    Next,
}

impl NumberMeans {
    /// How the ledger is called in messages.
    pub const LEDGER: &str = "PRAGMA user_version";

    /// The word in `bridge.toml` and in the lock.
    pub fn name(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::Count => "count",
            Self::Next => "next",
        }
    }

    /// The meaning of this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Last, Self::Count, Self::Next]
            .into_iter()
            .find(|one| one.name() == word)
    }
}

/// Why one number cannot say which entries are applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotNumbered {
    /// A version that is no number which SQLite's header holds.
    #[error("its version is no whole number from {least} to 2147483647")]
    NoNumber {
        /// Its version.
        id: RevisionId,
        /// The smallest that can be.
        least: i64,
    },
    /// A version that is not above the one before.
    #[error("it comes after '{before}', whose number is not smaller")]
    Falls {
        /// Its version.
        id: RevisionId,
        /// The version before it.
        before: RevisionId,
    },
}

impl NotNumbered {
    /// The entry.
    pub fn id(&self) -> &str {
        match self {
            Self::NoNumber { id, .. } | Self::Falls { id, .. } => id,
        }
    }
}

/// The entries of a list, each with the number that stands in the file once it is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// The number of a database that has the baseline only.
    base: i64,
    steps: Vec<(RevisionId, i64)>,
}

impl Numbered {
    /// The numbers of these entries, in list order.
    ///
    /// # Errors
    /// Where a version is no number and has to be one, or does not rise.
    pub fn new<'a>(
        means: NumberMeans,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, NotNumbered> {
        let mut steps: Vec<(RevisionId, i64)> = Vec::new();
        let mut base = None;
        for (before, id) in (0..).zip(ids) {
            let least = i64::from(means == NumberMeans::Last);
            let own = || {
                let number: Option<i32> = id.parse().ok();
                number
                    .map(i64::from)
                    .filter(|number| *number >= least && number.to_string() == id)
                    .ok_or_else(|| NotNumbered::NoNumber {
                        id: id.to_owned(),
                        least,
                    })
            };
            let (below, after) = match means {
                NumberMeans::Count => (before, before + 1),
                NumberMeans::Last => own().map(|number| (number - 1, number))?,
                NumberMeans::Next => own().map(|number| (number, number + 1))?,
            };
            if let Some((last, _)) = steps.last().filter(|(_, number)| *number >= after) {
                return Err(NotNumbered::Falls {
                    id: id.to_owned(),
                    before: last.clone(),
                });
            }
            base.get_or_insert(below);
            steps.push((id.to_owned(), after));
        }
        Ok(Self {
            base: base.unwrap_or(0),
            steps,
        })
    }

    /// The entries that a number says are applied. One that no entry leaves behind is among them,
    /// as a name that no entry has.
    pub fn applied(&self, number: i64) -> BTreeSet<RevisionId> {
        let below = self.steps.iter().take_while(|(_, own)| *own <= number);
        let mut applied: BTreeSet<RevisionId> = below.map(|(id, _)| id.clone()).collect();
        let is_known =
            number == 0 || number == self.base || self.steps.iter().any(|(_, own)| *own == number);
        if !is_known {
            applied.insert(format!("number {number}"));
        }
        applied
    }

    /// The number with an entry more.
    pub fn with(&self, number: i64, id: &str) -> i64 {
        let own = self.steps.iter().find(|(step, _)| step == id);
        own.map_or(number, |(_, own)| number.max(*own))
    }

    /// The number with an entry less; one that no entry leaves behind becomes one that does.
    pub fn without(&self, number: i64, id: &str) -> i64 {
        let own = self.steps.iter().find(|(step, _)| step == id);
        let is_left = |other: i64| own.map_or(other <= number, |(_, own)| other < *own);
        let below = self.steps.iter().rev().find(|(_, other)| is_left(*other));
        let below = below.map_or(self.base, |(_, below)| *below);
        match own {
            Some(_) => number.min(below),
            // It may be less than that of a database without any entry.
            None => below,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(means: NumberMeans, ids: &[&str]) -> Result<Numbered, NotNumbered> {
        Numbered::new(means, ids.iter().copied())
    }

    #[test]
    fn what_a_number_says() {
        let say = |means, ids: &[&str], number| {
            let applied = numbered(means, ids).unwrap().applied(number);
            applied.into_iter().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(say(NumberMeans::Last, &["1", "2", "5"], 0), "");
        assert_eq!(say(NumberMeans::Last, &["1", "2", "5"], 2), "1 2");
        assert_eq!(say(NumberMeans::Last, &["1", "2", "5"], 3), "1 2 number 3");
        assert_eq!(say(NumberMeans::Last, &["1", "2", "5"], 5), "1 2 5");
        assert_eq!(say(NumberMeans::Last, &["11", "12"], 10), "");
        assert_eq!(say(NumberMeans::Last, &["11", "12"], 7), "number 7");
        assert_eq!(say(NumberMeans::Count, &["a", "b"], 1), "a");
        assert_eq!(say(NumberMeans::Count, &["a", "b"], 3), "a b number 3");
        assert_eq!(say(NumberMeans::Count, &["a"], -1), "number -1");
        assert_eq!(say(NumberMeans::Next, &["0", "1"], 1), "0");
        assert_eq!(say(NumberMeans::Next, &["1", "2"], 1), "");
        assert_eq!(say(NumberMeans::Next, &["1", "2"], 3), "1 2");
    }

    #[test]
    fn up_and_down_again() {
        for (means, ids, numbers) in [
            (NumberMeans::Last, ["1", "2", "5"], [0, 1, 2, 5]),
            (NumberMeans::Last, ["2", "3", "4"], [1, 2, 3, 4]),
            (NumberMeans::Count, ["10", "b", "丙"], [0, 1, 2, 3]),
            (NumberMeans::Next, ["1", "2", "3"], [1, 2, 3, 4]),
        ] {
            let ledger = numbered(means, &ids).unwrap();
            for (at, id) in ids.iter().enumerate() {
                assert_eq!(ledger.with(numbers[at], id), numbers[at + 1], "{id}");
                assert_eq!(ledger.without(numbers[at + 1], id), numbers[at], "{id}");
            }
        }
        // What nobody knows goes first, then the entries from any end.
        let ledger = numbered(NumberMeans::Last, &["1", "2", "3"]).unwrap();
        assert_eq!(ledger.without(9, "number 9"), 3);
        assert_eq!(ledger.without(9, "2"), 1);
        assert_eq!(ledger.without(1, "3"), 1);
        assert_eq!(ledger.without(2, "number 9"), 2);
        // Below the first entry as well.
        let late = numbered(NumberMeans::Last, &["11", "12"]).unwrap();
        assert_eq!(late.without(7, "number 7"), 10);
        assert!(late.applied(10).is_empty());
        let counted = numbered(NumberMeans::Count, &["a"]).unwrap();
        assert_eq!(counted.without(-1, "number -1"), 0);
    }

    #[test]
    fn numbers_rise_and_fit() {
        let refused = |means, ids: &[&str]| {
            let why = numbered(means, ids).unwrap_err();
            format!("{}: {why}", why.id())
        };
        assert_eq!(
            refused(NumberMeans::Last, &["1", "3", "2"]),
            "2: it comes after '3', whose number is not smaller"
        );
        for wrong in ["0", "a", "01", "-1", "20240101000000"] {
            let why = refused(NumberMeans::Last, &[wrong]);
            assert!(why.ends_with("from 1 to 2147483647"), "{why}");
        }
        assert!(numbered(NumberMeans::Next, &["0"]).is_ok());
        assert!(numbered(NumberMeans::Count, &["b", "a"]).is_ok());
    }
}
