//! `context.config`: the options of `alembic.ini`, as Alembic's `Config` gives them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Session;
use crate::alembic::configuration::Setting;
use crate::diagnostic::Diagnostic;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;

/// `alembic.config.Config`
struct ConfigObject;

/// `context.config`
pub(super) fn config() -> Value {
    Value::object(ConfigObject)
}

/// What bridge has no command line for: taken as if nothing were given.
pub(super) fn not_given(interpreter: &mut Interpreter, what: &str) {
    let warning = Diagnostic::warning(
        "not-given",
        format!("`{what}` is what Alembic is started with; bridge takes it as empty, as `alembic upgrade` without it has it."),
    )
    .help("Where a run needs another value, read it from os.environ: the revision is then run with the environment of the run.");
    interpreter.warn(warning);
}

/// What `alembic.ini` says when the source is imported stays in the chain: a
/// reader is told.
fn kept(interpreter: &mut Interpreter, what: &str) {
    let warning = Diagnostic::warning(
        "config-kept",
        format!("{what} of alembic.ini becomes part of the chain, as it is now."),
    )
    .help("Where a run needs another value, read it from os.environ: the revision is then run with the environment of the run.");
    interpreter.warn(warning);
}

fn withheld(interpreter: &Interpreter, key: &str, reason: &str) -> Interrupt {
    let help = match key {
        "sqlalchemy.url" => {
            "The connection of the run is op.get_bind(); its dialect's name is op.get_bind().dialect.name."
        }
        _ => {
            "Write the value into the revision, or read it from os.environ: the revision is then run with the environment of the run."
        }
    };
    interpreter.refuse(
        "config-value",
        format!("The option `{key}` of alembic.ini is not kept in the chain: {reason}."),
        Some(help),
    )
}

/// The options of a section; `None` where the file has no such section.
fn section(interpreter: &mut Interpreter, name: &str) -> Result<Option<BTreeMap<String, Setting>>> {
    let session = interpreter.extension_or_default::<Session>();
    if session.configuration.section.is_none() {
        return Err(interpreter.refuse(
            "config-value",
            "The options of alembic.ini are asked for, and the project was read without that file.",
            Some("Write the value into the revision, or name alembic.ini as `path` of the source."),
        ));
    }
    Ok(session.configuration.sections.get(name).cloned())
}

fn main_section(interpreter: &mut Interpreter) -> String {
    let session = interpreter.extension_or_default::<Session>();
    let section = session.configuration.section.clone();
    section.unwrap_or_else(|| "alembic".to_owned())
}

/// `get_section_option(section, name, default=None)`
fn option(
    interpreter: &mut Interpreter,
    section_name: &str,
    name: &str,
    default: Value,
) -> Result<Value> {
    let Some(options) = section(interpreter, section_name)? else {
        return Err(interpreter.raise(
            "alembic.util.exc.CommandError",
            format!(
                "No config file 'alembic.ini' found, or file has no '[{section_name}]' section"
            ),
        ));
    };
    let key = name.to_lowercase();
    match options.get(&key) {
        Some(Setting::Text(value)) => {
            let value = Value::str(value);
            kept(interpreter, &format!("The option `{key}`"));
            Ok(value)
        }
        Some(Setting::Withheld(reason)) => Err(withheld(interpreter, &key, reason)),
        // Alembic gives it to every file.
        None if key == "here" => Err(withheld(
            interpreter,
            &key,
            "it is the folder of alembic.ini",
        )),
        None => match more(interpreter) {
            Some(reason) => Err(withheld(interpreter, &key, &reason)),
            None => Ok(default),
        },
    }
}

/// Why there may be options that alembic.ini does not have.
fn more(interpreter: &mut Interpreter) -> Option<String> {
    let session = interpreter.extension_or_default::<Session>();
    session.configuration.more.clone()
}

impl Object for ConfigObject {
    fn type_name(&self) -> &str {
        "Config"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "config_ini_section" => {
                let name = main_section(interpreter);
                section(interpreter, &name)?;
                Some(Value::str(name))
            }
            "attributes" => {
                let session = interpreter.extension_or_default::<Session>();
                if session.configuration.sets_attributes {
                    return Err(interpreter.refuse(
                        "config-value",
                        "env.py puts something into `config.attributes` when it runs; bridge does not run it.",
                        Some("Write the value into the revision, or read it from os.environ: the revision is then run with the environment of the run."),
                    ));
                }
                not_given(interpreter, "config.attributes");
                Some(interpreter.dict([])?)
            }
            "config_file_name" | "cmd_opts" | "file_config" | "toml_file_name" | "module_path" => {
                return Err(interpreter.refuse(
                    "config-value",
                    format!("`config.{name}` depends on how Alembic is started."),
                    Some("Ask for options by get_main_option or get_section_option, or write the value into the revision."),
                ));
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "get_main_option" | "get_alembic_option" => {
                let key = args.string("name")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                let section = main_section(interpreter);
                option(interpreter, &section, &key, default)?
            }
            "get_section_option" => {
                let section = args.string("section")?;
                let key = args.string("name")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                option(interpreter, &section, &key, default)?
            }
            "get_section" => {
                let name = args.string("name")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                let Some(options) = section(interpreter, &name)? else {
                    return Ok(Some(default));
                };
                if let Some(reason) = more(interpreter) {
                    return Err(withheld(interpreter, &name, &reason));
                }
                kept(
                    interpreter,
                    &format!("What is used of the section [{name}]"),
                );
                let mut pairs = Vec::new();
                for (key, setting) in options {
                    let value = match setting {
                        Setting::Text(value) => Value::str(value),
                        // Refused where it is used.
                        Setting::Withheld(reason) => interpreter.unknown(
                            "config-value",
                            format!("the option {key} of alembic.ini ({reason})"),
                        ),
                    };
                    pairs.push((Value::str(key), value));
                }
                let here = interpreter.unknown("config-value", "the folder of alembic.ini");
                pairs.push((Value::str("here"), here));
                interpreter.dict(pairs)?
            }
            "print_stdout" => {
                let _ = args.rest();
                let _ = args.take_keywords();
                Value::None
            }
            "set_main_option" | "set_section_option" | "remove_main_option" => {
                return Err(interpreter.refuse(
                    "config-value",
                    format!("`config.{name}` changes what later revisions read."),
                    Some("Write the value where it is used."),
                ));
            }
            _ => return Ok(None),
        }))
    }
}
