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
