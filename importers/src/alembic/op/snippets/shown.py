# --- op.execute(sa.select({}))
# setup: t=sa.table("t",sa.column("a",sa.Integer),sa.column("b",sa.Integer),sa.column("s",sa.String))
# setup: L=sa.literal_column; f=sa.func; k = sa.cast(t.c.a, sa.Text)
L("a"),t.c.a
t.c.a,L("a")
L("a"),L("a")
sa.column("a"),t.c.a
t.c.a,sa.column("a")
sa.column("a"),sa.cast(t.c.a,sa.Text)
t.c.a, sa.cast(t.c.a,sa.Text), t.c.a, t.c.a
t.c.a.label("x"), sa.cast(t.c.a.label("x"),sa.Text), t.c.a.label("x")
sa.cast(t.c.a,sa.Text), t.c.a, sa.cast(t.c.a,sa.Text), t.c.a, t.c.a
t.c.a.label("b"), t.c.b, t.c.b
t.c.b, t.c.a.label("b"), t.c.b
L("a"), sa.cast(L("a"),sa.Text), L("a"), t.c.a
t.c.a, sa.type_coerce(t.c.a,sa.Text), sa.cast(t.c.a, sa.Text), t.c.a
t, k, t
t, k, t, k, t
f.sum(t.c.a).over(partition_by=sa.and_(t.c.a == 1, t.c.b == 2))
f.sum(t.c.a).over(partition_by=sa.tuple_(t.c.a, t.c.b), order_by=[t.c.a + t.c.b + 1])
f.sum(t.c.a).over(order_by=(t.c.a + t.c.b) * 2)
f.sum(t.c.a).over(order_by=(t.c.a - t.c.b - 1).desc())
t.c.s.collate("C").distinct(), sa.type_coerce(t.c.s.collate("C"), sa.Integer).distinct(), sa.distinct(t.c.s.collate("C"))
(t.c.a + 1).distinct(), (t.c.a == 1).distinct(), sa.type_coerce(t.c.a + 1, sa.Text).distinct()
t.c.a.desc() + 1, -t.c.a.desc(), t.c.a.desc().distinct(), f.f(t.c.a.desc()), t.c.a.desc() == 1
f.count((t.c.a == 1).distinct()), f.count(sa.distinct(sa.case((t.c.a == 1, 2))))
f.count(sa.distinct(sa.and_(t.c.a == 1, t.c.b == 2))), f.count((t.c.s.is_(None)).distinct())
t.c.a.nulls_last() + 1, (t.c.a.desc().nulls_first()).label("x"), sa.cast(t.c.a.asc(), sa.Text)
