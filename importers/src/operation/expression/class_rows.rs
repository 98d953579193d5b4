//! The rows of a mapped class that shares tables with another: a query under the name of its table.

use super::{AliasName, AliasedKind, Expression, From, Select, Source};

impl From {
    /// Its sources.
    fn sources<'a>(&'a self, all: &mut Vec<&'a Source>) {
        match self {
            Self::Source(source) => all.push(source),
            Self::Join { left, right, .. } => {
                left.sources(all);
                right.sources(all);
            }
        }
    }

    fn own_columns(&mut self, change: &mut dyn FnMut(&mut Expression)) {
        if let Self::Join {
            left, right, on, ..
        } = self
        {
            left.own_columns(change);
            right.own_columns(change);
            own_columns(on, change);
        }
    }
}

/// The columns of an expression, without those of queries in it.
fn own_columns(expression: &mut Expression, change: &mut dyn FnMut(&mut Expression)) {
    match expression {
        Expression::Column { .. } => change(expression),
        other => {
            for child in other.children_mut() {
                own_columns(child, change);
            }
        }
    }
}

impl Source {
    /// The query that gives the rows of a class, where it is one.
    fn view(&self) -> Option<&Select> {
        let Self::Alias(aliased) = self else {
            return None;
        };
        let AliasedKind::Query {
            query: Expression::Select(query),
            ..
        } = &aliased.kind
        else {
            return None;
        };
        let AliasName::Named { name, .. } = &aliased.name else {
            return None;
        };
        let mut all = Vec::new();
        query.from.iter().for_each(|from| from.sources(&mut all));
        let is_named_so = |part: &&Self| part.table().is_some_and(|own| own.name.text == name.text);
        let is_of_class = |part: &&Self| matches!(part, Self::Entity(_));
        let is_view = all.iter().any(is_named_so) && all.iter().all(is_of_class);
        is_view.then_some(&**query)
    }

    /// The tables of mapped classes whose rows it has, where it is that of a class.
    pub fn parts(&self) -> Vec<Self> {
        let mut all = Vec::new();
        if let Some(view) = self.view() {
            view.from.iter().for_each(|from| from.sources(&mut all));
        }
        all.into_iter().cloned().collect()
    }
}

impl Select {
    /// Calls a function for each column of the query itself.
    pub fn own_columns(&mut self, change: &mut dyn FnMut(&mut Expression)) {
        let Self {
            distinct_on,
            columns,
            from,
            conditions,
            group_by,
            having,
            order_by,
            ..
        } = self;
        from.iter_mut().for_each(|from| from.own_columns(change));
        let lists = [distinct_on, columns, conditions, group_by, having, order_by];
        for expression in lists.into_iter().flatten() {
            own_columns(expression, change);
        }
    }

    /// The query with the tables of classes that only its conditions name, of which it reads
    /// `from`; `None` where there is none.
    pub fn unfolded(&self, from: &[From]) -> Option<Self> {
        let reads = |view: &&Source| from.contains(&From::Source((*view).clone()));
        let views: Vec<&Source> = self.implied.iter().filter(reads).collect();
        if views.is_empty() {
            return None;
        }
        let mut own = self.clone();
        own.implied.clear();
        for view in views {
            let Some(rows) = view.view() else { continue };
            let mut named = Vec::new();
            own.own_columns(&mut |column| {
                if let Expression::Column {
                    table: Some(table),
                    name,
                    ..
                } = column
                    && table == view
                    && let Some(meant) = rows.meant_by(&name.text)
                {
                    *column = meant;
                    if let Expression::Column {
                        table: Some(table), ..
                    } = column
                    {
                        named.push(table.clone());
                    }
                }
            });
            own.from.retain(|from| *from != From::Source(view.clone()));
            for table in named {
                let mut read = Vec::new();
                own.from.iter().for_each(|from| from.sources(&mut read));
                if !read.contains(&&table) {
                    own.from.push(From::Source(table));
                }
            }
        }
        Some(own)
    }

    /// The column of a table that a name of the query means; of a key that several tables have,
    /// the last one's.
    fn meant_by(&self, wanted: &str) -> Option<Expression> {
        let listed = self.columns.iter().find_map(|listed| match listed {
            Expression::Label { label, expression } if label.text == wanted => Some(&**expression),
            Expression::Column { name, .. } if name.text == wanted => Some(listed),
            _ => None,
        })?;
        let mut equal = Vec::new();
        if let Some(From::Join { on, .. }) = self.from.last() {
            equalities(on, &mut equal);
        }
        let last = equal.into_iter().find(|(own, _)| *own == listed);
        Some(last.map_or(listed, |(_, last)| last).clone())
    }
}

/// Pairs that a condition sets equal.
fn equalities<'a>(on: &'a Expression, all: &mut Vec<(&'a Expression, &'a Expression)>) {
    match &on.children()[..] {
        [
            own @ Expression::Column { .. },
            other @ Expression::Column { .. },
        ] => {
            all.push((own, other));
        }
        children => children.iter().for_each(|child| equalities(child, all)),
    }
}
