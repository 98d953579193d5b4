//! What revision files can ask of the project: the options of `alembic.ini`,
//! the arguments of `context.configure`, and which revision is the current one.
//!
//! What a file asks for becomes part of the chain. What may be a secret, or
//! is another value on another machine, is therefore not told.

use std::collections::{BTreeMap, BTreeSet};

use super::constant::Constant;
use super::ini_file::IniFile;

/// Names of options whose values may be secrets.
const SECRETS: [&str; 24] = [
    "url", "uri", "dsn", "conn", "pass", "pw", "pin", "secret", "token", "key", "auth", "api",
    "access", "session", "cookie", "cert", "sign", "cred", "salt", "private", "user", "login",
    "account", "host",
];

/// What the values of connections and credentials hold.
const IN_SECRETS: [&str; 6] = ["://", "password", "passwd", "pwd", "secret", "token"];

/// Letters and digits mixed, this long without a space, are a key more often than a word.
const LONGEST_WORD: usize = 16;

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
    /// Whether each revision has one parent and one child at most, so that the
    /// current revision is the parent.
    pub is_linear: bool,
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

    /// Withholds what `env.py` may set itself: an option that it names beside
    /// a call that sets options.
    pub(super) fn without_those_set_by(&mut self, env: &str) {
        let setters = [
            "set_main_option",
            "set_section_option",
            "remove_main_option",
            "file_config",
        ];
        let handed = hands_on(env);
        if !handed && !setters.iter().any(|setter| env.contains(setter)) {
            return;
        }
        // Options are set by their names; where another thing names them, none is sure.
        let named = setters.iter().all(|setter| {
            env.match_indices(setter).all(|(at, _)| {
                let rest = env[at + setter.len()..].trim_start();
                let argument = rest.strip_prefix('(').map(str::trim_start);
                argument.is_some_and(|argument| argument.starts_with(['"', '\'']))
            })
        });
        for (key, setting) in self.sections.values_mut().flatten() {
            if handed || !named || names(env, key) {
                let why = match handed {
                    true => "env.py gives its config to other code, which may set it",
                    false => "env.py sets options when it runs",
                };
                *setting = Setting::Withheld(why.to_owned());
            }
        }
    }

    /// What a program keeps: the options that its files name; of the others in
    /// a section that they name, that they are there.
    #[must_use]
    pub fn named_in<'a>(&self, texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let has = |word: &str| texts.clone().any(|text| text.contains(word));
        let is_named = |word: &str| texts.clone().any(|text| names(text, word));
        let mut kept = Self::default();
        if has(".config") || has("alembic.context") {
            kept.section.clone_from(&self.section);
            for (section, settings) in &self.sections {
                let whole = is_named(section)
                    || has("config_ini_section") && self.section.as_ref() == Some(section);
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
                if whole || !settings.is_empty() {
                    kept.sections.insert(section.clone(), settings);
                }
            }
        }
        kept.is_linear = self.is_linear && has("get_current_");
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

/// Whether a text has a word in quotes.
fn names(text: &str, word: &str) -> bool {
    text.contains(&format!("\"{word}\"")) || text.contains(&format!("'{word}'"))
}

/// Whether a value may be a secret, by its option's name or by itself.
pub(super) fn is_secret(key: &str, value: &str) -> bool {
    let (key, value) = (key.to_ascii_lowercase(), value.to_ascii_lowercase());
    let is_random = |word: &str| {
        word.len() >= LONGEST_WORD
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    // `scott/tiger@host`
    let is_login = |word: &str| {
        word.split_once('@')
            .is_some_and(|(before, _)| before.contains([':', '/']))
    };
    SECRETS.iter().any(|word| key.contains(word))
        || value.split_whitespace().any(is_login)
        || IN_SECRETS.iter().any(|part| value.contains(part))
        || value.split_whitespace().any(is_random)
}

/// Whether `env.py` gives the whole configuration to somebody else, who may
/// change it: by the name that it has there, as an argument or under another name.
fn hands_on(env: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let defined = env.match_indices("context.config").filter_map(|(at, _)| {
        let line = env[..at].rsplit('\n').next()?;
        let name = line.trim().strip_suffix('=')?.split(':').next()?.trim();
        (!name.is_empty() && name.chars().all(is_name)).then_some(name)
    });
    let names: BTreeSet<&str> = defined.chain(["config"]).collect();
    names.into_iter().any(|name| {
        env.match_indices(name).any(|(at, _)| {
            let before = &env[..at];
            let after = env[at + name.len()..].trim_start_matches([' ', '\t']);
            let own = before.strip_suffix("context.");
            let is_definition = own.is_some() && !after.starts_with([',', ')', '.']);
            let before = own.unwrap_or(before);
            if is_definition || before.ends_with(|c: char| is_name(c) || c == '.') {
                return false;
            }
            let before = before.trim_end();
            // What only reads where the scripts are.
            if before.ends_with("from_config(") {
                return false;
            }
            let is_argument = before.ends_with(['(', ',', '=', '*', '[', '{', ':'])
                && (after.is_empty() || after.starts_with([',', ')', ']', '}', '\n', '\r', '#']));
            is_argument || before.ends_with("return") || before.ends_with("yield")
        })
    })
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
    fn what_may_be_a_secret_is_told_by_its_name_or_its_value() {
        for (key, value) in [
            ("admin_pw", "hunter2"),
            ("conn", "host=h user=u password=hunter3"),
            ("oracle", "scott/tiger@orcl"),
            ("odbc", "Driver=x;PWD=hunter4"),
            ("region", "a8f5f167f44f4964e6c998dee827110c"),
        ] {
            assert!(is_secret(key, value), "{key} = {value}");
        }
        for (key, value) in [
            ("region", "eu-west-1"),
            ("tenant", "main"),
            ("mail", "a@example.org"),
        ] {
            assert!(!is_secret(key, value), "{key} = {value}");
        }
    }

    #[test]
    fn a_config_that_is_handed_on_is_not_known() {
        let plain = "from alembic import context\nconfig = context.config\nfileConfig(config.config_file_name)\n\
                     engine_from_config(config.get_section(config.config_ini_section), prefix='sqlalchemy.')\n\
                     script = ScriptDirectory.from_config(config)\n";
        assert!(!hands_on(plain));
        for line in [
            "setup(config)",
            "setup(1, config )",
            "setup(cfg=config)",
            "setup(context.config)",
            "other = config",
            "def get(): return config",
            "settings = {'a': config}",
        ] {
            assert!(hands_on(&format!("{plain}{line}\n")), "{line}");
        }
        assert!(hands_on("cfg = context.config\nsetup(cfg)\n"));
        let mut found = read("[alembic]\na = 1\n");
        found.without_those_set_by("config = context.config\nsetup(config)\n");
        let own = &found.sections["alembic"];
        assert!(matches!(own["a"], Setting::Withheld(_)));
    }

    #[test]
    fn what_env_sets_is_withheld() {
        let mut found = read("[alembic]\na = 1\nb = 2\n");
        found.without_those_set_by("config.set_main_option('a', x)");
        let own = &found.sections["alembic"];
        assert!(matches!(own["a"], Setting::Withheld(_)));
        assert_eq!(own["b"], Setting::Text("2".into()));
        found.without_those_set_by("config.set_main_option(key, x)");
        assert!(matches!(
            found.sections["alembic"]["b"],
            Setting::Withheld(_)
        ));
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
