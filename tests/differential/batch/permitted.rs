//! The closed list of differences: what Alembic loses and bridge keeps, what
//! Alembic cannot do and bridge does, what bridge refuses. It is the list at
//! the top of `importers/src/rebuild/mod.rs`, as code.

use serde_json::Value;

use super::{Answer, Case};
use crate::oracle;

/// What differs and is not permitted.
pub(super) fn rest(case: &Case<'_>, ours: Option<&str>, answer: &Answer) -> Vec<String> {
    let label = case.label();
    match (ours, &answer.error) {
        (Some(_), Some(_)) => Vec::new(),
        (Some(ours), None) if is_refused(ours) => Vec::new(),
        (Some(ours), None) => vec![format!("{label}: only bridge refuses: {ours}")],
        (None, Some(real)) if fails_in_alembic(case, real) => sound(&label, answer),
        (None, Some(real)) => vec![format!("{label}: only Alembic refuses: {real}")],
        // Alembic left a reference to a column that is no more.
        (None, None) if !answer.real["unreadable"].is_null() => sound(&label, answer),
        (None, None) => {
            let mut found = sound(&label, answer);
            let (ours, real) = (&answer.ours["catalogue"], &answer.real["catalogue"]);
            for (name, ours) in objects(&ours["tables"]) {
                let table = Table {
                    case,
                    ours,
                    real: &real["tables"][name],
                };
                found.extend(
                    table
                        .differences()
                        .map(|one| format!("{label}: table {name}: {one}")),
                );
            }
            // Views are the same; triggers are kept where Alembic loses them.
            differ(&mut found, &label, "views", &ours["views"], &real["views"]);
            for (name, sql) in objects(&real["triggers"]) {
                differ(&mut found, &label, name, &ours["triggers"][name], sql);
            }
            found.extend(rows(case, answer).map(|one| format!("{label}: {one}")));
            found
        }
    }
}

/// A column that the batch adds and the table has: Alembic empties it.
fn is_refused(error: &str) -> bool {
    error.contains("exists already") || error.contains("which is to be dropped; drop it first")
}

/// What Alembic cannot do.
fn fails_in_alembic(case: &Case<'_>, error: &str) -> bool {
    [
        // Reflection and rendering that do not know the live table.
        "near \"VIRTUAL\": syntax error",
        "near \"ALWAYS\": syntax error",
        "NoSuchTableError: later",
        "Can't generate DDL for NullType()",
        "default value of column [name] is not constant",
        "could not find table",
        "error in trigger tr_other",
        "requires that constraint is explicitly named",
        // A renamed or dropped column in what is only text.
        "no such column:",
        "error in view",
        // A UNIQUE whose name stands in the column's definition is not reflected with it.
        "No such constraint: 'uq_inline'",
        // Names are compared as SQLite compares them.
        "KeyError: 'camelcase'",
    ]
    .iter()
    .any(|known| error.contains(known))
        // A value that the new check refuses: bridge does not write it either.
        || (case.body.0 == "reflect_args boolean" && error.contains("CHECK constraint failed"))
}

/// Whatever is permitted, the database is whole, and no reference dangles that
/// does not with Alembic.
fn sound(label: &str, answer: &Answer) -> Vec<String> {
    let ours = &answer.ours;
    let mut found = Vec::new();
    if !ours["unreadable"].is_null() {
        found.push(format!("{label}: {}", ours["unreadable"]));
    }
    if !items(&ours["broken"]).is_empty() {
        found.push(format!("{label}: broken: {}", ours["broken"]));
    }
    // A foreign key to values that are not there is the same in both.
    let adds = answer.error.is_none() && ours["violations"] == answer.real["violations"];
    let stays = answer.error.is_some();
    if !adds && !stays && !items(&ours["violations"]).is_empty() {
        found.push(format!("{label}: violations: {}", ours["violations"]));
    }
    found
}

fn differ(found: &mut Vec<String>, label: &str, what: &str, ours: &Value, real: &Value) {
    if ours != real {
        found.push(format!("{label}: {what}\n   ours: {ours}\n   real: {real}"));
    }
}

/// A table on both sides.
struct Table<'a> {
    case: &'a Case<'a>,
    ours: &'a Value,
    real: &'a Value,
}

impl Table<'_> {
    fn differences(&self) -> impl Iterator<Item = String> {
        let mut found = Vec::new();
        self.columns(&mut found);
        self.sets(&mut found);
        self.indexes(&mut found);
        for flag in ["autoincrement", "without_rowid", "strict"] {
            let kept = self.ours[flag] == Value::Bool(true);
            if self.ours[flag] != self.real[flag] && !kept {
                found.push(format!(
                    "{flag}: {} and {}",
                    self.ours[flag], self.real[flag]
                ));
            }
        }
        for list in ["collations", "conflicts"] {
            self.included(
                list,
                &items(&self.ours[list]),
                &items(&self.real[list]),
                &mut found,
            );
        }
        found.into_iter()
    }

    fn columns(&self, found: &mut Vec<String>) {
        let (ours, real) = (items(&self.ours["columns"]), items(&self.real["columns"]));
        // Columns that neither `include_columns` nor `copy_from` names stay.
        let leaves_out = ["include_columns", "copy_from"];
        let narrows = leaves_out
            .iter()
            .any(|word| self.case.body.0.contains(word));
        let same = |one: &&&Value| real.iter().any(|other| other["name"] == one["name"]);
        let here: Vec<&&Value> = ours.iter().filter(|one| !narrows || same(one)).collect();
        if here.len() != real.len() {
            found.push(format!(
                "columns\n   ours: {}\n   real: {}",
                self.ours["columns"], self.real["columns"]
            ));
            return;
        }
        for (ours, real) in here.into_iter().zip(real) {
            let mut alike = (*ours).clone();
            if same_type(self.case, &ours["type"], &real["type"]) {
                alike["type"] = real["type"].clone();
            }
            if alike != *real {
                found.push(format!("column\n   ours: {ours}\n   real: {real}"));
            }
        }
    }

    /// Keys and checks: those of Alembic are there, and bridge has more only
    /// where Alembic loses it.
    fn sets(&self, found: &mut Vec<String>) {
        if self.ours["primary_key"] != self.real["primary_key"] {
            found.push(format!(
                "primary key\n   ours: {}\n   real: {}",
                self.ours["primary_key"], self.real["primary_key"]
            ));
        }
        // Unnamed ones are compared by their automatic indexes.
        let named = |list: &Value| -> Vec<Value> {
            items(list)
                .into_iter()
                .filter(|one| !one["name"].is_null())
                .cloned()
                .collect()
        };
        let (ours, mut real) = (named(&self.ours["uniques"]), named(&self.real["uniques"]));
        if self.case.body.0 == "naming_convention" && self.case.shape.label == "named unique" {
            // The name in the column's definition stays; Alembic does not see it.
            real.retain(|one| one["name"] != "uq_t_name");
        }
        // The convention of this body gives two constraints one name; or one gets a name beside
        // the other, which SQLAlchemy does not see then.
        let of_body = self
            .case
            .body
            .1
            .contains("'uq_%(table_name)s_%(column_0_name)s'");
        let two_of_one_name = self.case.shape.label == "unnamed unique" && of_body
            || self.case.shape.sql.contains("UNIQUE (name)")
                && self.case.body.0 == "unique without a name";
        if ours != real && !two_of_one_name {
            found.push(format!("uniques\n   ours: {ours:?}\n   real: {real:?}"));
        }
        let (ours, real) = (
            items(&self.ours["foreign_keys"]),
            items(&self.real["foreign_keys"]),
        );
        if self.case.body.0 != "drop and add the same" {
            self.included("foreign keys", &ours, &real, found);
        }
        // Alembic loses those of a column that reflect_args or copy_from states.
        let stated = ["reflect_args", "copy_from"];
        let loses = stated.iter().any(|word| self.case.body.0.contains(word));
        if ours.len() != real.len() && !loses {
            found.push(format!(
                "foreign keys\n   ours: {ours:?}\n   real: {real:?}"
            ));
        }
        // Alembic 1.13 writes the check of a type twice, once without the convention.
        let (ours, mut real) = (items(&self.ours["checks"]), items(&self.real["checks"]));
        real.dedup();
        if self.case.body.2.contains("create_constraint") {
            let twice = |one: &&Value| !is_without_convention(one, &self.real["checks"]);
            real.retain(twice);
        }
        self.included("checks", &ours, &real, found);
        let more = ours.iter().filter(|one| !one["name"].is_null()).count();
        let there = real.iter().filter(|one| !one["name"].is_null()).count();
        // The check of a type falls where its column is renamed with `existing_type`.
        if more != there && self.case.body.0 != "rename the flag" {
            found.push(format!(
                "named checks\n   ours: {ours:?}\n   real: {real:?}"
            ));
        }
    }

    fn indexes(&self, found: &mut Vec<String>) {
        let (ours, real) = (items(&self.ours["indexes"]), items(&self.real["indexes"]));
        // Kept: an index on an expression, DESC, COLLATE.
        let plain = |index: &Value| -> Value {
            let mut index = index.clone();
            if let Some(columns) = index["columns"].as_array_mut() {
                for column in columns {
                    column["descending"] = Value::Bool(false);
                    column["collation"] = Value::Null;
                }
            }
            index
        };
        let mut left: Vec<Value> = ours.iter().map(|one| plain(one)).collect();
        for index in real.iter().map(|one| plain(one)) {
            match left.iter().position(|one| *one == index) {
                Some(at) => drop(left.remove(at)),
                None => found.push(format!("index of Alembic's only: {index}")),
            }
        }
        left.retain(|one| one["expression"].is_null());
        // Of two constraints that a convention gives one name, Alembic keeps one.
        if self.case.shape.label == "unnamed unique"
            && self.case.body.1.contains("naming_convention")
        {
            left.retain(|one| one["origin"] != "u");
        }
        for index in left {
            found.push(format!("index of bridge's only: {index}"));
        }
    }

    fn included(&self, what: &str, ours: &[&Value], real: &[&Value], found: &mut Vec<String>) {
        let missing: Vec<&&Value> = real.iter().filter(|one| !ours.contains(one)).collect();
        if !missing.is_empty() {
            found.push(format!(
                "{what} of Alembic's only: {missing:?}\n   ours: {ours:?}"
            ));
        }
    }
}

/// Whether the same check is there again, under the name that a convention gives it.
fn is_without_convention(check: &Value, all: &Value) -> bool {
    let plain = check["name"].as_str().unwrap_or_default();
    items(all).iter().any(|other| {
        let name = other["name"].as_str().unwrap_or_default();
        other["condition"] == check["condition"]
            && name.len() > plain.len()
            && name.ends_with(plain)
    })
}

/// A type that nobody changes stays as it was spelt; Alembic spells it as SQLAlchemy does.
fn same_type(case: &Case<'_>, ours: &Value, real: &Value) -> bool {
    let (Some(ours), Some(real)) = (ours.as_str(), real.as_str()) else {
        return false;
    };
    let stays = case.shape.sql.contains(ours);
    ours == real || (stays && affinity(ours) == affinity(real))
}

/// The affinity that SQLite gives a type, and whether its values are dates.
fn affinity(data_type: &str) -> &'static str {
    let upper = data_type.to_ascii_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| upper.contains(word));
    if has(&["INT"]) {
        "integer"
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        "text"
    } else if has(&["BLOB"]) || upper.is_empty() {
        "blob"
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        "real"
    } else {
        "numeric"
    }
}

/// Rows and counters.
fn rows(case: &Case<'_>, answer: &Answer) -> impl Iterator<Item = String> {
    let (ours, real) = (&answer.ours["rows"], &answer.real["rows"]);
    let mut found = Vec::new();
    for (name, real) in objects(&real["tables"]) {
        let ours = &ours["tables"][name];
        let places: Vec<usize> = items(&real["columns"])
            .iter()
            .filter_map(|column| items(&ours["columns"]).iter().position(|one| one == column))
            .collect();
        let ours: Vec<Value> = items(&ours["rows"])
            .into_iter()
            .map(|row| places.iter().map(|at| row[*at].clone()).collect())
            .collect();
        let mut differences = Vec::new();
        oracle::compare(&Value::Array(ours), &real["rows"], "", &mut differences);
        // A date is not cast: SQLite would make a number of it.
        let casts = case.body.0 == "to date";
        found.extend(
            differences
                .into_iter()
                .filter(|_| !casts)
                .map(|one| format!("rows of {name}: {one}")),
        );
    }
    for (name, real) in objects(&real["sequences"]) {
        // A counter that is ahead of the highest row stays ahead.
        let kept = ours["sequences"][name].as_i64() >= real.as_i64();
        if !kept && name == case.shape.table {
            found.push(format!(
                "counter of {name}: {} and {real}",
                ours["sequences"][name]
            ));
        }
    }
    found.into_iter()
}

fn items(value: &Value) -> Vec<&Value> {
    value
        .as_array()
        .map(|all| all.iter().collect())
        .unwrap_or_default()
}

fn objects(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}
