//! The lines of a `bridge:batch` block, one change each:
//! `-- bridge: add column nickname VARCHAR(50) after "name"`.
//!
//! Names are bare words or SQL's `"quoted"` names. A change that does not fit
//! on a line (a line break in a literal) is written as one JSON string.

use crate::dialect::Dialect;

use super::lexer::{Kind, Lexer, Token};
use super::{Change, ConstraintKind, TableOption, quoted};

/// The line, without `-- bridge: `.
pub(crate) fn print(change: &Change) -> String {
    let text = plain(change);
    if text.trim() == text && !text.chars().any(char::is_control) {
        text
    } else {
        quoted::string(&text)
    }
}

/// Reads what [`print`] wrote, or a person.
pub(crate) fn parse(text: &str) -> Result<Change, String> {
    if text.starts_with('"') {
        return match quoted::read_string(text) {
            Some((inner, "")) => parse_plain(&inner),
            _ => Err("the string does not end with the line".to_owned()),
        };
    }
    parse_plain(text)
}

/// The name as SQLite takes it in a change.
fn name(name: &str) -> String {
    let bare = quoted::name(name);
    if bare == name {
        bare
    } else {
        crate::dialect::delimited(name)
    }
}

fn plain(change: &Change) -> String {
    match change {
        Change::AddColumn {
            definition,
            after,
            before,
        } => {
            let mut text = format!("add column {definition}");
            if let Some(column) = after {
                text.push_str(&format!(" after {}", name(column)));
            }
            if let Some(column) = before {
                text.push_str(&format!(" before {}", name(column)));
            }
            // A definition that ends like a position gets the position that it has.
            if after.is_none() && before.is_none() && parse_plain(&text).as_ref() != Ok(change) {
                text.push_str(" at end");
            }
            text
        }
        Change::DropColumn { name: column } => format!("drop column {}", name(column)),
        Change::AlterColumn {
            name: column,
            rename,
            data_type,
            nullable,
            default,
        } => {
            let mut text = format!("alter column {}", name(column));
            if let Some(new) = rename {
                text.push_str(&format!(" rename to {}", name(new)));
            }
            if let Some(data_type) = data_type {
                text.push_str(&format!(" type {data_type}"));
            }
            match nullable {
                Some(true) => text.push_str(" null"),
                Some(false) => text.push_str(" not null"),
                None => {}
            }
            match default {
                Some(Some(value)) => text.push_str(&format!(" default {value}")),
                Some(None) => text.push_str(" drop default"),
                None => {}
            }
            text
        }
        Change::AddConstraint { definition } => format!("add constraint {definition}"),
        Change::DropConstraint {
            name: constraint,
            kind,
        } => {
            let kind = match kind {
                ConstraintKind::PrimaryKey => " primary key",
                ConstraintKind::Unique => " unique",
                ConstraintKind::ForeignKey => " foreign key",
                ConstraintKind::Check => " check",
                ConstraintKind::Any => "",
            };
            format!("drop constraint {}{kind}", name(constraint))
        }
        Change::DropTypeCheck { name: constraint } => {
            format!("drop type check {}", name(constraint))
        }
        Change::CreateIndex { sql } => sql.clone(),
        Change::DropIndex { name: index } => format!("drop index {}", name(index)),
        Change::Naming { key, template } => {
            format!("naming {} \"{}\"", name(key), template.replace('"', "\"\""))
        }
        Change::From { table } => format!("from {table}"),
        Change::Column { definition } => format!("column {definition}"),
        Change::Options { options } => {
            let words: Vec<&str> = options.iter().map(|option| option.words()).collect();
            format!("options {}", words.join(", "))
        }
        Change::Order { columns } => {
            let columns: Vec<String> = columns.iter().map(|column| name(column)).collect();
            format!("order {}", columns.join(", "))
        }
    }
}

/// The counting tokens of a change and the text that they stand in.
struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Words<'a> {
    fn peek(&self, ahead: usize) -> Option<&Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    fn is(&self, ahead: usize, word: &str) -> bool {
        self.peek(ahead).is_some_and(|token| token.is_word(word))
    }

    fn take(&mut self, words: &[&str]) -> bool {
        let found = words
            .iter()
            .enumerate()
            .all(|(ahead, word)| self.is(ahead, word));
        if found {
            self.at += words.len();
        }
        found
    }

    fn name(&mut self, of: &str) -> Result<String, String> {
        let name = self
            .peek(0)
            .filter(|token| token.closed && matches!(token.kind, Kind::Word | Kind::Quoted))
            .and_then(Token::name)
            .ok_or_else(|| format!("the name of the {of} is missing"))?;
        self.at += 1;
        Ok(name)
    }

    /// What has not been taken yet, as it stands in the text.
    fn rest(&self) -> &'a str {
        let start = self.peek(0).map_or(self.text.len(), |token| token.start);
        self.text.get(start..).unwrap_or("").trim_end()
    }

    fn end(&self) -> Result<(), String> {
        match self.peek(0) {
            None => Ok(()),
            Some(_) => Err(format!("`{}` is left over", self.rest())),
        }
    }
}

fn parse_plain(text: &str) -> Result<Change, String> {
    let mut words = Words {
        text,
        tokens: Lexer::new(text, Dialect::Sqlite)
            .filter(Token::counts)
            .collect(),
        at: 0,
    };
    if let Some(open) = words.tokens.iter().find(|token| !token.closed) {
        return Err(format!("the quote at `{}` is not closed", open.text));
    }
    if words.take(&["add", "column"]) {
        return add_column(&mut words);
    }
    if words.take(&["drop", "column"]) {
        let name = words.name("column")?;
        words.end()?;
        return Ok(Change::DropColumn { name });
    }
    if words.take(&["alter", "column"]) {
        return alter_column(&mut words);
    }
    if words.take(&["add", "constraint"]) {
        let definition = words.rest().to_owned();
        return if definition.is_empty() {
            Err("the constraint is missing".to_owned())
        } else {
            Ok(Change::AddConstraint { definition })
        };
    }
    if words.take(&["drop", "constraint"]) {
        let name = words.name("constraint")?;
        let kind = if words.take(&["primary", "key"]) {
            ConstraintKind::PrimaryKey
        } else if words.take(&["unique"]) {
            ConstraintKind::Unique
        } else if words.take(&["foreign", "key"]) {
            ConstraintKind::ForeignKey
        } else if words.take(&["check"]) {
            ConstraintKind::Check
        } else {
            ConstraintKind::Any
        };
        words.end()?;
        return Ok(Change::DropConstraint { name, kind });
    }
    if words.take(&["drop", "type", "check"]) {
        let name = words.name("constraint")?;
        words.end()?;
        return Ok(Change::DropTypeCheck { name });
    }
    if words.take(&["drop", "index"]) {
        let name = words.name("index")?;
        words.end()?;
        return Ok(Change::DropIndex { name });
    }
    if words.take(&["naming"]) {
        let key = words.name("key")?;
        let template = words.name("template")?;
        words.end()?;
        return Ok(Change::Naming { key, template });
    }
    if words.take(&["from"]) {
        let table = words.rest().to_owned();
        return match words.is(0, "create") {
            true => Ok(Change::From { table }),
            false => Err("CREATE TABLE is missing behind `from`".to_owned()),
        };
    }
    if words.take(&["column"]) {
        let definition = words.rest().to_owned();
        return match definition.is_empty() {
            true => Err("the column's definition is missing".to_owned()),
            false => Ok(Change::Column { definition }),
        };
    }
    if words.take(&["options"]) {
        let mut options = Vec::new();
        loop {
            options.push(option(&mut words)?);
            if !words.peek(0).is_some_and(|token| token.is_symbol(",")) {
                break;
            }
            words.at += 1;
        }
        words.end()?;
        return Ok(Change::Options { options });
    }
    if words.take(&["order"]) {
        let mut columns = vec![words.name("column")?];
        while words.peek(0).is_some_and(|token| token.is_symbol(",")) {
            words.at += 1;
            columns.push(words.name("column")?);
        }
        words.end()?;
        return Ok(Change::Order { columns });
    }
    if words.take(&["create", "index"]) || words.take(&["create", "unique", "index"]) {
        return Ok(Change::CreateIndex {
            sql: text.to_owned(),
        });
    }
    Err("it starts with none of the known words".to_owned())
}

fn option(words: &mut Words<'_>) -> Result<TableOption, String> {
    if words.take(&["strict"]) {
        Ok(TableOption::Strict)
    } else if words.take(&["without", "rowid"]) {
        Ok(TableOption::WithoutRowid)
    } else if words.take(&["autoincrement"]) {
        Ok(TableOption::Autoincrement)
    } else {
        Err("expected `strict`, `without rowid` or `autoincrement`".to_owned())
    }
}

fn add_column(words: &mut Words<'_>) -> Result<Change, String> {
    let mut after = None;
    let mut before = None;
    // From behind: a definition may hold anything, a position has a fixed shape.
    let mut end = words.tokens.len();
    let first = words.at;
    let position = |end: usize, word: &str| -> Option<String> {
        let keyword = words.tokens.get(end.checked_sub(2)?)?;
        let column = words.tokens.get(end - 1)?;
        let shaped = end >= first + 3
            && keyword.is_word(word)
            && matches!(column.kind, Kind::Word | Kind::Quoted);
        shaped.then(|| column.name()).flatten()
    };
    if position(end, "at").is_some_and(|word| word.eq_ignore_ascii_case("end")) {
        end -= 2;
    } else {
        before = position(end, "before");
        if before.is_some() {
            end -= 2;
        }
        after = position(end, "after");
        if after.is_some() {
            end -= 2;
        }
    }
    let (Some(from), Some(to)) = (
        words.tokens.get(first),
        end.checked_sub(1)
            .filter(|last| *last >= first)
            .and_then(|last| words.tokens.get(last)),
    ) else {
        return Err("the column's definition is missing".to_owned());
    };
    Ok(Change::AddColumn {
        definition: words
            .text
            .get(from.start..to.end())
            .unwrap_or("")
            .to_owned(),
        after,
        before,
    })
}

fn alter_column(words: &mut Words<'_>) -> Result<Change, String> {
    let name = words.name("column")?;
    let mut rename = None;
    let mut data_type = None;
    let mut nullable = None;
    let mut default = None;
    if words.take(&["rename", "to"]) {
        rename = Some(words.name("renamed column")?);
    }
    if words.take(&["type"]) {
        data_type = Some(type_text(words)?);
    }
    if words.take(&["not", "null"]) {
        nullable = Some(false);
    } else if words.take(&["null"]) {
        nullable = Some(true);
    }
    if words.take(&["drop", "default"]) {
        default = Some(None);
    } else if words.take(&["default"]) {
        let value = words.rest();
        if value.is_empty() {
            return Err("the default is missing".to_owned());
        }
        default = Some(Some(value.to_owned()));
        words.at = words.tokens.len();
    }
    words.end()?;
    Ok(Change::AlterColumn {
        name,
        rename,
        data_type,
        nullable,
        default,
    })
}

/// Up to the next clause that is not in parentheses.
fn type_text(words: &mut Words<'_>) -> Result<String, String> {
    let start = words.peek(0).map(|token| token.start);
    let mut end = start;
    let mut depth = 0usize;
    while let Some(token) = words.peek(0) {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0
            && (token.is_word("null")
                || token.is_word("default")
                || (token.is_word("not") && words.is(1, "null"))
                || (token.is_word("drop") && words.is(1, "default")))
        {
            break;
        }
        end = Some(token.end());
        words.at += 1;
    }
    match (start, end) {
        (Some(start), Some(end)) if start < end => {
            Ok(words.text.get(start..end).unwrap_or("").to_owned())
        }
        _ => Err("the type is missing".to_owned()),
    }
}
