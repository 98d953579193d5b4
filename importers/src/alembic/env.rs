//! `env.py`: what it tells Alembic about naming, the version table and
//! transactions.
//!
//! Nothing is run: the arguments of `context.configure(...)` are read where
//! they are constants, and `target_metadata` is followed through the project's
//! modules to the `MetaData(...)` that it stands for.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::configuration::{self, Configuration};
use super::constant::Constant;
use super::env_metadata::Convention;
use super::env_options::{Changed, changed};
use super::env_scope::{Scope, Tree, calls_and_strings};
use super::env_spread;
use super::ini::Settings;
use super::rewrites::Rewrites;
use super::secret::is_secret;
use super::surroundings::Surroundings;
use crate::diagnostic::Diagnostic;
use crate::python::syntax::Place;
use crate::python::syntax::ast::{Expr, ExprCall, Ranged};
use crate::sqlalchemy::mapped::TypeMapping;

/// What could be read of `env.py` and of the modules that it imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnvSettings {
    /// `MetaData(naming_convention=...)` of the target metadata: keys and
    /// templates, in order. None where there is none, or where it could not be read.
    pub naming_convention: Option<Vec<(String, String)>>,
    /// `version_table`, where it is not `alembic_version`.
    pub version_table: Option<String>,
    /// `version_table_schema`
    pub version_table_schema: Option<String>,
    /// `transaction_per_migration`
    pub transaction_per_migration: bool,
    /// `include_schemas`
    pub include_schemas: bool,
    /// `PRAGMA name = value` that the project's connections run, as written.
    pub pragmas: Vec<String>,
    /// The SQL of the project's own types, where `bridge.toml` names it.
    pub types: TypeMapping,
    /// What the project makes of SQLAlchemy's own classes; of those that `types` names, that counts.
    pub rewrites: Rewrites,
    /// What revision files can ask of the project.
    pub configuration: Arc<Configuration>,
}

impl EnvSettings {
    /// Whether the project's SQLite connections enforce foreign keys.
    pub fn enforces_foreign_keys(&self) -> bool {
        let mut values = self.foreign_keys();
        values.any(|value| ["on", "1", "true", "yes"].contains(&&*value))
    }

    /// Whether they may, by a value or by a pragma's name that only running tells.
    pub fn may_enforce_foreign_keys(&self) -> bool {
        let known = ["on", "1", "true", "yes", "off", "0", "false", "no"];
        let is_open = |pragma: &String| pragma.eq_ignore_ascii_case("pragma");
        self.foreign_keys().any(|value| !known.contains(&&*value))
            || self.pragmas.iter().any(is_open)
    }

    /// What the pragma is set to.
    fn foreign_keys(&self) -> impl Iterator<Item = String> {
        self.pragmas.iter().filter_map(|pragma| {
            let normal = pragma.to_ascii_lowercase();
            let normal = normal.replace([' ', '(', ')', '='], "");
            normal.strip_prefix("pragmaforeign_keys").map(str::to_owned)
        })
    }
}

/// What the `env.py` of a project says. What cannot be read is a warning, but for
/// the settings of `stated` (`version_table`, ...), which are said elsewhere.
pub fn read(
    around: &Surroundings,
    settings: &Settings,
    stated: &[&str],
) -> (EnvSettings, Vec<Diagnostic>) {
    let tree = match &around.env {
        Ok(tree) => tree,
        Err(error) => {
            let mut warning = Diagnostic::warning(
                "env-unreadable",
                format!("env.py could not be read. {}", error.message),
            )
            .at(&around.path)
            .help(
                "Set `naming_convention` and `version_table` under [sources.NAME] in bridge.toml, \
                 if the project has them.",
            );
            warning.span = error.span.clone();
            let env = EnvSettings {
                configuration: withholding_all(settings.configuration.clone()).into(),
                ..EnvSettings::default()
            };
            return (env, vec![warning]);
        }
    };
    let mut reader = Reader {
        scope: &around.scope,
        stated,
        env: EnvSettings {
            configuration: settings.configuration.clone().into(),
            ..EnvSettings::default()
        },
        warnings: Vec::new(),
    };
    reader.read(tree);
    (reader.env, reader.warnings)
}

/// An `env.py` that cannot be read may set any option.
fn withholding_all(mut configuration: Configuration) -> Configuration {
    configuration.without(&Changed {
        any: Some("env.py, which may set it, cannot be read"),
        attributes: true,
        ..Changed::default()
    });
    configuration
}

struct Reader<'a> {
    scope: &'a Scope,
    stated: &'a [&'a str],
    env: EnvSettings,
    warnings: Vec<Diagnostic>,
}

/// What the calls of `configure` say about one argument.
enum Argument {
    Missing,
    Value(Constant),
    /// The value that is taken, and where env.py decides between it and another.
    OneOf(Constant, Place),
    Unreadable(Place),
}

impl Reader<'_> {
    fn configuration(&mut self) -> &mut Configuration {
        Arc::make_mut(&mut self.env.configuration)
    }

    fn read(&mut self, tree: &Rc<Tree>) {
        let (calls, strings) = calls_and_strings(&tree.body);
        let has_other = strings.iter().any(|text| text.contains("psycopg"));
        self.configuration().is_asyncpg =
            !has_other && calls.iter().any(|call| is_async_engine(call));
        let awaits = calls
            .iter()
            .any(|call| is_async_engine(call) || names_call(call, "run_sync"));
        let (mut configures, others): (Vec<&ExprCall>, Vec<&ExprCall>) =
            calls.into_iter().partition(|call| is_configure(call));
        // The online calls are those that run migrations.
        let is_online = |call: &&ExprCall| call.arguments.find_keyword("connection").is_some();
        if configures.iter().any(is_online) {
            configures.retain(is_online);
            self.configuration().is_synchronous = !awaits;
        }

        self.spread(tree, &configures, &others);
        self.env.version_table = self.text(tree, &configures, "version_table");
        self.env.version_table_schema = self.text(tree, &configures, "version_table_schema");
        let flag = |argument| match argument {
            Argument::Value(value) | Argument::OneOf(value, _) => value == Constant::Bool(true),
            Argument::Missing | Argument::Unreadable(_) => false,
        };
        self.env.transaction_per_migration =
            flag(self.argument(tree, &configures, "transaction_per_migration"));
        self.env.include_schemas = flag(self.argument(tree, &configures, "include_schemas"));
        self.convention(tree, &configures);
        self.configuration().without(&changed(&tree.body));
        let arguments = self.arguments(tree, &configures);
        self.configuration().arguments = arguments;
        for module in self.scope.imported(tree, "pragma") {
            let (_, strings) = calls_and_strings(&module.body);
            for text in strings {
                let text = text.trim().trim_end_matches(';');
                let is_pragma = text
                    .get(..7)
                    .is_some_and(|p| p.eq_ignore_ascii_case("pragma "));
                let sets = text.contains('=') || text.contains('(');
                let is_open = text.eq_ignore_ascii_case("pragma");
                if (is_open || is_pragma && sets)
                    && !self.env.pragmas.iter().any(|known| known == text)
                {
                    self.env.pragmas.push(text.to_owned());
                }
            }
        }
    }

    /// Options that the calls take from elsewhere.
    fn spread(&mut self, tree: &Rc<Tree>, configures: &[&ExprCall], others: &[&ExprCall]) {
        if self.stated.contains(&"version_table") {
            return;
        }
        let of = |call: &&ExprCall| match call.arguments.find_keyword("version_table") {
            Some(_) => None,
            None => env_spread::unseen(tree, others, call).map(Ranged::range),
        };
        if let Some(range) = configures.iter().find_map(of) {
            let place = Place::new(&tree.source, range);
            self.unreadable(
                &place,
                "What `context.configure` is given here could not be read from env.py.".to_owned(),
                "Set `version_table = \"...\"` under [sources.NAME] in bridge.toml, if it is not \
                 `alembic_version`."
                    .to_owned(),
            );
        }
    }

    /// All that `configure` is given, where that can be told.
    fn arguments(
        &self,
        tree: &Rc<Tree>,
        calls: &[&ExprCall],
    ) -> Option<BTreeMap<String, configuration::Argument>> {
        // The first one is that of a run with a connection.
        let call = calls.first()?;
        let mut found = BTreeMap::new();
        for keyword in &call.arguments.keywords {
            let name = keyword.arg.as_ref()?;
            // A name may stand for another value when env.py runs.
            let value = keyword.value.is_literal_expr().then_some(&keyword.value);
            let value = value.and_then(|value| self.scope.constant(tree, value));
            let value = Configuration::argument_of(value.as_ref());
            // What is text may be a secret.
            let value = match value {
                configuration::Argument::Text(text) if is_secret(name.as_str(), &text) => {
                    configuration::Argument::Unreadable
                }
                other => other,
            };
            found.insert(name.to_string(), value);
        }
        Some(found)
    }

    fn text(&mut self, tree: &Rc<Tree>, calls: &[&ExprCall], key: &str) -> Option<String> {
        if self.stated.contains(&key) {
            return None;
        }
        match self.argument(tree, calls, key) {
            Argument::Value(Constant::Str(value)) => Some(value),
            Argument::Missing | Argument::Value(_) => None,
            Argument::OneOf(value, place) => {
                let taken = match value {
                    Constant::Str(value) => Some(value),
                    _ => None,
                };
                let shown = taken.as_deref().unwrap_or("none");
                let warning = Diagnostic::warning(
                    "env-undecided",
                    format!("env.py decides `{key}` when it runs. Taken: {shown}."),
                )
                .help(format!(
                    "Set `{key} = \"...\"` under [sources.NAME] in bridge.toml, if it is another."
                ));
                self.warnings.push(place.mark(warning));
                taken
            }
            Argument::Unreadable(place) => {
                self.unreadable(
                    &place,
                    format!("`{key}` could not be read from env.py."),
                    format!("Set `{key} = \"...\"` under [sources.NAME] in bridge.toml."),
                );
                None
            }
        }
    }

    /// What the calls give for a keyword; the first readable value of several.
    fn argument(&self, tree: &Rc<Tree>, calls: &[&ExprCall], key: &str) -> Argument {
        let mut values: Vec<(Constant, Place)> = Vec::new();
        let mut unreadable = None;
        let mut undecided = None;
        for call in calls {
            let Some(value) = self.keyword(tree, call, key) else {
                // Without the keyword it is Alembic's default.
                undecided.get_or_insert_with(|| Place::new(&tree.source, call.range()));
                continue;
            };
            let place = Place::new(&tree.source, value.range());
            if self.scope.is_conditional(tree, value) {
                undecided.get_or_insert_with(|| place.clone());
            }
            match self.scope.constant(tree, value) {
                Some(value) => values.push((value, place)),
                None => unreadable = Some(place),
            }
        }
        let mut values = values.into_iter();
        let Some((first, _)) = values.next() else {
            return unreadable.map_or(Argument::Missing, Argument::Unreadable);
        };
        let other = values.find(|(value, _)| *value != first);
        match other.map(|(_, place)| place).or(undecided).or(unreadable) {
            Some(place) => Argument::OneOf(first, place),
            None => Argument::Value(first),
        }
    }

    /// A keyword's expression, also out of `**{...}` and `**dict(...)`.
    fn keyword<'t>(&self, tree: &'t Rc<Tree>, call: &'t ExprCall, key: &str) -> Option<&'t Expr> {
        if let Some(keyword) = call.arguments.find_keyword(key) {
            return Some(&keyword.value);
        }
        let spread = call.arguments.keywords.iter().filter(|k| k.arg.is_none());
        spread
            .filter_map(|keyword| match &keyword.value {
                Expr::Name(name) => tree.value(name.id.as_str()),
                other => Some(other),
            })
            .find_map(|value| match value {
                Expr::Dict(dict) => dict.items.iter().find_map(|item| match &item.key {
                    Some(Expr::StringLiteral(name)) if name.value.to_str() == key => {
                        Some(&item.value)
                    }
                    _ => None,
                }),
                Expr::Call(call) => call.arguments.find_keyword(key).map(|k| &k.value),
                _ => None,
            })
    }

    fn convention(&mut self, tree: &Rc<Tree>, configures: &[&ExprCall]) {
        if self.stated.contains(&"naming_convention") {
            return;
        }
        let targets: Vec<&Expr> = configures
            .iter()
            .filter_map(|call| self.keyword(tree, call, "target_metadata"))
            .collect();
        let Some(target) = targets.first() else {
            if configures.is_empty() {
                let place = Place::new(&tree.source, Default::default());
                self.unreadable(
                    &place,
                    "env.py does not call `context.configure` itself.".to_owned(),
                    "Set `naming_convention` and `version_table` under [sources.NAME] in \
                     bridge.toml, if the project has them."
                        .to_owned(),
                );
            }
            return;
        };
        match self.scope.convention(tree, target) {
            Convention::Known(Some(templates)) => {
                let other = self.scope.assigned_convention(tree);
                if other.is_some_and(|other| other != templates) {
                    let place = Place::new(&tree.source, target.range());
                    self.unreadable(
                        &place,
                        "Another naming convention is assigned, too; which one counts is decided when env.py runs."
                            .to_owned(),
                        "Set `naming_convention = { ix = \"...\", uq = \"...\" }` under [sources.NAME] in bridge.toml."
                            .to_owned(),
                    );
                }
                self.env.naming_convention = Some(templates);
            }
            Convention::Known(None) => {
                self.env.naming_convention = self.scope.assigned_convention(tree);
            }
            Convention::Unreadable(place) => {
                match self.scope.assigned_convention(tree) {
                    Some(templates) => self.env.naming_convention = Some(templates),
                    None => self.unreadable(
                        &place,
                        "The naming convention of `target_metadata` could not be read.".to_owned(),
                        "Set `naming_convention = { ix = \"...\", uq = \"...\" }` under [sources.NAME] in \
                         bridge.toml, or `naming_convention = {}` where there is none."
                            .to_owned(),
                    ),
                }
            }
        }
    }

    fn unreadable(&mut self, place: &Place, message: String, help: String) {
        let warning = Diagnostic::warning("env-unreadable", message).help(help);
        self.warnings.push(place.mark(warning));
    }
}

/// Whether a call makes an engine whose connections are awaited; on PostgreSQL asyncpg is what
/// SQLAlchemy takes for these.
fn is_async_engine(call: &ExprCall) -> bool {
    let makers = [
        "create_async_engine",
        "async_engine_from_config",
        "AsyncEngine",
    ];
    makers.iter().any(|name| names_call(call, name))
}

/// Whether a call is one of a function or method of this name.
fn names_call(call: &ExprCall, name: &str) -> bool {
    match &*call.func {
        Expr::Attribute(attribute) => attribute.attr.as_str() == name,
        Expr::Name(own) => own.id.as_str() == name,
        _ => false,
    }
}

/// `context.configure(...)`, under whatever name the context goes.
fn is_configure(call: &ExprCall) -> bool {
    let has = |name: &str| call.arguments.find_keyword(name).is_some();
    match &*call.func {
        Expr::Attribute(attribute) if attribute.attr.as_str() == "configure" => {
            matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "context")
                || has("target_metadata")
                || has("connection")
        }
        Expr::Name(name) => name.id.as_str() == "configure" && has("target_metadata"),
        _ => false,
    }
}

#[cfg(test)]
#[path = "env_tests.rs"]
mod tests;
