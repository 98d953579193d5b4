# ---
class LowerText(sa.types.TypeDecorator):
    impl = sa.String(50)
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return value.lower() if value else value
t = sa.table("t", sa.column("a", LowerText()), sa.column("b", sa.Integer))
op.execute(t.update().where(t.c.a == "ABC").values(a="DEF"))
op.add_column("t", sa.Column("c", LowerText, server_default="X"))
# ---
class GUID(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True
    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))
    def process_bind_param(self, value, dialect):
        if value is None:
            return value
        if dialect.name == "postgresql":
            return str(value)
        return "%.32x" % value.int
import uuid
t = sa.table("t", sa.column("id", GUID()))
op.create_table("t", sa.Column("id", GUID(), primary_key=True), sa.Column("p", GUID(), sa.ForeignKey("t.id")))
op.execute(t.insert().values(id=uuid.UUID("12345678123456781234567812345678")))
# ---
class JSONList(sa.types.TypeDecorator):
    impl = sa.Text
    cache_ok = True
    def process_bind_param(self, value, dialect):
        import json
        return None if value is None else json.dumps(value, ensure_ascii=False)
t = sa.table("t", sa.column("c", JSONList()))
op.bulk_insert(t, [{"c": ["甲", "b"]}, {"c": None}])
# ---
class Money(sa.types.UserDefinedType):
    cache_ok = True
    def __init__(self, precision=8):
        self.precision = precision
    def get_col_spec(self, **kw):
        return "MONEY(%s)" % self.precision
op.add_column("t", sa.Column("m", Money(10), nullable=False, server_default="0"))
op.alter_column("t", "m", type_=Money(), existing_type=Money(10))
# ---
class Point(sa.types.UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return "POINT"
    def bind_expression(self, bindvalue):
        return sa.func.ST_GeomFromText(bindvalue, type_=self)
    def column_expression(self, col):
        return sa.func.ST_AsText(col, type_=self)
t = sa.table("t", sa.column("p", Point()), sa.column("id", sa.Integer))
op.execute(t.update().where(t.c.id == 1).values(p=sa.literal("POINT(1 2)", sa.String)))
# ---
class Point(sa.types.UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return "POINT"
    def bind_expression(self, bindvalue):
        return sa.func.ST_GeomFromText(bindvalue, type_=self)
    def bind_processor(self, dialect):
        return lambda value: value
    def literal_processor(self, dialect):
        return lambda value: "'%s'" % value
t = sa.table("t", sa.column("p", Point()), sa.column("id", sa.Integer))
op.execute(t.insert().values(p="POINT(1 2)"))
# ---
T = sa.String(50).with_variant(mysql.VARCHAR(50, collation="utf8mb4_bin"), "mysql", "mariadb").with_variant(postgresql.CITEXT(), "postgresql").with_variant(sa.String(50, collation="NOCASE"), "sqlite")
op.create_table("t", sa.Column("a", T, nullable=False, server_default="x"))
op.alter_column("t", "a", type_=T, existing_type=sa.Text())
# ---
T = sa.BigInteger().with_variant(sa.Integer, "sqlite").with_variant(mysql.BIGINT(unsigned=True), "mysql")
op.create_table("t", sa.Column("id", T, primary_key=True, autoincrement=True), sa.Column("b", T, sa.ForeignKey("t.id")), sqlite_autoincrement=True)
# ---
T = sa.JSON().with_variant(postgresql.JSONB(none_as_null=True), "postgresql").with_variant(mysql.LONGTEXT, "mysql")
op.add_column("t", sa.Column("j", T, server_default=sa.text("'{}'"), nullable=False))
# ---
T = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql").with_variant(postgresql.TIMESTAMP(timezone=True, precision=3), "postgresql").with_variant(sqlite.DATETIME(storage_format="%(year)04d-%(month)02d-%(day)02d"), "sqlite")
import datetime
t = sa.table("t", sa.column("at", T))
op.add_column("t", sa.Column("at", T))
op.execute(t.insert().values(at=datetime.datetime(2020, 1, 2)))
# ---
op.create_table("t", sa.Column("a", postgresql.ARRAY(sa.Text, dimensions=2)), sa.Column("b", sa.ARRAY(sa.Numeric(5, 2), dimensions=1), server_default="{}"), sa.Column("c", postgresql.ARRAY(postgresql.ENUM("x", name="e")), server_default=sa.text("'{}'::e[]")))
# ---
op.create_table("t", sa.Column("a", postgresql.BIT(5, varying=True)), sa.Column("b", postgresql.INTERVAL(fields="DAY TO SECOND", precision=3)), sa.Column("c", postgresql.TIME(precision=2, timezone=True)), sa.Column("d", postgresql.OID), sa.Column("e", postgresql.REGCLASS), sa.Column("f", postgresql.MONEY), sa.Column("g", postgresql.TSVECTOR), sa.Column("h", postgresql.TSQUERY), sa.Column("i", postgresql.INT8MULTIRANGE), sa.Column("j", postgresql.HSTORE), sa.Column("k", postgresql.DOMAIN("pos", sa.Integer, check="VALUE > 0", not_null=True)))
# ---
op.create_table("t", sa.Column("a", mysql.SET("x", "y", charset="utf8mb4")), sa.Column("b", mysql.ENUM("x", "it's", collation="utf8mb4_bin")), sa.Column("c", mysql.BIT(3)), sa.Column("d", mysql.DECIMAL(10, 2, unsigned=True, zerofill=True)), sa.Column("e", mysql.MEDIUMTEXT(charset="latin1", national=False)), sa.Column("f", mysql.TIMESTAMP(fsp=3), server_default=sa.text("CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)"), nullable=False), sa.Column("g", mysql.YEAR(4)), sa.Column("h", mysql.INTEGER(11)), sa.Column("i", mysql.LONGBLOB))
# ---
op.create_table("t", sa.Column("a", sa.LargeBinary(20)), sa.Column("b", sa.PickleType), sa.Column("c", sa.Interval(native=False)), sa.Column("d", sa.Interval(second_precision=2)), sa.Column("e", sa.Unicode(10)), sa.Column("f", sa.UnicodeText), sa.Column("g", sa.SmallInteger), sa.Column("h", sa.Double(53)), sa.Column("i", sa.REAL), sa.Column("j", sa.Float(10, asdecimal=True)), sa.Column("k", sa.Numeric), sa.Column("l", sa.DECIMAL(5)), sa.Column("m", sa.NVARCHAR(5)), sa.Column("n", sa.NCHAR(5)), sa.Column("o", sa.CLOB), sa.Column("p", sa.BLOB), sa.Column("q", sa.VARBINARY(5)), sa.Column("r", sa.BINARY(5)))
# ---
op.add_column("t", sa.Column("a", sa.types.NullType()))
# ---
op.add_column("t", sa.Column("a"))
# ---
op.add_column("t", sa.Column("a", sa.MatchType()))
# ---
op.add_column("t", sa.Column("a", sa.Time(timezone=True)))
op.add_column("t", sa.Column("b", sa.TIMESTAMP(timezone=True), server_default=sa.text("now() AT TIME ZONE 'utc'")))
op.add_column("t", sa.Column("c", sa.DateTime, server_default=sa.sql.expression.text("(datetime('now'))")))
# ---
op.add_column("t", sa.Column("a", sa.String(collation="zh_CN.utf8")))
op.add_column("t", sa.Column("b", sa.Text(length=1000, collation="C")))
# ---
class Base(sa.types.TypeDecorator):
    impl = sa.Text
    cache_ok = True
    @property
    def python_type(self):
        return dict
    def load_dialect_impl(self, dialect):
        if dialect.name == "mysql":
            return mysql.MEDIUMTEXT()
        return self.impl
class Sub(Base):
    pass
op.add_column("t", sa.Column("a", Sub(), nullable=True))
# ---
class Choice(sa.types.TypeDecorator):
    impl = sa.Enum
    cache_ok = True
    def __init__(self, *values, **kw):
        super().__init__(*values, **kw)
op.add_column("t", sa.Column("a", Choice("x", "y", name="ch")))
# ---
class Tz(sa.types.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True
    def process_bind_param(self, value, dialect):
        if value is not None and value.tzinfo is None:
            raise ValueError("naive")
        return value
import datetime
t = sa.table("t", sa.column("at", Tz))
op.execute(t.insert().values(at=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)))
op.create_table("x", sa.Column("at", Tz(), server_default=sa.func.now()))
# ---
class Arr(sa.types.TypeDecorator):
    impl = postgresql.ARRAY(sa.String)
    cache_ok = True
op.add_column("t", sa.Column("a", Arr(), server_default="{}"))
# ---
class P(sa.types.UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return "POINT"
    def bind_expression(self, bindvalue):
        return sa.func.ST_GeomFromText(bindvalue, type_=self)
    def literal_processor(self, dialect):
        return lambda value: "'%s'" % value
t = sa.table("t", sa.column("p", P()), sa.column("id", sa.Integer))
op.execute(t.insert().values(p="POINT(1 2)"))
op.execute(t.update().values(p="POINT(1 2)").where(t.c.id == 5))
op.execute(t.update().values(p=None).where(t.c.p == "x"))
op.execute(sa.select(t.c.id).where(t.c.p.in_(["a", "b"])))
# ---
class Enc(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def bind_expression(self, bindvalue):
        return sa.func.pgp_sym_encrypt(bindvalue, "key")
    def column_expression(self, col):
        return sa.func.pgp_sym_decrypt(col, "key")
t = sa.table("t", sa.column("p", Enc()), sa.column("id", sa.Integer))
op.execute(t.insert().values(p="x"))
op.execute(t.update().values(p="x").where(t.c.id == 5))
# ---
class Enc(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def bind_expression(self, bindvalue):
        return sa.type_coerce(sa.func.upper(sa.type_coerce(bindvalue, sa.String)), sa.String)
t = sa.table("t", sa.column("p", Enc()), sa.column("id", sa.Integer))
op.execute(t.insert().values(p="x"))
op.execute(t.insert().values([{"p": "x"}, {"p": "y"}]))
# ---
class Enc(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def column_expression(self, col):
        return sa.func.decrypt(col)
t = sa.table("t", sa.column("p", Enc()), sa.column("id", sa.Integer))
op.execute(t.update().values(id=4).where(t.c.p == "x"))
op.execute(t.insert().from_select(["id"], sa.select(t.c.id).where(t.c.p == "y")))
# ---
class Enc(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return "<" + value + ">"
t = sa.table("t", sa.column("p", Enc()), sa.column("id", sa.Integer))
op.execute(sa.select(t.c.id).where(t.c.p.startswith("x"), t.c.p.contains("y"), t.c.p.like("z"), t.c.p.ilike("z"), t.c.p.endswith("w")))
# ---
class Enc(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return "<" + value + ">"
t = sa.table("t", sa.column("p", Enc()), sa.column("id", sa.Integer))
op.execute(sa.select(t.c.id).where(t.c.p.between("a", "b"), t.c.p.in_(["c"]), t.c.p != "d", t.c.p + "e" == "f", t.c.p.concat("g") == "h", t.c.p.regexp_match("i"), t.c.p.any_() == "k"))
# ---
class Enc(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return "<" + value + ">"
t = sa.table("t", sa.column("p", Enc()), sa.column("id", sa.Integer))
op.execute(sa.select(sa.func.coalesce(t.c.p, "a"), sa.case((t.c.p == "b", "c"), else_=t.c.p), sa.func.max(t.c.p) == "d", sa.func.lower(t.c.p) == "e", sa.literal("f", Enc()), sa.cast("g", Enc()), sa.type_coerce("h", Enc()), sa.bindparam("i", "i", Enc())))
# ---
class N(sa.types.TypeDecorator):
    impl = sa.Integer
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return value * 10
t = sa.table("t", sa.column("n", N()), sa.column("id", sa.Integer))
op.execute(sa.select(t.c.id).where(t.c.n + 1 == 2, t.c.n * 3 > t.c.id, t.c.n % 4 == 5, -t.c.n < 6, 7 - t.c.n == 8))
op.execute(t.update().values(n=t.c.n + 1))
# ---
class B(sa.types.TypeDecorator):
    impl = sa.String(1)
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return {True: "Y", False: "N", None: None}[value]
t = sa.table("t", sa.column("b", B()), sa.column("id", sa.Integer))
op.execute(t.update().values(b=True).where(t.c.b == False))
op.execute(t.update().values(b=None).where(t.c.b.is_(True)))
op.bulk_insert(t, [{"b": True}, {"b": False}])
# ---
class U(sa.types.UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return "LTREE"
    def literal_processor(self, dialect):
        def process(value):
            return "'" + value.replace(".", "/") + "'"
        return process
    def bind_processor(self, dialect):
        def process(value):
            return value.replace(".", "/")
        return process
t = sa.table("t", sa.column("p", U()), sa.column("id", sa.Integer))
op.execute(t.insert().values(p="a.b"))
