# ---
TABLES = {"users": ["a", "b"], "orders": ["c"]}
for table, cols in TABLES.items():
    for col in cols:
        op.add_column(table, sa.Column(col, sa.Integer(), nullable=True))
        op.create_index(op.f(f"ix_{table}_{col}"), table, [col], unique=col == "a")
# ---
def audit(table):
    return [sa.Column("created_by", sa.Integer, sa.ForeignKey(f"{table}.id")), sa.Column("created_at", sa.DateTime, server_default=sa.func.now())]
op.create_table("x", sa.Column("id", sa.Integer, primary_key=True), *audit("users"))
# ---
from contextlib import contextmanager
@contextmanager
def renamed(a, b):
    op.rename_table(a, b)
    yield b
    op.rename_table(b, a)
with renamed("t", "t2") as n:
    op.add_column(n, sa.Column("q", sa.Integer))
# ---
from functools import partial
add = partial(op.add_column, "t", schema="s")
add(sa.Column("a", sa.Integer))
add(column=sa.Column("b", sa.Integer))
# ---
import textwrap
op.execute(textwrap.dedent("""
    UPDATE t
       SET a = 1
     WHERE b = '%s'
""" % "x").strip())
# ---
import json
op.execute(sa.text("UPDATE t SET j = :j").bindparams(j=json.dumps({"名": [1, 2.5, None, True]}, ensure_ascii=False, sort_keys=True)))
# ---
rows = [("a", 1), ("b", 2)]
t = sa.table("t", sa.column("k", sa.String), sa.column("v", sa.Integer))
op.bulk_insert(t, [dict(zip(("k", "v"), r)) for r in rows])
for k, v in rows:
    op.execute(t.update().where(t.c.k == op.inline_literal(k)).values({"v": op.inline_literal(v + 1)}))
# ---
t = sa.table("t", *[sa.column(c, sa.Integer) for c in "abc"])
op.execute(t.update().values({c.name: c + 1 for c in t.c}))
# ---
from sqlalchemy.sql import table, column, select, func, and_, or_, not_, text, literal, case, exists, update, insert, delete
from sqlalchemy import String, Integer
t = table("t", column("a", String), column("b", Integer))
op.execute(update(t).where(and_(t.c.a == "x", or_(t.c.b > 1, not_(t.c.b.in_([2, 3]))))).values(a=case((t.c.b == 1, "one"), else_="other")))
op.execute(delete(t).where(exists(select(1).where(t.c.a == literal("q")))))
op.execute(insert(t).from_select(["a", "b"], select(t.c.a, func.count()).group_by(t.c.a)))
# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), extend_existing=True)
t2 = sa.Table("t", m, sa.Column("b", sa.Integer), extend_existing=True)
op.execute(sa.select(t))
op.execute(t2.update().values(a=1, b=2))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(5), key="kk"), sa.Column("b", sa.Boolean, default=True))
op.execute(t.update().values(kk="x"))
op.execute(t.update().where(t.c.kk == "x").values({t.c.kk: "y"}))
op.execute(sa.select(t.c.kk, t.c.b).where(t.c.b))
# ---
t = sa.Table("t", sa.MetaData(schema="s"), sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.ForeignKey("t.id")))
a = t.alias("parent")
op.execute(sa.select(t.c.id, a.c.id).select_from(t.join(a, t.c.p == a.c.id)))
op.execute(t.update().values(p=None).where(t.c.p.not_in(sa.select(a.c.id))))
# ---
a = sa.table("t", sa.column("id"), sa.column("p")).alias()
b = sa.table("t", sa.column("id"), sa.column("p")).alias()
op.execute(sa.select(a.c.id, b.c.p).where(a.c.id == b.c.p))
# ---
name = op.f("ck_x")
op.create_check_constraint(name, "t", "a > 0")
op.drop_constraint(name, "t")
op.execute(f"ALTER TABLE t ADD CONSTRAINT {name} CHECK (a > 0)")
# ---
stmt = "INSERT INTO {t} ({c}) VALUES ({v})"
for v in (1, 2.5, "'x'"):
    op.execute(stmt.format(t="t", c="a", v=v))
# ---
try:
    op.execute("SELECT 1")
except Exception:
    raise
else:
    op.execute("SELECT 2")
finally:
    op.execute("SELECT 3")
# ---
dialect = op.get_context().dialect.name
if dialect == "postgresql":
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
elif dialect in ("mysql", "mariadb"):
    op.execute("SET FOREIGN_KEY_CHECKS = 0")
else:
    op.execute("PRAGMA x")
# ---
types = {"postgresql": postgresql.JSONB(), "sqlite": sa.Text(), "mysql": mysql.JSON()}
op.add_column("t", sa.Column("j", types[op.get_bind().dialect.name]))
# ---
import datetime
import decimal
t = sa.table("t", sa.column("d", sa.DateTime), sa.column("n", sa.Numeric))
when = datetime.datetime(2020, 1, 1) + datetime.timedelta(days=31)
op.execute(t.update().values(d=when, n=decimal.Decimal("1") / 3))
op.execute(f"UPDATE t SET d = '{when:%Y-%m-%d}', n = {decimal.Decimal('1.50'):.1f}")
# ---
import enum
class Kind(enum.IntEnum):
    A = 1
    B = 2
t = sa.table("t", sa.column("k", sa.Integer))
op.execute(t.update().values(k=Kind.B).where(t.c.k == Kind.A))
op.create_check_constraint("ck", "t", sa.column("k").in_([k.value for k in Kind]))
# ---
import enum
class Kind(enum.Enum):
    A = "a"
    B = "b"
op.create_check_constraint("ck", "t", "k IN (%s)" % ", ".join("'%s'" % k.value for k in Kind))
op.add_column("t", sa.Column("k", sa.Enum(*[k.value for k in Kind], name="kind"), server_default=Kind.A.value))
op.add_column("t", sa.Column("k2", sa.Enum(*(k.name.lower() for k in Kind), name="kind2", native_enum=False)))
# ---
old = sa.Enum("a", "b", name="st")
new = sa.Enum("a", "b", "c", name="st")
tmp = sa.Enum("a", "b", "c", name="_st")
tcr = sa.table("t", sa.column("st", new))
tmp.create(op.get_bind(), checkfirst=False)
op.execute("ALTER TABLE t ALTER COLUMN st TYPE _st USING st::text::_st")
old.drop(op.get_bind(), checkfirst=False)
new.create(op.get_bind(), checkfirst=False)
op.execute("ALTER TABLE t ALTER COLUMN st TYPE st USING st::text::st")
tmp.drop(op.get_bind(), checkfirst=False)
op.execute(tcr.update().where(tcr.c.st == "a").values(st="c"))
# ---
with op.get_context().autocommit_block():
    pass
op.execute("ALTER TYPE st ADD VALUE IF NOT EXISTS 'd' AFTER 'c'")
# ---
cols = ["a", "b"]
op.create_unique_constraint("uq_" + "_".join(cols), "t", cols)
op.create_index("ix_%s" % cols[0], "t", cols[:1], **{"unique": True, "postgresql_where": sa.text("a IS NOT NULL")})
# ---
kw = dict(existing_type=sa.Integer(), nullable=False)
op.alter_column("t", "a", **kw)
op.alter_column("t", "b", **{**kw, "nullable": True, "server_default": None})
# ---
op.create_table("t", *(sa.Column(n, t, nullable=i > 0) for i, (n, t) in enumerate([("a", sa.Integer), ("b", sa.String(9)), ("c", sa.Text())])), sa.PrimaryKeyConstraint("a"))
# ---
class Mixin:
    schema = "s"
    def add(self, name):
        op.add_column("t", sa.Column(name, sa.Integer), schema=self.schema)
class M(Mixin):
    def add(self, name):
        super().add(name.upper())
M().add("x")
# ---
lam = lambda c: sa.func.lower(sa.func.trim(c))
t = sa.table("t", sa.column("a", sa.String))
op.execute(t.update().values(a=lam(t.c.a)).where(t.c.a != lam(t.c.a)))
# ---
q = sa.select(sa.column("id")).select_from(sa.table("t"))
for w in (sa.column("a") == 1, sa.column("b").is_(None)):
    q = q.where(w)
op.execute(q)
op.execute(sa.table("u", sa.column("id")).delete().where(sa.column("id").in_(q)))
# ---
from sqlalchemy.sql.expression import func as F
from sqlalchemy.sql import expression
from sqlalchemy.schema import Sequence, CreateSequence, DropSequence
op.execute(CreateSequence(Sequence("s")))
op.execute(DropSequence(Sequence("s", schema="q")))
op.add_column("t", sa.Column("a", sa.Integer, server_default=F.nextval("s")))
op.add_column("t", sa.Column("b", sa.Boolean, server_default=expression.false()))
# ---
# What is of the context is no operation, and dialects do not have what one may think.
try:
    given = op.get_x_argument(as_dictionary=True)
except AttributeError as error:
    op.execute(type(error).__name__)
dialect = op.get_bind().dialect if op.get_bind() is not None else op.get_context().dialect
op.execute(f"{getattr(dialect, 'supports_savepoints', 'no')} {dialect.supports_multivalues_insert}")
