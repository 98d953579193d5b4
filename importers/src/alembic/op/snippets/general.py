# convention: {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}
# ---
op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.Column('a', sa.String(50), nullable=True), sa.PrimaryKeyConstraint('id'), sa.UniqueConstraint('a'))
# ---
op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('u', sa.Integer, sa.ForeignKey('users.id', ondelete='CASCADE'), unique=True), sa.Column('v', sa.Integer, sa.ForeignKey('s.users.id', name='named')), sa.CheckConstraint('id > 0', name='positive'), sa.CheckConstraint('u > 0', name=op.f('final')))
# ---
op.create_table('t', sa.Column('a', sa.Integer, index=True))
# ---
op.create_table('t', sa.Column('a', sa.Integer, index=True, unique=True), schema='S')
# ---
op.create_table('t', sa.Column('a', sa.Integer, sa.CheckConstraint('a > 0', name='c'), nullable=False), sa.Column('b', sa.Boolean(create_constraint=True, name='b')), sa.Column('e', sa.Enum('x', 'y', name='e', create_constraint=True)))
# ---
op.create_table('t', sa.Column('a', sa.Boolean(create_constraint=True)))
# ---
op.create_table('t', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0'))
# ---
op.create_table('t', sa.Column('a', sa.Integer), sa.UniqueConstraint('b'))
# ---
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('a', sa.Integer))
# ---
op.create_table('t', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['t2.a'], use_alter=True, name='x'))
# ---
op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True), sa.PrimaryKeyConstraint('b', 'a', name='backwards'))
# ---
op.create_table('t', sa.Column('a', sa.String(5), server_default='x'), sa.Column('b', sa.Integer, server_default=sa.text('5')), sa.Column('c', sa.DateTime, server_default=sa.func.now()), sa.Column('d', sa.Boolean, server_default=sa.true()), sa.Column('e', sa.Boolean, server_default=sa.sql.expression.false()), sa.Column('f', sa.Boolean, server_default=sa.sql.false(), default=False, onupdate=sa.func.now(), doc='x', info={'a': 1}))
# ---
op.create_table('t', sa.Column('a', sa.Integer, server_default=5))
# ---
op.create_table('t', sa.Column('a', sa.Integer, comment='one'), sa.Column('b', sa.Integer, index=True), comment="it's")
# ---
op.create_table(sa.sql.quoted_name('t', quote=True), sa.Column('a', sa.Integer, quote=True), sa.Column('B', sa.Integer, quote=False))
# ---
op.create_table('t', sa.Column('a', sa.Integer, sa.Identity(always=True, start=5), primary_key=True), sa.Column('b', sa.Integer, sa.Computed('a + 1', persisted=True)))
# ---
op.create_table('t', sa.Column('a', sa.Integer, sa.Sequence('s_seq'), primary_key=True))
# ---
op.create_table('t', sa.Column('a', sa.Integer, autoincrement=False, primary_key=True))
# ---
op.create_table('t', sa.Column('id', sa.Integer), sa.Column('x', postgresql.ARRAY(sa.Text())), postgresql_partition_by='RANGE (id)', sqlite_autoincrement=True)
# ---
op.create_table('t', sa.Column('a', sa.Integer), prefixes=['TEMPORARY'], if_not_exists=True)
# ---
op.create_table('t', sa.Column(name='a', type_=sa.String(length=10), key='k'), sa.UniqueConstraint('k'))
# ---
op.create_unique_constraint(None, 't', ['a', 'b'])
# ---
op.create_unique_constraint('u', 't', ['a'], deferrable=True, initially='DEFERRED', schema='s')
# ---
op.create_foreign_key(None, 't', 'users', ['u'], ['id'])
# ---
op.create_foreign_key(constraint_name='fk', source_table='t', referent_table='users', local_cols=['u'], remote_cols=['id'], ondelete='CASCADE')
# ---
op.create_foreign_key('fk', 't', 'users', ['u', 'v'], ['id'])
# ---
op.create_check_constraint('positive', 't', 'a > 0')
# ---
op.create_check_constraint(op.f('positive'), 't', sa.and_(sa.column('a') > 0, sa.or_(sa.column('b') == None, sa.column('b') < 5)))
# ---
op.create_check_constraint(None, 't', 'a > 0')
# ---
op.create_primary_key(None, 't', ['a'])
# ---
op.drop_constraint('positive', 't', type_='check')
# ---
op.drop_constraint('positive', 't')
# ---
op.drop_constraint('u', 't', 'unique', schema='s')
# ---
op.drop_constraint(None, 't', type_='unique')
# ---
op.drop_constraint(None, 't', type_='foreignkey')
# ---
op.drop_constraint(None, 't')
# ---
op.drop_constraint('x', 't', type_='nonsense')
# ---
op.create_index(None, 't', ['a'])
# ---
op.create_index(op.f('ix_' + 'x' * 80), 't', ['a'])
# ---
op.create_index('ix_' + 'x' * 80, 't', ['a'])
# ---
op.create_index('i', 't', columns=['a', sa.text('b DESC')], unique=True)
# ---
op.create_index('i', 't', [sa.text('lower(a)'), sa.func.lower(sa.column('b')), sa.desc('c'), sa.literal_column('d')])
# ---
op.drop_index('i')
# ---
op.drop_index(op.f('i'), table_name='t', schema='s', if_exists=True)
# ---
op.drop_index('i', 't', postgresql_concurrently=True)
# ---
op.add_column('t', sa.Column('a', sa.Integer, index=True, comment='c'), schema='s')
# ---
op.add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id')))
# ---
op.add_column('t', sa.Column('a', sa.Integer(), nullable=False, server_default='0'))
# ---
op.add_column('t', sa.Column('a', sa.Boolean(create_constraint=True, name='b')))
# ---
op.alter_column('t', 'a', existing_type=sa.Boolean(create_constraint=True, name='b'), type_=sa.Integer())
# ---
op.alter_column('t', 'a', type_=sa.Integer(), postgresql_using='a::integer', existing_type_=sa.Text(), nullabe=False)
# ---
op.alter_column('t', 'a', new_column_name='b', existing_type=sa.String(5), existing_nullable=True)
# ---
op.alter_column('t', 'a', server_default=False, nullable=True)
# ---
op.alter_column('t', 'a', server_default=sa.text("'x'"), existing_server_default='y')
# ---
op.drop_column('t', 'a', schema='s')
# ---
op.rename_table('a', 'b', schema='s')
# ---
op.drop_table('t', schema='s')
# ---
op.drop_table('t', if_exists=True)
# ---
op.create_table_comment('t', 'x', existing_comment='y')
# ---
op.drop_table_comment('t', existing_comment='y', schema='s')
# ---
op.execute("UPDATE t SET a = 'x:y' WHERE b = '12:30' AND c LIKE '%d%'")
# ---
op.execute(sa.text("UPDATE t SET a = :a, b = '\\:x', c = :c WHERE d = :d").bindparams(a='it\'s', c=5, d=True))
# ---
op.execute(sa.text("UPDATE t SET a = :a").bindparams(sa.bindparam('a', None, sa.String)))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('active', sa.Boolean))
op.execute(t.update().where(t.c.id == 5).values(a='x'))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('active', sa.Boolean))
op.execute(t.update().where(sa.and_(t.c.id.in_([1, 2]), t.c.a.is_(None))).values({'active': True, t.c.a: t.c.a + '!', 'id': t.c.id * 2 + 1}))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('active', sa.Boolean))
op.execute(sa.update(t).values({'a': sa.null()}).where(t.c.active).where(~t.c.active).where(t.c.active == True).where(t.c.active.is_(False)))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.insert().values(id=1, a='x'))
op.execute(t.insert().values([{'id': 1, 'a': 'x'}, {'id': 2, 'a': "it's"}]))
op.execute(t.delete().where(t.c.id != 3))
op.execute(sa.delete(t).where(sa.or_(t.c.a.like('x%'), t.c.a.notin_(['a', 'b']), sa.not_(t.c.id > 5))))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('a', sa.String), schema='s')
op.execute(t.insert().from_select(['id', 'a'], sa.select(u.c.id, sa.func.coalesce(u.c.a, 'none')).where(u.c.id > 3)))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.update().values(a=sa.case((t.c.id > 5, 'big'), (t.c.id == 5, 'five'), else_='small')))
op.execute(t.update().values(a=sa.cast(t.c.id, sa.String(10)), id=sa.func.length(t.c.a)))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('t_id', sa.Integer))
op.execute(t.delete().where(t.c.id.in_(sa.select(u.c.t_id))))
op.execute(t.delete().where(sa.exists(sa.select(u.c.id).where(u.c.t_id == t.c.id))))
# ---
t = op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('a', sa.String(5)))
op.bulk_insert(t, [{'id': 1, 'a': "it's"}, {'a': None, 'id': 2}])
# ---
op.bulk_insert(sa.table('t', sa.column('id', sa.Integer)), [{'id': 1}, {'nope': 2}])
# ---
op.bulk_insert(sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String)), [{'id': 1, 'a': op.inline_literal('x')}], multiinsert=False)
# ---
op.create_table('t', sa.Column('a', postgresql.UUID(as_uuid=True), server_default=sa.text('gen_random_uuid()')), sa.Column('b', sa.DateTime().with_variant(postgresql.TIMESTAMP(precision=3), 'postgresql')), sa.Column('c', sa.JSON().with_variant(postgresql.JSONB, 'postgresql')), sa.Column('d', sa.Enum('a', 'b', name='kind')))
# ---
op.create_table('t', sa.Column('a', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb")), sa.Column('b', postgresql.TSVECTOR()), sa.Column('c', postgresql.INET()), sa.Column('d', postgresql.INT4RANGE), sa.Column('e', postgresql.BIT(5, varying=True)), sa.Column('f', postgresql.TIME(timezone=True, precision=2)), sa.Column('g', postgresql.DOUBLE_PRECISION(precision=53)), sa.Column('h', postgresql.BYTEA()), sa.Column('i', postgresql.HSTORE()), sa.Column('j', postgresql.MONEY()))
# ---
op.create_table('t', sa.Column('a', mysql.TINYINT(display_width=1)))
# ---
op.create_table('t', sa.Column('a', mysql.INTEGER(display_width=11, unsigned=True)), sa.Column('b', mysql.VARCHAR(charset='utf8', length=20)), sa.Column('c', mysql.DATETIME(fsp=6)))
# ---
op.create_table('t', sa.Column('a', sa.DATETIME()), sa.Column('b', sa.types.VARCHAR(length=5)), sa.Column('c', sa.types.TIMESTAMP()), sa.Column('d', sa.Interval()), sa.Column('e', sa.PickleType()), sa.Column('f', sa.SmallInteger), sa.Column('g', sa.NUMERIC(precision=10, scale=2)), sa.Column('h', sa.Unicode(length=255)))
# ---
class Money(sa.types.TypeDecorator):
    impl = sa.Numeric(10, 2)
class Point(sa.types.UserDefinedType):
    def get_col_spec(self, **kw):
        return 'POINT'
class Guid(sa.types.TypeDecorator):
    impl = sa.CHAR
    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))
class Short(sa.types.TypeDecorator):
    impl = sa.String
op.create_table('t', sa.Column('a', Money()), sa.Column('b', Point), sa.Column('c', Guid()), sa.Column('d', Short(7)))
# ---
with op.get_context().autocommit_block():
    pass
op.execute(sa.DDL('SELECT 100%%'))
# ---
op.execute(sa.schema.CreateSequence(sa.Sequence('s', start=5)))
op.execute(sa.schema.DropSequence(sa.Sequence('s')))
# ---
for name in ('a', 'b'):
    op.add_column('t', sa.Column(f'{name}_id', sa.Integer(), nullable=True))
    op.create_index(op.f('ix_t_%s' % name), 't', [name])
# ---
meta = sa.MetaData()
t = sa.Table('t', meta, sa.Column('id', sa.Integer, primary_key=True), sa.Column('a', sa.String))
op.execute(t.update().where(t.c.id == sa.bindparam('x', 3)).values(a=op.inline_literal('y')))
# ---
op.execute(sa.text('SELECT 1'), execution_options={'no_parameters': True})
# ---
op.create_exclude_constraint('ex', 't', ('p', '&&'), where=sa.text('p IS NOT NULL'), using='gist')
# ---
meta = sa.MetaData()
sa.Table('t', meta, sa.Column('id', sa.Integer), sa.Column('a', sa.String(5)))
sa.Table('u', meta, sa.Column('id', sa.Integer), schema='s')
op.bulk_insert(meta.tables['t'], [{'id': 1, 'a': 'x'}])
op.execute(meta.tables['s.u'].delete())
# ---
op.add_column('t', sa.Column('a', sa.Boolean(), server_default=sa.sql.False_()))
op.add_column('t', sa.Column('b', sa.Boolean(), server_default=sa.sql.expression.True_()))
# --- t = sa.table('t', sa.column('a', sa.Integer))
# --- op.execute({})
t.delete().where(sa.true())
t.delete().where(sa.true(), sa.true()).where(t.c.a == 1)
t.update().values(a=sa.true()).where(sa.false())
t.delete().where(t.c.a == 1, sa.false())
sa.select(t.c.a).having(sa.true())
# ---
from alembic.operations import ops
op.invoke(ops.CreateTableOp("t", [sa.Column("a", sa.Integer, primary_key=True)], schema="s", comment="c"))
op.invoke(ops.AlterColumnOp("t", "a", modify_name="b", modify_type=sa.String(3), modify_server_default="x", modify_comment="z", existing_type=sa.Integer(), schema="s"))
op.invoke(ops.BulkInsertOp(sa.table("t", sa.column("a")), [{"a": 1}]))
op.invoke(ops.CreateIndexOp("ix", "t", ["a", sa.text("lower(b)")], unique=True, postgresql_where=sa.text("a > 1")))
op.invoke(ops.DropColumnOp("t", "a", schema="s"))
op.invoke(ops.CreateTableCommentOp("t", "hello"))
op.invoke(operation=ops.RenameTableOp("a", "b", schema="s"))
# ---
from alembic.operations.ops import AddColumnOp
o = AddColumnOp("t", sa.Column("a", sa.Integer))
op.invoke(o)
op.invoke(o)
# ---
if sa.__version__ > "1.4":
    op.execute("select 1")
# ---
import sqlalchemy
if tuple(int(x) for x in sqlalchemy.__version__.split(".")[:2]) >= (1, 4):
    op.execute("select 1")
# ---
import alembic
if alembic.__version__.startswith("1."):
    op.execute("select 1")
# ---
from alembic.operations import ops
op.invoke(ops.CreateTableOp("t", [sa.Column("a", sa.Integer), sa.Column("b", sa.String(3), nullable=False)]))
# ---
from alembic.operations import ops
op.invoke(ops.DropTableOp("t"))
op.invoke(ops.AddColumnOp("t", sa.Column("a", sa.Integer)))
op.invoke(ops.DropColumnOp("t", "a"))
op.invoke(ops.ExecuteSQLOp("select 1"))
op.invoke(ops.RenameTableOp("a", "b"))
op.invoke(ops.CreateIndexOp("ix", "t", ["a", "b"], unique=True))
op.invoke(ops.DropIndexOp("ix", "t"))
# ---
from alembic.operations import ops
op.invoke(ops.AlterColumnOp("t", "a", modify_nullable=False, existing_type=sa.Integer()))
# ---
from alembic.operations.ops import CreateUniqueConstraintOp, CreateForeignKeyOp, CreateCheckConstraintOp, DropConstraintOp, CreatePrimaryKeyOp, BulkInsertOp
op.invoke(CreateUniqueConstraintOp("uq", "t", ["a"]))
op.invoke(CreateForeignKeyOp("fk", "t", "u", ["a"], ["b"], ondelete="CASCADE"))
op.invoke(CreateCheckConstraintOp("ck", "t", "a > 1"))
op.invoke(CreatePrimaryKeyOp("pk", "t", ["a"]))
op.invoke(DropConstraintOp("ck", "t", type_="check"))
# ---
# A method as a value.
execute = op.get_bind().execute
execute(sa.text("UPDATE t SET a = 1"))
for add, run in [(op.add_column, op.execute)]:
    add("t", sa.Column("a", sa.Integer))
    run("UPDATE t SET a = 2")
# ---
with op.batch_alter_table("t") as batch_op:
    drop = batch_op.drop_index
    for name in ("i", "j"):
        drop(name)

# ---
from alembic.ddl.sqlite import SQLiteImpl
from alembic.ddl.postgresql import PostgresqlImpl
from alembic.ddl.mysql import MySQLImpl
from alembic.ddl.impl import DefaultImpl
impl = op.get_context().impl
impl.static_output("-- for whoever reads it")
for known in (SQLiteImpl, PostgresqlImpl, MySQLImpl, DefaultImpl):
    if isinstance(impl, known):
        op.execute("SELECT '%s'" % known.__name__)
impl.execute("SELECT '%s %s %s'" % (impl.__dialect__, impl.transactional_ddl, impl.dialect.name))
impl.execute("SELECT '%s'" % type(impl).__name__)
# ---
op.drop_column('t', 'a', 'b')
# ---
op.drop_index('i', 't', 's')
# ---
op.create_index('i')
# ---
op.drop_constraint('fk', 't', type='foreignkey')
# ---
op.create_foreign_key('fk')
# ---
with op.batch_alter_table('t') as batch_op:
    batch_op.drop_constraint('uq', 'unique', schema='s')
# ---
try:
    op.drop_table()
except TypeError:
    op.drop_table('t')
# ---
op.create_table('t', sa.Column('id', sa.Integer, primary_eky=True, auto_increment=True, insert_default=1), sa.ForeignKeyConstraint(['id'], ['u.id'], on_delete='CASCADE'), sa.UniqueConstraint('id', if_not_exists=True), sa.CheckConstraint('id > 0', name='c', a_b=1), sa.PrimaryKeyConstraint('id', is_nullable=False), max_length=3)
# ---
op.add_column('t', sa.Column('u', sa.Integer, sa.ForeignKey('u.id', on_delete='CASCADE'), existing_type=sa.String(), nullable=False, default_value=1))
# ---
op.create_index('i', 't', ['a'], postgres_where='a > 0', is_unique=True)
# ---
op.create_foreign_key('fk', 't', 'u', ['a'], ['id'], on_delete='CASCADE')
# ---
op.create_unique_constraint('uq', 't', ['a'], table_schema='s')
# ---
op.drop_index('i', 't', tablename_='t', table_schema='s')
# ---
op.drop_index('i', 't', table_schema='s')
# ---
op.drop_table('t', if_empty=True)
# ---
t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer), sa.Index('i', 'id', postgres_where='x'), is_view=True)
op.execute(t.insert().values(id=1))
# ---
op.create_table('t', sa.Column('id', sa.Integer, auto_=True))
