"""Random revisions that read rows and write what they compute from them.

    data_programs.py FIRST COUNT

Prints a JSON object a line for the seeds FIRST, FIRST + 1, ...:

    {"seed": 7, "base": "def upgrade(): ...", "revision": "def upgrade(): ..."}

``base`` makes tables with rows. What ``revision`` computes it writes into the
rows, or with `repr` into the table ``logs``.
"""

import json
import sys

from expressions import Writer, indented

HEAD = '''\
import collections, datetime, decimal, itertools, json, re, uuid
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

TYPES = {
    'id': sa.Integer(), 'name': sa.String(60), 'price': sa.Numeric(10, 2), 'qty': sa.Integer(), 'data': sa.JSON(),
    'active': sa.Boolean(), 'made': sa.DateTime(), 'day': sa.Date(), 'ref': sa.Uuid(),
    'kind': sa.Enum('a', 'b', 'c', name='kind'), 'note': sa.Text(), 'rate': sa.Float(), 'raw': sa.LargeBinary(),
}
items = sa.table('items', *(sa.column(name, one) for name, one in TYPES.items()))
orders = sa.table('orders', sa.column('id', sa.Integer), sa.column('item_id', sa.Integer), sa.column('amount', sa.Float), sa.column('word', sa.String))
logs = sa.table('logs', sa.column('id', sa.Integer), sa.column('what', sa.Text))

def log(*what):
    op.get_bind().execute(logs.insert().values(what=' | '.join(repr(one) for one in what)))

'''
BASE = [
    "op.create_table('items', *(sa.Column(name, one, primary_key=name == 'id') for name, one in TYPES.items()))",
    "op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True), sa.Column('item_id', sa.Integer), "
    "sa.Column('amount', sa.Float), sa.Column('word', sa.String(60)))",
    "op.create_table('logs', sa.Column('id', sa.Integer, primary_key=True), sa.Column('what', sa.Text))",
    "names = list(TYPES)",
    "op.bulk_insert(items, [dict(zip(names, row)) for row in [",
    "    (1, 'Anna Lee', Decimal('12.50'), 3, {'a': 1, 'b': [1, 2, 'x'], 'ü': None}, True, "
    "datetime.datetime(2024, 1, 31, 23, 59, 58, 123456), datetime.date(2024, 2, 29), "
    "uuid.UUID('12345678-1234-5678-1234-567812345678'), 'a', 'first line\\nsecond', 0.1, b'\\x00ab'),",
    "    (2, '  王小明 ', Decimal('0.00'), 0, [], False, datetime.datetime(2023, 12, 1), "
    "datetime.date(1999, 12, 31), None, 'b', None, 1e20, None),",
    "    (3, '42', Decimal('-7.25'), -2, {'a': 'text', 'n': {'k': 1.5}}, None, None, None, uuid.UUID(int=7), None, "
    "'{\"k\": [1, 2]}', -2.5, b''),",
    "    (4, \"it's; 50% :x\", None, None, None, True, datetime.datetime(2020, 2, 29, 12, 0), "
    "datetime.date(2020, 2, 29), None, 'c', '', None, b'xyz'),",
    "    (5, None, Decimal('99999.99'), 100000, 'just text', False, datetime.datetime(2024, 6, 15, 8, 30, 0, 5), "
    "datetime.date(2024, 6, 15), None, 'a', 'a,b,,c', 3.0, None),",
    "]])",
    "op.bulk_insert(orders, [{'item_id': n % 4 + 1, 'amount': n * 1.5, 'word': 'w%d' % n} for n in range(1, 9)])",
]
FIELDS = {
    "id": "int",
    "name": "str",
    "price": "decimal",
    "qty": "int",
    "data": "json",
    "active": "bool",
    "made": "moment",
    "day": "date",
    "ref": "uuid",
    "kind": "str",
    "note": "str",
    "rate": "float",
    "raw": "bytes",
}
COMPUTED = [
    ("(items.c.qty * 2)", "int"),
    ("sa.func.coalesce(items.c.note, '-')", "str"),
    ("sa.func.upper(items.c.name)", "str"),
    ("sa.case((items.c.qty > 1, 'many'), else_='few')", "str"),
    ("sa.literal(7)", "int"),
    ("sa.cast(items.c.qty, sa.String)", "str"),
    ("(items.c.name + '!')", "str"),
    ("sa.select(sa.func.count()).select_from(orders).where(orders.c.item_id == items.c.id).scalar_subquery()", "int"),
    ("(items.c.id > 2)", "bool"),
    ("sa.null()", "str"),
    ("sa.literal(datetime.datetime(2000, 1, 1, 2))", "moment"),
    ("(items.c.price + 1)", "decimal"),
    ("sa.func.abs(items.c.qty)", "int"),
]
CONDITIONS = [
    "items.c.id > 1",
    "items.c.qty != None",
    "items.c.name.like('%a%')",
    "items.c.kind == 'a'",
    "items.c.id.in_([1, 3, 5])",
    "sa.or_(items.c.note.is_(None), items.c.qty < 3)",
    "sa.and_(items.c.id >= 2, items.c.id < 5)",
    "items.c.price.between(0, 20)",
    "items.c.active.is_(True)",
    "items.c.made >= datetime.datetime(2020, 1, 1)",
    "sa.not_(items.c.active)",
    "sa.func.length(items.c.name) > 3",
    "sa.exists().where(orders.c.item_id == items.c.id)",
    "items.c.id.in_(sa.select(orders.c.item_id).where(orders.c.amount > 4))",
    "items.c.ref == uuid.UUID(int=7)",
    "items.c.day < datetime.date(2024, 1, 1)",
    "sa.text('qty > 1')",
    "items.c.rate > 0.05",
]
QUERIES = [
    "sa.select(sa.func.sum(items.c.qty), sa.func.max(items.c.price), sa.func.min(items.c.made), sa.func.avg(items.c.rate))",
    "sa.select(items.c.kind, sa.func.count().label('n'), sa.func.sum(items.c.price)).group_by(items.c.kind)"
    ".order_by(sa.func.count().desc(), items.c.kind.nulls_last())",
    "sa.select(items.c.name, orders.c.word, orders.c.amount)"
    ".select_from(items.join(orders, items.c.id == orders.c.item_id)).order_by(orders.c.id)",
    "sa.select(items.c.id, sa.func.count(orders.c.id))"
    ".select_from(items.outerjoin(orders, items.c.id == orders.c.item_id)).group_by(items.c.id).order_by(items.c.id)",
    "sa.union_all(sa.select(items.c.id, items.c.name), sa.select(orders.c.id, orders.c.word)).order_by('id', 'name')",
    "sa.select(sa.distinct(orders.c.item_id)).order_by(orders.c.item_id)",
    "sa.select(items.c.id, sa.func.row_number().over(order_by=items.c.id.desc())).order_by(items.c.id)",
]
# What fits into a column.
LIMITS = {"name": "({})[:50]", "qty": "({}) % 1000000", "price": "({}) % 100000"}
WRITTEN = [name for name in FIELDS if name not in ("id", "kind")]


class Revision(Writer):
    def log(self, what):
        return f"log({what})"

    def select(self):
        names = self.random.sample(list(FIELDS), self.random.randint(1, 6))
        fields = [(name, FIELDS[name]) for name in names]
        columns = [f"items.c.{name}" for name in names]
        if self.chance(0.3):
            expression, kind = self.one(*COMPUTED)
            label = self.name("computed")
            columns.append(f"{expression}.label('{label}')")
            fields.append((label, kind))
        where = f".where({self.one(*CONDITIONS)})" if self.chance(0.5) else ""
        limit = ".limit(2)" if self.chance(0.12) else ""
        order = self.one("items.c.id", "items.c.id", "items.c.id.desc()")
        return f"sa.select({', '.join(columns)}){where}{limit}.order_by({order})", fields

    def reading(self):
        """Lines that open a loop, the row's values by kind, and the row's id, if it has one."""
        select, fields = self.select()
        row = self.name("row")
        style = self.one("attribute", "index", "unpacked", "mapping", "dict", "text", "list", "keys")
        # SQLite reads on while the loop writes, unless all rows are fetched first.
        rows = f"bind.execute({select}){self.one('', '', '.fetchall()', '.all()')}"
        if style == "text":
            names = self.random.sample(["id", "name", "qty", "note", "rate"], 3)
            fields = [(name, FIELDS[name]) for name in names]
            text = f"sa.text('SELECT {', '.join(names)} FROM items WHERE id > :low ORDER BY id')"
            lines = [f"for {row} in bind.execute({text}, {{'low': {self.random.randint(0, 3)}}}){self.one('', '.fetchall()')}:"]
            values = [self.one(f"{row}.{name}", f"{row}[{at}]") for at, name in enumerate(names)]
        elif style == "unpacked":
            values = [self.name("value") for _ in fields]
            lines = [f"for {', '.join(values)}, in {rows}:"]
        elif style == "mapping":
            lines = [f"for {row} in bind.execute({select}).mappings(){self.one('', '.all()')}:"]
            values = [self.one(f"{row}['{name}']", f"{row}.get('{name}')") for name, _ in fields]
        elif style == "dict":
            lines = [f"for {row} in [{self.one('dict(one._mapping)', 'one._asdict()')} for one in {rows}]:"]
            values = [f"{row}['{name}']" for name, _ in fields]
        elif style == "list":
            lines = [f"for at, {row} in enumerate({rows}{self.one('', '[1:]', '[::-1]')}):"]
            values = [f"{row}[{at}]" for at in range(len(fields))]
        elif style == "keys":
            result = self.name("result")
            lines = [f"{result} = bind.execute({select})"]
            lines.append(f"for {row} in [dict(zip({result}.keys(), one)) for one in {result}.all()]:")
            values = [f"{row}['{name}']" for name, _ in fields]
        else:
            lines = [f"for {row} in {rows}:"]
            count = len(fields)
            values = [
                f"{row}.{name}" if style == "attribute" else self.one(f"{row}[{at}]", f"{row}[{at - count}]")
                for at, (name, _) in enumerate(fields)
            ]
        by_kind, key = {}, None
        for (name, kind), value in zip(fields, values):
            by_kind.setdefault(kind, []).append(value)
            key = value if name == "id" else key
        return lines, by_kind, key

    def value(self, name, row):
        return LIMITS.get(name, "{}").format(self.of(FIELDS[name], row))

    def writing(self, row, key):
        key = key or str(self.random.randint(1, 5))
        names = self.random.sample(WRITTEN, self.random.randint(1, 2))
        name = self.one("name", "note", "qty", "rate")
        amount = f"{self.of('float', row)} % 1000 + 0.0625"
        word = f"({self.of('str', row)})[:50]"
        keywords = ", ".join(f"{name}={self.value(name, row)}" for name in names)
        pairs = ", ".join(f"'{name}': {self.value(name, row)}" for name in names)
        return self.one(
            [f"bind.execute(items.update().where(items.c.id == {key}).values({keywords}))"],
            [f"bind.execute(items.update().where(items.c.id == {key}).values({keywords}))"],
            [f"op.execute(sa.update(items).where(items.c.id == {key}).values({{{pairs}}}))"],
            [f"bind.execute(sa.text('UPDATE items SET {name} = :v WHERE id = :k'), {{'v': {self.value(name, row)}, 'k': {key}}})"],
            [f"bind.execute(orders.insert(), {{'item_id': {key}, 'amount': {amount}, 'word': {word}}})"],
            [f"bind.execute(sa.insert(orders).values(item_id={key}, word={word}))"],
            [f"log(bind.execute(orders.delete().where(orders.c.item_id == {key})).rowcount)"],
            [f"log(bind.execute(items.update().where(items.c.id == {key}).values(qty=items.c.qty + {self.of('int', row)} % 1000)).rowcount)"],
            [f"log(bind.scalar(sa.select(sa.func.count()).select_from(orders).where(orders.c.item_id == {key})))"],
            [f"log(bind.execute(sa.insert(orders).values(item_id={key}, amount={amount}).returning(orders.c.id, orders.c.amount)).fetchall())"],
            [
                f"bind.execute(orders.delete().where(orders.c.item_id > {key}))",
                f"log(bind.execute(items.delete().where(items.c.id > {key}, items.c.id % 2 == {self.random.randint(0, 1)})).rowcount)",
            ],
            [f"bind.execute(items.update().where(items.c.id != {key}).values(qty=items.c.qty + 1, note={self.value('note', row)}))"],
            [f"log({self.any(row)}, {self.any(row)})"],
            [f"log({self.any(row)}, {self.any(row)})"],
        )

    def many(self, name, row, key):
        """How to gather sets of parameters, and a statement that takes them."""
        text = f"({self.of('str', row)})[:50]"
        order = f"{name}.append({{'item_id': {self.of('int', row)} % 4 + 1, 'word': {text}}})"
        change = f"{name}.append({{'k': {key}, 'v': {text}}})"
        gathered, call = self.one(
            (order, f"bind.execute(orders.insert(), {name})"),
            (order, f"op.bulk_insert(orders, {name})"),
            (order, f"bind.execute(sa.insert(orders).values({name}))"),
            (change, f"bind.execute(items.update().where(items.c.id == sa.bindparam('k')).values(name=sa.bindparam('v')), {name})"),
            (change, f"bind.execute(sa.text('UPDATE items SET note = :v WHERE id = :k'), {name})"),
        )
        return gathered, [f"if {name}:", "    " + call]

    def single(self):
        """A result that is read in one of the other ways."""
        if self.chance(0.4):
            return [f"log(bind.execute({self.one(*QUERIES)}){self.one('.all()', '.first()', '.mappings().all()')})"]
        select, _ = self.select()
        result = f"bind.execute({select})"
        if self.chance(0.2):
            return [
                "try:",
                f"    log({result}{self.one('.one()', '.one_or_none()', '.scalar_one_or_none()')})",
                "except sa.exc.SQLAlchemyError as error:",
                "    log(type(error).__name__, str(error))",
            ]
        read = self.one(
            "list({}.keys())",
            "{}.first()",
            "{}.fetchone()",
            "{}.scalar()",
            "{}.scalars().all()",
            "{}.scalars().first()",
            "{}.mappings().first()",
            "{}.fetchmany(2)",
            "{}.scalars().unique().all()",
            "{}.columns(0).all()",
            "{}.returns_rows",
            "{}.scalars().fetchmany(1)",
            "[list(part) for part in {}.partitions(2)]",
        )
        return [f"log({read.format(result)})"]


def revision(lines):
    return HEAD + "def upgrade():\n" + "\n".join(indented(lines)) + "\n\ndef downgrade():\n    pass\n"


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        lines = ["bind = op.get_bind()", *Revision(seed).body()]
        print(json.dumps({"seed": seed, "base": revision(BASE), "revision": revision(lines)}))


if __name__ == "__main__":
    main()
