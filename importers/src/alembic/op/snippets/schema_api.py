# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
i = sa.Index("ix", t.c.a, t.c.b.desc(), unique=True, postgresql_where=t.c.a > 5, sqlite_where=t.c.a > 5)
i.create(op.get_bind())
i.drop(op.get_bind())
# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
sa.Index("ix", t.c.a)
sa.UniqueConstraint(t.c.a, t.c.b, name="uq")
sa.CheckConstraint(t.c.a > 0, name="ck")
t.create(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData()
t = sa.Table("t", m)
t.append_column(sa.Column("a", sa.Integer, primary_key=True))
t.append_column(sa.Column("b", sa.String(5), index=True))
t.append_constraint(sa.UniqueConstraint("b", name="uq"))
t.create(op.get_bind(), checkfirst=False)
m.drop_all(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData()
a = sa.Table("a", m, sa.Column("id", sa.Integer, primary_key=True))
b = sa.Table("b", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.ForeignKey("a.id")))
c = sa.Table("c", m, sa.Column("b_id", sa.ForeignKey(b.c.id, ondelete="CASCADE"), primary_key=True))
m.create_all(op.get_bind(), tables=[c, a, b], checkfirst=False)
m.drop_all(op.get_bind(), tables=[a, b], checkfirst=False)
# ---
m = sa.MetaData()
a = sa.Table("a", m, sa.Column("e", sa.Enum("x", "y", name="e")), sa.Column("f", postgresql.ENUM("q", name="f", create_type=False)))
a.create(op.get_bind(), checkfirst=False)
a.drop(op.get_bind(), checkfirst=False)
# ---
m = sa.MetaData()
a = sa.Table("a", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("b_id", sa.Integer, sa.ForeignKey("b.id", name="fk_ab", use_alter=True)))
b = sa.Table("b", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.Integer, sa.ForeignKey("a.id", name="fk_ba")))
m.create_all(op.get_bind(), checkfirst=False)
# ---
from sqlalchemy.schema import AddConstraint, DropConstraint, ForeignKeyConstraint
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), schema="s")
u = sa.Table("u", m, sa.Column("id", sa.Integer, primary_key=True))
fk = ForeignKeyConstraint([t.c.a], [u.c.id], name="fk", ondelete="SET NULL", deferrable=True)
ck = sa.CheckConstraint(t.c.a + t.c.b > 5, name="ck")
if op.get_bind().dialect.name != "sqlite":
    op.execute(AddConstraint(fk))
    op.execute(DropConstraint(fk))
    op.execute(AddConstraint(ck))
    op.execute(DropConstraint(ck, if_exists=True))
# ---
op.execute(sa.schema.CreateTable(sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, nullable=False), prefixes=["TEMPORARY"], mysql_engine="MEMORY", postgresql_on_commit="DROP"), if_not_exists=True))
# ---
op.execute(sa.schema.DropTable(sa.table("t", schema="s")))
# ---
op.execute(sa.schema.DropTable(sa.Table("t", sa.MetaData()), if_exists=True))
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), postgresql_partition_by="LIST (a)", postgresql_inherits=("p", "q"), mysql_partition_by="HASH(a)", mysql_partitions="4", sqlite_with_rowid=False)
op.execute(sa.schema.CreateTable(t))
# ---
op.create_table("t", sa.Column("a", sa.Integer), postgresql_partition_by="RANGE (a)", postgresql_using="columnar", mysql_auto_increment=100, mysql_comment="x", comment="y")
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.ForeignKeyConstraint(["a", "b"], ["s.u.x", "s.u.y"], name="fk", onupdate="CASCADE", match="FULL", use_alter=True, link_to_name=True))
# ---
op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(("a",), ("u.x",)), sa.PrimaryKeyConstraint("a", name=None), sa.UniqueConstraint("a", deferrable=True), sa.CheckConstraint("a > 0 AND a < 10 % 3"), sa.CheckConstraint(sa.text("a <> ':x'"), name="c"))
# ---
t = op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.String(5)))
op.execute(t.insert().from_select(["a", "b"], sa.select(sa.column("x"), sa.column("y")).select_from(sa.table("old"))))
op.create_index("ix", t.name, [t.c.b])
op.bulk_insert(t, [{"a": 1, "b": "x"}])
op.execute(t.update().values(b=sa.func.upper(t.c.b)))
op.drop_table(t.name)
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
op.create_index("ix", "t", [t.c.a, sa.func.lower(t.c.b)])
op.create_check_constraint("ck", "t", t.c.a > t.c.b)
op.create_unique_constraint("uq", "t", [t.c.a.name])
