//! What stands in `sa.Column(...)` behind its type.

use super::item::{ItemObject, SchemaItem};
use super::schema::{ConstraintConstruct, columns_by_level};
use crate::operation::{Computed, ConstraintDefinition, Expression, Identity, Sequence};
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// What is said of a column's value when a row does not give it.
#[derive(Default)]
pub(super) struct Defaults {
    pub(super) server: Option<Expression>,
    pub(super) computed: Option<Computed>,
    pub(super) identity: Option<Identity>,
    pub(super) sequence: Option<Sequence>,
    pub(super) fetched: bool,
    pub(super) updated: bool,
    /// `sa.ColumnDefault(...)` among the items.
    pub(super) client: Option<Value>,
    /// The same with `for_update=True`.
    pub(super) on_update: Option<Value>,
    pub(super) foreign_keys: Vec<ConstraintConstruct>,
    pub(super) checks: Vec<ConstraintConstruct>,
}

impl Defaults {
    /// What stands beside a server default although it cannot.
    pub(super) fn excludes_server_default(&self) -> Option<&'static str> {
        if self.server.is_none() && !self.fetched && !self.updated {
            return None;
        }
        match (&self.computed, &self.identity) {
            (Some(_), _) => Some("A generated column"),
            (_, Some(_)) => Some("A column with an Identity object"),
            (None, None) => None,
        }
    }

    /// Takes what stands in `sa.Column(...)` after name and type.
    pub(super) fn take(&mut self, args: &Args, value: &Value) -> Result<()> {
        let Some(object) = value.downcast::<ItemObject>() else {
            return Err(args.refuse(format!(
                "`sa.Column` cannot take a value of type `{}`.",
                value.type_name()
            )));
        };
        match &object.item {
            SchemaItem::ForeignKey(key) => self.foreign_keys.push(key.clone()),
            SchemaItem::Constraint(constraint) => match &constraint.constraint.kind {
                ConstraintDefinition::Check { condition }
                    if columns_by_level(condition).is_empty() =>
                {
                    self.checks.push(constraint.clone());
                }
                _ => {
                    return Err(args.refuse(
                        "A column takes a CheckConstraint of text; every other constraint belongs to the table.",
                    ));
                }
            },
            SchemaItem::Computed(computed) => self.computed = Some(computed.clone()),
            SchemaItem::Identity(identity) => self.identity = Some(identity.clone()),
            SchemaItem::Sequence(sequence) => self.sequence = Some(sequence.clone()),
            SchemaItem::Default {
                expression,
                for_update: false,
            } => self.server = Some(expression.clone()),
            SchemaItem::Fetched { for_update: true }
            | SchemaItem::Default {
                for_update: true, ..
            } => {
                // Behind what generates the value SQLAlchemy looks no more.
                self.updated |= self.identity.is_none() && self.computed.is_none();
            }
            // The last one counts.
            SchemaItem::Fetched { for_update: false } => {
                self.fetched = true;
                self.server = None;
            }
            SchemaItem::Client { value, for_update } => match for_update {
                false => self.client = Some(value.clone()),
                true => self.on_update = Some(value.clone()),
            },
            SchemaItem::Index(_) => {
                return Err(args.refuse("`sa.Column` cannot take an index."));
            }
        }
        Ok(())
    }
}
