//! `alembic.ini`, and `[tool.alembic]` beside it: which folders hold a project's revisions.
//!
//! Keys and defaults are those of `alembic/script/base.py`
//! (`ScriptDirectory.from_config`). A relative path counts from where teams run
//! Alembic: the file's own folder, or one above it. A project whose application
//! sets these keys in code has no such file: there the folder of `env.py` says
//! enough.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::configuration::Configuration;
use super::ini_file::IniFile;
use super::pyproject::{self, Pyproject};
use crate::diagnostic::Diagnostic;
use crate::modules::{Modules, outside_packages};
use crate::source::{SourceFile, normal, shown_path};

/// What `alembic.ini` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The file, absolute; `env.py` where the project has none.
    pub ini: PathBuf,
    /// Its folder.
    pub folder: PathBuf,
    /// The section that was read: `alembic`, or the one of `alembic -n`.
    pub section: String,
    /// The folder of `env.py`.
    pub script_location: PathBuf,
    /// The folders that hold revisions, in Alembic's order.
    pub version_locations: Vec<PathBuf>,
    /// Whether `version_locations` is written in the file.
    pub locations_are_listed: bool,
    /// Whether their subfolders are searched.
    pub recursive: bool,
    /// `prepend_sys_path`: where the project's own modules are found.
    pub sys_path: Vec<PathBuf>,
    /// `sqlalchemy.url`, where it is there and readable.
    pub url: Option<String>,
    /// Its options, as revision files may ask for them.
    pub configuration: Configuration,
}

impl Settings {
    /// The project's own modules. Python looks in `sys.path`; which folders are
    /// in it depends on how Alembic is started, so that the likely ones are
    /// tried: `prepend_sys_path`, the folder of `alembic.ini`, its `src`, the
    /// folders around `env.py`, those that hold the packages in which these
    /// stand, and that of `bridge.toml`.
    pub fn modules(&self, root: &Path) -> Modules {
        let mut folders = self.sys_path.clone();
        folders.push(self.folder.clone());
        folders.push(self.folder.join("src"));
        folders.push(self.script_location.clone());
        folders.extend(self.script_location.parent().map(Path::to_path_buf));
        folders.push(outside_packages(&self.folder));
        folders.push(outside_packages(&self.script_location));
        folders.push(root.to_path_buf());
        let modules = Modules::new(folders, root).within(&self.script_location);
        modules.started_in(&self.folder)
    }
}

/// Reads the settings of one section; the default is `alembic`. `root` is
/// the folder from which paths are shown. Beside the settings come warnings.
/// A folder that holds `env.py` stands for a file that names this folder, and a
/// `pyproject.toml` for the `alembic.ini` beside it, which may be missing.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn read(
    ini: &Path,
    section: Option<&str>,
    root: &Path,
) -> Result<(Settings, Vec<Diagnostic>), Vec<Diagnostic>> {
    let path = std::path::absolute(ini).unwrap_or_else(|_| ini.to_owned());
    let path = normal(&path);
    if path.is_dir() {
        return of_folder(path, root).map(|settings| (settings, Vec::new()));
    }
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let pyproject = Pyproject::read(&folder, root).map_err(|error| vec![error])?;
    let is_pyproject = path.file_name().is_some_and(|name| name == pyproject::NAME);
    let beside = folder.join("alembic.ini");
    let path = match is_pyproject && beside.is_file() {
        true => beside,
        false => path,
    };
    let file = SourceFile::read(&path, root).map_err(|error| vec![*error])?;
    let text = match path.ends_with(pyproject::NAME) {
        true => "",
        false => &file.text,
    };
    let mut reader = Reader {
        root: std::path::absolute(root).map_or_else(|_| root.to_owned(), |root| normal(&root)),
        folder,
        pyproject,
        section: section.unwrap_or("alembic").to_owned(),
        parsed: IniFile::parse(text).map_err(|faults| {
            faults
                .into_iter()
                .map(|fault| {
                    Diagnostic::error("ini-syntax", fault.message)
                        .at(&file.shown)
                        .span(file.line_span(fault.line))
                })
                .collect::<Vec<_>>()
        })?,
        file,
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    match reader.settings() {
        Some(settings) if reader.errors.is_empty() => Ok((settings, reader.warnings)),
        _ => Err(reader.errors),
    }
}

/// The settings of a project without `alembic.ini`: the folder is `script_location`.
fn of_folder(folder: PathBuf, root: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let env = folder.join("env.py");
    let versions = folder.join("versions");
    if !env.is_file() && !versions.is_dir() {
        return Err(vec![
            Diagnostic::error(
                "script-location",
                "The folder holds neither env.py nor a folder `versions`.",
            )
            .at(shown_path(&folder, root))
            .help("Name alembic.ini, or the folder of env.py."),
        ]);
    }
    Ok(Settings {
        ini: env,
        section: "alembic".to_owned(),
        version_locations: vec![versions],
        script_location: folder.clone(),
        folder,
        locations_are_listed: false,
        recursive: false,
        sys_path: Vec::new(),
        url: None,
        configuration: Configuration::default(),
    })
}

struct Reader {
    root: PathBuf,
    file: SourceFile,
    folder: PathBuf,
    section: String,
    parsed: IniFile,
    /// What it does not say.
    pyproject: Option<Pyproject>,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Reader {
    fn settings(&mut self) -> Option<Settings> {
        if !self.parsed.has_section(&self.section) && self.pyproject.is_none() {
            let others: Vec<&str> = self.parsed.sections().collect();
            self.errors.push(
                Diagnostic::error(
                    "ini-section",
                    format!("The file has no section [{}].", self.section),
                )
                .at(&self.file.shown)
                .help(format!(
                    "It has {}. Where one of them is the project's (`alembic -n`), say it in bridge.toml: \
                     [sources.NAME] section = \"...\".",
                    brackets(&others)
                )),
            );
            return None;
        }
        let sys_path = self.sys_path();
        let location = self.get("script_location").or_else(|| {
            // Flask-Migrate keeps the file beside env.py and sets the key itself.
            let beside = self.folder.join("env.py").is_file() && self.errors.is_empty();
            beside.then(|| ".".to_owned())
        });
        let Some(location) = location else {
            if self.errors.is_empty() {
                self.errors.push(
                    Diagnostic::error(
                        "script-location",
                        format!("[{}] has no key `script_location`.", self.section),
                    )
                    .at(&self.file.shown)
                    .help("Name the folder that holds env.py: `script_location = alembic`."),
                );
            }
            return None;
        };
        let script_location = self.folder_of("script_location", &location, &sys_path)?;
        if !script_location.is_dir() {
            self.refuse(
                "script_location",
                "script-location",
                format!("The folder `{location}` does not exist."),
                "A relative path counts from the folder of alembic.ini, or from one above it up to that of bridge.toml.",
            );
        }
        let listed = self.version_locations(&sys_path);
        let locations_are_listed = listed.is_some();
        Some(Settings {
            ini: self.file.path.clone(),
            folder: self.folder.clone(),
            section: self.section.clone(),
            version_locations: listed.unwrap_or_else(|| vec![script_location.join("versions")]),
            script_location,
            locations_are_listed,
            recursive: self.is_true("recursive_version_locations"),
            sys_path,
            url: self.url(),
            configuration: Configuration::of_ini(
                &self.parsed,
                &self.section,
                &self.folder.to_string_lossy(),
            ),
        })
    }

    fn is_true(&mut self, key: &str) -> bool {
        match self.parsed.line(&self.section, key) {
            Some(_) => self.get(key).as_deref() == Some("true"),
            None => self.pyproject.as_ref().is_some_and(|it| it.is_true(key)),
        }
    }

    fn defaults(&self) -> BTreeMap<String, String> {
        let here = self.folder.to_string_lossy().into_owned();
        BTreeMap::from([("here".to_owned(), here)])
    }

    fn get(&mut self, key: &str) -> Option<String> {
        let own = self.parsed.get(&self.section, key, &self.defaults());
        match own.or_else(|| self.pyproject.as_ref()?.text(key))? {
            Ok(value) => Some(value),
            Err(message) => {
                self.refuse(
                    key,
                    "ini-interpolation",
                    message,
                    "A literal percent sign is written `%%`.",
                );
                None
            }
        }
    }

    /// A list that only `pyproject.toml` has.
    fn list(&mut self, key: &str) -> Option<Vec<String>> {
        if self.parsed.line(&self.section, key).is_some() {
            return None;
        }
        match self.pyproject.as_ref()?.list(key)? {
            Ok(items) => Some(items),
            Err(message) => {
                self.refuse(key, "toml-value", message, "Alembic takes a list of texts.");
                None
            }
        }
    }

    fn at(&self, key: &str, diagnostic: Diagnostic) -> Diagnostic {
        if let Some(line) = self.parsed.line(&self.section, key) {
            let diagnostic = diagnostic.at(&self.file.shown);
            return diagnostic.span(self.file.line_span(line));
        }
        if let Some(pyproject) = &self.pyproject
            && let Some(line) = pyproject.line(key)
        {
            let diagnostic = diagnostic.at(&pyproject.file.shown);
            return diagnostic.span(pyproject.file.line_span(line));
        }
        diagnostic.at(&self.file.shown)
    }

    fn refuse(&mut self, key: &str, code: &'static str, message: String, help: &str) {
        let diagnostic = Diagnostic::error(code, message).help(help);
        let diagnostic = self.at(key, diagnostic);
        self.errors.push(diagnostic);
    }

    fn sys_path(&mut self) -> Vec<PathBuf> {
        if let Some(parts) = self.list("prepend_sys_path") {
            return parts.iter().map(|part| self.path_folder(part)).collect();
        }
        let Some(text) = self.get("prepend_sys_path") else {
            return Vec::new();
        };
        let parts: Vec<String> = match self.separator("path_separator") {
            Some(Separator::Char(separator)) => text.split(separator).map(str::to_owned).collect(),
            // A drive letter's colon is none of Linux's concern.
            _ => text
                .split([',', ' ', ':', '\n'])
                .map(str::to_owned)
                .collect(),
        };
        parts
            .iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .map(|part| self.path_folder(part))
            .collect()
    }

    /// A folder of `prepend_sys_path`. Alembic counts from where it is called, which is not
    /// known: beside the file, or else in the folder of `bridge.toml`.
    fn path_folder(&self, part: &str) -> PathBuf {
        let beside = normal(&self.folder.join(part));
        let below_root = normal(&self.root.join(part));
        match !beside.is_dir() && below_root.is_dir() {
            true => below_root,
            false => beside,
        }
    }

    fn version_locations(&mut self, sys_path: &[PathBuf]) -> Option<Vec<PathBuf>> {
        if let Some(parts) = self.list("version_locations") {
            return Some(self.folders(parts.iter().map(String::as_str), sys_path));
        }
        let text = self
            .get("version_locations")
            .filter(|text| !text.is_empty())?;
        let separator = match self.separator("path_separator") {
            Some(separator) => separator,
            None => self
                .separator("version_path_separator")
                .unwrap_or(Separator::Legacy),
        };
        let parts: Vec<&str> = match separator {
            Separator::Char(separator) => text.split(separator).map(str::trim).collect(),
            Separator::Legacy => text.split([',', ' ']).map(str::trim).collect(),
        };
        Some(self.folders(parts.into_iter(), sys_path))
    }

    /// The folders of revisions that there are.
    fn folders<'t>(
        &mut self,
        parts: impl Iterator<Item = &'t str>,
        sys_path: &[PathBuf],
    ) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let Some(folder) = self.folder_of("version_locations", part, sys_path) else {
                continue;
            };
            if folder.is_dir() {
                found.push(folder);
            } else {
                let warning = Diagnostic::warning(
                    "version-location",
                    format!("The folder `{part}` does not exist; Alembic leaves it out."),
                );
                let warning = self.at("version_locations", warning);
                self.warnings.push(warning);
            }
        }
        found
    }

    fn separator(&mut self, key: &str) -> Option<Separator> {
        let name = self.get(key)?;
        let separator = match name.as_str() {
            "space" => Separator::Char(' '),
            "newline" => Separator::Char('\n'),
            "os" => Separator::Char(if cfg!(windows) { ';' } else { ':' }),
            ":" => Separator::Char(':'),
            ";" => Separator::Char(';'),
            other => {
                let message = format!("`{other}` is not a value of `{key}`.");
                self.refuse(
                    key,
                    "ini-separator",
                    message,
                    "It is one of space, newline, os, : and ;.",
                );
                Separator::Legacy
            }
        };
        Some(separator)
    }

    /// A folder as Alembic's `coerce_resource_to_filename` reads it: a path,
    /// or `package:path` inside a package of the project.
    fn folder_of(&mut self, key: &str, text: &str, sys_path: &[PathBuf]) -> Option<PathBuf> {
        let path = Path::new(text);
        let Some((package, inside)) = text.split_once(':').filter(|_| !path.is_absolute()) else {
            return Some(self.below_working_folder(path));
        };
        let below: PathBuf = package.split('.').chain(inside.split(':')).collect();
        let source_folder = self.folder.join("src");
        let around = outside_packages(&self.folder);
        let found = sys_path
            .iter()
            .chain([&self.folder, &source_folder, &around])
            .map(|folder| normal(&folder.join(&below)))
            .find(|folder| folder.is_dir());
        if found.is_none() {
            self.refuse(
                key,
                "script-location",
                format!("The package folder `{text}` is not beside alembic.ini."),
                "Write the folder as a path, or name the package's folder in `prepend_sys_path`.",
            );
        }
        found
    }

    /// A relative path counts from where Alembic is run: the folder of
    /// `alembic.ini` where it is there, else the nearest one above, up to that
    /// of `bridge.toml`.
    fn below_working_folder(&self, path: &Path) -> PathBuf {
        let own = normal(&self.folder.join(path));
        if own.is_dir() || !self.folder.starts_with(&self.root) {
            return own;
        }
        let above = self.folder.ancestors().skip(1);
        let inside = above.take_while(|folder| folder.starts_with(&self.root));
        let mut found = inside.map(|folder| normal(&folder.join(path)));
        found.find(|folder| folder.is_dir()).unwrap_or(own)
    }

    /// The URL is a hint only: `env.py` often sets another one.
    fn url(&self) -> Option<String> {
        self.parsed
            .get(&self.section, "sqlalchemy.url", &self.defaults())?
            .ok()
            .filter(|url| !url.is_empty())
    }
}

enum Separator {
    Char(char),
    /// Spaces and commas.
    Legacy,
}

fn brackets(sections: &[&str]) -> String {
    if sections.is_empty() {
        return "no section at all".to_owned();
    }
    let all: Vec<String> = sections.iter().map(|name| format!("[{name}]")).collect();
    all.join(", ")
}

#[cfg(test)]
#[path = "ini_tests.rs"]
mod tests;
