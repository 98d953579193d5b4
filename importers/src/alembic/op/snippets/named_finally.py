# ---
# convention: {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_name)s", "pk": "pk_%(table_name)s"}
op.create_table("用户 表", sa.Column("编号", sa.Integer, primary_key=True), sa.Column("Mixed Case", sa.String(20), unique=True, index=True), sa.Column("p", sa.ForeignKey("用户 表.编号"), index=True), sa.CheckConstraint(sa.column("p") > 0), schema="库")
# ---
op.create_unique_constraint(None, "订单", ["a", "b"], schema="库")
# ---
op.create_foreign_key(None, "a", "b", ["x", "y"], ["q", "r"], source_schema="s1", referent_schema="s2")
# ---
op.create_index(None, "t", ["a", sa.text("lower(b)"), "c"], unique=True)
# ---
op.create_primary_key(None, "t", ["a"])
# ---
op.create_check_constraint(None, "t", sa.column("a") > 5)
# ---
op.add_column("t", sa.Column("a", sa.Boolean(create_constraint=True)))
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("u.id"), unique=True, index=True))
# ---
with op.batch_alter_table("t", recreate="never") as b:
    b.add_column(sa.Column("a", sa.Integer, sa.ForeignKey("u.id")))
    b.create_unique_constraint(None, ["a", "b"])
    b.create_index(None, ["a"])
    b.create_foreign_key(None, "u", ["a"], ["id"])
# ---
with op.batch_alter_table("t", recreate="never", naming_convention={"uq": "UQ_%(table_name)s"}) as b:
    b.create_unique_constraint(None, ["a", "b"])
# ---
op.drop_constraint(op.f("uq_t_a"), "t", type_="unique")
op.drop_constraint("uq_t_a", "t", type_="unique")
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.UniqueConstraint("a", name=op.f("my_uq")), sa.UniqueConstraint("a", name="plain"), sa.Index("ix_plain", "a"))
# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer, index=True), sa.UniqueConstraint("a"))
t.create(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData(naming_convention={"ix": "I_%(column_0_label)s"})
t = sa.Table("t", m, sa.Column("a", sa.Integer, index=True), sa.UniqueConstraint("a"), schema="s")
t.create(op.get_bind(), checkfirst=False)
# ---
# convention: {"ix": "%(column_0_label)s_%(column_0_key)s_idx", "uq": "%(table_name)s_%(column_0_key)s_%(column_1_name)s_key", "ck": "%(table_name)s_%(constraint_name)s_check", "fk": "%(table_name)s_%(column_0_label)s_%(referred_table_name)s_fkey", "pk": "%(table_name)s_pkey"}
op.create_table("t", sa.Column("a", sa.Integer, key="kk", index=True), sa.Column("b", sa.Integer), sa.UniqueConstraint("kk", "b"), sa.CheckConstraint("a > 0", name="pos"), sa.ForeignKeyConstraint(["kk"], ["u.id"]), sa.PrimaryKeyConstraint("kk"))
# ---
op.create_check_constraint("pos", "t", "a > 0")
op.drop_constraint("pos", "t", type_="check")
# ---
op.create_table("t", sa.Column("e", sa.Enum("a", "b", name="en", native_enum=False, create_constraint=True)), sa.Column("b", sa.Boolean(create_constraint=True, name="bb")), sa.Column("c", sa.Boolean(create_constraint=True, name=op.f("cc"))))
# ---
op.alter_column("t", "e", type_=sa.Enum("a", "b", name="en", native_enum=False, create_constraint=True), existing_type=sa.Boolean(create_constraint=True, name="bb"))
# ---
op.create_index("ix", "t" * 70, ["a"])
# ---
op.create_unique_constraint(None, "t" * 60, ["a", "b"])
# ---
op.create_table("t" * 60, sa.Column("a", sa.Integer, index=True), sa.Column("b", sa.Integer, sa.ForeignKey("u" * 50 + ".id")))
# ---
# convention: {"uq": "uq_%(custom)s"}
op.create_unique_constraint(None, "t", ["a"])
# ---
# convention: {"ix": "ix_%(table_name)s_%(column_0N_name)s", "uq": "uq_%(table_name)s_%(column_0N_key)s", "fk": "fk_%(column_0N_label)s_%(referred_column_0N_name)s"}
op.create_index(None, "t", ["a", "b_c", "D e"])
op.create_unique_constraint(None, "t", ["a", "b"])
op.create_foreign_key(None, "t", "u", ["a", "b"], ["c", "d"])
# ---
# convention: {"ck": "%(table_name)s_%(constraint_name)s_check"}
op.add_column("t", sa.Column("c", sa.Boolean(create_constraint=True, name=op.f("cc"))))
# ---
op.alter_column("t", "c", existing_type=sa.Boolean(create_constraint=True, name=op.f("cc")), type_=sa.Enum("a", name=op.f("en"), native_enum=False, create_constraint=True))
# ---
m = sa.MetaData(naming_convention={"ck": "C_%(constraint_name)s"})
t = sa.Table("t", m, sa.Column("a", sa.Enum("x", "y", name=sa.schema.conv("zz"), native_enum=False, create_constraint=True)), sa.Column("b", sa.Boolean(create_constraint=True, name="bb")))
t.create(op.get_bind(), checkfirst=False)
# ---
op.create_table("t", sa.Column("a", sa.Enum("x", "y", name=op.f("my enum"))))
