# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s="x").where(t.c.id.in_(sa.select(c.c.tid))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=c.c.m).where(t.c.id == c.c.tid))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=sa.select(c.c.m).where(c.c.tid == t.c.id).scalar_subquery()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=sa.select(u.c.v).where(u.c.tid == t.c.id).scalar_subquery()).where(sa.exists().where(u.c.tid == t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=u.c.v).where(t.c.id == u.c.tid))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values({t.c.s: u.c.v, "x": 5}).where(t.c.id == u.c.tid).where(u.c.v != "q"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=u.c.v + "x").where(t.c.id == u.c.tid, u.c.v.is_not(None)).returning(t.c.id))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=f.lower(t.c.s), b=~t.c.b, id=t.c.id + 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=sa.case((t.c.id == 1, "a"), else_=t.c.s)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=sa.null(), j=sa.null(), jb=sa.JSON.NULL))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(jb=t.c.jb + {"k": 1}))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(jb=t.c.jb - "k"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(a=f.array_append(t.c.a, 5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(dt=f.now(), d=f.current_date()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(dt=datetime.datetime(2020, 1, 2, 3, 4, 5, 678), d=datetime.date(2020, 1, 2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(dt=t.c.dt + datetime.timedelta(hours=1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(n=decimal.Decimal("1.10"), f=1e300, id=2**40))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(e="a").where(t.c.e == "b"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(e=sa.cast("a", sa.Enum("a", "b", name="e"))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s=sa.bindparam("q", "z")).where(t.c.id == sa.bindparam("i", 5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).ordered_values((t.c.s, "a"), (t.c.id, 5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).where(t.c.id == 1).where(t.c.s == "x").values(s="y").values(id=3))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t, ).where(sa.and_(t.c.id > 1, sa.or_(t.c.s.is_(None), t.c.s == ""))).values(s="-"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s="x").with_dialect_options(mysql_limit=5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).values(s="x").prefix_with("LOW_PRIORITY", dialect="mysql"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.update(t).add_cte(c).values(s="x"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(t.c.id == u.c.tid))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(t.c.id.in_(sa.select(u.c.tid).where(u.c.v == "x"))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(~sa.exists(sa.select(1).where(u.c.tid == t.c.id))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(t.c.id == u.c.tid, u.c.v == "a").returning(t.c.id, t.c.s))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(t.c.id.in_(sa.select(c.c.tid))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(sa.text("id = 5")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(sa.true()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.delete(t).where(sa.false()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).values([{"id": 1, "s": "a"}, {"id": 2, "s": "b"}]))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).values((1, "a")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).values([(1, "a"), (2, "b")]))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).values({t.c.id: 1, t.c.s: f.lower("A")}))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).from_select(["id", "s"], sa.select(u.c.id, u.c.v).where(u.c.v != "x")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).from_select([t.c.id, t.c.s], sa.select(u.c.id, sa.literal("x")).distinct()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).from_select(["id"], sa.select(f.max(t.c.id) + 1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).from_select(["id", "s"], sa.select(u.c.id, u.c.v).union(sa.select(t.c.id, t.c.s))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).from_select(["id", "s"], sa.select(c.c.tid, c.c.m)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).from_select(["id"], sa.select(u.c.id).where(~sa.exists().where(t.c.id == u.c.id))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).from_select(["id", "s"], sa.text("SELECT 1, 'a'")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).returning(t.c.id).values(s="a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).values(id=sa.select(f.max(u.c.id)).scalar_subquery(), s="x"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).prefix_with("OR IGNORE", dialect="sqlite").values(id=1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.insert(t).prefix_with("IGNORE", dialect="mysql").values(id=1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.text("UPDATE t SET s = :a WHERE id = :b").bindparams(a="it's", b=5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.text("UPDATE t SET s = :a").bindparams(sa.bindparam("a", None)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.text("UPDATE t SET s = :a").bindparams(sa.bindparam("a", [1, 2], expanding=True)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.text("DELETE FROM t WHERE id IN :ids").bindparams(sa.bindparam("ids", [1, 2], expanding=True)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.text("UPDATE t SET d = :d, b = :b, f = :f").bindparams(d=datetime.date(2020, 1, 1), b=True, f=1.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.text("SELECT 'a\\:b', x::int"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.text("SELECT 100 % 5, 'a%b'"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).select_from(t.join(u, t.c.id == u.c.tid)).where(u.c.v == "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id, u.c.v).select_from(t.outerjoin(u, sa.and_(t.c.id == u.c.tid, u.c.v > "a"))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).select_from(sa.join(t, u, t.c.id == u.c.tid, isouter=True, full=True)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).where(t.c.id == sa.select(f.max(u.c.tid)).scalar_subquery()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id, c.c.m).join(c, c.c.tid == t.c.id))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).where(sa.exists(sa.select(u.c.id).where(u.c.tid == t.c.id))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).where(sa.select(u.c.id).where(u.c.tid == t.c.id).exists()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.exists().where(t.c.id == 1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.literal(1)).where(sa.not_(sa.exists(sa.select(t.c.id)))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.CreateSequence(sa.Sequence("sq", start=5, increment=2, minvalue=1, maxvalue=9, cycle=True, cache=5, schema="s")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.CreateSequence(sa.Sequence("sq", data_type=sa.BigInteger, order=True, nominvalue=True), if_not_exists=True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.DropSequence(sa.Sequence("sq"), if_exists=True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.CreateSchema("s", if_not_exists=True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.DropSchema("s", cascade=True, if_exists=True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.DDL("CREATE INDEX %(table)s_i ON x (a)", context={"table": "q"}))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.DDL("SELECT 'a%%b'"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.CreateIndex(sa.Index("ix", t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.CreateTable(sa.Table("zz", sa.MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.String(5), index=True)), if_not_exists=True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.DropTable(sa.Table("zz", sa.MetaData(schema="s")), if_exists=True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.schema.SetTableComment(sa.Table("zz", sa.MetaData(), comment="x")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id.label("a"), t.c.s.label("b")).order_by("a", sa.desc("b")).group_by("a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id.label("a")).order_by(t.c.id.label("a").desc()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(f.count(t.c.id).label("n"), t.c.s).group_by(t.c.s).having(f.count(t.c.id) > 1).order_by(sa.desc("n")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(f.count().label("n")).group_by(t.c.s).order_by(f.count().desc().nulls_last()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).order_by(t.c.id.asc().nulls_first(), t.c.s.desc(), sa.nulls_last(t.c.d), sa.asc(t.c.b)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).order_by(f.random()).limit(1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id).order_by(sa.case((t.c.s == "a", 0), else_=1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.distinct(t.c.s)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t).where(t.c.s.op("~")("^a"), t.c.s.op("SIMILAR TO")("x"), t.c.id.op("&")(3) == 1, t.c.s.op("->>", precedence=15)("k") == "v"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.alias("q").c.id, t.c.id).where(t.alias("q").c.id == t.c.id))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t.c.id, t.c.id.label("x"), u.c.id, u.c.id.label("x")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(t, u).where(t.c.id == u.c.tid))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select("*").select_from(t))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.text("*")).select_from(sa.text("foo")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.text("a"), sa.column("b"), sa.literal_column("c")).select_from(sa.table("q")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.column("a"), sa.column("b", sa.Integer)).select_from(sa.text("q AS z")).where(sa.column("a") == 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.func.json_extract(t.c.j, "$.a"), sa.func.json_type(t.c.j), sa.type_coerce(t.c.s, sa.JSON)["a"]))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
c = sa.select(u.c.tid, f.max(u.c.v).label("m")).group_by(u.c.tid).cte("c")
op.execute(sa.select(sa.cast(t.c.jb["a"], sa.Integer), t.c.jb["a"].as_integer() + 1, t.c.jb["a"].cast(sa.String), sa.func.cast(t.c.s, sa.Integer)))
# ---
# differs sqlite, postgres, mysql: SQLAlchemy 1.x takes it
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute(t.update(whereclause=t.c.a == 1, values={"b": 2}))
op.execute(t.update(t.c.a == 1).values(b=3))
op.execute(t.insert(values={"a": 1, t.c.b: 2}))
op.execute(t.delete(t.c.b > 1))
op.execute(sa.delete(t, t.c.b > 1))
op.execute(sa.insert(t, {"a": 4}))
op.execute(sa.update(t, t.c.a == 1, {"b": 2}))
