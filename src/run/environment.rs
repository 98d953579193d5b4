//! The environment that programs may ask for. Libraries read none: whoever
//! starts a run gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Variables by name; by default none are given, and who asks for one is told so.
#[derive(Clone, Default)]
pub struct Variables(Option<Arc<Given>>);

struct Given {
    values: BTreeMap<String, String>,
    unreadable: BTreeSet<String>,
}

impl Variables {
    /// These, and the names of those whose values are no text.
    pub fn new(values: BTreeMap<String, String>, unreadable: BTreeSet<String>) -> Self {
        Self(Some(Arc::new(Given { values, unreadable })))
    }

    /// A variable; `None` where it is not set.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn get(&self, name: &str) -> Result<Option<String>, String> {
        match &self.0 {
            None => Err("this run was given no environment".to_owned()),
            Some(given) if given.unreadable.contains(name) => {
                Err("its value is no text".to_owned())
            }
            Some(given) => Ok(given.values.get(name).cloned()),
        }
    }
}

impl fmt::Debug for Variables {
    /// How many there are: values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.as_ref().map(|given| given.values.len());
        f.debug_tuple("Variables").field(&count).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_no_missing_variable() {
        assert!(Variables::default().get("A").is_err());
        let values = BTreeMap::from([("A".to_owned(), "1".to_owned())]);
        let variables = Variables::new(values, BTreeSet::from(["B".to_owned()]));
        assert_eq!(variables.get("A"), Ok(Some("1".to_owned())));
        assert_eq!(variables.get("C"), Ok(None));
        assert!(variables.get("B").is_err());
        assert_eq!(format!("{variables:?}"), "Variables(Some(1))");
    }
}
