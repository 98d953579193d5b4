# --- op.execute(sa.text("SELECT :x").bindparams(x=str({})))
# setup: m = sa.MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}); import datetime as dt
# setup: p = sa.Table("p", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("code", sa.String(10), nullable=False, unique=True, server_default="x", comment="c", key="k", info={"a": 1}, doc="d"), schema="s")
# setup: t = sa.Table("t", m, sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False), sa.Column("p_id", sa.ForeignKey("s.p.id", ondelete="CASCADE"), index=True), sa.Column("e", sa.Enum("x", "y", name="en")), sa.Column("n", sa.Numeric(10, 2), default=5, onupdate=6), sa.Column("at", sa.DateTime(timezone=True)), sa.UniqueConstraint("p_id", "e", name="uq"), sa.CheckConstraint("n > 0", name="ck"), sa.Index("ix_n", "n", unique=True), comment="tc", mysql_engine="InnoDB")
# setup: c = sa.Column("x", sa.String(length=5), sa.ForeignKey("a.b"), nullable=False)
# setup: sel = sa.select(t.c.id, t.c.n.label("nn")).where(t.c.id > 5); u = t.update().values(n=5)
t.c.keys()
[x.name for x in t.columns]
t.columns.values()[0].name
len(t.c)
"id" in t.c
"zz" in t.c
t.c.get("zz")
t.c["id"].name
t.c[0].name
t.name
t.fullname
t.schema
p.fullname
p.schema
t.key
p.key
t.comment
p.c.k.name
p.c.k.key
p.c.k.type.length
p.c.k.nullable
p.c.k.unique
p.c.k.comment
p.c.k.server_default.arg
p.c.id.primary_key
p.c.id.autoincrement
t.c.id.autoincrement
t.c.n.default.arg
t.c.n.onupdate.arg
t.c.n.type.precision
t.c.n.type.scale
t.c.at.type.timezone
t.c.e.type.enums
t.c.e.type.name
t.c.e.type.native_enum
t.c.p_id.type
t.c.id.type
p.c.k.type
t.c.n.type
t.c.e.type
t.c.at.type
t.c.p_id.index
[f.target_fullname for f in t.c.p_id.foreign_keys]
[f.column.name for f in t.c.p_id.foreign_keys]
[f.ondelete for f in t.c.p_id.foreign_keys]
[f.parent.name for f in t.foreign_keys]
sorted(str(c.name) for c in t.constraints)
[c.name for c in t.primary_key.columns]
t.primary_key.name
[c.name for c in t.primary_key]
sorted(type(c).__name__ for c in t.constraints)
[c.sqltext.text for c in t.constraints if isinstance(c, sa.CheckConstraint)]
[c.columns.keys() for c in t.constraints if isinstance(c, sa.UniqueConstraint)]
[list(c.elements)[0].target_fullname for c in t.foreign_key_constraints]
[c.referred_table.name for c in t.foreign_key_constraints]
[c.column_keys for c in t.foreign_key_constraints]
sorted(m.tables)
sorted(m.tables.keys())
[x.name for x in m.sorted_tables]
m.tables["t"].name
m.schema
m.naming_convention["pk"]
t.metadata is m
t
p
t.c.id
t.c.n.label("q").name
[x.name for x in sel.subquery().c]
sel.subquery("z").c.nn.name
u.table.name
sa.text("a b")
sa.text("a b").text
sa.literal_column("x y")
sa.Integer()
sa.String(5)
sa.Numeric(5, 2)
sa.DateTime(timezone=True)
sa.Enum("a", "b", name="e")
sa.Boolean()
sa.JSON()
sa.Text()
sa.LargeBinary()
sa.Uuid()
sa.Float()
postgresql.JSONB()
postgresql.ARRAY(sa.Integer)
postgresql.UUID()
mysql.TINYINT(1)
mysql.VARCHAR(5, charset="utf8")
sa.String(5).with_variant(sa.Text(), "mysql")
c.name
c.type
c.nullable
c.primary_key
c.copy().name
c.type.length
isinstance(c.type, sa.String)
isinstance(c.type, sa.types.TypeEngine)
isinstance(t, sa.Table)
isinstance(t.c.id, sa.Column)
issubclass(sa.BigInteger, sa.Integer)
issubclass(sa.Text, sa.String)
type(c.type).__name__
c.type.__class__.__name__
sa.Integer.__name__
op.get_bind().dialect.name
op.get_context().dialect.name
op.get_bind().engine.dialect.name
op.get_context().bind.dialect.name
op.get_bind().dialect.supports_native_enum
op.f("abc")
op.f("abc") == "abc"
len(op.f("abc"))
op.f("abc").upper()
str(c) + "x"
f"{t.c.id} {t.name} {t}"
"%s.%s" % (t.name, t.c.id.name)
f"UPDATE {t} SET x = 1"
f"{sa.table('zz')} {sa.table('q', schema='r')} {sa.column('w')}"
sa.table("zz")
sa.column("w")
p.c.k
[c.name + "!" for c in t.constraints if isinstance(c, sa.CheckConstraint)]
t.primary_key.name.upper()
[str(c.sqltext) for c in t.constraints if isinstance(c, sa.CheckConstraint)]
t.alias("z").c.id.name
t.alias("z").name
# --- {}
# setup: m = sa.MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"})
# setup: u = sa.Table("u", m, sa.Column("id", sa.Integer, primary_key=True))
# setup: t = sa.Table("t", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("u_id", sa.Integer, sa.ForeignKey("u.id")), sa.Column("n", sa.Integer, unique=True), sa.CheckConstraint("n > 0", name="pos"))
op.drop_constraint(t.primary_key.name, "t", type_="primary")
[op.drop_constraint(c.name, "t", type_="foreignkey") for c in t.foreign_key_constraints]
[op.drop_constraint(c.name, t.name, type_="check") for c in t.constraints if isinstance(c, sa.CheckConstraint)]
[op.drop_constraint(c.name, t.name, type_="unique") for c in t.constraints if isinstance(c, sa.UniqueConstraint)]
[op.create_check_constraint(c.name, "t2", c.sqltext) for c in t.constraints if isinstance(c, sa.CheckConstraint)]
op.execute(f"ALTER TABLE {t} ADD x INT")
op.execute(f"UPDATE {t.name} SET {t.c.n.name} = 1")
op.execute("UPDATE %s SET n = 1" % t)
op.execute("DROP TABLE " + str(t))
[op.add_column(t.name, c.copy()) for c in u.c]
