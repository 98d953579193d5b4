# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="u"), sa.Index("i", "b"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.drop_column("zz")
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="u"), sa.Index("i", "b"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.alter_column("zz", nullable=False)
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="u"), sa.Index("i", "b"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.drop_constraint("zz", type_="unique")
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="u"), sa.Index("i", "b"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.drop_index("zz")
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="u"), sa.Index("i", "b"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.create_index("q", ["zz"])
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="u"), sa.Index("i", "b"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.add_column(sa.Column("c", sa.Integer), insert_after="zz")
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="u"), sa.Index("i", "b"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.drop_column("b")
    b.alter_column("b", nullable=False)
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.add_column(sa.Column("c", sa.Integer))
    b.create_index("i", ["c"])
    b.create_unique_constraint("q", ["c"])
    b.drop_index("i")
    b.drop_constraint("q", type_="unique")
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
op.execute(sa.select(a.c.x).with_only_columns(sa.func.count(), maintain_column_froms=True))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
op.execute(sa.select(a.c.x, b.c.y).where(a.c.id == b.c.id).with_only_columns(sa.func.count(), maintain_column_froms=True))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
op.execute(sa.select(a.c.x).join(b, a.c.id == b.c.id).with_only_columns(b.c.y, maintain_column_froms=True))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
op.execute(sa.select(sa.func.max(a.c.x)).select_from(b).with_only_columns(b.c.y, a.c.id, maintain_column_froms=True))
# ---
# differs sqlite: a SQLite batch block, which bridge rebuilds from the live table
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, index=True), sa.Column("c", sa.Integer, unique=True, index=True))
with op.batch_alter_table("t", copy_from=t) as b:
    b.drop_index("ix_t_b")
    b.drop_index(b.f("ix_t_c"))
    b.drop_column("c")
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, index=True))
with op.batch_alter_table("t", copy_from=t) as b:
    b.drop_index("ix_t_a")
    b.drop_column("a")
# ---
# differs sqlite: a SQLite batch block, which bridge rebuilds from the live table
t = sa.Table("t", sa.MetaData(naming_convention={"ix": "i_%(table_name)s_%(column_0_name)s"}), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, index=True))
with op.batch_alter_table("t", copy_from=t) as b:
    b.drop_index("i_t_b")
    b.drop_column("a")
