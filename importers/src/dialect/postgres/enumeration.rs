//! Enumerations as types of PostgreSQL.

use super::domain;
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{identifier, literal, types};
use crate::operation::types::Enum;
use crate::operation::{Column, Name, SqlType, TableName};
use crate::{Diagnostic, Dialect};

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
    if let Some(name) = unused(&column.data_type) {
        return Err(refused(format!(
            "SQLAlchemy makes the type {:?} although another one stands for it here.",
            name.text
        ))
        .help("Give it `create_type=False`."));
    }
    let mut data_type = types::resolve(&column.data_type, rules.dialect());
    while let SqlType::Array { item, .. } = data_type {
        data_type = types::resolve(item, rules.dialect());
        // The table tells an array's elements, and these none of their variants.
        if matches!(**item, SqlType::Variant { .. }) && data_type != types::base(item) {
            return Ok(None);
        }
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

/// A type of PostgreSQL's own that stands where it is not used: under a variant for PostgreSQL, or
/// as a variant for another database.
fn unused(data_type: &SqlType) -> Option<&Name> {
    let SqlType::Variant { base, variants } = data_type else {
        return None;
    };
    let is_own = |name: &str| name == Dialect::Postgres.sqlalchemy_name();
    let is_base = variants.iter().all(|(name, _)| !is_own(name));
    let others = variants.iter().filter(|(name, _)| !is_own(name));
    let found = others.map(|(_, variant)| variant).find_map(made);
    found.or_else(|| made(base).filter(|_| !is_base))
}

/// The name of a type that only PostgreSQL has, and that is made beside its table.
fn made(data_type: &SqlType) -> Option<&Name> {
    match data_type.stored() {
        SqlType::Enum(own) if own.postgres_only && own.create_type => own.name.as_ref(),
        SqlType::Domain(own) if own.create_type => Some(&own.name),
        SqlType::Array { item, .. } => made(item),
        _ => None,
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
