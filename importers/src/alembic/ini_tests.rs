use std::fs;

use super::*;

/// A project with the folders that the tests name, and its `alembic.ini`.
fn project(ini: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["db/versions", "more", "a b", "src/pkg/migrations/versions"] {
        fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("alembic.ini"), ini).unwrap();
    folder
}

fn settings(ini: &str) -> (Settings, PathBuf) {
    let folder = project(ini);
    let root = folder.path().to_owned();
    let (settings, _) = read(&root.join("alembic.ini"), None, &root).unwrap();
    (settings, root)
}

fn faults(ini: &str) -> String {
    let folder = project(ini);
    let root = folder.path();
    let faults = read(&root.join("alembic.ini"), None, root).unwrap_err();
    let all: Vec<String> = faults
        .iter()
        .map(|fault| match &fault.help {
            Some(help) => format!("[{}] {fault} {help}", fault.code),
            None => format!("[{}] {fault}", fault.code),
        })
        .collect();
    all.join("\n")
}

#[test]
fn modules_stand_beside_the_file_or_in_the_folder_around() {
    let folder = project("");
    let root = folder.path();
    let ini = root.join("db/alembic.ini");
    fs::write(
        &ini,
        "[alembic]\nscript_location = %(here)s\nprepend_sys_path = versions src none\n",
    )
    .unwrap();
    let (settings, _) = read(&ini, None, root).unwrap();
    let expected = ["db/versions", "src", "db/none"].map(|name| root.join(name));
    assert_eq!(settings.sys_path, expected);
}

#[test]
fn defaults_and_here() {
    let (settings, root) = settings(
        "# a comment\n[alembic]\nscript_location = %(here)s/db\n\
         sqlalchemy.url = postgresql://u:p%%40@h/d\n",
    );
    assert_eq!(settings.script_location, root.join("db"));
    assert_eq!(settings.version_locations, [root.join("db/versions")]);
    assert!(!settings.recursive);
    assert_eq!(settings.url.as_deref(), Some("postgresql://u:p%40@h/d"));
}

#[test]
fn separators_and_continuation_lines() {
    let newline = "[alembic]\nscript_location: db\nversion_path_separator = newline\n\
        version_locations =\n    %(here)s/a b\n    # not this\n\n    more\n\
        recursive_version_locations = true\n";
    let (settings_, root) = settings(newline);
    assert_eq!(
        settings_.version_locations,
        [root.join("a b"), root.join("more")]
    );
    assert!(settings_.recursive);
    for (separator, written) in [
        ("", "db/versions, more"),
        ("version_path_separator = space", "db/versions more"),
        ("version_path_separator = :", "db/versions:more"),
        ("path_separator = ;", "db/versions;more"),
    ] {
        let (settings, root) = settings(&format!(
            "[alembic]\nscript_location = db\n{separator}\nversion_locations = {written}\n"
        ));
        assert_eq!(
            settings.version_locations,
            [root.join("db/versions"), root.join("more")],
            "{separator}"
        );
    }
}

#[test]
fn values_come_from_other_keys_and_from_default() {
    let (settings, root) = settings(
        "[DEFAULT]\nBase = %(here)s\n[alembic]\nname = db\nscript_location = %(base)s/%(name)s\n\
         prepend_sys_path = . src\n",
    );
    assert_eq!(settings.script_location, root.join("db"));
    assert_eq!(settings.sys_path, [root.clone(), root.join("src")]);
}

#[test]
fn a_package_folder_is_found_beside() {
    let (settings, root) =
        settings("[alembic]\nscript_location = pkg:migrations\nprepend_sys_path = src\n");
    assert_eq!(settings.script_location, root.join("src/pkg/migrations"));
}

#[test]
fn a_package_folder_is_found_around_the_file() {
    let folder = project("");
    let root = folder.path().join("src");
    fs::write(root.join("pkg/__init__.py"), "").unwrap();
    fs::write(
        root.join("pkg/alembic.ini"),
        "[alembic]\nscript_location = pkg:migrations\n",
    )
    .unwrap();
    let (settings, _) = read(&root.join("pkg/alembic.ini"), None, &root).unwrap();
    assert_eq!(settings.script_location, root.join("pkg/migrations"));
}

#[test]
fn flask_migrate_writes_no_script_location() {
    let folder = project("");
    let root = folder.path().join("db");
    fs::write(root.join("env.py"), "").unwrap();
    fs::write(root.join("alembic.ini"), "[alembic]\n").unwrap();
    let (settings, _) = read(&root.join("alembic.ini"), None, &root).unwrap();
    assert_eq!(settings.version_locations, [root.join("versions")]);
}

#[test]
fn another_section_can_be_named() {
    let folder = project("[alembic]\nscript_location = db\n[second]\nscript_location = more\n");
    let root = folder.path();
    let (settings, _) = read(&root.join("alembic.ini"), Some("second"), root).unwrap();
    assert_eq!(settings.script_location, root.join("more"));
}

#[test]
fn missing_folders_are_left_out_with_a_warning() {
    let folder = project("[alembic]\nscript_location = db\nversion_locations = more gone\n");
    let root = folder.path();
    let (settings, warnings) = read(&root.join("alembic.ini"), None, root).unwrap();
    assert_eq!(settings.version_locations, [root.join("more")]);
    insta::assert_snapshot!(warnings[0], @"alembic.ini:3:1: The folder `gone` does not exist; Alembic leaves it out.");
}

#[test]
fn faults_name_the_line() {
    insta::assert_snapshot!(faults("[other]\nx = 1\n"), @r#"[ini-section] alembic.ini: The file has no section [alembic]. It has [other]. Where one of them is the project's (`alembic -n`), say it in bridge.toml: [sources.NAME] section = "..."."#);
    insta::assert_snapshot!(faults("[alembic]\n"), @"[script-location] alembic.ini: [alembic] has no key `script_location`. Name the folder that holds env.py: `script_location = alembic`.");
    insta::assert_snapshot!(faults("[alembic]\nscript_location = gone\n"), @"[script-location] alembic.ini:2:1: The folder `gone` does not exist. A relative path counts from the folder of alembic.ini, or from one above it up to that of bridge.toml.");
    insta::assert_snapshot!(faults("[alembic]\nscript_location = 50%/db\n"), @"[ini-interpolation] alembic.ini:2:1: `%` is followed by neither `%` nor `(name)s`: `%/db`. A literal percent sign is written `%%`.");
    insta::assert_snapshot!(faults("[alembic]\nscript_location = nowhere:migrations\n"), @"[script-location] alembic.ini:2:1: The package folder `nowhere:migrations` is not beside alembic.ini. Write the folder as a path, or name the package's folder in `prepend_sys_path`.");
    insta::assert_snapshot!(faults("[alembic]\nscript_location = db\nscript_location = db\nrubbish\n"), @"
    [ini-syntax] alembic.ini:3:1: The key `script_location` is there twice in [alembic].
    [ini-syntax] alembic.ini:4:1: The line is neither a section nor `key = value`.
    ");
    insta::assert_snapshot!(faults("x = 1\n"), @"[ini-syntax] alembic.ini:1:1: A line stands before the first section.");
    insta::assert_snapshot!(faults("[alembic]\nscript_location = %(script_location)s\n"), @"[ini-interpolation] alembic.ini:2:1: The value refers to itself. A literal percent sign is written `%%`.");
}

#[test]
fn a_relative_location_may_count_from_a_folder_above() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("app/db/moves/versions")).unwrap();
    let ini = root.join("app/db/alembic.ini");
    fs::write(&ini, "[alembic]\nscript_location = app/db/moves\n").unwrap();
    let (settings, _) = read(&ini, None, root).unwrap();
    assert_eq!(settings.script_location, root.join("app/db/moves"));
    // Not from above the folder of bridge.toml.
    assert!(read(&ini, None, &root.join("app")).is_err());
}

#[test]
fn a_folder_stands_for_a_project_without_alembic_ini() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("app/moves/versions")).unwrap();
    fs::write(root.join("app/moves/env.py"), "").unwrap();
    let (settings, _) = read(&root.join("app/moves"), None, root).unwrap();
    assert_eq!(settings.script_location, root.join("app/moves"));
    assert_eq!(
        settings.version_locations,
        [root.join("app/moves/versions")]
    );
    let faults = read(&root.join("app"), None, root).unwrap_err();
    assert_eq!(faults[0].code, "script-location");
}

/// The same with a `pyproject.toml`; without `alembic.ini` where that is empty.
fn with_pyproject(ini: &str, toml: &str) -> (Settings, PathBuf) {
    let folder = project(ini);
    let root = folder.path().to_owned();
    fs::write(root.join("pyproject.toml"), toml).unwrap();
    let file = match ini {
        "" => {
            fs::remove_file(root.join("alembic.ini")).unwrap();
            "pyproject.toml"
        }
        _ => "alembic.ini",
    };
    let (settings, warnings) = read(&root.join(file), None, &root).unwrap();
    assert_eq!(warnings, []);
    (settings, root)
}

#[test]
fn pyproject_says_what_the_file_does_not() {
    let toml = "[project]\nname = 'p'\n[tool.alembic]\nscript_location = \"%(here)s/db\"\nprepend_sys_path = [\".\", \"src\"]\n\
                version_locations = [\"%(here)s/db/versions\", \"a b\"]\nrecursive_version_locations = true\n";
    for ini in [
        "[alembic]\nsqlalchemy.url = sqlite:///x.db\n",
        "[loggers]\nkeys = root\n",
        "",
    ] {
        let (settings, root) = with_pyproject(ini, toml);
        assert_eq!(settings.script_location, root.join("db"), "{ini}");
        assert_eq!(
            settings.version_locations,
            [root.join("db/versions"), root.join("a b")]
        );
        assert_eq!(settings.sys_path, [root.clone(), root.join("src")]);
        assert!(settings.recursive);
        assert_eq!(settings.url.is_some(), ini.contains("url"));
    }
    // What both say, alembic.ini says.
    let (settings, root) = with_pyproject(
        "[alembic]\nscript_location = src/pkg/migrations\nversion_locations = more\nprepend_sys_path =\n\
         recursive_version_locations = false\n",
        toml,
    );
    assert_eq!(settings.script_location, root.join("src/pkg/migrations"));
    assert_eq!(settings.version_locations, [root.join("more")]);
    assert!(!settings.recursive);
}

#[test]
fn faults_of_pyproject_name_the_line() {
    let fault = |toml: &str| {
        let folder = project("[alembic]\n");
        fs::write(folder.path().join("pyproject.toml"), toml).unwrap();
        let faults = read(&folder.path().join("alembic.ini"), None, folder.path());
        faults
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(fault("[tool.alembic]\nscript_location = \"%(there)s/db\"\n"), @"pyproject.toml:2:1: `%(there)s/db` holds a percent sign that means nothing.");
    insta::assert_snapshot!(fault("[tool.alembic]\nscript_location = 'db'\nversion_locations = 'a'\n"), @"pyproject.toml:3:1: `version_locations` is no list of texts.");
    insta::assert_snapshot!(fault("[tool.alembic]\nscript_location = \n"), @"pyproject.toml:2:1: string values must be quoted, expected literal string.");
}
