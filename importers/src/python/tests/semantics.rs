//! What snippets give, compared with the real Python.

use std::process::Command;

use super::run;

/// Runs every snippet in `python3` and in the interpreter: `repr(result)` must be equal.
fn same_as_python(snippets: &str) {
    let snippets: Vec<&str> = snippets
        .split("\n---\n")
        .map(|snippet| snippet.trim_matches('\n'))
        .collect();
    let script = "import contextlib, io, sys\nfor s in sys.stdin.read().split('\\n\\x00\\n'):\n    g = {'__name__': 'snippet'}\n    try:\n        with contextlib.redirect_stdout(io.StringIO()):\n            exec(s, g)\n        print(repr(g['result']).encode('unicode_escape').decode())\n    except Exception as e:\n        print('EXC', type(e).__name__, str(e).encode('unicode_escape').decode())\n";
    let mut child = Command::new("python3")
        .args(["-c", script])
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("these tests compare with python3, which must be installed");
    {
        use std::io::Write;
        let mut input = child.stdin.take().expect("a pipe");
        input
            .write_all(snippets.join("\n\0\n").as_bytes())
            .expect("python3 reads the snippets");
    }
    let output = child.wait_with_output().expect("python3 ends");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let expected: Vec<&str> = text.lines().collect();
    assert_eq!(
        expected.len(),
        snippets.len(),
        "python3 answers every snippet"
    );
    let mut failures = Vec::new();
    for (snippet, expected) in snippets.iter().zip(expected) {
        let ours = run(snippet);
        let ours: String = ours
            .chars()
            .flat_map(|c| match c {
                '\\' => vec!['\\', '\\'],
                '\n' => vec!['\\', 'n'],
                c if c.is_ascii() => vec![c],
                c => {
                    let code = u32::from(c);
                    match code {
                        0..=0xff => format!("\\x{code:02x}"),
                        0x100..=0xffff => format!("\\u{code:04x}"),
                        _ => format!("\\U{code:08x}"),
                    }
                    .chars()
                    .collect()
                }
            })
            .collect();
        let equal = match expected.strip_prefix("EXC ") {
            Some(exception) => {
                let (class, message) = exception.split_once(' ').unwrap_or((exception, ""));
                ours.starts_with("python-exception")
                    && ours.contains(class)
                    && ours.contains(message)
            }
            None => ours == expected,
        };
        if !equal {
            failures.push(format!("{snippet}\n  python: {expected}\n  ours:   {ours}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} differ\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

#[test]
fn literals_and_operators() {
    same_as_python(include_str!("snippets/operators.txt"));
}

#[test]
fn strings_and_formats() {
    same_as_python(include_str!("snippets/strings.txt"));
}

#[test]
fn containers() {
    same_as_python(include_str!("snippets/containers.txt"));
}

#[test]
fn functions_and_scopes() {
    same_as_python(include_str!("snippets/functions.txt"));
}

#[test]
fn control_flow() {
    same_as_python(include_str!("snippets/control.txt"));
}

#[test]
fn generators() {
    same_as_python(include_str!("snippets/generators.txt"));
}

#[test]
fn exceptions() {
    same_as_python(include_str!("snippets/exceptions.txt"));
}

#[test]
fn values_and_what_exceptions_say() {
    same_as_python(include_str!("snippets/messages.txt"));
}

#[test]
fn classes() {
    same_as_python(include_str!("snippets/classes.txt"));
}

#[test]
fn standard_library() {
    same_as_python(include_str!("snippets/stdlib.txt"));
}
