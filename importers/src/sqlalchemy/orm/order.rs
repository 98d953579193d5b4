//! Which tables' rows are written before those of others.

use std::collections::{HashMap, HashSet};

use super::flush::Mapped;
use super::mapping::Mapper;
use crate::operation::{ConstraintDefinition, TableName};
use crate::sqlalchemy::join;
use crate::sqlalchemy::table::TableObject;

/// Which rows must be there before others. All tables of classes that share rows count as one.
pub(super) struct Order {
    depths: HashMap<TableName, usize>,
}

impl Order {
    pub(super) fn of(objects: &[Mapped]) -> Self {
        let mut roots: HashMap<TableName, TableName> = HashMap::new();
        let mut referred: HashMap<TableName, HashSet<TableName>> = HashMap::new();
        for (_, mapper) in objects {
            if referred.contains_key(&mapper.root_name)
                && mapper
                    .parts()
                    .iter()
                    .all(|part| roots.contains_key(&part.name))
            {
                continue;
            }
            let all = referred.entry(mapper.root_name.clone()).or_default();
            for part in mapper.parts() {
                all.extend(references(&part));
                roots.insert(part.name.clone(), mapper.root_name.clone());
            }
        }
        let mut graph = HashMap::new();
        for (own, others) in &referred {
            let others = others.iter().filter_map(|other| roots.get(other));
            let others: Vec<TableName> = others.filter(|other| *other != own).cloned().collect();
            graph.insert(own.clone(), others);
        }
        let depths = graph
            .keys()
            .map(|own| (own.clone(), depth(own, &graph, 0)))
            .collect();
        Self { depths }
    }

    pub(super) fn depth(&self, mapper: &Mapper) -> usize {
        self.depths.get(&mapper.root_name).copied().unwrap_or(0)
    }
}

/// How many of the tables must have their rows before this one.
fn depth(name: &TableName, graph: &HashMap<TableName, Vec<TableName>>, above: usize) -> usize {
    if above > graph.len() {
        return above;
    }
    let others = graph.get(name).map_or(&[][..], Vec::as_slice).iter();
    others
        .map(|other| depth(other, graph, above + 1) + 1)
        .max()
        .unwrap_or(0)
}

/// The tables that a table's foreign keys lead to.
pub(super) fn references(table: &TableObject) -> Vec<TableName> {
    let keys = join::keys(table).into_iter();
    let referred = keys.filter_map(|(_, key)| match key.constraint.kind {
        ConstraintDefinition::ForeignKey { references, .. } => Some(references),
        _ => None,
    });
    referred.collect()
}
