# --- op.add_column("t", sa.Column("c", {}))
sa.Integer
sa.String(length=5, collation="C")
sa.Text(5)
sa.Text(collation="utf8_bin")
sa.Unicode(5)
sa.UnicodeText()
sa.LargeBinary(5)
sa.Numeric(5)
sa.Numeric(5, 0)
sa.Numeric(precision=5, scale=2, asdecimal=False)
sa.Numeric(10, 2, decimal_return_scale=3)
sa.Float(5)
sa.Float(precision=53, asdecimal=True)
sa.Double
sa.Double(53)
sa.DateTime(timezone=True)
sa.Time(timezone=True)
sa.TIMESTAMP(timezone=True)
sa.Interval()
sa.Interval(native=False, second_precision=3, day_precision=2)
sa.Interval(second_precision=3)
sa.Boolean(name="b", create_constraint=True)
sa.Enum("a", "b", name="e", native_enum=False)
sa.Enum("a", "b", name="e", native_enum=False, length=50, create_constraint=True)
sa.Enum("a", "b", name="e", schema="s")
sa.Enum("a", "b", name="e", inherit_schema=True)
sa.Enum("a", "b'c", name="E x", quote=True)
sa.Enum("a", name="e", create_type=False)
sa.Enum("a", name="e", validate_strings=True, values_callable=None)
sa.Enum(name="e")
sa.Enum("a" * 70, name="e")
sa.PickleType()
sa.PickleType(impl=sa.Text)
sa.JSON(none_as_null=True)
sa.Uuid
sa.Uuid(as_uuid=False)
sa.Uuid(native_uuid=False)
sa.UUID
sa.UUID(as_uuid=False)
sa.ARRAY(sa.Integer)
sa.ARRAY(sa.String(5), dimensions=2)
sa.ARRAY(sa.Enum("a", name="e"))
sa.NCHAR(5)
sa.NVARCHAR(5)
sa.CHAR
sa.CHAR(5, collation="C")
sa.VARCHAR
sa.CLOB
sa.BLOB
sa.BINARY(5)
sa.VARBINARY(5)
sa.VARBINARY
sa.DECIMAL(5, 2)
sa.REAL
sa.FLOAT(5)
sa.DOUBLE_PRECISION
sa.DOUBLE
sa.BIGINT
sa.SMALLINT
sa.INT
sa.INTEGER
sa.BOOLEAN
sa.DATE
sa.TIME
sa.DATETIME
sa.DATETIME(timezone=True)
sa.TEXT
sa.Unicode
sa.String().with_variant(mysql.VARCHAR(5, charset="utf8"), "mysql")
sa.String(5).with_variant(sa.Text, "postgresql", "sqlite").with_variant(sa.CHAR(2), "mysql", "mariadb")
sa.Integer().with_variant(sa.BigInteger, "postgresql")
sa.types.NullType()
sa.types.TypeEngine()
sa.types.Concatenable
sa.types.TupleType(sa.Integer)
postgresql.BIT
postgresql.BIT(5)
postgresql.BIT(5, varying=True)
postgresql.BIT(varying=True)
postgresql.BYTEA
postgresql.BYTEA(5)
postgresql.CIDR
postgresql.CITEXT
postgresql.CITEXT(5)
postgresql.DATEMULTIRANGE
postgresql.DATERANGE
postgresql.DOMAIN("d", sa.Integer)
postgresql.DOUBLE_PRECISION(5)
postgresql.ENUM("a", "b", name="e")
postgresql.ENUM("a", name="e", create_type=False)
postgresql.ENUM("a", name="e", schema="s", metadata=sa.MetaData())
postgresql.ENUM(name="e")
postgresql.FLOAT
postgresql.HSTORE
postgresql.HSTORE(text_type=sa.Text)
postgresql.INET
postgresql.INT4MULTIRANGE
postgresql.INT4RANGE
postgresql.INT8MULTIRANGE
postgresql.INT8RANGE
postgresql.INTERVAL
postgresql.INTERVAL(fields="YEAR TO MONTH")
postgresql.INTERVAL(precision=3)
postgresql.INTERVAL(precision=3, fields="DAY TO SECOND")
postgresql.JSON
postgresql.JSON(astext_type=sa.Text, none_as_null=True)
postgresql.JSONB
postgresql.JSONB(none_as_null=True)
postgresql.JSONPATH
postgresql.MACADDR
postgresql.MACADDR8
postgresql.MONEY
postgresql.NUMERIC(5, 2)
postgresql.NUMMULTIRANGE
postgresql.NUMRANGE
postgresql.OID
postgresql.REGCLASS
postgresql.REGCONFIG
postgresql.TIME(timezone=True, precision=3)
postgresql.TIME(precision=0)
postgresql.TIMESTAMP(timezone=True, precision=3)
postgresql.TIMESTAMP(precision=6)
postgresql.TSMULTIRANGE
postgresql.TSQUERY
postgresql.TSRANGE
postgresql.TSTZMULTIRANGE
postgresql.TSTZRANGE
postgresql.TSVECTOR
postgresql.UUID
postgresql.UUID(as_uuid=True)
postgresql.VARCHAR(5)
postgresql.ARRAY(sa.Text, dimensions=3)
postgresql.ARRAY(sa.Integer, as_tuple=True, zero_indexes=True)
postgresql.ARRAY(postgresql.ENUM("a", name="e", create_type=False))
postgresql.ARRAY(sa.String(5, collation="C"))
mysql.BIGINT(20, unsigned=True)
mysql.BIGINT(display_width=20, zerofill=True)
mysql.BINARY(5)
mysql.BIT(5)
mysql.BIT
mysql.BLOB(5)
mysql.BOOLEAN
mysql.CHAR(5, charset="utf8", collation="utf8_bin")
mysql.CHAR(5, binary=True, unicode=True)
mysql.CHAR(5, national=True)
mysql.DATE
mysql.DATETIME(fsp=3)
mysql.DATETIME(timezone=True)
mysql.DECIMAL(5, 2, unsigned=True)
mysql.DOUBLE(5, 2)
mysql.DOUBLE(asdecimal=True)
mysql.DOUBLE(unsigned=True)
mysql.ENUM("a", "b'c")
mysql.ENUM("a", charset="utf8", collation="x", binary=True)
mysql.FLOAT(5)
mysql.FLOAT(5, 2)
mysql.FLOAT(unsigned=True)
mysql.INTEGER(11)
mysql.INTEGER(display_width=11, unsigned=True, zerofill=True)
mysql.JSON
mysql.LONGBLOB
mysql.LONGTEXT(charset="utf8")
mysql.MEDIUMBLOB
mysql.MEDIUMINT(5)
mysql.MEDIUMTEXT(collation="x")
mysql.NCHAR(5)
mysql.NUMERIC(5, 2, zerofill=True)
mysql.NVARCHAR(5)
mysql.REAL(5, 2)
mysql.REAL
mysql.SET("a", "b")
mysql.SET("a", "b", retrieve_as_bitwise=True, charset="utf8")
mysql.SMALLINT(5, unsigned=True)
mysql.TEXT(5)
mysql.TEXT(collation="utf8_bin", charset="utf8")
mysql.TEXT(ascii=True)
mysql.TIME(fsp=3)
mysql.TIMESTAMP(fsp=6)
mysql.TIMESTAMP
mysql.TINYBLOB
mysql.TINYINT(1)
mysql.TINYINT(unsigned=True)
mysql.TINYTEXT
mysql.VARBINARY(5)
mysql.VARCHAR(5, charset="latin1")
mysql.VARCHAR(5, collation="x", national=True)
mysql.YEAR
mysql.YEAR(4)
mysql.YEAR(display_width=2)
sqlite.BLOB
sqlite.BOOLEAN
sqlite.CHAR(5)
sqlite.DATE
sqlite.DATE(storage_format="%(year)04d/%(month)02d/%(day)02d")
sqlite.DATETIME
sqlite.DATETIME(truncate_microseconds=True)
sqlite.TIME
sqlite.DECIMAL(5, 2)
sqlite.FLOAT
sqlite.JSON
sqlite.NUMERIC
sqlite.REAL
sqlite.SMALLINT
sqlite.TEXT(5)
sqlite.TIMESTAMP
sqlite.VARCHAR(5)
# --- {}
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement="ignore_fk"))
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, primary_key=True))
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, autoincrement=True), sa.Column("b", sa.Integer, primary_key=True))
op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True))
op.create_table("t", sa.Column("id", sa.SmallInteger, primary_key=True))
op.create_table("t", sa.Column("id", sa.Integer, sa.ForeignKey("o.id"), primary_key=True))
op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(), primary_key=True))
op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(always=True, start=5, increment=2, minvalue=1, maxvalue=9, cycle=True, cache=3, order=True, on_null=True), primary_key=True))
op.create_table("t", sa.Column("id", sa.Integer, sa.Sequence("s", start=3), primary_key=True))
op.create_table("t", sa.Column("id", sa.Integer, sa.Sequence("s", optional=True), primary_key=True))
op.create_table("t", sa.Column("id", sa.Integer, server_default=sa.Sequence("s").next_value()))
op.create_table("t", sa.Column("id", sa.Numeric(10, 0), primary_key=True))
op.create_table("t", sa.Column("id", sa.String(5), primary_key=True, server_default="x"))
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, server_default=sa.text("5")))
op.create_table("t", sa.Column("x", sa.Integer, sa.Computed("a + b")))
op.create_table("t", sa.Column("x", sa.Integer, sa.Computed("a + b", persisted=True)))
op.create_table("t", sa.Column("x", sa.Integer, sa.Computed(sa.text("a + b"), persisted=False)))
op.create_table("t", sa.Column("x", sa.Integer, sa.Computed(sa.func.lower(sa.column("y")))))
op.create_table("t", sa.Column("x", sa.Integer, nullable=False, unique=True, index=True, comment="c'd", key="k", info={"a": 1}, doc="d", quote=True, system=False))
op.create_table("t", sa.Column("x", sa.Integer, unique="u1"))
op.create_table("t", sa.Column("x", sa.Integer, index="i1"))
op.create_table("t", sa.Column("X", sa.Integer, index=True), sa.Column("select", sa.Integer, unique=True))
op.create_table("t", sa.Column("x", sa.Integer, server_default="a'b"), sa.Column("y", sa.Boolean, server_default=sa.true()), sa.Column("z", sa.Boolean, server_default="0"))
op.create_table("t", sa.Column("x", sa.DateTime, server_default=sa.func.now(), server_onupdate=sa.func.now(), onupdate=sa.func.now()))
op.create_table("t", sa.Column("x", sa.Integer, server_default=sa.FetchedValue()))
op.create_table("t", sa.Column("x", sa.Integer, server_default=sa.DefaultClause("5")))
op.create_table("t", sa.Column("x", sa.Integer, server_default=sa.DefaultClause(sa.text("5"), for_update=True)))
op.create_table("t", sa.Column("x", sa.Integer, sa.DefaultClause("7")))
op.create_table("t", sa.Column("x", sa.Integer, default=5))
op.create_table("t", sa.Column("x", sa.Integer, insert_default=5))
op.create_table("t", sa.Column("x", sa.JSON, server_default="{}"), sa.Column("y", postgresql.JSONB, server_default=sa.text("'[]'::jsonb")))
op.create_table("t", sa.Column("x", sa.Integer, server_default=sa.literal(5)))
op.create_table("t", sa.Column("x", sa.String, server_default=sa.literal("a")))
op.create_table("t", sa.Column("x", sa.String, server_default=sa.func.coalesce("a", sa.literal_column("b"))))
op.create_table("t", sa.Column("x", sa.Integer, server_default=sa.literal_column("1") + 2))
op.create_table("t", sa.Column("x", sa.Integer, server_default=""), sa.Column("y", sa.Integer, server_default=None))
op.create_table("t", sa.Column("x", sa.String, server_default=sa.null()))
op.create_table("t", sa.Column("x", sa.Integer), sa.PrimaryKeyConstraint("x", name="p", postgresql_include=["y"], mysql_length=5) if False else sa.PrimaryKeyConstraint("x", name="p"))
op.create_table("t", sa.Column("x", sa.Integer), sa.PrimaryKeyConstraint("x", deferrable=True, initially="DEFERRED"))
op.create_table("t", sa.Column("x", sa.Integer), sa.UniqueConstraint("x", name="u", deferrable=True, initially="IMMEDIATE", postgresql_nulls_not_distinct=True))
op.create_table("t", sa.Column("x", sa.Integer), sa.UniqueConstraint("x", name="u", sqlite_on_conflict="IGNORE"))
op.create_table("t", sa.Column("x", sa.Integer, sqlite_on_conflict_not_null="FAIL", nullable=False))
op.create_table("t", sa.Column("x", sa.Integer, primary_key=True, sqlite_on_conflict_primary_key="REPLACE"))
op.create_table("t", sa.Column("x", sa.Integer, unique=True, sqlite_on_conflict_unique="ABORT"))
op.create_table("t", sa.Column("x", sa.Integer), sa.CheckConstraint("x > 0", name="c", sqlite_on_conflict="ROLLBACK"))
op.create_table("t", sa.Column("x", sa.Integer), sa.CheckConstraint("x > 0"), sa.CheckConstraint(sa.text("x < 5"), name="d", comment="z", deferrable=True))
op.create_table("t", sa.Column("x", sa.Integer, sa.CheckConstraint("x > 0", name="c")))
op.create_table("t", sa.Column("x", sa.Integer), sa.CheckConstraint(sa.column("x") > 5, name="c"), sa.CheckConstraint(sa.column("x").in_([1, 2])))
op.create_table("t", sa.Column("x", sa.Integer), sa.ForeignKeyConstraint(["x"], ["o.id"], name="f", onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", match="FULL", use_alter=True, comment="q"))
op.create_table("t", sa.Column("x", sa.Integer), sa.ForeignKeyConstraint(["x"], ["s.o.id"], link_to_name=True))
op.create_table("t", sa.Column("x", sa.Integer, sa.ForeignKey("o.id", name="f", ondelete="CASCADE", onupdate="RESTRICT", deferrable=False, initially="IMMEDIATE", match="SIMPLE", postgresql_not_valid=True)))
op.create_table("t", sa.Column("x", sa.Integer, sa.ForeignKey("t.id")), sa.Column("id", sa.Integer, primary_key=True))
op.create_table("t", sa.Column("x", sa.Integer), sa.Index("i", "x", unique=True, postgresql_where=sa.text("x > 1"), sqlite_where=sa.text("x > 2"), mysql_length=5))
op.create_table("t", sa.Column("x", sa.Integer), sa.Index(None, "x"))
op.create_table("t", sa.Column("x", sa.Integer), postgresql.ExcludeConstraint(("x", "="), using="gist", name="e", where="x > 5", ops={"x": "int4_ops"}, deferrable=True))
op.create_table("t", sa.Column("x", sa.Integer), schema="s", comment="c", info={"a": 1}, prefixes=["TEMPORARY"], if_not_exists=True)
op.create_table("t", sa.Column("x", sa.Integer), mysql_engine="InnoDB", mysql_charset="utf8", mysql_collate="x", mysql_auto_increment=5, mysql_row_format="DYNAMIC", mysql_comment="q", mysql_key_block_size=8, mysql_partition_by="HASH(x)", mysql_partitions=4)
op.create_table("t", sa.Column("x", sa.Integer), mariadb_engine="Aria", mysql_default_charset="utf8mb4")
op.create_table("t", sa.Column("x", sa.Integer), postgresql_tablespace="ts", postgresql_with_oids=False, postgresql_on_commit="DROP", postgresql_inherits=("a", "b"), postgresql_partition_by="LIST (x)", postgresql_using="heap", postgresql_with={"fillfactor": 50})
op.create_table("t", sa.Column("x", sa.Integer), sqlite_autoincrement=True, sqlite_with_rowid=False, sqlite_strict=True)
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sqlite_autoincrement=True)
op.create_table("t", sa.Column("id", sa.Integer), quote=True, quote_schema=True, schema="S")
op.create_table("T", sa.Column("Id", sa.Integer, primary_key=True), sa.UniqueConstraint("Id", name="U-x"))
op.create_table("t")
op.add_column("t", sa.Column("x", sa.Integer, nullable=False, server_default="5"), schema="s", if_not_exists=True)
op.add_column("t", sa.Column("x", sa.Integer, sa.ForeignKey("o.id", name="f", ondelete="CASCADE")), inline_references=True)
op.add_column("t", sa.Column("x", sa.Integer, primary_key=True), inline_primary_key=True)
op.add_column("t", sa.Column("x", sa.Integer, sa.Identity()))
op.add_column("t", sa.Column("x", sa.Integer, sa.Computed("1")))
op.add_column("t", sa.Column("x", sa.Integer, sa.CheckConstraint("x > 0", name="c")))
op.add_column("t", sa.Column("x", sa.Integer, unique=True, index=True, comment="c"))
op.add_column("t", sa.Column("x", sa.Boolean(create_constraint=True, name="b")))
op.add_column("t", sa.Column("x", sa.Enum("a", "b", name="e", create_constraint=True, native_enum=False)))
op.add_column("t", sa.Column("x", mysql.ENUM("a", "b")), mysql_after="y") if False else None
op.alter_column("t", "x", type_=sa.Integer, postgresql_using="x::integer")
op.alter_column("t", "x", type_=sa.Enum("a", name="e"), existing_type=sa.String)
op.alter_column("t", "x", type_=sa.Boolean(create_constraint=True, name="b"), existing_type=sa.Integer())
op.alter_column("t", "x", server_default=sa.func.now())
op.alter_column("t", "x", server_default=sa.Identity(start=5), existing_server_default=sa.Identity(always=True))
op.alter_column("t", "x", server_default=None, existing_server_default=sa.Identity())
op.alter_column("t", "x", server_default=sa.Computed("5"))
op.alter_column("t", "x", nullable=True, existing_type=sa.Integer())
op.alter_column("t", "x", nullable=True)
op.alter_column("t", "x", new_column_name="y", existing_type=sa.Integer, existing_nullable=False, existing_server_default=sa.text("5"))
op.alter_column("t", "x", existing_type=sa.Integer)
op.alter_column("t", "x", autoincrement=True, existing_type=sa.Integer)
op.alter_column("t", "x", type_=sa.Text(collation="C"))
op.alter_column("t", "x", type_=sa.Integer, existing_type=sa.String(5), server_default=sa.text("5"))
op.create_index("i", "t", ["a", sa.text("lower(b)"), sa.func.upper(sa.column("c")).desc()], schema="s", unique=True, if_not_exists=True, quote=True, info={})
op.create_index("i", "t", ["a"], postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"}, postgresql_where="a > 5", postgresql_with={"fillfactor": 50}, postgresql_tablespace="ts", postgresql_include=["b"], postgresql_nulls_not_distinct=True)
op.create_index("i", "t", ["a"], postgresql_concurrently=True, if_not_exists=True)
op.create_index("i", "t", ["a"], mysql_prefix="FULLTEXT", mysql_length=5, mysql_using="btree", mysql_with_parser="ngram")
op.create_index("i", "t", ["a"], sqlite_where="a > 5")
op.create_index("i", "t", [sa.text("a DESC NULLS LAST")], unique=False)
op.create_index(None, "t", ["a"])
op.create_index(op.f("ix_t_a"), "t", ["a"])
op.drop_index("i", table_name="t", schema="s", if_exists=True, postgresql_concurrently=True)
op.drop_index("i")
op.drop_index("i", "t", mysql_x=5)
op.drop_constraint("c", "t", type_="unique", schema="s", if_exists=True)
op.drop_constraint("c", "t", type_="check")
op.drop_constraint("c", "t", type_="primary")
op.drop_constraint("c", "t", "foreignkey")
op.drop_constraint("c", "t")
op.drop_constraint("c", "t", type_="nothing")
op.create_foreign_key("f", "t", "o", ["a", "b"], ["c", "d"], onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", match="FULL", source_schema="s", referent_schema="q", use_alter=True, postgresql_not_valid=True)
op.create_primary_key("p", "t", ["a", "b"], schema="s")
op.create_unique_constraint("u", "t", ["a"], schema="s", deferrable=True, initially="DEFERRED", postgresql_nulls_not_distinct=True)
op.create_check_constraint("c", "t", sa.column("a") > 5, schema="s", deferrable=True, postgresql_not_valid=True)
op.create_check_constraint("c", "t", "a LIKE '%x'")
op.create_exclude_constraint("e", "t", ("a", "="), (sa.text("b"), "&&"), using="gist", where=sa.text("a > 5"), schema="s", deferrable=True, initially="DEFERRED")
op.rename_table("t", "u", schema="s")
op.drop_table("t", schema="s", if_exists=True)
op.drop_table("t", mysql_engine="x", info={"a": 1})
op.create_table_comment("t", "c'd", existing_comment="e", schema="s")
op.drop_table_comment("t", existing_comment="e", schema="s")
op.drop_column("t", "x", schema="s", if_exists=True)
op.drop_column("t", "x", mssql_drop_check=True, mssql_drop_default=True, mssql_drop_foreign_key=True)
op.execute("SELECT '%s', 5 % 2, '%%'")
op.execute(sa.text("SELECT '%s', 5 % 2, '%%'"))
op.execute("SELECT E'\\n', '\\\\x'")
