"""Prints every row of a database as JSON, except of the tables named.

    rows.py URL [--without TABLE ...]

    {"tables": {"users": {"columns": ["id", "name"], "rows": [[1, "lin"]]}},
     "sequences": {"users_id_seq": 3}}

Rows are sorted, columns stand in the table's order. SQLite values keep their
storage class (a blob is ``{"blob": "hex"}``); PostgreSQL values are its text.
``sequences`` is ``sqlite_sequence``, or the next value of each sequence.
"""

import argparse
import json
import os
import sqlite3
import sys

import sqlalchemy as sa

os.environ["PGTZ"] = "UTC"


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def plain(value):
    return {"blob": value.hex()} if isinstance(value, bytes) else value


def in_order(rows):
    return sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))


def sqlite_rows(path, without):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    tables, sequences = {}, {}
    for name in names:
        if name == "sqlite_sequence":
            sequences = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
        if name.startswith("sqlite_") or name in without:
            continue
        cursor = connection.execute(f"SELECT * FROM {quote(name)}")
        columns = [column[0] for column in cursor.description]
        tables[name] = {"columns": columns, "rows": in_order([[plain(v) for v in row] for row in cursor])}
    connection.close()
    return {"tables": tables, "sequences": {k: sequences[k] for k in sorted(sequences) if k not in without}}


def postgres_rows(url, without):
    engine = sa.create_engine(url)
    inspector = sa.inspect(engine)
    tables, sequences = {}, {}
    with engine.connect() as connection:
        for name in sorted(inspector.get_table_names()):
            if name in without:
                continue
            columns = [column["name"] for column in inspector.get_columns(name)]
            texts = ", ".join(f"{quote(column)}::text" for column in columns)
            rows = connection.exec_driver_sql(f"SELECT {texts} FROM {quote(name)}".replace("%", "%%"))
            tables[name] = {"columns": columns, "rows": in_order([list(row) for row in rows])}
        for name in sorted(inspector.get_sequence_names()):
            last, called = connection.exec_driver_sql(
                f"SELECT last_value, is_called FROM {quote(name)}".replace("%", "%%")
            ).one()
            sequences[name] = last + 1 if called else last
    engine.dispose()
    return {"tables": tables, "sequences": sequences}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    url = sa.make_url(arguments.url)
    if url.get_backend_name() == "sqlite":
        result = sqlite_rows(os.path.abspath(url.database), arguments.without)
    else:
        result = postgres_rows(url, arguments.without)
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    sys.exit(main())
