# ---
f = sa.func.max(sa.column("q"))
op.execute(sa.union(sa.select(f), sa.select(f)))
# ---
f = sa.func.max(sa.column("q"))
g = sa.func.max(sa.column("q"))
op.execute(sa.union(sa.select(f), sa.select(g), sa.select(f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
e = t.c.a + 1
op.execute(sa.select(e, sa.select(e).scalar_subquery()))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
e = t.c.a + 1
op.execute(sa.select(e).where(sa.exists(sa.select(e))))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
e = sa.cast(t.c.a, sa.Text)
op.execute(sa.union_all(sa.select(e), sa.select(e)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
n = sa.func.now()
op.execute(t.insert().from_select(["a"], sa.union_all(sa.select(n), sa.select(n).where(t.c.a == 1))))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
e = sa.case((t.c.a > 1, "x"), else_="y")
op.execute(sa.union_all(sa.select(e, t.c.a), sa.select(t.c.a, e)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
e = sa.literal(1)
op.execute(sa.union_all(sa.select(e, t.c.a), sa.select(t.c.a, e)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
q = sa.select(sa.func.max(t.c.a)).scalar_subquery()
op.execute(sa.union_all(sa.select(q), sa.select(q)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
q = sa.select(sa.func.max(t.c.a))
op.execute(sa.union_all(q, q))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
q = sa.select(sa.func.max(t.c.a))
op.execute(sa.union_all(q.where(t.c.a > 1), q.where(t.c.a < 1)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.func.max(t.c.a)
s = sa.select(f).subquery()
op.execute(sa.select(s, f))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.func.max(t.c.a)
s = sa.select(f).subquery("s")
op.execute(sa.select(s.c[0], f, sa.func.max(t.c.a)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.func.max(t.c.a)
s = sa.select(f).cte("s")
op.execute(sa.select(s, f))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.func.max(t.c.a)
op.execute(sa.select(f, f, sa.select(f).scalar_subquery()))
# ---
t = sa.table("t", sa.column("a", sa.JSON))
f = t.c.a["x"]
op.execute(sa.union(sa.select(f), sa.select(f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = t.c.a.label(None)
op.execute(sa.union(sa.select(f), sa.select(f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.func.max(t.c.a)
op.execute(sa.select(f).group_by(f).order_by(f))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.func.sum(t.c.a)
op.execute(sa.select(f.over(order_by=t.c.a), f))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.func.sum(t.c.a)
w = f.over(order_by=t.c.a)
op.execute(sa.select(w).union(sa.select(w)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = ~t.c.a.in_([1, 2])
op.execute(sa.select(f).union(sa.select(f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = t.c.a.is_(None)
op.execute(sa.select(f).union(sa.select(f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = -t.c.a
op.execute(sa.select(f).union(sa.select(f)).subquery().select())
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.type_coerce(t.c.a, sa.Text)
op.execute(sa.select(f, t.c.a).union(sa.select(t.c.a, f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.cast(t.c.a, sa.Text)
op.execute(sa.select(t.c.a, f).union(sa.select(t.c.a, f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.cast(t.c.a + 1, sa.Text)
op.execute(sa.select(t.c.a, f).union(sa.select(t.c.a, f)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.cast(sa.func.lower(t.c.a), sa.Text)
op.execute(sa.select(t.c.a, f).union(sa.select(f, t.c.a)))
# ---
t = sa.table("t", sa.column("a", sa.Integer))
f = sa.exists().where(t.c.a == 1)
op.execute(sa.select(f).union(sa.select(f)))
# ---
b = sa.bindparam("x", 5)
op.execute(sa.select(b).union(sa.select(b)))
# ---
b = sa.tuple_(1, 2)
op.execute(sa.select(sa.literal(1)).where(b.in_([(1, 2)])))
# ---
col = sa.column("c", sa.Boolean)
op.execute(sa.select(sa.and_(True, col), sa.or_(False, col)))
# ---
col = sa.column("c", sa.Boolean)
op.execute(sa.select(sa.and_(True, col)))
# ---
col = sa.column("c", sa.Boolean)
op.execute(sa.select(sa.or_(False, col), sa.column("d")))
# ---
col = sa.column("c", sa.Boolean)
op.execute(sa.select(sa.and_(col), sa.or_(col)))
# ---
col = sa.column("c", sa.Boolean)
op.execute(sa.select(sa.and_(sa.true(), col, sa.true())))
# ---
col = sa.table("t", sa.column("c", sa.Boolean)).c.c
op.execute(sa.select(sa.and_(sa.true(), col, sa.true()), col))
# ---
col = sa.table("t", sa.column("c", sa.Boolean)).c.c
op.execute(sa.select(sa.and_(sa.true(), col, sa.true())).subquery().select())
# ---
col = sa.column("c", sa.Integer)
op.execute(sa.select(sa.and_(True, col > 1), sa.or_(False, col > 1)))
# ---
col = sa.column("c", sa.Boolean)
op.execute(sa.select(sa.and_(True, ~col), sa.or_(False, sa.not_(col))))
# ---
col = sa.column("c", sa.Boolean)
op.execute(sa.select(sa.and_(True, col).label("x"), sa.or_(False, col).label("y")))
# ---
from sqlalchemy.schema import CreateTable
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, sa.ForeignKey("nope.id")))
op.execute(CreateTable(t))
# ---
from sqlalchemy.schema import CreateTable
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, sa.ForeignKey("nope.id", name="fkx", use_alter=True)))
op.execute(CreateTable(t))
# ---
from sqlalchemy.schema import CreateTable
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["nope.id"]))
op.execute(CreateTable(t))
# ---
from sqlalchemy.schema import CreateTable
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["nope.id"]))
sa.Table("nope", m, sa.Column("id2", sa.Integer))
op.execute(CreateTable(t))
# ---
from sqlalchemy.schema import CreateTable
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["nope.id"]))
sa.Table("nope", m, sa.Column("id", sa.Integer))
op.execute(CreateTable(t))
# ---
from sqlalchemy.schema import CreateTable
m = sa.MetaData(schema="s")
t = sa.Table("t", m, sa.Column("a", sa.Integer, sa.ForeignKey("s.t.b")), sa.Column("b", sa.Integer), sa.Column("c", sa.Integer, sa.ForeignKey("t.b")))
op.execute(CreateTable(t))
# ---
op.create_table("t", sa.Column("a", postgresql.ARRAY(sa.Enum("x", "y", name="e", native_enum=False, create_constraint=True))))
# ---
op.create_table("t", sa.Column("a", sa.ARRAY(sa.Enum("x", "y", name="e", native_enum=False, create_constraint=True))))
# ---
op.create_table("t", sa.Column("a", sa.ARRAY(sa.Boolean(create_constraint=True, name="e"))))
# ---
op.add_column("t", sa.Column("a", sa.ARRAY(sa.Enum("x", "y", name="e", native_enum=False, create_constraint=True))))
# ---
op.create_table("t", sa.Column("a", postgresql.ARRAY(sa.Enum("x", "y", name="e", native_enum=False))))
# ---
op.alter_column("t", "a", existing_server_default=sa.Identity(), server_default="5")
# ---
op.alter_column("t", "a", existing_server_default=sa.Identity(), server_default=sa.text("5"))
# ---
op.alter_column("t", "a", existing_server_default=sa.Identity(), server_default=None)
# ---
op.alter_column("t", "a", existing_server_default=sa.Identity(always=True), server_default=sa.func.now())
# ---
op.alter_column("t", "a", existing_server_default=sa.Identity(always=True), server_default=sa.Identity(start=5))
# ---
op.alter_column("t", "a", existing_server_default="5", server_default=sa.Identity(start=5))
# ---
op.alter_column("t", "a", existing_server_default=sa.Computed("b"), server_default="5")
# ---
op.alter_column("t", "a", existing_server_default=sa.Computed("b"), server_default=None)
# ---
op.alter_column("t", "a", existing_server_default="5", server_default=sa.Computed("b"))
# --- op.execute({})
# setup: t=sa.table("t",sa.column("a",sa.Integer), sa.column("c", sa.Boolean))
# setup: c=t.c.c
# setup: f=sa.func.max(t.c.a)
# setup: e=t.c.a+1
# setup: k = sa.cast(t.c.a, sa.Text)
sa.select(sa.and_(True,c))
sa.select(sa.and_(True,c), sa.or_(False,c))
sa.select(c,sa.or_(False,c))
sa.select(sa.or_(False,c), c)
sa.select(sa.and_(c), c)
sa.select(sa.and_(c, True), sa.cast(c, sa.Text))
sa.select(sa.and_(True,c),sa.and_(True,c),sa.and_(True,c))
sa.select(~c,c)
sa.select(c, ~c)
sa.select(~c, ~c)
sa.select(sa.and_(True,~c),c)
sa.select(~sa.and_(True,c),c)
sa.select(sa.not_(sa.and_(True,c)))
sa.select(t.c.a).where(sa.and_(True,c))
sa.select(t.c.a).where(sa.or_(sa.and_(True,c), t.c.a == 1))
sa.select(t.c.a).where(~sa.and_(True,c))
sa.select(t.c.a).where(sa.and_(sa.and_(True,c), sa.or_(False, c)))
sa.select(sa.case((sa.and_(True, c), 1), else_=2))
sa.select(sa.and_(True, c) == True)
sa.select(sa.and_(True, c).label("x"), sa.and_(True, c).is_(None))
sa.select(sa.and_(True, sa.func.foo(type_=sa.Boolean)))
sa.select(sa.and_(True, sa.func.foo()))
sa.select(sa.and_(True, c)).subquery().select()
sa.select(sa.and_(True, c), c).subquery().select()
sa.select(sa.and_(True, c), sa.cast(sa.and_(True, c), sa.Integer))
sa.select(f, sa.cast(f,sa.Text))
sa.select(sa.cast(f,sa.Text),f)
sa.select(sa.select(f).subquery().c[0], f)
sa.select(f, sa.select(f).subquery().c[0])
sa.select(e, sa.type_coerce(e, sa.Text), sa.type_coerce(e, sa.Text))
sa.select(t.c.a, sa.type_coerce(t.c.a, sa.Text), sa.cast(t.c.a, sa.Text))
sa.select(sa.literal_column("z"), sa.cast(sa.literal_column("z"), sa.Text), sa.cast(sa.cast(sa.literal_column("z"), sa.Text),sa.Date))
sa.select(k, k, k)
sa.select(k, k, k).union(sa.select(k, k, k))
sa.select(t.c.a, k, k)
sa.select(sa.cast(k, sa.Date), k, sa.cast(k, sa.Date))
sa.select(f, e, f, e)
sa.select(e, sa.cast(e, sa.Text), sa.cast(e, sa.Text), e)
sa.select(sa.select(e).scalar_subquery(), e, sa.select(e).where(e > 1).exists())
sa.select(t.c.a).where(t.c.a.in_(sa.select(f)), t.c.a.not_in(sa.select(f)))
t.update().values(a=sa.select(f).scalar_subquery()).where(t.c.a == sa.select(f).scalar_subquery())
sa.select(f.label("x"), f).order_by(f)
sa.select(f).having(f > 1).order_by(f.desc())
sa.select(sa.func.coalesce(f, 0), f)
sa.select(f.op("+")(1), f)
sa.select(t.c.a).where(sa.and_(True, sa.func.foo()))
sa.select(t.c.a).where(sa.and_(sa.func.foo()))
sa.select(t.c.a).where(sa.or_(sa.func.foo(t.c.a), False))
sa.select(t.c.a).where(sa.or_(sa.func.foo(t.c.a, type_=sa.Boolean), False))
sa.select(t.c.a).where(sa.or_(t.c.a, False))
sa.select(t.c.a).where(sa.or_(sa.literal_column("x"), False))
sa.select(t.c.a).where(sa.and_(sa.select(c).scalar_subquery()))
sa.select(t.c.a).where(sa.and_(sa.select(c).scalar_subquery(), True))
sa.select(t.c.a).where(sa.and_(sa.text("x = 1"), True))
sa.select(t.c.a).where(sa.and_(sa.exists().where(c), True))
sa.select(t.c.a).where(sa.not_(sa.and_(sa.exists().where(c), True)))
sa.select(t.c.a).where(sa.not_(sa.and_(t.c.a == 1)))
sa.select(t.c.a).where(sa.not_(sa.and_(t.c.a)))
sa.select(t.c.a).where(sa.not_(sa.or_(sa.func.foo(), False)))
sa.select(t.c.a).where(sa.and_(sa.literal(True)))
sa.select(t.c.a).where(sa.and_(sa.literal(True), c))
sa.select(t.c.a).where(sa.and_(sa.or_(t.c.a == 1, c)))
sa.select(t.c.a).where(sa.and_(sa.or_(t.c.a == 1, c), True), c)
sa.select(t.c.a).where(sa.or_(sa.and_(t.c.a == 1, c), False), c)
sa.select(t.c.a).where(sa.and_(sa.case((c, 1), else_=0), True))
sa.select(t.c.a).where(sa.and_(sa.cast(t.c.a, sa.Boolean), True))
sa.select(t.c.a).where(sa.and_(t.c.a.op("&")(1), True))
sa.select(t.c.a).where(sa.and_(t.c.a.op("&")(1)), sa.or_(t.c.a.bool_op("&")(1)))
sa.select(t.c.a).where(sa.and_(t.c.a + 1))
sa.select(sa.and_(t.c.a + 1), sa.and_(t.c.a), sa.or_(t.c.a == 1))
sa.select(sa.and_(e), e, sa.and_(f), f)
# ---
from sqlalchemy.schema import CreateTable
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, sa.ForeignKey("nope.id")))
op.execute(CreateTable(t, include_foreign_key_constraints=[]))
# ---
from sqlalchemy.schema import CreateTable
m = sa.MetaData()
p = sa.Table("p", m, sa.Column("id", sa.Integer, key="k"))
t = sa.Table("t", m, sa.Column("a", sa.Integer, sa.ForeignKey("p.k")), sa.Column("b", sa.Integer, sa.ForeignKey(p.c.k)))
op.execute(CreateTable(t))
# ---
op.create_table("t", sa.Column("a", sa.ARRAY(sa.Enum("x", "y", name="e", native_enum=False, create_constraint=True).with_variant(sa.Text(), "postgresql"))))
# ---
op.alter_column("t", "a", type_=sa.ARRAY(sa.Enum("x", "y", name="e", native_enum=False, create_constraint=True)))
# ---
op.alter_column("t", "a", type_=sa.ARRAY(sa.Enum("x", "y", name="e", native_enum=False, create_constraint=True)), existing_type=sa.Text())
