# ---
from sqlalchemy.orm import declarative_base
from sqlalchemy.ext.hybrid import hybrid_property
Base = declarative_base()
class A(Base):
    __tablename__ = "a"
    id = sa.Column(sa.Integer, primary_key=True)
    x = sa.Column(sa.Integer)
    y = sa.Column(sa.Integer)
    @hybrid_property
    def total(self):
        return self.x + self.y
op.execute(sa.select(A.total).where(A.total > 5))
op.execute(sa.update(A).where(A.total == 1).values(x=A.total))
# ---
from sqlalchemy.orm import registry
reg = registry()
@reg.mapped
class A:
    __tablename__ = "a"
    id = sa.Column(sa.Integer, primary_key=True)
op.execute(sa.select(A.id))
# ---
from sqlalchemy.orm import DeclarativeBase, mapped_column, Mapped
class Base(DeclarativeBase):
    metadata = sa.MetaData(schema="app", naming_convention={"pk": "pk_%(table_name)s", "fk": "%(table_name)s_%(column_0_name)s_fkey"})
class P(Base):
    __tablename__ = "p"
    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
class C(Base):
    __tablename__ = "c"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    p_id: Mapped[int] = mapped_column(sa.ForeignKey("app.p.id"))
Base.metadata.create_all(op.get_bind(), checkfirst=False)
op.execute(sa.update(C).values(p_id=sa.select(P.id).limit(1).scalar_subquery()))
# ---
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class S(Base):
    __tablename__ = "s"
    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.Enum("a", "b", name="kind"), nullable=False)
    data = sa.Column(sa.JSON().with_variant(postgresql.JSONB, "postgresql"))
for c in S.__table__.columns:
    if c.name != "id":
        op.add_column("s2", c.copy())
op.create_table("s3", *[c.copy() for c in S.__table__.c])
# ---
from sqlalchemy.orm import declarative_base, column_property
Base = declarative_base()
class Z(Base):
    __tablename__ = "z"
    id = sa.Column(sa.Integer, primary_key=True)
    a = sa.Column(sa.String(5))
    both = column_property(a + "x")
op.execute(sa.select(Z.both))
op.execute(sa.select(Z.id).where(Z.both == "q"))
# ---
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class V(Base):
    __table__ = sa.Table("v", Base.metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("q", sa.Text))
op.execute(sa.update(V).values(q="x").where(V.id == 1))
op.execute(sa.select(V))
# ---
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class Animal(Base):
    __tablename__ = "animal"
    id = sa.Column(sa.Integer, primary_key=True)
    type = sa.Column(sa.String(9))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "animal"}
class Dog(Animal):
    __tablename__ = "dog"
    id = sa.Column(sa.ForeignKey("animal.id"), primary_key=True)
    bark = sa.Column(sa.Text)
    __mapper_args__ = {"polymorphic_identity": "dog"}
Base.metadata.create_all(op.get_bind(), checkfirst=False)
op.execute(Dog.__table__.update().values(bark="x"))
# ---
from sqlalchemy.ext.declarative import declarative_base
Base = declarative_base()
class T(Base):
    __tablename__ = "t"
    id = sa.Column(sa.Integer, primary_key=True)
    a = sa.Column(sa.Integer)
op.execute(sa.insert(T), [])
op.execute(sa.insert(T).values([{"id": 1, "a": 2}, {"id": 2, "a": 3}]))
op.bulk_insert(T.__table__, [{"id": 1, "a": 2}])
op.execute(sa.select(sa.func.max(T.a)).where(T.id.between(1, 2)))
op.execute(sa.select(T.a).distinct().order_by(T.a.desc()).limit(3))
op.execute(sa.exists().where(T.a == 1).select())
op.execute(sa.select(T.id, T.a).where(sa.or_(T.a == 1, T.a.is_(None)), T.id.in_([1, 2])))
op.create_check_constraint("ck", "t", T.a > 5)
op.drop_table(T.__tablename__)
op.create_index("ix", T.__table__.name, [T.__table__.c.a.desc()])
