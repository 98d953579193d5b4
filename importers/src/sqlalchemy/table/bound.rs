//! `table.create(bind)` and `table.drop(bind)`, and what they take.

use std::rc::Rc;

use super::TableObject;
use crate::Dialect;
use crate::operation::{Constraint, ConstraintDefinition, Operation, SqlType, Table, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::join;
use crate::sqlalchemy::naming::Convention;
use crate::sqlalchemy::schema::{Item, Scheme};

/// `create(bind, checkfirst=False)`, `drop(bind, checkfirst=False)`
pub(super) fn method(
    interpreter: &mut Interpreter,
    table: &Rc<TableObject>,
    method: &str,
    args: &mut Args,
) -> Result<Value> {
    let _ = args.required("bind")?;
    let check_first = args.optional_boolean("checkfirst")?.unwrap_or(false);
    if table.alias().is_some() || table.reflected {
        return Err(args.refuse(format!(
            "`{method}` is a method of tables that the file says."
        )));
    }
    let creates = method == "create";
    let made = Made::of_one(interpreter, table, creates)?;
    made.refuse_what_needs_more(interpreter, &format!("Table.{method}"))?;
    let types = made.types.iter();
    let types = types.map(|own| type_operation(own, creates, check_first));
    let mut operations: Vec<Operation> = match creates {
        true => types
            .chain([Operation::CreateTable {
                table: made.table,
                if_not_exists: false,
            }])
            .collect(),
        // A table's own types go with it.
        false => std::iter::once(Operation::DropTable {
            table: table.name.clone(),
            if_exists: false,
        })
        .chain(types)
        .collect(),
    };
    if check_first {
        operations = vec![Operation::IfTable {
            table: table.name.clone(),
            exists: !creates,
            operations,
        }];
    }
    for operation in operations {
        interpreter.record(operation);
    }
    Ok(Value::None)
}

/// A table as it is made, without the types that are made beside it.
pub(crate) struct Made {
    /// With its indexes, its names settled.
    pub(crate) table: Table,
    /// The types that PostgreSQL has to have before it, each once.
    pub(crate) types: Vec<SqlType>,
    has_sequence: bool,
    has_type_of_metadata: bool,
}

impl Made {
    /// A table, whose foreign keys lead to tables of its metadata.
    ///
    /// # Errors
    /// Where SQLAlchemy stops.
    pub(crate) fn of(interpreter: &mut Interpreter, table: &TableObject) -> Result<Self> {
        Self::of_one(interpreter, table, true)
    }

    /// The same; what a foreign key leads to does not matter where `refers` is false.
    fn of_one(interpreter: &mut Interpreter, table: &TableObject, refers: bool) -> Result<Self> {
        if refers {
            check_references(interpreter, table, true)?;
        }
        let mut made = assembled(interpreter, table)?;
        let dialect = interpreter.dialect();
        let mut types = Vec::new();
        if dialect == Dialect::Postgres {
            for column in &mut made.columns {
                take_types(&mut column.data_type, dialect, &mut types);
            }
        }
        let has_sequence = dialect == Dialect::Postgres
            && made.columns.iter().any(|column| {
                let sequence = column.sequence.as_ref();
                sequence.is_some_and(|sequence| !sequence.options.optional)
            });
        let of_metadata = |column: &crate::operation::Column| {
            let own = crate::dialect::resolve(&column.data_type, dialect);
            matches!(own, SqlType::Enum(own) if own.of_metadata && own.native)
        };
        let has_type_of_metadata =
            dialect == Dialect::Postgres && made.columns.iter().any(of_metadata);
        Ok(Self {
            table: made,
            types,
            has_sequence,
            has_type_of_metadata,
        })
    }

    /// Refuses what is made beside the table, and is no type of its own.
    ///
    /// # Errors
    /// A sequence of its own, a type of the metadata's.
    pub(crate) fn refuse_what_needs_more(
        &self,
        interpreter: &Interpreter,
        method: &str,
    ) -> Result<()> {
        let what = match (self.has_sequence, self.has_type_of_metadata) {
            (true, _) => "a column whose values come from a Sequence",
            (_, true) => "a type that has `metadata=`",
            _ => return Ok(()),
        };
        Err(interpreter.unsupported(&format!("`{method}` with {what}")))
    }
}

/// The foreign keys of a table as constraints, and whether each is added where the table is
/// there already (`use_alter`).
///
/// # Errors
/// Where SQLAlchemy stops.
pub(crate) fn foreign_keys(
    interpreter: &Interpreter,
    table: &TableObject,
) -> Result<Vec<(Constraint, bool)>> {
    let mut items = table.items.borrow().clone();
    let mut later = Vec::new();
    for (columns, key) in join::keys(table) {
        if let (true, ConstraintDefinition::ForeignKey { references, .. }) =
            (key.use_alter, &key.constraint.kind)
        {
            later.push((columns, references.clone()));
        }
    }
    for item in &mut items {
        match item {
            Item::Column(column) => {
                for key in &mut column.foreign_keys {
                    key.use_alter = false;
                }
            }
            Item::Constraint(constraint) => constraint.use_alter = false,
            Item::Index(_) => {}
        }
    }
    let made = assembled_of(interpreter, table, items)?;
    let mut found = Vec::new();
    for constraint in made.constraints {
        if let ConstraintDefinition::ForeignKey {
            columns,
            references,
            ..
        } = &constraint.kind
        {
            let is_later = later.contains(&(columns.clone(), references.clone()));
            found.push((constraint, is_later));
        }
    }
    Ok(found)
}

/// Makes or drops a type.
pub(crate) fn type_operation(own: &SqlType, creates: bool, check_first: bool) -> Operation {
    match (own, creates) {
        (SqlType::Domain(domain), true) => Operation::CreateDomain {
            domain: domain.clone(),
            check_first,
        },
        (SqlType::Domain(domain), false) => Operation::DropDomain {
            domain: domain.clone(),
            check_first,
        },
        (SqlType::Enum(enumeration), true) => Operation::CreateEnum {
            enumeration: enumeration.clone(),
            check_first,
        },
        (SqlType::Enum(enumeration), false) => Operation::DropEnum {
            enumeration: enumeration.clone(),
            check_first,
        },
        // Only these two are taken out of tables.
        _ => Operation::IfTable {
            table: TableName::new(""),
            exists: true,
            operations: Vec::new(),
        },
    }
}

/// Foreign keys that are written as text lead to tables of the metadata; with those that are added
/// where the tables are there (`use_alter`), or without.
///
/// # Errors
/// As SQLAlchemy's, where one does not.
pub(crate) fn check_references(
    interpreter: &mut Interpreter,
    table: &TableObject,
    with_later: bool,
) -> Result<()> {
    let Some(metadata) = table.metadata.borrow().upgrade() else {
        return Ok(());
    };
    for (columns, key) in join::keys(table) {
        let ConstraintDefinition::ForeignKey {
            references,
            referred,
            ..
        } = &key.constraint.kind
        else {
            continue;
        };
        if key.use_alter && !with_later {
            continue;
        }
        // A column without a type is what SQLAlchemy finds first.
        let has_type = |name: &crate::operation::Name| table.column_type(&name.text).is_some();
        if key.referred.is_some() || *references == table.name || !columns.iter().all(has_type) {
            continue;
        }
        let target = referred.first().map_or("", |name| name.text.as_str());
        let column = columns.first().map_or("", |name| name.text.as_str());
        let own = table.full_name();
        let other = references.key();
        let (class, reason) = match metadata.find(&other) {
            None => (
                "sqlalchemy.exc.NoReferencedTableError",
                format!(
                    "Foreign key associated with column '{own}.{column}' could not find table \
                     '{other}' with which to generate a foreign key to target column '{target}'"
                ),
            ),
            Some(found) if found.name_of_key(target).is_none() && !found.reflected => (
                "sqlalchemy.exc.NoReferencedColumnError",
                format!(
                    "Could not initialize target column for ForeignKey '{other}.{target}' on \
                     table '{own}': table '{other}' has no column named '{target}'"
                ),
            ),
            Some(_) => continue,
        };
        return Err(argument::stops(interpreter, class, &reason));
    }
    Ok(())
}

/// The table with its indexes, its names settled.
fn assembled(interpreter: &Interpreter, table: &TableObject) -> Result<Table> {
    let items = table.items.borrow().clone();
    assembled_of(interpreter, table, items)
}

fn assembled_of(
    interpreter: &Interpreter,
    table: &TableObject,
    mut items: Vec<Item>,
) -> Result<Table> {
    crate::sqlalchemy::missing::check(interpreter, table)?;
    join::refer_by_key(interpreter, &mut items);
    let default = Convention::default();
    let scheme = Scheme {
        convention: table.convention.as_ref().unwrap_or(&default),
        dialect: interpreter.dialect(),
        is_alone: false,
    };
    let mut made = scheme
        .table(table.name.clone(), items)
        .map_err(|error| argument::alembic_stops(interpreter, &error))?;
    made.comment.clone_from(&table.comment);
    made.prefixes.clone_from(&table.prefixes);
    made.options.clone_from(&table.options);
    Ok(made)
}

/// Takes the types that a column makes out of its making: they are asked for one by one.
fn take_types(data_type: &mut SqlType, dialect: Dialect, found: &mut Vec<SqlType>) {
    match data_type {
        SqlType::Variant { base, variants } => {
            let own = variants
                .iter_mut()
                .find(|(name, _)| name == dialect.sqlalchemy_name());
            match own {
                Some((_, variant)) => take_types(variant, dialect, found),
                None => take_types(base, dialect, found),
            }
        }
        SqlType::Converted { base, .. } | SqlType::Written { base, .. } => {
            take_types(base, dialect, found);
        }
        SqlType::Array { item, .. } => take_types(item, dialect, found),
        SqlType::Enum(enumeration) if enumeration.native && enumeration.create_type => {
            let own = SqlType::Enum(enumeration.clone());
            enumeration.create_type = false;
            keep(own, found);
        }
        SqlType::Domain(domain) if domain.create_type => {
            let own = SqlType::Domain(domain.clone());
            domain.create_type = false;
            keep(own, found);
        }
        _ => {}
    }
}

fn keep(own: SqlType, found: &mut Vec<SqlType>) {
    if !found
        .iter()
        .any(|known| type_name(known) == type_name(&own))
    {
        found.push(own);
    }
}

/// Schema and name of a type that is made beside tables.
pub(crate) fn type_name(own: &SqlType) -> Option<(Option<String>, String)> {
    let (schema, name) = match own {
        SqlType::Enum(enumeration) => (&enumeration.schema, enumeration.name.as_ref()?),
        SqlType::Domain(domain) => (&domain.schema, &domain.name),
        _ => return None,
    };
    let schema = schema.as_ref().map(|schema| schema.text.clone());
    Some((schema, name.text.clone()))
}

/// A column without a type has that of the column to which its foreign key leads.
pub(crate) fn resolve_type(
    item: &mut Item,
    others: &dyn Fn(&TableName, &str) -> Option<SqlType>,
) -> bool {
    let Item::Column(column) = item else {
        return false;
    };
    if column.column.data_type != SqlType::Null {
        return false;
    }
    let found = column.foreign_keys.iter().find_map(|key| {
        let ConstraintDefinition::ForeignKey {
            references,
            referred,
            ..
        } = &key.constraint.kind
        else {
            return None;
        };
        let given = key.referred.clone().filter(|own| *own != SqlType::Null);
        given.or_else(|| others(references, &referred.first()?.text))
    });
    match found {
        Some(found) => {
            column.column.data_type = found;
            true
        }
        None => false,
    }
}
