# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(b).select_from(a))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(b))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(b, c))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(b).select_from(c))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x, b.c.y).select_from(b).select_from(c))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(a).select_from(a))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(a.join(b, a.c.id == b.c.id)).select_from(c))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(c).select_from(a.join(b, a.c.id == b.c.id)))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).join(b, a.c.id == b.c.id).select_from(a))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(c).join(b, c.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(a).join(b, a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x, c.c.z).select_from(c).join(b, c.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x, c.c.z).join(b, c.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x, c.c.z).join(b, a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).join_from(a, b, a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).join_from(a, b, a.c.id == b.c.id).join_from(a, c, a.c.id == c.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(c).join_from(a, b, a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(b).where(c.c.id == a.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).where(b.c.id == a.c.id).select_from(c))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(b.c.y, a.c.x))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(sa.func.count()).select_from(a).select_from(b))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(sa.func.count()).select_from(a).join(b, a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(sa.func.count()).select_from(c).select_from(a).join(b, a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(sa.func.count()).select_from(a, c).join(b, c.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(sa.literal(1)).select_from(b).select_from(a).where(a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(a.outerjoin(b, a.c.id == b.c.id)).join(c, c.c.id == a.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).join(b, a.c.id == b.c.id).join(c, c.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).outerjoin(b, a.c.id == b.c.id).where(c.c.id == 1))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(sa.text("q")).select_from(b))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(b.alias("q")).select_from(b))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).where(a.c.id == b.c.id, c.c.id == 2))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).where(c.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).order_by(b.c.y))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).group_by(b.c.y))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).having(b.c.y > 1))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).where(sa.exists().where(b.c.id == a.c.id)).select_from(c))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(b).join(a, a.c.id == b.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x, a.c.id).order_by("x").with_only_columns(a.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.id).order_by("x").with_only_columns(a.c.x))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x.label("q"), a.c.id).order_by("q").with_only_columns(a.c.id.label("q")))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x.label("q"), a.c.id).order_by("q").with_only_columns(a.c.x))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.id).order_by(sa.desc("q")).with_only_columns(a.c.id.label("q")))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.id).group_by("q").with_only_columns(a.c.id.label("q")))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.id).order_by("q").add_columns(a.c.x.label("q")))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x.label("q")).order_by("q").add_columns(a.c.id))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x.label("q")).order_by("q").where(a.c.id == 1))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).order_by("x").group_by("x"))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).order_by("zz"))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).order_by("a.x"))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).order_by(sa.text("zz")))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).order_by(None))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).order_by(a.c.id).order_by(None).order_by(a.c.x))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).with_only_columns(b.c.y))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).select_from(a).with_only_columns(b.c.y))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x).where(a.c.id == 1).with_only_columns(b.c.y))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a.c.x, b.c.y).where(a.c.id == b.c.id).with_only_columns(sa.func.count()))
# ---
a = sa.table("a", sa.column("id", sa.Integer), sa.column("x"))
b = sa.table("b", sa.column("id", sa.Integer), sa.column("y"))
c = sa.table("c", sa.column("id", sa.Integer), sa.column("z"))
op.execute(sa.select(a).with_only_columns(a.c.id, a.c.id))
