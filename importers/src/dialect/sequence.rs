//! `CREATE SEQUENCE` and `DROP SEQUENCE`.

use super::identifier;
use super::rules::{Rendered, Rules};
use super::{Dialect, column};
use crate::operation::{Sequence, TableName};

/// `CREATE SEQUENCE`
pub(crate) fn create(rules: &dyn Rules, sequence: &Sequence, if_not_exists: bool) -> Rendered {
    let mut sql = "CREATE SEQUENCE ".to_owned();
    if if_not_exists {
        sql.push_str("IF NOT EXISTS ");
    }
    sql.push_str(&identifier::table(rules, &sequence.name));
    if let (Dialect::Postgres, Some(data_type)) = (rules.dialect(), &sequence.options.data_type) {
        sql.push_str(&format!(" AS {}", rules.data_type(data_type)?));
    }
    for option in column::sequence_options(&sequence.options) {
        sql.push(' ');
        sql.push_str(if option == "NO CYCLE" {
            rules.no_cycle()
        } else {
            &option
        });
    }
    Ok(sql)
}

/// `DROP SEQUENCE`
pub(crate) fn drop(rules: &dyn Rules, name: &TableName, if_exists: bool) -> String {
    format!(
        "DROP SEQUENCE {}{}",
        if if_exists { "IF EXISTS " } else { "" },
        identifier::table(rules, name)
    )
}
