# ---
e = sa.Enum("a", "b", name="e")
op.create_table("t", sa.Column("a", e), schema="s")
e.drop(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData(schema="s")
e = sa.Enum("a", "b", name="e", metadata=m)
op.create_table("t", sa.Column("a", e), schema="q")
e.drop(op.get_bind(), checkfirst=False)
e.create(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData()
e = sa.Enum("a", "b", name="e", metadata=m)
op.create_table("t", sa.Column("a", e), schema="q")
e.drop(op.get_bind(), checkfirst=False)
e.create(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True)
op.create_table("t", sa.Column("a", e), schema="q")
e.drop(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True, metadata=sa.MetaData(schema="z"))
op.create_table("t", sa.Column("a", e), schema="q")
e.drop(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True, metadata=sa.MetaData(schema="z"))
op.create_table("t", sa.Column("a", e), schema="q")
op.create_table("t2", sa.Column("a", e), schema="q2")
op.create_table("t3", sa.Column("a", e))
e.drop(op.get_bind(), checkfirst=False)
# ---
# differs mysql: Alembic stops at the table, whose type MySQL has not; bridge at dropping it
e = postgresql.ENUM("a", "b", name="e", inherit_schema=True)
op.create_table("t", sa.Column("a", e), schema="q")
e.drop(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True)
c = sa.Column("a", e)
op.create_table("t", c, schema="q")
c.type.drop(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True)
op.add_column("t", sa.Column("a", e), schema="q")
e.drop(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True)
t = op.create_table("t", sa.Column("a", e), schema="q")
t.c.a.type.drop(op.get_bind(), checkfirst=False)
e.create(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True)
t = sa.Table("t", sa.MetaData(), sa.Column("a", e), schema="q")
e.create(op.get_bind(), checkfirst=False)
t.c.a.type.drop(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e", inherit_schema=True)
t = sa.Table("t", sa.MetaData(schema="r"), sa.Column("a", e))
e.create(op.get_bind(), checkfirst=False)
t.c.a.type.drop(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData(schema="r")
e = sa.Enum("a", "b", name="e", metadata=m)
t = sa.Table("t", m, sa.Column("a", e))
e.create(op.get_bind(), checkfirst=False)
t.c.a.type.drop(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData(schema="r")
t = sa.Table("t", m, sa.Column("a", sa.Enum("x", name="e")))
t.c.a.type.create(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData(schema="r")
t = sa.Table("t", m, sa.Column("a", sa.Enum("x", name="e", schema="z")))
t.c.a.type.create(op.get_bind(), checkfirst=False)
# ---
t = op.create_table("t", sa.Column("a", sa.Enum("x", name="e", schema="z")), schema="q")
t.c.a.type.drop(op.get_bind(), checkfirst=False)
# ---
e = sa.Enum("a", "b", name="e")
op.create_table("t", sa.Column("a", sa.ARRAY(e)), schema="s")
e.drop(op.get_bind(), checkfirst=False)
