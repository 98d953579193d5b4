//! Reads `CREATE TABLE` texts and their parts, tolerant of who wrote them.

use crate::dialect::Dialect;
use crate::script::lexer::{Kind, Lexer, Token};
use crate::script::normal;

use super::error::RebuildError;
use super::table::{
    ColumnConstraint, ColumnDefinition, ColumnRule, KeyColumn, Reference, TableConstraint,
    TableDefinition, TableRule,
};

/// Words that end a column's type.
const RULES: [&str; 9] = [
    "constraint",
    "primary",
    "not",
    "null",
    "unique",
    "check",
    "default",
    "collate",
    "references",
];

/// A text and the tokens of it that count.
pub(crate) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

type Parsed<T> = Result<T, String>;

pub(crate) fn table(sql: &str) -> Result<TableDefinition, RebuildError> {
    whole("table", sql, |parser| parser.table())
}

pub(crate) fn column(sql: &str) -> Result<ColumnDefinition, RebuildError> {
    whole("column", sql, |parser| parser.column())
}

pub(crate) fn constraint(sql: &str) -> Result<TableConstraint, RebuildError> {
    whole("constraint", sql, |parser| {
        parser
            .table_constraint()?
            .ok_or_else(|| "it is no UNIQUE, CHECK, PRIMARY KEY or FOREIGN KEY".to_owned())
    })
}

fn whole<T>(
    what: &'static str,
    sql: &str,
    read: impl FnOnce(&mut Parser<'_>) -> Parsed<T>,
) -> Result<T, RebuildError> {
    let mut parser = Parser::new(sql);
    if let Some(open) = parser.tokens.iter().find(|token| !token.closed) {
        let reason = format!("the quote at `{}` is not closed", open.text);
        return Err(RebuildError::syntax(what, sql, reason));
    }
    let found = read(&mut parser).map_err(|reason| RebuildError::syntax(what, sql, reason))?;
    parser.symbol(";");
    match parser.peek() {
        None => Ok(found),
        Some(token) => Err(RebuildError::syntax(
            what,
            sql,
            format!("`{}` is not understood here", token.text),
        )),
    }
}

impl<'a> Parser<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            tokens: Lexer::new(text, Dialect::Sqlite)
                .filter(Token::counts)
                .collect(),
            at: 0,
        }
    }

    pub(crate) fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    fn is(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| token.is_word(word))
    }

    fn is_ahead(&self, ahead: usize, word: &str) -> bool {
        self.tokens
            .get(self.at + ahead)
            .is_some_and(|token| token.is_word(word))
    }

    /// Takes these words, all or none.
    pub(crate) fn words(&mut self, words: &[&str]) -> bool {
        let found = words.iter().enumerate().all(|(i, w)| self.is_ahead(i, w));
        if found {
            self.at += words.len();
        }
        found
    }

    pub(crate) fn symbol(&mut self, symbol: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.is_symbol(symbol));
        self.at += usize::from(found);
        found
    }

    fn missing<T>(&self, what: &str) -> Parsed<T> {
        match self.peek() {
            Some(token) => Err(format!("{what} is missing before `{}`", token.text)),
            None => Err(format!("{what} is missing at its end")),
        }
    }

    pub(crate) fn name(&mut self) -> Parsed<String> {
        match self.peek().and_then(Token::name) {
            Some(name) => {
                self.at += 1;
                Ok(name)
            }
            None => self.missing("a name"),
        }
    }

    fn word(&mut self) -> Parsed<String> {
        match self.peek().filter(|token| token.kind == Kind::Word) {
            Some(token) => {
                let word = token.text.to_ascii_uppercase();
                self.at += 1;
                Ok(word)
            }
            None => self.missing("a word"),
        }
    }

    /// `[schema.]name`
    pub(crate) fn qualified(&mut self) -> Parsed<(Option<String>, String)> {
        let first = self.name()?;
        if self.symbol(".") {
            Ok((Some(first), self.name()?))
        } else {
            Ok((None, first))
        }
    }

    /// The offset at which the next token starts.
    pub(crate) fn offset(&self) -> usize {
        self.peek().map_or(self.text.len(), |token| token.start)
    }

    /// The text of the tokens from `first` to the last one taken, without comments.
    fn since(&self, first: usize) -> String {
        let from = self.tokens.get(first).map(|token| token.start);
        let to = self
            .at
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map(Token::end);
        match (from, to) {
            (Some(from), Some(to)) if from < to => {
                normal::sql(self.text.get(from..to).unwrap_or(""), Dialect::Sqlite)
            }
            _ => String::new(),
        }
    }

    /// Skips to the parenthesis that closes the one taken last.
    fn skip_to_close(&mut self) -> Parsed<()> {
        let mut depth = 1usize;
        while let Some(token) = self.peek() {
            if token.is_symbol("(") {
                depth += 1;
            } else if token.is_symbol(")") {
                depth -= 1;
                if depth == 0 {
                    return Ok(());
                }
            }
            self.at += 1;
        }
        Err("a parenthesis is not closed".to_owned())
    }

    /// `( … )`: what stands in the parentheses.
    fn parenthesised(&mut self) -> Parsed<String> {
        if !self.symbol("(") {
            return self.missing("`(`");
        }
        let first = self.at;
        self.skip_to_close()?;
        let inner = self.since(first);
        self.at += 1;
        Ok(inner)
    }

    fn table(&mut self) -> Parsed<TableDefinition> {
        if !self.words(&["create"]) {
            return Err("it does not start with CREATE TABLE".to_owned());
        }
        let _ = self.words(&["temp"]) || self.words(&["temporary"]);
        if !self.words(&["table"]) {
            return Err("it is no ordinary table".to_owned());
        }
        self.words(&["if", "not", "exists"]);
        let (schema, name) = self.qualified()?;
        let mut table = TableDefinition {
            schema,
            name,
            columns: Vec::new(),
            constraints: Vec::new(),
            without_rowid: false,
            strict: false,
        };
        if !self.symbol("(") {
            return self.missing("`(`");
        }
        while !self.symbol(")") {
            // SQLite wants no comma between table constraints.
            match self.table_constraint()? {
                Some(constraint) => table.constraints.push(constraint),
                None => table.columns.push(self.column()?),
            }
            if !self.symbol(",") && !self.peek().is_some_and(|t| t.is_symbol(")")) {
                let constraint = RULES.iter().any(|w| self.is(w)) || self.is("foreign");
                if !constraint || table.constraints.is_empty() {
                    return self.missing("`,` or `)`");
                }
            }
        }
        loop {
            if self.words(&["without", "rowid"]) {
                table.without_rowid = true;
            } else if self.words(&["strict"]) {
                table.strict = true;
            } else {
                return Ok(table);
            }
            self.symbol(",");
        }
    }

    fn column(&mut self) -> Parsed<ColumnDefinition> {
        let name = self.name()?;
        let data_type = self.data_type()?;
        let mut constraints = Vec::new();
        while let Some(constraint) = self.column_constraint()? {
            constraints.push(constraint);
        }
        Ok(ColumnDefinition {
            name,
            data_type,
            constraints,
        })
    }

    fn data_type(&mut self) -> Parsed<Option<String>> {
        let first = self.at;
        while let Some(token) = self.peek() {
            let rule = RULES.iter().any(|word| token.is_word(word))
                || (token.is_word("generated") && self.is_ahead(1, "always"))
                || token.is_word("as");
            if rule || !matches!(token.kind, Kind::Word | Kind::Quoted | Kind::Text) {
                break;
            }
            self.at += 1;
        }
        if self.at > first && self.symbol("(") {
            self.skip_to_close()?;
            self.at += 1;
        }
        Ok((self.at > first).then(|| self.since(first)))
    }

    fn constraint_name(&mut self) -> Parsed<Option<String>> {
        let mut name = None;
        // Of several names in a row the last one counts.
        while self.words(&["constraint"]) {
            name = Some(self.name()?);
        }
        Ok(name)
    }

    fn conflict(&mut self) -> Parsed<Option<String>> {
        if self.words(&["on", "conflict"]) {
            self.word().map(Some)
        } else {
            Ok(None)
        }
    }

    fn column_constraint(&mut self) -> Parsed<Option<ColumnConstraint>> {
        let start = self.at;
        let name = self.constraint_name()?;
        let rule = if self.words(&["primary", "key"]) {
            let order = if self.is("asc") || self.is("desc") {
                Some(self.word()?)
            } else {
                None
            };
            ColumnRule::PrimaryKey {
                order,
                conflict: self.conflict()?,
                autoincrement: self.words(&["autoincrement"]),
            }
        } else if self.words(&["not", "null"]) {
            ColumnRule::NotNull {
                conflict: self.conflict()?,
            }
        } else if self.words(&["null"]) {
            self.conflict()?;
            ColumnRule::Null
        } else if self.words(&["unique"]) {
            ColumnRule::Unique {
                conflict: self.conflict()?,
            }
        } else if self.words(&["check"]) {
            ColumnRule::Check(self.parenthesised()?)
        } else if self.words(&["default"]) {
            ColumnRule::Default(self.default()?)
        } else if self.words(&["collate"]) {
            ColumnRule::Collate(self.name()?)
        } else if self.is("references") {
            ColumnRule::References(self.reference()?)
        } else if self.words(&["generated", "always", "as"]) || self.words(&["as"]) {
            let expression = self.parenthesised()?;
            let stored = self.words(&["stored"]);
            self.words(&["virtual"]);
            ColumnRule::Generated { expression, stored }
        } else {
            // A name without a rule stands before the next table constraint, or means nothing.
            self.at = start;
            return Ok(None);
        };
        Ok(Some(ColumnConstraint { name, rule }))
    }

    /// A literal, a word, or an expression in parentheses, as written.
    fn default(&mut self) -> Parsed<String> {
        let first = self.at;
        if self.symbol("(") {
            self.skip_to_close()?;
            self.at += 1;
            return Ok(self.since(first));
        }
        let _ = self.symbol("+") || self.symbol("-");
        let dot = self.symbol(".");
        match self.peek() {
            Some(token) if !matches!(token.kind, Kind::Symbol) => {
                let blob = token.is_word("x");
                let end = token.end();
                let number = token.kind == Kind::Number && !dot;
                self.at += 1;
                // `x'00'`, and the sign in `1e-5`, are tokens of their own.
                let adjoining = self.peek().is_some_and(|next| next.start == end);
                if blob && adjoining && self.peek().is_some_and(|t| t.kind == Kind::Text) {
                    self.at += 1;
                } else if number && adjoining && self.ends_in_exponent() {
                    self.at += 2;
                }
            }
            _ => return self.missing("a value"),
        }
        Ok(self.since(first))
    }

    fn ends_in_exponent(&self) -> bool {
        let number = self.at.checked_sub(1).and_then(|i| self.tokens.get(i));
        let digits = self.tokens.get(self.at + 1);
        number.is_some_and(|t| t.text.ends_with(['e', 'E']))
            && self
                .peek()
                .is_some_and(|t| t.is_symbol("+") || t.is_symbol("-"))
            && digits.is_some_and(|t| t.kind == Kind::Number)
    }

    fn names(&mut self) -> Parsed<Vec<String>> {
        if !self.symbol("(") {
            return self.missing("`(`");
        }
        let mut names = Vec::new();
        loop {
            names.push(self.name()?);
            if self.symbol(")") {
                return Ok(names);
            }
            if !self.symbol(",") {
                return self.missing("`,` or `)`");
            }
        }
    }

    fn keys(&mut self) -> Parsed<Vec<KeyColumn>> {
        if !self.symbol("(") {
            return self.missing("`(`");
        }
        let mut keys = Vec::new();
        loop {
            let name = self.name()?;
            let first = self.at;
            while self
                .peek()
                .is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Quoted | Kind::Text))
            {
                self.at += 1;
            }
            let suffix = if self.at > first {
                self.since(first)
            } else {
                String::new()
            };
            keys.push(KeyColumn { name, suffix });
            if self.symbol(")") {
                return Ok(keys);
            }
            if !self.symbol(",") {
                return self.missing("`,` or `)`");
            }
        }
    }

    fn reference(&mut self) -> Parsed<Reference> {
        if !self.words(&["references"]) {
            return self.missing("REFERENCES");
        }
        let table = self.name()?;
        let columns = if self.peek().is_some_and(|t| t.is_symbol("(")) {
            self.names()?
        } else {
            Vec::new()
        };
        let mut reference = Reference {
            table,
            columns,
            on_delete: None,
            on_update: None,
            matching: None,
            deferrable: None,
        };
        loop {
            if self.words(&["on", "delete"]) {
                reference.on_delete = Some(self.action()?);
            } else if self.words(&["on", "update"]) {
                reference.on_update = Some(self.action()?);
            } else if self.words(&["match"]) {
                reference.matching = Some(self.word()?);
            } else if self.is("deferrable") || (self.is("not") && self.is_ahead(1, "deferrable")) {
                let mut text = if self.words(&["not"]) { "NOT " } else { "" }.to_owned();
                text.push_str(&self.word()?);
                if self.words(&["initially"]) {
                    text.push_str(" INITIALLY ");
                    text.push_str(&self.word()?);
                }
                reference.deferrable = Some(text);
            } else {
                return Ok(reference);
            }
        }
    }

    fn action(&mut self) -> Parsed<String> {
        let first = self.word()?;
        if matches!(first.as_str(), "SET" | "NO") {
            Ok(format!("{first} {}", self.word()?))
        } else {
            Ok(first)
        }
    }

    fn table_constraint(&mut self) -> Parsed<Option<TableConstraint>> {
        let start = self.at;
        let name = self.constraint_name()?;
        let opens = |ahead: usize| {
            self.tokens
                .get(self.at + ahead)
                .is_some_and(|token| token.is_symbol("("))
        };
        let rule = if self.is("primary") && self.is_ahead(1, "key") && opens(2) {
            self.at += 2;
            TableRule::PrimaryKey {
                columns: self.keys()?,
                conflict: self.conflict()?,
            }
        } else if self.is("unique") && opens(1) {
            self.at += 1;
            TableRule::Unique {
                columns: self.keys()?,
                conflict: self.conflict()?,
            }
        } else if self.is("check") && opens(1) {
            self.at += 1;
            let expression = self.parenthesised()?;
            self.conflict()?;
            TableRule::Check(expression)
        } else if self.is("foreign") && self.is_ahead(1, "key") && opens(2) {
            self.at += 2;
            TableRule::ForeignKey {
                columns: self.names()?,
                reference: self.reference()?,
            }
        } else {
            self.at = start;
            return Ok(None);
        };
        Ok(Some(TableConstraint { name, rule }))
    }
}
