# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.create_table(N.A, sa.Column(N.B, sa.Integer))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.add_column(N.A, sa.Column(N.B, sa.Integer))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.add_column("t", sa.Column(N.B, sa.Integer, index=True))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.drop_column(N.A, N.B)
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.drop_table(N.A)
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.drop_column("t", N.B)
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.create_index(N.A, N.A, [N.B])
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.execute(sa.select(sa.column(N.A)).select_from(sa.table(N.B)))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.execute(sa.select(sa.column("x").label(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.rename_table(N.A, N.B)
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.drop_index(N.A, table_name=N.B)
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.create_foreign_key(N.A, "t", "u", ["a"], ["b"]) if op.get_context().dialect.name != "sqlite" else None
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
t = sa.table("t", sa.column("a", sa.String))
op.execute(t.update().values(a=N.A).where(t.c.a == N.B))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
t = sa.table("t", sa.column("aa", sa.String))
op.execute(t.update().values({N.A: "x"}))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.create_table("t", sa.Column("a", sa.String, server_default=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = "aa"
    B = "bb"
op.create_table("t", sa.Column("a", sa.Enum(N, name="n"), server_default=N.A.value), sa.Column("b", sa.Enum(N.A, N.B, name="m")))
# ---
import enum
class N(enum.StrEnum):
    A = "aa"
    B = "bb"
op.create_table(N.A, sa.Column(N.B, sa.Integer, server_default=N.A, comment=N.A))
op.create_index(N.A, N.A, [N.B])
op.drop_column("t", N.B)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table(N.A, sa.Column("x", sa.Integer))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer), schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer), comment=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer, comment=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column(N.A, sa.Integer))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer, key=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer), sa.PrimaryKeyConstraint("x", name=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer), sa.UniqueConstraint("x", name=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("aa", sa.Integer), sa.UniqueConstraint(N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("aa", sa.Integer), sa.PrimaryKeyConstraint(N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer), sa.CheckConstraint("x>1", name=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer), sa.ForeignKeyConstraint(["x"],["o.id"], name=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer, sa.ForeignKey("o.id", name=N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer, sa.ForeignKey(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer, server_default=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Enum("q", name=N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Enum("q", name="e", schema=N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Enum(N.A, name="e")))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", postgresql.ENUM("q", name=N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", postgresql.ENUM(N.A, name="e")))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer), sa.Index(N.A, "x"))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("aa", sa.Integer), sa.Index("ix", N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer, sa.Sequence(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table("t", sa.Column("x", sa.Integer, sa.Computed(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_table(N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_table("t", schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.rename_table(N.A, "x")
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.rename_table("x", N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.rename_table("x", "y", schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.add_column(N.A, sa.Column("x", sa.Integer))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.add_column("t", sa.Column(N.A, sa.Integer))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.add_column("t", sa.Column("x", sa.Integer), schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_column(N.A, "x")
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_column("t", N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_column("t", "x", schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.alter_column(N.A, "x", nullable=True)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.alter_column("t", N.A, nullable=True)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.alter_column("t", "x", nullable=True, schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.alter_column("t", "x", new_column_name=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.alter_column("t", "x", server_default=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.alter_column("t", "x", comment=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_index(N.A, "t", ["x"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_index("i", N.A, ["x"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_index("i", "t", [N.A])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_index("i", "t", ["x"], schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_index("i", "t", ["x"], postgresql_using=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_index(N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_index("i", table_name=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_index("i", schema=N.A, table_name="t")
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_foreign_key(N.A, "t", "u", ["x"], ["y"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_foreign_key("fk", N.A, "u", ["x"], ["y"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_foreign_key("fk", "t", "u", ["x"], ["y"], source_schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_unique_constraint(N.A, "t", ["x"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_unique_constraint("u", N.A, ["x"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_unique_constraint("u", "t", [N.A])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_unique_constraint("u", "t", ["x"], schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_primary_key(N.A, "t", ["x"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_primary_key("u", N.A, ["x"])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_primary_key("u", "t", [N.A])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_check_constraint(N.A, "t", "x>1")
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_check_constraint("u", N.A, "x>1")
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_check_constraint("u", "t", N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_constraint(N.A, "t")
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_constraint("u", N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_constraint("u", "t", schema=N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table_comment(N.A, "c")
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_table_comment("t", N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.drop_table_comment(N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(N.A)
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.text(N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.column(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.column("x")).select_from(sa.table(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.table("t", sa.column("x"), schema=N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.Table(N.A, sa.MetaData(), sa.Column("x"))))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.Table("t", sa.MetaData(), sa.Column(N.A))))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.column("x").label(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.table("t", sa.column("x")).alias(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.select(sa.column("x")).subquery(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.select(sa.column("x")).cte(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.literal(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.literal_column(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.table("t", sa.column("aa")).c[N.A]))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.insert(sa.table("t", sa.column("aa", sa.String))).values({N.A: "v"}))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.insert(sa.table("t", sa.column("aa", sa.String))).values(aa=N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.insert(sa.table("t", sa.column("aa", sa.String))).from_select([N.A], sa.select(sa.column("z"))))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.bulk_insert(sa.table("t", sa.column("aa", sa.String)), [{"aa": N.A}])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.bulk_insert(sa.table("t", sa.column("aa", sa.String)), [{N.A: "x"}])
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.schema.CreateSequence(sa.Sequence(N.A)))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(sa.select(sa.func.coalesce(N.A, "x")))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.f(N.A) and op.drop_index(op.f(N.A))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.execute(str(N.A) + f"{N.A}" + "%s" % N.A + "{}".format(N.A) + N.A + ",".join([N.A]))
# ---
import enum
class N(str, enum.Enum):
    A = 'aa'
    B = 'bb'
op.create_index(op.f(N.A), op.f(N.A), [op.f(N.A)])
