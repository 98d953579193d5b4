//! Columns on PostgreSQL.

use crate::dialect::column::{self, Place};
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::types;
use crate::operation::types::IntegerSize;
use crate::operation::{Column, Computed, SqlType};

/// Name, type or `SERIAL`, default, generation, nullability.
pub(super) fn column(rules: &dyn Rules, column: &Column, place: &Place<'_>) -> Rendered {
    Options::new(rules, &column.options, Subject::Column)?;
    let mut sql = column::name(rules, column);
    let counts = place.counts_by_itself(column)?;
    if counts
        && column.identity.is_none()
        && column
            .sequence
            .as_ref()
            .is_none_or(|sequence| sequence.options.optional)
    {
        sql.push_str(serial(types::resolve(&column.data_type, rules.dialect())));
    } else {
        sql.push(' ');
        sql.push_str(&rules.data_type(&column.data_type)?);
        if let Some(default) = &column.server_default {
            sql.push_str(&format!(" DEFAULT {}", rules.default(default)?));
        }
    }
    if let Some(computed) = &column.computed {
        sql.push(' ');
        sql.push_str(&rules.computed(computed)?);
    }
    match &column.identity {
        Some(identity) => {
            sql.push(' ');
            sql.push_str(&column::identity(identity));
            if column.nullable {
                sql.push_str(" NULL");
            }
        }
        None if !column.nullable => sql.push_str(" NOT NULL"),
        None => {}
    }
    Ok(sql)
}

/// `GENERATED ALWAYS AS (…) STORED`
pub(super) fn computed(rules: &dyn Rules, computed: &Computed) -> Rendered {
    if computed.persisted == Some(false) {
        return Err(refused(
            "PostrgreSQL computed columns do not support 'virtual' persistence; set the \
             'persisted' flag to None or True for PostgreSQL support.",
        ));
    }
    Ok(format!("{} STORED", column::computed(rules, computed)?))
}

fn serial(data_type: &SqlType) -> &'static str {
    match data_type {
        SqlType::Integer(IntegerSize::Big) => " BIGSERIAL",
        SqlType::Integer(IntegerSize::Small) => " SMALLSERIAL",
        _ => " SERIAL",
    }
}
