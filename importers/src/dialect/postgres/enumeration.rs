//! Enumerations as types of PostgreSQL.

use super::domain;
use crate::Diagnostic;
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{identifier, literal, types};
use crate::operation::types::Enum;
use crate::operation::{Column, SqlType, TableName};

/// The name of the type, with its schema.
pub(super) fn name(rules: &dyn Rules, enumeration: &Enum) -> Rendered {
    Ok(identifier::table(rules, &type_name(enumeration)?))
}

/// `CREATE TYPE … AS ENUM (…)`
pub(super) fn create(rules: &dyn Rules, enumeration: &Enum) -> Rendered {
    if enumeration.of_tuple {
        let tuple = enumeration.values.concat();
        return Err(refused(format!(
            "No literal value renderer is available for literal value \"{tuple}\" with datatype NULL"
        ))
        .help(types::TUPLE_HELP));
    }
    let values: Vec<_> = enumeration
        .values
        .iter()
        .map(|value| literal::string(value))
        .collect();
    Ok(format!(
        "CREATE TYPE {} AS ENUM ({})",
        name(rules, enumeration)?,
        values.join(", ")
    ))
}

/// `DROP TYPE`
pub(super) fn drop(rules: &dyn Rules, enumeration: &Enum) -> Rendered {
    Ok(format!("DROP TYPE {}", name(rules, enumeration)?))
}

/// The type that `CREATE TABLE` makes for a column; of an array, for its elements.
pub(super) fn of_column(
    rules: &dyn Rules,
    column: &Column,
) -> Result<Option<(TableName, String)>, Diagnostic> {
    let mut data_type = types::resolve(&column.data_type, rules.dialect());
    while let SqlType::Array { item, .. } = data_type {
        data_type = types::resolve(item, rules.dialect());
    }
    match data_type {
        SqlType::Enum(enumeration) if enumeration.native && enumeration.create_type => {
            Ok(Some((type_name(enumeration)?, create(rules, enumeration)?)))
        }
        SqlType::Domain(domain) if domain.create_type => {
            Ok(Some((domain::key(domain), domain::create(rules, domain)?)))
        }
        _ => Ok(None),
    }
}

fn type_name(enumeration: &Enum) -> Result<TableName, Diagnostic> {
    match &enumeration.name {
        Some(name) if !name.text.is_empty() => Ok(TableName {
            schema: enumeration.schema.clone(),
            name: name.clone(),
        }),
        _ => Err(refused("PostgreSQL ENUM type requires a name.")
            .help("Give the type a name: `sa.Enum(..., name=\"...\")`.")),
    }
}
