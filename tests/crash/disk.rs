//! A disk that is full, and files that may not grow.

use std::process::{Command, Output};

use crate::chain::write_short;
use crate::kill::{Verdict, after_it, tries};
use crate::project::{Prepared, Project, Setup, program, shown};

/// What is run where space is short, and what comes after it.
struct Work<'a> {
    start: &'a Prepared,
    command: Vec<String>,
    next: &'a [&'a str],
}

fn works<'a>(setup: Setup, before: &'a Prepared, head: &'a Prepared) -> Vec<Work<'a>> {
    let names = head.copy().backups();
    let command = |start, words: &[&str], more: &[String], next| Work {
        start,
        command: words
            .iter()
            .map(|&word| word.to_owned())
            .chain(more.iter().cloned())
            .collect(),
        next,
    };
    let mut all = vec![
        command(before, &["upgrade"], &[], &["upgrade"]),
        command(head, &["backup"], &[], &["upgrade"]),
    ];
    // Where only a server writes, there is nothing to starve.
    if !matches!(setup, Setup::Postgres | Setup::PostgresTwo) {
        let plain = ["upgrade", "--no-backup"];
        all.push(Work {
            next: &["upgrade", "--no-backup"],
            ..command(before, &plain, &[], &[])
        });
        all.push(command(head, &["restore", "--yes"], &names, &["upgrade"]));
    }
    all
}

fn short(setup: Setup) -> Prepared {
    Prepared::lived_in(setup, |folder| write_short(folder, setup.two()))
}

/// A run whose files may not grow beyond a size, in blocks of 512 bytes.
fn limited(project: &Project, command: &[String], blocks: u64, is_told: bool) -> Output {
    // Where the signal is ignored, the write fails instead.
    let trap = if is_told { "trap '' XFSZ; " } else { "" };
    let text = format!("{trap}ulimit -c 0; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    Command::new("sh")
        .args(["-c", &text])
        .arg(program())
        .args(command)
        .current_dir(project.path())
        .env_remove("DATABASE_URL")
        .output()
        .expect("a shell starts")
}

/// Limits files to each of these sizes, with a signal and with an error.
fn files_that_may_not_grow(setup: Setup, sizes: &[u64]) {
    let before = short(setup);
    let head = short(setup).after(&["upgrade"]);
    let expected = head.copy().picture();
    for work in works(setup, &before, &head) {
        let failed = std::sync::atomic::AtomicUsize::new(0);
        tries(sizes.len() * 2, |index| {
            let (blocks, is_told) = (sizes[index / 2], index % 2 == 0);
            let project = work.start.copy();
            let output = limited(&project, &work.command, blocks, is_told);
            let said = shown(&output);
            let is_clear = said.contains("error:") && !said.contains("panicked");
            let outcome = if output.status.success() {
                after_it(&project, &expected, work.next)
            } else {
                failed.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                match is_clear || !is_told {
                    true => after_it(&project, &expected, work.next),
                    false => Err("no clear error".to_owned()),
                }
            };
            Verdict::of(outcome.map_err(|fault| format!("{blocks} blocks: {said}\n{fault}")))
        })
        .are_clean(&format!(
            "{setup:?}, {}, limited files",
            work.command.join(" ")
        ));
        let failed = failed.into_inner();
        println!("  {failed} runs failed");
        assert!(failed > 0);
    }
}

/// Whether no server has a part in it, which makes tries cheap.
fn on_files(setup: Setup) -> bool {
    matches!(setup, Setup::Sqlite | Setup::SqliteTwo)
}

const SIZES: [u64; 11] = [1, 16, 32, 64, 96, 128, 160, 192, 224, 256, 320];

#[test]
fn a_file_that_may_not_grow() {
    files_that_may_not_grow(Setup::Sqlite, &[1, 32, 96, 160]);
    files_that_may_not_grow(Setup::SqliteTwo, &[16, 128]);
}

#[test]
fn a_dump_that_may_not_grow() {
    files_that_may_not_grow(Setup::Postgres, &[1]);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_files_that_may_not_grow() {
    for setup in Setup::ALL {
        files_that_may_not_grow(setup, if on_files(setup) { &SIZES } else { &SIZES[..3] });
    }
}

/// A file system of a few kilobytes, for as long as it lives.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount(kilobytes: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"])
            .arg(folder.path())
            .status()
            .expect("mount starts");
        assert!(status.success(), "mounting a small disk needs root");
        Self { folder }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}

#[test]
#[ignore = "the full matrix, as root: tests/crash/run"]
fn full_disk() {
    for setup in Setup::ALL {
        let (sizes, step) = if on_files(setup) { (40, 4) } else { (8, 16) };
        let before = short(setup);
        let head = short(setup).after(&["upgrade"]);
        let expected = head.copy().picture();
        for work in works(setup, &before, &head) {
            let failed = std::sync::atomic::AtomicUsize::new(0);
            tries(sizes, |index| {
                let disk = SmallDisk::mount(4096);
                let (failure, outcome) = on_full_disk(&work, &disk, index * step, &expected);
                failed.fetch_add(usize::from(failure), std::sync::atomic::Ordering::Relaxed);
                Verdict::of(outcome)
            })
            .are_clean(&format!(
                "{setup:?}, {}, a full disk",
                work.command.join(" ")
            ));
            let failed = failed.into_inner();
            println!("  {failed} runs failed");
            assert!(failed > 0);
        }
    }
}

/// Runs where only some kilobytes are left, makes room, and runs what comes next.
fn on_full_disk(
    work: &Work<'_>,
    disk: &SmallDisk,
    left: usize,
    expected: &str,
) -> (bool, Result<(), String>) {
    let project = work.start.copy_to(&disk.folder.path().join("project"));
    let filler = disk.folder.path().join("filler");
    fill(&filler, left);
    let arguments: Vec<&str> = work.command.iter().map(String::as_str).collect();
    let output = project.bridge(&arguments);
    let said = shown(&output);
    std::fs::remove_file(&filler).expect("the filler goes");
    let is_clear = !said.contains("panicked")
        && ["full", "space", "I/O"]
            .iter()
            .any(|word| said.contains(word));
    let outcome = match output.status.success() || is_clear {
        true => after_it(&project, expected, work.next),
        false => Err("no clear error".to_owned()),
    };
    (
        !output.status.success(),
        outcome.map_err(|fault| format!("{left} kB left: {said}\n{fault}")),
    )
}

/// Fills a disk but for some kilobytes.
fn fill(file: &std::path::Path, left: usize) {
    use std::io::Write;
    let mut filler = std::fs::File::create(file).expect("the filler is made");
    while filler.write_all(&[0; 1024]).is_ok() {}
    let length = filler.metadata().expect("it is there").len();
    filler
        .set_len(length.saturating_sub(left as u64 * 1024))
        .expect("it can shrink");
}
