# --- op.execute(sa.select({}))
# setup: t = sa.table("t", sa.column("id", sa.Integer), sa.column("n", sa.Numeric(10, 2)), sa.column("f", sa.Float), sa.column("s", sa.String), sa.column("b", sa.Boolean))
# setup: import decimal
# setup: z = sa.column("z")
t.c.id / 2.5, t.c.id / decimal.Decimal("1.5"), t.c.n / 2, t.c.n / 2.5, t.c.n / t.c.f, t.c.f / t.c.n, t.c.f / 2
2 / t.c.n, 2.5 / t.c.id, 2 / t.c.f
t.c.id // 2.5, t.c.id // 2, t.c.n // 2, 2 // t.c.id, 2.5 // t.c.id, t.c.f // t.c.id, t.c.id // t.c.id
z / 2, z // 2, z / z, z // z, t.c.id / z, t.c.id // z, z // t.c.id
z, z
sa.column("z"), sa.column("z")
z.label("a"), z.label("a")
t.c.id, t.c.id, t.c.id
t.c.id, t.c.id.label("id"), t.c.id
sa.cast(t.c.s, sa.Uuid), sa.cast(t.c.s, sa.Interval), sa.cast(t.c.s, sa.PickleType)
sa.cast(t.c.s, sa.ARRAY(sa.Integer))
sa.extract("milliseconds", t.c.s), sa.extract("timezone_hour", t.c.s)
sa.extract("nothing", t.c.s)
t.c.id % 2, 5 % t.c.id, t.c.s % "x"
t.c.id + "x", t.c.s + 1, "x" + t.c.id
t.c.id + t.c.s, t.c.s + t.c.id, t.c.s + t.c.n, t.c.n + t.c.id, (t.c.n + t.c.id) / 2
(t.c.id + 1) / 2, (t.c.id + 1) // 2, (t.c.id * 1.5) // 2, (t.c.id * t.c.n) / 2
-t.c.n / 2, (-t.c.id) // 2
sa.func.sum(t.c.id) / 2, sa.func.count() / 2, sa.func.count() // 2, sa.func.foo() / 2, sa.func.foo() // 2
sa.cast(t.c.s, sa.Integer) / 2, sa.cast(t.c.s, sa.Integer) // 2, sa.cast(t.c.s, sa.Numeric(5, 1)) // 2, t.c.id / sa.cast(t.c.s, sa.Numeric(5, 1))
sa.literal(5) / 2, sa.literal(5) // 2, sa.literal(5) / sa.literal(2.5)
sa.case((t.c.b, t.c.id)) / 2, sa.case((t.c.b, t.c.id)) // 2, sa.case((t.c.b, 1)) // 2
sa.select(t.c.id).scalar_subquery() / 2, sa.select(t.c.id).scalar_subquery() // 2
t.c.id.label("x") / 2, t.c.id.label("x") // 2
sa.type_coerce(t.c.s, sa.Integer) // 2
sa.literal_column("a") + 1, sa.literal_column("a", sa.Integer) // 2, sa.literal_column("a", sa.String) + "x", sa.literal_column("a") + "x", "x" + sa.literal_column("a")
sa.text("a") + 1
sa.func.lower(t.c.s) + "x", sa.func.concat(t.c.s) + "x", "x" + sa.func.lower(t.c.s)
t.c.s.concat(t.c.id), sa.literal("a").concat("b"), t.c.id.concat("x")
t.c.b + 1, t.c.b & t.c.b, t.c.b | (t.c.id == 1), t.c.b == t.c.id
t.c.id == 1.5, t.c.id == "x", t.c.s == 5, t.c.n == 5, t.c.n == "5", t.c.f == "x", t.c.b == "x", t.c.b == 1, t.c.b == 2
t.c.id.in_(["a", 1]), t.c.s.in_([1, "b"]), t.c.n.in_([1, 2.5]), t.c.b.in_([True, False]), t.c.b.in_([1, 0])
z == True, z.is_(True), z == None, z == 1, z == "a", z == 1.5, z.in_([1, "a"]), z.in_([True]), z.like("a")
