# ---
op.alter_column("t", "a", server_default=None, type_=postgresql.ARRAY(sa.Text()).with_variant(postgresql.CITEXT(), "sqlite").with_variant(mysql.JSON().with_variant(mysql.TINYBLOB(), "postgresql"), "postgresql"), existing_type=mysql.TIMESTAMP(fsp=3).with_variant(sa.Numeric(10, asdecimal=False), "postgresql").with_variant(mysql.YEAR().with_variant(sa.String(5, collation="C"), "sqlite").with_variant(postgresql.BYTEA(), "postgresql"), "sqlite"), existing_nullable=False)
# ---
op.alter_column("t", "a", type_=sa.ARRAY(postgresql.INET().with_variant(postgresql.OID(), "mariadb").with_variant(sa.VARBINARY(9), "mysql", "sqlite")), postgresql_using="a::int", server_default=sa.Computed("1"), existing_type=mysql.TEXT(), comment="cc", existing_nullable=True, nullable=True)
# ---
op.alter_column("t", "a", nullable=False, server_default=sa.Identity(always=True), type_=postgresql.ARRAY(sa.Enum("p", "r", name="pe2"), dimensions=1), existing_type=sa.Date().with_variant(sa.NVARCHAR(4).with_variant(postgresql.DATEMULTIRANGE(), "sqlite"), "postgresql").with_variant(sa.Interval(second_precision=3, day_precision=2), "mysql", "sqlite"))
# ---
op.alter_column("t", "a", existing_type=postgresql.ARRAY(postgresql.ENUM("p", name="pe")).with_variant(postgresql.INTERVAL(fields="YEAR TO MONTH"), "postgresql").with_variant(postgresql.INT4RANGE(), "mysql", "sqlite"))
# ---
op.alter_column("t", "a", existing_autoincrement=True, existing_nullable=True, new_column_name="nn", existing_type=mysql.DATETIME(fsp=6).with_variant(mysql.DOUBLE(10, 2), "mysql").with_variant(mysql.TINYINT(1).with_variant(mysql.ENUM("a", "b"), "mysql").with_variant(mysql.FLOAT(unsigned=True), "mariadb"), "mariadb"))
# ---
op.alter_column("t", "a", nullable=True, existing_type=mysql.TIMESTAMP(fsp=3).with_variant(mysql.INTEGER(display_width=5, unsigned=True, zerofill=True).with_variant(sa.Text(), "sqlite").with_variant(postgresql.HSTORE(text_type=sa.Text()), "mysql"), "mariadb").with_variant(mysql.MEDIUMINT(), "mysql", "sqlite"), existing_autoincrement=True, postgresql_using="x")
# ---
op.alter_column("t", "Mixed", autoincrement=True, server_default=sa.Computed("1"), existing_type=postgresql.TIME(precision=6).with_variant(sa.UUID(), "sqlite"))
# ---
op.alter_column("t", "Mixed", existing_type=postgresql.ARRAY(sa.Enum("p", "r", name="pe2"), dimensions=1).with_variant(postgresql.CIDR().with_variant(sa.Uuid(), "mariadb"), "mariadb").with_variant(postgresql.DOUBLE_PRECISION().with_variant(sqlite.INTEGER(), "sqlite").with_variant(sa.VARBINARY(9), "mysql"), "mysql"), comment=None, existing_comment="ec", existing_nullable=True, existing_autoincrement=True, existing_server_default=sa.func.json_build_object("a", 1), server_default=False, nullable=True)
# ---
op.alter_column("t", "a", existing_comment="ec", type_=sa.UnicodeText().with_variant(postgresql.ARRAY(sa.Enum("a", "it's", name="En2", schema="s"), dimensions=2), "mariadb").with_variant(sa.String(5, collation="C"), "mysql", "sqlite"), server_default=False, existing_type=mysql.REAL(5, 2), nullable=False, existing_server_default=sa.Computed("1"))
# ---
op.alter_column("t", "Mixed", existing_comment="ec", type_=mysql.CHAR(3, unicode=True).with_variant(sa.Numeric(), "sqlite"), existing_type=sa.TIMESTAMP(timezone=True), existing_nullable=True, nullable=False)
# ---
op.alter_column("t", "Mixed", type_=postgresql.INET().with_variant(sa.ARRAY(postgresql.UUID(as_uuid=True), zero_indexes=True), "postgresql").with_variant(postgresql.DOMAIN("dm2", sa.String(5), not_null=True, default="x", collation="C", constraint_name="cn").with_variant(postgresql.JSONB(astext_type=sa.Text()), "mysql"), "sqlite"))
# ---
op.alter_column("t", "Mixed", existing_server_default=False, autoincrement=True, type_=mysql.VARCHAR(20, binary=True).with_variant(sa.Float(53), "mariadb"), existing_comment="ec")
# ---
op.alter_column("t", "a", existing_type=mysql.FLOAT(unsigned=True), existing_comment="ec", existing_server_default=False, autoincrement=False, existing_nullable=False, type_=mysql.SMALLINT(unsigned=True).with_variant(sa.TIMESTAMP(timezone=True), "sqlite"))
# ---
op.alter_column("t", "a", new_column_name="New N", type_=mysql.LONGTEXT(collation="utf8mb4_bin").with_variant(postgresql.JSONB(), "postgresql").with_variant(postgresql.MACADDR().with_variant(postgresql.OID(), "mariadb").with_variant(postgresql.JSON(), "mysql"), "mysql"), existing_type=mysql.NCHAR(5), existing_nullable=True)
# ---
op.alter_column("t", "a", existing_type=sa.LargeBinary(50).with_variant(sa.Interval(native=False).with_variant(postgresql.TSTZRANGE(), "mariadb"), "sqlite").with_variant(postgresql.OID(), "mysql"), comment="cc")
# ---
op.alter_column("t", "Mixed", type_=mysql.TINYINT(1).with_variant(sa.TIMESTAMP(timezone=True).with_variant(mysql.VARCHAR(20, charset="utf8", collation="utf8_bin"), "postgresql"), "mysql").with_variant(sa.Unicode(10), "postgresql"), existing_type=sqlite.INTEGER().with_variant(sa.Integer(), "sqlite"))
# ---
op.alter_column("t", "a", postgresql_using="x", existing_type=sa.BINARY(4).with_variant(sa.Integer().with_variant(mysql.DOUBLE(asdecimal=False, zerofill=True), "sqlite"), "mysql"), autoincrement=True, existing_server_default=None)
# ---
op.alter_column("t", "Mixed", server_default=sa.text("'{}'::jsonb"), existing_server_default=False, existing_type=mysql.LONGTEXT(collation="utf8mb4_bin").with_variant(postgresql.INET().with_variant(postgresql.DOMAIN("dm", sa.Integer, check="VALUE > 0"), "sqlite").with_variant(postgresql.BIT(), "mariadb"), "mysql"), nullable=False, autoincrement=False, type_=mysql.JSON())
# ---
op.alter_column("t", "a", server_default=sa.literal("q"), existing_type=sa.DateTime(timezone=True).with_variant(postgresql.JSONB(), "mariadb"))
# ---
op.alter_column("t", "Mixed", existing_comment="ec", nullable=False, type_=sa.Date(), existing_server_default=sa.Identity(), server_default=False, existing_type=postgresql.CIDR().with_variant(mysql.DECIMAL(10, 2, unsigned=True), "mysql"))
# ---
op.alter_column("t", "Mixed", type_=sa.TIMESTAMP(timezone=True).with_variant(mysql.SMALLINT(unsigned=True), "mariadb").with_variant(sa.PickleType(), "sqlite"), existing_server_default=sa.Computed("1"), comment=None, server_default=sa.literal("q"), existing_type=sa.String())
# ---
op.alter_column("t", "Mixed", existing_type=postgresql.ARRAY(sa.Float(precision=24, asdecimal=True).with_variant(sa.UUID(), "mysql").with_variant(sa.Enum("a", "b", name="en"), "postgresql"), dimensions=2), type_=sqlite.DATE().with_variant(postgresql.DOMAIN("dm", sa.Integer, check="VALUE > 0").with_variant(mysql.SMALLINT(unsigned=True), "sqlite"), "sqlite"), postgresql_using="x", existing_server_default=sa.Computed("1"), existing_nullable=True)
# ---
op.alter_column("t", "a", type_=postgresql.UUID(as_uuid=True).with_variant(sqlite.INTEGER(), "sqlite"), existing_type=postgresql.BIT().with_variant(sa.Text(collation="utf8_bin"), "mysql"))
# ---
op.alter_column("t", "a", existing_type=postgresql.ENUM("z", name="pz2"), server_default=sa.Identity(), type_=mysql.YEAR().with_variant(mysql.TEXT(100), "postgresql"))
# ---
op.alter_column("t", "a", schema="s", existing_nullable=True, comment=False, type_=sa.Boolean(create_constraint=True, name="bc").with_variant(postgresql.REGCONFIG(), "postgresql"), server_default=sa.Computed("1"))
# ---
op.alter_column("t", "a", existing_server_default=False, existing_type=sa.ARRAY(sa.Integer).with_variant(postgresql.TSTZRANGE().with_variant(sa.Double(10), "postgresql"), "sqlite").with_variant(mysql.YEAR(), "postgresql"))
# ---
op.alter_column("t", "a", existing_autoincrement=True, existing_server_default=sa.sql.func.lower("X"), existing_nullable=False, server_default=False, existing_comment="ec", type_=mysql.DOUBLE(10, 2).with_variant(mysql.FLOAT(7, 4), "mysql"))
# ---
op.alter_column("t", "a", type_=postgresql.MACADDR8().with_variant(sa.DateTime(timezone=True), "postgresql").with_variant(postgresql.CITEXT().with_variant(mysql.MEDIUMINT(), "postgresql"), "mysql"), existing_autoincrement=True, server_default=None, new_column_name="nn", existing_type=postgresql.ENUM("z", name="pz2"))
# ---
op.alter_column("t", "Mixed", type_=mysql.YEAR().with_variant(mysql.LONGTEXT(collation="utf8mb4_bin").with_variant(sqlite.TIME(), "postgresql"), "postgresql"), autoincrement=True, server_default=sa.Identity(), existing_server_default=False, postgresql_using="x")
# ---
op.alter_column("t", "a", existing_type=postgresql.INT4RANGE().with_variant(sa.Boolean(create_constraint=True, name="bc"), "sqlite").with_variant(sa.Interval().with_variant(mysql.DECIMAL(10, 2, unsigned=True), "mariadb"), "mariadb"), type_=sa.String(5, collation="C"), nullable=False, new_column_name="New N", server_default=sa.cast("1", sa.Integer))
# ---
op.alter_column("t", "Mixed", new_column_name="New N", existing_type=mysql.DOUBLE(asdecimal=False, zerofill=True).with_variant(postgresql.NUMRANGE, "mysql").with_variant(sa.BigInteger().with_variant(sa.BINARY(4), "mariadb").with_variant(sa.Date(), "postgresql"), "sqlite"))
# ---
op.alter_column("t", "a", new_column_name="nn", existing_nullable=False, nullable=True, existing_comment="ec", type_=sa.Double(10).with_variant(postgresql.REGCLASS(), "postgresql"), server_default=None, existing_autoincrement=True, existing_type=sa.CLOB())
# ---
op.alter_column("t", "a", schema="s", postgresql_using="x", existing_type=sa.ARRAY(sa.Integer).with_variant(mysql.VARCHAR(20, charset="utf8", collation="utf8_bin"), "mysql"), server_default=sa.Identity(always=True))
# ---
op.alter_column("t", "a", existing_type=mysql.YEAR(4).with_variant(mysql.YEAR(), "mysql").with_variant(postgresql.BYTEA().with_variant(sa.Uuid(), "sqlite"), "postgresql"), existing_nullable=False, server_default=sa.Identity(always=True), schema="s", existing_server_default=sa.false(), new_column_name="New N")
# ---
op.alter_column("t", "a", existing_nullable=True, new_column_name="New N", existing_type=sa.CHAR(3).with_variant(mysql.SET("a", "b", collation="utf8_bin").with_variant(sa.JSON(none_as_null=True), "mysql"), "mysql"))
# ---
op.alter_column("t", "a", type_=sa.TupleType().with_variant(mysql.FLOAT(7, 4).with_variant(sa.JSON(none_as_null=True), "postgresql").with_variant(mysql.TEXT(100), "sqlite"), "sqlite").with_variant(sa.Uuid(), "mysql"), server_default=sa.Identity(), comment=None, nullable=True, autoincrement=True)
# ---
op.alter_column("t", "a", existing_type=mysql.DECIMAL(10, 2, unsigned=True).with_variant(mysql.VARCHAR(20, charset="utf8", collation="utf8_bin"), "mysql"), existing_comment="ec")
# ---
op.alter_column("t", "Mixed", type_=sa.Text(), existing_server_default=None, existing_type=postgresql.TSVECTOR().with_variant(mysql.DOUBLE(asdecimal=False, zerofill=True), "mariadb").with_variant(sa.Enum("a", "b", name="en"), "mysql", "sqlite"), existing_nullable=False)
# ---
op.alter_column("t", "Mixed", existing_type=postgresql.MACADDR8().with_variant(sa.Double(), "mariadb"), existing_autoincrement=True)
# ---
op.alter_column("t", "Mixed", server_default=None, schema="s", new_column_name="New N", existing_type=sa.Interval(native=False).with_variant(sa.Float(53), "mariadb").with_variant(mysql.DECIMAL(10, 2, unsigned=True), "mysql", "sqlite"), type_=postgresql.JSON(), existing_server_default=None)
# ---
op.alter_column("t", "Mixed", autoincrement=False, nullable=False, existing_type=sa.Enum("a", "b", name="en").with_variant(sa.Numeric(10, 2).with_variant(sa.JSON(none_as_null=True), "postgresql"), "mysql"), server_default=sa.sql.expression.true(), existing_server_default=sa.Computed("1"))
# ---
op.alter_column("t", "Mixed", existing_type=mysql.INTEGER(display_width=5, unsigned=True, zerofill=True).with_variant(sa.JSON(none_as_null=True), "mariadb").with_variant(postgresql.REGCLASS(), "postgresql").with_variant(mysql.CHAR(3, unicode=True), "mysql", "sqlite"), server_default=False, existing_nullable=True)
# ---
op.alter_column("t", "a", type_=postgresql.MACADDR().with_variant(mysql.FLOAT(unsigned=True).with_variant(sa.JSON(none_as_null=True), "mysql"), "mysql"))
# ---
op.alter_column("t", "a", existing_type=sa.Interval().with_variant(mysql.VARCHAR(20, charset="utf8", collation="utf8_bin"), "mysql").with_variant(sa.CLOB(), "postgresql"), server_default=False, nullable=True)
# ---
op.alter_column("t", "Mixed", type_=mysql.JSON(), server_default=sa.text("nextval('s')"), existing_type=sa.Text(collation="utf8_bin").with_variant(mysql.BIGINT(unsigned=True).with_variant(postgresql.MONEY(), "sqlite").with_variant(mysql.CHAR(3, unicode=True), "mariadb"), "mysql").with_variant(sa.ARRAY(mysql.CHAR(5, ascii=True), dimensions=2), "mariadb"))
# ---
op.alter_column("t", "Mixed", type_=sa.VARBINARY(9), existing_nullable=True, nullable=False, existing_server_default=False, existing_type=sa.UUID().with_variant(sa.Float(), "mariadb"))
# ---
op.alter_column("t", "Mixed", existing_type=sa.BINARY(4).with_variant(sa.BLOB(), "mysql").with_variant(sqlite.DATETIME(truncate_microseconds=True).with_variant(sa.Enum("x", native_enum=False), "mariadb"), "sqlite"), existing_server_default=None)
# ---
op.alter_column("t", "Mixed", existing_server_default=sa.Identity(), type_=sqlite.INTEGER().with_variant(sa.Time(timezone=True).with_variant(sqlite.DATE(), "postgresql").with_variant(sa.CLOB(), "mysql"), "mysql"), existing_comment="ec", existing_type=mysql.YEAR().with_variant(mysql.NUMERIC(5).with_variant(sa.CHAR(3), "postgresql").with_variant(sa.Interval(), "sqlite"), "sqlite"), existing_autoincrement=True)
# ---
op.alter_column("t", "Mixed", comment="cc", existing_type=sa.ARRAY(sa.Integer).with_variant(sa.Time(timezone=True).with_variant(postgresql.MACADDR8, "mariadb"), "sqlite"), type_=sa.Float(53))
# ---
op.alter_column("t", "Mixed", existing_type=postgresql.UUID(as_uuid=True).with_variant(postgresql.TSVECTOR(), "postgresql"), existing_nullable=False)
# ---
op.alter_column("t", "Mixed", schema="s", existing_autoincrement=True, autoincrement=True, server_default=sa.literal(5), existing_type=sqlite.DATETIME(truncate_microseconds=True).with_variant(postgresql.BIT(5, varying=True), "mysql").with_variant(mysql.TINYTEXT(), "sqlite"), existing_server_default=False)
# ---
op.alter_column("t", "Mixed", existing_type=postgresql.MONEY().with_variant(sa.Enum("x", native_enum=False), "sqlite").with_variant(postgresql.DOUBLE_PRECISION(), "mariadb"), server_default=False)
# ---
op.alter_column("t", "a", existing_comment="ec", autoincrement=True, server_default=sa.Computed("1"))
# ---
op.alter_column("t", "Mixed", nullable=False, autoincrement=False)
# ---
op.alter_column("t", "Mixed", server_default=sa.Identity(always=True), type_=postgresql.ARRAY(sa.REAL(), dimensions=2))
# ---
op.alter_column("t", "Mixed", new_column_name="nn", existing_type=sa.Interval())
# ---
op.alter_column("t", "a", existing_type=mysql.TINYINT(1), existing_autoincrement=True, existing_nullable=True, existing_server_default=None, server_default=False)
# ---
op.alter_column("t", "a", existing_type=postgresql.CITEXT(), new_column_name="New N", type_=sa.LargeBinary())
# ---
op.alter_column("t", "Mixed", existing_autoincrement=True, type_=sa.TIMESTAMP(), existing_nullable=True)
# ---
op.alter_column("t", "Mixed", type_=sa.VARBINARY(9), server_default=sa.Computed("1"), autoincrement=False, existing_nullable=True)
# ---
op.alter_column("t", "Mixed", existing_type=sa.UnicodeText())
# ---
op.alter_column("t", "a", existing_type=mysql.BIGINT(unsigned=True), existing_server_default=sa.Identity(), existing_nullable=False)
# ---
op.alter_column("t", "a", type_=sa.PickleType(), existing_nullable=True, existing_type=postgresql.INTERVAL(precision=3), comment="cc", existing_comment="ec", server_default=sa.Identity())
# ---
op.alter_column("t", "Mixed", existing_comment="ec", existing_autoincrement=True, existing_nullable=False)
# ---
op.alter_column("t", "Mixed", existing_nullable=False, existing_type=sa.DECIMAL(5, 1), autoincrement=False, schema="s")
# ---
op.alter_column("t", "a", existing_comment="ec", existing_type=sa.PickleType())
# ---
op.alter_column("t", "Mixed", existing_server_default=sa.Computed("1"), existing_autoincrement=True, new_column_name="New N", nullable=True, existing_nullable=True, type_=mysql.TEXT(100), existing_type=mysql.TINYINT(1))
# ---
op.alter_column("t", "Mixed", server_default=sa.Identity(always=True), nullable=True, existing_type=postgresql.INTERVAL(fields="YEAR TO MONTH"), autoincrement=True)
# ---
op.alter_column("t", "Mixed", existing_nullable=True)
# ---
op.alter_column("t", "Mixed", existing_comment="ec", server_default=None, nullable=True, existing_type=sa.DateTime(timezone=True))
# ---
op.alter_column("t", "a", nullable=True)
# ---
op.alter_column("t", "Mixed", existing_server_default=None, server_default=False, existing_nullable=False, existing_comment="ec", type_=sa.Enum("a", "b", name="en"))
# ---
op.alter_column("t", "a", existing_comment="ec", server_default=None, type_=sa.JSON(none_as_null=True))
# ---
op.alter_column("t", "Mixed", nullable=False, existing_server_default=False)
# ---
op.alter_column("t", "Mixed", type_=mysql.BOOLEAN(), existing_nullable=True, postgresql_using="x", nullable=False, new_column_name="nn", autoincrement=True)
# ---
op.alter_column("t", "a", existing_type=postgresql.MACADDR())
# ---
op.alter_column("t", "Mixed", existing_type=postgresql.NUMRANGE, existing_comment="ec")
# ---
op.alter_column("t", "Mixed", nullable=False, existing_nullable=True, schema="s", new_column_name="nn")
# ---
op.alter_column("t", "a", existing_comment="ec", existing_server_default="x")
# ---
op.alter_column("t", "a", existing_server_default=False, server_default=False, autoincrement=True, existing_comment="ec")
# ---
op.alter_column("t", "Mixed", comment="cc", server_default=sa.Computed("1"), new_column_name="New N", existing_type=postgresql.HSTORE(text_type=sa.Text()))
# ---
op.alter_column("t", "a", existing_server_default=sa.Identity(), existing_nullable=True, existing_type=sa.CLOB(), new_column_name="New N", schema="s")
# ---
op.alter_column("t", "a", new_column_name="nn")
# ---
op.alter_column("t", "a", autoincrement=False, existing_nullable=False, existing_autoincrement=True, server_default=sa.Identity(always=True), existing_type=mysql.TINYINT(1), nullable=False)
# ---
op.alter_column("t", "Mixed", existing_nullable=False, server_default=sa.Computed("1"), existing_server_default=sa.Identity())
# ---
op.alter_column("t", "a", existing_comment="ec")
# ---
op.alter_column("t", "Mixed", nullable=False, existing_server_default=sa.Identity(), schema="s", server_default=False)
# ---
op.alter_column("t", "Mixed", existing_nullable=True, server_default=sa.Identity(always=True))
# ---
op.alter_column("t", "Mixed", postgresql_using="a::int", server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"))
# ---
op.alter_column("t", "a", type_=postgresql.ENUM("z", name="pz", create_type=False), existing_comment="ec", nullable=True)
# ---
op.alter_column("t", "a", existing_server_default=False, nullable=False, server_default=None, existing_nullable=False)
# ---
op.alter_column("t", "a", type_=mysql.NVARCHAR(5, collation="q"), autoincrement=True, existing_type=postgresql.BIT(5))
# ---
op.alter_column("t", "a", type_=sa.TIMESTAMP(), existing_comment="ec", nullable=True, existing_autoincrement=True, server_default=sa.Identity(always=True))
# ---
op.alter_column("t", "a", existing_type=sa.BINARY(4), new_column_name="nn", server_default=sa.Computed("1"), type_=sa.Enum("q", name="en3", inherit_schema=True), nullable=False, existing_nullable=True)
# ---
op.alter_column("t", "Mixed", existing_type=sa.DateTime(), server_default=None)
# ---
op.alter_column("t", "Mixed", server_default=sa.Identity(always=True), nullable=True, new_column_name="New N", existing_autoincrement=True, existing_server_default=sa.func.gen_random_uuid())
# ---
op.alter_column("t", "a", nullable=True, autoincrement=True)
# ---
op.alter_column("t", "Mixed", existing_type=sa.TIMESTAMP(), autoincrement=True, existing_nullable=True)
# ---
op.alter_column("t", "Mixed", new_column_name="New N")
# ---
op.alter_column("t", "Mixed", new_column_name="nn", existing_server_default=None, server_default=sa.Identity(always=True))
# ---
op.alter_column("t", "a", nullable=False, type_=sa.Interval(), existing_server_default=False, existing_comment="ec")
# ---
op.create_index(op.f("x" * 70), "t", ["a"])
# ---
op.create_index("x" * 70, "t", ["a", "b"])
# ---
op.create_index(op.f("x" * 70), "t", [sa.column("a") + 1])
# ---
op.create_index("x" * 70, "t", [sa.literal_column("(a ->> 1)")])
# ---
op.create_index("x" * 70, "t", [sa.func.coalesce(sa.column("a"), "x")], mysql_length=5)
# ---
op.create_index(op.f("nm"), "t", [sa.cast(sa.column("a"), sa.Text)])
# ---
op.create_index(op.f("nm"), "t", [sa.text("lower(a)")])
# ---
op.create_index("My Name", "t", [sa.text("lower(a)")], if_not_exists=True)
# ---
op.create_index("My Name", "t", ["a"])
# ---
op.create_index(op.f("nm"), "t", ["a"], sqlite_where=sa.column("a") > 1)
# ---
op.create_index(None, "t", [sa.cast(sa.column("a"), sa.Text)])
# ---
op.create_index("x" * 70, "t", [sa.text("a COLLATE x")], postgresql_nulls_not_distinct=True)
# ---
op.create_index("x" * 70, "t", ["a"], postgresql_nulls_not_distinct=True)
# ---
op.create_index(op.f("nm"), "t", [sa.func.coalesce(sa.column("a"), "x")])
# ---
op.create_index(op.f("x" * 70), "t", [sa.text("a COLLATE x")], mysql_prefix="FULLTEXT", postgresql_concurrently=True, mysql_using="btree")
# ---
op.create_index("nm", "t", [sa.text("a COLLATE x")], schema="s")
# ---
op.create_index("x" * 70, "t", [sa.column("a") + 1], mysql_with_parser="ngram")
# ---
op.create_index("nm", "t", [sa.cast(sa.column("a"), sa.Text)])
# ---
op.create_index("x" * 70, "t", [sa.column("a") + 1], info={})
# ---
op.create_index(op.f("nm"), "t", ["a", "b"], mysql_length={"a": 5}, schema="s")
# ---
op.create_index("x" * 70, "t", ["a"], unique=True, mysql_using="btree", mysql_with_parser="ngram")
# ---
op.create_index("My Name", "t", [sa.cast(sa.column("a"), sa.Text)])
# ---
op.create_index(op.f("x" * 70), "t", [sa.text("a COLLATE x")], postgresql_ops={"a": "text_pattern_ops"})
# ---
op.create_index(None, "t", [sa.func.coalesce(sa.column("a"), "x")])
# ---
op.create_index("My Name", "t", [sa.column("a").desc().nulls_last()], sqlite_where=sa.column("a") > 1)
# ---
op.create_index("x" * 70, "t", ["a"])
# ---
op.create_index("My Name", "t", [sa.column("a").desc().nulls_last()], mysql_using="btree", postgresql_concurrently=True)
# ---
op.create_index("x" * 70, "t", [sa.text("a COLLATE x")])
# ---
op.create_index("x" * 70, "t", ["a", sa.text("b DESC")])
# ---
op.create_index(None, "t", [sa.text("a COLLATE x")], postgresql_concurrently=True, quote=True)
# ---
op.create_index("nm", "t", ["a", "b"], unique=True, postgresql_where="a > 1", postgresql_concurrently=True)
# ---
op.create_index(None, "t", [sa.func.lower(sa.column("a")), "b"], mysql_length={"a": 5})
# ---
op.create_index(op.f("nm"), "t", [sa.column("a").desc().nulls_last()], postgresql_tablespace="ts", postgresql_using="gin", schema="s")
# ---
op.create_index("nm", "t", ["a", sa.text("b DESC")])
# ---
op.create_index("My Name", "t", [sa.column("a").desc().nulls_last()])
# ---
op.create_index("My Name", "t", [sa.literal_column("(a ->> 1)")], postgresql_where=sa.text("a > 1"), mysql_with_parser="ngram")
# ---
op.create_index("My Name", "t", ["a"], postgresql_ops={"a": "text_pattern_ops"})
# ---
op.create_index("nm", "t", ["a"], mysql_length=5)
# ---
op.create_index("My Name", "t", ["a", "b"], postgresql_nulls_not_distinct=True)
# ---
op.create_index(op.f("nm"), "t", ["a"])
# ---
op.create_index("nm", "t", [sa.literal_column("(a ->> 1)")], info={}, mysql_length=5, sqlite_where=sa.column("a") > 1)
# ---
op.create_index(op.f("x" * 70), "t", [sa.text("a COLLATE x")], sqlite_where=sa.column("a") > 1, mysql_prefix="FULLTEXT")
# ---
op.create_index(None, "t", ["a", "b"], postgresql_with={"fillfactor": 50}, if_not_exists=True, mssql_include=["x"])
# ---
op.create_index("x" * 70, "t", ["a", sa.text("b DESC")], postgresql_concurrently=True)
# ---
op.create_index("x" * 70, "t", [sa.column("a") + 1], postgresql_include=["z"], postgresql_concurrently=True, mysql_length=5)
# ---
op.create_index(None, "t", [sa.column("a").desc().nulls_last()], mysql_length={"a": 5}, info={}, mysql_using="btree")
# ---
op.create_index(op.f("x" * 70), "t", ["a"], postgresql_concurrently=True)
# ---
op.create_index(op.f("nm"), "t", [sa.text("a COLLATE x")])
# ---
op.create_index("x" * 70, "t", [sa.text("lower(a)")], postgresql_where="a > 1")
# ---
op.create_index(op.f("x" * 70), "t", ["a", sa.text("b DESC")], postgresql_include=["z"], mysql_with_parser="ngram")
# ---
op.create_index("nm", "t", [sa.column("a").desc().nulls_last()])
# ---
op.create_index(None, "t", [sa.literal_column("(a ->> 1)")], postgresql_with={"fillfactor": 50})
# ---
op.create_index("x" * 70, "t", [sa.column("a") + 1], postgresql_using="gin", postgresql_tablespace="ts")
# ---
op.create_index("My Name", "t", ["a", sa.text("b DESC")], postgresql_using="gin", mysql_with_parser="ngram")
# ---
op.create_index("My Name", "t", ["a"], postgresql_tablespace="ts")
# ---
op.create_index(op.f("nm"), "t", [sa.func.coalesce(sa.column("a"), "x")], postgresql_nulls_not_distinct=True)
# ---
op.create_index("nm", "t", ["a", sa.text("b DESC")], unique=True, postgresql_include=["z"])
# ---
op.create_index(op.f("x" * 70), "t", [sa.func.coalesce(sa.column("a"), "x")])
# ---
op.create_index(op.f("nm"), "t", ["a"], postgresql_with={"fillfactor": 50})
