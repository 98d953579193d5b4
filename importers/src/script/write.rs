//! From a [`Script`] to text.

use crate::dialect::Dialect;

use super::directive::{self, Line};
use super::split::split;
use super::{Batch, Handler, Node, Origin, Script, Statement, Try, change, normal, origin, quoted};

/// Writes a script as [`super::read`] reads it: each statement ends with `;`
/// and a line break, and stands below the comment that names its origin.
///
/// A [`super::Statement`] that holds several statements is written as several.
pub fn write(script: &Script, dialect: Dialect) -> String {
    write_as(script, dialect, Form::Readable)
}

/// Writes what counts for a checksum: see [`super::normal`].
pub(super) fn write_normal(script: &Script, dialect: Dialect) -> String {
    write_as(script, dialect, Form::Normal)
}

fn write_as(script: &Script, dialect: Dialect, form: Form) -> String {
    let length = |node: &Node| match node {
        Node::Statement(statement) => statement.sql.len() + 64,
        _ => 64,
    };
    let mut writer = Writer {
        out: String::with_capacity(script.nodes.iter().map(length).sum()),
        dialect,
        form,
    };
    for (index, node) in script.nodes.iter().enumerate() {
        // Air between the steps, but none inside a block.
        if index > 0 && !writer.out.is_empty() && form == Form::Readable {
            writer.out.push('\n');
        }
        writer.node(node);
    }
    writer.out
}

/// For whom a script is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A reader: statements as they are, with their origins.
    Readable,
    /// A checksum: only what changes what runs.
    Normal,
}

struct Writer {
    out: String,
    dialect: Dialect,
    form: Form,
}

impl Writer {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn directive(&mut self, name: &str, argument: &str) {
        let space = if argument.is_empty() { "" } else { " " };
        self.line(&format!("-- bridge:{name}{space}{argument}"));
    }

    fn origin(&mut self, found: Option<&Origin>) {
        if let (Some(found), Form::Readable) = (found, self.form) {
            self.out.push_str("-- ");
            self.line(&origin::print(found));
        }
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Statement(statement) => self.statement(statement),
            Node::Let { name, condition } => {
                self.directive("let", &format!("{name} = {condition}"))
            }
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                self.directive("if", &condition.to_string());
                self.nodes(then);
                self.otherwise(otherwise);
                self.directive("end", "");
            }
            Node::Try(block) => self.try_block(block),
            Node::Autocommit(nodes) => {
                self.directive("autocommit", "");
                self.nodes(nodes);
                self.directive("end", "");
            }
            Node::Batch(batch) => self.batch(batch),
            Node::Fail { message, origin } => {
                self.origin(origin.as_ref());
                self.directive("fail", &quoted::string(message));
            }
        }
    }

    fn statement(&mut self, statement: &Statement) {
        if self.form == Form::Normal {
            return normal::push_lines(&mut self.out, &statement.sql, self.dialect);
        }
        match split(&statement.sql, self.dialect) {
            Ok(pieces) => {
                for piece in pieces {
                    self.origin(statement.origin.as_ref());
                    self.out.push_str(piece.sql);
                    self.out.push_str(";\n");
                }
            }
            // Kept as it is: whoever reads it back is told what is wrong with it.
            Err(_) => {
                self.origin(statement.origin.as_ref());
                self.line(&format!("{}\n;", statement.sql));
            }
        }
    }

    fn otherwise(&mut self, nodes: &[Node]) {
        match nodes {
            [] => {}
            [
                Node::If {
                    condition,
                    then,
                    otherwise,
                },
            ] => {
                self.directive("elif", &condition.to_string());
                self.nodes(then);
                self.otherwise(otherwise);
            }
            _ => {
                self.directive("else", "");
                self.nodes(nodes);
            }
        }
    }

    fn try_block(&mut self, block: &Try) {
        match block.handlers.as_slice() {
            [Handler { classes, body }] if body.is_empty() && !classes.is_empty() => {
                self.directive("try", &classes.join(", "));
                self.nodes(&block.body);
            }
            handlers => {
                self.directive("try", "");
                self.nodes(&block.body);
                for handler in handlers {
                    self.directive("except", &handler.classes.join(", "));
                    self.nodes(&handler.body);
                }
            }
        }
        if !block.otherwise.is_empty() {
            self.directive("else", "");
            self.nodes(&block.otherwise);
        }
        if !block.finally.is_empty() {
            self.directive("finally", "");
            self.nodes(&block.finally);
        }
        self.directive("end", "");
    }

    fn batch(&mut self, batch: &Batch) {
        self.origin(batch.origin.as_ref());
        let mut target = quoted::name(&batch.table);
        if let Some(schema) = &batch.schema {
            target.push_str(&format!(" schema={}", quoted::string(schema)));
        }
        self.directive("batch", &target);
        for change in &batch.changes {
            self.directive("", &change::print(change));
        }
        let rehearsed = match self.form {
            Form::Readable => batch.rehearsed.as_slice(),
            Form::Normal => &[],
        };
        for sql in rehearsed {
            let comments: Vec<String> = format!("{sql};")
                .split('\n')
                .map(|line| format!("--   {line}"))
                .collect();
            // A line that reads as a directive must not become one.
            let harmless = comments
                .iter()
                .all(|line| matches!(directive::classify(line, false, 0), Ok(Line::Comment(_))));
            if harmless {
                comments.iter().for_each(|line| self.line(line));
            }
        }
        self.directive("end", "");
    }
}
