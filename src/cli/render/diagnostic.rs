//! Diagnostics with the source line and a caret.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use bridge_importers::{Diagnostic, Severity};

/// Warnings and notes of one code that are shown; the others are counted.
const ALIKE: usize = 5;

/// The texts of diagnostics: warnings and notes first, at most [`ALIKE`] of one
/// code, then every error, so that errors stand nearest to the prompt.
pub(crate) fn list<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    colour: bool,
) -> Vec<String> {
    let (errors, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        diagnostics.into_iter().partition(|found| found.is_error());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut texts = Vec::new();
    for found in others {
        let count = seen.entry(found.code).or_default();
        *count += 1;
        if *count <= ALIKE {
            texts.push(render(found, colour));
        }
    }
    for (code, count) in seen {
        if count > ALIKE {
            texts.push(format!(
                "{} more like these: [{code}]. With --json all are listed.",
                count - ALIKE
            ));
        }
    }
    texts.extend(errors.into_iter().map(|found| render(found, colour)));
    texts
}

/// The text of a diagnostic, several lines, without a final line end.
pub(crate) fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let path = diagnostic
        .path
        .as_ref()
        .map(|path| path.display().to_string());
    let mut group = match (&diagnostic.span, &path) {
        (Some(span), path) => {
            let (start, end) = caret(&span.text, span.column, span.length);
            let mut snippet = Snippet::source(span.text.as_str())
                .line_start(span.line)
                .annotation(AnnotationKind::Primary.span(start..end));
            if let Some(path) = path {
                snippet = snippet.path(path.as_str());
            }
            title.element(snippet)
        }
        (None, Some(path)) => title.element(annotate_snippets::Origin::path(path.as_str())),
        (None, None) => Group::with_title(title),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group]).to_string()
}

/// Byte range of the characters from `column` (from 1) on; never outside the line.
fn caret(text: &str, column: usize, length: usize) -> (usize, usize) {
    let at = |character: usize| {
        text.char_indices()
            .nth(character)
            .map_or(text.len(), |(byte, _)| byte)
    };
    let start = at(column.saturating_sub(1));
    let end = at(column.saturating_sub(1).saturating_add(length.max(1)));
    (start, end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bridge_importers::diagnostic::Span;

    #[test]
    fn the_caret_stands_under_the_characters() {
        let diagnostic = Diagnostic::error("unknown-operation", "op.create_tabel is not known.")
            .at("versions/001.py")
            .span(Span {
                line: 7,
                column: 9,
                length: 15,
                text: "    名 = op.create_tabel('用戶')".into(),
            })
            .help("Did you mean op.create_table?");
        insta::assert_snapshot!(render(&diagnostic, false), @r"
        error[unknown-operation]: op.create_tabel is not known.
         --> versions/001.py:7:9
          |
        7 |     名 = op.create_tabel('用戶')
          |          ^^^^^^^^^^^^^^^
          |
          = help: Did you mean op.create_table?
        ");
    }

    #[test]
    fn errors_come_last_and_warnings_of_one_kind_are_counted() {
        let mut found = vec![Diagnostic::error("e", "first")];
        found.extend((0..7).map(|index| Diagnostic::warning("w", format!("warning {index}"))));
        found.push(Diagnostic::warning("v", "another"));
        found.extend((0..6).map(|index| Diagnostic::error("e", format!("error {index}"))));
        insta::assert_snapshot!(list(&found, false).join("\n"), @r"
        warning[w]: warning 0
        warning[w]: warning 1
        warning[w]: warning 2
        warning[w]: warning 3
        warning[w]: warning 4
        warning[v]: another
        2 more like these: [w]. With --json all are listed.
        error[e]: first
        error[e]: error 0
        error[e]: error 1
        error[e]: error 2
        error[e]: error 3
        error[e]: error 4
        error[e]: error 5
        ");
    }

    #[test]
    fn a_span_outside_the_line_does_no_harm() {
        let diagnostic = Diagnostic::warning("x", "m").span(Span {
            line: 1,
            column: 99,
            length: 5,
            text: "短".into(),
        });
        assert!(render(&diagnostic, false).contains("warning[x]: m"));
    }
}
