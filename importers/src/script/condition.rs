//! Conditions on the live catalogue: as text, and their evaluation.
//!
//! ```text
//! condition := conjunction { "or" conjunction }
//! conjunction := negation { "and" negation }
//! negation := "not" negation | "(" condition ")" | "true" | "false" | NAME | question
//! question := KIND "(" STRING { "," STRING } { "," KEY "=" STRING } ")"
//! ```
//!
//! Strings are written as JSON writes them, so any name can stand in one.

use std::collections::BTreeMap;

use super::quoted;
use super::{Condition, ConstraintKind, Question};

/// Conditions deeper than this are refused, so that no input exhausts the stack.
const DEPTH: usize = 100;

/// What answers questions: a live database, or a test.
pub trait Catalogue {
    /// What can go wrong while asking.
    type Error;

    /// The answer, as of now.
    ///
    /// # Errors
    /// Whatever the database says.
    fn answer(&mut self, question: &Question) -> Result<bool, Self::Error>;
}

/// A condition that has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError<E> {
    /// Its `let` stands in a branch that did not run.
    #[error("`{0}` has no value here: its `bridge:let` stands in a branch that did not run")]
    Unbound(String),
    /// The catalogue could not answer.
    #[error(transparent)]
    Catalogue(#[from] E),
}

impl Condition {
    /// Evaluates from left to right and asks no more than it must, as Python does.
    ///
    /// # Errors
    /// A name without a value, or what the catalogue says.
    pub fn evaluate<C: Catalogue>(
        &self,
        names: &BTreeMap<String, bool>,
        catalogue: &mut C,
    ) -> Result<bool, EvaluationError<C::Error>> {
        match self {
            Self::Known(value) => Ok(*value),
            Self::Name(name) => names
                .get(name)
                .copied()
                .ok_or_else(|| EvaluationError::Unbound(name.clone())),
            Self::Question(question) => catalogue
                .answer(question)
                .map_err(EvaluationError::Catalogue),
            Self::Not(inner) => Ok(!inner.evaluate(names, catalogue)?),
            Self::And(parts) => {
                for part in parts {
                    if !part.evaluate(names, catalogue)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Or(parts) => {
                for part in parts {
                    if part.evaluate(names, catalogue)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    /// Reads a condition.
    ///
    /// # Errors
    /// What is wrong with the text, as a short sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser {
            rest: text.trim(),
            depth: 0,
        };
        let condition = parser.condition()?;
        if parser.rest.is_empty() {
            Ok(condition)
        } else {
            Err(format!("`{}` is left over", parser.rest))
        }
    }

    /// The names that it uses.
    pub fn used_names(&self) -> Vec<&str> {
        match self {
            Self::Name(name) => vec![name],
            Self::Known(_) | Self::Question(_) => Vec::new(),
            Self::Not(inner) => inner.used_names(),
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::used_names).collect(),
        }
    }

    /// How tightly its outermost operator binds.
    fn binding(&self) -> u8 {
        match self {
            Self::Or(parts) if parts.len() > 1 => 0,
            Self::And(parts) if parts.len() > 1 => 1,
            Self::Or(parts) | Self::And(parts) => parts.first().map_or(3, Self::binding),
            Self::Not(_) => 2,
            Self::Known(_) | Self::Name(_) | Self::Question(_) => 3,
        }
    }

    fn write(&self, f: &mut std::fmt::Formatter<'_>, least: u8) -> std::fmt::Result {
        if self.binding() < least {
            write!(f, "(")?;
            self.write(f, 0)?;
            return write!(f, ")");
        }
        let mut join = |parts: &[Self], word: &str, empty: &str, least: u8| {
            if let [only] = parts {
                return only.write(f, 0);
            }
            if parts.is_empty() {
                return f.write_str(empty);
            }
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    write!(f, " {word} ")?;
                }
                part.write(f, least)?;
            }
            Ok(())
        };
        match self {
            Self::Known(value) => write!(f, "{value}"),
            Self::Name(name) => f.write_str(name),
            Self::Question(question) => write!(f, "{question}"),
            Self::Not(inner) => {
                write!(f, "not ")?;
                inner.write(f, 2)
            }
            Self::And(parts) => join(parts, "and", "true", 2),
            Self::Or(parts) => join(parts, "or", "false", 1),
        }
    }
}

impl std::fmt::Display for Condition {
    /// As a directive shows it; [`Condition::parse`] reads it back. An `and`
    /// or `or` of fewer than two parts is written as what it means.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.write(f, 0)
    }
}

impl ConstraintKind {
    /// Its name in directives; none for [`ConstraintKind::Any`].
    fn keyword(self) -> Option<&'static str> {
        match self {
            Self::PrimaryKey => Some("primary_key"),
            Self::Unique => Some("unique"),
            Self::ForeignKey => Some("foreign_key"),
            Self::Check => Some("check"),
            Self::Any => None,
        }
    }
}

impl std::fmt::Display for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, names, schema): (_, Vec<&str>, _) = match self {
            Self::Table { schema, table } => ("table", vec![table], schema),
            Self::View { schema, view } => ("view", vec![view], schema),
            Self::Column {
                schema,
                table,
                column,
            } => ("column", vec![table, column], schema),
            Self::Index {
                schema,
                table,
                index,
            } => ("index", vec![table, index], schema),
            Self::Constraint {
                schema,
                table,
                constraint,
                ..
            } => ("constraint", vec![table, constraint], schema),
            Self::Schema { schema } => ("schema", vec![schema], &None),
            Self::Sequence { schema, sequence } => ("sequence", vec![sequence], schema),
            Self::Type { schema, name } => ("type", vec![name], schema),
        };
        let names: Vec<String> = names.into_iter().map(quoted::string).collect();
        write!(f, "{kind}({}", names.join(", "))?;
        if let Self::Constraint { kind, .. } = self
            && let Some(word) = kind.keyword()
        {
            write!(f, ", kind=\"{word}\"")?;
        }
        if let Some(schema) = schema {
            write!(f, ", schema={}", quoted::string(schema))?;
        }
        write!(f, ")")
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn word(&self) -> &'a str {
        let end = self
            .rest
            .find(|c: char| !super::lexer::is_word_part(c))
            .unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("").trim_start();
    }

    fn take(&mut self, symbol: char) -> bool {
        let found = self.rest.starts_with(symbol);
        if found {
            self.skip(symbol.len_utf8());
        }
        found
    }

    fn expect(&mut self, symbol: char) -> Result<(), String> {
        if self.take(symbol) {
            Ok(())
        } else if self.rest.is_empty() {
            Err(format!("`{symbol}` is missing at the end"))
        } else {
            Err(format!("`{symbol}` is missing before `{}`", self.rest))
        }
    }

    fn condition(&mut self) -> Result<Condition, String> {
        self.chain("or", Condition::Or, |parser| {
            parser.chain("and", Condition::And, Self::negation)
        })
    }

    fn chain(
        &mut self,
        word: &str,
        join: fn(Vec<Condition>) -> Condition,
        mut part: impl FnMut(&mut Self) -> Result<Condition, String>,
    ) -> Result<Condition, String> {
        let first = part(self)?;
        if self.word() != word {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.word() == word {
            self.skip(word.len());
            parts.push(part(self)?);
        }
        Ok(join(parts))
    }

    fn negation(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(format!("the condition is nested more than {DEPTH} deep"));
        }
        let condition = self.atom();
        self.depth -= 1;
        condition
    }

    fn atom(&mut self) -> Result<Condition, String> {
        if self.take('(') {
            let inner = self.condition()?;
            self.expect(')')?;
            return Ok(inner);
        }
        let word = self.word();
        match word {
            "" if self.rest.is_empty() => Err("a condition is missing".to_owned()),
            "" => Err(format!("`{}` is not a condition", self.rest)),
            "and" | "or" => Err(format!("a condition is missing before `{word}`")),
            "not" => {
                self.skip(word.len());
                Ok(Condition::Not(Box::new(self.negation()?)))
            }
            "true" | "false" => {
                self.skip(word.len());
                Ok(Condition::Known(word == "true"))
            }
            _ => {
                self.skip(word.len());
                if self.take('(') {
                    self.question(word).map(Condition::Question)
                } else {
                    Ok(Condition::Name(word.to_owned()))
                }
            }
        }
    }

    fn string(&mut self) -> Result<String, String> {
        match quoted::read_string(self.rest) {
            Some((text, rest)) => {
                self.rest = rest.trim_start();
                Ok(text)
            }
            None => Err(format!("a \"quoted\" name is expected at `{}`", self.rest)),
        }
    }

    fn question(&mut self, kind: &str) -> Result<Question, String> {
        let mut names = Vec::new();
        let mut schema = None;
        let mut constraint_kind = None;
        while !self.rest.starts_with(')') {
            let key = self.word();
            if key.is_empty() {
                if schema.is_some() || constraint_kind.is_some() {
                    return Err(format!("names come before `schema=` in `{kind}(…)`"));
                }
                names.push(self.string()?);
            } else {
                self.skip(key.len());
                self.expect('=')?;
                let value = self.string()?;
                let slot = match key {
                    "schema" => &mut schema,
                    "kind" if kind == "constraint" => &mut constraint_kind,
                    _ => return Err(format!("`{kind}(…)` takes no `{key}=`")),
                };
                if slot.replace(value).is_some() {
                    return Err(format!("`{key}=` is given twice"));
                }
            }
            if !self.take(',') {
                break;
            }
        }
        self.expect(')')?;
        build(kind, names, schema, constraint_kind)
    }
}

fn build(
    kind: &str,
    names: Vec<String>,
    schema: Option<String>,
    constraint_kind: Option<String>,
) -> Result<Question, String> {
    let wanted = match kind {
        "table" | "view" | "schema" | "sequence" | "type" => 1,
        "column" | "index" | "constraint" => 2,
        _ => {
            return Err(format!(
                "`{kind}(…)` is not a question; ask for table, view, column, index, constraint, schema, sequence or type"
            ));
        }
    };
    let given = names.len();
    let mut names = names.into_iter();
    let (Some(first), second, true) = (names.next(), names.next(), given == wanted) else {
        return Err(format!("`{kind}(…)` takes {wanted} name(s), not {given}"));
    };
    let second = second.unwrap_or_default();
    Ok(match kind {
        "table" => Question::Table {
            schema,
            table: first,
        },
        "view" => Question::View {
            schema,
            view: first,
        },
        "column" => Question::Column {
            schema,
            table: first,
            column: second,
        },
        "index" => Question::Index {
            schema,
            table: first,
            index: second,
        },
        "sequence" => Question::Sequence {
            schema,
            sequence: first,
        },
        "type" => Question::Type {
            schema,
            name: first,
        },
        "schema" if schema.is_some() => return Err("`schema(…)` takes no `schema=`".to_owned()),
        "schema" => Question::Schema { schema: first },
        _ => Question::Constraint {
            schema,
            table: first,
            kind: match constraint_kind.as_deref() {
                None => ConstraintKind::Any,
                Some("primary_key") => ConstraintKind::PrimaryKey,
                Some("unique") => ConstraintKind::Unique,
                Some("foreign_key") => ConstraintKind::ForeignKey,
                Some("check") => ConstraintKind::Check,
                Some(other) => {
                    return Err(format!(
                        "kind=\"{other}\" is none of primary_key, unique, foreign_key, check"
                    ));
                }
            },
            constraint: second,
        },
    })
}
