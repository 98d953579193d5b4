"""Random functions of a home-made list, on Python's own `sqlite3`.

    list_programs.py make FIRST COUNT
    list_programs.py run MODULE FILE

`make` prints a JSON object a line for the seeds FIRST, FIRST + 1, ...:

    {"seed": 7, "module": "def start(conn): ... MIGRATIONS = [...]"}

`run` runs the entries of such a module on a new SQLite file, as a runner of a list does, and
prints ``{"error": null}``.
"""

import json
import runpy
import sqlite3
import sys

from expressions import Writer, indented

HEAD = '''\
import collections, datetime, decimal, itertools, json, re, sqlite3, uuid
from decimal import Decimal

def log(conn, *what):
    conn.execute("INSERT INTO logs (what) VALUES (?)", (" | ".join(repr(one) for one in what),))

def columns(conn, table):
    return [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]

def start(conn):
    conn.execute("CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, qty INTEGER, data TEXT, made TEXT, note TEXT DEFAULT '', rate REAL, raw BLOB)")
    conn.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, item_id INTEGER, amount REAL, word VARCHAR(60) UNIQUE)")
    conn.execute("CREATE TABLE logs (id INTEGER PRIMARY KEY, what TEXT)")
    conn.executemany("INSERT INTO items (name, qty, data, made, note, rate, raw) VALUES (?, ?, ?, ?, ?, ?, ?)", [
        ("Anna Lee", 3, '{"a": 1, "b": [1, 2]}', "2024-01-31 23:59:58", "first line\\nsecond", 0.1, b"\\x00ab"),
        ("  王小明 ", 0, "[]", "2023-12-01T00:00:00", None, 1e20, None),
        ("42", -2, '{"a": "text"}', None, '{"k": [1, 2]}', -2.5, b""),
        ("it's; 50% :x", None, None, "2020-02-29", "", None, b"xyz"),
        (None, 100000, '"just text"', "2024-06-15 08:30:00", "a,b,,c", 3.0, None),
    ])
    conn.executemany("INSERT INTO orders (item_id, amount, word) VALUES (?, ?, ?)", [(n % 4 + 1, n * 1.5, f"w{n}") for n in range(1, 9)])

'''
FIELDS = {
    "id": "int",
    "name": "str",
    "qty": "int",
    "data": "str",
    "made": "str",
    "note": "str",
    "rate": "float",
    "raw": "bytes",
}
CONDITIONS = [
    "id > 1",
    "qty IS NOT NULL",
    "name LIKE '%a%'",
    "id IN (1, 3, 5)",
    "note IS NULL OR qty < 3",
    "length(name) > 3",
    "EXISTS (SELECT 1 FROM orders o WHERE o.item_id = items.id)",
    "json_valid(data)",
    "typeof(qty) = 'integer'",
]


class Function(Writer):
    def log(self, what):
        return f"log(conn, {what})"

    def select(self):
        """A query with its parameters, and the names of its columns."""
        names = self.random.sample(list(FIELDS), self.random.randint(1, 5))
        low = self.random.randint(0, 3)
        where, parameters = self.one(
            ("", ""),
            (f" WHERE {self.one(*CONDITIONS)}", ""),
            (" WHERE id > ?", f", ({low},)"),
            (" WHERE id >= :low", f", {{'low': {low}}}"),
        )
        return f'"SELECT {", ".join(names)} FROM items{where} ORDER BY id"{parameters}', names

    def reading(self):
        """Lines that open a loop, the row's values by kind, and the row's id, if it has one."""
        select, names = self.select()
        # What another table says is looked up at the start or row by row, as the version plans it.
        rest = ".fetchall()" if "EXISTS" in select else self.one("", ".fetchall()")
        row = self.name("row")
        style = self.one("index", "unpacked", "named", "cursor", "dict", "held")
        values = [f"{row}[{at}]" for at in range(len(names))]
        if style == "unpacked":
            values = [self.name("value") for _ in names]
            lines = [f"for {', '.join(values)}, in conn.execute({select}){rest}:"]
        elif style == "named":
            values = [f'{row}["{name}"]' for name in names]
            lines = ["conn.row_factory = sqlite3.Row", f"found = conn.execute({select}).fetchall()"]
            lines += ["conn.row_factory = None", f"for {row} in found:"]
        elif style == "dict":
            values = [f'{row}["{name}"]' for name in names]
            lines = ["cursor = conn.cursor()", f"cursor.execute({select})"]
            lines.append("heads = [one[0] for one in cursor.description]")
            lines.append(f"for {row} in [dict(zip(heads, one)) for one in cursor.fetchall()]:")
        elif style == "cursor":
            cursor = self.name("cursor")
            lines = [f"{cursor} = conn.cursor()", f"{cursor}.execute({select})"]
            rows = self.one(f"{cursor}{rest}", f"{cursor}.fetchall()", f"list({cursor})", f"{cursor}.fetchmany(3)")
            lines.append(f"for {row} in {rows}:")
        elif style == "held":
            lines = [f"fetch = conn.execute({select}).fetchone", f"for {row} in {'list(iter(fetch, None))' if rest else 'iter(fetch, None)'}:"]
        else:
            lines = [f"for {row} in conn.execute({select}){rest}:"]
            values = [self.one(value, f"{row}[{at - len(names)}]") for at, value in enumerate(values)]
        by_kind, key = {}, None
        for name, value in zip(names, values):
            by_kind.setdefault(FIELDS[name], []).append(value)
            key = value if name == "id" else key
        return lines, by_kind, key

    def value(self, name, row):
        if name == "data":
            return f"json.dumps({self.of('json', row)}, default=str)"
        if name == "made":
            return self.one("{}.isoformat()", "{}.strftime('%Y-%m-%d')", "str({})").format(self.of("moment", row))
        text = self.of(FIELDS[name], row)
        return f"({text}) % 1000000" if name == "qty" else text

    def writing(self, row, key):
        key = key or str(self.random.randint(1, 5))
        name = self.one("name", "note", "qty", "rate", "data", "made", "raw")
        value = self.value(name, row)
        word = self.of("str", row)
        return self.one(
            [f'conn.execute("UPDATE items SET {name} = ? WHERE id = ?", ({value}, {key}))'],
            [f'conn.execute("UPDATE items SET {name} = ? WHERE id = ?", ({value}, {key}))'],
            [f'conn.execute("UPDATE items SET {name} = :v WHERE id = :k", {{"v": {value}, "k": {key}}})'],
            [
                f'cursor = conn.execute("INSERT INTO orders (item_id, amount) VALUES (?, ?)", ({key}, {self.of("float", row)}))',
                "log(conn, cursor.lastrowid, cursor.rowcount)",
            ],
            [
                "try:",
                f'    conn.execute("INSERT INTO orders (item_id, word) VALUES (?, ?)", ({key}, {word}))',
                "except sqlite3.IntegrityError as error:",
                "    log(conn, str(error))",
            ],
            [f'log(conn, conn.execute("DELETE FROM orders WHERE item_id = ? AND id % 2", ({key},)).rowcount)'],
            [f'log(conn, conn.execute("SELECT count(*), sum(amount), max(word) FROM orders WHERE item_id = ?", ({key},)).fetchone())'],
            [
                "try:",
                f'    conn.execute("UPDATE items SET {self.one("nope", "name")} = ? WHERE id = ?", ({word}, {key}))',
                "except sqlite3.OperationalError as error:",
                "    log(conn, type(error).__name__, str(error))",
            ],
            [f'log(conn, conn.execute("DELETE FROM items WHERE id > ? AND id % 2 = {self.random.randint(0, 1)}", ({key},)).rowcount)'],
            [f'conn.execute("UPDATE items SET {name} = ? WHERE id <> ?", ({value}, {key}))'],
            [f"log(conn, {self.any(row)}, {self.any(row)})"],
            [f"log(conn, {self.any(row)}, {self.any(row)})"],
        )

    def many(self, name, row, key):
        """How to gather sets of parameters, and a statement that takes them."""
        text, number = self.of("str", row), self.of("int", row)
        gathered, sql = self.one(
            (f"{name}.append(({text}, {key}))", "UPDATE items SET note = ? WHERE id = ?"),
            (f"{name}.append({{'n': {text}, 'q': {number} % 1000}})", "UPDATE items SET name = :n WHERE qty = :q"),
            (f"{name}.append(({text}, {number} % 1000))", "INSERT INTO orders (item_id, amount) SELECT qty, ?2 FROM items WHERE name = ?1"),
        )
        return gathered, [f'conn.executemany("{sql}", {name})']

    def single(self):
        column = self.name("added")
        return self.one(
            [
                f"if '{column}' not in columns(conn, 'items'):",
                f"    conn.execute(\"ALTER TABLE items ADD COLUMN {column} {self.one('TEXT', 'INTEGER DEFAULT 0', 'BLOB')}\")",
                f"    conn.execute(\"UPDATE items SET {column} = {self.one('name', 'id * 2', 'upper(note)', 'coalesce(qty, 7)')}\")",
            ],
            ["log(conn, columns(conn, 'items'), conn.execute('SELECT count(*) FROM items').fetchone()[0])"],
            [
                "conn.executescript('''CREATE TABLE IF NOT EXISTS extra (id INTEGER PRIMARY KEY, v TEXT);"
                " INSERT INTO extra (v) SELECT name FROM items WHERE name IS NOT NULL;''')",
                "log(conn, conn.execute('SELECT count(*) FROM extra').fetchall())",
            ],
            [
                "try:",
                "    conn.execute('SELECT nope FROM items')",
                "except sqlite3.Error as error:",
                "    log(conn, error.args, isinstance(error, sqlite3.OperationalError))",
            ],
            [f"conn.executemany('UPDATE items SET note = ? WHERE id = ?', [({self.of('str', {})} + str(n), n) for n in range(1, 4)])"],
            ["log(conn, conn.execute('SELECT id, name FROM items ORDER BY id').fetchmany(2), conn.in_transaction)"],
            ["conn.commit()"],
            [
                f"row = conn.execute('SELECT id, name, rate FROM items WHERE id = ?', ({self.random.randint(1, 7)},)).fetchone()",
                "log(conn, row is None, row and row[1:])",
            ],
        )


def module(seed):
    body = indented(Function(seed).body())
    entries = "MIGRATIONS = [\n    ('001', 'start', start),\n    ('002', 'change', change),\n]\n"
    return HEAD + "def change(conn):\n" + "\n".join(body) + "\n\n" + entries


def run(path, file):
    connection = sqlite3.connect(file)
    error = None
    try:
        for _, _, function in runpy.run_path(path)["MIGRATIONS"]:
            function(connection)
            connection.commit()
    except Exception as raised:
        error = f"{type(raised).__name__}: {raised}"
    print(json.dumps({"error": error}))


def main():
    if sys.argv[1] == "run":
        return run(*sys.argv[2:])
    first, count = int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, first + count):
        print(json.dumps({"seed": seed, "module": module(seed)}))


if __name__ == "__main__":
    main()
