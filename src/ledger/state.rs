//! Reading all ledgers into one [`State`], and healing it where a crash came
//! between the commits of a run.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{LedgerError, Place};
use super::legacy::{LegacyKind, LegacyLedger, LegacyTable};
use super::search_path::search_path;
use super::setting::{self, SETTING_TABLE, Settings};
use super::version::{VERSION_TABLE, VersionTable};
use super::witness::{WITNESS_TABLE, WitnessRow, WitnessTable};
use crate::database::{Connection, StatementError, Table};
use crate::plan::{DatabaseName, RowState, State, Versions};
use bridge_importers::{Dialect, Direction};

/// Where the ledgers are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The database with the version table.
    pub home: DatabaseName,
    /// All databases, with the PostgreSQL schema for bridge's own tables where one is configured.
    pub databases: BTreeMap<DatabaseName, Option<String>>,
    /// The legacy ledgers.
    pub legacy: Vec<LegacyLedger>,
}

/// The names of bridge's own tables.
pub fn own_tables() -> [&'static str; 3] {
    const OWN: [&str; 3] = [VERSION_TABLE, SETTING_TABLE, WITNESS_TABLE];
    debug_assert_eq!(OWN, bridge_importers::live::OWN_TABLES);
    OWN
}

/// A version row that a witness adds to, or takes from, what home remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Heal {
    /// The satellite.
    pub database: DatabaseName,
    /// What its witness says.
    pub row: WitnessRow,
}

/// What was read, and where.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// For the planner; healed.
    pub state: State,
    /// What home does not know yet, in order.
    pub heals: Vec<Heal>,
    /// Databases that hold any table at all.
    pub with_tables: BTreeSet<DatabaseName>,
    /// The ledgers' addresses, by database.
    pub(crate) found: BTreeMap<DatabaseName, Found>,
}

impl Reading {
    /// The tables of a database that are no part of its schema, with and
    /// without PostgreSQL's schema: bridge's own and the legacy ledgers.
    pub fn ledger_tables(&self, database: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let Some(found) = self.found.get(database) else {
            return names;
        };
        let own = own_tables().map(|name| Table {
            schema: found.schema.clone(),
            name: name.to_owned(),
        });
        let legacy = found
            .legacy
            .values()
            .filter(|(table, _)| table.is_table())
            .map(|(table, _)| table.address().clone());
        for address in own.into_iter().chain(legacy) {
            names.insert(address.to_string());
            names.insert(address.name);
        }
        names
    }
}

/// The ledgers of one database.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// Schema for bridge's own tables; `None` on SQLite.
    pub(crate) schema: Option<String>,
    /// Whether `bridge_version` exists.
    pub(crate) version: bool,
    /// Other schemas that have a table of this name.
    pub(crate) other_versions: Vec<String>,
    /// Whether `bridge_setting` exists.
    pub(crate) settings: bool,
    /// Whether `bridge_witness` exists.
    pub(crate) witness: bool,
    /// The witness's last sequence.
    pub(crate) sequence: i64,
    /// Legacy ledgers by lane, and whether they exist.
    pub(crate) legacy: BTreeMap<String, (LegacyTable, bool)>,
}

/// Reads every ledger from connections that are open; a database without one
/// counts as empty. `ahead` are version rows that home's connection has read.
///
/// # Errors
///
/// What the databases say, rows that cannot be read, and a satellite that is
/// behind its home.
pub(crate) fn read_open(
    layout: &Layout,
    connections: &mut BTreeMap<DatabaseName, Box<dyn Connection>>,
    ahead: Option<Versions>,
) -> Result<Reading, LedgerError> {
    let mut reading = Reading::default();
    for (name, schema) in &layout.databases {
        let found = match connections.get_mut(name) {
            Some(connection) => look(layout, name, schema, connection.as_mut(), &mut reading)?,
            None => absent(layout, name),
        };
        reading.found.insert(name.clone(), found);
    }
    let settings = match (
        reading.found.get(&layout.home),
        connections.get_mut(&layout.home),
    ) {
        (Some(found), Some(connection)) => {
            if found.version {
                reading.state.versions = match ahead {
                    Some(versions) => versions,
                    None => VersionTable::new(&layout.home, found.schema.clone())
                        .read(connection.as_mut())?,
                };
            }
            if found.settings {
                Settings::new(&layout.home, found.schema.clone()).read(connection.as_mut())?
            } else {
                BTreeMap::new()
            }
        }
        _ => BTreeMap::new(),
    };
    if reading.state.versions.is_empty() {
        elsewhere(layout, connections, &mut reading)?;
    }
    reading
        .state
        .unmirrored
        .extend(setting::unmirrored(&settings).map(str::to_owned));
    for name in layout.databases.keys().filter(|name| **name != layout.home) {
        let recorded = setting::witnessed(&settings, name);
        heal(layout, name, recorded, connections, &mut reading)?;
    }
    unfinished(layout, &settings, connections, &mut reading)?;
    Ok(reading)
}

/// Version tables that are not home's: what they record is not forgotten
/// because another database is called home now, or another schema comes first.
fn elsewhere(
    layout: &Layout,
    connections: &mut BTreeMap<DatabaseName, Box<dyn Connection>>,
    reading: &mut Reading,
) -> Result<(), LedgerError> {
    for (name, found) in &reading.found {
        let Some(connection) = connections.get_mut(name) else {
            continue;
        };
        let others = found.other_versions.iter().cloned().map(Some);
        let own = (*name != layout.home && found.version).then(|| found.schema.clone());
        for schema in others.chain(own) {
            let table = VersionTable::new(name, schema.clone());
            // Another project's is often nobody else's to read.
            if connection.dialect() == Dialect::Postgres
                && !is_readable(name, connection.as_mut(), schema.as_deref())?
            {
                continue;
            }
            let rows = table.read_revisions(connection.as_mut())?;
            let place = (name.clone(), schema.filter(|_| *name == layout.home));
            let known = reading.state.elsewhere.entry(place).or_default();
            known.extend(rows);
        }
    }
    Ok(())
}

fn is_readable(
    name: &str,
    connection: &mut dyn Connection,
    schema: Option<&str>,
) -> Result<bool, LedgerError> {
    let found = connection
        .query(
            "SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') \
             FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = $1 AND c.relname = $2",
            &[schema.unwrap_or("public").into(), VERSION_TABLE.into()],
        )
        .map_err(|source| LedgerError::Statement {
            place: Place::new(name, VERSION_TABLE),
            source,
        })?;
    Ok(found.truth())
}

pub(super) fn look(
    layout: &Layout,
    name: &str,
    schema: &Option<String>,
    connection: &mut dyn Connection,
    reading: &mut Reading,
) -> Result<Found, LedgerError> {
    let refused = |source: StatementError| LedgerError::Catalogue {
        database: name.to_owned(),
        source,
    };
    let here = || {
        layout
            .legacy
            .iter()
            .filter(|legacy| legacy.database == name)
    };
    let mut names = own_tables().to_vec();
    let tables = here().filter(|legacy| legacy.kind.is_table());
    names.extend(tables.map(|legacy| legacy.kind.name()));
    let survey = connection.survey(&names).map_err(refused)?;
    let path = search_path(connection).map_err(refused)?;
    let postgres = connection.dialect() == Dialect::Postgres;
    let has_own = |schema: &String| {
        let is_own = |table: &Table| own_tables().contains(&table.name.as_str());
        let mut found = survey.found.iter().filter(|table| is_own(table));
        found.any(|table| table.schema.as_ref() == Some(schema))
    };
    // A schema that came before the others later (`"$user"`) does not hide bridge's tables.
    let own_schema = postgres.then(|| {
        schema
            .clone()
            .or_else(|| path.iter().find(|schema| has_own(schema)).cloned())
            .or_else(|| path.first().cloned())
            .unwrap_or_else(|| "public".to_owned())
    });
    let own = |table: &str| {
        survey
            .found
            .iter()
            .any(|found| same(&found.name, table, postgres) && found.schema == own_schema)
    };
    let mut found = Found {
        version: own(VERSION_TABLE),
        settings: own(SETTING_TABLE),
        witness: own(WITNESS_TABLE),
        other_versions: survey
            .found
            .iter()
            .filter(|table| same(&table.name, VERSION_TABLE, postgres))
            .filter(|table| table.schema != own_schema)
            .filter_map(|table| table.schema.clone())
            .collect(),
        ..Found::default()
    };
    let mut ledgers = Vec::new();
    for legacy in here() {
        let (address, exists) = locate(&legacy.kind, &survey.found, &path, postgres);
        ledgers.push(address.clone());
        let table = LegacyTable::new(name, &legacy.kind, address);
        if exists {
            let rows = table.read(connection)?;
            reading.state.ledgers.insert(legacy.lane.clone(), rows);
        }
        found.legacy.insert(legacy.lane.clone(), (table, exists));
    }
    if survey.has_others || !survey.found.is_empty() {
        reading.with_tables.insert(name.to_owned());
    }
    // A table of a ledger's name in another schema is one of the application's.
    let is_ledger = |table: &Table| {
        let is_own = own_tables()
            .iter()
            .any(|own| same(&table.name, own, postgres));
        (is_own && table.schema == own_schema)
            || ledgers.iter().any(|ledger| {
                same(&table.name, &ledger.name, postgres) && table.schema == ledger.schema
            })
    };
    if survey.has_others || !survey.found.iter().all(is_ledger) {
        reading.state.populated.insert(name.to_owned());
    }
    found.schema = own_schema;
    Ok(found)
}

/// A database that will be made: nothing exists, and the dialect is SQLite.
fn absent(layout: &Layout, name: &str) -> Found {
    let legacy = layout
        .legacy
        .iter()
        .filter(|legacy| legacy.database == name)
        .map(|legacy| {
            let (address, _) = locate(&legacy.kind, &[], &[], false);
            let table = LegacyTable::new(name, &legacy.kind, address);
            let exists = !legacy.kind.is_table();
            (legacy.lane.clone(), (table, exists))
        })
        .collect();
    Found {
        legacy,
        ..Found::default()
    }
}

/// A ledger's address: in the schema that is configured, or where the search
/// path shows it, or where it would be made.
fn locate(kind: &LegacyKind, tables: &[Table], path: &[String], postgres: bool) -> (Table, bool) {
    let in_schema = |schema: Option<&String>| {
        tables.iter().any(|table| {
            same(&table.name, kind.name(), postgres) && table.schema.as_ref() == schema
        })
    };
    let address = |schema: Option<String>| Table {
        schema,
        name: kind.name().to_owned(),
    };
    if !kind.is_table() {
        return (address(None), true);
    }
    if !postgres {
        return (address(None), in_schema(None));
    }
    if let Some(schema) = kind.schema() {
        let schema = schema.to_owned();
        let exists = in_schema(Some(&schema));
        return (address(Some(schema)), exists);
    }
    match path.iter().find(|schema| in_schema(Some(schema))) {
        Some(schema) => (address(Some(schema.clone())), true),
        None => {
            let schema = path.first().cloned().unwrap_or_else(|| "public".to_owned());
            (address(Some(schema)), false)
        }
    }
}

/// SQLite compares names without regard to the case of ASCII letters.
fn same(found: &str, wanted: &str, postgres: bool) -> bool {
    if postgres {
        found == wanted
    } else {
        found.eq_ignore_ascii_case(wanted)
    }
}

/// How far steps outside a transaction are. Home says which run began one;
/// the database in which it runs knows better how far that run came.
fn unfinished(
    layout: &Layout,
    home: &BTreeMap<String, String>,
    connections: &mut BTreeMap<DatabaseName, Box<dyn Connection>>,
    reading: &mut Reading,
) -> Result<(), LedgerError> {
    for row in reading.state.versions.values_mut() {
        if row.state != RowState::Running {
            continue;
        }
        let Some(mut progress) = Settings::progress(home, row.revision.as_str()) else {
            continue;
        };
        if row.database != layout.home
            && let Some(found) = reading.found.get(row.database.as_str())
            && found.settings
            && let Some(connection) = connections.get_mut(row.database.as_str())
        {
            let settings = Settings::new(row.database.as_str(), found.schema.clone())
                .read(connection.as_mut())?;
            if let Some(nearer) = Settings::progress(&settings, row.revision.as_str())
                .filter(|nearer| nearer.run == progress.run)
            {
                progress = nearer;
            }
        }
        row.statements_done = progress.done;
        reading
            .state
            .progress
            .insert(row.revision.to_string(), progress);
    }
    Ok(())
}

/// Lets a satellite's witness win over home.
fn heal(
    layout: &Layout,
    name: &str,
    recorded: i64,
    connections: &mut BTreeMap<DatabaseName, Box<dyn Connection>>,
    reading: &mut Reading,
) -> Result<(), LedgerError> {
    let Some(found) = reading.found.get_mut(name) else {
        return Ok(());
    };
    let table = WitnessTable::new(name, found.schema.clone());
    let rows = match connections.get_mut(name).filter(|_| found.witness) {
        Some(connection) => {
            found.sequence = table.last(connection.as_mut())?;
            if found.sequence > recorded {
                table.after(connection.as_mut(), name, recorded)?
            } else {
                Vec::new()
            }
        }
        None => Vec::new(),
    };
    if found.sequence < recorded {
        return Err(LedgerError::Behind {
            database: name.to_owned(),
            home: layout.home.clone(),
            recorded,
            found: found.sequence,
        });
    }
    for row in rows {
        let versions = &mut reading.state.versions;
        match row.direction {
            Direction::Up => {
                versions.insert(row.version.revision.clone(), row.version.clone());
            }
            Direction::Down => {
                versions.remove(&row.version.revision);
            }
        }
        reading.heals.push(Heal {
            database: name.to_owned(),
            row,
        });
    }
    Ok(())
}
