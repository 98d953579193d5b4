//! Enumerations as types of PostgreSQL.

use super::domain;
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{identifier, literal, types};
use crate::operation::types::Enum;
use crate::operation::{Column, SqlType, TableName};
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

/// The types that `CREATE TABLE` makes for a column; of arrays, for their elements.
pub(super) fn of_column(
    rules: &dyn Rules,
    column: &Column,
) -> Result<Vec<(TableName, String)>, Diagnostic> {
    let dialect = rules.dialect();
    let used = of_elements(types::resolve(&column.data_type, dialect), dialect);
    let mut made = Vec::new();
    for data_type in alternatives(&column.data_type, dialect) {
        match data_type {
            // SQLAlchemy's own is made where it is used, and PostgreSQL's always.
            SqlType::Enum(enumeration)
                if enumeration.native
                    && enumeration.create_type
                    && (enumeration.postgres_only || used == Some(data_type)) =>
            {
                made.push((type_name(enumeration)?, create(rules, enumeration)?));
            }
            SqlType::Domain(domain) if domain.create_type => {
                made.push((domain::key(domain), domain::create(rules, domain)?));
            }
            _ => {}
        }
    }
    Ok(made)
}

/// The type itself; of an array, that of its elements.
fn of_elements(mut data_type: &SqlType, dialect: Dialect) -> Option<&SqlType> {
    while let SqlType::Array { item, .. } = data_type {
        data_type = types::resolve(item, dialect);
        // The table tells an array's elements, and these none of their variants.
        if matches!(**item, SqlType::Variant { .. }) && data_type != types::base(item) {
            return None;
        }
    }
    Some(data_type)
}

/// A type and its variants, whichever database they are for; of arrays, of their elements.
fn alternatives(data_type: &SqlType, dialect: Dialect) -> Vec<&SqlType> {
    match data_type {
        SqlType::Variant { base, variants } => {
            let mut all = alternatives(base, dialect);
            for (_, variant) in variants {
                all.extend(alternatives(variant, dialect));
            }
            all
        }
        SqlType::Converted { base, .. } | SqlType::Written { base, .. } => {
            alternatives(base, dialect)
        }
        other => of_elements(other, dialect).into_iter().collect(),
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
