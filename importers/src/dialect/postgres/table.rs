//! What stands behind `CREATE TABLE (…)` on PostgreSQL.

use crate::dialect::identifier;
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules};
use crate::operation::Table;

/// `INHERITS`, `PARTITION BY`, `USING`, `WITH OIDS`, `ON COMMIT`, `TABLESPACE`
pub(super) fn suffix(rules: &dyn Rules, table: &Table) -> Rendered {
    let options = Options::new(rules, &table.options, Subject::Table)?;
    let mut sql = String::new();
    let parents = options.texts("inherits")?;
    if !parents.is_empty() {
        let parents: Vec<_> = parents
            .into_iter()
            .map(|parent| identifier::quote_text(rules, parent))
            .collect();
        sql.push_str(&format!("\nINHERITS ( {} )", parents.join(", ")));
    }
    if let Some(partition) = options.text("partition_by")? {
        sql.push_str(&format!("\nPARTITION BY {partition}"));
    }
    if let Some(method) = options.text("using")? {
        sql.push_str(&format!("\nUSING {method}"));
    }
    match options.flag("with_oids") {
        Some(true) => sql.push_str("\nWITH OIDS"),
        Some(false) => sql.push_str("\nWITHOUT OIDS"),
        None => {}
    }
    if let Some(action) = options.text("on_commit")? {
        sql.push_str(&format!(
            "\nON COMMIT {}",
            action.replace('_', " ").to_uppercase()
        ));
    }
    if let Some(tablespace) = options.text("tablespace")? {
        sql.push_str(&format!(
            "\nTABLESPACE {}",
            identifier::quote_text(rules, tablespace)
        ));
    }
    Ok(sql)
}
