//! Names of constraints and indexes: naming conventions and truncation.
//!
//! The rules are those of `sqlalchemy/sql/naming.py` and of
//! `IdentifierPreparer._truncate_and_render_maxlen_name` in SQLAlchemy 2.0:
//! a convention names what has no name, or whatever a template with
//! `%(constraint_name)s` matches; `op.f(...)` names are final.

use md5::{Digest, Md5};

use crate::dialect::Dialect;
use crate::operation::{Name, TableName};

/// The naming convention of a `MetaData`: what `naming_convention=` said, in
/// its order, keys as strings (`ix`, `uq`, `ck`, `fk`, `pk`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convention {
    templates: Vec<(String, String)>,
}

impl Default for Convention {
    /// The convention of a `MetaData` that was given none.
    fn default() -> Self {
        Self {
            templates: vec![("ix".into(), "ix_%(column_0_label)s".into())],
        }
    }
}

impl Convention {
    /// A convention from `env.py` or from `naming_convention=`; an empty one is the default.
    pub fn new(templates: impl IntoIterator<Item = (String, String)>) -> Self {
        let templates: Vec<_> = templates.into_iter().collect();
        if templates.is_empty() {
            Self::default()
        } else {
            Self { templates }
        }
    }

    /// Whether the name that is made takes in such a token.
    pub(super) fn asks(&self, kind: Kind, given: &Given, token: &str) -> bool {
        let template = self.template(kind).unwrap_or_default();
        let is_applied = match given {
            Given::None => true,
            Given::Plain(_) => template.contains("constraint_name"),
            Given::Final(_) => false,
        };
        is_applied && template.contains(token)
    }

    fn template(&self, kind: Kind) -> Option<&str> {
        let key = kind.key()?;
        self.templates
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, template)| template.as_str())
    }
}

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An index.
    Index,
    /// A primary key.
    PrimaryKey,
    /// A unique constraint.
    Unique,
    /// A foreign key.
    ForeignKey,
    /// A check constraint.
    Check,
    /// A constraint that no convention names: exclude, or of unknown kind.
    Other,
}

impl Kind {
    fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Index => "ix",
            Self::PrimaryKey => "pk",
            Self::Unique => "uq",
            Self::ForeignKey => "fk",
            Self::Check => "ck",
            Self::Other => return None,
        })
    }
}

/// The name that the file gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Given {
    /// `None`
    #[default]
    None,
    /// A string.
    Plain(Name),
    /// `op.f(...)`, `conv(...)`: no convention is applied to it.
    Final(Name),
}

impl Given {
    /// Whether no convention is applied to it.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Final(_))
    }

    /// The name alone.
    pub fn into_name(self) -> Option<Name> {
        match self {
            Self::None => None,
            Self::Plain(name) | Self::Final(name) => Some(name),
        }
    }
}

/// A column, by all that a template may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBy {
    /// `%(column_0_name)s`
    pub name: String,
    /// `%(column_0_key)s`
    pub key: String,
    /// `%(column_0_label)s`
    pub label: String,
}

impl NamedBy {
    /// A column of the table.
    pub fn table(table: &TableName, name: &str, key: &str) -> Self {
        Self {
            name: name.to_owned(),
            key: key.to_owned(),
            label: column_label(table, name),
        }
    }
}

/// What a template's tokens stand for.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What is named.
    pub kind: Kind,
    /// Its table.
    pub table: &'a TableName,
    /// Its columns; textual expressions of an index have none.
    pub columns: &'a [NamedBy],
    /// The table that a foreign key refers to.
    pub referred_table: Option<&'a str>,
    /// The columns that a foreign key refers to.
    pub referred_columns: &'a [Name],
}

/// Why a name cannot be made; Alembic stops at the same places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NamingError {
    /// The template asks for a name that the file did not give.
    #[error(
        "Naming convention including %(constraint_name)s token requires that constraint is explicitly named (\"{0}\")"
    )]
    NeedsName(&'static str),
    /// A token that SQLAlchemy does not define; it may be a function in `env.py`.
    #[error("the naming convention uses %({0})s, which is not a token of SQLAlchemy's")]
    UnknownToken(String),
    /// `%(referred_table_name)s` of a foreign key without columns.
    #[error(
        "the naming convention asks for the table that a foreign key refers to, and it has no columns"
    )]
    NoReference,
    /// `%(referred_column_N_name)s` of a foreign key with fewer columns.
    #[error(
        "the naming convention asks for column {0} that a foreign key refers to, and it has fewer"
    )]
    NoReferred(usize),
    /// A name in the file that the database could not hold.
    #[error("Identifier '{name}' exceeds maximum length of {limit} characters")]
    TooLong {
        /// The name.
        name: String,
        /// The dialect's limit in characters.
        limit: usize,
    },
}

/// The name under which a dialect knows the constraint or index; `None` where it stays unnamed.
///
/// # Errors
/// Where SQLAlchemy raises: see [`NamingError`].
pub fn resolve(
    given: &Given,
    subject: &Subject<'_>,
    convention: &Convention,
    dialect: Dialect,
) -> Result<Option<Name>, NamingError> {
    let template = convention.template(subject.kind);
    let (name, is_final) = match (given, template) {
        (Given::Final(name), _) => (name.clone(), true),
        (Given::None, None) => return Ok(None),
        (Given::Plain(name), Some(template)) if template.contains("constraint_name") => (
            Name::new(expand(template, Some(&name.text), subject)?),
            true,
        ),
        (Given::None, Some(template)) => (Name::new(expand(template, None, subject)?), true),
        (Given::Plain(name), _) => (name.clone(), false),
    };
    fit(name, is_final, subject.kind, dialect).map(Some)
}

/// Names longer than the dialect can hold: generated ones are cut and get
/// four digits of their MD5, written ones are refused.
fn fit(name: Name, generated: bool, kind: Kind, dialect: Dialect) -> Result<Name, NamingError> {
    let _ = kind;
    // MySQL: identifiers in general may have 255, names of indexes and constraints 64.
    let (limit, written_limit) = match dialect {
        Dialect::Sqlite => (9999, 9999),
        Dialect::Postgres => (63, 63),
        Dialect::Mysql => (64, 255),
    };
    let length = name.text.chars().count();
    if generated {
        if length <= limit {
            return Ok(name);
        }
        let digest = Md5::digest(name.text.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let kept: String = name.text.chars().take(limit - 8).collect();
        let tail = hex.get(hex.len() - 4..).unwrap_or_default();
        return Ok(Name {
            text: format!("{kept}_{tail}"),
            quote: name.quote,
        });
    }
    if length > written_limit {
        return Err(NamingError::TooLong {
            name: name.text,
            limit: written_limit,
        });
    }
    Ok(name)
}

/// Python's `template % tokens`, for the tokens that SQLAlchemy defines.
fn expand(
    template: &str,
    given: Option<&str>,
    subject: &Subject<'_>,
) -> Result<String, NamingError> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let after = rest.get(at + 1..).unwrap_or_default();
        if let Some(next) = after.strip_prefix('%') {
            out.push('%');
            rest = next;
        } else if let Some((name, next)) = after
            .strip_prefix('(')
            .and_then(|inner| inner.split_once(")s"))
        {
            out.push_str(&token(name, given, subject)?);
            rest = next;
        } else {
            return Err(NamingError::UnknownToken(after.to_owned()));
        }
    }
    out.push_str(rest);
    Ok(out)
}

fn token(name: &str, given: Option<&str>, subject: &Subject<'_>) -> Result<String, NamingError> {
    match name {
        "table_name" => return Ok(subject.table.name.text.clone()),
        "constraint_name" => {
            return given
                .map(str::to_owned)
                .ok_or(NamingError::NeedsName(subject.kind.key().unwrap_or("")));
        }
        "referred_table_name" => {
            return subject
                .referred_table
                .map(str::to_owned)
                .ok_or(NamingError::NoReference);
        }
        _ => {}
    }
    let unknown = || NamingError::UnknownToken(name.to_owned());
    let (referred, rest) = match name.strip_prefix("referred_column_") {
        Some(rest) => (true, rest),
        None => (false, name.strip_prefix("column_").ok_or_else(unknown)?),
    };
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (index, rest) = rest.split_at(digits);
    let index: usize = index.parse().map_err(|_| unknown())?;
    // `column_0N_name` joins without a separator, `column_0_N_name` with `_`.
    let (separator, attribute) = if let Some(rest) = rest.strip_prefix("_N_") {
        (Some("_"), rest)
    } else if let Some(rest) = rest.strip_prefix("N_") {
        (Some(""), rest)
    } else {
        (None, rest.strip_prefix('_').ok_or_else(unknown)?)
    };
    let asked: Vec<&str> = if referred {
        if attribute != "name" {
            return Err(unknown());
        }
        let names = subject.referred_columns.iter();
        names.map(|name| name.text.as_str()).collect()
    } else {
        let of: fn(&NamedBy) -> &str = match attribute {
            "name" => |column| &column.name,
            "key" => |column| &column.key,
            "label" => |column| &column.label,
            _ => return Err(unknown()),
        };
        subject.columns.iter().map(of).collect()
    };
    match (separator, asked.get(index)) {
        (Some(separator), _) => Ok(asked.join(separator)),
        (None, Some(name)) => Ok((*name).to_owned()),
        (None, None) if referred => Err(NamingError::NoReferred(index)),
        (None, None) => Ok(String::new()),
    }
}

/// `Column._ddl_label`: the column's name with its table's and schema's before it.
pub(super) fn column_label(table: &TableName, column: &str) -> String {
    match table
        .schema
        .as_ref()
        .filter(|schema| !schema.text.is_empty())
    {
        Some(schema) => format!(
            "{}_{}_{column}",
            schema.text.replace('.', "_"),
            table.name.text
        ),
        None => format!("{}_{column}", table.name.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(table: &TableName, names: &[&str]) -> Vec<NamedBy> {
        let of = |name: &&str| NamedBy::table(table, name, name);
        names.iter().map(of).collect()
    }

    fn convention() -> Convention {
        Convention::new(
            [
                ("ix", "ix_%(column_0_label)s"),
                ("uq", "uq_%(table_name)s_%(column_0_N_name)s"),
                ("ck", "ck_%(table_name)s_%(constraint_name)s"),
                (
                    "fk",
                    "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                ),
                ("pk", "pk_%(table_name)s"),
            ]
            .map(|(k, v)| (k.to_owned(), v.to_owned())),
        )
    }

    fn name(given: Given, kind: Kind, columns: &[&str]) -> Result<Option<String>, NamingError> {
        let table = TableName::new("t");
        let columns = names(&table, columns);
        let referred = [Name::new("id")];
        let subject = Subject {
            kind,
            table: &table,
            columns: &columns,
            referred_table: (kind == Kind::ForeignKey).then_some("users"),
            referred_columns: &referred,
        };
        resolve(&given, &subject, &convention(), Dialect::Postgres)
            .map(|name| name.map(|name| name.text))
    }

    #[test]
    fn unnamed_constraints_get_the_conventions_name() {
        let of = |kind, columns: &[&str]| name(Given::None, kind, columns).unwrap().unwrap();
        assert_eq!(of(Kind::Index, &["a", "b"]), "ix_t_a");
        assert_eq!(of(Kind::Unique, &["a", "b"]), "uq_t_a_b");
        assert_eq!(of(Kind::ForeignKey, &["user_id"]), "fk_t_user_id_users");
        assert_eq!(of(Kind::PrimaryKey, &["id"]), "pk_t");
    }

    #[test]
    fn a_written_name_stays_unless_the_template_takes_it_in() {
        let given = || Given::Plain(Name::new("positive"));
        assert_eq!(
            name(given(), Kind::Unique, &["a"]).unwrap().unwrap(),
            "positive"
        );
        assert_eq!(
            name(given(), Kind::Check, &[]).unwrap().unwrap(),
            "ck_t_positive"
        );
        let f = Given::Final(Name::new("positive"));
        assert_eq!(name(f, Kind::Check, &[]).unwrap().unwrap(), "positive");
    }

    #[test]
    fn an_unnamed_check_is_an_error_where_the_template_needs_a_name() {
        assert_eq!(
            name(Given::None, Kind::Check, &[]),
            Err(NamingError::NeedsName("ck"))
        );
    }

    #[test]
    fn a_generated_name_is_cut_with_a_hash_and_a_written_one_is_refused() {
        // Digest digits computed by SQLAlchemy 2.0.58.
        let long = "x".repeat(70);
        let cut = name(Given::Final(Name::new(long.clone())), Kind::Index, &[]);
        assert_eq!(
            cut.unwrap().unwrap(),
            format!("{}_{}", "x".repeat(55), "eedd")
        );
        assert!(matches!(
            name(Given::Plain(Name::new(long)), Kind::Index, &[]),
            Err(NamingError::TooLong { limit: 63, .. })
        ));
    }

    #[test]
    fn labels_carry_the_schema() {
        let table = TableName {
            schema: Some(Name::new("a.b")),
            name: Name::new("t"),
        };
        let columns = names(&table, &["c"]);
        let subject = Subject {
            kind: Kind::Index,
            table: &table,
            columns: &columns,
            referred_table: None,
            referred_columns: &[],
        };
        let name = resolve(
            &Given::None,
            &subject,
            &Convention::default(),
            Dialect::Sqlite,
        );
        assert_eq!(name.unwrap().unwrap().text, "ix_a_b_t_c");
    }

    #[test]
    fn unknown_tokens_are_named() {
        let table = TableName::new("t");
        let subject = Subject {
            kind: Kind::Unique,
            table: &table,
            columns: &[],
            referred_table: None,
            referred_columns: &[],
        };
        let convention = Convention::new([("uq".to_owned(), "uq_%(my_token)s".to_owned())]);
        assert_eq!(
            resolve(&Given::None, &subject, &convention, Dialect::Sqlite),
            Err(NamingError::UnknownToken("my_token".into()))
        );
    }
}
