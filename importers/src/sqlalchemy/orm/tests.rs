//! What a program with mapped classes is refused for.

use crate::program::{Kind, Program, check};
use crate::{Dialect, Direction};

const HEAD: &str = "
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import DeclarativeBase, Session, aliased, declarative_base, foreign, relationship, remote

Base = declarative_base()

class User(Base):
    __tablename__ = 'users'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
    age = sa.Column(sa.Integer)

class Post(Base):
    __tablename__ = 'posts'
    id = sa.Column(sa.Integer, primary_key=True)
    user_id = sa.Column(sa.Integer)
";

/// A program whose `upgrade` has this body; `definitions` stand before it.
fn program(definitions: &str, body: &str) -> Program {
    let text = format!(
        "{HEAD}\n{definitions}\n\ndef upgrade():\n    session = Session(bind=op.get_bind())\n    {body}\n"
    );
    Program {
        kind: Kind::Alembic,
        path: "versions/one.py".to_owned(),
        text,
        modules: Vec::new(),
        written_types: Vec::new(),
        files: Vec::new(),
        naming_convention: Vec::new(),
        types: crate::sqlalchemy::mapped::TypeMapping::new(),
        configuration: Default::default(),
    }
}

/// Why such a program is refused.
#[track_caller]
fn refusal(definitions: &str, body: &str) -> String {
    let program = program(definitions, body);
    match check(&program, Dialect::Sqlite, Direction::Up, None) {
        Ok(_) => panic!("not refused: {body}"),
        Err(finding) => finding.message,
    }
}

#[test]
fn defaults_that_are_queries_where_rows_are_written_together() {
    let definitions = "
class Ranked(Base):
    __tablename__ = 'ranked'
    id = sa.Column(sa.Integer, primary_key=True)
    n = sa.Column(sa.Integer, default=sa.select(sa.func.count(User.id)).scalar_subquery())
";
    let several = [
        "session.add_all([Ranked(id=1), Ranked(id=2)]); session.flush()",
        "session.bulk_save_objects([Ranked(id=1), Ranked(id=2)])",
        "session.execute(sa.insert(Ranked).returning(Ranked.n), [{'id': 1}, {'id': 2}])",
        "op.bulk_insert(Ranked.__table__, [{'id': 1}, {'id': 2}])",
    ];
    let checked = |body: &str, dialect| {
        let program = program(definitions, body);
        check(&program, dialect, Direction::Up, None).map_err(|finding| finding.message)
    };
    for body in several {
        let message = checked(body, Dialect::Postgres).expect_err(body);
        assert!(
            message.contains("The default of \"n\" is a query"),
            "{message}"
        );
        checked(body, Dialect::Sqlite).expect("SQLite writes them one by one");
    }
    let given = "session.add_all([Ranked(id=1, n=1), Ranked(id=2, n=2)]); session.flush()";
    checked(given, Dialect::Postgres).expect("nothing is left to the default");
}

#[track_caller]
fn refuses(body: &str, said: &str) {
    refuses_with("", body, said);
}

#[track_caller]
fn refuses_with(definitions: &str, body: &str, said: &str) {
    let message = refusal(definitions, body);
    assert!(message.contains(said), "{message}");
}

#[test]
fn rows_in_bulk() {
    refuses(
        "session.execute(sa.update(User), [{'id': 1, 'age': User.age + 1}])",
        "an expression as the value of \"age\"",
    );
    refuses(
        "session.execute(sa.update(User).returning(User.id), [{'id': 1, 'age': 2}])",
        "`returning` of rows that are updated by their keys",
    );
    refuses(
        "session.execute(sa.update(User).where(User.age == 1), [{'id': 1, 'age': 2}], execution_options={'synchronize_session': False})",
        "with conditions and a list of rows",
    );
    refuses(
        "session.execute(sa.insert(User), [{'id': 1}], execution_options={'schema_translate_map': {None: 'other'}})",
        "schema_translate_map",
    );
    refuses(
        "session.bulk_insert_mappings(User, [{'id': 1}], return_defaults=True)",
        "writes into the dicts",
    );
}

/// A class with a relationship of these arguments, read once.
#[track_caller]
fn refuses_relationship(arguments: &str, said: &str) {
    let class = format!(
        "class Leaf(Base):
    __tablename__ = 'leaves'
    id = sa.Column(sa.Integer, primary_key=True)
    parent_id = sa.Column(sa.Integer)
    user_id = sa.Column(sa.Integer)
    kind = sa.Column(sa.String(10))
    related = relationship({arguments})
"
    );
    refuses_with(&class, "Leaf(id=1).related", said);
}

#[test]
fn sides_of_relationships() {
    refuses_relationship(
        "'Leaf', primaryjoin='and_(Leaf.id == foreign(Leaf.parent_id), Leaf.kind == \"a\")'",
        "within one table that says more",
    );
    refuses_relationship(
        "'Leaf', primaryjoin='remote(foreign(Leaf.id)) == foreign(Leaf.parent_id)'",
        "mark columns with foreign(...) and remote(...)",
    );
}

#[test]
fn arguments_of_mappers_and_bases() {
    let class = |arguments: &str| {
        format!(
            "class Kind(Base):
    __tablename__ = 'kinds'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    __mapper_args__ = {{{arguments}}}
"
        )
    };
    for (argument, given) in [
        ("polymorphic_on", "sa.case((name == 'a', 'b'), else_='c')"),
        ("version_id_generator", "False"),
        ("column_prefix", "'name'"),
    ] {
        let class = class(&format!("'{argument}': {given}"));
        for body in [
            "session.add(Kind(id=1))",
            "session.query(Kind).all()",
            "session.execute(sa.update(Kind).values(name='a'))",
            "session.query(Kind).delete()",
            "session.bulk_insert_mappings(Kind, [])",
        ] {
            refuses_with(&class, body, argument);
        }
    }
    let counted = class("'version_id_col': 'name'");
    for body in [
        "session.bulk_insert_mappings(Kind, [])",
        "session.bulk_save_objects([Kind(id=1)])",
        "session.execute(sa.insert(Kind), [{'id': 1}])",
        "session.merge(Kind(id=1, name='1'))",
    ] {
        refuses_with(&counted, body, "counts the versions of its rows");
    }
}

#[test]
fn classes_that_share_rows() {
    let root = "class Kind(Base):
    __tablename__ = 'kinds'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    __mapper_args__ = {'polymorphic_on': 'name', 'polymorphic_identity': 'kind'}
class One(Kind):
    __mapper_args__ = {'polymorphic_identity': 'one'}
class Two(Kind):
    __tablename__ = 'twos'
    id = sa.Column(sa.ForeignKey('kinds.id'), primary_key=True)
    more = sa.Column(sa.Integer)
    __mapper_args__ = {'polymorphic_identity': 'two'}
";
    for (sub, what) in [
        ("class Sub(User):\n    pass\n", "has no `polymorphic_on`"),
        (
            "class Sub(Kind):\n    pass\n",
            "has no `polymorphic_identity`",
        ),
        (
            "class Sub(One):\n    __mapper_args__ = {'polymorphic_identity': 'sub'}\n",
            "has no table of its own",
        ),
        (
            "class Sub(Two):\n    __mapper_args__ = {'polymorphic_identity': 'sub'}\n",
            "which has several tables",
        ),
        (
            "class Sub(Kind):\n    __tablename__ = 'subs'\n    id = sa.Column(sa.ForeignKey('kinds.id'), primary_key=True)\n    name = sa.Column(sa.Text)\n    __mapper_args__ = {'polymorphic_identity': 'sub'}\n",
            "both have a column \"name\"",
        ),
        // A concrete class says all of its columns.
        (
            "class Sub(User):\n    __tablename__ = 'subs'\n    id = sa.Column(sa.Integer, primary_key=True)\n    __mapper_args__ = {'concrete': True}\n",
            "does not say all that the mapped class `User` has",
        ),
    ] {
        refuses_with(&format!("{root}{sub}"), "pass", what);
    }
    for body in [
        "session.execute(sa.update(Two).values(more=1))",
        "session.query(Two).delete()",
        "session.bulk_insert_mappings(Two, [])",
        "session.connection().execute(sa.insert(Two).values(more=1))",
    ] {
        refuses_with(root, body, "a class with several tables");
    }
}

#[test]
fn classes_that_automap_would_name_by_chance() {
    let automap = "from sqlalchemy.ext.automap import automap_base\nAuto = automap_base()\n";
    refuses_with(
        &format!("{automap}class Own(Auto):\n    __tablename__ = 'own'\n"),
        "pass",
        "The class Own is declared before prepare()",
    );
    refuses_with(
        automap,
        "Auto.prepare(op.get_bind(), collection_class=set)",
        "this argument of prepare()",
    );
}

#[test]
fn attributes_and_options() {
    let imports = "from sqlalchemy.orm import contains_eager, joinedload, validates\n";
    refuses_with(
        &format!(
            "{imports}class Any:\n    @validates('id', include_removes=True)\n    def check(self, key, value, removed):\n        return value\n"
        ),
        "pass",
        "`include_removes`",
    );
    for (query, said) in [
        (
            "session.query(User).join(Post, Post.user_id == User.id).options(contains_eager('*')).filter(Post.id == 1).all()",
            "`contains_eager(\"*\")`",
        ),
        ("session.flush([User(id=1)])", "`flush` of some objects"),
        ("session.merge(User(id=1), load=False)", "load=False"),
    ] {
        refuses_with(imports, query, said);
    }
}

#[test]
fn keys_that_the_database_gives_are_no_obstacle() {
    let classes = "class Owner(Base):
    __tablename__ = 'owners'
    id = sa.Column(sa.Integer, primary_key=True)
    things = relationship('Thing', back_populates='owner')

class Thing(Base):
    __tablename__ = 'things'
    id = sa.Column(sa.Integer, primary_key=True)
    owner_id = sa.Column(sa.ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='things')
";
    let body = "session.add(Owner(things=[Thing(), Thing()]))\n    session.commit()";
    let program = program(classes, body);
    assert!(check(&program, Dialect::Sqlite, Direction::Up, None).is_ok());
}

#[test]
fn listeners_that_would_change_rows() {
    let work = "session.add(User(id=1))\n    session.flush()";
    for listener in [
        "@sa.event.listens_for(User, 'load')",
        "@sa.event.listens_for(User, 'before_insert', raw=True)",
        "@sa.event.listens_for(Base, 'before_insert')",
        "@sa.event.listens_for(Session, 'after_attach')",
    ] {
        let definitions =
            format!("import sqlalchemy.event\n{listener}\ndef heard(*args):\n    pass\n");
        refuses_with(&definitions, work, "the listener for");
    }
    // After the session, or the object, is there.
    for (before, listener, after) in [
        ("pass", "session, 'after_attach'", "session.add(User(id=1))"),
        (
            "pass",
            "session, 'before_attach'",
            "session.add(User(id=1))",
        ),
        ("pass", "Session, 'after_begin'", "session.add(User(id=1))"),
        ("pass", "User.name, 'modified'", "session.add(User(id=1))"),
        ("user = User(id=1)", "User, 'init'", "session.add(user)"),
        ("session.add(User(id=1))", "User, 'refresh'", "pass"),
        ("session.add(User(id=1))", "Base, 'before_insert'", "pass"),
    ] {
        let body = format!(
            "{before}\n    sa.event.listen({listener}, heard)\n    {after}\n    session.commit()"
        );
        let heard = "import sqlalchemy.event\ndef heard(*args):\n    pass\n";
        refuses_with(heard, &body, "listener for");
    }
    let other = "import sqlalchemy.event\n@sa.event.listens_for(Post, 'before_insert')\ndef heard(*args):\n    pass\n";
    assert!(check(&program(other, work), Dialect::Sqlite, Direction::Up, None).is_ok());
}

#[test]
fn rows_whose_values_say_that_they_changed() {
    let class = "from sqlalchemy.ext.mutable import MutableDict
class Watched(MutableDict):
    pass
class Note(Base):
    __tablename__ = 'notes'
    id = sa.Column(sa.Integer, primary_key=True)
    data = sa.Column(Watched.as_mutable(sa.JSON))
";
    let work = "session.add(Note(id=1))\n    session.flush()";
    refuses_with(class, work, "a change within a value");
    let rows = "session.execute(sa.insert(Note.__table__).values(id=1, data={}))";
    assert!(check(&program(class, rows), Dialect::Sqlite, Direction::Up, None).is_ok());
}

#[test]
fn a_class_of_types_whose_values_are_followed() {
    let class = "from sqlalchemy.ext.mutable import Mutable, MutableDict
class Text(sa.TypeDecorator):
    impl = sa.Text
class Watched(Mutable, dict):
    pass
Watched.associate_with(Text)
class Note(Base):
    __tablename__ = 'notes'
    id = sa.Column(sa.Integer, primary_key=True)
    data = sa.Column(Text)
";
    let work = "session.add(Note(id=1))\n    session.flush()";
    refuses_with(class, work, "a change within a value");
    let native = "from sqlalchemy.ext.mutable import MutableDict\n";
    let work =
        "MutableDict.associate_with(sa.JSON)\n    session.add(User(id=1))\n    session.flush()";
    refuses_with(native, work, "a change within a value");
    // Rows of other types, and statements of their own, are no values that are followed.
    for rows in [
        "session.add(User(id=1))\n    session.flush()",
        "session.execute(sa.insert(Note.__table__).values(id=1, data='{}'))",
    ] {
        assert!(check(&program(class, rows), Dialect::Sqlite, Direction::Up, None).is_ok());
    }
}

#[test]
fn the_class_of_a_list_that_is_followed() {
    let imports = "from sqlalchemy.ext.mutable import MutableList\n";
    refuses_with(
        imports,
        "if isinstance([1], MutableList):\n        session.flush()",
        "whether a list or set is a sqlalchemy.ext.mutable.MutableList",
    );
}

#[test]
fn listeners_of_attributes() {
    let class = "class Note(Base):
    __tablename__ = 'notes'
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.Text)
class Other(Base):
    __tablename__ = 'others'
    id = sa.Column(sa.Integer, primary_key=True)
@sa.event.listens_for(Note.title, 'set', propagate=True)
def heard(target, value, old, initiator):
    target.id = 5
";
    refuses_with(
        class,
        "note = Note(title='a')\n    session.connection().execute(sa.insert(Note.__table__).values(id=note.id))",
        "the listener for `set`",
    );
    let other = "session.add(Other(id=1))\n    session.flush()";
    assert!(check(&program(class, other), Dialect::Sqlite, Direction::Up, None).is_ok());
}

#[test]
fn listeners_of_columns_that_are_read() {
    let heard = "def heard(inspector, table, column_info):
    column_info['key'] = 'k'
m = sa.MetaData()
sa.event.listen(m, 'column_reflect', heard)
";
    for work in [
        "sa.Table('tags', m, autoload_with=session.connection())",
        "m.reflect(session.connection(), only=['tags'])",
    ] {
        refuses_with(heard, work, "the listener for `column_reflect`");
    }
    let other = "sa.Table('tags', sa.MetaData(), autoload_with=session.connection())";
    assert!(check(&program(heard, other), Dialect::Sqlite, Direction::Up, None).is_ok());
}

#[test]
fn makers_of_sessions_of_a_class_of_their_own() {
    refuses_with(
        "from sqlalchemy.orm import Session, sessionmaker\n\
         class Quiet(Session):\n    def commit(self): pass\n",
        "sessionmaker(bind=op.get_bind(), class_=Quiet)().commit()",
        "`class_=Quiet` has sessions do what its class says",
    );
}

/// Classes that share rows: one without a table of its own, and one with one beside it.
const BEASTS: &str = "class Beast(Base):\n    __tablename__ = 'beasts'\n    id = sa.Column(sa.Integer, primary_key=True)\n\
    \x20   kind = sa.Column(sa.String)\n    __mapper_args__ = {'polymorphic_on': kind, 'polymorphic_identity': 'beast'}\n\
    class Cat(Beast):\n    __mapper_args__ = {'polymorphic_identity': 'cat'}\n\
    class Wolf(Beast):\n    __tablename__ = 'wolves'\n    id = sa.Column(sa.ForeignKey('beasts.id'), primary_key=True)\n\
    \x20   __mapper_args__ = {'polymorphic_identity': 'wolf'}\n";

#[test]
fn joins_to_a_class_that_shares_the_rows_of_what_it_is_joined_to() {
    for class in ["Cat", "Wolf"] {
        refuses_with(
            BEASTS,
            &format!("session.query(Beast).outerjoin({class}, {class}.id == Beast.id).all()"),
            "joins a class to the table `beasts`, whose rows it has itself",
        );
    }
}

#[test]
fn tables_of_a_class_that_shares_its_rows_within_a_query_about_it() {
    for count in [
        "sa.select(sa.func.count(User.id)).where(User.id == Beast.id).scalar_subquery()",
        "sa.select(sa.func.count(User.id)).where(User.id == Beast.id).correlate(Beast).scalar_subquery()",
        "sa.select(sa.func.count(User.id)).where(User.id == Beast.id).correlate_except(User).scalar_subquery()",
    ] {
        for class in ["Cat", "Wolf"] {
            refuses_with(
                BEASTS,
                &format!("session.query({class}.id, {count}).all()"),
                "names the table `beasts`, within one about a class",
            );
        }
    }
}

#[test]
fn attributes_that_a_class_has_already() {
    let table = "User.__table__.create(session.connection())";
    for again in [
        "User.name = sa.Column(sa.Text)",
        "User.name = sa.Column('other', sa.Text)",
        "User.posts = relationship(Post, primaryjoin=User.id == foreign(Post.user_id))\nUser.posts = sa.Column(sa.Text)",
        "User.name = relationship(Post, primaryjoin=User.id == foreign(Post.user_id))",
        "from sqlalchemy.orm import column_property\nUser.name = column_property(sa.func.lower(User.name))",
    ] {
        refuses_with(again, table, "a second definition of `User.");
    }
    refuses_with(
        "User.also = sa.Column('name', sa.Text)",
        table,
        "a second attribute of the column `name`",
    );
    let late = "User.__table__.append_column(sa.Column('late', sa.Integer))\nUser.late = sa.Column(sa.Text)";
    assert!(check(&program(late, table), Dialect::Sqlite, Direction::Up, None).is_ok());
}

#[test]
fn listeners_that_leave_something_with_each_flush() {
    let heard = |limit: usize| {
        format!(
            "import sqlalchemy.event
seen = []
def heard(session, context):
    seen.append(1)
    if len(seen) <= {limit}:
        session.add(User(id=1000 + len(seen)))
sa.event.listen(Session, 'after_flush_postexec', heard)
"
        )
    };
    for commit in [
        "session.add(User(id=1)); session.commit()",
        "with session.begin_nested(): session.add(User(id=1))",
    ] {
        // An exception is no finding; what its handler does is one.
        let commit = format!(
            "try:\n        {commit}\n    except sa.orm.exc.FlushError:\n        session.flush([User()])"
        );
        refuses_with(&heard(99), &commit, "`flush` of some objects only");
        let enough = program(&heard(98), &commit);
        assert!(check(&enough, Dialect::Sqlite, Direction::Up, None).is_ok());
    }
}

#[test]
fn what_was_written_cannot_be_taken_back_alone() {
    let undone = "`rollback` would undo a part of the run's transaction";
    refuses(
        "session.add(User(id=1)); session.flush(); session.rollback()",
        undone,
    );
    refuses("session.query(User).all(); session.rollback()", undone);
    refuses(
        "session.add(User(id=1)); session.flush(); session.begin_nested(); session.rollback()",
        undone,
    );
}
