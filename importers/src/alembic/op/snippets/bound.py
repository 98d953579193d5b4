# --- {}
# setup: meta = sa.MetaData()
# setup: bind = op.get_bind()
# setup: p = sa.Table('p', meta, sa.Column('id', sa.Integer, primary_key=True))
# setup: t = sa.Table('t', meta, sa.Column('id', sa.Integer, primary_key=True, comment='the id'), sa.Column('a', sa.String(10)), sa.Column('b', sa.Integer, sa.ForeignKey('p.id', name='fk_b')), sa.UniqueConstraint('a', 'b', name='uq'), sa.Index('ix_t_b', 'b'), comment='the table')
# setup: s = sa.Table('t', sa.MetaData(schema='sch'), sa.Column('id', sa.Integer))
# setup: e = sa.Table('e', meta, sa.Column('x', sa.Enum('a', 'b', name='en')))
t.create(bind)
# differs sqlite, postgres, mysql: offline nothing is asked; connected the catalogue is, as in bridge
t.create(bind, checkfirst=True)
t.create(bind, checkfirst=False)
p.create(bind, checkfirst=False)
s.create(bind, checkfirst=False)
s.create(bind)
e.create(bind)
e.create(bind, checkfirst=False)
t.create(bind=op.get_bind(), checkfirst=False)
t.drop(bind)
# differs sqlite, postgres, mysql: offline nothing is asked; connected the catalogue is, as in bridge
t.drop(bind, checkfirst=True)
t.drop(bind, checkfirst=False)
s.drop(bind)
s.drop(bind, False)
# differs postgres: the type is dropped, too, where it has no metadata; bridge refuses it
e.drop(bind, checkfirst=False)
# differs postgres: the type is dropped, too, where it has no metadata; bridge refuses it
e.drop(bind)
sa.Index('ix', t.c.a).create(bind)
sa.Index('ix', t.c.a, unique=True, postgresql_using='btree').create(bind, checkfirst=False)
# differs sqlite, postgres, mysql: offline nothing is asked; bridge refuses it
sa.Index('ix', t.c.a).create(bind, checkfirst=True)
sa.Index('ix', t.c.a).drop(bind)
# differs sqlite, postgres, mysql: offline nothing is asked; bridge refuses it
sa.Index('ix', t.c.a).drop(bind, checkfirst=True)
sa.Index('ix', s.c.id).drop(bind)
sa.Index('ix', 'a').create(bind)
t.create()
