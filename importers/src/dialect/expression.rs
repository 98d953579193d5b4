//! Expressions, as SQLAlchemy's statement compiler writes them with literal values.

use super::bound::Binds;
use super::correlation::Around;
use super::label::Labels;
use super::rules::{Rendered, Rules, refused};
use super::source;
use super::{Dialect, change, identifier, literal, query, text, types, unfit};
use crate::operation::expression::Source;
use crate::operation::expression::{Fetch, Hint};
use crate::operation::name::{AGAIN, COUNTED, UNNAMED};
use crate::operation::operator::AS_BOOLEAN;
use crate::operation::{Expression, Name};

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// Whether columns are written with their table; not so inside DDL.
    pub(crate) table_names: bool,
    /// Labels for the columns of queries.
    pub(crate) labels: Option<&'a Labels>,
    /// Where values go that do not stand in the statement; `None` where they are written as literals.
    pub(crate) binds: Option<&'a Binds<'a>>,
    /// Whether it is a query in `FROM`, whose columns are labelled.
    pub(crate) in_from: bool,
    /// Whether a query that stands here is a value or a condition: nobody reads its columns by name.
    pub(crate) as_value: bool,
    /// The tables of the statements around it, for its subqueries.
    pub(crate) around: Around<'a>,
    /// What the tables in its `FROM` are read with.
    pub(crate) hints: &'a [Hint],
    /// Names of tables with a schema beside which one without stands under a name of its own.
    pub(crate) ambiguous: &'a [&'a str],
    /// Whether an operator stands around it: some stand in parentheses inside any other.
    pub(crate) in_operator: bool,
}

impl Scope<'_> {
    /// Whether it stands inside `CREATE` or `ALTER`.
    pub(crate) fn inside_ddl(self) -> bool {
        !self.table_names
    }
}

impl Default for Scope<'_> {
    fn default() -> Self {
        Self {
            table_names: true,
            labels: None,
            binds: None,
            in_from: false,
            as_value: false,
            around: Around::NOTHING,
            hints: &[],
            ambiguous: &[],
            in_operator: false,
        }
    }
}

/// Inside `CREATE`: columns stand without their table.
pub(crate) const DDL: Scope<'static> = Scope {
    table_names: false,
    labels: None,
    binds: None,
    in_from: false,
    as_value: false,
    around: Around::NOTHING,
    hints: &[],
    ambiguous: &[],
    in_operator: false,
};

/// Functions that SQLAlchemy knows in any case of letters and writes in lower case.
const GENERIC: &[&str] = &[
    "aggregate_strings",
    "array_agg",
    "char_length",
    "coalesce",
    "concat",
    "count",
    "cume_dist",
    "dense_rank",
    "max",
    "min",
    "mode",
    "now",
    "percent_rank",
    "percentile_cont",
    "percentile_disc",
    "random",
    "rank",
    "sum",
];

/// Functions that stand without parentheses where they have no arguments.
const BARE: &[(&str, &str)] = &[
    ("current_date", "CURRENT_DATE"),
    ("current_time", "CURRENT_TIME"),
    ("current_timestamp", "CURRENT_TIMESTAMP"),
    ("current_user", "CURRENT_USER"),
    ("localtime", "LOCALTIME"),
    ("localtimestamp", "LOCALTIMESTAMP"),
    ("session_user", "SESSION_USER"),
    ("sysdate", "sysdate"),
    ("user", "USER"),
];

/// Functions in capitals.
const CAPITAL: &[(&str, &str)] = &[
    ("cube", "CUBE"),
    ("rollup", "ROLLUP"),
    ("grouping_sets", "GROUPING SETS"),
];

/// An expression or statement.
pub(crate) fn render(rules: &dyn Rules, expression: &Expression, scope: Scope<'_>) -> Rendered {
    let each = |items: &[Expression], between: &str| list(rules, items, between, scope);
    Ok(match expression {
        Expression::Raw(sql) => text::unescape(sql),
        Expression::Text { text, parameters } => text::render(rules, text, parameters, scope)?,
        Expression::Literal { value, data_type } => match scope.binds {
            Some(binds) => binds.literal(rules, value, data_type.as_ref())?,
            None if scope.inside_ddl() => {
                unfit::check(rules, value, data_type.as_ref())?;
                rules.literal(value, data_type.as_ref())?
            }
            None => {
                let own = literal::type_of_bound(value, data_type.as_ref(), rules.dialect());
                rules.literal(value, own)?
            }
        },
        Expression::Null => "NULL".to_owned(),
        Expression::True => rules.boolean(true).to_owned(),
        Expression::False => rules.boolean(false).to_owned(),
        Expression::Column {
            table: Some(source),
            name,
            ..
        } if name.text.is_empty() => match source {
            Source::Table(table, _) => identifier::quote(rules, &table.name),
            _ => source::source_name(rules, source, scope),
        },
        Expression::Column { name, .. } if name.text.starts_with(UNNAMED) => {
            return Err(refused("A column is used here that has no name yet.")
                .help("Write Column(\"name\", ...)."));
        }
        Expression::Column {
            table,
            name,
            data_type,
        } if name.text.starts_with([COUNTED, AGAIN]) => {
            let name = match scope.labels {
                Some(labels) => labels.resolved(name),
                None => Labels::default().resolved(name),
            };
            let column = Expression::Column {
                table: table.clone(),
                name,
                data_type: data_type.clone(),
            };
            render(rules, &column, scope)?
        }
        Expression::Column { table, name, .. } => match table {
            Some(source) if scope.table_names && source::is_named(source) => format!(
                "{}.{}",
                source::source_name(rules, source, scope),
                identifier::quote(rules, name)
            ),
            _ => identifier::quote(rules, name),
        },
        Expression::LookedUp {
            found: Some(found), ..
        } => render(rules, found, scope)?,
        Expression::LookedUp { name, .. } if scope.inside_ddl() => {
            text::render(rules, &name.text, &[], scope)?
        }
        Expression::LookedUp { name, .. } => return Err(refused(not_found(name))),
        Expression::Verbatim(sql) => sql.clone(),
        Expression::Written {
            names_columns: true,
            ..
        } if !scope.table_names => {
            return Err(refused(
                "An element of the project's own names columns where they stand without their table.",
            )
            .help("Write the SQL in place of the element."));
        }
        Expression::Written { text, .. } => text.clone(),
        Expression::Function { name, arguments } => function(rules, name, arguments, scope)?,
        Expression::Field { function, name } => format!(
            "({}).{}",
            render(rules, function, scope)?,
            identifier::quote(rules, name)
        ),
        Expression::Unary { operator, operand } => {
            let operand = render(rules, operand, scope)?;
            // Two of them would begin a comment.
            let between = match operator.ends_with('-') && operand.starts_with('-') {
                true => " ",
                false => "",
            };
            format!("{operator}{between}{operand}")
        }
        Expression::Postfix { operator, operand } => {
            format!("{}{operator}", render(rules, operand, scope)?)
        }
        Expression::Binary {
            left,
            operator,
            right,
        } => binary(rules, left, operator, right, scope)?,
        Expression::Custom {
            left,
            operator,
            right,
            ..
        } => format!(
            "{} {operator} {}",
            render(rules, left, within(scope))?,
            render(rules, right, within(scope))?
        ),
        // `x = 1`, which is no operator.
        Expression::Composed {
            expression,
            operator: Some(operator),
            ..
        } if operator == AS_BOOLEAN
            && let Expression::Binary { left, right, .. } = &**expression =>
        {
            format!(
                "{} = {}",
                render(rules, left, scope)?,
                render(rules, right, scope)?
            )
        }
        Expression::Composed { expression, .. } | Expression::Object { expression, .. } => {
            render(rules, expression, scope)?
        }
        Expression::Filter {
            function,
            condition,
        } => format!(
            "{} FILTER (WHERE {})",
            render(rules, function, scope)?,
            render(rules, condition, scope)?
        ),
        Expression::WithinGroup { function, order_by } => format!(
            "{} WITHIN GROUP (ORDER BY {})",
            render(rules, function, scope)?,
            each(order_by, ", ")?
        ),
        Expression::Ordered { .. } if rules.dialect() != Dialect::Postgres => {
            return Err(types::absent(rules.dialect(), "aggregate_order_by"));
        }
        Expression::Ordered {
            expression,
            order_by,
        } => format!(
            "{} ORDER BY {}",
            render(rules, expression, scope)?,
            each(order_by, ", ")?
        ),
        Expression::Over {
            function,
            partition_by,
            order_by,
            frame,
        } => {
            let mut parts = Vec::new();
            if !partition_by.is_empty() {
                parts.push(format!("PARTITION BY {}", each(partition_by, ", ")?));
            }
            if !order_by.is_empty() {
                parts.push(format!("ORDER BY {}", each(order_by, ", ")?));
            }
            parts.extend(frame.clone());
            format!(
                "{} OVER ({})",
                render(rules, function, scope)?,
                parts.join(" ")
            )
        }
        Expression::ArrayOf(items) => rules.array(&each(items, ", ")?)?,
        Expression::Junction { operands, .. } if operands.is_empty() => {
            return Err(refused(
                "`and_()` or `or_()` without a condition has no SQL here.",
            ));
        }
        Expression::Junction { all, operands } => list(
            rules,
            operands,
            if *all { " AND " } else { " OR " },
            within(scope),
        )?,
        Expression::Grouping(inner) => format!("({})", render(rules, inner, scope)?),
        Expression::List(items) => format!("({})", each(items, ", ")?),
        Expression::Cast {
            expression,
            data_type,
        } => rules.cast(expression, data_type, scope)?,
        Expression::Case {
            subject,
            branches,
            otherwise,
        } => {
            let mut sql = "CASE".to_owned();
            if let Some(subject) = subject {
                sql.push_str(&format!(" {}", render(rules, subject, scope)?));
            }
            for (condition, result) in branches {
                sql.push_str(&format!(
                    " WHEN {} THEN {}",
                    render(rules, condition, scope)?,
                    render(rules, result, scope)?
                ));
            }
            if let Some(otherwise) = otherwise {
                sql.push_str(&format!(" ELSE {}", render(rules, otherwise, scope)?));
            }
            sql.push_str(" END");
            sql
        }
        // Only the list of a query names it.
        Expression::Label { expression, .. } => render(rules, expression, scope)?,
        Expression::Exists(inner) => match inner.as_ref() {
            grouped @ Expression::Grouping(_) => {
                format!("EXISTS {}", render(rules, grouped, scope)?)
            }
            plain => format!("EXISTS ({})", render(rules, plain, scope)?),
        },
        Expression::Values(values) => source::values(rules, values, scope)?,
        Expression::Select(select) => query::select(rules, select, scope)?,
        Expression::Compound(compound) => query::compound(rules, compound, scope)?,
        Expression::Insert(insert) => change::insert(rules, insert, scope)?,
        Expression::Update(update) => change::update(rules, update, scope)?,
        Expression::Delete(delete) => change::delete(rules, delete, scope)?,
    })
}

/// What SQLAlchemy says of a name that a query does not know.
pub(crate) fn not_found(name: &Name) -> String {
    let shown = crate::python::text::string_repr(&name.text);
    format!(
        "Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT etc. Textual SQL \
         expression {shown} should be explicitly declared as text({shown})"
    )
}

/// Expressions in a row.
pub(crate) fn list(
    rules: &dyn Rules,
    items: &[Expression],
    between: &str,
    scope: Scope<'_>,
) -> Rendered {
    let mut sql = String::new();
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            sql.push_str(between);
        }
        sql.push_str(&render(rules, item, scope)?);
    }
    Ok(sql)
}

/// `OFFSET … FETCH FIRST …`
pub(crate) fn fetch(fetch: &Fetch, count: &str, offset: Option<&str>) -> String {
    let mut sql = offset.map_or_else(String::new, |offset| format!("\nOFFSET {offset} ROWS"));
    let percent = if fetch.percent { " PERCENT" } else { "" };
    let end = if fetch.with_ties { "WITH TIES" } else { "ONLY" };
    sql.push_str(&format!("\nFETCH FIRST {count}{percent} ROWS {end}"));
    sql
}

/// Operators that stand in parentheses inside any other, besides where their precedence says so.
const EAGER: &[&str] = &[
    "->", "->>", "#>", "#>>", "#-", "?", "?|", "?&", "@>", "<@", "@?", "@@",
];

/// Inside an operator.
fn within(scope: Scope<'_>) -> Scope<'_> {
    Scope {
        in_operator: true,
        ..scope
    }
}

/// Whether SQLAlchemy writes the operator by a function of its own, which does not tell what it
/// is written of that it stands in an operator.
fn is_apart(dialect: Dialect, operator: &str) -> bool {
    match operator {
        "LIKE" | "NOT LIKE" | "ILIKE" | "NOT ILIKE" | "%" | "/" | "//" | "[]" | ":" | "FROM" => {
            true
        }
        "||" => dialect == Dialect::Mysql,
        "REGEXP flags" | "NOT REGEXP flags" => true,
        "IS DISTINCT FROM" | "IS NOT DISTINCT FROM" => dialect != Dialect::Postgres,
        _ => operator.starts_with("MATCH") && dialect != Dialect::Sqlite,
    }
}

fn binary(
    rules: &dyn Rules,
    left: &Expression,
    operator: &str,
    right: &Expression,
    scope: Scope<'_>,
) -> Rendered {
    let operator = operator.trim();
    let is_inside = scope.in_operator;
    let scope = match (operator, is_apart(rules.dialect(), operator)) {
        // These two begin anew.
        ("IS DISTINCT FROM" | "IS NOT DISTINCT FROM", true) => Scope {
            in_operator: false,
            ambiguous: &[],
            ..scope
        },
        (_, true) => scope,
        (_, false) => within(scope),
    };
    if operator == "||" {
        let mut parts = Vec::new();
        concatenated(rules, left, scope, &mut parts)?;
        concatenated(rules, right, scope, &mut parts)?;
        return Ok(rules.concat(&parts));
    }
    let width = match left {
        Expression::List(items) => items.len(),
        _ => 1,
    };
    let left = render(rules, left, scope)?;
    if matches!(right, Expression::List(items) if items.is_empty()) {
        match operator {
            "IN" => return Ok(format!("{left} IN ({}", rules.empty_set(false, width))),
            "NOT IN" => return Ok(format!("({left} NOT IN ({}", rules.empty_set(true, width))),
            _ => {}
        }
    }
    let right = render(rules, right, scope)?;
    Ok(rules
        .binary(&left, operator, &right, is_inside)
        .unwrap_or_else(|| match operator {
            "//" => format!("{left} / {right}"),
            "[]" => format!("{left}[{right}]"),
            ":" => format!("{left}:{right}"),
            "NOT IN" => format!("({left} NOT IN {right})"),
            _ if is_inside && EAGER.contains(&operator) => format!("({left} {operator} {right})"),
            _ => format!("{left} {operator} {right}"),
        }))
}

/// The parts of `a || b || c`.
fn concatenated(
    rules: &dyn Rules,
    expression: &Expression,
    scope: Scope<'_>,
    parts: &mut Vec<String>,
) -> Result<(), crate::Diagnostic> {
    match expression {
        Expression::Binary {
            left,
            operator,
            right,
        } if operator.trim() == "||" => {
            concatenated(rules, left, scope, parts)?;
            concatenated(rules, right, scope, parts)?;
        }
        other => parts.push(render(rules, other, scope)?),
    }
    Ok(())
}

/// Whether SQLAlchemy has a class for the function.
pub(crate) fn is_generic(name: &Name) -> bool {
    let lower = name.text.to_lowercase();
    name.quote.is_none()
        && (GENERIC.contains(&lower.as_str())
            || BARE.iter().chain(CAPITAL).any(|(known, _)| *known == lower))
}

/// A function's name as SQLAlchemy has it: in lower case where it knows the function.
pub(crate) fn function_name(name: &Name) -> String {
    match is_generic(name) {
        true => name.text.to_lowercase(),
        false => name.text.clone(),
    }
}

fn function(
    rules: &dyn Rules,
    name: &[Name],
    arguments: &[Expression],
    scope: Scope<'_>,
) -> Rendered {
    let Some((last, packages)) = name.split_last() else {
        return list(rules, arguments, ", ", scope);
    };
    let arguments = arguments
        .iter()
        .map(|argument| render(rules, argument, scope))
        .collect::<Result<Vec<_>, _>>()?;
    let sql = arguments.join(", ");
    let lower = last.text.to_lowercase();
    if let Some(own) = rules.function(&lower, &arguments) {
        return Ok(own);
    }
    if packages.is_empty() && last.quote.is_none() {
        if let Some((_, bare)) = BARE.iter().find(|(name, _)| *name == lower) {
            return Ok(if arguments.is_empty() {
                (*bare).to_owned()
            } else {
                format!("{bare}({sql})")
            });
        }
        if lower == "count" && arguments.is_empty() {
            return Ok("count(*)".to_owned());
        }
        if let Some((_, capital)) = CAPITAL.iter().find(|(name, _)| *name == lower) {
            return Ok(format!("{capital}({sql})"));
        }
        if GENERIC.contains(&lower.as_str()) {
            return Ok(format!("{lower}({sql})"));
        }
    }
    let parts: Vec<_> = packages
        .iter()
        .chain([last])
        .map(|part| {
            let has_quotes = part.quote;
            match has_quotes.unwrap_or_else(|| !identifier::legal_characters(&part.text)) {
                true => identifier::quoted(rules, &part.text),
                false => part.text.clone(),
            }
        })
        .collect();
    Ok(format!("{}({sql})", parts.join(".")))
}
