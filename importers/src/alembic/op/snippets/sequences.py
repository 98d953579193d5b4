# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("s"), primary_key=True), sa.Column("x", sa.Text))
op.bulk_insert(t, [{"x": "a"}, {"x": "b"}])
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("s"), primary_key=True, server_default=sa.text("1")), sa.Column("x", sa.Text))
op.bulk_insert(t, [{"x": "a"}, {"x": "b"}])
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Identity(), server_default=sa.FetchedValue(), primary_key=True))
op.execute(sa.schema.CreateTable(t))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.FetchedValue(), sa.Identity(), primary_key=True))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(), server_default=sa.text("1"), primary_key=True))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(), sa.FetchedValue(for_update=True), primary_key=True))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.FetchedValue(), sa.Computed("1")))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(), sa.Computed("1")))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.Computed("1"), server_onupdate=sa.FetchedValue()))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(), server_onupdate=sa.FetchedValue()))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.Sequence("s"), sa.FetchedValue(), primary_key=True))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.DefaultClause("5"), sa.FetchedValue()))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.FetchedValue(), sa.DefaultClause("5")))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.FetchedValue(), server_default="5"))
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.DefaultClause("5"), sa.Identity()))
# ---
op.create_table("t", sa.Column("a", sa.Boolean(create_constraint=True), system=True), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Integer, index=True, system=True), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Integer, unique=True, system=True), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("u.id"), system=True), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, system=True), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, autoincrement=True), sa.Column("b", sa.Integer, primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Text, primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.BigInteger, primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("u.id"), primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, autoincrement=False), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.Identity(), primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, sa.Sequence("s"), primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, server_default="1"), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a"), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a", name="pk"), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.PrimaryKeyConstraint("a", "b"), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.SmallInteger, primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, primary_key=True), sa.Column("c", sa.Integer, primary_key=True), sqlite_autoincrement=True)
# ---
op.create_table("t", sa.Column("a", sqlite.DATE(regexp="x"), server_default="2020-01-01"))
# ---
op.create_table("t", sa.Column("a", sqlite.DATE(regexp=5)))
# ---
op.create_table("t", sa.Column("a", sqlite.DATE(regexp=None)))
# ---
op.create_table("t", sa.Column("a", sqlite.DATETIME(regexp=["x"])))
# ---
op.create_table("t", sa.Column("a", sqlite.TIME(regexp=b"x")))
# ---
op.create_table("t", sa.Column("a", sqlite.DATE(regexp="")))
# ---
op.create_table("t", sa.Column("a", sa.CHAR(3), primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", mysql.CHAR(3), primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", mysql.DOUBLE, primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Date, primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Interval, primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Uuid, primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Numeric(10, 2), primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Numeric(10, 0), primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Float, primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Boolean, primary_key=True, autoincrement=True))
# ---
op.create_table("t", sa.Column("a", sa.Integer), schema="", postgresql_partition_by="RANGE (a)")
# ---
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), schema="s", postgresql_partition_by="RANGE (a)")
# ---
op.create_table("t", sa.Column("a", sa.Integer), schema="", comment="x")
# ---
op.create_table("t", sa.Column("a", sa.Integer), schema="", mysql_engine="InnoDB", sqlite_strict=True, postgresql_with_oids=True)
# ---
op.create_table("t", sa.Column("a", sa.Enum("x", name="e")), schema="")
# ---
op.create_table("t", sa.Column("a", sa.Integer), schema="", postgresql_inherits="p")
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer, default=5), sa.Column("x", sa.Text))
op.execute(t.insert().from_select(["x"], sa.select(sa.literal("a")), include_defaults=False))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.DateTime, default=sa.func.now()), sa.Column("x", sa.Text))
op.execute(t.insert().from_select(["x"], sa.select(sa.literal("a"))))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("s"), primary_key=True), sa.Column("x", sa.Text))
op.execute(t.insert().from_select(["x"], sa.select(sa.literal("a"))))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("s")), sa.Column("x", sa.Text))
op.execute(t.insert().values([{"x": "a"}, {"x": "b"}]))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("s")), sa.Column("x", sa.Text))
op.execute(t.insert().values({"x": "a", "id": 5}))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("MySeq")), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("s")), sa.Column("x", sa.Text))
op.execute(t.update().values(x="a"))
# ---
t = sa.Table("t", sa.MetaData(schema="q"), sa.Column("id", sa.Integer, sa.Sequence("s")), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
# ---
m = sa.MetaData(schema="q")
t = sa.Table("t", m, sa.Column("id", sa.Integer, sa.Sequence("s", metadata=m)), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
# ---
t = op.create_table("t", sa.Column("id", sa.Integer, sa.Sequence("s")), sa.Column("x", sa.Text))
op.bulk_insert(t, [{"x": "a"}])
# ---
t = op.create_table("t", sa.Column("id", sa.Integer, sa.Sequence("s", optional=True)), sa.Column("x", sa.Text))
op.bulk_insert(t, [{"x": "a"}])
# ---
t = op.create_table("t", sa.Column("id", sa.Integer, sa.Sequence("s"), primary_key=True), sa.Column("x", sa.Text))
op.bulk_insert(t, [{"x": "a"}], multiinsert=False)
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, default=sa.Sequence("s")), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, default=sa.Sequence("s").next_value()), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
# ---
t = sa.table("t", sa.Column("id", sa.Integer, sa.Sequence("s")), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
# ---
# differs postgres: the key that nobody reads is not returned
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, sa.Sequence("s"), primary_key=True), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
# ---
# differs postgres: the key that nobody reads is not returned
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer, sa.Sequence("s"), server_default=sa.text("nextval('s')")), sa.Column("x", sa.Text))
op.execute(t.insert().values(x="a"))
