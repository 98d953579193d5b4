//! `bridge init`

use std::path::Path;

use serde::Serialize;

use crate::cli::args::Init;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit, failed, usage};
use crate::config::{
    Discovery, FILE_NAME, SourceKind, discover, render, script_locations, sources,
    unnamed_locations,
};

#[derive(Serialize)]
struct Written {
    path: String,
    sources: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    name: String,
    kind: SourceKind,
    path: String,
    urls: Vec<String>,
}

/// Searches, writes, says what was found.
pub(crate) fn run(context: &Context, args: &Init) -> Result<Exit, CommandError> {
    let path = args.folder.join(FILE_NAME);
    if path.exists() && !args.force {
        return Err(usage(format!("{} is there already", path.display()))
            .hint("edit it, or pass --force to replace it"));
    }
    let searched = write(&args.folder, &path)?;
    report(context, &path, searched);
    Ok(Exit::Done)
}

/// What stands below a folder: the sources, and projects without a revision beside them.
pub(crate) struct Searched {
    pub(crate) found: Vec<Discovery>,
    left_out: Vec<Discovery>,
    /// Folders with an `env.py` of Alembic's that none of these names.
    unnamed: Vec<String>,
}

/// Searches a folder, and writes what was found.
pub(crate) fn write(folder: &Path, path: &Path) -> Result<Searched, CommandError> {
    let searched = search(folder)?;
    std::fs::write(path, render(&searched.found))
        .map_err(|error| failed(format!("{} cannot be written: {error}", path.display())))?;
    Ok(searched)
}

/// Both systems below a folder; an error where there is none.
pub(crate) fn search(folder: &Path) -> Result<Searched, CommandError> {
    let found = discover(folder)
        .map_err(|error| usage(format!("{} cannot be searched: {error}", folder.display())))?;
    if found.is_empty() {
        return Err(usage(format!(
            "no legacy system was found below {}: neither an alembic.ini nor a migrations/__init__.py with MIGRATIONS",
            folder.display()
        ))
        .hint(way_out(folder)));
    }
    let unnamed = unnamed_locations(folder, &found);
    let (found, left_out) = sources(found);
    Ok(Searched {
        found,
        left_out,
        unnamed,
    })
}

/// What to do where nothing names the project that is there.
fn way_out(folder: &Path) -> String {
    match script_locations(folder).as_slice() {
        [] => "pass the folder that holds them: `bridge init FOLDER`".to_owned(),
        [location] => format!(
            "{location}/env.py is Alembic's, and no alembic.ini names its folder. Write one here, with the two lines \
             `[alembic]` and `script_location = {location}`, and run `bridge init` again"
        ),
        several => format!(
            "the env.py of {} are Alembic's, and no alembic.ini names their folders. Write one here, with a section \
             of any name for each (`[first]`, `script_location = {}`), and run `bridge init` again",
            several.join(", "),
            several.first().map_or("", String::as_str)
        ),
    }
}

fn report(context: &Context, path: &Path, searched: Searched) {
    let Searched {
        found,
        left_out,
        unnamed,
    } = searched;
    let output = &context.output;
    if output.json {
        let sources = found
            .into_iter()
            .map(|d| Found {
                name: d.name,
                kind: d.kind,
                path: d.path,
                urls: d.urls,
            })
            .collect();
        output.value(&Written {
            path: path.display().to_string(),
            sources,
        });
        return;
    }
    for source in &found {
        let kind = match source.kind {
            SourceKind::Alembic => "Alembic project",
            SourceKind::List => "migration list",
        };
        let urls = if source.urls.is_empty() {
            "no URL found".to_owned()
        } else {
            source.urls.join(", then ")
        };
        output.line(format!(
            "found {kind} \"{}\": {} ({urls})",
            source.name, source.path
        ));
    }
    for source in &left_out {
        output.line(format!("left out {}: it has no revision", source.path));
    }
    for folder in &unnamed {
        output.line(format!(
            "left out {folder}: its env.py is Alembic's, and no alembic.ini names it. If it is in use, write \
             `script_location = {folder}` under a section of its own"
        ));
    }
    output.line(format!("wrote {}", path.display()));
    for note in found.iter().filter_map(Discovery::password_note) {
        output.line(format!("note: {note}"));
    }
    output.line("next: read it, then run `bridge import`");
}
