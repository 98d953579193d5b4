# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.DefaultClause("1", for_update=True)))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.DefaultClause("1")))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.FetchedValue()))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.FetchedValue(for_update=True), server_default="1"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ColumnDefault(3)))
# ---
# differs sqlite, postgres, mysql: offline SQL has NULL for defaults of Python; connected they are values, and so they are here
t = op.create_table("t", sa.Column("a", sa.Integer, sa.ColumnDefault(3)), sa.Column("b", sa.Integer))
op.execute(t.insert().values(b=1))
# ---
# differs sqlite, postgres, mysql: offline SQL has NULL for defaults of Python; connected they are values, and so they are here
t = op.create_table("t", sa.Column("a", sa.Integer, default=sa.ColumnDefault(3)), sa.Column("b", sa.Integer, sa.ColumnDefault(4, for_update=True)))
op.execute(t.update().values(a=1))
# ---
op.create_table("t", sa.Column("a", sa.Integer, server_default=sa.DefaultClause("1", for_update=True)))
# ---
op.create_table("t", sa.Column("a", sa.Integer, server_onupdate=sa.DefaultClause("1")))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ColumnDefault(3), primary_key=True))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.DefaultClause("1", for_update=True), sa.Computed("b")))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.DefaultClause(sa.text("x"), True), server_default="5"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.Index("i", "k", postgresql_include=["a"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.Index("i", "k", postgresql_include=["k"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.UniqueConstraint("k", name="i", postgresql_include=["k"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.UniqueConstraint("k", name="i", postgresql_include=["a"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.PrimaryKeyConstraint("k", name="i", postgresql_include=["a"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.PrimaryKeyConstraint("k", name="i", postgresql_include=["k"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Index("i", "a", postgresql_include=["zz"]))
