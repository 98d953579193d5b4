//! Columns on MySQL.

use super::types::is_timestamp;
use crate::dialect::column::{self, Place};
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules};
use crate::operation::{Column, Computed};

/// Name, type, generation, nullability, comment, then `AUTO_INCREMENT` or the default.
pub(super) fn column(rules: &dyn Rules, column: &Column, place: &Place<'_>) -> Rendered {
    Options::new(rules, &column.options, Subject::Column)?;
    let mut sql = format!(
        "{} {}",
        column::name(rules, column),
        rules.data_type(&column.data_type)?
    );
    if let Some(computed) = &column.computed {
        sql.push(' ');
        sql.push_str(&rules.computed(computed)?);
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
    } else if is_timestamp(rules, &column.data_type) {
        sql.push_str(" NULL");
    }
    if let Some(comment) = &column.comment {
        sql.push_str(&format!(" COMMENT {}", rules.string(comment)));
    }
    match &column.server_default {
        Some(default) => sql.push_str(&format!(" DEFAULT {}", rules.default(default)?)),
        None if place.counts_by_itself(column)? => sql.push_str(" AUTO_INCREMENT"),
        None => {}
    }
    Ok(sql)
}

/// `GENERATED ALWAYS AS (…) STORED`
pub(super) fn computed(rules: &dyn Rules, computed: &Computed) -> Rendered {
    let mut sql = column::computed(rules, computed)?;
    match computed.persisted {
        Some(true) => sql.push_str(" STORED"),
        Some(false) => sql.push_str(" VIRTUAL"),
        None => {}
    }
    Ok(sql)
}
