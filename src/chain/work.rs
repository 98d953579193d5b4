//! What a revision runs: a script or a program.

use std::sync::Arc;

use bridge_importers::Script;
use bridge_importers::program::Program;
use bridge_importers::script::Node;

/// What a revision runs in one direction on one dialect.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// SQL with directives.
    Script(Arc<Script>),
    /// A Python function, run by bridge's own interpreter.
    Program(Arc<Program>),
}

impl Work {
    /// The script, where it is one.
    pub fn script(&self) -> Option<&Script> {
        match self {
            Self::Script(script) => Some(script),
            Self::Program(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn script_mut(&mut self) -> Option<&mut Script> {
        match self {
            Self::Script(script) => Some(Arc::make_mut(script)),
            Self::Program(_) => None,
        }
    }

    /// The program, where it is one.
    pub fn program(&self) -> Option<&Arc<Program>> {
        match self {
            Self::Script(_) => None,
            Self::Program(program) => Some(program),
        }
    }

    /// The script's nodes; none of a program.
    pub fn nodes(&self) -> &[Node] {
        self.script().map_or(&[], |script| &script.nodes)
    }
}

impl From<Script> for Work {
    fn from(script: Script) -> Self {
        Self::Script(Arc::new(script))
    }
}

impl From<Program> for Work {
    fn from(program: Program) -> Self {
        Self::Program(Arc::new(program))
    }
}
