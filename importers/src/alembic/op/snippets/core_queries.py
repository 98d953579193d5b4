# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.row_number().over(partition_by=t.c.s, order_by=t.c.id.desc()).label("rn")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.sum(t.c.f).over(partition_by=[t.c.s, t.c.b], order_by=[t.c.id, t.c.d.desc()])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.sum(t.c.f).over(rows=(None, 0))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.sum(t.c.f).over(rows=(-1, 1), order_by=t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.sum(t.c.f).over(range_=(None, None), order_by=t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.sum(t.c.f).over(groups=(-1, None), order_by=t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.lag(t.c.f, 1, 0).over(order_by=t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.first_value(t.c.f).over(order_by=sa.desc("id"))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.over(f.count(), order_by=t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.count(t.c.id.distinct())))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.count(sa.distinct(t.c.id))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.count(t.c.id).filter(t.c.b, t.c.id > 2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.percentile_cont(0.5).within_group(t.c.f)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.percentile_cont(0.5).within_group(t.c.f.desc()).filter(t.c.b)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.rank().within_group(t.c.f)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.mode().within_group(t.c.f.asc(), t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.json_agg(t.c.j)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.jsonb_build_object("a", t.c.id, "b", t.c.s)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.json_object_agg(t.c.s, t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.extract("year", t.c.dt), sa.extract("epoch", t.c.dt), sa.extract("dow", t.c.d)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.extract("year", t.c.dt)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.date_trunc("month", t.c.dt)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.dt + datetime.timedelta(days=1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.dt - datetime.timedelta(days=1, hours=2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.dt - t.c.dt))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.d - t.c.d))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.d + 5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.d + datetime.timedelta(3)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.dt + sa.text("interval '1 day'")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.dt + f.make_interval(0, 0, 0, 1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.now() - sa.text("interval '1 day'")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.now() - datetime.timedelta(days=7)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.iv * 2))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.iv + t.c.iv))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.iv / 2))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.current_timestamp() + t.c.iv))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.cast("1 day", sa.Interval)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.literal(datetime.timedelta(1, 2))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.age(t.c.dt), f.to_char(t.c.dt, "YYYY")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s.collate("C")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s.collate("en_US") == "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).order_by(t.c.s.collate("NOCASE").desc()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.collate(t.c.s, "utf8_bin")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.tuple_(t.c.id, t.c.s).in_([(1, "a"), (2, "b")])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(sa.tuple_(t.c.id, t.c.s).in_([(1, "a"), (2, "b")])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(sa.tuple_(t.c.id, t.c.s) == (1, "a")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(sa.tuple_(t.c.id, t.c.s).in_(sa.select(u.c.id, u.c.v))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(sa.tuple_(t.c.id, t.c.s) > sa.tuple_(1, "a")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(~sa.tuple_(t.c.id, t.c.s).in_([(1, "a")])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.in_([])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.not_in([])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.s.in_(["a", None])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.s.in_(("a", "it's"))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.s.in_({"a"})))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.in_(range(3))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.in_(x for x in [1, 2])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.in_(sa.text("select 1"))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.in_(sa.text("select 1").columns(sa.column("q")))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.in_(sa.select(u.c.tid).subquery())))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id.in_(sa.select(u.c.tid).where(u.c.id == t.c.id))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id == sa.any_(sa.select(u.c.tid).scalar_subquery())))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(t.c.id > sa.all_(sa.select(u.c.tid).scalar_subquery())))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(5 == sa.any_(t.c.a)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.unnest(t.c.a)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.unnest(t.c.a).label("q")).select_from(t))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.unnest(t.c.a).column_valued("q")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.json_each(t.c.j).table_valued("key", "value", name="je")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.jsonb_array_elements(t.c.jb).table_valued(sa.column("v", postgresql.JSONB), joins_implicitly=True)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.json_to_recordset('[{"a":1}]').table_valued(sa.column("a", sa.Integer)).render_derived(with_types=True)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.generate_series(1, 5).table_valued("v", with_ordinality="o").render_derived()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.generate_series(1, 5).alias("g").column))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.values(sa.column("a", sa.Integer), sa.column("b", sa.String), name="v").data([(1, "x"), (2, "y")])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.values(sa.column("a", sa.Integer), name="v", literal_binds=True).data([(1,), (2,)])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.values(sa.column("a", sa.Integer), name="v").data([(1,)]).alias("w").c.a))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.values(sa.column("a", sa.Integer), name="v").data([(1,)]).cte("w").c.a))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id, sa.select(u.c.v).where(u.c.tid == t.c.id).limit(1).scalar_subquery()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id, sa.select(f.count()).where(u.c.tid == t.c.id).correlate(t).scalar_subquery().label("n")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).join(sa.select(u.c.v).where(u.c.tid == t.c.id).lateral("l"), sa.true()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id, sa.select(u.c.v).where(u.c.tid == t.c.id).lateral("l").c.v))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.j["a"], t.c.j["a"]["b"], t.c.j[0], t.c.j["a"].as_string(), t.c.j["a"].as_integer(), t.c.j["a"].as_float(), t.c.j["a"].as_boolean(), t.c.j["a"].as_json()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.j[("a", "b", 1)].as_string(), t.c.j["a"].as_numeric(10, 2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.jb["a"].astext, t.c.jb[("a", "b")].astext, t.c.jb["a"].astext.cast(sa.Integer)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.j.op("->")("a"), t.c.j.op("->>")("a"), t.c.j.op("->>", return_type=sa.Text)("a") == "q"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.ts.match("a"), t.c.ts.op("@@")(f.to_tsquery("a")), t.c.ts.bool_op("@@")(f.plainto_tsquery("english", "a"))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s.match("a"), t.c.s.match("a", postgresql_regconfig="english")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.to_tsvector("english", t.c.s).match("a & b"), f.to_tsvector(t.c.s).op("@@")("q")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(postgresql.to_tsvector("english", t.c.s), postgresql.websearch_to_tsquery("a"), postgresql.ts_headline("english", t.c.s, "q")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.r.contains(5), t.c.r.overlaps(t.c.r), t.c.r.adjacent_to(t.c.r), t.c.r + t.c.r, t.c.r * t.c.r, t.c.r << t.c.r))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s.like("a%"), t.c.s.ilike("A%"), t.c.s.not_like("a%"), t.c.s.not_ilike("b"), t.c.s.like("a!%", escape="!")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s.startswith("a"), t.c.s.endswith("z"), t.c.s.contains("q"), t.c.s.startswith("a%", autoescape=True), t.c.s.icontains("Q"), t.c.s.istartswith("b"), t.c.s.iendswith("c")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s.contains(t.c.x), t.c.s.startswith(f.lower(t.c.x)), t.c.s.contains("a_b", autoescape=True, escape="#")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s.regexp_match("^a"), t.c.s.regexp_match("^a", flags="i"), t.c.s.regexp_replace("a", "b"), t.c.s.regexp_replace("a", "b", flags="g"), ~t.c.s.regexp_match("q")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id.between(1, 5), t.c.id.between(1, 5, symmetric=True), ~t.c.id.between(1, 5), sa.between(t.c.d, datetime.date(2020, 1, 1), datetime.date(2021, 1, 1))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id.bitwise_and(1), t.c.id.bitwise_or(2), t.c.id.bitwise_xor(3), t.c.id.bitwise_not(), t.c.id.bitwise_lshift(1), t.c.id.bitwise_rshift(1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id % 2, t.c.id // 2, t.c.id / 2, t.c.f // 2, t.c.n / 3, -t.c.id, t.c.id * -1, t.c.id - -1, 5 - t.c.id, 5 / t.c.id, 5 // t.c.id))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select((t.c.id + 1) * 2, t.c.id + 1 * 2, t.c.id - (t.c.id - 1), (t.c.id * 2) % 3, t.c.id / (t.c.id / 2), -(t.c.id + 1), ~(t.c.id == 1), ~((t.c.id == 1) | (t.c.id == 2))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.s + "a" + t.c.x, "a" + t.c.s, t.c.s.concat("b"), f.concat(t.c.s, "-", t.c.id), t.c.s + sa.cast(t.c.id, sa.String), t.c.s + "%", t.c.s + ":x"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.case((t.c.id == 1, "one"), (t.c.id == 2, "two"), else_="many"), sa.case({1: "a", 2: "b"}, value=t.c.id), sa.case({"x": 1}, value=t.c.s, else_=0), sa.case((t.c.b, t.c.id), else_=None)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.cast(t.c.s, sa.Integer), sa.cast(t.c.id, sa.String(5)), sa.cast(t.c.s, sa.Numeric(10, 2)), sa.cast(t.c.s, sa.DateTime), sa.cast(t.c.s, sa.Boolean), sa.cast(t.c.s, sa.JSON), sa.cast(t.c.s, sa.LargeBinary), sa.cast(t.c.s, sa.Enum("a", name="q")), sa.cast(t.c.s, sa.Uuid), sa.cast(t.c.s, sa.Text), sa.cast(t.c.s, sa.Float), sa.cast(t.c.s, sa.Date), sa.cast(t.c.s, sa.Time), sa.cast(t.c.s, sa.BigInteger), sa.cast(t.c.s, sa.SmallInteger), sa.cast(t.c.s, sa.Unicode(5))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.coalesce(t.c.s, "x"), f.nullif(t.c.id, 0), f.greatest(t.c.id, 5), f.length(t.c.s), f.char_length(t.c.s), f.substr(t.c.s, 1, 3), f.replace(t.c.s, "a", "b"), f.trim(t.c.s), f.upper(t.c.s), f.md5(t.c.s), f.random(), f.round(t.c.f, 2), f.abs(t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.now(), f.current_date(), f.current_time(), f.current_timestamp(), f.localtime(), f.localtimestamp(), f.sysdate(), f.user(), f.session_user(), f.current_user(), f.utc_timestamp()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.pg_catalog.lower(t.c.s), f.my.schema.fn(1), f.MyFunc(t.c.id), f.COUNT(t.c.id), f.count("*"), f.count(), f.count(1), f.count(sa.text("*")), f.max(t.c.id) + 1, f.coalesce(f.max(t.c.id), 0) + 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(f.cube(t.c.id, t.c.s), f.rollup(t.c.id)).group_by(f.grouping_sets(sa.tuple_(t.c.id, t.c.s), t.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).group_by(f.rollup(t.c.id, t.c.s)).having(f.count() > 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.literal_column("1 + 1"), sa.literal_column("'x'", sa.String), sa.literal_column("x::int").label("q"), sa.text("now() AS z"), sa.literal_column("a.b") + 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(sa.text("x = 1"), t.c.id == 1).where(sa.text("y = 'a:b'")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).where(sa.text("x = :p").bindparams(p=5), sa.text("y = :q").bindparams(sa.bindparam("q", "z", sa.String))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.text("SELECT :a, :b").bindparams(a=1, b=None).columns(a=sa.Integer))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.text("SELECT 1 AS a").columns(sa.column("a", sa.Integer)).subquery("q").c.a))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(sa.text("SELECT 1 AS a").columns(a=sa.Integer).cte("q")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).union_all(sa.select(u.c.id)).order_by("id").limit(5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.union(sa.select(t.c.id).limit(1), sa.select(u.c.id).order_by(u.c.id)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.except_(sa.select(t.c.id), sa.select(u.c.id)).subquery("q").select())
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t).with_for_update(), )
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).with_for_update(nowait=True, of=t))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).with_for_update(skip_locked=True, read=True, key_share=True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).distinct(), )
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id, t.c.s).distinct(t.c.s).order_by(t.c.s, t.c.id))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).limit(5).offset(10))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).fetch(5, with_ties=True).order_by(t.c.id))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).limit(sa.select(f.count()).select_from(u).scalar_subquery()))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB), sa.column("x"), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("f", sa.Float), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("iv", sa.Interval), sa.column("b", sa.Boolean), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("ts", postgresql.TSVECTOR), sa.column("hs", postgresql.HSTORE), sa.column("r", postgresql.INT4RANGE), sa.column("ip", postgresql.INET))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("tid", sa.Integer), sa.column("v", sa.String))
f = sa.func
op.execute(sa.select(t.c.id).tablesample if False else sa.select(sa.tablesample(t, f.bernoulli(5), seed=f.random()).c.id))
