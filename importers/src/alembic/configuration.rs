//! What revision files can ask of the project: the options of `alembic.ini`,
//! the arguments of `context.configure`, and which revision is the current one.
//!
//! What a file asks for becomes part of the chain. What may be a secret, or
//! is another value on another machine, is therefore not told.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::constant::Constant;
use super::env_options::Changed;
use super::ini_file::IniFile;
use super::secret::is_secret;

/// An option of `alembic.ini`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Its value, as Alembic reads it.
    Text(String),
    /// It is there, and its value is not told; why, as the end of a sentence.
    Withheld(String),
}

/// An argument of `context.configure` in `env.py`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// Text.
    Text(String),
    /// It is given, and is no constant.
    Unreadable,
}

/// What revision files can ask of their project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Configuration {
    /// The section that Alembic reads: `alembic`, or that of `alembic -n`.
    /// None where the project has no `alembic.ini`.
    pub section: Option<String>,
    /// The options of each section, those of `[DEFAULT]` included.
    pub sections: BTreeMap<String, BTreeMap<String, Setting>>,
    /// Why there may be options that the file does not have; None where there are none.
    pub more: Option<String>,
    /// Whether `env.py` puts something into `config.attributes`.
    pub sets_attributes: bool,
    /// Whether each revision has one parent and one child at most, so that the
    /// current revision is the parent.
    pub is_linear: bool,
    /// Whether `env.py` connects to PostgreSQL by asyncpg, which reads some values otherwise (and
    /// to SQLite by aiosqlite, of which all rows are read at once).
    pub is_asyncpg: bool,
    /// Whether `env.py` gives Alembic a connection that is not awaited.
    pub is_synchronous: bool,
    /// The arguments of `context.configure`; None where they could not be read.
    pub arguments: Option<BTreeMap<String, Argument>>,
}

impl Configuration {
    /// The options of a file; `here` is what the file does not say itself.
    pub(super) fn of_ini(file: &IniFile, section: &str, here: &str) -> Self {
        let given = |here: &str| BTreeMap::from([("here".to_owned(), here.to_owned())]);
        // A value that changes with the folder is none that may be kept.
        let (one, other) = (given(here), given("/another/folder"));
        let mut sections = BTreeMap::new();
        for name in file.sections() {
            let mut settings = BTreeMap::new();
            for key in file.keys(name) {
                let value = match (file.get(name, &key, &one), file.get(name, &key, &other)) {
                    (Some(Ok(value)), Some(Ok(same))) => match value == same {
                        true if is_secret(&key, &value) => {
                            Setting::Withheld("it may hold a password".to_owned())
                        }
                        true => Setting::Text(value),
                        false => {
                            Setting::Withheld("it depends on the folder of alembic.ini".to_owned())
                        }
                    },
                    (Some(Err(fault)), _) => Setting::Withheld(format!(
                        "Alembic cannot read it: {}",
                        fault.trim_end_matches('.')
                    )),
                    _ => continue,
                };
                settings.insert(key, value);
            }
            sections.insert(name.to_owned(), settings);
        }
        Self {
            section: Some(section.to_owned()),
            sections,
            ..Self::default()
        }
    }

    /// Withholds what `env.py` may set itself.
    pub(super) fn without(&mut self, changed: &Changed) {
        self.sets_attributes |= changed.attributes;
        for options in self.sections.values_mut() {
            for name in &changed.options {
                let why = "env.py sets it when it runs".to_owned();
                options.insert(name.clone(), Setting::Withheld(why));
            }
        }
        if let Some(why) = changed.any {
            self.more = Some(why.to_owned());
            for setting in self.sections.values_mut().flat_map(BTreeMap::values_mut) {
                *setting = Setting::Withheld(why.to_owned());
            }
        }
    }

    /// What a program keeps: the options that its files name; of the others in
    /// a section that they name, that they are there.
    #[must_use]
    pub fn named_in<'a>(&self, texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let has = |word: &str| texts.clone().any(|text| text.contains(word));
        let words = self.words();
        let named = quoted_of(texts.clone(), &words);
        let is_named = |word: &str| named.contains(word);
        let mut kept = Self::default();
        if has(".config") || has("alembic.context") {
            kept.section.clone_from(&self.section);
            kept.more.clone_from(&self.more);
            kept.sets_attributes = self.sets_attributes;
            for (section, settings) in &self.sections {
                let is_main = self.section.as_ref() == Some(section);
                let whole = is_named(section)
                    || is_main && (has("config_ini_section") || asks_computed(texts.clone()));
                let kept_of = |(key, setting): (&String, &Setting)| {
                    let setting = match setting {
                        Setting::Text(_) if !is_named(key) => {
                            Setting::Withheld("the revision does not name it".to_owned())
                        }
                        setting => setting.clone(),
                    };
                    (key.clone(), setting)
                };
                let settings: BTreeMap<_, _> = settings
                    .iter()
                    .filter(|(key, _)| whole || is_named(key))
                    .map(kept_of)
                    .collect();
                // That the file has the section Alembic reads is known without its options, too.
                if whole || is_main || !settings.is_empty() {
                    kept.sections.insert(section.clone(), settings);
                }
            }
        }
        kept.is_linear = self.is_linear && has("get_current_");
        // Only of rows that no type of SQLAlchemy's reads, and of its own statements, does the
        // driver decide.
        kept.is_asyncpg =
            self.is_asyncpg && (has("execute") || has("exec_driver_sql") || has("cursor"));
        kept.is_synchronous = self.is_synchronous && has("run_async");
        if has(".opts") || has("context_opts") {
            // Of the others it is known that they are given, and no more.
            let arguments = self.arguments.as_ref();
            kept.arguments = arguments.map(|arguments| {
                let kept = arguments.iter().map(|(key, argument)| {
                    let argument = match is_named(key) {
                        true => argument.clone(),
                        false => Argument::Unreadable,
                    };
                    (key.clone(), argument)
                });
                kept.collect()
            });
        }
        kept
    }

    /// What a file can name: sections, options, arguments.
    fn words(&self) -> HashSet<&str> {
        let options = self.sections.values().flat_map(BTreeMap::keys);
        let arguments = self.arguments.iter().flat_map(BTreeMap::keys);
        let words = self.sections.keys().chain(options).chain(arguments);
        words.map(String::as_str).collect()
    }

    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The names of arguments that are given.
    pub(super) fn argument_of(constant: Option<&Constant>) -> Argument {
        match constant {
            Some(Constant::None) => Argument::None,
            Some(Constant::Bool(value)) => Argument::Bool(*value),
            Some(Constant::Int(value)) => Argument::Int(*value),
            Some(Constant::Str(value)) => Argument::Text(value.clone()),
            _ => Argument::Unreadable,
        }
    }
}

/// Whether an option is asked for by a name that does not stand in the call.
fn asks_computed<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let is_quoted = |after: &str| {
        after
            .trim_start()
            .trim_start_matches(['u', 'r', '('])
            .starts_with(['"', '\''])
    };
    let computed = |text: &str| {
        let calls = ["get_main_option(", "get_alembic_option("];
        let mut calls = calls.iter().flat_map(|call| text.split(call).skip(1));
        calls.any(|after| !is_quoted(after))
    };
    texts.into_iter().any(computed)
}

/// Which words the texts have in quotes. Each text is read once, as a program may keep hundreds
/// of modules, and a project have many options.
fn quoted_of<'a>(texts: impl Iterator<Item = &'a str>, words: &HashSet<&str>) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    for text in texts {
        for quote in ['"', '\''] {
            let between = text.split(quote).skip(1);
            found.extend(between.filter(|part| words.contains(part)));
        }
    }
    found
}

/// Whether each revision has one parent and one child at most, and nothing
/// depends on another: then one revision alone is the current one.
pub(super) fn is_linear<'a>(revisions: impl Iterator<Item = (&'a [String], &'a [String])>) -> bool {
    let mut parents_seen = BTreeSet::new();
    let mut roots = 0;
    for (parents, depends_on) in revisions {
        match parents {
            [] => roots += 1,
            [one] if parents_seen.insert(one.as_str()) => {}
            _ => return false,
        }
        if roots > 1 || !depends_on.is_empty() {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Configuration {
        Configuration::of_ini(&IniFile::parse(text).unwrap(), "alembic", "/srv")
    }

    #[test]
    fn secrets_and_paths_are_withheld() {
        let found = read(
            "[DEFAULT]\nregion = eu\n[alembic]\nscript_location = %(here)s/x\nsqlalchemy.url = sqlite:///a\n\
             prefix = p_%(region)s\nlink = amqp://u:p@h\n",
        );
        let own = &found.sections["alembic"];
        assert_eq!(own["prefix"], Setting::Text("p_eu".into()));
        assert_eq!(own["region"], Setting::Text("eu".into()));
        for key in ["script_location", "sqlalchemy.url", "link"] {
            assert!(matches!(own[key], Setting::Withheld(_)), "{key}");
        }
    }

    #[test]
    fn what_env_sets_is_withheld() {
        let mut found = read("[alembic]\na = 1\nb = 2\n");
        let is_told = |found: &Configuration, key: &str| {
            matches!(found.sections["alembic"][key], Setting::Text(_))
        };
        found.without(&Changed {
            options: ["a".to_owned(), "c".to_owned()].into(),
            ..Changed::default()
        });
        assert!(!is_told(&found, "a") && is_told(&found, "b") && !is_told(&found, "c"));
        assert_eq!(
            (found.more.as_deref(), found.sets_attributes),
            (None, false)
        );
        found.without(&Changed {
            any: Some("why"),
            attributes: true,
            ..Changed::default()
        });
        assert!(!is_told(&found, "b"));
        assert_eq!(
            (found.more.as_deref(), found.sets_attributes),
            (Some("why"), true)
        );
    }

    #[test]
    fn a_program_keeps_what_it_names() {
        let found = read("[alembic]\na = 1\nb = 2\n[app]\nc = 3\n");
        let kept = found.named_in(["context.config.get_main_option('a')"].into_iter());
        assert_eq!(kept.sections.len(), 1);
        assert_eq!(kept.sections["alembic"].len(), 1);
        let kept = found.named_in(["op.get_context().config.get_section(\"app\")"].into_iter());
        assert_eq!(kept.sections["app"].len(), 1);
        assert!(found.named_in(["'a'"].into_iter()).is_empty());
    }

    #[test]
    fn a_program_keeps_that_the_section_is_there() {
        let found = read("[alembic]\na = 1\n");
        let kept = found.named_in(["context.config.get_main_option(u'other')"].into_iter());
        assert_eq!(kept.sections["alembic"].len(), 0);
        let kept = found.named_in(["context.config.get_main_option(name)"].into_iter());
        assert!(matches!(
            kept.sections["alembic"]["a"],
            Setting::Withheld(_)
        ));
    }

    #[test]
    fn branches_are_not_linear() {
        let of = |all: &[&[&str]]| {
            let all: Vec<Vec<String>> = all
                .iter()
                .map(|parents| parents.iter().map(|one| (*one).to_owned()).collect())
                .collect();
            is_linear(
                all.iter()
                    .map(|parents| (parents.as_slice(), [].as_slice())),
            )
        };
        assert!(of(&[&[], &["a"], &["b"]]));
        assert!(!of(&[&[], &["a"], &["a"]]));
        assert!(!of(&[&[], &[]]));
        assert!(!of(&[&[], &["a", "b"]]));
    }
}
