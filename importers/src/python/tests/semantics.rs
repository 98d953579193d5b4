//! What snippets give, compared with the real Python.

use std::collections::HashMap;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use super::run;

/// Snippets, between which a line `---` stands.
const SNIPPETS: &[(&str, &str)] = &[
    ("operators", include_str!("snippets/operators.txt")),
    ("strings", include_str!("snippets/strings.txt")),
    ("containers", include_str!("snippets/containers.txt")),
    ("functions", include_str!("snippets/functions.txt")),
    ("control", include_str!("snippets/control.txt")),
    ("generators", include_str!("snippets/generators.txt")),
    ("exceptions", include_str!("snippets/exceptions.txt")),
    ("messages", include_str!("snippets/messages.txt")),
    ("classes", include_str!("snippets/classes.txt")),
    ("language", include_str!("snippets/language.txt")),
    ("scopes", include_str!("snippets/scopes.txt")),
    ("enums", include_str!("snippets/enums.txt")),
    ("stdlib", include_str!("snippets/stdlib.txt")),
    ("regex", include_str!("snippets/regex.txt")),
    ("asynchronous", include_str!("snippets/asynchronous.txt")),
    ("helpers", include_str!("snippets/helpers.txt")),
    ("idioms", include_str!("snippets/idioms.txt")),
];

/// Expressions, one a line, with statements and a tab before those that need some.
const EXPRESSIONS: &[(&str, &str)] = &[
    ("of strings", include_str!("expressions/strings.txt")),
    ("of bytes", include_str!("expressions/bytes.txt")),
    ("of numbers", include_str!("expressions/numbers.txt")),
    ("of containers", include_str!("expressions/containers.txt")),
    ("of sets", include_str!("expressions/sets.txt")),
    ("of formats", include_str!("expressions/formats.txt")),
    (
        "of dates and json",
        include_str!("expressions/dates_and_json.txt"),
    ),
    ("of iterators", include_str!("expressions/iterators.txt")),
    ("of modules", include_str!("expressions/modules.txt")),
    ("at random", include_str!("expressions/random.txt")),
    ("of decimals", include_str!("expressions/decimals.txt")),
    (
        "of collections",
        include_str!("expressions/collections.txt"),
    ),
];

/// Writes what each snippet gives on a line of its own: `repr(result)`, or the exception.
const ORACLE: &str = r"
import contextlib, io, sys, warnings
warnings.simplefilter('ignore')
def line(text):
    return text.encode('unicode_escape').decode()
for snippet in sys.stdin.read().split('\n\x00\n'):
    names = {'__name__': 'snippet'}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(snippet, names)
        print(line(repr(names['result'])))
    except Exception as e:
        print('EXC', type(e).__name__, line(str(e)))
";

/// The snippets of every file.
fn files() -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let snippets = SNIPPETS.iter().map(|(name, text)| {
        let snippets = text.split("\n---\n");
        let snippets = snippets.map(|snippet| snippet.trim_matches('\n').to_owned());
        (*name, snippets.collect())
    });
    let expressions = EXPRESSIONS.iter().map(|(name, text)| {
        let snippets = text.lines().map(|line| match line.split_once('\t') {
            Some((before, expression)) => format!("{before}\nresult = {expression}"),
            None => format!("result = {line}"),
        });
        (*name, snippets.collect())
    });
    snippets.chain(expressions)
}

/// What `python3` says to each snippet of each file; one process answers all.
static EXPECTED: LazyLock<HashMap<&str, Vec<(String, String)>>> = LazyLock::new(|| {
    let files: Vec<_> = files().collect();
    let all = files.iter().flat_map(|(_, snippets)| snippets);
    let all: Vec<&str> = all.map(String::as_str).collect();
    let mut answers = answers(&all).into_iter();
    files
        .into_iter()
        .map(|(name, snippets)| (name, snippets.into_iter().zip(answers.by_ref()).collect()))
        .collect()
});

/// What `python3` says to snippets, one line each.
fn answers(all: &[&str]) -> Vec<String> {
    let mut child = Command::new("python3")
        .args(["-c", ORACLE])
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("these tests compare with python3, which must be installed");
    let input = all.join("\n\0\n");
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("python3 ends");
    let written = writer.join().expect("the writer ends");
    written.expect("python3 reads the snippets");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(
        text.lines().count(),
        all.len(),
        "python3 answers every snippet"
    );
    text.lines().map(str::to_owned).collect()
}

/// Compares every snippet of a file: `repr(result)` must be equal, or the exception.
fn same_as_python(file: &str) {
    all_same(&EXPECTED[file]);
}

/// The same of snippets with what `python3` says to them.
fn all_same(snippets: &[(String, String)]) {
    let mut failures = Vec::new();
    for (snippet, expected) in snippets {
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
            None => ours == *expected,
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
    same_as_python("operators");
}

#[test]
fn strings_and_formats() {
    same_as_python("strings");
}

#[test]
fn containers() {
    same_as_python("containers");
}

#[test]
fn functions_and_scopes() {
    same_as_python("functions");
}

#[test]
fn control_flow() {
    same_as_python("control");
}

#[test]
fn generators() {
    same_as_python("generators");
}

#[test]
fn exceptions() {
    same_as_python("exceptions");
}

#[test]
fn values_and_what_exceptions_say() {
    same_as_python("messages");
}

#[test]
fn classes() {
    same_as_python("classes");
}

#[test]
fn language() {
    same_as_python("language");
}

#[test]
fn scopes() {
    same_as_python("scopes");
}

#[test]
fn enums() {
    same_as_python("enums");
}

#[test]
fn standard_library() {
    same_as_python("stdlib");
}

#[test]
fn helpers_of_revisions() {
    same_as_python("helpers");
}

#[test]
fn idioms() {
    same_as_python("idioms");
}

#[test]
fn regular_expressions() {
    same_as_python("regex");
}

#[test]
fn expressions() {
    for (file, _) in EXPRESSIONS {
        same_as_python(file);
    }
}

/// For those who write snippets: `BRIDGE_LANGUAGE` names a file of them.
#[test]
#[ignore = "needs snippets that are not committed"]
fn other_snippets() {
    let path = std::env::var_os("BRIDGE_LANGUAGE").expect("BRIDGE_LANGUAGE names a file");
    let text = std::fs::read_to_string(path).expect("a file of snippets");
    let snippets: Vec<&str> = text.split("\n---\n").collect();
    let expected = answers(&snippets);
    let snippets = snippets.iter().map(|snippet| (*snippet).to_owned());
    all_same(&snippets.zip(expected).collect::<Vec<_>>());
}
