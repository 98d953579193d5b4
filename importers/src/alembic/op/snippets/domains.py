# --- {}
# setup: D = postgresql.DOMAIN
# differs postgres: offline nothing is asked; connected the catalogue is, as in bridge
D('d', sa.Integer, check='VALUE > 0').create(op.get_bind())
D('d', sa.Integer, check='VALUE > 0').create(op.get_bind(), checkfirst=False)
# differs postgres: offline nothing is asked; connected the catalogue is, as in bridge
D('d', sa.Integer, check='VALUE > 0').drop(op.get_bind())
D('d', sa.Integer, check='VALUE > 0').drop(op.get_bind(), checkfirst=False)
D('d', sa.Integer, schema='s', not_null=True, default='5', constraint_name='c', check='VALUE > 0').create(op.get_bind(), checkfirst=False)
D('d', sa.String(10), collation='C').create(op.get_bind(), False)
D('d', sa.Integer, create_type=False).create(op.get_bind(), checkfirst=False)
D('d', sa.Integer, schema='s').drop(op.get_bind(), checkfirst=False)
D('My D', sa.Integer).create(op.get_bind(), checkfirst=False)
# differs postgres: offline nothing is asked; connected the catalogue is, as in bridge
D('d', sa.Integer).create(bind=op.get_bind(), checkfirst=True)
D('d', sa.ARRAY(sa.Integer)).create(op.get_bind(), checkfirst=False)
sa.Integer().create(op.get_bind())
sa.Integer().with_variant(D('d', sa.Integer), 'postgresql').create(op.get_bind(), checkfirst=False)
