//! Assembly of tables: what happens in SQLAlchemy when columns and
//! constraints are attached to a `Table`.
//!
//! Attaching is what gives names by convention, makes constraints of
//! `unique=True` and `ForeignKey`, and settles the order in which constraints
//! are rendered: the primary key, then the others by the moment of their
//! creation.

use super::named::keys_of;
use super::resolve::{
    column_name, is_number, named, refer_by_key, resolve_columns, resolve_included,
    resolve_own_types,
};
use super::{
    ClientDefault, ColumnConstruct, ConstraintConstruct, FirstColumn, IndexConstruct, Item,
    SchemaError, creation_order,
};
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::{
    Autoincrement, Constraint, ConstraintDefinition, DialectOptions, Expression, Name, SqlType,
    Table, TableName,
};
use crate::sqlalchemy::naming::{Convention, Given};

/// The naming convention in force, and the dialect for which is converted.
#[derive(Debug, Clone, Copy)]
pub struct Scheme<'a> {
    /// The convention of the metadata.
    pub convention: &'a Convention,
    /// The dialect.
    pub dialect: Dialect,
    /// Whether the metadata has no other tables, as the one that Alembic makes for an operation.
    pub is_alone: bool,
}

impl Scheme<'_> {
    /// Attaches columns, constraints and indexes to a table.
    ///
    /// # Errors
    /// Where SQLAlchemy raises: see [`SchemaError`].
    pub fn table(&self, name: TableName, items: Vec<Item>) -> Result<Table, SchemaError> {
        let mut columns: Vec<ColumnConstruct> = Vec::with_capacity(items.len());
        let mut constraints: Vec<ConstraintConstruct> = Vec::new();
        let mut indexes: Vec<IndexConstruct> = Vec::new();
        let mut attached: Vec<ConstraintConstruct> = Vec::new();
        for item in items {
            match item {
                Item::Column(column) => {
                    let own = column.column.name.text.as_str();
                    let takes_place = |other: &ColumnConstruct| {
                        other.key() == column.key()
                            || other.key() == own && other.column.name.text == own
                    };
                    if columns.iter().any(takes_place) {
                        return Err(SchemaError::DuplicateColumn {
                            table: name.name.text,
                            column: column.column.name.text,
                        });
                    }
                    let own = Name::new(column.key());
                    let before = attached.len();
                    if column.has_index() {
                        indexes.push(IndexConstruct::of_columns(
                            Given::None,
                            [own.clone()],
                            column.is_unique(),
                            DialectOptions::new(),
                        ));
                    } else if column.is_unique() {
                        attached.push(ConstraintConstruct::new(
                            Given::None,
                            ConstraintDefinition::Unique {
                                columns: vec![own.clone()],
                            },
                        ));
                    }
                    if let Some(spatial) = column.spatial {
                        let name = &name.name.text;
                        indexes.extend(spatial.index(name, &own, &column.column.name));
                    }
                    let times = times_attached(&column.column.data_type, self.dialect);
                    if let Some(check) = self.type_check(&column)? {
                        attached.extend(std::iter::repeat_n(check, times));
                    }
                    for foreign_key in &column.foreign_keys {
                        let mut foreign_key = foreign_key.clone();
                        if let ConstraintDefinition::ForeignKey { columns, .. } =
                            &mut foreign_key.constraint.kind
                        {
                            *columns = vec![own.clone()];
                        }
                        attached.push(foreign_key);
                    }
                    let order = column.attached.unwrap_or_else(creation_order);
                    for constraint in attached.iter_mut().skip(before) {
                        constraint.order = order;
                    }
                    let keys = column.foreign_keys.clone();
                    columns.push(*column);
                    for key in &keys {
                        self.check_referred(&name, &columns, key)?;
                    }
                }
                Item::Constraint(constraint) => {
                    self.check_referred(&name, &columns, &constraint)?;
                    constraints.push(constraint);
                }
                Item::Index(index) => indexes.push(index),
            }
        }
        resolve_own_types(&name, &mut columns);
        for column in &mut columns {
            let data_type = &column.column.data_type;
            column.type_schema.attach(data_type, name.schema.as_ref());
            column.type_schema.write(data_type);
            if let SqlType::Enum(enumeration) = column.column.data_type.stored_mut() {
                if enumeration.inherit_schema {
                    enumeration.schema.clone_from(&name.schema);
                } else if enumeration.schema.is_none() {
                    enumeration.schema = enumeration.metadata_schema.as_deref().cloned();
                }
            }
            if let SqlType::Domain(domain) = column.column.data_type.stored_mut() {
                if domain.inherit_schema {
                    domain.schema.clone_from(&name.schema);
                } else if domain.schema.is_none() {
                    domain.schema.clone_from(&domain.metadata_schema);
                }
            }
        }
        let keys = keys_of(&columns);
        constraints.extend(attached);
        constraints.sort_by_key(|constraint| constraint.order);

        let primary = self.primary_key(&name, &mut columns, &mut constraints)?;
        // PostgreSQL counts no column that Python fills in, even where the file says so.
        if self.dialect == Dialect::Postgres {
            let filled =
                |column: &&mut ColumnConstruct| column.client_default != ClientDefault::None;
            for column in columns.iter_mut().filter(filled) {
                column.column.autoincrement = Autoincrement::No;
            }
        }
        let mut finished: Vec<Constraint> = primary.into_iter().collect();
        for mut constraint in constraints {
            // A constraint that is added by ALTER later on is not part of CREATE TABLE;
            // SQLite has no such ALTER and takes it in.
            let is_apart = constraint.use_alter && self.dialect != Dialect::Sqlite;
            resolve_columns(&name, &columns, &mut constraint.constraint.kind)?;
            self.check_own(&name, &columns, &constraint)?;
            refer_by_key(&mut constraint, &name, columns.iter());
            resolve_included(self.dialect, &columns, &mut constraint.constraint.options)?;
            if let ConstraintDefinition::ForeignKey { columns: own, .. } =
                &constraint.constraint.kind
            {
                for column in &mut columns {
                    if own.iter().any(|name| name.text == column.column.name.text) {
                        column.column.foreign_key = true;
                    }
                }
            }
            if !is_apart {
                finished.push(self.constraint_among(&name, constraint, &keys)?);
            }
        }
        let indexes = indexes
            .into_iter()
            .map(|mut index| {
                for expression in &mut index.expressions {
                    if let Expression::Column { name: key, .. } = expression {
                        match columns.iter().find(|c| c.key() == key.text) {
                            Some(found) => *key = column_name(found),
                            None => {
                                return Err(SchemaError::NoColumn {
                                    kind: "Index",
                                    table: name.name.text.clone(),
                                    column: key.text.clone(),
                                });
                            }
                        }
                    }
                }
                for first in &mut index.firsts {
                    if let FirstColumn::Own(key) = first
                        && let Some(name) = named(&columns, &key.text)
                    {
                        *key = name;
                    }
                }
                resolve_included(self.dialect, &columns, &mut index.options)?;
                self.index_among(&name, index, &keys)
            })
            .collect::<Result<_, _>>()?;
        let odd = columns.iter().find(|construct| {
            let brings_type = makes_type(&construct.column.data_type);
            construct.system && (construct.column.comment.is_some() || brings_type)
        });
        if let Some(construct) = odd.filter(|_| self.dialect == Dialect::Postgres) {
            return Err(SchemaError::SystemColumn(column_name(construct).text));
        }
        let columns = columns
            .into_iter()
            .filter(|construct| !construct.system)
            .map(|construct| {
                let mut column = construct.column;
                // MySQL counts nothing that the database fills in otherwise.
                if construct.fetched && self.dialect == Dialect::Mysql {
                    column.autoincrement = Autoincrement::No;
                }
                column.checks = construct
                    .checks
                    .into_iter()
                    .map(|check| self.constraint_among(&name, check, &keys))
                    .collect::<Result<_, _>>()?;
                Ok(column)
            })
            .collect::<Result<_, SchemaError>>()?;
        Ok(Table {
            name,
            columns,
            constraints: finished,
            indexes,
            comment: None,
            prefixes: Vec::new(),
            options: DialectOptions::new(),
        })
    }

    /// The CHECK that `Boolean` or `Enum` with `create_constraint=True` brings,
    /// where the dialect has no such type of its own.
    fn type_check(
        &self,
        column: &ColumnConstruct,
    ) -> Result<Option<ConstraintConstruct>, SchemaError> {
        let native_enum = self.dialect != Dialect::Sqlite;
        let (name, is_final, values): (_, _, Vec<Literal>) =
            match crate::dialect::resolve(&column.column.data_type, self.dialect) {
                SqlType::Boolean {
                    create_constraint: true,
                    name,
                    final_name,
                } if self.dialect != Dialect::Postgres => (
                    name.clone(),
                    *final_name,
                    vec![Literal::Int("0".into()), Literal::Int("1".into())],
                ),
                SqlType::Enum(enumeration)
                    if enumeration.create_constraint && !(enumeration.native && native_enum) =>
                {
                    let values = enumeration.values.iter().cloned().map(Literal::Text);
                    (
                        enumeration.name.clone(),
                        enumeration.final_name,
                        values.collect(),
                    )
                }
                SqlType::Array { item, .. } if self.dialect == Dialect::Postgres => {
                    return match crate::dialect::base_type(item) {
                        SqlType::Enum(own) if own.create_constraint && !own.native => {
                            Err(SchemaError::CheckedArray)
                        }
                        _ => Ok(None),
                    };
                }
                _ => return Ok(None),
            };
        let list = values
            .into_iter()
            .map(|value| Expression::Literal {
                value,
                data_type: None,
            })
            .collect();
        let condition = Expression::Binary {
            left: Box::new(Expression::Column {
                table: None,
                name: column_name(column),
                data_type: None,
            }),
            operator: "IN".into(),
            right: Box::new(Expression::List(list)),
        };
        let mut construct = ConstraintConstruct::new(
            match name {
                Some(name) if is_final => Given::Final(name),
                Some(name) => Given::Plain(name),
                None => Given::None,
            },
            ConstraintDefinition::Check { condition },
        );
        construct.constraint.type_bound = true;
        Ok(Some(construct))
    }

    /// The primary key: the explicit constraint, or the columns that say `primary_key=True`.
    fn primary_key(
        &self,
        table: &TableName,
        columns: &mut [ColumnConstruct],
        constraints: &mut Vec<ConstraintConstruct>,
    ) -> Result<Option<Constraint>, SchemaError> {
        let is_primary = |constraint: &ConstraintConstruct| {
            matches!(
                constraint.constraint.kind,
                ConstraintDefinition::PrimaryKey { .. }
            )
        };
        let explicit = constraints.iter().rposition(is_primary);
        let mut construct = match explicit {
            Some(at) => constraints.remove(at),
            None => ConstraintConstruct::new(
                Given::None,
                ConstraintDefinition::PrimaryKey {
                    columns: Vec::new(),
                },
            ),
        };
        // One that another takes the place of has marked its columns already.
        let replaced: Vec<_> = constraints
            .extract_if(.., |constraint| is_primary(constraint))
            .collect();
        for mut other in replaced {
            resolve_columns(table, columns, &mut other.constraint.kind)?;
            if let ConstraintDefinition::PrimaryKey { columns: own } = &other.constraint.kind {
                mark_primary(columns, own);
            }
        }
        resolve_columns(table, columns, &mut construct.constraint.kind)?;
        resolve_included(self.dialect, columns, &mut construct.constraint.options)?;
        if let ConstraintDefinition::PrimaryKey { columns: own } = &mut construct.constraint.kind {
            let is_implicit = own.is_empty();
            if is_implicit {
                // The autoincrementing column comes first.
                let mut keys: Vec<&ColumnConstruct> = columns
                    .iter()
                    .filter(|column| column.column.primary_key)
                    .collect();
                keys.sort_by_key(|key| key.column.autoincrement != Autoincrement::Yes);
                *own = keys.into_iter().map(column_name).collect();
            }
            let no_number = columns.iter().find(|column| {
                own.iter().any(|name| name.text == column.column.name.text)
                    && column.column.autoincrement == Autoincrement::Yes
                    && !is_number(crate::dialect::resolve(
                        &column.column.data_type,
                        self.dialect,
                    ))
            });
            // SQLite looks only where columns alone make the key, and refuses one of several itself.
            let is_looked_at = self.dialect != Dialect::Sqlite || is_implicit && own.len() == 1;
            if let Some(column) = no_number.filter(|_| is_looked_at) {
                return Err(SchemaError::NoAutoincrement {
                    table: table.name.text.clone(),
                    column: column.column.name.text.clone(),
                });
            }
            mark_primary(columns, own);
            if own.is_empty() {
                return Ok(None);
            }
        }
        self.constraint_among(table, construct, &keys_of(&*columns))
            .map(Some)
    }
}

/// Whether PostgreSQL has to make a type for a column.
fn makes_type(data_type: &SqlType) -> bool {
    match crate::dialect::resolve(data_type, Dialect::Postgres).stored() {
        SqlType::Enum(_) | SqlType::Domain(_) => true,
        SqlType::Array { item, .. } => makes_type(item),
        _ => false,
    }
}

/// Columns of a primary key are NOT NULL unless the file says otherwise.
fn mark_primary(columns: &mut [ColumnConstruct], key: &[Name]) {
    for construct in columns {
        let column = &mut construct.column;
        if key.iter().any(|name| name.text == column.name.text) {
            column.primary_key = true;
            column.nullable &= column.nullable_given;
        }
    }
}

/// How often the type that a dialect uses hears of its column: one that is a variant for several
/// dialects, for each of them.
fn times_attached(data_type: &SqlType, dialect: Dialect) -> usize {
    let SqlType::Variant { variants, .. } = data_type.stored() else {
        return 1;
    };
    let own = variants
        .iter()
        .find(|(name, _)| name == dialect.sqlalchemy_name());
    match own {
        Some((_, own)) => variants.iter().filter(|(_, one)| one == own).count(),
        None => 1,
    }
}
