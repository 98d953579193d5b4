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
