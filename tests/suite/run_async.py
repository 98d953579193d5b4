"""owners and pets"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


class Owner(Base):
    __tablename__ = "owners"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    pets: Mapped[list["Pet"]] = relationship(back_populates="owner", order_by="Pet.id")


class Pet(Base):
    __tablename__ = "pets"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("owners.id"))
    owner: Mapped["Owner | None"] = relationship(back_populates="pets")


async def note(connection, *values):
    await connection.execute(sa.text("INSERT INTO said (what) VALUES (:what)"), {"what": repr(values)})


async def by_connection(connection, prefix, *, suffix="!"):
    rows = (await connection.execute(sa.text("SELECT id, name FROM owners ORDER BY id"))).fetchall()
    for row in rows:
        await connection.execute(sa.text("UPDATE owners SET name = :n WHERE id = :i"), {"n": prefix + row.name + suffix, "i": row.id})
    await note(connection, await connection.scalar(sa.select(sa.func.count()).select_from(Owner)))
    await note(connection, (await connection.scalars(sa.select(Owner.name).order_by(Owner.id))).all())
    async with connection.stream(sa.select(Pet.id, Pet.name).order_by(Pet.id)) as found:
        async for id, name in found:
            await note(connection, id, name)
    nested = await connection.begin_nested()
    await connection.execute(sa.delete(Pet))
    await nested.rollback()
    try:
        async with connection.begin_nested():
            await note(connection, "lost")
            await connection.execute(sa.text("INSERT INTO owners (id, name) VALUES (1, 'x')"))
    except sa.exc.IntegrityError as error:
        await note(connection, type(error).__name__)
    names = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
    await note(connection, "pets" in names, connection.dialect.name, connection.in_transaction())
    return len(rows)


async def by_session(connection):
    await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(bind=connection, expire_on_commit=False) as session:
        query = sa.select(Owner).options(selectinload(Owner.pets)).order_by(Owner.id)
        for owner in (await session.execute(query)).scalars().all():
            owner.name += str(len(owner.pets))
        session.add(Pet(id=7, name="new", owner_id=1))
        await session.flush()
        first = await session.get(Owner, 1)
        await session.delete(await session.scalar(sa.select(Pet).where(Pet.name == "rex")))
        first.name += "".join([name async for name in await session.stream_scalars(sa.select(Pet.name).order_by(Pet.id))])
        await session.commit()
    maker = async_sessionmaker(connection, expire_on_commit=False)
    async with maker() as session, session.begin():
        third = (await session.scalars(sa.select(Owner).where(Owner.id == 2))).one()
        session.add_all([Pet(id=8, name="p", owner=third), Pet(id=9, name="q")])
        async with session.begin_nested():
            await session.execute(sa.update(Pet).where(Pet.id == 8).values(name="p2"))
        await session.run_sync(lambda sync: sync.add(Pet(id=10, name="r")))
    async with maker.begin() as session:
        session.add(Owner(id=3, name="last"))


def upgrade():
    op.create_table("owners", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))
    op.create_table("pets", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)), sa.Column("owner_id", sa.Integer, sa.ForeignKey("owners.id")))
    op.create_table("said", sa.Column("id", sa.Integer, primary_key=True), sa.Column("what", sa.Text))
    op.execute("INSERT INTO owners (id, name) VALUES (1, 'ann'), (2, 'bob')")
    op.execute("INSERT INTO pets (id, name, owner_id) VALUES (1, 'rex', 1), (2, 'tom', 1)")
    count = op.run_async(by_connection, "<", suffix=">")
    op.run_async(by_session)
    op.run_async(lambda connection: connection.execute(sa.text(f"INSERT INTO said (what) VALUES ('{count}')")))


def downgrade():
    for name in ("said", "pets", "owners"):
        op.drop_table(name)
    op.get_bind().execute(sa.text("SELECT 1")).fetchall()


revision = 'a'
down_revision = None
