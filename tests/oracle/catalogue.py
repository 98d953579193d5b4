"""Prints the whole catalogue of a database as JSON, in a stable order.

    catalogue.py URL [--without TABLE ...] [--sql]

Per table: columns in order (type, nullability, default), primary key, uniques,
foreign keys with their options, checks, indexes (unique, columns, predicate),
all with names and sorted by them; views, triggers and, on PostgreSQL, types and
sequences. Two databases are the same when the outputs are. ``--sql`` adds the
``CREATE`` texts of SQLite, which differ after a rebuild even where nothing
else does.
"""

import argparse
import json
import os
import re
import sqlite3
import sys

import sqlalchemy as sa


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip() if text else text


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def by_name(items):
    return sorted(items, key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True, default=str))


def reflected(inspector, table):
    """What SQLAlchemy says: the names and options that a PRAGMA does not know."""
    primary = inspector.get_pk_constraint(table)
    return {
        "primary_key": {"name": primary.get("name"), "columns": primary.get("constrained_columns", [])},
        "uniques": by_name(
            {"name": unique["name"], "columns": unique["column_names"]} for unique in inspector.get_unique_constraints(table)
        ),
        "foreign_keys": by_name(
            {
                "name": key["name"],
                "columns": key["constrained_columns"],
                "table": key["referred_table"],
                "referred": key["referred_columns"],
                "options": key.get("options", {}),
            }
            for key in inspector.get_foreign_keys(table)
        ),
        "checks": by_name(
            {"name": check["name"], "condition": squeeze(check["sqltext"])} for check in inspector.get_check_constraints(table)
        ),
    }


def sqlite_index(connection, name, unique, origin, sql):
    columns = [
        {"column": row[2], "descending": bool(row[3]), "collation": row[4]}
        for row in connection.execute(f"PRAGMA index_xinfo({quote(name)})")
        if row[5]
    ]
    predicate = re.search(r"\bWHERE\b(.*)$", sql or "", re.I | re.S)
    index = {
        # The number in an automatic index's name says only which came first.
        "name": None if origin != "c" else name,
        "origin": origin,
        "unique": bool(unique),
        "columns": columns,
        "where": squeeze(predicate.group(1)) if predicate else None,
    }
    if any(column["column"] is None for column in columns):
        index["expression"] = squeeze(sql)
    return index


def sqlite_catalogue(url, without, with_sql):
    path = os.path.abspath(url.database)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(f"file:{path}?mode=ro", uri=True))
    inspector = sa.inspect(engine)
    sql_of = dict(connection.execute("SELECT name, sql FROM sqlite_master"))
    flags = {
        row[1]: {"without_rowid": bool(row[4]), "strict": bool(row[5])}
        for row in connection.execute("PRAGMA table_list")
        if row[0] == "main"
    }
    tables = {}
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for name in names:
        if name.startswith("sqlite_") or name in without:
            continue
        table = {
            "columns": [
                {"name": row[1], "type": row[2], "not_null": bool(row[3]), "default": row[4], "key": row[5], "hidden": row[6]}
                for row in connection.execute(f"PRAGMA table_xinfo({quote(name)})")
            ],
            **reflected(inspector, name),
            "indexes": by_name(
                sqlite_index(connection, row[1], row[2], row[3], sql_of.get(row[1]))
                for row in connection.execute(f"PRAGMA index_list({quote(name)})")
            ),
            "autoincrement": bool(re.search(r"\bAUTOINCREMENT\b", sql_of[name], re.I)),
            **flags.get(name, {}),
        }
        if with_sql:
            table["sql"] = sql_of[name]
        tables[name] = table
    others = {
        kind + "s": {
            name: squeeze(sql)
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = ? ORDER BY name", (kind,))
        }
        for kind in ("view", "trigger")
    }
    engine.dispose()
    connection.close()
    return {"dialect": "sqlite", "tables": tables, **others}


POSTGRES_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
       a.attidentity::text, a.attgenerated::text, co.collname, col_description(a.attrelid, a.attnum)
FROM pg_attribute a
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation AND co.collname <> 'default'
WHERE a.attrelid = %(oid)s AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""
POSTGRES_CONSTRAINTS = """
SELECT conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %(oid)s AND contype <> 'n' ORDER BY conname
"""
POSTGRES_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisunique, i.indisvalid
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %(oid)s ORDER BY c.relname
"""
POSTGRES_TRIGGERS = """
SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger
WHERE tgrelid = %(oid)s AND NOT tgisinternal ORDER BY tgname
"""
POSTGRES_ENUMS = """
SELECT t.typname, array_agg(e.enumlabel ORDER BY e.enumsortorder)::text[]
FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname ORDER BY t.typname
"""
POSTGRES_SEQUENCES = """
SELECT s.relname, format_type(q.seqtypid, NULL), t.relname, a.attname
FROM pg_class s JOIN pg_sequence q ON q.seqrelid = s.oid
LEFT JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
LEFT JOIN pg_class t ON t.oid = d.refobjid
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
ORDER BY s.relname
"""


def postgres_catalogue(url, without):
    engine = sa.create_engine(url)
    inspector = sa.inspect(engine)
    tables = {}
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT c.relname, c.oid, obj_description(c.oid, 'pg_class') FROM pg_class c "
            "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname"
        ).all()
        for name, oid, comment in found:
            if name in without:
                continue

            def ask(query):
                return connection.exec_driver_sql(query, {"oid": oid}).all()

            keys = ("name", "type", "not_null", "default", "identity", "generated", "collation", "comment")
            tables[name] = {
                "columns": [dict(zip(keys, row)) for row in ask(POSTGRES_COLUMNS)],
                **reflected(inspector, name),
                "constraints": [list(row) for row in ask(POSTGRES_CONSTRAINTS)],
                "indexes": [dict(zip(("name", "definition", "unique", "valid"), row)) for row in ask(POSTGRES_INDEXES)],
                "triggers": [list(row) for row in ask(POSTGRES_TRIGGERS)],
                "comment": comment,
            }
        others = {
            "views": {name: squeeze(inspector.get_view_definition(name)) for name in sorted(inspector.get_view_names())},
            "enums": {name: labels for name, labels in connection.exec_driver_sql(POSTGRES_ENUMS)},
            "sequences": [list(row) for row in connection.exec_driver_sql(POSTGRES_SEQUENCES) if row[2] not in without],
        }
    engine.dispose()
    return {"dialect": "postgres", "tables": tables, **others}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--sql", action="store_true")
    arguments = parser.parse_args()
    url = sa.make_url(arguments.url)
    if url.get_backend_name() == "sqlite":
        result = sqlite_catalogue(url, arguments.without, arguments.sql)
    else:
        result = postgres_catalogue(url, arguments.without)
    print(json.dumps(result, ensure_ascii=False, indent=1, default=str))


if __name__ == "__main__":
    sys.exit(main())
