# ---
t = sa.table("t", sa.column("x", sa.Integer))
s = sa.select(t.c.x, t.c.x).subquery("q")
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.y, t.c.x).subquery("q")
op.execute(sa.select(s.c.x, s.c.y))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.y, t.c.x).subquery()
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.y, t.c.x, t.c.x).cte("q")
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.y, t.c.x, t.c.x).cte("q")
op.execute(sa.select(sa.func.count()).select_from(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.y, t.c.x).subquery("q")
op.execute(sa.select(s.c[0], s.c[1], s.c[2]))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, u.c.x, u.c.y).where(t.c.y == u.c.y).subquery("q")
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, u.c.x, u.c.y).where(t.c.y == u.c.y).subquery("q")
op.execute(sa.select(s.c.x, s.c.x_1))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(sa.func.max(t.c.x), sa.func.max(t.c.x)).subquery("q")
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
l = t.c.x.label("l")
s = sa.select(l, l).subquery("q")
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("y"))
op.execute(sa.insert(u).from_select(["x", "y"], sa.select(t.c.x, t.c.x)))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.x).subquery()
op.execute(sa.insert(u).from_select(["x", "y"], sa.select(s)))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t, t.c.x).subquery()
op.execute(sa.select(s).where(s.c.x == 1))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
op.execute(sa.select(sa.literal(1), sa.literal(1)).select_from(t))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(sa.literal(1), sa.literal(1), sa.text("3"), sa.null(), sa.null()).select_from(t).subquery()
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
e = sa.cast(t.c.x, sa.Text)
s = sa.select(e, e).select_from(t).subquery()
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
e = sa.cast(t.c.x, sa.Text)
s = sa.select(e, t.c.x, e).select_from(t).subquery()
op.execute(sa.select(s))
# ---
f = sa.func.generate_series(1, 3).alias()
op.execute(sa.select(sa.literal(1)).select_from(f))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(f))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(f.c))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(f.column))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(f.column).select_from(f))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(sa.column("g")).select_from(f))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(f.c.generate_series))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(f.c.g))
# ---
f = sa.func.generate_series(1, 3).column_valued("g")
op.execute(sa.select(f))
# ---
f = sa.func.generate_series(1, 3).column_valued()
op.execute(sa.select(f))
# ---
f = sa.func.json_each('["a"]').table_valued("value").alias("j")
op.execute(sa.select(f))
# ---
f = sa.func.json_each('["a"]').table_valued("value", name="j")
op.execute(sa.select(f.c.value))
# ---
f = sa.func.json_each('["a"]').table_valued(sa.column("value", sa.String))
op.execute(sa.select(f.c.value).where(f.c.value == "a"))
# ---
f = sa.func.json_each('["a"]').table_valued()
op.execute(sa.select(sa.text("*")).select_from(f))
# ---
f = sa.func.json_each('["a"]').table_valued(name="z")
op.execute(sa.select(sa.text("*")).select_from(f))
# ---
f = sa.func.json_each('["a"]').table_valued(name="z")
op.execute(sa.select(f.column))
# ---
f = sa.func.unnest(sa.literal_column("ARRAY[1,2]")).alias("u")
t = sa.table("t", sa.column("x"))
op.execute(sa.select(t.c.x, f).select_from(t).join(f, sa.true()))
# ---
f = sa.func.unnest(sa.literal_column("ARRAY[1,2]")).alias("u")
t = sa.table("t", sa.column("x"))
op.execute(sa.select(t.c.x).where(t.c.x.in_(sa.select(f.column))))
# ---
f = sa.func.unnest(sa.literal_column("ARRAY[1,2]")).alias("u", joins_implicitly=True)
t = sa.table("t", sa.column("x"))
op.execute(sa.select(t.c.x, f.column))
# ---
f = sa.func.json_to_recordset(sa.text("'[]'")).table_valued(sa.column("a", sa.Integer), sa.column("b", sa.String)).render_derived(name="r", with_types=True)
op.execute(sa.select(f.c.a, f.c.b))
# ---
f = sa.func.jsonb_array_elements(sa.column("j")).table_valued("value", with_ordinality="n", name="q").render_derived()
op.execute(sa.select(f.c.value, f.c.n))
# ---
f = sa.func.json_array_elements(sa.column("j")).alias()
op.execute(sa.select(f.column))
# ---
f = sa.func.now().alias()
op.execute(sa.select(f))
# ---
f = sa.func.now().alias()
op.execute(sa.select(f.column.label("z")))
# ---
f = sa.func.pg_get_keywords().alias("k")
op.execute(sa.select(f).where(f.column == 1))
# ---
f = sa.func.now(type_=sa.Date).alias("k")
op.execute(sa.select(f).where(f.column == sa.func.current_date()))
# ---
f = sa.func.x().alias("k")
t = sa.table("t", sa.column("x"))
op.execute(sa.insert(t).from_select(["x"], sa.select(f)))
# ---
f = sa.func.x().alias("k")
t = sa.table("t", sa.column("x"))
op.execute(sa.update(t).values(x=f.column))
# ---
f = sa.func.x().alias("k")
t = sa.table("t", sa.column("x"))
op.execute(sa.update(t).values(x=sa.select(f.column).scalar_subquery()).where(f.column == t.c.x))
# ---
f = sa.func.x().alias("k")
op.execute(sa.select(sa.func.row_to_json(f.table_valued())))
# ---
t = sa.table("t", sa.column("x"))
op.execute(sa.select(sa.func.row_to_json(t.table_valued())))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.y, t.c.x).subquery("q")
q = sa.select(s).subquery("r")
op.execute(sa.select(q))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.x, t.c.x).subquery("q")
q = sa.select(s).subquery()
op.execute(sa.select(sa.select(q).cte()))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
s = sa.select(t.c.x, t.c.y, t.c.x).subquery("q")
op.execute(sa.select(sa.union_all(sa.select(s), sa.select(s)).subquery("u")))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("y"))
for st in (sa.LABEL_STYLE_NONE, sa.LABEL_STYLE_TABLENAME_PLUS_COL):
    op.execute(sa.select(t.c.x, sa.func.max(t.c.x), t.c.x+1, sa.cast(t.c.y, sa.Text), t.c.x.label("l"), sa.literal(1), sa.null(), -t.c.x, t.c.y.desc()).set_label_style(st))
    op.execute(sa.select(sa.select(t.c.x, u.c.x, sa.cast(t.c.y, sa.Text), t.c.x.label("l")).set_label_style(st).subquery("q")))
    op.execute(sa.select(sa.select(t.c.x, u.c.x,).set_label_style(st).subquery("q")).set_label_style(st))
    op.execute(sa.select(t.c.x).where(t.c.x.in_(sa.select(u.c.x).set_label_style(st))))
    op.execute(sa.select(sa.exists(sa.select(u.c.x).set_label_style(st)), sa.select(u.c.x).set_label_style(st).scalar_subquery()))
    op.execute(sa.insert(t).from_select(["x"], sa.select(u.c.x).set_label_style(st)))
    op.execute(sa.select(sa.literal_column("x"), sa.column("f"), sa.text("zz")).set_label_style(st))
    op.execute(sa.select(t.c.x, t.c.x, u.c.x).set_label_style(st))
# ---
t = sa.table("T t", sa.column("x"), schema="s")
op.execute(sa.select(sa.func.row_to_json(t.table_valued())))
# ---
t = sa.table("t", sa.column("x")).alias("a")
op.execute(sa.select(sa.func.row_to_json(t.table_valued())))
# ---
f = sa.func.generate_series(1, 3).alias("g")
op.execute(sa.select(f, sa.func.generate_series(4, 5)))
# ---
f = sa.func.generate_series(1, 3)
op.execute(sa.select(f.alias("g"), f))
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(sa.select(t.c.x).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("z"))
op.execute(sa.select(t, u).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL).where(t.c.x == u.c.x).order_by(t.c.x))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("z"))
op.execute(sa.select(t, u).set_label_style(sa.LABEL_STYLE_NONE).where(t.c.x == u.c.x).order_by(t.c.x))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("z"))
op.execute(sa.select(t, u).set_label_style(sa.LABEL_STYLE_DISAMBIGUATE_ONLY).where(t.c.x == u.c.x))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("z"))
s = sa.select(t, u).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL).subquery()
op.execute(sa.select(s.c.t_x, s.c.u_z))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
u = sa.table("u", sa.column("x", sa.Integer), sa.column("z"))
s = sa.select(t, u).set_label_style(sa.SelectLabelStyle.LABEL_STYLE_TABLENAME_PLUS_COL).cte("c")
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"), schema="s")
op.execute(sa.select(t, t.c.x + 1, sa.func.max(t.c.y), t.c.x.label("l")).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
op.execute(sa.select(t.c.x, t.c.x).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
a = t.alias("a")
op.execute(sa.select(t, a).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL).where(a.c.x == t.c.y))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
a = t.alias()
op.execute(sa.select(a).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL).where(a.c.x == 1))
# ---
t = sa.table("t", sa.column("x", sa.Integer), sa.column("y"))
op.execute(sa.union_all(sa.select(t.c.x), sa.select(t.c.y)).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL))
# ---
t = sa.table("t", sa.column("x", sa.Integer))
op.execute(sa.select(t.c.x).set_label_style(sa.LABEL_STYLE_DEFAULT))
