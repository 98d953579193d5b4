# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(~t.c.b, t.c.n))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(sa.not_(t.c.b)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(~t.c.b, ~t.c.b))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(sa.select(~t.c.b).subquery()))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.insert(sa.table("u", sa.column("b"))).from_select(["b"], sa.select(~t.c.b)))
# ---
t = sa.table("t", sa.column("b"), sa.column("n", sa.Integer))
op.execute(sa.select(~t.c.b, t.c.n))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(~t.c.b.is_(None), ~(t.c.n > 2)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(-t.c.n, ~t.c.n))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(t.c.n, t.c.n))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
s = sa.select(t.c.n + 1, t.c.n + 1).subquery()
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = t.c.n + 1
op.execute(sa.select(e, e, e))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = sa.func.lower(t.c.b)
op.execute(sa.select(e, e, sa.func.lower(t.c.b)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = sa.select(t.c.n).scalar_subquery()
op.execute(sa.select(e, e))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(sa.cast(t.c.n, sa.Text), sa.cast(t.c.n, sa.Text), sa.cast(t.c.n, sa.Text)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
op.execute(sa.select(t.c.n.label("x"), t.c.n.label("x")))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
x = t.c.n.label("x")
op.execute(sa.select(x, x))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = sa.literal(1)
op.execute(sa.select(e, e))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = sa.text("a")
op.execute(sa.select(e, e))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = sa.null()
op.execute(sa.select(e, e, sa.true(), sa.true()))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = t.c.n + 1
op.execute(sa.insert(sa.table("u", sa.column("b"), sa.column("c"))).from_select(["b", "c"], sa.select(e, e)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = sa.func.count()
op.execute(sa.select(e, e, sa.func.count(), sa.func.count()))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("n", sa.Integer))
e = sa.func.sum(t.c.n).over(order_by=t.c.n)
op.execute(sa.select(e, e, e))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
e = t.c.b.label("q")
op.execute(sa.select(~t.c.b, ~t.c.c, sa.not_(t.c.b)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
s = sa.select(~t.c.b, t.c.c).subquery("s")
op.execute(sa.select(s.c.b, s.c.c))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
s = sa.select(~t.c.b, t.c.c).cte("s")
op.execute(sa.select(s))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(~t.c.b, t.c.b).subquery("s")))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(t.c.b, ~t.c.b))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(~t.c.b, t.c.b))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(~sa.func.coalesce(t.c.b, False, type_=sa.Boolean)).subquery("s")))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(~sa.func.bool_or(t.c.b, type_=sa.Boolean)).subquery("s")))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(~sa.func.bool_or(t.c.b, type_=sa.Boolean)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(~sa.cast(t.c.b, sa.Boolean)).subquery("s")))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(~sa.column("b", sa.Boolean)).select_from(t).subquery("s")))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(~~t.c.b))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select((~t.c.b).label("x"), t.c.c))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.func.count()).where(~t.c.b).group_by(~t.c.c).order_by(~t.c.b))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(~t.c.b).scalar_subquery()))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.union(sa.select(~t.c.b), sa.select(t.c.c)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.union(sa.select(~t.c.b), sa.select(t.c.c)).subquery()))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(t.c.b.is_(None), t.c.b.is_(True), t.c.b == True, t.c.b != True, t.c.b.is_not(False)))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(t.c.b.is_(True), t.c.b == True).subquery()))
# ---
t = sa.table("t", sa.column("b", sa.Boolean), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(-t.c.b).subquery()))
# ---
t = sa.table("t", sa.column("b", sa.Integer), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(-t.c.b, t.c.b.desc(), t.c.b.distinct()).subquery()))
# ---
t = sa.table("t", sa.column("b", sa.Integer), sa.column("c", sa.Boolean))
op.execute(sa.select(-t.c.b, t.c.b.desc(), t.c.b.distinct(), sa.distinct(t.c.b), -(t.c.b + 1)))
# ---
t = sa.table("t", sa.column("b", sa.Integer), sa.column("c", sa.Boolean))
op.execute(sa.select(sa.select(~(t.c.c)).subquery().c.c))
# ---
t = sa.table("t", sa.column("b", sa.Integer), sa.column("c", sa.Boolean))
s = sa.select(t.c.b, ~(t.c.c)).subquery()
op.execute(sa.select(s.c.b).where(s.c.c))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.f * 2).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.f * 2).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.f * 2).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.f * 2).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i / 2).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i / 2).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i / 2).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i / 2).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i + 1).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i + 1).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i + 1).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i + 1).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.f.label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.f.label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.f.label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.f.label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.b.label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.b.label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.b.label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.b.label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.Boolean).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.Boolean).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.Boolean).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.Boolean).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.String).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.String).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.String).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.type_coerce(t.c.i, sa.String).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.now().label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.now().label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.now().label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.now().label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, "a"), else_="b").label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, "a"), else_="b").label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, "a"), else_="b").label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, "a"), else_="b").label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, 1), else_=2).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, 1), else_=2).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, 1), else_=2).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, 1), else_=2).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, True), else_=False).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, True), else_=False).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, True), else_=False).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.case((t.c.i > 1, True), else_=False).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal("a").label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal("a").label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal("a").label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal("a").label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(1.5).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(1.5).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(1.5).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(1.5).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(True).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(True).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(True).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal(True).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.s + "q").label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.s + "q").label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.s + "q").label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.s + "q").label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.i.is_(None).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.i.is_(None).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.i.is_(None).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.i.is_(None).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i > 1).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i > 1).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i > 1).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i > 1).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((~t.c.b).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((~t.c.b).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((~t.c.b).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((~t.c.b).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.coalesce(t.c.f, 0).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.coalesce(t.c.f, 0).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.coalesce(t.c.f, 0).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.coalesce(t.c.f, 0).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.max(t.c.i).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.max(t.c.i).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.max(t.c.i).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.max(t.c.i).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s, type_=sa.String).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s, type_=sa.String).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s, type_=sa.String).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.lower(t.c.s, type_=sa.String).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.j["a"].label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.j["a"].label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.j["a"].label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.j["a"].as_string().label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.j["a"].as_string().label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.j["a"].as_string().label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.j["a"].as_string().label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.d.label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.d.label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.d.label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.d.label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.select(t.c.f).limit(1).scalar_subquery().label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.select(t.c.f).limit(1).scalar_subquery().label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.select(t.c.f).limit(1).scalar_subquery().label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.select(t.c.f).limit(1).scalar_subquery().label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.cast(t.c.s, sa.Integer).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.cast(t.c.s, sa.Integer).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.cast(t.c.s, sa.Integer).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.cast(t.c.s, sa.Integer).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.row_number().over(order_by=t.c.i).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.row_number().over(order_by=t.c.i).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.row_number().over(order_by=t.c.i).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.row_number().over(order_by=t.c.i).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).over().label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).over().label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).over().label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.sum(t.c.f).over().label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.exists(sa.select(t.c.i)).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.exists(sa.select(t.c.i)).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.exists(sa.select(t.c.i)).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.exists(sa.select(t.c.i)).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.extract("year", t.c.d).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.extract("year", t.c.d).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.extract("year", t.c.d).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.extract("year", t.c.d).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((-t.c.f).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((-t.c.f).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((-t.c.f).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((-t.c.f).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.null().label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.null().label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.null().label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.null().label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.true().label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.true().label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.true().label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.true().label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.n.label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.n.label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.n.label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.n.label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.n * 2).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.n * 2).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.n * 2).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.n * 2).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i * t.c.f).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i * t.c.f).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i * t.c.f).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.i * t.c.f).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.array_agg(t.c.i).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.array_agg(t.c.i).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.array_agg(t.c.i).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.array_agg(t.c.i).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().filter(t.c.b).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().filter(t.c.b).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().filter(t.c.b).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.count().filter(t.c.b).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.string_agg(t.c.s, ",").label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.string_agg(t.c.s, ",").label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.string_agg(t.c.s, ",").label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.string_agg(t.c.s, ",").label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.char_length(t.c.s).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.char_length(t.c.s).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.char_length(t.c.s).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.func.char_length(t.c.s).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.e.label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.e.label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.e.label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.e.label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.u.label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.u.label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(t.c.u.label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal_column("1", sa.Float).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal_column("1", sa.Float).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal_column("1", sa.Float).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select(sa.literal_column("1", sa.Float).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.d - t.c.d).label("x")).subquery("s")
op.execute(sa.select((s.c.x + "a").label("y")))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.d - t.c.d).label("x")).subquery("s")
op.execute(sa.select(1).where(s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.d - t.c.d).label("x")).subquery("s")
op.execute(sa.select(1).where(~s.c.x))
# ---
import decimal, datetime, uuid
t = sa.table("t", sa.column("i", sa.Integer), sa.column("f", sa.Float), sa.column("b", sa.Boolean), sa.column("s", sa.String), sa.column("d", sa.DateTime), sa.column("j", sa.JSON), sa.column("n", sa.Numeric(10, 2)), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("u", sa.Uuid))
s = sa.select((t.c.d - t.c.d).label("x")).subquery("s")
op.execute(sa.select((s.c.x // 2).label("y")))
