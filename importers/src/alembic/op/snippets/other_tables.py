# ---
t = sa.table("t", sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("id"))
op.execute(t.update().values({t.c.a[1]: 5, t.c.id: 3}).where(t.c.a[2] == 5))
# ---
if op.get_context().dialect.name != "sqlite":
    with op.batch_alter_table("t") as b:
        b.add_column(sa.Column("x", sa.Integer), insert_after="y")
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
u = sa.Table("u", t.metadata, sa.Column("id", sa.Integer, sa.ForeignKey("t.id"), primary_key=True), sa.Column("z", sa.Integer))
op.execute(sa.select(t, u).select_from(t.join(u)).reduce_columns())
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
u = sa.Table("u", t.metadata, sa.Column("tid", sa.Integer, primary_key=True), sa.Column("z", sa.Integer))
op.execute(sa.select(t, u).select_from(t.join(u, t.c.id == u.c.tid)).reduce_columns())
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
u = sa.Table("u", t.metadata, sa.Column("tid", sa.Integer, primary_key=True), sa.Column("z", sa.Integer))
op.execute(sa.select(t, u).where(t.c.id == u.c.tid).reduce_columns())
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
u = sa.Table("u", t.metadata, sa.Column("tid", sa.Integer, primary_key=True), sa.Column("z", sa.Integer))
op.execute(sa.select(t, u).where(t.c.id == u.c.tid).reduce_columns(only_synonyms=False))
# ---
t = sa.table("t", sa.column("x"), sa.column("id"))
u = sa.table("u", sa.column("x"), sa.column("id"))
op.execute(sa.update(t).values(x=u.c.x).where(t.c.id == u.c.id))
# ---
t = sa.table("t", sa.column("x"), sa.column("id"))
u = sa.table("u", sa.column("x"), sa.column("id"))
op.execute(sa.update(t).values({t.c.x: 1, u.c.x: 2}).where(t.c.id == u.c.id))
# ---
t = sa.table("t", sa.column("x"), sa.column("id"))
u = sa.table("u", sa.column("x"), sa.column("id"), sa.column("z"))
op.execute(sa.update(t).values({u.c.x: 2, u.c.z: u.c.x + t.c.x}).where(t.c.id == u.c.id))
# ---
t = sa.table("t", sa.column("x"), sa.column("id"))
u = sa.table("u", sa.column("x"), sa.column("id"), sa.column("z"), schema="s")
a = u.alias("a")
op.execute(sa.update(t).values({a.c.x: 2, t.c.x: a.c.z}).where(a.c.id == t.c.id))
# ---
op.create_table("t", sa.Column("a", sa.ARRAY(sa.ARRAY(sa.Integer))))
# ---
op.create_table("t", sa.Column("a", postgresql.ARRAY(postgresql.ARRAY(sa.Integer))))
# ---
op.create_table("t", sa.Column("a", postgresql.ARRAY(sa.Integer, dimensions=2)))
# ---
op.add_column("t", sa.Column("a", sa.ARRAY(postgresql.ARRAY(sa.Text))))
# ---
op.create_table("t", sa.Column("a", sa.JSON().evaluates_none()))
# ---
op.create_table("t", sa.Column("a", sa.String(5).evaluates_none()))
# ---
op.create_table("t", sa.Column("a", postgresql.JSONB(none_as_null=True).evaluates_none()), sa.Column("b", postgresql.JSONB(none_as_null=True).evaluates_none()))
# ---
t = sa.table("t", sa.column("a", sa.String(5).evaluates_none()))
op.execute(t.insert().values(a=None))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"), sa.column("c"))
op.execute(sa.select(t.c["a", "b"]))
# ---
t = sa.table("t", sa.column("a"), sa.column("b"), sa.column("c"))
op.execute(sa.select(*t.c["a", "c"]).where(t.c["a", "b"].a == 1))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a"), sa.Column("b"), sa.Column("c"))
op.execute(sa.select(*t.c[0:2]))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a"), sa.Column("b"), sa.Column("c"))
op.execute(sa.select(t.c[-1], t.c[1]))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a"), sa.Column("b"), sa.Column("c"))
op.execute(sa.select(t.c[("a",)]))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a"), sa.Column("b"), sa.Column("c"))
op.execute(sa.select(t.c["a", "z"]))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a"), sa.Column("b"), sa.Column("c"))
op.execute(sa.select(t.c["a", 1]))
# ---
a = sa.Column("a", sa.Text)
t = sa.Table("t", sa.MetaData(naming_convention={"ix": "ix_%(column_0_label)s"}), a)
sa.Index(None, sa.func.lower(a))
for i in t.indexes:
    op.execute(sa.schema.CreateIndex(i))
# ---
t = sa.Table("t", sa.MetaData(naming_convention={"ix": "ix_%(column_0_label)s"}), sa.Column("a", sa.Text), sa.Index(None, sa.func.lower(sa.column("a"))))
for i in t.indexes:
    op.execute(sa.schema.CreateIndex(i))
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a", sa.Text))])
# ---
op.create_index(None, "t", [sa.func.lower(sa.Column("a", sa.Text))])
# ---
op.create_index(None, "t", [sa.text("lower(a)")])
# ---
op.create_index(op.f("ix"), "t", [sa.func.lower(sa.Column("a", sa.Text)), sa.Column("b", sa.Text).desc()])
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("id", sa.Integer))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("id", sa.Integer), sa.column("z", sa.Integer), schema="s")
v = sa.table("v", sa.column("q", sa.Integer), sa.column("id", sa.Integer))
a = u.alias("a")
if op.get_context().dialect.name == "mysql":
    op.execute(sa.update(t).values({t.c.x: 1, u.c.x: 2}).where(t.c.id == u.c.id))
    op.execute(sa.update(t).values({u.c.z: 1, u.c.x: 2}).where(t.c.id == u.c.id))
    op.execute(sa.update(t).values({v.c.q:4, a.c.z: 1, t.c.x:a.c.x+1}).where(t.c.id == a.c.id, t.c.id==v.c.id))
    op.execute(sa.update(t).ordered_values((t.c.x, u.c.x), (u.c.x, t.c.x)).where(t.c.id == u.c.id))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("id", sa.Integer))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("id", sa.Integer), sa.column("z", sa.Integer), schema="s")
op.execute(sa.update(t).values({t.c.x: 1, u.c.x: 2}).where(t.c.id == u.c.id))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("id", sa.Integer))
a = sa.table("u", sa.column("x", sa.Integer), sa.column("id", sa.Integer)).alias("a")
op.execute(sa.update(t).values({a.c.x: 2}).where(t.c.id == a.c.id))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("id", sa.Integer))
op.execute(sa.update(t).values({sa.column("x"): 2, sa.table("t", sa.column("id")).c.id: 4}))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("x", sa.JSON(none_as_null=True)), sa.Column("y", sa.JSON(none_as_null=True).evaluates_none()))
op.execute(sa.insert(t).values(x=None))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a"), sa.Column("b", key="kb"), sa.Column("c"))
op.execute(sa.select(t.c["a", "kb"].kb, *t.c[1:]))
op.execute(str([len(t.c["a", "c"]), "a" in t.c["a", "c"], t.c["a", "kb"].keys()]))
