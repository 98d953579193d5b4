"""A revision that runs random sequences of operations of SQLAlchemy's ORM, one for each seed.

    python orm_sequences.py FROM TO FILE

What a sequence logs, and the rows that it leaves, stand in `of_log` afterwards. A seed gives
the same sequence each time; mappings are the same for forty seeds.
"""

import random
import sys

HEAD = '''from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import Session, column_property, declarative_base, deferred, relationship, backref, selectinload, joinedload, contains_eager, selectin_polymorphic, subqueryload, lazyload
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
Base = declarative_base()
links = sa.Table("of_links", Base.metadata, sa.Column("p", sa.ForeignKey("of_part.id"), primary_key=True), sa.Column("t", sa.ForeignKey("of_tag.id"), primary_key=True))
class Owner(Base):
    __tablename__ = "of_owner"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    n = sa.Column(sa.Integer, default=7)
    parts = relationship("Part", back_populates="owner", order_by="Part.id")
    notes = relationship("Note", back_populates="owner", cascade="all, delete-orphan", order_by="Note.id")
    card = relationship("Card", back_populates="owner", uselist=False, cascade=CARD)
    pets = relationship("Pet", back_populates="owner", order_by="Pet.id", cascade=PETS)
    items = relationship("Item", back_populates="owner", order_by="Item.id", cascade=ITEMS)
    late = relationship("Part", viewonly=True, primaryjoin="and_(Part.owner_id == Owner.id, Part.id > 2)", order_by="Part.id")
    note_names = association_proxy("notes", "name", creator=lambda name: Note(name=name))
class Part(Base):
    __tablename__ = "of_part"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    owner_id = sa.Column(sa.ForeignKey("of_owner.id"))
    owner = relationship(Owner, back_populates="parts")
    tags = relationship("Tag", secondary=links, backref=backref("parts", order_by="Part.id"), order_by="Tag.id", cascade=TAGS)
    seats = relationship("Seat", back_populates="part", cascade="all, delete-orphan", order_by="Seat.tag_id")
class Note(Base):
    __tablename__ = "of_note"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    owner_id = sa.Column(sa.ForeignKey("of_owner.id"))
    owner = relationship(Owner, back_populates="notes", lazy=LAZY)
class Tag(Base):
    __tablename__ = "of_tag"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
class Seat(Base):
    __tablename__ = "of_seat"
    part_id = sa.Column(sa.ForeignKey("of_part.id"), primary_key=True)
    tag_id = sa.Column(sa.ForeignKey("of_tag.id"), primary_key=True)
    name = sa.Column(sa.String(20))
    part = relationship(Part, back_populates="seats")
    tag = relationship(Tag, lazy=LAZY)
class Card(Base):
    __tablename__ = "of_card"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    owner_id = sa.Column(sa.ForeignKey("of_owner.id"))
    owner = relationship(Owner, back_populates="card")
class Pet(Base):
    __tablename__ = "of_pet"
    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10))
    name = sa.Column(sa.String(20))
    owner_id = sa.Column(sa.ForeignKey("of_owner.id"))
    owner = relationship(Owner, back_populates="pets")
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "pet"}
class Dog(Pet):
    __tablename__ = "of_dog"
    id = sa.Column(sa.ForeignKey("of_pet.id"), primary_key=True)
    size = sa.Column(sa.Integer)
    friend_id = sa.Column(sa.ForeignKey("of_owner.id"))
    friend = relationship(Owner, foreign_keys=[friend_id])
    __mapper_args__ = {"polymorphic_identity": "dog"}
class Cat(Pet):
    lives = sa.Column(sa.Integer)
    __mapper_args__ = {"polymorphic_identity": "cat"}
class Node(Base):
    __tablename__ = "of_node"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    up = sa.Column(sa.ForeignKey("of_node.id"))
    kids = relationship("Node", backref=backref("parent", remote_side=[id]), order_by="Node.id", cascade=CASCADE)
class Box(Base):
    __tablename__ = "of_box"
    a = sa.Column(sa.Integer, primary_key=True)
    b = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    things = relationship("Thing", back_populates="box", order_by="Thing.id", cascade=BOX)
class Thing(Base):
    __tablename__ = "of_thing"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    box_a = sa.Column(sa.Integer)
    box_b = sa.Column(sa.Integer)
    box = relationship(Box, back_populates="things")
    __table_args__ = (sa.ForeignKeyConstraint(["box_a", "box_b"], ["of_box.a", "of_box.b"]),)
class Item(Base):
    __tablename__ = "of_item"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    code = sa.Column("item_code", sa.String(20), server_default="sd")
    hits = sa.Column(sa.Integer, default=0, onupdate=9)
    memo = deferred(sa.Column(sa.String(20)))
    owner_id = sa.Column(sa.ForeignKey("of_owner.id"))
    owner = relationship(Owner, back_populates="items", lazy=LAZY)
    upper = column_property(sa.func.upper(name))
    @hybrid_property
    def label(self): return "%s/%s" % (self.name, self.code)
    @label.expression
    def label(cls): return cls.name + "/" + cls.code
class Log(Base):
    __tablename__ = "of_log"
    id = sa.Column(sa.Integer, primary_key=True)
    what = sa.Column(sa.String(20))
    text = sa.Column(sa.Text)
HEARD = []
def hear(name):
    def heard(mapper, connection, target):
        HEARD.append((name, type(target).__name__))
    return heard
EVENTS
def show(v):
    if isinstance(v, list): return [show(x) for x in v]
    if isinstance(v, tuple): return tuple(show(x) for x in v)
    if isinstance(v, Box): return "B%s.%s" % (v.a, v.b)
    if isinstance(v, Seat): return "S%s.%s" % (v.part_id, v.tag_id)
    if isinstance(v, Base): return type(v).__name__[0] + str(v.id)
    return v if v is None or isinstance(v, (str, int)) else "?"
'''

FOOT = '''
ORDER = {t.name: [c for c in t.c] for t in Base.metadata.sorted_tables}
def wipe(s):
    s.execute(sa.text("UPDATE of_node SET up = NULL"))
    for t in reversed(Base.metadata.sorted_tables):
        if t.name != "of_log": s.execute(t.delete())
def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind)
    for name, case in CASES:
        s = Session(bind, autoflush=not name.endswith("n"))
        wipe(s)
        s.execute(Owner.__table__.insert(), [{"id": i, "name": "o%d" % i, "n": i} for i in (1, 2, 3)])
        s.execute(Part.__table__.insert(), [{"id": i, "name": "p%d" % i, "owner_id": o} for i, o in ((1, 1), (2, 1), (3, 2), (4, None))])
        s.execute(Note.__table__.insert(), [{"id": i, "name": "n%d" % i, "owner_id": o} for i, o in ((1, 1), (2, 2), (3, 2))])
        s.execute(Tag.__table__.insert(), [{"id": i, "name": "t%d" % i} for i in (1, 2, 3)])
        s.execute(links.insert(), [{"p": p, "t": t} for p, t in ((1, 1), (1, 2), (3, 2))])
        s.execute(Seat.__table__.insert(), [{"part_id": p, "tag_id": t, "name": "s"} for p, t in ((1, 1), (1, 3), (2, 2))])
        s.execute(Card.__table__.insert(), [{"id": i, "name": "c%d" % i, "owner_id": o} for i, o in ((1, 1), (2, 2), (3, None))])
        s.execute(Pet.__table__.insert(), [{"id": i, "kind": k, "name": "q%d" % i, "owner_id": o, "lives": l} for i, k, o, l in ((1, "pet", 1, None), (2, "dog", 1, None), (3, "cat", 2, 9), (4, "dog", None, None))])
        s.execute(Dog.__table__.insert(), [{"id": i, "size": 10 * i, "friend_id": o} for i, o in ((2, 2), (4, None))])
        for i, u in ((1, None), (2, 1), (3, 1), (4, 2)): s.execute(Node.__table__.insert().values(id=i, name="k%d" % i, up=u))
        s.execute(Box.__table__.insert(), [{"a": a, "b": b, "name": "b"} for a, b in ((1, 1), (1, 2), (2, 1))])
        s.execute(Thing.__table__.insert(), [{"id": i, "name": "h%d" % i, "box_a": a, "box_b": b} for i, a, b in ((1, 1, 1), (2, 1, 1), (3, 2, 1), (4, None, None))])
        s.execute(Item.__table__.insert(), [{"id": i, "name": "i%d" % i, "item_code": "k%d" % i, "hits": i, "memo": "m", "owner_id": o} for i, o in ((1, 1), (2, 1), (3, 3), (4, None))])
        if bind.dialect.name == "postgresql":
            for t in ("note", "item"): s.execute(sa.text("SELECT setval('of_%s_id_seq', 900)" % t))
        out = []
        HEARD.clear()
        try:
            with s.begin_nested():
                # What nobody keeps Python frees when it likes.
                keep = [s.query(c).all() for c in (Owner, Part, Note, Tag, Seat, Card, Pet, Node, Box, Thing, Item)]
                case(s, lambda x: out.append(show(x)), lambda q: s.execute(sa.text(q)))
                s.flush()
                s.expire_all()
                for t in Base.metadata.sorted_tables:
                    if t.name != "of_log":
                        out.append([tuple(r) for r in s.execute(sa.select(t).order_by(*t.c))])
        except sa.exc.SQLAlchemyError as e:
            out.append(type(e).__name__)
        except (AttributeError, ValueError, KeyError, TypeError, AssertionError) as e:
            out.append(type(e).__name__)
        out.append(sorted(HEARD))
        s.close()
        bind.execute(Log.__table__.insert().values(what=name, text=str(out)))
    wipe(bind)
def downgrade(): pass
'''

# How many rows there are of each, and how an object of each is named by its number.
ROWS = {"Owner": 3, "Part": 4, "Note": 3, "Tag": 3, "Node": 4, "Card": 3, "Pet": 4, "Thing": 4, "Box": 3, "Seat": 3, "Item": 4}
BOXES = ["(1, 1)", "(1, 2)", "(2, 1)"]
SEATS = ["(1, 1)", "(1, 3)", "(2, 2)"]
KEYS = {"Box": BOXES, "Seat": SEATS}
OPTIONS = {
    "Owner": ["selectinload(Owner.parts)", "joinedload(Owner.parts)", "selectinload(Owner.notes), joinedload(Owner.parts).selectinload(Part.tags)", "lazyload(Owner.parts)", "joinedload(Owner.card)", "selectinload(Owner.pets)"],
    "Part": ["selectinload(Part.tags)", "joinedload(Part.owner).selectinload(Owner.notes)", "subqueryload(Part.tags).selectinload(Tag.parts)", "selectinload(Part.seats).joinedload(Seat.tag)"],
}


class Sequence:
    def __init__(self, r):
        self.r = r
        self.vars = {k: [] for k in ROWS}
        self.n = 0
        self.new = 50
        self.depth = 0
        self.nested = 0

    def get(self, kind, out):
        r = self.r
        if self.vars[kind] and r.random() < 0.65:
            return r.choice(self.vars[kind])
        self.n += 1
        v = f"v{self.n}"
        x = r.random()
        if kind in KEYS:
            key = r.choice(KEYS[kind])
            if x < 0.6 or kind == "Seat" and x < 0.8:
                out.append(f"{v} = s.get({kind}, {key})")
            elif kind == "Box":
                self.new += 1
                out.append(f"{v} = Box(a={self.new}, b=1, name='x')")
                if r.random() < 0.6:
                    out.append(f"s.add({v})")
            else:
                out.append(f"{v} = Seat(name='x', tag={self.get('Tag', out)})")
        elif x < 0.45:
            out.append(f"{v} = s.get({kind}, {r.randint(1, ROWS[kind])})")
        elif x < 0.6:
            out.append(f"{v} = s.query({kind}).filter_by(id={r.randint(1, ROWS[kind])}).first()")
        else:
            self.new += 1
            made = r.choice(["Pet", "Dog", "Cat"]) if kind == "Pet" else kind
            out.append(f"{v} = {made}(id={self.new}, name='x{self.new}')")
            if r.random() < 0.6:
                out.append(f"s.add({v})")
        self.vars[kind].append(v)
        return v

    def any(self, out):
        return self.get(self.r.choice(list(ROWS)), out)

    def one_to_many(self, owner, many, child, one, out):
        """An operation on one of both sides."""
        r = self.r
        x = r.random()
        o, c = self.get(owner, out), self.get(child, out)
        if x < 0.35:
            out.append(f"{o}.{many}.append({c})")
        elif x < 0.5:
            out.append(f"if {c} in {o}.{many}: {o}.{many}.remove({c})")
        elif x < 0.75:
            out.append(f"{c}.{one} = {o if r.random() < 0.75 else None}")
        elif x < 0.8:
            out.append(f"if {o}.{many}: {o}.{many}.pop()")
        elif x < 0.86:
            out.append(f"{o}.{many} = [{c}]")
        elif x < 0.9:
            out.append(f"{o}.{many}.insert(0, {c})")
        elif x < 0.93:
            out.append(f"{o}.{many}.extend([{c}])")
        elif x < 0.96:
            out.append(f"{o}.{many} = list({self.get(owner, out)}.{many})")
        elif x < 0.98:
            out.append(f"{o}.{many}.clear()")
        else:
            out.append(f"if {o}.{many}: {o}.{many}[0] = {c}")

    def of_items(self):
        """What migrations do beside objects that hang together."""
        r = self.r
        out = []
        v = self.get("Item", out)
        own = r.randint(1, 4)
        name = f"z{r.randint(1, 99)}"
        self.new += 1
        sync = r.choice(["", ", synchronize_session=False", ", synchronize_session='fetch'", ", synchronize_session='evaluate'"])
        where = r.choice([f"Item.id > {own}", f"Item.label == 'i{own}/k{own}'", f"Item.name == 'i{own}'", f"Item.id.in_([{own}, 2])", f"Item.owner_id == {own}", f"Item.upper == 'I{own}'"])
        out.append(
            r.choice(
                [
                    f"s.bulk_save_objects([Item(id={self.new}, name='{name}'), Item(name='{name}', hits=3)])",
                    f"{v}.name = '{name}'\ns.bulk_save_objects([{v}])",
                    f"s.bulk_insert_mappings(Item, [{{'name': '{name}'}}, {{'id': {self.new}, 'code': 'c'}}])",
                    f"s.bulk_update_mappings(Item, [{{'id': {own}, 'name': '{name}'}}, {{'id': 2, 'code': 'c'}}])",
                    f"s.execute(sa.update(Item), [{{'id': {own}, 'name': '{name}'}}])",
                    f"log([(i, i.code, i.hits) for i in s.scalars(sa.insert(Item).returning(Item), [{{'id': {self.new}, 'name': '{name}'}}])])",
                    f"s.query(Item).filter({where}).update({{Item.name: Item.name + '{name}'}}{sync})",
                    f"s.query(Item).filter({where}).update({{'code': '{name}', 'hits': {own}}}{sync})",
                    f"s.execute(sa.update(Item).where({where}).values(name='{name}'))",
                    f"s.query(Item).filter({where}).delete({sync[2:]})",
                    f"s.execute(sa.delete(Item).where({where}))",
                    f"with s.no_autoflush:\n    s.add(Item(id={self.new}, name='{name}'))\n    log([(i, i.name) for i in s.query(Item).order_by(Item.id)])",
                    f"log(s.get(Item, {own}, populate_existing=True))",
                    f"log([i.name for i in s.scalars(sa.select(Item).order_by(Item.id).execution_options(populate_existing=True))])",
                    f"if sa.inspect({v}).persistent: s.refresh({v}, ['name'])",
                    f"if sa.inspect({v}).persistent: s.expire({v}, ['owner', 'upper'])",
                    f"for i in s.query(Item).filter({where}).order_by(Item.id).yield_per(2): i.code = '{name}'",
                    f"log([(i.name, i.code, i.hits, i.memo, i.upper, i.label, i.owner) for i in s.query(Item).order_by(Item.id)])",
                    f"log([(i.name, i.upper, i.code, i.label) for i in [{v}]])",
                    f"log([tuple(x) for x in s.query(Item.label, Item.upper).filter({where}).order_by(Item.id)])",
                    f"if {v} in s: s.expunge({v})\n{v}.name = '{name}'\nlog(s.merge({v}).name)",
                    f"{v}.owner = {self.get('Owner', out)}",
                    f"{v}.memo = '{name}'",
                    f"if sa.inspect({v}).persistent:\n    {v}.hits = Item.hits + 5\n    s.flush()\n    log({v}.hits)",
                ]
            )
        )
        return [line for text in out for line in text.split("\n")]

    def of_lists(self):
        """What is done with the lists of an object otherwise."""
        r = self.r
        out = []
        o = self.get("Owner", out)
        n = self.get("Note", out)
        out.append(
            r.choice(
                [
                    f"{o}.note_names.append('p{r.randint(1, 9)}')",
                    f"{o}.note_names = ['p1', 'p{r.randint(2, 9)}']",
                    f"if {o}.note_names: del {o}.note_names[0]",
                    f"log(list({o}.note_names))",
                    f"log(list({o}.late))",
                    f"{o}.parts[:] = []",
                    f"{o}.parts += [{self.get('Part', out)}]",
                    f"{o}.notes[0:1] = [{n}]",
                    f"del {o}.parts[1:]",
                    f"{o}.parts.reverse()",
                    f"log([p for p in s.query(Pet).options(selectin_polymorphic(Pet, [Dog]), selectinload(Dog.friend)).order_by(Pet.id)])",
                    f"log([(p, p.friend) for p in s.query(Dog).options(joinedload(Dog.friend), selectinload(Pet.owner)).filter(Pet.name != 'q1').order_by(Pet.id)])",
                    f"log([o for o in s.query(Owner).join(Owner.pets.of_type(Dog)).filter(Dog.size > {r.randint(1, 30)}).order_by(Owner.id)])",
                    f"log([o for o in s.query(Owner).filter(Owner.pets.of_type(Cat).any(Cat.lives > 3)).order_by(Owner.id)])",
                    f"if sa.inspect({o}).persistent: s.refresh({o}, ['notes'])",
                    f"if sa.inspect({o}).persistent: s.expire({o}, ['parts', 'card'])",
                    f"sa.orm.make_transient({n})\n{n}.id = {self.new + 1}\ns.add({n})",
                ]
            )
        )
        self.new += 1
        return [line for text in out for line in text.split("\n")]

    def operation(self):
        r = self.r
        out = []
        way = r.random()
        if way < 0.2:
            return self.of_items()
        if way < 0.27:
            return self.of_lists()
        x = r.random()
        if x < 0.09:
            self.one_to_many("Owner", "parts", "Part", "owner", out)
        elif x < 0.16:
            self.one_to_many("Owner", "notes", "Note", "owner", out)
        elif x < 0.2:
            self.one_to_many("Owner", "pets", "Pet", "owner", out)
        elif x < 0.24:
            self.one_to_many("Box", "things", "Thing", "box", out)
        elif x < 0.28:
            self.one_to_many("Part", "seats", "Seat", "part", out)
        elif x < 0.31:
            o, c = self.get("Owner", out), self.get("Card", out)
            out.append(r.choice([f"{o}.card = {c}", f"{c}.owner = {o}", f"{o}.card = None"]))
        elif x < 0.37:
            p, t = self.get("Part", out), self.get("Tag", out)
            out.append(r.choice([f"{p}.tags.append({t})", f"{t}.parts.append({p})", f"if {t} in {p}.tags: {p}.tags.remove({t})", f"{p}.tags = [{t}]"]))
        elif x < 0.4:
            n, m = self.get("Node", out), self.get("Node", out)
            out.append(f"if {n}.id > {m}.id: {n}.parent = {m}" if r.random() < 0.7 else f"{n}.parent = None")
        elif x < 0.43:
            n, m = self.get("Node", out), self.get("Node", out)
            out.append(f"if {n}.id < {m}.id: {n}.kids.append({m})")
        elif x < 0.46:
            v = self.get("Pet", out)
            out.append(f"if isinstance({v}, Dog): {v}.friend = {self.get('Owner', out)}" if r.random() < 0.7 else f"if isinstance({v}, Dog): {v}.size = {r.randint(1, 9)}")
        elif x < 0.51:
            out.append(f"{self.any(out)}.name = 'c{r.randint(1, 99)}'")
        elif x < 0.56:
            v = self.any(out)
            out.append(f"if sa.inspect({v}).persistent: s.delete({v})")
        elif x < 0.61:
            out.append("s.flush()")
        elif x < 0.63:
            out.append("s.expire_all()")
        elif x < 0.65:
            v = self.any(out)
            out.append(f"if sa.inspect({v}).persistent: s.refresh({v})")
        elif x < 0.67:
            v = self.any(out)
            what = r.choice(["", ", ['name']"])
            out.append(f"if sa.inspect({v}).persistent: s.expire({v}{what})")
        elif x < 0.69:
            k = r.choice(["Owner", "Part", "Note", "Tag", "Node", "Card", "Thing"])
            out.append(f"log(('merge', s.merge({k}(id={r.randint(1, ROWS[k])}, name='m{r.randint(1, 9)}')).id))")
        elif x < 0.7:
            out.append(f"log(('merge', s.merge(Owner(id={r.randint(1, 3)}, name='m', parts=[Part(id={r.randint(1, 5)}, name='m')], notes=[Note(id={r.randint(1, 5)}, name='m')])).parts))")
        elif x < 0.71:
            v = self.any(out)
            out.append(f"if {v} in s: s.expunge({v})")
        elif x < 0.72:
            out.append(f"s.add({self.any(out)})")
        elif x < 0.76:
            k = r.choice(["Owner", "Part", "Note", "Tag", "Node", "Card", "Thing"])
            out.append(f"s.query({k}).filter({k}.id {r.choice(['<', '>', '=='])} {r.randint(1, 4)}).update({{'name': 'u{r.randint(1, 9)}'}}, synchronize_session={r.choice(['False', repr('fetch'), repr('evaluate')])})")
        elif x < 0.77:
            k = r.choice(["Note", "Card", "Thing"])
            out.append(f"s.query({k}).filter({k}.id == {r.randint(1, 4)}).delete(synchronize_session={r.choice(['False', repr('fetch'), repr('evaluate')])})")
        elif x < 0.78:
            out.append("sql(\"UPDATE of_part SET name = name || '+'\")")
        elif x < 0.82 and self.depth < 2:
            self.depth += 1
            inner = [line for _ in range(r.randint(1, 4)) for line in self.operation()]
            self.depth -= 1
            way = r.random()
            if way < 0.3:
                out.append("with s.begin_nested():")
                out += ["    " + line for line in inner]
            elif way < 0.7:
                self.nested += 1
                nested = f"nested{self.nested}"
                out += [f"{nested} = s.begin_nested()", *inner, f"{nested}.{r.choice(['commit', 'rollback'])}()"]
            else:
                out.append("with s.no_autoflush:")
                out += ["    " + line for line in inner]
        elif x < 0.88:
            k = r.choice(list(OPTIONS))
            tail = "list(x.parts), list(x.notes), x.card, list(x.pets)" if k == "Owner" else "x.owner, list(x.tags), list(x.seats)"
            out.append(f"log([(x, x.name, {tail}) for x in s.query({k}).options({r.choice(OPTIONS[k])}).order_by({k}.id)])")
        elif x < 0.9:
            out.append("log([(n, n.parent, list(n.kids)) for n in s.query(Node).order_by(Node.id)])")
        elif x < 0.92:
            out.append("log([(n, n.name, n.owner, n.friend if isinstance(n, Dog) else None) for n in s.query(Pet).order_by(Pet.id)])")
        elif x < 0.94:
            out.append("log([(b, list(b.things)) for b in s.query(Box).options(selectinload(Box.things)).order_by(Box.a, Box.b)])")
        elif x < 0.96:
            out.append("log([(o, list(o.parts)) for o in s.query(Owner).join(Owner.parts).options(contains_eager(Owner.parts)).filter(Part.id > %d).order_by(Owner.id, Part.id)])" % r.randint(1, 3))
        elif x < 0.98:
            v = self.any(out)
            out.append(f"log((s.is_modified({v}), {v} in s, sa.inspect({v}).persistent, sa.inspect({v}).pending, sa.inspect({v}).deleted))")
        else:
            out.append("log((len(s.new), len(s.dirty), len(s.deleted)))")
        return out


def main():
    first, last, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    r = random.Random(first // 40)
    cascades = ["'save-update, merge'", "'all'", "'all, delete-orphan'"]
    text = HEAD
    for word in ("CASCADE", "CARD", "PETS", "BOX", "ITEMS"):
        text = text.replace("=" + word, "=" + r.choice(cascades))
    text = text.replace("=TAGS", "=" + r.choice(cascades[:2])).replace("=LAZY", "=" + r.choice(["'select'", "'joined'", "'selectin'"]))
    events = "\n".join(
        f"sa.event.listen({c}, '{e}', hear('{e}'))"
        for c in ("Owner", "Note", "Seat")
        for e in ("before_insert", "after_update", "before_delete")
    )
    text = text.replace("EVENTS", events if r.random() < 0.5 else "")
    cases = []
    for seed in range(first, last):
        sequence = Sequence(random.Random(seed))
        body = []
        for _ in range(sequence.r.randint(4, 14)):
            body += sequence.operation()
        name = f"c{seed}" + ("n" if sequence.r.random() < 0.15 else "")
        text += f"def {name}(s, log, sql):\n" + "".join(f"    {line}\n" for line in body)
        cases.append(f'("{name}", {name})')
    with open(path, "w") as file:
        file.write(text + f"CASES = [{', '.join(cases)}]\n" + FOOT)


main()
