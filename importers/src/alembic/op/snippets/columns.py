# --- op.create_table('t', sa.Column({}))
'a', sa.Integer, primary_key=True
'a', sa.BigInteger, primary_key=True
'a', sa.SmallInteger(), primary_key=True, autoincrement=True
'a', sa.Integer, primary_key=True, autoincrement=False
'a', sa.Integer, primary_key=True, autoincrement='auto'
'a', sa.Integer, primary_key=True, autoincrement='ignore_fk'
'a', sa.Integer, sa.ForeignKey('u.id'), primary_key=True, autoincrement='ignore_fk'
'a', sa.Integer, sa.ForeignKey('u.id'), primary_key=True
'a', sa.String(5), primary_key=True
'a', sa.Numeric(10, 0), primary_key=True
'a', sa.Numeric(10, 2), primary_key=True, autoincrement=True
'a', sa.Integer, autoincrement=True
'a', sa.Integer, autoincrement=True, nullable=False
'a', sa.Integer, primary_key=True, nullable=True
'a', sa.Integer, primary_key=True, server_default='5'
'a', sa.Integer, primary_key=True, server_default=sa.text("nextval('s')")
'a', postgresql.UUID(), primary_key=True, server_default=sa.text('gen_random_uuid()')
'a', sa.Integer, nullable=False
'a', sa.Integer, nullable=True
'a', sa.Integer, nullable=None
'a', sa.Integer, unique=True
'a', sa.Integer, unique=True, index=True
'a', sa.Integer, index=True
'a', sa.Integer, index=False, unique=False
'a', sa.Integer, key='b'
'a', sa.Integer, key='b', index=True
'a', sa.Integer, doc='x', info={'x': 1}
'a', sa.Integer, default=5
'a', sa.Integer, default=lambda: 5, onupdate=lambda: 6
'a', sa.Integer, default=sa.func.now(), onupdate=sa.func.now()
'a', sa.Integer, server_onupdate=sa.FetchedValue()
'a', sa.Integer, server_default=sa.FetchedValue()
'a', sa.Integer, quote=True
'A', sa.Integer, quote=False
'a', sa.Integer, system=True
'a', sa.Integer, system=False
'a', sa.Integer, comment='hello'
'a', sa.Integer, comment="it's a 100% \\ \"quoted\" : comment"
'a', sa.Integer, comment='中文'
'a', sa.Integer, comment=''
'a', sa.Integer, comment=None
'a', sa.Integer, sort_order=5
'a', sa.Integer, insert_default=5
'a', sa.Integer, nonsense=5
'a', sa.Integer, sqlite_on_conflict_not_null='FAIL', nullable=False
'a', sa.Integer, sqlite_on_conflict_primary_key='FAIL', primary_key=True
'a', sa.Integer, sqlite_on_conflict_unique='IGNORE', unique=True
'a', sa.Integer, sqlite_nonsense=1
'a', sa.Integer, postgresql_nonsense=1
'a', sa.Integer, mssql_x=1, oracle_y=2
'a', type_=sa.Integer
name='a', type_=sa.Integer()
sa.Integer
'a'
'a', None
# --- op.create_table('t', sa.Column('a', sa.String(50), server_default={}))
'x'
''
'0'
'it\'s'
'a\\b'
'100%'
':x'
'中文'
'line\nbreak'
'{}'
"'quoted'"
'now()'
'CURRENT_TIMESTAMP'
sa.text('CURRENT_TIMESTAMP')
sa.text('now()')
sa.text("'x'")
sa.text("'it''s'")
sa.text("'{}'::jsonb")
sa.text("'a:b'")
sa.text("'\\:x'")
sa.text("(1 + 2)")
sa.text("1 + 2")
sa.text("lower('X')")
sa.text('0')
sa.text('true')
sa.text('NULL')
sa.text("'100%'")
sa.text("(now() at time zone 'utc')")
sa.text('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP')
sa.text('uuid_generate_v4()')
sa.func.now()
sa.func.NOW()
sa.func.current_timestamp()
sa.func.CURRENT_TIMESTAMP()
sa.func.current_date()
sa.func.localtimestamp()
sa.func.gen_random_uuid()
sa.func.uuid_generate_v4()
sa.func.lower('X')
sa.func.coalesce(sa.null(), 'x')
sa.func.timezone('utc', sa.func.now())
sa.func.date('now')
sa.func.datetime('now', 'localtime')
sa.func.strftime('%Y-%m-%d', 'now')
sa.func.utc_timestamp()
sa.func.public.myfunc(1)
sa.func.random()
sa.func.sysdate()
sa.true()
sa.false()
sa.null()
sa.sql.true()
sa.sql.expression.false()
sa.sql.expression.text('5')
sa.literal('x')
sa.literal(5)
sa.literal(True)
sa.literal_column("'x'")
sa.literal_column('5')
sa.cast('x', sa.String(5))
sa.cast(5, sa.Integer)
sa.cast(sa.null(), sa.Integer)
sa.type_coerce('x', sa.String)
sa.text('5').bindparams()
sa.DefaultClause('x')
sa.schema.DefaultClause(sa.text('now()'))
sa.sql.func.now()
sa.func.now() + sa.text("interval '1 day'")
sa.text("5") + 3
sa.case((sa.text('1 = 1'), 'x'), else_='y')
sa.Sequence('s').next_value()
sa.extract('year', sa.func.now())
postgresql.array(['a', 'b'])
sa.cast(postgresql.array([]), postgresql.ARRAY(sa.Text))
sa.text("':x'")
sa.func.next_value(sa.Sequence('s'))
5
True
False
None
0
b'x'
['a']
{}
# --- op.create_table('t', sa.Column('a', {}))
sa.Boolean(), server_default=sa.true(), nullable=False
sa.Boolean(), server_default=sa.text('true')
sa.Boolean(), server_default='1'
sa.Boolean(), server_default='false'
sa.Boolean(), server_default=sa.sql.expression.true()
sa.Boolean(), server_default=sa.literal(False)
sa.Boolean(create_constraint=True, name='x'), server_default=sa.false()
sa.Integer(), server_default='5'
sa.Integer(), server_default=sa.text('5')
sa.Integer(), server_default=sa.text("'5'")
sa.DateTime(), server_default=sa.func.now()
sa.DateTime(), server_default=sa.text('(CURRENT_TIMESTAMP)')
sa.JSON(), server_default='{}'
sa.JSON(), server_default=sa.text("'{}'")
postgresql.JSONB(), server_default=sa.text("'[]'::jsonb")
postgresql.ARRAY(sa.Text), server_default='{}'
sa.Enum('a', 'b', name='e'), server_default='a'
sa.Enum('a', 'b', name='e'), server_default=sa.text("'a'::e")
sa.Text(), server_default=''
sa.Text(), server_default=sa.text("''")
sa.Text(), server_default=sa.text("('x')")
sa.Numeric(5, 2), server_default='0.00'
sa.TIMESTAMP(timezone=True), server_default=sa.text('now()'), nullable=False
sa.TIMESTAMP(), nullable=True
sa.TIMESTAMP(), nullable=False
mysql.TIMESTAMP(), nullable=True
sa.LargeBinary(), server_default='x'
# --- op.create_table('t', sa.Column('a', sa.Integer, {}))
sa.Identity()
sa.Identity(always=True)
sa.Identity(always=False, start=5, increment=2)
sa.Identity(start=1, increment=1, minvalue=1, maxvalue=100, cycle=True, cache=10)
sa.Identity(nominvalue=True, nomaxvalue=True, cycle=False)
sa.Identity(on_null=True)
sa.Identity(order=True)
sa.Identity(always=True, on_null=False, order=False)
sa.Identity(True)
sa.Identity(), primary_key=True
sa.Identity(always=True, start=1), primary_key=True, autoincrement=True
sa.Identity(), nullable=True
sa.Identity(), nullable=False
sa.Identity(start=-5, increment=-1)
sa.Identity(), server_default='5'
sa.Computed('b + 1')
sa.Computed('b + 1', persisted=True)
sa.Computed('b + 1', persisted=False)
sa.Computed(sa.text('b + 1'))
sa.Computed("b || 'it''s 100%'", True)
sa.Computed(sa.func.lower(sa.column('b')))
sa.Computed(sa.column('b') + 1), nullable=False
sa.Computed('b'), server_default='5'
sa.Computed('b'), primary_key=True
sa.Sequence('s')
sa.Sequence('s', start=5)
sa.Sequence('s', optional=True)
sa.Sequence('s', schema='x'), primary_key=True
sa.Sequence('s'), primary_key=True
sa.Sequence('s', optional=True), primary_key=True
sa.Sequence('s', metadata=sa.MetaData()), server_default=sa.Sequence('s').next_value()
sa.ForeignKey('u.id')
sa.ForeignKey('s.u.id')
sa.ForeignKey('u.id', name='fk', ondelete='CASCADE', onupdate='SET NULL')
sa.ForeignKey('u.id', deferrable=True, initially='DEFERRED')
sa.ForeignKey('u.id', deferrable=False, initially='IMMEDIATE', match='FULL')
sa.ForeignKey('u.id', use_alter=True, name='fk')
sa.ForeignKey('u.id', use_alter=True)
sa.ForeignKey('u.id', link_to_name=True, info={'a': 1})
sa.ForeignKey('u.id', ondelete='set default'), index=True, nullable=False
sa.ForeignKey('u.id', ondelete='nonsense')
sa.ForeignKey('u.id', ondelete='SET NULL (a)')
sa.ForeignKey('u.id', ondelete='RESTRICT', onupdate='NO ACTION')
sa.ForeignKey('u.id', postgresql_not_valid=True)
sa.ForeignKey('u.id', comment='x')
sa.ForeignKey('u.Id Col')
sa.ForeignKey('u')
sa.ForeignKey(sa.column('id'))
sa.CheckConstraint('a > 0')
sa.CheckConstraint('a > 0', name='ck')
sa.CheckConstraint('a > 0', name='ck', deferrable=True, initially='DEFERRED')
sa.CheckConstraint(sa.text("a LIKE '%x:y'"), name='ck')
sa.CheckConstraint(sa.column('a') > 5, name='ck')
sa.Index('i', 'a')
sa.UniqueConstraint('a')
sa.PrimaryKeyConstraint('a')
# --- op.add_column('t', {})
sa.Column('a', sa.Integer)
sa.Column('a', sa.Integer), schema='s'
sa.Column('a', sa.Integer), if_not_exists=True
sa.Column('a', sa.Integer), if_not_exists=False
sa.Column('a', sa.Integer, sa.ForeignKey('u.id')), inline_references=True
sa.Column('a', sa.Integer, sa.ForeignKey('u.id', name='fk', ondelete='CASCADE', onupdate='SET NULL', deferrable=True, initially='DEFERRED', match='FULL')), inline_references=True
sa.Column('a', sa.Integer, sa.ForeignKey('s.u.id')), inline_references=True, schema='r'
sa.Column('a', sa.Integer, sa.ForeignKey('Order.Group')), inline_references=True
sa.Column('a', sa.Integer, sa.ForeignKey('u.id'), unique=True, index=True), inline_references=True
sa.Column('a', sa.Integer), inline_references=True
sa.Column('a', sa.Integer, primary_key=True), inline_primary_key=True
sa.Column('a', sa.Integer, primary_key=True), inline_primary_key=False
sa.Column('a', sa.Integer), inline_primary_key=True
sa.Column('a', sa.Integer, primary_key=True)
sa.Column('a', sa.String(5), primary_key=True), inline_primary_key=True, if_not_exists=True
sa.Column('a', sa.Integer, sa.ForeignKey('u.id'), primary_key=True), inline_primary_key=True, inline_references=True
sa.Column('a', sa.Integer, sa.Identity(always=True), primary_key=True), inline_primary_key=True
sa.Column('a', sa.Integer, nullable=False, server_default='0')
sa.Column('a', sa.Integer, unique=True)
sa.Column('a', sa.Integer, unique=True, index=True)
sa.Column('a', sa.Integer, index=True), schema='s'
sa.Column('a', sa.Integer, sa.ForeignKey('u.id', name='fk'))
sa.Column('a', sa.Integer, sa.ForeignKey('s.u.id')), schema='s'
sa.Column('a', sa.Integer, sa.CheckConstraint('a > 0', name='ck'))
sa.Column('a', sa.Integer, sa.CheckConstraint('a > 0'))
sa.Column('a', sa.Boolean(create_constraint=True))
sa.Column('a', sa.Boolean(create_constraint=True, name='ck'))
sa.Column('a', sa.Enum('a', 'b', name='e', create_constraint=True, native_enum=False))
sa.Column('a', sa.Enum('a', 'b', name='e', native_enum=False))
sa.Column('a', sa.Enum('a', 'b', name='e'))
sa.Column('a', postgresql.ENUM('a', 'b', name='e', create_type=False), server_default='a')
sa.Column('a', sa.Integer, comment='x')
sa.Column('a', sa.Integer, comment='')
sa.Column('a', sa.Integer, sa.Identity())
sa.Column('a', sa.Integer, sa.Computed('b * 2'))
sa.Column('a', sa.Integer, sa.Computed('b * 2', persisted=True))
sa.Column('a', sa.Integer, sa.Sequence('s'))
sa.Column('a', sa.Integer, autoincrement=True)
sa.Column('a', sa.BigInteger, primary_key=True, autoincrement=True)
sa.Column('order', sa.Integer, index=True)
sa.Column('a', sa.TIMESTAMP(timezone=True), server_default=sa.func.now(), nullable=False)
sa.Column('a', sa.String(), nullable=True)
sa.Column('a', sa.Integer), nonsense=1
sa.Column('a', sa.Integer), mysql_after='b'
sa.Column('a', sa.Integer), insert_after='b'
sa.Column('a', sa.Integer, key='k')
sa.Column('a', sa.Integer, sa.ForeignKey('t.id'))
'a', sa.Integer
column=sa.Column('a', sa.Integer)
sa.Column('a', sa.Integer, sqlite_on_conflict_not_null='FAIL', nullable=False)
# --- op.{}
add_column(table_name='t', column=sa.Column('a', sa.Integer))
add_column('S.t', sa.Column('a', sa.Integer))
add_column('my table', sa.Column('my col', sa.Integer, index=True, unique=True), schema='my schema')
drop_column('t', 'a')
drop_column('t', 'a', schema='s')
drop_column('t', 'a', if_exists=True)
drop_column('t', 'a', if_exists=False)
drop_column('t', 'a', mssql_drop_check=True, mssql_drop_default=True)
drop_column('t', 'a', mssql_drop_foreign_key=True)
drop_column('t', 'a', nonsense=True)
drop_column('t', 'a', existing_type=sa.Integer)
drop_column(table_name='t', column_name='order')
drop_column('t')
drop_column('t', sa.Column('a', sa.Integer))
# ---
op.add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id', use_alter=True, name='fk', ondelete='SET NULL')))
# ---
op.add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id', use_alter=True)))
# --- op.add_column('t', sa.Column('a', sa.Integer, {}))
sa.Computed('x + 1'), sa.Identity(start=5)
sa.Identity(start=5), sa.Computed('x + 1')
sa.Sequence('sq'), sa.Identity(start=5)
sa.Sequence('sq', metadata=sa.MetaData(schema='m'))
# --- op.execute(sa.schema.CreateSequence({}))
sa.Sequence('q', metadata=sa.MetaData(schema='m'))
sa.Sequence('q', schema='s', metadata=sa.MetaData(schema='m'))
sa.Sequence('q', metadata=sa.MetaData())
# ---
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('xmin', sa.Integer, system=True))
# ---
# differs postgres: SQLAlchemy makes the type and the comment of a column that it does not write; bridge refuses
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Enum('x', name='e'), system=True))
# ---
# differs postgres: SQLAlchemy makes the type and the comment of a column that it does not write; bridge refuses
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer, system=True, comment='c'))
op.add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id', use_alter=True)))
# --- c = sa.Column("a", sa.Integer); {}; op.create_table("t", c, sa.Column("z", sa.Integer))
c.index = True
c.unique = True
c.index = c.unique = True
c.index = c.unique = None
c.primary_key = True
c.primary_key = True; c.autoincrement = False
c.primary_key = True; c.nullable = False
c.comment = "it's"
c.comment = None
c.nullable = False
c.name = "b"
c.name = "b"; c = c.copy()
# differs sqlite, postgres, mysql: a default that is set to what is no `DefaultClause` is refused
c.server_default = "5"
# differs sqlite, postgres, mysql: a default that is set to what is no `DefaultClause` is refused
c.server_default = sa.text("5")
c.server_default = "5"; c = c.copy()
c.server_default = sa.DefaultClause("5")
c.server_default = None
c.type = sa.String(5)
# differs sqlite, postgres, mysql: a type that makes something of its own is refused where it is set
c.type = sa.Enum("a", "b", name="e")
# differs sqlite, postgres, mysql: a type that makes something of its own is refused where it is set
c.type = sa.Boolean(create_constraint=True)
c.type = sa.String
# --- c = sa.Column("a", sa.Boolean(create_constraint=True, name="ck"), server_default="1"); {}; op.create_table("t", c, sa.Column("z", sa.Integer))
c.server_default = None
# --- c = sa.Column("a", sa.Enum("a", "b", name="e"), index=True); {}; op.create_table("t", c, sa.Column("z", sa.Integer))
# differs sqlite, postgres, mysql: a type that makes something of its own is refused where it is set
c.type = sa.String(5)
# --- c = sa.Column("a", sa.Integer, primary_key=True, index=True, unique=True, comment="x"); {}; op.create_table("t", c, sa.Column("z", sa.Integer))
c.index = False; c.unique = False
c.index = False
c.unique = False
c.primary_key = False
c.comment = None
c.autoincrement = False
c.autoincrement = "auto"
c.autoincrement = True
# --- c = sa.Column("a", sa.Integer, index=True, unique=True); {}; op.add_column("t", c)
c.index = False
c.unique = False
c.comment = "y"
c.primary_key = True
# --- c = sa.Column("a", sa.Integer); op.create_table("t", c); {}
c.index = True; op.create_table("u", c.copy())
c.comment = "y"; op.create_table("u", c.copy())
c.primary_key = True; op.create_table("u", c.copy())
# --- t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, index=True), sa.Column("b", sa.Integer, primary_key=True)); {}
# differs sqlite, postgres, mysql: a column of a table that is to lose its key is refused
t.c.b.primary_key = False; t.create(op.get_bind())
t.c.a.comment = "x"; t.create(op.get_bind())
t.c.a.index = False; op.create_table("u", t.c.a.copy())
t.c.a.nullable = False; op.create_table("u", t.c.a.copy()); t.create(op.get_bind())
# ---
from sqlalchemy.ext.mutable import Mutable, MutableDict
class Encoded(sa.TypeDecorator):
    impl = sa.Text
class Watched(Mutable, dict):
    pass
Watched.associate_with(Encoded)
MutableDict.associate_with(sa.JSON)
op.create_table("t", sa.Column("a", Encoded), sa.Column("b", Encoded(), server_default="{}"), sa.Column("c", sa.JSON))
