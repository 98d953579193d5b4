//! From what was recorded to a script: statements, directives, and the answers that `let`
//! keeps.

use super::prune::prune;
use super::questions::Answers;
use super::{Step, Test, batch, raised};
use crate::Diagnostic;
use crate::diagnostic::Span;
use crate::dialect::{Dialect, Renderer};
use crate::operation::types::Enum;
use crate::operation::{Expression, Name, Operation};
use crate::script::{
    Condition, Handler, MadeTypes, Node, Origin, Question, Script, Statement, Try, split,
};

/// The script of one function for one dialect.
///
/// # Errors
///
/// One finding per operation that the dialect cannot do or that has no SQL form; each with
/// the file's name and line.
pub fn lower(steps: &[Step], dialect: Dialect) -> Result<Script, Vec<Diagnostic>> {
    let made_types = MadeTypes::default();
    lower_with(steps, dialect, &mut Renderer::new(dialect), made_types)
}

/// The same for steps that follow others: the renderer knows which types those have
/// made; `made_types` are those that others may have made before.
pub(crate) fn lower_with(
    steps: &[Step],
    dialect: Dialect,
    renderer: &mut Renderer,
    mut made_types: MadeTypes,
) -> Result<Script, Vec<Diagnostic>> {
    let mut lowering = Lowering {
        dialect,
        renderer: renderer.clone(),
        answers: Answers::of(steps),
        findings: Vec::new(),
    };
    let mut nodes = lowering.steps(steps);
    renderer.clone_from(&lowering.renderer);
    if lowering.findings.is_empty() {
        prune(&mut nodes);
        if dialect == Dialect::Postgres {
            made_types.guard(&mut nodes);
        }
        Ok(Script { nodes })
    } else {
        Err(lowering.findings)
    }
}

pub(super) struct Lowering {
    pub(super) dialect: Dialect,
    pub(super) renderer: Renderer,
    answers: Answers,
    pub(super) findings: Vec<Diagnostic>,
}

impl Lowering {
    fn steps(&mut self, steps: &[Step]) -> Vec<Node> {
        let mut nodes = Vec::new();
        for step in steps {
            self.step(step, &mut nodes);
        }
        nodes
    }

    fn step(&mut self, step: &Step, nodes: &mut Vec<Node>) {
        match step {
            Step::Operation { operation, origin } => self.operation(operation, origin, nodes),
            Step::Snapshot(id) => {
                for (question, name) in self.answers.kept(*id) {
                    nodes.push(Node::Let {
                        name,
                        condition: Condition::Question(question),
                    });
                }
            }
            Step::If {
                test,
                then,
                otherwise,
            } => self.branch(test, then, otherwise, nodes),
            Step::Try {
                id,
                body,
                handlers,
                otherwise,
                finally,
            } => {
                let flag = self.answers.flag(*id);
                let (body, stopped_by) = self.tried(body, handlers);
                let caught = stopped_by.and_then(|at| handlers.get(at));
                // What a handler makes is not there where the block has gone well.
                let after_body = self.renderer.clone();
                let handlers = handlers
                    .iter()
                    .map(|(classes, steps)| self.handler(classes, steps, flag.as_deref()))
                    .collect();
                self.renderer = after_body;
                // What the dialect cannot do raises after all that stands before it has gone
                // well; the block's own `else` never runs then.
                let otherwise = match caught {
                    Some((classes, steps)) => self.handler(classes, steps, flag.as_deref()).body,
                    None => self.steps(otherwise),
                };
                let finally = self.steps(finally);
                if let Some(name) = flag {
                    nodes.push(known(name, false));
                }
                if body.is_empty() {
                    nodes.extend(otherwise);
                    nodes.extend(finally);
                } else {
                    nodes.push(Node::Try(Try {
                        body,
                        handlers,
                        otherwise,
                        finally,
                    }));
                }
            }
            Step::Autocommit(steps) => {
                let inner = self.steps(steps);
                if !inner.is_empty() {
                    nodes.push(Node::Autocommit(inner));
                }
            }
            Step::Fail { message, origin } => nodes.push(Node::Fail {
                message: message.clone(),
                origin: Some(origin.clone()),
            }),
        }
    }

    /// The body of a `try`, up to an operation that the dialect cannot do, and
    /// which handler catches what Alembic raises there.
    fn tried(
        &mut self,
        body: &[Step],
        handlers: &[(Vec<String>, Vec<Step>)],
    ) -> (Vec<Node>, Option<usize>) {
        let mut nodes = Vec::new();
        for step in body {
            let before = self.findings.len();
            self.step(step, &mut nodes);
            let Some(finding) = self.findings.get(before) else {
                continue;
            };
            let Step::Operation { operation, .. } = step else {
                continue;
            };
            let mut handlers = handlers.iter();
            if let Some(at) =
                handlers.position(|(classes, _)| raised::is_caught(operation, finding, classes))
            {
                self.findings.truncate(before);
                return (nodes, Some(at));
            }
        }
        (nodes, None)
    }

    fn handler(&mut self, classes: &[String], steps: &[Step], flag: Option<&str>) -> Handler {
        let mut body = Vec::new();
        body.extend(flag.map(|name| known(name.to_owned(), true)));
        body.extend(self.steps(steps));
        Handler {
            classes: classes.to_vec(),
            body,
        }
    }

    /// Types that one side makes are not known to exist behind the branch.
    fn branch(&mut self, test: &Test, then: &[Step], otherwise: &[Step], nodes: &mut Vec<Node>) {
        let condition = self.answers.condition(test);
        if let Condition::Known(holds) = condition {
            nodes.extend(self.steps(if holds { then } else { otherwise }));
            return;
        }
        let before = self.renderer.clone();
        let then = self.steps(then);
        self.renderer = before.clone();
        let otherwise = self.steps(otherwise);
        self.renderer = before;
        match (then.is_empty(), otherwise.is_empty()) {
            (true, true) => {}
            (true, false) => nodes.push(Node::If {
                condition: negated(condition),
                then: otherwise,
                otherwise: Vec::new(),
            }),
            _ => nodes.push(Node::If {
                condition,
                then,
                otherwise,
            }),
        }
    }

    fn operation(&mut self, operation: &Operation, origin: &Origin, nodes: &mut Vec<Node>) {
        match operation {
            Operation::Batch(block) => batch::lower(self, block, origin, nodes),
            Operation::CreateEnum {
                enumeration: Enum { name, schema, .. },
                check_first: true,
            }
            | Operation::DropEnum {
                enumeration: Enum { name, schema, .. },
                check_first: true,
            } => self.type_checked(operation, (schema, name.as_ref()), origin, nodes),
            Operation::CreateDomain {
                domain,
                check_first: true,
            }
            | Operation::DropDomain {
                domain,
                check_first: true,
            } => {
                let name = (&domain.schema, Some(&domain.name));
                self.type_checked(operation, name, origin, nodes);
            }
            Operation::IfTable {
                table,
                exists,
                operations,
            } => {
                let mut then = Vec::new();
                for operation in operations {
                    self.operation(operation, origin, &mut then);
                }
                let there = Condition::Question(Question::Table {
                    schema: table.schema.as_ref().map(|name| name.text.clone()),
                    table: table.name.text.clone(),
                });
                nodes.extend(guarded(there, *exists, then));
            }
            Operation::IfIndex {
                table,
                index,
                exists,
                operation,
            } => {
                let mut then = Vec::new();
                self.operation(operation, origin, &mut then);
                let there = Condition::Question(Question::Index {
                    schema: table.schema.as_ref().map(|name| name.text.clone()),
                    table: table.name.text.clone(),
                    index: index.text.clone(),
                });
                nodes.extend(guarded(there, *exists, then));
            }
            Operation::Execute {
                autocommit: true, ..
            } => {
                let statements = self.statements(operation, origin);
                if !statements.is_empty() {
                    nodes.push(Node::Autocommit(statements));
                }
            }
            _ => {
                let statements = self.statements(operation, origin);
                nodes.extend(statements);
            }
        }
    }

    /// A type is made where it is not there, and dropped where it is.
    fn type_checked(
        &mut self,
        operation: &Operation,
        (schema, name): (&Option<Name>, Option<&Name>),
        origin: &Origin,
        nodes: &mut Vec<Node>,
    ) {
        let creates = matches!(
            operation,
            Operation::CreateEnum { .. } | Operation::CreateDomain { .. }
        );
        let statements = self.statements(operation, origin);
        if let (false, Some(name)) = (statements.is_empty(), name) {
            let there = Condition::Question(Question::Type {
                schema: schema.as_ref().map(|name| name.text.clone()),
                name: name.text.clone(),
            });
            nodes.push(Node::If {
                condition: if creates { negated(there) } else { there },
                then: statements,
                otherwise: Vec::new(),
            });
        }
    }

    /// The statements of one operation. Text that holds several statements is cut, because
    /// they are run one by one.
    pub(super) fn statements(&mut self, operation: &Operation, origin: &Origin) -> Vec<Node> {
        let statements = match self.renderer.render(operation) {
            Ok(statements) => statements,
            Err(finding) => {
                self.refuse(finding, origin);
                return Vec::new();
            }
        };
        let written = matches!(
            operation,
            Operation::Execute {
                statement: Expression::Raw(_) | Expression::Text { .. },
                ..
            }
        );
        let mut nodes = Vec::new();
        for sql in statements {
            match (written, split(&sql, self.dialect)) {
                (true, Ok(pieces)) => {
                    nodes.extend(pieces.iter().map(|piece| statement(piece.sql, origin)));
                }
                _ => nodes.push(statement(&sql, origin)),
            }
        }
        nodes
    }

    pub(super) fn refuse(&mut self, finding: Diagnostic, origin: &Origin) {
        self.findings.push(located(finding, origin));
    }
}

/// A statement with the place it came from.
pub(super) fn statement(sql: &str, origin: &Origin) -> Node {
    Node::Statement(Statement {
        sql: sql.to_owned(),
        origin: Some(origin.clone()),
        line: 0,
    })
}

/// What is done where something is there, or where it is not.
fn guarded(there: Condition, exists: bool, then: Vec<Node>) -> Option<Node> {
    (!then.is_empty()).then(|| Node::If {
        condition: if exists { there } else { negated(there) },
        then,
        otherwise: Vec::new(),
    })
}

/// `not …`, without a double negation.
pub(super) fn negated(condition: Condition) -> Condition {
    match condition {
        Condition::Known(value) => Condition::Known(!value),
        Condition::Not(inner) => *inner,
        other => Condition::Not(Box::new(other)),
    }
}

fn known(name: String, value: bool) -> Node {
    Node::Let {
        name,
        condition: Condition::Known(value),
    }
}

/// The place of a finding, where it has none: the operation's line. The caller, who has the
/// file, fills in the text of the line.
fn located(mut finding: Diagnostic, origin: &Origin) -> Diagnostic {
    if finding.path.is_none() {
        finding.path = Some(origin.file.clone().into());
    }
    if finding.span.is_none() {
        finding.span = Some(Span {
            line: origin.line,
            column: 1,
            length: 1,
            text: String::new(),
        });
    }
    finding
}
