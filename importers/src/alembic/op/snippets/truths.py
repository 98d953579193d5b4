# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (t.c.a in [t.c.b]))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (t.c.a in [t.c.b, t.c.a]))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (t.c.a not in (t.c.b,)))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % bool(t.c.a == 1))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % bool(t.c.a != 1))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % bool(t.c.a == t.c.a))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (1 if t.c.a > 1 else 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (1 if t.c.a else 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % [t.c.b, t.c.a].index(t.c.a))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (1 if sa.and_(t.c.a == 1, t.c.b == 1) else 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (1 if sa.text("x") else 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (1 if t else 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s" % (1 if sa.select(t) else 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
x = None
op.execute(t.delete().where(t.c.a == 1 and t.c.b == 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute(t.delete().where(t.c.a == 1 or t.c.b == 2))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute(t.delete().where(not t.c.a == 1))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
x = {t.c.a: 1, t.c.b: 2, t.c.a: 3, t.alias("z").c.a: 4}
op.execute("SELECT %s, %s, %s, %s" % (x[t.c.a], x[t.c.b], len(x), len({t.c.a, t.c.a, t.c.b})))
op.execute(t.update().values({t.c.a: 1, t.c.b: 2}))
# ---
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
op.execute("SELECT %s, %s" % ({t.c.a: 1}.get(t.c.a), {t.c.a: 1}.get(t.c.b)))
