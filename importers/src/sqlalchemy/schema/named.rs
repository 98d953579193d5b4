//! The names of constraints and indexes: what of them a naming convention reads.

use super::resolve::{columns_by_level, named};
use super::{
    ColumnConstruct, ConstraintConstruct, FirstColumn, IndexConstruct, SchemaError, Scheme,
};
use crate::operation::{Constraint, ConstraintDefinition, Expression, Index, Name, TableName};
use crate::sqlalchemy::naming::{self, Given, Kind, NamedBy, Subject};

/// The columns of a table: the name of each, and its key.
pub(crate) type Keys = [(String, String)];

/// The names and keys of columns.
pub(crate) fn keys_of<'a>(
    columns: impl IntoIterator<Item = &'a ColumnConstruct>,
) -> Vec<(String, String)> {
    columns
        .into_iter()
        .map(|column| (column.column.name.text.clone(), column.key().to_owned()))
        .collect()
}

/// A column of the table, by its name.
fn own(table: &TableName, keys: &Keys, name: &Name) -> NamedBy {
    let found = keys.iter().find(|(own, _)| *own == name.text);
    let key = found.map_or(&name.text, |(_, key)| key);
    NamedBy::table(table, &name.text, key)
}

fn with_label(name: &Name, label: String) -> NamedBy {
    NamedBy {
        name: name.text.clone(),
        key: name.text.clone(),
        label,
    }
}

/// SQLAlchemy keeps such columns by their keys: one of a key that is there takes its place.
fn by_keys(columns: impl IntoIterator<Item = NamedBy>) -> Vec<NamedBy> {
    let mut kept: Vec<NamedBy> = Vec::new();
    for column in columns {
        match kept.iter_mut().find(|other| other.key == column.key) {
            Some(other) => *other = column,
            None => kept.push(column),
        }
    }
    kept
}

impl Scheme<'_> {
    /// Names a constraint of a table of which no columns are known.
    ///
    /// # Errors
    /// Where its name cannot be made.
    pub fn constraint(
        &self,
        table: &TableName,
        construct: ConstraintConstruct,
    ) -> Result<Constraint, SchemaError> {
        self.constraint_among(table, construct, &[])
    }

    /// Names a constraint of a table with these columns.
    ///
    /// # Errors
    /// Where its name cannot be made.
    pub(crate) fn constraint_among(
        &self,
        table: &TableName,
        construct: ConstraintConstruct,
        keys: &Keys,
    ) -> Result<Constraint, SchemaError> {
        let mut constraint = construct.constraint;
        let all = |columns: &[Name]| columns.iter().map(|name| own(table, keys, name)).collect();
        let (kind, columns, referred_table, referred_columns): (_, Vec<_>, _, &[Name]) =
            match &constraint.kind {
                ConstraintDefinition::PrimaryKey { columns } => {
                    (Kind::PrimaryKey, all(columns), None, &[])
                }
                ConstraintDefinition::Unique { columns } => (Kind::Unique, all(columns), None, &[]),
                ConstraintDefinition::ForeignKey {
                    columns,
                    references,
                    referred,
                    ..
                } => {
                    let table = (!columns.is_empty()).then_some(references.name.text.as_str());
                    (Kind::ForeignKey, all(columns), table, referred)
                }
                ConstraintDefinition::Check { condition } => {
                    let found = columns_by_level(condition).into_iter();
                    let of = |column| {
                        let is_own = constraint.type_bound;
                        self.checked(table, keys, column, is_own, &construct.given)
                    };
                    let columns = found.filter_map(of).collect::<Result<Vec<_>, _>>()?;
                    (Kind::Check, by_keys(columns), None, &[])
                }
                ConstraintDefinition::Exclude { .. } => (Kind::Other, Vec::new(), None, &[]),
            };
        let subject = Subject {
            kind,
            table,
            columns: &columns,
            referred_table,
            referred_columns,
        };
        constraint.name =
            naming::resolve(&construct.given, &subject, self.convention, self.dialect)?;
        Ok(constraint)
    }

    /// A column that a check speaks of.
    fn checked(
        &self,
        table: &TableName,
        keys: &Keys,
        column: &Expression,
        is_own: bool,
        given: &Given,
    ) -> Option<Result<NamedBy, SchemaError>> {
        let (source, name, data_type) = match column {
            Expression::Column {
                table,
                name,
                data_type,
            } => (table, name, data_type),
            Expression::Verbatim(text) => {
                return Some(Ok(with_label(&Name::new(text), "None".to_owned())));
            }
            _ => return None,
        };
        let of_table = || own(table, keys, name);
        let is_known = keys
            .iter()
            .any(|(own, key)| *own == name.text && own == key);
        let asks = |token| self.convention.asks(Kind::Check, given, token);
        Some(Ok(
            match source.as_ref().and_then(|source| source.table()) {
                _ if is_own => of_table(),
                Some(source) if source == table => of_table(),
                Some(source) => with_label(name, naming::column_label(source, &name.text)),
                // One of the table, and one that stands for itself.
                None if data_type.is_some() && keys.iter().any(|(own, _)| *own == name.text) => {
                    let is_asked = asks("_label") || (!is_known && asks("_key"));
                    if is_asked {
                        return Some(Err(SchemaError::UnclearCheck(name.text.clone())));
                    }
                    of_table()
                }
                None => with_label(name, name.text.clone()),
            },
        ))
    }

    /// Names an index of a table of which no columns are known.
    ///
    /// # Errors
    /// Where it has no name, or its name cannot be made.
    pub fn index(
        &self,
        table: &TableName,
        construct: IndexConstruct,
    ) -> Result<Index, SchemaError> {
        self.index_among(table, construct, &[])
    }

    /// Names an index of a table with these columns.
    ///
    /// # Errors
    /// Where it has no name, or its name cannot be made.
    pub(crate) fn index_among(
        &self,
        table: &TableName,
        construct: IndexConstruct,
        keys: &Keys,
    ) -> Result<Index, SchemaError> {
        let unclear = construct.firsts.iter().find_map(|first| match first {
            FirstColumn::Unclear(name) => Some(name),
            _ => None,
        });
        if construct.given == Given::None
            && let Some(name) = unclear
        {
            return Err(SchemaError::UnclearIndex(name.text.clone()));
        }
        let columns = by_keys(construct.firsts.iter().map(|first| match first {
            FirstColumn::Own(name) => own(table, keys, name),
            FirstColumn::Other(table, name) => {
                with_label(name, naming::column_label(table, &name.text))
            }
            FirstColumn::Free(name) | FirstColumn::Unclear(name) => {
                with_label(name, name.text.clone())
            }
            FirstColumn::Literal(name) => with_label(name, "None".to_owned()),
        }));
        let subject = Subject {
            kind: Kind::Index,
            table,
            columns: &columns,
            referred_table: None,
            referred_columns: &[],
        };
        let name = naming::resolve(&construct.given, &subject, self.convention, self.dialect)?
            .ok_or_else(|| SchemaError::UnnamedIndex(table.name.text.clone()))?;
        Ok(Index {
            name,
            table: table.clone(),
            expressions: construct.expressions,
            unique: construct.unique,
            options: construct.options,
        })
    }

    /// The name of a constraint that is to be dropped: Alembic puts it through
    /// the convention, too.
    ///
    /// # Errors
    /// Where the name cannot be made.
    pub fn dropped(
        &self,
        table: &TableName,
        given: &Given,
        kind: Kind,
    ) -> Result<Option<Name>, SchemaError> {
        // An index without columns has one that is called so.
        let columns = [NamedBy::table(table, "x", "x")];
        let subject = Subject {
            kind,
            table,
            columns: match kind {
                Kind::Index => &columns,
                _ => &[],
            },
            referred_table: None,
            referred_columns: &[],
        };
        Ok(naming::resolve(
            given,
            &subject,
            self.convention,
            self.dialect,
        )?)
    }

    /// Checks that a foreign key into its own table names a key, where Alembic adds what is missing.
    pub(super) fn check_own(
        &self,
        table: &TableName,
        columns: &[ColumnConstruct],
        construct: &ConstraintConstruct,
    ) -> Result<(), SchemaError> {
        let ConstraintDefinition::ForeignKey {
            references,
            referred,
            ..
        } = &construct.constraint.kind
        else {
            return Ok(());
        };
        if !self.is_alone || construct.is_by_name || references != table {
            return Ok(());
        }
        let is_missing = |name: &&Name| named(columns, &name.text).is_none();
        let Some(missing) = referred.iter().find(is_missing) else {
            return Ok(());
        };
        let names = columns.iter().map(|column| &column.column.name.text);
        if names.clone().any(|name| *name == missing.text) {
            return Err(SchemaError::AddedColumn {
                table: table.name.text.clone(),
                column: missing.text.clone(),
            });
        }
        // Alembic adds the column, without a type; one that is part of the table is found there.
        if construct.use_alter {
            return Err(SchemaError::UntypedColumn {
                table: table.name.text.clone(),
                column: missing.text.clone(),
            });
        }
        Ok(())
    }

    /// Checks that a convention which asks for the columns that a foreign key refers to can have
    /// them: at that moment the metadata of an operation has no other table.
    pub(super) fn check_referred(
        &self,
        table: &TableName,
        columns: &[ColumnConstruct],
        construct: &ConstraintConstruct,
    ) -> Result<(), SchemaError> {
        let ConstraintDefinition::ForeignKey {
            columns: own,
            references,
            referred,
            ..
        } = &construct.constraint.kind
        else {
            return Ok(());
        };
        let asks = |token| {
            self.convention
                .asks(Kind::ForeignKey, &construct.given, token)
        };
        if !self.is_alone || construct.referred.is_some() || !asks("referred_column_") {
            return Ok(());
        }
        let missing = referred
            .iter()
            .find(|key| references != table || named(columns, &key.text).is_none());
        let Some(missing) = missing else {
            return Ok(());
        };
        let table = table.key();
        let other = references.key();
        let column = missing.text.clone();
        if table == other {
            return Err(SchemaError::NoReferredColumn { table, column });
        }
        let own = match (own.first(), columns.last()) {
            (Some(own), _) => own.text.clone(),
            (None, Some(last)) => last.column.name.text.clone(),
            (None, None) => String::new(),
        };
        Err(SchemaError::NoReferredTable {
            own: format!("{table}.{own}"),
            other,
            column,
        })
    }
}
