//! PostgreSQL's catalogue.

use super::{KeyKind, LiveColumn, LiveKey, NameKind, Of, number, rows, text};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The condition on `pg_namespace AS n`; without a schema, what the search path finds first.
fn in_schema(schema: Option<&str>) -> String {
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
           pg_catalog.col_description(c.oid, a.attnum) \
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
           o.confdeltype::text, o.confupdtype::text, pg_catalog.pg_get_expr(o.conbin, o.conrelid) \
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
            text: text(&row, 7),
            ..LiveKey::default()
        };
        if let Some(table) = text(&row, 2) {
            let columns = texts(&row, 3).into_iter().flatten().collect();
            key.referred = Some((text(&row, 4), table, columns));
            for (name, letter) in [("ondelete", 5), ("onupdate", 6)] {
                let action = action(text(&row, letter)).map(str::to_owned);
                key.options.extend(action.map(|action| (name, action)));
            }
        }
        keys.push(key);
    }
    Ok(keys)
}

fn indexes(interpreter: &mut Interpreter, table: &str, here: &str) -> Result<Vec<LiveKey>> {
    let sql = format!(
        "SELECT i.relname, x.indisunique, \
           (SELECT array_agg(a.attname::text ORDER BY k.place) \
            FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, place) \
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.number AND k.number > 0 \
            WHERE k.place <= x.indnkeyatts), \
           pg_catalog.pg_get_expr(x.indpred, x.indrelid) \
         FROM pg_catalog.pg_index x \
         JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid \
         JOIN pg_catalog.pg_class c ON c.oid = x.indrelid \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE NOT x.indisprimary AND c.relname = {table} AND {here} ORDER BY i.relname"
    );
    let found = rows(interpreter, &sql, &[])?;
    Ok(found
        .iter()
        .map(|row| LiveKey {
            name: text(row, 0),
            unique: number(row, 1) != 0,
            columns: texts(row, 2),
            text: text(row, 3),
            ..LiveKey::default()
        })
        .collect())
}
