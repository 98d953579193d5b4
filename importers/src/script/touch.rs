//! What a script does to tables and columns that may hold data, in its order:
//! what a downgrade would lose is found from it.

use serde::Serialize;

use super::lexer::{Kind, Lexer, Token};
use super::{Change, Node, Script};
use crate::dialect::Dialect;

/// A table's name as a statement says it, without quotes. PostgreSQL folds bare
/// names to lower case; SQLite compares without regard to case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TableName {
    /// Schema, where the statement says one.
    pub schema: Option<String>,
    /// Table.
    pub name: String,
}

impl std::fmt::Display for TableName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// One thing that happens to a table or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// `CREATE TABLE`; whether it may stand already (`IF NOT EXISTS`).
    CreateTable(TableName, bool),
    /// `DROP TABLE`
    DropTable(TableName),
    /// `DROP SCHEMA`
    DropSchema(String),
    /// `ALTER TABLE … RENAME TO`
    RenameTable(TableName, String),
    /// `ADD COLUMN`
    AddColumn(TableName, String),
    /// `DROP COLUMN`
    DropColumn(TableName, String),
    /// `RENAME COLUMN`: old and new name.
    RenameColumn(TableName, String, String),
    /// `DELETE` and `TRUNCATE`
    DeleteRows(TableName),
    /// `INSERT INTO to … SELECT … FROM from`, of every row
    CopyRows {
        /// The table that rows come from.
        from: TableName,
        /// The table that they go to.
        to: TableName,
        /// The columns that the query names; `None` for all of them (`*`).
        columns: Option<Vec<String>>,
    },
}

/// All touches of a script in its order, both sides of every condition included.
pub fn touches(script: &Script, dialect: Dialect) -> Vec<Touch> {
    let mut all = Vec::new();
    walk(&script.nodes, dialect, &mut all);
    all
}

fn walk(nodes: &[Node], dialect: Dialect, all: &mut Vec<Touch>) {
    for node in nodes {
        match node {
            Node::Statement(statement) => of_statement(&statement.sql, dialect, all),
            Node::Batch(block) => {
                let table = TableName {
                    schema: block.schema.clone(),
                    name: block.table.clone(),
                };
                for change in &block.changes {
                    all.extend(of_change(&table, change, dialect));
                }
            }
            Node::If {
                then, otherwise, ..
            } => {
                walk(then, dialect, all);
                walk(otherwise, dialect, all);
            }
            Node::Try(block) => {
                walk(&block.body, dialect, all);
                for handler in &block.handlers {
                    walk(&handler.body, dialect, all);
                }
                walk(&block.otherwise, dialect, all);
                walk(&block.finally, dialect, all);
            }
            Node::Autocommit(inner) => walk(inner, dialect, all),
            Node::Let { .. } | Node::Fail { .. } => {}
        }
    }
}

fn of_change(table: &TableName, change: &Change, dialect: Dialect) -> Option<Touch> {
    match change {
        Change::DropColumn { name } => Some(Touch::DropColumn(table.clone(), name.clone())),
        Change::AlterColumn {
            name,
            rename: Some(to),
            ..
        } => Some(Touch::RenameColumn(table.clone(), name.clone(), to.clone())),
        Change::AddColumn { definition, .. } => {
            let first = Lexer::new(definition, dialect).find(Token::counts)?;
            Some(Touch::AddColumn(table.clone(), first.name()?))
        }
        _ => None,
    }
}

fn of_statement(sql: &str, dialect: Dialect, all: &mut Vec<Touch>) {
    let tokens: Vec<Token<'_>> = Lexer::new(sql, dialect).filter(Token::counts).collect();
    let mut reader = Reader {
        tokens: &tokens,
        dialect,
    };
    // What is not understood to its end touches nothing that could be named.
    let _ = reader.statement(all);
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    dialect: Dialect,
}

impl Reader<'_> {
    fn statement(&mut self, all: &mut Vec<Touch>) -> Option<()> {
        if self.take("create") {
            let _ = self.take("temp") || self.take("temporary") || self.take("unlogged");
            if self.take("table") {
                let may_stand = self.take_all(&["if", "not", "exists"]);
                all.push(Touch::CreateTable(self.table()?, may_stand));
            }
        } else if self.take("drop") {
            let is_schema = self.take("schema");
            if is_schema || self.take("table") {
                self.take_all(&["if", "exists"]);
                loop {
                    let table = self.table()?;
                    all.push(if is_schema {
                        Touch::DropSchema(table.name)
                    } else {
                        Touch::DropTable(table)
                    });
                    if !self.symbol(",") {
                        break;
                    }
                }
            }
        } else if self.take("alter") {
            if self.take("table") {
                self.altered(all)?;
            }
        } else if self.take_all(&["delete", "from"]) {
            self.take("only");
            all.push(Touch::DeleteRows(self.table()?));
        } else if self.take("truncate") {
            self.take("table");
            self.take("only");
            loop {
                all.push(Touch::DeleteRows(self.table()?));
                if !self.symbol(",") {
                    break;
                }
            }
        } else if self.take("insert") {
            // `INSERT OR IGNORE` leaves rows out.
            if self.take("or") {
                return Some(());
            }
            self.take("into");
            let to = self.table()?;
            if self.leaves_rows_out() {
                return Some(());
            }
            while self.tokens.first().is_some_and(|t| !t.is_word("select")) {
                self.skip();
            }
            self.skip();
            let mut columns = Some(Vec::new());
            while let Some(first) = self.tokens.first() {
                if self.take("from") {
                    if let Some(from) = self.table() {
                        all.push(Touch::CopyRows {
                            from,
                            to: to.clone(),
                            columns: columns.clone(),
                        });
                    }
                    continue;
                }
                if first.is_symbol("*") {
                    columns = None;
                }
                let name = self.name();
                match (name, &mut columns) {
                    (Some(name), Some(columns)) => columns.push(name),
                    (Some(_), None) => {}
                    (None, _) => self.skip(),
                }
            }
        }
        Some(())
    }

    /// `ALTER TABLE` with one action or, on PostgreSQL, several.
    fn altered(&mut self, all: &mut Vec<Touch>) -> Option<()> {
        self.take_all(&["if", "exists"]);
        self.take("only");
        let table = self.table()?;
        loop {
            if self.take("rename") {
                if self.take("to") {
                    all.push(Touch::RenameTable(table.clone(), self.name()?));
                } else if !self.take("constraint") {
                    self.take("column");
                    let from = self.name()?;
                    self.take("to").then_some(())?;
                    all.push(Touch::RenameColumn(table.clone(), from, self.name()?));
                }
            } else if self.take("drop") {
                let named = self.take("column");
                if named || !self.is_constraint() {
                    self.take_all(&["if", "exists"]);
                    all.push(Touch::DropColumn(table.clone(), self.name()?));
                }
            } else if self.take("add") {
                let named = self.take("column");
                if named || !self.is_constraint() {
                    self.take_all(&["if", "not", "exists"]);
                    all.push(Touch::AddColumn(table.clone(), self.name()?));
                }
            }
            if !self.next_action() {
                return Some(());
            }
        }
    }

    fn is_constraint(&self) -> bool {
        [
            "constraint",
            "primary",
            "unique",
            "foreign",
            "check",
            "exclude",
        ]
        .iter()
        .any(|word| self.tokens.first().is_some_and(|t| t.is_word(word)))
    }

    /// Goes behind the next comma outside parentheses.
    fn next_action(&mut self) -> bool {
        let mut depth = 0_usize;
        while let Some(first) = self.tokens.first() {
            if first.is_symbol("(") {
                depth += 1;
            } else if first.is_symbol(")") {
                depth = depth.saturating_sub(1);
            }
            let is_end = depth == 0 && first.is_symbol(",");
            self.skip();
            if is_end {
                return true;
            }
        }
        false
    }

    /// Whether a copy of rows may leave some of them out.
    fn leaves_rows_out(&self) -> bool {
        const WORDS: [&str; 12] = [
            "where",
            "join",
            "on",
            "limit",
            "offset",
            "fetch",
            "group",
            "having",
            "distinct",
            "union",
            "except",
            "intersect",
        ];
        let mut words = self.tokens.iter();
        words.any(|token| WORDS.iter().any(|word| token.is_word(word)))
    }

    fn skip(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or_default();
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.tokens.first().is_some_and(|t| t.is_word(word));
        if found {
            self.skip();
        }
        found
    }

    fn take_all(&mut self, words: &[&str]) -> bool {
        let found = words
            .iter()
            .enumerate()
            .all(|(at, word)| self.tokens.get(at).is_some_and(|t| t.is_word(word)));
        if found {
            self.tokens = self.tokens.get(words.len()..).unwrap_or_default();
        }
        found
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        let found = self.tokens.first().is_some_and(|t| t.is_symbol(symbol));
        if found {
            self.skip();
        }
        found
    }

    fn name(&mut self) -> Option<String> {
        let first = self.tokens.first()?;
        let name = first.name()?;
        let folds = self.dialect == Dialect::Postgres && first.kind == Kind::Word;
        self.skip();
        Some(if folds { name.to_lowercase() } else { name })
    }

    fn table(&mut self) -> Option<TableName> {
        let mut schema = None;
        let mut name = self.name()?;
        while self.symbol(".") {
            schema = Some(name);
            name = self.name()?;
        }
        Some(TableName { schema, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script;

    fn told(sql: &str, dialect: Dialect) -> Vec<String> {
        let script = script::read(sql, dialect).expect("a script");
        touches(&script, dialect)
            .iter()
            .map(|touch| match touch {
                Touch::CreateTable(table, _) => format!("+{table}"),
                Touch::DropTable(table) => format!("-{table}"),
                Touch::DropSchema(schema) => format!("-{schema}.*"),
                Touch::RenameTable(table, to) => format!("{table}>{to}"),
                Touch::AddColumn(table, column) => format!("+{table}:{column}"),
                Touch::DropColumn(table, column) => format!("-{table}:{column}"),
                Touch::RenameColumn(table, from, to) => format!("{table}:{from}>{to}"),
                Touch::DeleteRows(table) => format!("~{table}"),
                Touch::CopyRows {
                    from,
                    to,
                    columns: None,
                } => format!("{from}=>{to}"),
                Touch::CopyRows {
                    from,
                    to,
                    columns: Some(columns),
                } => format!("{from}=>{to}:{}", columns.join(",")),
            })
            .collect()
    }

    #[test]
    fn statements_say_what_they_touch() {
        let table: [(&str, &[&str]); 16] = [
            (
                "DROP TABLE IF EXISTS Audit.\"用戶 A\", b CASCADE;",
                &["-audit.用戶 A", "-b"],
            ),
            (
                "ALTER TABLE t DROP COLUMN IF EXISTS a, ADD b numeric(1, 2), DROP c, DROP CONSTRAINT d;",
                &["-t:a", "+t:b", "-t:c"],
            ),
            ("ALTER TABLE ONLY t RENAME TO u;", &["t>u"]),
            ("ALTER TABLE t RENAME COLUMN a TO b;", &["t:a>b"]),
            ("ALTER TABLE t RENAME CONSTRAINT a TO b;", &[]),
            ("TRUNCATE TABLE a, s.b;", &["~a", "~s.b"]),
            ("DELETE FROM t WHERE x = 'DROP TABLE y';", &["~t"]),
            ("DROP SCHEMA IF EXISTS s CASCADE;", &["-s.*"]),
            ("INSERT INTO n (a) SELECT a FROM t ORDER BY b;", &["t=>n:a"]),
            ("INSERT INTO n SELECT * FROM t;", &["t=>n"]),
            (
                "INSERT INTO n SELECT lower(a), t.\"B c\" FROM t;",
                &["t=>n:lower,a,t,B c"],
            ),
            ("INSERT INTO n (a) SELECT a FROM t WHERE b;", &[]),
            ("INSERT INTO n SELECT a FROM t ON CONFLICT DO NOTHING;", &[]),
            ("DROP INDEX ix;", &[]),
            ("-- DROP TABLE t\nSELECT 1;", &[]),
            (
                "-- bridge:if table(\"t\")\nDROP TABLE t;\n-- bridge:else\nDROP TABLE u;\n-- bridge:end\n",
                &["-t", "-u"],
            ),
        ];
        for (sql, expected) in table {
            assert_eq!(told(sql, Dialect::Postgres), expected, "{sql}");
        }
        assert_eq!(
            told(
                "-- bridge:batch users\n-- bridge: drop column nickname\n-- bridge: alter column a rename to b\n-- bridge:end\n",
                Dialect::Sqlite
            ),
            ["-users:nickname", "users:a>b"]
        );
    }
}
