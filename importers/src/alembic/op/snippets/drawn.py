# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True), sa.PrimaryKeyConstraint('v'))
# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True, primary_key=True))
# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True, primary_key=True), sa.Column('x', sa.Integer, primary_key=True), sa.PrimaryKeyConstraint('v'))
# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True, primary_key=True), sa.Column('x', sa.Integer, primary_key=True))
# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True, nullable=True), sa.Column('x', sa.Integer, primary_key=True), sa.PrimaryKeyConstraint('v'))
# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True), sa.PrimaryKeyConstraint('v'), sqlite_autoincrement=True)
# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True), sa.PrimaryKeyConstraint('v'), sqlite_with_rowid=False)
# ---
op.create_table('t', sa.Column('v', sa.JSON(), autoincrement=True), sa.Column('e', sa.Enum("a", native_enum=False, create_constraint=True, name="c")), sa.PrimaryKeyConstraint('v'))
# ---
op.create_table('t', sa.Column('v', sa.Text(), autoincrement=True, primary_key=True), sa.Column('w', sa.Text(), primary_key=True), sa.PrimaryKeyConstraint('v', name="pk"))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
op.execute(sa.select(t).where(t.c.id.between(1, 2) == True))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
op.execute(sa.select(t).where(t.c.id.between(1, 2) == t.c.ok))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
op.execute(sa.select(t).where(t.c.n + t.c.id.between(1, 2)))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
op.execute(sa.select(t).where(sa.or_(t.c.id.between(1, 2), ~t.c.id.between(3, 4), t.c.id.between(5, 6).is_(True), t.c.id.between(7, 8) != False)))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
s = sa.select(t.c.id.between(1, 2).label("b"), t.c.n.like("x").label("l"), t.c.id.in_([1]).label("i")).subquery("s")
op.execute(sa.select(s).where(s.c.b, s.c.l, ~s.c.i))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
op.execute(sa.update(t).values(ok=t.c.id.between(1, 2)))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
op.execute(sa.select(sa.case((t.c.id.between(1, 2), t.c.id.not_between(3, 4)), else_=False), sa.func.coalesce(t.c.id.between(1, 2), True)))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("ok", sa.Boolean), sa.column("n", sa.String))
op.execute(sa.select(t.c.id.between(1, 2), t.c.id.between(1, 2) & t.c.ok, sa.between(t.c.id, 1, 2)))
# ---
op.create_table('t', sa.Column('v', sa.Integer(), autoincrement=True, primary_key=True, default=5))
# ---
op.create_table('t', sa.Column('v', sa.Integer(), autoincrement=True, primary_key=True, default=lambda: 5))
# ---
op.create_table('t', sa.Column('v', sa.Integer(), autoincrement=True, primary_key=True, onupdate=5))
# ---
op.add_column('t', sa.Column('v', sa.BigInteger(), autoincrement=True, primary_key=True, default=5, server_default=sa.FetchedValue()))
# ---
op.create_table('t', sa.Column('v', sa.BigInteger(), autoincrement=True, primary_key=True, server_default=sa.FetchedValue()))
# ---
op.create_table('t', sa.Column('v', sa.Text(), autoincrement=True, primary_key=True, default="x"))
# ---
op.create_table('t', sa.Column('v', sa.Integer(), sa.Sequence("s"), autoincrement=True, primary_key=True))
# ---
op.create_table('t', sa.Column('v', sa.Integer(), sa.Sequence("s", optional=True), autoincrement=True, primary_key=True))
# ---
op.create_table('t', sa.Column('w', sa.Integer(), primary_key=True), sa.Column('v', sa.Integer(), autoincrement=True, primary_key=True, default=5))
# ---
t = sa.table("t", sa.column("ar", postgresql.ARRAY(sa.Integer)), sa.column("id", sa.Integer))
op.execute(sa.select(sa.any_(t.c.ar), t.c.id + 1, sa.all_(t.c.ar)))
# ---
t = sa.table("t", sa.column("ar", postgresql.ARRAY(sa.Integer)), sa.column("id", sa.Integer))
op.execute(sa.select(5 == sa.any_(t.c.ar), t.c.id == sa.all_(sa.select(t.c.id).scalar_subquery())))
