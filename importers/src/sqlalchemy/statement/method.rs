//! What Python sees of a statement: its attributes, methods and operators.

use std::rc::Rc;

use super::change::returned;
use super::listing::{Listed, listing, selected_otherwise};
use super::select::select_method;
use super::values::Form;
use super::{Statement, StatementObject};
use crate::operation::Expression;
use crate::operation::expression::{AliasedKind, Identity, Select};
use crate::operation::operator::{self, Around};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{
    argument, clause, execution_options, given, label_style, looked_up, orm, source, textual,
};

impl Object for StatementObject {
    fn type_name(&self) -> &str {
        match self.statement {
            Statement::Insert(_) => "Insert",
            Statement::Update(_) => "Update",
            Statement::Delete(_) => "Delete",
            Statement::Select(_) => "Select",
            Statement::Compound(_) => "CompoundSelect",
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match (name, &self.table) {
            ("table", Some(table)) => Some(Value::Object(table.clone())),
            // The row that an insert could not insert.
            ("excluded", Some(table)) => Some(table.columns_named("excluded")),
            ("inserted", Some(table)) => Some(table.columns_named("inserted")),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name == "compile" {
            let own = self.executable(interpreter)?.expression();
            let render = |dialect| crate::dialect::standing(&own, dialect);
            return crate::sqlalchemy::compile::statement(interpreter, args, true, render)
                .map(Some);
        }
        let mut next = (*self).clone();
        match name {
            "values" => next.values(interpreter, args)?,
            "filter_by" => {
                let mut conditions = Vec::new();
                for keyword in args.take_keywords() {
                    if let Some(column) = orm::filtered(interpreter, &next, &keyword.name)? {
                        conditions.push(interpreter.equal(&column, &keyword.value)?);
                        continue;
                    }
                    let column = next.filtered_column(interpreter, &keyword.name);
                    let Some(own) = column.as_ref().and_then(clause::parts) else {
                        return Err(args
                            .refuse(format!("The statement has no column \"{}\".", keyword.name)));
                    };
                    let made = clause::operate(interpreter, own, "==", &keyword.value, false)?;
                    conditions.extend(made);
                }
                return interpreter
                    .call_method(&Value::object(next), "where", Args::new(conditions))
                    .map(Some);
            }
            "from_statement" if next.selected.is_some() => {
                let given = args.required("statement")?;
                let made = orm::FromStatement::new(Rc::new(next), given);
                return Ok(Some(Value::object(made)));
            }
            "where" | "filter" => {
                for value in args.rest() {
                    let condition = clause::condition(interpreter, &value)?;
                    let conditions = match &mut next.statement {
                        Statement::Update(update) => &mut update.conditions,
                        Statement::Delete(delete) => &mut delete.conditions,
                        Statement::Select(select) => &mut select.conditions,
                        Statement::Insert(_) | Statement::Compound(_) => {
                            return Err(args.refuse("This statement has no condition."));
                        }
                    };
                    // Conditions are joined by AND.
                    conditions.push(operator::group(condition, Around::Condition));
                }
            }
            "from_select" => {
                if next.form != Form::None {
                    return Err(argument::stops(
                        interpreter,
                        "sqlalchemy.exc.InvalidRequestError",
                        "This construct already inserts value expressions",
                    ));
                }
                let names = args.required("names")?;
                let names = interpreter
                    .iterate(&names)?
                    .iter()
                    .map(|name| next.target(interpreter, args, name))
                    .collect::<Result<Vec<_>>>()?;
                let given = args.required("select")?;
                let defaults = args.optional_boolean("include_defaults")?.unwrap_or(true);
                let query = match (textual::as_query(&given), clause::as_expression(&given)) {
                    (Some(query), _) => query,
                    (None, Some(query @ (Expression::Select(_) | Expression::Compound(_)))) => {
                        query
                    }
                    (None, Some(Expression::Text { .. })) => {
                        return Err(argument::stops(
                            interpreter,
                            "sqlalchemy.exc.ArgumentError",
                            "SELECT statement or equivalent textual object expected, got \
                             <sqlalchemy.sql.elements.TextClause>",
                        ));
                    }
                    _ => return Err(args.refuse("`from_select` takes a select.")),
                };
                next.insert_query(interpreter, names, query, defaults)?;
            }
            "join" | "outerjoin" if matches!(next.statement, Statement::Select(_)) => {
                next.note_join(args, name == "outerjoin", false);
                next.join(interpreter, args, name == "outerjoin")?;
            }
            "join_from" | "outerjoin_from" if matches!(next.statement, Statement::Select(_)) => {
                next.note_join(args, name == "outerjoin_from", true);
                next.join_from(interpreter, args, name == "outerjoin_from")?;
            }
            "params" | "unique_params" => {
                if !self.reads() {
                    return Err(argument::stops(
                        interpreter,
                        "NotImplementedError",
                        "params() is not supported for INSERT/UPDATE/DELETE statements. To set \
                         the values for an INSERT or UPDATE statement, use \
                         stmt.values(**parameters).",
                    ));
                }
                let given = given::arguments(interpreter, args)?;
                next = next.with_parameters(interpreter, &given)?;
            }
            "execution_options" => {
                let options = execution_options::of_method(interpreter, args)?;
                next.session = next.session.and(options.session);
            }
            "options" => {
                next.loads.extend(orm::loads(&args.rest()));
            }
            // What a session does beside the rows.
            "inline" | "return_defaults" => {
                let _ = args.rest();
                let _ = args.take_keywords();
            }
            "prefix_with" => {
                let words = source::words(interpreter, args)?;
                match &mut next.statement {
                    Statement::Insert(insert) => insert.prefixes.extend(words),
                    Statement::Update(update) => update.prefixes.extend(words),
                    Statement::Delete(delete) => delete.prefixes.extend(words),
                    Statement::Select(select) => select.prefixes.extend(words),
                    Statement::Compound(_) => return Ok(None),
                }
            }
            "with_hint" if !self.reads() => next.hint(interpreter, args)?,
            "with_dialect_options" if !self.reads() => next.dialect_options(interpreter, args)?,
            "returning" => {
                let values = args.rest();
                let (list, selected) = listing(interpreter, args, &values)?;
                next.selected = selected;
                let _ = args.keyword("sort_by_parameter_order");
                next.returning = returned(&list);
                match &mut next.statement {
                    Statement::Insert(insert) => insert.returning = list.columns,
                    Statement::Update(update) => update.returning = list.columns,
                    Statement::Delete(delete) => delete.returning = list.columns,
                    _ => return Ok(None),
                }
            }
            "ordered_values" => {
                if next.form != Form::None {
                    let how = match next.form {
                        Form::Ordered => "ordered values",
                        _ => "values",
                    };
                    return Err(argument::stops(
                        interpreter,
                        "sqlalchemy.exc.ArgumentError",
                        &format!("This statement already has {how} present"),
                    ));
                }
                for pair in args.rest() {
                    let [key, value] = &interpreter.iterate(&pair)?[..] else {
                        return Err(args.refuse("`ordered_values` takes pairs."));
                    };
                    if next.set_part(interpreter, key, value)?
                        || next.set_other(interpreter, key, value)?
                    {
                        continue;
                    }
                    let name = next.target(interpreter, args, key)?;
                    next.set(interpreter, &name, value)?;
                }
                next.form = Form::Ordered;
            }
            "on_conflict_do_nothing" | "on_conflict_do_update"
                if matches!(self.conflicts, Some("postgresql" | "sqlite")) =>
            {
                let conflict = next.conflict(interpreter, name, args)?;
                if let Statement::Insert(insert) = &mut next.statement {
                    insert.conflict = Some(conflict);
                }
            }
            "on_duplicate_key_update" if self.conflicts == Some("mysql") => {
                let conflict = next.conflict(interpreter, name, args)?;
                if let Statement::Insert(insert) = &mut next.statement {
                    insert.conflict = Some(conflict);
                }
            }
            "add_cte" => {
                let mut common = Vec::new();
                for value in args.rest() {
                    let table = value.downcast::<TableObject>();
                    let alias = table.as_ref().and_then(|table| table.alias());
                    match alias.map(|alias| &alias.kind) {
                        Some(AliasedKind::Common { .. }) => {
                            common.extend(table.map(|table| table.source()));
                        }
                        _ => return Err(args.refuse("`add_cte` takes queries of `cte()`.")),
                    }
                }
                match &mut next.statement {
                    Statement::Insert(insert) => insert.common.extend(common),
                    Statement::Update(update) => update.common.extend(common),
                    Statement::Delete(delete) => delete.common.extend(common),
                    Statement::Select(select) => select.common.extend(common),
                    Statement::Compound(_) => return Ok(None),
                }
            }
            "cte" if !self.reads() => {
                let made = self.executable(interpreter)?.expression();
                let types: Vec<_> = self
                    .returning
                    .iter()
                    .map(|(_, own)| Some(own.clone()))
                    .collect();
                return source::of_query(interpreter, &made, &types, name, args).map(Some);
            }
            "select" if self.exists => {
                let own = Value::Object(self);
                return super::select(interpreter, Args::new([own])).map(Some);
            }
            "subquery" | "alias" | "cte" | "lateral" if self.reads() => {
                let query = self.expression();
                return source::of_query(interpreter, &query, &self.types, name, args).map(Some);
            }
            "set_label_style" if self.reads() => {
                let given = args.required("style")?;
                let Some(style) = label_style::of_value(&given) else {
                    return Err(args.refuse("`set_label_style` takes one of `sa.LABEL_STYLE_…`."));
                };
                let labels = match &mut next.statement {
                    Statement::Select(select) => Some(&mut select.labels),
                    Statement::Compound(compound) if compound.order_by.is_empty() => {
                        match compound.queries.first_mut() {
                            Some(Expression::Select(first)) => Some(&mut first.labels),
                            _ => None,
                        }
                    }
                    _ => None,
                };
                match labels {
                    Some(labels) => *labels = style,
                    None => return Err(interpreter.unsupported("`set_label_style` here")),
                }
            }
            "exists" if self.reads() => {
                next.exists = true;
                next.identity = Identity::new();
            }
            "scalar_subquery" | "as_scalar" | "self_group" if self.reads() => {
                let _ = args.rest();
                next.scalar = true;
                next.identity = Identity::new();
            }
            "label" if self.reads() => {
                let label = args.required("name")?;
                let label = argument::to_name(args, "name", &label)?;
                next.scalar = true;
                return Ok(Some(clause::Clause::value(
                    Expression::Label {
                        expression: Box::new(next.expression()),
                        label,
                    },
                    next.scalar_type(),
                )));
            }
            _ if matches!(self.statement, Statement::Select(_))
                && source::compound_operator(name).is_some() =>
            {
                let mut queries = vec![Value::object((*self).clone())];
                queries.extend(args.rest());
                let operator = source::compound_operator(name).unwrap_or_default();
                next = Self::compound(operator, queries, args)?;
            }
            "distinct" if self.exists => {
                let own = (self.expression(), self.scalar_type());
                return clause::method(interpreter, own, name, args);
            }
            _ if self.scalar && !matches!(name, "correlate" | "correlate_except") => {
                return clause::method(
                    interpreter,
                    (self.expression(), self.scalar_type()),
                    name,
                    args,
                );
            }
            _ => match &mut next.statement {
                Statement::Select(select) => {
                    if let Some(others) =
                        selected_otherwise(interpreter, select, &next.selected, name, args)?
                    {
                        next.selected = others;
                    }
                    let joins_again = name == "select_from" && !next.joins.is_empty();
                    if joins_again {
                        select.from.clone_from(&next.unjoined);
                    }
                    let mut list = Listed {
                        columns: Vec::new(),
                        types: std::mem::take(&mut next.types),
                        table: next.table.take(),
                    };
                    let is_known = select_method(interpreter, select, &mut list, name, args)?;
                    next.types = list.types;
                    next.table = list.table;
                    if !is_known && self.exists {
                        let own = (self.expression(), self.scalar_type());
                        return clause::method(interpreter, own, name, args);
                    }
                    if !is_known {
                        return Ok(None);
                    }
                    if joins_again {
                        if let Statement::Select(select) = &next.statement {
                            next.unjoined.clone_from(&select.from);
                        }
                        next.join_again(interpreter)?;
                    }
                }
                Statement::Compound(compound) => {
                    let mut shared = Select {
                        order_by: std::mem::take(&mut compound.order_by),
                        limit: compound.limit.take(),
                        offset: compound.offset.take(),
                        fetch: compound.fetch.take(),
                        ..Select::default()
                    };
                    if !matches!(name, "order_by" | "limit" | "offset" | "fetch")
                        || !select_method(
                            interpreter,
                            &mut shared,
                            &mut Listed::default(),
                            name,
                            args,
                        )?
                    {
                        return Ok(None);
                    }
                    compound.order_by = shared.order_by;
                    if let Some(first) = compound.queries.first().cloned() {
                        for expression in &mut compound.order_by {
                            looked_up::resolve_behind(expression, &first);
                            by_name_of(expression, &first);
                        }
                    }
                    compound.limit = shared.limit;
                    compound.offset = shared.offset;
                    compound.fetch = shared.fetch;
                }
                _ => return Ok(None),
            },
        }
        if let Statement::Select(select) = &mut next.statement {
            looked_up::resolve(interpreter, select);
        }
        Ok(Some(Value::object(next)))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        // `sa.lambda_stmt(...) + (lambda statement: ...)`
        if operator == "+" && !reflected && matches!(other, Value::Function(_)) {
            let own: Rc<dyn Object> = self;
            return interpreter.call_with(other, [Value::Object(own)]).map(Some);
        }
        if !self.reads() {
            return Ok(None);
        }
        clause::operate(
            interpreter,
            (self.expression(), self.scalar_type()),
            operator,
            other,
            reflected,
        )
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        clause::unary(interpreter, &Value::Object(self), operator)
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(clause::undefined(interpreter))
    }
}
/// The rows of a compound have the names of its first query, and no table.
fn by_name_of(expression: &mut Expression, query: &Expression) {
    match (expression, query) {
        (expression, Expression::Grouping(inner)) => by_name_of(expression, inner),
        (Expression::Postfix { operand, .. }, _) => by_name_of(operand, query),
        (
            Expression::Column {
                table: table @ Some(_),
                name,
                ..
            },
            Expression::Select(select),
        ) => {
            let is_listed = select.columns.iter().any(|column| {
                matches!(column, Expression::Column { name: own, .. } if own.text == name.text)
            });
            if is_listed {
                *table = None;
            }
        }
        _ => {}
    }
}
