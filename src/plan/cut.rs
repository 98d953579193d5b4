//! What cannot share a transaction with its neighbours, and why.

use bridge_importers::Dialect;
use bridge_importers::program::Program;
use bridge_importers::script::{Node, Script, Statement, leading_words};

use super::model::{Mode, Work};

/// Enough words of a statement for every one that matters here.
pub(super) const MOST_WORDS: usize = 24;

const NEW_ENUM_VALUE: &str = "PostgreSQL lets a new enum value be used only after a commit";

/// What a script asks of the transactions around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Demands {
    /// Why it cannot be inside a transaction.
    pub(crate) outside: Option<String>,
    /// Why what follows must be in a new transaction.
    pub(crate) cut_after: Option<String>,
    /// Whether it may change the session: role, search path, settings.
    pub(crate) resets_session: bool,
}

/// Whether a script or program can share a transaction with others.
pub fn mode(work: &Work, dialect: Dialect) -> Mode {
    match demands(work, dialect).outside {
        Some(_) => Mode::Outside,
        None => Mode::Transaction,
    }
}

/// What a script or program asks of the transactions around it.
pub(crate) fn demands(work: &Work, dialect: Dialect) -> Demands {
    match work {
        Work::Script(script) => of_script(script, dialect),
        Work::Program(program) => of_program(program, dialect),
    }
}

/// What a program will run is not known before it runs; the words that
/// matter stand in its text.
fn of_program(program: &Program, dialect: Dialect) -> Demands {
    let texts = || {
        let modules = program.modules.iter().map(|module| &module.text);
        std::iter::once(&program.text).chain(modules)
    };
    let says = |words: &str| texts().any(|text| text.contains(words));
    let adds_value = dialect == Dialect::Postgres
        && texts().any(|text| text.to_uppercase().contains("ADD VALUE"));
    Demands {
        outside: says("autocommit_block(")
            .then(|| "its program has an `autocommit_block`".to_owned()),
        cut_after: adds_value.then(|| NEW_ENUM_VALUE.to_owned()),
        resets_session: dialect != Dialect::Mysql,
    }
}

/// Reads a script's demands. A revision that mixes both kinds of statements
/// runs outside as a whole: half of it in a transaction would be neither.
fn of_script(script: &Script, dialect: Dialect) -> Demands {
    let mut demands = Demands::default();
    walk(&script.nodes, &mut |node| match node {
        Node::Autocommit(_) => {
            demands
                .outside
                .get_or_insert_with(|| "`bridge:autocommit` stands outside any transaction".into());
        }
        Node::Statement(statement) => {
            let words = leading_words(&statement.sql, dialect, words_to_read(statement, dialect));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some(reason) = outside(&words, dialect) {
                demands.outside.get_or_insert(reason);
            }
            if let (Dialect::Postgres, ["ALTER", "TYPE", ..]) = (dialect, &words[..])
                && words.windows(2).any(|pair| pair == ["ADD", "VALUE"])
            {
                demands
                    .cut_after
                    .get_or_insert_with(|| NEW_ENUM_VALUE.into());
            }
            demands.resets_session |= match (dialect, words.first().copied()) {
                // A function or block can set anything; to reset once more costs nothing.
                (Dialect::Postgres, Some(first)) => {
                    matches!(
                        first,
                        "SET" | "RESET" | "DO" | "CALL" | "SELECT" | "DISCARD"
                    ) || statement.sql.contains("set_config")
                }
                (Dialect::Sqlite, Some(first)) => first == "PRAGMA",
                _ => false,
            };
        }
        _ => {}
    });
    demands
}

/// How many of a statement's words decide here: of the commonest, few.
fn words_to_read(statement: &Statement, dialect: Dialect) -> usize {
    let sql = statement.sql.as_bytes();
    let starts = |verb: &[u8]| {
        sql.get(..verb.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(verb))
            && sql.get(verb.len()).is_some_and(u8::is_ascii_whitespace)
    };
    match dialect {
        Dialect::Sqlite
            if [&b"CREATE"[..], b"DROP", b"ALTER", b"INSERT", b"UPDATE"]
                .iter()
                .any(|verb| starts(verb)) =>
        {
            1
        }
        // `CREATE UNIQUE INDEX CONCURRENTLY`
        Dialect::Postgres if starts(b"CREATE") || starts(b"DROP") => 4,
        _ => MOST_WORDS,
    }
}

/// Why a statement with these first words cannot be inside a transaction.
pub(super) fn outside(words: &[&str], dialect: Dialect) -> Option<String> {
    let name = |count: usize| words.get(..count).unwrap_or(words).join(" ");
    let cannot = |what: String| Some(format!("`{what}` cannot run inside a transaction"));
    match words {
        ["BEGIN" | "COMMIT" | "END" | "ABORT", ..] | ["START" | "PREPARE", "TRANSACTION", ..] => {
            return Some(format!("the script has its own `{}`", name(1)));
        }
        ["ROLLBACK", rest @ ..] if !rest.contains(&"TO") => {
            return Some("the script has its own `ROLLBACK`".into());
        }
        ["VACUUM", ..] => return cannot("VACUUM".into()),
        _ => {}
    }
    match dialect {
        Dialect::Sqlite => match words {
            ["PRAGMA", rest @ ..] => {
                // `PRAGMA schema.name = value` has its schema as a word of its own.
                const IGNORED: [&str; 6] = [
                    "FOREIGN_KEYS",
                    "JOURNAL_MODE",
                    "SYNCHRONOUS",
                    "TEMP_STORE",
                    "AUTO_VACUUM",
                    "WAL_CHECKPOINT",
                ];
                let at = rest
                    .iter()
                    .take(2)
                    .position(|word| IGNORED.contains(word))?;
                (rest.len() > at + 1 || rest[at] == "WAL_CHECKPOINT")
                    .then(|| format!("a transaction ignores `PRAGMA {}`", rest[at].to_lowercase()))
            }
            ["ATTACH" | "DETACH", ..] => cannot(name(1)),
            _ => None,
        },
        Dialect::Postgres => match words {
            ["CREATE", "INDEX", "CONCURRENTLY", ..] | ["DROP", "INDEX", "CONCURRENTLY", ..] => {
                cannot(name(3))
            }
            ["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY", ..] => cannot(name(4)),
            ["REINDEX", rest @ ..]
                if rest.contains(&"CONCURRENTLY")
                    || matches!(rest.first(), Some(&("DATABASE" | "SYSTEM" | "SCHEMA"))) =>
            {
                cannot("REINDEX".into())
            }
            ["ALTER", "TABLE", rest @ ..]
                if rest.contains(&"DETACH") && rest.contains(&"CONCURRENTLY") =>
            {
                cannot("DETACH PARTITION CONCURRENTLY".into())
            }
            ["ALTER", "SYSTEM", ..] => cannot(name(2)),
            [
                "CREATE" | "DROP",
                "DATABASE" | "TABLESPACE" | "SUBSCRIPTION",
                ..,
            ] => cannot(name(2)),
            ["CLUSTER"] => cannot(name(1)),
            _ => None,
        },
        Dialect::Mysql => None,
    }
}

/// The statements of a node, inner ones included.
pub(super) fn statements(node: &Node) -> Vec<&Statement> {
    let mut all = Vec::new();
    walk(std::slice::from_ref(node), &mut |node| {
        if let Node::Statement(statement) = node {
            all.push(statement);
        }
    });
    all
}

/// Calls back for each node, inner ones included.
fn walk<'a>(nodes: &'a [Node], visit: &mut impl FnMut(&'a Node)) {
    for node in nodes {
        visit(node);
        match node {
            Node::If {
                then, otherwise, ..
            } => {
                walk(then, visit);
                walk(otherwise, visit);
            }
            Node::Try(block) => {
                walk(&block.body, visit);
                for handler in &block.handlers {
                    walk(&handler.body, visit);
                }
                walk(&block.otherwise, visit);
                walk(&block.finally, visit);
            }
            Node::Autocommit(inner) => walk(inner, visit),
            Node::Statement(_) | Node::Let { .. } | Node::Batch(_) | Node::Fail { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bridge_importers::script::Statement;

    fn of(sql: &str, dialect: Dialect) -> Demands {
        let statement = Node::Statement(Statement {
            sql: sql.into(),
            origin: None,
            line: 1,
        });
        of_script(
            &Script {
                nodes: vec![statement],
            },
            dialect,
        )
    }

    #[test]
    fn what_must_stand_outside() {
        let say = |sql: &str, dialect| of(sql, dialect).outside.unwrap_or_default();
        let pg = Dialect::Postgres;
        let lite = Dialect::Sqlite;
        assert_eq!(
            say(
                "-- x\nCREATE UNIQUE INDEX /* y */ concurrently \"i\" ON t (a)",
                pg
            ),
            "`CREATE UNIQUE INDEX CONCURRENTLY` cannot run inside a transaction"
        );
        assert_eq!(say("CREATE INDEX concurrently_made ON t (a)", pg), "");
        assert_eq!(say("COMMIT", lite), "the script has its own `COMMIT`");
        assert_eq!(say("ROLLBACK TO SAVEPOINT a", lite), "");
        assert_eq!(
            say("PRAGMA foreign_keys=ON", lite),
            "a transaction ignores `PRAGMA foreign_keys`"
        );
        assert_eq!(
            say("PRAGMA main.journal_mode = 'wal'", lite),
            "a transaction ignores `PRAGMA journal_mode`"
        );
        assert_eq!(say("PRAGMA foreign_keys", lite), "");
        assert_eq!(say("PRAGMA user_version = 3", lite), "");
        assert_eq!(
            say("VACUUM", lite),
            "`VACUUM` cannot run inside a transaction"
        );
        assert_eq!(say("INSERT INTO t VALUES ('VACUUM')", lite), "");
        assert_eq!(
            say(
                "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END",
                lite
            ),
            ""
        );
    }

    #[test]
    fn an_enum_value_ends_the_transaction_and_settings_are_reset() {
        let value = of(
            "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'so'",
            Dialect::Postgres,
        );
        assert!(value.outside.is_none() && value.cut_after.is_some());
        assert!(of("SET search_path TO x", Dialect::Postgres).resets_session);
        assert!(!of("UPDATE a SET b = 1", Dialect::Postgres).resets_session);
        assert!(of("PRAGMA foreign_keys = ON", Dialect::Sqlite).resets_session);
        assert!(!of("UPDATE a SET b = 1", Dialect::Sqlite).resets_session);
    }

    proptest::proptest! {
        /// A rule that looks further than this would never see what it looks for.
        #[test]
        fn the_words_that_are_read_decide(
            words in proptest::collection::vec(
                "CREATE|DROP|ALTER|INSERT|UPDATE|INDEX|UNIQUE|CONCURRENTLY|DATABASE|TABLE|TYPE|SYSTEM|PRAGMA|VACUUM|SUBSCRIPTION|DETACH|REINDEX|ADD|VALUE|[a-z]{1,3}",
                1..9,
            )
        ) {
            let statement = Statement { sql: words.join(" "), origin: None, line: 0 };
            for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
                let of = |most: usize| {
                    let words = leading_words(&statement.sql, dialect, most);
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    outside(&words, dialect)
                };
                proptest::prop_assert_eq!(of(words_to_read(&statement, dialect)), of(MOST_WORDS));
            }
        }
    }
}
