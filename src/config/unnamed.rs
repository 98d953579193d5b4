//! Alembic projects that have no `alembic.ini`: another file configures them, or code does.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use bridge_importers::alembic::ini;

use super::discover::{Discovery, is_searched, relative};

/// Whether an `.ini` of another name configures an Alembic project, as Pyramid's
/// `development.ini` does. Of several in a folder the first counts.
pub(super) fn configures(path: &Path) -> bool {
    let Some(folder) = path.parent() else {
        return false;
    };
    if !has_section(path) || folder.join("alembic.ini").is_file() {
        return false;
    }
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    let siblings = entries.flatten().map(|entry| entry.path());
    siblings.filter(|other| has_section(other)).min().as_deref() == Some(path)
}

fn has_section(path: &Path) -> bool {
    let is_setting = |line: &str| line.trim_start().starts_with("script_location");
    path.extension().is_some_and(|extension| extension == "ini")
        && std::fs::read_to_string(path).is_ok_and(|text| {
            text.lines().any(|line| line.trim() == "[alembic]") && text.lines().any(is_setting)
        })
}

/// The folders below `root` whose `env.py` is Alembic's, relative to it.
pub fn script_locations(root: &Path) -> Vec<String> {
    let walk = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_searched);
    let files = walk.flatten().map(|entry| entry.into_path());
    files
        .filter(|path| path.file_name().is_some_and(|name| name == "env.py"))
        .filter(|path| {
            std::fs::read_to_string(path).is_ok_and(|text| text.contains("run_migrations"))
        })
        .filter_map(|path| path.parent().map(PathBuf::from))
        .map(|folder| relative(&folder, root))
        .collect()
}

/// Those of them that no system that was found names.
pub fn unnamed_locations(root: &Path, found: &[Discovery]) -> Vec<String> {
    let real = |path: PathBuf| path.canonicalize().unwrap_or(path);
    let settings = found
        .iter()
        .filter_map(|one| ini::read(&root.join(&one.path), one.section.as_deref(), root).ok());
    let named: Vec<PathBuf> = settings
        .map(|(settings, _)| real(settings.script_location))
        .collect();
    let mut locations = script_locations(root);
    locations.retain(|location| !named.contains(&real(root.join(location))));
    locations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::discover;

    #[test]
    fn projects_without_an_alembic_ini() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let ini = "[app:main]\nuse = egg:x\n\n[alembic]\nscript_location = db\nsqlalchemy.url = sqlite:///a.db\n";
        for (path, text) in [
            ("db/env.py", "context.run_migrations()\n"),
            ("other/env.py", "pass\n"),
            ("logging.ini", "[loggers]\nkeys = root\n"),
        ] {
            std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::fs::write(root.join(path), text).unwrap();
        }
        assert_eq!(discover(root).unwrap(), []);
        assert_eq!(script_locations(root), ["db"]);
        std::fs::write(root.join("production.ini"), ini).unwrap();
        std::fs::write(root.join("development.ini"), ini).unwrap();
        let found = discover(root).unwrap();
        let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(paths, ["development.ini"]);
        assert_eq!(found[0].urls, ["sqlite:///a.db"]);
        assert!(unnamed_locations(root, &found).is_empty());
        std::fs::write(root.join("other/env.py"), "context.run_migrations()\n").unwrap();
        assert_eq!(unnamed_locations(root, &found), ["other"]);
    }
}
