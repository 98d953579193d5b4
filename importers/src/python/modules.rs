//! Modules: those written in Rust, and those of the project.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::{ClassDefinition, Definition, Interrupt, ModuleTable, Result};
use super::value::{Module, Value};

impl Interpreter {
    /// The table of a module written in Rust: the caller's libraries, then the standard library.
    pub(crate) fn find_table(&self, dotted: &str) -> Option<&'static ModuleTable> {
        self.options
            .libraries
            .iter()
            .copied()
            .chain(super::stdlib::MODULES.iter().copied())
            .find(|table| table.name == dotted)
    }

    /// The class written in Rust of a full name (`datetime.date`).
    pub(crate) fn class_of_library(&self, full: &str) -> Option<&'static ClassDefinition> {
        let (module, name) = full.rsplit_once('.')?;
        let table = self.find_table(module)?;
        table
            .definitions
            .iter()
            .find_map(|(known, definition)| match definition {
                Definition::Class(class) if *known == name => Some(*class),
                _ => None,
            })
    }

    /// What the configuration says a name of a module is.
    pub(crate) fn configured_name(&mut self, module: &str, name: &str) -> Option<Value> {
        let find = self.options.names?;
        find(self, &format!("{module}.{name}"))
    }

    /// The same of a dotted name, or of a call of one.
    pub(crate) fn configured(&mut self, dotted: &str) -> Option<Value> {
        let find = self.options.names?;
        find(self, dotted)
    }

    /// Whether `dotted` is a package of modules written in Rust.
    fn is_package(&self, dotted: &str) -> bool {
        let prefix = format!("{dotted}.");
        self.options
            .libraries
            .iter()
            .copied()
            .chain(super::stdlib::MODULES.iter().copied())
            .any(|table| table.name.starts_with(&prefix))
    }

    /// The module of a table; one per interpreter.
    pub(crate) fn module_of_table(&mut self, table: &'static ModuleTable) -> Rc<Module> {
        if let Some(module) = self.modules.get(table.name) {
            return module.clone();
        }
        let module = self.module(table.name, Some(table));
        self.modules.insert(table.name.to_owned(), module.clone());
        module
    }

    /// A module by its dotted name: written in Rust, else of the project;
    /// `None` where neither knows it. A module of the project is run when it is first found.
    ///
    /// # Errors
    /// What running it raises or refuses.
    pub(crate) fn find_module(&mut self, dotted: &str) -> Result<Option<Rc<Module>>> {
        if let Some(module) = self.modules.get(dotted) {
            return Ok(Some(module.clone()));
        }
        if let Some(table) = self.find_table(dotted) {
            return Ok(Some(self.module_of_table(table)));
        }
        if self.is_package(dotted) {
            static EMPTY: ModuleTable = ModuleTable {
                name: "",
                definitions: &[],
                fallback: None,
            };
            let module = self.module(dotted, Some(&EMPTY));
            self.modules.insert(dotted.to_owned(), module.clone());
            return Ok(Some(module));
        }
        if let Some(refusal) = self.unreadable.get(dotted) {
            return Err(Interrupt::Refused(refusal.clone()));
        }
        let Some(loaded) = self.options.loader.clone().load(dotted) else {
            let mut after = super::stdlib::AFTER_PROJECT.iter().copied();
            let table = after.find(|table| table.name == dotted);
            return Ok(table.map(|table| self.module_of_table(table)));
        };
        self.run_project_module(dotted, loaded).map(Some)
    }
}
