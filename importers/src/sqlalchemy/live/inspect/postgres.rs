//! PostgreSQL's catalogue.

use super::{KeyKind, LiveColumn, LiveKey, NameKind, Of, number, rows, text};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The condition on `pg_namespace AS n`; without a schema, what the search path finds first.
pub(super) fn in_schema(schema: Option<&str>) -> String {
    match schema {
        Some(schema) => format!("n.nspname = {}", literal(schema)),
        None => "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'".to_owned(),
    }
}

pub(super) fn names(
    interpreter: &mut Interpreter,
    kind: NameKind,
    schema: Option<&str>,
) -> Result<Vec<String>> {
    let kinds = match kind {
        NameKind::Tables => "'r', 'p'",
        NameKind::Views => "'v'",
        NameKind::MaterializedViews => "'m'",
        NameKind::Sequences => "'S'",
        NameKind::Schemas => {
            let sql = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname";
            let rows = rows(interpreter, sql, &[])?;
            return Ok(rows.iter().filter_map(|row| text(row, 0)).collect());
        }
    };
    let schema = match schema {
        Some(schema) => literal(schema),
        None => "current_schema()".to_owned(),
    };
    let sql = format!(
        "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind IN ({kinds}) AND n.nspname = {schema} ORDER BY c.oid"
    );
    let rows = rows(interpreter, &sql, &[])?;
    Ok(rows.iter().filter_map(|row| text(row, 0)).collect())
}

pub(super) fn columns(interpreter: &mut Interpreter, of: Of<'_>) -> Result<Vec<LiveColumn>> {
    let sql = format!(
        "SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, \
           CASE WHEN a.attgenerated = '' AND a.attidentity = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END, \
           pg_catalog.col_description(c.oid, a.attnum), a.attgenerated::text, a.attidentity::text \
         FROM pg_catalog.pg_attribute a \
         JOIN pg_catalog.pg_class c ON c.oid = a.attrelid \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = {} AND {} AND a.attnum > 0 AND NOT a.attisdropped \
         ORDER BY a.attnum",
        literal(of.table),
        in_schema(of.schema)
    );
    let rows = rows(interpreter, &sql, &[])?;
    Ok(rows
        .iter()
        .map(|row| LiveColumn {
            name: text(row, 0).unwrap_or_default(),
            type_text: text(row, 1).unwrap_or_default(),
            nullable: number(row, 2) == 0,
            default: text(row, 3),
            key: None,
            comment: text(row, 4),
            made: match (text(row, 5).as_deref(), text(row, 6).as_deref()) {
                (Some("s" | "v"), _) => Some("computed"),
                (_, Some("a" | "d")) => Some("identity"),
                _ => None,
            },
        })
        .collect())
}

/// Texts of an array.
fn texts(row: &[Value], at: usize) -> Vec<Option<String>> {
    match row.get(at) {
        Some(Value::List(list)) => list
            .items
            .borrow()
            .iter()
            .map(|item| item.as_str().map(|text| text.to_string()))
            .collect(),
        _ => Vec::new(),
    }
}

pub(super) fn keys(
    interpreter: &mut Interpreter,
    kind: KeyKind,
    of: Of<'_>,
) -> Result<Vec<LiveKey>> {
    let table = literal(of.table);
    let here = in_schema(of.schema);
    let letter = match kind {
        KeyKind::Index => return indexes(interpreter, &table, &here),
        KeyKind::PrimaryKey => 'p',
        KeyKind::Unique => 'u',
        KeyKind::ForeignKey => 'f',
        KeyKind::Check => 'c',
    };
    let named = |numbers: &str, relation: &str| {
        format!(
            "(SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(o.{numbers}) WITH ORDINALITY AS k(number, place) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = o.{relation} AND a.attnum = k.number)"
        )
    };
    let sql = format!(
        "SELECT o.conname, {own}, f.relname, {referred}, \
           CASE WHEN pg_catalog.pg_table_is_visible(f.oid) THEN NULL ELSE fn.nspname END, \
           o.confdeltype::text, o.confupdtype::text, \
           CASE WHEN o.contype = 'c' THEN pg_catalog.pg_get_constraintdef(o.oid, true) END, \
           pg_catalog.obj_description(o.oid, 'pg_constraint'), o.condeferrable, o.condeferred, o.confmatchtype = 'f', \
           (SELECT array_agg(a.attname::text ORDER BY k.place) \
            FROM pg_catalog.pg_index x, unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, place), pg_catalog.pg_attribute a \
            WHERE x.indexrelid = o.conindid AND k.place > x.indnkeyatts AND a.attrelid = o.conrelid AND a.attnum = k.number), \
           (SELECT to_jsonb(x)->>'indnullsnotdistinct' FROM pg_catalog.pg_index x WHERE x.indexrelid = o.conindid) \
         FROM pg_catalog.pg_constraint o \
         JOIN pg_catalog.pg_class c ON c.oid = o.conrelid \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         LEFT JOIN pg_catalog.pg_class f ON f.oid = o.confrelid \
         LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace \
         WHERE o.contype = '{letter}' AND c.relname = {table} AND {here} ORDER BY o.conname",
        own = named("conkey", "conrelid"),
        referred = named("confkey", "confrelid"),
    );
    let action = |letter: Option<String>| match letter.as_deref() {
        Some("c") => Some("CASCADE"),
        Some("n") => Some("SET NULL"),
        Some("d") => Some("SET DEFAULT"),
        Some("r") => Some("RESTRICT"),
        _ => None,
    };
    let mut keys = Vec::new();
    for row in rows(interpreter, &sql, &[])? {
        let mut key = LiveKey {
            name: text(&row, 0),
            columns: texts(&row, 1),
            details: vec![("comment", text(&row, 8).map_or(Value::None, Value::str))],
            ..LiveKey::default()
        };
        if let Some(definition) = text(&row, 7) {
            let (condition, options) = check(&definition);
            key.text = Some(condition);
            key.dialect_options = options;
        }
        if matches!(kind, KeyKind::PrimaryKey | KeyKind::Unique) {
            let included = texts(&row, 12).into_iter().flatten();
            let included = interpreter.list(included.map(Value::str).collect());
            key.dialect_options.push(("postgresql_include", included));
        }
        if kind == KeyKind::Unique
            && let Some(flag) = text(&row, 13)
        {
            key.dialect_options
                .push(("postgresql_nulls_not_distinct", Value::Bool(flag == "true")));
        }
        if let Some(table) = text(&row, 2) {
            let columns = texts(&row, 3).into_iter().flatten().collect();
            key.referred = Some((text(&row, 4), table, columns));
            for (name, letter) in [("onupdate", 6), ("ondelete", 5)] {
                let action = action(text(&row, letter));
                key.options
                    .extend(action.map(|action| (name, Value::str(action))));
            }
            if number(&row, 10) != 0 {
                key.options.push(("initially", Value::str("DEFERRED")));
            }
            if number(&row, 9) != 0 {
                key.options.push(("deferrable", Value::Bool(true)));
            }
            if number(&row, 11) != 0 {
                key.options.push(("match", Value::str("FULL")));
            }
        }
        keys.push(key);
    }
    Ok(keys)
}

/// The condition of a check, and its options, out of PostgreSQL's definition.
fn check(definition: &str) -> (String, Vec<(&'static str, Value)>) {
    let mut rest = definition.trim();
    let mut options = Vec::new();
    for (words, name) in [(" NOT VALID", "not_valid"), (" NO INHERIT", "no_inherit")] {
        if let Some(before) = rest.strip_suffix(words) {
            rest = before;
            options.push((name, Value::Bool(true)));
        }
    }
    let inner = rest
        .strip_prefix("CHECK")
        .map(|rest| rest.trim_start_matches(' '))
        .and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')'));
    let inner = inner.unwrap_or_default();
    let condition = within_parentheses(inner.trim()).unwrap_or(inner);
    (condition.to_owned(), options)
}

/// What stands within parentheses that enclose the whole text.
fn within_parentheses(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0usize;
    let mut quote = None;
    for letter in inner.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(') => depth += 1,
            // The first one closes before the end.
            (None, ')') => depth = depth.checked_sub(1)?,
            (None, _) => {}
        }
    }
    Some(inner)
}

fn indexes(interpreter: &mut Interpreter, table: &str, here: &str) -> Result<Vec<LiveKey>> {
    let sql = format!(
        "SELECT i.relname, x.indisunique, \
           (SELECT array_agg(a.attname::text ORDER BY k.place) \
            FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, place) \
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.number AND k.number > 0), \
           pg_catalog.pg_get_expr(x.indpred, x.indrelid), \
           (SELECT array_agg(CASE WHEN k.number = 0 THEN pg_catalog.pg_get_indexdef(x.indexrelid, k.place::int, true) END \
              ORDER BY k.place) \
            FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, place)), \
           x.indnkeyatts, \
           (SELECT array_agg(o.flags::text ORDER BY o.place) \
            FROM unnest(x.indoption::int2[]) WITH ORDINALITY AS o(flags, place)), \
           (SELECT array_agg(CASE WHEN NOT p.opcdefault THEN p.opcname::text END ORDER BY o.place) \
            FROM unnest(x.indclass::oid[]) WITH ORDINALITY AS o(class, place) \
            JOIN pg_catalog.pg_opclass p ON p.oid = o.class), \
           EXISTS (SELECT 1 FROM pg_catalog.pg_constraint q WHERE q.conindid = i.oid AND q.contype IN ('p', 'u', 'x')), \
           m.amname, i.reloptions, to_jsonb(x)->>'indnullsnotdistinct' \
         FROM pg_catalog.pg_index x \
         JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid \
         JOIN pg_catalog.pg_am m ON m.oid = i.relam \
         JOIN pg_catalog.pg_class c ON c.oid = x.indrelid \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE NOT x.indisprimary AND c.relname = {table} AND {here} ORDER BY i.relname"
    );
    let mut keys = Vec::new();
    for row in rows(interpreter, &sql, &[])? {
        keys.push(index(interpreter, &row)?);
    }
    Ok(keys)
}

/// An index with all that SQLAlchemy's dict has of it.
fn index(interpreter: &mut Interpreter, row: &[Value]) -> Result<LiveKey> {
    let mut columns = texts(row, 2);
    let mut expressions = texts(row, 4);
    let count = usize::try_from(number(row, 5)).unwrap_or(columns.len());
    let included = columns.split_off(count.min(columns.len()));
    expressions.truncate(count);
    let elements: Vec<Value> = columns
        .iter()
        .zip(&expressions)
        .map(|(column, expression)| {
            let text = column.as_ref().or(expression.as_ref());
            text.map_or(Value::None, Value::str)
        })
        .collect();
    let mut key = LiveKey {
        name: text(row, 0),
        unique: number(row, 1) != 0,
        columns,
        text: text(row, 3),
        ..LiveKey::default()
    };
    if expressions.iter().any(Option::is_some) {
        let elements = interpreter.list(elements.clone());
        key.details.push(("expressions", elements));
    }
    let classes = texts(row, 7);
    let classes = elements.iter().zip(classes);
    let classes: Vec<(Value, Value)> = classes
        .filter_map(|(element, class)| Some((element.clone(), Value::str(class?))))
        .collect();
    if !classes.is_empty() {
        let classes = interpreter.dict(classes)?;
        key.dialect_options.push(("postgresql_ops", classes));
    }
    let sorting: Vec<(Value, Value)> = elements
        .iter()
        .zip(texts(row, 6))
        .filter_map(|(element, flags)| {
            let words: &[&str] = match flags?.as_str() {
                "1" => &["desc", "nulls_last"],
                "2" => &["nulls_first"],
                "3" => &["desc"],
                _ => return None,
            };
            Some((element.clone(), Value::tuple(words.iter().map(Value::str))))
        })
        .collect();
    if !sorting.is_empty() {
        let sorting = interpreter.dict(sorting)?;
        key.details.push(("column_sorting", sorting));
    }
    if number(row, 8) != 0 {
        let name = key.name.as_ref().map_or(Value::None, Value::str);
        key.details.push(("duplicates_constraint", name));
    }
    let storage: Vec<(Value, Value)> = texts(row, 10)
        .into_iter()
        .flatten()
        .filter_map(|option| {
            let (name, value) = option.split_once('=')?;
            Some((Value::str(name), Value::str(value)))
        })
        .collect();
    if !storage.is_empty() {
        let storage = interpreter.dict(storage)?;
        key.dialect_options.push(("postgresql_with", storage));
    }
    if let Some(method) = text(row, 9).filter(|method| method != "btree") {
        key.dialect_options
            .push(("postgresql_using", Value::str(method)));
    }
    if let Some(condition) = &key.text {
        key.dialect_options
            .push(("postgresql_where", Value::str(condition)));
    }
    let included: Vec<Value> = included.into_iter().flatten().map(Value::str).collect();
    let included = interpreter.list(included);
    key.details.push(("include_columns", included.clone()));
    key.dialect_options.push(("postgresql_include", included));
    if text(row, 11).as_deref() == Some("true") {
        key.dialect_options
            .push(("postgresql_nulls_not_distinct", Value::Bool(true)));
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_what_stands_within_their_outer_parentheses() {
        let condition = |definition: &str| {
            let (condition, options) = check(definition);
            let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
            format!("{condition} {}", names.join(" "))
        };
        assert_eq!(condition("CHECK (id > 0)"), "id > 0 ");
        assert_eq!(
            condition("CHECK ((a > 1) AND (b <> ')')) NO INHERIT NOT VALID"),
            "(a > 1) AND (b <> ')') not_valid no_inherit"
        );
        assert_eq!(
            condition("CHECK ((a = '(' OR \"b)\" > 1))"),
            "a = '(' OR \"b)\" > 1 "
        );
    }
}
