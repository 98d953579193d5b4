//! Schema and rows of a database as text, without what differs from run to run.

use bridge::database::{Connection, Value};

/// Columns of bridge's own tables and the ledgers that do not differ from run to run.
const STABLE: [(&str, &str); 5] = [
    (
        "bridge_version",
        "revision, \"position\", lane, \"database\", message, checksum, state, bridge_version",
    ),
    ("bridge_setting", "name"),
    ("bridge_witness", "''"),
    ("schema_migrations", "version, description"),
    ("sqlite_sequence", "name"),
];

pub(crate) fn picture(connection: &mut dyn Connection, text: &mut String) {
    let catalogue: &[&str] = match connection.dialect() {
        bridge_importers::Dialect::Postgres => &[
            "SELECT table_name || '.' || column_name || ' ' || data_type || coalesce(character_maximum_length::text, '') || ' ' || is_nullable || ' ' || coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
            "SELECT pg_get_indexdef(indexrelid) || ' ' || indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1",
        ],
        _ => &[
            "SELECT type || ' ' || tbl_name || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1",
        ],
    };
    for sql in catalogue {
        let rows = connection.query(sql, &[]).expect("the catalogue answers");
        for line in rows.texts() {
            text.push_str(&line.replace('\n', " "));
            text.push('\n');
        }
    }
    if connection.dialect() == bridge_importers::Dialect::Sqlite {
        let number = connection.user_version().expect("the file has a header");
        text.push_str(&format!("user_version {number}\n"));
    }
    let tables = connection.tables().expect("the catalogue answers");
    for table in tables {
        let columns = STABLE
            .iter()
            .find(|(name, _)| *name == table.name)
            .map_or("*", |(_, columns)| columns);
        if columns == "''" {
            continue;
        }
        let rows = connection
            .query(&format!("SELECT {columns} FROM \"{}\"", table.name), &[])
            .expect("the table answers");
        let mut lines: Vec<String> = rows
            .rows
            .iter()
            .map(|row| {
                let row: Vec<String> = row.iter().map(said).collect();
                format!("{}: {}\n", table.name, row.join(" | "))
            })
            .collect();
        lines.sort();
        text.extend(lines);
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}
