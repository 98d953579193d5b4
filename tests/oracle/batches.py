"""Random tables, and random `batch_alter_table` blocks on them.

    batches.py FIRST COUNT

Prints a JSON object a line for the seeds FIRST, FIRST + 1, ...:

    {"seed": 7, "sql": "CREATE TABLE ...", "arguments": "recreate='always'",
     "body": "b.add_column(...)"}

``sql`` makes the table ``t``, one that it references and one that references
it, each with rows; it is what Alembic's own ``create_table`` writes.
"""

import io
import json
import sys

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from chances import Chances

# A type, and values that a column of it holds.
TYPES = {
    "sa.Integer()": ["1", "-7", "0"],
    "sa.BigInteger()": ["4294967296", "12"],
    "sa.String(20)": ["'a'", "'名'", "'it''s'", "''"],
    "sa.Text()": ["'long text'", "'2'", "'  '"],
    "sa.Boolean()": ["0", "1"],
    "sa.Numeric(10, 2)": ["1.25", "-3", "10.5"],
    "sa.Float()": ["0.5", "1e10"],
    "sa.JSON()": ["'{\"a\": 1}'", "'[]'", "'null'"],
    "sa.LargeBinary()": ["x'6100'", "x''"],
    "sa.Enum('a', 'b', name='kind')": ["'a'", "'b'"],
    "sa.Enum('x', 'y', name='{}', native_enum=False, create_constraint=True)": ["'x'", "'y'"],
    "sa.Boolean(create_constraint=True, name='{}')": ["0", "1"],
    "sa.Uuid()": ["'0123456789abcdef0123456789abcdef'"],
}
# A value is not cast to these.
DATES = {
    "sa.DateTime()": ["'2024-01-02 03:04:05.000000'"],
    "sa.Date()": ["'2024-01-02'"],
    "sa.Interval()": ["'1970-01-02 00:00:00.000000'"],
}
DEFAULTS = [
    "'x'",
    "sa.text('0')",
    "sa.text('(1 + 2)')",
    "sa.func.now()",
    "sa.false()",
    "\"it's\"",
    "sa.text('CURRENT_TIMESTAMP')",
    "'5'",
    "sa.text(\"'引'\")",
]
# Of columns that are added to rows: the same at any time, and no expression.
CONSTANT = [one for one in DEFAULTS if "now" not in one and "+" not in one and "TIMESTAMP" not in one]
# SQLite reads a quoted name that is no column's as text.
QUOTED = ["Y", "数", "order"]
NAMES = ["name", "kind", "x", "Y", "数", "order", "amount", "word"]


class Writer(Chances):
    def __init__(self, seed):
        super().__init__(seed)
        self.checks = 0
        self.made = 0
        self.columns = {}
        # Those that a new constraint or index names: what is renamed or dropped is another.
        self.used = set()
        self.key = ["id"]
        self.indexes, self.uniques, self.named_checks, self.foreign_keys = [], [], [], []

    def data_type(self, dates=True):
        kind = self.one(*TYPES, *(DATES if dates else ()))
        if "{}" in kind:
            self.checks += 1
        return kind, kind.format(f"ck_type{self.checks}")

    def column(self, name, filled=False):
        """The text of a column; one that is added to rows has a value for them."""
        kind, written = self.data_type()
        arguments = [repr(name), written]
        needed = self.chance(0.35)
        if (filled and needed) or self.chance(0.3):
            arguments.append("server_default=" + self.one(*(CONSTANT if filled else DEFAULTS)))
        if needed:
            arguments.append("nullable=False")
        if self.chance(0.08):
            arguments.append("comment='c'")
        return kind, needed, f"sa.Column({', '.join(arguments)})"

    def table(self):
        """Calls that make the table, and the texts of its rows."""
        key = self.one("integer", "integer", "integer", "text", "two", "autoincrement")
        constraints, table_arguments = [], []
        columns = ["sa.Column('id', sa.Integer(), primary_key=True)"]
        if key == "text":
            columns = ["sa.Column('id', sa.String(10), nullable=False)"]
            constraints.append("sa.PrimaryKeyConstraint('id', name='pk_t')")
        elif key == "two":
            columns = [f"sa.Column('{name}', sa.Integer(), nullable=False)" for name in ("id", "id2")]
            constraints.append("sa.PrimaryKeyConstraint('id', 'id2')")
            self.key = ["id", "id2"]
        elif key == "autoincrement":
            table_arguments.append("sqlite_autoincrement=True")
        for name in self.random.sample(NAMES, self.random.randint(3, 6)):
            kind, needed, text = self.column(name)
            self.columns[name] = (kind, needed)
            columns.append(text)
        names = list(self.columns)
        if self.chance(0.5):
            self.uniques.append("uq_1")
            constraints.append(f"sa.UniqueConstraint('id', {self.one(*names)!r}, name='uq_1')")
        if self.chance(0.4):
            self.named_checks.append("ck_1")
            checked = self.one(*(name for name in [*names, "id"] if name not in QUOTED))
            check = self.one(f"sa.column({checked!r}) != 'bad'", "'id > 0 OR id IS NULL'")
            constraints.append(f"sa.CheckConstraint({check}, name='ck_1')")
        if self.chance(0.45):
            self.foreign_keys.append("fk_1")
            columns.append("sa.Column('p1', sa.Integer())")
            options = self.one(
                "", ", ondelete='CASCADE'", ", ondelete='SET NULL', onupdate='CASCADE'", ", deferrable=True, initially='DEFERRED'"
            )
            constraints.append(f"sa.ForeignKeyConstraint(['p1'], ['parent.id'], name='fk_1'{options})")
            self.columns["p1"] = (None, False)
        if self.chance(0.25):
            columns.append("sa.Column('p2', sa.Integer(), sa.ForeignKey('parent.id'))")
            self.columns["p2"] = (None, False)
        calls = [
            "op.create_table('parent', sa.Column('id', sa.Integer(), primary_key=True))",
            f"op.create_table('t', {', '.join(columns + constraints + table_arguments)})",
        ]
        if len(self.key) == 1:
            calls.append(
                "op.create_table('child', sa.Column('id', sa.Integer(), primary_key=True), "
                "sa.Column('t_id', sa.Integer(), sa.ForeignKey('t.id', ondelete='CASCADE')))"
            )
        if self.chance(0.6):
            self.indexes.append("ix_1")
            options = self.one("", "", ", sqlite_where=sa.text('id > 1')")
            calls.append(f"op.create_index('ix_1', 't', [{self.one(*self.columns)!r}]{options})")
        return calls

    def value(self, name):
        kind, needed = self.columns[name]
        if not needed and self.chance(0.3):
            return "NULL"
        return self.one("1", "2") if kind is None else self.one(*{**TYPES, **DATES}[kind])

    def rows(self):
        names = self.key + list(self.columns)
        written = ", ".join(f'"{name}"' for name in names)
        rows = [", ".join([str(at)] * len(self.key) + [self.value(name) for name in self.columns]) for at in (1, 2, 7)]
        yield "INSERT INTO parent VALUES (1), (2)"
        for row in rows:
            yield f"INSERT INTO t ({written}) VALUES ({row})"
        if len(self.key) == 1:
            yield "INSERT INTO child SELECT id, id FROM t"

    def stays(self, name):
        checked = "create_constraint" in (self.columns[name][0] or "")
        return name in self.used or (checked and name in QUOTED)

    def alteration(self, name):
        keywords = []
        if self.chance(0.4) and self.columns.get(name, (None,))[0] not in DATES:
            keywords.append("type_=" + self.data_type(dates=False)[1])
        if self.chance(0.25):
            keywords.append("nullable=True")
        if self.chance(0.3):
            keywords.append("server_default=" + self.one(*DEFAULTS, "None", "None"))
        if self.chance(0.2) and not self.stays(name):
            keywords.append(f"new_column_name='renamed{self.made}'")
            del self.columns[name]
        if self.chance(0.1):
            keywords.append("comment='k'")
        return f"b.alter_column({name!r}, {', '.join(keywords or ['nullable=True'])})"

    def change(self):
        names = list(self.columns)
        self.made += 1
        kind = self.random.random()
        if kind < 0.22 or len(names) < 2:
            place = self.one("", "", f", insert_after={self.one(*names, 'id')!r}", f", insert_before={self.one(*names, 'id')!r}")
            return f"b.add_column({self.column(f'new{self.made}', filled=True)[2]}{place})"
        name = self.one(*names)
        if kind < 0.37:
            if self.stays(name):
                return self.change()
            del self.columns[name]
            return f"b.drop_column({name!r})"
        if kind < 0.67:
            return self.alteration(name)
        self.used.add(name)
        if kind < 0.76:
            return f"b.create_index('ix_new{self.made}', [{name!r}])"
        if kind < 0.81 and self.indexes:
            return f"b.drop_index({self.indexes.pop()!r})"
        if kind < 0.87:
            return f"b.create_unique_constraint('uq_new{self.made}', ['id', {name!r}])"
        lists = [("unique", self.uniques), ("check", self.named_checks), ("foreignkey", self.foreign_keys)]
        lists = [one for one in lists if one[1]]
        if kind < 0.95 and lists:
            constraint, there = self.one(*lists)
            return f"b.drop_constraint({there.pop()!r}, type_={constraint!r})"
        return f"b.create_check_constraint('ck_new{self.made}', sa.column({name!r}) != 'w')"


def sql_of(calls):
    """What Alembic writes for these calls, offline."""
    output = io.StringIO()
    context = MigrationContext.configure(dialect_name="sqlite", opts={"as_sql": True, "output_buffer": output})
    with Operations.context(context) as op:
        for call in calls:
            eval(call, {"op": op, "sa": sa})
    return output.getvalue()


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        writer = Writer(seed)
        calls = writer.table()
        sql = sql_of(calls) + "".join(f"{row};\n" for row in writer.rows())
        body = "\n".join(writer.change() for _ in range(writer.random.randint(1, 5)))
        arguments = writer.one("", "", "recreate='always'", "recreate='always'")
        print(json.dumps({"seed": seed, "sql": sql, "arguments": arguments, "body": body}, ensure_ascii=False))


if __name__ == "__main__":
    main()
