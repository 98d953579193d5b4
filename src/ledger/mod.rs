//! The ledgers: which tables say what is applied, and how they are read and written.
//!
//! | table | where | says |
//! | --- | --- | --- |
//! | `bridge_version` | home | a row per applied revision |
//! | `bridge_setting` | home | which lanes are no longer mirrored; the last witness of each satellite |
//! | `bridge_setting` | where a step runs outside a transaction | how far it is |
//! | `bridge_witness` | each satellite | what runs did there, in order |
//! | `alembic_version`, `schema_migrations` or `PRAGMA user_version` | as the legacy tools have them | kept true while mirrored |
//!
//! Every write touches exactly one row, or fails.

mod alone;
mod error;
mod legacy;
mod list_rows;
mod number;
mod search_path;
mod setting;
mod state;
mod version;
mod witness;

pub use alone::{Alone, read_alone, read_satellites};
pub use error::{LedgerError, Place};
pub use legacy::{LegacyKind, LegacyLedger, LegacyTable};
pub use setting::{SETTING_TABLE, Settings};
pub(crate) use state::read_open;
pub use state::{Heal, Layout, Reading, own_tables};
pub use version::{VERSION_TABLE, VersionTable, now};
pub use witness::{WITNESS_TABLE, WitnessRow, WitnessTable};
