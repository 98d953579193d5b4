# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class M(Base):
    __tablename__ = "m"
    b = sa.Column(sa.Integer)
    id: Mapped[int] = mapped_column(primary_key=True)
    a = sa.Column(sa.Integer)
    z: Mapped[int]
    y = mapped_column(sa.Integer)
op.execute(sa.schema.CreateTable(M.__table__))
# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class Mix:
    created = sa.Column(sa.Integer)
    zz: Mapped[int]
    updated: Mapped[int] = mapped_column()
    k = mapped_column(sa.Integer)
class M(Mix, Base):
    __tablename__ = "m"
    b = sa.Column(sa.Integer)
    id: Mapped[int] = mapped_column(primary_key=True)
    a = sa.Column(sa.Integer)
op.execute(sa.schema.CreateTable(M.__table__))
# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class Mix:
    created = sa.Column(sa.Integer)
    updated = sa.Column(sa.Integer)
class Mix2:
    q: Mapped[int]
    p = sa.Column(sa.Integer)
    r: Mapped[int] = mapped_column(sort_order=-1)
class M(Mix2, Mix, Base):
    __tablename__ = "m"
    a: Mapped[int]
    id: Mapped[int] = mapped_column(primary_key=True)
op.execute(sa.schema.CreateTable(M.__table__))
# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, declared_attr
class Base(DeclarativeBase): pass
class Mix:
    @declared_attr
    def c(cls): return sa.Column(sa.Integer)
    q: Mapped[int]
    p = sa.Column(sa.Integer)
    @declared_attr
    def d(cls) -> Mapped[int]: return mapped_column(sa.Integer)
class M(Mix, Base):
    __tablename__ = "m"
    a: Mapped[int]
    id = sa.Column(sa.Integer, primary_key=True)
op.execute(sa.schema.CreateTable(M.__table__))
# ---
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class Mix:
    p = sa.Column(sa.Integer)
    q = sa.Column(sa.Integer)
class M(Mix, Base):
    __tablename__ = "m"
    a = sa.Column(sa.Integer)
    id = sa.Column(sa.Integer, primary_key=True)
op.execute(sa.schema.CreateTable(M.__table__))
# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    x: Mapped[int]
    y = sa.Column(sa.Integer)
class M(Base):
    __tablename__ = "m"
    a = sa.Column(sa.Integer)
    id: Mapped[int] = mapped_column(primary_key=True)
    __table_args__ = (sa.Index(None, a), sa.Index(None, sa.func.lower(a)))
op.execute(sa.schema.CreateTable(M.__table__))
# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class Mix:
    x: Mapped[int]
    m: Mapped[str] = mapped_column(sa.String(3))
    y = sa.Column(sa.Integer)
    z = mapped_column(sa.Integer)
class Mid(Mix):
    w: Mapped[int]
    v = sa.Column(sa.Integer)
class M(Mid, Base):
    __tablename__ = "m"
    a = sa.Column(sa.Integer)
    id: Mapped[int] = mapped_column(primary_key=True)
op.execute(sa.schema.CreateTable(M.__table__))
# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, declared_attr
from typing import Optional
class Base(DeclarativeBase): pass
class Mix:
    z: Mapped[int] = mapped_column(sort_order=5)
    w: Mapped[int]
    v: Mapped[int] = mapped_column(sort_order=-5)
    @declared_attr
    def d(cls) -> Mapped[Optional[int]]: return mapped_column(sa.Integer)
    @declared_attr
    def e(cls) -> Mapped[str]: return mapped_column(sa.String(9))
class M(Mix, Base):
    __tablename__ = "m"
    id: Mapped[int] = mapped_column(primary_key=True)
class N(Mix, Base):
    __tablename__ = "n"
    id: Mapped[int] = mapped_column(primary_key=True)
op.execute(sa.schema.CreateTable(M.__table__))
op.execute(sa.schema.CreateTable(N.__table__))
# ---
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, declared_attr
from typing import Optional
class Base(DeclarativeBase): pass
class Mix:
    only: Mapped[int]
    w: Mapped[int] = mapped_column()
    z = mapped_column(sa.String(7))
    y = sa.Column(sa.String(5), nullable=False)
    @declared_attr
    def d(cls) -> Mapped[int]: return mapped_column()
class M(Mix, Base):
    __tablename__ = "m"
    y: Mapped[int]
    id: Mapped[int] = mapped_column(primary_key=True)
    z: Mapped[Optional[int]]
    w: Mapped[str]
    only: Mapped[str]
    q: Mapped[int]
    d: Mapped[str]
    @declared_attr
    def own(cls) -> Mapped[str]: return mapped_column(sa.String(5))
op.execute(sa.schema.CreateTable(M.__table__))
