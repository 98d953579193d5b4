# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.func.lower(sa.column("a"))))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.column("a")))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, "a", sa.func.lower(sa.column("b"))))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.func.lower(sa.text("a")), sa.column("a")))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.text("lower(a)"), "a"))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.text("lower(a)")))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.func.coalesce(sa.column("b"), sa.column("a"))))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.table("q", sa.column("a")).c.a))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.func.lower(sa.table("q", sa.column("a")).c.a)))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.column("a") + sa.column("b")))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.desc("a")))
# ---
op.create_table("t", sa.Column("a", sa.String(9)), sa.Index(None, sa.literal_column("a")))
# ---
op.create_index(None, "t", [sa.text("lower(a)")])
# ---
op.create_index(None, "t", ["a", sa.text("lower(a)")])
# ---
op.create_index(None, "t", [sa.text("lower(a)"), "a"])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a"))])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a"))], schema="s")
# ---
op.create_index(None, "t", [sa.desc("a")])
# ---
op.create_index(None, "t", [sa.column("a")])
# ---
op.create_index(None, "t", [sa.column("a").desc()])
# ---
op.create_index(None, "t", [sa.literal_column("a")])
# ---
op.create_index(None, "t", [sa.func.coalesce(sa.column("b"), sa.column("a")), "c"])
# ---
op.create_index(None, "t", [sa.func.now()])
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer))
op.create_index(None, "t", [sa.func.lower(t.c.a)])
# ---
t = sa.Table("q", sa.MetaData(), sa.Column("a", sa.Integer))
op.create_index(None, "t", [sa.func.lower(t.c.a), t.c.a])
# ---
op.create_index(None, "t", [sa.Column("a", sa.Integer)])
# ---
op.create_index(None, "t", ["b", sa.Column("a", sa.Integer)])
# ---
c = sa.Column("a", sa.Integer)
op.create_table("t", c, sa.Index(None, c))
# ---
t = op.create_table("t", sa.Column("a", sa.Integer))
op.create_index(None, "t", [sa.func.lower(t.c.a)])
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Index(None, sa.func.coalesce(sa.func.lower(sa.column("b")), sa.column("a"))))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Index(None, (sa.column("b") + 1) * sa.column("a")), schema="s")
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.Index(None, "k"))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Index("i", sa.func.lower(sa.column("a", sa.String))))
# ---
# convention: {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"}
op.create_table("t", sa.Column("a", sa.Integer), sa.Index(None, "a", sa.func.coalesce(sa.column("b"), sa.column("c"))))
# ---
op.create_index(None, "t", ["a", sa.func.coalesce(sa.column("b"), sa.column("c")), sa.text("lower(d)")])
# ---
# convention: {"ix": "ix_%(column_0_N_label)s"}
op.create_table("t", sa.Column("a", sa.Integer), sa.Index(None, "a", sa.func.coalesce(sa.column("b"), sa.column("c"))))
