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
# --- op.execute(sa.select({}))
# setup: t = sa.table("t", sa.column("id", sa.Integer), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("n", sa.Numeric(10, 2)), sa.column("tt", sa.Time))
sa.func.rank().over(order_by=t.c.id) // 2, sa.func.percent_rank().over(order_by=t.c.id) // 2, sa.func.cume_dist().over() / 2
sa.func.aggregate_strings(t.c.s, sa.text("','")) + "x", sa.func.current_user() + "x", sa.func.localtime() + sa.literal_column("x", sa.Interval)
sa.func.max(t.c.b).label("x"), ~sa.func.max(t.c.b), sa.func.min(t.c.s) + "x", sa.func.sum(t.c.id) / 2, sa.func.sum(t.c.n) // 2
sa.func.coalesce(t.c.s, "a") + "b", sa.func.coalesce(t.c.id, 1) // 2, sa.func.coalesce(None, t.c.id) // 2, sa.func.coalesce(1, 2) // 2
sa.func.concat(t.c.s, "a") + t.c.s, sa.func.count(t.c.s) // 2, sa.func.char_length(t.c.s) // 2, sa.func.length(t.c.s) // 2
sa.func.mode().within_group(t.c.id) // 2, sa.func.percentile_disc(0.5).within_group(t.c.s) + "x"
sa.func.max(t.c.id).filter(t.c.b) // 2, sa.func.max(t.c.id).over() // 2, sa.func.max(t.c.s).over() + "x"
sa.cast(t.c.id, sa.String) + "x", sa.cast(t.c.s, sa.Integer) + 1, sa.type_coerce(t.c.id, sa.String) + "x"
sa.case((t.c.b, t.c.s), else_="x") + "y", sa.case((t.c.b, 1), else_=2) + 1, sa.case((t.c.b, None), else_=t.c.s) + "y"
sa.extract("year", t.c.d) // 2, sa.extract("year", t.c.d) + 1, sa.extract("year", t.c.d) == 2020
sa.distinct(t.c.s) + "x", t.c.s.distinct() + "x", t.c.s.collate("x") + "y", t.c.s.label("q") + "y"
t.c.s.op("||")("x") + "y", t.c.s.op("->")("x") + "y", t.c.id.op("+")(1) // 2, t.c.s.op("=")("x") & t.c.b
sa.literal("a") + "b", sa.literal("a") + t.c.s, sa.literal(1) + 1, sa.literal(1.5) + 1, sa.literal("a", sa.String(5)) + "b"
sa.bindparam("x", "a") + "b", sa.bindparam("x", 1) + 1, t.c.s + sa.bindparam("x", "b"), sa.bindparam("x", "a").label("q")
t.c.id + sa.null(), t.c.s + sa.null(), t.c.s + None, t.c.id + None
t.c.d + sa.text("interval '1 day'"), t.c.d - t.c.d, t.c.tt - t.c.tt, t.c.d == sa.func.now()
(t.c.id + 1) * 2, t.c.id + 1 * 2, (t.c.id - 1) - (t.c.id - 2), t.c.id - 1 - 2, (t.c.id * 2) * 3, (t.c.id / 2) / 3, (t.c.id % 2) % 3, t.c.id * (t.c.id + 1)
(t.c.id == 1) == (t.c.s == "x"), (t.c.id == 1).is_(True), (t.c.id + 1).in_([1]), (t.c.id == 1).label("x"), (t.c.id > 1) == True
(t.c.s + "a").like("x%"), (t.c.s + "a").label("z"), (t.c.s + "a").desc(), (t.c.s + "a").in_(["x"]), (t.c.s + "a").is_(None), (t.c.s + "a").between("a", "b")
t.c.id.between(t.c.id - 1, t.c.id + 1), t.c.id.between(1, 2) & t.c.b, ~t.c.id.between(1, 2) | t.c.b, t.c.id.between(1, 2) == True
t.c.id.in_([1]) == True, t.c.id.is_(None) == t.c.b, t.c.s.like("x") == t.c.b, ~t.c.s.like("x") == t.c.b
