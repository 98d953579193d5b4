# ---
from sqlalchemy.ext.compiler import compiles
class K(sa.sql.functions.FunctionElement):
    inherit_cache = True
@compiles(K)
def _k(element, compiler, **kw):
    return "K()"
t = sa.table("t", sa.column("x", sa.Boolean), sa.column("y", sa.Integer))
op.execute(t.update().values(y=1).where(sa.type_coerce(K(), sa.Boolean)))
op.execute(t.update().values(y=1).where(~sa.type_coerce(K(), sa.Boolean)))
op.execute(t.update().values(y=1).where(sa.not_(K())))
op.execute(t.update().values(y=1).where(K()))
op.execute(t.update().values(y=1).where(sa.cast(K(), sa.Boolean)))
op.execute(t.update().values(y=1).where(~sa.cast(K(), sa.Boolean)))
# ---
from sqlalchemy.ext.compiler import compiles
class K(sa.sql.functions.FunctionElement):
    inherit_cache = True
    type = sa.Boolean()
@compiles(K)
def _k(element, compiler, **kw):
    return "K()"
t = sa.table("t", sa.column("x", sa.Boolean), sa.column("y", sa.Integer))
op.execute(t.update().values(y=1).where(K()))
op.execute(t.update().values(y=1).where(~K()))
op.execute(t.update().values(y=1).where(sa.type_coerce(K(), sa.Integer)))
op.execute(t.update().values(y=1).where(sa.or_(K(), t.c.x)))
op.execute(t.update().values(y=1).where(sa.and_(~K(), sa.not_(t.c.x))))
op.execute(t.update().values(y=K()))
op.execute(t.update().values(y=sa.case((K(), 1), else_=2)))
# ---
from sqlalchemy.ext.compiler import compiles
class K(sa.sql.expression.ColumnElement):
    inherit_cache = True
    type = sa.Boolean()
@compiles(K)
def _k(element, compiler, **kw):
    return "K()"
t = sa.table("t", sa.column("x", sa.Boolean), sa.column("y", sa.Integer))
op.execute(t.update().values(y=1).where(K()))
op.execute(t.update().values(y=1).where(~K()))
op.execute(t.update().values(y=1).where(sa.type_coerce(K(), sa.Boolean)))
op.execute(t.update().values(y=1).where(sa.literal_column("z", sa.Boolean)))
op.execute(t.update().values(y=1).where(~sa.literal_column("z", sa.Boolean)))
# --- op.execute({})
# setup: t = sa.table("t", sa.column("x", sa.Integer), sa.column("y", sa.Integer), sa.column("b", sa.Boolean))
t.update().values(y=1).where(~t.c.x.op("~~", return_type=sa.Boolean)(3))
t.update().values(y=1).where(t.c.x.op("~~", return_type=sa.Boolean)(3))
t.update().values(y=1).where(t.c.x.op("~~", is_comparison=True)(3))
t.update().values(y=1).where(~t.c.x.op("~~", is_comparison=True)(3))
t.update().values(y=1).where(~t.c.x.bool_op("~~")(3))
t.update().values(y=1).where(sa.not_(t.c.x.op("~~")(3)))
t.update().values(y=1).where(~sa.collate(t.c.b, "x"))
t.update().values(y=1).where(sa.collate(t.c.b, "x"))
t.update().values(y=1).where(t.c.b.collate("x"))
t.update().values(y=1).where(~t.c.b.collate("x"))
t.update().values(y=1).where(~t.c.b.op("+")(1))
t.update().values(y=1).where(~(t.c.b + 1))
t.update().values(y=1).where(~(t.c.b == t.c.x))
t.update().values(y=1).where(~t.c.b.label("z"))
t.update().values(y=1).where(~sa.cast(t.c.b, sa.Boolean))
t.update().values(y=1).where(~sa.case((t.c.b, t.c.b)))
t.update().values(y=1).where(~sa.func.foo(type_=sa.Boolean))
t.update().values(y=1).where(sa.func.foo(type_=sa.Boolean))
t.update().values(y=1).where(~sa.func.coalesce(t.c.b, False))
t.update().values(y=1).where(sa.func.coalesce(t.c.b, False))
t.update().values(y=1).where(sa.func.max(t.c.b).filter(t.c.b))
t.update().values(y=1).where(~sa.select(t.c.b).scalar_subquery())
t.update().values(y=1).where(sa.select(t.c.b).scalar_subquery())
t.update().values(y=1).where(~sa.exists().where(t.c.b))
t.update().values(y=1).where(sa.type_coerce(t.c.x, sa.Boolean))
t.update().values(y=1).where(~sa.type_coerce(t.c.x, sa.Boolean))
t.update().values(y=1).where(~sa.bindparam("z", True))
t.update().values(y=1).where(~sa.bindparam("z", True, sa.Boolean))
t.update().values(y=1).where(sa.bindparam("z", True, sa.Boolean))
t.update().values(y=1).where(~sa.literal(True))
t.update().values(y=1).where(~sa.literal(1, sa.Boolean))
t.update().values(y=1).where(sa.literal(1, sa.Boolean))
t.update().values(y=1).where(~sa.func.max(t.c.b).over())
t.update().values(y=1).where(~sa.true())
t.update().values(y=1).where(sa.not_(sa.null()))
t.update().values(y=1).where(~sa.text("a"))
t.update().values(y=1).where(sa.not_(sa.text("a")))
t.update().values(y=1).where(~sa.tuple_(t.c.x, t.c.y).in_([(1, 2)]))
t.update().values(y=1).where(~sa.between(t.c.x, 1, 2))
t.update().values(y=1).where(~t.c.b.is_(True))
t.update().values(y=1).where(~t.c.b.asc())
t.update().values(y=1).where(~sa.distinct(t.c.b))
t.update().values(y=1).where(~(t.c.b & t.c.x))
t.update().values(y=1).where(~sa.extract("year", t.c.x))
t.update().values(y=1).where(~t.c.x.bitwise_and(1))
t.update().values(y=1).where(-t.c.b)
t.update().values(y=1).where(~(-t.c.b))
t.update().values(y=1).where(sa.try_cast(t.c.b, sa.Boolean))
t.update().values(y=1).where(sa.func.concat(t.c.b, "x"))
t.update().values(y=1).where(t.c.x.regexp_match("a"))
t.update().values(y=1).where(~t.c.x.regexp_match("a"))
t.update().values(y=1).where(t.c.x.match("a"))
t.update().values(y=sa.not_(t.c.b))
t.update().values(y=~t.c.b)
t.update().values(y=sa.and_(t.c.b, t.c.x))
# ---
a = sa.select(sa.literal(1).label("x")).cte("q")
b = sa.select(sa.literal(2).label("x")).cte("q")
op.execute(sa.select(a.c.x, b.c.x))
# ---
t = sa.table("t", sa.column("x"))
c = sa.select(t.c.x).cte("q")
a = c.alias("z")
b = c.alias("z")
op.execute(sa.select(a.c.x, b.c.x))
# ---
t = sa.table("t", sa.column("x"))
c = sa.select(t.c.x).cte("q")
d = sa.select((t.c.x+1).label("x")).cte("r")
op.execute(sa.select(c.alias("z").c.x, d.alias("z").c.x))
# ---
t = sa.table("t", sa.column("x"))
op.execute(sa.select(t.alias("z").c.x, t.alias("z").c.x))
# ---
t = sa.table("t", sa.column("x"))
a = t.alias("z")
b = t.alias("z")
op.execute(sa.select(a.c.x).where(a.c.x == b.c.x))
# ---
t = sa.table("t", sa.column("x"))
a = sa.select(t).subquery("z")
b = sa.select(t).subquery("z")
op.execute(sa.select(a.c.x).where(a.c.x == b.c.x))
# ---
t = sa.table("t", sa.column("x"))
op.execute(sa.select(t.alias().c.x, t.alias().c.x))
# ---
op.create_index("i","t",[sa.text("x")], mysql_length=10)
# ---
op.create_index("i","t",[sa.text("x")], mysql_length={"x": 10})
# ---
op.create_index("i","t",["x", sa.text("y")], mysql_length={"x": 10})
# ---
op.create_index("i","t",["x", sa.text("y")], mysql_length=10)
# ---
op.create_index("i","t",[sa.func.lower(sa.column("x"))], mysql_length=10)
# ---
op.create_index("i","t",[sa.column("x")], mysql_length=10)
# ---
op.create_index("i","t",[sa.column("x").desc()], mysql_length=10)
# ---
op.create_index("i","t",[sa.text("x")], mysql_prefix="FULLTEXT", mysql_with_parser="ngram")
# ---
op.create_index("i","t",["x"], mysql_length=10, mysql_using="hash")
# ---
op.create_index("i","t",[sa.text("x desc")], postgresql_ops={"x": "text_pattern_ops"})
# ---
op.create_index("i","t",[sa.text("x desc")], postgresql_ops={"x desc": "text_pattern_ops"})
# --- op.create_index("i","t",[{}], mysql_length={"x": 10})
sa.column("x").desc()
sa.func.lower(sa.column("x"))
sa.func.x(sa.column("y"))
sa.column("x") + 1
sa.cast(sa.column("x"), sa.Integer)
sa.column("x").label("z")
sa.literal_column("x")
sa.literal_column("lower(x)")
sa.column("x").collate("utf8")
"x", sa.column("y").desc()
# ---
from sqlalchemy.ext.compiler import compiles
class K(sa.sql.functions.FunctionElement):
    inherit_cache = True
    type = sa.Integer()
@compiles(K)
def _k(element, compiler, **kw):
    return "K()"
t = sa.table("t", sa.column("x", sa.Integer))
op.bulk_insert(t, [{"x": K()}], multiinsert=False)
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.bulk_insert(t, [{"x": sa.func.now()}], multiinsert=False)
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.bulk_insert(t, [{"x": sa.literal(3)}])
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.bulk_insert(t, [{"x": op.inline_literal(3)}])
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.bulk_insert(t, [{"x": sa.bindparam("z", 3)}])
# ---
op.execute(sa.select(sa.func.json_each(sa.text("x")).scalar_table_valued("value")))
# ---
op.execute(sa.select(sa.func.generate_series(1, 3).scalar_table_valued("value", sa.Integer)))
# ---
op.execute(sa.select(sa.func.f(1).alias("z").c.x))
# ---
op.execute(sa.select(sa.func.f(1).table_valued("a", "b").c.a))
# ---
op.execute(sa.select(sa.func.f(1).table_valued("a", "b", name="q").c.a))
# ---
op.execute(sa.select(sa.func.f(1).columns.z))
# ---
op.execute(sa.select("*").select_from(sa.func.f(1).alias("z")))
# ---
op.execute(sa.select(sa.func.f(1).column_valued("z")))
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(t.delete().where(sa.and_()))
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(t.delete().where(sa.or_()))
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(t.delete().where(sa.and_(True)))
op.execute(t.delete().where(sa.or_(False)))
op.execute(t.delete().where(sa.and_(sa.true())))
op.execute(t.delete().where(sa.and_(sa.true(), t.c.x == 1)))
op.execute(t.delete().where(sa.or_(sa.true(), t.c.x == 1)))
op.execute(t.delete().where(sa.or_(sa.false(), t.c.x == 1)))
op.execute(t.delete().where(sa.and_(sa.false(), t.c.x == 1)))
op.execute(t.delete().where(sa.or_(*[])))
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(sa.select("*").select_from(t))
op.execute(sa.select(t.c.x, "*").select_from(t))
# --- op.execute({})
# setup: t = sa.table("t", sa.column("x", sa.Integer), sa.column("s", sa.String))
# differs sqlite, mysql: SQLAlchemy writes a parameter (`:x_1`) even offline; bridge writes the value
# differs postgres: SQLAlchemy writes a parameter (`:x_1`) even offline; bridge writes the value
t.delete().where(~t.c.s.match("a"))
# differs sqlite: SQLAlchemy forgets that the list is empty, and writes VALUES before it
t.delete().where(sa.tuple_(t.c.x, t.c.s).in_([]))
# --- op.execute(sa.select({}))
-sa.literal(-0.25)
-sa.bindparam("p", -3)
-(-sa.column("a", sa.Integer))
-(-sa.literal(3))
sa.column("a", sa.Integer) - -sa.literal(-3)
