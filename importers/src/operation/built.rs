//! Whether SQLAlchemy puts an expression of an operation together itself: one that has
//! operators, casts or queries. Text, values and names are written as they are.

use super::{
    Change, Column, Constraint, ConstraintDefinition, DialectOptions, Expression, Index, Operation,
    OptionValue, ServerDefault, Table,
};

impl Operation {
    /// Whether it may have such an expression; not of one that is not looked into.
    pub(crate) fn builds(&self) -> bool {
        match self {
            Self::DropTable { .. }
            | Self::RenameTable { .. }
            | Self::DropColumn { .. }
            | Self::DropIndex { .. }
            | Self::DropConstraint { .. }
            | Self::TableComment { .. }
            | Self::DropTableComment { .. }
            | Self::CreateEnum { .. }
            | Self::DropEnum { .. }
            | Self::DropDomain { .. }
            | Self::CreateSequence { .. }
            | Self::DropSequence { .. } => false,
            Self::CreateTable { table, .. } => table.builds(),
            Self::AddColumn {
                column,
                constraints,
                indexes,
                ..
            } => {
                column.builds()
                    || constraints.iter().any(Constraint::builds)
                    || indexes.iter().any(Index::builds)
            }
            Self::AlterColumn(alter) => {
                alter.server_default.builds()
                    || alter.existing_server_default.builds()
                    || build(&alter.options)
            }
            Self::CreateIndex { index, .. } => index.builds(),
            Self::AddConstraint { constraint, .. } => constraint.builds(),
            Self::Execute { statement, .. } => statement.builds(),
            Self::BulkInsert { rows, .. } => {
                rows.iter().flatten().flatten().any(Expression::builds)
            }
            Self::IfTable { operations, .. } => operations.iter().any(Self::builds),
            Self::IfIndex { operation, .. } => operation.builds(),
            Self::Batch(batch) => {
                let tables = batch.copy_from.iter();
                let constraints = batch.table_args.iter().chain(&batch.reflect_constraints);
                batch.operations.iter().any(|(one, _)| one.builds())
                    || tables.into_iter().any(Table::builds)
                    || constraints.into_iter().any(Constraint::builds)
                    || batch.table_indexes.iter().any(Index::builds)
                    || batch.reflect_columns.iter().any(Column::builds)
            }
            Self::CreateDomain { .. } => true,
        }
    }
}

impl Expression {
    /// Whether SQLAlchemy puts it together. What a function of the project wrote is text.
    pub(crate) fn builds(&self) -> bool {
        match self {
            Self::Raw(_)
            | Self::Literal { .. }
            | Self::Null
            | Self::True
            | Self::False
            | Self::Column { .. }
            | Self::Verbatim(_) => false,
            Self::Text { .. } | Self::Function { .. } | Self::Written { .. } => {
                self.children().into_iter().any(Self::builds)
            }
            _ => true,
        }
    }
}

impl Table {
    fn builds(&self) -> bool {
        self.columns.iter().any(Column::builds)
            || self.constraints.iter().any(Constraint::builds)
            || self.indexes.iter().any(Index::builds)
            || build(&self.options)
    }
}

impl Column {
    fn builds(&self) -> bool {
        let computed = self.computed.iter().map(|computed| &computed.expression);
        let mut own = self.server_default.iter().chain(computed);
        own.any(Expression::builds) || self.checks.iter().any(Constraint::builds)
    }
}

impl Constraint {
    fn builds(&self) -> bool {
        match &self.kind {
            ConstraintDefinition::Check { condition } => condition.builds(),
            ConstraintDefinition::Exclude { .. } => true,
            _ => build(&self.options),
        }
    }
}

impl Index {
    fn builds(&self) -> bool {
        self.expressions.iter().any(Expression::builds) || build(&self.options)
    }
}

impl Change<ServerDefault> {
    fn builds(&self) -> bool {
        match self {
            Self::Set(ServerDefault::Expression(expression)) => expression.builds(),
            Self::Set(ServerDefault::Computed(computed)) => computed.expression.builds(),
            _ => false,
        }
    }
}

/// Whether an option has one (`postgresql_where=`).
fn build(options: &DialectOptions) -> bool {
    fn builds(value: &OptionValue) -> bool {
        match value {
            OptionValue::Expression(expression) => expression.builds(),
            OptionValue::List(items) => items.iter().any(builds),
            _ => false,
        }
    }
    options.iter().any(|(_, value)| builds(value))
}
