//! A script: the SQL of one revision, for one dialect and direction, with
//! the directives that any SQL tool skips as comments.
//!
//! [`read`] and [`write()`] are each other's inverse; [`normal`] is the text
//! over which checksums are computed.

mod change;
pub mod condition;
pub mod derive;
mod directive;
pub mod effect;
mod error;
pub(crate) mod lexer;
mod made_types;
pub mod normal;
mod origin;
mod quoted;
mod read;
pub mod split;
pub mod touch;
mod visit;
mod words;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::Serialize;

pub use condition::{Catalogue, EvaluationError};
pub use derive::{NotDerivable, derive_down};
pub use error::{Fault, ScriptError};
pub use made_types::MadeTypes;
pub use normal::{checksum, checksum_of_text};
pub use read::read;
pub use split::split;
pub use visit::visit;
pub use words::{is_savepoint, leading_words};
pub use write::write;

/// A place in a legacy file, as the comment above a statement gives it:
/// `003_add_script_version_management.py:20`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Origin {
    /// The file's name, without its folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What a revision runs in one direction on one dialect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// In the order in which they run.
    pub nodes: Vec<Node>,
}

/// One step of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// One SQL statement.
    Statement(Statement),
    /// `-- bridge:let NAME = CONDITION`: evaluated here, used further down.
    Let {
        /// A name made of letters, digits and `_`; a later `let` of the same name replaces it.
        name: String,
        /// What is asked.
        condition: Condition,
    },
    /// `-- bridge:if CONDITION` … `-- bridge:else` … `-- bridge:end`; an
    /// `otherwise` that is nothing but an `If` is written as `-- bridge:elif`.
    If {
        /// Decides which side runs.
        condition: Condition,
        /// Runs where the condition holds.
        then: Vec<Node>,
        /// Runs where it does not.
        otherwise: Vec<Node>,
    },
    /// `-- bridge:try [CLASS, …]` … `-- bridge:except [CLASS, …]` … `-- bridge:else` …
    /// `-- bridge:finally` … `-- bridge:end`; classes behind `try` are caught and forgotten.
    Try(Try),
    /// `-- bridge:autocommit` … `-- bridge:end`: outside any transaction.
    Autocommit(Vec<Node>),
    /// `-- bridge:batch TABLE` … `-- bridge:end`: a table rebuild on SQLite,
    /// made from the live table.
    Batch(Batch),
    /// `-- bridge:fail "MESSAGE"`: stops the run (`raise` in the legacy file).
    Fail {
        /// What the legacy file said.
        message: String,
        /// Where it said it.
        origin: Option<Origin>,
    },
}

/// One SQL statement, without its final `;`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The text, with its inner comments and line breaks.
    pub sql: String,
    /// Where the legacy file asked for it.
    pub origin: Option<Origin>,
    /// Line in the script file it was read from (from 1); 0 where it was not read from a file.
    pub line: usize,
}

/// A block whose errors are caught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// The block itself.
    pub body: Vec<Node>,
    /// Tried in order; the first whose classes match runs.
    pub handlers: Vec<Handler>,
    /// Runs where nothing was raised.
    pub otherwise: Vec<Node>,
    /// Runs in any case.
    pub finally: Vec<Node>,
}

/// One `except` clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handler {
    /// Full Python names, such as `sqlalchemy.exc.OperationalError` or `Exception`; none
    /// stands for a bare `except:`.
    pub classes: Vec<String>,
    /// Runs after the error was caught.
    pub body: Vec<Node>,
}

/// A question to the live catalogue, or a combination of such.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Known while importing.
    Known(bool),
    /// An answer that a `let` has kept.
    Name(String),
    /// Asked now.
    Question(Question),
    /// `not …`
    Not(Box<Condition>),
    /// `… and …`
    And(Vec<Condition>),
    /// `… or …`
    Or(Vec<Condition>),
}

/// What can be asked of the live catalogue. Written as
/// `table("users")`, `column("users", "email")`, `index("users", "ix_a")`,
/// `constraint("users", "uq_a")`, with `schema="s"` as a last argument where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Question {
    /// Is there a table of this name?
    Table {
        /// Schema, where the file named one.
        schema: Option<String>,
        /// Table.
        table: String,
    },
    /// Is there a view of this name?
    View {
        /// Schema, where the file named one.
        schema: Option<String>,
        /// View.
        view: String,
    },
    /// Has the table this column?
    Column {
        /// Schema, where the file named one.
        schema: Option<String>,
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// Has the table this index?
    Index {
        /// Schema, where the file named one.
        schema: Option<String>,
        /// Table.
        table: String,
        /// Index.
        index: String,
    },
    /// Has the table this constraint (primary key, unique, foreign key, check)?
    Constraint {
        /// Schema, where the file named one.
        schema: Option<String>,
        /// Table.
        table: String,
        /// Which kind of constraint was asked for.
        kind: ConstraintKind,
        /// Constraint.
        constraint: String,
    },
    /// Is there a schema of this name?
    Schema {
        /// Schema.
        schema: String,
    },
    /// Is there a sequence of this name?
    Sequence {
        /// Schema, where the file named one.
        schema: Option<String>,
        /// Sequence.
        sequence: String,
    },
    /// Is there an enum type of this name (PostgreSQL)?
    Type {
        /// Schema, where the file named one.
        schema: Option<String>,
        /// Type.
        name: String,
    },
}

/// Kinds of constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConstraintKind {
    /// Primary key.
    PrimaryKey,
    /// Unique.
    Unique,
    /// Foreign key.
    ForeignKey,
    /// Check.
    Check,
    /// Any of them.
    Any,
}

/// A table rebuild on SQLite, as Alembic's batch mode does it, but from the live table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Schema (an attached database), where the file named one.
    pub schema: Option<String>,
    /// Table.
    pub table: String,
    /// One readable line each.
    pub changes: Vec<Change>,
    /// The SQL that the rehearsal ran, for the reader; it is never executed.
    pub rehearsed: Vec<String>,
    /// Where the legacy file asked for it.
    pub origin: Option<Origin>,
    /// Line in the script file; 0 where it was not read from a file.
    pub line: usize,
}

/// An option that a rebuilt table gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableOption {
    /// `STRICT`
    Strict,
    /// `WITHOUT ROWID`
    WithoutRowid,
    /// The primary key is `AUTOINCREMENT`.
    Autoincrement,
}

impl TableOption {
    /// As the line of a batch names it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::WithoutRowid => "without rowid",
            Self::Autoincrement => "autoincrement",
        }
    }
}

/// One change of a table rebuild. SQL fragments are SQLite's, already quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// `add column DEFINITION [after COLUMN] [before COLUMN]`, or `… at end`
    AddColumn {
        /// A column definition as `CREATE TABLE` takes it.
        definition: String,
        /// Insert after this column.
        after: Option<String>,
        /// Insert before this column.
        before: Option<String>,
    },
    /// `drop column NAME`
    DropColumn {
        /// Column.
        name: String,
    },
    /// `alter column NAME [rename to X] [type T] [null|not null] [default D|drop default]`
    AlterColumn {
        /// Column, by its name before the batch.
        name: String,
        /// New name.
        rename: Option<String>,
        /// New type.
        data_type: Option<String>,
        /// New nullability.
        nullable: Option<bool>,
        /// `Some(None)` drops the default.
        default: Option<Option<String>>,
    },
    /// `add constraint DEFINITION`: a table constraint as `CREATE TABLE` takes it.
    AddConstraint {
        /// `[CONSTRAINT name] UNIQUE (…)` and the like.
        definition: String,
    },
    /// `drop constraint NAME [KIND]`
    DropConstraint {
        /// Constraint.
        name: String,
        /// Its kind, where the file said so.
        kind: ConstraintKind,
    },
    /// `drop type check NAME`: the check that a Boolean or Enum type brought,
    /// which may not be there.
    DropTypeCheck {
        /// Constraint.
        name: String,
    },
    /// `create index …`: runs after the rebuild.
    CreateIndex {
        /// The whole statement.
        sql: String,
    },
    /// `drop index NAME`
    DropIndex {
        /// Index.
        name: String,
    },
    /// `naming KEY "TEMPLATE"`: names the live table's unnamed constraints
    /// before the other changes, as `naming_convention=` does.
    Naming {
        /// `fk`, `uq`, `pk`
        key: String,
        /// SQLAlchemy's template, such as `fk_%(table_name)s_%(column_0_name)s`.
        template: String,
    },
    /// `from CREATE TABLE …`: the table is what this text says, instead of the
    /// live one, as with `copy_from=`. Columns that only the live table has stay.
    From {
        /// A `CREATE TABLE`.
        table: String,
    },
    /// `column DEFINITION`: the live column is what this definition says, and
    /// its values are not cast, as with `reflect_args=`.
    Column {
        /// A column definition as `CREATE TABLE` takes it.
        definition: String,
    },
    /// `options A, B, …`: `STRICT`, `WITHOUT ROWID`, and `AUTOINCREMENT` for
    /// the primary key, as with `table_kwargs=`.
    Options {
        /// Options of the new table.
        options: Vec<TableOption>,
    },
    /// `order A, B, …`: these columns in this order, as `partial_reordering=` does.
    Order {
        /// Columns, by their names before the batch.
        columns: Vec<String>,
    },
}

impl Script {
    /// Whether it does nothing.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The names that `let` defines, anywhere in the script.
    pub fn names(&self) -> BTreeSet<&str> {
        fn walk<'a>(nodes: &'a [Node], names: &mut BTreeSet<&'a str>) {
            for node in nodes {
                match node {
                    Node::Let { name, .. } => {
                        names.insert(name);
                    }
                    Node::If {
                        then, otherwise, ..
                    } => {
                        walk(then, names);
                        walk(otherwise, names);
                    }
                    Node::Try(block) => {
                        walk(&block.body, names);
                        for handler in &block.handlers {
                            walk(&handler.body, names);
                        }
                        walk(&block.otherwise, names);
                        walk(&block.finally, names);
                    }
                    Node::Autocommit(nodes) => walk(nodes, names),
                    Node::Statement(_) | Node::Batch(_) | Node::Fail { .. } => {}
                }
            }
        }
        let mut names = BTreeSet::new();
        walk(&self.nodes, &mut names);
        names
    }
}
