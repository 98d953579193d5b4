# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.ForeignKey("p.id", name="f")), sa.Column("c", sa.Integer), sa.UniqueConstraint("a", "b", name="u"), sa.UniqueConstraint("c"), sa.PrimaryKeyConstraint("c", name="k"))
sa.Table("p", m, sa.Column("id", sa.Integer, primary_key=True))
u = sa.Table("v", m)
for c in t.columns:
    u.append_column(c.copy())
for f in t.foreign_keys:
    u.append_constraint(f.constraint.copy())
for c in sorted(t.constraints, key=lambda c: str(c.name)):
    if isinstance(c, sa.UniqueConstraint):
        u.append_constraint(c.copy())
u.create(op.get_bind())
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("a", "b", name="u", deferrable=True, initially="DEFERRED"))
u = [c for c in t.constraints if c.name == "u"][0].copy()
op.create_table("v", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), u)
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a", name="k"))
op.create_table("v", sa.Column("a", sa.Integer), t.primary_key.copy())
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.ForeignKeyConstraint(["a", "b"], ["p.x", "p.y"], name="f", ondelete="CASCADE"))
u = [c for c in t.constraints if c.name == "f"][0]
op.create_table("v", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), u.copy())
# ---
t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, nullable=True), sa.PrimaryKeyConstraint("a", "b"))
op.execute(f"SELECT '{t.c.a.primary_key} {t.c.a.nullable} {t.c.b.nullable} {[c.name for c in t.c if c.primary_key]}'")
op.create_table("v", *[c.copy() for c in t.c])
