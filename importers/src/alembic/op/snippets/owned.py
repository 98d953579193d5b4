# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(sa.select(t.c.x).where(t.c.x == (1 if t.c.x is t.columns.x else 2)))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer))
op.execute(sa.select(t.c.x).where(t.c.x == (1 if t.c.x is t.columns.x else 2)))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer))
op.execute(str([t.c.x is t.c["x"], t.c.x is t.c.x, t.c is t.columns, t.columns is t.columns, t.c is t.c, t.c.x is list(t.c)[0], t.c.x is t.c[0], t.c.x is t.c.get("x"), t.c.x in [t.c.x], t.c.x is t.primary_key]))
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(str([t.c.x is t.c["x"], t.c.x is t.c.x, t.c is t.columns, t.columns is t.columns, t.c is t.c, t.c.x is list(t.c)[0], t.c.x is t.c[0], t.c.x is t.c.get("x")]))
# ---
t = sa.table("t", sa.column("x", sa.Integer)).alias("a")
op.execute(str([t.c.x is t.c["x"], t.c.x is t.c.x, t.c is t.columns, t.columns is t.columns, t.c is t.c, t.c.x is list(t.c)[0], t.c.x is t.c[0], t.c.x is t.c.get("x")]))
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData(), x)
op.execute(str([t.c.x is x, t.columns.x is x, x.table is t, x.table is t.c.x.table]))
# ---
x = sa.column("x", sa.Integer)
t = sa.table("t", x)
op.execute(str([t.c.x is x, t.columns.x is x, x.table is t, x.table is t.c.x.table]))
# ---
s = sa.select(sa.column("x", sa.Integer)).subquery("q")
op.execute(str([s.c.x is s.c.x, s.columns.x is s.c.x, s.c is s.columns, s.c.x.table is s]))
# ---
c = sa.Column("x", sa.Integer, index=False, unique=False)
op.execute(str([c.index, c.unique]))
# ---
c = sa.Column("x", sa.Integer, index=True, unique=True)
op.execute(str([c.index, c.unique]))
# ---
c = sa.Column("x", sa.Integer, primary_key=True)
op.execute(str([c.index, c.unique, c.nullable]))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, nullable=False))
op.execute(str([(c.index, c.unique, c.nullable) for c in t.c]))
# ---
op.create_table("t", sa.Column("x", sa.Integer, index=None))
# ---
op.create_table("t", sa.Column("x", sa.Integer, index=False, unique=None))
# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("e", sa.Enum("a", "b", name="en", native_enum=False, create_constraint=True)), sa.CheckConstraint("1 > 0", name="ck"))
t2 = t.to_metadata(sa.MetaData())
op.execute(sa.schema.CreateTable(t2))
# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("e", sa.Enum("a", "b", name="en", native_enum=False, create_constraint=True)), sa.CheckConstraint("1 > 0", name="ck"), sa.UniqueConstraint("e", name="u"))
op.execute(sa.schema.CreateTable(t))
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData(), x)
op.execute(sa.select(x))
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData(), x)
op.execute(sa.update(t).where(x == 1).values(x=x + 1))
# ---
x = sa.Column("x", sa.Integer)
op.create_table("t", x)
op.execute(sa.select(x))
# ---
x = sa.Column("x", sa.Integer)
op.create_table("t", x)
op.create_table("u", x)
op.execute(sa.select(x))
# ---
x = sa.Column("x", sa.Integer)
t = op.create_table("t", x)
op.execute(str([x.table.name, x.table is t, t.c.x is x]))
# ---
x = sa.Column("x", sa.Integer)
op.add_column("t", x)
op.execute(sa.select(x))
# ---
x = sa.Column("x", sa.Integer)
op.add_column("t", x)
op.add_column("u", x)
# ---
x = sa.Column("x", sa.Integer, unique=True)
op.add_column("t", x)
op.add_column("u", x)
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData(), x)
u = sa.Table("u", sa.MetaData(), x)
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData(), x)
op.create_table("u", x)
# ---
x = sa.Column("x", sa.Integer, sa.ForeignKey("o.id"), index=True)
t = sa.Table("t", sa.MetaData(), x)
op.create_table("u", x)
# ---
x = sa.Column("x", sa.Integer, sa.ForeignKey("o.id"), index=True)
op.create_table("t", x)
op.create_table("u", x)
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData())
t.append_column(x)
op.execute(sa.select(x))
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData())
t.append_column(x)
op.execute(sa.select(t.c.x))
op.execute(sa.schema.CreateTable(t))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer), sa.Column("y", sa.String(5)))
t.c.x.nullable = False
op.execute(sa.schema.CreateTable(t))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer), sa.Column("y", sa.String(5)))
t.c.y.type = sa.Text()
t.c.x.comment = "hi"
op.execute(sa.schema.CreateTable(t))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer), sa.Column("y", sa.String(5)))
t.c.y.name = "z"
op.execute(sa.schema.CreateTable(t))
op.execute(sa.select(t))
op.execute(sa.select(t.c.y))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)))
t.c.x.server_default = sa.DefaultClause("5")
op.execute(sa.schema.CreateTable(t))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.String(5), server_default="q"))
t.c.y.server_default = None
op.execute(sa.schema.CreateTable(t))
# ---
t = op.create_table("t", sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.String(5), server_default="q"))
t.c.y.server_default = None
t.c.y.nullable = False
t.create(op.get_bind())
# ---
t = op.create_table("t", sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.String(5), server_default="q"))
t.c.y.nullable = False
op.add_column("u", t.c.y)
# ---
c = sa.Column("a", sa.Integer)
c.key = "zz"
op.add_column("u", c)
# ---
c = sa.Column("a", sa.Integer)
c.system = True
op.create_table("u", c, sa.Column("b", sa.Integer))
# ---
c = sa.Column("a", sa.Integer)
c.type = sa.String
op.create_table("u", c)
# ---
c = sa.Column("a", sa.Integer)
c.type = sa.String
op.add_column("u", c)
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("e", sa.Enum("a", "b", name="en", native_enum=False, create_constraint=True)), sa.Column("u", sa.Integer, unique=True))
t.append_constraint(sa.CheckConstraint("1 > 0", name="z"))
t.append_column(sa.Column("f", sa.Enum("a", "b", name="fn", native_enum=False, create_constraint=True)))
t.append_constraint(sa.CheckConstraint("2 > 0", name="y"))
op.execute(sa.schema.CreateTable(t))
# ---
x = sa.Column("x", sa.Integer)
t = sa.Table("t", sa.MetaData(), x)
op.execute(str([x.table is t, x.system, t.metadata is t.metadata, t.c.x.table is t, sa.Column("z").table]))
# ---
with op.batch_alter_table("t") as b:
    x = sa.Column("x", sa.Integer, sa.ForeignKey("o.id", name="fk"), nullable=False)
    if op.get_context().dialect.name != "sqlite":
        b.add_column(x)
        b.add_column(x)
# ---
x = sa.Column("x", sa.Integer)
y = sa.Column("y", sa.Integer)
a = sa.Table("a", sa.MetaData(), x, y, sa.UniqueConstraint(x, y), sa.Index("ix", x, y.desc()), sa.CheckConstraint(x > 5))
op.execute(sa.schema.CreateTable(a))
for ix in a.indexes:
    op.execute(sa.schema.CreateIndex(ix))
# ---
x = sa.Column("x", sa.Integer)
y = sa.Column("y", sa.Integer)
a = op.create_table("a", x, y, sa.UniqueConstraint(x, y), sa.Index("ix", x, y.desc()), sa.CheckConstraint(x > 5))
op.create_index("i2", "a", [x, sa.func.lower(y)])
op.create_index("i3", "a", [x.desc(), y])
op.create_index("i4", "a", ["x"], postgresql_where=(y == 3), sqlite_where=x > 4)
op.create_check_constraint("ck", "a", x > 3) if op.get_context().dialect.name != "sqlite" else None
op.execute(a.insert().values({x: 1, a.c.y: 3}))
op.execute(a.update().values({x: y}).where(x == 5))
op.bulk_insert(a, [{"x": 4}])
op.execute(sa.delete(a).where(y.in_([1, 2])))
# ---
x = sa.Column("x", sa.Integer, key="kk")
a = sa.Table("a", sa.MetaData(), x)
op.execute(str([a.c.kk is x, "kk" in a.c, "x" in a.c]))
op.execute(sa.select(x))
# ---
x = sa.Column("x", sa.Integer)
op.alter_column("t", "x", type_=x.type, nullable=x.nullable) if op.get_context().dialect.name != "sqlite" else None
# ---
cols = [sa.Column("a", sa.Integer, primary_key=True), sa.Column("e", sa.Enum("x", "y", name="en")), sa.Column("b", sa.Boolean(), index=True)]
for n in ("t", "u"):
    op.create_table(n, *cols)
# ---
t1 = sa.table("t", sa.column("x"))
t2 = sa.table("t", sa.column("x"))
op.execute(str([t1.c.x is t2.c.x, {t1.c.x: 1} == {t2.c.x: 1}, len({t1.c.x, t2.c.x}), len({t1.c.x, t1.c.x})]))
# ---
t = sa.Table("t", sa.MetaData(), sa.CheckConstraint("1 > 0"), sa.Column("e", sa.Enum("a", "b", name="en", native_enum=False, create_constraint=True), sa.ForeignKey("o.e"), unique=True))
op.execute(sa.schema.CreateTable(t.to_metadata(sa.MetaData(), name="t2")))
op.execute(sa.schema.CreateTable(t.to_metadata(sa.MetaData(), schema="s").to_metadata(sa.MetaData(), schema=None)))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer), sa.Column("y", sa.String(5)))
t.c.y.primary_key = True
t.c.x.nullable = False
op.execute(sa.schema.CreateTable(t))
op.create_table("u", t.c.y, t.c.x)
op.execute(str([t.c.y.primary_key, len(t.primary_key.columns)]))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer), sa.Column("y", sa.String(5)))
t.c.y.unique = True
t.c.x.index = True
op.execute(sa.schema.CreateTable(t))
op.execute(str([len(t.indexes), t.c.x.index, t.c.y.unique]))
op.add_column("u", t.c.x)
op.add_column("u", t.c.y)
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)))
t.c.x.autoincrement = False
op.execute(sa.schema.CreateTable(t))
