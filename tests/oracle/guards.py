"""Random revisions that ask the catalogue before they change it.

    guards.py sqlite|postgres FIRST COUNT

Prints a JSON object a line for the seeds FIRST, FIRST + 1, ...:

    {"seed": 7, "base": "def upgrade(): ...", "guarded": "def upgrade(): ..."}

``base`` lays out some of the tables; ``guarded`` changes them behind conditions,
in loops and in ``try``, with one or two inspectors, with answers that it keeps
in variables and asks again later.
"""

import json
import sys

from chances import Chances

TABLES = ["users", "posts", "tags", "日志"]
COLUMNS = ["name", "age", "kind", "note"]
INDEXES = ["ix_a", "ix_b", "ix_c"]
DEPTH = 2

HEAD = """\
import sqlalchemy as sa
from alembic import op

def has_column(inspector, table, column):
    return inspector.has_table(table) and column in {one['name'] for one in inspector.get_columns(table)}

def has_index(inspector, table, name):
    if table not in inspector.get_table_names():
        return False
    return name in [one['name'] for one in inspector.get_indexes(table)]

def is_there(inspector, table):
    try:
        inspector.get_columns(table)
    except sa.exc.NoSuchTableError:
        return False
    return True

def lacks(inspector, table, column):
    try:
        return column not in {one['name'] for one in inspector.get_columns(table)}
    except Exception:
        return False

def reflected(table):
    try:
        return sa.Table(table, sa.MetaData(), autoload_with=op.get_bind())
    except sa.exc.NoSuchTableError:
        return None

def upgrade():
"""
OPENING = ["bind = op.get_bind()", "inspector = sa.inspect(bind)", "tables = inspector.get_table_names()"]


def indented(lines):
    return ["    " + line for line in lines]


def revision(lines):
    return HEAD + "".join(line + "\n" for line in indented(lines)) + "\ndef downgrade():\n    pass\n"


class Writer(Chances):
    def __init__(self, dialect, seed):
        super().__init__(seed)
        self.postgres = dialect == "postgres"
        self.flags = []
        self.inspectors = ["inspector", "sa.inspect(bind)"]

    def table(self):
        return self.random.choice(TABLES)

    def column(self):
        return self.random.choice(COLUMNS)

    def inspector(self):
        return self.random.choice(self.inspectors)

    def base(self):
        lines = []
        for table in TABLES:
            if not self.chance(0.6):
                continue
            columns = [column for column in COLUMNS if self.chance(0.5)]
            written = "".join(f", sa.Column('{column}', sa.Text())" for column in columns)
            lines.append(f"op.create_table('{table}', sa.Column('id', sa.Integer(), primary_key=True){written})")
            for column, name in zip(columns, INDEXES):
                if self.chance(0.3):
                    lines.append(f"op.create_index('{name}_{table}', '{table}', ['{column}'])")
        return lines or ["pass"]

    def question(self, deep=0):
        """A condition on the catalogue."""
        table, inspector = self.table(), self.inspector()
        ask = self.one(
            f"{inspector}.has_table('{table}')",
            f"{inspector}.has_table('{table}')",
            f"'{table}' in {inspector}.get_table_names()",
            f"'{table}' not in tables",
            f"has_column({inspector}, '{table}', '{self.column()}')",
            f"{inspector}.has_table('{table}') and '{self.column()}' in [c['name'] for c in {inspector}.get_columns('{table}')]",
            f"{inspector}.has_table('{table}') and any(i['name'] == '{self.one(*INDEXES)}_{table}' for i in {inspector}.get_indexes('{table}'))",
            f"len({inspector}.get_table_names()) {self.one('>', '<', '==')} {self.random.randint(0, 4)}",
            f"{{'{table}', '{self.table()}'}} <= set({inspector}.get_table_names())",
            f"is_there({inspector}, '{table}')",
            f"lacks({inspector}, '{table}', '{self.column()}')",
            f"reflected('{table}') is None",
        )
        if self.flags and self.chance(0.15):
            ask = self.one(*self.flags)
        elif deep < DEPTH and self.chance(0.16):
            ask = f"({self.question(deep + 1)} {self.one('and', 'or')} {self.question(deep + 1)})"
        return f"not ({ask})" if self.chance(0.3) else ask

    def change(self):
        """A change that may fail."""
        table, column, index = self.table(), self.column(), self.one(*INDEXES)
        return self.one(
            f"op.create_table('{table}', sa.Column('id', sa.Integer, primary_key=True), sa.Column('{column}', sa.Text))",
            f"op.add_column('{table}', sa.Column('{column}', sa.String(20)))",
            f"op.create_index('{index}_{table}', '{table}', ['{column}'])",
            f"op.drop_index('{index}_{table}', table_name='{table}')",
            f"op.drop_table('{table}')",
            f"op.rename_table('{table}', '{self.table()}')",
            f"op.execute(\"UPDATE {table} SET {column} = 'x'\")",
            f"op.drop_column('{table}', '{column}')",
        )

    def attempt(self):
        caught = self.one("Exception", "sa.exc.OperationalError", "(sa.exc.OperationalError, sa.exc.ProgrammingError)")
        return ["try:", "    " + self.change(), f"except {caught}:", "    pass"]

    def looked(self):
        """A look at a table that may be missing, in a `try`."""
        table, column, inspector = self.table(), self.column(), self.inspector()
        look = self.one(
            f"columns = [one['name'] for one in {inspector}.get_columns('{table}')]",
            f"{inspector}.{self.one('get_indexes', 'get_pk_constraint', 'get_foreign_keys')}('{table}')",
            f"sa.Table('{table}', sa.MetaData(), autoload_with=bind)",
        )
        body = [look]
        if look.startswith("columns"):
            body += [f"if '{column}' not in columns:", f"    op.add_column('{table}', sa.Column('{column}', sa.Text()))"]
        elif self.chance(0.5) and not self.postgres:
            # There a failure that is caught ends Alembic's run all the same.
            body.append(self.change())
        handler = self.one(
            ["pass"],
            [f"op.create_table('{table}', sa.Column('id', sa.Integer, primary_key=True))"],
            [self.change()],
        )
        caught = self.one("sa.exc.NoSuchTableError", "Exception", "sa.exc.SQLAlchemyError")
        lines = ["try:", *indented(body), f"except {caught}:", *indented(handler)]
        if self.chance(0.3):
            lines += ["else:", "    " + self.change()]
        return lines

    def constraint(self):
        """A question about constraints, which SQLite has no way to change outside a batch."""
        table, column, inspector = self.table(), self.column(), self.inspector()
        name = f"c_{table}_{column}"
        make, kind, method = self.one(
            (f"op.create_unique_constraint('{name}', '{table}', ['{column}'])", "unique", "get_unique_constraints"),
            (f"op.create_check_constraint('{name}', '{table}', 'id > 0')", "check", "get_check_constraints"),
            (f"op.create_foreign_key('{name}', '{table}', '{table}', ['id'], ['id'])", "foreignkey", "get_foreign_keys"),
        )
        names = f"[one['name'] for one in {inspector}.{method}('{table}')]"
        drop = f"op.drop_constraint('{name}', '{table}', type_='{kind}')"
        return self.one(
            [f"if has_column({inspector}, '{table}', '{column}') and '{name}' not in {names}:", "    " + make],
            [f"if {inspector}.has_table('{table}') and '{name}' in {names}:", "    " + drop],
            [
                f"if {inspector}.has_table('{table}'):",
                f"    names = {names}",
                f"    if '{name}' in names:",
                "        " + drop,
                f"    elif has_column({inspector}, '{table}', '{column}'):",
                "        " + make,
            ],
        )

    def guarded(self):
        """A change behind the question that fits it."""
        table, column, inspector = self.table(), self.column(), self.inspector()
        index = f"{self.one(*INDEXES)}_{table}"
        return self.one(
            [
                f"if not {inspector}.has_table('{table}'):",
                f"    op.create_table('{table}', sa.Column('id', sa.Integer, primary_key=True), sa.Column('{column}', sa.Text))",
            ],
            [
                f"if {inspector}.has_table('{table}') and not has_column({inspector}, '{table}', '{column}'):",
                f"    op.add_column('{table}', sa.Column('{column}', sa.String(20)))",
            ],
            [
                f"if has_column({inspector}, '{table}', '{column}') and not has_index({inspector}, '{table}', '{index}'):",
                f"    op.create_index('{index}', '{table}', ['{column}'])",
            ],
            [
                f"for index in ['ix_a_{table}', 'ix_b_{table}']:",
                f"    if has_index({inspector}, '{table}', index):",
                f"        op.drop_index(index, table_name='{table}')",
            ],
            [
                f"for index in ({inspector}.get_indexes('{table}') if {inspector}.has_table('{table}') else []):",
                f"    op.drop_index(index['name'], table_name='{table}')",
            ],
            [f"if {inspector}.has_table('{table}'):", f"    op.drop_table('{table}')"],
            self.constraint() if self.postgres else self.attempt(),
            self.looked(),
        )

    def block(self, size, depth=0):
        lines = []
        for _ in range(size):
            kind = self.random.random()
            if kind < 0.53:
                lines += self.guarded()
            elif kind < 0.56:
                lines.append(self.change())
            elif kind < 0.68:
                name = f"flag{len(self.flags)}_{depth}"
                lines.append(f"{name} = {self.question()}")
                if depth == 0:
                    self.flags.append(name)
            elif kind < 0.74 and depth == 0 and "second" not in self.inspectors:
                lines.append("second = sa.inspect(bind)")
                self.inspectors.append("second")
            elif kind < 0.76 and depth == 0:
                lines += [f"if {self.question()}:", "    return"]
            elif kind < 0.92 and depth < DEPTH:
                lines += [f"if {self.question()}:", *indented(self.block(self.random.randint(1, 2), depth + 1))]
                if self.chance(0.4):
                    lines += ["else:", *indented(self.block(self.random.randint(1, 2), depth + 1))]
            else:
                lines += [
                    "for table in ['users', '日志']:",
                    "    if inspector.has_table(table) and not has_column(inspector, table, 'kind'):",
                    "        op.add_column(table, sa.Column('kind', sa.Text))",
                ]
        return lines


def main():
    dialect, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, first + count):
        writer = Writer(dialect, seed)
        base = revision(writer.base())
        guarded = revision(OPENING + writer.block(writer.random.randint(2, 7)))
        print(json.dumps({"seed": seed, "base": base, "guarded": guarded}))


if __name__ == "__main__":
    main()
