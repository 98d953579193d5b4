# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.zz")))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.a"), key="k"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.k"), key="k"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("s.t.a"), key="k"), schema="s")
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["t.zz"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, key="k"), sa.ForeignKeyConstraint(["a"], ["t.k"]))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, key="k"), sa.ForeignKeyConstraint(["a"], ["t.b"]))
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.zz")))
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.k"), key="k"))
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.a"), key="k"))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.UniqueConstraint("zz"))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("a", sa.Text, key="k"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="b"), sa.Column("b", sa.Text, key="a"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="b"), sa.Column("b", sa.Text))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="b"), sa.Column("b", sa.Text, key="c"), sa.UniqueConstraint("b"))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.ForeignKey("t.k"), key="k"))
op.execute(sa.schema.CreateTable(t))
# ---
m = sa.MetaData()
u = sa.Table("u", m, sa.Column("id", sa.Integer, key="k"))
t = sa.Table("t", m, sa.Column("a", sa.Integer, sa.ForeignKey("u.k")))
op.execute(sa.schema.CreateTable(t))
# ---
op.create_index(None, "t", [sa.column("a").label("x")])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")).label("x")])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")), "b"])
# ---
op.create_index(None, "t", [sa.column("a").collate("C")])
# ---
op.create_index(None, "t", [sa.collate(sa.column("a"), "C"), "b"])
# ---
op.create_index(None, "t", ["a", "a"])
# ---
op.create_index(None, "t", ["a", sa.column("a").desc()])
# ---
op.create_index(None, "t", [sa.column("a"), sa.column("a")])
# ---
op.create_index(None, "t", [sa.column("a") + sa.column("b"), "c"])
# ---
op.create_index(None, "t", [sa.column("a") + sa.column("a")])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")), sa.func.lower(sa.column("a"))])
# ---
op.create_index(None, "t", [sa.text("a"), "b"])
# ---
op.create_index(None, "t", [sa.text("lower(a)"), sa.column("a")])
# ---
op.create_index(None, "t", [sa.literal_column("a"), "b"])
# ---
op.create_index(None, "t", [sa.cast(sa.column("a"), sa.Text), "b"])
# ---
op.create_index(None, "t", ["b", sa.case((sa.column("a") > 1, 1), else_=2)])
# ---
op.create_index(None, "t", [sa.column("a").label("x"), sa.column("a")])
# ---
op.create_index(None, "t", [sa.column("a").nulls_last(), "b"])
# ---
op.create_index("t", "t", [sa.column("a").label("x")])
# ---
# convention: {"ix": "ix_%(table_name)s_%(column_0_N_name)s"}
# ---
op.create_index(None, "t", [sa.column("a").label("x"), "q"])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")).label("x"), "q"])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")), "b", "q"])
# ---
op.create_index(None, "t", [sa.column("a").collate("C"), "q"])
# ---
op.create_index(None, "t", [sa.collate(sa.column("a"), "C"), "b", "q"])
# ---
op.create_index(None, "t", ["a", "a", "q"])
# ---
op.create_index(None, "t", ["a", sa.column("a").desc(), "q"])
# ---
op.create_index(None, "t", [sa.column("a"), sa.column("a"), "q"])
# ---
op.create_index(None, "t", [sa.column("a") + sa.column("b"), "c", "q"])
# ---
op.create_index(None, "t", [sa.column("a") + sa.column("a"), "q"])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")), sa.func.lower(sa.column("a")), "q"])
# ---
op.create_index(None, "t", [sa.desc("a"), "q"])
# ---
op.create_index(None, "t", [sa.text("a"), "b", "q"])
# ---
op.create_index(None, "t", [sa.text("lower(a)"), sa.column("a"), "q"])
# ---
op.create_index(None, "t", [sa.literal_column("a"), "b", "q"])
# ---
op.create_index(None, "t", [sa.cast(sa.column("a"), sa.Text), "b", "q"])
# ---
op.create_index(None, "t", ["b", sa.case((sa.column("a") > 1, 1), else_=2), "q"])
# ---
op.create_index(None, "t", [sa.column("a").label("x"), sa.column("a"), "q"])
# ---
op.create_index(None, "t", [sa.column("a").nulls_last(), "b", "q"])
# ---
# convention: {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_key)s", "fk": "fk_%(table_name)s_%(column_0_key)s_%(referred_table_name)s", "ck": "ck_%(table_name)s_%(column_0_key)s", "pk": "pk_%(column_0_N_key)s"}
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k", primary_key=True), sa.Column("b", sa.Integer, sa.ForeignKey("u.id"), key="m"), sa.UniqueConstraint("m"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k", primary_key=True), sa.Column("b", sa.Integer, sa.ForeignKey("u.id"), key="m", unique=True))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k", primary_key=True), sa.Column("b", sa.Integer, sa.ForeignKey("u.id"), key="m", index=True))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k", primary_key=True), sa.Column("b", sa.Integer, sa.ForeignKey("u.id"), key="m"), sa.UniqueConstraint("b"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.Column("b", sa.Integer, key="m"), sa.PrimaryKeyConstraint("k", "m"), sa.ForeignKeyConstraint(["m"], ["u.id"]))
# ---
op.add_column("t", sa.Column("b", sa.Integer, sa.ForeignKey("u.id"), key="m", index=True))
# ---
op.create_table("t", sa.Column("b", sa.Integer, sa.CheckConstraint("b > 1"), key="m"))
# ---
op.create_table("t", sa.Column("b", sa.Boolean(create_constraint=True), key="m"))
# ---
op.create_index(None, "t", [sa.column("a").label("x")])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")).label("x"), "b"])
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a"))])
# ---
# convention: {"uq": "uq_%(table_name)s_%(column_0N_key)s", "ix": "ix_%(column_0_key)s", "fk": "fk_%(column_0_key)s_%(referred_column_0_name)s"}
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k", unique=True), sa.Column("b", sa.Integer, key="m"), sa.UniqueConstraint("k", "m"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("u.id"), key="k"))
# ---
op.create_table("t", sa.Column("a", sa.Integer, key="k"), sa.ForeignKeyConstraint(["k"], ["u.id"]))
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("u.id"), key="k"))
# ---
op.create_foreign_key(None, "t", "u", ["a"], ["id"])
# ---
# convention: {"ck": "ck_%(table_name)s_%(column_0_label)s"}
# ---
op.create_check_constraint(None, "t", sa.column("a") > 1)
# ---
op.create_check_constraint(None, "t", sa.column("a", sa.Integer) > 1)
# ---
op.create_check_constraint(None, "t", sa.Column("a", sa.Integer) > 1)
# ---
op.create_check_constraint(None, "t", "a > 1")
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.CheckConstraint(sa.column("a") > 1)))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.CheckConstraint("a > 1")))
# ---
op.create_table("t", sa.Column("a", sa.Boolean(create_constraint=True)))
# ---
op.create_check_constraint(None, "t", sa.func.length(sa.column("a")) > sa.column("b"))
# ---
t = sa.table("t", sa.column("a"))
op.create_table("t", sa.Column("a", sa.Integer), sa.CheckConstraint(t.c.a > 1))
# ---
# convention: {"ck": "ck_%(table_name)s_%(column_0_N_key)s"}
# ---
op.create_check_constraint(None, "t", sa.column("a") > sa.column("b"))
# ---
op.create_check_constraint(None, "t", sa.column("a") > sa.column("a") + 1)
# ---
op.create_table("t", sa.Column("b", sa.Boolean(create_constraint=True), key="k"))
# ---
op.create_table("t", sa.Column("b", sa.Enum("a", native_enum=False, create_constraint=True), key="k"))
# ---
# convention: {"fk": "fk_%(table_name)s_%(referred_column_0_name)s", "uq": "uq_%(column_1_name)s"}
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Integer, sa.ForeignKey("t.id")))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.id")), sa.Column("id", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.a")))
# ---
op.create_table("t", sa.Column("id", sa.Integer, key="k"), sa.Column("a", sa.Integer, sa.ForeignKey("t.id")))
# ---
op.create_table("t", sa.Column("id", sa.Integer, key="k"), sa.Column("a", sa.Integer, sa.ForeignKey("t.k")))
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["t.id"]))
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["u.id"], name="x"))
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["u.id"]))
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Integer, sa.ForeignKey("u.id", name=op.f("x"))))
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Integer, sa.ForeignKey("s.t.id")), schema="s")
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("u.id")))
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("t.a")))
# ---
op.create_foreign_key(None, "t", "u", ["a"], ["id"])
# ---
op.create_foreign_key(None, "t", "t", ["a"], ["id"])
# ---
op.create_table("t", sa.Column("a", sa.Integer, unique=True))
# ---
op.create_unique_constraint(None, "t", ["a"])
# ---
u = sa.Table("u", sa.MetaData(), sa.Column("id", sa.Integer))
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey(u.c.id)))
# ---
m = sa.MetaData(naming_convention={"fk": "fk_%(table_name)s_%(referred_column_0_name)s"})
u = sa.Table("u", m, sa.Column("id", sa.Integer))
t = sa.Table("t", m, sa.Column("a", sa.Integer, sa.ForeignKey("u.id")))
op.execute(sa.schema.CreateTable(t))
# ---
# convention: {"fk": "fk_%(table_name)s_%(referred_column_1_name)s"}
# ---
op.create_foreign_key(None, "t", "u", ["a"], ["id"])
# ---
# convention: {"fk": "fk_%(table_name)s_%(referred_column_0_key)s"}
# ---
op.create_foreign_key(None, "t", "u", ["a"], ["id"])
# ---
# convention: {"fk": "fk_%(table_name)s_%(constraint_name)s_%(referred_column_0_name)s"}
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["u.id"], name="x"))
# ---
op.create_foreign_key("x", "t", "u", ["a"], ["id"])
