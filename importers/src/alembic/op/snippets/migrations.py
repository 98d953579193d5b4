# ---
meta = sa.MetaData()
users = sa.Table("用户", meta, sa.Column("编号", sa.Integer, primary_key=True), sa.Column("姓名", sa.String(50), nullable=False, comment="名字"), comment="用户表")
orders = sa.Table("订单", meta, sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("用户编号", sa.ForeignKey("用户.编号", ondelete="CASCADE"), index=True), sa.Column("金额", sa.Numeric(12, 2), server_default="0.00"))
op.create_table("订单_v2", *[c.copy() for c in orders.columns])
# ---
meta = sa.MetaData()
users = sa.Table("users", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), nullable=False))
copy = users.to_metadata(sa.MetaData(), schema="archive", name="users_old")
op.execute(sa.schema.CreateTable(copy))
# ---
meta = sa.MetaData(naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"})
a = sa.Table("a", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer, unique=True))
b = sa.Table("b", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.ForeignKey("a.id"), index=True), sa.CheckConstraint("a_id > 0", name="positive"))
meta.create_all(op.get_bind(), tables=[a, b], checkfirst=False)
# ---
meta = sa.MetaData(schema="app")
a = sa.Table("a", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("e", sa.Enum("x", "y", name="e_t")))
a.create(op.get_bind(), checkfirst=False)
a.drop(op.get_bind(), checkfirst=False)
# ---
c = sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), onupdate=sa.func.now(), nullable=False)
op.add_column("a", c.copy())
op.add_column("b", c.copy())
# ---
c = sa.Column("tenant", sa.String(36), sa.ForeignKey("tenants.id"), nullable=True)
for t in ("a", "b"):
    op.add_column(t, c._copy())
# ---
cols = lambda: [sa.Column("created", sa.DateTime, server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False), sa.Column("deleted", sa.Boolean, server_default=sa.false(), nullable=False)]
op.create_table("x", sa.Column("id", sa.Uuid, primary_key=True), *cols())
op.create_table("y", sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True), *cols(), schema="Mixed Schema")
# ---
op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(start=100, increment=5, minvalue=1, maxvalue=10**9, cycle=True, cache=20), primary_key=True), sa.Column("c", sa.Integer, sa.Computed("id * 2", persisted=True), comment="双倍"), mysql_engine="InnoDB", mysql_charset="utf8mb4", mysql_collate="utf8mb4_0900_ai_ci", mysql_row_format="DYNAMIC", sqlite_strict=True, postgresql_with={"fillfactor": 70}, postgresql_tablespace="fast")
# ---
op.create_table("t", sa.Column("id", sa.Integer), sa.PrimaryKeyConstraint("id", name=op.f("pk_t"), sqlite_on_conflict="IGNORE", postgresql_include=["v"], mssql_clustered=True), sa.Column("v", sa.Text))
# ---
op.create_table("t", sa.Column("a", sa.String(10), sqlite_on_conflict_unique="REPLACE", unique=True), sa.Column("b", sa.Integer, nullable=False, sqlite_on_conflict_not_null="FAIL"), sa.UniqueConstraint("a", "b", name="uq", sqlite_on_conflict="ABORT"), sa.CheckConstraint("b > 0", sqlite_on_conflict="ROLLBACK"))
# ---
op.create_table("t", sa.Column("r", postgresql.TSTZRANGE), sa.Column("k", sa.Integer), postgresql.ExcludeConstraint(("r", "&&"), ("k", "="), name="no_overlap", using="gist", where=sa.text("k > 0"), deferrable=True, initially="DEFERRED", ops={"k": "gist_int4_ops"}))
# ---
op.create_exclude_constraint("ex", "t", (sa.column("r"), "&&"), ("k", "="), where=sa.column("k") > 5, using="gist", schema="s")
# ---
op.create_index("ix_t_lower", "t", [sa.text("lower(email) text_pattern_ops"), sa.column("b").desc().nulls_last()], unique=True, postgresql_where=sa.text("deleted_at IS NULL"), postgresql_include=["c"], postgresql_with={"fillfactor": 50}, postgresql_nulls_not_distinct=True, sqlite_where=sa.text("deleted_at IS NULL"), mysql_length={"b": 10}, mysql_prefix="FULLTEXT")
# ---
op.create_index("ix_body", "posts", ["body"], mysql_prefix="FULLTEXT", mysql_with_parser="ngram", postgresql_using="gin", postgresql_ops={"body": "gin_trgm_ops"}, postgresql_concurrently=True, if_not_exists=True)
# ---
op.drop_index("ix", "t", schema="s", if_exists=True)
# ---
op.rename_table("旧表", "新表", schema="库")
# ---
op.alter_column("用户", "姓名", new_column_name="名称", existing_type=sa.String(50), existing_nullable=False, existing_comment="名字", comment="名称", existing_server_default=sa.text("''"))
# ---
op.alter_column("t", "order", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_autoincrement=True, autoincrement=True, existing_nullable=False, schema="Group")
# ---
op.alter_column("t", "a", type_=sa.Enum("x", "y", name="e"), postgresql_using="a::text::e", existing_type=sa.String(5), existing_nullable=True, existing_server_default="x", server_default="y")
# ---
op.alter_column("t", "a", server_default=sa.text("gen_random_uuid()"), existing_type=sa.Uuid(), existing_nullable=False)
# ---
op.alter_column("t", "a", server_default=sa.func.gen_random_uuid(), existing_type=sa.Uuid())
# ---
op.alter_column("t", "a", server_default=sa.FetchedValue(), existing_type=sa.Uuid())
# ---
op.alter_column("t", "a", nullable=True, existing_type=mysql.TINYINT(display_width=1), existing_server_default=sa.text("'0'"))
# ---
op.drop_column("t", "a", schema="s", if_exists=True)
# ---
op.drop_column("t", "a", mssql_drop_check=True, mssql_drop_default=True, mssql_drop_foreign_key=True)
# ---
op.add_column("t", sa.Column("a", sa.Integer), if_not_exists=True, schema="s")
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("u.id", name="fk", ondelete="SET NULL", onupdate="CASCADE", deferrable=True, initially="DEFERRED", match="FULL", use_alter=True)), inline_references=True)
# ---
op.add_column("t", sa.Column("a", sa.Integer, primary_key=True), inline_primary_key=True)
# ---
op.add_column("t", sa.Column("a", sa.Integer, sa.CheckConstraint("a > 1", name="ck"), unique=True, index=True, comment="注释"))
# ---
op.create_table_comment("t", "它's 100% \\ \"quoted\"", existing_comment=None, schema="s")
op.drop_table_comment("t", existing_comment="x", schema="s")
# ---
op.create_foreign_key("fk", "a", "b", ["x", "y"], ["x", "y"], onupdate="CASCADE", ondelete="SET DEFAULT", deferrable=True, initially="IMMEDIATE", match="SIMPLE", source_schema="s1", referent_schema="s2", use_alter=True)
# ---
op.create_foreign_key("fk", "a", "b", ["x"], ["x"], postgresql_not_valid=True)
op.execute("ALTER TABLE a VALIDATE CONSTRAINT fk")
# ---
op.create_check_constraint("ck", "t", sa.column("state").in_(["a", "b"]) & (sa.func.length(sa.column("name")) <= 20), postgresql_not_valid=True, schema="s")
# ---
op.create_check_constraint("ck", "t", sa.column("data", sa.JSON)["x"].as_string() == "y")
# ---
op.create_check_constraint("ck", "t", sa.column("a", sa.Boolean) | ~sa.column("b", sa.Boolean))
# ---
op.create_check_constraint("ck", "t", sa.or_(sa.and_(sa.column("a").is_(None), sa.column("b").is_not(None)), sa.and_(sa.column("a").is_not(None), sa.column("b").is_(None))))
# ---
op.create_check_constraint("ck", "t", sa.func.num_nonnulls(sa.column("a"), sa.column("b")) == 1)
# ---
op.create_check_constraint("ck", "t", sa.column("a").regexp_match("^[a-z]+$"))
# ---
op.create_check_constraint("ck", "t", sa.case((sa.column("a") == 1, sa.column("b").is_not(None)), else_=sa.true()))
# ---
op.create_unique_constraint("uq", "t", ["a", "b"], deferrable=True, initially="DEFERRED", postgresql_nulls_not_distinct=True, postgresql_include=["c"])
# ---
op.create_primary_key("pk", "t", ["a", "b"], schema="s")
op.drop_constraint("pk", "t", type_="primary", schema="s")
# ---
op.drop_constraint("fk", "t", type_="foreignkey", if_exists=True)
# ---
op.drop_constraint("uq", "t", type_="unique", schema="s", if_exists=True)
# ---
op.execute(sa.schema.CreateSchema("审计", if_not_exists=True))
op.execute(sa.schema.DropSchema("审计", cascade=True, if_exists=True))
# ---
op.execute(sa.schema.CreateSequence(sa.Sequence("s", start=5, increment=2, minvalue=1, maxvalue=99, cycle=True, cache=3, data_type=sa.BigInteger, schema="q", nominvalue=None)))
# ---
seq = sa.Sequence("order_no_seq", start=1000)
op.execute(sa.schema.CreateSequence(seq, if_not_exists=True))
op.add_column("o", sa.Column("no", sa.BigInteger, seq, server_default=seq.next_value(), nullable=False))
# ---
e = sa.Enum("draft", "published", name="state", schema="s")
e.create(op.get_bind(), checkfirst=False)
op.add_column("p", sa.Column("state", e, nullable=False, server_default="draft"))
op.alter_column("p", "state", server_default=None)
# ---
e = postgresql.ENUM("draft", "published", name="state", create_type=False)
op.add_column("p", sa.Column("states", postgresql.ARRAY(e), nullable=False, server_default="{}"))
# ---
op.alter_column("p", "state", type_=sa.Enum("a", "b", "c", name="state2"), existing_type=sa.Enum("a", "b", name="state"), postgresql_using="state::text::state2", existing_nullable=False)
# ---
op.create_table("t", sa.Column("a", sa.Enum("x", "y", name="e", native_enum=False, length=20, create_constraint=True, validate_strings=True)), sa.Column("b", sa.Boolean(name="b_ck", create_constraint=True)))
# ---
import enum
class State(enum.Enum):
    DRAFT = "draft"
    DONE = "done"
op.create_table("t", sa.Column("s", sa.Enum(State, values_callable=lambda e: [m.value for m in e], name="st"), server_default=State.DRAFT.value), sa.Column("u", sa.Enum(State), server_default=State.DONE.name))
# ---
import enum
class State(str, enum.Enum):
    DRAFT = "draft"
    DONE = "done"
op.create_table("t", sa.Column("s", sa.Enum(State), server_default=State.DRAFT))
# ---
import enum
class State(str, enum.Enum):
    DRAFT = "draft"
    DONE = "done"
t = sa.table("t", sa.column("s", sa.String), sa.column("id", sa.Integer))
op.execute(t.update().where(t.c.s == State.DRAFT).values(s=State.DONE))
# ---
import enum
class State(str, enum.Enum):
    DRAFT = "draft"
    DONE = "done"
t = sa.table("t", sa.column("s", sa.Enum(State)), sa.column("id", sa.Integer))
op.execute(t.update().where(t.c.s == State.DRAFT).values(s=State.DONE))
# ---
import enum
class State(str, enum.Enum):
    DRAFT = "draft"
    DONE = "done"
op.execute(f"UPDATE t SET s = '{State.DRAFT.value}' WHERE s IS NULL")
op.execute("UPDATE t SET s = '%s'" % State.DONE.value)
# ---
import enum
class Tables(enum.StrEnum):
    USERS = "users"
    NAME = "name"
op.add_column(Tables.USERS, sa.Column(Tables.NAME, sa.Text))
op.create_index("ix", Tables.USERS, [Tables.NAME])
# ---
import datetime, decimal, uuid
op.bulk_insert(sa.table("t", sa.column("d", sa.Date), sa.column("n", sa.Numeric(10, 2)), sa.column("u", sa.Uuid), sa.column("b", sa.Boolean), sa.column("f", sa.Float), sa.column("tm", sa.Time)), [{"d": datetime.date(2024, 2, 29), "n": decimal.Decimal("1.10"), "u": uuid.UUID("12345678123456781234567812345678"), "b": True, "f": 1e10, "tm": datetime.time(1, 2, 3)}])
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("created", sa.DateTime))
op.bulk_insert(t, [{"a": 1, "created": sa.func.now()}, {"a": 2, "created": sa.text("CURRENT_TIMESTAMP")}], multiinsert=False)
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.bulk_insert(t, [{"a": sa.select(sa.func.max(t.c.a)).scalar_subquery(), "b": sa.text("1 + 1")}], multiinsert=False)
# ---
op.execute(sa.text("UPDATE t SET a = :a, b = :b WHERE c IN :ids AND d = '\\:x'").bindparams(sa.bindparam("ids", [1, 2], expanding=True), a="x", b=None))
# ---
op.execute(sa.text("INSERT INTO t (a, at) VALUES (:a, :at)").bindparams(sa.bindparam("a", "中文", type_=sa.String), sa.bindparam("at", value=None)))
# ---
import datetime
op.execute(sa.text("INSERT INTO t (at) VALUES (:at)").bindparams(at=datetime.datetime(2020, 1, 2, 3, 4, 5, 6)))
