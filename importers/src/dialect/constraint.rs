//! Table constraints: the parts that all dialects share, and `ALTER TABLE`.

use super::expression::{self, DDL};
use super::identifier;
use super::options::Subject;
use super::rules::{Rendered, Rules, refused};
use crate::Diagnostic;
use crate::operation::{Constraint, ConstraintDefinition, Expression, Name, TableName};

/// `CONSTRAINT name `
pub(crate) fn preamble(rules: &dyn Rules, constraint: &Constraint) -> Rendered {
    match &constraint.name {
        Some(name) => Ok(format!("CONSTRAINT {} ", identifier::bounded(rules, name)?)),
        None => Ok(String::new()),
    }
}

/// `PRIMARY KEY (…)`
pub(crate) fn primary_key(rules: &dyn Rules, columns: &[Name]) -> String {
    format!("PRIMARY KEY ({})", identifier::quote_list(rules, columns))
}

/// `UNIQUE (…)`, with what stands between.
pub(crate) fn unique(rules: &dyn Rules, columns: &[Name], distinct: &str) -> String {
    format!(
        "UNIQUE {distinct}({})",
        identifier::quote_list(rules, columns)
    )
}

/// `CHECK (…)`
pub(crate) fn check(rules: &dyn Rules, condition: &Expression) -> Rendered {
    Ok(format!(
        "CHECK ({})",
        expression::render(rules, condition, DDL)?
    ))
}

/// A foreign key as the model has it.
pub(crate) struct ForeignKey<'a> {
    /// Columns here.
    pub(crate) columns: &'a [Name],
    /// The other table, as the dialect writes it.
    pub(crate) references: String,
    /// Columns there.
    pub(crate) referred: &'a [Name],
    /// `ON DELETE`, already checked.
    pub(crate) on_delete: Option<&'a str>,
    /// `ON UPDATE`
    pub(crate) on_update: Option<&'a str>,
    /// `MATCH`
    pub(crate) match_type: Option<&'a str>,
}

/// `FOREIGN KEY(…) REFERENCES … (…) MATCH … ON DELETE … ON UPDATE …`
pub(crate) fn foreign_key(rules: &dyn Rules, key: &ForeignKey<'_>) -> Rendered {
    let mut sql = format!(
        "FOREIGN KEY({}) REFERENCES {}",
        identifier::quote_list(rules, key.columns),
        key.references
    );
    if !key.referred.is_empty() {
        sql.push_str(&format!(
            " ({})",
            identifier::quote_list(rules, key.referred)
        ));
    }
    sql.push_str(&actions(key.match_type, key.on_delete, key.on_update)?);
    Ok(sql)
}

/// ` REFERENCES … (…)` with the column itself, for a foreign key of one column.
///
/// # Errors
/// What the dialect does not take in a foreign key.
pub(crate) fn inline_reference(
    rules: &dyn Rules,
    constraint: &Constraint,
) -> Result<Option<String>, Diagnostic> {
    let ConstraintDefinition::ForeignKey {
        columns,
        references,
        referred,
        on_delete,
        on_update,
        match_type,
    } = &constraint.kind
    else {
        return Ok(None);
    };
    if columns.len() != 1 {
        return Ok(None);
    }
    // The dialect has its say, as in a constraint of its own.
    rules.constraint(constraint, &super::column::Place::bare(references))?;
    let on_delete = on_delete.as_deref().map(phrase).transpose()?;
    Ok(Some(format!(
        " REFERENCES {} ({}){}{}",
        identifier::table(rules, references),
        identifier::quote_list(rules, referred),
        actions(match_type.as_deref(), on_delete, on_update.as_deref())?,
        deferrability(constraint)?
    )))
}

fn actions(match_type: Option<&str>, on_delete: Option<&str>, on_update: Option<&str>) -> Rendered {
    let mut sql = String::new();
    if let Some(kind) = match_type {
        sql.push_str(&format!(" MATCH {}", phrase(kind)?));
    }
    if let Some(action) = on_delete {
        sql.push_str(&format!(" ON DELETE {action}"));
    }
    if let Some(action) = on_update {
        sql.push_str(&format!(" ON UPDATE {}", phrase(action)?));
    }
    Ok(sql)
}

/// `DEFERRABLE INITIALLY …`
pub(crate) fn deferrability(constraint: &Constraint) -> Rendered {
    let mut sql = match constraint.deferrable {
        Some(true) => " DEFERRABLE".to_owned(),
        Some(false) => " NOT DEFERRABLE".to_owned(),
        None => String::new(),
    };
    if let Some(initially) = &constraint.initially {
        sql.push_str(&format!(" INITIALLY {}", phrase(initially)?));
    }
    Ok(sql)
}

/// Words and nothing else, as SQLAlchemy asks of `ondelete` and its like.
pub(crate) fn phrase(text: &str) -> Result<&str, Diagnostic> {
    let words = !text.is_empty()
        && !text.starts_with(char::is_whitespace)
        && text
            .split_whitespace()
            .all(|word| word.chars().all(|c| c.is_alphanumeric() || c == '_'));
    // Python's `$` also matches before a final line end; nothing else may follow the last word.
    if words && text.trim_end() == text.trim_end_matches('\n') {
        Ok(text)
    } else {
        Err(phrase_refused(text))
    }
}

/// The error for a phrase that is none.
pub(crate) fn phrase_refused(text: &str) -> Diagnostic {
    let quoted = match text.contains('\'') && !text.contains('"') {
        true => format!("\"{text}\""),
        false => format!("'{text}'"),
    };
    refused(format!("Unexpected SQL phrase: {quoted}"))
        .help("Write keywords such as CASCADE or SET NULL.")
}

/// On which kind of thing a constraint's options stand.
pub(crate) fn subject(constraint: &Constraint) -> Subject {
    match constraint.kind {
        ConstraintDefinition::PrimaryKey { .. } => Subject::PrimaryKey,
        ConstraintDefinition::Unique { .. } => Subject::Unique,
        ConstraintDefinition::ForeignKey { .. } => Subject::ForeignKey,
        ConstraintDefinition::Check { .. } => Subject::Check,
        ConstraintDefinition::Exclude { .. } => Subject::Exclude,
    }
}

/// `ALTER TABLE … DROP CONSTRAINT`
pub(crate) fn drop(
    rules: &dyn Rules,
    table: &TableName,
    name: Option<&Name>,
    if_exists: bool,
) -> Rendered {
    let Some(name) = name else {
        return Err(refused(format!(
            "Can't emit DROP CONSTRAINT for a constraint of table '{}'; it has no name",
            table.name.text
        ))
        .help("Name the constraint that is to be dropped; Alembic fails here too."));
    };
    Ok(format!(
        "ALTER TABLE {} DROP CONSTRAINT {}{}",
        identifier::table(rules, table),
        if if_exists { "IF EXISTS " } else { "" },
        identifier::bounded(rules, name)?
    ))
}
