# --- op.execute(sa.update(sa.table("t", sa.column("a"))).values(a=sa.cast(sa.column("b"), {})))
sa.String(5, collation="C")
sa.Text(collation="utf8_bin")
sa.CHAR(5, collation="C")
sa.NCHAR(5, collation="C")
sa.DATETIME()
sa.DateTime()
mysql.CHAR(5, national=True)
mysql.CHAR(5, collation="utf8_bin")
mysql.NCHAR(5, collation="utf8_bin")
mysql.NVARCHAR(5, binary=True)
mysql.VARCHAR(5, national=True)
sa.CHAR(5).with_variant(mysql.LONGTEXT(), "mysql")
# ---
op.drop_index("ix", "t", quote=True)
# ---
op.drop_index("Ix", "t", quote=False)
# ---
with op.batch_alter_table("t") as b:
    b.drop_index("ix", table_name="t")
# ---
with op.batch_alter_table("t") as b:
    b.create_index("ix", ["a"], table_name="t")
# ---
with op.batch_alter_table("t") as b:
    b.alter_column("a", nullable=True, existing_type=sa.Text(), schema="s")
# ---
with op.batch_alter_table("t") as b:
    b.create_foreign_key("fk", "u", ["a"], ["b"], source_table="t")
# ---
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer, sa.ForeignKey("t.nope", use_alter=True, name="fk")))
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.Column("p", sa.Integer), sa.ForeignKeyConstraint(["p"], ["s.t.nope"], use_alter=True, name="fk"), schema="s")
# ---
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer, sa.ForeignKey("t.id", use_alter=True, name="fk")))
# --- op.execute(sa.delete(t).where({}))
# setup: t = sa.table("t", sa.column("j", sa.JSON), sa.column("p", postgresql.JSON), sa.column("b", postgresql.JSONB), sa.column("v", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")), sa.column("w", postgresql.JSONB().with_variant(sa.JSON(), "sqlite")), sa.column("a", sa.ARRAY(sa.Text)), sa.column("n", postgresql.INET))
t.c.j["k"].astext == "x"
t.c.j["k"]["l"].astext == "x"
t.c.p["k"].astext == "x"
t.c.v["k"].astext == "x"
t.c.w["k"].astext == "x"
t.c.j.contains("k")
t.c.j["k"].contains("k")
t.c.p.contains("k")
t.c.b.contains("k")
t.c.v.contains("k")
t.c.w.contains("k")
t.c.n.contains("k")
t.c.b.startswith("k")
t.c.b["k"].endswith("k")
t.c.j.has_key("k")
t.c.p.has_key("k")
t.c.b.has_key("k")
t.c.w.has_key("k")
t.c.a.contains(["k"])
t.c.a.overlap(["k"])
t.c.a.contained_by(["k"])
t.c.a.any("k")
# --- op.create_table("t", sa.Column("a", {}))
sa.Integer().with_variant(postgresql.DOMAIN("dm", sa.Integer), "postgresql", "sqlite")
sa.Text().with_variant(postgresql.ENUM("a", name="en"), "postgresql", "mysql")
sa.Text().with_variant(sa.Boolean(create_constraint=True, name="x"), "sqlite", "mysql")
postgresql.ENUM("a", name="en").with_variant(sa.Text(), "postgresql")
sa.Text().with_variant(postgresql.ENUM("a", name="en"), "postgresql").with_variant(sa.String(4), "mysql")
sa.Text().with_variant(postgresql.DOMAIN("dm", sa.Integer), "mysql").with_variant(sa.String(4), "sqlite")
sa.Enum("a", name="en").with_variant(sa.Text(), "postgresql")
sa.Enum("a", name="en").with_variant(postgresql.ENUM("a", name="en2"), "postgresql")
postgresql.ARRAY(postgresql.ENUM("a", name="en")).with_variant(sa.Text(), "postgresql")
postgresql.DOMAIN("dm", sa.Integer, quote=True)
postgresql.DOMAIN("Dm", sa.Integer, quote=False)
postgresql.DOMAIN("dm", sa.Integer, metadata=sa.MetaData(schema="m"))
# ---
op.create_table("t", sa.Column("a", postgresql.DOMAIN("dm", sa.Integer, inherit_schema=True)), schema="s")
# --- op.create_table("t", sa.Column("a", sa.Text, server_default={}))
sa.cast(1, sa.Text)
sa.cast("x", sa.Integer)
sa.cast("5", sa.Integer)
sa.cast(True, sa.String(5))
sa.literal(1, sa.Text)
sa.type_coerce(1, sa.Text)
# differs sqlite: bridge says it where the value is made
sa.cast("2020-01-02", sa.Date)
sa.cast("f", sa.Boolean)
sa.cast(5, sa.Boolean)
sa.cast(1, sa.Boolean)
sa.cast("x", sa.LargeBinary)
sa.cast("1 day", sa.Interval)
sa.cast("1 day", postgresql.INTERVAL)
sa.cast("{}", postgresql.JSONB)
sa.cast({"a": 1}, postgresql.JSONB)
sa.literal({"a": 1}, sa.JSON)
sa.cast("1.5", sa.Numeric(5, 2))
sa.cast(None, sa.Text)
# ---
op.alter_column("t", "a", server_default=sa.cast(1, sa.Text), existing_type=sa.Text())
# ---
op.create_index("ix", "t", [sa.cast(1, sa.Text)])
# ---
op.create_check_constraint("ck", "t", sa.column("a", sa.Text) == 1)
# ---
op.create_check_constraint("ck", "t", sa.column("a", sa.Text) == sa.literal(1, sa.Text))
# ---
# convention: {"ck": "ck_%(table_name)s_%(constraint_name)s"}
# ---
op.add_column("t", sa.Column("a", sa.SmallInteger().with_variant(sa.Boolean(create_constraint=True), "sqlite")))
# ---
op.add_column("t", sa.Column("a", sa.Boolean(create_constraint=True).with_variant(sa.SmallInteger(), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Boolean(create_constraint=True, name="b").with_variant(sa.SmallInteger(), "sqlite")))
