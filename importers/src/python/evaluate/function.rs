//! Defining and calling functions written in Python.

use std::rc::Rc;

use super::asynchronous::{AsyncGenerator, is_asynchronous};
use super::generator::{Generator, yields};
use super::tree::FunctionTree;
use super::{Env, Flow, Names, Program};
use crate::python::interpreter::{Frame, Interpreter};
use crate::python::iterate::Iterator;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::scope::{Scope, ScopeKind};
use crate::python::syntax::Source;
use crate::python::syntax::ast::{self, Ranged, Stmt};
use crate::python::value::{Function, Value};

/// A function's definition and closure.
pub(crate) struct Code {
    pub(super) definition: Definition,
    /// Values of default arguments, by parameter.
    pub(super) defaults: Vec<(Rc<str>, Value)>,
    pub(super) closure: Rc<Scope>,
    globals: Rc<Scope>,
    source: Rc<Source>,
    module: Rc<str>,
    names: Rc<Names>,
}

impl Code {
    /// The file that defines the function.
    pub(crate) fn source(&self) -> &Rc<Source> {
        &self.source
    }

    /// The dotted name of its module.
    pub(crate) fn module(&self) -> &str {
        &self.module
    }

    /// How many arguments it has to be given by position.
    pub(crate) fn required_parameters(&self) -> usize {
        let parameters = match &self.definition {
            Definition::Function(tree) => Some(&*tree.parameters),
            Definition::Lambda(tree) => tree.parameters.as_deref(),
            Definition::Generator(_) => None,
        };
        let all = parameters.map(|own| own.posonlyargs.iter().chain(&own.args));
        all.map_or(0, |all| all.filter(|one| one.default.is_none()).count())
    }

    /// Its tree where `def` made it, and where its definition stands.
    pub(super) fn definition_and_env(&self) -> Option<(FunctionTree, Env)> {
        let Definition::Function(tree) = &self.definition else {
            return None;
        };
        let env = Env {
            scope: self.closure.clone(),
            globals: self.globals.clone(),
            source: self.source.clone(),
            module: self.module.clone(),
            names: Rc::default(),
            first: None,
            block: None,
        };
        Some((tree.clone(), env))
    }

    /// `__defaults__`, or `__kwdefaults__`.
    pub(crate) fn defaults_of(&self, by_name: bool) -> Vec<(Rc<str>, Value)> {
        let parameters = match &self.definition {
            Definition::Function(tree) => Some(&*tree.parameters),
            Definition::Lambda(tree) => tree.parameters.as_deref(),
            Definition::Generator(_) => None,
        };
        let is_by_name = |name: &str| {
            let named = parameters.iter().flat_map(|own| &own.kwonlyargs);
            named
                .into_iter()
                .any(|one| one.parameter.name.as_str() == name)
        };
        let mut defaults = self.defaults.clone();
        defaults.retain(|(name, _)| is_by_name(name) == by_name);
        defaults
    }

    /// The values of its default arguments.
    pub(crate) fn defaults(&self) -> Vec<Value> {
        self.defaults
            .iter()
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// The name of a parameter, counted from 0.
    pub(crate) fn parameter(&self, at: usize) -> Option<&str> {
        let parameters = match &self.definition {
            Definition::Function(tree) => &*tree.parameters,
            Definition::Lambda(tree) => tree.parameters.as_deref()?,
            Definition::Generator(_) => return None,
        };
        let parameter = parameters.iter_non_variadic_params().nth(at)?;
        Some(parameter.parameter.name.as_str())
    }

    /// What it takes.
    pub(crate) fn signature(&self) -> Signature<'_> {
        let parameters = match &self.definition {
            Definition::Function(tree) => Some(&*tree.parameters),
            Definition::Lambda(tree) => tree.parameters.as_deref(),
            Definition::Generator(_) => None,
        };
        let Some(own) = parameters else {
            return Signature::default();
        };
        let named = |one: &'_ ast::ParameterWithDefault| one.default.is_none();
        Signature {
            by_place: (own.posonlyargs.iter().chain(&own.args))
                .map(|one| (one.parameter.name.as_str(), named(one)))
                .collect(),
            by_name: (own.kwonlyargs.iter())
                .map(|one| (one.parameter.name.as_str(), named(one)))
                .collect(),
            rest: own.vararg.as_ref().map(|one| one.name.as_str()),
            others: own.kwarg.as_ref().map(|one| one.name.as_str()),
        }
    }

    /// Where its tree stands in its file.
    pub(crate) fn range(&self) -> ast::TextRange {
        match &self.definition {
            Definition::Function(tree) => tree.range(),
            Definition::Lambda(tree) => tree.range(),
            Definition::Generator(tree) => tree.range(),
        }
    }

    /// Whether it is a `lambda` that sees no names but its module's.
    pub(crate) fn is_lambda_of_module(&self) -> bool {
        matches!(self.definition, Definition::Lambda(_)) && Rc::ptr_eq(&self.closure, &self.globals)
    }

    /// The names of its module.
    pub(crate) fn globals(&self) -> &Rc<Scope> {
        &self.globals
    }
}

/// The parameters of a function: their names, and whether each has to be given.
#[derive(Default)]
pub(crate) struct Signature<'a> {
    pub(crate) by_place: Vec<(&'a str, bool)>,
    pub(crate) by_name: Vec<(&'a str, bool)>,
    /// `*args`
    pub(crate) rest: Option<&'a str>,
    /// `**kwargs`
    pub(crate) others: Option<&'a str>,
}

#[derive(Clone)]
pub(crate) enum Definition {
    Function(FunctionTree),
    Lambda(Rc<ast::ExprLambda>),
    Generator(Rc<ast::ExprGenerator>),
}

/// What a function without a name is called.
const LAMBDA: &str = "<lambda>";

/// Gives a function its `__qualname__` and `__module__`.
fn name_function(env: &Env, function: &Value, name: &str) {
    if let Value::Function(function) = function {
        if matches!(env.scope.kind, ScopeKind::Class | ScopeKind::Function) {
            let name = Value::str(env.qualified(name));
            function.attributes.put(&"__qualname__".into(), Some(name));
        }
        let module = Value::Str(env.module.clone());
        function.attributes.put(&"__module__".into(), Some(module));
    }
}

impl Interpreter {
    /// `def`
    pub(crate) fn define_function(
        &mut self,
        env: &Env,
        definition: &ast::StmtFunctionDef,
    ) -> Result<Value> {
        let defaults = self.default_values(env, &definition.parameters)?;
        let at = definition.range().start().to_u32();
        let (tree, names) = match env.source.definition(at) {
            Some((Definition::Function(tree), names)) => (tree, names),
            _ => {
                let tree = FunctionTree::of(&env.source, definition)
                    .ok_or_else(|| self.unsupported("this function"))?;
                let mut names = Names::of_body(&tree.parameters, &tree.body);
                names.qualified = Some(env.qualified(&definition.name).into());
                let names = Rc::new(names);
                let known = (Definition::Function(tree.clone()), names.clone());
                env.source.keep_definition(at, known);
                (tree, names)
            }
        };
        let function = self.make_function(
            env,
            &definition.name,
            Definition::Function(tree),
            defaults,
            names,
        );
        if let Value::Function(function) = &function {
            let doc = docstring(&definition.body).map_or(Value::None, Value::str);
            function.attributes.put(&"__doc__".into(), Some(doc));
        }
        name_function(env, &function, &definition.name);
        Ok(function)
    }

    /// `lambda`
    pub(crate) fn define_lambda(&mut self, env: &Env, lambda: &ast::ExprLambda) -> Result<Value> {
        let empty = ast::Parameters::default();
        let parameters = lambda.parameters.as_deref().unwrap_or(&empty);
        let defaults = self.default_values(env, parameters)?;
        let at = lambda.range().start().to_u32();
        let (tree, names) = match env.source.definition(at) {
            Some((Definition::Lambda(tree), names)) => (tree, names),
            _ => {
                let tree = Rc::new(lambda.clone());
                let mut names = Names::of_body(parameters, &[]);
                names.generator = yields(&tree.body);
                names.qualified = Some(env.qualified(LAMBDA).into());
                let names = Rc::new(names);
                let known = (Definition::Lambda(tree.clone()), names.clone());
                env.source.keep_definition(at, known);
                (tree, names)
            }
        };
        let function = self.make_function(env, LAMBDA, Definition::Lambda(tree), defaults, names);
        name_function(env, &function, LAMBDA);
        Ok(function)
    }

    fn make_function(
        &mut self,
        env: &Env,
        name: &str,
        definition: Definition,
        defaults: Vec<(Rc<str>, Value)>,
        names: Rc<Names>,
    ) -> Value {
        let closure = match (env.scope.kind, &env.scope.parent) {
            // The names of a class body are not seen from its methods.
            (ScopeKind::Class, Some(parent)) => parent.clone(),
            _ => env.scope.clone(),
        };
        self.watch(&closure);
        Value::Function(Rc::new(Function {
            name: name.into(),
            attributes: Scope::new(ScopeKind::Instance, None, self.clock),
            code: Code {
                definition,
                defaults,
                closure,
                globals: env.globals.clone(),
                source: env.source.clone(),
                module: env.module.clone(),
                names,
            },
        }))
    }

    fn default_values(
        &mut self,
        env: &Env,
        parameters: &ast::Parameters,
    ) -> Result<Vec<(Rc<str>, Value)>> {
        let mut defaults = Vec::new();
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                let value = self.evaluate(env, default)?;
                defaults.push((Rc::from(parameter.parameter.name.as_str()), value));
            }
        }
        Ok(defaults)
    }

    /// What stands behind the `->` of a function, as text.
    pub(crate) fn returned_annotation(&self, function: &Function) -> Option<String> {
        let Definition::Function(tree) = &function.code.definition else {
            return None;
        };
        let annotation = tree.returns.as_deref()?;
        let source = &function.code.source;
        Some(source.slice(ast::Ranged::range(annotation)).to_owned())
    }

    /// Calls a function written in Python.
    pub(crate) fn call_function(&mut self, function: &Rc<Function>, args: Args) -> Result<Value> {
        if self.frames.len() >= self.options.limits.depth {
            return Err(self.nested_too_deep());
        }
        let code = &function.code;
        let scope = Scope::of_code(
            ScopeKind::Function,
            code.closure.clone(),
            code.names.clone(),
            self.clock,
        );
        let empty = ast::Parameters::default();
        let parameters = match &code.definition {
            Definition::Function(tree) => &tree.parameters,
            Definition::Lambda(tree) => tree.parameters.as_deref().unwrap_or(&empty),
            Definition::Generator(_) => &empty,
        };
        let first = args.positional.front().cloned();
        self.bind_parameters(function, parameters, &scope, args)?;
        let env = Env {
            scope,
            globals: code.globals.clone(),
            source: code.source.clone(),
            module: code.module.clone(),
            names: code.names.clone(),
            first,
            block: self.next_block.take(),
        };
        let place = match &code.definition {
            Definition::Function(tree) => env.place(&**tree),
            Definition::Lambda(tree) => env.place(&**tree),
            Definition::Generator(tree) => env.place(&**tree),
        };
        if code.names.generator && env.block.is_none() {
            let program = self.program(&code.definition)?;
            let generator = Generator::new(env, program, place);
            let items = Iterator::over(self, "generator", generator);
            return Ok(match is_asynchronous(code) {
                true => Value::object(AsyncGenerator { items }),
                false => items,
            });
        }
        if is_asynchronous(code) && env.block.is_none() {
            return Ok(self.asynchronous_call(function, env, place));
        }
        self.frames.push(Frame { place });
        let result = self.run_definition(&code.definition, &env);
        self.frames.pop();
        result
    }

    /// Runs a function whose arguments are bound.
    pub(super) fn run_definition(&mut self, definition: &Definition, env: &Env) -> Result<Value> {
        match definition {
            Definition::Function(tree) => self.run_body(env, &tree.body),
            Definition::Lambda(tree) => self.evaluate(env, &tree.body),
            Definition::Generator(_) => Ok(Value::None),
        }
    }

    pub(crate) fn nested_too_deep(&self) -> Interrupt {
        self.refuse(
            "python-limit",
            format!(
                "Function calls are nested more than {} deep.",
                self.options.limits.depth
            ),
            Some("Look for a function that calls itself without end."),
        )
    }

    /// The tree of a generator expression, copied once.
    pub(crate) fn generator_tree(
        &mut self,
        env: &Env,
        tree: &ast::ExprGenerator,
    ) -> Rc<ast::ExprGenerator> {
        let at = tree.range().start().to_u32();
        if let Some((Definition::Generator(tree), _)) = env.source.definition(at) {
            return tree;
        }
        let tree = Rc::new(tree.clone());
        let definition = Definition::Generator(tree.clone());
        env.source.keep_definition(at, (definition, Rc::default()));
        tree
    }

    /// The steps of a generator function, compiled once.
    fn program(&mut self, definition: &Definition) -> Result<Rc<Program>> {
        let key = match definition {
            Definition::Function(tree) => tree.address(),
            Definition::Lambda(tree) => Rc::as_ptr(tree) as usize,
            Definition::Generator(tree) => Rc::as_ptr(tree) as usize,
        };
        if let Some((_, program)) = self.generators.get(&key) {
            return Ok(program.clone());
        }
        let program = match definition {
            Definition::Function(tree) => Program::of_body(&tree.body),
            Definition::Lambda(tree) => Program::of_expression(&tree.body),
            Definition::Generator(tree) => Program::of_expression(&tree.elt),
        }
        .map_err(|what| self.unsupported(what))?;
        let program = Rc::new(program);
        let kept = (definition.clone(), program.clone());
        self.generators.insert(key, kept);
        Ok(program)
    }

    /// Runs a function's body to its end: here early returns on one side of a
    /// branch come together again.
    fn run_body(&mut self, env: &Env, body: &[Stmt]) -> Result<Value> {
        let base = self.branches.len();
        let result = self.execute_block(env, body);
        let flow = self.stop_raised(base, result)?;
        let flow = self.settle(base, flow, |flow| match flow {
            Flow::Stopped => Flow::Stopped,
            Flow::Return(value) => Flow::Return(value),
            _ => Flow::Return(Value::None),
        })?;
        match flow {
            Flow::Return(value) => Ok(value),
            Flow::Stopped => Err(Interrupt::Stopped),
            _ => Ok(Value::None),
        }
    }
}

/// The docstring of a body.
pub(crate) fn docstring(body: &[Stmt]) -> Option<String> {
    match body.first() {
        Some(Stmt::Expr(statement)) => match &*statement.value {
            ast::Expr::StringLiteral(literal) => Some(literal.value.to_str().to_owned()),
            _ => None,
        },
        _ => None,
    }
}
