//! Enumerations, which MySQL writes with each column.

use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::types;
use crate::operation::types::Enum;

/// `ENUM('a','b')`
pub(super) fn inline(rules: &dyn Rules, enumeration: &Enum) -> Rendered {
    if enumeration.of_tuple {
        return Err(refused("'tuple' object has no attribute 'replace'").help(types::TUPLE_HELP));
    }
    let values: Vec<_> = enumeration
        .values
        .iter()
        .map(|value| rules.string(value))
        .collect();
    Ok(format!("ENUM({})", values.join(",")))
}
