//! The parts of the standard library that migrations use, as tables.

pub(crate) mod collections;
pub(crate) mod contextlib;
mod copy;
mod csv;
mod dataclasses;
pub mod datetime;
pub mod decimal;
mod drawn;
pub(crate) mod enumeration;
pub(crate) mod files;
pub(crate) mod flag;
mod functools;
mod hashlib;
mod importing;
mod io;
mod itertools;
pub(crate) mod json;
mod logging;
mod numbers;
mod paths;
pub mod per_run;
mod regex;
mod text;
mod typing;

use super::native::ModuleTable;

/// All modules.
pub(crate) static MODULES: &[&ModuleTable] = &[
    &collections::TABLE,
    &collections::ABC,
    &contextlib::TABLE,
    &dataclasses::TABLE,
    &datetime::TABLE,
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
    &logging::WARNINGS,
    &logging::SYS,
    &numbers::MATH,
    &paths::OS,
    &paths::PATH,
    &per_run::UUID,
    &per_run::TIME,
    &per_run::RANDOM,
    &per_run::SECRETS,
    &hashlib::TABLE,
    &regex::TABLE,
    &text::TEXTWRAP,
    &text::STRING,
    &text::BASE64,
    &typing::TABLE,
    &typing::EXTENSIONS,
    &typing::ABC,
    &typing::TYPES,
];
