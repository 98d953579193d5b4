//! The names that SQLAlchemy gives in one statement: labels of columns that have no name of
//! their own (`lower_1`, `anon_1`), aliases without a name, and the queries of `WITH`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use super::counted::{
    again, base_of, is_condition, is_quantifier, kept_name, named_by_table, plain, shared,
    source_key,
};
use super::expression;
use super::identifier;
use super::rules::{Rules, refused};
use super::seen::{Holder, Seen};
use crate::operation::expression::{AliasName, Identity, LabelStyle, Source};
use crate::operation::name::{COUNTED, SHARED};
use crate::operation::{Expression, Name};

/// What is counted and collected through one statement.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    counts: RefCell<BTreeMap<String, u32>>,
    aliases: RefCell<BTreeMap<u64, String>>,
    common: RefCell<Vec<Common>>,
    /// Which one has each name that a query of `WITH` is read by.
    claimed: RefCell<BTreeMap<String, u64>>,
    /// The counted names in queries that have a name themselves, as they were written first.
    given: RefCell<BTreeMap<u64, Vec<String>>>,
    /// The queries that are being written, each inside the one before.
    frames: RefCell<Vec<Frame>>,
    /// The counted names of columns that are known from outside of their query.
    columns: RefCell<BTreeMap<(u64, usize), String>>,
    /// The names of what is one object in Python wherever it stands (`NULL`), by what is counted.
    shared: RefCell<BTreeMap<String, String>>,
    /// The column that is named next, where it may be known from outside.
    expected: Cell<Option<(u64, usize)>>,
    /// How many queries and statements are being written, with names of their own or not.
    depth: Cell<usize>,
}

/// A query that is being written.
#[derive(Debug)]
struct Frame {
    /// The names that are left of when it was written before.
    before: VecDeque<String>,
    /// The names that were counted now.
    given: Vec<String>,
    /// Which one it is, until its list is written.
    unlisted: Option<u64>,
}

/// A query of `WITH`.
#[derive(Debug)]
struct Common {
    name: String,
    sql: String,
    /// The names of its columns, where they are listed.
    columns: Vec<String>,
    recursive: bool,
    /// The depth of the query that it stands before; none where that is the statement.
    depth: Option<usize>,
    /// What stands before and behind its parentheses.
    prefixes: Vec<String>,
    suffixes: Vec<String>,
}

impl Labels {
    /// `name_1`, then `name_2`, through the whole statement.
    fn next(&self, name: &str) -> String {
        let expected = self.expected.take();
        if let Some(given) = self.again() {
            return given;
        }
        let made = match expected {
            Some(column) => self.column(column, name),
            None => self.count(name),
        };
        if let Some(frame) = self.frames.borrow_mut().last_mut() {
            frame.given.push(made.clone());
        }
        made
    }

    /// The counted name of a column, from within its query or from outside.
    fn column(&self, column: (u64, usize), base: &str) -> String {
        if let Some(known) = self.columns.borrow().get(&column) {
            return known.clone();
        }
        let made = self.count(base);
        self.columns.borrow_mut().insert(column, made.clone());
        made
    }

    /// The name of a column as it stands in SQL; that of a counted one is made here.
    pub(crate) fn resolved(&self, name: &Name) -> Name {
        if let Some((_, own)) = again(name) {
            return Name::new(own);
        }
        let Some(counted) = name.text.strip_prefix(COUNTED) else {
            return name.clone();
        };
        let mut parts = counted.splitn(3, ':');
        let mut part = || parts.next().unwrap_or_default();
        let (id, at, base) = (part(), part(), part());
        let column = (
            id.parse().unwrap_or_default(),
            at.parse().unwrap_or_default(),
        );
        Name::new(self.column(column, base))
    }

    /// The list of a query is written: the query, where it has a name of its own.
    pub(crate) fn listing(&self) -> Option<u64> {
        self.frames.borrow_mut().last_mut()?.unlisted.take()
    }

    /// The name that was given at this place when the query was written before.
    fn again(&self) -> Option<String> {
        let mut frames = self.frames.borrow_mut();
        frames.last_mut()?.before.pop_front()
    }

    /// Writes a query that has a name: where it is written again, all in it has the names that it
    /// had before.
    pub(crate) fn within<T>(&self, id: u64, write: impl FnOnce() -> T) -> T {
        let before = self.given.borrow().get(&id).cloned().unwrap_or_default();
        self.frames.borrow_mut().push(Frame {
            before: before.into(),
            given: Vec::new(),
            unlisted: Some(id),
        });
        let made = write();
        if let Some(frame) = self.frames.borrow_mut().pop() {
            let mut given = self.given.borrow_mut();
            given.entry(id).or_insert(frame.given);
        }
        made
    }

    fn count(&self, name: &str) -> String {
        if let Some((base, _)) = name.split_once(SHARED) {
            if let Some(known) = self.shared.borrow().get(name) {
                return known.clone();
            }
            let made = self.count(base);
            self.shared
                .borrow_mut()
                .insert(name.to_owned(), made.clone());
            return made;
        }
        let name = plain(name);
        let mut counts = self.counts.borrow_mut();
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        format!("{name}_{count}")
    }

    /// The name of an alias, quoted where it needs it.
    pub(crate) fn alias(&self, rules: &dyn Rules, name: &AliasName) -> String {
        match name {
            AliasName::Named { name, .. } => identifier::quote(rules, name),
            AliasName::Anonymous { base, id } => {
                if let Some(known) = self.aliases.borrow().get(id) {
                    return known.clone();
                }
                let made = identifier::quote_text(rules, &self.next(base));
                self.aliases.borrow_mut().insert(*id, made.clone());
                made
            }
        }
    }

    /// Says that a query of `WITH` is read by a name.
    ///
    /// # Errors
    /// As SQLAlchemy's, where another one is.
    pub(crate) fn claim(&self, name: &str, own: &AliasName) -> Result<(), crate::Diagnostic> {
        let mut claimed = self.claimed.borrow_mut();
        match *claimed.entry(name.to_owned()).or_insert_with(|| own.id()) == own.id() {
            true => Ok(()),
            false => Err(refused(format!(
                "Multiple, unrelated CTEs found with the same name: {}",
                crate::python::text::string_repr(match own {
                    AliasName::Named { name, .. } => &name.text,
                    AliasName::Anonymous { .. } => name,
                })
            ))),
        }
    }

    /// Whether a query of `WITH` is there already.
    pub(crate) fn has_common(&self, name: &str) -> bool {
        self.common
            .borrow()
            .iter()
            .any(|common| common.name == name)
    }

    /// Adds a query of `WITH`; its SQL may follow later.
    pub(crate) fn set_common(&self, name: &str, sql: String, recursive: bool) {
        let mut all = self.common.borrow_mut();
        match all.iter_mut().rev().find(|common| common.name == name) {
            Some(known) => known.sql = sql,
            None => all.push(Common {
                name: name.to_owned(),
                sql,
                columns: Vec::new(),
                recursive,
                depth: None,
                prefixes: Vec::new(),
                suffixes: Vec::new(),
            }),
        }
    }

    /// Lists the columns of a query of `WITH`, as a recursive one has them.
    pub(crate) fn list_columns(&self, name: &str, columns: &[String]) {
        let mut all = self.common.borrow_mut();
        if let Some(common) = all.iter_mut().rev().find(|common| common.name == name) {
            common.columns = columns.to_vec();
        }
    }

    /// Puts words before and behind the parentheses of a query of `WITH`.
    pub(crate) fn surround_common(&self, name: &str, prefixes: &[String], suffixes: &[String]) {
        let mut all = self.common.borrow_mut();
        if let Some(common) = all.iter_mut().rev().find(|common| common.name == name) {
            common.prefixes = prefixes.to_vec();
            common.suffixes = suffixes.to_vec();
        }
    }

    /// Puts a query of `WITH` before the query that is being written; `false` where it stands there.
    pub(crate) fn nest_common(&self, name: &str, recursive: bool) -> bool {
        let depth = Some(self.depth.get());
        let mut all = self.common.borrow_mut();
        // One that is being written names itself.
        let is_there = |common: &Common| {
            let is_open = common.recursive && common.sql.is_empty();
            common.name == name && (common.depth == depth || is_open)
        };
        let is_new = !all.iter().any(is_there);
        if is_new {
            all.push(Common {
                name: name.to_owned(),
                sql: String::new(),
                columns: Vec::new(),
                recursive,
                depth,
                prefixes: Vec::new(),
                suffixes: Vec::new(),
            });
        }
        is_new
    }

    /// Writes a query or statement within those that are being written; a query has its own
    /// queries of `WITH` before it, and the statement those of all.
    pub(crate) fn nested<E>(&self, write: impl FnOnce() -> Result<String, E>) -> Result<String, E> {
        let depth = self.depth.get() + 1;
        self.depth.set(depth);
        let written = write();
        self.depth.set(depth - 1);
        let sql = written?;
        if depth == 1 {
            return Ok(sql);
        }
        let mut all = self.common.borrow_mut();
        let own: Vec<_> = all
            .extract_if(.., |common| common.depth == Some(depth))
            .collect();
        Ok(format!("{}{sql}", with(&own)))
    }

    /// Takes a query of `WITH` to the end, behind those that it names.
    pub(crate) fn move_common_last(&self, name: &str) {
        let mut all = self.common.borrow_mut();
        if let Some(at) = all.iter().rposition(|common| common.name == name) {
            let common = all.remove(at);
            all.push(common);
        }
    }

    /// `WITH …`, with a line end behind it; empty where there is none. They are taken out.
    pub(crate) fn take_common(&self) -> String {
        with(&std::mem::take(&mut *self.common.borrow_mut()))
    }

    /// The label of a column in the list of a query, where it gets one. `seen` holds the
    /// names that the list has shown already; in `FROM` columns of tables are labelled, too.
    /// `place` says which column of which query it is.
    pub(crate) fn of(
        &self,
        rules: &dyn Rules,
        column: &Expression,
        seen: &mut Seen,
        in_from: bool,
        place: Option<(u64, usize)>,
    ) -> Option<String> {
        if let Some(label) = self.with_table(rules, column, seen) {
            return Some(label);
        }
        self.expected.set(place);
        let label = self.label_of(column, seen, in_from);
        self.expected.set(None);
        label
    }

    /// The label of a column that is named with its table; where the list has it already, it is
    /// counted.
    fn with_table(
        &self,
        rules: &dyn Rules,
        column: &Expression,
        seen: &mut Seen,
    ) -> Option<String> {
        if seen.style != LabelStyle::WithTable || seen.as_value {
            return None;
        }
        let (source, name) = named_by_table(column)?;
        let source = match source {
            Source::Alias(alias) => match &alias.name {
                AliasName::Named { name, .. } => name.text.clone(),
                name => self.alias(rules, name).trim_matches(['"', '`']).to_owned(),
            },
            other => qualifier(other),
        };
        let label = format!("{source}_{}", self.resolved(name).text);
        if seen.show(&label) {
            return Some(label);
        }
        seen.repeats += 1;
        Some(self.next(&format!("{label}_{SHARED}{}", seen.repeats)))
    }

    fn label_of(&self, column: &Expression, seen: &mut Seen, in_from: bool) -> Option<String> {
        if let Some(own) = shared(column) {
            if seen.shared.insert(own) || seen.as_value {
                return Some(self.next(&format!("anon{SHARED}{own}")));
            }
            // From outside it has the name of the first.
            self.expected.set(None);
            seen.repeats += 1;
            return Some(self.next(&format!("anon_{SHARED}{own}:{}", seen.repeats)));
        }
        let (column, identity) = column.identified();
        match column {
            Expression::Column { table: None, .. } => None,
            Expression::Column { .. } if seen.as_value => None,
            Expression::Column { .. } if seen.style == LabelStyle::Bare && !in_from => None,
            Expression::Column { name, table, .. } => {
                let is_counted = name.text.starts_with(COUNTED);
                let again = again(name).map(|(at, _)| at);
                if is_counted {
                    // It is named already, and the query around it has the same name.
                    self.expected.set(None);
                }
                let name = &self.resolved(name);
                // One column has one such name in all of the statement's queries.
                let own = table.as_ref().map_or(String::new(), source_key);
                let is_repeat = match seen.names.get(&name.text) {
                    None => {
                        let holder = Holder::Column(Box::new(column.clone()));
                        seen.names.insert(name.text.clone(), holder);
                        let is_named = table.is_some() && !name.text.is_empty();
                        return (in_from && is_named).then(|| name.text.clone());
                    }
                    Some(Holder::Column(holder)) if **holder == *column => true,
                    Some(_) => seen.renamed.contains(column),
                };
                if is_repeat {
                    seen.repeats += 1;
                    return Some(match is_counted {
                        true => format!("{}{}", name.text, self.next("_")),
                        false => self.next(&format!(
                            "{}_{SHARED}{own}.{}:{}",
                            name.text, name.text, seen.repeats
                        )),
                    });
                }
                seen.renamed.push(column.clone());
                Some(self.next(&match table {
                    Some(source) => match again {
                        Some(at) => format!("{}{at}", base_of(name, source)),
                        None => base_of(name, source),
                    },
                    None => name.text.clone(),
                }))
            }
            Expression::Label { .. }
            | Expression::Verbatim(_)
            | Expression::Field { .. }
            | Expression::Text { .. }
            | Expression::Raw(_) => None,
            Expression::Written {
                name: Some(_),
                is_function: false,
                ..
            } => None,
            Expression::Written { name, .. } => {
                let name = name.as_deref().unwrap_or("anon");
                Some(self.counted(name, name, identity, seen))
            }
            Expression::Function { name, .. } => name.last().map(|name| {
                let name = expression::function_name(name);
                self.counted(&name, &name, identity, seen)
            }),
            Expression::Cast { expression, .. } => {
                Some(self.kept(expression, identity, seen, false))
            }
            // Where there are Booleans, one that is a condition is labelled in `FROM` only.
            Expression::Composed {
                named: Some(named),
                expression,
                operator,
                ..
            } if !in_from && is_condition(expression, named, operator.as_deref()) => {
                let name = kept_name(column);
                match name {
                    Some(name) => {
                        seen.show(&name.text);
                        None
                    }
                    None => Some(self.kept(named, identity, seen, false)),
                }
            }
            Expression::Composed {
                named: Some(named), ..
            } => Some(self.kept(named, identity, seen, false)),
            // A prefix or suffix leaves its column the name, but for a query in `FROM`.
            Expression::Unary { operator, .. } if !in_from && is_quantifier(operator) => None,
            Expression::Unary { .. } if in_from => Some(self.anonymous(identity, seen)),
            Expression::Postfix { operator, .. }
                if in_from && !operator.starts_with(" ESCAPE ") =>
            {
                Some(self.anonymous(identity, seen))
            }
            Expression::Unary { operand, .. } => self.unless_named(operand, identity, seen),
            Expression::Postfix { operator, operand }
                if !operator.starts_with(" IS ") && !operator.starts_with(" ESCAPE ") =>
            {
                self.unless_named(operand, identity, seen)
            }
            _ => Some(self.anonymous(identity, seen)),
        }
    }

    fn anonymous(&self, identity: Option<Identity>, seen: &mut Seen) -> String {
        self.counted("anon", "anon", identity, seen)
    }

    /// The counted name of a column, which one object has wherever it stands; where the list has
    /// it already, `again` is counted.
    fn counted(
        &self,
        base: &str,
        again: &str,
        identity: Option<Identity>,
        seen: &mut Seen,
    ) -> String {
        let Some(identity) = identity else {
            return self.next(base);
        };
        let made = self.next(&format!("{base}{SHARED}{}", identity.counted));
        match seen.show(&made) || seen.as_value {
            true => made,
            false => self.repeated(again, Some(identity), seen),
        }
    }

    /// The name of a column where another one of the list has its own.
    fn repeated(&self, base: &str, identity: Option<Identity>, seen: &mut Seen) -> String {
        seen.repeats += 1;
        match identity {
            Some(identity) => {
                self.next(&format!("{base}_{SHARED}{}:{}", identity.own, seen.repeats))
            }
            None => self.next(&format!("{base}_")),
        }
    }

    fn unless_named(
        &self,
        operand: &Expression,
        identity: Option<Identity>,
        seen: &mut Seen,
    ) -> Option<String> {
        let named = matches!(
            operand,
            Expression::Column { .. } | Expression::Label { .. } | Expression::Verbatim(_)
        );
        (!named).then(|| self.anonymous(identity, seen))
    }

    /// The name that a cast or coercion keeps; where it is taken, one inside another (`is_inner`) is
    /// named after the column and its table.
    fn kept(
        &self,
        inner: &Expression,
        identity: Option<Identity>,
        seen: &mut Seen,
        is_inner: bool,
    ) -> String {
        let name = match inner {
            Expression::Column { name, .. } | Expression::Label { label: name, .. } => &name.text,
            Expression::Verbatim(text) => text,
            Expression::Function { name, .. } => {
                let name = name.last().map(expression::function_name);
                let name = name.as_deref().unwrap_or("anon");
                return self.counted(name, "anon", identity, seen);
            }
            Expression::Written { name, .. } => {
                let name = name.as_deref().unwrap_or("anon");
                return self.counted(name, "anon", identity, seen);
            }
            Expression::Cast {
                expression: inner, ..
            }
            | Expression::Composed {
                named: Some(inner), ..
            } => return self.kept(inner, identity, seen, true),
            _ => return self.anonymous(identity, seen),
        };
        if seen.show(name) || seen.as_value {
            return name.clone();
        }
        match inner {
            Expression::Column {
                table: Some(source),
                ..
            } if is_inner => {
                self.repeated(&format!("{}_{name}", qualifier(source)), identity, seen)
            }
            Expression::Verbatim(_) if is_inner => self.repeated("anon", identity, seen),
            // It is the same where it stands once more.
            _ => {
                seen.repeats += 1;
                let of = identity.map_or(String::new(), |identity| {
                    format!("{SHARED}{}", identity.own)
                });
                self.next(&format!("{name}_{of}"))
            }
        }
    }
}

/// `WITH …`, with a line end behind it; empty where there is none.
fn with(all: &[Common]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let recursive = match all.iter().any(|common| common.recursive) {
        true => "RECURSIVE ",
        false => "",
    };
    let spaced =
        |words: &[String]| -> String { words.iter().map(|word| format!(" {word}")).collect() };
    let queries: Vec<_> = all
        .iter()
        .map(|common| {
            let columns = match &common.columns[..] {
                [] => String::new(),
                columns => format!("({})", columns.join(", ")),
            };
            format!(
                "{}{columns} AS{}\n({}){}",
                common.name,
                spaced(&common.prefixes),
                common.sql,
                spaced(&common.suffixes)
            )
        })
        .collect();
    format!("WITH {recursive}{}\n", queries.join(",\n"))
}

/// What stands before the name of a column in its qualified label.
pub(super) fn qualifier(source: &Source) -> String {
    match source {
        Source::Table(table, _) => table.key().replace('.', "_"),
        Source::Entity(table) => table.key().replace('.', "_"),
        Source::Alias(alias) => match &alias.name {
            AliasName::Named { name, .. } => name.text.clone(),
            AliasName::Anonymous { base, .. } => base.to_string(),
        },
    }
}
