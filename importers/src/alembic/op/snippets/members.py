# --- {}
# setup: import enum
# setup: class Policy(enum.Enum):
# setup:     closed = 0
# setup:     open = 1
# setup: class N(enum.IntEnum):
# setup:     a = 3
# setup: class S(str, enum.Enum):
# setup:     b = 'B!'
# setup: class Member(sa.types.TypeDecorator):
# setup:     impl = sa.Integer
# setup:     cache_ok = True
# setup:     def __init__(self, enum, *args, **kw):
# setup:         super().__init__(*args, **kw)
# setup:         self.enum = enum
# setup:     def process_bind_param(self, value, dialect):
# setup:         return None if value is None else value.value
# setup: m = sa.table('m', sa.column('p', Member(Policy)), sa.column('n', Member(N)), sa.column('b', sa.Boolean), sa.column('e', sa.Enum(Policy)), sa.column('i', sa.Integer), sa.column('s', sa.String), sa.column('es', sa.Enum(S)))
op.execute(m.update().values({'p': op.inline_literal(Policy.open)}))
op.execute(m.update().values(p=op.inline_literal(Policy.open), b=op.inline_literal(False)))
op.execute(m.insert().values(p=op.inline_literal(Policy.closed)))
op.execute(m.update().where(m.c.p == op.inline_literal(Policy.open)).values(p=Policy.closed))
op.execute(m.update().where(m.c.p != op.inline_literal(Policy.open)).values(i=1))
op.execute(m.update().values(n=op.inline_literal(N.a)))
op.execute(m.update().values(e=op.inline_literal(Policy.open)))
op.execute(m.update().values({m.c.es: sa.literal(S.b)}))
op.execute(m.update().values(i=op.inline_literal(N.a)))
op.execute(m.update().values(s=op.inline_literal(S.b)))
op.execute(m.delete().where(m.c.e == sa.literal(Policy.open)))
op.execute(m.delete().where(m.c.e.in_([op.inline_literal(Policy.open), sa.literal(Policy.closed)])))
op.execute(sa.select(m.c.i).where(m.c.e != op.inline_literal(Policy.open)))
op.bulk_insert(m, [{'e': op.inline_literal(Policy.open)}], multiinsert=False)
op.execute(m.update().values(p=sa.literal(Policy.open, Member(Policy))))
op.execute(m.update().values(e=sa.literal(Policy.open, sa.Enum(Policy))))
op.execute(m.update().values(e=sa.bindparam(None, Policy.open)))
op.execute(m.update().values(p=sa.bindparam('x', Policy.open)))
op.execute(sa.select(op.inline_literal(N.a)))
op.execute(m.update().values(p=sa.cast(op.inline_literal(N.a), sa.Integer)))
