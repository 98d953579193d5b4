//! The guide for the day of the cutover: every command in it is run, in its
//! order, on the sample.

use std::process::Command;

use crate::support::sandbox::{Sandbox, repository};

/// The lines of the `sh` blocks of a document.
fn commands(document: &str) -> Vec<String> {
    let path = repository().join("docs").join(document);
    let text = std::fs::read_to_string(path).expect("the document is there");
    let mut commands = Vec::new();
    let mut is_shell = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_shell = line == "```sh";
        } else if is_shell {
            commands.push(line.to_owned());
        }
    }
    commands
}

/// One shell for all, as a person has one; a comment `# 3: …` allows exit code 3.
fn script(commands: &[String]) -> String {
    let mut script = "set -e\n".to_owned();
    for command in commands {
        script.push_str(&format!("echo '$ {}'\n", command.replace('\'', "")));
        match command.split_once(" # 3:") {
            Some((command, _)) => script.push_str(&format!("{command} || [ $? = 3 ]\n")),
            None => script.push_str(&format!("{command}\n")),
        }
    }
    script
}

fn run(document: &str) {
    let sandbox = Sandbox::lived_in();
    std::fs::remove_file(sandbox.path().join("bridge.toml")).expect("init writes it");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_bridge"));
    let folder = program.parent().expect("a folder");
    let path = format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let commands = commands(document);
    assert!(commands.len() > 15, "{commands:?}");
    let output = Command::new("sh")
        .args(["-c", &script(&commands)])
        .current_dir(sandbox.path())
        .env("PATH", path)
        .env_remove("DATABASE_URL")
        .env_remove("PGPASSWORD")
        .output()
        .expect("a shell starts");
    let said = format!(
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{document}: {said}");
    sandbox.bridge(&["current"]).exits(0).says("19 applied");
    sandbox
        .bridge(&["cutover", "--abort"])
        .exits(3)
        .says("no way back to the legacy tools");
}

#[test]
fn the_english_guide() {
    run("CUTOVER.md");
}

#[test]
fn the_chinese_guide() {
    run("CUTOVER.zh-TW.md");
}

#[test]
fn both_say_the_same_commands() {
    assert_eq!(commands("CUTOVER.md"), commands("CUTOVER.zh-TW.md"));
}
