# --- op.execute(sa.select(sa.literal({})))
# setup: import datetime, decimal, uuid, enum
# setup: from datetime import timedelta, timezone
# setup: from decimal import Decimal
5
-5
0
123456789012345678901234567890
1.5
-1.5
1e100
1e-10
100.0
# differs sqlite, postgres, mysql: SQLAlchemy writes a bare word; bridge what the driver gives the database, if it gives it
float('inf')
True
False
None
'x'
''
"it's"
'"double"'
'back\\slash'
'trailing\\'
'100%'
'%s %(x)s %%'
':x :y'
'a:b::c'
'?'
'中文 émoji 🎉'
'tab\there'
'line\nbreak\r\n'
'null\x00byte'
'`tick`'
# differs sqlite: offline Alembic writes bytes as text, which SQLite keeps apart; the driver sends a BLOB
b'bytes'
# differs sqlite: offline Alembic writes bytes as text, which SQLite keeps apart; the driver sends a BLOB
b''
b'\x00\xff'
# differs sqlite, postgres, mysql: `bytearray` is not understood
bytearray(b'x')
datetime.date(2020, 1, 2)
datetime.datetime(2020, 1, 2, 3, 4, 5)
datetime.datetime(2020, 1, 2, 3, 4, 5, 6)
datetime.datetime(2020, 1, 2, 3, 4, 5, 600000)
datetime.datetime(2020, 1, 2, tzinfo=timezone.utc)
datetime.datetime(2020, 1, 2, 3, tzinfo=timezone(timedelta(hours=8)))
datetime.time(1, 2, 3)
datetime.time(1, 2, 3, 4)
datetime.time(1, 2)
datetime.timedelta(days=1)
datetime.timedelta(days=1, seconds=2, microseconds=3)
datetime.timedelta(days=-1)
Decimal('1.50')
Decimal('-1E+5')
Decimal('1E-10')
uuid.UUID('12345678-1234-5678-1234-567812345678')
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
[1, 2]
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
{'a': 1}
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
(1, 2)
# differs sqlite, postgres, mysql: SQLAlchemy has no value at all for this on any database; bridge refuses it
object()
# --- op.execute({})
# setup: import datetime, decimal, uuid, enum
# setup: from decimal import Decimal
# setup: class Color(enum.Enum):
# setup:     red = 'R'
# setup:     green = 'G'
# setup: def u(type_, value): return sa.table('t', sa.column('c', type_)).update().values(c=value)
u(sa.Integer, 5)
u(sa.Integer, '5')
u(sa.Integer, True)
# differs sqlite, postgres, mysql: a fraction for integers is cut offline; connected the driver gets it as it is
u(sa.Integer, 5.5)
u(sa.Integer, 'x')
u(sa.Integer, None)
u(sa.BigInteger, 10 ** 18)
u(sa.SmallInteger, 1)
u(sa.String, 'x')
u(sa.String, 5)
u(sa.String(2), "it's too long")
u(sa.Text, 'a\\b%c:d')
u(sa.Unicode, '中')
u(sa.Boolean, True)
u(sa.Boolean, False)
u(sa.Boolean, 1)
u(sa.Boolean, 0)
u(sa.Boolean, 'true')
u(sa.Boolean, None)
u(sa.Numeric(10, 2), Decimal('1.5'))
u(sa.Numeric(10, 2), 1.5)
u(sa.Numeric(10, 2), 5)
u(sa.Numeric, '1.5')
u(sa.Float, 1.5)
u(sa.Float, 5)
u(sa.Float, Decimal('1.5'))
u(sa.Float, 1e20)
u(sa.Date, datetime.date(2020, 1, 2))
u(sa.Date, datetime.datetime(2020, 1, 2, 3))
# differs sqlite: connected SQLAlchemy takes no text for this type on SQLite; bridge refuses
u(sa.Date, '2020-01-02')
u(sa.DateTime, datetime.datetime(2020, 1, 2, 3, 4, 5, 6))
u(sa.DateTime, datetime.date(2020, 1, 2))
# differs sqlite: connected SQLAlchemy takes no text for this type on SQLite; bridge refuses
u(sa.DateTime, '2020-01-02')
u(sa.DateTime(timezone=True), datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc))
u(sa.TIMESTAMP, datetime.datetime(2020, 1, 2))
u(sa.Time, datetime.time(1, 2, 3))
# differs sqlite: connected SQLAlchemy takes no text for this type on SQLite; bridge refuses
u(sa.Time, '01:02')
u(sa.Interval, datetime.timedelta(hours=5))
u(sa.Interval(native=False), datetime.timedelta(hours=5))
# differs sqlite, mysql: a type of PostgreSQL writes its own literal everywhere
u(postgresql.INTERVAL, datetime.timedelta(hours=5))
# differs sqlite, postgres: offline Alembic writes bytes as text, which SQLite keeps apart; the driver sends a BLOB; a backslash is read by PostgreSQL
u(sa.LargeBinary, b'x\\y')
u(sa.LargeBinary, 'x')
# differs sqlite: offline Alembic writes bytes as text, which SQLite keeps apart; the driver sends a BLOB
u(sa.BLOB, b'x')
# differs sqlite: offline Alembic writes bytes as text, which SQLite keeps apart; the driver sends a BLOB
u(sa.VARBINARY(5), b'x')
u(sa.JSON, {'a': [1, 'x', None, True], "b'c": '中"\\'})
u(sa.JSON, [1, 2])
u(sa.JSON, 'text')
u(sa.JSON, 5)
u(sa.JSON, True)
# differs sqlite, postgres, mysql: offline SQLAlchemy writes NULL, online it stores JSON's null; bridge writes what is stored
u(sa.JSON, None)
u(sa.JSON, sa.JSON.NULL)
u(sa.JSON, sa.null())
u(sa.JSON(none_as_null=True), None)
u(sa.JSON, {})
u(postgresql.JSONB, {'a': 1.5})
u(postgresql.JSONB, [])
u(postgresql.JSON, {'a': ':x %'})
u(sa.Uuid, uuid.UUID('12345678-1234-5678-1234-567812345678'))
u(sa.Uuid(as_uuid=False), '12345678-1234-5678-1234-567812345678')
u(sa.Uuid(native_uuid=False), uuid.UUID(int=1))
u(sa.UUID, uuid.UUID(int=1))
# differs sqlite, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
u(postgresql.UUID, '12345678-1234-5678-1234-567812345678')
u(postgresql.UUID(as_uuid=True), uuid.UUID(int=1))
u(postgresql.UUID(as_uuid=False), '12345678-1234-5678-1234-567812345678')
u(sa.Enum('a', 'b', name='e'), 'a')
u(sa.Enum('a', 'b', name='e'), 'nonsense')
u(sa.Enum('a', 'b', name='e', native_enum=False), 'b')
u(sa.Enum(Color), Color.red)
u(sa.Enum(Color), 'red')
u(sa.Enum(Color), 'R')
u(sa.Enum(Color, values_callable=lambda e: [m.value for m in e]), Color.red)
u(postgresql.ENUM('a', name='e'), 'a')
# differs postgres: Alembic stops at a type of MySQL
u(mysql.ENUM('a', 'b'), 'a')
u(mysql.SET('a', 'b'), 'a')
# differs sqlite, postgres, mysql: sets are not understood
u(mysql.SET('a', 'b'), {'a'})
u(mysql.TINYINT(1), 1)
u(mysql.TINYINT(1), True)
u(mysql.BIT(1), 1)
u(mysql.LONGTEXT, 'x')
u(mysql.DATETIME(fsp=6), datetime.datetime(2020, 1, 2, 3, 4, 5, 6))
u(mysql.YEAR, 2020)
u(mysql.INTEGER(unsigned=True), 5)
u(mysql.DOUBLE, 1.5)
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(postgresql.ARRAY(sa.Integer), [1, 2])
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(postgresql.ARRAY(sa.Text), ['x', "it's"])
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(postgresql.ARRAY(sa.Text), [])
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(postgresql.ARRAY(sa.Integer), [[1], [2]])
u(postgresql.ARRAY(sa.Text), None)
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(postgresql.ARRAY(sa.Text), ['a', None])
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(sa.ARRAY(sa.String), ['x'])
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(postgresql.ARRAY(sa.Boolean), [True])
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(postgresql.ARRAY(postgresql.UUID), ['x'])
u(postgresql.INET, '127.0.0.1')
u(postgresql.CIDR, '10.0.0.0/8')
u(postgresql.MACADDR, 'x')
u(postgresql.TSVECTOR, 'x')
# differs sqlite, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
u(postgresql.HSTORE, {'a': 'b'})
# differs sqlite, mysql: no driver takes a range there; bridge refuses
u(postgresql.INT4RANGE, postgresql.Range(1, 5))
u(postgresql.INT4RANGE, '[1,5)')
# differs sqlite, mysql: no driver takes a range there; bridge refuses
u(postgresql.DATERANGE, postgresql.Range(datetime.date(2020, 1, 1), None, bounds='[]'))
u(postgresql.MONEY, '5.00')
u(postgresql.OID, 5)
u(postgresql.BIT(3), '101')
# differs sqlite: offline Alembic writes bytes as text, which SQLite keeps apart; the driver sends a BLOB
u(postgresql.BYTEA, b'x')
u(postgresql.CITEXT, 'x')
u(postgresql.REGCLASS, 't')
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
u(sa.PickleType, {'a': 1})
u(None, 'x')
u(None, 5)
u(None, True)
u(None, datetime.date(2020, 1, 2))
u(None, b'x')
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
u(None, {'a': 1})
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
u(None, [1])
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
u(None, Color.red)
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
u(sa.String, Color.red)
u(sa.String, Color.red.value)
u(sa.String(5).with_variant(sa.Text, 'mysql'), 'x')
u(sa.JSON().with_variant(postgresql.JSONB, 'postgresql'), {'a': 1})
# differs postgres, mysql: formats of SQLite's own types are not read
u(sqlite.DATETIME(truncate_microseconds=True), datetime.datetime(2020, 1, 2, 3, 4, 5, 6))
# differs postgres, mysql: formats of SQLite's own types are not read
u(sqlite.DATE(storage_format='%(year)04d/%(month)02d/%(day)02d'), datetime.date(2020, 1, 2))
u(sa.Integer, sa.func.now())
u(sa.Integer, sa.text('5'))
u(sa.Boolean, sa.true())
u(sa.Boolean, sa.text('true'))
# --- op.bulk_insert({})
# setup: import datetime, decimal, uuid
# setup: t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('b', sa.Boolean), sa.column('d', sa.DateTime), sa.column('x'))
t, [{'id': 1, 'a': 'x', 'b': True, 'd': datetime.datetime(2020, 1, 2)}]
t, [{'id': 1}, {'id': 2}]
t, [{'a': 'x', 'id': 1}]
t, [{'id': 1, 'a': None}]
t, [{'id': 1, 'a': "it's"}, {'id': 2}]
t, [{'x': 5}]
t, [{'x': 'y'}]
t, [{'x': None}]
t, []
t, [{}]
t, [{'id': 1}], multiinsert=False
t, [{'id': op.inline_literal(5)}]
t, [{'d': op.inline_literal('2020-01-01')}], multiinsert=False
t, [{'a': '100% :x \\ 中'}]
t, ({'id': 1},)
t, {'id': 1}
t, [{'nope': 1}]
# differs sqlite, postgres, mysql: offline Alembic has no literal; connected the driver takes no expression, which bridge says
t, [{'a': sa.func.now()}]
# differs sqlite, postgres, mysql: offline Alembic has no literal; connected the driver takes no expression, which bridge says
t, [{'a': sa.text("'x'")}]
t, [dict(id=i, a=f'n{i}') for i in range(3)]
table=t, rows=[{'id': 1}]
sa.table('order', sa.column('group')), [{'group': 1}]
sa.table('t', sa.column('a', sa.Integer), schema='s'), [{'a': 1}]
sa.Table('t', sa.MetaData(), sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.String(5))), [{'a': 1, 'b': 'x'}]
sa.Table('t', sa.MetaData(), sa.Column('a', sa.JSON)), [{'a': {'x': 1}}]
# differs sqlite, mysql: an array is written although this dialect has none; bridge refuses the value
sa.Table('t', sa.MetaData(), sa.Column('a', postgresql.ARRAY(sa.Text))), [{'a': ['x']}]
sa.Table('t', sa.MetaData(), sa.Column('a', sa.Enum('x', name='e'))), [{'a': 'x'}]
sa.Table('t', sa.MetaData(), sa.Column('a', sa.Integer, key='k')), [{'k': 1}]
't', [{'id': 1}]
# --- op.execute({})
"SELECT 1"
# differs sqlite, postgres, mysql: a `:name` without a value stays as it is
"SELECT 'x:y', ':z'"
# differs sqlite, postgres, mysql: a `:name` without a value stays as it is
"SELECT :x"
"SELECT a::text"
"SELECT '\\:x'"
"SELECT '100%' LIKE '%%'"
"SELECT 'a\tb'"
# differs sqlite, postgres, mysql: the final `;` belongs to the script
"  SELECT 1;  "
# differs sqlite, postgres, mysql: a script file has its statements apart
"SELECT 1; SELECT 2"
# differs sqlite, mysql: dollar quotes are PostgreSQL's
"DO $$ BEGIN PERFORM 1; END $$"
# differs sqlite, postgres, mysql: a comment before the statement is left out
"-- comment\nSELECT 1"
# differs sqlite, postgres, mysql: an empty statement is refused
""
"UPDATE t SET a = '中文'"
sa.text("SELECT 1")
sa.text("SELECT :x").bindparams(x=5)
sa.text("SELECT :x").bindparams(x=None)
sa.text("SELECT :x").bindparams(x=True)
sa.text("SELECT :x").bindparams(x=1.5)
sa.text("SELECT :x").bindparams(x='it\'s \\ 100%')
sa.text("SELECT :x, :y").bindparams(x=5, y='z')
sa.text("SELECT :x").bindparams(sa.bindparam('x', 5))
sa.text("SELECT :x").bindparams(sa.bindparam('x', value='y', type_=sa.String))
sa.text("SELECT :x").bindparams(sa.bindparam('x', [1, 2], expanding=True))
sa.text("SELECT 1 WHERE a IN :x").bindparams(sa.bindparam('x', ['a', 'b'], expanding=True))
sa.text("SELECT :x").bindparams(sa.bindparam('x', type_=sa.Integer))
# differs sqlite, postgres, mysql: a `:name` without a value stays as it is
sa.text("SELECT :x")
# differs sqlite, postgres, mysql: a `:name` without a value stays as it is
sa.text("SELECT ':x'")
sa.text("SELECT '\\:x'")
sa.text("SELECT a::int, '10:30'")
sa.text("SELECT 'it''s'")
sa.text("SELECT :nope").bindparams(x=5)
sa.text("SELECT a, b").columns(a=sa.Integer)
sa.text("SELECT %s" % 5)
sa.text("SELECT '%%'")
sa.text("SELECT 1").execution_options(autocommit=True)
sa.text(text="SELECT 1")
sqltext="SELECT 1"
"SELECT 1", execution_options={'x': 1}
["SELECT 1"]
None
5
b"SELECT 1"
# ---
t = sa.table('t', sa.column('n', sa.Numeric), sa.column('i', sa.Integer))
op.execute(t.update().where(t.c.n == 2 ** 128).values(n=2 ** 130, i=2 ** 100))
# ---
t = sa.table('t', sa.column('n', sa.DECIMAL(50)))
op.bulk_insert(t, [{'n': 2 ** 128}, {'n': -2 ** 128}])
