//! The parts of the standard library that migrations use, as tables, and the
//! clocks and zones that other libraries have in their place.

mod asyncio;
mod auto;
mod base64;
mod cache;
mod clocks;
pub(crate) mod collections;
pub(crate) mod contextlib;
mod copy;
mod csv;
mod dataclasses;
pub mod datetime;
pub mod decimal;
mod drawn;
pub(crate) mod enumeration;
mod environment;
pub(crate) mod files;
pub(crate) mod flag;
mod functools;
mod hashlib;
mod heapq;
pub(crate) mod importing;
mod io;
mod itertools;
pub(crate) mod json;
mod literal;
pub(crate) mod logging;
pub(crate) mod memory;
mod numbers;
mod paths;
pub mod per_run;
mod public;
pub mod regex;
mod text;
pub(crate) mod typing;
mod unicode;
pub mod uuid;
pub(crate) mod written;

use super::native::ModuleTable;

/// Modules of small packages, where the project has none of their names.
pub(crate) static AFTER_PROJECT: &[&ModuleTable] = &[&public::TABLE];

/// All modules.
pub(crate) static MODULES: &[&ModuleTable] = &[
    &clocks::DATEUTIL,
    &clocks::ISO8601,
    &clocks::ISO8601_INNER,
    &clocks::OSLO_TIMEUTILS,
    &clocks::PENDULUM,
    &clocks::PYTZ,
    &collections::TABLE,
    &collections::ABC,
    &contextlib::TABLE,
    &dataclasses::TABLE,
    &datetime::TABLE,
    &datetime::ZONEINFO,
    &decimal::TABLE,
    &enumeration::TABLE,
    &files::GLOB,
    &files::PATHLIB,
    &functools::TABLE,
    &functools::OPERATOR,
    &copy::TABLE,
    &importing::IMPORTLIB,
    &importing::PKGUTIL,
    &importing::RESOURCES,
    &importing::UTIL,
    &csv::TABLE,
    &io::TABLE,
    &itertools::TABLE,
    &json::TABLE,
    &logging::TABLE,
    &logging::PPRINT,
    &logging::TRACEBACK,
    &logging::WARNINGS,
    &logging::SYS,
    &numbers::MATH,
    &paths::OS,
    &paths::PATH,
    &uuid::TABLE,
    &base64::BINASCII,
    &literal::AST,
    &written::BISECT,
    &written::CALENDAR,
    &written::CONFIGPARSER,
    &written::FNMATCH,
    &heapq::HEAPQ,
    &written::HMAC,
    &written::HTML,
    &written::INSPECT,
    &written::NUMBERS,
    &written::OSLO_UUIDUTILS,
    &written::STATISTICS,
    &written::URL,
    &per_run::TIME,
    &per_run::RANDOM,
    &per_run::SECRETS,
    &hashlib::TABLE,
    &regex::TABLE,
    &text::TEXTWRAP,
    &text::STRING,
    &unicode::TABLE,
    &asyncio::TABLE,
    &base64::TABLE,
    &typing::TABLE,
    &typing::EXTENSIONS,
    &typing::ABC,
    &typing::TYPES,
];
