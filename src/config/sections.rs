//! Several Alembic environments in one `alembic.ini`: `alembic -n NAME` takes the section of the
//! name instead of `[alembic]`.

use std::path::Path;

/// The sections of a file that are environments, in its order; `None` is `[alembic]`. A file
/// that has no other is one environment.
pub(super) fn environments(path: &Path) -> Vec<Option<String>> {
    let text = match path.extension().is_some_and(|extension| extension == "ini") {
        true => std::fs::read_to_string(path).unwrap_or_default(),
        false => String::new(),
    };
    let mut section = "";
    let mut has_usual = false;
    let mut others: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            section = name;
            has_usual |= name == "alembic";
            continue;
        }
        let key = line.split(['=', ':']).next().unwrap_or_default().trim_end();
        let is_own = ["script_location", "version_locations"].contains(&key);
        let is_listed = others.last().is_some_and(|last| last == section);
        if is_own && !is_listed && !["", "DEFAULT", "alembic"].contains(&section) {
            others.push(section.to_owned());
        }
    }
    let usual = (has_usual || others.is_empty()).then_some(None);
    usual
        .into_iter()
        .chain(others.into_iter().map(Some))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{discover, render};

    #[test]
    fn an_environment_for_each_section() {
        let folder = tempfile::tempdir().unwrap();
        let ini = folder.path().join("alembic.ini");
        let of = |text: &str| {
            std::fs::write(&ini, text).unwrap();
            environments(&ini)
        };
        assert_eq!(
            of("[alembic]\nscript_location = a\n[loggers]\nkeys = root\n"),
            [None]
        );
        assert_eq!(of("[loggers]\nkeys = root\n"), [None]);
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(
            of(
                "[alembic]\nscript_location = a\n\n[b]\nscript_location = b\nversion_locations: b/v\n"
            ),
            [None, named("b")]
        );
        let several = "[DEFAULT]\nscript_location = db\n[users]\nversion_locations = db/users\n\
            sqlalchemy.url = sqlite:///users.db\n[post_write_hooks]\n[jobs]\nversion_locations = db/jobs\n";
        assert_eq!(of(several), [named("users"), named("jobs")]);
        std::fs::create_dir_all(folder.path().join("db/users")).unwrap();
        std::fs::create_dir_all(folder.path().join("db/jobs")).unwrap();
        std::fs::write(
            folder.path().join("db/env.py"),
            "context.run_migrations()\n",
        )
        .unwrap();
        let found = discover(folder.path()).unwrap();
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["users", "jobs"]);
        assert_eq!(found[0].urls, ["sqlite:///users.db"]);
        let text = render(&found);
        assert!(
            text.contains(
                "[sources.jobs]\nkind = \"alembic\"\npath = \"alembic.ini\"\nsection = \"jobs\"\n"
            ),
            "{text}"
        );
    }
}
