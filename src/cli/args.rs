//! The command line's shape. Verbs and targets are Alembic's where it has them.

use std::path::PathBuf;

use bridge_importers::Dialect;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// One migration chain for an Alembic project and a home-made list of SQL migrations.
#[derive(Debug, Parser)]
#[command(
    name = "bridge",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options that every command takes.
    #[command(flatten)]
    pub global: Global,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Use this bridge.toml instead of the one found upward from here
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The URL of a database, for this call
    #[arg(long = "url", global = true, value_name = "NAME=URL")]
    pub urls: Vec<String>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the legacy systems in a folder tree and write bridge.toml
    Init(Init),
    /// Convert the legacy sources into the chain
    Import(Import),
    /// Print the SQL of one Alembic revision file
    Translate(Translate),
    /// Capture the schema that an application makes by itself as its lane's first revision
    Baseline(Baseline),
    /// The one-time job: init, import, adopt, back up, upgrade, verify
    Cutover(Cutover),
    /// Run what is pending
    Upgrade(Upgrade),
    /// Undo what was applied
    Downgrade(Downgrade),
    /// Show what is applied
    Current(Current),
    /// List the revisions of the chain
    History(History),
    /// Show the heads of the chain
    Heads,
    /// Show one revision
    Show(Show),
    /// Record revisions as applied without running them
    Stamp(Stamp),
    /// Make a new revision to be written by hand
    Revision(Revision),
    /// Take over what the legacy ledgers record, without running anything
    Adopt(Adopt),
    /// Check chain, files and databases against each other
    Check,
    /// Back databases up
    Backup(Backup),
    /// List the backups
    Backups(Backups),
    /// Put backups in the place of their databases
    Restore(Restore),
    /// List what will hurt: in the legacy sources, the repository and the databases
    Doctor,
    /// Compare each database with the schema that its applied revisions build
    Verify(Verify),
    /// Accept a changed revision file, or keep both sides of a merge conflict in chain.lock
    Repair(Repair),
    /// Lay out the embedded sample systems and do the whole job on them
    Sample(Sample),
    /// Print a shell's completion script
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// `bridge init`
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder to search
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// Replace an existing bridge.toml
    #[arg(long)]
    pub force: bool,
}

/// `bridge import`
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Only these sources
    pub sources: Vec<String>,
    /// Do not run the converted chain on a scratch database
    #[arg(long)]
    pub no_rehearsal: bool,
    /// Rehearse the PostgreSQL scripts too, on a scratch database of this server (a URL or env:NAME)
    #[arg(long, value_name = "URL", conflicts_with = "no_rehearsal")]
    pub scratch: Option<String>,
    /// Convert a locked revision again and replace it
    #[arg(long, value_name = "ID")]
    pub reconvert: Vec<String>,
    /// Convert and report, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Repair what has a safe repair, and list each repair
    #[arg(long)]
    pub fix: bool,
}

/// `bridge translate`
#[derive(Debug, Args)]
pub(crate) struct Translate {
    /// The revision file
    pub file: PathBuf,
    /// For which database
    #[arg(long, value_enum)]
    pub dialect: TranslateDialect,
    /// The downgrade instead of the upgrade
    #[arg(long)]
    pub down: bool,
}

/// `bridge baseline`
#[derive(Debug, Args)]
pub(crate) struct Baseline {
    /// The source
    pub source: String,
    /// A database on which the application has made its schema
    #[arg(long, value_name = "URL")]
    pub from: String,
}

/// `bridge cutover`
#[derive(Debug, Args)]
pub(crate) struct Cutover {
    /// End the mirroring of the legacy ledgers
    #[arg(long, conflicts_with = "abort")]
    pub finish: bool,
    /// Take bridge's own tables away again
    #[arg(long)]
    pub abort: bool,
    /// How the run behaves
    #[command(flatten)]
    pub run: RunOptions,
}

/// How a run behaves.
#[derive(Debug, Args)]
pub(crate) struct RunOptions {
    /// Make no backup
    #[arg(long)]
    pub no_backup: bool,
    /// Make the backup before waiting for the lock; what is written in between is not in it
    #[arg(long, conflicts_with = "no_backup")]
    pub backup_first: bool,
    /// One transaction for each revision instead of one for the run
    #[arg(long)]
    pub per_revision: bool,
    /// Seconds to wait for another run
    #[arg(long, value_name = "SECONDS")]
    pub lock_timeout: Option<u64>,
    /// Believe a legacy ledger although the schema contradicts it
    #[arg(long)]
    pub accept: bool,
}

/// `bridge upgrade`
#[derive(Debug, Args)]
pub(crate) struct Upgrade {
    /// head, heads, +N, an id or its beginning, ID+N, LANE@TARGET
    #[arg(default_value = "heads")]
    pub target: String,
    /// Print the SQL that would run, and run nothing
    #[arg(long)]
    pub sql: bool,
    /// Print the plan, and run nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Make a SQLite file that does not exist
    #[arg(long)]
    pub create: bool,
    /// How the run behaves
    #[command(flatten)]
    pub run: RunOptions,
}

/// `bridge downgrade`
#[derive(Debug, Args)]
pub(crate) struct Downgrade {
    /// base, -N, an id or its beginning, ID-N, LANE@TARGET
    #[arg(allow_hyphen_values = true)]
    pub target: String,
    /// Print the SQL that would run, and run nothing
    #[arg(long)]
    pub sql: bool,
    /// Print the plan and what it would lose, and run nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask, whatever is lost
    #[arg(long, short)]
    pub yes: bool,
    /// How the run behaves
    #[command(flatten)]
    pub run: RunOptions,
}

/// `bridge current`
#[derive(Debug, Args)]
pub(crate) struct Current {
    /// With every applied revision
    #[arg(long, short)]
    pub verbose: bool,
}

/// `bridge history`
#[derive(Debug, Args)]
pub(crate) struct History {
    /// Only this revision
    pub revision: Option<String>,
    /// With dates, parents and sources
    #[arg(long, short)]
    pub verbose: bool,
}

/// `bridge show`
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// An id or its beginning, head, LANE@head
    pub revision: String,
}

/// `bridge stamp`
#[derive(Debug, Args)]
pub(crate) struct Stamp {
    /// heads, base, an id or its beginning, LANE@TARGET
    pub target: String,
    /// Print what would be recorded, and record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How the run behaves
    #[command(flatten)]
    pub run: RunOptions,
}

/// `bridge adopt`
#[derive(Debug, Args)]
pub(crate) struct Adopt {
    /// Only this lane
    pub lane: Option<String>,
    /// Print what would be recorded, and record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Find out from the schema alone what is applied, and show it object by object
    #[arg(long, conflicts_with = "dry_run")]
    pub infer: bool,
    /// Record what --infer finds
    #[arg(long, requires = "infer")]
    pub yes: bool,
    /// With every object, not only those that say something
    #[arg(long, short, requires = "infer")]
    pub verbose: bool,
    /// Build the scratch database on this PostgreSQL server instead of the database's own (a URL or env:NAME)
    #[arg(long, value_name = "URL", requires = "infer")]
    pub scratch: Option<String>,
    /// How the run behaves
    #[command(flatten)]
    pub run: RunOptions,
}

/// `bridge revision`
#[derive(Debug, Args)]
pub(crate) struct Revision {
    /// What the revision does
    #[arg(long, short)]
    pub message: String,
    /// The lane; default: "bridge"
    #[arg(long)]
    pub lane: Option<String>,
    /// The database; needed where there are several and the lane does not say
    #[arg(long)]
    pub database: Option<String>,
    /// Parents instead of the lane's head
    #[arg(long, value_name = "ID")]
    pub parent: Vec<String>,
    /// The id instead of a random one
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<String>,
    /// Join the lane's heads; nothing to write
    #[arg(long)]
    pub merge: bool,
    /// A file for each of these dialects instead of one for all
    #[arg(long, value_enum, value_delimiter = ',')]
    pub dialect: Vec<DialectName>,
}

/// `bridge verify`
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Only this database
    pub database: Option<String>,
    /// Build the scratch database on this PostgreSQL server instead of the database's own (a URL or env:NAME)
    #[arg(long, value_name = "URL")]
    pub scratch: Option<String>,
}

/// `bridge backup`
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// Only this database
    pub database: Option<String>,
    /// A file, or an existing folder, instead of the configured one
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// What pg_dump writes: an archive or SQL
    #[arg(long, value_enum)]
    pub format: Option<DumpForm>,
    /// Seconds to wait for tables that others have locked
    #[arg(long, value_name = "SECONDS")]
    pub lock_timeout: Option<u64>,
}

/// What `pg_dump` writes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DumpForm {
    /// An archive, compressed
    Custom,
    /// SQL
    Plain,
}

/// `bridge backups`
#[derive(Debug, Args)]
pub(crate) struct Backups {
    /// Only those of this database
    pub database: Option<String>,
    /// Read every byte of each, and say which are damaged
    #[arg(long)]
    pub check: bool,
}

/// `bridge restore`
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Backups: paths, or names that `bridge backups` lists
    #[arg(required = true, value_name = "BACKUP")]
    pub backups: Vec<PathBuf>,
    /// The database, where the backup does not say it
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
    /// Another place than the database's own (a URL or env:NAME)
    #[arg(long, value_name = "URL")]
    pub to: Option<String>,
    /// Do not ask
    #[arg(long, short)]
    pub yes: bool,
    /// Restore a satellite although its home is ahead of it
    #[arg(long)]
    pub alone: bool,
    /// PostgreSQL: everything belongs to the role that restores; no rights are granted
    #[arg(long)]
    pub no_owner: bool,
    /// PostgreSQL: empty and refill the database instead of replacing it by a new one
    #[arg(long)]
    pub in_place: bool,
    /// Do not back up what is replaced
    #[arg(long)]
    pub no_backup: bool,
    /// Seconds to wait for another run, and for programs that lock the database
    #[arg(long, value_name = "SECONDS")]
    pub lock_timeout: Option<u64>,
}

/// `bridge repair`
#[derive(Debug, Args)]
pub(crate) struct Repair {
    /// The revision; without it, what needs repair is listed
    pub revision: Option<String>,
    /// Do it; without it, the difference is shown
    #[arg(long)]
    pub yes: bool,
}

/// Dialects by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DialectName {
    /// SQLite
    Sqlite,
    /// PostgreSQL
    Postgres,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Sqlite => Self::Sqlite,
            DialectName::Postgres => Self::Postgres,
        }
    }
}

/// Dialects that `bridge translate` writes: those that bridge runs on, and MySQL.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TranslateDialect {
    /// SQLite
    Sqlite,
    /// PostgreSQL
    Postgres,
    /// MySQL
    Mysql,
}

impl From<TranslateDialect> for Dialect {
    fn from(name: TranslateDialect) -> Self {
        match name {
            TranslateDialect::Sqlite => Self::Sqlite,
            TranslateDialect::Postgres => Self::Postgres,
            TranslateDialect::Mysql => Self::Mysql,
        }
    }
}

/// `bridge sample`
#[derive(Debug, Args)]
pub(crate) struct Sample {
    /// Where
    #[arg(default_value = "sandbox")]
    pub folder: PathBuf,
    /// Only lay the files out
    #[arg(long)]
    pub no_cutover: bool,
}
