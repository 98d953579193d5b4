//! Domains, types of PostgreSQL with conditions of their own.

use crate::dialect::expression::{self, DDL};
use crate::dialect::rules::{Rendered, Rules};
use crate::dialect::{column, identifier};
use crate::operation::TableName;
use crate::operation::types::Domain;

/// Its name as a key.
pub(super) fn key(domain: &Domain) -> TableName {
    TableName {
        schema: domain.schema.clone(),
        name: domain.name.clone(),
    }
}

/// The name of the domain, with its schema.
pub(super) fn name(rules: &dyn Rules, domain: &Domain) -> String {
    identifier::table(rules, &key(domain))
}

/// `CREATE DOMAIN … AS …`
pub(super) fn create(rules: &dyn Rules, domain: &Domain) -> Rendered {
    let mut sql = format!(
        "CREATE DOMAIN {} AS {}",
        name(rules, domain),
        rules.data_type(&domain.data_type)?
    );
    if let Some(collation) = &domain.collation {
        sql.push_str(&format!(
            " COLLATE {}",
            identifier::quote_text(rules, collation)
        ));
    }
    if let Some(default) = &domain.default {
        sql.push_str(&format!(" DEFAULT {}", column::default(rules, default)?));
    }
    if let Some(name) = &domain.constraint_name {
        sql.push_str(&format!(
            " CONSTRAINT {}",
            identifier::bounded(rules, name)?
        ));
    }
    if domain.not_null {
        sql.push_str(" NOT NULL");
    }
    if let Some(check) = &domain.check {
        sql.push_str(&format!(
            " CHECK ({})",
            expression::render(rules, check, DDL)?
        ));
    }
    Ok(sql)
}
