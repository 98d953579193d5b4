//! Declarative classes: a class with `__tablename__` and columns stands for a table.

use std::collections::HashMap;
use std::rc::Rc;

use super::arguments::MapperArguments;
use super::attributes::{self, Computed, Validator};
use super::base::{is_base, settle_base};
use super::declared_attr::Declared;
use super::inheritance;
use super::mapping::{Attribute, MAPPER, Mapper, mapper_of};
use super::members;
use super::registry;
use super::relationship::Relationship;
use super::within_body::{self, Named};
use crate::operation::{ConstraintDefinition, Name, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Class, Unknown, Value};
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::metadata::MetaDataObject;
use crate::sqlalchemy::schema::Item;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, event, item, missing, mutable, source};

/// The metadata of a class: its own, or that of the nearest class above it.
fn metadata_of(class: &Rc<Class>) -> Option<Rc<MetaDataObject>> {
    let above = class.above.iter().filter_map(|base| match base {
        Value::Class(base) => base.scope.get("metadata"),
        _ => None,
    });
    let own = class.scope.get("metadata");
    own.into_iter().chain(above).next()?.downcast()
}

/// The metadata of a class, or of the registry that maps it.
fn metadata_or_registry(class: &Rc<Class>) -> Option<Rc<MetaDataObject>> {
    metadata_of(class).or_else(|| registry::of_class(class)?.metadata.downcast())
}

/// A class that is not known maps a table that is not, unless it is a mixin.
pub(super) fn lose(interpreter: &mut Interpreter, base: Option<&Rc<Class>>, unknown: &Rc<Unknown>) {
    if let Some(metadata) = base.and_then(metadata_or_registry) {
        missing::lacks_table(interpreter, &metadata, unknown);
    }
}

/// Python classes above that are not mapped: mixins.
fn mixins(class: &Rc<Class>) -> Vec<Rc<Class>> {
    class
        .above
        .iter()
        .filter_map(|base| match base {
            Value::Class(base) if mapper_of(base).is_none() => Some(base.clone()),
            _ => None,
        })
        .collect()
}

/// What stands before a name where a class keeps the function that describes it.
const DESCRIBED: &str = "declared ";

/// Whether a mapped class above has an attribute already; what describes the class itself
/// it has not.
fn is_inherited(class: &Rc<Class>, name: &str) -> bool {
    !name.starts_with("__")
        && class.above.iter().any(|base| match base {
            Value::Class(base) => mapper_of(base).is_some() && base.scope.has(name),
            _ => false,
        })
}

/// Settles what `@declared_attr` gives for a class.
fn settle(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let mut declared = Vec::new();
    for (name, value) in class.scope.entries() {
        if let Some(attribute) = value.downcast::<Declared>() {
            declared.push((name, attribute));
        }
    }
    let own = declared.len();
    for mixin in mixins(class) {
        for (name, value) in mixin.scope.entries() {
            if let Some(attribute) = value.downcast::<Declared>()
                && !class.scope.has(&name)
                && !is_inherited(class, &name)
            {
                declared.push((name, attribute));
            }
        }
    }
    for base in &class.above {
        let Value::Class(base) = base else { continue };
        for (name, value) in base.scope.entries() {
            // What describes a mapped class by a function describes those below it so, too.
            let name = name
                .strip_prefix(DESCRIBED)
                .filter(|_| mapper_of(base).is_some());
            if let (Some(name), Some(attribute)) = (name, value.downcast::<Declared>())
                && !class.scope.has(name)
                && !declared.iter().any(|(own, _)| **own == *name)
            {
                declared.push((name.into(), attribute));
            }
        }
    }
    for (at, (name, attribute)) in declared.into_iter().enumerate() {
        if name.starts_with("__") {
            let kept = format!("{DESCRIBED}{name}");
            class.scope.put(
                &kept.as_str().into(),
                Some(Value::Object(attribute.clone())),
            );
        }
        let value = interpreter.call_with(&attribute.function, [Value::Class(class.clone())])?;
        class.scope.put(&name, Some(value));
        // SQLAlchemy reads the annotation of a mixin's function, and not of the class's own.
        if let Value::Function(function) = &attribute.function
            && at >= own
            && !name.starts_with("__")
            && let Some(said) = interpreter.returned_annotation(function)
        {
            super::mapped::say(interpreter, class, &name, &said)?;
        }
    }
    Ok(())
}

/// Where a base says that tables are called as their classes are.
const BY_CLASS: &str = "__named_by_class__";

/// Tables of the classes below a base are called as these, where they say no name.
pub(crate) fn name_by_class(base: &Rc<Class>) {
    base.scope.put(&BY_CLASS.into(), Some(Value::Bool(true)));
}

/// The name of the table of a class that says none: `UserRole` has `user_role`. One without
/// a primary key of its own has no table.
fn named_by_class(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mixins: &[Rc<Class>],
) -> Option<Rc<str>> {
    interpreter.class_attribute(class, BY_CLASS)?;
    let is_key = |value: &Value| {
        let column = value.downcast::<ColumnObject>();
        column.is_some_and(|column| column.construct.borrow().column.primary_key)
    };
    let is_own = |name: &str| class.scope.has(name) || !is_inherited(class, name);
    let has_key = [class].into_iter().chain(mixins).any(|one| {
        let all = one.scope.entries();
        all.iter()
            .any(|(name, value)| is_own(name) && is_key(value))
    });
    let is_constrained = match class.scope.get("__table_args__") {
        Some(Value::Tuple(given)) => given
            .iter()
            .any(|value| value.type_name() == "PrimaryKeyConstraint"),
        _ => false,
    };
    let name: Rc<str> = (has_key || is_constrained).then(|| snake(&class.name).into())?;
    class
        .scope
        .put(&"__tablename__".into(), Some(Value::Str(name.clone())));
    Some(name)
}

/// `UserRole` as `user_role`, `HTTPLog2X` as `http_log2_x`.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut text = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let is_after_small =
            before.is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit());
        let is_before_small = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        if letter.is_ascii_uppercase() && at > 0 && (is_after_small || is_before_small) {
            text.push('_');
        }
        text.push(*letter);
    }
    text.to_lowercase().trim_start_matches('_').to_owned()
}

/// Maps a class that derives from a base, where it names a table.
pub(super) fn map(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    if is_base(class) {
        return settle_base(interpreter, class);
    }
    map_class(interpreter, class)
}

/// Maps a class, where it names a table.
pub(super) fn map_class(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    if matches!(class.scope.get("__abstract__"), Some(Value::Bool(true))) {
        return Ok(());
    }
    let own_names = members::own(class);
    settle(interpreter, class)?;
    let types = registry::of_class(class).map(|registry| registry.types());
    let types = types.unwrap_or_default();
    let mixins = mixins(class);
    for mixin in &mixins {
        members::keep(mixin);
    }
    super::mapped::annotate(interpreter, class, &mixins, &types)?;
    for mixin in &mixins {
        super::mapped::annotate(interpreter, mixin, &[], &types)?;
    }
    let given = class
        .scope
        .get("__table__")
        .and_then(|table| table.downcast::<TableObject>());
    let inherited = |name: &str| {
        let above = mixins.iter().find_map(|mixin| mixin.scope.get(name));
        class.scope.get(name).or(above)
    };
    let name = match inherited("__tablename__") {
        Some(Value::Unknown(unknown)) => {
            lose(interpreter, Some(class), &unknown);
            return Ok(());
        }
        name => name.and_then(|name| name.as_str()),
    };
    let name = match name {
        None if given.is_none() => named_by_class(interpreter, class, &mixins),
        name => name,
    };
    let parent = inheritance::shared_with(interpreter, class, given.is_some() || name.is_some())?;
    let names = (&own_names[..], &mixins[..]);
    let (table, mut attributes) = match (given, name) {
        (Some(table), _) => of_table(class, table),
        (None, Some(name)) => {
            let arguments = inherited("__table_args__");
            declared_table(interpreter, class, names, &name, arguments)?
        }
        (None, None) => match &parent {
            Some((_, parent)) => inheritance::more_columns(interpreter, class, names, parent)?,
            None => return Ok(()),
        },
    };
    let arguments = MapperArguments::of(interpreter, inherited("__mapper_args__"))?;
    if !arguments.primary_key.is_empty() {
        for attribute in &mut attributes {
            attribute.primary_key = arguments.primary_key.contains(&attribute.column);
        }
    }
    // The columns of a table that is read from the database are not known before it is there.
    let has_own = !parent
        .as_ref()
        .is_some_and(|(_, parent)| parent.parts().iter().any(|part| Rc::ptr_eq(part, &table)));
    if has_own && !attributes.is_empty() && !attributes.iter().any(|own| own.primary_key) {
        let (class, table) = (&class.name, &table.name.name.text);
        return Err(interpreter.raise(
            "sqlalchemy.exc.ArgumentError",
            format!(
                "Mapper Mapper[{class}({table})] could not assemble any primary key columns for \
                 mapped table '{table}'"
            ),
        ));
    }
    class
        .scope
        .put(&"__table__".into(), Some(Value::Object(table.clone())));
    crate::sqlalchemy::join::remember(interpreter, &table);
    let follows = table.items.borrow().iter().any(|item| match item {
        Item::Column(column) => mutable::is_mutable(interpreter, &column.column.data_type),
        _ => false,
    });
    if follows {
        let what = "a change within a value of `sqlalchemy.ext.mutable`";
        event::refuse_rows(interpreter, class, what);
    }
    let own = class.scope.entries();
    let above = mixins.iter().flat_map(|mixin| mixin.scope.entries());
    for (name, value) in own.into_iter().chain(above) {
        if let Value::Unknown(unknown) = value
            && !name.starts_with("__")
        {
            missing::lacks_column(interpreter, &table, &unknown);
        }
    }
    let validators = validators(interpreter, class)?;
    let mut mapper = Mapper {
        class: Rc::downgrade(class),
        name: table.name.clone(),
        root: Rc::downgrade(class),
        root_name: table.name.clone(),
        lineage: None,
        table,
        attributes,
        validators,
        computed: attributes::computed(class),
        version: arguments.version,
        refused: arguments.refused,
    };
    match parent {
        Some((above, parent)) => {
            let own = has_own.then(|| mapper.table.clone());
            let attributes = std::mem::take(&mut mapper.attributes);
            let own = (own, attributes);
            let said = arguments.family;
            let of = (&above, &parent);
            let (lineage, view, all) = inheritance::derived(interpreter, class, of, own, said)?;
            mapper.table = view;
            mapper.attributes = all;
            mapper.lineage = Some(lineage);
            mapper.root = parent.root.clone();
            mapper.root_name = parent.root_name.clone();
            let inherited = mapper.refused.take().or(parent.refused.clone());
            let is_versioned = mapper.version.is_some() || parent.version.is_some();
            let versioned = || is_versioned.then(|| "version_id_col".to_owned());
            mapper.refused = inherited.or_else(versioned);
        }
        None => {
            let own = Rc::new(mapper.clone());
            mapper.lineage = inheritance::root(interpreter, class, &own, arguments.family)?;
            if mapper.lineage.is_some() && mapper.version.is_some() {
                mapper
                    .refused
                    .get_or_insert_with(|| "version_id_col".to_owned());
            }
        }
    }
    class.scope.put(&MAPPER.into(), Some(Value::object(mapper)));
    if interpreter.class_attribute(class, "__init__").is_none() {
        let initialize = super::instance::INITIALIZE;
        class
            .scope
            .put(&"__init__".into(), Some(Value::Native(initialize)));
    }
    super::classes::register(interpreter, class)
}

/// The functions of `@validates`; those of mixins count as well.
///
/// # Errors
/// As SQLAlchemy's, where two look at one attribute.
fn validators(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<Vec<Rc<Validator>>> {
    let above = class.above.iter().filter_map(|base| match base {
        Value::Class(base) => Some(base.scope.entries()),
        _ => None,
    });
    let mut seen: Vec<Rc<str>> = Vec::new();
    let mut found: Vec<Rc<Validator>> = Vec::new();
    for (name, value) in class.scope.entries().into_iter().chain(above.flatten()) {
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let Some(validator) = value.downcast::<Validator>() else {
            continue;
        };
        let is_taken = |name: &&Rc<str>| found.iter().any(|own| own.names.contains(name));
        if let Some(taken) = validator.names.iter().find(is_taken) {
            return Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!(
                    "A validation function for mapped attribute '{taken}' on mapper Mapper[{}] already exists.",
                    class.name
                ),
            ));
        }
        found.push(validator);
    }
    Ok(found)
}

/// The columns that a table's own constraint names as its primary key.
fn constrained_key(items: &[Item]) -> Vec<String> {
    let of = |item: &Item| match item {
        Item::Constraint(constraint) => match &constraint.constraint.kind {
            ConstraintDefinition::PrimaryKey { columns, .. } => {
                Some(columns.iter().map(|name| name.text.clone()).collect())
            }
            _ => None,
        },
        _ => None,
    };
    items.iter().find_map(of).unwrap_or_default()
}

/// The attributes of a class with `__table__`.
fn of_table(class: &Rc<Class>, table: Rc<TableObject>) -> (Rc<TableObject>, Vec<Attribute>) {
    let key = constrained_key(&table.items.borrow());
    let mut attributes = Vec::new();
    for item in table.items.borrow().iter() {
        let Item::Column(construct) = item else {
            continue;
        };
        let column = construct.column.name.text.clone();
        let name: Rc<str> = construct.key.as_deref().unwrap_or(&column).into();
        if !class.scope.has(&name) {
            let value = Value::object(ColumnObject::of(
                (**construct).clone(),
                Some(source::entity(&table)),
            ));
            class.scope.put(&name, Some(value));
        }
        attributes.push(Attribute {
            name,
            primary_key: construct.column.primary_key || key.contains(&column),
            column,
            follows: construct.follows,
            deferred: construct.deferred,
        });
    }
    (table, attributes)
}

/// The table of a class that declares its columns.
fn declared_table(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    (own_names, mixins): (&[Rc<str>], &[Rc<Class>]),
    name: &str,
    arguments: Option<Value>,
) -> Result<(Rc<TableObject>, Vec<Attribute>)> {
    let metadata = metadata_or_registry(class);
    let mut table = TableName {
        schema: None,
        name: Name::new(name),
    };
    let mut extra = Vec::new();
    let mut options = Args::new([]);
    let given = match &arguments {
        Some(Value::Tuple(values)) => values.to_vec(),
        Some(one) if !one.is_none() => vec![one.clone()],
        _ => Vec::new(),
    };
    for value in given {
        match &value {
            Value::Dict(dict) => {
                let pairs = dict.entries.borrow().pairs();
                for (name, value) in pairs {
                    match name.as_str().as_deref() {
                        Some("schema") if value.is_none() => {}
                        Some("schema") => {
                            table.schema = Some(argument::to_name(&options, "schema", &value)?);
                        }
                        Some(name) => options = options.with(name, value),
                        None => {}
                    }
                }
            }
            _ => extra.push(value),
        }
    }
    if table.schema.is_none() {
        table.schema = metadata.as_ref().and_then(|own| own.schema());
    }
    let mut members = members::of(class, own_names, mixins);
    members.retain(|(name, _)| own_names.contains(name) || !is_inherited(class, name));
    // What the class body says of a column itself (`remote_side=[id]`) finds its name.
    let mut names = HashMap::new();
    for (name, value) in &members {
        if let Some(column) = value.downcast::<ColumnObject>() {
            let own = &mut column.construct.borrow_mut().column.name.text;
            if own.is_empty() {
                *own = name.to_string();
            }
            names.insert(column.unnamed(), own.clone());
        }
    }
    let body = Rc::new(Named {
        named: names.values().cloned().collect(),
        names,
        source: source::entity_named(&table),
    });
    for (_, value) in &members {
        if let Some(computed) = value.downcast::<Computed>() {
            computed.settle(&body);
        }
        if let Some(relationship) = value.downcast::<Relationship>() {
            relationship.is_within(&body);
        }
    }
    let mut constraints = item::items(interpreter, &Args::new([]), extra)?;
    within_body::settle(&mut constraints, &body.names);
    let key = constrained_key(&constraints);
    let mut items = Vec::new();
    let mut attributes = Vec::new();
    for (name, value) in members {
        let Some(column) = value.downcast::<ColumnObject>() else {
            continue;
        };
        let mut construct = column.construct.borrow().clone();
        construct.column.primary_key |= key.contains(&construct.column.name.text);
        let attribute = Value::object(ColumnObject::of(
            construct.clone(),
            Some(source::entity_named(&table)),
        ));
        class.scope.put(&name, Some(attribute));
        attributes.push(Attribute {
            name,
            column: construct.column.name.text.clone(),
            primary_key: construct.column.primary_key,
            follows: construct.follows,
            deferred: construct.deferred,
        });
        items.push(Item::Column(Box::new(construct)));
    }
    items.sort_by_key(|item| match item {
        Item::Column(column) => column.sort_order,
        _ => 0,
    });
    items.extend(constraints);
    let table = TableObject::new(table, items).described(interpreter, options)?;
    let table = match metadata {
        Some(metadata) => table.belonging_to(interpreter, &metadata),
        None => Rc::new(table),
    };
    Ok((table, attributes))
}
