//! A program's files: `program.py` is the legacy file as it was, the project's
//! modules that it uses stand below `program/`, and `program.toml` says what
//! the interpreter has to know beside them.

use bridge_importers::alembic::configuration::{Argument, Configuration, Setting};
use bridge_importers::contained::leaves;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

pub(crate) use bridge_importers::program::Program;
use bridge_importers::program::{Kind, Module};
use bridge_importers::sqlalchemy::mapped::{MappedSql, MappedValue, TypeMapping};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::layout::{MODULES_FOLDER, PROGRAM_FILE, PROGRAM_SETTINGS_FILE};
use super::text::quote;

/// Texts by file name, relative to the revision's folder, with `/` between its parts.
pub(crate) type Files = BTreeMap<String, String>;

/// Why a program's files cannot be used.
#[derive(Debug, Error)]
pub enum ProgramFileError {
    /// A file cannot be read.
    #[error("{source}")]
    Io {
        /// Its name in the folder.
        file: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// `program.toml` is not what bridge writes.
    #[error("{0}")]
    Settings(#[from] toml::de::Error),
}

impl ProgramFileError {
    /// The file, by its name in the revision's folder.
    pub fn file(&self) -> &str {
        match self {
            Self::Io { file, .. } => file,
            Self::Settings(_) => PROGRAM_SETTINGS_FILE,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    kind: String,
    path: String,
    module_name: Option<String>,
    up: Option<String>,
    down: Option<String>,
    #[serde(default)]
    naming_convention: BTreeMap<String, String>,
    #[serde(default)]
    types: TypeMapping,
    #[serde(default)]
    configuration: ConfigurationSettings,
    #[serde(default, rename = "module")]
    modules: Vec<ModuleSettings>,
    #[serde(default)]
    written_types: Vec<ModuleSettings>,
    #[serde(default, rename = "file")]
    files: Vec<ModuleSettings>,
}

/// What the program may ask of its project.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigurationSettings {
    section: Option<String>,
    more: Option<String>,
    #[serde(default)]
    sets_attributes: bool,
    #[serde(default)]
    is_linear: bool,
    #[serde(default)]
    is_asyncpg: bool,
    #[serde(default)]
    is_synchronous: bool,
    /// Options of `alembic.ini`, by section.
    #[serde(default)]
    options: BTreeMap<String, BTreeMap<String, String>>,
    /// Options that are there and not told, with the reason.
    #[serde(default)]
    withheld: BTreeMap<String, BTreeMap<String, String>>,
    /// Arguments of `context.configure`; none are told where it is absent.
    arguments: Option<BTreeMap<String, toml::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModuleSettings {
    name: String,
    path: String,
}

/// Where a module stands in the folder: `program/app/db.py`.
fn module_file(name: &str) -> String {
    format!("{MODULES_FOLDER}/{}.py", name.replace('.', "/"))
}

/// Where the part of a module stands that writes types. No module has such a name.
fn written_types_file(name: &str) -> String {
    format!("{MODULES_FOLDER}/{}.types.py", name.replace('.', "/"))
}

/// Where a file of the project stands that the program reads.
fn data_file(name: &str) -> String {
    format!("{MODULES_FOLDER}/files/{name}.txt")
}

/// Dotted words only: the name becomes a path.
fn is_module_name(name: &str) -> bool {
    name.split('.')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// The files of a program.
pub(crate) fn files(program: &Program) -> Files {
    let mut files = Files::new();
    files.insert(PROGRAM_FILE.to_owned(), program.text.clone());
    files.insert(PROGRAM_SETTINGS_FILE.to_owned(), settings(program));
    for module in &program.modules {
        files.insert(module_file(&module.name), module.text.clone());
    }
    for part in &program.written_types {
        files.insert(written_types_file(&part.name), part.text.clone());
    }
    for file in &program.files {
        files.insert(data_file(&file.name), file.text.clone());
    }
    files
}

fn settings(program: &Program) -> String {
    // Writing to a String cannot fail, so the results of `write!` are dropped here.
    let mut out = String::from("# Written by bridge: what program.py is run with.\n");
    let kind = match &program.kind {
        Kind::Alembic => "alembic",
        Kind::List { .. } => "list",
    };
    let _ = writeln!(out, "kind = {}", quote(kind));
    let _ = writeln!(out, "path = {}", quote(&program.path));
    if let Kind::List { module, up, down } = &program.kind {
        let _ = writeln!(out, "module_name = {}", quote(module));
        for (key, function) in [("up", up), ("down", down)] {
            if let Some(function) = function {
                let _ = writeln!(out, "{key} = {}", quote(function));
            }
        }
    }
    if !program.naming_convention.is_empty() {
        out.push_str("\n[naming_convention]\n");
        for (key, template) in &program.naming_convention {
            let _ = writeln!(out, "{} = {}", quote(key), quote(template));
        }
    }
    if !program.types.is_empty() {
        out.push_str("\n[types]\n");
        for (name, sql) in &program.types {
            let _ = match sql {
                MappedSql::Everywhere(sql) => writeln!(out, "{} = {}", quote(name), quote(sql)),
                MappedSql::ByDialect(by_dialect) => {
                    let parts: Vec<String> = by_dialect
                        .iter()
                        .map(|(dialect, sql)| format!("{dialect} = {}", quote(sql)))
                        .collect();
                    writeln!(out, "{} = {{ {} }}", quote(name), parts.join(", "))
                }
                MappedSql::Value { value } => {
                    writeln!(out, "{} = {{ value = {} }}", quote(name), inline(value))
                }
            };
        }
    }
    write_configuration(&mut out, &program.configuration);
    for (table, modules) in [
        ("module", &program.modules),
        ("written_types", &program.written_types),
        ("file", &program.files),
    ] {
        for module in modules {
            let _ = writeln!(
                out,
                "\n[[{table}]]\nname = {}\npath = {}",
                quote(&module.name),
                quote(&module.path)
            );
        }
    }
    out
}

/// A value on one line.
fn inline(value: &MappedValue) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        MappedValue::Bool(value) => value.to_string(),
        MappedValue::Int(value) => value.to_string(),
        MappedValue::Float(value) => toml::Value::from(*value).to_string(),
        MappedValue::Text(text) => quote(text),
        MappedValue::List(items) => format!("[{}]", joined(items.iter().map(inline).collect())),
        MappedValue::Dict(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| format!("{} = {}", quote(key), inline(value)));
            format!("{{ {} }}", joined(entries.collect()))
        }
    }
}

fn write_configuration(out: &mut String, configuration: &Configuration) {
    if configuration.is_empty() {
        return;
    }
    out.push_str("\n[configuration]\n");
    if let Some(section) = &configuration.section {
        let _ = writeln!(out, "section = {}", quote(section));
    }
    if let Some(reason) = &configuration.more {
        let _ = writeln!(out, "more = {}", quote(reason));
    }
    if configuration.sets_attributes {
        out.push_str("sets_attributes = true\n");
    }
    if configuration.is_linear {
        out.push_str("is_linear = true\n");
    }
    if configuration.is_asyncpg {
        out.push_str("is_asyncpg = true\n");
    }
    if configuration.is_synchronous {
        out.push_str("is_synchronous = true\n");
    }
    for (section, settings) in &configuration.sections {
        let _ = writeln!(out, "\n[configuration.options.{}]", quote(section));
        for (key, setting) in settings {
            if let Setting::Text(value) = setting {
                let _ = writeln!(out, "{} = {}", quote(key), quote(value));
            }
        }
        let _ = writeln!(out, "\n[configuration.withheld.{}]", quote(section));
        for (key, setting) in settings {
            if let Setting::Withheld(reason) = setting {
                let _ = writeln!(out, "{} = {}", quote(key), quote(reason));
            }
        }
    }
    if let Some(arguments) = &configuration.arguments {
        out.push_str("\n[configuration.arguments]\n");
        for (key, argument) in arguments {
            let value = match argument {
                Argument::None => "[\"none\"]".to_owned(),
                Argument::Unreadable => "[]".to_owned(),
                Argument::Bool(value) => value.to_string(),
                Argument::Int(value) => value.to_string(),
                Argument::Text(value) => quote(value),
            };
            let _ = writeln!(out, "{} = {value}", quote(key));
        }
    }
}

impl From<ConfigurationSettings> for Configuration {
    fn from(settings: ConfigurationSettings) -> Self {
        let mut sections: BTreeMap<String, BTreeMap<String, Setting>> = BTreeMap::new();
        for (section, options) in settings.options {
            let options = options
                .into_iter()
                .map(|(key, value)| (key, Setting::Text(value)));
            sections.entry(section).or_default().extend(options);
        }
        for (section, options) in settings.withheld {
            let options = options
                .into_iter()
                .map(|(key, value)| (key, Setting::Withheld(value)));
            sections.entry(section).or_default().extend(options);
        }
        let argument = |value: toml::Value| match value {
            toml::Value::Boolean(value) => Argument::Bool(value),
            toml::Value::Integer(value) => Argument::Int(value),
            toml::Value::String(value) => Argument::Text(value),
            toml::Value::Array(values) if !values.is_empty() => Argument::None,
            _ => Argument::Unreadable,
        };
        Self {
            section: settings.section,
            sections,
            more: settings.more,
            sets_attributes: settings.sets_attributes,
            is_linear: settings.is_linear,
            is_asyncpg: settings.is_asyncpg,
            is_synchronous: settings.is_synchronous,
            arguments: settings.arguments.map(|arguments| {
                let pairs = arguments.into_iter();
                pairs.map(|(key, value)| (key, argument(value))).collect()
            }),
        }
    }
}

/// Reads a program from its revision's folder, with its checksum.
pub(crate) fn read(folder: &Path) -> Result<(Program, String), ProgramFileError> {
    let mut files = Files::new();
    let mut text = |name: &str| -> Result<String, ProgramFileError> {
        let path = folder.join(name);
        let text = match leaves(&path, folder.parent().unwrap_or(folder)) {
            None => std::fs::read_to_string(path),
            Some(real) => Err(std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                format!(
                    "a symbolic link leads out of the chain, to {}. Put the file itself there",
                    real.display()
                ),
            )),
        }
        .map_err(|source| ProgramFileError::Io {
            file: name.to_owned(),
            source,
        })?;
        files.insert(name.to_owned(), text.clone());
        Ok(text)
    };
    let program_text = text(PROGRAM_FILE)?;
    let settings: Settings = toml::from_str(&text(PROGRAM_SETTINGS_FILE)?)?;
    let wrong = |message: String| ProgramFileError::Io {
        file: PROGRAM_SETTINGS_FILE.to_owned(),
        source: std::io::Error::new(std::io::ErrorKind::InvalidData, message),
    };
    let kind = match (settings.kind.as_str(), settings.module_name) {
        ("alembic", None) => Kind::Alembic,
        ("list", Some(module)) => Kind::List {
            module,
            up: settings.up,
            down: settings.down,
        },
        (other, _) => return Err(wrong(format!("it knows no program of kind \"{other}\""))),
    };
    let mut read = |settings: Vec<ModuleSettings>, file: fn(&str) -> String| {
        let mut modules = Vec::with_capacity(settings.len());
        for module in settings {
            if !is_module_name(&module.name) {
                return Err(wrong(format!("\"{}\" is no name of a module", module.name)));
            }
            modules.push(Module {
                text: text(&file(&module.name))?,
                name: module.name,
                path: module.path,
            });
        }
        Ok(modules)
    };
    let modules = read(settings.modules, module_file)?;
    let written_types = read(settings.written_types, written_types_file)?;
    let data = read(settings.files, data_file)?;
    let program = Program {
        kind,
        path: settings.path,
        text: program_text,
        modules,
        written_types,
        files: data,
        naming_convention: settings.naming_convention.into_iter().collect(),
        types: settings.types,
        configuration: settings.configuration.into(),
    };
    Ok((program, checksum(&files)))
}

/// SHA-256 over all files, in the order of their names; line ends do not count.
pub(crate) fn checksum(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files {
        for part in [name.as_str(), &text.replace("\r\n", "\n")] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    let digest = hash.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Program {
        Program {
            kind: Kind::Alembic,
            path: "legacy/003_資料.py".into(),
            text: "def upgrade():\r\n    pass\r\n".into(),
            modules: vec![Module {
                name: "app.db".into(),
                path: "legacy/app/db.py".into(),
                text: String::new(),
            }],
            written_types: vec![Module {
                name: "app.db".into(),
                path: "legacy/app/db.py".into(),
                text: "@compiles(JSONB, 'sqlite')\ndef _(t, c, **k):\n    return 'JSON'\n".into(),
            }],
            files: vec![Module {
                name: "1".into(),
                path: "../資料/a.json".into(),
                text: "[1]\n".into(),
            }],
            naming_convention: vec![("ix".into(), "ix_%(column_0_label)s".into())],
            types: TypeMapping::from([
                ("app.GUID".into(), MappedSql::Everywhere("CHAR(36)".into())),
                (
                    "app.sizes()".into(),
                    MappedSql::Value {
                        value: MappedValue::List(vec![
                            MappedValue::Float(2.0),
                            MappedValue::Bool(true),
                            MappedValue::Dict(BTreeMap::from([(
                                "鍵 a".into(),
                                MappedValue::Text("\"".into()),
                            )])),
                        ]),
                    },
                ),
            ]),
            configuration: Configuration {
                section: Some("alembic".into()),
                sections: BTreeMap::from([(
                    "alembic".into(),
                    BTreeMap::from([
                        ("prefix".into(), Setting::Text("p_\"é".into())),
                        ("sqlalchemy.url".into(), Setting::Withheld("secret".into())),
                    ]),
                )]),
                more: Some("env.py sets it".into()),
                sets_attributes: true,
                is_linear: true,
                is_asyncpg: true,
                is_synchronous: true,
                arguments: Some(BTreeMap::from([
                    ("a".into(), Argument::None),
                    ("b".into(), Argument::Bool(true)),
                    ("c".into(), Argument::Unreadable),
                    ("d".into(), Argument::Int(3)),
                ])),
            },
        }
    }

    #[test]
    fn it_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&program());
        for (name, text) in &files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let (read, sum) = read(folder.path()).unwrap();
        assert_eq!(read, program());
        assert_eq!(sum, checksum(&files));
    }

    #[test]
    fn line_ends_do_not_count_and_everything_else_does() {
        let mut unix = program();
        unix.text = unix.text.replace("\r\n", "\n");
        assert_eq!(checksum(&files(&program())), checksum(&files(&unix)));
        let mut other = program();
        other.modules[0].text = "# a comment\n".into();
        assert_ne!(checksum(&files(&program())), checksum(&files(&other)));
        let mut other = program();
        other.naming_convention.clear();
        assert_ne!(checksum(&files(&program())), checksum(&files(&other)));
    }
}
