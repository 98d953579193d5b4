# --- {}
sa.Enum('a', 'b', name='e').create(op.get_bind())
sa.Enum('a', 'b', name='e').create(op.get_bind(), checkfirst=False)
sa.Enum('a', 'b', name='e').drop(op.get_bind(), checkfirst=False)
postgresql.ENUM('a', 'b', name='e').create(op.get_bind(), checkfirst=False)
postgresql.ENUM('a', 'b', name='e').drop(op.get_bind(), checkfirst=False)
sa.Enum('a', name='e', schema='s').create(op.get_bind(), False)
sa.Enum(name='e').drop(op.get_bind(), checkfirst=False)
sa.Enum('a', name='e', native_enum=False).create(op.get_bind(), checkfirst=False)
op.execute("CREATE TYPE e AS ENUM ('a', 'b')")
op.execute("ALTER TYPE e ADD VALUE 'c'")
op.execute("ALTER TYPE e ADD VALUE IF NOT EXISTS 'it''s' AFTER 'a'")
op.execute('DROP TYPE IF EXISTS e')
op.execute('ALTER TYPE e RENAME TO f')
op.execute('ALTER TABLE t ALTER COLUMN a TYPE e USING a::text::e')
# ---
e = sa.Enum('a', 'b', name='e')
op.create_table('t', sa.Column('x', e), sa.Column('y', e))
op.create_table('u', sa.Column('x', sa.Enum('a', 'b', name='e')))
# ---
e = postgresql.ENUM('a', 'b', name='e', create_type=False)
op.create_table('t', sa.Column('x', e, nullable=False, server_default='a'))
# ---
op.create_table('t', sa.Column('x', sa.Enum('a', name='one')), sa.Column('y', sa.Enum('b', name='two')))
op.add_column('t', sa.Column('z', sa.Enum('c', name='three')))
op.drop_table('t')
# ---
op.alter_column('t', 'a', type_=sa.Enum('a', 'b', name='e'), existing_type=sa.VARCHAR(), postgresql_using='a::e', existing_nullable=False)
# ---
op.create_table('t', sa.Column('x', sa.ARRAY(sa.Enum('a', name='e'))))
# ---
op.create_table('t', sa.Column('x', sa.Enum('a', name='e')), schema='s')
# ---
op.create_table('t', sa.Column('x', sa.Enum('a', name='e', inherit_schema=True)), schema='s')
# --- op.execute({})
# setup: import enum
# setup: class R(str, enum.Enum):
# setup:     ADMIN = 'admin'
# setup:     USER = 'user'
# setup: class N(enum.IntEnum):
# setup:     A = 10
# setup:     B = 20
# setup: class P(enum.Enum):
# setup:     X = 'x'
# setup: def u(type_, value): return sa.table('t', sa.column('c', type_)).update().values(c=value)
# setup: t = sa.table('t', sa.column('r', sa.Enum(R)), sa.column('n', sa.Enum(N)), sa.column('i', sa.Integer), sa.column('s', sa.String))
u(sa.Enum(R), R.USER)
u(sa.Enum(R), 'USER')
u(sa.Enum(R), 'user')
u(sa.Enum(R), 'other')
u(sa.Enum(P), 'x')
u(sa.Enum(N), N.A)
u(sa.Enum(N), 20)
u(sa.Enum(N), 'A')
u(sa.Enum(R, values_callable=lambda e: [m.value for m in e]), R.USER)
u(postgresql.ENUM(R, name='r'), R.USER)
u(sa.Integer, N.A)
u(sa.BigInteger, N.B)
u(sa.String, R.USER)
u(sa.Enum('admin', 'user', name='x'), R.USER)
t.update().where(t.c.r == R.USER).values(i=N.B, s=R.ADMIN)
t.update().where(t.c.r.in_([R.USER, R.ADMIN])).values(i=N.B)
t.update().where(t.c.i == N.A).values(r=sa.literal(R.USER, sa.Enum(R)))
t.update().values(r=sa.case((t.c.i == N.A, R.USER), else_=t.c.r))
t.insert().values(r=R.USER, n=N.B, i=N.B, s=R.USER)
# ---
import enum
class R(str, enum.Enum):
    ADMIN = 'admin'
t = sa.table('t', sa.column('r', sa.Enum(R)), sa.column('s', sa.String))
op.bulk_insert(t, [{'r': R.ADMIN, 's': R.ADMIN}, {'r': 'ADMIN', 's': 'x'}])
# --- op.add_column('t', sa.Column('a', {}))
sa.Enum(('x', 'yyyy'), name='e')
sa.Enum((), name='e')
sa.Enum(['x', 'yyyy'], name='e')
sa.Enum({'x', 'yyyy'}, name='e')
sa.Enum({'x': 1}, name='e')
sa.Enum(('x', 'yyyy'), name='e', native_enum=False)
sa.Enum(('x', 'yyyy'), name='e', native_enum=False, length=4)
sa.Enum(('x', 'yyyy'), name='e', native_enum=False, length=1)
postgresql.ENUM(('x', 'yyyy'), name='e')
# --- op.create_table('t', sa.Column('a', {}))
sa.Enum(('x', 'yyyy'), name='e')
postgresql.ENUM(('x', 'yyyy'), name='e', create_type=False)
# --- op.create_table("t", sa.Column("a", {}))
sa.Enum('a', 'b', name='e', collation='C')
sa.Enum('a', 'b', name='e', native_enum=False, collation='C')
postgresql.ENUM('a', 'b', name='e', collation='C')
postgresql.ENUM('a', 'b', name='e', length=40)
postgresql.ENUM('abc', name='e', length=2)
postgresql.ENUM('a', 'b', name='e', create_constraint=True)
# ---
e = sa.Enum('a', 'b', name='e')
i = e.dialect_impl(op.get_bind().dialect)
i.create(op.get_bind(), checkfirst=False)
op.add_column('t', sa.Column('x', e, server_default='a'))
op.execute("SELECT '%s'" % isinstance(i, postgresql.ENUM))
# ---
e = sa.Enum('a', 'b', name='e')
e.dialect_impl(op.get_bind().dialect).drop(op.get_bind(), checkfirst=False)
op.execute('SELECT 1')
