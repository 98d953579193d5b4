//! Names for the live table's constraints, by the batch's naming convention: those without one
//! get one, and a template with `%(constraint_name)s` changes those that have one.

use super::table::{ColumnConstraint, ColumnRule, TableConstraint, TableRule};

/// Templates by key: `fk`, `uq`, `pk`, …
pub(crate) type Convention = Vec<(String, String)>;

const OWN_NAME: &str = "%(constraint_name)s";

/// The name that the convention gives the constraint; none where it says nothing.
pub(crate) fn constraint(
    table: &str,
    constraint: &TableConstraint,
    convention: &Convention,
) -> Option<String> {
    let (key, columns, referred) = match &constraint.rule {
        TableRule::PrimaryKey { columns, .. } => ("pk", names(columns), None),
        TableRule::Unique { columns, .. } => ("uq", names(columns), None),
        TableRule::ForeignKey { columns, reference } => (
            "fk",
            columns.iter().map(String::as_str).collect(),
            Some((reference.table.as_str(), reference.columns.as_slice())),
        ),
        TableRule::Check(_) => ("ck", Vec::new(), None),
    };
    let template = of_name(template(key, convention)?, constraint.name.as_deref())?;
    expand(&template, table, &columns, referred)
}

/// The same for a constraint in a column's definition.
pub(crate) fn column_rule(
    table: &str,
    column: &str,
    constraint: &ColumnConstraint,
    convention: &Convention,
) -> Option<String> {
    let (key, referred) = match &constraint.rule {
        ColumnRule::PrimaryKey { .. } => ("pk", None),
        ColumnRule::Unique { .. } => ("uq", None),
        ColumnRule::References(reference) => (
            "fk",
            Some((reference.table.as_str(), reference.columns.as_slice())),
        ),
        ColumnRule::Check(_) => ("ck", None),
        _ => return None,
    };
    let template = of_name(template(key, convention)?, constraint.name.as_deref())?;
    expand(&template, table, &[column], referred)
}

/// The template for a constraint of this name; none where it says nothing to it.
fn of_name(template: &str, name: Option<&str>) -> Option<String> {
    match name {
        None => Some(template.to_owned()),
        Some(name) if template.contains(OWN_NAME) => {
            Some(template.replace(OWN_NAME, &name.replace('%', "%%")))
        }
        Some(_) => None,
    }
}

fn names(columns: &[super::table::KeyColumn]) -> Vec<&str> {
    columns.iter().map(|key| key.name.as_str()).collect()
}

fn template<'a>(key: &str, convention: &'a Convention) -> Option<&'a str> {
    convention
        .iter()
        .find(|(name, _)| name == key)
        .map(|(_, template)| template.as_str())
}

fn expand(
    template: &str,
    table: &str,
    columns: &[&str],
    referred: Option<(&str, &[String])>,
) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("%(") {
        out.push_str(before);
        let (token, behind) = after.split_once(")s")?;
        rest = behind;
        match token {
            "table_name" => out.push_str(table),
            "referred_table_name" => out.push_str(referred?.0),
            _ => {
                let (token, own, names): (&str, bool, Vec<&str>) =
                    match token.strip_prefix("referred_") {
                        Some(token) => {
                            let names = referred?.1.iter().map(String::as_str).collect();
                            (token, false, names)
                        }
                        None => (token, true, columns.to_vec()),
                    };
                let token = token.strip_prefix("column_")?;
                let (which, what) = match token.strip_prefix("0_N_") {
                    Some(what) => ("0_N", what),
                    None => token.split_once('_')?,
                };
                let prefix = match what {
                    "name" | "key" => String::new(),
                    "label" if own => format!("{table}_"),
                    "label" => format!("{}_", referred?.0),
                    _ => return None,
                };
                let label = |column: &&str| format!("{prefix}{column}");
                let all: Vec<String> = names.iter().map(label).collect();
                match which {
                    "0N" => out.push_str(&all.concat()),
                    "0_N" => out.push_str(&all.join("_")),
                    index => out.push_str(all.get(index.parse::<usize>().ok()?)?),
                }
            }
        }
    }
    out.push_str(rest);
    Some(out.replace("%%", "%"))
}
