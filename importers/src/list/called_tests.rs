use super::program_tests::programs;
use super::tests::{entries, list};
use crate::program::check;
use crate::script::Node;
use crate::{Dialect, Direction};

#[test]
fn methods_of_entries_are_programs() {
    insta::assert_snapshot!(programs(r#"
from abc import ABC, abstractmethod

class Migration(ABC):
    @property
    @abstractmethod
    def version(self): ...
    @abstractmethod
    def up(self, connection): ...
    def down(self, connection):
        raise NotImplementedError("no way back")
    def add(self, connection, column):
        connection.execute(f"ALTER TABLE users ADD COLUMN {column}")

class Users(Migration):
    version = 1
    def up(self, connection):
        connection.execute("CREATE TABLE users (id INTEGER)")

class Names(Migration):
    columns = ["name"]
    @property
    def version(self):
        return 2
    def up(self, connection):
        for column in self.columns:
            self.add(connection, column)

class Other(Migration):
    version = 3
    def __init__(self, column):
        self.column = column
    def up(self, connection):
        self.add(connection, self.column)

changed = Names()
changed.columns = ["x"]
MIGRATIONS = [Users(), Names(), Other("y"), ("4", changed.up)]
"#), @r#"
    == 1
    from abc import ABC, abstractmethod

    class Migration(ABC):
        @property
        @abstractmethod
        def version(self): ...
        @abstractmethod
        def up(self, connection): ...
        def down(self, connection):
            raise NotImplementedError("no way back")
        def add(self, connection, column):
            connection.execute(f"ALTER TABLE users ADD COLUMN {column}")

    class Users(Migration):
        version = 1
        def up(self, connection):
            connection.execute("CREATE TABLE users (id INTEGER)")

    upgrade = (Users().up)

    downgrade = (Users().down)
    == 2
    from abc import ABC, abstractmethod

    class Migration(ABC):
        @property
        @abstractmethod
        def version(self): ...
        @abstractmethod
        def up(self, connection): ...
        def down(self, connection):
            raise NotImplementedError("no way back")
        def add(self, connection, column):
            connection.execute(f"ALTER TABLE users ADD COLUMN {column}")

    class Names(Migration):
        columns = ["name"]
        @property
        def version(self):
            return 2
        def up(self, connection):
            for column in self.columns:
                self.add(connection, column)

    upgrade = (Names().up)

    downgrade = (Names().down)
    == 3
    from abc import ABC, abstractmethod

    class Migration(ABC):
        @property
        @abstractmethod
        def version(self): ...
        @abstractmethod
        def up(self, connection): ...
        def down(self, connection):
            raise NotImplementedError("no way back")
        def add(self, connection, column):
            connection.execute(f"ALTER TABLE users ADD COLUMN {column}")

    class Other(Migration):
        version = 3
        def __init__(self, column):
            self.column = column
        def up(self, connection):
            self.add(connection, self.column)

    upgrade = (Other('y').up)

    downgrade = (Other('y').down)
    [list-callable] migrations/__init__.py:38:1: Entry '4' is Python code that cannot be kept as a program.
    "#);
}

#[test]
fn functions_in_classes() {
    insta::assert_snapshot!(programs(r#"
class Users:
    version = "1"
    def upgrade(self, cursor):
        cursor.execute("CREATE TABLE users (id INTEGER)")

class Names(Users):
    version = "2"

class Steps:
    @staticmethod
    def one(connection):
        connection.execute("SELECT 1")
    @classmethod
    def two(cls, connection):
        cls.one(connection)

MIGRATIONS = [Users, Names, ("3", Steps.one), ("4", Steps.two), ("5", Users.upgrade)]
"#), @r#"
    == 1
    class Users:
        version = "1"
        def upgrade(self, cursor):
            cursor.execute("CREATE TABLE users (id INTEGER)")

    upgrade = (Users().upgrade)
    == 2
    class Users:
        version = "1"
        def upgrade(self, cursor):
            cursor.execute("CREATE TABLE users (id INTEGER)")

    class Names(Users):
        version = "2"

    upgrade = (Names().upgrade)
    == 3
    class Steps:
        @staticmethod
        def one(connection):
            connection.execute("SELECT 1")
        @classmethod
        def two(cls, connection):
            cls.one(connection)

    upgrade = (Steps.one)
    == 4
    class Steps:
        @staticmethod
        def one(connection):
            connection.execute("SELECT 1")
        @classmethod
        def two(cls, connection):
            cls.one(connection)

    upgrade = (Steps.two)
    [list-callable] migrations/__init__.py:18:1: Entry '5' is a function that takes 2 arguments, and bridge gives it the connection only.
    "#);
}

#[test]
fn functions_that_say_their_version() {
    insta::assert_snapshot!(list(r#"
MIGRATIONS = []
def migration(version, description=None):
    def keep(function):
        function.version, function.description = version, description or function.__doc__
        MIGRATIONS.append(function)
        return function
    return keep
@migration("001", "the first")
def first(connection):
    connection.execute("SELECT 1")
@migration(2)
def second(connection):
    """The second."""
    connection.execute("SELECT 2")
MIGRATIONS.append(lambda connection: None)
"#), @"
    001 (the first) migrations/__init__.py:9 |  | up: first()
    2 (The second.) migrations/__init__.py:2 |  | up: second()
    [list-shape] migrations/__init__.py:2:1: Entry 3 of MIGRATIONS is a function without a version.
    ");
}

/// What a function without a connection returns is for its runner.
#[test]
fn functions_without_a_connection() {
    let tried = |body: &str| {
        let text = format!("def up():\n    {body}\nMIGRATIONS = [('a', up)]\n");
        let found = entries(&[("migrations/__init__.py", text.as_str())]);
        let program = found.entries[0].program.as_ref().unwrap();
        check(program, Dialect::Sqlite, Direction::Up, None)
    };
    let refused = tried("return ['SELECT 1']").unwrap_err();
    assert!(refused.message.contains("takes no connection"), "{refused}");
    assert!(tried("pass").unwrap().unwrap().nodes.is_empty());
}

/// A function that only says so is no way back, whatever the database holds.
#[test]
fn functions_that_refuse_to_undo() {
    let undone = |body: &str| {
        let text = format!(
            "def up(c):\n    pass\ndef down(c):\n    {body}\nMIGRATIONS = [('a', up, down)]\n"
        );
        let found = entries(&[("migrations/__init__.py", text.as_str())]);
        let program = found.entries[0].program.as_ref().unwrap();
        let script = check(program, Dialect::Sqlite, Direction::Down, None).unwrap();
        script.map(|script| script.nodes)
    };
    let fails = undone("raise NotImplementedError('no way back')").unwrap();
    assert!(matches!(fails.as_slice(), [Node::Fail { .. }]), "{fails:?}");
    let asks = "if not c.execute('SELECT a FROM b').fetchone(): raise ValueError('x')";
    assert!(undone(asks).is_none());
}
