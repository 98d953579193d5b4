# --- op.execute({})
# setup: t = sa.table("t", sa.column("id", sa.Integer), sa.column("n", sa.Numeric(10, 2)), sa.column("f", sa.Float), sa.column("s", sa.String), sa.column("b", sa.Boolean), sa.column("d", sa.DateTime), sa.column("dd", sa.Date), sa.column("i", sa.Interval))
# setup: import datetime as dt
# setup: x = t.c.id.label("x")
# setup: y = (t.c.id + 1).label("y")
sa.select(x).order_by(x)
sa.select(x).order_by(x.desc())
sa.select(x, y).order_by(y.desc().nulls_last(), x)
sa.select(t.c.s).order_by(y)
sa.select(t.c.s).order_by(y.desc())
sa.select(y).group_by(y)
sa.select(y).group_by(y).having(y > 3)
sa.select(y).where(y > 3)
sa.select(sa.case((y > 1, y), else_=x))
sa.select(sa.func.sum(y).over(partition_by=x, order_by=y))
sa.select(sa.func.coalesce(x, y).label("w")).order_by("w")
sa.select(y).distinct(y)
sa.select(y).limit(3).offset(2)
sa.select(sa.func.count().label("c"), t.c.s).group_by(t.c.s).order_by(sa.desc("c")).having(sa.func.count() > 1)
t.update().values(s=y).where(x == 1)
t.delete().where(y.in_([1, 2]))
sa.select(t.c.id).where(sa.exists(sa.select(y)))
sa.union(sa.select(x), sa.select(y)).order_by(x)
sa.union(sa.select(x), sa.select(y)).order_by("x")
sa.select(x).order_by(sa.func.lower(x))
sa.select(x).order_by(x + 1)
sa.select(x).order_by(sa.nulls_last(x.desc()))
sa.select(x).order_by(-x)
sa.select(t.c.d - t.c.d, t.c.d + t.c.i, (t.c.d - t.c.d) > dt.timedelta(days=1))
sa.select(t.c.id).where(t.c.d > dt.datetime(2020, 1, 1), t.c.dd > dt.date(2020, 1, 1))
sa.select(t.c.id).where(t.c.d + dt.timedelta(days=1) > dt.datetime(2020, 1, 1))
sa.select(t.c.id).where(t.c.d == dt.date(2020, 1, 1))
sa.select(t.c.id).where(t.c.dd == dt.datetime(2020, 1, 1))
sa.select(t.c.dd - 1, t.c.dd - t.c.dd, (t.c.dd - t.c.dd) + 5)
sa.select(t.c.i * 2, 2 * t.c.i, t.c.id * t.c.i)
sa.select((t.c.id * t.c.n) == 5, (t.c.id + t.c.n) == "5")

# --- {}
op.execute(sa.select(sa.column("a")).where(sa.true().label("x")))
op.execute(sa.select(sa.column("a")).where(sa.false().label("x")))
op.execute(sa.select(sa.column("a")).where(sa.and_(sa.true().label("x"))))
op.execute(sa.select(sa.column("a")).where(sa.or_(sa.true().label("x"), sa.false())))
op.execute(sa.select(sa.column("a")).where(sa.and_(sa.true().label("x"), sa.true().label("y"))))
op.execute(sa.select(sa.column("a")).where(sa.not_(sa.true().label("x"))))
op.execute(sa.select(sa.column("a")).where(sa.not_(sa.and_(sa.column("a") == 1, sa.true().label("x")))))
op.execute(sa.table("t", sa.column("a", sa.Integer)).delete().where(sa.false().label("x")))
op.execute(sa.select(sa.column("a")).group_by(sa.column("a")).having(sa.true().label("x")))
op.execute(sa.select(sa.column("a")).where(sa.or_(sa.column("a") == 1, sa.true().label("x"))))
op.execute(sa.select(sa.column("a")).where(sa.or_(sa.column("a") == 1, sa.false().label("x"))))
op.execute(sa.select(sa.column("a")).where(sa.and_(sa.column("a") == 1, sa.true().label("x"))))
op.execute(sa.select(sa.column("a")).where(sa.and_(sa.column("a") == 1, sa.false().label("x"))))
op.execute(sa.select(sa.and_(sa.column("a") == 1, sa.true().label("x"))))
op.execute(sa.select(sa.column("a")).where(sa.column("a") == 1, sa.true().label("x")))
op.execute(sa.select(sa.column("a")).where((sa.column("a") == 1) & sa.true().label("x")))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"))
op.execute(sa.select(sa.not_(sa.not_(t.c.a.label("n")))))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"))
op.execute(sa.select(sa.not_(t.c.a.label("n"))))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"))
op.execute(sa.select(t.c.a, sa.cast(sa.cast(t.c.a, sa.Integer), sa.Text)))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"))
op.execute(sa.select(sa.cast(sa.cast(t.c.a, sa.Integer), sa.Text), sa.cast(t.c.a, sa.Date)))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"))
op.execute(sa.select(sa.cast(sa.cast(t.c.a, sa.Integer).label("x"), sa.Text), t.c.a))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"))
op.execute(sa.select(sa.cast(sa.func.lower(t.c.a), sa.Text), sa.func.lower(t.c.b)))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"))
op.execute(sa.select(sa.type_coerce(sa.cast(t.c.a, sa.Integer), sa.Text), t.c.a))
# ---
t = sa.table("t", sa.column("a", sa.Boolean))
op.execute(sa.select(~t.c.a.label("n"), sa.not_(t.c.a.label("m")).label("o")))
# ---
t = sa.table("t", sa.column("a"))
op.execute(sa.select(t.c.a).where(~t.c.a.label("n")).order_by(~t.c.a.label("n")))
# ---
t = sa.table("t", sa.column("a"))
op.execute(sa.select(sa.not_((t.c.a == 5).label("n"))))
# ---
t = sa.table("t", sa.column("a"), schema="s")
op.execute(sa.select(t.c.a, sa.cast(sa.cast(t.c.a, sa.Integer), sa.Text), sa.cast(sa.cast(sa.cast(t.c.a, sa.Date), sa.Integer), sa.Text)))
# ---
t = sa.table("t", sa.column("a")).alias("q")
op.execute(sa.select(t.c.a, sa.cast(sa.cast(t.c.a, sa.Integer), sa.Text)))
# ---
op.execute(sa.select(sa.literal_column("a"), sa.cast(sa.cast(sa.literal_column("a"), sa.Integer), sa.Text)))
# ---
op.execute(sa.select(sa.column("a"), sa.cast(sa.cast(sa.column("a"), sa.Integer), sa.Text)))
# ---
op.execute(sa.select(sa.column("a").label("x"), sa.cast(sa.cast(sa.column("a").label("x"), sa.Integer), sa.Text)))
# --- op.execute(sa.select({}))
# setup: t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
sa.null(), sa.null(), sa.null()
sa.cast(None, sa.Integer), sa.cast(None, sa.String)
sa.cast(sa.null(), sa.Integer), sa.null(), sa.cast(None, sa.String)
sa.null(), sa.cast(None, sa.Integer), sa.null()
t.c.a, sa.null(), t.c.b, sa.null(), t.c.a + 1
sa.true(), sa.true()
sa.true(), sa.false(), sa.true(), sa.false()
sa.true(), sa.null(), sa.true(), sa.null()
sa.literal(None), sa.literal(None)
sa.literal(None, sa.Integer), sa.literal(None, sa.Integer), sa.null(), sa.null()
sa.null(), sa.null().label('x'), sa.null()
sa.cast(sa.true(), sa.Integer), sa.true()
sa.cast(sa.cast(None, sa.String), sa.Integer), sa.null(), sa.cast(None, sa.Integer)
sa.cast(sa.literal(None), sa.Integer), sa.null()
sa.func.coalesce(None, 1), sa.null(), sa.null()
-sa.null(), sa.null()
sa.null().is_(None), sa.null()
sa.null() == 1, sa.null()
sa.null().desc(), sa.null()
sa.func.now(), sa.func.now()
sa.text('NULL'), sa.text('NULL')
sa.literal_column('NULL'), sa.literal_column('NULL')
sa.type_coerce(sa.true(), sa.Integer), sa.true()
sa.null().collate('x'), sa.null()
sa.cast(t.c.a, sa.String), sa.cast(t.c.a, sa.Text), t.c.a
t.c.a, t.c.a, t.c.a
t.c.a.label('x'), t.c.a.label('x')
# ---
t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
op.execute(t.insert().from_select(['a', 'b'], sa.select(sa.null(), sa.null())))
# ---
t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
op.execute(sa.select(sa.select(sa.null(), sa.null()).subquery()))
# ---
t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
op.execute(sa.union_all(sa.select(sa.null(), sa.null()), sa.select(sa.null(), sa.null())))
# ---
t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
s = sa.select(sa.null(), sa.cast(None, sa.Integer), t.c.a).cte('x')
op.execute(sa.insert(t).from_select(['a', 'b'], sa.select(s)))
# ---
f = sa.func.max(sa.column('q'))
op.execute(sa.select(f, f))
# ---
f = sa.column('q') + 1
op.execute(sa.select(f, f, f))
# ---
f = sa.literal(1)
op.execute(sa.select(f, f))
# ---
t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
n = sa.null()
op.execute(t.update().values(a=n, b=n))
# ---
f = sa.func.max(sa.column('q'))
g = sa.func.min(sa.column('q'))
op.execute(sa.select(f, g, f, g, f))
# ---
n = sa.func.now()
t = sa.table('t', sa.column('a'), sa.column('b'))
op.execute(t.insert().from_select(['a', 'b'], sa.select(n, n).where(t.c.a.is_(None))))
# ---
c = sa.cast(sa.func.now(), sa.String)
op.execute(sa.select(c, c, c))
# ---
c = sa.text('x')
op.execute(sa.select(c, c))
# ---
c = sa.case((sa.column('q') == 1, 2), else_=3)
op.execute(sa.select(c, c))
# --- op.execute({})
# setup: t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String))
# setup: u = sa.table('u', sa.column('id', sa.Integer), sa.column('name', sa.String), schema='s')
sa.union(sa.select(u.c.id, t.c.id), sa.select(u.c.id, t.c.id).where(t.c.id > 5))
sa.union_all(sa.select(t.c.id, t.c.id), sa.select(t.c.id, t.c.id))
sa.select(1.5, 10**20, t.c.id)
sa.union(sa.select(t.c.id), sa.select(u.c.id, u.c.name))
sa.union(sa.select(t), sa.select(u), sa.select(t.c.id))
u.update().values(name=t.c.name).where(t.c.id == u.c.id)
# differs sqlite, postgres, mysql: a column of another table, which SQLAlchemy takes for one of the same name here
u.update().values({t.c.name: 'x'})
u.update().values({t.c.name: t.c.id}).where(t.c.id == u.c.id)
